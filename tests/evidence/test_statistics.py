"""The statistics of the studies, against values worked out by hand or by the textbook."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.evidence.statistics import (
    Estimate,
    correlation,
    funnel_flags,
    logistic_regression,
    odds_ratio,
    over_runs,
    weighted_kappa,
)


def test_odds_ratio_of_a_table_of_four():
    """40 of 100 against 10 of 100: (40 / 60) / (10 / 90) = 6."""
    x = np.repeat([1.0, 0.0], 100)
    y = np.concatenate([np.repeat([1, 0], [40, 60]), np.repeat([1, 0], [10, 90])])
    fit = logistic_regression(y, [x])
    found = odds_ratio(fit, 1, 200, "patients")
    assert found.mean == pytest.approx(6.0, rel=1e-6)
    error = np.sqrt(1 / 40 + 1 / 60 + 1 / 10 + 1 / 90)
    assert fit[1][1] == pytest.approx(error, rel=1e-6)
    assert found.low == pytest.approx(6.0 * np.exp(-1.96 * error), rel=1e-6)
    assert (found.n, found.what) == (200, "patients")


def test_a_weight_stands_for_so_many_rows():
    rng = np.random.default_rng(1)
    x = rng.standard_normal(400)
    y = rng.random(400) < 1 / (1 + np.exp(-x))
    w = rng.integers(1, 4, 400)
    again = np.repeat(np.arange(400), w)
    weighted, _ = logistic_regression(y, [x], weights=w)
    repeated, _ = logistic_regression(y[again], [x[again]])
    assert weighted == pytest.approx(repeated, rel=1e-8)


def test_alike_members_of_a_group_widen_the_error():
    """Copies of a row in one group tell no more than the row."""
    rng = np.random.default_rng(2)
    x = rng.standard_normal(300)
    y = rng.random(300) < 1 / (1 + np.exp(-x))
    four = np.repeat(np.arange(300), 4)
    naive = logistic_regression(y[four], [x[four]])[1][1]
    robust = logistic_regression(y[four], [x[four]], clusters=four)[1][1]
    alone = logistic_regression(y, [x])[1][1]
    assert naive == pytest.approx(alone / 2, rel=1e-6)
    assert robust == pytest.approx(alone, rel=0.15)


@pytest.mark.parametrize(("y", "x"), [([1, 1, 1], [1, 2, 3]), ([0, 1, 1], [2, 2, 2])])
def test_what_does_not_vary_has_no_odds(y, x):
    assert np.isnan(odds_ratio(logistic_regression(y, [x]), 1, 3).mean)


def test_correlation_by_hand():
    """r = 0.9 of five pairs: atanh 0.9 = 1.472, half-width 1.96 / sqrt 2."""
    found = correlation([1, 2, 3, 4, 5], [1, 2, 3, 5, 4])
    assert found.mean == pytest.approx(0.9)
    assert found.low == pytest.approx(np.tanh(1.4722 - 1.3859), abs=1e-3)
    assert found.n == 5


@pytest.mark.parametrize(("x", "y"), [([1, 2, 3], [1, 2, 3]), ([1, 1, 1, 1], [1, 2, 3, 4])])
def test_no_correlation_of_too_few_or_of_what_does_not_vary(x, y):
    assert np.isnan(correlation(x, y).mean)


def test_pairs_without_a_value_are_left_out():
    assert correlation([1, 2, 3, 4, np.nan], [1, 2, 3, 5, 9]).n == 4


def test_funnel_flags_only_what_sticks_out():
    flags = funnel_flags([100] * 9 + [400, 20], [100] * 11)
    assert flags.tolist() == [0] * 9 + [1, -1]


def test_spread_between_hospitals_widens_the_limits():
    """One hospital at 1.3 stands out of equals, and not among hospitals that all differ."""
    expected = np.full(21, 1000.0)
    equal, differ = np.full(21, 1000.0), 1000.0 * np.linspace(0.7, 1.3, 21)
    equal[-1] = 1300.0
    assert funnel_flags(equal, expected)[-1] == 1
    assert funnel_flags(differ, expected)[-1] == 0


def test_kappa_by_hand():
    """Two raters, four patients, agree on three: (0.75 - 0.5) / (1 - 0.5)."""
    assert weighted_kappa([0, 0, 1, 1], [0, 0, 1, 0], 2) == pytest.approx(0.5)
    assert weighted_kappa([0, 1, 2], [2, 1, 0], 3) < 0
    assert np.isnan(weighted_kappa([1, 1], [0, 1], 2))


@given(st.lists(st.floats(-5, 5), min_size=2, max_size=30))
def test_the_mean_lies_in_its_interval(values):
    found = over_runs([*values, float("nan")])
    assert found.n == len(values)
    assert found.low - 1e-9 <= found.mean <= found.high + 1e-9
    assert found.mean == pytest.approx(np.mean(values))


def test_one_run_has_no_interval():
    found = over_runs([1.0])
    assert isinstance(found, Estimate)
    assert np.isnan(found.low)
