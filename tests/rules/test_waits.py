"""M12: values by hand, limits and signs of waits and of the survey of patients."""

import pytest
from hypothesis import given

from culturesim.rules.waits import (
    rel_death_after_wait,
    share_within,
    speed_of_effort,
    surveyed_share,
    wait_median,
)

from .given import NOISE, PRESSURE, UNIT, between, rises

HOURS = between(0.1, 48.0)


def median(rho=1.0, occupancy=0.9, effort=0.0):
    return wait_median(2.5, rho, occupancy, 0.9, 1.0, 3.0, speed_of_effort(effort, 0.33, 0.3))


def test_median_by_hand():
    assert median() == 2.5
    assert median(rho=1.2) == pytest.approx(2.5 * 1.2214028)  # e^0.2
    assert median(occupancy=1.0) == pytest.approx(2.5 * 1.3498588)  # e^0.3
    assert median(effort=0.3) == pytest.approx(2.5 / 1.165)
    assert median(effort=1.0) == pytest.approx(2.5 / 1.2538462)  # 0.33 / 1.3 more


@given(PRESSURE, UNIT, UNIT, UNIT)
def test_load_lengthens_waits_and_effort_shortens_them(rho, occupancy, effort, more):
    usual = median(rho, occupancy, effort)
    assert usual > 0.0
    assert rises(usual, median(rho + more, occupancy, effort))
    assert rises(usual, median(rho, occupancy + more, effort))
    assert rises(median(rho, occupancy, effort + more), usual)


def test_returns_of_effort_diminish():
    first = median(effort=0.0) - median(effort=0.25)
    assert median(effort=0.25) - median(effort=0.5) < first


def test_saved_time_by_hand():
    # 21 minutes less: e^(-0.43 x 0.35) is 0.86; for seven in ten inpatients
    assert rel_death_after_wait(2.0, 1.175, 0.7, 0.43) == pytest.approx(
        1.0 - 0.7 * 0.1397, abs=1e-4
    )
    assert rel_death_after_wait(2.0, 1.0, 0.7, 0.43) == 1.0


@given(HOURS, between(1.0, 3.0), UNIT, between(0.0, 5.0))
def test_saved_time_never_harms(wait, speed, share, hazard):
    rel = rel_death_after_wait(wait, speed, share, hazard)
    assert 0.0 <= rel <= 1.0
    assert rises(rel_death_after_wait(wait, speed + 0.5, share, hazard), rel)


def test_share_by_hand():
    assert share_within(4.0, 4.0, 2.5) == pytest.approx(0.5)
    assert share_within(4.0, 2.0, 2.0) == pytest.approx(0.8)  # 1 / (1 + 2 to the -2)


@given(HOURS, HOURS, HOURS, between(0.5, 10.0))
def test_share_rises_with_time_and_falls_with_the_median(hours, more, wait, shape):
    share = share_within(hours, wait, shape)
    assert 0.0 <= share <= 1.0
    assert rises(share, share_within(hours + more, wait, shape))
    assert rises(share_within(hours, wait + more, shape), share)


def test_survey_by_hand():
    assert surveyed_share(0.8, 400.0, 1.0) == pytest.approx(0.82)
    assert surveyed_share(0.99, 10.0, 3.0) == 1.0
    assert surveyed_share(0.01, 10.0, -3.0) == 0.0


@given(UNIT, between(10.0, 1e5), NOISE)
def test_survey_errs_less_with_more_answers(seen, n, z):
    assert abs(surveyed_share(seen, 4.0 * n, z) - seen) <= abs(surveyed_share(seen, n, z) - seen)
    assert surveyed_share(seen, n, 0.0) == seen
