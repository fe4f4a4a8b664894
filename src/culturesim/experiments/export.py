"""Handing a store over: one file in a format of others, and one run with everything it did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from culturesim.errors import InputError, nearest
from culturesim.experiments.experiment import Experiment
from culturesim.experiments.store import Store
from culturesim.experiments.work import STRIDE, load_model

if TYPE_CHECKING:
    import pandas as pd

    from culturesim.results import Results

__all__ = ["FORMATS", "export", "run_one", "to_xarray"]

#: Formats, and the ending of their files.
FORMATS = {"csv": ".csv", "parquet": ".parquet", "netcdf": ".nc", "ema": ".tar.gz"}


def export(folder: str | Path, to: str, out: str | Path | None = None) -> Path:
    """Write all rows to one file.

    Parameters
    ----------
    folder : str or Path
        The store.
    to : str
        ``csv``, ``parquet``, ``netcdf`` (needs xarray) or ``ema`` (needs EMA Workbench).
    out : str or Path, optional
        The file; named after the experiment, in the store, if left out.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    InputError
        If there is no store or no row in it, the format is unknown, a library is missing, or the
        file cannot be written.

    Examples
    --------
    >>> export("nowhere", "xlsx")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: --to: no format 'xlsx'; allowed: csv, parquet, netcdf, ema
    """
    if to not in FORMATS:
        raise InputError(f"--to: no format {to!r}{nearest(to, FORMATS)}")
    store = Store(folder)
    rows = store.rows()
    if rows.empty:
        raise InputError(f"{store.folder}: there is no row yet")
    path = Path(out) if out is not None else store.folder / f"{store.manifest['name']}{FORMATS[to]}"
    beside = path.with_name(f".{path.name}.tmp{FORMATS[to]}")
    try:
        _writer(to, Experiment.from_store(folder), rows)(beside)
        beside.replace(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"{path}: cannot be written: {reason}") from None
    finally:
        beside.unlink(missing_ok=True)
    return path


def _writer(to: str, experiment: Experiment, rows: pd.DataFrame) -> Callable[[Path], object]:
    if to == "csv":
        return lambda path: rows.to_csv(path, index=False)
    if to == "parquet":
        return lambda path: rows.to_parquet(path, compression="zstd", index=False)
    if to == "netcdf":
        data = to_xarray(experiment, rows)
        return lambda path: data.to_netcdf(path, engine="scipy")
    from culturesim.experiments.ema import save_ema

    return lambda path: save_ema(experiment, rows, path)


def to_xarray(experiment: Experiment, rows: pd.DataFrame) -> Any:
    """Label rows by point and replicate.

    Parameters
    ----------
    experiment : Experiment
        What the rows are of.
    rows : DataFrame
        Its rows.

    Returns
    -------
    Dataset
        Numeric outcomes over the dimensions point and replicate, not a number where a run is
        missing or failed; factors as coordinates of the points.

    Raises
    ------
    InputError
        If xarray is not installed.
    """
    try:
        import xarray as xr
    except ImportError:
        raise InputError("netcdf needs xarray: pip install 'culturesim[analysis]'") from None
    from culturesim.experiments.columns import NUMBERS, TEXTS

    numbers = [name for name in experiment.plan.outcomes if name not in TEXTS]
    data = rows.set_index(["point", "replicate"])[numbers].to_xarray()
    for name in numbers:
        data[name].attrs = {"units": NUMBERS[name][0], "long_name": NUMBERS[name][1]}
    design = experiment.design().set_index("point").loc[data["point"].to_numpy()]
    for name in experiment.factors:
        data = data.assign_coords({name: ("point", design[name].to_numpy())})
    whole: xr.Dataset = data.assign_attrs(title=experiment.title)
    return whole


def run_one(folder: str | Path, run: int, message: Callable[[str], None] | None = None) -> Results:
    """Do one run of a sweep again, with every event kept.

    Parameters
    ----------
    folder : str or Path
        The store.
    run : int
        Number of the run. [-]
    message : callable, optional
        Called with one line if the engine has to be compiled.

    Returns
    -------
    Results
        Of this run alone, with its ledger; the same bits as its row.

    Raises
    ------
    InputError
        If there is no store, no such run, or the experiment runs a model of its own.
    """
    from culturesim.runs import run as run_many

    store = Store(folder)
    experiment = Experiment.from_store(folder)
    if load_model(experiment.plan.model) is not None:
        raise InputError(f"{store.folder}: runs a model of its own, {experiment.plan.model}; "
                         "make it in Python with the scenario and seed of the row")  # fmt: skip
    point, replicate = divmod(run, STRIDE)
    if not 0 <= point < store.manifest["points"] or run < 0:
        raise InputError(f"{store.folder}: there is no run {run}; see the column run")
    del replicate
    job = experiment.job()
    design = experiment.design()
    values = tuple(_plain(design[factor.name].iloc[point]) for factor in job.factors)
    scenario = job.scenario(values)
    return run_many(scenario, 1, job.seed_of(run), ledger=True, workers=1, message=message)


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
