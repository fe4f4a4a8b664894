"""T19: how many norms of tolerance survive when only the close compare, after Deffuant (2000)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from culturesim.evidence.theory.compiling import compiled
from culturesim.evidence.theory.records import Check, Replication, at_most, near
from culturesim.rules.noticing import tolerance_after_peer

__all__ = ["DEFFUANT", "count_clusters", "meet"]

PEOPLE, MEETINGS, RUNS, RATE = 1_000, 200, 20, 0.5
SMALLEST = 0.02  # share below which a group at the edge is not counted


@compiled
def meet(confidence: float, rng: Any) -> NDArray[np.float64]:
    """Tolerances of 1,000 people after many meetings in pairs.

    Parameters
    ----------
    confidence : float
        Largest gap over which two people pull each other, in [0, 1]. [-]
    rng : Generator
        Draws first tolerances and pairs.

    Returns
    -------
    ndarray of float64, shape (1000,)
        Tolerances, in [0, 1]. [-]

    Notes
    -----
    The rule is one-sided; here both apply it to what the other was before, each going half way.

    Examples
    --------
    >>> count_clusters(meet(0.5, np.random.default_rng(0)), 0.5)
    1
    """
    tolerance = np.empty(PEOPLE)
    for i in range(PEOPLE):
        tolerance[i] = rng.random()
    for _ in range(PEOPLE * MEETINGS):
        i = int(rng.random() * PEOPLE)
        j = int(rng.random() * PEOPLE)
        mine, theirs = tolerance[i], tolerance[j]
        tolerance[i] = tolerance_after_peer(mine, theirs, confidence, RATE)
        tolerance[j] = tolerance_after_peer(theirs, mine, confidence, RATE)
    return tolerance


def count_clusters(values: NDArray[np.float64], confidence: float) -> int:
    """Count groups that no longer pull each other, leaving out the few at the edges.

    Parameters
    ----------
    values : ndarray of float64
        Tolerances. [-]
    confidence : float
        Gap that separates groups, in [0, 1]. [-]

    Returns
    -------
    int
        Groups of at least 2 % of the people. [count]

    Examples
    --------
    >>> count_clusters(np.array([0.1, 0.1, 0.9, 0.9]), 0.2)
    2
    """
    ordered = np.sort(values)
    groups = np.split(ordered, np.flatnonzero(np.diff(ordered) > confidence / 2.0) + 1)
    return sum(group.size >= SMALLEST * values.size for group in groups)


def run(seed: int) -> tuple[Check, ...]:
    """Run meetings at six widths of confidence."""
    rng = np.random.default_rng([seed, 19])
    checks = []
    for confidence in (0.5, 0.7, 1.0):
        counts = [count_clusters(meet(confidence, rng), confidence) for _ in range(RUNS)]
        not_one = float(np.mean(np.array(counts) != 1))
        checks.append(at_most(f"runs without one norm, confidence {confidence}", not_one, 0.0))
    for confidence in (0.25, 0.125, 0.1, 0.05):
        mean = np.mean([count_clusters(meet(confidence, rng), confidence) for _ in range(RUNS)])
        expected = 1.0 / (2.0 * confidence)
        name = f"norms that survive, confidence {confidence}"
        checks.append(near(name, float(mean), expected, 0.2 * expected))
    return tuple(checks)


DEFFUANT = Replication(
    id="T19",
    title="Bounded confidence",
    source="Deffuant et al., Advances in Complex Systems 3:87, 2000, doi:10.1142/S0219525900000078",
    kind="X",
    statement="One norm survives where people up to half the scale apart pull each other; below "
    "that about 1/(2d) do, here within a fifth.",
    rules=("noticing.tolerance_after_peer",),
    run=run,
)
