"""M10: values by hand, limits and signs of the norm of voice and its enforcement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.rules.norms import is_enforcing, norm_next, p_sanction

from .given import TAU, UNIT, lies_between, rises

MAJORITY = 0.5


def test_norm_by_hand():
    assert norm_next(0.2, 0.7, 5.0) == pytest.approx(0.3)  # 0.2 + 0.5 / 5


@given(UNIT, UNIT, TAU)
def test_norm_moves_towards_the_neighbours(norm, voice, tau):
    assert lies_between(norm_next(norm, voice, tau), norm, voice)


def test_norm_closes_all_but_a_third_of_a_gap_in_one_time_constant():
    norm = 0.0
    for _ in range(5):
        norm = norm_next(norm, 1.0, 5.0)
    assert norm == pytest.approx(1.0 - 0.8**5)


@pytest.mark.parametrize(
    ("loyal", "norm", "enforcing", "conviction", "expected"),
    [
        (True, 0.2, 0.0, 0.9, True),  # a believer needs nobody
        (True, 0.5, 1.0, 0.0, False),  # half speak: silence is no norm any more
        (False, 0.2, 0.5, 0.3, True),  # 0.5 > 0.3 + 0.1
        (False, 0.2, 0.4, 0.3, False),  # 0.4 is not above 0.4
        (False, 0.2, 0.0, 0.0, False),  # nobody to fear
    ],
)
def test_enforcement_by_hand(loyal, norm, enforcing, conviction, expected):
    assert is_enforcing(loyal, norm, enforcing, conviction, 0.1, MAJORITY) is expected


@given(st.booleans(), UNIT, UNIT, UNIT, UNIT, UNIT, UNIT)
def test_nobody_is_talked_out_of_enforcing_by_more_enforcers(
    loyal, norm, share, more, s, cost, majority
):
    if is_enforcing(loyal, norm, share, s, cost, majority):
        assert is_enforcing(loyal, norm, share + more, s, cost, majority)
        assert norm < majority


def test_sanction_by_hand():
    assert p_sanction(0.4, 0.3) == pytest.approx(0.12)
    assert p_sanction(0.0, 0.3) == 0.0


@given(UNIT, UNIT, UNIT)
def test_sanction_grows_with_enforcers_up_to_its_strength(share, more, strength):
    assert rises(p_sanction(share, strength), p_sanction(share + more, strength))
    assert p_sanction(share, strength) <= strength
