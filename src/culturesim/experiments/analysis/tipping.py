"""Tipping: where an outcome swings over as a factor rises, and whether the way back differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from culturesim.errors import InputError
from culturesim.experiments.analysis.estimates import Estimate, estimate
from culturesim.experiments.analysis.study import Study

__all__ = ["Curve", "branch_factor", "crossings", "swing_factor", "tipping_curve"]

Floats = NDArray[np.float64]
FEWEST_LEVELS = 5
HALVES = 20


@dataclass(frozen=True)
class Curve:
    """An outcome along a factor, on one branch or on two.

    Attributes
    ----------
    factor, outcome : str
        What rises, and what answers.
    branch : str
        Factor that tells where hospitals came from; empty for a single curve.
    table : DataFrame
        ``branch``, ``value``, ``mean``, ``low``, ``high`` (95 % over seeds), ``p05``, ``p95``
        (spread of runs), ``n``.
    points : DataFrame
        A row a branch: ``at``, the value at which a run passes half-way, mean over seeds, with
        ``low``, ``high``; ``steepest``, the share of the whole change in the steepest step, and
        ``tried``, the same where the step is picked on other seeds; ``n`` seeds that pass.
    gap : Estimate
        Difference of the two crossings, second branch less first, paired by seed; NaN without
        branches.

    Examples
    --------
    >>> nothing = Estimate(float("nan"), float("nan"), float("nan"), 0)
    >>> Curve("blame", "fear_end", "", pd.DataFrame(), pd.DataFrame(), nothing).branch
    ''
    """

    factor: str
    outcome: str
    branch: str
    table: pd.DataFrame
    points: pd.DataFrame
    gap: Estimate


def swing_factor(study: Study) -> str | None:
    """Find the number with the most chosen levels, at least five, or None.

    Parameters
    ----------
    study : Study
        The runs.

    Returns
    -------
    str or None
        Its name; None for random designs, whose points do not line up.

    Examples
    --------
    >>> design = pd.DataFrame({"point": range(5), "blame": [0.0, 0.2, 0.4, 0.6, 0.8]})
    >>> rows = pd.DataFrame({"point": range(5), "replicate": 0, "status": "done", "y": 1.0})
    >>> swing_factor(Study.of("a", "grid", design, rows))
    'blame'
    """
    if study.is_random:
        return None
    counts = {f.name: int(study.points[f.name].nunique()) for f in study.factors.values()
              if f.is_number}  # fmt: skip
    best = max(counts, key=lambda name: counts[name], default=None)
    return best if best is not None and counts[best] >= FEWEST_LEVELS else None


def branch_factor(study: Study, factor: str) -> str | None:
    """Find the factor of two values that tells where hospitals came from, or None.

    Parameters
    ----------
    study : Study
        The runs.
    factor : str
        The factor that rises.

    Returns
    -------
    str or None
        The only other factor, if it has two values.

    Examples
    --------
    >>> design = pd.DataFrame({"point": range(2), "blame": [0.0, 0.2], "start": ["calm", "fear"]})
    >>> rows = pd.DataFrame({"point": range(2), "replicate": 0, "status": "done", "y": 1.0})
    >>> branch_factor(Study.of("a", "grid", design, rows), "blame")
    'start'
    """
    rest = [f for f in study.factors.values() if f.name != factor]
    return rest[0].name if len(rest) == 1 and len(rest[0].levels) == 2 else None


def crossings(x: Floats, values: Floats, level: float) -> Floats:
    """Where each run's curve first passes a level, by straight lines between the values.

    Parameters
    ----------
    x : ndarray of float64, shape (n_values,)
        Values of the factor, rising.
    values : ndarray of float64, shape (n_values, n_replicates)
        Outcome, a column a seed.
    level : float
        The level, in the unit of the outcome.

    Returns
    -------
    ndarray of float64, shape (n_replicates,)
        NaN for a seed that never passes.

    Examples
    --------
    >>> x = np.array([0.0, 1.0, 2.0])
    >>> crossings(x, np.array([[0.0, 0.0], [0.0, 0.0], [1.0, 0.2]]), 0.5).tolist()
    [1.5, nan]
    """
    found = np.full(values.shape[1], np.nan)
    for k, y in enumerate(values.T):
        above = y >= level
        turns = np.flatnonzero(above[1:] != above[:-1])
        if len(turns):
            i = int(turns[0])
            found[k] = x[i] + (x[i + 1] - x[i]) * (level - y[i]) / (y[i + 1] - y[i])
    return found


def _mean(values: Floats) -> Estimate:
    v = values[~np.isnan(values)]
    if len(v) < 2:
        return Estimate(float(v.mean()) if len(v) else np.nan, np.nan, np.nan, len(v))
    half = float(stats.t.ppf(0.975, len(v) - 1) * v.std(ddof=1) / np.sqrt(len(v)))
    return Estimate(float(v.mean()), float(v.mean()) - half, float(v.mean()) + half, len(v))


def steepest_tried(values: Floats) -> float:
    """Share of the whole change in the steepest step, picked on half of the seeds.

    Parameters
    ----------
    values : ndarray of float64, shape (n_values, n_replicates)
        Outcome along the factor, a column a seed.

    Returns
    -------
    float
        Mean over twenty random halves, of the share that the step holds on the other half; free
        of what luck adds to the largest of many. NaN with fewer than four seeds. [-]

    Examples
    --------
    >>> steepest_tried(np.repeat([[0.0], [0.0], [1.0]], 6, axis=1))
    1.0
    """
    n = values.shape[1]
    if n < 4:
        return float("nan")
    rng, shares = np.random.default_rng(0), []
    for _ in range(HALVES):
        order = rng.permutation(n)
        first, other = (np.nanmean(values[:, half], axis=1)
                        for half in (order[: n // 2], order[n // 2 :]))  # fmt: skip
        step = np.diff(first)
        k = int(np.abs(step).argmax())
        held = float(np.diff(other)[k]) * float(np.sign(step[k]))
        shares.append(held / max(float(np.ptp(other)), 1e-300))
    return float(np.mean(shares))


def _branches(study: Study, factor: str, branch: str, values: Floats) -> dict[Any, Any]:
    """Values of the factor and outcome by value and seed, a pair for each branch."""
    found = {}
    levels = study.factors[branch].levels if branch else (None,)
    for level in levels:
        here = np.ones(study.n_points, bool) if level is None else study.points[branch] == level
        x = study.points[factor].to_numpy(dtype=np.float64)[here]
        steps = np.unique(x)
        found[level] = (
            steps,
            np.array([np.nanmean(values[here][x == step], axis=0) for step in steps]),
        )
    return found


def tipping_curve(study: Study, factor: str, outcome: str, branch: str = "") -> Curve:
    """Follow an outcome along a factor and find where runs swing over.

    Parameters
    ----------
    study : Study
        Runs of a design with chosen levels.
    factor, outcome : str
        What rises, and what answers.
    branch : str
        Factor of two values, where hospitals came from; empty for one curve.

    Returns
    -------
    Curve
        Half-way is the middle between the lowest and the highest mean on any branch.

    Raises
    ------
    InputError
        If a factor or outcome is missing, or a value of the factor has no number.

    References
    ----------
    .. [1] Scheffer M and others, Catastrophic shifts in ecosystems, Nature, 2001,
       doi:10.1038/35098000.

    Examples
    --------
    >>> design = pd.DataFrame({"point": range(5), "blame": [0.0, 0.2, 0.4, 0.6, 0.8]})
    >>> rows = pd.DataFrame({"point": range(5), "replicate": 0, "status": "done",
    ...                      "y": [0.0, 0.0, 0.0, 1.0, 1.0]})
    >>> curve = tipping_curve(Study.of("a", "grid", design, rows), "blame", "y")
    >>> round(float(curve.points["at"][0]), 3)
    0.5
    """
    study.check_outcome(outcome)
    study.check_factors([factor, *([branch] if branch else [])])
    values = study.matrix(outcome)
    if not np.isfinite(values).any(axis=1).all():
        raise InputError(f"{study.name}, outcome {outcome!r}: some points have no number")
    curves = _branches(study, factor, branch, values)
    means = np.concatenate([np.nanmean(y, axis=1) for _, y in curves.values()])
    middle = float((means.min() + means.max()) / 2.0)
    lines, places, passed = [], [], []
    two = study.is_two_state(outcome)
    for level, (x, y) in curves.items():
        for value, runs in zip(x, y, strict=True):
            found = estimate(runs[None, :], False, two)
            p05, p95 = np.nanpercentile(runs, [5, 95])
            lines.append((level, value, *found[:3], p05, p95, found.n))
        at = crossings(x, y, middle)
        passed.append(at)
        average = np.nanmean(y, axis=1)
        steps = np.abs(np.diff(average))
        steepest = float(steps.max() / max(np.ptp(average), 1e-300))
        places.append((level, *_mean(at), steepest, steepest_tried(y)))
    table = pd.DataFrame(
        lines, columns=["branch", "value", "mean", "low", "high", "p05", "p95", "n"]
    )
    points = pd.DataFrame(places, columns=["branch", "at", "low", "high", "n", "steepest", "tried"])
    gap = _mean(passed[1] - passed[0]) if len(passed) == 2 else Estimate(np.nan, np.nan, np.nan, 0)
    return Curve(factor, outcome, branch, table, points, gap)
