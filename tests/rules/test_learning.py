"""M11: values by hand, limits and signs of fixes, hazards and lessons."""

import pytest
from hypothesis import given

from culturesim.rules.learning import expected_fixes, hazard_inflow, hazard_next, lessons_next

from .given import COUNT, TAU, UNIT, WEIGHT, between, lies_between, rises


def test_fixes_by_hand():
    assert expected_fixes(12, 60.0) == pytest.approx(0.2)
    assert expected_fixes(0, 60.0) == 0.0


@given(COUNT, TAU)
def test_no_more_is_finished_than_is_pending(n_pending, tau):
    assert 0.0 <= expected_fixes(n_pending, tau) <= n_pending


def test_hazard_by_hand():
    # 2 + 0.002 - 0.001 x 2 - 0.1 x 0.5 x 2 = 1.9
    assert hazard_next(2.0, 0.002, 0.001, 0.1, 0.5) == pytest.approx(1.9)
    assert hazard_next(0.5, 0.002, 0.0, 0.1, 0.0) == pytest.approx(0.502)
    assert hazard_next(1.0, 0.0, 0.0, 2.0, 1.0) == 0.0


def test_hazard_rests_where_inflow_meets_fading():
    # without fixes H* = a / gamma = 0.002 / 0.001
    assert hazard_next(2.0, 0.002, 0.001, 0.1, 0.0) == pytest.approx(2.0)


@given(between(0.0, 20.0), UNIT, UNIT, UNIT, UNIT, UNIT)
def test_fixes_only_lower_hazard(hazard, inflow, gamma, eta, fixes, more):
    after = hazard_next(hazard, inflow, gamma, eta, fixes)
    assert after >= 0.0
    assert rises(hazard_next(hazard, inflow, gamma, eta, fixes + more), after)


def test_inflow_by_hand():
    # 0.002 (1 + 1.5 x 0.2 + 0.5 x 0.4) = 0.002 x 1.5
    assert hazard_inflow(0.002, 0.8, 1.5, 0.4, 0.5) == pytest.approx(0.003)
    assert hazard_inflow(0.002, 1.0, 1.5, 0.0, 0.5) == 0.002


@given(UNIT, UNIT, WEIGHT, WEIGHT, UNIT)
def test_slipping_standards_and_problems_breed_hazards(standard, lower, stress, more, base):
    here = hazard_inflow(base, standard, 1.5, stress, 0.5)
    assert rises(base, here)
    assert rises(here, hazard_inflow(base, standard * lower, 1.5, stress, 0.5))
    assert rises(here, hazard_inflow(base, standard, 1.5, stress + more, 0.5))


def test_lessons_by_hand():
    # 1 + 0.12 x 0.5 - 1 / 500 - 0.01 x 1 = 1.048
    assert lessons_next(1.0, 0.5, 0.12, 500.0, 0.01) == pytest.approx(1.048)
    assert lessons_next(0.5, 0.0, 0.12, 500.0, 0.0) == pytest.approx(0.499)
    assert lessons_next(1.0, 0.0, 0.12, 500.0, 1.0) == 0.0  # everybody left


def test_lessons_rest_where_learning_meets_forgetting():
    # L* = r x tau = 0.12 x 0.01 x 500
    assert lessons_next(0.6, 0.01, 0.12, 500.0, 0.0) == pytest.approx(0.6)


@given(between(0.0, 20.0), TAU, UNIT)
def test_without_fixes_lessons_are_only_lost(lessons, tau, left):
    after = lessons_next(lessons, 0.0, 0.12, tau, left)
    assert lies_between(after, 0.0, lessons)
