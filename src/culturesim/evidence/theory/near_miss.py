"""T23: whether near misses alarm or reassure turns exactly at phi* = 1 - r.

A near miss counts as the share 1 - phi of a failure, phi set by how it is framed, after Dillon
and Tinsley (2008). True risk is held constant: nothing but near misses is seen.
"""

from __future__ import annotations

import math

from culturesim.evidence.theory.records import Check, Replication, at_least, near
from culturesim.rules.noticing import near_miss_signal, risk_belief_next

__all__ = ["N_NEAR_MISSES", "RATE", "SIGN_FLIP", "belief_after_near_misses", "critical_framing"]

RATE = 0.05
N_NEAR_MISSES = 30


def belief_after_near_misses(belief: float, framing: float, rate: float = RATE) -> float:
    """Belief in danger after thirty near misses and nothing else.

    Parameters
    ----------
    belief : float
        Belief before, in [0, 1]. [-]
    framing : float
        How far a near miss is read as a success (phi), in [0, 1]. [-]
    rate : float
        Learning rate, in [0, 1]. [-]

    Returns
    -------
    float
        Belief after, in [0, 1]. [-]

    Examples
    --------
    >>> belief_after_near_misses(0.5, 0.5)
    0.5
    """
    for _ in range(N_NEAR_MISSES):
        belief = risk_belief_next(belief, near_miss_signal(framing), rate)
    return belief


def critical_framing(belief: float) -> float:
    """Framing at which near misses turn from alarming to reassuring, by bisection.

    Parameters
    ----------
    belief : float
        Belief before, in (0, 1). [-]

    Returns
    -------
    float
        Framing, in [0, 1]. [-]

    Examples
    --------
    >>> round(critical_framing(0.3), 9)
    0.7
    """
    low, high = 0.0, 1.0
    while high - low > 1e-12:
        middle = (low + high) / 2.0
        if belief_after_near_misses(belief, middle) > belief:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


def run(_seed: int) -> tuple[Check, ...]:
    """Run near misses at five beliefs; nothing is drawn."""
    checks = [
        near(f"framing where the sign flips, belief {belief}",
             critical_framing(belief), 1.0 - belief, 1e-9)
        for belief in (0.1, 0.25, 0.5, 0.75, 0.9)
    ]  # fmt: skip
    left = math.pow(1.0 - RATE, N_NEAR_MISSES)
    alone, debriefed = belief_after_near_misses(0.5, 0.7), belief_after_near_misses(0.5, 0.3)
    return (
        *checks,
        near("belief after thirty, no debrief", alone, 0.3 + 0.2 * left, 1e-12),
        near("belief after thirty, debrief", debriefed, 0.7 - 0.2 * left, 1e-12),
        at_least("belief after one harm less before", risk_belief_next(0.9, 1.0, RATE) - 0.9, 0.0),
    )


SIGN_FLIP = Replication(
    id="T23",
    title="Near misses that alarm or reassure",
    source="Dillon and Tinsley, Management Science 54:1425, 2008; algebra in section 3.4 of the "
    "theory",
    kind="X",
    statement="With true risk constant, near misses lower the belief in danger where their framing "
    "exceeds one less that belief, and raise it below.",
    rules=("noticing.near_miss_signal", "noticing.risk_belief_next"),
    run=run,
)
