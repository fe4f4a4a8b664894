"""Convergence: how wide intervals are after so many replicates, and how many would be needed."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from culturesim.experiments.analysis.estimates import wilson
from culturesim.experiments.analysis.study import Study

__all__ = ["half_widths", "replicates_needed"]

Floats = NDArray[np.float64]
SHARE_TARGET, MEAN_TARGET = 0.05, 0.05  # points of a share; part of the overall mean
CAP = 100_000


def _target(study: Study, outcome: str, values: Floats) -> float:
    """Half-width asked for, in the unit of the outcome."""
    if study.is_two_state(outcome):
        return SHARE_TARGET
    return MEAN_TARGET * float(np.abs(np.nanmean(values)))


def _half(runs: Floats, two_state: bool) -> float:
    """Half-width of the 95 % interval of the runs of one point."""
    v = runs[np.isfinite(runs)]
    if len(v) < 2:
        return float("nan")
    if two_state:
        low, high = wilson(float(v.sum()), len(v))
        return (high - low) / 2.0
    return float(stats.t.ppf(0.975, len(v) - 1) * v.std(ddof=1) / np.sqrt(len(v)))


def half_widths(study: Study, outcome: str) -> pd.DataFrame:
    """Half-widths of 95 % intervals of points after the first n replicates.

    Parameters
    ----------
    study : Study
        The runs.
    outcome : str
        Its name.

    Returns
    -------
    DataFrame
        ``n``, and over points the ``median``, ``p90`` and ``widest`` half-width, in the unit of
        the outcome (for a two-state outcome Wilson's, as a share); ``target``, what is asked for:
        0.05 of a share, or a twentieth of the overall mean; ``met``, the share of points within
        it. From at most 2,000 points, spread evenly.

    Raises
    ------
    InputError
        If the outcome was not kept or never differs.

    Examples
    --------
    >>> design = pd.DataFrame({"point": [0, 1], "a": [0, 1]})
    >>> rows = pd.DataFrame({"point": [0, 0, 1, 1], "replicate": [0, 1, 0, 1], "status": "done",
    ...                      "y": [1.0, 2.0, 3.0, 4.0]})
    >>> half_widths(Study.of("a", "grid", design, rows), "y")["n"].tolist()
    [2]
    """
    study.check_outcome(outcome)
    values = study.matrix(outcome)
    if len(values) > 2000:
        values = values[np.linspace(0, len(values) - 1, 2000).astype(int)]
    two, target, n = study.is_two_state(outcome), _target(study, outcome, values), values.shape[1]
    lines = []
    for k in sorted({c for c in (2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200, 300, n) if 2 <= c <= n}):
        half = np.array([_half(row[:k], two) for row in values])
        half = half[~np.isnan(half)]
        if len(half):
            lines.append((k, float(np.median(half)), float(np.quantile(half, 0.9)),
                          float(half.max()), target, float((half <= target).mean())))  # fmt: skip
    return pd.DataFrame(lines, columns=["n", "median", "p90", "widest", "target", "met"])


def replicates_needed(study: Study, outcome: str) -> int | None:
    """Replicates at which the point with the widest interval would reach the target.

    Parameters
    ----------
    study : Study
        The runs.
    outcome : str
        Its name.

    Returns
    -------
    int or None
        The number, at most 100,000, by the square-root law; None with fewer than two replicates.

    Raises
    ------
    InputError
        If the outcome was not kept or never differs.

    Examples
    --------
    >>> design = pd.DataFrame({"point": [0, 1], "a": [0, 1]})
    >>> rows = pd.DataFrame({"point": [0, 1], "replicate": 0, "status": "done", "y": [1.0, 2.0]})
    >>> replicates_needed(Study.of("a", "grid", design, rows), "y") is None
    True
    """
    table = half_widths(study, outcome)
    if table.empty:
        return None
    last = table.iloc[-1]
    if last["widest"] <= last["target"]:
        good = table[table["widest"] <= table["target"]]
        return int(good["n"].iloc[0])
    ratio = float(last["widest"] / max(last["target"], 1e-12))
    return int(min(CAP, np.ceil(float(last["n"]) * ratio * ratio)))
