"""Levels of a factor, or bins of it where a design has many values."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from culturesim.experiments.analysis.study import Factor

__all__ = ["Bins", "bin_factor", "value_words"]


@dataclass(frozen=True)
class Bins:
    """How the points of a design fall on levels or bins of a factor.

    Attributes
    ----------
    factor : Factor
        Which.
    codes : ndarray of int64, shape (n_points,)
        Level or bin of each point, from 0.
    labels : list of str
        What a reader sees, one a level.
    centres : ndarray of float64, shape (n_levels,)
        Value, middle of the bin, or the position of a choice in its list.
    edges : ndarray of float64, shape (n_levels + 1,)
        Where a picture draws the borders.
    is_binned : bool
        Whether values were put together.

    Examples
    --------
    >>> found = bin_factor(Factor("fear", "number", (0.0, 1.0), 0.0, 1.0), pd.Series([1.0, 0.0]))
    >>> found.codes.tolist(), found.labels
    ([1, 0], ['0', '1'])
    """

    factor: Factor
    codes: NDArray[np.int64]
    labels: list[str]
    centres: NDArray[np.float64]
    edges: NDArray[np.float64]
    is_binned: bool

    @property
    def n(self) -> int:
        """Levels or bins."""
        return len(self.labels)


def value_words(value: Any) -> str:
    """Write a factor's value as short as it can be told apart.

    Parameters
    ----------
    value : object
        Number, bool or text.

    Returns
    -------
    str
        The text.

    Examples
    --------
    >>> value_words(0.25), value_words(True), value_words(1200000.0), value_words("open")
    ('0.25', 'yes', '1,200,000', 'open')
    """
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if isinstance(value, (int, float, np.number)):
        number = float(value)
        large = abs(number) >= 10_000 or (number == round(number) and abs(number) >= 1000)
        return f"{number:,.0f}" if large else f"{number:.3g}"
    return str(value)


def _rounded(edges: NDArray[np.float64]) -> list[float]:
    """Edges with as few figures as tell them apart."""
    for figures in (2, 3, 4, 6):
        short = [float(f"{edge:.{figures}g}") for edge in edges]
        if len(set(short)) == len(short):
            return short
    return [float(edge) for edge in edges]


def _borders(centres: NDArray[np.float64]) -> NDArray[np.float64]:
    if len(centres) == 1:
        return np.array([centres[0] - 0.5, centres[0] + 0.5])
    middle = (centres[1:] + centres[:-1]) / 2.0
    first, last = centres[0] - (middle[0] - centres[0]), centres[-1] + (centres[-1] - middle[-1])
    return np.concatenate([[first], middle, [last]])


def bin_factor(factor: Factor, values: pd.Series, most: int = 6) -> Bins:
    """Put points on the levels of a factor, or into bins that hold about as many points each.

    Parameters
    ----------
    factor : Factor
        Which.
    values : Series
        Its value at each point.
    most : int
        Most bins for a number with more values than that are told apart, at least 2.

    Returns
    -------
    Bins
        Levels for choices, switches and numbers with few values.
    """
    if factor.levels and (len(factor.levels) <= most or not factor.is_number):
        levels = list(factor.levels)
        place = {level: k for k, level in enumerate(levels)}
        codes = np.array([place[v] for v in values.tolist()], dtype=np.int64)
        numeric = factor.is_number
        centres = np.array(levels if numeric else range(len(levels)), dtype=np.float64)
        if numeric and factor.scale == "log":
            edges = np.exp(_borders(np.log(centres)))
        else:
            edges = _borders(centres)
        return Bins(factor, codes, [value_words(v) for v in levels], centres, edges, False)
    x = values.to_numpy(dtype=np.float64)
    edges = np.unique(np.quantile(x, np.linspace(0.0, 1.0, most + 1)))
    codes = np.clip(np.searchsorted(edges, x, side="right") - 1, 0, len(edges) - 2)
    centres = np.array([x[codes == k].mean() for k in range(len(edges) - 1)])
    labels = [f"{value_words(a)}–{value_words(b)}" for a, b in pairwise(_rounded(edges))]
    return Bins(factor, codes.astype(np.int64), labels, centres, edges, True)
