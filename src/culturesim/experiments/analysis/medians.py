"""Medians of runs, with intervals that need no assumed distribution."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from culturesim.experiments.analysis.estimates import LEVEL, Estimate, estimate, unit_means, wilson

__all__ = ["median_of", "median_over"]

Floats = NDArray[np.float64]
NAN = float("nan")


def median_of(values: Floats, level: float = 0.95) -> Estimate:
    """Median with the interval between order statistics that needs no assumed distribution.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        NaN is left out; infinity stands for later than the run lasted.
    level : float
        Least confidence, in (0, 1). [-]

    Returns
    -------
    Estimate
        The lower median; ends NaN with fewer than six values, which cannot reach 95 %.

    References
    ----------
    .. [1] David HA, Nagaraja HN, Order Statistics, Wiley, 2003, section 7.1.

    Examples
    --------
    >>> median_of(np.arange(1.0, 12.0))
    Estimate(value=6.0, low=2.0, high=10.0, n=11)
    """
    given = np.sort(values[~np.isnan(values)])
    n = len(given)
    if n == 0:
        return Estimate(NAN, NAN, NAN, 0)
    middle = float(given[(n - 1) // 2])
    skip = int(stats.binom.ppf((1.0 - level) / 2.0, n, 0.5))
    if stats.binom.cdf(skip, n, 0.5) > (1.0 - level) / 2.0:
        skip -= 1
    if skip < 0:
        return Estimate(middle, NAN, NAN, n)
    return Estimate(middle, float(given[skip]), float(given[n - 1 - skip]), n)


def median_over(values: Floats, over_points: bool, level: float = LEVEL) -> Estimate:
    """Median over the runs of a cell, with an interval that allows for runs that are alike.

    Parameters
    ----------
    values : ndarray of float64, shape (n_points, n_replicates)
        NaN is left out; infinity stands for later than the run lasted.
    over_points : bool
        Whether points are the sample, otherwise seeds are.
    level : float
        Confidence, in (0, 1). [-]

    Returns
    -------
    Estimate
        The lower median, between the quantiles at the ends of the interval of the share of runs
        that lie at or below it; ends NaN with fewer than six points, or seeds.

    References
    ----------
    .. [1] Woodruff RS, Confidence intervals for medians and other position measures,
       J Am Stat Assoc, 1952, doi:10.1080/01621459.1952.10483443.

    Examples
    --------
    >>> days = np.repeat(np.arange(1.0, 12.0)[:, None], 5, axis=1)
    >>> median_over(days, True)[:3], median_of(days.ravel())[:3]
    ((6.0, 3.0, 9.0), (6.0, 4.0, 8.0))
    """
    given = np.sort(values[~np.isnan(values)])
    n = len(given)
    if n == 0:
        return Estimate(NAN, NAN, NAN, 0)
    middle = float(given[(n - 1) // 2])
    known = np.where(np.isnan(values), NAN, values <= middle)
    k = len(unit_means(known, over_points))
    if k < 6:
        return Estimate(middle, NAN, NAN, n)
    share = estimate(known, over_points, True, level)
    half = max(0.5 - wilson(0.5 * n, n, level)[0], (share.high - share.low) / 2.0)
    first, last = int(np.floor(n * (0.5 - half))), int(np.ceil(n * (0.5 + half))) - 1
    if first < 0 or last >= n:
        return Estimate(middle, NAN, NAN, n)
    return Estimate(middle, float(given[first]), float(given[last]), n)
