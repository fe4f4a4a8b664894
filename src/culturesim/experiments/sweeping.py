"""A sweep: what is missing of an experiment is run and stored, whatever was there before."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from culturesim.errors import InputError, check_whole
from culturesim.experiments.driving import (
    InterruptedSweepError,
    Pace,
    drive,
    stop_on_signals,
)
from culturesim.experiments.engines import (
    DaskEngine,
    Engine,
    EngineLostError,
    LocalEngine,
    processors,
)
from culturesim.experiments.estimates import seconds_of
from culturesim.experiments.files import check_limit
from culturesim.experiments.locks import hold
from culturesim.experiments.opening import open_store
from culturesim.experiments.schedule import missing_runs
from culturesim.experiments.store import SERIES, Store, sweep_away
from culturesim.experiments.tables import rows_table, series_table
from culturesim.experiments.work import STRIDE, Item, Job, Result

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from culturesim.experiments.experiment import Experiment

__all__ = ["Doing", "Progress", "Summary", "SweepStoppedError", "carry_out", "local_engine"]
__all__ += ["sweep"]

Progress: TypeAlias = Callable[[int, int, int], None]
PATIENCE = 60.0  # seconds to wait for a scheduler, at first and when it is gone


class SweepStoppedError(RuntimeError):
    """A sweep that could not go on; what is stored stays, and running again goes on."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a sweep has come to.

    Attributes
    ----------
    folder : Path
        The store.
    done, failed, timeout : int
        Rows of the store by status, other shards' included.
    missing : int
        Runs of this shard, or of all, that have no row.
    added : int
        Rows added this time.
    seconds : float
        Time this time. [s]

    Examples
    --------
    >>> Summary(Path("out"), 12, 0, 0, 0, 12, 1.5).exit_code
    0
    """

    folder: Path
    done: int
    failed: int
    timeout: int
    missing: int
    added: int
    seconds: float

    @property
    def exit_code(self) -> int:
        """0 if every run is done, 1 if some failed or took too long."""
        return int(self.failed + self.timeout > 0)


class Doing:
    """One process at work on a store: counts what comes back and writes it.

    Parameters
    ----------
    store : Store
        Where to.
    job : Job
        The experiment.
    progress : callable, optional
        Called with rows there, runs wanted and failures so far.

    Examples
    --------
    >>> Doing.__name__
    'Doing'
    """

    def __init__(self, store: Store, job: Job, progress: Progress | None = None) -> None:
        self.store, self.job, self._progress = store, job, progress
        design = store.design()
        self._columns = [design[factor.name].to_numpy() for factor in job.factors]
        self.there = self.wanted = self.added = self.failed = 0

    def item_of(self, run: int) -> Item:
        """Make the work item of a run."""
        return Item(run, tuple(_plain(column[run // STRIDE]) for column in self._columns))

    def tick(self, n: int) -> None:
        """Count runs that came back."""
        self.there += n
        if self._progress is not None:
            self._progress(min(self.there, self.wanted), self.wanted, self.failed)

    def write(self, results: list[Result]) -> None:
        """Store the results of a batch: series first, so that a row implies its series."""
        if self.job.series:
            table = series_table(self.job, results)
            if table is not None:
                self.store.write(SERIES, table)
        self.write_rows(results)
        self.added += len(results)
        self.failed += sum(result.status != "done" for result in results)

    def write_rows(self, results: list[Result]) -> None:
        """Store the rows of a batch."""
        items = {result.run: self.item_of(result.run) for result in results}
        self.store.write("rows", rows_table(self.job, items, results))


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def sweep(
    experiment: Experiment,
    out: Path,
    *,
    workers: int | None = None,
    processes: bool | None = None,
    shard: tuple[int, int] | None = None,
    scheduler: str | None = None,
    limit: float | None = None,
    patience: float = PATIENCE,
    progress: Progress | None = None,
    message: Callable[[str], None] | None = None,
) -> Summary:
    """Run what is missing of an experiment.

    Parameters
    ----------
    experiment : Experiment
        What to run.
    out : Path
        The store; made if need be.
    workers : int, optional
        Runs at a time on this machine; one a processor if left out.
    processes : bool, optional
        Use processes instead of threads: more memory, but a run that hangs is killed and one that
        takes its process down takes nothing else.
    shard : tuple of 2 int, optional
        ``(k, n)``: do the k-th of n parts, k from 0.
    scheduler : str, optional
        Address or file of a Dask scheduler that does the runs instead.
    limit : float, optional
        Time a run may take, by the clock. [s]
    patience : float
        How long to wait for the scheduler and its first worker. [s]
    progress : callable, optional
        Called with rows there, runs wanted and failures so far.
    message : callable, optional
        Called with one line when there is something to say.

    Returns
    -------
    Summary
        What it came to. Rows are the same bits whatever the workers, shards and order.

    Raises
    ------
    InputError
        If an argument is refused, the store belongs to another experiment or model, or another
        process is at work on it.
    InterruptedSweepError
        If it was stopped; finished runs are stored.
    SweepStoppedError
        If the disk is full or the scheduler is gone; finished runs are stored.

    Examples
    --------
    >>> sweep.__name__
    'sweep'
    """
    if workers is not None:
        check_whole(workers, 1, 1024, "--workers")
    if limit is not None:
        check_limit(limit, "--limit")
    check_shard(shard)
    began = time.monotonic()
    store, experiment = open_store(experiment, out)
    job = experiment.job(limit)
    with hold(store.folder, shard):
        sweep_away(store.folder, all_of_them=shard is None)
        doing = Doing(store, job, progress)
        say = message or (lambda _: None)
        if scheduler is None:
            make = local_engine(doing, experiment, workers, processes, message)
        else:
            make = _dask(doing, scheduler, patience)
        carry_out(experiment, doing, make, lambda: missing_runs(experiment, store, shard), say)
        left = len(missing_runs(experiment, store, shard))
    counts = store.counts()
    return Summary(
        store.folder, counts["done"], counts["failed"], counts["timeout"], left, doing.added,
        time.monotonic() - began,
    )  # fmt: skip


def check_shard(shard: tuple[int, int] | None) -> None:
    """Refuse a shard that is none of its number.

    Parameters
    ----------
    shard : tuple of 2 int or None
        ``(k, n)``.

    Raises
    ------
    InputError
        Unless 0 <= k < n <= 100,000.

    Examples
    --------
    >>> check_shard((4, 4))
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: --shard: 4/4 is outside 0/4 to 3/4; shards are counted from 0
    """
    if shard is None:
        return
    k, n = shard
    if not 1 <= n <= 100_000:
        raise InputError(f"--shard: {n} shards; 1 to 100,000 are allowed")
    if not 0 <= k < n:
        raise InputError(
            f"--shard: {k}/{n} is outside 0/{n} to {n - 1}/{n}; shards are counted from 0"
        )


def local_engine(
    doing: Doing,
    experiment: Experiment,
    workers: int | None,
    processes: bool | None,
    message: Callable[[str], None] | None,
) -> Callable[[], Engine]:
    """Answer what makes the workers of this machine; arguments as for :func:`sweep`."""
    options = experiment.plan.options
    n = workers or options.workers or processors()
    use = options.processes if processes is None else processes

    def make() -> Engine:
        from culturesim.runs import prepare

        prepare(message)
        return LocalEngine(doing.job, n, use, doing.tick)

    return make


def _dask(doing: Doing, address: str, patience: float) -> Callable[[], Engine]:
    return lambda: DaskEngine(doing.job, address, patience, doing.tick)


def carry_out(
    experiment: Experiment,
    doing: Doing,
    make: Callable[[], Engine],
    next_runs: Callable[[], NDArray[Any]],
    say: Callable[[str], None],
) -> None:
    """Have runs done until there are none to do: adaptive replicates come in rounds.

    Parameters
    ----------
    experiment : Experiment
        What they belong to.
    doing : Doing
        Counts and writes.
    make : callable
        Makes the engine, again if it was lost.
    next_runs : callable
        Answers the runs of the next round; none when all is done.
    say : callable
        Called with one line when there is something to say.

    Raises
    ------
    InterruptedSweepError
        If it was stopped; finished runs are stored.
    SweepStoppedError
        If the disk is full or the engine gone for good; the same.
    """
    expected = max(seconds_of(s, experiment) for s in experiment.scenarios.values())
    pace = Pace(expected)
    engine: Engine | None = None
    lost_at = -1
    try:
        while len(runs := next_runs()):
            doing.there, doing.failed = _there(doing.store)
            doing.wanted = doing.there + len(runs)
            if engine is None:
                engine = make()
            try:
                _drive(engine, runs, doing, pace)
            except EngineLostError as error:
                engine.close()
                engine = None
                if lost_at == doing.added:  # it came back and did nothing
                    raise SweepStoppedError(_stored(doing, f"{error}")) from None
                lost_at = doing.added
                say(f"{error}; waiting for it to come back")
                engine = _again(make, doing, error)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SweepStoppedError(_stored(doing, f"cannot write: {reason}")) from None
    finally:
        if engine is not None:
            engine.close()


def _drive(engine: Engine, runs: NDArray[Any], doing: Doing, pace: Pace) -> None:
    try:
        with stop_on_signals() as flag:
            drive(engine, runs, doing.item_of, doing.write, pace, flag)
    except InterruptedSweepError:
        raise InterruptedSweepError(_stored(doing, "stopped")) from None


def _again(make: Callable[[], Engine], doing: Doing, error: EngineLostError) -> Engine:
    """Make the engine anew, or say that it stays away."""
    try:
        return make()
    except InputError:
        raise SweepStoppedError(_stored(doing, f"{error}")) from None


def _there(store: Store) -> tuple[int, int]:
    counts = store.counts()
    return sum(counts.values()), counts["failed"] + counts["timeout"]


def _stored(doing: Doing, why: str) -> str:
    there = sum(doing.store.counts().values())
    return (
        f"{doing.store.folder}: {why}; {there:,} runs are stored, run the same command again "
        "to go on"
    )
