"""M7: values by hand, limits and signs of speaking up and of the channel chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.rules.numeric import exp
from culturesim.rules.voice import (
    channel,
    channel_form_share,
    diffusion,
    felt_hierarchy,
    p_speak_up,
    speak_up_logit,
)

from .given import PRESSURE, UNIT, WEIGHT, U, between, rises

WEIGHTS = (-1.3, 2.5, 3.0, 3.0, 3.5, 0.5, 1.1)
NAMES = ("severity", "fear", "futility", "norm", "hierarchy", "skill", "diffusion", "disposition")
SIGNS = {"severity": 1, "fear": -1, "futility": -1, "norm": 1}
SIGNS |= {"hierarchy": -1, "skill": 1, "diffusion": 1, "disposition": 1}


def logit(**terms: float) -> float:
    return speak_up_logit(*[terms.get(name, 0.0) for name in NAMES], *WEIGHTS)


def test_logit_by_hand():
    # -1.3 + 1.25 - 0.6 - 0.9 + 1.4 - 0.2 + 1.1 - 0.3 + 0.25 = 0.7
    x = logit(severity=0.5, fear=0.2, futility=0.3, norm=0.4, hierarchy=0.4, skill=1.0,
              diffusion=-0.3, disposition=0.25)  # fmt: skip
    assert x == pytest.approx(0.7)


def test_the_open_and_the_fearful_culture_of_the_theory():
    open_culture = logit(severity=0.6, fear=0.1, futility=0.25, norm=0.9)
    fearful = logit(severity=0.6, fear=0.7, futility=0.7, norm=0.02)
    assert p_speak_up(open_culture) == pytest.approx(0.91, abs=0.005)
    assert p_speak_up(fearful) == pytest.approx(0.02, abs=0.005)


@pytest.mark.parametrize("name", NAMES)
def test_every_term_has_its_sign_and_its_weight(name):
    weights = dict(zip(NAMES, (*WEIGHTS[1:], 1.0, 1.0), strict=True))
    effect = logit(**{name: 0.5}) - logit()
    assert effect == pytest.approx(SIGNS[name] * weights[name] * 0.5)


@given(between(-30.0, 30.0), WEIGHT)
def test_speaking_is_a_chance_that_rises_with_the_logit(x, more):
    assert 0.0 < p_speak_up(x) <= 1.0
    assert rises(p_speak_up(x), p_speak_up(x + more))
    assert p_speak_up(x) + p_speak_up(-x) == pytest.approx(1.0)


def test_hierarchy_by_hand():
    assert [felt_hierarchy(grade, 0.6) for grade in (1, 2, 3, 4)] == pytest.approx(
        [0.6, 0.4, 0.2, 0.0]
    )


def test_diffusion_by_hand():
    assert diffusion(0, 0.3) == 0.0
    assert diffusion(1, 0.3) == 0.0
    assert diffusion(2, 0.5) == pytest.approx(-0.693147, abs=1e-6)  # ln(1 - 0.5)
    # three saw it: ln(1 - 0.25 ** 0.5) = ln 0.5
    assert diffusion(3, 0.25) == pytest.approx(-0.693147, abs=1e-6)


@given(st.integers(1, 100), between(0.01, 0.99))
def test_every_further_observer_makes_each_less_likely_to_speak(n, cost):
    assert rises(diffusion(n + 1, cost), diffusion(n, cost))
    assert diffusion(n, cost) <= 0.0


@pytest.mark.parametrize(
    ("cost", "n", "nobody"),
    [(0.1, 2, 0.010), (0.1, 10, 0.077), (0.3, 5, 0.222), (0.5, 3, 0.354), (0.8, 20, 0.791)],
)
def test_the_dilemma_of_the_volunteer_gives_the_published_chance_that_nobody_acts(cost, n, nobody):
    p_acts = exp(diffusion(n, cost))  # the shift is the log of this chance
    assert (1.0 - p_acts) ** n == pytest.approx(nobody, abs=6e-4)


def test_form_share_by_hand():
    assert channel_form_share(0.4, 0.5, False, 1.5, 0.8) == pytest.approx(0.2)
    assert channel_form_share(0.4, 1.0, True, 1.5, 1.0) == pytest.approx(0.6)
    assert channel_form_share(0.4, 1.0, True, 1.5, 2.0) == pytest.approx(0.3)
    assert channel_form_share(0.9, 1.0, True, 1.5, 1.0) == 0.9


@given(UNIT, between(0.0, 2.0), st.booleans(), between(0.0, 5.0), PRESSURE, UNIT)
def test_pressure_puts_people_off_forms(base, rel, is_event, weight, rho, more):
    here = channel_form_share(base, rel, is_event, weight, rho)
    assert 0.0 <= here <= 0.9
    assert rises(channel_form_share(base, rel, is_event, weight, rho + more), here)


def test_channels_split_the_unit_interval():
    # bypass to 0.05, challenge to 0.2, then 0.8 x 0.5 on forms to 0.6, the rest to the manager
    us = (0.0, 0.049, 0.051, 0.199, 0.201, 0.599, 0.601, 0.999)
    assert [channel(u, 0.15, 0.05, 0.5) for u in us] == [5, 5, 2, 2, 4, 4, 3, 3]


@given(U, UNIT)
def test_only_known_channels_are_chosen(u, frac_form):
    assert channel(u, 0.15, 0.03, frac_form) in {2, 3, 4, 5}
