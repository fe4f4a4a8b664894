"""T27: what survives L levels is (1 - f)^L, and a bypass w makes it 1 - (1 - w)(1 - (1 - f)^L)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.evidence.theory.upward_filter import carried_up
from culturesim.rules.filtering import filter_share, passed_up, surviving_share, with_bypass

UNIT = st.floats(0.0, 1.0, allow_subnormal=False)
LEVELS = st.integers(0, 12)


def test_the_number_of_the_theory():
    assert surviving_share(0.3, 4, 0.0) == pytest.approx(0.2401, rel=1e-12)
    assert carried_up(1.0, 0.3, 4) == pytest.approx(0.2401, rel=1e-12)


@given(UNIT, LEVELS)
def test_the_share_is_the_power_of_the_levels(f, n_levels):
    assert surviving_share(f, n_levels, 0.0) == pytest.approx((1.0 - f) ** n_levels, abs=1e-12)
    assert carried_up(1.0, f, n_levels) == pytest.approx((1.0 - f) ** n_levels, abs=1e-12)


@given(UNIT, LEVELS, UNIT)
def test_the_bypass_formula(f, n_levels, w):
    expected = 1.0 - (1.0 - w) * (1.0 - (1.0 - f) ** n_levels)
    assert surviving_share(f, n_levels, w) == pytest.approx(expected, abs=1e-12)


@given(UNIT, UNIT, LEVELS, UNIT)
def test_a_chain_of_tellers_with_a_bypass_gives_the_same(view, f, n_levels, w):
    arrived = with_bypass(carried_up(view, f, n_levels), view, w)
    assert arrived == pytest.approx(view * surviving_share(f, n_levels, w), abs=1e-12)


def test_levels_that_filter_differently_multiply():
    pressures, fears = (0.2, 0.5, 0.8), (0.1, 0.4, 0.7)
    view, expected = 0.8, 0.8
    for felt, fear in zip(pressures, fears, strict=True):
        kept = filter_share(0.1, felt, fear, 0.2, 0.3)
        view = passed_up(view, kept)
        expected *= 1.0 - (0.1 + 0.2 * felt + 0.3 * fear)
    assert view == pytest.approx(expected)


@pytest.mark.parametrize("n_levels", [1, 3, 5])
def test_a_full_bypass_or_no_filter_lets_everything_through(n_levels):
    assert surviving_share(0.4, n_levels, 1.0) == 1.0
    assert surviving_share(0.0, n_levels, 0.0) == 1.0


def test_the_bypass_is_worth_most_where_the_hierarchy_is_deepest():
    gains = [surviving_share(0.3, n, 0.2) - surviving_share(0.3, n, 0.0) for n in range(6)]
    assert gains == sorted(gains)
    assert gains[0] == 0.0
