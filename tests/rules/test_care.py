"""M1: values by hand, limits and signs of workload and missed care."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.rules.care import (
    effective_shift,
    missed_care,
    overtime_share,
    p_any_missed,
    pressure,
    rel_death_hazard,
    rel_exposure_hazard,
    rel_work_of_problems,
    season,
)

from .given import PRESSURE, UNIT, WEIGHT, rises

CURVE = (0.8, 2.5, 1.48)


def test_season_by_hand():
    assert season(15, 0.1) == 1.1  # mid-January
    assert season(15 + 365, 0.1) == 1.1  # a year later
    assert season(15 + 7 * 365, 0.1) == 1.1  # and seven: years have 365 days
    # 73 days on: 1 + 0.1 (1 - 2 x 73 / 182.5) = 1 + 0.1 x 0.2
    assert season(88, 0.1) == pytest.approx(1.02)


def test_season_averages_to_one_over_a_year():
    assert sum(season(day, 0.3) for day in range(365)) / 365 == pytest.approx(1.0, abs=1e-3)


@given(st.integers(0, 10_000), UNIT)
def test_season_keeps_its_amplitude(day, amplitude):
    assert abs(season(day, amplitude) - 1.0) <= amplitude + 1e-12


@given(st.integers(0, 180))
def test_season_is_the_same_before_and_after_its_peak(days):
    assert season(15 + 365 - days, 0.2) == pytest.approx(season(15 + days, 0.2))


def test_effective_shift_by_hand():
    assert effective_shift(1.0, 0.64) == pytest.approx(0.8)  # square root of 0.64
    assert effective_shift(0.3, 1.0) == 0.3
    assert effective_shift(1.0, 0.0) == 0.0


@given(UNIT, UNIT)
def test_energy_gives_work_with_falling_returns(energy, other):
    low, high = sorted((energy, other))
    assert rises(effective_shift(1.0, low), effective_shift(1.0, high))
    assert effective_shift(1.0, energy) >= energy - 1e-12


def test_overtime_by_hand():
    assert overtime_share(1.08, 0.15) == pytest.approx(0.08)
    assert overtime_share(1.5, 0.15) == 0.15
    assert overtime_share(1.0, 0.15) == 0.0


@given(PRESSURE, UNIT)
def test_overtime_only_under_pressure(rho, most):
    share = overtime_share(rho, most)
    assert 0.0 <= share <= most
    assert share == 0.0 or rho > 1.0


def test_pressure_by_hand():
    assert pressure(6.0, 5.0, 3.0) == pytest.approx(1.2)
    assert pressure(10.0, 2.0, 3.0) == 3.0
    assert pressure(1.0, 0.0, 3.0) == 3.0
    assert pressure(0.5, 0.5, 3.0) == 1.0
    assert pressure(0.5, 0.0, 3.0) == 3.0
    assert pressure(0.0, 0.0, 3.0) == 0.0


@given(WEIGHT, WEIGHT, WEIGHT)
def test_more_staff_never_means_more_pressure(need, capacity, more):
    assert rises(pressure(need, capacity + more, 3.0), pressure(need, capacity, 3.0))


def test_missed_care_passes_the_published_points():
    assert missed_care(1.0, *CURVE) == pytest.approx(2.4 / 13, abs=0.002)
    assert missed_care(1.9, *CURVE) == pytest.approx(7.8 / 13, abs=0.01)
    assert missed_care(1.48, *CURVE) == pytest.approx(0.4)  # half of the most


def test_an_extra_patient_raises_the_odds_of_death_as_published():
    # One more patient on eight raises pressure by 1/8; slope at pressure 1: 0.045 missed.
    slope = (missed_care(1.001, *CURVE) - missed_care(0.999, *CURVE)) / 0.002
    assert slope / 8 == pytest.approx(0.045, abs=0.001)
    assert math.exp(1.476 * slope / 8) == pytest.approx(1.068, abs=0.002)


@given(PRESSURE, PRESSURE)
def test_pressure_leaves_more_undone(rho, other):
    low, high = sorted((rho, other))
    assert rises(missed_care(low, *CURVE), missed_care(high, *CURVE))
    assert 0.0 <= missed_care(rho, *CURVE) <= 0.8


def test_any_missed_by_hand():
    assert p_any_missed(0.5, 3) == 0.875  # 1 - 1/8
    assert p_any_missed(0.2, 0) == 0.0
    assert p_any_missed(1.0, 1) == 1.0


@given(UNIT, st.integers(0, 20))
def test_more_tasks_are_more_chances_to_miss_one(missed, n):
    assert rises(p_any_missed(missed, n), p_any_missed(missed, n + 1))
    assert 0.0 <= p_any_missed(missed, n) <= 1.0


def test_hazard_of_death_by_hand():
    # exp(1.476 x 0.1) = 1.159 for a tenth more missed
    assert rel_death_hazard(0.285, 0.185, 1.476, 0.9, 0.925, 0.17) == pytest.approx(1.159, abs=5e-4)
    assert rel_death_hazard(0.185, 0.185, 1.476, 0.95, 0.925, 0.17) == pytest.approx(1.17)
    assert rel_death_hazard(0.185, 0.185, 1.476, 0.925, 0.925, 0.17) == pytest.approx(1.0)


@given(UNIT, UNIT, UNIT)
def test_missed_care_never_saves_lives(missed, other, occupancy):
    low, high = sorted((missed, other))
    hazards = [rel_death_hazard(m, 0.185, 1.476, occupancy, 0.925, 0.17) for m in (low, high)]
    assert rises(*hazards)
    assert hazards[0] > 0.0


def test_exposure_hazard_by_hand():
    assert rel_exposure_hazard(1.2, 0.5) == pytest.approx(1.8)  # 1.2 x 1.5
    assert rel_exposure_hazard(1.2, 0.0) == 1.2


def test_problems_add_work_by_hand():
    assert rel_work_of_problems(1.4, 0.4, 0.05) == pytest.approx(1.05)  # 1 + 0.05 x 1
    assert rel_work_of_problems(0.4, 0.4, 0.05) == 1.0
    assert rel_work_of_problems(0.0, 3.0, 2.0) == 0.0  # 1 - 6, bounded


@given(UNIT, UNIT, UNIT, UNIT)
def test_more_problems_are_no_less_work(problems, more, reference, weight):
    here = rel_work_of_problems(problems, reference, weight)
    assert rises(here, rel_work_of_problems(problems + more, reference, weight))
