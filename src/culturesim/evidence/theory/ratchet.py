"""T22: standards ratchet downwards under noise that is even-handed, after Oliva and Sterman (2001).

Set-up that gives the table: the log of pressure is an AR(1) process of coefficient 0.9 and the
stated standard deviation, practice is the standard times pressure ** -0.6 in slack as well as in
overload, standards fall with a time constant of 30 days and rise with the one of the column,
nothing restores or bounds them, and the mean standard is read after 730 days.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from culturesim.evidence.theory.compiling import compiled
from culturesim.evidence.theory.records import Check, Replication, near
from culturesim.rules.standards import corner_cutting, standard_next

__all__ = [
    "NEVER", "RATCHET", "TABLE", "TABLE_RUNS", "TAU_DOWN", "log_pressure", "quarter_of_overload",
    "standards_at_end",
]  # fmt: skip

THETA, PHI, DAYS, TAU_DOWN = 0.6, 0.9, 730, 30.0
RUNS, TABLE_RUNS = 10_000, 200
NEVER = 1e12
RESTORING = 1.0 / 730.0
# Spread of noise: time constant of a rise: mean standard; section 2.3 of the theory.
TABLE = {
    0.05: {30.0: 1.02, 90.0: 0.83, 300.0: 0.78, NEVER: 0.75},
    0.10: {30.0: 1.04, 90.0: 0.71, 300.0: 0.60, NEVER: 0.57},
    0.20: {30.0: 1.26, 90.0: 0.55, 300.0: 0.39, NEVER: 0.35},
}
LASTING = 0.7325  # (1 - (1 - 1.2 ** -0.6) / 30) ** 90


@compiled
def practice_shares(pressure: NDArray[np.float64]) -> NDArray[np.float64]:
    """Practice as a share of the standard at each pressure, slack lifting it without bound."""
    shares = np.empty_like(pressure)
    for day in range(pressure.shape[0]):
        for each in range(pressure.shape[1]):
            shares[day, each] = corner_cutting(pressure[day, each], THETA, NEVER)
    return shares


@compiled
def standards_after(
    shares: NDArray[np.float64], tau_up: float, restoring: float
) -> NDArray[np.float64]:
    """Give the standard at the end of each run, from what practice was as a share of it."""
    end = np.ones(shares.shape[1])
    external = 1.0 if restoring > 0.0 else NEVER  # nothing outside holds standards up or down
    for day in range(shares.shape[0]):
        for each in range(shares.shape[1]):
            practice = end[each] * shares[day, each]
            end[each] = standard_next(end[each], practice, TAU_DOWN, tau_up, restoring, external)
    return end


def standards_at_end(
    pressure: NDArray[np.float64], tau_up: float, restoring: float
) -> NDArray[np.float64]:
    """Give the standard at the end of each run.

    Parameters
    ----------
    pressure : ndarray of float64, shape (days, runs)
        Work needed over work available, above 0. [-]
    tau_up : float
        Time constant of a rise, 1 or more. [day]
    restoring : float
        Pull of training towards 1, in [0, 1]. [day⁻¹]

    Returns
    -------
    ndarray of float64, shape (runs,)
        Standards, from 1 at the start. [-]

    Examples
    --------
    >>> standards_at_end(np.ones((10, 2)), 30.0, 0.0).tolist()
    [1.0, 1.0]
    """
    return standards_after(practice_shares(pressure), tau_up, restoring)


def log_pressure(rng: np.random.Generator, runs: int = RUNS) -> NDArray[np.float64]:
    """Even-handed noise: an AR(1) process of unit variance.

    Parameters
    ----------
    rng : Generator
        Draws the shocks.
    runs : int
        Runs, 0 or more. [count]

    Returns
    -------
    ndarray of float64, shape (730, runs)
        Log of pressure at a spread of 1. [-]

    Examples
    --------
    >>> log_pressure(np.random.default_rng(0), 3).shape
    (730, 3)
    """
    shocks = rng.standard_normal((DAYS, runs))
    noise = np.empty_like(shocks)
    noise[0] = shocks[0]
    for day in range(1, DAYS):
        noise[day] = PHI * noise[day - 1] + np.sqrt(1.0 - PHI * PHI) * shocks[day]
    return noise


def quarter_of_overload(years_after: int) -> NDArray[np.float64]:
    """Ninety days at pressure 1.2, then years at pressure 1.

    Parameters
    ----------
    years_after : int
        Years, 0 or more. [year]

    Returns
    -------
    ndarray of float64, shape (90 + 365 years, 1)
        Pressure. [-]

    Examples
    --------
    >>> float(quarter_of_overload(1).sum())
    473.0
    """
    pressure = np.ones((90 + 365 * years_after, 1))
    pressure[:90] = 1.2
    return pressure


def run(seed: int) -> tuple[Check, ...]:
    """Run noise over the table, and a passing overload."""
    noise = log_pressure(np.random.default_rng([seed, 22]))
    checks = []
    for spread, row in TABLE.items():
        shares = practice_shares(np.exp(spread * noise))
        for tau_up, value in row.items():
            ends = standards_after(shares, tau_up, 0.0)
            tolerance = 0.02
            if tau_up == TAU_DOWN:
                tolerance = max(tolerance, 2.0 * float(ends.std()) / TABLE_RUNS**0.5)
            rise = "no rise" if tau_up == NEVER else f"rise in {tau_up:g} days"
            name = f"mean standard, noise {spread}, {rise}"
            checks.append(near(name, float(ends.mean()), value, tolerance))
    for years in (0, 20):
        end = standards_at_end(quarter_of_overload(years), TAU_DOWN, 0.0)[0]
        checks.append(near(f"standard {years} years after overload", end, LASTING, 5e-4))
    end = standards_at_end(quarter_of_overload(20), 300.0, RESTORING)[0]
    checks.append(near("standard 20 years after overload, training on", end, 1.0, 1e-4))
    return tuple(checks)


RATCHET = Replication(
    id="T22",
    title="Standards that only fall",
    source="After Oliva and Sterman, Management Science 47:894, 2001; table in section 2.3 of the "
    "theory",
    kind="X",
    statement="Mean standards under even-handed noise equal the table within 0.02; a passing "
    "overload leaves a lasting loss unless training restores the standard.",
    rules=("standards.corner_cutting", "standards.standard_next"),
    run=run,
    note="The table is from 200 runs a cell. In its symmetric column their scatter is so wide that "
    "two of its standard errors are the tolerance where they exceed 0.02.",
)
