"""The engine compiled by two processes: the same loops, once each, and safe when it goes wrong."""

import os
import subprocess
import sys

import numba
import pytest

from culturesim.engine import together
from culturesim.engine.held import Held, hold
from culturesim.engine.kernel import kernel
from culturesim.scenario import load_scenario
from culturesim.simulation import Simulation
from culturesim.state.world import World

compiled = pytest.mark.skipif(numba.config.DISABLE_JIT, reason="nothing is compiled")


@pytest.fixture(scope="module")
def simulation():
    run = Simulation(load_scenario("small").with_changes(days=2), 1, ledger=True)
    run.run()
    return run


def test_types_are_those_of_a_run(simulation):
    assert numba.typeof(simulation.world) == together.world_type()
    assert numba.typeof(simulation.series) == together.series_type()
    assert numba.typeof(simulation.parameters_on(2)) == together.VECTOR
    assert Held(together.world_type()) == Held(numba.typeof(simulation.world))


@compiled
def test_every_loop_is_compiled_for_the_types_that_are_prepared(simulation):
    """A second signature would mean that what is compiled ahead is not what a run calls."""
    for name, loop, signature in together._tasks():
        assert {tuple(s) for s in loop.signatures} <= {signature}, name


@compiled
def test_nothing_is_compiled_twice(monkeypatch):
    monkeypatch.setattr(together, "_helper", lambda: pytest.fail("a helper was started"))
    assert together.compile_engine() is False


def test_each_task_is_done_once(tmp_path, monkeypatch):
    class Loop:
        done = 0

        def compile(self, signature):
            self.done += 1

    loops = [Loop() for _ in range(3)]
    tasks = [(f"loop {k}", loop, ()) for k, loop in enumerate(loops)]
    monkeypatch.setattr(together, "_tasks", lambda: tasks)
    assert together._claim(tmp_path, "loop 1")
    together._work(tmp_path, backwards=True)
    together._work(tmp_path, backwards=False)
    assert [loop.done for loop in loops] == [1, 0, 1]


@pytest.mark.parametrize(
    ("what", "value"),
    [("cache_directory", lambda: None), ("os.sched_getaffinity", lambda pid: {0})],
)
def test_one_core_or_no_cache_means_no_helper(monkeypatch, what, value):
    if what.startswith("os.") and not hasattr(os, "sched_getaffinity"):
        pytest.skip("cores are counted in another way here")
    monkeypatch.setattr(f"culturesim.engine.together.{what}", value)
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: pytest.fail("a helper was started"))
    with together._helper() as folder:
        assert folder is None


def test_a_helper_that_fails_is_no_harm(monkeypatch, tmp_path):
    monkeypatch.setattr(together, "cache_directory", lambda: tmp_path)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1}, raising=False)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with together._helper() as folder:
        assert folder is not None
        assert folder.is_dir()
    assert not folder.exists()


def test_a_helper_that_hangs_is_stopped(monkeypatch, tmp_path):
    monkeypatch.setattr(together, "cache_directory", lambda: tmp_path)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1}, raising=False)
    monkeypatch.setattr(together, "PATIENCE", 0.01)
    started = []

    def sleeper(command, **options):
        started.append(real([sys.executable, "-c", "import time; time.sleep(60)"], **options))
        return started[0]

    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", sleeper)
    with together._helper():
        pass
    assert started[0].returncode not in (None, 0)


@compiled
def test_a_held_tuple_reads_and_writes_through():
    @numba.extending.register_jitable
    def part(s: World) -> None:
        for i in range(s.sf.shape[1]):
            s.sf[0, i] += s.tie_ptr[i]

    @kernel
    def whole(world: World) -> None:
        s = hold(world)
        part(s)
        s.ledger_count[0] = s.sf.shape[0]

    run = Simulation(load_scenario("small").with_changes(days=1), 1)
    before = run.world.sf[0].copy()
    whole(run.world)
    assert (run.world.sf[0] == before + run.world.tie_ptr[:-1]).all()
    assert run.world.ledger_count[0] == run.world.sf.shape[0]


@compiled
def test_a_held_tuple_has_no_other_fields():
    @kernel
    def wrong(world: World) -> None:
        hold(world).nothing[0] = 1

    run = Simulation(load_scenario("small").with_changes(days=1), 1)
    with pytest.raises(numba.core.errors.TypingError, match="nothing"):
        wrong(run.world)
