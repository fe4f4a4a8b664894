"""Huddles and walk-rounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.rules import teamwork

SHARE = st.floats(0.0, 1.0)


@pytest.mark.parametrize(
    ("pressure", "chance"), [(0.0, 0.8), (1.0, 0.8), (1.25, 0.6), (2.0, 0.0), (9.0, 0.0)]
)
def test_a_busy_ward_skips_the_huddle(pressure, chance):
    assert teamwork.p_huddle(0.8, pressure) == pytest.approx(chance)


def test_habit_by_hand():
    assert teamwork.with_habit(0.6, 0.3, 0.5, 1.0) == pytest.approx(0.75)
    assert teamwork.with_habit(0.7, -0.4, 1.0, 1.0) == pytest.approx(0.3)
    assert teamwork.with_habit(0.9, 0.3, 1.0, 1.0) == 1.0
    assert teamwork.with_habit(5.0, 0.3, 0.0, 1.0) == 5.0, "no habit, no limit"


@given(SHARE, st.floats(-1.0, 1.0), SHARE)
def test_habit_stays_in_range(level, change, habit):
    assert 0.0 <= teamwork.with_habit(level, change, habit, 1.0) <= 1.0


@given(SHARE, SHARE)
def test_a_visit_lowers_futility_only_with_an_answer(futility, rate):
    heard = teamwork.futility_after_visit(futility, True, rate)
    silent = teamwork.futility_after_visit(futility, False, rate)
    assert 0.0 <= heard <= futility <= silent <= 1.0


def test_a_visit_by_hand():
    assert teamwork.futility_after_visit(0.4, True, 0.25) == pytest.approx(0.3)
    assert teamwork.futility_after_visit(0.4, False, 0.25) == pytest.approx(0.55)


def test_what_leaders_saw_fades_and_is_renewed():
    assert teamwork.seen_on_rounds(0.5, 0.9, 0, 4, 50.0) == pytest.approx(0.49)
    assert teamwork.seen_on_rounds(0.5, 0.9, 2, 4, 50.0) == pytest.approx(0.49 + 0.2)


@given(SHARE, SHARE, st.integers(0, 9), st.floats(1.0, 500.0))
def test_what_leaders_saw_is_a_share(view, badness, n_seen, memory):
    assert 0.0 <= teamwork.seen_on_rounds(view, badness, n_seen, 9, memory) <= 1.0
