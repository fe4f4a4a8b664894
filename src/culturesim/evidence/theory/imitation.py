"""T26: who should talk to whom, after Lazer and Friedman (2007).

A hundred people look for good solutions of a rugged task, and copy. Where all see all, they agree
soon and stop searching; where each sees two, they are slower and end higher, if they copy the best.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from culturesim.evidence.theory.compiling import compiled
from culturesim.evidence.theory.records import Check, Replication, at_least, at_most
from culturesim.jitable import jitable

__all__ = ["IMITATION", "landscape", "mean_payoff"]

BITS, EPISTASIS, PEOPLE, PERIODS, TASKS = 15, 7, 100, 120, 100
EARLY, SAMPLE = 10, 3


@compiled
def landscape(bits: int, epistasis: int, rng: Any) -> NDArray[np.float64]:
    """Payoff of every solution of a rugged task.

    Parameters
    ----------
    bits : int
        Parts of a solution, N, 1 or more. [count]
    epistasis : int
        Other parts the worth of each part depends on, K, below N. [count]
    rng : Generator
        Draws which parts and the worth of each combination.

    Returns
    -------
    ndarray of float64, shape (2 ** bits,)
        Payoff over the best one, to the power 8 so that good solutions are rare, in [0, 1]. [-]

    References
    ----------
    .. [1] Kauffman, The Origins of Order, Oxford University Press, 1993.

    Examples
    --------
    >>> float(landscape(6, 2, np.random.default_rng(0)).max())
    1.0
    """
    worth = np.empty((bits, 2 << epistasis))
    others = np.empty((bits, epistasis), np.int64)
    order = np.arange(bits)
    for i in range(bits):
        for k in range(worth.shape[1]):
            worth[i, k] = rng.random()
        for k in range(bits - 1, 0, -1):
            j = int(rng.random() * (k + 1))
            order[k], order[j] = order[j], order[k]
        others[i] = order[order != i][:epistasis]
    payoff = np.zeros(1 << bits)
    for solution in range(payoff.size):
        for i in range(bits):
            index = (solution >> i) & 1
            for k in range(epistasis):
                index = 2 * index + ((solution >> others[i, k]) & 1)
            payoff[solution] += worth[i, index]
    relative = payoff / payoff.max()
    squared = relative * relative
    fourth = squared * squared
    eighth: NDArray[np.float64] = fourth * fourth
    return eighth


@jitable
def peer(i: int, k: int, people: int, dense: bool, rng: Any) -> int:
    """Person whom person i looks at: anybody else, or one of two neighbours on a ring."""
    if dense:
        return (i + 1 + int(rng.random() * (people - 1))) % people
    return (i + (1 if k % 2 == 0 else people - 1)) % people


@jitable
def best_seen(now: Any, payoff: Any, i: int, dense: bool) -> int:
    """Solution of the best of the people whom person i sees."""
    people = now.size
    best: int = now[i]
    for step in range(1, people):
        if dense or step == 1 or step == people - 1:
            other = now[(i + step) % people]
            if payoff[other] > payoff[best]:
                best = other
    return best


@jitable
def commonest_seen(now: Any, i: int, dense: bool, rng: Any) -> int:
    """Commonest solution among a few people whom person i sees, own if there is none."""
    n_seen = SAMPLE if dense else 2
    seen = np.empty(n_seen, np.int64)
    for k in range(n_seen):
        seen[k] = now[peer(i, k, now.size, dense, rng)]
    for a in range(n_seen):
        for b in range(a):
            if seen[a] == seen[b]:
                return int(seen[a])
    return int(now[i])


@compiled
def mean_payoff(
    payoff: NDArray[np.float64], dense: bool, conformity: bool, rng: Any
) -> NDArray[np.float64]:
    """Mean payoff of a hundred people over time on one task.

    Parameters
    ----------
    payoff : ndarray of float64
        Payoff of every solution. [-]
    dense : bool
        Whether all see all; otherwise each sees two neighbours on a ring.
    conformity : bool
        Whether people copy the commonest of up to three solutions they see; otherwise the best.
    rng : Generator
        Draws first solutions, whom people look at and what they try.

    Returns
    -------
    ndarray of float64, shape (120,)
        Mean payoff in each period, in [0, 1]. [-]

    Notes
    -----
    A person who sees a solution by the learning rule that pays more than the own one copies it,
    and otherwise tries one change of the own, kept if it pays. All decide at once.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> mean_payoff(landscape(15, 7, rng), True, False, rng).size
    120
    """
    now = np.empty(PEOPLE, np.int64)
    for i in range(PEOPLE):
        now[i] = int(rng.random() * payoff.size)
    after = now.copy()
    means = np.empty(PERIODS)
    for t in range(PERIODS):
        for i in range(PEOPLE):
            if conformity:
                seen = commonest_seen(now, i, dense, rng)
            else:
                seen = best_seen(now, payoff, i, dense)
            if payoff[seen] <= payoff[now[i]]:
                seen = now[i] ^ (1 << int(rng.random() * BITS))
            after[i] = seen if payoff[seen] > payoff[now[i]] else now[i]
        now[:] = after
        means[t] = payoff[now].mean()
    return means


def run(seed: int) -> tuple[Check, ...]:
    """Run both networks with both learning rules on the same tasks."""
    rng = np.random.default_rng([seed, 26])
    gaps = {False: np.zeros((TASKS, PERIODS)), True: np.zeros((TASKS, PERIODS))}
    for task in range(TASKS):
        payoff = landscape(BITS, EPISTASIS, rng)
        for conformity, rows in gaps.items():
            rows[task] = mean_payoff(payoff, True, conformity, rng)
            rows[task] -= mean_payoff(payoff, False, conformity, rng)
    best, common = gaps[False].mean(axis=0), gaps[True].mean(axis=0)
    error = gaps[False][:, -1].std() / TASKS**0.5
    return (
        at_least(f"copy the best: dense less sparse, period {EARLY}", float(best[EARLY - 1]), 0.02),
        at_most("copy the best: dense less sparse, last period", float(best[-1]),
                -2.0 * float(error)),
        at_most("times the order changes after period 2",
                int((np.diff(np.sign(best[1:])) != 0.0).sum()), 1),
        at_least("last period: the gap with conformity less the one without",
                 float(common[-1] - best[-1]), 0.0),
    )  # fmt: skip


IMITATION = Replication(
    id="T26",
    title="Dense and sparse networks",
    source="Lazer and Friedman, Administrative Science Quarterly 52:667, 2007; Barkoczi and "
    "Galesic, Nature Communications 7:13109, 2016, doi:10.1038/ncomms13109",
    kind="S",
    statement="On a rugged task, where people copy the best they see, all seeing all wins early "
    "and a ring wins late; where they copy the commonest, the late advantage of the ring shrinks "
    "or turns round.",
    rules=(),
    run=run,
    note="The model has no rule of this kind.",
)
