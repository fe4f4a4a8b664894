"""Morris screening: which guess moves which pattern.

Beside the parameters stands luck, another seed, as if it were one more of them: what it does is the
size below which an effect means nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from culturesim.evidence.calibrating.rows import Rows
from culturesim.evidence.calibrating.showing import show
from culturesim.evidence.calibrating.task import Task
from culturesim.evidence.records import find_patterns

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LUCK", "design", "effects", "luck_of", "screen", "screened"]

LEVELS = 4
LUCK = "luck"
APART = 100_000  # between first seeds of two levels of luck


def _problem(task: Task) -> dict[str, Any]:
    names = [*(p.name for p in task.priors), LUCK]
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def design(task: Task) -> Any:
    """Lay out the trajectories.

    Parameters
    ----------
    task : Task
        The calibration; its priors are what is screened.

    Returns
    -------
    ndarray of float64, shape (trajectories * (n_priors + 2), n_priors + 1)
        Sets as shares of their priors, and of the range of luck. [-]

    Examples
    --------
    >>> from culturesim.evidence.calibrating.task import Prior
    >>> task = Task("t", "small", ("C01",), (Prior("witness", 0.2, 0.6, "x"),), trajectories=3)
    >>> design(task).shape
    (9, 2)
    """
    from SALib.sample import morris

    found = morris.sample(_problem(task), task.trajectories, num_levels=LEVELS, seed=task.seed)
    return np.round(found, 6)


def luck_of(task: Task, share: float) -> Task:
    """Give a calibration other luck.

    Parameters
    ----------
    task : Task
        The calibration.
    share : float
        Last column of :func:`design`. [-]

    Returns
    -------
    Task
        The same with other seeds; with its own at 0.

    Examples
    --------
    >>> luck_of(Task("t", "small", ("C01",), (), seed=3), 1.0).seed
    300003
    """
    return replace(task, seed=task.seed + APART * round(share * (LEVELS - 1)))


def screen(
    task: Task,
    rows: Rows,
    ids: Sequence[str],
    *,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Simulate the trajectories and rank the parameters for each pattern.

    Parameters
    ----------
    task : Task
        The calibration.
    rows : Rows
        Sets simulated so far, to go on from; more are added to it.
    ids : sequence of str
        Patterns.
    workers : int, optional
        Threads.
    progress : callable, optional
        Called with the sets simulated and all sets.

    Returns
    -------
    DataFrame
        As :func:`effects`.

    Examples
    --------
    >>> screen.__name__
    'screen'
    """
    sets = design(task)
    for shares in sets[len(rows) :]:
        values = {p.name: p.at(u) for p, u in zip(task.priors, shares[:-1], strict=True)}
        rows.add(0, shares.tolist(), show(luck_of(task, shares[-1]), values, ids, workers))
        if progress is not None:
            progress(len(rows), len(sets))
    return effects(task, rows, ids)


def effects(task: Task, rows: Rows, ids: Sequence[str]) -> pd.DataFrame:
    """Work out elementary effects from simulated trajectories.

    Parameters
    ----------
    task : Task
        The calibration.
    rows : Rows
        The trajectories.
    ids : sequence of str
        Patterns.

    Returns
    -------
    DataFrame
        A row a pattern and parameter (the last is luck): id, label, unit, parameter, mu (mean
        effect of going through the prior from end to end), mu_star (mean size of it), sigma (its
        spread: interaction, bend or luck), low and high (95 % interval of mu_star over
        trajectories) and in_bands (mu_star over half the width of the pattern's band;
        not-a-number without two ends).

    Examples
    --------
    >>> effects.__name__
    'effects'
    """
    import pandas as pd
    from SALib.analyze import morris

    x, lines = np.array(rows.shares), []
    for pattern in find_patterns(ids):
        part = pattern.headline
        y = rows.matrix([f"{pattern.id}.{part.key}"])[:, 0]
        if not np.isfinite(y).all():
            continue
        found = morris.analyze(_problem(task), x, y, num_levels=LEVELS, seed=task.seed)
        ends = (part.band_low, part.band_high)
        half = np.nan if None in ends else (ends[1] - ends[0]) / 2.0  # type: ignore[operator]
        for k, name in enumerate(_problem(task)["names"]):
            star, wide = float(found["mu_star"][k]), float(found["mu_star_conf"][k])
            lines.append({"id": pattern.id, "label": part.label, "unit": part.unit,
                          "parameter": name, "mu": float(found["mu"][k]), "mu_star": star,
                          "sigma": float(found["sigma"][k]), "low": max(0.0, star - wide),
                          "high": star + wide, "in_bands": star / half})  # fmt: skip
    return pd.DataFrame(lines)


def screened(task: Task, rows: Rows, ids: Sequence[str], found: pd.DataFrame) -> dict[str, Any]:
    """Say how a screening was made.

    Parameters
    ----------
    task : Task
        The calibration.
    rows : Rows
        The trajectories.
    ids : sequence of str
        Patterns that were asked for.
    found : DataFrame
        As :func:`effects`.

    Returns
    -------
    dict
        title, base, seed, seeds, hospitals, trajectories, simulated, levels, patterns, left_out
        (those that could not be measured in every set) and priors.

    Examples
    --------
    >>> screened.__name__
    'screened'
    """
    return {"title": task.title, "base": task.base, "seed": task.seed, "seeds": task.seeds,
            "hospitals": task.hospitals, "trajectories": task.trajectories,
            "simulated": len(rows), "levels": LEVELS, "patterns": list(ids),
            "left_out": sorted(set(ids) - set(found["id"])),
            "priors": {p.name: [p.low, p.high, p.why] for p in task.priors}}  # fmt: skip
