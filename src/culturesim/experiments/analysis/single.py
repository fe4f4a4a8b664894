"""One factor at a time: what each value does against the base, with the same seeds."""

from __future__ import annotations

import numpy as np
import pandas as pd

from culturesim.errors import InputError
from culturesim.experiments.analysis.bins import value_words
from culturesim.experiments.analysis.pairs import joint_of, rivals
from culturesim.experiments.analysis.study import Study

__all__ = ["base_point", "single_changes"]


def base_point(study: Study) -> int:
    """Find the point from which all others differ in at most one factor.

    Parameters
    ----------
    study : Study
        Runs of a design of kind ``one-at-a-time``.

    Returns
    -------
    int
        The point.

    Raises
    ------
    InputError
        If there is none.

    Examples
    --------
    >>> design = pd.DataFrame({"point": [0, 1, 2], "a": [0, 1, 0], "b": [0, 0, 1]})
    >>> rows = pd.DataFrame({"point": [0, 1, 2], "replicate": 0, "status": "done", "y": 1.0})
    >>> base_point(Study.of("x", "one-at-a-time", design, rows))
    0
    """
    points = study.points[list(study.factors)]
    for point in points.index[:1000].tolist():
        if ((points != points.loc[point]).sum(axis=1) <= 1).all():
            return int(point)
    raise InputError(f"{study.name}: no point differs from all others in one factor only")


def single_changes(study: Study, outcome: str) -> pd.DataFrame:
    """Change of an outcome at each value of each factor, the others left at the base.

    Parameters
    ----------
    study : Study
        Runs of a design of kind ``one-at-a-time``.
    outcome : str
        Its name.

    Returns
    -------
    DataFrame
        Largest change first: ``factor``, ``value``, ``change`` with ``low`` and ``high`` (95 %,
        over seeds, each run less the run of the base with its seed), ``n``, ``low_joint``,
        ``high_joint`` (95 % for all changes together, for whichever is picked), ``rivals``, how
        many others cannot be told from it.

    Raises
    ------
    InputError
        If the outcome was not kept or never differs, or there is no base.

    Examples
    --------
    >>> design = pd.DataFrame({"point": [0, 1], "a": [0.0, 2.0]})
    >>> rows = pd.DataFrame({"point": [0, 0, 1, 1], "replicate": [0, 1, 0, 1], "status": "done",
    ...                      "y": [1.0, 2.0, 4.0, 5.0]})
    >>> single_changes(Study.of("x", "one-at-a-time", design, rows), "y")["change"].tolist()
    [3.0]
    """
    study.check_outcome(outcome)
    base = base_point(study)
    values = study.matrix(outcome)
    change = values - values[study.points.index.get_loc(base)]
    two, names, rows = study.is_two_state(outcome), [], []
    for row, (point, found) in enumerate(study.points[list(study.factors)].iterrows()):
        moved = [f for f in study.factors if found[f] != study.points.loc[base, f]]
        if point != base and moved:
            names.append((moved[0], value_words(found[moved[0]])))
            rows.append(row)
    table = joint_of(names, change[rows], ["factor", "value"], two)
    sizes = change[rows] * np.sign(table["change"].to_numpy())[:, None]
    table["rivals"] = rivals(sizes, two)
    order = table["change"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)
