"""T32: with every mechanism off the outcomes are flat in every lever; each one, on, does its part.

In the null world nothing people believe, know or decide can reach a patient, and neither can the
number of staff. Two runs of one seed then share every draw, so "flat" is asked for to the last bit;
no statistics are needed. Where a lever may still move something by accident (see
`test_turnover_is_flat_but_for_chance`) a bound is given instead.
"""

import numpy as np
import pytest

from culturesim.errors import InputError
from culturesim.organisation import OrganisationSizes
from culturesim.parameters import DIALS, dial_table, load_registry
from culturesim.scenario import Scenario, load_scenario
from culturesim.simulation import Simulation

from .studies import WARD, simulate, total

SWITCHES = tuple(row.name for row in load_registry().rows if row.type == "bool")
ALL_OFF = dict.fromkeys(SWITCHES, False)
# People keep the standard they came with when M3 is off, and newcomers come with 1: with 1 for
# everybody it does not matter who is on shift.
NULL = {**ALL_OFF, "standard_initial": 1.0}
OUTCOMES = (
    "n_admissions", "n_patients", "n_exposures", "n_incidents", "n_near_misses", "n_harms",
    "n_preventable", "n_serious", "n_deaths", "n_avoidable", "n_excess", "n_discharges",
    "n_stay_days", "missed_care",
)  # fmt: skip
# Not levers: who the patients are, what the hazards and barriers are, and how harm is defined.
GIVEN = (
    "age_", "risk_mean", "risk_spread", "risk_rel", "acuity", "demand", "season_admissions",
    "stay_", "occupancy_target", "department_visit", "exposure_", "barrier_", "floor_", "harm_",
    "hazard_", "second_team", "missed_reference", "missed_slope", "standard_initial",
    "problem_initial",
)  # fmt: skip
SIZES = OrganisationSizes(
    wards=3, beds_per_ward=10, divisions=1, departments=1, ward_registered_nurses=9,
    ward_support_workers=6, ward_doctors=4, ward_allied=2, department_registered_nurses=8,
    department_support_workers=8, department_doctors=4, department_allied=8,
)  # fmt: skip


def outcomes(settings, days=150):
    """What happened to the patients of a small, hazardous null hospital, as bytes by name."""
    busy = {**NULL, "exposure_base": 0.2, "leave_rate": 0.5, "absence_base": 0.1}
    scenario = Scenario(
        "Null", days=days, warm_up_days=30, organisation=SIZES,
        settings=tuple((busy | settings).items()),
    )  # fmt: skip
    simulation = Simulation(scenario, 1)
    simulation.run()
    return {name: simulation.series.ward[:, WARD[name]].tobytes() for name in OUTCOMES}


def moved(reference, settings):
    return [name for name, value in outcomes(settings).items() if value != reference[name]]


@pytest.fixture(scope="module")
def reference():
    return outcomes({})


def half_way(row):
    """Two settings of a parameter, half-way to the ends of its range."""
    for end in (row.low, row.high):
        value = row.default + 0.5 * (end - row.default)
        yield round(value) if row.type == "int" else value


LEVERS = [r for r in load_registry().rows if r.type != "bool" and not r.name.startswith(GIVEN)]


@pytest.mark.parametrize("group", sorted({row.group for row in LEVERS}))
def test_null_world_is_flat_in_every_lever(group, reference):
    found = {}
    for row in (row for row in LEVERS if row.group == group):
        for value in half_way(row):
            try:
                found[f"{row.name} = {value:g}"] = moved(reference, {row.name: value})
            except InputError:  # does not go with another parameter's default
                continue
    assert found
    assert not {lever: names for lever, names in found.items() if names}


# A dial that sets what is given, such as the barriers of system failure, is no lever here.
FREE_DIALS = [
    dial for dial in DIALS
    if not any(e.parameter.startswith(GIVEN) for e in dial_table() if e.dial == dial)
]  # fmt: skip


def test_only_the_dial_of_system_failure_sets_what_is_given():
    assert [dial for dial in DIALS if dial not in FREE_DIALS] == ["system_failure"]


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("dial", FREE_DIALS)
def test_null_world_is_flat_in_the_dials(dial, end):
    small = load_scenario("small").with_changes(NULL, days=120)
    flat, turned = (
        simulate(scenario, range(1))[0].series.ward
        for scenario in (small, small.with_changes(dials={dial: getattr(DIALS[dial], end)}))
    )
    for name in OUTCOMES:
        assert (flat[:, WARD[name]] == turned[:, WARD[name]]).all(), name


def test_null_world_is_not_dead(reference):
    # What is given does matter, and so do the levers once the mechanisms are on.
    for given in ({"demand": 0.8}, {"exposure_base": 0.1}, {"harm_fatal": 0.2}):
        assert moved(reference, given)
    on = dict.fromkeys(SWITCHES, True)
    with_all_on = outcomes(on)
    for lever in (
        {"manager_blame": 0.9}, {"visibility": 0.1}, {"feedback_to_speaker": 0.1},
        {"money_pressure": 0.9}, {"establishment_registered_nurse": 0.6}, {"agency_cover": 0.0},
        {"initial_fear": 0.9}, {"handling_capacity": 0.2}, {"tau_fix": 500.0},
    ):  # fmt: skip
        assert moved(with_all_on, on | lever), lever


def test_null_world_is_a_closed_book():
    runs = simulate(load_scenario("small").with_changes(ALL_OFF, days=365), range(2))
    for name in ("n_voiced", "n_acted", "n_fixed", "n_complaints", "n_informal", "n_alerts"):
        assert total(runs, name) == 0, name
    assert total(runs, "n_excess") == 0
    assert total(runs, "n_silent") == total(runs, "n_concerns") > 0


def test_turnover_is_flat_but_for_chance():
    """With standards of 0.95 at the start, who leaves moves latent hazards a little, by design."""
    base = load_scenario("small").with_changes(ALL_OFF, days=365)
    harms = [
        total(simulate(base.with_changes(lever), range(6)), "n_harms")
        for lever in ({}, {"establishment_registered_nurse": 0.6}, {"leave_rate": 0.5})
    ]
    assert abs(harms[1] / harms[0] - 1.0) < 0.03
    assert abs(harms[2] / harms[0] - 1.0) < 0.03


def test_conservation_and_repetition_in_the_null_world():
    scenario = load_scenario("small").with_changes(NULL, days=200)
    one, again, other = (simulate(scenario, range(k, k + 1))[0] for k in (4, 4, 5))
    assert one.series.ward.tobytes() == again.series.ward.tobytes()
    assert one.series.ward.tobytes() != other.series.ward.tobytes()
    record = one.series.ward.astype(np.float64).sum(axis=2)
    gone = record[:, WARD["n_discharges"]] + record[:, WARD["n_deaths"]]
    change = np.diff(record[:, WARD["n_patients"]])
    assert (change == record[1:, WARD["n_admissions"]] - gone[:-1]).all()
    moves = record[:, WARD["n_joiners"]] - record[:, WARD["n_leavers"]]
    assert (np.diff(record[:, WARD["n_staff"]]) == moves[:-1]).all()
