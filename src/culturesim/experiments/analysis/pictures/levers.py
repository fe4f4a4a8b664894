"""Pictures of levers: what each does alone, what pairs add, and the Pareto front."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from culturesim.experiments.analysis.pictures.parts import format_outcome, interval_bars, short
from culturesim.experiments.analysis.told import label_of, unit_of
from culturesim.plots.style import (
    BLUE,
    INK,
    MUTED,
    SIZE,
    Picture,
    notes,
    panel_title,
    style_axes,
)

__all__ = ["draw_alone", "draw_front", "draw_synergy"]


def _number_points(axes: Any, points: Any, most: int) -> None:
    """Write the number of each point on the side where dots and earlier numbers are farthest."""
    from matplotlib import patheffects

    scale = 72.0 / axes.figure.dpi
    taken = list(axes.transData.transform(points) * scale)  # in points of print
    halo = [patheffects.withStroke(linewidth=2.5, foreground="white")]
    for number, at in enumerate(taken[:most], start=1):
        sides = [np.add(at, (x, y)) for x in (10.0, -10.0) for y in (9.0, -9.0)]
        room = [min(float(np.hypot(*(side - other))) for other in taken) for side in sides]
        place = sides[int(np.argmax(room))]
        taken.append(place)
        axes.annotate(str(number), points[number - 1], xytext=place - at, fontsize=SIZE, zorder=5,
                      textcoords="offset points", color=INK, fontweight="bold", ha="center",
                      va="center", path_effects=halo)  # fmt: skip


def _axis_words(outcome: str) -> str:
    unit = unit_of(outcome)
    return f"{label_of(outcome)} ({unit})" if unit else label_of(outcome)


def draw_alone(table: pd.DataFrame, outcome: str, width: float, n_words: str,
               what: str = "change by each lever alone") -> Picture:  # fmt: skip
    """Draw the change by each lever alone, with paired 95 % intervals.

    Parameters
    ----------
    table : DataFrame
        From :func:`~culturesim.experiments.analysis.levers.lever_effects`.
    outcome : str
        Its name.
    width : float
        Width. [inch]
    n_words : str
        How many runs, for the small print.
    what : str
        What a row is, for the title.

    Returns
    -------
    Picture
        Levers by their change, the largest fall first.
    """
    figure = Picture(width, 0.9 + 0.25 * len(table))
    axes = figure.subplots()
    ends = [table[c].to_numpy(dtype=float) for c in ("change", "low", "high")]
    interval_bars(axes, [short(n, 30) for n in table["lever"]], *ends, colour=BLUE)
    format_outcome(axes.xaxis, outcome)
    panel_title(axes, f"{label_of(outcome)}: {what}", unit_of(outcome), width)
    notes(figure, [f"Same seeds with and without; 95 % intervals. {n_words}"], width)
    return figure


def draw_synergy(pairs: pd.DataFrame, outcome: str, width: float, n_words: str) -> Picture:
    """Draw what pairs of levers do beyond the sum of both; arguments as :func:`draw_alone`."""
    names = sorted(set(pairs["a"]) | set(pairs["b"]))
    place = {name: k for k, name in enumerate(names)}
    values, sure = np.full((2, len(names), len(names)), np.nan)
    for row in pairs.itertuples():
        i, j = sorted((place[str(row.a)], place[str(row.b)]))
        values[j, i] = row.beyond
        sure[j, i] = float(str(row.low)) > 0.0 or float(str(row.high)) < 0.0
    most = float(np.nanmax(np.abs(values))) or 1.0
    side = max(3.2, 0.27 * len(names) + 1.7)
    figure = Picture(width, side if width >= 5.0 else side + 0.4)
    axes = figure.subplots()
    edges = np.arange(len(names) + 1) - 0.5
    mesh = axes.pcolormesh(edges, edges, values, cmap="RdBu_r", vmin=-most, vmax=most,
                           edgecolors="#ffffff", linewidth=0.5)  # fmt: skip
    for j, i in zip(*np.nonzero(np.nan_to_num(sure)), strict=True):
        axes.plot(i, j, "o", color="#ffffff", markeredgecolor="#111111", markersize=4)
    axes.set_ylim(len(names) - 0.5, 0.5)
    axes.set_xlim(-0.5, len(names) - 1.5)
    axes.set_xticks(range(len(names) - 1), [short(n, 24) for n in names[:-1]], rotation=45,
                    ha="right")  # fmt: skip
    axes.set_yticks(range(1, len(names)), [short(n, 24) for n in names[1:]])
    axes.tick_params(labelsize=SIZE - 1, colors=INK, length=0)
    for edge in axes.spines.values():
        edge.set_visible(False)
    bar = figure.colorbar(mesh, ax=axes, shrink=0.7, aspect=25)
    bar.ax.tick_params(labelsize=SIZE - 1, colors=INK)
    bar.outline.set_visible(False)
    title = f"{label_of(outcome)}: pair beyond the sum of both"
    panel_title(axes, title, unit_of(outcome), width)
    notes(figure, [f"Dots: 95 % interval without 0. {n_words}"], width)
    return figure


def draw_front(table: pd.DataFrame, objectives: list[str], width: float, n_words: str) -> Picture:
    """Draw portfolios by two objectives, coloured by the third, with the front picked out.

    Parameters
    ----------
    table : DataFrame
        From :func:`~culturesim.experiments.analysis.levers.pareto`.
    objectives : list of str
        Two or three outcomes: across, up, colour.
    width : float
        Width. [inch]
    n_words : str
        How many runs, for the small print.

    Returns
    -------
    Picture
        Front members are large, ringed and numbered as in the table.
    """
    figure = Picture(width, min(5.0, 0.62 * width + 0.6))
    axes = figure.subplots()
    across, up = objectives[0], objectives[1]
    front = table[table["on_front"]]
    third = table[objectives[2]].to_numpy(dtype=float) if len(objectives) > 2 else None
    colour = {"color": BLUE}
    limits = {}
    if third is not None:
        finite = third[np.isfinite(third)]
        top = float(finite.max()) if len(finite) else 1.0
        third = np.where(np.isfinite(third), third, top)
        limits = {"vmin": float(third.min()), "vmax": max(top, float(third.min()) + 1e-9)}
    rest = ~table["on_front"].to_numpy()
    for mask, size, ring in ((rest, 16, "none"), (~rest, 62, INK)):
        part = table[mask]
        shade = {"c": third[mask], "cmap": "cividis", **limits} if third is not None else colour
        drawn = axes.scatter(part[across], part[up], s=size, edgecolors=ring, linewidths=1.0,
                             zorder=2 if ring == "none" else 3, **shade)  # fmt: skip
    _number_points(axes, front[[across, up]].to_numpy(float), 12)
    if third is not None:
        bar = figure.colorbar(drawn, ax=axes, aspect=30)
        bar.set_label(_axis_words(objectives[2]), fontsize=SIZE, color=INK)
        bar.ax.tick_params(labelsize=SIZE - 1, colors=INK)
        bar.outline.set_visible(False)
    format_outcome(axes.xaxis, across)
    format_outcome(axes.yaxis, up)
    axes.set_xlabel(_axis_words(across), fontsize=SIZE, color=INK)
    axes.set_ylabel(_axis_words(up), fontsize=SIZE, color=INK)
    style_axes(axes, grid="both")
    axes.spines["left"].set_color(MUTED)
    legend = [f"{k} {name}" for k, name in enumerate(front["portfolio"].head(12), start=1)]
    notes(figure, ["; ".join(legend) + ".",
                   f"Ringed: no other portfolio is as good in all. {n_words}"], width)  # fmt: skip
    return figure
