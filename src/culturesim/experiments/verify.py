"""Checking a store: files open, rows are those that were wanted, a sample comes out again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from culturesim.errors import InputError, check_whole
from culturesim.experiments.experiment import Experiment
from culturesim.experiments.schedule import wanted_runs
from culturesim.experiments.store import ROWS, SERIES, Store
from culturesim.experiments.sweeping import Doing
from culturesim.experiments.tables import rows_table
from culturesim.experiments.work import STRIDE, Job, do_item

__all__ = ["verify"]

STATUSES = ("done", "failed", "timeout")
MOST_FAULTS = 20


def verify(
    folder: str | Path, rerun: int = 20, message: Callable[[str], None] | None = None
) -> list[str]:
    """Check a store.

    Parameters
    ----------
    folder : str or Path
        The store.
    rerun : int
        Done runs, spread evenly over the store, that are run again and compared to the last bit.
    message : callable, optional
        Called with one line when there is something to say.

    Returns
    -------
    list of str
        What is wrong, a line each; empty if nothing is.

    Raises
    ------
    InputError
        If there is no store, or ``rerun`` is less than 0.

    Examples
    --------
    >>> verify("nowhere")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: nowhere: no sweep is stored here (manifest.json is missing)
    """
    check_whole(rerun, 0, 1_000_000, "--rerun")
    store = Store(folder)
    experiment = Experiment.from_store(folder)
    faults: list[str] = []
    if store.manifest["checksum"] != experiment.checksum():
        faults.append("manifest.json: the checksum is not that of experiment, scenarios and design")
    job = experiment.job()
    doing = Doing(store, job)
    wanted = np.asarray(wanted_runs(experiment, store)) if _readable(store, faults) else None
    seen = np.zeros(0, np.int64)
    done: list[int] = []
    for path in store.files():
        try:
            table = store.read(path)
        except InputError:
            continue  # said already
        faults += _faults(doing, table, path, seen, wanted)
        seen = np.concatenate([seen, table.column("run").to_numpy()])
        done += table.filter(_is_done(table)).column("run").to_pylist()
    if not faults and rerun:
        faults += _repeat(doing, sorted(done), rerun, message or (lambda _: None))
    return faults[:MOST_FAULTS]


def _readable(store: Store, faults: list[str]) -> bool:
    """Open every file."""
    before = len(faults)
    for kind in (ROWS, SERIES):
        for path in store.files(kind):
            try:
                store.read(path)
            except InputError as error:
                faults.append(str(error))
    return len(faults) == before


def _is_done(table: Any) -> Any:
    import pyarrow.compute as pc

    return pc.equal(table.column("status"), "done")


def _faults(doing: Doing, table: Any, path: Path, seen: Any, wanted: Any) -> list[str]:
    """Say what is wrong with the rows of a file."""
    job, name = doing.job, path.name
    expected = rows_table(job, {}, []).schema
    if table.schema.names != expected.names or table.schema.types != expected.types:
        return [f"{name}: other columns than the experiment has"]
    runs = table.column("run").to_numpy()
    found = []
    if len(np.unique(runs)) < len(runs) or np.isin(runs, seen).any():
        found.append(f"{name}: a run is there twice; `culturesim sweep compact` mends it")
    if wanted is not None and not np.isin(runs, wanted).all():
        found.append(f"{name}: holds runs that the experiment does not have")
        return found
    for row in table.to_pylist():
        words = _fault(doing, row)
        if words:
            found.append(f"{name}, run {row['run']}: {words}")
    return found


def _fault(doing: Doing, row: dict[str, Any]) -> str:
    job, run = doing.job, row["run"]
    if (row["point"], row["replicate"]) != divmod(run, STRIDE):
        return "point and replicate are not those of the run"
    if row["seed"] != job.seed_of(run):
        return "the seed is not that of the run"
    values = zip(job.factors, doing.item_of(run).values, strict=True)
    if any(row[factor.name] != value for factor, value in values):
        return "factors are not those of the point"
    if row["status"] not in STATUSES:
        return f"status {row['status']!r} is none of {', '.join(STATUSES)}"
    return ""


def _repeat(doing: Doing, done: list[int], rerun: int, message: Callable[[str], None]) -> list[str]:
    """Run some runs again and compare bits."""
    from culturesim.runs import prepare

    prepare(message)
    picked = np.unique(np.linspace(0, len(done) - 1, min(rerun, len(done))).astype(int))
    chosen = [done[k] for k in picked.tolist()]
    stored = _rows_of(doing.store, set(chosen))
    found = []
    for run in chosen:
        words = _compare(doing.job, doing, run, stored[run])
        found += [f"run {run}: {words}"] if words else []
    return found


def _rows_of(store: Store, runs: set[int]) -> dict[int, dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    rows: dict[int, dict[str, Any]] = {}
    for path in store.files():
        table = store.read(path)
        mine = table.filter(pc.is_in(table.column("run"), pa.array(sorted(runs), pa.int64())))
        rows |= {row["run"]: row for row in mine.to_pylist()}
    return rows


def _compare(job: Job, doing: Doing, run: int, row: dict[str, Any]) -> str:
    result = do_item(job, doing.item_of(run), lambda: None)
    if result.status != "done":
        return f"{result.status} when run again: {result.message}"
    for name, now in zip(job.outcomes, result.outcomes, strict=True):
        before = row[name]
        if before != now and not (_is_nan(before) and _is_nan(now)):
            return f"{name} was {before!r}, is {now!r} when run again"
    return ""


def _is_nan(value: Any) -> bool:
    """Whether there is no number: other programs may have written it as null."""
    return value is None or (isinstance(value, float) and value != value)  # noqa: PLR0124
