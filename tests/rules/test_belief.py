"""M9: values by hand, limits and signs of learning from what happens to speakers."""

import pytest
from hypothesis import given

from culturesim.rules.belief import belief_after_events, belief_relaxed, experience_weight

from .given import COUNT, UNIT, WEIGHT, between, lies_between, rises


def test_weight_of_experience_by_hand():
    assert experience_weight(1, 2, 5, 0.5, 0.2) == pytest.approx(3.0)  # 1 + 1 + 1
    assert experience_weight(0, 0, 0, 0.5, 0.2) == 0.0


@given(COUNT, COUNT, COUNT, UNIT, UNIT)
def test_the_own_experience_weighs_most(n, n_team, n_contacts, w_team, w_contacts):
    weight = experience_weight(n, n_team, n_contacts, w_team, w_contacts)
    assert n <= weight <= n + n_team + n_contacts


def test_one_punishment_by_hand():
    # F + alpha theta (1 - F) = 0.4 + 0.3 x 0.6 x 0.6
    assert belief_after_events(0.4, 1.0, 1.0, 0.3, 0.6, 1.0) == pytest.approx(0.508)


def test_one_good_event_by_hand():
    # F - alpha theta F = 0.4 - 0.18 x 0.4
    assert belief_after_events(0.4, 1.0, 0.0, 0.3, 0.6, 1.0) == pytest.approx(0.328)


def test_bad_news_counts_double_by_hand():
    # 0.4 + 2 x 0.18 x 0.6
    assert belief_after_events(0.4, 1.0, 1.0, 0.3, 0.6, 2.0) == pytest.approx(0.616)


def test_half_and_half_leaves_a_belief_of_one_half():
    assert belief_after_events(0.5, 2.0, 1.0, 0.3, 0.6, 1.0) == pytest.approx(0.5)


def test_a_flood_of_news_ends_at_the_share_that_went_badly():
    # pull of 0.3 x 10 = 3 is scaled back to 1: the belief becomes 4 / 10
    assert belief_after_events(0.9, 10.0, 4.0, 0.3, 1.0, 1.0) == pytest.approx(0.4)


@given(UNIT, UNIT, UNIT, between(1.0, 4.0))
def test_no_event_no_change(belief, alpha, visibility, rel):
    assert belief_after_events(belief, 0.0, 0.0, alpha, visibility, rel) == belief


@given(UNIT, WEIGHT, UNIT)
def test_what_cannot_be_seen_teaches_nothing(belief, weight, share):
    after = belief_after_events(belief, weight, share * weight, 0.3, 0.0, 1.0)
    assert after == belief


@given(UNIT, WEIGHT, UNIT, UNIT, UNIT, between(1.0, 4.0))
def test_belief_stays_in_its_range(belief, weight, share, alpha, visibility, rel):
    after = belief_after_events(belief, weight, share * weight, alpha, visibility, rel)
    assert lies_between(after, 0.0, 1.0)


@given(UNIT, WEIGHT, UNIT, UNIT)
def test_worse_outcomes_make_more_fear(belief, weight, share, other):
    low, high = sorted((share, other))
    after = [belief_after_events(belief, weight, s * weight, 0.3, 0.6, 1.0) for s in (low, high)]
    assert rises(*after)


def test_relaxing_by_hand():
    assert belief_relaxed(0.1, 0.7, 0.005) == pytest.approx(0.103)  # 0.1 + 0.005 x 0.6
    assert belief_relaxed(0.7, 0.7, 0.005) == pytest.approx(0.7)


@given(UNIT, UNIT, UNIT)
def test_relaxing_never_passes_the_prior(belief, prior, delta):
    assert lies_between(belief_relaxed(belief, prior, delta), belief, prior)
