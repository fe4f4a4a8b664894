"""T24: barriers that fail together let more through than their means say (the Swiss cheese).

With a shared factor z on every barrier, E[prod(1 - b z)] > prod(1 - b E[z]) if and only if z
varies: the product is strictly convex in z as soon as two barriers can stop anything.
"""

from __future__ import annotations

import numpy as np

from culturesim.evidence.theory.records import Check, Replication, at_least, at_most, near
from culturesim.rules.barriers import barrier, common_factor, p_all_fail

__all__ = ["COMMON_MODE", "POINTS", "REFERENCE", "mean_through", "shared_and_apart",
           "through_at_the_mean"]  # fmt: skip

# Equal-chance points of a symmetric noise of mean 0 and standard deviation 1, up to rounding.
POINTS = np.linspace(-np.sqrt(3.0), np.sqrt(3.0), 401)
REFERENCE = (0.55, 0.25, 0.30, 0.60)
DAYS = 20_000

Bests = tuple[float, float, float, float]


def mean_through(bests: Bests, sd: float) -> float:
    """Mean chance over days that a hazard passes, all barriers sharing the day's factor.

    Parameters
    ----------
    bests : tuple of four floats
        Chance that each barrier stops a hazard, in [0, 1]. [-]
    sd : float
        Spread of the shared factor, 0 or more. [-]

    Returns
    -------
    float
        Probability, in [0, 1]. [-]

    Examples
    --------
    >>> round(mean_through((0.5, 0.5, 0.0, 0.0), 0.0), 9)
    0.25
    """
    total = 0.0
    for noise in POINTS.tolist():
        total += through_with(bests, common_factor(noise, sd))
    return total / POINTS.size


def through_with(bests: Bests, z: float) -> float:
    """Chance that a hazard passes on a day of factor z."""
    first, second, third, fourth = (barrier(best, 1.0, z) for best in bests)
    return p_all_fail(first, second, third, fourth)


def through_at_the_mean(bests: Bests) -> float:
    """Chance that a hazard passes on an average day.

    Parameters
    ----------
    bests : tuple of four floats
        Chance that each barrier stops a hazard, in [0, 1]. [-]

    Returns
    -------
    float
        Probability, in [0, 1]. [-]

    Examples
    --------
    >>> through_at_the_mean((0.5, 0.5, 0.5, 0.5))
    0.0625
    """
    return p_all_fail(*bests)


def shared_and_apart(rng: np.random.Generator, sd: float = 0.3) -> tuple[float, float, float]:
    """Play days with one factor for all barriers, and with one for each.

    Parameters
    ----------
    rng : Generator
        Draws the noise.
    sd : float
        Spread of each factor, 0 or more. [-]

    Returns
    -------
    shared, apart, error : float
        Mean chance that a hazard passes in each case, and the standard error of the second. [-]

    Examples
    --------
    >>> shared, apart, _ = shared_and_apart(np.random.default_rng(0))
    >>> shared > apart
    True
    """
    shared, apart = np.zeros(DAYS), np.zeros(DAYS)
    draws = rng.choice(POINTS, (DAYS, 4)).tolist()
    for k, noise in enumerate(draws):
        first, second, third, fourth = (
            barrier(best, 1.0, common_factor(e, sd))
            for best, e in zip(REFERENCE, noise, strict=True)
        )
        apart[k] = p_all_fail(first, second, third, fourth)
        shared[k] = through_with(REFERENCE, common_factor(noise[0], sd))
    return float(shared.mean()), float(apart.mean()), float(apart.std() / np.sqrt(DAYS))


def run(seed: int) -> tuple[Check, ...]:
    """Run four barriers with factors shared and apart."""
    variance = float(np.var([common_factor(noise, 0.2) for noise in POINTS.tolist()]))
    pair = (0.5, 0.4, 0.0, 0.0)
    alone = (0.5, 0.0, 0.0, 0.0)
    through = [mean_through(REFERENCE, sd) for sd in (0.0, 0.05, 0.1, 0.2, 0.3)]
    shared, apart, error = shared_and_apart(np.random.default_rng([seed, 24]))
    mean = through_at_the_mean(REFERENCE)
    return (
        near("passes, no common factor, over the product", through[0] / mean, 1.0, 1e-12),
        near("excess of two barriers over a b Var(z)",
             (mean_through(pair, 0.2) - through_at_the_mean(pair)) / (0.2 * variance), 1.0, 1e-9),
        near("excess of one barrier alone",
             mean_through(alone, 0.3) - through_at_the_mean(alone), 0.0, 1e-12),
        at_most("steps down as the spread rises", int((np.diff(through) <= 0.0).sum()), 0),
        near("passes, factors apart", apart, mean, 4.0 * error),
        at_least("passes, factor shared less apart", shared - apart, 4.0 * error),
    )  # fmt: skip


COMMON_MODE = Replication(
    id="T24",
    title="Barriers with a common mode",
    source="Exact; after Reason, BMJ 320:768, 2000, doi:10.1136/bmj.320.7237.768, and "
    "Ghaffarzadegan, Risk Analysis 28:1669, 2008",
    kind="X",
    statement="More hazards pass barriers that share a factor than their means say if and only if "
    "the factor varies; for two barriers the excess is the product of both times its variance.",
    rules=("barriers.common_factor", "barriers.barrier", "barriers.p_all_fail"),
    run=run,
)
