"""Same seed, same run: in pieces, in threads, and with other things going on elsewhere."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from culturesim.parameters import Change
from culturesim.simulation import Simulation

from .worlds import SEEDS, bits, column, finished, scenario, settings_within, sizes, valid, ward

FEW = settings(max_examples=10)
FATE = ("risk", "acuity", "powerlessness", "age_band", "has_carer")
MECHANISMS = [f"M{k}_on" for k in (*range(1, 12), 13, 14, 15)]
CHANGES = (
    Change(day=10, values=(("manager_blame", 0.7), ("demand", 0.9)), ramp_days=15),
    Change(day=30, values=(("establishment_registered_nurse", 0.7),)),
)


@FEW
@given(settings_within(0.4), SEEDS)
def test_same_seed_same_run(given_settings, seed):
    made = valid(**given_settings)
    assert bits(finished(made, seed, ledger=True)) == bits(finished(made, seed, ledger=True))


@FEW
@given(st.lists(SEEDS, min_size=2, max_size=2, unique=True))
def test_different_seeds_differ(seeds):
    one, other = (finished(scenario(20), seed).series.ward for seed in seeds)
    assert one.tobytes() != other.tobytes()


@FEW
@given(st.integers(0, 60), st.integers(0, 60), SEEDS)
def test_a_run_in_pieces_is_the_run_in_one_go(first, second, seed):
    first, second = sorted((first, second))
    made = scenario(60, timeline=CHANGES)
    whole = finished(made, seed, ledger=True)
    pieces = Simulation(made, seed, ledger=True)
    for days in (first, second - first, 60 - second):
        pieces.run(days)
    assert bits(whole) == bits(pieces)


@FEW
@given(SEEDS)
def test_keeping_a_ledger_changes_nothing(seed):
    without, kept = (finished(scenario(30), seed, ledger=ledger) for ledger in (False, True))
    names = [f"{population}.{name}" for population, name in (
        ("staff", "fear"), ("staff", "energy"), ("ward", "hazard"), ("patient", "missed_sum"),
    )]  # fmt: skip
    for name in names:
        assert column(without.world, name).tobytes() == column(kept.world, name).tobytes()
    assert without.series.ward.tobytes() == kept.series.ward.tobytes()
    assert len(kept.ledger_rows()) > 0


def test_one_thread_and_two_give_the_same_bits():
    seeds = range(8)

    def run(seed):
        return bits(finished(scenario(30, timeline=CHANGES), seed, ledger=True))

    alone = [run(seed) for seed in seeds]
    for n_threads in (1, 2):
        with ThreadPoolExecutor(n_threads) as pool:
            assert list(pool.map(run, seeds)) == alone


def patients(simulation):
    """Patients in beds by permanent identity: who they are, not what happened to them."""
    world = simulation.world
    rows = zip(
        *(column(world, f"patient.{name}") for name in ("home", "arrival", "day_admitted")),
        *(column(world, f"patient.{name}") for name in FATE),
        column(world, "patient.is_present"), strict=True,
    )  # fmt: skip
    return {tuple(row[:3]): row[3:-1] for row in rows if row[-1] == 1}


def arrivals(simulation):
    """Patients who came to each ward on each day, whether or not a bed was free."""
    return ward(simulation, "n_admissions") + ward(simulation, "n_waiting")


def assert_same_people(one, other, days, n_wards):
    """Step two runs; whoever is in both hospitals must be the same person in both.

    Precisely: the number of arrivals of every ward and day is the same, and two patients with the
    same admitting ward, day and place among that day's arrivals have the same risk, acuity, age,
    carer and powerlessness. How long they stay and where they lie may differ: that is the effect.
    """
    n_shared = 0
    for _ in range(days):
        one.run(1)
        other.run(1)
        here, there = patients(one), patients(other)
        shared = here.keys() & there.keys()
        n_shared += len(shared)
        assert all(here[who] == there[who] for who in shared)
    assert n_shared > 0
    assert (arrivals(one)[:, :n_wards] == arrivals(other)[:, :n_wards]).all()


@FEW
@given(settings_within(0.4, most=10), SEEDS)
def test_two_scenarios_share_their_patients(given_settings, seed):
    # Demand and what describes patients and beds are left as they are; the rest may differ.
    about_patients = ("demand", "season", "stay", "occupancy_target", "risk", "age", "acuity",
                      "carer", "powerless")  # fmt: skip
    assume(not any(name.startswith(about_patients) for name in given_settings))
    one = Simulation(scenario(30), seed)
    other = Simulation(valid(days=30, **given_settings), seed)
    assert_same_people(one, other, 30, 2)


@pytest.mark.parametrize("dial", [{"initial_fear": 0.9}, {"manager_blame": 0.9}], ids=str)
def test_fear_leaves_admissions_alone_while_there_is_a_bed(dial):
    calm = {"demand": 0.4, "initial_fear": 0.1, "manager_blame": 0.1, "warm_up_days": 60}
    one, other = (finished(scenario(120, busy=False, **(calm | d)), 5) for d in ({}, dial))
    assert ward(one, "n_waiting").sum() == ward(other, "n_waiting").sum() == 0
    assert (ward(one, "n_admissions") == ward(other, "n_admissions")).all()
    assert (ward(one, "n_voiced") != ward(other, "n_voiced")).any()


@pytest.mark.parametrize("switch", MECHANISMS)
def test_a_mechanism_switched_off_leaves_arrivals_alone(switch):
    one, other = Simulation(scenario(40), 9), Simulation(scenario(40, **{switch: False}), 9)
    assert_same_people(one, other, 40, 2)


@FEW
@given(SEEDS)
def test_an_extra_ward_leaves_the_others_arrivals_alone(seed):
    one, other = (
        Simulation(scenario(30, sizes(wards=n, departments=0)), seed) for n in (2, 3)
    )  # fmt: skip
    assert_same_people(one, other, 30, 2)


@FEW
@given(SEEDS)
def test_an_extra_hospital_leaves_the_first_ones_arrivals_alone(seed):
    one, other = (
        Simulation(scenario(30, sizes(hospitals=n, departments=0)), seed) for n in (1, 2)
    )  # fmt: skip
    assert_same_people(one, other, 30, 2)


def test_shared_patients_are_not_shared_by_chance():
    one, other = Simulation(scenario(10), 1), Simulation(scenario(10), 2)
    with pytest.raises(AssertionError):
        assert_same_people(one, other, 10, 2)


def test_days_are_not_run_twice():
    simulation = finished(scenario(10), 1)
    before = np.array(simulation.series.ward)
    simulation.run(0)
    assert (simulation.series.ward == before).all()
