"""Pictures of a calibration: plausible sets two by two, and what each guess carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from culturesim.evidence.calibrating.screening import LUCK
from culturesim.evidence.calibrating.task import Task
from culturesim.parameters import load_registry
from culturesim.plots.style import BLUE, INK, MUTED, VERMILION, Picture, style_axes

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["draw_effects", "draw_pairs"]

SIDE = 0.95  # inch a panel
MOST_ROWS = 40  # parameters in the picture of effects


def draw_pairs(task: Task, sets: pd.DataFrame) -> Picture:
    """Draw plausible sets, every parameter against every other.

    Parameters
    ----------
    task : Task
        For the priors, which axes span.
    sets : DataFrame
        As :func:`~culturesim.evidence.calibrating.outcome.accepted`.

    Returns
    -------
    Figure
        The picture: histograms on the diagonal, points below it, today's defaults marked.

    Examples
    --------
    >>> draw_pairs.__name__
    'draw_pairs'
    """
    n = len(task.priors)
    figure = Picture(SIDE * n + 1.2, SIDE * n + 1.0)
    figure.set_layout_engine("constrained", w_pad=0.01, h_pad=0.01, wspace=0.02, hspace=0.02)
    grid: Any = figure.subplots(n, n, squeeze=False)
    registry = load_registry()
    for i, down in enumerate(task.priors):
        for j, across in enumerate(task.priors):
            axes = grid[i, j]
            if j > i:
                axes.set_visible(False)
                continue
            x, y = sets[across.name], sets[down.name]
            if i == j:
                axes.hist(x, bins=12, range=(across.low, across.high), color=BLUE, alpha=0.7)
                axes.axvline(registry[across.name].default, color=VERMILION, linewidth=1.5)
            else:
                axes.plot(x, y, ".", color=BLUE, markersize=2, alpha=0.6)
                axes.plot(registry[across.name].default, registry[down.name].default, "D",
                          color=VERMILION, markersize=4)  # fmt: skip
                axes.set_ylim(down.low, down.high)
            axes.set_xlim(across.low, across.high)
            style_axes(axes)
            axes.set(xticks=[], yticks=[])
            _name(axes, across, down, i == n - 1, j == 0)
    figure.suptitle(f"{len(sets)} plausible sets; each panel spans the priors; default in red",
                    fontsize=11, color=INK)  # fmt: skip
    return figure


def _name(axes: Any, across: Any, down: Any, is_last: bool, is_first: bool) -> None:
    """Name the axes at the edge of the grid."""
    if is_last:
        axes.set_xlabel(across.name, fontsize=7, rotation=30, ha="right", color=INK)
        axes.set_xticks([across.low, across.high])
        axes.tick_params(labelsize=6)
    if is_first:
        axes.set_ylabel(down.name, fontsize=7, rotation=0, ha="right", va="center", color=INK)


def draw_effects(effects: pd.DataFrame) -> Picture:
    """Draw how far each parameter moves each pattern, in half-widths of its band.

    Parameters
    ----------
    effects : DataFrame
        As :func:`~culturesim.evidence.calibrating.screening.effects`.

    Returns
    -------
    Figure
        The picture: dark where going through the prior moves the pattern across its band. Of very
        many parameters the 40 that move any pattern most. Luck stands last.

    Examples
    --------
    >>> draw_effects.__name__
    'draw_effects'
    """
    table = effects.pivot_table(index="parameter", columns="id", values="in_bands", sort=False)
    order = [name for name in table.max(axis=1).sort_values(ascending=False).index if name != LUCK]
    luck = [name for name in table.index if name == LUCK]
    table = table.loc[[*order[:MOST_ROWS], *luck]]
    figure = Picture(0.5 * table.shape[1] + 3.2, 0.27 * table.shape[0] + 1.8)
    axes = figure.subplots()
    shown = axes.imshow(np.minimum(table.to_numpy(), 3.0), cmap="Blues", vmin=0, vmax=3,
                        aspect="auto")  # fmt: skip
    for i, j in np.ndindex(*table.shape):
        value = float(table.iloc[i, j])  # type: ignore[arg-type]
        if value >= 0.5:
            axes.text(j, i, f"{value:.1f}", ha="center", va="center", fontsize=7,
                      color="white" if value > 1.8 else INK)  # fmt: skip
    axes.set_xticks(range(table.shape[1]), list(table.columns), fontsize=8, color=INK)
    axes.set_yticks(range(table.shape[0]), list(table.index), fontsize=8, color=INK)
    axes.tick_params(length=0)
    axes.set_title("Mean size of the effect of a parameter on a pattern\n"
                   "(half-widths of the band, from end to end of the prior)",
                   fontsize=10, loc="left", color=INK)  # fmt: skip
    bar = figure.colorbar(shown, ax=axes, shrink=0.6)
    bar.set_label("half-widths of the band; 3 and more", fontsize=8, color=MUTED)
    return figure
