"""Declared ratings, returns below a limit, the funnel; by hand and as properties."""

import math

import numpy as np
import pytest
from hypothesis import given

from culturesim.rules.returns import funnel_limit, funnel_z, self_rating, shortfall

from .given import UNIT, between, rises


@given(UNIT, UNIT, UNIT)
def test_a_declared_rating_is_never_below_the_picture(picture, pressure, gaming):
    rating = self_rating(picture, pressure, gaming)
    assert rises(picture, rating)
    assert rises(rating, 1.0)
    assert self_rating(picture, pressure, 0.0) == self_rating(picture, 0.0, gaming) == picture


def test_rating_by_hand():
    assert self_rating(0.4, 0.5, 0.5) == pytest.approx(0.55)


@given(between(0.0, 2.0), between(0.01, 1.0))
def test_a_return_falls_short_only_below_its_limit(value, limit):
    short = shortfall(value, limit)
    assert 0.0 <= short <= 1.0
    assert (short > 0.0) == (value < limit and 1.0 - value / limit > 0.0)


def test_funnel_by_hand():
    assert funnel_z(121.0, 100.0, 1.0) == pytest.approx(2.0)
    assert funnel_z(1.21, 1.0, 100.0) == pytest.approx(2.0)
    assert funnel_z(81.0, 100.0, 1.0) == pytest.approx(-2.0)
    assert funnel_z(5.0, 0.0, 1.0) == 0.0
    assert funnel_limit(3.09, 4.0) == pytest.approx(6.18)
    assert funnel_limit(3.09, 0.2) == 3.09


def test_poisson_counts_have_a_z_of_unit_spread_whatever_their_size():
    rng = np.random.default_rng(1)
    for mean in (40.0, 1000.0):
        z = [funnel_z(float(n), mean, 1.0) for n in rng.poisson(mean, 4000)]
        assert np.std(z) == pytest.approx(1.0, abs=0.04)
        upper = np.mean(np.array(z) > 3.09)
        assert upper < 0.003, "about one in a thousand lies above by chance"


@given(between(0.0, 1e4), between(0.0, 1e4))
def test_more_deaths_lie_higher(a, b):
    low, high = sorted((a, b))
    assert rises(funnel_z(low, 100.0, 1.0), funnel_z(high, 100.0, 1.0))
    assert math.isfinite(funnel_z(a, b, 1.0))
