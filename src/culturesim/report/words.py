"""Numbers, days and counts of runs in words a reader needs no key for."""

from __future__ import annotations

import math
from typing import Any

from culturesim.outcomes import OUTCOMES, Interval
from culturesim.words import date_words, duration

__all__ = ["STATUS", "date_words", "difference_words", "duration", "interval_words", "number"]
__all__ += ["of_runs", "range_words"]

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


def difference_words(row: Any, by_runs: bool = False) -> tuple[str, str, str]:
    """Write one row of a comparison.

    Parameters
    ----------
    row : namedtuple
        Row of the table.
    by_runs : bool
        Give the middle nine tenths of pairs, not the interval of the mean.

    Returns
    -------
    difference, interval, share : str
        With signs; in percentage points where the unit is a share.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> row = dict(unit="deaths", difference=-2.0, low=-3.0, high=-1.0, share_same_sign=1.0, n=8)
    >>> difference_words(SimpleNamespace(**row))
    ('-2.00', '-3.00 to -1.00', '100 %')
    """
    scale, unit = (100.0, " points") if row.unit.startswith("share") else (1.0, "")

    def signed(value: float) -> str:
        sign = "+" if value > 0.0 else "-" if value < 0.0 else ""
        return f"{sign}{number(scale * abs(value))}"

    low, high = (row.run_low, row.run_high) if by_runs else (row.low, row.high)
    interval = f"{signed(low)} to {signed(high)}" if row.n > 1 else "one run"
    share = f"{row.share_same_sign:.0%}".replace("%", " %") if row.n else "-"
    return signed(row.difference) + unit, interval, share


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
