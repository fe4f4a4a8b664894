"""M12: values by hand, limits and signs of pressure, effort, gaming and their costs."""

import pytest
from hypothesis import given

from culturesim.rules.targets import (
    attention_left,
    effort_wanted,
    frac_diverted,
    gaming,
    next_target,
    p_misrecorded,
    pressure_on_board,
    score_target,
    score_with_target,
    target_pressure,
)

from .given import UNIT, WEIGHT, between, lies_between, rises


def test_target_by_hand():
    assert next_target(0.90, 0.90, 0.96, 0.5) == pytest.approx(0.93)  # half of 6 points
    assert next_target(0.90, 0.95, 0.80, 0.5) == 0.95
    assert next_target(0.95, 0.90, 0.80, 0.5) == 0.95


@given(UNIT, UNIT, UNIT, UNIT)
def test_target_never_falls_nor_passes_what_was_reported(target, wanted, reported, ratchet):
    level = max(target, wanted)
    after = next_target(target, wanted, reported, ratchet)
    assert lies_between(after, level, max(level, reported))


def test_pressure_by_hand():
    assert target_pressure(0.98, 0.88, 0.8, 0.2) == pytest.approx(0.4)
    assert target_pressure(0.98, 0.50, 0.8, 0.2) == 0.8
    assert target_pressure(0.98, 0.99, 0.8, 0.2) == 0.0


@given(UNIT, UNIT, UNIT, between(0.01, 1.0))
def test_pressure_lies_between_none_and_the_threat(target, seen, threat, gap_full):
    assert lies_between(target_pressure(target, seen, threat, gap_full), 0.0, threat)
    assert target_pressure(target, seen, 0.0, gap_full) == 0.0


def test_gaming_by_hand():
    assert gaming(0.98, 0.70, 0.25, 0.8, 0.5, 0.0) == pytest.approx(0.1)
    assert gaming(0.98, 0.70, 0.25, 0.8, 0.5, 0.5) == pytest.approx(0.05)
    assert gaming(0.98, 0.95, 0.25, 1.0, 0.0, 0.0) == pytest.approx(0.03)
    assert gaming(0.98, 0.99, 0.25, 1.0, 0.0, 0.0) == 0.0


@given(UNIT, UNIT, UNIT, UNIT, UNIT, UNIT, UNIT)
def test_checks_lower_gaming_and_the_gap_bounds_it(target, seen, most, pressure, audit, survey, a):
    unchecked = gaming(target, seen, most, pressure, 0.0, 0.0)
    checked = gaming(target, seen, most, pressure, audit, survey)
    assert rises(checked, unchecked)
    assert lies_between(unchecked, 0.0, max(target - seen, 0.0))
    assert gaming(target, seen, most, pressure, 1.0, a) == 0.0
    assert gaming(target, seen, most, pressure, a, 1.0) == 0.0


def test_effort_by_hand():
    assert effort_wanted(0.8, 0.2, 0.1, 0.5) == pytest.approx(0.6)
    assert effort_wanted(0.8, 0.2, 0.0, 0.5) == 0.8
    assert effort_wanted(0.8, 0.0, 0.0, 0.5) == 0.0


@given(UNIT, between(0.01, 1.0), UNIT, UNIT)
def test_gaming_takes_the_place_of_effort(pressure, gap, share, substitution):
    with_gaming = effort_wanted(pressure, gap, share * gap, substitution)
    assert rises(with_gaming, effort_wanted(pressure, gap, 0.0, substitution))
    assert rises(0.0, with_gaming)


def test_cost_by_hand():
    assert frac_diverted(0.0, 0.1, 0.05, 0.5) == pytest.approx(0.05)  # 5 % for ten points
    assert frac_diverted(1.0, 0.2, 0.05, 0.5) == pytest.approx(0.15)
    assert frac_diverted(1.0, 1.0, 0.5, 5.0) == 0.95
    assert frac_diverted(0.0, 0.0, 0.05, 0.5) == 0.0


@given(UNIT, UNIT, WEIGHT)
def test_pressure_on_the_board(money, pressure, weight):
    felt = pressure_on_board(money, pressure, weight)
    assert money <= felt <= 1.0
    assert pressure_on_board(money, 0.0, weight) == money


def test_pressure_on_the_board_by_hand():
    assert pressure_on_board(0.15, 0.5, 0.6) == pytest.approx(0.45)
    assert pressure_on_board(0.7, 1.0, 0.6) == 1.0


@given(UNIT, UNIT, WEIGHT)
def test_gaming_blinds(attention, gamed, blinding):
    assert 0.0 <= attention_left(attention, gamed, blinding) <= attention
    assert attention_left(attention, 0.0, blinding) == attention


def test_attention_left_by_hand():
    assert attention_left(0.6, 0.2, 0.5) == pytest.approx(0.5)
    assert attention_left(0.1, 0.9, 0.5) == 0.0


def test_scores_by_hand():
    assert score_target(0.49, 0.98) == 0.5
    assert score_target(0.99, 0.98) == 1.0
    assert score_with_target(0.4, 1.0, 1.0) == pytest.approx(0.5)  # (5 x 0.4 + 1) / 6
    assert score_with_target(0.4, 1.0, 5.0) == pytest.approx(0.7)


@given(UNIT, UNIT, WEIGHT)
def test_picture_without_weight_is_the_old_one(picture, score, weight):
    assert score_with_target(picture, score, 0.0) == picture
    assert lies_between(score_with_target(picture, score, weight), picture, score)


def test_misrecorded_by_hand():
    assert p_misrecorded(0.15, 0.2) == pytest.approx(0.75)
    assert p_misrecorded(0.3, 0.2) == 1.0
    assert p_misrecorded(0.0, 0.0) == 0.0
