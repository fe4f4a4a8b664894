"""Several bodies: responsibility, cost, sharing, assurance; by hand and as properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.evidence.theory.volunteers import TABLE, p_nobody
from culturesim.rules.watchers import (
    assurance,
    calm,
    cost_borne,
    n_responsible,
    p_acts,
    pooled,
)

from .given import UNIT, between, rises

BODIES = st.integers(1, 126)
RATIO = between(0.01, 0.95)


@pytest.mark.parametrize("ratio", TABLE)
@pytest.mark.parametrize("n", [2, 3, 5, 10, 20, 126])
def test_nobody_acts_as_often_as_in_the_table(ratio, n):
    """T3: the chance that none of n equal bodies acts is Diekmann's."""
    nobody = (1.0 - p_acts(n, ratio, 0.0)) ** n
    assert nobody == pytest.approx(p_nobody(n, ratio), abs=1e-12)
    assert nobody == pytest.approx(TABLE[ratio][(2, 3, 5, 10, 20, 126).index(n)], abs=0.01)


@given(BODIES, RATIO)
def test_a_lead_acts_whoever_else_there_is(n, ratio):
    assert p_acts(n, ratio, 1.0) == pytest.approx(1.0, abs=1e-12)
    assert p_acts(1, ratio, 0.0) == 1.0


@given(st.integers(2, 125), RATIO, UNIT)
def test_more_bodies_make_each_act_less_and_a_clearer_lead_makes_it_act_more(n, ratio, lead):
    assert rises(p_acts(n + 1, ratio, lead), p_acts(n, ratio, lead))
    assert rises(p_acts(n, ratio, 0.0), p_acts(n, ratio, lead))


@given(st.integers(2, 60), RATIO)
def test_sharing_the_cost_makes_it_likelier_that_somebody_acts(n, ratio):
    alone = (1.0 - p_acts(n, ratio, 0.0)) ** n
    together = (1.0 - p_acts(n, cost_borne(ratio, 1.0, n - 1.0), 0.0)) ** n
    assert together < alone
    assert cost_borne(ratio, 0.0, n) == ratio


def test_responsible_by_hand():
    assert n_responsible(3.0, 0.0, 1.0) == 3
    assert n_responsible(3.0, 5.0, 1.0) == 8
    assert n_responsible(7.0, 0.0, 0.3) == 3  # 1 + 1.8, rounded
    assert n_responsible(7.0, 0.0, 0.0) == 1


def test_no_cost_no_diffusion():
    assert p_acts(50, 0.0, 0.0) == 1.0


@given(between(0.0, 50.0), between(0.0, 50.0), UNIT)
def test_what_is_passed_on_never_lowers_a_score(own, best, degree):
    assert rises(own, pooled(own, best, degree))
    assert rises(pooled(own, best, degree), max(own, best))
    assert pooled(own, best, 0.0) == own


def test_calm_and_assurance_by_hand():
    assert calm(6.0, 12.0) == 0.5
    assert calm(0.0, 12.0) == 1.0
    assert calm(13.0, 12.0) == 0.0
    assert assurance(0.4, 0.0, 0.0) == 0.4
    assert assurance(0.4, 0.8, 1.0) == pytest.approx(0.6)


@given(UNIT, st.integers(0, 20), UNIT)
def test_assurance_is_a_share(picture, n, each):
    assert 0.0 <= assurance(picture, n * each, n) <= 1.0 + 1e-12
