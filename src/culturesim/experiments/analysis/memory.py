"""Memory: how long two histories can be told apart once conditions are the same."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from culturesim.experiments.analysis.estimates import joint_level
from culturesim.experiments.analysis.pairs import paired_interval
from culturesim.experiments.analysis.study import Study

__all__ = ["gaps_over_time", "last_told_apart"]

Floats = NDArray[np.float64]
SEEDS = 5


def gaps_over_time(study: Study, quantity: str, factor: str, branch: str) -> pd.DataFrame:
    """Difference between two histories, seed by seed, at each time and value of a factor.

    Parameters
    ----------
    study : Study
        Runs with a series, of two histories that live under the same values of a factor from a day.
    quantity : str
        Column of the series.
    factor : str
        What is the same from its day on.
    branch : str
        Factor of two values, where hospitals came from.

    Returns
    -------
    DataFrame
        ``value`` of the factor, ``day`` (the last before the change, then those after it),
        ``gap``, the second history less the first, ``low``, ``high`` (95 %), ``low_joint``,
        ``high_joint`` (95 % for all values and days together), ``n`` seeds.

    Examples
    --------
    >>> gaps_over_time.__name__
    'gaps_over_time'
    """
    series = study.series
    assert series is not None
    start = int(study.about["from_day"][factor])
    days = sorted({int(d) for d in series["day"].unique()})
    before = [d for d in days if d < start]
    days = before[-1:] + [d for d in days if d >= start]
    first, second = study.factors[branch].levels
    points = study.points[[factor, branch]].reset_index()
    table = series.merge(points, on="point").pivot_table(
        index=[factor, "day"], columns=[branch, "replicate"], values=quantity
    )
    gap = table[second] - table[first]
    values = study.factors[factor].levels
    level, lines = joint_level(len(values) * (len(days) - 1)), []
    for value in values:
        for day in days:
            row = gap.loc[(value, day)].to_numpy(dtype=np.float64)
            mean, low, high, n = paired_interval(row)
            lines.append((value, day, mean, low, high, *paired_interval(row, level=level)[1:3], n))
    columns = ["value", "day", "gap", "low", "high", "low_joint", "high_joint", "n"]
    return pd.DataFrame(lines, columns=columns)


def last_told_apart(table: pd.DataFrame, start: int) -> int | None:
    """Last day after the change on which any value still tells the histories apart.

    Parameters
    ----------
    table : DataFrame
        As :func:`gaps_over_time` gives it.
    start : int
        Day of the change. [day]

    Returns
    -------
    int or None
        The day, by intervals that hold for all days and values together; None if there is none.

    Examples
    --------
    >>> table = pd.DataFrame({"day": [9, 20, 30], "low_joint": [1.0, 0.5, -1.0],
    ...                       "high_joint": [3.0, 2.0, 1.0]})
    >>> last_told_apart(table, 10)
    20
    """
    told = table[(table["day"] >= start) & ((table["low_joint"] > 0) | (table["high_joint"] < 0))]
    return int(told["day"].max()) if len(told) else None
