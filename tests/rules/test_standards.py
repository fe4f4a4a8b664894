"""M3: values by hand, limits and signs of corner cutting and drifting standards."""

import pytest
from hypothesis import given

from culturesim.rules.standards import corner_cutting, standard_next

from .given import PRESSURE, TAU, UNIT, between, lies_between, rises


def test_corner_cutting_by_hand():
    assert corner_cutting(1.2, 0.6, 1.1) == pytest.approx(1.2**-0.6)  # 0.8964
    assert corner_cutting(4.0, 0.5, 1.1) == pytest.approx(0.5)  # one over the square root of 4
    assert corner_cutting(1.0, 0.6, 1.1) == 1.0


def test_slack_lifts_practice_up_to_a_bound():
    assert corner_cutting(0.25, 0.5, 3.0) == pytest.approx(2.0)
    assert corner_cutting(0.25, 0.5, 1.1) == 1.1
    assert corner_cutting(0.25, 0.5, 1.0) == 1.0  # not at all
    assert corner_cutting(0.0, 0.6, 1.1) == 1.1  # nothing to do


@given(PRESSURE, PRESSURE, between(0.0, 3.0), between(1.0, 2.0))
def test_pressure_cuts_corners(rho, other, theta, most):
    low, high = sorted((rho, other))
    assert rises(corner_cutting(high, theta, most), corner_cutting(low, theta, most))
    assert 0.0 < corner_cutting(rho, theta, most) <= most


@given(between(0.1, 3.0))
def test_the_inelastic_cut_no_corners(rho):
    assert corner_cutting(rho, 0.0, 1.1) == pytest.approx(1.0)


def test_standard_falls_by_hand():
    # 1 + (0.7 - 1) / 30
    assert standard_next(1.0, 0.7, 30.0, 300.0, 0.0, 1.0) == pytest.approx(0.99)


def test_standard_rises_by_hand_with_the_other_time_constant():
    # 0.7 + 0.3 / 300
    assert standard_next(0.7, 1.0, 30.0, 300.0, 0.0, 1.0) == pytest.approx(0.701)


def test_restoring_by_hand_acts_on_both_branches():
    # falling: 0.8 - 0.3 / 30 + 0.01 x 0.2; rising: 0.8 + 0.1 / 300 + 0.01 x 0.2
    falling = standard_next(0.8, 0.5, 30.0, 300.0, 0.01, 1.0)
    assert falling == pytest.approx(0.8 - 0.01 + 0.002)
    assert standard_next(0.8, 0.9, 30.0, 300.0, 0.01, 1.0) == pytest.approx(0.8 + 0.1 / 300 + 0.002)


@given(UNIT, UNIT, TAU, TAU)
def test_standard_moves_towards_practice(standard, practice, down, up):
    after = standard_next(standard, practice, down, up, 0.0, 1.0)
    assert lies_between(after, standard, practice)


@given(UNIT, TAU, TAU)
def test_practice_at_the_standard_moves_nothing(standard, down, up):
    assert standard_next(standard, standard, down, up, 0.0, 1.0) == standard


@given(UNIT, UNIT, UNIT)
def test_training_only_raises_a_standard_below_it(standard, practice, restoring):
    without = standard_next(standard, practice, 130.0, 1000.0, 0.0, 1.0)
    assert rises(without, standard_next(standard, practice, 130.0, 1000.0, restoring, 1.0))


def test_slack_lifts_no_standard_past_the_external_one():
    assert standard_next(0.99, 2.0, 30.0, 1.0, 0.0, 1.0) == 1.0  # 0.99 + 1.01, held at 1
    assert standard_next(1.2, 2.0, 30.0, 1.0, 0.0, 1.0) == 1.2  # higher already: kept
    assert standard_next(1.2, 1.0, 30.0, 1.0, 0.0, 1.0) < 1.2
