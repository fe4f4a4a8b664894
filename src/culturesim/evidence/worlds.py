"""The simulated hospitals that patterns are measured on, run once and shared by all measures.

Five worlds: ``ordinary``, one hospital under many seeds, followed closely; ``hospitals``, many
that differ as real ones do; ``control``, ``package`` and ``published``, some of these three times
over with the same luck, as trials; and ``failing``, a hospital that goes wrong, for ten years.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np

from culturesim.errors import InputError, check_whole
from culturesim.evidence.observed import Observed, watch
from culturesim.organisation.frozen import Frozen
from culturesim.organisation.source import freeze_source, oversee
from culturesim.parameters import load_registry
from culturesim.parameters.dials import MAPPING
from culturesim.scenario import Scenario, load_scenario
from culturesim.simulation import Simulation, build_seed
from culturesim.state.ledger import KINDS

__all__ = ["DRAWS", "WORLDS", "Draw", "Seen", "Size", "changes_of", "draw_hospital", "gather"]

WORLDS = ("ordinary", "hospitals", "control", "package", "published", "failing")
DAYS = {"ordinary": 365, "hospitals": 1095, "control": 1095, "package": 1095, "published": 1095}
WARM_UP = 365  # days for hospitals that differ: beliefs and staff settle within the year
TRIAL_DAY = 366
TRIALS = ("control", "package", "published")
#: Counts by ward that are all a world needs, in place of all counts and stays.
KEPT = dict.fromkeys(TRIALS, ("n_reports", "n_harms", "n_patients")) | {
    "failing": ("n_preventable", "n_patients", "n_bypass", "n_upheld", "n_alerts"),
}
LEVERS = {"package": "feedback-loop", "published": "transparency-unsupported"}
RARE_EVENTS = tuple(kind for kind in KINDS if kind.startswith("inquiry"))


@dataclass(frozen=True, slots=True)
class Draw:
    """How one property of simulated hospitals varies.

    Attributes
    ----------
    name : str
        A dial, or a parameter.
    sd : float
        Standard deviation, between hospitals; of the logarithm if ``is_factor``. [as the parameter]
    is_factor : bool
        Whether the parameter is multiplied by the draw, not moved by it.
    why : str
        Where the spread is from.

    Examples
    --------
    >>> DRAWS[0].name
    'fear'
    """

    name: str
    sd: float
    is_factor: bool
    why: str


#: How hospitals differ. Normal draws, cut at the registry's ranges; sizes are drawn besides.
DRAWS = (
    Draw("fear", 0.06, False,
         "the dial moves five parameters together; set with the next three so that forms a "
         "bed-day differ about as published (17 to 96 in 1,000)"),
    Draw("transparency", 0.06, False, "assumed; the dial moves six parameters together"),
    Draw("attention_base", 0.06, False, "assumed: leaders differ in what they attend to"),
    Draw("form_share", 0.20, True, "assumed: forms, and what goes on them, differ by place"),
    Draw("establishment_registered_nurse", 0.10, True,
         "patients per nurse differ by about a tenth to a sixth between English hospitals"),
    Draw("risk_mean", 0.15, True, "assumed: case mix"),
    Draw("demand", 0.02, True, "assumed: occupancy of 86 to 94 per cent"),
    Draw("coding_depth", 0.06, False,
         "coders differ in depth; set so that mortality ratios differ by about ten points"),
)  # fmt: skip
SMALLEST, LARGEST = 8, 24  # wards; even spread, about 180 to 550 beds


@dataclass(frozen=True, slots=True)
class Size:
    """How much is simulated.

    Attributes
    ----------
    hospitals : int
        Hospitals that differ, 8 or more; a quarter of them, at least six, take part in trials.
    seeds : int
        Runs of the ordinary hospital and of the failing one, 2 or more.
    seed : int
        First seed.
    base : str
        Scenario of the ordinary hospital.
    failing : str
        Scenario of the failing one.

    Raises
    ------
    InputError
        If a number is out of range.

    Examples
    --------
    >>> Size(40, 4).trial
    10
    """

    hospitals: int
    seeds: int
    seed: int = 0
    base: str = "steady"
    failing: str = "midshire"

    def __post_init__(self) -> None:
        check_whole(self.hospitals, 8, 10_000, "hospitals")
        check_whole(self.seeds, 2, 10_000, "seeds")
        check_whole(self.seed, 0, 2**62, "seed")

    @property
    def trial(self) -> int:
        """Hospitals in a trial."""
        return max(6, self.hospitals // 4)


@dataclass(slots=True)
class Seen:
    """All that was observed, by world, in order of hospital or seed.

    Attributes
    ----------
    worlds : dict of str to list of Observed
        Only worlds that were asked for.
    kinds : tuple of str
        Kinds of event the log can hold, by number.

    Examples
    --------
    >>> Seen({}).kinds[0]
    'exposure'
    """

    worlds: dict[str, list[Observed]] = field(default_factory=dict)
    kinds: tuple[str, ...] = KINDS

    def __getitem__(self, world: str) -> list[Observed]:
        """Hospitals of one world."""
        return self.worlds[world]


def draw_hospital(base: Scenario, number: int, days: int) -> Scenario:
    """Draw one hospital of those that differ.

    Parameters
    ----------
    base : Scenario
        The ordinary hospital, around which others vary.
    number : int
        Number of the hospital; one number is one hospital. [-]
    days : int
        Days to simulate. [days]

    Returns
    -------
    Scenario
        The hospital.

    Examples
    --------
    >>> base = load_scenario("small")
    >>> draw_hospital(base, 3, 30) == draw_hospital(base, 3, 30)
    True
    """
    rng = np.random.default_rng([20_240_917, number])
    registry, given = load_registry(), base.parameters
    moved: dict[str, float] = {}
    for draw in DRAWS:
        z = float(rng.standard_normal())
        if draw.is_factor:
            moved[draw.name] = getattr(given, draw.name) * float(np.exp(draw.sd * z))
            continue
        rows = [row for row in MAPPING if row[0] == draw.name]
        for _, name, at_0, at_1 in rows or [("", draw.name, 0.0, 1.0)]:
            moved[name] = moved.get(name, getattr(given, name)) + draw.sd * z * (at_1 - at_0)
    changes: dict[str, object] = {
        f"parameters.{name}": min(max(value, registry[name].low), registry[name].high)
        for name, value in moved.items()
    }
    sizes = base.organisation
    if hasattr(sizes, "wards"):
        changes["organisation.wards"] = int(rng.integers(SMALLEST, LARGEST + 1))
    return base.with_changes(changes, days=days, warm_up_days=WARM_UP)


def _arm(scenario: Scenario, arm: str) -> Scenario:
    """Give a hospital what its arm of a trial gets, from the second year on."""
    if arm not in LEVERS:
        return scenario
    pulled: dict[str, object] = {"name": LEVERS[arm], "strength": 1.0, "day": TRIAL_DAY}
    return scenario.with_changes(levers=[pulled], where="trial")


def _plan(size: Size, changes: Mapping[str, object], worlds: Iterable[str]) -> list[_Job]:
    """List every run that the worlds need."""
    base = load_scenario(size.base).with_changes(changes)
    jobs = []
    for world in worlds:
        if world == "ordinary":
            scenario = base.with_changes(days=DAYS[world])
            jobs += [_Job(world, k, scenario, size.seed + k, True) for k in range(size.seeds)]
        elif world == "failing":
            scenario = load_scenario(size.failing).with_changes(changes)
            jobs += [_Job(world, k, scenario, size.seed + k) for k in range(size.seeds)]
        else:
            n = size.hospitals if world == "hospitals" else size.trial
            for k in range(n):
                hospital = draw_hospital(base, size.seed + k, DAYS[world])
                jobs.append(_Job(world, k, _arm(hospital, world), size.seed + 1000 + k))
    return jobs


@lru_cache(maxsize=64)
def _organisation(source: Any, bodies: tuple[Any, ...], seed: int) -> Frozen:
    """Build an organisation once for all worlds, arms and parameter sets that share it."""
    return oversee(freeze_source(source, build_seed(seed)), bodies, "worlds")


@dataclass(frozen=True, slots=True)
class _Job:
    """One run."""

    world: str
    number: int
    scenario: Scenario
    seed: int
    closely: bool = False

    def run(self) -> Observed:
        """Simulate and observe."""
        keep = self.closely or (bool(RARE_EVENTS) and self.world in {"hospitals", "failing"})
        source, bodies = self.scenario.organisation, self.scenario.regulators
        organisation = _organisation(source, bodies, self.seed)
        simulation = Simulation(self.scenario, self.seed, ledger=keep, organisation=organisation)
        seen = watch(simulation, self.number, closely=self.closely)
        if self.world in KEPT:
            kept = {name: seen.ward[name] for name in KEPT[self.world]}
            seen = replace(seen, stays={}, ward=kept)
        if self.closely or not keep:
            return seen
        rare = np.isin(seen.events[:, 1], [KINDS.index(kind) for kind in RARE_EVENTS])
        return replace(seen, events=seen.events[rare])


def gather(
    size: Size,
    worlds: Iterable[str],
    changes: Mapping[str, object] | None = None,
    *,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Seen:
    """Simulate the worlds that are asked for.

    Parameters
    ----------
    size : Size
        How much.
    worlds : iterable of str
        Of :data:`WORLDS`.
    changes : mapping, optional
        Parameters, dials or sizes to change in every hospital; hospitals vary around them.
    workers : int, optional
        Threads; as many as there are processors if left out. The results do not depend on it.
    progress : callable, optional
        Called with the days done and all days.

    Returns
    -------
    Seen
        What was observed.

    Raises
    ------
    InputError
        If a change is refused.

    Examples
    --------
    >>> sorted(gather(Size(8, 2, base="small"), []).worlds)
    []
    """
    wanted = [world for world in WORLDS if world in set(worlds)]
    jobs = _plan(size, changes or {}, wanted)
    total = sum(job.scenario.days + job.scenario.warm_up_days for job in jobs)
    lock, done = threading.Lock(), [0]
    if workers is not None:
        check_whole(workers, 1, 1024, "workers")

    def one(job: _Job) -> Observed:
        seen = job.run()
        with lock:
            done[0] += job.scenario.days + job.scenario.warm_up_days
            if progress is not None:
                progress(done[0], total)
        return seen

    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        pending = [pool.submit(one, job) for job in jobs]
        try:
            found = [future.result() for future in pending]
        except BaseException:
            for future in pending:
                future.cancel()
            raise
    return Seen({w: [s for j, s in zip(jobs, found, strict=True) if j.world == w] for w in wanted})


def changes_of(texts: Iterable[str]) -> dict[str, Any]:
    """Read changes typed as NAME=VALUE.

    Parameters
    ----------
    texts : iterable of str
        Changes.

    Returns
    -------
    dict
        Name to value, as text, checked when hospitals are made.

    Raises
    ------
    InputError
        If one is not NAME=VALUE, or a name is given twice.

    Examples
    --------
    >>> changes_of(["witness=0.3"])
    {'witness': '0.3'}
    """
    changes: dict[str, Any] = {}
    for text in texts:
        key, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not key or not value:
            raise InputError(f"--set: expected NAME=VALUE, got {text!r}")
        if key in changes:
            raise InputError(f"--set: {key} is given twice")
        changes[key] = value
    return changes
