"""How pictures look: colours, figures, axes with dates, marks of what changed when."""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from numpy.typing import NDArray

__all__ = ["BLUE", "GREEN", "INK", "MUTED", "PURPLE", "VERMILION", "Picture"]
__all__ += ["band", "date_axis", "mark_timeline", "notes", "panel_title", "style_axes"]

# Colours that people with any colour vision can tell apart: Okabe M, Ito K, Color Universal
# Design, 2008; those dark enough for lines on white and light enough for lines on black.
BLUE, VERMILION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
INK, MUTED = "#222222", "#777777"
SIZE = 9.0  # points; legible on a phone, where pictures are drawn narrow instead of shrunk

Floats = NDArray[np.float64]


class Picture(Figure):
    """A matplotlib figure that notebooks show by themselves.

    Parameters
    ----------
    width, height : float
        Size. [inch]

    Examples
    --------
    >>> Picture(4.0, 3.0).get_size_inches().tolist()
    [4.0, 3.0]
    """

    def __init__(self, width: float, height: float) -> None:
        super().__init__(figsize=(width, height), layout="constrained")

    def _repr_png_(self) -> bytes:
        """Draw for a notebook."""
        buffer = io.BytesIO()
        self.savefig(buffer, format="png", dpi=110)
        return buffer.getvalue()


def style_axes(axes: Axes, *, grid: str = "y") -> None:
    """Give axes thin lines, small letters and a quiet grid."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set(color=MUTED, linewidth=0.8)
    axes.tick_params(labelsize=SIZE, colors=INK, length=3)
    axes.grid(axis=grid, color=MUTED, alpha=0.25, linewidth=0.6)  # type: ignore[arg-type]
    axes.set_axisbelow(True)


def panel_title(axes: Axes, title: str, unit: str, width: float) -> None:
    """Write what a panel shows, and its unit, above it."""
    text = f"{title} ({unit})" if unit else title
    wrapped = textwrap.fill(text, max(24, int(width * 11.6)))
    axes.set_title(wrapped, fontsize=SIZE + 1, color=INK, loc="left", pad=6)


def band(axes: Axes, x: Any, runs: Floats, colour: str, label: str = "", style: str = "-") -> None:
    """Draw many runs as a median with bands, one run as a line.

    Parameters
    ----------
    axes : Axes
        Where.
    x : array_like, shape (n,)
        Dates.
    runs : ndarray of float64, shape (n_runs, n)
        Values.
    colour, label, style : str
        Of the line.
    """
    if len(runs) == 1:
        axes.plot(x, runs[0], color=colour, linewidth=1.6, label=label, linestyle=style)
        return
    with np.errstate(all="ignore"):
        low, q1, middle, q3, high = np.nanpercentile(runs, [5, 25, 50, 75, 95], axis=0)
    axes.fill_between(x, low, high, color=colour, alpha=0.15, linewidth=0)
    axes.fill_between(x, q1, q3, color=colour, alpha=0.30, linewidth=0)
    axes.plot(x, middle, color=colour, linewidth=1.6, label=label, linestyle=style)


def date_axis(axes: Axes, narrow: bool) -> None:
    """Show dates along the bottom."""
    most = 6 if narrow else 11
    locator = AutoDateLocator(minticks=3, maxticks=most)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    words = ConciseDateFormatter(locator, show_offset=False)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(words)


def mark_timeline(panels: Sequence[Axes], timeline: Sequence[Mapping[str, Any]], start: dt.date,
                  days: int, width: float) -> None:  # fmt: skip
    """Draw a numbered line through all panels, of a width in inches, where something changed."""
    near = 0.3 / width * days  # closer changes would print their numbers over each other
    places: dict[int, list[int]] = {}
    for number, change in enumerate(timeline, start=1):
        close = [day for day in places if abs(change["day"] - day) <= near]
        places.setdefault(close[0] if close else change["day"], []).append(number)
    for day, found in places.items():
        x = float(date2num(start + dt.timedelta(days=day - 1)))  # type: ignore[no-untyped-call]
        for axes in panels:
            axes.axvline(x, color=MUTED, linewidth=0.9, linestyle=(0, (2, 2)), zorder=0.5)
        panels[0].annotate(
            str(found[0]) if len(found) == 1 else f"{found[0]}–{found[-1]}",
            (x, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(2, -1),
            textcoords="offset points",
            va="top",
            fontsize=SIZE - 0.5,
            color=INK,
            fontweight="bold",
        )


def notes(figure: Figure, lines: Sequence[str], width: float) -> None:
    """Write small print under a figure."""
    wrapped = [textwrap.fill(line, int(width * 15)) for line in lines]
    figure.supxlabel("\n".join(wrapped), fontsize=SIZE - 1, color=MUTED, x=0.01, ha="left")
