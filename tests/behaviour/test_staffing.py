"""T9: staffing, crowding and death, by regression on simulated patients."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from culturesim.scenario import load_scenario
from culturesim.simulation import Simulation

from .studies import Days, Stays, logistic_regression, patient_days, stays


@pytest.fixture(scope="module")
def full_hospital():
    """Patient-days of a hospital that is often, not always, past the occupancy knee."""
    scenario = load_scenario("steady").with_changes({"demand": "1.03"}, days=730)
    with ThreadPoolExecutor(2) as pool:
        parts = list(pool.map(lambda k: patient_days(Simulation(scenario, k), 730), range(12)))
    return Days(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def test_hazard_of_death_for_a_day_below_the_wards_usual_nurses(full_hospital):
    d = full_hospital
    beta, error = logistic_regression(d.died, d.logit_risk, d.day_of_stay, d.low_days)
    assert 1.01 <= np.exp(beta[3]) <= 1.05  # published 1.03 (1.01 to 1.05)
    assert beta[3] > 2.0 * error[3]


def test_step_in_deaths_above_the_knee(full_hospital):
    d = full_hospital
    assert 0.1 < d.is_full.mean() < 0.9  # enough days on both sides
    beta, _ = logistic_regression(d.died, d.logit_risk, 10.0 * d.missed, d.is_full)
    attributable = 1.0 - np.exp(-beta[3])
    assert 0.10 <= attributable <= 0.19  # published 14.4 % of deaths among those exposed


def test_below_the_knee_occupancy_alone_does_nothing():
    """With the step cut, a full hospital is only a busy one."""
    scenario = load_scenario("steady").with_changes(
        {"demand": "1.03", "occupancy_step": "0"}, days=730
    )
    with ThreadPoolExecutor(2) as pool:
        parts = list(pool.map(lambda k: patient_days(Simulation(scenario, k), 730), range(6)))
    d = Days(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    beta, error = logistic_regression(d.died, d.logit_risk, 10.0 * d.missed, d.is_full)
    assert abs(beta[3]) < 3.0 * error[3]


def test_the_effect_of_nurses_goes_through_missed_care():
    """Mediation: with the path from missed care to death cut, nurses hardly matter."""
    base = load_scenario("small")
    dials = np.random.default_rng(9).uniform(0.75, 1.2, 60)

    def one(k: int) -> Stays:
        scenario = base.with_changes({"staffing": str(dials[k]), "missed_slope": "0"}, days=365)
        return stays(Simulation(scenario, k), 365)

    with ThreadPoolExecutor(2) as pool:
        parts = list(pool.map(one, range(dials.size)))
    s = Stays(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    beta, _ = logistic_regression(s.died, s.logit_risk, s.patients_per_nurse)
    assert abs(beta[2]) < 0.5 * np.log(1.068)
