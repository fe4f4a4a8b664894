"""Intervals against values worked out by hand, published figures and coverage."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.experiments.analysis.estimates import estimate, jackknife, median_of, wilson


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
