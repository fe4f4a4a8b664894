"""T3: the more who could act, the likelier that nobody does, after Diekmann (1985)."""

from __future__ import annotations

import math

import numpy as np

from culturesim.evidence.theory.records import Check, Replication, at_most, near
from culturesim.rules.voice import diffusion

__all__ = ["DIEKMANN", "p_nobody", "p_nobody_sharing"]

SIZES = (2, 3, 5, 10, 20, 126)
TABLE = {
    0.1: (0.010, 0.032, 0.056, 0.077, 0.089, 0.098),
    0.3: (0.090, 0.164, 0.222, 0.262, 0.282, 0.297),
    0.5: (0.250, 0.354, 0.420, 0.463, 0.482, 0.497),
    0.8: (0.640, 0.716, 0.757, 0.780, 0.791, 0.799),
}
TOLERANCE = 0.01


def p_nobody(n: int, cost_ratio: float) -> float:
    r"""Chance that none of n watchers acts.

    Parameters
    ----------
    n : int
        Watchers, 2 or more. [head]
    cost_ratio : float
        Cost of acting over the benefit of somebody acting, in (0, 1). [-]

    Returns
    -------
    float
        Probability, in (0, cost_ratio). [-]

    Notes
    -----
    The rule gives the logarithm of the chance that one watcher acts, p = 1 - (c/b)^(1/(n-1)):

    .. math:: P = (1 - p)^n

    References
    ----------
    .. [1] Diekmann, Journal of Conflict Resolution 29:605, 1985.

    Examples
    --------
    >>> round(p_nobody(3, 0.3), 3)
    0.164
    """
    return float((1.0 - math.exp(diffusion(n, cost_ratio))) ** n)


def p_nobody_sharing(n: int, cost_ratio: float) -> float:
    r"""Chance that none of n watchers acts when those who do share the cost equally.

    Parameters
    ----------
    n : int
        Watchers, 2 or more. [head]
    cost_ratio : float
        Cost of acting over the benefit of somebody acting, in (0, 1). [-]

    Returns
    -------
    float
        Probability. [-]

    Notes
    -----
    With q the chance that one does not act, a watcher is indifferent where

    .. math:: \frac{c}{b}\,\frac{1 - q^n}{n (1 - q)} = q^{n - 1}

    Examples
    --------
    >>> round(p_nobody_sharing(2, 0.5), 4)
    0.1111
    """
    from scipy.optimize import brentq

    def gain(q: float) -> float:
        expected_share = sum(q**k for k in range(n)) / n
        return cost_ratio * expected_share - q ** (n - 1)

    return float(brentq(gain, 1e-12, 1.0, xtol=1e-14)) ** n


def run(_seed: int) -> tuple[Check, ...]:
    """Run the volunteer's dilemma; nothing is drawn."""
    checks = []
    for ratio, row in TABLE.items():
        found = [p_nobody(n, ratio) for n in SIZES]
        checks += [
            near(f"nobody acts, c/b = {ratio}, n = {n}", p, value, TOLERANCE)
            for n, p, value in zip(SIZES, found, row, strict=True)
        ]
        every = [p_nobody(n, ratio) for n in range(2, 127)]
        checks.append(
            at_most(f"steps down as n rises, c/b = {ratio}", int((np.diff(every) <= 0).sum()), 0)
        )
        checks.append(
            near(f"nobody acts, c/b = {ratio}, n = 1,000,000", p_nobody(10**6, ratio), ratio, 1e-5)
        )
        not_less = sum(p_nobody_sharing(n, ratio) >= p_nobody(n, ratio) for n in SIZES)
        checks.append(at_most(f"sizes where sharing does not help, c/b = {ratio}", not_less, 0))
    return tuple(checks)


DIEKMANN = Replication(
    id="T3",
    title="Volunteer's dilemma among watchers",
    source="Diekmann, Journal of Conflict Resolution 29:605, 1985; section 4.2 of the theory",
    kind="X",
    statement="The chance that nobody acts equals the table within 0.01, rises with the number of "
    "watchers to c/b, and falls when those who act share the cost.",
    rules=("voice.diffusion",),
    run=run,
)
