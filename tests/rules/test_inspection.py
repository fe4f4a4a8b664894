"""Inspections and the ladder of sanctions; by hand and as properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.rules.inspection import (
    TOP_STEP,
    answering,
    cost_of_visit,
    next_step,
    readiness_next,
    rel_on_show,
    sanction,
    sharpness,
    veil,
)

from .given import TAU, UNIT, rises

STEP = st.integers(0, TOP_STEP)


def test_a_responsive_ladder_is_tit_for_tat():
    step = 0
    path = []
    for found in (True, True, False, True, False, False, False):
        step = next_step(step, found, 1, 0.0)
        path.append(step)
    assert path == [1, 2, 1, 2, 1, 0, 0]


def test_a_deterrent_ladder_is_steep_and_slow_to_forgive():
    assert next_step(0, True, 0, 1.0) == 2
    assert next_step(3, True, 0, 1.0) == TOP_STEP
    assert next_step(2, False, 1, 1.0) == 2
    assert next_step(2, False, 2, 1.0) == 1
    assert next_step(0, False, 2, 1.0) == 0


@given(STEP, st.booleans(), st.integers(0, 5), UNIT)
def test_steps_stay_on_the_ladder(step, found, n_clean, deterrence):
    after = next_step(step, found, n_clean, deterrence)
    assert 0 <= after <= TOP_STEP
    assert after >= step if found else after <= step


@given(STEP, UNIT, UNIT)
def test_a_higher_step_weighs_more(step, share, most):
    assert 0.0 <= sanction(step, share, most) <= 1.0
    assert rises(sanction(step, share, most), sanction(min(step + 1, TOP_STEP), share, most))
    assert sanction(0, share, most) == 0.0


def test_sanctions_by_hand():
    assert sanction(4, 1.0, 0.2) == pytest.approx(0.2)
    assert sanction(1, 0.5, 0.4) == pytest.approx(0.05)
    assert sanction(4, 3.0, 0.5) == 1.0


@given(UNIT, TAU)
def test_readiness_fades_after_the_visit(readiness, tau):
    assert readiness_next(readiness, True, tau) == 1.0
    assert readiness_next(readiness, False, tau) <= readiness


def test_readiness_after_a_week_by_hand():
    readiness = 1.0
    for _ in range(7):
        readiness = readiness_next(readiness, False, 7.0)
    assert readiness == pytest.approx((6.0 / 7.0) ** 7)


@given(UNIT, UNIT)
def test_on_show_only_lowers_exposure(readiness, gain):
    assert 0.0 <= rel_on_show(readiness, gain) <= 1.0
    assert rel_on_show(0.0, gain) == rel_on_show(readiness, 0.0) == 1.0


def test_what_each_kind_of_inspection_sees_and_takes():
    assert [sharpness(depth, 1.5, 2.0) for depth in range(3)] == [1.5, 1.5, 3.0]
    assert [veil(depth, True, 0.4, 0.25) for depth in range(3)] == [0.4, 0.4, 0.1]
    assert [veil(depth, False, 0.4, 0.25) for depth in range(3)] == [0.4, 0.1, 0.1]
    assert [cost_of_visit(depth, 0.1, 5.0) for depth in range(3)] == [0.1, 1.0, 5.0]


@given(UNIT, UNIT)
def test_outside_attention_takes_no_more_than_preparing(cost, scrutiny):
    assert answering(cost, True, scrutiny) == cost
    assert answering(cost, False, scrutiny) == pytest.approx(cost * scrutiny)
    assert answering(cost, False, 0.0) == 0.0
