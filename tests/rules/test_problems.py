"""M4: values by hand, limits and signs of coping, backlog and second-order fixes."""

import math

import pytest
from hypothesis import given

from culturesim.rules.problems import coping, frac_second_order, inflow_next, problems_next

from .given import PRESSURE, TAU, UNIT, WEIGHT, between, lies_between, rises


def test_coping_by_hand():
    assert coping(0.0) == 0.0
    assert coping(1.0) == 1.0
    assert coping(2.0) == pytest.approx(2.0 / math.e)
    assert coping(0.5) == pytest.approx(0.5 * math.exp(0.5))


@given(between(0.0, 1.0), between(0.0, 1.0))
def test_coping_rises_before_its_best(stress, other):
    low, high = sorted((stress, other))
    assert rises(coping(low), coping(high))


@given(between(1.0, 50.0), between(0.0, 10.0))
def test_coping_falls_past_its_best(stress, more):
    assert rises(coping(stress + more), coping(stress))
    assert 0.0 <= coping(stress) <= 1.0


def test_backlog_by_hand():
    # 1 + 0.14 - 0.2 x 1 = 0.94
    assert problems_next(1.0, 0.14, 0.2, 5.0) == pytest.approx(0.94)
    assert problems_next(4.9, 0.3, 0.2, 5.0) == 5.0
    assert problems_next(0.0, 0.0, 0.2, 5.0) == 0.0


@given(between(0.0, 5.0), UNIT, UNIT, UNIT)
def test_backlog_grows_with_inflow_within_bounds(stress, inflow, more, resolution):
    here = problems_next(stress, inflow, resolution, 5.0)
    assert 0.0 <= here <= 5.0
    assert rises(here, problems_next(stress, inflow + more, resolution, 5.0))


def test_second_order_by_hand():
    assert frac_second_order(0.07, 0.5, 0.5, 1.0, 1.5) == pytest.approx(0.07)
    # half the safety and half the slack: 0.07 x 0.5 x 0.5
    assert frac_second_order(0.07, 0.75, 0.5, 1.5, 1.5) == pytest.approx(0.0175)
    assert frac_second_order(0.07, 0.5, 0.5, 2.5, 1.5) == 0.0
    assert frac_second_order(0.07, 0.5, 0.5, 0.0, 1.5) == pytest.approx(0.105)  # slack bound
    assert frac_second_order(0.5, 0.0, 0.9, 0.5, 1.5) == 1.0


@given(UNIT, UNIT, between(0.0, 0.9), PRESSURE, UNIT)
def test_fear_and_pressure_leave_causes_in_place(base, fear, prior, rho, more):
    here = frac_second_order(base, fear, prior, rho, 1.5)
    assert 0.0 <= here <= 1.0
    assert rises(frac_second_order(base, min(fear + more, 1.0), prior, rho, 1.5), here)
    assert rises(frac_second_order(base, fear, prior, rho + more, 1.5), here)


def test_inflow_by_hand():
    # 0.14 - 0.1 x 0.2 x 0.5 + (0.14 - 0.14) / 365 = 0.13
    assert inflow_next(0.14, 0.2, 0.5, 0.1, 0.14, 365.0) == pytest.approx(0.13)
    # 0.1 + (0.2 - 0.1) / 100 = 0.101
    assert inflow_next(0.1, 0.0, 0.5, 0.1, 0.2, 100.0) == pytest.approx(0.101)
    assert inflow_next(0.01, 1.0, 1.0, 1.0, 0.0, 10.0) == 0.0


@given(UNIT, UNIT, TAU)
def test_untouched_inflow_returns_to_its_target(inflow, target, tau):
    assert lies_between(inflow_next(inflow, 0.0, 0.07, 0.02, target, tau), inflow, target)


@given(UNIT, WEIGHT, UNIT, UNIT, UNIT)
def test_removing_causes_only_lowers_inflow(inflow, solved, frac, relief, target):
    untouched = inflow_next(inflow, solved, 0.0, relief, target, 365.0)
    assert rises(inflow_next(inflow, solved, frac, relief, target, 365.0), untouched)
