"""Results of runs as Arrow tables: rows and series."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from culturesim.experiments.columns import TEXTS
from culturesim.experiments.work import STRIDE, Item, Job, Result

__all__ = ["rows_table", "series_table"]


def rows_table(job: Job, items: dict[int, Item], results: Sequence[Result]) -> Any:
    """Make the table of rows of a batch.

    Parameters
    ----------
    job : Job
        The experiment.
    items : dict of int to Item
        What was to be done, by run.
    results : sequence of Result
        What came of it.

    Returns
    -------
    Table
        Columns as in :func:`culturesim.experiments.describe_columns`, factors in their midst; the
        outcomes of a run that is not done are null.
    """
    import pyarrow as pa

    ordered = sorted(results, key=lambda result: result.run)
    runs = np.array([r.run for r in ordered], dtype=np.int64)
    columns: dict[str, Any] = {
        "run": pa.array(runs),
        "point": pa.array(runs // STRIDE),
        "replicate": pa.array(runs % STRIDE),
        "seed": pa.array([job.seed_of(r.run) for r in ordered], pa.int64()),
        "status": pa.array([r.status for r in ordered], pa.string()),
        "message": pa.array([r.message for r in ordered], pa.string()),
        "seconds": pa.array([r.seconds for r in ordered], pa.float64()),
    }
    for k, factor in enumerate(job.factors):
        values = [items[r.run].values[k] for r in ordered]
        columns[factor.name] = pa.array(values, factor_type(factor.target.type))
    for k, name in enumerate(job.outcomes):
        kind = pa.string() if name in TEXTS else pa.float64()
        columns[name] = pa.array([r.outcomes[k] if r.outcomes else None for r in ordered], kind)
    return pa.table(columns)


def factor_type(kind: str) -> Any:
    """Arrow type of a factor's column."""
    import pyarrow as pa

    return {"text": pa.string(), "bool": pa.bool_()}.get(kind, pa.float64())


def series_table(job: Job, results: Sequence[Result]) -> Any | None:
    """Make the table of series of a batch: a row a run, hospital and period.

    Parameters
    ----------
    job : Job
        The experiment.
    results : sequence of Result
        What came of it.

    Returns
    -------
    Table or None
        Columns run, hospital (from 0), day (last of the period) and one a quantity; None if no
        run was done.
    """
    import pyarrow as pa

    done = sorted((r for r in results if r.status == "done"), key=lambda result: result.run)
    if not done:
        return None
    run, hospital, day, values = [], [], [], []
    for r in done:
        n_periods, n_hospitals, n_quantities = r.series.shape
        run.append(np.full(n_periods * n_hospitals, r.run, dtype=np.int64))
        hospital.append(np.repeat(np.arange(n_hospitals, dtype=np.int32), n_periods))
        day.append(np.tile(r.last_days, n_hospitals))
        values.append(r.series.transpose(1, 0, 2).reshape(-1, n_quantities))
    stacked = np.concatenate(values)
    columns = {
        "run": np.concatenate(run),
        "hospital": np.concatenate(hospital),
        "day": np.concatenate(day),
    }
    columns |= {name: stacked[:, k] for k, name in enumerate(job.series)}
    return pa.table(columns)
