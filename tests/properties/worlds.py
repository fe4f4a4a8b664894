"""Small hospitals for property tests, drawn settings, and readers of the record."""

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from culturesim.errors import InputError
from culturesim.organisation import OrganisationSizes
from culturesim.parameters import load_registry
from culturesim.scenario import Scenario
from culturesim.simulation import Simulation
from culturesim.state.schema import columns
from culturesim.state.series import HOSPITAL_RECORD, WARD_RECORD

WARD = {c.name: q for q, c in enumerate(WARD_RECORD)}
HOSPITAL = {c.name: q for q, c in enumerate(HOSPITAL_RECORD)}
BLOCKS = {
    "sf": ("staff", "float"), "si": ("staff", "int"), "sb": ("staff", "byte"),
    "tf": ("team", "float"), "ti": ("team", "int"), "wf": ("ward", "float"), "wi": ("ward", "int"),
    "pf": ("patient", "float"), "pi": ("patient", "int"), "mf": ("manager", "float"),
    "mi": ("manager", "int"), "hf": ("hospital", "float"), "hi": ("hospital", "int"),
    "of": ("oversight", "float"), "oi": ("oversight", "int"),
    "rf": ("regulator", "float"), "ri": ("regulator", "int"),
}  # fmt: skip
# Much happens in a few weeks: harm, leaving, complaints, alerts and visits.
BUSY = {
    "exposure_base": 0.2, "leave_rate": 1.0, "vacancy_shortest": 3.0, "vacancy_longest": 12.0,
    "complaint_constant": -1.0, "cusum_limit": 1.5, "inspect_interval": 30.0,
    "inspect_gap": 10.0, "survey_day": 15, "see_base": 0.3, "bypass_share": 0.1,
}  # fmt: skip

SEEDS = st.integers(0, 2**63 - 1)


def sizes(hospitals=1, wards=2, departments=1, **others):
    """Two wards of eight beds and a department, unless told otherwise."""
    small = {
        "beds_per_ward": 8, "divisions": 1, "executives": 2, "board_members": 2, "team_size": 6,
        "ward_registered_nurses": 8, "ward_support_workers": 5, "ward_doctors": 3,
        "ward_allied": 1, "department_registered_nurses": 6, "department_support_workers": 4,
        "department_doctors": 2, "department_allied": 4,
    }  # fmt: skip
    return OrganisationSizes(
        hospitals=hospitals, wards=wards, departments=departments, **{**small, **others}
    )


def scenario(days=45, organisation=None, timeline=(), warm_up_days=5, busy=True, **settings):
    """A scenario with everything on."""
    given = {**(BUSY if busy else {}), **settings}
    return Scenario(
        "Property", days=days, warm_up_days=warm_up_days, organisation=organisation or sizes(),
        settings=tuple(given.items()), timeline=timeline,
    )  # fmt: skip


def finished(a_scenario, seed, **kwargs):
    """Run a scenario to its end."""
    simulation = Simulation(a_scenario, seed, **kwargs)
    simulation.run()
    return simulation


def ward(simulation, name):
    """Recorded ward column as whole or real numbers, shape (days, wards)."""
    return simulation.series.ward[: simulation.day, WARD[name]].astype(np.float64)


def per_hospital(simulation, name):
    """Recorded ward column added up, shape (days, hospitals)."""
    starts = simulation.organisation.hospital_ward_start[:-1]
    return np.add.reduceat(ward(simulation, name), starts, axis=1)


def column(world, name):
    """Column of the state by ``population.name``."""
    population, wanted = name.split(".")
    for block, (owner, kind) in BLOCKS.items():
        names = [c.name for c in columns(population, kind)] if owner == population else []
        if wanted in names:
            return getattr(world, block)[names.index(wanted)]
    raise KeyError(name)


def bits(simulation):
    """Everything a run leaves behind, as bytes: state, record and ledger."""
    blocks = [getattr(simulation.world, name).tobytes() for name in BLOCKS]
    records = (getattr(simulation.series, name) for name in ("ward", "hospital", "oversight"))
    record = [recorded.tobytes() for recorded in records]
    return [*blocks, *record, simulation.ledger_rows().tobytes()]


@st.composite
def settings_within(draw, reach, most=30):
    """Settings of up to ``most`` parameters, each up to ``reach`` of the way to an end of range."""
    rows = [row for row in load_registry().rows if row.type != "bool"]
    chosen = draw(st.lists(st.sampled_from(rows), max_size=most, unique_by=lambda row: row.name))
    given = {}
    for row in chosen:
        share = draw(st.floats(-reach, reach, allow_subnormal=False))
        end = row.high if share > 0.0 else row.low
        value = row.default + abs(share) * (end - row.default)
        given[row.name] = round(value) if row.type == "int" else value
    switches = [row.name for row in load_registry().rows if row.type == "bool"]
    off = draw(st.lists(st.sampled_from(switches), max_size=3, unique=True))
    return given | dict.fromkeys(off, False)


def valid(**kwargs):
    """A scenario, or give the example up if two drawn values do not go together."""
    try:
        made = scenario(**kwargs)
        made.parameters  # noqa: B018
    except InputError:
        assume(False)
    return made
