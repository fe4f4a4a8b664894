"""Two scenarios with the same luck: what the change did to each outcome."""

from __future__ import annotations

from typing import Any

from culturesim.plots.style import (
    BLUE,
    INK,
    MUTED,
    SIZE,
    VERMILION,
    Picture,
    notes,
    panel_title,
    style_axes,
)

__all__ = ["draw_comparison"]

SHOWN = 12
NARROW = 5.0


def draw_comparison(
    table: Any, width: float, title: str, spans: str = "", by_runs: bool = False
) -> Picture:
    """Draw paired differences relative to the base, with their intervals.

    Parameters
    ----------
    table : DataFrame
        Of a comparison.
    width : float
        Width. [inch]
    title : str
        Written above; nothing is written if empty.
    spans : str
        What the intervals span, for the small print.
    by_runs : bool
        Draw the middle nine tenths of pairs as a thin bar too.

    Returns
    -------
    Figure
        The outcomes whose base is not 0, as a change in percent: vermilion if it is for the
        worse, blue if for the better or neither.

    Examples
    --------
    >>> draw_comparison.__name__
    'draw_comparison'
    """
    rows = table[(table["base"].abs() > 1e-12) & table["difference"].notna()].head(SHOWN)
    figure = Picture(width, 0.32 * len(rows) + 1.0)
    axes = figure.subplots()
    for k, row in enumerate(rows.itertuples()):
        scale = 100.0 / abs(row.base)
        colour = VERMILION if row.better * row.difference < 0 else BLUE
        y = len(rows) - 1 - k
        if row.n > 1 and by_runs:
            axes.plot([scale * row.run_low, scale * row.run_high], [y, y], color=colour,
                      linewidth=1.0, alpha=0.6)  # fmt: skip
        if row.n > 1:
            axes.plot([scale * row.low, scale * row.high], [y, y], color=colour, linewidth=2.0)
        axes.plot([scale * row.difference], [y], marker="o", markersize=5, color=colour)
    axes.axvline(0.0, color=INK, linewidth=1.0)
    axes.set_yticks(range(len(rows)), list(rows["label"])[::-1])
    style_axes(axes, grid="x")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.spines["bottom"].set_color(MUTED)
    panel_title(axes, "Change", "% of the base", width)
    if title:
        figure.suptitle(title, fontsize=SIZE + 3, color=INK, x=0.01, ha="left")
        thin = "; thin, the middle nine tenths of pairs" if by_runs else ""
        bars = f"Bars, 95 % bootstrap intervals of the mean{thin}."
        notes(figure, [f"{spans}. {bars}".lstrip(". ")], width)
    return figure
