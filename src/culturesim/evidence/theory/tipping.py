"""T5: overload tips coping into collapse, after Rudolph and Repenning (2002).

The reduced form S' = lambda - mu f(S), f(S) = S exp(1 - S), has for rho = lambda / mu below 1 a
stable backlog and a tipping point, S = -W(-rho / e) on the two branches of Lambert's function,
which meet at rho = 1. A day of the rule has the same rest points as the continuous equation.
"""

from __future__ import annotations

import math

from culturesim.evidence.theory.compiling import compiled
from culturesim.evidence.theory.records import Check, Replication, near
from culturesim.jitable import jitable
from culturesim.rules.problems import problems_next

__all__ = [
    "BOUND", "FASTEST", "TABLE", "TIPPING", "backlog_after", "exact_stable", "exact_tip",
    "largest_pulse", "spread_out",
]  # fmt: skip

FASTEST = 0.2  # resolution, day⁻¹; rest points depend on the ratio alone
BOUND = 50.0
TIPPED = 20.0
LONG = 20_000
# rho: stable backlog, tipping point, largest pulse that does no lasting harm
TABLE = {
    0.50: (0.232, 2.678, 2.446),
    0.70: (0.374, 2.097, 1.723),
    0.80: (0.472, 1.824, 1.353),
    0.90: (0.608, 1.532, 0.923),
    0.95: (0.713, 1.355, 0.642),
    0.99: (0.865, 1.149, 0.284),
}


@jitable
def later(stress: float, rho: float, days: int, extra: float) -> float:
    """Backlog after some days, with a little extra work on each."""
    for _ in range(days):
        stress = problems_next(stress + extra, rho * FASTEST, FASTEST, BOUND)
    return stress


@compiled
def backlog_after(stress: float, rho: float, days: int) -> float:
    """Backlog after some days of steady load.

    Parameters
    ----------
    stress : float
        Backlog at the start in units of the normal one, 0 or more. [-]
    rho : float
        Inflow over the fastest resolution, 0 or more. [-]
    days : int
        Days, 0 or more. [day]

    Returns
    -------
    float
        Backlog, in [0, 50]. [-]

    Examples
    --------
    >>> round(backlog_after(0.0, 0.7, 20_000), 3)
    0.374
    """
    return later(stress, rho, days, 0.0)


@compiled
def spread_out(stress: float, rho: float, load: float, days: int) -> float:
    """Backlog after an extra load spread evenly over some days, and long after.

    Parameters
    ----------
    stress, rho : float
        As for :func:`backlog_after`. [-]
    load : float
        Extra work in units of the normal backlog, 0 or more. [-]
    days : int
        Days it is spread over, 1 or more. [day]

    Returns
    -------
    float
        Backlog, in [0, 50]. [-]

    Examples
    --------
    >>> round(spread_out(0.374, 0.7, 2.0, 1000), 3)
    0.374
    """
    return later(later(stress, rho, days, load / days), rho, LONG, 0.0)


@compiled
def largest_pulse(stable: float, rho: float) -> float:
    """Largest sudden addition from which the backlog still comes back, by bisection.

    Parameters
    ----------
    stable, rho : float
        Backlog before, and inflow over the fastest resolution. [-]

    Returns
    -------
    float
        Addition in units of the normal backlog, at most 10. [-]

    Examples
    --------
    >>> round(largest_pulse(0.374, 0.7), 2)
    1.72
    """
    low, high = 0.0, 10.0
    for _ in range(30):
        middle = (low + high) / 2.0
        if later(stable + middle, rho, LONG, 0.0) < TIPPED:
            low = middle
        else:
            high = middle
    return low


def exact_stable(rho: float) -> float:
    """Stable backlog, from Lambert's function.

    Parameters
    ----------
    rho : float
        Inflow over the fastest resolution, in [0, 1]. [-]

    Returns
    -------
    float
        Backlog, in [0, 1]. [-]

    Examples
    --------
    >>> round(exact_stable(0.5), 3)
    0.232
    """
    from scipy.special import lambertw

    return float(-lambertw(-rho / math.e, 0).real)


def exact_tip(rho: float) -> float:
    """Tipping point, from the other branch of Lambert's function.

    Parameters
    ----------
    rho : float
        Inflow over the fastest resolution, in (0, 1]. [-]

    Returns
    -------
    float
        Backlog, 1 or more. [-]

    Examples
    --------
    >>> round(exact_tip(0.5), 3)
    2.678
    """
    from scipy.special import lambertw

    return float(-lambertw(-rho / math.e, -1).real)


def run(_seed: int) -> tuple[Check, ...]:
    """Run backlogs at six loads and beyond; nothing is drawn."""
    checks = []
    for rho, (stable, _, pulse) in TABLE.items():
        rest = backlog_after(0.0, rho, LONG)
        found = largest_pulse(rest, rho)
        exact = exact_tip(rho) - exact_stable(rho)
        checks += [
            near(f"stable backlog, rho = {rho}", rest, stable, 6e-4),
            near(f"largest harmless pulse, rho = {rho}", found, pulse, 0.02 * pulse),
            near(f"the same over its exact value, rho = {rho}", found / exact, 1.0, 1e-3),
            near(f"after 98 % of it, rho = {rho}",
                 backlog_after(rest + 0.98 * found, rho, LONG), rest, 1e-3),
            near(f"after 102 % of it, rho = {rho}",
                 backlog_after(rest + 1.02 * found, rho, LONG), BOUND, 0.0),
            near(f"after 150 % of it spread over 1,000 days, rho = {rho}",
                 spread_out(rest, rho, 1.5 * found, 1000), rest, 1e-3),
        ]  # fmt: skip
    for rho in (1.001, 1.01, 1.2):
        checks.append(near(f"backlog, rho = {rho}", backlog_after(0.0, rho, LONG), BOUND, 0.0))
    for rho in (0.99, 0.999):
        # f(S) is about 1 - (S - 1)^2 / 2 near its best, so the pulse is about 2 sqrt(2 (1 - rho))
        ratio = largest_pulse(backlog_after(0.0, rho, 50_000), rho) / math.sqrt(8.0 * (1.0 - rho))
        checks.append(near(f"pulse over its square-root law, rho = {rho}", ratio, 1.0, 0.01))
    return tuple(checks)


TIPPING = Replication(
    id="T5",
    title="Overload tips coping into collapse",
    source="Rudolph and Repenning, Administrative Science Quarterly 47:1, 2002; reduced form and "
    "table in section 2.1 of the theory",
    kind="X",
    statement="A sudden load below the threshold does no lasting harm and one above it runs away; "
    "thresholds equal the table within 2 % and shrink as a square root near full load; the same "
    "load spread out does not tip; beyond full load nothing is stable.",
    rules=("problems.problems_next", "problems.coping"),
    run=run,
)
