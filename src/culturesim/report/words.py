"""Numbers, days and counts of runs in words a reader needs no key for."""

from __future__ import annotations

import math

from culturesim.outcomes import OUTCOMES, Interval
from culturesim.words import date_words, duration

__all__ = ["STATUS", "date_words", "duration", "interval_words", "number", "of_runs"]
__all__ += ["range_words"]

#: What a parameter's status letter means.
STATUS = {
    "V": "verified against the source",
    "R": "recalled, not checked again",
    "D": "derived from sourced numbers",
    "C": "computed with this model",
    "A": "assumed",
}


def number(value: float, unit: str = "") -> str:
    """Write a number as a reader wants it: shares in percent, large ones without decimals.

    Parameters
    ----------
    value : float
        The number.
    unit : str
        Its unit; ``share`` and ``share a year`` are shown in percent.

    Returns
    -------
    str
        The number without its unit, except for percent.

    Examples
    --------
    >>> number(0.1234, "share"), number(12345.6, "deaths"), number(0.01234), number(float("nan"))
    ('12.3 %', '12,346', '0.0123', 'none')
    """
    if math.isnan(value):
        return "none"
    if unit.startswith("share"):
        return f"{100.0 * value:.1f} %"
    if value != 0.0 and abs(value) < 0.1:
        return f"{value:.3g}"
    if abs(value) < 10.0:
        return f"{value:.2f}"
    return f"{value:,.1f}" if abs(value) < 100.0 else f"{value:,.0f}"


def range_words(name: str, interval: Interval) -> str:
    """Write the ends of an interval.

    Parameters
    ----------
    name : str
        Outcome, for its unit.
    interval : Interval
        The interval.

    Returns
    -------
    str
        Both ends; nothing with fewer than two runs.

    Examples
    --------
    >>> range_words("deaths", Interval(2.0, 1.0, 3.0, 8))
    '1.00 to 3.00'
    """
    if interval.n < 2:
        return ""
    unit = OUTCOMES[name].unit
    low, high = number(interval.low, unit), number(interval.high, unit)
    return f"{low.removesuffix(' %')} to {high}"


def interval_words(name: str, interval: Interval) -> str:
    """Write an interval over runs, and how many runs.

    Parameters
    ----------
    name : str
        Outcome, for its unit.
    interval : Interval
        The interval.

    Returns
    -------
    str
        Both ends and the number of runs.

    Examples
    --------
    >>> interval_words("deaths", Interval(2.0, 1.0, 3.0, 8))
    '1.00 to 3.00, 8 runs'
    """
    if interval.n < 2:
        return "one run" if interval.n else "no run"
    return f"{range_words(name, interval)}, {interval.n} runs"


def of_runs(count: int, n: int) -> str:
    """Write in how many runs something happened.

    Parameters
    ----------
    count, n : int
        Runs in which it did, and all runs.

    Returns
    -------
    str
        The phrase.

    Examples
    --------
    >>> of_runs(8, 8), of_runs(0, 8), of_runs(3, 8)
    ('all 8 runs', 'none of 8 runs', '3 of 8 runs')
    """
    if count == n:
        return {1: "the one run", 2: "both runs"}.get(n, f"all {n} runs")
    return f"{count or 'none'} of {n} runs"
