"""Estimates with intervals: shares, means and medians of runs, and the jackknife."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

__all__ = ["Estimate", "estimate", "jackknife", "median_of", "wilson"]

Floats = NDArray[np.float64]
GROUPS = 20  # of the jackknife
NAN = float("nan")


class Estimate(NamedTuple):
    """A number with the ends of its interval.

    Attributes
    ----------
    value, low, high : float
        Estimate and interval; the ends are NaN where there is too little to say.
    n : int
        Runs it rests on. [runs]

    Examples
    --------
    >>> Estimate(0.5, 0.2, 0.8, 10).n
    10
    """

    value: float
    low: float
    high: float
    n: int


def wilson(successes: float, n: float, level: float = 0.95) -> tuple[float, float]:
    r"""Interval of a share that holds near 0 and 1.

    Parameters
    ----------
    successes : float
        How often it happened. [runs]
    n : float
        Out of how many; may be an effective number. [runs]
    level : float
        Confidence, in (0, 1). [-]

    Returns
    -------
    low, high : float
        Ends, in [0, 1]; NaN if n is 0.

    Notes
    -----
    .. math:: \frac{p + z^2/2n \pm z \sqrt{p(1-p)/n + z^2/4n^2}}{1 + z^2/n}

    References
    ----------
    .. [1] Wilson EB, Probable inference, the law of succession, and statistical inference,
       J Am Stat Assoc, 1927, doi:10.1080/01621459.1927.10502953.

    Examples
    --------
    >>> [round(end, 3) for end in wilson(0, 10)]
    [0.0, 0.278]
    """
    if n <= 0:
        return NAN, NAN
    z = float(stats.norm.ppf(0.5 + level / 2.0))
    p = successes / n
    middle, wide = p + z * z / (2 * n), z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1.0 + z * z / n
    return max(0.0, float((middle - wide) / scale)), min(1.0, float((middle + wide) / scale))


def _units(values: Floats, over_points: bool) -> Floats:
    """Average over what was sampled, a point each or a seed each, without empty ones."""
    use_rows = over_points and len(values) > 1
    has = ~np.isnan(values)
    axis = 1 if use_rows else 0
    counts = has.sum(axis=axis)
    sums = np.where(has, values, 0.0).sum(axis=axis)
    return np.asarray(sums[counts > 0] / counts[counts > 0])


def estimate(values: Floats, over_points: bool, two_state: bool) -> Estimate:
    """Mean of an outcome over runs of a cell, with a 95 % interval.

    Parameters
    ----------
    values : ndarray of float64, shape (n_points, n_replicates)
        Outcome of each run of the cell; NaN is left out.
    over_points : bool
        Whether points are the sample, otherwise seeds are (the same in every point).
    two_state : bool
        Whether values are 0 or 1.

    Returns
    -------
    Estimate
        For a two-state outcome by Wilson's formula with the effective number of runs, because
        runs of one point, or of one seed, are alike; otherwise by Student's t over points or
        seeds.

    Examples
    --------
    >>> found = estimate(np.array([[0.0, 1.0, 0.0, 1.0]]), False, True)
    >>> found.value, round(found.low, 2), round(found.high, 2), found.n
    (0.5, 0.15, 0.85, 4)
    """
    n = int((~np.isnan(values)).sum())
    if n == 0:
        return Estimate(NAN, NAN, NAN, 0)
    mean = float(np.nanmean(values))
    units = _units(values, over_points)
    k = len(units)
    spread = float(units.var(ddof=1)) / k if k > 1 else NAN
    if two_state:
        effective = float(n)
        if k > 1 and spread > 0.0:
            effective = float(np.clip(mean * (1.0 - mean) / spread, min(k, n), n))
        elif k > 1:
            effective = float(min(k, n))
        return Estimate(mean, *wilson(mean * effective, effective), n)
    if k < 2 or not np.isfinite(spread):
        return Estimate(mean, NAN, NAN, n)
    half = float(stats.t.ppf(0.975, k - 1) * np.sqrt(spread))
    return Estimate(mean, mean - half, mean + half, n)


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


def jackknife(
    statistic: Callable[[NDArray[np.intp]], Floats], n_units: int, groups: int = GROUPS
) -> tuple[Floats, Floats]:
    r"""Half-width of 95 % intervals by leaving out a group of units at a time.

    Parameters
    ----------
    statistic : callable
        From the indices of the units kept, shape (n_kept,), to the statistics, shape (k,).
    n_units : int
        Units: points or seeds. At least 2.
    groups : int
        Groups, at most the number of units.

    Returns
    -------
    values, half_widths : ndarray of float64, shape (k,)
        Statistics of all units; half-widths are NaN with fewer than 5 units.

    Notes
    -----
    .. math:: \mathrm{var} = \frac{g-1}{g} \sum_j (\theta_{-j} - \bar\theta)^2

    Unlike a bootstrap it never repeats a unit, which would make cells look purer than they are.

    References
    ----------
    .. [1] Efron B, Tibshirani RJ, An Introduction to the Bootstrap, Chapman and Hall, 1993,
       chapter 11.

    Examples
    --------
    >>> x = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    >>> value, half = jackknife(lambda kept: np.array([x[kept].mean()]), 5)
    >>> float(value[0]), round(float(half[0]), 3)
    (3.0, 1.963)
    """
    every = np.arange(n_units)
    values = statistic(every)
    g = min(groups, n_units)
    if g < 5:
        return values, np.full_like(values, NAN)
    member = np.random.default_rng(0).permutation(n_units) % g
    left_out = np.array([statistic(every[member != j]) for j in range(g)])
    variance = (g - 1) / g * ((left_out - left_out.mean(axis=0)) ** 2).sum(axis=0)
    return values, np.asarray(stats.t.ppf(0.975, g - 1) * np.sqrt(variance))
