"""One run for a sweep: simulated in stretches that can be stopped, and what is kept of it."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from culturesim.organisation.frozen import Frozen
    from culturesim.scenario import Scenario

__all__ = ["Kept", "keep", "model_digest", "prepare", "simulate"]

STRETCH_STAFF_DAYS = 2_000_000  # compiled, about a fifth of a second
STRETCH_DAYS = 91  # of a model class, which may be far slower
POSTS_HELD = 400_000  # posts of organisations kept for further runs with the same seed
ROOMS = ("rules", "engine", "state", "parameters", "organisation", "interventions", "instruments",
         "outcomes", "schedule", "streams", "simulation", "scenario", "runs/single")  # fmt: skip


class Kept(NamedTuple):
    """What is kept of one run.

    Attributes
    ----------
    outcomes : dict
        Columns of the outcome row; numbers as float, a day that does not exist as NaN.
    last_days : ndarray of int32, shape (n_periods,)
        Last day of each row of the series; none if no series is kept. [day]
    series : ndarray of float32, shape (n_periods, n_hospitals, n_quantities)
        The series. [units of the quantities]

    Examples
    --------
    >>> Kept({"deaths": 3.0}, np.zeros(0, np.int32), np.zeros((0, 1, 0), np.float32)).outcomes
    {'deaths': 3.0}
    """

    outcomes: dict[str, Any]
    last_days: Any
    series: Any


class _Organisations:
    """Frozen organisations of late, shared by runs of the same sizes, bodies and seed."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[Any, Any, int], Frozen] = OrderedDict()
        self._lock = Lock()

    def get(self, scenario: Scenario, seed: int) -> Frozen:
        from culturesim.organisation import freeze_source, oversee
        from culturesim.simulation import build_seed

        key = (scenario.organisation, scenario.regulators, seed)
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = oversee(
            freeze_source(scenario.organisation, build_seed(seed)),
            scenario.regulators,
            f"scenario {scenario.name}",
        )
        with self._lock:
            self._held[key] = made
            posts = sum(frozen.n_staff for frozen in self._held.values())
            while posts > POSTS_HELD and len(self._held) > 1:
                posts -= self._held.popitem(last=False)[1].n_staff
        return made


_ORGANISATIONS = _Organisations()


def simulate(
    scenario: Scenario,
    seed: int,
    beat: Callable[[], None],
    model: Callable[..., Any] | None = None,
) -> Any:
    """Run a scenario to its end, in stretches.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.
    seed : int
        Seed of the run. [-]
    beat : callable
        Called before each stretch of days; it stops the run by raising. A stretch is about a fifth
        of a second of compiled work, and at most 91 days of a model class. Longer ones would stop
        later, shorter ones make threads wait for each other at every return to Python.
    model : callable, optional
        Takes ``(scenario, seed=seed)`` and answers a `HospitalModel`, a `Simulation`, or a
        subclass of either.

    Returns
    -------
    Simulation
        At its last day.

    Examples
    --------
    >>> from culturesim.scenario import load_scenario
    >>> small = load_scenario("small").with_changes(days=5, warm_up_days=2)
    >>> simulate(small, 1, lambda: None).day
    5
    """
    beat()
    if model is None:
        from culturesim.simulation import Simulation

        runner: Any = Simulation(scenario, seed, organisation=_ORGANISATIONS.get(scenario, seed))
    else:
        runner = model(scenario, seed=seed)
    sim = getattr(runner, "simulation", runner)
    stretch = max(1, STRETCH_STAFF_DAYS // max(1, sim.organisation.n_staff))
    stretch = stretch if model is None else min(stretch, STRETCH_DAYS)
    while sim.days_left > 0:
        beat()
        runner.run(min(stretch, sim.days_left))
    return sim


def keep(sim: Any, hospitals: str, series: Sequence[str], every: int) -> Kept:
    """Take from a finished run what a sweep keeps.

    Parameters
    ----------
    sim : Simulation
        The run.
    hospitals : str
        ``"first"``: outcomes of the first hospital; ``"mean"``: the mean over hospitals of each
        number, where texts are empty.
    series : sequence of str
        Quantities whose course is kept.
    every : int
        Days that a row of the series stands for. [days]

    Returns
    -------
    Kept
        Outcomes and series.
    """
    from culturesim.results.frames import histories_of, in_periods, outcome_rows

    histories = histories_of(sim)
    rows = [_plain(row) for row in outcome_rows(sim, histories, 1)]
    outcomes = rows[0] if hospitals == "first" or len(rows) == 1 else _mean(rows)
    if not series:
        return Kept(outcomes, np.zeros(0, np.int32), np.zeros((0, len(rows), 0), np.float32))
    found = [in_periods(history, every, series) for history in histories]
    values = np.stack([values for _, values in found], axis=1).astype(np.float32)
    return Kept(outcomes, found[0][0], values)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: v if isinstance(v, str) else float(v) for name, v in row.items()}


def _mean(rows: list[dict[str, Any]]) -> dict[str, Any]:
    mean: dict[str, Any] = {}
    for name, first in rows[0].items():
        if isinstance(first, str):
            mean[name] = ""
            continue
        values = np.array([row[name] for row in rows])
        there = values[~np.isnan(values)]
        mean[name] = float(there.mean()) if len(there) else float("nan")
    return mean


def prepare(message: Callable[[str], None] | None = None) -> None:
    """Load the compiled engine, or compile it, before many runs start at once.

    Parameters
    ----------
    message : callable, optional
        Called with one line of text if it has to be compiled.
    """
    from culturesim.engine.kernel import warm
    from culturesim.organisation import OrganisationSizes
    from culturesim.scenario import Scenario
    from culturesim.simulation import Simulation

    warm(message or (lambda _: None))
    sizes = OrganisationSizes(wards=1, departments=0, divisions=1, beds_per_ward=1)
    Simulation(Scenario("A day", days=1, warm_up_days=0, organisation=sizes), 0).run()


@lru_cache(maxsize=1)
def model_digest() -> str:
    """Fingerprint of everything that decides what a run gives.

    Returns
    -------
    str
        Sixteen hexadecimal digits over the sources of the model, its registry and its outcomes.

    Examples
    --------
    >>> len(model_digest())
    16
    """
    package = Path(__file__).resolve().parent.parent
    whole = hashlib.sha256()
    for room in ROOMS:
        path = package / room  # a folder, or a single file
        files = sorted(path.rglob("*")) if path.is_dir() else [path.with_suffix(".py")]
        for file in files:
            if file.suffix in (".py", ".csv"):
                whole.update(file.relative_to(package).as_posix().encode() + b"\0")
                whole.update(file.read_bytes() + b"\0")
    return whole.hexdigest()[:16]
