"""Statistics that the studies used: regressions, correlations, agreement, control limits."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from culturesim.outcomes import bootstrap_mean

__all__ = ["Estimate", "correlation", "funnel_flags", "logistic_regression", "odds_ratio"]
__all__ += ["over_runs", "resampled", "weighted_kappa"]

Floats = NDArray[np.float64]


class Estimate(NamedTuple):
    """A number with its 95 % interval.

    Attributes
    ----------
    mean, low, high : float
        The number and the ends of its interval, NaN where it cannot be known. [as measured]
    n : int
        How many runs or hospitals are behind it.
    what : str
        What is counted: runs, hospitals, wards.

    Examples
    --------
    >>> Estimate(1.0, 0.9, 1.1, 30, "runs").n
    30
    """

    mean: float
    low: float
    high: float
    n: int
    what: str


def over_runs(values: Any, what: str = "runs") -> Estimate:
    """Mean over runs with a bootstrap interval.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        One value a run; those that are not finite are left out.
    what : str
        What is counted.

    Returns
    -------
    Estimate
        Mean and interval.

    Examples
    --------
    >>> over_runs([1.0, 1.0]).mean
    1.0
    """
    given = np.asarray(values, dtype=np.float64)
    mean, low, high, n = bootstrap_mean(given[np.isfinite(given)])
    return Estimate(mean, low, high, n, what)


def resampled(value: float, again: Any, n: int, what: str) -> Estimate:
    """Estimate with the middle 95 % of its resampled values as interval.

    Parameters
    ----------
    value : float
        The estimate itself.
    again : array_like of float
        The same from resampled data; values that are not finite are left out.
    n : int
        How many are behind it.
    what : str
        What is counted.

    Returns
    -------
    Estimate
        NaN ends if nothing is left.

    Examples
    --------
    >>> resampled(1.0, [0.0, 2.0], 5, "wards").high
    1.95
    """
    values = np.asarray(again, dtype=np.float64)
    values = values[np.isfinite(values)]
    low, high = np.percentile(values, [2.5, 97.5]) if values.size else (np.nan, np.nan)
    return Estimate(float(value), float(low), float(high), n, what)


def correlation(x: Any, y: Any, what: str = "hospitals") -> Estimate:
    r"""Pearson's correlation with Fisher's interval.

    Parameters
    ----------
    x, y : array_like of float, shape (n,)
        Pairs; those that are not finite are left out.
    what : str
        What is counted.

    Returns
    -------
    Estimate
        :math:`\tanh(\tanh^{-1} r \pm 1.96 / \sqrt{n - 3})`; NaN with fewer than four pairs or
        when one of the two does not vary.

    Examples
    --------
    >>> round(correlation([1, 2, 3, 4, 5], [1, 2, 3, 5, 4]).mean, 2)
    0.9
    """
    a, b = (np.asarray(v, dtype=np.float64) for v in (x, y))
    kept = np.isfinite(a) & np.isfinite(b)
    a, b, n = a[kept], b[kept], int(kept.sum())
    if n < 4 or a.std() == 0.0 or b.std() == 0.0:
        return Estimate(np.nan, np.nan, np.nan, n, what)
    r = float(np.clip(np.corrcoef(a, b)[0, 1], -0.999999, 0.999999))
    low, high = np.tanh(np.arctanh(r) + np.array([-1.96, 1.96]) / np.sqrt(n - 3))
    return Estimate(r, float(low), float(high), n, what)


def logistic_regression(
    outcome: Any, covariates: Any, clusters: Any = None, weights: Any = None
) -> tuple[Floats, Floats]:
    """Fit a logistic regression by Newton's method.

    Parameters
    ----------
    outcome : array_like of bool, shape (n,)
        What happened.
    covariates : sequence of array_like, each of shape (n,)
        What it depends on.
    clusters : array_like of int, shape (n,), optional
        Groups whose members are alike, such as hospitals: errors then allow for it (sandwich).
    weights : array_like of float, shape (n,), optional
        How many observations a row stands for.

    Returns
    -------
    coefficients, errors : ndarray of float64, shape (k + 1,)
        The constant comes first. With ``weights`` or ``clusters`` errors are robust. NaN where a
        covariate or the outcome does not vary.

    Examples
    --------
    >>> x = np.tile([0.0, 1.0], 100)
    >>> y = np.concatenate([np.tile([0, 1], 75), np.tile([1, 0], 25)])
    >>> round(float(np.exp(logistic_regression(y, [x])[0][1])), 3)
    9.0
    """
    y = np.asarray(outcome, dtype=np.float64)
    x = np.column_stack([np.ones_like(y), *(np.asarray(c, dtype=np.float64) for c in covariates)])
    w = np.ones_like(y) if weights is None else np.asarray(weights, dtype=np.float64)
    beta = np.zeros(x.shape[1])
    if min((np.ptp(column) for column in (y, *x.T[1:])), default=0.0) == 0.0:
        return beta * np.nan, beta * np.nan
    beta[0] = np.log((y @ w + 0.5) / ((1.0 - y) @ w + 0.5))
    for _ in range(30):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ beta, -35.0, 35.0)))
        inverse = np.linalg.inv(x.T @ (x * (w * p * (1.0 - p))[:, None]))
        step = inverse @ (x.T @ (w * (y - p)))
        beta += step
        if np.abs(step).max() < 1e-9:
            break
    if clusters is None and weights is None:
        return beta, np.sqrt(np.diag(inverse))
    score = x * (w * (y - p))[:, None]
    if clusters is not None:
        _, group = np.unique(np.asarray(clusters), return_inverse=True)
        score = np.stack([np.bincount(group, column) for column in score.T], axis=1)
    return beta, np.sqrt(np.diag(inverse @ (score.T @ score) @ inverse))


def odds_ratio(fit: tuple[Floats, Floats], k: int, n: int, what: str = "hospitals") -> Estimate:
    """Odds ratio of one covariate.

    Parameters
    ----------
    fit : tuple of 2 ndarray
        From :func:`logistic_regression`.
    k : int
        Which covariate, 1 being the first.
    n : int
        What to give as the number behind it.
    what : str
        What is counted.

    Returns
    -------
    Estimate
        With its 95 % interval.

    Examples
    --------
    >>> odds_ratio((np.zeros(2), np.zeros(2)), 1, 5).mean
    1.0
    """
    low, mean, high = np.exp(fit[0][k] + np.array([-1.96, 0.0, 1.96]) * fit[1][k])
    return Estimate(float(mean), float(low), float(high), n, what)


def funnel_flags(observed: Any, expected: Any) -> NDArray[np.int64]:
    r"""Flag hospitals outside 95 % control limits that allow for over-dispersion.

    Parameters
    ----------
    observed, expected : array_like of float, shape (n,)
        Deaths, and deaths that case mix predicts. [deaths]

    Returns
    -------
    ndarray of int64, shape (n,)
        1 high, -1 low, 0 as expected.

    Notes
    -----
    :math:`y = \ln(O/E)` has variance :math:`1/E + \tau^2`; :math:`\tau^2` is the additive
    between-hospital variance by moments from z-scores winsorised at the tenth and ninetieth
    percentiles [1]_.

    References
    ----------
    .. [1] Spiegelhalter DJ, Statistics in Medicine 24:1185, 2005, doi:10.1002/sim.1970.

    Examples
    --------
    >>> funnel_flags([100] * 9 + [400], [100] * 10).tolist()[-1]
    1
    """
    o, e = (np.asarray(v, dtype=np.float64) for v in (observed, expected))
    y, variance = np.log((o + 0.5) / (e + 0.5)), 1.0 / e
    z = y / np.sqrt(variance)
    z = np.clip(z, *np.percentile(z, [10, 90]))
    n, w = len(z), 1.0 / variance
    spread = n * np.mean(z**2) - (n - 1)
    tau2 = max(0.0, spread / (w.sum() - (w**2).sum() / w.sum()))
    limits = 1.96 * np.sqrt(variance + tau2)
    return np.asarray(np.sign(y) * (np.abs(y) > limits), dtype=np.int64)


def weighted_kappa(a: Any, b: Any, levels: int) -> float:
    """Agreement beyond chance, disagreement weighed by its distance.

    Parameters
    ----------
    a, b : array_like of int, shape (n,)
        Two ratings, in [0, levels - 1].
    levels : int
        How many levels there are, at least 2.

    Returns
    -------
    float
        Cohen's kappa with linear weights, at most 1; NaN if a rating does not vary.

    Examples
    --------
    >>> weighted_kappa([0, 1, 2], [0, 1, 2], 3)
    1.0
    """
    x, y = np.asarray(a, dtype=np.int64), np.asarray(b, dtype=np.int64)
    if len(x) < 2 or len(np.unique(x)) < 2 or len(np.unique(y)) < 2:
        return float("nan")
    table = np.zeros((levels, levels))
    np.add.at(table, (x, y), 1.0 / len(x))
    distance = np.abs(np.subtract.outer(np.arange(levels), np.arange(levels)))
    chance = np.outer(table.sum(axis=1), table.sum(axis=0))
    return float(1.0 - (distance * table).sum() / (distance * chance).sum())
