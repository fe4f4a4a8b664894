"""T24: barriers that fail together let more through than their means say (the Swiss cheese).

With a shared factor z on every barrier, E[prod(1 - b z)] > prod(1 - b E[z]) if and only if z
varies: the product is strictly convex in z as soon as two barriers can stop anything.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.evidence.theory.common_mode import (
    POINTS,
    REFERENCE,
    mean_through,
    shared_and_apart,
    through_at_the_mean,
)
from culturesim.rules.barriers import common_factor

# Small enough for 1 + sd x noise to keep every barrier below 1, where nothing is cut off.
BEST = st.floats(0.01, 0.5)
SD = st.floats(0.01, 0.5)


def test_the_product_rule_is_exact_without_a_common_factor():
    # 0.45 x 0.75 x 0.7 x 0.4
    assert mean_through(REFERENCE, 0.0) == pytest.approx(0.0945, rel=1e-12)
    assert mean_through(REFERENCE, 0.0) == pytest.approx(through_at_the_mean(REFERENCE), rel=1e-12)


@given(BEST, BEST, BEST, BEST, SD)
def test_more_gets_through_when_barriers_vary_together(a, b, c, d, sd):
    bests = (a, b, c, d)
    mean_of_z = np.mean([common_factor(noise, sd) for noise in POINTS])
    assert mean_of_z == pytest.approx(1.0)
    assert mean_through(bests, sd) > through_at_the_mean(bests)


@given(BEST, SD)
def test_one_barrier_alone_has_no_common_mode(best, sd):
    alone = (best, 0.0, 0.0, 0.0)
    assert mean_through(alone, sd) == pytest.approx(through_at_the_mean(alone))


def test_two_barriers_by_hand():
    # E[(1 - a z)(1 - b z)] - (1 - a)(1 - b) = a b Var(z) = 0.5 x 0.4 x 0.2^2
    variance = float(np.var([common_factor(noise, 0.2) for noise in POINTS]))
    excess = mean_through((0.5, 0.4, 0.0, 0.0), 0.2) - through_at_the_mean((0.5, 0.4, 0.0, 0.0))
    assert excess == pytest.approx(0.2 * variance)
    assert variance == pytest.approx(0.04, rel=0.01)


def test_the_excess_grows_with_the_spread():
    through = [mean_through(REFERENCE, sd) for sd in (0.0, 0.05, 0.1, 0.2, 0.3)]
    assert (np.diff(through) > 0.0).all()


def test_separate_factors_of_the_same_spread_do_no_harm():
    shared, apart, error = shared_and_apart(np.random.default_rng(24), sd=0.3)
    assert apart == pytest.approx(through_at_the_mean(REFERENCE), abs=4.0 * error)
    assert shared > apart + 4.0 * error
