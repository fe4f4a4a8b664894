"""T30: the spread of losses comes from how many and how bad, after Cooke and Rohleder (2006).

A period's loss is the sum of the severities of its harms. Its variance is E[N] Var(s) +
E[s]^2 Var(N) when severities do not depend on how many harms there are.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from culturesim.evidence.theory.compiling import compiled
from culturesim.evidence.theory.records import Check, Replication, at_least, near
from culturesim.rules.barriers import common_factor, harm_class
from culturesim.streams import poisson

__all__ = ["RANDOM_SUM", "losses", "variance_ratio"]

PERIODS = 10_000
MEAN, FATAL, SERIOUS = 6.0, 0.03, 0.09
WEIGHTS = (0.0, 1.0, 3.0, 10.0)  # of harm classes: none, low, serious, fatal


@compiled
def losses(periods: int, spread: float, rng: Any) -> tuple[NDArray[Any], NDArray[Any]]:
    """Harms of many periods, and the severity of each.

    Parameters
    ----------
    periods : int
        Periods, 0 or more. [period]
    spread : float
        Spread of a factor on each period's mean number of harms, 0 for Poisson counts. [-]
    rng : Generator
        Draws counts and classes.

    Returns
    -------
    counts : ndarray of int64, shape (periods,)
        Harms of each period. [count]
    severities : ndarray of float64
        Severity of each harm, in order. [-]

    Examples
    --------
    >>> counts, severities = losses(100, 0.0, np.random.default_rng(0))
    >>> bool(counts.sum() == severities.size)
    True
    """
    counts = np.empty(periods, np.int64)
    for t in range(periods):
        counts[t] = poisson(rng.random(), MEAN * common_factor(rng.standard_normal(), spread))
    severities = np.empty(counts.sum())
    for k in range(severities.size):
        severities[k] = WEIGHTS[harm_class(rng.random(), FATAL, SERIOUS)]
    return counts, severities


def variance_ratio(counts: NDArray[Any], severities: NDArray[Any]) -> float:
    r"""Variance of the losses in a ledger over what the identity says.

    Parameters
    ----------
    counts : ndarray of int, shape (periods,)
        Harms of each period. [count]
    severities : ndarray of float64
        Severity of each harm, in order of periods. [-]

    Returns
    -------
    float
        Ratio, near 1 if severities do not depend on counts. [-]

    Notes
    -----
    .. math:: Var(L) = E[N]\, Var(s) + E[s]^2\, Var(N)

    References
    ----------
    .. [1] Cooke and Rohleder, System Dynamics Review 22:213, 2006, doi:10.1002/sdr.338.

    Examples
    --------
    >>> variance_ratio(np.array([1, 3, 1, 3]), np.ones(8))
    1.0
    """
    period = np.repeat(np.arange(counts.size), counts)
    loss = np.bincount(period, weights=severities, minlength=counts.size)
    expected = counts.mean() * severities.var() + severities.mean() ** 2 * counts.var()
    return float(loss.var() / expected)


def run(seed: int) -> tuple[Check, ...]:
    """Run a ledger of ten thousand periods, with steady and with varying risk."""
    rng = np.random.default_rng([seed, 30])
    steady = losses(PERIODS, 0.0, rng)
    varying = losses(PERIODS, 0.4, rng)
    # Break the premise: in periods with many harms every harm is a bad one.
    many = np.repeat(varying[0] > MEAN, varying[0])
    tied = variance_ratio(varying[0], np.where(many, WEIGHTS[3], WEIGHTS[1]))
    return (
        near("variance over identity, steady risk", variance_ratio(*steady), 1.0, 0.05),
        near("variance over identity, risk that varies", variance_ratio(*varying), 1.0, 0.05),
        at_least("variance of counts over their mean, risk that varies",
                 float(varying[0].var() / varying[0].mean()), 1.5),
        at_least("variance over identity, severities tied to counts", tied, 1.2),
    )  # fmt: skip


RANDOM_SUM = Replication(
    id="T30",
    title="Spread of losses as a random sum",
    source="Cooke and Rohleder, System Dynamics Review 22:213, 2006, doi:10.1002/sdr.338",
    kind="X",
    statement="Over ten thousand periods the variance of losses is E[N] Var(s) + E[s]^2 Var(N) "
    "within 5 %, and is not when severities depend on how many harms there are.",
    rules=("barriers.harm_class", "barriers.common_factor"),
    run=run,
    note="A ledger of the sub-model's own harms, drawn by the model's rules; that of a whole run "
    "is too short for 5 % and its severities are not independent of counts.",
)
