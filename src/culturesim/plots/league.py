"""Many hospitals in one picture: the funnel of deaths, and ranks by truth and by what is seen."""

from __future__ import annotations

from typing import Any

import numpy as np

from culturesim.outcomes.league import LIMITS, league_table
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

__all__ = ["draw_funnel", "draw_ranking"]

NAMED = 4  # hospitals whose name is written beside their dot


def _per_hospital(results: Any) -> Any:
    """Last year of each hospital: median, fifth and ninety-fifth percentile over runs."""
    league = league_table(results)
    last = league[league["year"] == league["year"].max()]
    grouped = last.groupby("hospital")
    found = grouped[["expected", "ratio", "rank_ratio", "rank_harm", "harm_rate"]].median()
    for name in ("ratio", "rank_ratio"):
        found[f"{name}_low"] = grouped[name].quantile(0.05)
        found[f"{name}_high"] = grouped[name].quantile(0.95)
    outcomes = results.outcomes.groupby("hospital")["is_failing"].mean()
    found["is_failing"] = outcomes.reindex(found.index).to_numpy() >= 0.5
    return found.sort_values("harm_rate", ascending=False), float(last["dispersion"].median())


def _dots(axes: Any, found: Any, x: str, y: str, n_runs: int) -> None:
    for failing, colour, marker, words in (
        (False, BLUE, "o", "not failing"),
        (True, VERMILION, "^", "failing in truth" if n_runs == 1 else
         "failing in truth in half of the runs or more"),
    ):  # fmt: skip
        rows = found[found["is_failing"] == failing]
        if rows.empty:
            continue
        if n_runs > 1:
            axes.vlines(rows[x], rows[f"{y}_low"], rows[f"{y}_high"], color=colour, alpha=0.35,
                        linewidth=1.2)  # fmt: skip
        axes.scatter(rows[x], rows[y], s=22, color=colour, marker=marker, linewidths=0,
                     label=words, zorder=3)  # fmt: skip


def _name_worst(axes: Any, found: Any, x: str, y: str) -> None:
    for name, row in found.head(NAMED).iterrows():
        axes.annotate(str(name), (row[x], row[y]), xytext=(5, 4), textcoords="offset points",
                      fontsize=SIZE - 1.5, color=INK)  # fmt: skip


def _finish(figure: Picture, results: Any, width: float, title: str, lines: list[str]) -> Picture:
    n = results.n_runs
    if title:
        figure.suptitle(title, fontsize=SIZE + 3, color=INK, x=0.01, ha="left")
    runs = "One run." if n == 1 else f"{n} runs: dot, the median; bar, the middle nine tenths."
    notes(figure, [*lines, runs], width)
    return figure


def draw_funnel(results: Any, width: float, title: bool) -> Picture:
    """Draw the last year's mortality ratio against expected deaths, with funnel limits."""
    found, dispersion = _per_hospital(results)
    figure = Picture(width, 0.62 * width if width >= 5.0 else 0.95 * width)
    axes = figure.subplots()
    x = np.linspace(max(1.0, 0.7 * found["expected"].min()), 1.05 * found["expected"].max(), 200)
    for limit, style in zip(LIMITS, ("--", "-"), strict=True):
        for phi, colour in ((1.0, MUTED), (dispersion, INK)):
            for sign in (-1.0, 1.0):
                root = 1.0 + sign * limit * np.sqrt(phi) / (2.0 * np.sqrt(x))
                axes.plot(x, 100.0 * np.square(np.maximum(root, 0.0)), color=colour,
                          linewidth=1.0, linestyle=style)  # fmt: skip
    axes.axhline(100.0, color=INK, linewidth=0.8)
    _dots(axes, found, "expected", "ratio", results.n_runs)
    _name_worst(axes, found, "expected", "ratio")
    style_axes(axes)
    axes.set_xlabel("expected deaths in the last year", fontsize=SIZE, color=INK)
    axes.legend(fontsize=SIZE - 0.5, frameon=False, labelcolor=INK, loc="upper right")
    panel_title(axes, "Published view: deaths over expected deaths", "100 = as expected", width)
    lines = (
        "Dashed and full lines hold 95 and 99.8 per cent of hospitals by chance alone (grey), and "
        f"with the over-dispersion of all hospitals, {dispersion:.1f} (black). "
        f"Named: the {min(NAMED, len(found))} with the most preventable harm in truth."
    )
    return _finish(figure, results, width, "Funnel of deaths" if title else "", [lines])


def draw_ranking(results: Any, width: float, title: bool) -> Picture:
    """Draw each hospital's published rank against its rank by true preventable harm."""
    found, _ = _per_hospital(results)
    found = found.assign(rank_harm=np.arange(1, len(found) + 1))
    figure = Picture(width, 0.72 * width if width >= 5.0 else width)
    axes = figure.subplots()
    n = len(found)
    axes.plot([1, n], [1, n], color=MUTED, linewidth=1.0, linestyle="--")
    _dots(axes, found, "rank_harm", "rank_ratio", results.n_runs)
    _name_worst(axes, found, "rank_harm", "rank_ratio")
    style_axes(axes)
    axes.set_xlim(0, n + 1)
    axes.set_ylim(n + 1, 0)
    axes.set_xlabel("rank by what happened: preventable harm, 1 = worst", fontsize=SIZE, color=INK)
    axes.legend(fontsize=SIZE - 0.5, frameon=False, labelcolor=INK, loc="lower left")
    panel_title(axes, "Rank in the published table of the last year", "1 = worst", width)
    lines = ["On the dashed line both ranks agree."]
    return _finish(figure, results, width, "Ranks, published and true" if title else "", lines)
