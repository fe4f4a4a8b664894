"""M5: values by hand, limits and signs of exposures, barriers and classes of harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.rules.barriers import (
    barrier,
    common_factor,
    harm_class,
    p_all_fail,
    p_exposure,
    p_preventable,
    system_quality,
    unwatched,
)

from .given import NOISE, UNIT, WEIGHT, U, rises


def test_exposure_by_hand():
    assert p_exposure(0.062, 2.0, 0.8) == pytest.approx(0.124)  # 0.062 x 2
    assert p_exposure(0.3, 4.0, 0.8) == 0.8  # 1.2, bounded


@given(UNIT, WEIGHT, UNIT)
def test_exposure_stays_under_its_bound(base, rel, most):
    assert 0.0 <= p_exposure(base, rel, most) <= most


def test_common_factor_by_hand():
    assert common_factor(1.5, 0.2) == pytest.approx(1.3)  # 1 + 0.2 x 1.5
    assert common_factor(-6.0, 0.2) == 0.0
    assert common_factor(6.0, 0.2) == 2.0


@given(NOISE, WEIGHT)
def test_common_factor_is_symmetric_about_one(noise, sd):
    assert common_factor(noise, sd) + common_factor(-noise, sd) == pytest.approx(2.0)


@given(NOISE)
def test_common_factor_is_one_without_spread(noise):
    assert common_factor(noise, 0.0) == 1.0


def test_barrier_by_hand():
    assert barrier(0.6, 0.5, 1.2) == pytest.approx(0.36)  # 0.6 x 0.5 x 1.2
    assert barrier(0.9, 1.0, 2.0) == 1.0


@given(UNIT, WEIGHT, WEIGHT, WEIGHT)
def test_barrier_is_a_chance_and_grows_with_quality(best, worse, more, common):
    low, high = barrier(best, worse, common), barrier(best, worse + more, common)
    assert 0.0 <= low <= 1.0
    assert rises(low, high)


def test_a_negative_quality_stops_nothing():
    assert barrier(0.5, -0.1, 1.0) == 0.0


def test_four_gaps_in_a_row_by_hand():
    # 0.45 x 0.75 x 0.7 x 0.4 = 0.0945
    assert p_all_fail(0.55, 0.25, 0.3, 0.6) == pytest.approx(0.0945)
    assert p_all_fail(0.0, 0.0, 0.0, 0.0) == 1.0


@given(UNIT, UNIT, UNIT, UNIT, st.permutations(range(4)))
def test_the_order_of_the_barriers_does_not_matter(a, b, c, d, order):
    bs = [a, b, c, d]
    assert p_all_fail(*[bs[k] for k in order]) == pytest.approx(p_all_fail(*bs), abs=1e-15)


@given(UNIT, UNIT, UNIT)
def test_one_perfect_barrier_stops_everything(a, b, c):
    assert p_all_fail(a, 1.0, b, c) == 0.0


def test_a_second_team_by_hand():
    # 0.5 x 0.9 = 0.45; without one, what the ward does not see
    assert unwatched(0.5, 0.1) == pytest.approx(0.45)
    assert unwatched(0.3, 0.0) == 1.0 - 0.3


@given(UNIT, UNIT)
def test_a_second_team_only_ever_helps(watched, second_team):
    assert 0.0 <= unwatched(watched, second_team) <= 1.0 - watched


def test_system_quality_by_hand():
    assert system_quality(0.0) == 0.0
    assert system_quality(0.25) == pytest.approx(0.2)  # 0.25 / 1.25
    assert system_quality(1.0) == 0.5


@given(WEIGHT, WEIGHT)
def test_lessons_strengthen_defences_up_to_a_limit(lessons, more):
    assert rises(system_quality(lessons), system_quality(lessons + more))
    assert system_quality(lessons) < 1.0


def test_preventable_by_hand():
    assert p_preventable(0.02, 0.005) == pytest.approx(0.75)  # 1 - 0.005 / 0.02
    assert p_preventable(0.005, 0.005) == 0.0
    assert p_preventable(0.001, 0.005) == 0.0
    assert p_preventable(0.0, 0.0) == 0.0


@given(UNIT, UNIT)
def test_preventable_is_a_share(actual, floor):
    assert 0.0 <= p_preventable(actual, floor) <= 1.0


def test_classes_of_harm_split_the_unit_interval():
    assert [harm_class(u, 0.1, 0.2) for u in (0.0, 0.099, 0.1, 0.299, 0.301, 0.999)] == [
        3, 3, 2, 2, 1, 1,
    ]  # fmt: skip


@given(U, U)
def test_a_lower_draw_is_never_a_lesser_harm(u, v):
    low, high = min(u, v), max(u, v)
    assert harm_class(low, 0.034, 0.09) >= harm_class(high, 0.034, 0.09)
