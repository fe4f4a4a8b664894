"""Parts that pictures of analyses share: intervals as bars, cells of a map, small multiples."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, PercentFormatter
from numpy.typing import NDArray

from culturesim.experiments.analysis.bins import Bins, value_words
from culturesim.experiments.analysis.told import unit_of
from culturesim.plots.style import INK, MUTED, SIZE, Picture, style_axes

__all__ = ["DARK", "LIGHT", "cells", "format_outcome", "grid_of", "interval_bars", "log_axis"]
__all__ += ["short"]

Floats = NDArray[np.float64]
DARK, LIGHT = "#111111", "#ffffff"  # ink on cells, whatever the page's colours
NARROW = 5.0


def short(name: str, most: int = 26) -> str:
    """Shorten a factor's name for an axis.

    Parameters
    ----------
    name : str
        Its name.
    most : int
        Most characters.

    Returns
    -------
    str
        With blanks for underscores, cut if too long.

    Examples
    --------
    >>> short("manager_blame")
    'manager blame'
    """
    words = name.rsplit(".", 1)[-1].replace("_", " ")
    return words if len(words) <= most else words[: most - 1] + "…"


def grid_of(width: float, n: int, columns: int, height: float, extra: float = 0.0) -> tuple[
    Picture, list[Axes]
]:  # fmt: skip
    """Make a figure of n panels, in one column where it is narrow.

    Parameters
    ----------
    width, height : float
        Width of the figure, height of a row. [inch]
    n, columns : int
        Panels, and columns where there is room.
    extra : float
        Further height. [inch]

    Returns
    -------
    figure, panels : Picture and list of Axes
        Unused panels are taken away.

    Examples
    --------
    >>> len(grid_of(8.0, 3, 2, 2.0)[1])
    3
    """
    columns = min(columns, n) if width >= NARROW else 1
    rows = math.ceil(n / columns)
    figure = Picture(width, rows * height + extra)
    found = list(figure.subplots(rows, columns, squeeze=False).ravel())
    for axes in found[n:]:
        axes.remove()
    return figure, found[:n]


def interval_bars(
    axes: Axes, names: Sequence[str], values: Floats, low: Floats, high: Floats, *, colour: str
) -> None:
    """Draw estimates as dots with their intervals, a row each, the first on top.

    Parameters
    ----------
    axes : Axes
        Where.
    names : sequence of str
        What a row is.
    values, low, high : ndarray of float64, shape (n,)
        Estimates and ends; a row without ends is a dot alone.
    colour : str
        Of dots and lines.
    """
    y = np.arange(len(names), dtype=np.float64)
    for row, a, b in zip(y, low, high, strict=True):
        if np.isfinite(a) and np.isfinite(b):
            axes.plot([a, b], [row, row], color=colour, linewidth=2.2, solid_capstyle="butt")
    axes.plot(values, y, "o", color=colour, markersize=5.5)
    axes.axvline(0.0, color=MUTED, linewidth=0.8)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_yticks(y, list(names))
    style_axes(axes, grid="x")


def log_axis(axes: Axes, values: Floats) -> None:
    """Make the horizontal axis logarithmic, with three values written out.

    Parameters
    ----------
    axes : Axes
        Where.
    values : ndarray of float64, shape (n,)
        What is drawn along it, above 0.
    """
    axes.set_xscale("log")
    ticks = np.geomspace(values.min(), values.max(), 3)
    axes.set_xticks(ticks, [value_words(float(f"{tick:.2g}")) for tick in ticks])
    axes.set_xticks([], minor=True)


def format_outcome(axis: Any, outcome: str) -> None:
    """Write an axis of an outcome: shares in percent, thousands with commas."""
    if unit_of(outcome).startswith("share"):
        axis.set_major_formatter(PercentFormatter(1.0))
    else:
        axis.set_major_formatter(FuncFormatter(lambda v, _: value_words(v)))


def cells(
    axes: Axes, x: Bins, y: Bins, values: Floats, texts: Sequence[Sequence[str]], cmap: str,
    low: float, high: float, unit: float,
) -> Any:  # fmt: skip
    """Draw a map of two factors, each cell with its number.

    Parameters
    ----------
    axes : Axes
        Where.
    x, y : Bins
        The axes.
    values : ndarray of float64, shape (x.n, y.n)
        Colour of each cell; NaN is drawn as not known.
    texts : sequence of sequence of str
        What is written in each cell; nothing if cells are too small.
    cmap : str
        Colour map.
    low, high : float
        Values at its ends.
    unit : float
        Width of the panel beside the labels of its rows, to tell whether numbers fit. [inch]

    Returns
    -------
    QuadMesh
        For a colour bar.
    """
    from matplotlib import colormaps

    across, up = np.arange(x.n + 1) - 0.5, np.arange(y.n + 1) - 0.5
    finite = np.where(np.isfinite(values), values, np.where(np.isnan(values), np.nan, high))
    colours = colormaps[cmap]
    mesh = axes.pcolormesh(across, up, finite.T, cmap=colours, vmin=low, vmax=high,
                           edgecolors="#ffffff", linewidth=0.7)  # fmt: skip
    lines = [line for column in texts for cell in column for line in cell.split("\n")]
    longest = max(map(len, lines), default=1)
    size = min(SIZE - 1.0, 72.0 * (unit - 0.6) / (x.n * max(2.1, 0.64 * longest)))
    for i in range(x.n):
        for j in range(y.n):
            value = finite[i, j]
            if np.isnan(value):
                axes.plot([i - 0.32, i + 0.32], [j - 0.32, j + 0.32], color=MUTED, linewidth=0.7)
            elif size >= 5.0:
                r, g, b, _ = colours((value - low) / max(high - low, 1e-12))
                ink = DARK if 0.299 * r + 0.587 * g + 0.114 * b > 0.5 else LIGHT
                axes.text(
                    i,
                    j,
                    texts[i][j],
                    ha="center",
                    va="center",
                    fontsize=size,
                    color=ink,
                    linespacing=1.0,
                )
    _ticks(axes, x, y)
    return mesh


def _ticks(axes: Axes, x: Bins, y: Bins) -> None:
    for bins, place, tilt in ((x, axes.set_xticks, True), (y, axes.set_yticks, False)):
        step = 1 if bins.n <= 8 else 2
        marks = list(range(0, bins.n, step))
        words = [bins.labels[k] for k in marks]
        turned = tilt and max(len(w) for w in words) > 5
        place(marks, words, rotation=35 if turned else 0, ha="right" if turned or not tilt
              else "center")  # fmt: skip
    axes.tick_params(labelsize=SIZE - 1, colors=INK, length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_xlabel(short(x.factor.name), fontsize=SIZE, color=INK)
    axes.set_ylabel(short(y.factor.name), fontsize=SIZE, color=INK)
