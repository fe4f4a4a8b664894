"""Looking after a store: how far it is, failed runs again, more runs, one file, a check of all."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from culturesim.errors import InputError, check_whole
from culturesim.experiments.experiment import Experiment
from culturesim.experiments.files import check_limit
from culturesim.experiments.locks import hold, is_held
from culturesim.experiments.replicates import MAX_REPLICATES
from culturesim.experiments.schedule import missing_runs
from culturesim.experiments.store import ROWS, SERIES, Store, sweep_away
from culturesim.experiments.sweeping import Doing, Progress, Summary, carry_out, local_engine
from culturesim.experiments.tables import rows_table
from culturesim.experiments.work import Result

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["Status", "compact", "extend", "retry", "status"]

ROWS_A_GROUP, RECENT_FILES = 100_000, 40


@dataclass(frozen=True, slots=True)
class Status:
    """How far a sweep is.

    Attributes
    ----------
    runs : int
        Runs wanted now.
    done, failed, timeout, missing : int
        Rows by status, and runs without a row.
    runs_a_second : float
        Speed over the files written last; not a number if there are too few. [runs/s]
    is_running : bool
        Whether a process is at work on it.

    Examples
    --------
    >>> Status(10, 4, 1, 0, 5, 0.5, True).seconds_left
    10.0
    """

    runs: int
    done: int
    failed: int
    timeout: int
    missing: int
    runs_a_second: float
    is_running: bool

    @property
    def seconds_left(self) -> float:
        """Seconds left at this speed."""
        return self.missing / self.runs_a_second if self.runs_a_second > 0.0 else float("nan")


def status(folder: str | Path) -> Status:
    """Tell how far a sweep is; safe while it runs, from any machine.

    Parameters
    ----------
    folder : str or Path
        The store.

    Returns
    -------
    Status
        Counts and speed.

    Raises
    ------
    InputError
        If there is no store, or a file of it is broken.

    Examples
    --------
    >>> status("nowhere")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: nowhere: no sweep is stored here (manifest.json is missing)
    """
    store = Store(folder)
    experiment = Experiment.from_store(folder)
    counts, missing = store.counts(), len(missing_runs(experiment, store))
    return Status(
        sum(counts.values()) + missing, counts["done"], counts["failed"], counts["timeout"],
        missing, _speed(store), is_held(store.folder),
    )  # fmt: skip


def _speed(store: Store) -> float:
    """Rows a second over the files written last."""
    import pyarrow.parquet as pq

    times = sorted((path.stat().st_mtime, path) for path in store.files())[-RECENT_FILES:]
    if len(times) < 3 or times[-1][0] <= times[0][0]:
        return float("nan")
    rows = sum(pq.ParquetFile(path).metadata.num_rows for _, path in times[1:])
    return float(rows / (times[-1][0] - times[0][0]))


class _Redoing(Doing):
    """Doing runs again whose rows are there: each file is rewritten in one step."""

    def __init__(self, store: Store, job: Any, progress: Progress | None) -> None:
        super().__init__(store, job, progress)
        self.file_of: dict[int, Path] = {}
        self.redone: set[int] = set()
        for path, columns in store.columns(["run", "status"]):
            again = columns["run"][columns["status"] != "done"]
            self.file_of |= dict.fromkeys(again.tolist(), path)

    def left(self) -> NDArray[Any]:
        """List the runs still to be done again; each is tried once."""
        return np.array(sorted(self.file_of.keys() - self.redone), dtype=np.int64)

    def write_rows(self, results: list[Result]) -> None:
        """Put new rows where the old ones are."""
        by_file: dict[Path, list[Result]] = {}
        for result in results:
            by_file.setdefault(self.file_of[result.run], []).append(result)
        for path, mine in by_file.items():
            items = {result.run: self.item_of(result.run) for result in mine}
            new = rows_table(self.job, items, mine)
            self.store.replace(path, _replaced(self.store.read(path), new))
            self.redone.update(items)


def _replaced(old: pa.Table, new: pa.Table) -> pa.Table:
    """Take rows of the new table in place of those of the old one with the same run."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kept = old.filter(pc.invert(pc.is_in(old.column("run"), new.column("run").combine_chunks())))
    return pa.concat_tables([kept, new.select(old.column_names).cast(old.schema)]).sort_by("run")


def retry(
    folder: str | Path,
    *,
    workers: int | None = None,
    processes: bool | None = None,
    limit: float | None = None,
    progress: Progress | None = None,
    message: Callable[[str], None] | None = None,
) -> Summary:
    """Do runs again that failed or took too long.

    Parameters
    ----------
    folder : str or Path
        The store.
    workers, processes, limit, progress, message
        As for :func:`culturesim.experiments.sweeping.sweep`.

    Returns
    -------
    Summary
        What the store has come to.

    Raises
    ------
    InputError
        If there is no store, it is of another model, or another process is at work on it.
    """
    from culturesim.experiments.opening import open_store

    if limit is not None:
        check_limit(limit, "--limit")
    began = time.monotonic()
    store, experiment = open_store(Experiment.from_store(folder), Path(folder))
    with hold(store.folder, None):
        sweep_away(store.folder, all_of_them=True)
        doing = _Redoing(store, experiment.job(limit), progress)
        engine = local_engine(doing, experiment, workers, processes, message)
        carry_out(experiment, doing, engine, doing.left, message or (lambda _: None))
    counts = store.counts()
    left = len(missing_runs(experiment, store))
    return Summary(
        store.folder, counts["done"], counts["failed"], counts["timeout"], left, doing.added,
        time.monotonic() - began,
    )  # fmt: skip


