"""Main effects and interactions: how far an outcome moves with each factor, and with pairs."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from culturesim.experiments.analysis.bins import Bins, bin_factor
from culturesim.experiments.analysis.estimates import (
    GROUPS,
    estimate,
    jackknife,
    joint_level,
    wider,
)
from culturesim.experiments.analysis.study import Study

__all__ = ["interactions", "main_effects", "responses"]

Floats = NDArray[np.float64]
LEVELS = 20  # of a chosen factor, told apart
PAIR_BINS = 4  # a pair is read on at most 4 by 4 cells
MOST_PAIRS = 190  # of the strongest factors; all pairs of 20


def _share(y: Floats, codes: NDArray[np.int64], adjust: bool) -> float:
    """Share of the variance between points that lies between the groups of ``codes``."""
    counts = np.bincount(codes)
    sums = np.bincount(codes, weights=y)
    used = counts > 0
    k, n = int(used.sum()), len(y)
    total = float(((y - y.mean()) ** 2).sum())
    if total <= 0.0 or k < 2:
        return 0.0
    between = float((counts[used] * (sums[used] / counts[used] - y.mean()) ** 2).sum())
    if adjust and n > k:
        between -= (k - 1) * (total - between) / (n - k)
    return between / total


def _point_means(values: Floats) -> Floats:
    has = ~np.isnan(values)
    counts = has.sum(axis=1)
    sums = np.where(has, values, 0.0).sum(axis=1)
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)


def _finite(values: Floats) -> Floats:
    return np.where(np.isfinite(values), values, np.nan)


def _shares(
    study: Study, outcome: str, groupings: list[NDArray[np.int64]], mix: Floats | None = None
) -> tuple[Floats, Floats, Floats]:
    """Share of variance of each grouping of points, or sums of them, with half-widths.

    ``mix`` has a row for each sum; the jackknife then is of the sums. The second half-widths are
    those at which all intervals hold together.
    """
    values = _finite(study.matrix(outcome))
    over_points = study.is_random or values.shape[1] < 5

    def statistic(kept: NDArray[np.intp]) -> Floats:
        y = _point_means(values[kept] if over_points else values[:, kept])
        has = ~np.isnan(y)
        rows = kept[has] if over_points else np.flatnonzero(has)
        shares = np.array([_share(y[has], codes[rows], study.is_random) for codes in groupings])
        return shares if mix is None else np.asarray(mix @ shares)

    n = values.shape[0] if over_points else values.shape[1]
    value, half = jackknife(statistic, n)
    return value, half, half * wider(len(value), min(GROUPS, n))


def responses(study: Study, outcome: str, most: int = 6) -> pd.DataFrame:
    """Mean outcome at each level or bin of each factor, the others as the design has them.

    Parameters
    ----------
    study : Study
        The runs.
    outcome : str
        Its name.
    most : int
        Most bins of a factor with many values.

    Returns
    -------
    DataFrame
        ``factor``, ``level``, ``centre``, ``mean``, ``low``, ``high`` (95 %), ``low_joint``,
        ``high_joint`` (95 % for all levels of the factor together), ``n_runs``, ``n_points``. Of
        points that are independent only, see :meth:`Study.independent`.

    Raises
    ------
    InputError
        If the outcome was not kept or never differs.

    Examples
    --------
    >>> design = pd.DataFrame({"point": [0, 1], "fear": [0.0, 1.0]})
    >>> rows = pd.DataFrame({"point": [0, 1], "replicate": 0, "status": "done",
    ...                      "deaths": [1.0, 3.0]})
    >>> responses(Study.of("a", "grid", design, rows), "deaths")["mean"].tolist()
    [1.0, 3.0]
    """
    study = study.independent()
    study.check_outcome(outcome)
    values, lines = _finite(study.matrix(outcome)), []
    two = study.is_two_state(outcome)
    for factor in study.factors.values():
        bins = bin_factor(factor, study.points[factor.name], most if study.is_random else LEVELS)
        for k, label in enumerate(bins.labels):
            cell = values[bins.codes == k]
            found = estimate(cell, study.is_random, two)
            joint = estimate(cell, study.is_random, two, joint_level(bins.n))
            lines.append(
                (factor.name, label, bins.centres[k], *found[:3], joint.low, joint.high, found.n,
                 int((~np.isnan(cell).all(axis=1)).sum()))
            )  # fmt: skip
    columns = ["factor", "level", "centre", "mean", "low", "high", "low_joint", "high_joint"]
    return pd.DataFrame(lines, columns=[*columns, "n_runs", "n_points"])


def _direction(means: Floats, is_number: bool) -> str:
    if not is_number or len(means) < 2:
        return ""
    steps = np.diff(means)
    way = float(abs(steps.sum()) / max(np.abs(steps).sum(), 1e-300))
    if way < 0.6:
        return "up and down"
    return "up" if steps.sum() > 0.0 else "down"


def main_effects(study: Study, outcome: str) -> pd.DataFrame:
    r"""Share of the variance between points that each factor alone explains.

    Parameters
    ----------
    study : Study
        The runs.
    outcome : str
        Its name.

    Returns
    -------
    DataFrame
        Strongest first: ``factor``, ``share`` in [0, 1] with ``low`` and ``high`` (95 %,
        jackknife over points of a random design, over seeds otherwise), ``low_joint`` and
        ``high_joint`` (95 % for all factors together, for whichever is picked), ``change``, the
        highest mean of a level less the lowest, ``direction``, and ``level_lowest``,
        ``level_highest``. Of independent points only, see :meth:`Study.independent`.

    Raises
    ------
    InputError
        If the outcome was not kept or never differs.

    Notes
    -----
    .. math:: \mathrm{share} = \frac{SS_{between} - (k-1)\, SS_{within}/(n-k)}{SS_{total}}

    over means of points; the second term, which takes out what chance alone puts between k groups
    of n points, is left out for designs with chosen points, where the rest is not chance.

    References
    ----------
    .. [1] Saltelli A and others, Global Sensitivity Analysis: the Primer, Wiley, 2008, chapter 1.

    Examples
    --------
    >>> design = pd.DataFrame({"point": [0, 1], "fear": [0.0, 1.0]})
    >>> rows = pd.DataFrame({"point": [0, 1], "replicate": 0, "status": "done",
    ...                      "deaths": [1.0, 3.0]})
    >>> float(main_effects(Study.of("a", "grid", design, rows), "deaths")["share"][0])
    1.0
    """
    study = study.independent()
    table = responses(study, outcome)
    factors = list(study.factors.values())
    bins = [bin_factor(f, study.points[f.name], 6 if study.is_random else LEVELS) for f in factors]
    value, half, wide = _shares(study, outcome, [b.codes for b in bins])
    lines = []
    for k, factor in enumerate(factors):
        part = table[(table["factor"] == factor.name) & table["mean"].notna()]
        means = part["mean"].to_numpy(dtype=float)
        levels = part["level"].tolist()
        lines.append(
            {
                "factor": factor.name,
                "share": max(0.0, value[k]),
                "low": max(0.0, value[k] - half[k]),
                "high": min(1.0, max(0.0, value[k] + half[k])),
                "low_joint": max(0.0, value[k] - wide[k]),
                "high_joint": min(1.0, max(0.0, value[k] + wide[k])),
                "change": float(np.ptp(means)) if len(means) else np.nan,
                "direction": _direction(means, factor.is_number),
                "level_lowest": levels[int(means.argmin())] if levels else "",
                "level_highest": levels[int(means.argmax())] if levels else "",
            }
        )
    found = pd.DataFrame(lines).sort_values("share", ascending=False, kind="stable")
    return found.reset_index(drop=True)


def interactions(study: Study, outcome: str) -> pd.DataFrame:
    """Share of the variance between points that a pair explains beyond both factors alone.

    Parameters
    ----------
    study : Study
        The runs, with at least two factors.
    outcome : str
        Its name.

    Returns
    -------
    DataFrame
        Strongest first: ``a``, ``b``, ``share``, ``low``, ``high``, ``low_joint``, ``high_joint``
        (all pairs together) as in :func:`main_effects`, on at most 4 by 4 cells a pair. With more
        than 20 factors, pairs of the 20 strongest.

    Raises
    ------
    InputError
        If the outcome was not kept or never differs.

    Examples
    --------
    >>> design = pd.DataFrame({"point": range(4), "a": [0, 0, 1, 1], "b": [0, 1, 0, 1]})
    >>> rows = pd.DataFrame({"point": range(4), "replicate": 0, "status": "done",
    ...                      "y": [0.0, 0.0, 0.0, 1.0]})
    >>> round(float(interactions(Study.of("x", "grid", design, rows), "y")["share"][0]), 3)
    0.333
    """
    study = study.independent()
    study.check_outcome(outcome)
    names = main_effects(study, outcome)["factor"].head(20).tolist()
    most = PAIR_BINS if study.is_random else LEVELS
    bins: dict[str, Bins] = {
        name: bin_factor(study.factors[name], study.points[name], most) for name in names
    }
    pairs = list(combinations(names, 2))[:MOST_PAIRS]
    alone = [bins[name].codes for name in names]
    cells = [bins[a].codes * bins[b].n + bins[b].codes for a, b in pairs]
    place = {name: k for k, name in enumerate(names)}
    mix = np.zeros((len(pairs), len(names) + len(pairs)))
    for row, (a, b) in enumerate(pairs):
        mix[row, [place[a], place[b], len(names) + row]] = -1.0, -1.0, 1.0
    value, half, wide = _shares(study, outcome, alone + cells, mix)
    found = pd.DataFrame(
        {
            "a": [a for a, _ in pairs],
            "b": [b for _, b in pairs],
            "share": np.maximum(value, 0.0),
            "low": np.maximum(value - half, 0.0),
            "high": np.clip(value + half, 0.0, 1.0),
            "low_joint": np.maximum(value - wide, 0.0),
            "high_joint": np.clip(value + wide, 0.0, 1.0),
        }
    )
    return found.sort_values("share", ascending=False, kind="stable").reset_index(drop=True)
