"""Which runs an experiment wants and which are missing; decided from the stored rows alone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from culturesim.experiments.work import STRIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from culturesim.experiments.experiment import Experiment
    from culturesim.experiments.replicates import Replicates
    from culturesim.experiments.store import Store

__all__ = ["missing_runs", "of_shard", "too_wide", "totals", "wanted_runs"]

BLOCK = 16  # runs that stay together in a shard, so that they share their scenario


def missing_runs(
    experiment: Experiment, store: Store, shard: tuple[int, int] | None = None
) -> NDArray[Any]:
    """List the runs that have no row yet and are wanted now.

    Parameters
    ----------
    experiment : Experiment
        The experiment.
    store : Store
        Its store.
    shard : tuple of 2 int, optional
        ``(k, n)``: those of one shard.

    Returns
    -------
    ndarray of int64, shape (n_missing,)
        Ordered. With a stopping rule, those of the next round: what is wanted after it depends
        on what it gives.
    """
    wanted = wanted_runs(experiment, store)
    if shard is not None:
        wanted = wanted[of_shard(wanted, experiment.plan.replicates, shard)]
    return np.setdiff1d(wanted, store.done(), assume_unique=True)


def wanted_runs(experiment: Experiment, store: Store) -> NDArray[Any]:
    """List all runs wanted now, done or not.

    Parameters
    ----------
    experiment : Experiment
        The experiment.
    store : Store
        Its store.

    Returns
    -------
    ndarray of int64, shape (n_runs,)
        Ordered: replicates of a point follow each other.
    """
    replicates, n_points = experiment.plan.replicates, store.manifest["points"]
    if replicates.until is None:
        points = np.arange(n_points, dtype=np.int64) * STRIDE
        return (points[:, None] + np.arange(replicates.least)).ravel()
    n = totals(replicates, n_points, *_deciding(store, replicates.until.outcome))
    starts = np.repeat(np.arange(n_points, dtype=np.int64) * STRIDE, n)
    wanted: NDArray[Any] = starts + np.concatenate([np.arange(k) for k in n])
    return wanted


def _deciding(store: Store, outcome: str) -> tuple[NDArray[Any], NDArray[Any]]:
    """Read the runs that have a row, ordered, and the outcome that decides about further ones."""
    found = [(c["run"], c[outcome]) for _, c in store.columns(["run", outcome])]
    runs = np.concatenate([f[0] for f in found]) if found else np.zeros(0, np.int64)
    values = np.concatenate([f[1] for f in found]) if found else np.zeros(0)
    runs, first = np.unique(runs, return_index=True)
    return runs, values[first]


def too_wide(experiment: Experiment, store: Store) -> int:
    """Count points that have all replicates allowed and still a wider interval than asked for.

    Parameters
    ----------
    experiment : Experiment
        The experiment.
    store : Store
        Its store.

    Returns
    -------
    int
        0 without a stopping rule. [points]
    """
    rule = experiment.plan.replicates
    if rule.until is None:
        return 0
    runs, values = _deciding(store, rule.until.outcome)
    point, n = runs // STRIDE, store.manifest["points"]
    ends = np.searchsorted(point, np.arange(n + 1))
    parts = [values[a:b] for a, b in pairwise(ends.tolist())]
    return sum(len(part) >= rule.most and not rule.until.is_met(part) for part in parts)


def totals(
    rule: Replicates, n_points: int, runs: NDArray[Any], values: NDArray[Any]
) -> NDArray[Any]:
    """Apply the stopping rule to every point.

    Parameters
    ----------
    rule : Replicates
        The rule.
    n_points : int
        Number of points.
    runs : ndarray of int64, shape (n_rows,)
        Numbers of the runs that have a row, ordered.
    values : ndarray of float64, shape (n_rows,)
        Their deciding outcome; not a number if they failed.

    Returns
    -------
    ndarray of int64, shape (n_points,)
        Replicates that each point should have now. Only a point whose earlier replicates are all
        there gets further ones, so the answer is the same whatever the order of rows.

    Examples
    --------
    >>> from culturesim.experiments.replicates import Replicates, Until
    >>> rule = Replicates(2, 6, 2, Until("deaths", 0.5))
    >>> totals(rule, 2, np.array([0, 1, STRIDE]), np.array([3.0, 3.0, 1.0])).tolist()
    [2, 2]
    >>> totals(rule, 1, np.array([0, 1]), np.array([0.0, 9.0])).tolist()
    [4]
    """
    found = np.empty(n_points, dtype=np.int64)
    ends = np.searchsorted(runs, np.arange(n_points + 1, dtype=np.int64) * STRIDE)
    for point in range(n_points):
        mine = slice(ends[point], ends[point + 1])
        replicate, value = runs[mine] - point * STRIDE, values[mine]
        total = rule.least
        while np.count_nonzero(replicate < total) == total:
            more = rule.next_total(total, value[replicate < total])
            if more == total:
                break
            total = more
        found[point] = total
    return found


def of_shard(runs: NDArray[Any], rule: Replicates, shard: tuple[int, int]) -> NDArray[Any]:
    """Tell which runs belong to a shard.

    Parameters
    ----------
    runs : ndarray of int64, shape (n_runs,)
        Numbers of runs.
    rule : Replicates
        With a stopping rule a point stays in one shard, which decides about it alone.
    shard : tuple of 2 int
        ``(k, n)``.

    Returns
    -------
    ndarray of bool, shape (n_runs,)
        The shards together hold every run once.

    Examples
    --------
    >>> from culturesim.experiments.replicates import Replicates
    >>> runs = np.arange(6) * STRIDE
    >>> [of_shard(runs, Replicates(1, 1), (k, 3)).tolist().index(True) for k in range(3)]
    [0, 1, 2]
    """
    k, n = shard
    point, replicate = runs // STRIDE, runs % STRIDE
    if rule.until is not None:
        mine: NDArray[Any] = point % n == k
        return mine
    position = point * rule.least + replicate
    last = int(position[-1]) + 1 if len(position) else 0
    block = max(1, min(BLOCK, last // (4 * n)))
    owned: NDArray[Any] = position // block % n == k
    return owned
