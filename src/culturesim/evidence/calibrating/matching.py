"""History matching: simulate, learn, rule out what cannot be, and simulate what is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from culturesim.evidence.calibrating.emulator import Emulator, fit, outside
from culturesim.evidence.calibrating.rows import Rows
from culturesim.evidence.calibrating.showing import settled, show
from culturesim.evidence.calibrating.task import Task
from culturesim.evidence.records import load_patterns

__all__ = ["bands", "calibrate", "next_wave", "within"]

Floats = NDArray[np.float64]
Progress = Callable[[int, int, int], None]
LIMIT = 3.0  # implausibility: standard deviations of the emulator from the band (Pukelsheim's rule)
CANDIDATES = 20_000
FIRST_A_PRIOR = 8  # sets of the first wave for each prior
LEAST_KEPT, STEP = 0.1, 0.12  # share of a wave drawn over the whole prior; length of a step


def bands(task: Task) -> tuple[list[str], Floats, Floats]:
    """List the numbers a set is judged by.

    Parameters
    ----------
    task : Task
        The calibration.

    Returns
    -------
    names : list of str
        First number of each tuning pattern, as ``"C05.reported"``.
    low, high : ndarray of float64, shape (n_names,)
        Ends of their bands, infinite where there is none. [units]

    Examples
    --------
    >>> bands(Task("t", "small", ("C01",), ()))[0]
    ['C01.harmed']
    """
    heads = [(name, load_patterns()[name].headline) for name in task.tuning]
    low = [-np.inf if part.band_low is None else part.band_low for _, part in heads]
    high = [np.inf if part.band_high is None else part.band_high for _, part in heads]
    return [f"{name}.{part.key}" for name, part in heads], np.array(low), np.array(high)


def within(task: Task, rows: Rows) -> NDArray[np.bool_]:
    """Say which sets showed every tuning pattern.

    Parameters
    ----------
    task : Task
        The calibration.
    rows : Rows
        Simulated sets.

    Returns
    -------
    ndarray of bool, shape (n_sets,)
        Whether the first number of every tuning pattern was in its band.
    """
    names, low, high = bands(task)
    found = rows.matrix(names)
    inside = (found >= low) & (found <= high)  # not-a-number is never inside
    return np.asarray(inside.all(axis=1), dtype=np.bool_)


def calibrate(
    task: Task,
    rows: Rows,
    *,
    ids: Sequence[str] = (),
    workers: int | None = None,
    progress: Progress | None = None,
) -> Rows:
    """Search until enough sets are plausible or the budget is spent.

    Parameters
    ----------
    task : Task
        The calibration.
    rows : Rows
        Sets simulated so far, to go on from; more are added to it.
    ids : sequence of str
        Patterns to measure besides the tuning patterns, at no cost if they need the same runs.
    workers : int, optional
        Threads; which sets are simulated, and what they show, does not depend on it.
    progress : callable, optional
        Called with the sets simulated, the budget, and the plausible sets so far.

    Returns
    -------
    Rows
        All sets.

    Examples
    --------
    >>> calibrate.__name__
    'calibrate'
    """
    wanted = list(dict.fromkeys((*task.tuning, *ids)))
    while len(rows) < task.budget and within(task, rows).sum() < task.wanted:
        wave, design, done = _begun(task, rows)
        for shares in design[done : done + task.budget - len(rows)]:
            values = {p.name: p.at(u) for p, u in zip(task.priors, shares, strict=True)}
            shown = settled(task, values, wanted, wave == 0, workers, show)
            rows.add(wave, shares.tolist(), shown)
            if progress is not None:
                progress(len(rows), task.budget, int(within(task, rows).sum()))
    return rows


def _begun(task: Task, rows: Rows) -> tuple[int, Floats, int]:
    """Find the wave to go on with: its number, its sets, and how many of them are done."""
    waves = np.array(rows.waves, dtype=np.int64)
    wave = int(waves.max()) if waves.size else 0
    done = int((waves == wave).sum())
    size = task.wave if wave else max(task.wave, FIRST_A_PRIOR * len(task.priors))
    if done == size:
        wave, done = wave + 1, 0
    before = Rows(None)
    for k in np.flatnonzero(waves < wave):
        before.add(int(waves[k]), rows.shares[k], rows.shown[k])
    return wave, next_wave(task, before, wave), done


def next_wave(task: Task, rows: Rows, wave: int) -> Floats:
    """Choose the sets of a wave.

    Parameters
    ----------
    task : Task
        The calibration.
    rows : Rows
        Sets of all waves before.
    wave : int
        Number of the wave; 0 fills the priors evenly. [-]

    Returns
    -------
    ndarray of float64, shape (n_sets, n_priors)
        Sets as shares of their priors, in [0, 1], the same whenever it is called. [-]
    """
    from scipy.stats import qmc

    n = len(task.priors)
    rng = np.random.default_rng([task.seed, 4_711, wave])
    if wave == 0:
        return _rounded(qmc.LatinHypercube(n, rng=rng).random(max(task.wave, FIRST_A_PRIOR * n)))
    names, low, high = bands(task)
    x, y = np.array(rows.shares), rows.matrix(names)
    emulator = fit(x, y, task.seed)
    near = x[np.argsort(_distance(y, low, high, emulator))[: task.wave]]
    steps = near[rng.integers(0, len(near), CANDIDATES // 2)]
    steps = steps + STEP * rng.standard_normal(steps.shape)
    everywhere = qmc.LatinHypercube(n, rng=rng).random(CANDIDATES // 2)
    pool = np.concatenate([everywhere, steps[((steps >= 0.0) & (steps <= 1.0)).all(axis=1)]])
    return _rounded(_chosen(pool, emulator, low, high, task.wave, rng))


def _rounded(shares: Floats) -> Floats:
    return np.round(shares, 6)


def _distance(y: Floats, low: Floats, high: Floats, emulator: Emulator) -> Floats:
    """Greatest distance of any number from its band, in standard deviations of the rest.

    Infinite where one was not measured: an expensive stage, which the cheap one made needless.
    """
    far = (outside(y, low, high) / emulator.spread).max(axis=1)
    return np.where(np.isnan(far), np.inf, far)


def _chosen(
    pool: Floats, emulator: Emulator, low: Floats, high: Floats, size: int,
    rng: np.random.Generator,
) -> Floats:  # fmt: skip
    """Draw a wave from the candidates that are not ruled out, likely ones first."""
    from scipy.stats import norm

    mean, sd = emulator.predict(pool)
    left = np.flatnonzero((outside(mean, low, high) / sd).max(axis=1) <= LIMIT)
    if left.size < size:  # too little is left: the least implausible ones
        left = np.argsort((outside(mean, low, high) / sd).max(axis=1))[: 4 * size]
    chance = norm.cdf((high - mean[left]) / sd[left]) - norm.cdf((low - mean[left]) / sd[left])
    weight = np.maximum(chance.prod(axis=1), 1e-6)
    few = int(LEAST_KEPT * size)
    likely = rng.choice(left, size - few, replace=False, p=weight / weight.sum())
    rest = np.setdiff1d(left, likely)
    drawn = np.concatenate([likely, rng.choice(rest, few, replace=False)])
    return np.asarray(pool[drawn], dtype=np.float64)
