"""How closely two numbers go together over hospitals, with an interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from culturesim.outcomes import Interval

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["rank_correlations", "relate"]

RESAMPLES = 1000
LEAST = 5  # hospitals for a correlation

Floats = NDArray[np.float64]


def rank_correlations(first: Floats, second: Floats) -> Floats:
    """Spearman's correlation in every row.

    Parameters
    ----------
    first, second : ndarray of float64, shape (n_rows, n_hospitals)
        Two numbers of the same hospitals.

    Returns
    -------
    ndarray of float64, shape (n_rows,)
        In [-1, 1]; NaN where one of the two does not vary.

    Examples
    --------
    >>> rank_correlations(np.array([[1.0, 2.0, 3.0]]), np.array([[9.0, 5.0, 1.0]]))
    array([-1.])
    """
    from scipy.stats import rankdata

    a, b = (rankdata(values, axis=1) for values in (first, second))
    a, b = (ranks - ranks.mean(axis=1, keepdims=True) for ranks in (a, b))
    size = np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1))
    found: Floats = np.full(len(a), np.nan)
    np.divide((a * b).sum(axis=1), size, out=found, where=size > 0.0)
    return found


def relate(
    value: pd.Series, other: pd.Series, than: pd.Series | None = None, seed: int = 0
) -> tuple[float, float, Interval]:
    """Rank correlation of two numbers over hospitals, or by how much it is closer than another.

    Each run gives a correlation over its hospitals; they are averaged. The interval comes from
    drawing hospitals anew, since the same hospitals are met in every run.

    Parameters
    ----------
    value, other, than : Series of float64
        Indexed by run and hospital; hospitals without one of them are left out.
    seed : int
        Seed of the resampling. [-]

    Returns
    -------
    float
        Correlation of ``value`` with ``other``. [-]
    float
        Correlation of ``than`` with ``other``; NaN without a rival. [-]
    Interval
        Without a rival, of the first; with one, of the first's size less the second's. Its ``n``
        is the number of hospitals; all NaN for fewer than five.

    Examples
    --------
    >>> import pandas as pd
    >>> keys = pd.MultiIndex.from_product([[1, 2], list("abcdef")])
    >>> x = pd.Series(range(12), keys, dtype=float)
    >>> relate(x, -x)[0]
    -1.0
    """
    nan = float("nan")
    given = [series for series in (value, other, than) if series is not None]
    wide = [series.unstack() for series in given]  # noqa: PD010 - one value a cell
    kept = np.logical_and.reduce([table.notna().all(axis=0).to_numpy() for table in wide])
    arrays = [table.to_numpy(dtype=np.float64)[:, kept] for table in wide]
    n = int(kept.sum())
    if n < LEAST:
        return nan, nan, Interval(nan, nan, nan, n)
    found = [float(np.nanmean(rank_correlations(arrays[k], arrays[1]))) for k in (0, *_third(than))]
    draws = np.random.default_rng(seed).integers(0, n, (RESAMPLES, n))
    sampled = [_one_draw(arrays, draw) for draw in draws]
    gaps = np.array([_gap(each) for each in sampled])
    low, high = np.nanpercentile(gaps, [2.5, 97.5])
    return (
        found[0],
        found[1] if than is not None else nan,
        Interval(_gap(found), float(low), float(high), n),
    )


def _third(than: object) -> tuple[int, ...]:
    return () if than is None else (2,)


def _one_draw(arrays: list[Floats], draw: NDArray[np.int64]) -> list[float]:
    others = (0, 2)[: len(arrays) - 1]
    return [float(np.nanmean(rank_correlations(arrays[k][:, draw], arrays[1][:, draw])))
            for k in others]  # fmt: skip


def _gap(found: list[float]) -> float:
    return abs(found[0]) - abs(found[1]) if len(found) > 1 else found[0]
