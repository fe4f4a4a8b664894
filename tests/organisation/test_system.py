"""Hospitals that differ: drawn as asked for, joined as one builder would, refused in one line."""

import numpy as np
import pytest

from culturesim.errors import InputError
from culturesim.organisation import OrganisationSizes, freeze, freeze_sizes, to_graph
from culturesim.organisation.distributions import Distribution, read_distribution
from culturesim.organisation.system import OrganisationSystem, freeze_system, read_system
from culturesim.scenario import Scenario, load_scenario
from culturesim.simulation import Simulation
from culturesim.state.schema import HF

SMALL = OrganisationSizes(
    wards=3, beds_per_ward=6, divisions=2, departments=1, executives=3, board_members=2,
    ward_registered_nurses=6, ward_support_workers=4, ward_doctors=2, ward_allied=1,
    department_registered_nurses=4, department_support_workers=3, department_doctors=2,
    department_allied=3, team_size=5, name="Place",
)  # fmt: skip


def refused(system=None, entries=(), template=SMALL):
    with pytest.raises(InputError) as caught:
        read_system(template, system, list(entries), "f.toml")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_equal_hospitals_are_those_of_the_plain_builder():
    from dataclasses import replace

    plain = freeze_sizes(replace(SMALL, hospitals=4), seed=9)
    joined = freeze_system(OrganisationSystem(SMALL, (), 4), seed=9)
    assert set(joined.differences(plain)) == {"traits"}


def test_different_hospitals_pass_every_check_of_a_real_organisation():
    entries = [{"wards": 1, "divisions": 1}, {"wards": 5, "name": "Big"}, {"departments": 0}]
    joined = freeze_system(read_system(SMALL, None, entries, "f"), seed=3)
    again = freeze(to_graph(joined))
    assert set(joined.differences(again)) == {"traits"}
    assert joined.hospital_label == ("Place 1", "Big", "Place 3")
    assert np.bincount(joined.ward_hospital).tolist() == [2, 6, 3]


def test_sizes_follow_the_beds_and_staff_that_were_drawn():
    system = read_system(
        OrganisationSizes(),
        {"hospitals": 200, "seed": 4,
         "beds": {"distribution": "lognormal", "median": 600, "spread": 1.5, "low": 180},
         "staff_per_bed": {"distribution": "normal", "mean": 6.5, "sd": 0.5}},
        [], "f",
    )  # fmt: skip
    beds = np.array([plan.sizes.n_beds for plan in system.plans])
    per_bed = np.array([plan.sizes.n_staff / plan.sizes.n_beds for plan in system.plans])
    assert np.median(beds) == pytest.approx(600, rel=0.1)
    assert beds.min() >= 180 - 12
    assert np.log(beds).std() == pytest.approx(np.log(1.5), rel=0.15)
    assert per_bed.mean() == pytest.approx(6.5, abs=0.15)
    assert system.plans == read_system(OrganisationSizes(), {
        "hospitals": 200, "seed": 4, "beds": system.draws[0][1].to_table(),
        "staff_per_bed": system.draws[1][1].to_table()}, [], "f").plans  # fmt: skip


def test_a_quantile_lies_between_the_ends():
    normal = Distribution("normal", mean=0.0, sd=1.0, low=-1.0, high=2.0)
    assert normal.at(0.0) == pytest.approx(-1.0, abs=1e-9)
    assert normal.at(1.0 - 1e-15) == pytest.approx(2.0, abs=1e-9)
    assert Distribution("lognormal", median=100.0, spread=2.0).at(0.5) == pytest.approx(100.0)
    assert Distribution("fixed", value=3.0).at(0.9) == 3.0


def test_traits_reach_the_hospital_they_are_of():
    text = """
title = "Two"
days = 3
warm_up_days = 1
[organisation]
wards = 2
departments = 1
divisions = 1
[[hospitals]]
name = "Calm"
[[hospitals]]
name = "Harsh"
fear = 0.4
staffing = 0.8
leadership = -0.2
pressure = 0.3
coding = 0.1
"""
    scenario = Scenario.from_toml(text)
    world = Simulation(scenario, 1).world
    assert world.hf[HF.own_blame].tolist() == pytest.approx([0.0, 0.3])
    assert world.hf[HF.own_fear].tolist() == pytest.approx([0.0, 0.1])
    assert world.hf[HF.rel_posts].tolist() == [1.0, 0.8]
    assert world.hf[HF.own_attention].tolist() == [0.0, -0.2]
    assert world.hf[HF.own_pressure].tolist() == [0.0, 0.3]
    assert world.hf[HF.own_coding].tolist() == [0.0, 0.1]
    assert Scenario.from_toml(scenario.to_toml()) == scenario


@pytest.mark.parametrize("name", ["system", "england"])
def test_shipped_systems_load_and_come_back(name):
    scenario = load_scenario(name)
    assert Scenario.from_toml(scenario.to_toml()) == scenario
    sizes = {"system": (40, 120_000, 250_000), "england": (140, 650_000, 750_000)}[name]
    plans = scenario.organisation.plans
    assert len(plans) == sizes[0]
    assert sizes[1] < scenario.organisation.n_staff < sizes[2]


def test_refusals():
    assert "[system], hospitals: 0 is outside" in refused({"hospitals": 0})
    assert "hospitals is missing" in refused({"seed": 1})
    assert "'bed'; did you mean 'beds'?" in refused({"hospitals": 2, "bed": 3})
    assert "beds: distribution 'gamma' is not known" in refused(
        {"hospitals": 2, "beds": {"distribution": "gamma"}}
    )
    assert "fewer than the 2 [[hospitals]]" in refused({"hospitals": 1}, [{}, {}])
    assert "'A' is given twice" in refused(None, [{"name": "A"}, {"name": "A"}])
    assert "hospitals entry 1, fear, value: 2.0 is outside the range -1 to 1" in refused(
        None, [{"fear": 2}]
    )
    assert "wards: 0 is outside its range" in refused(None, [{"wards": 0}])
    assert "expected [[hospitals]] entries" in _refused_entries("A")
    assert "the number of hospitals is given there" in refused(
        {"hospitals": 2}, template=OrganisationSizes(hospitals=2)
    )


def _refused_entries(entries):
    with pytest.raises(InputError) as caught:
        read_system(SMALL, {"hospitals": 2}, entries, "f.toml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"distribution": "normal", "mean": 1.0}, "sd is missing"),
        ({"distribution": "normal", "mean": 1.0, "sd": 0.0}, "sd: must be above 0"),
        ({"distribution": "normal", "mean": 9.0, "sd": 1.0}, "mean: 9.0 is outside the range"),
        ({"distribution": "lognormal", "median": 1.0, "spread": 1.0}, "spread: must be above 1"),
        ({"distribution": "uniform", "low": 1.5, "high": 1.0}, "low is above high"),
        ({"distribution": "fixed", "value": "x"}, "value: expected a number, got 'x'"),
        ({"distribution": "fixed", "valuee": 1}, "did you mean 'value'?"),
    ],
)
def test_refused_distributions(table, words):
    with pytest.raises(InputError) as caught:
        read_distribution(table, 0.0, 2.0, "w")
    assert words in str(caught.value)
