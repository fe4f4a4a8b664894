"""M13: values by hand, limits and signs of what survives on the way up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.rules.filtering import (
    badness_view,
    board_attention_target,
    board_picture,
    filter_share,
    heard_next,
    passed_up,
    score_below,
    score_ratio,
    surviving_share,
    with_bypass,
)

from .given import TAU, UNIT, WEIGHT, between, lies_between, rises

LEVELS = st.integers(0, 8)


def test_filter_by_hand():
    # 0.1 + 0.2 x 0.5 + 0.3 x 0.4
    assert filter_share(0.1, 0.5, 0.4, 0.2, 0.3) == pytest.approx(0.32)
    assert filter_share(0.9, 1.0, 1.0, 1.0, 1.0) == 0.95


@given(UNIT, UNIT, UNIT, UNIT, UNIT, UNIT)
def test_fear_and_pressure_hold_news_back(base, felt, fear, f_pressure, f_fear, more):
    kept = filter_share(base, felt, fear, f_pressure, f_fear)
    assert 0.0 <= kept <= 0.95
    assert rises(kept, filter_share(base, felt + more, fear, f_pressure, f_fear))
    assert rises(kept, filter_share(base, felt, fear + more, f_pressure, f_fear))


def test_passing_up_by_hand():
    assert passed_up(0.5, 0.3) == pytest.approx(0.35)
    assert passed_up(0.5, 0.0) == 0.5
    assert passed_up(0.5, 1.0) == 0.0


def test_bypass_by_hand():
    assert with_bypass(0.2, 0.6, 0.25) == pytest.approx(0.3)  # 0.2 + 0.25 x 0.4


@given(UNIT, UNIT, UNIT)
def test_bypass_lies_between_the_two_views(filtered, direct, p_bypass):
    assert lies_between(with_bypass(filtered, direct, p_bypass), filtered, direct)


def test_surviving_share_by_hand():
    assert surviving_share(0.5, 2, 0.0) == 0.25
    assert surviving_share(0.5, 2, 0.2) == pytest.approx(0.4)  # 1 - 0.8 x 0.75
    assert surviving_share(0.5, 0, 0.0) == 1.0


@given(UNIT, LEVELS, UNIT)
def test_a_level_more_never_lets_more_through(f, n_levels, p_bypass):
    assert rises(surviving_share(f, n_levels + 1, p_bypass), surviving_share(f, n_levels, p_bypass))
    assert rises(p_bypass, surviving_share(f, n_levels, p_bypass))


def test_impression_by_hand():
    assert heard_next(0.2, 0.5, 30.0) == pytest.approx(0.21)  # 0.2 + 0.3 / 30


@given(WEIGHT, WEIGHT, TAU)
def test_impression_moves_towards_what_is_heard(heard, today, tau):
    assert lies_between(heard_next(heard, today, tau), heard, today)


def test_view_by_hand():
    assert badness_view(0.06, 0.02) == pytest.approx(0.75)
    assert badness_view(0.0, 0.02) == 0.0


@given(WEIGHT, WEIGHT, between(0.001, 1.0))
def test_more_bad_news_is_a_worse_view_below_one(heard, more, half):
    assert rises(badness_view(heard, half), badness_view(heard + more, half))
    assert 0.0 <= badness_view(heard, half) < 1.0


def test_score_of_a_count_by_hand():
    assert score_below(0.06, 0.02) == pytest.approx(0.25)
    assert score_below(0.0, 0.02) == 1.0


@given(WEIGHT, between(0.001, 1.0))
def test_score_of_a_count_and_view_mirror_each_other(value, half):
    assert score_below(value, half) + badness_view(value, half) == pytest.approx(1.0)


def test_score_of_a_ratio_by_hand():
    assert score_ratio(100.0, 70.0, 130.0) == 0.5
    assert score_ratio(85.0, 70.0, 130.0) == 0.75
    assert score_ratio(50.0, 70.0, 130.0) == 1.0
    assert score_ratio(150.0, 70.0, 130.0) == 0.0


@given(between(0.0, 300.0), between(0.0, 50.0))
def test_a_higher_ratio_never_scores_better(ratio, more):
    assert rises(score_ratio(ratio + more, 70.0, 130.0), score_ratio(ratio, 70.0, 130.0))


def test_picture_by_hand():
    assert board_picture(1.0, 0.5, 0.25, 0.75, 0.0) == 0.5


@given(st.lists(UNIT, min_size=5, max_size=5), st.permutations(range(5)))
def test_every_score_weighs_the_same(scores, order):
    picture = board_picture(*scores)
    assert lies_between(picture, 0.0, 1.0)
    assert board_picture(*[scores[k] for k in order]) == pytest.approx(picture)


def test_attention_by_hand():
    # 0.5 + 0.5 x 0.2 + 0.4 x 0.5 - 0.35 x 0.2 = 0.5 + 0.1 + 0.2 - 0.07
    assert board_attention_target(0.5, 0.2, 0.4, 0.2, 0.5, 0.35) == pytest.approx(0.73)
    assert board_attention_target(0.5, 0.0, 1.0, 0.0, 0.5, 0.35) == 1.0
    assert board_attention_target(0.1, 0.0, 0.0, 1.0, 0.5, 0.9) == 0.0


@given(UNIT, UNIT, UNIT, UNIT, UNIT)
def test_bad_news_and_scrutiny_raise_attention_and_pressure_lowers_it(base, view, sc, felt, more):
    def at(view: float, sc: float, felt: float) -> float:
        return board_attention_target(base, view, sc, felt, 0.5, 0.35)

    here = at(view, sc, felt)
    assert 0.0 <= here <= 1.0
    assert rises(here, at(view + more, sc, felt))
    assert rises(here, at(view, sc + more, felt))
    assert rises(at(view, sc, felt + more), here)
