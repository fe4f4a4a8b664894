"""The part of the report about many hospitals: who failed, who was found, league tables."""

from __future__ import annotations

from typing import Any

import numpy as np

from culturesim.outcomes.league import churn_table, league_table
from culturesim.report.html import Html, el, join, table
from culturesim.report.story import outcomes_of
from culturesim.report.words import number, of_runs

__all__ = ["MANY", "hospitals", "system_words"]

#: Above this many hospitals only the worst are told one by one.
MANY = 12


def hospitals(results: Any) -> Html:
    """Compare hospitals, if there are several."""
    names = results.provenance["organisation"]["hospitals"]
    if len(names) < 2:
        return Html("")
    parts = [el("h2", "All hospitals")]
    lines = _lines(results, names)
    head = ["Hospital", "Preventable harm per 1,000 bed-days", "Concerns raised", "Failing in",
            "Caught in"]  # fmt: skip
    if len(names) > MANY:
        parts += [el("p", f"The {MANY} with the most preventable harm:"),
                  table(head, lines[:MANY], "numbers"),
                  el("details", el("summary", f"All {len(names)} hospitals"),
                     table(head, lines, "numbers"))]  # fmt: skip
    else:
        parts.append(table(head, lines, "numbers"))
    if int(results.provenance["days"]) >= 365:
        parts += [
            _picture(results.plot.funnel, "Deaths over expected deaths by size", "funnel"),
            _picture(results.plot.ranking, "Published rank against true rank", "ranking"),
        ]
        parts.append(_churn(results))
    parts.append(el("p", f"The rest of this page is about {names[0]}.", class_="note"))
    return join(parts)


def _picture(draw: Any, label: str, name: str) -> Html:
    from culturesim.report.pictures import picture

    return picture(lambda width: draw(width=width, title=False), label, name)


def system_words(results: Any) -> str:
    """Tell in a few sentences what happened to all hospitals.

    Parameters
    ----------
    results : Results
        Runs of a scenario with several hospitals.

    Returns
    -------
    str
        How many failed, how many of these were caught, and by whom.

    Examples
    --------
    >>> system_words.__name__
    'system_words'
    """
    rows = results.outcomes
    by_run = rows.groupby("run")
    n, n_runs = int(by_run.size().iloc[0]), results.n_runs
    failing = by_run["is_failing"].sum()
    failed = rows[rows["is_failing"]]
    if failed.empty:
        return f"None of the {n} hospitals was failing in any run."
    text = f"Of {n} hospitals, {failing.median():.0f} were failing."
    if n_runs > 1:
        text = (
            f"Of {n} hospitals, typically {failing.median():.0f} were failing "
            f"({failing.min()} to {failing.max()} over {n_runs} runs)."
        )
    shares = failed["caught_by"].value_counts(normalize=True)
    told = [
        f"the {who} caught {number(share, 'share')}"
        for who, share in shares.items()
        if who != "nobody"
    ]
    nobody = float(shares.get("nobody", 0.0))
    told.append(f"nobody caught {number(nobody, 'share')}")
    return f"{text} Of these, {', '.join(told)}."


def _lines(results: Any, names: list[str]) -> list[list[str]]:
    """One line a hospital, most preventable harm first."""
    found = []
    for name in names:
        rows = outcomes_of(results, name)
        caught = rows.loc[rows["is_failing"], "caught_by"]
        harm = float(rows["preventable_harm_rate"].mean())
        n_caught = int((caught != "nobody").sum())
        line = [
            name,
            number(harm),
            number(float(rows["voice_share"].mean()), "share"),
            of_runs(int(rows["is_failing"].sum()), len(rows)),
            of_runs(n_caught, len(caught)) if len(caught) else "-",
        ]
        found.append((-harm, line))
    return [line for _, line in sorted(found, key=lambda pair: pair[0])]


def _churn(results: Any) -> Html:
    """Tell how far the published table agrees with the truth, and with itself."""
    churn = churn_table(league_table(results))
    lines = []
    for words, name, unit in (
        ("Rank correlation of the published ratio with true harm", "published_and_true", ""),
        ("The same table a year later", "published_again", ""),
        ("True harm a year later", "true_again", ""),
        ("Of the published worst tenth, in it the year before", "worst_again", "share"),
        ("Hospitals above the funnel with over-dispersion", "outliers", ""),
    ):
        values = churn[name].dropna().to_numpy(float)
        if not len(values):
            continue
        low, high = np.percentile(values, [5, 95])
        lines.append([words, number(float(values.mean()), unit),
                      f"{number(float(low), unit)} to {number(float(high), unit)}",
                      str(len(values))])  # fmt: skip
    head = ["League table", "Mean", "Middle nine tenths", "Tables (runs and years)"]
    return table(head, lines, "numbers")
