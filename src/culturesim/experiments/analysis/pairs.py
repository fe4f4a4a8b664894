"""Differences paired by seed: intervals alone, of many at once, and which cannot be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from culturesim.experiments.analysis.estimates import LEVEL, joint_level

__all__ = ["joint_of", "paired_interval", "rivals"]

Floats = NDArray[np.float64]
NAN = float("nan")


def paired_interval(
    differences: Floats, two_state: bool = False, level: float = LEVEL
) -> tuple[float, float, float, int]:
    """Average differences over seeds, with an interval.

    Parameters
    ----------
    differences : ndarray of float64, shape (n_replicates,)
        One a seed; what is not finite is left out.
    two_state : bool
        Whether they are differences of what is 0 or 1.
    level : float
        Confidence, in (0, 1). [-]

    Returns
    -------
    mean, low, high, n : float, float, float and int
        Student's interval; ends are NaN with fewer than two seeds. For two states the interval
        of Agresti and Min, which half a pair more of each kind keeps from having no width when
        all seeds agree; NaN where differences of differences all agree.

    References
    ----------
    .. [1] Agresti A, Min Y, Simple improved confidence intervals for comparing matched
       proportions, Stat Med, 2005, doi:10.1002/sim.1781.

    Examples
    --------
    >>> paired_interval(np.array([1.0, 1.0, np.nan]))
    (1.0, 1.0, 1.0, 2)
    >>> mean, low, high, n = paired_interval(np.ones(12), two_state=True)
    >>> mean, round(low, 2), round(high, 2), n
    (1.0, 0.63, 1.0, 12)
    """
    d = differences[np.isfinite(differences)]
    n = len(d)
    if n < 2:
        return (float(d.mean()) if n else NAN), NAN, NAN, n
    mean = float(d.mean())
    if two_state and bool(np.isin(d, (-1.0, 0.0, 1.0)).all()):
        up, down, m = float((d > 0).sum()) + 0.5, float((d < 0).sum()) + 0.5, n + 2.0
        middle = (up - down) / m
        half = stats.norm.ppf(0.5 + level / 2.0) * np.sqrt((up + down) / m - middle**2) / m**0.5
        return mean, max(-1.0, float(middle - half)), min(1.0, float(middle + half)), n
    spread = float(d.std(ddof=1))
    if two_state and spread == 0.0:
        return mean, NAN, NAN, n
    half = float(stats.t.ppf(0.5 + level / 2.0, n - 1)) * spread / np.sqrt(n)
    return mean, float(mean - half), float(mean + half), n


def joint_of(
    names: Sequence[Any],
    differences: Floats,
    columns: list[str],
    two_state: bool,
    called: str = "change",
) -> pd.DataFrame:
    """Average differences of many, with intervals alone and of all together.

    Parameters
    ----------
    names : sequence
        What each row is called; tuples for several columns.
    differences : ndarray of float64, shape (n_names, n_replicates)
        By seed.
    columns : list of str
        Columns of the names.
    two_state : bool
        Whether they are differences of what is 0 or 1.
    called : str
        Column of the mean.

    Returns
    -------
    DataFrame
        Names, the mean, ``low``, ``high`` (95 %), ``n``, ``low_joint`` and ``high_joint``, which
        hold for all rows together in 95 of 100 cases, and so for whichever is picked.

    Examples
    --------
    >>> found = joint_of(["a", "b"], np.array([[1.0, 3.0], [0.0, 0.0]]), ["lever"], False)
    >>> found["change"].tolist(), bool(found["high_joint"][0] > found["high"][0])
    ([2.0, 0.0], True)
    """
    level, lines = joint_level(len(names)), []
    for name, row in zip(names, differences, strict=True):
        label = name if isinstance(name, tuple) else (name,)
        ends = paired_interval(row, two_state, level)[1:3]
        lines.append((*label, *paired_interval(row, two_state), *ends))
    return pd.DataFrame(
        lines, columns=[*columns, called, "low", "high", "n", "low_joint", "high_joint"]
    )


def rivals(values: Floats, two_state: bool) -> list[int]:
    """Count for each row the other rows that cannot be told from it.

    Parameters
    ----------
    values : ndarray of float64, shape (n_rows, n_replicates)
        By seed; differences of rows are taken seed by seed.
    two_state : bool
        Whether values are differences of what is 0 or 1.

    Returns
    -------
    list of int
        With intervals that hold for all pairs of rows together (95 %). A row that does the same in
        every seed as another counts.

    Examples
    --------
    >>> rivals(np.array([[1.0, 1.1, 1.0], [1.0, 1.0, 1.2], [9.0, 9.1, 9.2]]), False)
    [1, 1, 0]
    """
    n = len(values)
    level, counts = joint_level(n * (n - 1) // 2), [0] * n
    for a in range(n):
        for b in range(a):
            _, low, high, _ = paired_interval(values[a] - values[b], two_state, level)
            if not (low > 0.0 or high < 0.0):
                counts[a] += 1
                counts[b] += 1
    return counts
