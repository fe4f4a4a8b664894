"""M15: values by hand, limits and signs of the mortality chart and of inspection."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.rules.oversight import (
    attention_to_finding,
    concern_score,
    cusum_next,
    expected_death,
    p_finding,
    score_next,
    scrutiny_next,
)

from .given import TAU, UNIT, WEIGHT, between, rises

RISK = between(0.001, 0.9)


def test_chart_by_hand():
    # death: ln 2 - ln(1 - 0.1 + 2 x 0.1) = ln(2 / 1.1); survival: -ln 1.1
    assert cusum_next(1.0, 0.1, True, 2.0) == pytest.approx(1.0 + math.log(2 / 1.1))
    assert cusum_next(1.0, 0.1, False, 2.0) == pytest.approx(1.0 - math.log(1.1))
    assert cusum_next(0.0, 0.1, False, 2.0) == 0.0


@given(between(0.0, 8.0), RISK, between(1.1, 10.0))
def test_a_death_raises_the_chart_and_a_survival_lowers_it(cusum, p, odds):
    assert cusum_next(cusum, p, True, odds) > cusum
    assert 0.0 <= cusum_next(cusum, p, False, odds) <= cusum


@given(between(0.0, 8.0), RISK, RISK)
def test_the_death_of_a_patient_at_low_risk_says_more(cusum, p, other):
    low, high = sorted((p, other))
    assert rises(cusum_next(cusum, high, True, 2.0), cusum_next(cusum, low, True, 2.0))


@given(RISK)
def test_the_chart_falls_on_average_while_risk_is_as_predicted(p):
    step = p * (cusum_next(9.0, p, True, 2.0) - 9.0)
    step += (1 - p) * (cusum_next(9.0, p, False, 2.0) - 9.0)
    assert step < 0.0


@given(RISK)
def test_the_chart_rises_on_average_at_the_odds_it_looks_for(p):
    doubled = 2 * p / (1 - p + 2 * p)
    step = doubled * (cusum_next(9.0, p, True, 2.0) - 9.0)
    step += (1 - doubled) * (cusum_next(9.0, p, False, 2.0) - 9.0)
    assert step > 0.0


def test_expected_death_by_hand():
    assert expected_death(0.04, 1.5, 0.25) == pytest.approx(0.075)  # 0.04 x 1.5 x 1.25
    assert expected_death(0.8, 1.5, 0.0) == 0.9


@given(UNIT, between(0.1, 5.0), UNIT)
def test_deeper_coding_predicts_more_deaths(risk, calibration, coding):
    assert rises(expected_death(risk, calibration, 0.0), expected_death(risk, calibration, coding))


def test_score_by_hand():
    assert score_next(10.0, 2.0, 5.0) == pytest.approx(10.0)  # 10 - 2 + 2: at rest
    assert score_next(1.0, 0.0, 4.0) == 0.75


@given(WEIGHT, TAU)
def test_a_score_without_signals_fades_and_stays_positive(score, tau):
    assert 0.0 <= score_next(score, 0.0, tau) <= score


def test_concern_by_hand():
    # (3 + 0.5 x 2)(1 - 0.5 x 0.8) = 4 x 0.6
    assert concern_score(3.0, 2.0, 0.5, 0.8, 0.5) == pytest.approx(2.4)
    assert concern_score(3.0, 2.0, 0.5, 1.0, 1.0) == 0.0


@given(WEIGHT, WEIGHT, UNIT, UNIT, UNIT)
def test_assurance_by_others_lowers_vigilance(statistical, soft, assurance, reliance, more):
    here = concern_score(statistical, soft, 0.5, assurance, reliance)
    assert rises(concern_score(statistical, soft, 0.5, assurance + more, reliance), here)
    assert concern_score(statistical, soft, 0.5, assurance, 0.0) == statistical + 0.5 * soft


def test_finding_by_hand():
    # 1 - exp(-1.5 x 0.8 x 0.5) = 1 - exp(-0.6)
    assert p_finding(1.5, 0.8, 0.5) == pytest.approx(1 - math.exp(-0.6))
    assert p_finding(1.5, 0.0, 0.0) == 0.0
    assert p_finding(1.5, 3.0, 1.0) == 0.0


@given(WEIGHT, WEIGHT, UNIT, UNIT)
def test_worse_care_is_found_and_a_veil_hides_it(iota, badness, veil, more):
    here = p_finding(iota, badness, veil)
    assert 0.0 <= here <= 1.0
    assert rises(here, p_finding(iota, badness + more, veil))
    assert rises(p_finding(iota, badness, min(veil + more, 1.0)), here)


@given(WEIGHT, WEIGHT)
def test_a_graver_finding_draws_more_attention(badness, more):
    assert attention_to_finding(badness) == min(badness, 1.0)
    assert rises(attention_to_finding(badness), attention_to_finding(badness + more))


def test_scrutiny_by_hand():
    assert scrutiny_next(0.5, 10.0) == pytest.approx(0.45)


@given(UNIT, TAU, st.integers(1, 50))
def test_scrutiny_fades_without_going_below_zero(scrutiny, tau, days):
    before = scrutiny
    for _ in range(days):
        scrutiny = scrutiny_next(scrutiny, tau)
    assert 0.0 <= scrutiny <= before
