"""Published patterns on the ordinary hospital, each measured as its study measured it.

Bands are the acceptance bands of the evidence register: wider than the published intervals, since
country, year and method differ. Thirty seeds of one year after a warm-up of two.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from culturesim.scenario import load_scenario
from culturesim.simulation import Simulation

from .studies import Stays, logistic_regression, simulate, stays, total, ward

SEEDS = range(30)


@pytest.fixture(scope="module")
def ordinary():
    return simulate(load_scenario("steady").with_changes(days=365), SEEDS)


def admissions(runs):
    """Stays that ended."""
    return total(runs, "n_discharges") + total(runs, "n_deaths")


def test_c01_share_of_admissions_with_an_adverse_event(ordinary):
    share = 100.0 * total(ordinary, "n_harmed_stays") / admissions(ordinary)
    assert 6.0 <= share <= 13.0  # published 8.7 (7 to 10.4)


def test_c03_share_of_deaths_a_reviewer_would_call_avoidable(ordinary):
    share = 100.0 * total(ordinary, "n_avoidable") / total(ordinary, "n_deaths")
    assert 2.0 <= share <= 7.0  # published 3.6 (3.0 to 4.3)


def test_c04_deaths_in_hospital_and_length_of_stay(ordinary):
    assert 2.5 <= 100.0 * total(ordinary, "n_deaths") / admissions(ordinary) <= 5.5  # published 4.1
    assert 5.5 <= total(ordinary, "n_stay_days") / admissions(ordinary) <= 9.5  # 7.3 to 8.3 days


def test_c05_share_of_incidents_the_incident_system_catches(ordinary):
    caught = 100.0 * total(ordinary, "n_reported") / total(ordinary, "n_incidents")
    assert 8.0 <= caught <= 30.0  # published 16.7 (13 to 21.1)


def test_c12_share_of_nurse_shifts_with_a_task_left_undone(ordinary):
    shifts = total(ordinary, "n_rn_on_shift") + total(ordinary, "n_rn_agency")
    assert 70.0 <= 100.0 * total(ordinary, "n_rn_missed") / shifts <= 95.0  # published 86


def test_the_ordinary_hospital_is_steady():
    """Nothing that matters drifts by more than a tenth over five years.

    Twenty-four runs: leaders who come and go (M18) make years differ, by a thirtieth with twelve.
    """
    runs = simulate(load_scenario("steady"), range(24))
    for quantity in ("n_preventable", "n_deaths", "n_voiced", "standard_mean", "hazard"):
        by_year = ward(runs, quantity).reshape(len(runs), 5, 365, -1).mean(axis=(0, 2, 3))
        assert np.ptp(by_year) < 0.1 * by_year.mean(), quantity


@pytest.fixture(scope="module")
def many_hospitals():
    """Stays of a year in 120 small hospitals that differ in nurses, as studies across hospitals."""
    base = load_scenario("small")
    dials = np.random.default_rng(11).uniform(0.75, 1.2, 120)

    def one(k: int) -> Stays:
        scenario = base.with_changes({"staffing": str(dials[k])}, days=365)
        return stays(Simulation(scenario, k), 365)

    with ThreadPoolExecutor(2) as pool:
        parts = list(pool.map(one, range(dials.size)))
    return Stays(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def test_c11_odds_of_death_for_one_more_patient_a_nurse(many_hospitals):
    s = many_hospitals
    beta, error = logistic_regression(s.died, s.logit_risk, s.patients_per_nurse)
    assert 1.02 <= np.exp(beta[2]) <= 1.12  # published 1.068 (1.031 to 1.106)
    assert error[2] < 0.015  # the study is large enough for the band to mean something


def test_t09_odds_of_death_for_a_tenth_more_care_missed(many_hospitals):
    s = many_hospitals
    beta, _ = logistic_regression(s.died, s.logit_risk, 10.0 * s.missed)
    assert 1.04 <= np.exp(beta[2]) <= 1.29  # published 1.159 (1.039 to 1.294)
