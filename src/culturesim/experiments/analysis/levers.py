"""What levers do, alone and in pairs, against the same runs without them; and the Pareto front."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from culturesim.errors import InputError
from culturesim.experiments.analysis.pairs import joint_of, paired_interval, rivals
from culturesim.experiments.analysis.study import Study

__all__ = ["Portfolios", "is_dominated", "lever_effects", "lever_factors", "pareto", "portfolios"]

Floats = NDArray[np.float64]
RESAMPLES = 1000


@dataclass(frozen=True)
class Portfolios:
    """Points of a design as portfolios of levers.

    Attributes
    ----------
    reference : int
        Point at which no lever is pulled.
    pulled : dict of int to tuple of str
        Levers pulled at each point.

    Examples
    --------
    >>> Portfolios(0, {0: (), 1: ("huddles",)}).label(1)
    'huddles'
    """

    reference: int
    pulled: dict[int, tuple[str, ...]]

    def label(self, point: int) -> str:
        """Name a portfolio by its levers."""
        return " + ".join(name.replace("_", "-") for name in self.pulled[point]) or "no lever"


def lever_factors(study: Study) -> list[str]:
    """Factors that are strengths of levers.

    Parameters
    ----------
    study : Study
        The runs.

    Returns
    -------
    list of str
        Factors named as a lever, or listed as levers by the experiment.

    Examples
    --------
    >>> design = pd.DataFrame({"point": [0, 1], "huddles": [0.0, 1.0]})
    >>> rows = pd.DataFrame({"point": [0, 1], "replicate": 0, "status": "done", "deaths": 1.0})
    >>> lever_factors(Study.of("a", "table", design, rows))
    ['huddles']
    """
    from culturesim.interventions import LEVERS

    listed = study.about.get("levers", ())
    return [f.name for f in study.factors.values() if f.is_number or f.kind == "switch"
            if f.name in LEVERS or f.name in listed]  # fmt: skip


def portfolios(study: Study) -> Portfolios:
    """Read each point as the levers pulled there.

    Parameters
    ----------
    study : Study
        The runs.

    Returns
    -------
    Portfolios
        The points.

    Raises
    ------
    InputError
        If the design has no levers, other factors too, or no point without any lever.
    """
    names = lever_factors(study)
    if not names:
        raise InputError(f"{study.name}: no factor is a lever")
    other = [name for name in study.factors if name not in names]
    if other:
        raise InputError(f"{study.name}: {other[0]!r} is no lever, so portfolios are not alone")
    on = study.points[names].to_numpy(dtype=float) != 0.0
    points = study.points.index.tolist()
    pulled = {p: tuple(np.array(names)[row]) for p, row in zip(points, on, strict=True)}
    bare = [p for p, levers in pulled.items() if not levers]
    if not bare:
        raise InputError(f"{study.name}: no point is without levers, so there is no reference")
    return Portfolios(bare[0], {p: tuple(map(str, levers)) for p, levers in pulled.items()})


def _differences(study: Study, found: Portfolios, outcome: str) -> Floats:
    """Outcome of each point less that of the reference with the same seed."""
    values = study.matrix(outcome)
    row = study.points.index.get_loc(found.reference)
    return np.asarray(values - values[row])


def lever_effects(study: Study, outcome: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Change by each lever alone, and what pairs do beyond the sum of both.

    Parameters
    ----------
    study : Study
        Runs of levers alone and in pairs, with a point without any.
    outcome : str
        Its name.

    Returns
    -------
    alone : DataFrame
        ``lever``, ``change`` with ``low``, ``high`` (95 %, paired by seed), ``n``, ``low_joint``,
        ``high_joint`` (95 % for all levers together, for whichever is picked), and ``rivals``: how
        many others cannot be told from it, by their differences seed by seed.
    pairs : DataFrame
        ``a``, ``b``, ``change``, ``beyond`` with ``low``, ``high``: the change by the pair less
        both changes alone, ``n``, ``low_joint``, ``high_joint``. Empty without pairs.

    Raises
    ------
    InputError
        If the outcome was not kept or never differs, or there are no portfolios.

    Examples
    --------
    >>> design = pd.DataFrame({"point": [0, 1], "huddles": [0.0, 1.0]})
    >>> rows = pd.DataFrame({"point": [0, 0, 1, 1], "replicate": [0, 1, 0, 1], "status": "done",
    ...                      "deaths": [4.0, 6.0, 3.0, 5.0]})
    >>> lever_effects(Study.of("a", "table", design, rows), "deaths")[0]["change"].tolist()
    [-1.0]
    """
    study.check_outcome(outcome)
    found = portfolios(study)
    change = _differences(study, found, outcome)
    rows = dict(zip(study.points.index.tolist(), range(study.n_points), strict=True))
    single = {levers[0]: rows[p] for p, levers in found.pulled.items() if len(levers) == 1}
    both = {levers: rows[p] for p, levers in found.pulled.items() if len(levers) == 2}
    two = study.is_two_state(outcome)
    alone = joint_of(list(single), change[list(single.values())], ["lever"], two)
    alone["rivals"] = rivals(change[list(single.values())], two)
    known = {(a, b): row for (a, b), row in both.items() if a in single and b in single}
    extra = [change[row] - change[single[a]] - change[single[b]] for (a, b), row in known.items()]
    pairs = joint_of(list(known), np.array(extra), ["a", "b"], two, "beyond")
    pairs.insert(2, "change", [paired_interval(change[row])[0] for row in known.values()])
    return alone.sort_values("change", ignore_index=True, kind="stable"), pairs


