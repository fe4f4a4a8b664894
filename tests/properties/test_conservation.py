"""Nothing is lost or made: patients, staff, concerns and incidents add up."""

import numpy as np
from hypothesis import given, settings

from culturesim.simulation import Simulation
from culturesim.state.schema import SB

from .worlds import (
    HOSPITAL,
    SEEDS,
    column,
    finished,
    per_hospital,
    scenario,
    settings_within,
    sizes,
    valid,
    ward,
)  # fmt: skip

TWO_HOSPITALS = sizes(hospitals=2, wards=3)
FEW = settings(max_examples=15)


def busy_run(given_settings, seed, **kwargs):
    return finished(valid(organisation=TWO_HOSPITALS, **given_settings), seed, **kwargs)


@FEW
@given(settings_within(0.4), SEEDS)
def test_patients_are_conserved(given_settings, seed):
    simulation = Simulation(valid(organisation=TWO_HOSPITALS, **given_settings), seed)
    outcome = column(simulation.world, "patient.outcome")
    ward_of_bed = column(simulation.world, "patient.bed_ward")
    hospital_of_bed = simulation.organisation.ward_hospital[ward_of_bed]
    gone_before = np.bincount(hospital_of_bed[outcome != 0], minlength=2)
    in_beds_before = column(simulation.world, "hospital.n_patients").astype(float)
    simulation.run()
    gone = per_hospital(simulation, "n_discharges") + per_hospital(simulation, "n_deaths")
    # A bed is freed on the morning after its patient left or died.
    freed = np.vstack([gone_before, gone[:-1]])
    in_beds = per_hospital(simulation, "n_patients")
    change = np.diff(np.vstack([in_beds_before, in_beds]), axis=0)
    assert (change == per_hospital(simulation, "n_admissions") - freed).all()
    assert (in_beds == simulation.series.hospital[:, HOSPITAL["n_patients"]]).all()


@FEW
@given(settings_within(0.4), SEEDS)
def test_beds_hold_one_patient_each(given_settings, seed):
    simulation = busy_run({**given_settings, "demand": 1.8}, seed)
    patients = ward(simulation, "n_patients")
    assert (patients <= simulation.organisation.ward_beds).all()
    assert (ward(simulation, "n_outliers") <= patients).all()
    world = simulation.world
    present = column(world, "patient.is_present") == 1
    assert present.sum() == patients[-1].sum()
    identity = ("home", "arrival", "day_admitted")
    who = np.column_stack([column(world, f"patient.{name}")[present] for name in identity])
    assert len(np.unique(who, axis=0)) == len(who)


@FEW
@given(settings_within(0.4), SEEDS)
def test_staff_are_conserved(given_settings, seed):
    simulation = busy_run(given_settings, seed)
    in_post = ward(simulation, "n_staff")  # counted in the morning, before people leave and join
    moves = ward(simulation, "n_joiners") - ward(simulation, "n_leavers")
    assert (np.diff(in_post, axis=0) == moves[:-1]).all()
    now = np.bincount(
        simulation.organisation.staff_ward, weights=simulation.world.sb[SB.is_in_post],
        minlength=simulation.organisation.n_wards,
    )  # fmt: skip
    assert (now == in_post[-1] + moves[-1]).all()


@FEW
@given(settings_within(0.4), SEEDS)
def test_concerns_are_raised_or_kept_and_answered_or_not(given_settings, seed):
    simulation = busy_run(given_settings, seed)
    voiced, arrivals = ward(simulation, "n_voiced"), ward(simulation, "n_arrivals")
    assert (voiced + ward(simulation, "n_silent") == ward(simulation, "n_concerns")).all()
    past = ("n_told", "n_reports", "n_bypass")
    assert (sum(ward(simulation, name) for name in past) == arrivals).all()
    assert (arrivals + ward(simulation, "n_challenges") == voiced).all()
    assert (ward(simulation, "n_acted") + ward(simulation, "n_ignored") == arrivals).all()
    for part in ("n_punished", "n_answered"):
        assert (ward(simulation, part) <= voiced).all()


@FEW
@given(settings_within(0.4), SEEDS)
def test_each_concern_takes_one_channel(given_settings, seed):
    simulation = Simulation(valid(days=20, organisation=TWO_HOSPITALS, **given_settings), seed)
    sb = simulation.world.sb
    for _ in range(20):
        simulation.run(1)
        holds, channel = sb[SB.concern_kind] > 0, sb[SB.channel]
        assert (holds == (channel > 0)).all()  # one number: none, silence, or one of four ways
        assert (channel <= 5).all()
        spoke = channel > 1
        for name in ("is_acted", "is_punished", "is_answered"):
            assert not (column(simulation.world, f"staff.{name}") == 1)[~spoke].any()
        acted = column(simulation.world, "staff.is_acted")
        assert (column(simulation.world, "staff.is_answered") <= acted).all()
        assert (holds <= (sb[SB.is_on_shift] == 1)).all()
        left = sb[SB.is_in_post] == 0
        assert (column(simulation.world, "staff.p_voice")[left] == -1.0).all()


@FEW
@given(settings_within(0.4), SEEDS)
def test_harm_is_part_of_incidents_part_of_exposures(given_settings, seed):
    simulation = busy_run(given_settings, seed)
    exposures, incidents = ward(simulation, "n_exposures"), ward(simulation, "n_incidents")
    harms, near = ward(simulation, "n_harms"), ward(simulation, "n_near_misses")
    assert (harms + near == incidents).all()
    assert (incidents <= exposures).all()
    for part in ("n_preventable", "n_serious"):
        assert (ward(simulation, part) <= harms).all()
    assert (ward(simulation, "n_reported") <= incidents).all()
    deaths = ward(simulation, "n_deaths")
    assert (ward(simulation, "n_avoidable") + ward(simulation, "n_excess") <= deaths).all()
    assert (ward(simulation, "n_harmed_stays") <= ward(simulation, "n_discharges") + deaths).all()
    assert (ward(simulation, "n_upheld") <= ward(simulation, "n_complaints")).all()


@FEW
@given(settings_within(0.4), SEEDS)
def test_shifts_and_fixes_add_up(given_settings, seed):
    simulation = busy_run(given_settings, seed)
    planned, worked = ward(simulation, "n_rn_planned"), ward(simulation, "n_rn_on_shift")
    assert (worked + ward(simulation, "n_rn_agency") <= planned).all()
    assert (ward(simulation, "n_absent") <= ward(simulation, "n_rostered")).all()
    assert (ward(simulation, "n_rn_missed") <= planned).all()
    pending, fixed = ward(simulation, "n_pending"), ward(simulation, "n_fixed")
    if simulation.scenario.parameters.M11_on:
        assert (np.diff(pending, axis=0) == (ward(simulation, "n_acted") - fixed)[1:]).all()
    else:
        assert fixed.sum() == 0


def test_the_busy_hospital_is_busy():
    # The equations above would hold in an empty hospital too: here there is something to add up.
    simulation = finished(scenario(organisation=TWO_HOSPITALS, demand=1.3), 1)
    for name in (
        "n_outliers", "n_waiting", "n_harms", "n_deaths", "n_leavers", "n_joiners", "n_bypass",
        "n_reports", "n_punished", "n_fixed", "n_upheld", "n_rn_agency", "n_alerts",
    ):  # fmt: skip
        assert ward(simulation, name).sum() > 0, name
