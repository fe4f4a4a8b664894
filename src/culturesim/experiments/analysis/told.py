"""What came of each run, as numbers that can be counted: failing, caught, by whom, how late."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from culturesim.outcomes import OUTCOMES, Outcome
from culturesim.outcomes.caught import ACTORS

__all__ = ["FACTS", "label_of", "told", "unit_of"]

#: Facts derived from a run's outcomes; those after ``fails_unseen`` are of failing hospitals only.
FACTS = {
    fact.name: fact
    for fact in (
        Outcome("is_failing", "Hospitals that fail", "share of runs", -1,
                "Preventable harm stayed above the failing threshold for long enough."),
        Outcome("fails_unseen", "Hospitals that fail unseen", "share of runs", -1,
                "Failing, and neither board nor anybody outside came to know within the run."),
        Outcome("is_caught", "Failing hospitals that are caught", "share of runs", 1,
                "Of the failing, those that the board or somebody outside came to know of."),
        Outcome("caught_by_board", "Caught by the board", "share of runs", 0,
                "Of the failing, those that the board knew of first."),
        Outcome("caught_by_regulator", "Caught by a regulator", "share of runs", 0,
                "Of the failing, those that a regulator knew of first."),
        Outcome("caught_from_outside", "Caught by staff, families or press", "share of runs", 0,
                "Of the failing, those that a whistleblower, families or the press knew of first."),
        Outcome("detection_days", "Days to detection", "days", -1,
                "Days from the beginning of failing until caught; without end if never caught."),
    )
}  # fmt: skip
#: Outcomes that sweeps keep beside the headline row.
KEPT = {
    kept.name: kept
    for kept in (
        Outcome("cost_money", "Cost of levers", "GBP", -1, "Over the run; below 0 for a saving."),
        Outcome("failing_at_end", "Hospitals failing on the last day", "share of runs", -1,
                "Preventable harm is above the failing threshold on the last day."),
        Outcome("cost_hours", "Staff time of levers", "hours", -1, "Over the run."),
        Outcome("harms_before", "Preventable harms before it was caught", "harms", -1,
                "From the beginning of failing until caught, or the end."),
        Outcome("avoidable_before", "Deaths from preventable harm before it was caught", "deaths",
                -1, "From the beginning of failing until caught, or the end."),
    )
}  # fmt: skip


def _who(runs: pd.DataFrame) -> pd.Series | None:
    """Who caught each run, as text, from either way of keeping it."""
    if "caught_by" in runs:
        return runs["caught_by"].astype(object)
    if {"caught_by_board", "caught_by_regulator"} <= set(runs):
        by = np.where(runs["caught_by_board"] > 0, "board", "nobody")
        return pd.Series(np.where(runs["caught_by_regulator"] > 0, "regulator", by), runs.index)
    return None


def told(runs: pd.DataFrame) -> pd.DataFrame:
    """Add the facts of :data:`FACTS` that the kept outcomes allow.

    Parameters
    ----------
    runs : DataFrame
        Finished runs. Needs ``is_failing``; for who caught it ``caught_by`` (``board``,
        ``regulator``, ``whistleblower``, ``families``, ``press`` or ``nobody``) and
        ``caught_after``. [days]

    Returns
    -------
    DataFrame
        The same rows with the facts, 0 or 1. NaN in the facts about failing hospitals where the
        hospital did not fail; ``detection_days`` is infinite where nobody ever caught it.

    Examples
    --------
    >>> rows = pd.DataFrame({"is_failing": [1.0, 1.0, 0.0], "caught_after": [9.0, None, None],
    ...                      "caught_by": ["board", "nobody", "nobody"]})
    >>> found = told(rows)
    >>> found["fails_unseen"].tolist(), found["detection_days"].tolist()
    ([0.0, 1.0, 0.0], [9.0, inf, nan])
    """
    if "is_failing" not in runs:
        return runs
    failing = runs["is_failing"].astype(float)
    new: dict[str, Any] = {"is_failing": failing}
    who = _who(runs)
    if who is not None:
        among = failing > 0.0
        nobody = ~who.isin(ACTORS)
        new["fails_unseen"] = (among & nobody).astype(float)
        new["is_caught"] = (~nobody).astype(float).where(among)
        for name in ("board", "regulator"):
            new[f"caught_by_{name}"] = (who == name).astype(float).where(among)
        new["caught_from_outside"] = who.isin(ACTORS[2:]).astype(float).where(among)
        if "caught_after" in runs:
            new["detection_days"] = runs["caught_after"].where(~nobody, np.inf).where(among)
    rest = runs.drop(columns=[c for c in (*new, "caught_by") if c in runs])
    return pd.concat([rest, pd.DataFrame(new, index=runs.index)], axis=1)


def label_of(outcome: str) -> str:
    """Say what a reader calls an outcome.

    Parameters
    ----------
    outcome : str
        Column of the outcome table, or a fact.

    Returns
    -------
    str
        Its label; the name with blanks if it is neither.

    Examples
    --------
    >>> label_of("is_failing"), label_of("deaths"), label_of("my_number")
    ('Hospitals that fail', 'Deaths', 'My number')
    """
    known = FACTS.get(outcome) or OUTCOMES.get(outcome) or KEPT.get(outcome)
    return known.label if known else outcome.replace("_", " ").capitalize()


def unit_of(outcome: str) -> str:
    """Look up the unit of an outcome, empty if it is not known.

    Parameters
    ----------
    outcome : str
        Column of the outcome table, or a fact.

    Returns
    -------
    str
        The unit.

    Examples
    --------
    >>> unit_of("detection_days"), unit_of("my_number")
    ('days', '')
    """
    known = FACTS.get(outcome) or OUTCOMES.get(outcome) or KEPT.get(outcome)
    return known.unit if known else ""
