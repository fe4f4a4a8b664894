"""Experiments: designs, sweeps that can be stopped and resumed, and the store they fill."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from culturesim.experiments.columns import describe_columns
from culturesim.experiments.driving import InterruptedSweepError
from culturesim.experiments.experiment import Experiment
from culturesim.experiments.store import Store
from culturesim.experiments.sweeping import Summary, SweepStoppedError, sweep

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Experiment", "InterruptedSweepError", "Store", "Summary", "SweepStoppedError"]
__all__ += ["describe_columns", "read_store", "sweep"]


def read_store(folder: str | Path) -> tuple[Experiment, pd.DataFrame, pd.DataFrame]:
    """Read a store whole.

    Parameters
    ----------
    folder : str or Path
        The store.

    Returns
    -------
    experiment : Experiment
        As it was run.
    design : DataFrame
        Column ``point`` and a column a factor, a row a point.
    rows : DataFrame
        A row a run, ordered by run; columns as in :func:`describe_columns`, factors in their
        midst. Runs that failed are among them: look at ``status``.

    Raises
    ------
    InputError
        If there is no store, or a file of it is broken.

    Examples
    --------
    >>> read_store("nowhere")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: nowhere: no sweep is stored here (manifest.json is missing)
    """
    store = Store(folder)
    return Experiment.from_store(folder), store.design(), store.rows()
