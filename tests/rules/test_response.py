"""M8: values by hand, limits and signs of managers' answers and defensiveness."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.rules.numeric import logistic
from culturesim.rules.response import (
    attention_next,
    blame_next,
    handled_share,
    p_act,
    p_detriment,
    p_punish,
)

from .given import COUNT, TAU, UNIT, WEIGHT, lies_between, rises

WEIGHTS = (4.0, 0.45, 1.0, 0.6, 0.8)


def test_acting_by_hand():
    assert p_act(0.45, 0.6, 0.0, 0.0, *WEIGHTS) == 0.5
    # 4 x 0.35 + 1 x 0.3 + 0.3 - 0.8 x 0.5 = 1.6
    assert p_act(0.8, 0.9, 0.3, 0.5, *WEIGHTS) == pytest.approx(logistic(1.6))
    # at the reference severity only attention counts
    assert p_act(0.45, 0.8, 0.0, 0.0, 4.0, 0.45, 1.0, 0.8, 0.8) == 0.5


@given(UNIT, UNIT, UNIT, UNIT)
def test_attention_and_severity_move_managers_and_pressure_stops_them(a, s, felt, more):
    here = p_act(a, s, 0.0, felt, *WEIGHTS)
    assert 0.0 < here < 1.0
    assert rises(here, p_act(a + more, s, 0.0, felt, *WEIGHTS))
    assert rises(here, p_act(a, s + more, 0.0, felt, *WEIGHTS))
    assert rises(here, p_act(a, s, more, felt, *WEIGHTS))
    assert rises(p_act(a, s, 0.0, felt + more, *WEIGHTS), here)


def test_handling_by_hand():
    assert handled_share(6, 3.0) == 0.5
    assert handled_share(3, 3.0) == 1.0
    assert handled_share(0, 0.0) == 1.0
    assert handled_share(1, 0.0) == 0.0


@given(COUNT, WEIGHT)
def test_no_manager_handles_more_than_time_allows(n, capacity):
    share = handled_share(n, capacity)
    assert 0.0 <= share <= 1.0
    assert rises(n * share, capacity)


def test_punishing_by_hand():
    assert p_punish(0.7, 0.5, 0.4) == pytest.approx(0.56)  # 0.7 x 0.8
    assert p_punish(0.7, 0.5, 1.0) == pytest.approx(0.35)
    assert p_punish(0.7, 0.0, 1.0) == 0.7


@given(UNIT, UNIT, UNIT, UNIT)
def test_there_is_safety_in_numbers(blame, omega, share, other):
    low, high = sorted((share, other))
    assert rises(p_punish(blame, omega, high), p_punish(blame, omega, low))
    assert 0.0 <= p_punish(blame, omega, share) <= blame


def test_detriment_by_hand():
    assert p_detriment(0.2, 0.5) == pytest.approx(0.6)  # 1 - 0.8 x 0.5


@given(UNIT, UNIT)
def test_detriment_is_at_least_either_cause_and_at_most_both(punish, sanction):
    either = p_detriment(punish, sanction)
    assert rises(max(punish, sanction), either)
    assert rises(either, min(1.0, punish + sanction))
    assert either == pytest.approx(p_detriment(sanction, punish))


def test_blame_by_hand():
    # target 0.2 + 0.8 x 0.5 x 0.5 = 0.4; 0.1 + 0.3 / 180
    assert blame_next(0.1, 0.2, 0.5, 0.5, 180.0) == pytest.approx(0.1 + 0.3 / 180)


@given(UNIT, UNIT, UNIT, TAU)
def test_without_a_base_blame_is_the_equation_of_the_theory(blame, felt, attention, tau):
    theory = blame + (felt * (1.0 - attention) - blame) / tau
    assert blame_next(blame, 0.0, felt, attention, tau) == pytest.approx(theory)


@given(UNIT, UNIT, UNIT, UNIT, TAU, st.booleans())
def test_blame_stays_in_range_and_attention_holds_it_down(blame, base, felt, attention, tau, full):
    here = blame_next(blame, base, felt, attention, tau)
    assert lies_between(here, 0.0, 1.0)
    assert rises(blame_next(blame, base, felt, 1.0 if full else attention, tau), here)


@given(UNIT, UNIT, TAU)
def test_a_manager_at_peace_returns_to_the_lasting_base(blame, base, tau):
    assert lies_between(blame_next(blame, base, 0.0, 0.3, tau), blame, base)


def test_attention_by_hand():
    assert attention_next(0.2, 0.65, 45.0) == pytest.approx(0.21)


@given(UNIT, UNIT, TAU)
def test_attention_follows_those_above(attention, target, tau):
    assert lies_between(attention_next(attention, target, tau), attention, target)
