"""From the store of a sweep to a study."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from culturesim.experiments.analysis.study import Study

__all__ = ["read_study"]


def read_study(folder: str | Path) -> Study:
    """Read the store of a sweep, finished or not.

    Parameters
    ----------
    folder : str or Path
        Folder that ``culturesim sweep run`` has written.

    Returns
    -------
    Study
        With the runs that have finished.

    Raises
    ------
    InputError
        If the folder is no store, or no run has finished.
    """
    from culturesim.experiments import read_store

    experiment, design, rows = read_store(folder)
    plan = experiment.plan
    scales = {f.name: f.spread.scale for f in plan.varied if f.spread.kind == "range"}
    about: dict[str, Any] = {
        "scenario": plan.scenario,
        "seed": plan.seed,
        "shared_seeds": plan.replicates.common_random_numbers,
        "days": plan.days or experiment.scenarios[plan.scenario].days,
        "n_points": len(design),
        "from_day": {f.name: f.day for f in plan.varied if f.day is not None},
        "levers": [f.name for f in plan.varied if f.target.home == "levers"],
        **dict(plan.design.settings),
    }
    if plan.design.kind == "morris":
        about["cube"] = plan.design.cube(len(plan.varied), plan.seed)
    study = Study.of(plan.name, plan.design.kind, design, rows, scales, experiment.title, about)
    if not plan.series or not about["from_day"]:
        return study
    return replace(study, series=_series(folder, rows))


def _series(folder: str | Path, rows: pd.DataFrame) -> pd.DataFrame:
    """Read the series with point and replicate, averaged over hospitals."""
    from culturesim.experiments.store import Store

    kept = Store(folder).series().groupby(["run", "day"], as_index=False).mean(numeric_only=True)
    return kept.merge(rows[["run", "point", "replicate"]], on="run")
