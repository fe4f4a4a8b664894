"""A small hospital in which everything that can happen does, and the comparison of two runs."""

import numpy as np

from culturesim.organisation import OrganisationSizes
from culturesim.scenario import Scenario
from culturesim.state.schema import columns

SMALL = OrganisationSizes(
    wards=2, beds_per_ward=6, divisions=1, departments=1, executives=2, board_members=2,
    ward_registered_nurses=8, ward_support_workers=5, ward_doctors=3, ward_allied=1,
    department_registered_nurses=6, department_support_workers=4, department_doctors=2,
    department_allied=4, team_size=5,
)  # fmt: skip
TWO_HOSPITALS = OrganisationSizes(
    hospitals=2, wards=4, beds_per_ward=9, divisions=2, departments=1, executives=2,
    board_members=2, ward_registered_nurses=16, ward_support_workers=12, ward_doctors=6,
    ward_allied=3, department_registered_nurses=10, department_support_workers=8,
    department_doctors=4, department_allied=6, team_size=9,
)  # fmt: skip
EVENTFUL = {
    "exposure_base": 0.2, "harm_fatal": 0.05, "demand": 1.2, "survey_day": 20.0,
    "inspect_interval": 30.0, "inspect_threshold": 1.0, "inspect_gap": 10.0, "cusum_limit": 1.5,
    "complaint_constant": -1.0, "escalation": 1.0, "leave_rate": 1.0, "vacancy_shortest": 5.0,
    "vacancy_longest": 20.0, "challenge_share": 0.2, "bypass_share": 0.15, "initial_fear": 0.3,
    "initial_futility": 0.3, "handling_capacity": 1.0, "committed_share": 0.05, "loyal_share": 0.2,
    "risk_initial": 0.4, "severity_reference": 0.55, "enforcing_majority": 0.65, "upheld_half": 0.3,
    "problem_slack_most": 1.2, "age_frac_45": 0.2, "outside_channel": 1.0, "outside_severity": 0.5,
    "outside_attempts": 1, "outside_constant": 0.0, "outside_press": 0.5, "retaliation": 1.0,
    "family_contact": 0.02, "family_alone": 1.0, "family_beds": 20.0, "campaign_core": 3.0,
    "campaign_letters": 0.05, "press_rate": 1.0, "scandal_threshold": 0.3, "scandal_rest": 0.8,
    "inquiry_chance": 0.9, "inquiry_median": 10.0, "inquiry_shortest": 10.0,
    "inquiry_hearing": 5.0, "inquiry_ordered": 0.01, "implement_rate": 0.1, "change_each": 0.1,
    "leader_tenure": 60.0, "huddle_rate": 0.8, "second_team": 0.02, "recommendations_new": 10.0,
    "walk_rounds": 4.0, "walk_feedback": 0.5, "practice_change": 3.0, "patient_seat": 0.5,
    "leader_outsider": 0.5, "chief_removal": 0.1, "code_learning": 0.3, "socialisation": 0.2,
}  # fmt: skip

BLOCKS = {
    "sf": ("staff", "float"), "si": ("staff", "int"), "sb": ("staff", "byte"),
    "tf": ("team", "float"), "ti": ("team", "int"), "wf": ("ward", "float"), "wi": ("ward", "int"),
    "pf": ("patient", "float"), "pi": ("patient", "int"), "mf": ("manager", "float"),
    "mi": ("manager", "int"), "hf": ("hospital", "float"), "hi": ("hospital", "int"),
    "of": ("oversight", "float"), "oi": ("oversight", "int"),
    "rf": ("regulator", "float"), "ri": ("regulator", "int"),
}  # fmt: skip


def eventful(days=120, sizes=SMALL, **settings):
    """A scenario with all mechanisms on and every kind of event within a few weeks."""
    return Scenario(
        "Eventful", days=days, warm_up_days=20, organisation=sizes,
        settings=tuple((EVENTFUL | settings).items()),
    )  # fmt: skip


def first_difference(one, other, *, but_unit=""):
    """One line on the first cell in which two worlds differ; empty when they are the same.

    Columns of the unit ``but_unit`` are left out.
    """
    for name, (population, kind) in BLOCKS.items():
        a, b = getattr(one, name), getattr(other, name)
        for row, column in enumerate(columns(population, kind)):
            if column.unit != but_unit and a[row].tobytes() != b[row].tobytes():
                who = int(np.flatnonzero(a[row] != b[row])[0])
                return (
                    f"{population} {who}, {column.name} (written in {column.owner}): "
                    f"{a[row, who]!r} and {b[row, who]!r}"
                )
    return ""


def first_event_difference(one, other):
    """One line on the first ledger row in which two simulations differ; empty when none does."""
    a, b = one.ledger_rows(), other.ledger_rows()
    n = min(len(a), len(b))
    unlike = np.flatnonzero((a[:n] != b[:n]).any(axis=1))
    if unlike.size:
        return f"ledger row {unlike[0]}: {a[unlike[0]].tolist()} and {b[unlike[0]].tolist()}"
    return "" if len(a) == len(b) else f"ledgers of {len(a)} and {len(b)} rows"


def assert_same_days(one, other, days, **but):
    """Step two models side by side and compare everything after each day."""
    for _ in range(days):
        one.step()
        other.step()
        for found in (
            first_difference(one.world, other.world, **but),
            "" if but else first_event_difference(one.simulation, other.simulation),
        ):
            assert not found, f"day {one.day}: {found}"
    for mine, theirs in zip(one.simulation.series, other.simulation.series, strict=True):
        assert mine.tobytes() == theirs.tobytes()
