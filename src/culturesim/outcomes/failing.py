"""When a hospital is failing: its true preventable harm stays above a stated multiple."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from culturesim.outcomes.history import Floats, History

__all__ = ["Failing", "Thresholds", "find_failing", "held", "rolling_rate"]


class Thresholds(NamedTuple):
    """What failing, knowing and catching mean, in numbers: parameters of group ``outcome``.

    Attributes
    ----------
    harm_reference : float
        Preventable harms a bed-day in the reference hospital. [bed-day⁻¹]
    harm_window : float
        Days over which harm is averaged. [days]
    failing_multiple : float
        Multiple of the reference above which a hospital is failing. [-]
    failing_days : int
        Days in a row above it before it counts. [days]
    knew_view : float
        View of bad news at which an actor knew, in [0, 1]. [-]
    caught_score : float
        Dashboard picture at or below which the board sees that not all is well, in [0, 1]. [-]
    caught_days : int
        Days in a row a view or picture must hold to count. [days]
    soft_weight : float
        Weight of a complaint taken outside beside a mortality alert in the regulator's score. [-]
    outside_weight : float
        Weight of a disclosure by staff beside such a complaint. [-]

    Examples
    --------
    >>> Thresholds(0.01, 90, 1.5, 180, 0.5, 0.5, 30, 0.5).failing_days
    180
    """

    harm_reference: float
    harm_window: float
    failing_multiple: float
    failing_days: int
    knew_view: float
    caught_score: float
    caught_days: int
    soft_weight: float
    outside_weight: float = 3.0


class Failing(NamedTuple):
    """Whether and when a hospital was failing.

    Attributes
    ----------
    began : int or None
        First day of the first spell that lasted long enough; None if there was none. [day]
    days : int
        Days in all such spells. [days]
    at_end : bool
        Whether the last day is in one.
    from_start : bool
        Whether the first day that could be judged is in one.

    Examples
    --------
    >>> Failing(None, 0, False, False).began is None
    True
    """

    began: int | None
    days: int
    at_end: bool
    from_start: bool


def rolling_rate(counts: Floats, exposure: Floats, window: int) -> Floats:
    """Rate over a trailing window of days.

    Parameters
    ----------
    counts, exposure : ndarray of float64, shape (days,)
        Events, and what they are counted against, such as bed-days.
    window : int
        Length of the window. [days]

    Returns
    -------
    ndarray of float64, shape (days,)
        Events over exposure in the window that ends on each day; NaN before the first full
        window and where there is no exposure.

    Examples
    --------
    >>> rolling_rate(np.array([1.0, 0.0, 2.0]), np.array([10.0, 10.0, 10.0]), 2).tolist()
    [nan, 0.05, 0.1]
    """
    sums = []
    for values in (counts, exposure):
        total = np.concatenate([[0.0], np.cumsum(values)])
        sums.append(total[window:] - total[:-window])
    rate = np.full(len(counts), np.nan)
    below = np.where(sums[1] > 0.0, sums[1], np.nan)
    rate[window - 1 :] = sums[0] / below
    return rate


def held(condition: NDArray[np.bool_], days: int) -> NDArray[np.bool_]:
    """Tell on which days a condition has held for a number of days in a row.

    Parameters
    ----------
    condition : ndarray of bool, shape (n,)
        Whether it holds each day.
    days : int
        How many days in a row, that day included. [days]

    Returns
    -------
    ndarray of bool, shape (n,)
        True on day t if it held on the last ``days`` days up to t.

    Examples
    --------
    >>> held(np.array([True, True, False, True]), 2).tolist()
    [False, True, False, False]
    """
    n = np.arange(1, len(condition) + 1)
    last_off = np.maximum.accumulate(np.where(condition, 0, n)) if len(n) else n
    return np.asarray(n - last_off >= days)


def find_failing(history: History, thresholds: Thresholds) -> Failing:
    """Find the spells in which a hospital was failing.

    Parameters
    ----------
    history : History
        The hospital's days.
    thresholds : Thresholds
        What counts.

    Returns
    -------
    Failing
        Harm is preventable harm per bed-day over the last ``harm_window`` days. A spell is a
        stretch of days above ``failing_multiple`` times ``harm_reference``; it counts once it has
        lasted ``failing_days``, and then from its first day.

    Examples
    --------
    >>> harm = np.array([0.0] * 10 + [1.0] * 20)
    >>> history = History("X", {"n_preventable": harm, "n_patients": np.full(30, 10.0)})
    >>> find_failing(history, Thresholds(0.01, 5, 2.0, 10, 0.5, 0.5, 30, 0.5))
    Failing(began=12, days=19, at_end=True, from_start=False)
    """
    window = min(int(thresholds.harm_window), history.days)
    rate = rolling_rate(history["n_preventable"], history["n_patients"], window)
    limit = thresholds.failing_multiple * thresholds.harm_reference
    above = np.nan_to_num(rate, nan=0.0) > limit
    counts = held(above, thresholds.failing_days)
    in_spell = np.zeros(len(above), dtype=bool)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], above.view(np.int8), [0]])))
    for first, end in zip(edges[::2], edges[1::2], strict=True):
        in_spell[first:end] = counts[first:end].any()
    if not in_spell.any():
        return Failing(None, 0, at_end=False, from_start=False)
    began = int(np.argmax(in_spell)) + 1
    return Failing(began, int(in_spell.sum()), bool(in_spell[-1]), from_start=began == window)
