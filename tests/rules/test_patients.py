"""M14: values by hand, limits and signs of risk, stay, experience and complaint."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.rules.numeric import logistic
from culturesim.rules.patients import (
    acuity,
    age_band,
    bad_experience,
    baseline_risk,
    community_futility_next,
    expected_escalations,
    p_complain,
    p_death_today,
    p_informal,
    p_upheld,
    planned_stay,
)

from .given import NOISE, UNIT, WEIGHT, U, between, lies_between, rises

WEIGHTS = (-4.6, 2.0, 2.0, 2.0, 2.0, 1.0)
BEYOND_DEATHS_BOUND = 0.5
MEAN_BAND = between(0.0, 3.0)


def test_age_bands_split_the_unit_interval():
    shares = (0.3, 0.55, 0.8)
    bands = [age_band(u, *shares) for u in (0.0, 0.299, 0.3, 0.549, 0.55, 0.799, 0.8, 0.999)]
    assert bands == [0, 0, 1, 1, 2, 2, 3, 3]


def test_baseline_risk_by_hand():
    # 0.04 x 2.5 x (1 + 0.6 x 0.5) = 0.13
    assert baseline_risk(0.04, 2.5, 0.6, 0.75) == pytest.approx(0.13)


@given(UNIT, WEIGHT, UNIT, U)
def test_the_draws_average_to_the_mean_of_the_band(mean, rel, spread, u):
    pair = baseline_risk(mean, rel, spread, u) + baseline_risk(mean, rel, spread, 1.0 - u)
    if mean * rel * (1.0 + spread) < 0.95:  # below the bound
        assert pair / 2 == pytest.approx(mean * rel)
    assert 0.0 <= baseline_risk(mean, rel, spread, u) <= 0.95


def test_acuity_by_hand():
    # 1 + 0.1 (3 - 1.35) + 0.15 x 1 = 1.315
    assert acuity(3, 1.35, 0.1, 1.0, 0.15) == pytest.approx(1.315)
    assert acuity(0, 1.35, 0.1, -9.0, 0.15) == 0.4


@given(st.integers(0, 2), MEAN_BAND, UNIT, NOISE, UNIT)
def test_the_older_need_no_less_care(band, mean, step, noise, sd):
    assert rises(acuity(band, mean, step, noise, sd), acuity(band + 1, mean, step, noise, sd))


@given(st.tuples(UNIT, UNIT, UNIT).map(sorted), between(0.0, 0.2))
def test_acuity_averages_to_one_whatever_the_age_mix(shares, step):
    ends = [0.0, *shares, 1.0]
    mix = [high - low for low, high in itertools.pairwise(ends)]
    mean = 3.0 - sum(shares)
    total = sum(share * acuity(band, mean, step, 0.0, 0.0) for band, share in enumerate(mix))
    assert total == pytest.approx(1.0)


def test_stay_by_hand():
    assert planned_stay(0.0, 6.5, 120) == 1  # nobody stays less than a day
    # 1 + the whole part of -ln(0.5) x 6 = 4.16
    assert planned_stay(0.5, 6.5, 120) == 5
    assert planned_stay(0.999_999, 6.5, 30) == 30  # 83 days, bounded


@pytest.mark.parametrize(("mean", "error"), [(2.0, 0.06), (4.0, 0.03), (6.6, 0.02), (12.0, 0.02)])
def test_stays_have_the_mean_asked_for(mean, error):
    n = 20_000
    total = sum(planned_stay((k + 0.5) / n, mean, 1000) for k in range(n))
    assert total / n == pytest.approx(mean, abs=error)


@given(U, U, between(1.0, 30.0))
def test_a_higher_draw_is_no_shorter_stay(u, v, mean):
    low, high = min(u, v), max(u, v)
    assert 1 <= planned_stay(low, mean, 120) <= planned_stay(high, mean, 120) <= 120


def test_death_by_hand():
    assert p_death_today(0.066, 6.6, 1.5) == pytest.approx(0.015)
    assert p_death_today(1.0, 1.0, 3.0) == 0.5


@given(UNIT, between(1.0, 30.0), WEIGHT, WEIGHT)
def test_worse_care_kills_no_fewer(risk, stay, rel, more):
    here = p_death_today(risk, stay, rel)
    assert 0.0 <= here <= BEYOND_DEATHS_BOUND
    assert rises(here, p_death_today(risk, stay, rel + more))


def test_experience_by_hand():
    assert bad_experience(0.5, 1, 0.6, 0.25) == pytest.approx(0.55)  # 0.3 + 0.25
    assert bad_experience(0.5, 3, 0.6, 0.25) == 1.0
    assert bad_experience(0.0, 0, 0.6, 0.25) == 0.0


def test_complaint_by_hand():
    # -4.6 + 2 x 0.5 - 2 x 0.5 - 2 x 0.5 + 2 + 1 = -2.6
    assert p_complain(0.5, True, 0.5, 0.5, True, *WEIGHTS) == pytest.approx(logistic(-2.6))
    # -4.6 + 1 - 1 - 1
    assert p_complain(0.5, False, 0.5, 0.5, False, *WEIGHTS) == pytest.approx(logistic(-5.6))


def test_harm_and_a_carer_multiply_the_odds_as_their_weights_say():
    def odds(is_harmed: bool, has_carer: bool) -> float:
        p = p_complain(0.3, is_harmed, 0.5, 0.5, has_carer, *WEIGHTS)
        return p / (1.0 - p)

    assert odds(True, False) / odds(False, False) == pytest.approx(math.exp(2.0))
    assert odds(False, True) / odds(False, False) == pytest.approx(math.exp(1.0))


@given(UNIT, UNIT, UNIT, UNIT, st.booleans(), st.booleans())
def test_powerlessness_and_futility_silence_patients(x, powerless, futility, more, harm, carer):
    here = p_complain(x, harm, powerless, futility, carer, *WEIGHTS)
    assert 0.0 < here < 1.0
    assert rises(here, p_complain(x + more, harm, powerless, futility, carer, *WEIGHTS))
    assert rises(p_complain(x, harm, powerless + more, futility, carer, *WEIGHTS), here)
    assert rises(p_complain(x, harm, powerless, futility + more, carer, *WEIGHTS), here)


def test_remark_by_hand():
    # -1.6 + 2 x 0.8 - 2 x 0 = 0
    assert p_informal(0.8, 0.0, -1.6, 2.0, 2.0) == pytest.approx(0.5)


@given(UNIT, UNIT, UNIT)
def test_the_powerless_say_less(x, powerless, more):
    here = p_informal(x, powerless, -1.6, 2.0, 2.0)
    assert rises(p_informal(x, powerless + more, -1.6, 2.0, 2.0), here)
    assert rises(here, p_informal(x + more, powerless, -1.6, 2.0, 2.0))


def test_upheld_by_hand():
    assert p_upheld(0.3, 0.3, 2.0) == 0.5
    assert p_upheld(1.0, 0.5, 2.0) == pytest.approx(logistic(1.0))
    assert p_upheld(0.0, 0.5, 2.0) == pytest.approx(1.0 - p_upheld(1.0, 0.5, 2.0))


def test_community_by_hand():
    # 1 of 4 upheld: target 0.75; 0.5 + 0.02 x 0.25
    assert community_futility_next(0.5, 4, 1, 0.02) == pytest.approx(0.505)
    assert community_futility_next(0.5, 1, 1, 0.02) == pytest.approx(0.49)
    assert community_futility_next(0.5, 0, 0, 0.02) == 0.5


@given(UNIT, st.integers(0, 40), UNIT, UNIT)
def test_community_moves_towards_the_share_brushed_off(futility, n, share, rate):
    upheld = int(share * n)
    target = 1.0 - upheld / n if n else futility
    assert lies_between(community_futility_next(futility, n, upheld, rate), futility, target)


def test_escalations_by_hand():
    assert expected_escalations(45.0, 0.1) == pytest.approx(0.05)
    assert expected_escalations(0.0, 0.1) == 0.0
