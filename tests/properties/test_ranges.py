"""Under parameters drawn from the registry every column stays finite and within its range."""

import numpy as np
import pytest
from hypothesis import given, settings

from culturesim.simulation import Simulation
from culturesim.state.schema import SCHEMA

from .bounds import AMOUNT_COLUMNS, FREE, UNIT_COLUMNS, faults
from .worlds import SEEDS, column, finished, scenario, settings_within, sizes, valid

RECORDS = ("ward", "hospital", "oversight")


def assert_sound(simulation, step):
    """Run to the end in steps and look at all columns after each."""
    while simulation.days_left:
        simulation.run(min(step, simulation.days_left))
        found = faults(simulation.world)
        assert not found, f"day {simulation.day}: " + "; ".join(found)
    for name in RECORDS:
        assert np.isfinite(getattr(simulation.series, name)).all()


def test_every_real_column_has_a_bound():
    real = {f"{c.population}.{c.name}" for c in SCHEMA if c.kind == "float"}
    special = {"staff.p_voice"} | {n for n in real if n.startswith("hospital.survey_")}
    assert real == UNIT_COLUMNS | AMOUNT_COLUMNS | FREE | special


@settings(max_examples=8)
@given(SEEDS)
def test_ordinary_and_busy_days_are_sound(seed):
    for busy in (True, False):
        assert_sound(Simulation(scenario(60, busy=busy), seed), step=1)


@settings(max_examples=60)
@given(settings_within(reach=0.5), SEEDS)
def test_moderate_parameters_are_sound(given_settings, seed):
    assert_sound(Simulation(valid(days=40, **given_settings), seed), step=4)


@settings(max_examples=60)
@given(settings_within(reach=1.0), SEEDS)
def test_extreme_parameters_are_sound(given_settings, seed):
    assert_sound(Simulation(valid(days=30, busy=False, **given_settings), seed), step=10)


@pytest.mark.parametrize(
    "organisation",
    [
        sizes(wards=1, departments=0),
        sizes(beds_per_ward=0),
        sizes(wards=3, ward_registered_nurses=0),
        sizes(hospitals=3, wards=1, divisions=1),
        sizes(ties_per_person=0.0),
        sizes(wards=1, departments=0, beds_per_ward=150),
    ],
    ids=["one ward", "no beds", "no nurses", "three hospitals", "no ties", "150 beds"],
)
def test_odd_organisations_are_sound(organisation):
    assert_sound(Simulation(scenario(40, organisation), 1), step=1)


def test_a_broken_column_is_found():
    simulation = finished(scenario(5), 1)
    for name, value in (
        ("staff.fear", 1.5), ("staff.energy", 0.0), ("ward.hazard", -0.1),
        ("ward.n_harms", -1), ("hospital.ratio", np.nan),
    ):  # fmt: skip
        kept = column(simulation.world, name).copy()
        column(simulation.world, name)[0] = value
        assert [name in fault for fault in faults(simulation.world)] == [True]
        column(simulation.world, name)[:] = kept
    assert not faults(simulation.world)
