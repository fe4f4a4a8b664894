"""What a leader asks of a comparison first: what changed, caught when, by whom, at what cost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from culturesim.interventions import LEVERS
from culturesim.outcomes.spans import interval_of
from culturesim.report.html import Html, el, table
from culturesim.report.story import outcomes_of
from culturesim.report.words import (
    date_words,
    difference_words,
    duration,
    number,
    of_runs,
    range_words,
)

__all__ = ["caught_words", "gist", "names_of"]


def names_of(comparison: Any) -> tuple[str, str]:
    """Name the two scenarios so that they can be told apart.

    Parameters
    ----------
    comparison : Comparison
        The runs.

    Returns
    -------
    tuple of str
        Base and other. If both have one title, the other is named by its levers, or as changed.

    Examples
    --------
    >>> names_of.__name__
    'names_of'
    """
    scenarios = [r.provenance["scenario"] for r in (comparison.base, comparison.other)]
    base, other = (scenario["title"] for scenario in scenarios)
    if base != other:
        return base, other
    labels = [LEVERS[lever["name"]].title for lever in scenarios[1].get("levers", [])
              if lever not in scenarios[0].get("levers", [])]  # fmt: skip
    return base, f"with “{'” and “'.join(labels)}”" if labels else "with the changes asked for"


def caught_words(rows: Any, start: dt.date) -> tuple[str, str]:
    """Say when it was caught, and by whom.

    Parameters
    ----------
    rows : DataFrame
        Outcomes of one hospital, a row a run.
    start : date
        Date of day 1.

    Returns
    -------
    tuple of str
        Typical date and delay over the runs in which it was; who, in how many runs.

    Examples
    --------
    >>> caught_words.__name__
    'caught_words'
    """
    failed = rows[rows["is_failing"]]
    if failed.empty:
        return "never failing, nothing to catch", "-"
    found = failed[failed["caught_by"] != "nobody"]
    counts = [f"{who} in {n}" for who, n in found["caught_by"].value_counts().items()]
    nobody = len(failed) - len(found)
    by = ", ".join(counts + [f"nobody in {nobody}"] * bool(nobody))
    if found.empty:
        return "not in these runs", by
    day, after = (float(np.median(found[name])) for name in ("caught_day", "caught_after"))
    late = f"{duration(after)} after failing began" if after >= 1.0 else "as soon as failing began"
    return f"about {date_words(start, day)}, {late}", by


def _column(results: Any) -> list[str]:
    """Answers for one scenario, in the order of the rows."""
    rows = outcomes_of(results)
    start = dt.date.fromisoformat(results.provenance["scenario"]["start"])
    failed = rows[rows["is_failing"]]
    spread = {}
    for name in ("preventable_harms", "avoidable_deaths", "picture_end"):
        found = interval_of(rows[name], results.provenance)
        ends = range_words(name, found)
        spread[name] = f"{number(found.mean)} ({ends})" if ends else number(found.mean)
    when, by = caught_words(rows, start)
    before = number(float(failed["harms_before"].median())) if len(failed) else "-"
    knew = int(failed["board_day"].notna().sum())
    costs = [float(rows[name].mean()) for name in ("cost_money", "cost_hours")]
    return [
        spread["preventable_harms"],
        spread["avoidable_deaths"],
        spread["picture_end"],
        of_runs(len(failed), len(rows)),
        when,
        by,
        before,
        of_runs(knew, len(failed)) if len(failed) else "-",
        f"GBP {costs[0]:,.0f}, {costs[1]:,.0f} staff hours" if any(costs) else "nothing",
    ]


_ROWS = (
    "Preventable harms, mean of the runs",
    "Deaths from them",
    "What the board sees at the end, 1 all well",
    "Care was failing in",
    "Caught, typically",
    "Caught first by",
    "Preventable harms until then, typically",
    "The board knew in",
    "What the levers cost",
)


def gist(comparison: Any) -> Html:
    """Answer the first questions about two scenarios in one table.

    Parameters
    ----------
    comparison : Comparison
        The runs.

    Returns
    -------
    Html
        A sentence on harm with its interval, and the table.

    Examples
    --------
    >>> gist.__name__
    'gist'
    """
    row = comparison.table.set_index("outcome").loc["preventable_harms"]
    share = row["difference"] / row["base"] if row["base"] else float("nan")
    fewer = "fewer" if row["difference"] < 0.0 else "more"
    said = f"{number(abs(row['difference']))} {fewer} preventable harms in each run"
    if np.isfinite(share):
        said += f" ({100.0 * share:+.0f} %)".replace("-", "−")
    if row["n"] < 2:
        said += "; from one pair of runs, so nothing is known about luck."
    elif row["low"] <= 0.0 <= row["high"]:
        said = f"Preventable harms: no difference beyond luck in {int(row['n'])} pairs of runs."
    elif comparison.has_sets:
        said += (f"; {difference_words(row, by_runs=True)[1]} in the middle nine tenths of pairs, "
                 "over luck and plausible parameter sets.")  # fmt: skip
    else:
        low, high = sorted(abs(row[name]) for name in ("low", "high"))
        said += f"; 95 % interval {number(low)} to {number(high)}, which holds luck only."
    names = names_of(comparison)
    columns = [_column(results) for results in (comparison.base, comparison.other)]
    lines = [[label, *values] for label, *values in zip(_ROWS, *columns, strict=True)]
    head = ["In short", *(name[:1].upper() + name[1:] for name in names)]
    return el("div", el("p", said), table(head, lines))
