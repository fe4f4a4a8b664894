"""With a target on both engines agree; without a threat nothing else moves, whatever it asks."""

from dataclasses import replace

import pytest

from culturesim.agents import HospitalModel
from culturesim.simulation import Simulation
from culturesim.state.schema import HF, HI, columns

from .eventful import BLOCKS, SMALL, TWO_HOSPITALS, assert_same_days, eventful

TERROR = {"target_threat": 1.0, "target_audit": 0.1, "target_survey": 0.2, "effort_tau": 5.0}
UNTHREATENED = {
    "target_share": 0.5, "target_audit": 0.5, "target_survey": 0.5, "target_ratchet": 1.0,
    "target_weight": 2.0, "target_score": 5.0, "effort_cost": 0.5, "gaming_cost": 5.0,
    "gaming_blinding": 5.0, "wait_base": 8.0, "wait_hazard": 5.0, "patient_survey_n": 10,
}  # fmt: skip
WITHOUT_DEPARTMENTS = replace(SMALL, departments=0)


@pytest.mark.parametrize(
    ("sizes", "days"), [(SMALL, 90), (TWO_HOSPITALS, 15), (WITHOUT_DEPARTMENTS, 30)]
)
def test_every_day_under_a_target_is_the_same(sizes, days):
    scenario = eventful(days=days, sizes=sizes, **TERROR)
    compiled = HospitalModel(scenario, 4)
    assert_same_days(compiled, HospitalModel(scenario, 4, engine="agents"), days)
    s = compiled.world
    assert (s.hf[HF.target_gaming] > 0.0).all()
    assert (s.hf[HF.target_effort] > 0.0).all()
    if days > 20:
        assert (s.hf[HF.survey_waits] >= 0.0).all()


def test_every_day_of_a_ratchet_is_the_same():
    scenario = eventful(days=20, target_threat=0.5, target_share=0.1)
    compiled = HospitalModel(scenario, 5)
    assert_same_days(compiled, HospitalModel(scenario, 5, engine="agents"), 20)
    assert compiled.world.hf[HF.target_level, 0] > 0.1, "day 0 is a yearly review"


def test_without_threat_nothing_else_moves():
    worlds = []
    for settings in ({}, UNTHREATENED):
        simulation = Simulation(eventful(days=60, **settings), 1)
        simulation.run()
        worlds.append(simulation.world)
    for name, (population, kind) in BLOCKS.items():
        one, other = (getattr(world, name) for world in worlds)
        for row, column in enumerate(columns(population, kind)):
            if column.owner != "target" or column.name == "diverted":
                assert one[row].tobytes() == other[row].tobytes(), column.name
    s = worlds[1]
    for row in (HF.target_pressure, HF.target_effort, HF.target_gaming):
        assert (s.hf[row] == 0.0).all()
    assert (s.hf[HF.rel_wait] == 1.0).all()
    assert (s.hf[HF.seen_reported] == s.hf[HF.seen_in_time]).all()
    waits = slice(HI.n_waits_early, HI.n_waits_over + 1)
    reported = slice(HI.n_reported_early, HI.n_reported_over + 1)
    assert (s.hi[waits] == s.hi[reported]).all()
