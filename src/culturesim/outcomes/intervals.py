"""Intervals over runs, and trends that two quantities show together."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from culturesim.outcomes.failing import rolling_rate
from culturesim.outcomes.history import Floats

__all__ = ["Interval", "Trend", "bootstrap_mean", "middle_of_runs"]
__all__ += ["trend_of_board_picture_and_harm"]

RESAMPLES = 2000
DAYS_A_MONTH = 365.0 / 12.0


class Interval(NamedTuple):
    """A mean over runs with its interval.

    Attributes
    ----------
    mean, low, high : float
        Mean, and the ends of the interval; the ends are NaN with fewer than two runs.
    n : int
        Runs that have a value. [runs]

    Examples
    --------
    >>> Interval(1.0, 0.5, 1.5, 8).n
    8
    """

    mean: float
    low: float
    high: float
    n: int


def bootstrap_mean(values: ArrayLike, level: float = 0.95, seed: int = 0) -> Interval:
    """Mean over runs with a bootstrap percentile interval.

    Parameters
    ----------
    values : array_like of float, shape (n_runs,)
        One value a run; NaN is left out.
    level : float
        Share of resampled means inside the interval, in (0, 1). [-]
    seed : int
        Seed of the resampling. [-]

    Returns
    -------
    Interval
        From 2,000 resamples of the runs.

    References
    ----------
    .. [1] Efron B, Tibshirani RJ, An Introduction to the Bootstrap, Chapman and Hall, 1993,
       chapter 13.

    Examples
    --------
    >>> bootstrap_mean([1.0, 1.0, 1.0])
    Interval(mean=1.0, low=1.0, high=1.0, n=3)
    """
    given = np.asarray(values, dtype=np.float64)
    given = given[~np.isnan(given)]
    n = len(given)
    if n < 2:
        return Interval(float(given[0]) if n else float("nan"), float("nan"), float("nan"), n)
    rows = np.random.default_rng(seed).integers(0, n, (RESAMPLES, n))
    tail = 50.0 * (1.0 - level)
    low, high = np.percentile(given[rows].mean(axis=1), [tail, 100.0 - tail])
    return Interval(float(given.mean()), float(low), float(high), n)


def middle_of_runs(values: ArrayLike, level: float = 0.9) -> Interval:
    """Mean over runs, and the range that holds the middle share of them.

    Parameters
    ----------
    values : array_like of float, shape (n_runs,)
        One value a run; NaN is left out.
    level : float
        Share of runs inside the range, in (0, 1). [-]

    Returns
    -------
    Interval
        Unlike the interval of the mean, it does not shrink as runs are added.

    Examples
    --------
    >>> middle_of_runs(np.arange(21.0), level=0.5)
    Interval(mean=10.0, low=5.0, high=15.0, n=21)
    """
    given = np.asarray(values, dtype=np.float64)
    given = given[~np.isnan(given)]
    n = len(given)
    if n < 2:
        return bootstrap_mean(given)
    tail = 50.0 * (1.0 - level)
    low, high = np.percentile(given, [tail, 100.0 - tail])
    return Interval(float(given.mean()), float(low), float(high), n)


class Trend(NamedTuple):
    """What the board's picture and true harm did after a change.

    Attributes
    ----------
    months_flat_or_better : float
        Longest time in a row, after the change, with the board's picture no worse than before
        it, within the tolerance. [months]
    rise_of_harm : float
        Largest rise of preventable harm in that time over the year before the change; 0.2 is a
        rise by a fifth. [-]

    Examples
    --------
    >>> Trend(24.0, 0.2).months_flat_or_better
    24.0
    """

    months_flat_or_better: float
    rise_of_harm: float


def trend_of_board_picture_and_harm(
    picture: Floats,
    harms: Floats,
    patients: Floats,
    day: int,
    window: int = 180,
    tolerance: float = 0.02,
) -> Trend:
    """Compare what the board saw with what happened to patients after a dated change.

    Parameters
    ----------
    picture : ndarray of float64, shape (days,)
        The board's dashboard, in [0, 1]. [score]
    harms, patients : ndarray of float64, shape (days,)
        Preventable harms, and patients in beds, each day.
    day : int
        Day of the change, 1 being the first; there must be a day before it. [day]
    window : int
        Days over which picture and harm are averaged, looking back. [days]
    tolerance : float
        Fall of the picture that still counts as flat. [score]

    Returns
    -------
    Trend
        The picture is compared with its mean over up to a year before the change, harm with its
        rate in that time.

    Raises
    ------
    ValueError
        If the change is on the first day, or after the last.

    Examples
    --------
    >>> harm = np.repeat([1.0, 2.0], 365)
    >>> trend = trend_of_board_picture_and_harm(np.full(730, 0.7), harm, np.full(730, 100.0), 366)
    >>> trend.months_flat_or_better, trend.rise_of_harm
    (12.0, 1.0)
    """
    if not 1 < day <= len(picture):
        raise ValueError(f"day {day} has no days before it, or is after the last, {len(picture)}")
    before = slice(max(0, day - 1 - 365), day - 1)
    reference = float(picture[before].mean())
    was = float(harms[before].sum() / max(float(patients[before].sum()), 1.0))
    window = min(window, day - 1)
    smooth = rolling_rate(picture, np.ones(len(picture)), window)[day - 1 :]
    rate = rolling_rate(harms, patients, window)[day - 1 :]
    longest, first, run = 0, 0, 0
    for k, good in enumerate(smooth >= reference - tolerance):
        run = run + 1 if good else 0
        if run > longest:
            longest, first = run, k + 1 - run
    rise = float(np.nanmax(rate[first : first + longest], initial=was)) / was - 1.0 if was else 0.0
    return Trend(longest / DAYS_A_MONTH, rise)
