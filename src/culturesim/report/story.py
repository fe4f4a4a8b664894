"""What happened, in plain sentences, for the report and the command line."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from culturesim.outcomes import KEPT_BACK, KNEW, WARNINGS
from culturesim.outcomes.spans import differ_words
from culturesim.report.words import date_words, duration, number, of_runs

__all__ = ["outcomes_of", "tell"]


def outcomes_of(results: Any, hospital: str | None = None) -> Any:
    """Take the outcome rows of one hospital.

    Parameters
    ----------
    results : Results
        The runs.
    hospital : str, optional
        Which hospital; the first if left out.

    Returns
    -------
    DataFrame
        A row a run.
    """
    place = hospital or results.provenance["organisation"]["hospitals"][0]
    return results.outcomes[results.outcomes["hospital"] == place]


def tell(results: Any, hospital: str | None = None) -> list[str]:
    """Tell what happened to one hospital.

    Parameters
    ----------
    results : Results
        The runs.
    hospital : str, optional
        Which hospital; the first if left out.

    Returns
    -------
    list of str
        Sentences: what was simulated, whether and when it failed, who could have known, who
        caught it and how late, and what happened meanwhile.

    Examples
    --------
    >>> tell.__name__
    'tell'
    """
    rows = outcomes_of(results, hospital)
    scenario = results.provenance["scenario"]
    start = dt.date.fromisoformat(scenario["start"])
    sentences = [_what(results, rows, start)]
    failed = rows[rows["is_failing"]]
    if failed.empty:
        limit = results.provenance["parameters"]["failing_multiple"]["value"]
        runs = "In this run" if len(rows) == 1 else f"In {of_runs(len(rows), len(rows))}"
        sentences.append(
            f"{runs} the hospital was never failing: preventable harm did not stay above "
            f"{limit:g} times the reference."
        )
        return [*sentences, _calm(rows), _knew(rows, start)]
    sentences += [_failing(failed, len(rows), start), _caught(failed), _meanwhile(rows, start)]
    sentences.append(_knew(rows, start))
    return [sentence for sentence in sentences if sentence]


def _what(results: Any, rows: Any, start: dt.date) -> str:
    outline = results.provenance["organisation"]
    place = rows["hospital"].iloc[0]
    h = outline["hospitals"].index(place)
    wards = [ward for ward in outline["wards"] if ward["hospital"] == h]
    beds, posts = (sum(ward[key] for ward in wards) for key in ("beds", "posts"))
    other = differ_words(results.provenance)
    times = "once" if len(rows) == 1 else f"{len(rows)} times, each time with {other},"
    end = date_words(start, float(rows["days"].iloc[0]))
    return (
        f"{place}, a hospital of {beds:,} beds and {posts:,} posts, was simulated {times} from "
        f"{date_words(start, 1)} to {end}."
    )


def _middle(values: Any) -> float:
    return float(np.median(values.to_numpy()))


def _failing(failed: Any, n: int, start: dt.date) -> str:
    began = date_words(start, _middle(failed["failing_day"]))
    lasting = duration(_middle(failed["failing_days"]))
    if n == 1:
        when = "from the start" if failed["failing_from_start"].iloc[0] else f"from {began}"
        return f"Care was failing {when}, for {lasting} in all."
    if failed["failing_from_start"].mean() > 0.5:
        return f"Care was failing in {of_runs(len(failed), n)}, mostly from the start."
    first = date_words(start, float(failed["failing_day"].min()))
    last = date_words(start, float(failed["failing_day"].max()))
    return (
        f"Care was failing in {of_runs(len(failed), n)}: typically from {began} (earliest {first}, "
        f"latest {last}), for {lasting} in all."
    )


def _caught(failed: Any) -> str:
    found = failed[failed["caught_by"] != "nobody"]
    if len(failed) == 1:
        if found.empty:
            return "Nobody with power over the hospital caught it."
        row = found.iloc[0]
        if row["caught_after"] == 0:
            return f"The {row['caught_by']} knew when it began, by {row['caught_signal']}."
        late = duration(row["caught_after"])
        return f"The {row['caught_by']} caught it {late} later, by {row['caught_signal']}."
    parts = []
    for who, rows in found.groupby("caught_by"):
        signal = rows["caught_signal"].mode().iloc[0]
        after = _middle(rows["caught_after"])
        late = f"after {duration(after)}" if after >= 1.0 else "as soon as it began"
        parts.append(f"by the {who} (typically {late}, mostly by {signal}) in {len(rows)}")
    nobody = len(failed) - len(found)
    if nobody:
        parts.append(f"by nobody in {nobody}")
    if len(parts) == 1:
        return f"It was caught {parts[0].rpartition(' in ')[0]} in each of them."
    return f"It was caught {'; '.join(parts)} of these {len(failed)} runs."


def _counted(rows: Any) -> Any:
    """Take the runs whose counts are told: those that failed, or all if none did.

    The counts of a run that failed begin with its first failing day, those of others hold the
    whole run; a middle over both kinds would be of neither.
    """
    failed = rows[rows["is_failing"]]
    return rows if failed.empty else failed


def _span(rows: Any, start: dt.date) -> str:
    """Say which days the counts hold."""
    found = _counted(rows)
    row = found.iloc[0]
    if not row["is_failing"]:
        return "in the whole run"
    if len(rows) > 1:
        return "from the first failing day until it was caught or the run ended"
    began = date_words(start, float(row["failing_day"]))
    if row["caught_by"] == "nobody":
        return f"from {began} to the end of the run"
    return f"on {began}" if row["caught_after"] == 0 else f"from {began} until it was caught"


def _meanwhile(rows: Any, start: dt.date) -> str:
    """Tell what happened from the first failing day on, beside what happened in the whole run."""
    failed = _counted(rows)
    harms, deaths, concerns, silent = (
        _middle(failed[name])
        for name in ("harms_before", "avoidable_before", "concerns_before", "silent_before")
    )
    if failed["caught_after"].eq(0.0).all():
        return ""
    every = [_middle(failed[name]) for name in ("preventable_harms", "avoidable_deaths")]
    of = [f" (of {n:,.0f} in the whole run)" if len(rows) == 1 else "" for n in every]
    kept = number(silent / concerns, "share") if concerns else "none"
    span = _span(rows, start)
    when = f"{span[:1].upper()}{span[1:]}{_alike(failed)}"
    typically = ", typically" if len(rows) > 1 else ""
    return (
        f"{when}{typically}: {harms:,.0f} preventable harms{of[0]}, {deaths:,.0f} deaths from "
        f"them{of[1]}, and {concerns:,.0f} concerns held by staff, {kept} of them kept silent."
    )


def _calm(rows: Any) -> str:
    """Tell what happened where care never failed."""
    harms, deaths = (_middle(rows[name]) for name in ("preventable_harms", "avoidable_deaths"))
    typically = ", typically" if len(rows) > 1 else ""
    return (
        f"In the whole run{typically}: {harms:,.0f} preventable harms and {deaths:,.0f} deaths "
        "from them."
    )


def _alike(failed: Any) -> str:
    """Say that days on which care did not fail are counted too, where there must be some."""
    last = failed["caught_day"].fillna(failed["days"])
    others = last - failed["failing_day"] + 1.0 > failed["failing_days"]
    return ", days on which it failed and others alike" if others.any() else ""


def _knew(rows: Any, start: dt.date) -> str:
    counts = {level: int(rows[column].notna().sum()) for column, level in KNEW.items()}
    n = len(rows)
    if n > 1 and not any(counts.values()):
        knew = "In no run did any level of the hospital come to hold that things were bad."
    elif n > 1:
        told = ", ".join(f"{level} in {count}" for level, count in counts.items())
        knew = f"Runs in which each level came to hold that things were bad: {told}, of {n}."
    elif any(counts.values()):
        levels = ", ".join(level for level, count in counts.items() if count)
        knew = f"Those who came to hold that things were bad: {levels}."
    else:
        knew = "No level of the hospital came to hold that things were bad."
    found = _counted(rows)
    reached = np.prod([1.0 - found[column].mean() for column in KEPT_BACK])
    share = f"{reached:.0%}".replace("%", " %")
    view = (
        f"Of how bad ward managers took things to be {_span(rows, start)}, {share} reached the "
        "board (how bad the news was, not how many warnings)."
    )
    return f"{knew} {view}{_warnings(found, len(rows))}"


def _warnings(found: Any, n: int) -> str:
    """How far the warnings of staff got, level by level, in the time named just before."""
    counts = {level: _middle(found[column]) for column, level in WARNINGS.items()}
    first = counts.pop("ward managers")
    if first < 1.0:
        return ""
    how = ", ".join(f"{count:,.0f} reached {_THOSE[level]}" for level, count in counts.items())
    whose = "Of" if n == 1 else "Typically, of"
    return f" {whose} {first:,.0f} warnings to ward managers in that time, {how}."


_THOSE = {
    "division managers": "division managers",
    "executives": "executives",
    "board": "the board",
}
