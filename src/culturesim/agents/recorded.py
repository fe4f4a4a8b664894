"""What the engine records each day, as the `DataCollector` that Mesa's tools expect."""

from __future__ import annotations

from functools import partial
from typing import Any

import mesa
import numpy as np

from culturesim.simulation import Simulation
from culturesim.state.series import HOSPITAL_RECORD, WARD_RECORD

__all__ = ["recorded"]


def recorded(simulation: Simulation) -> mesa.DataCollector:
    """Collect the recorded days of a run.

    Parameters
    ----------
    simulation : Simulation
        The run.

    Returns
    -------
    mesa.DataCollector
        Model variables with one value a day: the columns of hospitals, counts (``n_...``) added
        up over hospitals and everything else averaged; and the counts of wards, added up.

    Examples
    --------
    >>> from culturesim import HospitalModel
    >>> from culturesim.organisation import OrganisationSizes
    >>> from culturesim.scenario import Scenario
    >>> sizes = OrganisationSizes(wards=1, beds_per_ward=6, departments=0, divisions=1)
    >>> model = HospitalModel(Scenario("A week", days=7, warm_up_days=0, organisation=sizes))
    >>> model.run()
    >>> len(model.datacollector.model_vars["n_concerns"])
    7
    """
    values = _values(simulation)
    collector = mesa.DataCollector(
        model_reporters={name: partial(_latest, name) for name in values}
    )
    collector.model_vars = values
    return collector


def _values(simulation: Simulation) -> dict[str, list[float]]:
    """One list a variable, one value a day; counts as whole numbers."""
    hospital = simulation.series.hospital[: simulation.day].astype(np.float64)
    ward = simulation.series.ward[: simulation.day]
    values: dict[str, list[float]] = {}
    for q, column in enumerate(HOSPITAL_RECORD):
        if column.kind == "int":
            values[column.name] = hospital[:, q].sum(axis=1).astype(np.int64).tolist()
        else:
            values[column.name] = hospital[:, q].mean(axis=1).tolist()
    for q, column in enumerate(WARD_RECORD):
        if column.kind == "int" and column.name not in values:
            totals = ward[:, q].sum(axis=1, dtype=np.float64)
            values[column.name] = totals.astype(np.int64).tolist()
    return values


def _latest(name: str, model: Any) -> float:
    """Value of a variable after the last day recorded."""
    return float(_values(model.simulation)[name][-1])
