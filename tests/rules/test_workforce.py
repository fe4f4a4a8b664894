"""M2: values by hand, limits and signs of rosters, energy, absence and leaving."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.rules.workforce import (
    contacts_left_next,
    energy_next,
    is_funded,
    is_rostered,
    moral_load_next,
    p_absent,
    p_leave,
    vacancy_days,
)

from .given import COUNT, PRESSURE, TAU, UNIT, WEIGHT, U, between, lies_between, rises

OFFSET = st.integers(0, 1000)
DRAIN = (0.15, 0.1, 0.01)


def test_roster_by_hand():
    # post 2, three shifts a week: (day + 6) mod 7 below 3 on days 1, 2 and 3
    assert [is_rostered(day, 2, 3, 0) for day in range(7)] == [0, 1, 1, 1, 0, 0, 0]
    # post 1: week w is leave while (w + 11) mod 52 is below 7: weeks 41 to 47
    at_work = [any(is_rostered(7 * w + d, 1, 3, 7) for d in range(7)) for w in range(52)]
    assert [w for w in range(52) if not at_work[w]] == list(range(41, 48))


@given(OFFSET, st.integers(0, 7), st.integers(0, 20))
def test_everybody_works_the_contract_over_a_year(offset, shifts, leave):
    worked = sum(is_rostered(day, offset, shifts, leave) for day in range(364))
    assert worked == shifts * (52 - leave)


@given(st.integers(0, 5000), st.integers(0, 7))
def test_seven_posts_in_a_row_cover_every_day_alike(day, shifts):
    assert sum(is_rostered(day, offset, shifts, 0) for offset in range(7)) == shifts


def test_absence_by_hand():
    # (0.036 + 0.1 x 0.5) x 1.3 x 1.1
    assert p_absent(0.5, 0.036, 0.1, 1.3, 1.1) == pytest.approx(0.12298)
    assert p_absent(1.0, 0.036, 0.1, 1.0, 1.0) == 0.036
    assert p_absent(0.0, 0.9, 0.5, 5.0, 1.5) == 1.0  # a chance, however extreme the parameters


@given(UNIT, UNIT, UNIT, WEIGHT, WEIGHT)
def test_absence_is_a_chance(energy, base, slope, rel, season):
    assert 0.0 <= p_absent(energy, base, slope, rel, season) <= 1.0


@given(UNIT, UNIT)
def test_the_tired_are_off_sick_more(energy, other):
    low, high = sorted((energy, other))
    assert rises(p_absent(high, 0.036, 0.1, 1.0, 1.0), p_absent(low, 0.036, 0.1, 1.0, 1.0))


def test_energy_by_hand():
    # on shift: 0.8 - 0.1 x 0.5 x 1.1 - 0.01 x 0.5 = 0.74
    assert energy_next(0.8, True, 1.5, 0.1, 0.5, *DRAIN) == pytest.approx(0.74)
    # off: 0.8 + 0.15 x 0.2 - 0.01 x 0.5 = 0.825
    assert energy_next(0.8, False, 1.5, 0.1, 0.5, *DRAIN) == pytest.approx(0.825)
    # slack on shift costs nothing
    assert energy_next(0.8, True, 0.7, 0.0, 0.0, *DRAIN) == 0.8
    assert energy_next(0.02, True, 3.0, 0.0, 0.0, *DRAIN) == 0.01


@given(UNIT, st.booleans(), PRESSURE, UNIT, WEIGHT, UNIT)
def test_pressure_and_moral_load_take_energy(energy, on_shift, rho, overtime, load, more):
    here = energy_next(energy, on_shift, rho, overtime, load, *DRAIN)
    assert 0.01 <= here <= 1.0
    assert rises(energy_next(energy, on_shift, rho + more, overtime, load, *DRAIN), here)
    assert rises(energy_next(energy, on_shift, rho, overtime, load + more, *DRAIN), here)


@given(between(0.01, 1.0), UNIT)
def test_rest_without_load_restores(energy, recovery):
    after = energy_next(energy, False, 3.0, 0.15, 0.0, recovery, 0.1, 0.01)
    assert lies_between(after, energy, 1.0)


def test_moral_load_by_hand():
    # 0.6 + (0.3 x 2 + 1 - 0.6) / 10 = 0.7
    assert moral_load_next(0.6, 0.3, 1, 2.0, 10.0) == pytest.approx(0.7)


@given(WEIGHT, UNIT, st.integers(0, 3), WEIGHT, TAU)
def test_moral_load_moves_towards_the_day(load, missed, unspoken, ethic, tau):
    day = missed * ethic + unspoken
    assert lies_between(moral_load_next(load, missed, unspoken, ethic, tau), load, day)


def test_leaving_by_hand():
    assert p_leave(1.0, 0.0, 0.0, 0.1 / 365, 1.5, 0.8, 1.0) == 0.1 / 365
    # exponent 1.5 x 0.4 + 0.8 x 0.25 + 1 x 0.2 = 1
    assert p_leave(0.6, 0.25, 0.2, 0.1 / 365, 1.5, 0.8, 1.0) == pytest.approx(0.1 / 365 * math.e)
    assert p_leave(0.0, 1.0, 1.0, 2 / 365, 10.0, 10.0, 10.0) == 1.0  # a chance still


@given(UNIT, UNIT, UNIT, UNIT)
def test_fear_lost_colleagues_and_exhaustion_drive_people_out(energy, left, fear, more):
    def at(energy: float, left: float, fear: float) -> float:
        return p_leave(energy, left, fear, 0.0002, 1.5, 0.8, 1.0)

    here = at(energy, left, fear)
    assert 0.0 < here <= 1.0
    assert rises(at(energy + more, left, fear), here)
    assert rises(here, at(energy, left + more, fear))
    assert rises(here, at(energy, left, fear + more))


def test_contacts_by_hand():
    assert contacts_left_next(0.9, 1, 10, 90.0) == pytest.approx(0.99)  # 0.9 - 0.01 + 0.1
    assert contacts_left_next(0.5, 3, 0, 90.0) == pytest.approx(0.5 * 89 / 90)
    assert contacts_left_next(0.0, 1, 1, 90.0) == 1.0
    assert contacts_left_next(0.9, 8, 8, 90.0) == 1.0


@given(UNIT, COUNT, COUNT, TAU)
def test_contacts_left_is_a_share(share, n_left, n_contacts, memory):
    assert 0.0 <= contacts_left_next(share, min(n_left, n_contacts), n_contacts, memory) <= 1.0


def test_funding_by_hand():
    assert is_funded(0.89, 0.9)
    assert not is_funded(0.9, 0.9)


@given(between(0.0, 1.25), between(0.0, 1.25), UNIT)
def test_a_larger_establishment_keeps_every_post_of_a_smaller_one(rank, establishment, more):
    if is_funded(rank, establishment):
        assert is_funded(rank, establishment + more)


def test_vacancy_by_hand():
    assert vacancy_days(0.0, 60.0, 120.0, 1.0) == 61
    assert vacancy_days(0.5, 60.0, 120.0, 2.0) == 181  # 90 x 2, and the day it is filled
    assert vacancy_days(0.0, 0.0, 120.0, 1.0) == 1


@given(U, U, between(0.1, 20.0))
def test_a_higher_draw_is_no_shorter_vacancy(u, v, delay):
    low, high = min(u, v), max(u, v)
    assert 1 <= vacancy_days(low, 60.0, 120.0, delay) <= vacancy_days(high, 60.0, 120.0, delay)
