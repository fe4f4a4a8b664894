"""Estimates with intervals: shares and means of runs, and the jackknife."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

__all__ = ["GROUPS", "LEVEL", "Estimate", "alikeness", "estimate", "jackknife", "joint_level"]
__all__ += ["unit_means", "wider", "wilson"]

Floats = NDArray[np.float64]
GROUPS = 20  # of the jackknife
LEVEL = 0.95
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


def joint_level(k: int) -> float:
    """Confidence at which k intervals hold all together in at least 95 of 100 cases.

    Parameters
    ----------
    k : int
        Intervals that are looked at, of which some are then picked.

    Returns
    -------
    float
        By Bonferroni's inequality, which needs nothing of how they hang together; whichever is
        picked afterwards, such as the highest, still has 95 %.

    References
    ----------
    .. [1] Miller RG, Simultaneous Statistical Inference, Springer, 1981, section 1.

    Examples
    --------
    >>> joint_level(1), round(joint_level(10), 3)
    (0.95, 0.995)
    """
    return 1.0 - (1.0 - LEVEL) / max(1, k)


def alikeness(cases: NDArray[np.bool_], groups: NDArray[np.int64]) -> float:
    r"""Tell how many runs of a point say as much as one independent run.

    Parameters
    ----------
    cases : ndarray of bool, shape (n,)
        Whether what is looked for happened.
    groups : ndarray of int64, shape (n,)
        Point of each run.

    Returns
    -------
    float
        Design effect, from 1 to the mean number of runs of a point. [-]

    Notes
    -----
    .. math:: 1 + (m - 1) \frac{MS_b - MS_w}{MS_b + (m - 1) MS_w}

    References
    ----------
    .. [1] Kish L, Survey Sampling, Wiley, 1965, section 5.4.

    Examples
    --------
    >>> alikeness(np.array([True, True, False, False]), np.array([0, 0, 1, 1]))
    2.0
    >>> alikeness(np.array([True, False]), np.array([0, 1]))
    1.0
    """
    _, codes = np.unique(groups, return_inverse=True)
    counts = np.bincount(codes)
    n, k, y = len(cases), len(counts), cases.astype(np.float64)
    m = n / k
    if k < 2 or n == k:
        return 1.0
    means = np.bincount(codes, weights=y) / counts
    between = float((counts * (means - y.mean()) ** 2).sum()) / (k - 1)
    within = float(((y - means[codes]) ** 2).sum()) / (n - k)
    whole = between + (m - 1.0) * within
    inside = (between - within) / whole if whole > 0.0 else 1.0
    return float(np.clip(1.0 + (m - 1.0) * inside, 1.0, m))


def wider(k: int, n_units: int | None = None) -> float:
    """How much wider k intervals have to be for all of them to hold together.

    Parameters
    ----------
    k : int
        Intervals.
    n_units : int, optional
        Units they rest on, for Student's t; the normal distribution if left out.

    Returns
    -------
    float
        Factor of the half-widths of 95 % intervals; at least 1. [-]

    Examples
    --------
    >>> round(wider(10), 2), round(wider(10, 6), 2), wider(1)
    (1.43, 1.86, 1.0)
    """
    if n_units is not None and n_units < 2:
        return NAN
    law = stats.norm if n_units is None else stats.t(n_units - 1)
    return float(law.ppf(0.5 + joint_level(k) / 2.0) / law.ppf(0.5 + LEVEL / 2.0))


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


def unit_means(values: Floats, over_points: bool) -> Floats:
    """Average over what was sampled, a point each or a seed each, without empty ones.

    Parameters
    ----------
    values : ndarray of float64, shape (n_points, n_replicates)
        NaN is left out.
    over_points : bool
        Whether points are the sample, otherwise seeds are.

    Returns
    -------
    ndarray of float64, shape (n_units,)
        Their means.

    Examples
    --------
    >>> unit_means(np.array([[1.0, 3.0], [4.0, np.nan]]), True).tolist()
    [2.0, 4.0]
    """
    use_rows = over_points and len(values) > 1
    has = ~np.isnan(values)
    axis = 1 if use_rows else 0
    counts = has.sum(axis=axis)
    sums = np.where(has, values, 0.0).sum(axis=axis)
    return np.asarray(sums[counts > 0] / counts[counts > 0])


def _effective(mean: float, spread: float, k: int, n: int, level: float) -> float:
    """Count the independent runs that would give the spread of k units; never below k.

    The spread of few units is itself a guess, for which Student's t allows.
    """
    if k < 2:
        return float(n)
    if not spread > 0.0:
        return float(min(k, n))
    q = 0.5 + level / 2.0
    few = float(stats.t.ppf(q, max(n - 1, 1)) / stats.t.ppf(q, k - 1)) ** 2
    return float(np.clip(few * mean * (1.0 - mean) / spread, min(k, n), n))


def estimate(values: Floats, over_points: bool, two_state: bool, level: float = LEVEL) -> Estimate:
    """Mean of an outcome over runs of a cell, with its interval.

    Parameters
    ----------
    values : ndarray of float64, shape (n_points, n_replicates)
        Outcome of each run of the cell; NaN is left out.
    over_points : bool
        Whether points are the sample, otherwise seeds are (the same in every point).
    two_state : bool
        Whether values are 0 or 1.
    level : float
        Confidence, in (0, 1). [-]

    Returns
    -------
    Estimate
        For a two-state outcome by Wilson's formula with the effective number of runs, because
        runs of one point, or of one seed, are alike; otherwise by Student's t over points or
        seeds.

    References
    ----------
    .. [1] Korn EL, Graubard BI, Confidence intervals for proportions with small expected number
       of positive counts estimated from survey data, Survey Methodology, 1998; 24: 193-201.

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
    units = unit_means(values, over_points)
    k = len(units)
    spread = float(units.var(ddof=1)) / k if k > 1 else NAN
    if two_state:
        runs = _effective(mean, spread, k, n, level)
        return Estimate(mean, *wilson(mean * runs, runs, level), n)
    if k < 2 or not np.isfinite(spread):
        return Estimate(mean, NAN, NAN, n)
    half = float(stats.t.ppf(0.5 + level / 2.0, k - 1) * np.sqrt(spread))
    return Estimate(mean, mean - half, mean + half, n)


def jackknife(
    statistic: Callable[[NDArray[np.intp]], Floats],
    n_units: int,
    groups: int = GROUPS,
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
