"""Pictures of tipping and hysteresis, and of the convergence of replications."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from culturesim.experiments.analysis.bins import value_words
from culturesim.experiments.analysis.pictures.parts import format_outcome, grid_of, short
from culturesim.experiments.analysis.tipping import Curve
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

__all__ = ["draw_convergence", "draw_curves"]

FEWEST_SEEDS = 5  # that pass half-way, below which the place is not drawn


def draw_curves(curves: list[Curve], width: float, n_words: str) -> Picture:
    """Draw outcomes along a factor, a line a branch, with the point where runs swing over.

    Parameters
    ----------
    curves : list of Curve
        At least one.
    width : float
        Width. [inch]
    n_words : str
        How many runs, for the small print.

    Returns
    -------
    Picture
        Mean, 95 % interval of the mean (dark) and middle nine tenths of runs (light).
    """
    figure, panels = grid_of(width, len(curves), 2, 2.6, 0.3)
    each = width / 2 if width >= 5.0 and len(curves) > 1 else width
    for axes, curve in zip(panels, curves, strict=True):
        styles = zip((BLUE, VERMILION), ("o-", "s--"), curve.points.to_dict("records"),
                     strict=False)  # fmt: skip
        for colour, line, place in styles:
            part = curve.table
            if curve.branch:
                part = part[part["branch"] == place["branch"]]
            x = part["value"].to_numpy(dtype=float)
            if unit_of(curve.outcome) != "share of runs":  # of yes and no there is no middle
                axes.fill_between(x, part["p05"], part["p95"], color=colour, alpha=0.13,
                                  linewidth=0)  # fmt: skip
            axes.fill_between(x, part["low"], part["high"], color=colour, alpha=0.35, linewidth=0)
            words = f"{short(curve.branch)} {value_words(place['branch'])}" if curve.branch else ""
            axes.plot(x, part["mean"], line, color=colour, markersize=3.5, linewidth=1.5,
                      label=words)  # fmt: skip
            if np.isfinite(place["at"]) and place["n"] >= FEWEST_SEEDS:
                axes.axvline(place["at"], color=colour, linewidth=0.9, linestyle=":")
        if curve.branch:
            axes.legend(fontsize=SIZE - 0.5, frameon=False, labelcolor=INK)
        format_outcome(axes.yaxis, curve.outcome)
        axes.set_xlabel(short(curve.factor), fontsize=SIZE, color=INK)
        style_axes(axes)
        panel_title(axes, label_of(curve.outcome), unit_of(curve.outcome), each)
    words = "Dark band: 95 % interval of the mean; light: nine runs in ten; dotted: where "
    notes(figure, [words + f"runs pass half-way. {n_words}"], width)
    return figure


def draw_convergence(found: Mapping[str, pd.DataFrame], width: float, n_words: str) -> Picture:
    """Draw the half-width of intervals against the number of replicates.

    Parameters
    ----------
    found : mapping of str to DataFrame
        Outcome to half-widths.
    width : float
        Width. [inch]
    n_words : str
        How many runs, for the small print.

    Returns
    -------
    Picture
        Median point and widest point, and what is asked for.
    """
    figure, panels = grid_of(width, len(found), 2, 2.3, 0.3)
    for axes, (outcome, table) in zip(panels, found.items(), strict=True):
        axes.plot(table["n"], table["widest"], "s--", color=VERMILION, markersize=4, label="widest")
        axes.plot(table["n"], table["median"], "o-", color=BLUE, markersize=4, label="median")
        axes.axhline(table["target"].iloc[0], color=MUTED, linewidth=1.2, linestyle=":",
                     label="asked for")  # fmt: skip
        axes.set_xscale("log")
        axes.set_xticks(table["n"], [str(n) for n in table["n"]])
        axes.set_xticks([], minor=True)
        axes.set_ylim(bottom=0.0)
        format_outcome(axes.yaxis, outcome)
        axes.set_xlabel("replicates", fontsize=SIZE, color=INK)
        axes.legend(fontsize=SIZE - 0.5, frameon=False, labelcolor=INK)
        style_axes(axes)
        panel_title(axes, label_of(outcome), "half-width", width / min(2, len(found)))
    notes(figure, [f"Half-width of the 95 % interval of a point. {n_words}"], width)
    return figure
