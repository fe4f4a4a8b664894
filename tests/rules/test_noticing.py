"""M6: values by hand, limits and signs of noticing and of normalisation."""

import pytest
from hypothesis import given

from culturesim.rules.noticing import (
    everyday_severity,
    is_concern,
    near_miss_signal,
    p_see,
    risk_belief_next,
    tolerance_after_harm,
    tolerance_after_harmless,
    tolerance_after_peer,
)

from .given import NOISE, UNIT, WEIGHT, between, lies_between, rises


def test_seeing_by_hand():
    # 0.07 (1 + 1 x 0.2)(0.5 + 0.75) = 0.105
    assert p_see(0.07, 1.0, 0.2, 1.0, 0.75, 0.5) == pytest.approx(0.105)
    assert p_see(0.07, 0.0, 0.0, 1.0, 1.0, 0.5) == 0.0
    assert p_see(0.5, 20.0, 1.0, 1.0, 1.0, 0.5) == 1.0
    # a newcomer looks as the base says, whatever newcomers believe
    assert p_see(0.07, 1.0, 0.0, 1.0, 0.8, 0.8) == pytest.approx(0.07)


@given(UNIT, WEIGHT, UNIT, UNIT, UNIT, UNIT)
def test_hazards_missed_care_and_wariness_show_more(base, hazard, missed, belief, new, more):
    here = p_see(base, hazard, missed, 1.0, belief, new)
    assert 0.0 <= here <= 1.0
    assert rises(here, p_see(base, hazard + more, missed, 1.0, belief, new))
    assert rises(here, p_see(base, hazard, missed + more, 1.0, belief, new))
    assert rises(here, p_see(base, hazard, missed, 1.0, belief + more, new))


def test_everyday_severity_by_hand():
    # 0.4 + 0.5 x 0.2 + 0.15 x 1 = 0.65
    assert everyday_severity(0.4, 0.2, 0.5, 1.0, 0.15) == pytest.approx(0.65)
    assert everyday_severity(0.1, 0.0, 0.5, -3.0, 0.15) == 0.0
    assert everyday_severity(0.9, 1.0, 0.5, 3.0, 0.15) == 1.0


@given(UNIT, UNIT, WEIGHT, NOISE, UNIT, UNIT)
def test_a_wider_gap_looks_worse(base, gap, weight, noise, sd, more):
    here = everyday_severity(base, gap, weight, noise, sd)
    assert 0.0 <= here <= 1.0
    assert rises(here, everyday_severity(base, gap + more, weight, noise, sd))


def test_concern_by_hand():
    assert is_concern(0.4, 0.0, 0.15, 0.3)
    assert not is_concern(0.3, 0.0, 0.15, 0.3)  # equal is tolerated
    assert is_concern(0.2, 1.0, 0.15, 0.3)  # 0.2 + 0.15 = 0.35
    assert not is_concern(0.4, -1.0, 0.15, 0.3)  # 0.4 - 0.15 = 0.25


@given(UNIT, NOISE, UNIT, UNIT, UNIT)
def test_the_tolerant_have_no_concern_the_strict_lack(deviation, noise, sd, tolerance, more):
    if is_concern(deviation, noise, sd, tolerance + more):
        assert is_concern(deviation, noise, sd, tolerance)


def test_creep_by_hand():
    assert tolerance_after_harmless(0.3, 0.5, 0.02) == pytest.approx(0.304)  # 0.3 + 0.02 x 0.2
    assert tolerance_after_harmless(0.5, 0.3, 0.02) == 0.5


@given(UNIT, UNIT, UNIT)
def test_creep_goes_up_only_and_no_further_than_what_was_seen(tolerance, deviation, rate):
    after = tolerance_after_harmless(tolerance, deviation, rate)
    assert after >= tolerance
    assert rises(after, max(tolerance, deviation))


def test_the_prevailing_practice_becomes_tolerated():
    tolerance = 0.3
    for _ in range(400):
        tolerance = tolerance_after_harmless(tolerance, 0.6, 0.02)
    assert tolerance == pytest.approx(0.6 - 0.3 * 0.98**400)


def test_cut_by_hand():
    assert tolerance_after_harm(0.5, 0.3) == pytest.approx(0.35)
    assert tolerance_after_harm(0.5, 0.0) == 0.5


def test_drift_and_accidents_make_a_sawtooth():
    tolerance, seen = 0.3, []
    for event in range(90):
        harmed = event % 30 == 29
        tolerance = (
            tolerance_after_harm(tolerance, 0.3) if harmed
            else tolerance_after_harmless(tolerance, 0.7, 0.02)
        )  # fmt: skip
        seen.append(tolerance)
    falls = [k for k in range(1, 90) if seen[k] < seen[k - 1]]
    assert falls == [29, 59, 89]


def test_peer_by_hand():
    assert tolerance_after_peer(0.3, 0.5, 0.25, 0.1) == pytest.approx(0.32)
    assert tolerance_after_peer(0.5, 0.3, 0.25, 0.1) == pytest.approx(0.48)
    assert tolerance_after_peer(0.3, 0.6, 0.25, 0.1) == 0.3  # 0.3 apart: no pull
    assert tolerance_after_peer(0.6, 0.3, 0.25, 0.1) == 0.6


@given(UNIT, UNIT, UNIT, UNIT)
def test_a_peer_pulls_no_further_than_his_own_place(tolerance, peer, confidence, rate):
    assert lies_between(tolerance_after_peer(tolerance, peer, confidence, rate), tolerance, peer)


def test_near_miss_by_hand():
    assert near_miss_signal(0.7) == pytest.approx(0.3)
    assert near_miss_signal(0.0) == 1.0


def test_risk_belief_by_hand():
    assert risk_belief_next(0.5, 1.0, 0.05) == pytest.approx(0.525)
    assert risk_belief_next(0.5, 0.3, 0.05) == pytest.approx(0.49)


@given(UNIT, UNIT, between(0.0, 1.0))
def test_risk_belief_moves_towards_the_signal(belief, signal, rate):
    assert lies_between(risk_belief_next(belief, signal, rate), belief, signal)
