"""A scenario as a function, for SALib, SciPy and any other library that calls one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from culturesim.errors import InputError, check_whole
from culturesim.experiments.experiment import Experiment
from culturesim.experiments.replicates import MAX_REPLICATES
from culturesim.experiments.work import Item, do_item

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["as_function", "points_of", "to_salib"]


def as_function(
    experiment: Experiment | str | Path,
    outcomes: Sequence[str] | None = None,
    replicates: int = 1,
) -> Callable[..., dict[str, float]]:
    """Make a function of factors that runs the scenario and answers outcomes.

    Parameters
    ----------
    experiment : Experiment, str or Path
        An experiment or its file: scenario, factors, constants, days and seeds are taken from it,
        its design is not.
    outcomes : sequence of str, optional
        Numeric outcomes wanted; all that the experiment keeps if left out.
    replicates : int
        Runs of each call, with seeds that are the same at every call; their mean is answered.
        [runs]

    Returns
    -------
    callable
        Takes every factor by name and answers a dict of outcome to value.

    Raises
    ------
    InputError
        If the experiment is refused or an outcome is not a number it keeps; from the function, if
        a factor is unknown, missing or refused, or a run fails.

    Examples
    --------
    >>> model = as_function(Experiment.from_toml('''
    ... name = "x"
    ... scenario = "small"
    ... days = 10
    ... warm_up_days = 2
    ... design = { kind = "grid" }
    ... factors = { fear = [0.0, 1.0] }
    ... '''), outcomes=["deaths"])
    >>> sorted(model(fear=0.5))
    ['deaths']
    """
    from culturesim.experiments.columns import TEXTS

    made = experiment if isinstance(experiment, Experiment) else Experiment.from_file(experiment)
    check_whole(replicates, 1, MAX_REPLICATES, "replicates")
    job = made.job()
    known = [name for name in job.outcomes if name not in TEXTS]
    wanted = list(outcomes) if outcomes is not None else known
    for name in wanted:
        if name not in known:
            raise InputError(f"outcomes: {name!r} is not a number that {made.name} keeps")

    def model(**factors: Any) -> dict[str, float]:
        values = _values(made, factors)
        totals = dict.fromkeys(wanted, 0.0)
        for replicate in range(replicates):
            result = do_item(job, Item(replicate, values), lambda: None)
            if result.status != "done":
                raise InputError(f"{made.name}: a run {result.status}: {result.message}")
            for name in wanted:
                totals[name] += result.outcomes[job.outcomes.index(name)]
        return {name: total / replicates for name, total in totals.items()}

    return model


def _values(experiment: Experiment, given: dict[str, Any]) -> tuple[Any, ...]:
    """Check the factors of a call and put them in order."""
    for name in given:
        if name not in experiment.factors:
            raise InputError(f"{experiment.name}: has no factor {name!r}")
    for name in experiment.factors:
        if name not in given:
            raise InputError(f"{experiment.name}: factor {name} is missing")
    plain = {k: v.item() if hasattr(v, "item") else v for k, v in given.items()}
    return tuple(f.target.check(plain[f.name], f.name) for f in experiment.plan.varied)


def points_of(rows: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Average an outcome over the replicates of each point.

    Parameters
    ----------
    rows : DataFrame
        Rows of a sweep.
    outcome : str
        A numeric outcome.

    Returns
    -------
    DataFrame
        Indexed by point: mean, n (done runs with a number) and missing (runs without).

    Raises
    ------
    InputError
        If there is no such outcome.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"point": [0, 0, 1], "deaths": [1.0, 3.0, float("nan")]})
    >>> points_of(rows, "deaths").reset_index().to_numpy().tolist()
    [[0.0, 2.0, 2.0, 0.0], [1.0, nan, 0.0, 1.0]]
    """
    import pandas as pd

    if outcome not in rows.columns:
        raise InputError(f"outcome: the rows have no column {outcome!r}")
    groups = rows.groupby("point")[outcome]
    n = groups.count()
    return pd.DataFrame({"mean": groups.mean(), "n": n, "missing": groups.size() - n})


def to_salib(
    experiment: Experiment, rows: pd.DataFrame, outcome: str
) -> tuple[dict[str, Any], Any, Any]:
    """Give SALib what its analysers take: problem, inputs and outputs.

    Parameters
    ----------
    experiment : Experiment
        A sweep with a sampled design (lhs, sobol, saltelli or morris).
    rows : DataFrame
        Its rows.
    outcome : str
        A numeric outcome.

    Returns
    -------
    problem : dict
        Names of the factors, and bounds 0 and 1.
    x : ndarray of float64, shape (n_points, n_factors)
        Coordinates of the points in the unit cube: each factor's share of its own distribution,
        so that lists, logarithmic ranges and distributions are treated alike. [-]
    y : ndarray of float64, shape (n_points,)
        The outcome, averaged over replicates. [its unit]

    Raises
    ------
    InputError
        If the design is of another kind or was extended, or the outcome of a point is missing:
        SALib would answer zeros for every factor and say nothing.

    Examples
    --------
    >>> to_salib.__name__
    'to_salib'
    """
    import numpy as np

    plan, n_points = experiment.plan, len(experiment.design())
    if plan.design.kind not in ("lhs", "sobol", "saltelli", "morris"):
        raise InputError(f"{experiment.name}: a design of kind {plan.design.kind} is not sampled")
    x = plan.design.cube(len(plan.varied), plan.seed)
    made = plan.design.table(plan.varied, experiment.scenarios[plan.scenario], plan.seed)
    stored = experiment.design().drop(columns="point")
    same = len(x) == n_points and all(
        (made[name].to_numpy() == stored[name].to_numpy()).mean() > 0.99 for name in stored
    )
    if not same:
        raise InputError(f"{experiment.name}: its design was extended; SALib needs it as made")
    table = points_of(rows, outcome).reindex(range(n_points))
    empty = table.index[table["mean"].isna()].tolist()
    if empty:
        some = ", ".join(str(point) for point in empty[:5])
        raise InputError(
            f"{experiment.name}: {outcome} is missing at {len(empty)} of {n_points} points "
            f"({some}{', ...' if len(empty) > 5 else ''}); SALib needs a number at every point"
        )
    names = list(experiment.factors)
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0] for _ in names]}
    return problem, x, np.asarray(table["mean"], dtype=np.float64)