def is_dominated(values: Floats) -> NDArray[np.bool_]:
    """Tell which rows another row beats: nowhere worse, somewhere better, less being better.

    Parameters
    ----------
    values : ndarray of float64, shape (n, n_objectives)
        Objectives, without NaN; infinity is allowed.

    Returns
    -------
    ndarray of bool, shape (n,)
        True if beaten.

    Examples
    --------
    >>> is_dominated(np.array([[1.0, 2.0], [2.0, 1.0], [2.0, 2.0]])).tolist()
    [False, False, True]
    """
    beaten = np.zeros(len(values), dtype=bool)
    for k, row in enumerate(values):
        no_worse = (values <= row).all(axis=1)
        better = (values < row).any(axis=1)
        beaten[k] = bool((no_worse & better).any())
    return beaten


def pareto(study: Study, objectives: Mapping[str, int], seed: int = 0) -> pd.DataFrame:
    """Find the portfolios that no other beats in every objective, and how sure that is.

    Parameters
    ----------
    study : Study
        Runs of portfolios, with a point without levers.
    objectives : mapping of str to int
        Outcome to 1 if more is better, -1 if less is. ``detection_days`` counts by its median
        over failing runs, others by their mean.
    seed : int
        Seed of the bootstrap over the seeds of the runs.

    Returns
    -------
    DataFrame
        A row a portfolio: ``point``, ``portfolio``, ``n_levers``, each objective (for
        ``preventable_harms`` and cost as they are), ``on_front``, ``how_often``, the share of
        1,000 resamples of the seeds in which it is on the front, and of each objective but
        ``detection_days`` ``NAME_change`` against no lever with ``_low`` and ``_high``, which hold
        for all portfolios together (95 %).

    Raises
    ------
    InputError
        If an outcome was not kept, or there are no portfolios.

    Examples
    --------
    >>> design = pd.DataFrame({"point": [0, 1], "huddles": [0.0, 1.0]})
    >>> rows = pd.DataFrame({"point": [0, 0, 1, 1], "replicate": [0, 1, 0, 1], "status": "done",
    ...                      "deaths": [4.0, 6.0, 3.0, 5.0], "cost": [0.0, 0.0, 9.0, 9.0]})
    >>> study = Study.of("a", "table", design, rows)
    >>> pareto(study, {"deaths": -1, "cost": -1})["on_front"].tolist()
    [True, True]
    """
    for name in objectives:
        study.check_outcome(name)
    found = portfolios(study)
    matrices = {name: study.matrix(name) for name in objectives}
    signs = np.array([-sign for sign in objectives.values()], dtype=np.float64)
    n = next(iter(matrices.values())).shape[1]

    def centre(columns: NDArray[np.intp]) -> Floats:
        return np.column_stack([_centre(m[:, columns], k) for k, m in matrices.items()])

    values = centre(np.arange(n))
    rng = np.random.default_rng(seed)
    often = np.zeros(len(values))
    rounds = min(RESAMPLES, max(100, int(4e8 / (len(values) ** 2 * max(n, len(signs))))))
    for _ in range(rounds):
        often += ~is_dominated(centre(np.asarray(rng.integers(0, n, n), dtype=np.intp)) * signs)
    points = study.points.index.tolist()
    table = pd.DataFrame(
        {
            "point": points,
            "portfolio": [found.label(p) for p in points],
            "n_levers": [len(found.pulled[p]) for p in points],
            **{name: values[:, k] for k, name in enumerate(objectives)},
            "on_front": ~is_dominated(values * signs),
            "how_often": often / rounds if n > 4 else np.nan,
        }
    )
    for name in objectives:
        if name != "detection_days":
            joint = joint_of(points, _differences(study, found, name), ["point"],
                             study.is_two_state(name))  # fmt: skip
            table[f"{name}_change"] = joint["change"]
            table[f"{name}_low"], table[f"{name}_high"] = joint["low_joint"], joint["high_joint"]
    order = ["on_front", "how_often"]
    return table.sort_values(order, ascending=False, kind="stable", ignore_index=True)


def _centre(values: Floats, name: str) -> Floats:
    """Mean over seeds, or median over failing runs with never caught as infinity."""
    if name == "detection_days":
        never = np.isnan(values).all(axis=1)
        ordered = np.sort(values, axis=1)  # NaN goes last, infinity before it
        count = (~np.isnan(values)).sum(axis=1)
        middle = ordered[np.arange(len(values)), np.maximum(count - 1, 0) // 2]
        return np.asarray(np.where(never, 0.0, middle))  # nothing failed, nothing to detect
    has = ~np.isnan(values)
    return np.asarray(np.where(has, values, 0.0).sum(axis=1) / np.maximum(has.sum(axis=1), 1))
