"""Many runs of one scenario, on as many threads as wanted, with the same results."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from culturesim.errors import InputError, check_whole, nearest
from culturesim.results import Results
from culturesim.runs.drawing import check_spans, drawn
from culturesim.scenario import Scenario, load_scenario

__all__ = ["ENGINES", "LARGEST_SEED", "Progress", "load", "processors", "run"]

ENGINES = ("compiled", "agents")
MOST_RUNS, LARGEST_SEED = 100_000, 2**63 - 1
STRETCH = 91  # days simulated at a go between looks at progress and at a wish to stop

Progress: TypeAlias = Callable[[int, int], None]
Ledger: TypeAlias = bool | Literal["first"]


@dataclass(frozen=True)
class _Job:
    """What all runs of one call share."""

    scenario: Scenario
    seed: int
    n_runs: int
    ledger: Ledger
    engine: str
    every: int | None
    uncertainty: str
    tick: Callable[[int], None]
    stop: threading.Event

    def run_one(self, k: int) -> Results:
        """Simulate run ``k`` (from 0) and take its results."""
        started = dt.datetime.now(dt.UTC)
        keep = k == 0 if self.ledger == "first" else bool(self.ledger)
        sim, advance = self._start(k, keep)
        while sim.day < self.scenario.days and not self.stop.is_set():
            n = min(STRETCH, self.scenario.days - sim.day)
            advance(n)
            self.tick(n)
        if self.stop.is_set():
            raise KeyboardInterrupt
        return Results.from_simulation(sim, k + 1, self.every, self.n_runs, started, self.scenario)

    def _start(self, k: int, keep: bool) -> tuple[Any, Callable[[int], object]]:
        scenario, seed = drawn(self.scenario, self.uncertainty, self.seed, k)
        if self.engine == "agents":
            from culturesim.agents.model import HospitalModel

            model = HospitalModel(scenario, seed=seed, engine="agents", ledger=keep)
            return model.simulation, model.run
        from culturesim.simulation import Simulation

        sim = Simulation(scenario, seed, ledger=keep)
        return sim, sim.run


def load(scenario: Scenario | str | Path, days: int | None = None) -> Scenario:
    """Take a scenario as it is, or load it by name or from a file.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A scenario, the name of a shipped one, or a file.
    days : int, optional
        Days to simulate instead of the scenario's. [days]

    Returns
    -------
    Scenario
        The scenario.

    Raises
    ------
    InputError
        If it is refused.

    Examples
    --------
    >>> load(Scenario("A week", days=7), days=3).days
    3
    """
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    if days is None or days == loaded.days:
        return loaded
    return loaded.with_changes(where="days", days=days)


def processors() -> int:
    """Count the processors this process may use.

    Returns
    -------
    int
        At least 1.

    Examples
    --------
    >>> processors() >= 1
    True
    """
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1


def run(
    scenario: Scenario | str | Path,
    runs: int | None = None,
    seed: int = 0,
    days: int | None = None,
    *,
    ledger: Ledger = False,
    workers: int | None = None,
    progress: Progress | None = None,
    message: Callable[[str], None] | None = None,
    engine: str = "compiled",
    every: int | None = None,
    uncertainty: str | None = None,
) -> Results:
    """Run a scenario, once or many times.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A scenario, the name of a shipped one, or a file.
    runs : int, optional
        How many runs; the scenario says, if left out. [runs]
    seed : int
        Seed of the first run; run k (from 0) has seed ``seed + k``. [-]
    days : int, optional
        Days to simulate instead of the scenario's. [days]
    ledger : bool or "first"
        Keep the events of all runs, or of the first only.
    workers : int, optional
        Threads; as many as there are processors if left out. The results are the same bits
        whatever their number.
    progress : callable, optional
        Called with the days done and all days, over all runs.
    message : callable, optional
        Called with one line if the engine has to be compiled first, which takes a while.
    engine : str
        ``"compiled"``, or ``"agents"`` for Mesa agents one by one, which is far slower and gives
        the same bits.
    every : int, optional
        Days that a ward's row of the series stands for; chosen by size if left out. [days]
    uncertainty : str, optional
        What the runs differ by: ``"seeds"`` (the usual), luck alone; ``"parameters"``, the
        package's plausible parameter sets alone, all with ``seed``; ``"both"``. What the
        scenario sets itself wins over a set.

    Returns
    -------
    Results
        Of all runs, numbered from 1. Where sets were used, ``outcomes`` has a column
        ``parameter_set`` and the provenance names the ensemble.

    Raises
    ------
    InputError
        If the scenario is refused; runs, seed, days, workers or engine are out of range; or
        ``uncertainty`` is refused (:func:`culturesim.runs.drawing.check_spans`).

    Examples
    --------
    >>> run("small", runs=0)
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: runs: 0 is outside the range 1 to 100,000
    """
    if runs is not None:
        check_whole(runs, 1, MOST_RUNS, "runs")
    check_whole(seed, 0, LARGEST_SEED - MOST_RUNS, "seed")
    if workers is not None:
        check_whole(workers, 1, 1024, "workers")
    if engine not in ENGINES:
        raise InputError(f"engine: {engine!r} is not known{nearest(engine, ENGINES)}")
    loaded = load(scenario, days)
    n_runs = runs or loaded.runs
    spans = check_spans(uncertainty, "seeds", n_runs, [loaded])
    tick = _ticker(progress, n_runs * loaded.days)
    if message is not None:
        from culturesim.engine.kernel import warm

        warm(message)
    job = _Job(loaded, seed, n_runs, ledger, engine, every, spans, tick, threading.Event())
    if engine == "agents":
        workers = 1  # agents hold the interpreter lock
    return Results.concat(_all(job, min(workers or processors(), n_runs)))


def _ticker(progress: Progress | None, total: int) -> Callable[[int], None]:
    """Count days over all threads."""
    lock, done = threading.Lock(), [0]

    def tick(n: int) -> None:
        with lock:
            done[0] += n
            if progress is not None:
                progress(done[0], total)

    return tick


def _all(job: _Job, workers: int) -> list[Results]:
    if workers == 1:
        return [job.run_one(k) for k in range(job.n_runs)]
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(job.run_one, k) for k in range(job.n_runs)]
        try:
            wait(futures, return_when=FIRST_EXCEPTION)
        finally:  # an error or an interrupt stops the other threads at their next stretch
            if not all(future.done() and not future.exception() for future in futures):
                job.stop.set()
                pool.shutdown(cancel_futures=True)
        for future in futures:  # an error, before the interrupts that it caused
            if not future.cancelled() and isinstance(future.exception(), Exception):
                future.result()
        return [future.result() for future in futures]
