"""After every day all columns and events are the same, compiled or through agents."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import culturesim
from culturesim.agents import HospitalModel
from culturesim.agents.overriding import AGENT_PHASES, STOCK
from culturesim.parameters import load_registry
from culturesim.schedule import PHASES
from culturesim.state.ledger import KINDS

from .eventful import (
    SMALL,
    TWO_HOSPITALS,
    assert_same_days,
    eventful,
    first_difference,
    first_event_difference,
)  # fmt: skip

SWITCHES = [name for name in load_registry() if name.endswith("_on")]
NEVER_EMITTED: set[str] = set()


def both_ways(scenario, seed=1, **options):
    return (
        HospitalModel(scenario, seed, **options),
        HospitalModel(scenario, seed, engine="agents", **options),
    )


@pytest.mark.parametrize("seed", [0, 1])
def test_every_day_is_the_same(seed):
    compiled, agents = both_ways(eventful(), seed)
    assert_same_days(compiled, agents, 120)
    happened = {KINDS[kind] for kind in compiled.simulation.ledger_rows()[:, 1].tolist()}
    assert happened == set(KINDS) - NEVER_EMITTED, "an event that never happened proves nothing"


def test_every_day_is_the_same_in_two_hospitals():
    assert_same_days(*both_ways(eventful(sizes=TWO_HOSPITALS), 3), 15)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("sizes", [SMALL, TWO_HOSPITALS], ids=["small", "two-hospitals"])
def test_every_day_of_a_year_is_the_same(sizes, seed):
    assert_same_days(*both_ways(eventful(days=365, sizes=sizes), seed), 365)


@pytest.mark.slow
def test_every_day_of_an_ordinary_year_is_the_same():
    scenario = replace(eventful(days=365, sizes=TWO_HOSPITALS), settings=(), warm_up_days=365)
    assert_same_days(*both_ways(scenario, 5), 365)


@pytest.mark.parametrize("switch", SWITCHES)
def test_without_one_mechanism(switch):
    assert_same_days(*both_ways(eventful(days=40, **{switch: 0}), 2), 40)


def test_without_any_mechanism():
    assert_same_days(*both_ways(eventful(days=40, **dict.fromkeys(SWITCHES, 0)), 2), 40)


def test_while_parameters_change():
    text = (
        eventful(days=60).to_toml()
        + """
[[timeline]]
day = 10
label = "posts cut, slowly"
ramp_days = 20
set = { establishment_registered_nurse = 0.6, manager_blame = 0.9 }
[[timeline]]
day = 40
label = "a mechanism stops"
set = { M10_on = 0.0, visibility = 0.1 }
"""
    )
    scenario = culturesim.scenario.Scenario.from_toml(text.replace("timeline = []", ""))
    assert len(scenario.timetable()) > 20
    assert_same_days(*both_ways(scenario, 4), 60)


def test_a_ledger_that_is_not_kept_changes_nothing_else():
    kept = HospitalModel(eventful(days=60), 1)
    for other in both_ways(eventful(days=60), 1, ledger=False):
        again = HospitalModel(eventful(days=60), 1)
        assert_same_days(again, other, 60, but_unit="ledger")
        assert len(other.simulation.ledger_rows()) == 0
    kept.run()
    assert len(kept.simulation.ledger_rows()) > 500


@pytest.mark.parametrize("ledger", [True, False])
def test_day_by_day_is_the_same_as_in_one_go(ledger):
    stepped, ran = (HospitalModel(eventful(days=50), 1, ledger=ledger) for _ in range(2))
    for _ in range(50):
        stepped.step()
    ran.run(20)
    ran.run()
    assert stepped.steps == ran.steps == 50
    assert first_difference(stepped.world, ran.world) == ""
    assert first_event_difference(stepped.simulation, ran.simulation) == ""


@pytest.mark.parametrize("phase", [p for p in PHASES if p.agent], ids=lambda phase: phase.name)
def test_one_phase_through_agents_among_compiled_ones(phase):
    stock = STOCK[phase.agent]

    def same(agent):
        getattr(stock, phase.name)(agent)

    cls = type("Same", (stock,), {phase.name: same})
    mixed = HospitalModel(eventful(days=30), 6, agent_classes={phase.agent: cls})
    assert mixed.agent_phases == {phase.name}
    assert_same_days(HospitalModel(eventful(days=30), 6), mixed, 30)


def test_a_subclass_that_changes_nothing_stays_compiled():
    class Renamed(STOCK["Staff"]):
        """A new method, and nothing else."""

        def favourite_channel(self):
            return 3

    model = HospitalModel(eventful(days=10), 1, agent_classes={"Staff": Renamed})
    assert model.agent_phases == frozenset()
    assert_same_days(HospitalModel(eventful(days=10), 1), model, 10)
    assert model.staff[0].favourite_channel() == 3


def test_both_ways_go_through_all_phases():
    compiled, agents = both_ways(eventful(days=2))
    assert compiled.agent_phases == frozenset()
    assert agents.agent_phases == AGENT_PHASES == {phase.name for phase in PHASES[1:]}


def test_a_difference_is_named():
    compiled, agents = both_ways(eventful(days=3))
    agents.staff[7].fear += 1e-16 + agents.staff[7].fear * 3e-16
    with pytest.raises(AssertionError, match=r"day 1: staff 7, fear \(written in learn\): "):
        assert_same_days(compiled, agents, 1)


UNCOMPILED = """
import hashlib, sys
sys.path.insert(0, {folder!r})
from eventful import eventful
from culturesim.simulation import Simulation
simulation = Simulation(eventful(days=10), 1, ledger=True)
simulation.run()
whole = hashlib.sha256(simulation.ledger_rows().tobytes())
for block in simulation.world[:15]:
    whole.update(block.tobytes())
print(whole.hexdigest())
"""


def test_uncompiled_loops_are_the_same():
    agents = HospitalModel(eventful(days=10), 1, engine="agents")
    agents.run()
    whole = hashlib.sha256(agents.simulation.ledger_rows().tobytes())
    for block in agents.world[:15]:
        whole.update(block.tobytes())
    source = str(Path(culturesim.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", UNCOMPILED.format(folder=str(Path(__file__).parent))],
        env=os.environ | {"PYTHONPATH": source, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == whole.hexdigest()


def test_scenario_dates_do_not_matter():
    scenario = eventful(days=5)
    later = replace(scenario, start=date(2011, 7, 1))
    assert_same_days(HospitalModel(scenario, 1), HospitalModel(later, 1, engine="agents"), 5)
