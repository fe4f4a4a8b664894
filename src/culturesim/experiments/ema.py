"""EMA Workbench: a sweep handed over to it, and a scenario driven by it.

EMA Workbench brings a library under the GPL, so it is an extra of its own, imported only here.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from culturesim.errors import InputError
from culturesim.experiments.adapters import as_function
from culturesim.experiments.columns import TEXTS
from culturesim.experiments.experiment import Experiment

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ema_model", "save_ema", "to_ema"]


def _workbench() -> Any:
    try:
        with warnings.catch_warnings():  # of ways to run in parallel that are not installed
            warnings.simplefilter("ignore")
            import ema_workbench
    except ImportError:
        raise InputError("ema needs EMA Workbench: pip install 'culturesim[explore]'") from None
    return ema_workbench


def to_ema(experiment: Experiment, rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Give EMA Workbench what its analyses take: experiments and outcomes.

    Parameters
    ----------
    experiment : Experiment
        What the rows are of.
    rows : DataFrame
        Its rows; those of failed runs are left out.

    Returns
    -------
    experiments : DataFrame
        A column a factor, as float: whole numbers and truths too, and a column of 0 and 1 for
        each value of a text (``scenario=small``), since its PRIM and trees stop at other types.
    outcomes : dict of str to ndarray
        Numeric outcomes.

    Examples
    --------
    >>> import pandas as pd
    >>> experiment = Experiment.from_toml('''
    ... name = "x"
    ... scenario = "small"
    ... outcomes = ["deaths"]
    ... design = { kind = "grid" }
    ... factors = { scenario = ["small", "steady"], wards = [4, 8] }
    ... ''')
    >>> rows = pd.DataFrame({"status": "done", "scenario": ["small", "steady"], "wards": [4, 8],
    ...                      "deaths": [1.0, 2.0]})
    >>> experiments, outcomes = to_ema(experiment, rows)
    >>> list(experiments.columns), outcomes["deaths"].tolist()
    (['scenario=small', 'scenario=steady', 'wards'], [1.0, 2.0])
    """
    import pandas as pd

    done = rows[rows["status"] == "done"].reset_index(drop=True)
    columns: dict[str, Any] = {}
    for factor in experiment.plan.varied:
        values = done[factor.name]
        if factor.target.type == "text":
            for value in factor.spread.choices:
                columns[f"{factor.name}={value}"] = (values == value).astype("float64")
        else:
            columns[factor.name] = values.astype("float64")
    numbers = [name for name in experiment.plan.outcomes if name not in TEXTS]
    return pd.DataFrame(columns), {name: done[name].to_numpy() for name in numbers}


def save_ema(experiment: Experiment, rows: pd.DataFrame, path: Path) -> None:
    """Write rows as EMA Workbench's own archive.

    Parameters
    ----------
    experiment : Experiment
        What the rows are of.
    rows : DataFrame
        Its rows.
    path : Path
        The file, ``.tar.gz``.

    Raises
    ------
    InputError
        If EMA Workbench is not installed.
    """
    ema = _workbench()
    experiments, outcomes = to_ema(experiment, rows)
    for name in outcomes:  # its archive notes the kind of each outcome by its name
        ema.ScalarOutcome(name)
    ema.save_results((experiments, outcomes), str(path))


def ema_model(
    experiment: Experiment | str | Path, outcomes: Sequence[str], replicates: int = 1
) -> Any:
    """Make a model that EMA Workbench drives: factors are its uncertainties.

    Parameters
    ----------
    experiment : Experiment, str or Path
        Scenario, factors and seeds; its design is not used.
    outcomes : sequence of str
        Numeric outcomes wanted.
    replicates : int
        Runs of each experiment, whose mean is taken. [runs]

    Returns
    -------
    ema_workbench.Model
        To be used with ``perform_experiments`` and the rest.

    Raises
    ------
    InputError
        If EMA Workbench is not installed, or the experiment is refused.
    """
    ema = _workbench()
    made = experiment if isinstance(experiment, Experiment) else Experiment.from_file(experiment)
    function = as_function(made, outcomes, replicates)
    model = ema.Model("".join(filter(str.isalnum, made.name)), function=function)
    model.uncertainties = [_uncertainty(ema, factor) for factor in made.plan.varied]
    model.outcomes = [ema.ScalarOutcome(name) for name in outcomes]
    return model


def _uncertainty(ema: Any, factor: Any) -> Any:
    spread = factor.spread
    if spread.choices:
        return ema.CategoricalParameter(factor.name, list(spread.choices))
    if spread.is_whole:
        return ema.IntegerParameter(factor.name, int(spread.low), int(spread.high))
    return ema.RealParameter(factor.name, spread.low, spread.high)
