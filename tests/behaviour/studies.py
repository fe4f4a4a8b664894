"""Simulated hospitals observed as the published studies observed real ones.

A study sees admissions, recorded risk, shifts and deaths; it never reads a parameter of the care
it studies.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from culturesim.scenario import Scenario
from culturesim.simulation import Simulation
from culturesim.state.schema import HF, PF, PI, WF
from culturesim.state.series import HOSPITAL_RECORD, OVERSIGHT_RECORD, WARD_RECORD

Floats = NDArray[np.float64]
WARD = {c.name: q for q, c in enumerate(WARD_RECORD)}
HOSPITAL = {c.name: q for q, c in enumerate(HOSPITAL_RECORD)}
OVERSIGHT = {c.name: q for q, c in enumerate(OVERSIGHT_RECORD)}


def simulate(scenario: Scenario, seeds: range) -> list[Simulation]:
    """One finished run a seed, on two threads."""

    def one(seed: int) -> Simulation:
        simulation = Simulation(scenario, seed)
        simulation.run()
        return simulation

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, seeds))


def ward(runs: list[Simulation], quantity: str) -> Floats:
    """Recorded ward column, shape (runs, days, wards)."""
    return np.stack([r.series.ward[:, WARD[quantity]] for r in runs]).astype(float)


def hospital(runs: list[Simulation], quantity: str) -> Floats:
    """Recorded column of the first hospital, shape (runs, days)."""
    return np.stack([r.series.hospital[:, HOSPITAL[quantity], 0] for r in runs]).astype(float)


def total(runs: list[Simulation], quantity: str) -> float:
    """Sum of a ward count over runs, days and wards."""
    return float(ward(runs, quantity).sum())


def per_day(runs: list[Simulation], quantity: str) -> Floats:
    """Ward count summed over wards, shape (runs, days)."""
    return ward(runs, quantity).sum(axis=2)


class Days(NamedTuple):
    """Patient-days, one row each: what a study of daily staffing would have."""

    died: Floats
    logit_risk: Floats
    day_of_stay: Floats
    low_days: Floats
    missed: Floats
    is_full: Floats
    hospital: Floats


def patient_days(simulation: Simulation, days: int, number: int = 0) -> Days:
    """Follow every inpatient: a row for each day at risk of death from illness."""
    rows = []
    s = simulation.world
    for _ in range(days):
        simulation.run(1)
        here = (s.pi[PI.is_present] == 1) & (s.pi[PI.outcome] != 3)
        risk = s.pf[PF.risk][here]
        w = s.pi[PI.bed_ward][here]
        rows.append(
            np.column_stack(
                [
                    s.pi[PI.outcome][here] == 2,
                    np.log(risk / (1.0 - risk)),
                    simulation.day - s.pi[PI.day_admitted][here],
                    np.minimum(s.pi[PI.n_low_days][here], 5),
                    s.wf[WF.missed_care][w],
                    np.full(w.size, s.hf[HF.occupancy, 0] > 0.925),
                    np.full(w.size, number),
                ]
            )
        )
    return Days(*np.concatenate(rows).astype(float).T)


class Stays(NamedTuple):
    """Stays that ended, one row each, with the hospital's patients per nurse."""

    died: Floats
    logit_risk: Floats
    patients_per_nurse: Floats
    missed: Floats


def stays(simulation: Simulation, days: int) -> Stays:
    """Every stay that ends in ``days`` days, with its hospital's mean patients per nurse."""
    rows = []
    s = simulation.world
    for _ in range(days):
        simulation.run(1)
        gone = s.pi[PI.outcome] > 0
        risk = s.pf[PF.risk][gone]
        n_days = simulation.day - s.pi[PI.day_admitted][gone] + 1
        rows.append(
            np.column_stack(
                [
                    s.pi[PI.outcome][gone] > 1,
                    np.log(risk / (1.0 - risk)),
                    s.pf[PF.missed_sum][gone] / n_days,
                ]
            )
        )
    died, logit_risk, missed = np.concatenate(rows).astype(float).T
    ratio = patients_per_nurse(simulation)
    return Stays(died, logit_risk, np.full(died.size, ratio), missed)


def patients_per_nurse(simulation: Simulation) -> float:
    """Mean patients per registered nurse on a shift, on wards with beds."""
    beds = simulation.organisation.ward_beds > 0
    record = simulation.series.ward[: simulation.day]
    nurses = record[:, WARD["n_rn_on_shift"]] + record[:, WARD["n_rn_agency"]]
    return float(2.0 * record[:, WARD["n_patients"]][:, beds].sum() / nurses[:, beds].sum())


def logistic_regression(outcome: Floats, *covariates: Floats) -> tuple[Floats, Floats]:
    """Coefficients and standard errors, intercept first, by Newton's method."""
    x = np.column_stack([np.ones_like(outcome), *covariates])
    beta = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1.0 / (1.0 + np.exp(-x @ beta))
        information = x.T @ (x * (p * (1.0 - p))[:, None])
        step = np.linalg.solve(information, x.T @ (outcome - p))
        beta += step
        if np.abs(step).max() < 1e-10:
            break
    return beta, np.sqrt(np.diag(np.linalg.inv(information)))
