"""Intervals against values worked out by hand, published figures and coverage."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.experiments.analysis.estimates import (
    alikeness,
    estimate,
    jackknife,
    joint_level,
    wilson,
)
from culturesim.experiments.analysis.medians import median_of, median_over
from culturesim.experiments.analysis.pairs import joint_of, paired_interval, rivals


def test_wilson_by_hand():
    # 8 of 10: centre (0.8 + 0.192) / 1.384, half 0.2269...
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert np.isnan(wilson(0, 0)).all()


@given(st.integers(1, 500), st.floats(0.0, 1.0))
def test_wilson_holds_the_share_and_stays_in_range(n, p):
    low, high = wilson(p * n, n)
    assert 0.0 <= low <= p + 1e-12
    assert p - 1e-12 <= high <= 1.0


def test_one_point_is_plain_wilson():
    runs = np.array([[1.0] * 8 + [0.0] * 2])
    assert estimate(runs, True, True)[1:3] == pytest.approx(wilson(8, 10))


def test_points_that_differ_count_as_points_not_runs():
    """Ten points, five always fail: fifty runs say no more than ten points do."""
    runs = np.repeat([[0.0], [1.0]], 5, axis=0).repeat(5, axis=1)
    found = estimate(runs, True, True)
    assert found.n == 50
    assert found[1:3] == pytest.approx(wilson(5, 10), abs=0.01)


def test_seeds_that_all_agree_count_as_seeds():
    found = estimate(np.ones((4, 6)), False, True)
    assert found[1:3] == pytest.approx(wilson(6, 6))


def test_mean_over_points_is_students():
    found = estimate(np.array([[1.0, 3.0], [4.0, 4.0], [6.0, 6.0]]), True, False)
    half = 4.302653 * 2.0 / np.sqrt(3.0)  # means 2, 4, 6
    assert found[:3] == pytest.approx((4.0, 4.0 - half, 4.0 + half))


def test_nothing_known_gives_no_interval():
    assert estimate(np.full((2, 3), np.nan), True, True).n == 0
    assert np.isnan(estimate(np.array([[2.0]]), True, False).low)


def test_median_counts_never_as_last():
    found = median_of(np.array([np.inf, 5.0, 7.0, np.inf, np.inf, np.nan]))
    assert (found.value, found.n) == (np.inf, 5)
    assert np.isnan(found.low)


def test_median_interval_by_binomial_table():
    # n = 20: the 6th and the 15th value, 95.9 %
    found = median_of(np.arange(1.0, 21.0))
    assert (found.low, found.high) == (6.0, 15.0)


def test_median_interval_covers():
    rng = np.random.default_rng(0)
    hits = 0
    for _ in range(400):
        found = median_of(rng.exponential(size=25))
        hits += found.low <= np.log(2.0) <= found.high
    assert hits / 400 >= 0.93


def test_jackknife_of_a_mean_is_students():
    x = np.random.default_rng(1).normal(size=20)
    value, half = jackknife(lambda kept: np.array([x[kept].mean()]), 20)
    assert value[0] == pytest.approx(x.mean())
    assert half[0] == pytest.approx(2.093024 * x.std(ddof=1) / np.sqrt(20), rel=1e-6)


def test_jackknife_says_nothing_of_four_units():
    assert np.isnan(jackknife(lambda kept: np.array([1.0]), 4)[1]).all()


def shared(rng, points, seeds, mine):
    """Runs of 0 or 1 whose luck is in part that of their point."""
    own = rng.uniform(size=(points, 1)) * mine
    return (rng.uniform(size=(points, seeds)) * (1.0 - mine) + own < 0.4).astype(float)


def test_the_interval_of_whichever_cell_is_picked_holds():
    """Thirty cells alike: the highest of them is luck, and only the joint interval says so."""
    rng, alone, joint = np.random.default_rng(3), 0, 0
    for _ in range(120):
        cells = (rng.uniform(size=(30, 1, 20)) < 0.3).astype(float)
        highest = cells[int(cells.mean(axis=(1, 2)).argmax())]
        alone += estimate(highest, False, True).low <= 0.3
        joint += estimate(highest, False, True, joint_level(30)).low <= 0.3
    assert alone / 120 < 0.85
    assert joint / 120 >= 0.95


@pytest.mark.parametrize("points", [4, 12])
def test_shares_of_few_points_that_differ_hold_the_truth(points):
    rng, held = np.random.default_rng(4), 0
    truth = shared(rng, 200_000, 1, 0.7).mean()
    for _ in range(400):
        found = estimate(shared(rng, points, 6, 0.7), True, True)
        held += found.low <= truth <= found.high
    assert held / 400 >= 0.93


def test_a_median_of_runs_that_are_alike_is_as_wide_as_their_points_say():
    rng, held, naive = np.random.default_rng(5), 0, 0
    for _ in range(300):
        days = rng.normal(size=(12, 1)) + 0.2 * rng.normal(size=(12, 10))
        found, simple = median_over(days, True), median_of(days.ravel())
        held += found.low <= 0.0 <= found.high
        naive += simple.low <= 0.0 <= simple.high
    assert naive / 300 < 0.8
    assert held / 300 >= 0.92


def test_a_median_over_points_without_spread_inside_is_that_of_the_points():
    days = np.arange(1.0, 21.0)
    found = median_over(np.repeat(days[:, None], 4, axis=1), True)
    assert (found.value, found.n) == (10.0, 80)
    assert found.low <= median_of(days).low
    assert found.high >= median_of(days).high - 1.0
    assert np.isnan(median_over(days[:5, None], True).low)
    never = np.where(days < 13.0, days, np.inf)[:, None]
    assert median_over(never, True).high == np.inf


def test_alike_runs_count_as_one():
    groups = np.repeat(np.arange(50), 4)
    rng = np.random.default_rng(6)
    assert alikeness(np.repeat(rng.uniform(size=50) < 0.5, 4), groups) == pytest.approx(4.0)
    assert alikeness(rng.uniform(size=200) < 0.5, groups) < 1.5


def test_two_states_that_agree_in_every_seed_still_have_a_width():
    mean, low, high, n = paired_interval(np.zeros(12), two_state=True)
    assert (mean, n) == (0.0, 12)
    assert low < -0.05 < 0.05 < high
    assert paired_interval(np.zeros(12))[1:3] == (0.0, 0.0), "a cost is what it is"
    assert np.isnan(paired_interval(np.full(12, 2.0), two_state=True)[1])


def test_agresti_and_min_hold_what_student_does_not():
    rng, held = np.random.default_rng(8), 0
    for _ in range(500):
        d = (rng.uniform(size=12) < 0.15).astype(float) - (rng.uniform(size=12) < 0.05)
        _, low, high, _ = paired_interval(d, two_state=True)
        held += low <= 0.10 <= high
    assert held / 500 >= 0.94


def test_the_lever_that_is_picked_and_its_rivals():
    rng = np.random.default_rng(9)
    luck = rng.normal(0.0, 20.0, size=12)
    values = np.array([luck - 30.0, luck - 29.9, luck]) + rng.normal(0.0, 0.5, size=(3, 12))
    assert rivals(values, False) == [1, 1, 0], "seed by seed, the luck of a run falls out"
    table = joint_of(["a", "b", "c"], values, ["lever"], False)
    assert (table["low_joint"] < table["low"]).all()
    assert (table["high_joint"] > table["high"]).all()
