"""T5: overload tips coping into collapse, held to its table and to Lambert's function."""

import math

import pytest
from scipy.special import lambertw

from culturesim.evidence.theory.tipping import (
    BOUND,
    TABLE,
    backlog_after,
    exact_stable,
    exact_tip,
    largest_pulse,
    spread_out,
)


@pytest.mark.parametrize("rho", TABLE)
def test_exact_values_are_those_of_lamberts_function(rho):
    assert exact_stable(rho) == -lambertw(-rho / math.e, 0).real
    assert exact_tip(rho) == -lambertw(-rho / math.e, -1).real


@pytest.mark.parametrize("rho", TABLE)
def test_the_backlog_settles_where_the_table_says(rho):
    stable = backlog_after(0.0, rho, 20_000)
    assert stable == pytest.approx(-lambertw(-rho / math.e, 0).real, rel=1e-6)
    assert stable == pytest.approx(TABLE[rho][0], abs=6e-4)


@pytest.mark.parametrize("rho", TABLE)
def test_the_largest_harmless_pulse_is_within_two_per_cent_of_the_table(rho):
    stable, tip, pulse = TABLE[rho]
    found = largest_pulse(backlog_after(0.0, rho, 20_000), rho)
    assert found == pytest.approx(pulse, rel=0.02)
    exact = -lambertw(-rho / math.e, -1).real + lambertw(-rho / math.e, 0).real
    assert found == pytest.approx(exact, rel=1e-3)
    assert stable + found == pytest.approx(tip, abs=2e-3)


@pytest.mark.parametrize("rho", [0.7, 0.9])
def test_equal_pulses_do_no_harm_below_the_threshold_and_run_away_above(rho):
    stable, _, pulse = TABLE[rho]
    assert backlog_after(stable + 0.98 * pulse, rho, 20_000) == pytest.approx(stable, abs=1e-3)
    assert backlog_after(stable + 1.02 * pulse, rho, 20_000) == BOUND


@pytest.mark.parametrize("rho", [1.001, 1.01, 1.2])
def test_there_is_no_rest_when_problems_arrive_faster_than_they_can_be_solved(rho):
    for start in (0.0, 1.0, 5.0):
        assert backlog_after(start, rho, 20_000) == BOUND


def test_the_threshold_shrinks_with_every_step_of_load():
    pulses = [largest_pulse(backlog_after(0.0, rho, 20_000), rho) for rho in TABLE]
    assert pulses == sorted(pulses, reverse=True)


def test_the_threshold_shrinks_as_a_square_root_near_full_load():
    # f(S) is about 1 - (S - 1)^2 / 2 near its best, so the pulse is about 2 sqrt(2 (1 - rho))
    for rho in (0.99, 0.999):
        pulse = largest_pulse(backlog_after(0.0, rho, 50_000), rho)
        assert pulse == pytest.approx(2.0 * math.sqrt(2.0 * (1.0 - rho)), rel=0.01)


@pytest.mark.parametrize("rho", [0.7, 0.9])
def test_the_same_load_spread_out_does_not_tip(rho):
    stable, _, pulse = TABLE[rho]
    load, days = 1.5 * pulse, 1000
    assert backlog_after(stable + load, rho, 20_000) == BOUND
    assert spread_out(stable, rho, load, days) == pytest.approx(stable, abs=1e-3)
