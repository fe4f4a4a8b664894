"""The picture of a phase map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from culturesim.experiments.analysis.bins import Bins
from culturesim.experiments.analysis.pictures.parts import cells, grid_of
from culturesim.plots.style import Picture, notes, panel_title

__all__ = ["draw_map", "draw_slices"]

Floats = NDArray[np.float64]
PANELS = (
    ("is_failing", "Fail", "%, 95 % interval", "YlOrBr"),
    ("fails_unseen", "Fail unseen", "% of runs", "YlOrBr"),
    ("detection_days", "Days to detection", "median", "cividis_r"),
    ("caught_by_board", "Board first", "% of failing", "Blues"),
    ("caught_by_regulator", "Regulator first", "% of failing", "Blues"),
    ("caught_from_outside", "Others first", "% of failing", "Blues"),
)
SLICED = ("is_failing", "fails_unseen", "detection_days")


def _spread(table: pd.DataFrame, column: str, x: Bins, y: Bins) -> Floats:
    values = np.full((x.n, y.n), np.nan)
    values[table["i"], table["j"]] = table[column].to_numpy(dtype=float)
    return values


def _words(name: str, value: float) -> str:
    if name == "detection_days":
        return ">" if np.isinf(value) else f"{value:,.0f}"
    return f"{100.0 * value:.0f}"


def _panel(axes: Any, table: pd.DataFrame, x: Bins, y: Bins, row: tuple[str, ...], each: float,
           title: str = "", top: float = 1.0) -> None:  # fmt: skip
    """One panel; the share that fails carries its interval."""
    name, heading, unit, cmap = row
    values = _spread(table, name, x, y)
    texts = [[_words(name, v) for v in line] for line in values]
    if name == "is_failing":
        low, high = (_spread(table, f"is_failing_{end}", x, y) for end in ("low", "high"))
        texts = [[f"{t}\n{100.0 * a:.0f}-{100.0 * b:.0f}" for t, a, b in zip(*lines, strict=True)]
                 for lines in zip(texts, low, high, strict=True)]  # fmt: skip
    room = each - 0.06 * max(len(label) for label in y.labels)  # beside the labels of the rows
    cells(axes, x, y, values, texts, cmap, 0.0, top, room)
    panel_title(axes, title or heading, "" if title else unit, room - 0.4)


def _top(tables: Sequence[pd.DataFrame], name: str) -> float:
    """Value of the darkest colour: 1 for shares, beyond the longest median for days."""
    if name != "detection_days":
        return 1.0
    days = np.concatenate([t[name].to_numpy(dtype=float) for t in tables])
    finite = days[np.isfinite(days)]
    return 1.25 * float(finite.max()) if len(finite) else 1.0


def _small_print(tables: Sequence[pd.DataFrame], heading: str) -> str:
    counts = pd.concat([t["n_runs"] for t in tables])
    low, high = int(counts.min()), int(counts.max())
    each = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    start = f"{heading}. " if heading else ""
    return (f"{start}n = {int(counts.sum()):,} runs, {each} in a cell. Days: median over failing "
            "hospitals; > is later than the run, or never. A stroke: fewer than five runs "
            "fail. Others: staff who go outside, families, the press.")  # fmt: skip


def draw_map(table: pd.DataFrame, x: Bins, y: Bins, width: float, heading: str = "") -> Picture:
    """Draw what happens over two factors: failing, caught, by whom, how late, and how sure.

    Parameters
    ----------
    table : DataFrame
        From :func:`~culturesim.experiments.analysis.maps.phase_map`.
    x, y : Bins
        Its axes.
    width : float
        Width. [inch]
    heading : str
        What points were held to; nothing if left out.

    Returns
    -------
    Picture
        Up to six panels.
    """
    rows = [p for p in PANELS if p[0] in table and table[p[0]].notna().any()]
    columns = 3 if len(rows) > 4 else 2
    figure, axes = grid_of(width, len(rows), columns, 0.95 + 0.3 * max(4, y.n), 0.45)
    each = width / min(columns, len(rows)) if width >= 5.0 else width
    for panel, row in zip(axes, rows, strict=True):
        _panel(panel, table, x, y, row, each, top=_top([table], row[0]))
    notes(figure, [_small_print([table], heading)], width)
    return figure


def draw_slices(tables: Mapping[str, pd.DataFrame], x: Bins, y: Bins, width: float) -> Picture:
    """Draw failing, failing unseen and days to detection at values of a third factor.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        What the third factor is, in words, to a map; at most four.
    x, y : Bins
        The axes of the maps.
    width : float
        Width. [inch]

    Returns
    -------
    Picture
        A row a fact, a column a value.
    """
    found = list(tables.values())
    rows = [p for p in PANELS if p[0] in SLICED and p[0] in found[0]
            and any(t[p[0]].notna().any() for t in found)]  # fmt: skip
    height = len(rows) * (0.85 + 0.25 * max(4, y.n)) + 0.5
    figure = Picture(width, height)
    axes = figure.subplots(len(rows), len(found), squeeze=False)
    each = width / len(found)
    for i, row in enumerate(rows):
        top = _top(found, row[0])
        for j, (words, table) in enumerate(tables.items()):
            title = f"{row[1].removesuffix(' to detection')}: {words}"
            _panel(axes[i][j], table, x, y, row, each + 0.2, title, top)
            if j:
                axes[i][j].set_ylabel("")
            if i < len(rows) - 1:
                axes[i][j].set_xlabel("")
    notes(figure, [_small_print(found, "")], width)
    return figure
