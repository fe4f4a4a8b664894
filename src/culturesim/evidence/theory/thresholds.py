"""T2: one person decides whether a crowd acts, after Granovetter (1978).

Each acts once the share who act reaches an own threshold. The rule is the model's own: false
enforcement of a norm is a threshold on the share of others who enforce it.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from culturesim.evidence.theory.records import Check, Replication, at_least, at_most, between, near
from culturesim.rules.norms import is_enforcing

__all__ = ["GRANOVETTER", "critical_spread", "crowd_at_rest", "share_at_rest"]

MEAN, N = 25.0, 100
CRITICAL = 12.22
HAIR = 1e-9  # of a person


def crowd_at_rest(thresholds: Sequence[float]) -> int:
    """Count those who act in the end, starting from nobody.

    Parameters
    ----------
    thresholds : sequence of float
        Number of others who must act before a person does; 0 or less acts alone. [head]

    Returns
    -------
    int
        Number who act. [head]

    Notes
    -----
    The rule asks for a share *above* the threshold, so a hair is taken off each.

    References
    ----------
    .. [1] Granovetter, American Journal of Sociology 83:1420, 1978, doi:10.1086/226707.

    Examples
    --------
    >>> crowd_at_rest([0, 1, 2, 3]), crowd_at_rest([0, 2, 2, 3])
    (4, 1)
    """
    n = len(thresholds)
    acting = -1
    after = 0
    while after != acting:
        acting = after
        after = sum(
            is_enforcing(False, 0.0, acting / n, (threshold - HAIR) / n, 0.0, 1.0)
            for threshold in thresholds
        )
    return acting


def normal_thresholds(spread: float, n: int = N) -> list[float]:
    """Thresholds at the middles of n equal slices of a normal law of mean 25 per cent."""
    law = NormalDist(MEAN, spread)
    return [law.inv_cdf((k + 0.5) / n) for k in range(n)]


def share_at_rest(spread: float) -> float:
    """Share who act in the end in a crowd without end, thresholds normal around 25 per cent.

    Parameters
    ----------
    spread : float
        Standard deviation of thresholds, above 0. [%]

    Returns
    -------
    float
        Lowest rest point of r = F(r), in [0, 1]. [-]

    Examples
    --------
    >>> share_at_rest(12.0) < 0.1 < 0.99 < share_at_rest(12.4)
    True
    """
    law = NormalDist(MEAN / 100.0, spread / 100.0)
    share, before = 0.0, -1.0
    while share - before > 1e-9:
        before, share = share, law.cdf(share)
    return share


def critical_spread() -> float:
    """Spread of thresholds at which a crowd without end jumps from few to nearly all.

    Returns
    -------
    float
        Standard deviation, by bisection to 0.0001. [%]

    Examples
    --------
    >>> round(critical_spread(), 2)
    12.22
    """
    low, high = 10.0, 15.0
    while high - low > 1e-4:
        middle = (low + high) / 2.0
        if share_at_rest(middle) < 0.5:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


def run(_seed: int) -> tuple[Check, ...]:
    """Run Granovetter's crowds; nothing is drawn."""
    uniform = list(range(N))
    changed = [0, 2, *range(2, N)]
    jump = next(
        spread
        for spread in np.arange(10.0, 15.0, 0.01).tolist()
        if crowd_at_rest(normal_thresholds(spread)) > N // 2
    )
    return (
        near("acting, thresholds 0 to 99", crowd_at_rest(uniform), 100, 0),
        near("acting, the one threshold of 1 raised to 2", crowd_at_rest(changed), 1, 0),
        near("critical spread, crowd without end, %", critical_spread(), CRITICAL, 0.005),
        between("share who act just below it", share_at_rest(CRITICAL - 0.05), 0.05, 0.065),
        at_least("share who act just above it", share_at_rest(CRITICAL + 0.05), 0.99),
        between("critical spread, 100 people, %", jump, 12.5, 13.0),
        at_most("acting at 12.5 %, 100 people", crowd_at_rest(normal_thresholds(12.5)), 10),
        at_least("acting at 13 %, 100 people", crowd_at_rest(normal_thresholds(13.0)), 98),
    )


GRANOVETTER = Replication(
    id="T2",
    title="Thresholds of collective behaviour",
    source="Granovetter, American Journal of Sociology 83:1420, 1978, doi:10.1086/226707",
    kind="X",
    statement="With thresholds 0 to 99 all hundred act, and one when a single threshold is raised "
    "by one; with normal thresholds of mean 25 % the crowd jumps at a spread of 12.22 % without "
    "end, and between 12.5 and 13 % with 100 people.",
    rules=("norms.is_enforcing",),
    run=run,
)
