"""T23: whether near misses alarm or reassure turns exactly at phi* = 1 - r.

A near miss counts as the share 1 - phi of a failure, phi set by how it is framed, after Dillon
and Tinsley (2008). True risk is held constant: nothing but near misses is seen.
"""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from culturesim.evidence.theory.near_miss import (
    RATE,
    belief_after_near_misses,
    critical_framing,
)
from culturesim.rules.noticing import risk_belief_next

UNIT = st.floats(0.0, 1.0, allow_subnormal=False)


@pytest.mark.parametrize("belief", [0.1, 0.25, 0.5, 0.75, 0.9])
def test_the_critical_framing_is_one_less_the_belief(belief):
    assert critical_framing(belief) == pytest.approx(1.0 - belief, abs=1e-9)


@pytest.mark.parametrize("belief", [0.1, 0.25, 0.5, 0.75, 0.9])
@pytest.mark.parametrize("step", [1e-9, 1e-6, 0.01, 0.1])
def test_the_sign_flips_at_the_critical_framing(belief, step):
    critical = 1.0 - belief
    assert belief_after_near_misses(belief, critical + step) < belief
    assert belief_after_near_misses(belief, critical - step) > belief


@pytest.mark.parametrize("belief", [0.125, 0.25, 0.5, 0.75])
def test_at_the_critical_framing_nothing_is_learnt(belief):
    assert belief_after_near_misses(belief, 1.0 - belief) == belief


@given(UNIT, UNIT, st.floats(0.001, 1.0))
def test_the_sign_flips_there_for_every_belief(belief, framing, rate):
    assume(abs(framing - (1.0 - belief)) > 1e-9)
    falls = belief_after_near_misses(belief, framing, rate) < belief
    assert falls is (framing > 1.0 - belief)


def test_without_debrief_thirty_near_misses_reassure_and_with_one_they_alarm():
    # (1 - 0.05) ** 30 = 0.2146 of the gap is left: 0.3 + 0.2146 x 0.2 and 0.7 - 0.2146 x 0.2
    assert belief_after_near_misses(0.5, 0.7) == pytest.approx(0.3429, abs=1e-4)
    assert belief_after_near_misses(0.5, 0.3) == pytest.approx(0.6571, abs=1e-4)


def test_harm_itself_always_alarms():
    assert risk_belief_next(0.9, 1.0, RATE) > 0.9
