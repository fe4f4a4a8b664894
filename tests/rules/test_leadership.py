"""Leaders: how long they stay, what they bring, what a change costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.parameters import load_registry
from culturesim.rules import leadership

SHARE = st.floats(0.0, 1.0)
DAYS = st.floats(1.0, 5000.0)


def test_tenure_and_scandal_by_hand():
    assert leadership.p_replaced(1000.0, 0.0, 4.0) == pytest.approx(0.001)
    assert leadership.p_replaced(1000.0, 0.5, 4.0) == pytest.approx(0.003)


@given(DAYS, SHARE, SHARE, st.floats(0.0, 100.0))
def test_attention_never_protects_a_leader(tenure, one, other, weight):
    low, high = sorted((one, other))
    p_low, p_high = (leadership.p_replaced(tenure, s, weight) for s in (low, high))
    assert 0.0 <= p_low <= p_high <= 1.0


def test_a_chief_from_within_brings_only_a_style():
    assert leadership.tone_of(0.1, False, 0.2, 0.8, 0.3) == 0.1
    assert leadership.tone_of(0.1, True, 0.2, 0.8, 0.5) == pytest.approx(0.1 - 0.3)


@given(SHARE, SHARE, SHARE)
def test_an_outsider_moves_the_hospital_towards_elsewhere_and_not_past_it(usual, here, pull):
    after = here + leadership.tone_of(0.0, True, usual, here, pull)
    assert min(usual, here) - 1e-12 <= after <= max(usual, here) + 1e-12


@given(SHARE, st.floats(-2.0, 2.0), st.floats(-2.0, 2.0))
def test_lasting_level_is_a_share_and_the_base_without_styles(base, style, tone):
    assert 0.0 <= leadership.lasting_level(base, style, tone) <= 1.0
    assert leadership.lasting_level(base, 0.0, 0.0) == base


def test_handover_fades_at_the_rate_named():
    handover = 1.0
    for _ in range(300):
        handover = leadership.handover_next(handover, 300.0)
    assert handover == pytest.approx(0.367, abs=0.001)  # 1 / e


def test_the_default_of_usual_is_the_long_run_mean():
    registry = load_registry()
    tenure, tau = (registry[name].default for name in ("leader_tenure", "handover_tau"))
    rest = 1.0
    # Leaders who change at a constant rate of 1 in 900 days: h' = h (1 - 1 / tau) + (1 - h) / T.
    for _ in range(5_000):
        rest = leadership.handover_next(rest, tau) + (1.0 - rest) / tenure
    assert rest == pytest.approx(registry["handover_usual"].default, abs=0.002)


def test_new_leaders_achieve_less_and_settled_ones_more():
    assert leadership.after_handover(2.0, 1.0, 0.25, 0.1) == pytest.approx(1.85)
    assert leadership.after_handover(2.0, 0.0, 0.25, 0.1) == pytest.approx(2.05)
    assert leadership.after_handover(0.65, 0.3, 0.3, 0.1) == 0.65