def extend(folder: str | Path, replicates: int | None = None, points: int | None = None) -> int:
    """Ask for more replicates or points; what is stored stays as it is.

    Parameters
    ----------
    folder : str or Path
        The store.
    replicates : int, optional
        New number of replicates a point (the largest, with a stopping rule). [runs]
    points : int, optional
        New number of points, of a Latin hypercube (the new ones fill the cube anew) or a Sobol
        sequence (which goes on, to a power of two).

    Returns
    -------
    int
        Runs that are missing now; ``sweep run FOLDER`` does them.

    Raises
    ------
    InputError
        If neither is asked for, a number is not larger than before, or the design cannot grow.
    """
    store = Store(folder)
    experiment = Experiment.from_store(folder)
    if replicates is None and points is None:
        raise InputError("sweep extend: give --replicates or --points")
    with hold(store.folder, None):
        plan = experiment.plan
        if replicates is not None:
            plan = replace(plan, replicates=_more_replicates(plan.replicates, replicates))
        if points is not None:
            plan = replace(plan, design=_more_points(store, plan, points))
        made = replace(experiment, plan=plan)
        beside = store.folder / ".experiment.toml.tmp"
        beside.write_text(made.to_toml(), encoding="utf-8")
        beside.replace(store.folder / "experiment.toml")
        made = Experiment.from_store(folder)
        estimate = made.estimate()
        store.rewrite_manifest({
            "points": estimate.points, "runs": estimate.runs, "most_runs": estimate.most_runs,
            "checksum": made.checksum(),
        })  # fmt: skip
    return len(missing_runs(made, store))


def _more_replicates(rule: Any, number: int) -> Any:
    check_whole(number, 1, MAX_REPLICATES, "--replicates")
    if number <= rule.most:
        raise InputError(f"--replicates: {number:,} is not more than the {rule.most:,} there are")
    return replace(rule, most=number, least=rule.least if rule.until else number)


def _more_points(store: Store, plan: Any, number: int) -> Any:
    """Add points to the stored design."""
    import pandas as pd

    from culturesim.experiments.designs import read_design

    if plan.design.kind not in ("lhs", "sobol"):
        raise InputError(f"--points: a design of kind {plan.design.kind} cannot grow")
    before = store.design()
    if number <= len(before):
        raise InputError(f"--points: {number:,} is not more than the {len(before):,} there are")
    design = read_design({"kind": plan.design.kind, "points": number}, "--points")
    new = design.more(plan.varied, plan.seed, len(before))
    new.insert(0, "point", range(len(before), number))
    whole = pd.concat([before, new.astype(before.dtypes.to_dict())], ignore_index=True)
    beside = store.folder / ".design.parquet.tmp"
    whole.to_parquet(beside, compression="zstd", index=False)
    beside.replace(store.folder / "design.parquet")
    return design


def compact(folder: str | Path) -> tuple[int, int]:
    """Put all files of rows, and of series, into one.

    Parameters
    ----------
    folder : str or Path
        The store.

    Returns
    -------
    files, rows : int
        Files of rows there were, and rows in the one there is.

    Raises
    ------
    InputError
        If there is no store, another process is at work on it, or a file is broken.
    """
    store = Store(folder)
    with hold(store.folder, None):
        sweep_away(store.folder, all_of_them=True)
        n_files, n_rows = len(store.files()), 0
        for kind in (ROWS, SERIES):
            if store.files(kind):
                n = _join(store, kind)
                n_rows = n if kind == ROWS else n_rows
    return n_files, n_rows


def _join(store: Store, kind: str) -> int:
    """Write the files of a kind to one in a folder beside, then put that in place of the old."""
    import pyarrow.parquet as pq

    folder = store.folder / kind
    beside = folder.with_name(f"{kind}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    files = store.files(kind)
    n = 0
    with pq.ParquetWriter(
        beside / files[0].name, pq.read_schema(files[0]), compression="zstd"
    ) as writer:
        for table in _groups(store, files):
            n += len(table)
            writer.write_table(table)
    old = folder.with_name(f"{kind}.old")
    folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old)
    return n


def _groups(store: Store, files: Sequence[Path]) -> Iterator[pa.Table]:
    """Tables of many rows; of a run that two files hold, the first counts."""
    import pyarrow as pa

    seen = np.zeros(0, np.int64)
    held: list[pa.Table] = []
    for path in files:
        table = store.read(path)
        runs = table.column("run").to_numpy()
        fresh = ~np.isin(runs, seen)
        seen = np.concatenate([seen, np.unique(runs)])
        held.append(table if fresh.all() else table.filter(pa.array(fresh)))
        if sum(map(len, held)) >= ROWS_A_GROUP:
            yield pa.concat_tables(held).combine_chunks()
            held = []
    if held:
        yield pa.concat_tables(held).combine_chunks()
