"""Pictures of main effects, interactions, Sobol and Morris indices."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.ticker import PercentFormatter

from culturesim.experiments.analysis.pictures.parts import (
    format_outcome,
    grid_of,
    interval_bars,
    log_axis,
    short,
)
from culturesim.experiments.analysis.study import Study
from culturesim.experiments.analysis.told import label_of, unit_of
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

__all__ = ["draw_morris", "draw_pairs", "draw_responses", "draw_shares", "draw_sobol"]

TOP = 10  # factors shown; all are in the table
BESIDE = 0.55  # of a panel's width that names at its left leave for the title


def _columns(table: pd.DataFrame, *names: str) -> list[np.ndarray]:
    return [table[name].to_numpy(dtype=np.float64) for name in names]


def draw_shares(found: Mapping[str, pd.DataFrame], width: float, n_words: str) -> Picture:
    """Draw how much of each outcome's variance each factor alone explains.

    Parameters
    ----------
    found : mapping of str to DataFrame
        Outcome to main effects.
    width : float
        Width. [inch]
    n_words : str
        How many runs, for the small print.

    Returns
    -------
    Picture
        A panel an outcome, factors strongest first, dots with 95 % intervals.
    """
    rows = max(min(len(t), TOP) for t in found.values())
    figure, panels = grid_of(width, len(found), 2, 0.75 + 0.26 * rows, 0.3)
    each = width / 2 if width >= 5.0 and len(found) > 1 else width
    for axes, (outcome, table) in zip(panels, found.items(), strict=True):
        part = table.head(TOP)
        interval_bars(axes, [short(f) for f in part["factor"]],
                      *_columns(part, "share", "low", "high"), colour=BLUE)  # fmt: skip
        axes.set_xlim(-0.02, 1.0)
        axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        panel_title(axes, label_of(outcome), "", BESIDE * each)
    notes(figure, [f"Share of the variance between points, with 95 % intervals. {n_words}"], width)
    return figure


def draw_responses(study: Study, table: pd.DataFrame, outcome: str, order: list[str],
                   width: float) -> Picture:  # fmt: skip
    """Draw how an outcome moves along each factor.

    Parameters
    ----------
    study : Study
        For the factors.
    table : DataFrame
        Responses.
    outcome : str
        Its name.
    order : list of str
        Factors to show, at most six.
    width : float
        Width. [inch]

    Returns
    -------
    Picture
        A panel a factor: means with 95 % intervals, all on one scale.
    """
    order = order[:6]
    figure, panels = grid_of(width, len(order), 3, 1.9, 0.3)
    parts = [table[(table["factor"] == name) & table["mean"].notna()] for name in order]
    ends = np.concatenate([p[["mean", "low", "high"]].to_numpy(float).ravel() for p in parts])
    ends = ends[np.isfinite(ends)]
    room = 0.06 * (np.ptp(ends) or 1.0)
    for axes, name, part in zip(panels, order, parts, strict=True):
        factor = study.factors[name]
        x, y, low, high = _columns(part, "centre", "mean", "low", "high")
        if factor.is_number:
            axes.fill_between(x, low, high, color=BLUE, alpha=0.2, linewidth=0)
            axes.plot(x, y, "o-", color=BLUE, markersize=3.5, linewidth=1.5)
            if factor.scale == "log":
                log_axis(axes, x)
        else:
            gaps = np.vstack([y - low, high - y])
            axes.errorbar(x, y, yerr=np.where(np.isfinite(gaps), gaps, 0.0), fmt="o", color=BLUE,
                          markersize=5, linewidth=2.0)  # fmt: skip
            axes.set_xticks(x, part["level"].tolist())
            axes.set_xlim(x.min() - 0.5, x.max() + 0.5)
        axes.set_ylim(ends.min() - room, ends.max() + room)
        format_outcome(axes.yaxis, outcome)
        style_axes(axes)
        panel_title(axes, short(name), "", width / 3 if width >= 5.0 else width)
    unit = unit_of(outcome)
    words = f"{label_of(outcome)}{f' ({unit})' if unit else ''}, means with 95 % intervals; "
    notes(figure, [words + f"n = {study.n_runs:,} runs at {study.n_points:,} points."], width)
    return figure


def draw_pairs(found: Mapping[str, pd.DataFrame], width: float, n_words: str) -> Picture:
    """Draw the strongest interactions; arguments as :func:`draw_shares`."""
    rows = max(min(len(t), 8) for t in found.values())
    figure, panels = grid_of(width, len(found), 2, 0.75 + 0.26 * rows, 0.3)
    each = width / 2 if width >= 5.0 and len(found) > 1 else width
    for axes, (outcome, table) in zip(panels, found.items(), strict=True):
        part = table.head(8)
        names = [f"{short(a, 15)} × {short(b, 15)}" for a, b in zip(part["a"], part["b"],
                                                                      strict=True)]  # fmt: skip
        interval_bars(axes, names, *_columns(part, "share", "low", "high"), colour=VERMILION)
        axes.set_xlim(-0.01, max(0.05, 1.05 * float(np.nanmax(part[["share", "high"]]))))
        axes.xaxis.set_major_formatter(PercentFormatter(1.0))
        panel_title(axes, label_of(outcome), "", BESIDE * each)
    words = "Share of the variance between points that a pair explains beyond both alone"
    notes(figure, [f"{words}, with 95 % intervals. {n_words}"], width)
    return figure


def draw_sobol(found: Mapping[str, pd.DataFrame], width: float, n_words: str) -> Picture:
    """Draw first-order and total indices side by side; arguments as :func:`draw_shares`."""
    rows = max(min(len(t), TOP) for t in found.values())
    figure, panels = grid_of(width, len(found), 2, 0.9 + 0.3 * rows, 0.3)
    for axes, (outcome, table) in zip(panels, found.items(), strict=True):
        part = table.head(TOP)
        y = np.arange(len(part), dtype=float)
        for index, shift, colour, words in (("ST", -0.14, BLUE, "total"),
                                            ("S1", 0.14, VERMILION, "alone")):  # fmt: skip
            value, low, high = _columns(part, index, f"{index}_low", f"{index}_high")
            axes.hlines(y + shift, low, high, color=colour, linewidth=2.2)
            marker = "o" if index == "ST" else "D"
            axes.plot(value, y + shift, marker, color=colour, markersize=5, label=words)
        axes.axvline(0.0, color=MUTED, linewidth=0.8)
        axes.set_yticks(y, [short(f) for f in part["factor"]])
        axes.set_ylim(len(part) - 0.4, -0.6)
        axes.legend(fontsize=SIZE - 0.5, frameon=False, labelcolor=INK, loc="lower right")
        style_axes(axes, grid="x")
        panel_title(axes, label_of(outcome), "Sobol index",
                    BESIDE * width / min(2, len(found)))  # fmt: skip
    notes(figure, [f"Bars: 95 % bootstrap intervals. {n_words}"], width)
    return figure


def draw_morris(found: Mapping[str, pd.DataFrame], width: float, n_words: str) -> Picture:
    """Draw the mean size of elementary effects; arguments as :func:`draw_shares`."""
    rows = max(min(len(t), 15) for t in found.values())
    figure, panels = grid_of(width, len(found), 2, 0.75 + 0.24 * rows, 0.3)
    for axes, (outcome, table) in zip(panels, found.items(), strict=True):
        part = table.head(15)
        interval_bars(axes, [short(f) for f in part["factor"]],
                      *_columns(part, "mu_star", "low", "high"), colour=BLUE)  # fmt: skip
        y = np.arange(len(part), dtype=float)
        axes.plot(part["sigma"], y, "|", color=VERMILION, markersize=9, markeredgewidth=2)
        format_outcome(axes.xaxis, outcome)
        panel_title(axes, label_of(outcome), unit_of(outcome), width / min(2, len(found)))
    words = "Dots: mean size of the change over the whole range of a factor, 95 % bootstrap "
    notes(figure, [words + f"intervals; strokes: spread of that change. {n_words}"], width)
    return figure
