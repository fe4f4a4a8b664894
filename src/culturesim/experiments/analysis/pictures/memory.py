"""Picture of what is left of the past, over time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.ticker import FuncFormatter

from culturesim.experiments.analysis.pictures.parts import grid_of
from culturesim.plots.style import INK, MUTED, SIZE, Picture, notes, panel_title, style_axes

__all__ = ["draw_memory"]

MOST = 5  # values drawn, spread evenly
LINES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))


def draw_memory(
    found: Mapping[str, pd.DataFrame], start: int, factor: str, width: float, n_words: str
) -> Picture:
    """Draw differences between two histories against the time since they met.

    Parameters
    ----------
    found : mapping of str to DataFrame
        Label of a quantity to its differences.
    start : int
        Day on which they met. [day]
    factor : str
        What is the same from then on.
    width : float
        Width. [inch]
    n_words : str
        How many runs, for the small print.

    Returns
    -------
    Picture
        A line a value of the factor, at most five, with 95 % bands.
    """
    figure, panels = grid_of(width, len(found), 3, 2.7, 0.4)
    for place, (axes, (label, table)) in enumerate(zip(panels, found.items(), strict=True)):
        values = np.unique(table["value"])
        chosen = values[np.unique(np.linspace(0, len(values) - 1, MOST).round().astype(int))]
        for k, value in enumerate(chosen):
            part = table[table["value"] == value]
            years = (part["day"].to_numpy(dtype=float) - start) / 365.0
            colour = colormaps["viridis"](0.9 * k / max(1, len(chosen) - 1))
            axes.fill_between(years, 100 * part["low"], 100 * part["high"], color=colour,
                              alpha=0.2, linewidth=0)  # fmt: skip
            axes.plot(years, 100 * part["gap"], color=colour, linewidth=1.6,
                      linestyle=LINES[k % len(LINES)], label=f"{value:g}")  # fmt: skip
        axes.axhline(0.0, color=MUTED, linewidth=0.8)
        axes.set_xlabel("years since the change", fontsize=SIZE, color=INK)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:g}"))
        if not place:
            axes.legend(title=factor, fontsize=SIZE - 1, title_fontsize=SIZE - 1, frameon=False,
                        labelcolor=INK)  # fmt: skip
        style_axes(axes)
        panel_title(axes, label, "points apart", width / min(3, len(found)))
    words = "Mean difference seed by seed, with its 95 % interval day by day."
    notes(figure, [f"{words} {n_words}"], width)
    return figure
