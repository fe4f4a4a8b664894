"""The work of a sweep, wherever it is done: a batch of runs in, a result a run out.

Nothing here knows of files, threads or clusters; a job can be pickled.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from culturesim.errors import InputError
from culturesim.experiments.points import scenario_at
from culturesim.experiments.replicates import run_seed

if TYPE_CHECKING:
    from culturesim.experiments.factors import Factor
    from culturesim.scenario import Scenario

__all__ = ["STRIDE", "Item", "Job", "LateError", "Result", "StopError", "do_item", "load_model"]

#: Runs are numbered point times this plus replicate, so no number depends on how many there are.
STRIDE = 1_000_000
MESSAGE_CHARACTERS = 500


class StopError(BaseException):
    """The sweep is being stopped: the run in hand is dropped and run again later."""


class LateError(Exception):
    """A run has taken longer than its limit."""


class Item(NamedTuple):
    """One run to do: its number, and the values of its point in the order of the factors."""

    run: int
    values: tuple[Any, ...]


class Result(NamedTuple):
    """What came of one run.

    Attributes
    ----------
    run : int
        Its number. [-]
    status, message : str
        ``done``, ``failed`` or ``timeout``; what went wrong.
    seconds : float
        Time it took, by the clock. [s]
    outcomes : tuple
        In the order of the job's outcomes; empty unless done.
    last_days, series : ndarray or None
        The series, if one is kept.

    Examples
    --------
    >>> Result(7, "failed", "ValueError: no beds", 0.1).outcomes
    ()
    """

    run: int
    status: str
    message: str
    seconds: float
    outcomes: tuple[Any, ...] = ()
    last_days: Any = None
    series: Any = None


@dataclass(frozen=True)
class Job:
    """What all runs of an experiment share.

    Attributes
    ----------
    scenarios : dict of str to Scenario
        Those the experiment names.
    base : str
        The one it starts from.
    plain : tuple of (str, int)
        Days and warm-up days, if the experiment sets them. [days]
    factors : tuple of Factor
        The factors that vary, in the order of an item's values.
    constants : tuple of Factor
        The others.
    seed : int
        Root seed. [-]
    common : bool
        Common random numbers.
    outcomes, series : tuple of str
        What is kept.
    every : int
        Days of a row of the series. [days]
    hospitals, model : str
        As in the experiment file.
    limit : float
        Time a run may take. [s]

    Examples
    --------
    >>> Job.__name__
    'Job'
    """

    scenarios: dict[str, Scenario]
    base: str
    plain: tuple[tuple[str, int], ...]
    factors: tuple[Factor, ...]
    constants: tuple[Factor, ...]
    seed: int
    common: bool
    outcomes: tuple[str, ...]
    series: tuple[str, ...]
    every: int
    hospitals: str
    model: str
    limit: float

    def scenario(self, values: tuple[Any, ...]) -> Scenario:
        """Make the scenario of a point from the values of its factors."""
        settings = [(factor, factor.spread.choices[0]) for factor in self.constants]
        settings += list(zip(self.factors, values, strict=True))
        return scenario_at(self.scenarios, self.base, settings, dict(self.plain))

    def seed_of(self, run: int) -> int:
        """Seed of a run by its number."""
        return run_seed(self.seed, run % STRIDE, run // STRIDE, self.common)


def do_item(job: Job, item: Item, check: Callable[[], None]) -> Result:
    """Do one run; whatever goes wrong in it is its result.

    Parameters
    ----------
    job : Job
        The experiment.
    item : Item
        The run.
    check : callable
        Called between stretches of days; stops the sweep by raising :class:`StopError`.

    Returns
    -------
    Result
        Done, failed or timeout.

    Notes
    -----
    An error of the run is kept as data, so every kind of exception is caught on purpose; a wish
    to stop is none of them.
    """
    from culturesim.runs import keep, simulate

    began = time.monotonic()

    def beat() -> None:
        check()
        if time.monotonic() - began > job.limit:
            raise LateError

    try:
        sim = simulate(_scenario(job, item.values), job.seed_of(item.run), beat,
                       load_model(job.model))  # fmt: skip
        kept = keep(sim, job.hospitals, job.series, job.every)
        outcomes = tuple(kept.outcomes[name] for name in job.outcomes)
    except LateError:
        return Result(item.run, "timeout", late_words(job.limit), time.monotonic() - began)
    except Exception as error:  # noqa: BLE001  (a failed run is a row)
        return Result(item.run, "failed", words(error), time.monotonic() - began)
    seconds = time.monotonic() - began
    if not job.series:
        return Result(item.run, "done", "", seconds, outcomes)
    return Result(item.run, "done", "", seconds, outcomes, kept.last_days, kept.series)


_LATEST: dict[int, tuple[Job, tuple[Any, ...], Scenario]] = {}


def _scenario(job: Job, values: tuple[Any, ...]) -> Scenario:
    """Scenario of a point, made once for its replicates when they follow each other."""
    import threading

    me = threading.get_ident()
    held = _LATEST.get(me)
    if held is not None and held[0] is job and held[1] == values:
        return held[2]
    made = job.scenario(values)
    if len(_LATEST) > 1000:  # threads that ended long ago
        _LATEST.clear()
    _LATEST[me] = (job, values, made)
    return made


def late_words(limit: float) -> str:
    """Say that a run passed its limit."""
    return f"took longer than its limit of {limit:g} s"


def words(error: BaseException) -> str:
    """Say what an error is, in one line of at most 500 characters."""
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return text[:MESSAGE_CHARACTERS]


@lru_cache(maxsize=8)
def load_model(name: str) -> Any:
    """Import the class an experiment runs instead of the plain simulation.

    Parameters
    ----------
    name : str
        ``"module:name"``, or empty for the plain simulation.

    Returns
    -------
    callable or None
        The class; None for the plain simulation.

    Raises
    ------
    InputError
        If there is no such module or name in it.

    Examples
    --------
    >>> load_model("culturesim:HospitalModel").__name__
    'HospitalModel'
    """
    if not name:
        return None
    module, _, attribute = name.partition(":")
    try:
        found: Any = import_module(module)
        for part in attribute.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError) as error:
        raise InputError(f"model: {name} cannot be loaded: {error}") from None
    return found
