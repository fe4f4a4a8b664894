"""Instruments: values by hand, limits and signs of returns, ratios and survey items."""

import pytest
from hypothesis import given

from culturesim.rules.measurement import (
    fill_rate,
    mortality_ratio,
    p_feels_heard,
    p_feels_safe,
    p_recommend,
    published_next,
    running_total,
)
from culturesim.rules.numeric import logistic

from .given import TAU, UNIT, WEIGHT, between, lies_between, rises


def test_running_rate_by_hand():
    assert running_total(2.0, 5.0, 30.0) == pytest.approx(2.1)  # 2 + 3 / 30
    assert running_total(2.0, 5.0, 1.0) == 5.0


@given(WEIGHT, WEIGHT, TAU)
def test_running_rate_moves_towards_today(total, today, window):
    assert lies_between(running_total(total, today, window), total, today)


def test_running_rate_reaches_a_constant_input():
    total = 0.0
    for _ in range(3000):
        total = running_total(total, 0.7, 90.0)
    assert total == pytest.approx(0.7)


def test_ratio_by_hand():
    assert mortality_ratio(127.0, 100.0) == 127.0
    assert mortality_ratio(0.0, 100.0) == 0.0
    assert mortality_ratio(5.0, 0.0) == 100.0


@given(WEIGHT, between(0.1, 10.0), between(0.1, 10.0))
def test_deeper_coding_lowers_the_ratio(observed, expected, more):
    higher = mortality_ratio(observed, expected)
    assert rises(mortality_ratio(observed, expected + more), higher)


def test_publication_by_hand():
    assert published_next(100.0, 127.0, 270.0) == pytest.approx(100.1)  # 27 / 270


@given(between(0.0, 300.0), between(0.0, 300.0), TAU)
def test_publication_follows_without_overshoot(published, current, lag):
    assert lies_between(published_next(published, current, lag), published, current)


def test_fill_by_hand():
    assert fill_rate(9.0, 12.0) == 0.75
    assert fill_rate(15.0, 12.0) == 1.0
    assert fill_rate(0.0, 1.0) == 0.0
    assert fill_rate(0.0, 0.0) == 1.0


def test_cutting_posts_makes_the_return_look_full():
    # ten nurses for twelve funded posts, then two posts are cut
    assert fill_rate(10.0, 10.0) > fill_rate(10.0, 12.0)


def test_survey_items_by_hand():
    # -3.6 + 6 x 0.8 x 0.9 - 1.5 x 0.4 = 0.12
    assert p_recommend(0.2, 0.9, 0.4, -3.6, 6.0, 1.5) == pytest.approx(logistic(0.12))
    assert p_feels_safe(0.4, 1.4, 3.5) == pytest.approx(0.5)  # 1.4 - 3.5 x 0.4 = 0
    assert p_feels_heard(0.5, 1.5, 3.0) == pytest.approx(0.5)  # 1.5 - 3 x 0.5 = 0


@given(UNIT, UNIT, UNIT, UNIT)
def test_worse_care_and_futility_lose_recommendations(missed, standard, futility, more):
    here = p_recommend(missed, standard, futility, -3.6, 6.0, 1.5)
    assert 0.0 < here < 1.0
    assert rises(p_recommend(missed + more, standard, futility, -3.6, 6.0, 1.5), here)
    assert rises(p_recommend(missed, standard, futility + more, -3.6, 6.0, 1.5), here)
    assert rises(here, p_recommend(missed, standard + more * (1 - missed), futility, -3.6, 6, 1.5))


@given(UNIT, UNIT)
def test_the_frightened_feel_less_safe_and_the_resigned_less_heard(belief, more):
    assert rises(p_feels_safe(belief + more, 2.2, 3.5), p_feels_safe(belief, 2.2, 3.5))
    assert rises(p_feels_heard(belief + more, 1.6, 3.0), p_feels_heard(belief, 1.6, 3.0))
