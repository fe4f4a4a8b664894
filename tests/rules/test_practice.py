"""Practice as a code: sets of points, steps towards a model, what a code learns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.rules import practice
from culturesim.rules.practice import ALL_POINTS, N_POINTS

POINTS = st.integers(0, ALL_POINTS)


@st.composite
def beliefs(draw):
    """A pair of disjoint sets of points."""
    settled, yes = draw(POINTS), draw(POINTS)
    return settled & yes, settled & ~yes


def as_list(yes, no):
    """Each point as -1, 0 or 1."""
    return [(yes >> k & 1) - (no >> k & 1) for k in range(N_POINTS)]


def test_thirty_points():
    assert N_POINTS == 30
    assert practice.n_points(ALL_POINTS) == 30


@given(POINTS)
def test_points_are_counted(points):
    assert practice.n_points(points) == points.bit_count()


@given(beliefs(), POINTS)
def test_lead_and_know_how_are_those_of_the_list(held, sound):
    truth = as_list(sound, ALL_POINTS ^ sound)
    lead = sum(a * b for a, b in zip(as_list(*held), truth, strict=True))
    assert practice.lead_over_error(*held, sound) == lead
    assert practice.know_how(lead) == pytest.approx((lead + 30) / 60)


@given(beliefs(), beliefs(), POINTS)
def test_a_step_is_that_of_the_list(held, model, points):
    after = practice.step_towards(*held, *model, points)
    wanted = []
    for k, (own, other) in enumerate(zip(as_list(*held), as_list(*model), strict=True)):
        moves = points >> k & 1 and other not in {0, own}
        wanted.append(own + other if moves else own)
    assert as_list(*after) == wanted
    assert after[0] & after[1] == 0


@given(beliefs(), beliefs())
def test_two_steps_reach_a_model_that_is_settled(held, model):
    yes, no = held
    for _ in range(2):
        yes, no = practice.step_towards(yes, no, *model, ALL_POINTS)
    assert practice.step_towards(yes, no, *model, ALL_POINTS) == (yes, no)
    assert (yes & model[0], no & model[1]) == model


def test_a_code_follows_by_hand():
    assert practice.p_code_follows(3, 0.1) == pytest.approx(1.0 - 0.9**3)
    assert practice.p_code_follows(-3, 0.1) == 0.0
    assert practice.p_code_follows(5, 0.0) == 0.0
    assert practice.p_code_follows(1, 1.0) == 1.0


@given(st.integers(0, 60), st.floats(0.0, 1.0))
def test_more_models_convince_sooner(lead, p_one):
    one, more = (practice.p_code_follows(n, p_one) for n in (lead, lead + 1))
    assert 0.0 <= one <= more + 1e-12 <= 1.0 + 1e-9


def test_know_how_at_the_reference_changes_nothing():
    assert practice.rel_practice(0.92, 0.92, 0.5) == 1.0
    assert practice.rel_practice(0.72, 0.92, 0.5) == pytest.approx(0.9)
    assert practice.rel_practice(0.0, 1.0, 2.0) == 0.0


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_newcomers_end_between_themselves_and_the_ward(own, ward, pull):
    after = practice.pulled_in(own, ward, pull)
    assert min(own, ward) - 1e-12 <= after <= max(own, ward) + 1e-12
