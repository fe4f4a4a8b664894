"""When a change would be seen by somebody who watches one number on a control chart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from culturesim.errors import InputError

__all__ = ["FALSE_ALARMS", "first_seen", "month_seen"]

SLACK = 0.5  # standard deviations a month that do not count
FALSE_ALARMS = 0.05  # share of unchanged runs that may raise an alarm in the whole time
CLIP = 10.0  # standard deviations a month counts for at most
HALF = 0.5

Floats = NDArray[np.float64]


def first_seen(unchanged: Floats, changed: Floats, before: int = 0) -> Floats:
    r"""Month in which a chart of cumulated sums raises its alarm, in each changed run.

    The observer knows the hospital's own level before the change, and what runs without the change
    are like, but not the twin of the one watched: a month's value, less the run's own mean before,
    is held against mean and standard deviation of the unchanged runs in that month, so that
    seasons, drift and lasting differences do not count. What exceeds half a standard deviation is
    added up on both sides,

    .. math:: S_t = \max(0, S_{t-1} + z_t - 1/2),

    and the limit of the sum is set so that one unchanged run in twenty raises an alarm in the
    whole time. Numbers that move together from month to month, such as a yearly ratio, get a
    wider limit by themselves.

    Parameters
    ----------
    unchanged, changed : ndarray of float64, shape (n_runs, n_months)
        The number watched; months without a value are NaN.
    before : int
        Months at the beginning that lie before the change and give each run its own level. [months]

    Returns
    -------
    ndarray of float64, shape (n_runs,)
        Month of the alarm after the change, from 1; infinite where there is none.

    Raises
    ------
    InputError
        If there are fewer than two unchanged runs.

    References
    ----------
    .. [1] Page ES, Biometrika 41:100, 1954, doi:10.1093/biomet/41.1-2.100.

    Examples
    --------
    >>> quiet = np.array([[0.0, 1.0, 0.0, 1.0], [1.0, 0.0, 1.0, 0.0]])
    >>> first_seen(quiet, quiet + [[0.0, 0.0, 5.0, 5.0]])
    array([3., 3.])
    """
    if len(unchanged) < 2:
        raise InputError("what-if: an order of signals needs two runs or more of each case")
    unchanged, changed = (_from_own_level(values, before) for values in (unchanged, changed))
    with np.errstate(invalid="ignore"):
        middle = unchanged.mean(axis=0)
        spread = unchanged.std(axis=0, ddof=1)
    limit = float(np.quantile(_sums(unchanged, middle, spread).max(axis=1), 1.0 - FALSE_ALARMS))
    over = _sums(changed, middle, spread) > max(limit, SLACK)
    months: Floats = np.where(over.any(axis=1), over.argmax(axis=1) + 1.0, np.inf)
    return months


def _from_own_level(values: Floats, before: int) -> Floats:
    """Cut off the months before the change, and subtract their mean."""
    known = ~np.isnan(values[:, :before])
    n = known.sum(axis=1, keepdims=True)
    total = np.where(known, values[:, :before], 0.0).sum(axis=1, keepdims=True)
    found: Floats = values[:, before:] - np.where(n > 0, total / np.maximum(n, 1), 0.0)
    return found


def _sums(values: Floats, middle: Floats, spread: Floats) -> Floats:
    """Larger of the sums on both sides, month by month."""
    gap = values - middle
    z: Floats = np.where(
        spread > 0.0, gap / np.where(spread > 0.0, spread, 1.0), np.sign(gap) * CLIP
    )
    z = np.clip(np.nan_to_num(z), -CLIP, CLIP)
    above, below = np.zeros((2, len(values)))
    found: Floats = np.zeros_like(z)
    for month in range(z.shape[1]):
        above = np.maximum(0.0, above + z[:, month] - SLACK)
        below = np.maximum(0.0, below - z[:, month] - SLACK)
        found[:, month] = np.maximum(above, below)
    return found


def month_seen(months: Floats) -> int | None:
    """Month by which half of the runs have raised an alarm.

    Parameters
    ----------
    months : ndarray of float64, shape (n_runs,)
        From :func:`first_seen`.

    Returns
    -------
    int or None
        The month; none if fewer than half ever raise one.

    Examples
    --------
    >>> month_seen(np.array([4.0, 7.0, np.inf]))
    7
    >>> month_seen(np.array([4.0, np.inf, np.inf])) is None
    True
    """
    ranked = np.sort(months)
    middle = ranked[int(np.ceil(HALF * len(ranked))) - 1]
    return None if np.isinf(middle) else int(middle)
