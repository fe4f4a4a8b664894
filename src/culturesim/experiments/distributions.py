"""Quantiles of the distributions a factor may follow, each cut to a range."""

from __future__ import annotations

from typing import Any

__all__ = ["quantile"]


def quantile(kind: str, numbers: tuple[float, ...], low: float, high: float, u: Any) -> Any:
    """Turn shares into values of a distribution.

    Parameters
    ----------
    kind : str
        A name of :data:`culturesim.experiments.spreads.DISTRIBUTIONS`.
    numbers : tuple of float
        Its numbers, in the order given there.
    low, high : float
        Ends to which it is cut; for ``beta`` the interval it is stretched over. [its unit]
    u : array_like of float, shape (n,)
        Shares of the cut distribution that lie below, in [0, 1]. [-]

    Returns
    -------
    ndarray of float64, shape (n,)
        Values in [low, high]. [its unit]

    Examples
    --------
    >>> quantile("triangular", (0.5,), 0.0, 1.0, [0.0, 0.125, 0.5, 1.0]).round(12).tolist()
    [0.0, 0.25, 0.5, 1.0]
    >>> quantile("normal", (0.5, 0.1), 0.0, 1.0, [0.5]).round(12).tolist()
    [0.5]
    >>> quantile("lognormal", (2.0, 0.5), 1.0, 4.0, [0.0, 0.5, 1.0]).round(12).tolist()
    [1.0, 2.0, 4.0]
    """
    import numpy as np
    from scipy import stats

    at = np.asarray(u, dtype=np.float64)
    width = high - low
    if kind == "triangular":
        return stats.triang.ppf(at, (numbers[0] - low) / width, loc=low, scale=width)
    if kind == "beta":
        return stats.beta.ppf(at, numbers[0], numbers[1], loc=low, scale=width)
    mean, sd = numbers
    if kind == "normal":
        return _cut_normal(at, mean, sd, low, high)
    tiny = np.log(np.finfo(np.float64).tiny)
    bottom = np.log(low) if low > 0.0 else tiny
    return np.exp(_cut_normal(at, np.log(mean), sd, bottom, np.log(high)))


def _cut_normal(at: Any, mean: float, sd: float, low: float, high: float) -> Any:
    from scipy import stats

    ends = ((low - mean) / sd, (high - mean) / sd)
    return stats.truncnorm.ppf(at, *ends, loc=mean, scale=sd)
