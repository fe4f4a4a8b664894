"""Phase maps: what happens to hospitals over any two factors, cell by cell, with n and interval."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from culturesim.experiments.analysis.bins import Bins, bin_factor
from culturesim.experiments.analysis.estimates import estimate, joint_level
from culturesim.experiments.analysis.medians import median_over
from culturesim.experiments.analysis.study import Study

__all__ = ["MAPPED", "PER_CELL", "phase_map", "slices"]

#: Facts a map shows as shares with intervals.
MAPPED = ("is_failing", "fails_unseen", "is_caught", "caught_by_board", "caught_by_regulator",
          "caught_from_outside")  # fmt: skip
#: Those of which a sentence names the highest cell.
PICKED = ("is_failing", "fails_unseen")
PER_CELL = 40  # runs a cell should hold, if a sample is put into bins
BINS = 6
FEWEST = 5  # failing runs of a cell, below which a share of them is not shown


def _axis(study: Study, name: str) -> Bins:
    """Levels of a grid; as many bins of a sample as leave enough runs in each cell."""
    if not study.is_random:
        return bin_factor(study.factors[name], study.points[name], 20)
    most = int(np.clip(np.sqrt(study.n_runs / PER_CELL), 2, BINS))
    return bin_factor(study.factors[name], study.points[name], most)


def phase_map(
    study: Study, x: str, y: str, only: Mapping[str, Any] | None = None
) -> tuple[pd.DataFrame, Bins, Bins]:
    """Count what happened in each cell of two factors.

    Parameters
    ----------
    study : Study
        The runs, with ``is_failing``.
    x, y : str
        Two different factors.
    only : mapping of str to value, optional
        Values of further factors to which points are held; the rest is averaged.

    Returns
    -------
    table : DataFrame
        A row a cell: ``x``, ``y`` (labels), ``i``, ``j`` (positions), ``n_runs``, ``n_failing``;
        each share of :data:`MAPPED` that is known with ``_low`` and ``_high`` (95 %), NaN where
        fewer than five runs failed; ``detection_days`` with its interval, the median over the
        failing, infinite where more than half are never caught. ``is_failing``, ``fails_unseen``
        and ``detection_days`` also with ``_low_joint`` and ``_high_joint``, which hold in 95 of
        100 maps for all cells together, and so for the highest. Points are those of
        :meth:`Study.independent`.
    bins_x, bins_y : Bins
        The axes.

    Raises
    ------
    InputError
        If a factor or an outcome is missing.

    Examples
    --------
    >>> design = pd.DataFrame({"point": range(4), "a": [0, 0, 1, 1], "b": [0, 1, 0, 1]})
    >>> rows = pd.DataFrame({"point": range(4), "replicate": 0, "status": "done",
    ...                      "is_failing": [0.0, 0.0, 0.0, 1.0]})
    >>> table, _, _ = phase_map(Study.of("m", "grid", design, rows), "a", "b")
    >>> table["is_failing"].tolist(), table["n_runs"].tolist()
    ([0.0, 0.0, 0.0, 1.0], [1, 1, 1, 1])
    """
    study = study.independent()
    study.check_factors([x, y])
    study.check_outcome("is_failing")
    bins_x, bins_y = _axis(study, x), _axis(study, y)
    inside = np.ones(study.n_points, dtype=bool)
    for name, value in (only or {}).items():
        inside &= (study.points[name] == value).to_numpy()
    known = [name for name in MAPPED if name in study.runs]
    matrices = {name: study.matrix(name) for name in known}
    days = study.matrix("detection_days") if "detection_days" in study.runs else None
    lines, level = [], joint_level(bins_x.n * bins_y.n)
    for i, j in product(range(bins_x.n), range(bins_y.n)):
        cell = inside & (bins_x.codes == i) & (bins_y.codes == j)
        failing = matrices["is_failing"][cell]
        n_failing = int(np.nansum(failing))
        line: dict[str, Any] = {"x": bins_x.labels[i], "y": bins_y.labels[j], "i": i, "j": j,
                                "n_runs": int((~np.isnan(failing)).sum()),
                                "n_failing": n_failing}  # fmt: skip
        for name in known:
            found = estimate(matrices[name][cell], study.is_random, True)
            enough = name in ("is_failing", "fails_unseen") or n_failing >= FEWEST
            ends = found[:3] if enough else (np.nan,) * 3
            line |= dict(zip((name, f"{name}_low", f"{name}_high"), ends, strict=True))
            if name in PICKED:
                joint = estimate(matrices[name][cell], study.is_random, True, level)
                line |= {f"{name}_low_joint": joint.low, f"{name}_high_joint": joint.high}
        if days is not None:
            line |= _days(days[cell], study.is_random, n_failing >= FEWEST, level)
        lines.append(line)
    return pd.DataFrame(lines), bins_x, bins_y


def _days(values: Any, over_points: bool, enough: bool, level: float) -> dict[str, float]:
    """Median days to detection of a cell with both its intervals."""
    alone, joint = median_over(values, over_points), median_over(values, over_points, level)
    ends = (*alone[:3], joint.low, joint.high) if enough else (np.nan,) * 5
    names = ("", "_low", "_high", "_low_joint", "_high_joint")
    return dict(zip((f"detection_days{name}" for name in names), ends, strict=True))


def slices(study: Study, x: str, y: str) -> list[dict[str, Any]]:
    """Values of a third factor at which a grid is cut, so that three dials fit on paper.

    Parameters
    ----------
    study : Study
        The runs.
    x, y : str
        The factors of the map.

    Returns
    -------
    list of dict
        One dict of factor and value for each slice: of the only further factor of a grid, at most
        four values; a single empty dict for anything else, which averages over the rest.

    Examples
    --------
    >>> design = pd.DataFrame({"point": range(4), "a": [0, 0, 1, 1], "b": [0, 1, 0, 1]})
    >>> rows = pd.DataFrame({"point": range(4), "replicate": 0, "status": "done",
    ...                      "y": [0.0, 0.0, 0.0, 1.0]})
    >>> slices(Study.of("m", "grid", design, rows), "a", "b")
    [{}]
    """
    rest = [f for name, f in study.factors.items() if name not in (x, y)]
    if study.is_random or len(rest) != 1 or not rest[0].levels:
        return [{}]
    levels = list(rest[0].levels)
    if len(levels) > 4:
        levels = [levels[k] for k in np.linspace(0, len(levels) - 1, 4).round().astype(int)]
    return [{rest[0].name: level} for level in levels]
