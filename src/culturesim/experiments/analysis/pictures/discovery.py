"""Pictures of scenario discovery: the boxes, the peeling trail and the tree."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from culturesim.experiments.analysis.bins import value_words
from culturesim.experiments.analysis.pictures.parts import DARK, LIGHT, short
from culturesim.experiments.analysis.prim import Box
from culturesim.experiments.analysis.study import Study
from culturesim.experiments.analysis.tree import Branch, Tree
from culturesim.plots.style import (
    BLUE,
    GREEN,
    INK,
    MUTED,
    SIZE,
    VERMILION,
    Picture,
    notes,
    panel_title,
    style_axes,
)

__all__ = ["draw_boxes", "draw_tree"]

COLOURS = (VERMILION, BLUE, GREEN)


def draw_boxes(study: Study, boxes: Sequence[Box], width: float, n_words: str) -> Picture:
    """Draw what each box limits, and the trail of the first one.

    Parameters
    ----------
    study : Study
        For the factors' ranges.
    boxes : sequence of Box
        At least one, at most three.
    width : float
        Width. [inch]
    n_words : str
        How many runs, for the small print.

    Returns
    -------
    Picture
        Ranges of the limited factors over their whole range, and coverage against density.
    """
    names = list(dict.fromkeys(name for box in boxes for name in box.limits))
    wide = width >= 5.0
    height = max(2.7, 0.9 + 0.3 * len(names) * len(boxes))
    figure = Picture(width, height if wide else height + 2.6)
    axes = figure.subplots(1, 2, width_ratios=[1.5, 1]) if wide else figure.subplots(2, 1)
    _ranges(axes[0], study, boxes, names)
    panel_title(axes[0], "What a box asks for", "range of each factor", 0.6 * width)
    trail = boxes[0].steps
    axes[1].plot(trail["coverage"], trail["density"], "o-", color=MUTED, markersize=2.5,
                 linewidth=0.8)  # fmt: skip
    for k, box in enumerate(boxes):
        axes[1].plot([box.coverage], [box.density], "os^"[k], color=COLOURS[k], markersize=8)
        axes[1].annotate(f"box {k + 1}", (box.coverage, box.density), xytext=(0, -13), ha="center",
                         textcoords="offset points", fontsize=SIZE - 1, color=INK)  # fmt: skip
    for axis in (axes[1].xaxis, axes[1].yaxis):
        axis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes[1].set(xlim=(-0.03, 1.05), ylim=(0.0, 1.05))
    axes[1].set_xlabel("coverage: of all cases", fontsize=SIZE, color=INK)
    axes[1].set_ylabel("density: cases inside", fontsize=SIZE, color=INK)
    style_axes(axes[1], grid="both")
    panel_title(axes[1], "Peeling of box 1", "", 0.4 * width)
    notes(figure, [n_words], width)
    return figure


def _ranges(axes: Axes, study: Study, boxes: Sequence[Box], names: list[str]) -> None:
    gap = 0.75 / len(boxes)
    for row, name in enumerate(names):
        factor = study.factors[name]
        axes.plot([0, 1], [row, row], color=MUTED, linewidth=0.8)
        for k, box in enumerate(boxes):
            if name not in box.limits:
                continue
            y, limit = row + (k - (len(boxes) - 1) / 2.0) * gap, box.limits[name]
            if isinstance(limit, frozenset):
                words = " or ".join(sorted(value_words(v) for v in limit))
                axes.text(0.5, y, words, ha="center", va="center", fontsize=SIZE, color=COLOURS[k],
                          fontweight="bold")  # fmt: skip
                continue
            a, b = ((v - factor.low) / (factor.high - factor.low) for v in limit)
            axes.plot([a, b], [y, y], color=COLOURS[k], linewidth=7, solid_capstyle="butt")
        for place, value in ((0.0, factor.low), (1.0, factor.high)):
            if factor.is_number:
                axes.text(place, row + 0.47, value_words(value), fontsize=SIZE - 2, color=MUTED,
                          ha="left" if place == 0.0 else "right", va="center")  # fmt: skip
    axes.set(xlim=(-0.02, 1.02), ylim=(len(names) - 0.4, -0.6), xticks=[])
    axes.set_yticks(range(len(names)), [short(n) for n in names])
    axes.tick_params(labelsize=SIZE, colors=INK, length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _leaves(branch: Branch) -> int:
    if branch.yes is None or branch.no is None:
        return 1
    return _leaves(branch.yes) + _leaves(branch.no)


def draw_tree(tree: Tree, width: float, n_words: str) -> Picture:
    """Draw the questions from the top down, coloured by the share of cases.

    Parameters
    ----------
    tree : Tree
        The tree.
    width : float
        Width. [inch]
    n_words : str
        How many runs, for the small print.

    Returns
    -------
    Picture
        Darker is more cases; "yes" leads left.
    """
    figure = Picture(width, 1.1 * (tree.depth + 1) + 0.5)
    axes = figure.subplots()
    each = width / _leaves(tree.root)
    _node(axes, tree.root, 0.0, float(_leaves(tree.root)), 0, each)
    axes.set(xlim=(0.0, _leaves(tree.root)), ylim=(-tree.depth - 0.25, 0.42))
    axes.axis("off")
    notes(figure, [f"Share of cases, and runs. {n_words}"], width)
    return figure


def _node(axes: Any, branch: Branch, left: float, right: float, depth: int, each: float) -> float:
    from matplotlib import colormaps

    middle = (left + right) / 2.0
    if branch.yes is not None and branch.no is not None:
        split = left + _leaves(branch.yes)
        sides = ((branch.yes, left, split, "yes"), (branch.no, split, right, "no"))
        for child, a, b, words in sides:
            at = _node(axes, child, a, b, depth + 1, each)
            axes.plot([middle, at], [-depth, -depth - 1], color=MUTED, linewidth=1.0, zorder=0)
            axes.text(0.45 * middle + 0.55 * at, -depth - 0.5, words, fontsize=SIZE - 1, color=INK,
                      ha="right" if at < middle else "left", va="bottom")  # fmt: skip
    r, g, b_, _ = colour = colormaps["YlOrBr"](0.85 * branch.share)
    ink = DARK if 0.299 * r + 0.587 * g + 0.114 * b_ > 0.5 else LIGHT
    lines = textwrap.wrap(branch.question, max(13, int(each * 9.5))) if branch.question else []
    lines.append(f"{100.0 * branch.share:.0f} %  (n {branch.n:,})")
    axes.text(middle, -depth, "\n".join(lines), ha="center", va="center", fontsize=SIZE - 1.0,
              color=ink, linespacing=1.15,
              bbox={"boxstyle": "round,pad=0.4", "facecolor": colour, "edgecolor": "#777776",
                    "linewidth": 0.6})  # fmt: skip
    return middle
