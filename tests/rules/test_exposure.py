"""M16: values by hand, limits and signs of going outside, campaigns and stories."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.rules.exposure import (
    contact_here,
    expected_joiners,
    expected_meetings,
    outside_logit,
    p_go_outside,
    p_retaliation,
    presence,
    soft_signals,
)
from culturesim.rules.press import number_in_print, p_story, part_of_range

from .given import COUNT, UNIT, WEIGHT, between, rises

WEIGHTS = (-6.0, 3.0, 0.8, 2.0, 1.5, 1.0, 1.0)


def logit(s=0.9, n=2, fear=0.5, protection=0.2, leaving=0.1, conviction=0.3, most=5):
    return outside_logit(s, n, most, fear, protection, leaving, conviction, *WEIGHTS)


def test_going_outside_by_hand():
    # -6 + 3 x 0.9 + 0.8 x 2 - 2 x 0.5 + 1.5 x 0.2 + 1 x 0.1 + 1 x 0.3
    assert logit() == pytest.approx(-2.0)
    assert p_go_outside(-2.0, 0.1) == pytest.approx(0.1 / (1.0 + math.exp(2.0)))


@given(COUNT, UNIT, UNIT)
def test_fear_keeps_inside_and_vain_warnings_drive_out(n, fear, other):
    low, high = sorted((fear, other))
    assert rises(logit(n=n, fear=high), logit(n=n, fear=low))
    assert rises(logit(n=n), logit(n=n + 1))


def test_more_warnings_than_most_do_not_count():
    assert logit(n=5) == logit(n=50) > logit(n=4)


def test_nobody_goes_outside_without_a_channel():
    assert p_go_outside(50.0, 0.0) == 0.0
    assert p_go_outside(50.0, 0.3) == pytest.approx(0.3)


@given(UNIT, UNIT)
def test_retaliation_needs_blame_and_ends_with_protection(blame, protection):
    assert 0.0 <= p_retaliation(blame, protection, 0.6) <= 0.6
    assert p_retaliation(blame, 1.0, 0.6) == p_retaliation(0.0, protection, 0.6) == 0.0


def test_meetings_by_hand():
    assert expected_meetings(4.0, 0.01, 2.0) == pytest.approx(0.12)  # 6 pairs, twice 0.01
    assert expected_meetings(1.0, 0.5, 3.0) == expected_meetings(0.0, 0.5, 3.0) == 0.0
    assert expected_joiners(10.0, 2.0, 0.05, 1.0) == pytest.approx(10.0 * (1 - math.exp(-0.1)))
    assert contact_here(0.002, 300.0, 100) == pytest.approx(0.006)
    assert contact_here(0.002, 300.0, 0) == 0.002


@given(between(0.0, 500.0), between(0.0, 500.0), between(0.0, 0.1))
def test_no_more_join_than_there_are(apart, members, contact):
    joiners = expected_joiners(apart, members, contact, 3.0)
    assert 0.0 <= joiners <= apart
    assert rises(joiners, expected_joiners(apart, members + 1.0, contact, 3.0))


def test_a_campaign_grows_only_past_its_threshold():
    """Joiners less those who tire, for one member: the sign turns at 1 / (contact x tau)."""
    contact, tau = 6.5e-5, 180.0
    threshold = 1.0 / (contact * tau)
    for share, sign in ((0.9, -1.0), (1.1, 1.0)):
        growth = expected_joiners(share * threshold, 1.0, contact, 1.0) - 1.0 / tau
        assert growth * sign > 0.0


@given(WEIGHT)
def test_presence_is_a_share(score):
    assert 0.0 <= presence(score) < 1.0


def test_a_number_by_hand():
    assert part_of_range(120.0, 110.0, 130.0) == 0.5
    assert part_of_range(0.285, 0.42, 0.15) == pytest.approx(0.5)
    assert (part_of_range(100.0, 110.0, 130.0), part_of_range(140.0, 110.0, 130.0)) == (0.0, 1.0)
    assert number_in_print(0.2, 0.5, 0.0) == pytest.approx(0.6)


@given(UNIT, UNIT, UNIT, st.floats(0.0, 20.0))
def test_a_story_needs_a_number_and_a_face(rate, number, face, stories):
    assert p_story(rate, 0.0, face, stories) == p_story(rate, number, 0.0, stories) == 0.0
    chance = p_story(rate, number, face, stories)
    assert 0.0 <= chance <= rate
    assert rises(p_story(rate, number, face, stories + 1.0), chance)


def test_signals_by_hand():
    assert soft_signals(2, 1, 4, 3.0) == 9.0
