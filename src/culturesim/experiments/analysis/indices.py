"""Sobol and Morris indices with bootstrap intervals, by SALib behind guards.

SALib answers 0 for every index when one number is missing, and writes into the caller's problem;
what is missing is refused here by name, and SALib only sees copies.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from culturesim.errors import InputError
from culturesim.experiments.analysis.estimates import wider
from culturesim.experiments.analysis.study import Study

__all__ = ["morris_indices", "sobol_indices"]

Floats = NDArray[np.float64]
RESAMPLES = 500


def _means(study: Study, outcome: str, n_expected: int) -> Floats:
    """Mean over seeds of each point; refuses a gap by name."""
    study.check_outcome(outcome)
    values = study.matrix(outcome)
    where = f"{study.name}, outcome {outcome!r}"
    if len(values) != n_expected:
        raise InputError(f"{where}: {n_expected} points are needed, {len(values)} have finished")
    bad = ~np.isfinite(values)
    if bad.any():
        runs = int(bad.sum())
        first = int(study.points.index[int(np.flatnonzero(bad.any(axis=1))[0])])
        raise InputError(f"{where}: {runs} runs have no number, the first at point {first}; "
                         "indices need all of them")  # fmt: skip
    means = np.asarray(values.mean(axis=1))
    if np.ptp(means) <= 0.0:
        raise InputError(f"{where}: is the same at every point, so it has no indices")
    return means


def _unit(study: Study) -> Floats:
    """Coordinates of the design in [0, 1]: as it was made, or from the range of its points."""
    cube = study.about.get("cube")
    if cube is not None and cube.shape[1] == len(study.factors):
        return np.asarray(cube, dtype=np.float64)
    columns = []
    for factor in study.factors.values():
        values = study.points[factor.name]
        if not factor.is_number:
            place = {level: k for k, level in enumerate(factor.levels)}
            x = np.array([place[v] for v in values.tolist()], dtype=np.float64)
            columns.append(x / max(len(place) - 1, 1))
            continue
        x = values.to_numpy(dtype=np.float64)
        x = np.log(x) if factor.scale == "log" else x
        columns.append((x - x.min()) / np.ptp(x))
    return np.column_stack(columns)


def _problem(study: Study) -> dict[str, Any]:
    names = list(study.factors)
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def sobol_indices(study: Study, outcome: str, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    r"""First-order and total Sobol indices of a Saltelli design.

    Parameters
    ----------
    study : Study
        Runs of a design of kind ``saltelli``, points in the order of the design.
    outcome : str
        Its name.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    indices : DataFrame
        ``factor``, ``S1``, ``S1_low``, ``S1_high``, ``ST``, ``ST_low``, ``ST_high``; intervals at
        95 %, by resampling base rows; ``ST_low_joint``, ``ST_high_joint`` at 95 % for all factors
        together.
    pairs : DataFrame
        ``a``, ``b``, ``S2``, ``S2_low``, ``S2_high``; empty if the design cannot give them.

    Raises
    ------
    InputError
        If points or values are missing, or the outcome never differs.

    Notes
    -----
    .. math:: S_i = \frac{V[E(Y|X_i)]}{V(Y)}, \quad S_{Ti} = \frac{E[V(Y|X_{-i})]}{V(Y)}

    References
    ----------
    .. [1] Saltelli A and others, Variance based sensitivity analysis of model output,
       Computer Physics Communications, 2010, doi:10.1016/j.cpc.2009.09.018.

    Examples
    --------
    >>> sobol_indices.__name__  # an example with numbers is in the tests: the Ishigami function
    'sobol_indices'
    """
    from SALib.analyze import sobol

    d, n = len(study.factors), len(study.points)
    total = int(study.about.get("n_points", n))
    second = total % (2 * d + 2) == 0 and bool(study.about.get("second_order", True))
    if not second and total % (d + 2):
        raise InputError(f"{study.name}: {total} points are no Saltelli design of {d} factors")
    y = _means(study, outcome, total)
    found = sobol.analyze(_problem(study), y.copy(), calc_second_order=second, seed=seed,
                          num_resamples=RESAMPLES, print_to_console=False)  # fmt: skip
    indices = pd.DataFrame({"factor": list(study.factors)})
    for name in ("S1", "ST"):
        indices[name] = found[name]
        indices[f"{name}_low"] = found[name] - found[f"{name}_conf"]
        indices[f"{name}_high"] = found[name] + found[f"{name}_conf"]
    joint = wider(d) * found["ST_conf"]
    indices["ST_low_joint"], indices["ST_high_joint"] = found["ST"] - joint, found["ST"] + joint
    pairs = [
        (a, b, found["S2"][i, j], found["S2"][i, j] - found["S2_conf"][i, j],
         found["S2"][i, j] + found["S2_conf"][i, j])
        for i, a in enumerate(study.factors)
        for j, b in enumerate(study.factors)
        if second and i < j
    ]  # fmt: skip
    table = pd.DataFrame(pairs, columns=["a", "b", "S2", "S2_low", "S2_high"])
    indices = indices.sort_values("ST", ascending=False, kind="stable", ignore_index=True)
    return indices, table.sort_values("S2", ascending=False, kind="stable", ignore_index=True)


def morris_indices(study: Study, outcome: str, seed: int = 0) -> pd.DataFrame:
    r"""Elementary effects of a Morris design.

    Parameters
    ----------
    study : Study
        Runs of a design of kind ``morris``: trajectories of one step a factor, one after another.
    outcome : str
        Its name.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    DataFrame
        Strongest first: ``factor``, ``mu_star`` with ``low`` and ``high`` (95 %, by resampling
        trajectories), ``low_joint``, ``high_joint`` (all factors together), ``mu``,
        ``sigma``: change of the outcome over the whole range of the factor, in its unit.

    Raises
    ------
    InputError
        If points or values are missing, the outcome never differs, or the points are no
        trajectories.

    Notes
    -----
    .. math:: \mu^*_i = \frac{1}{r} \sum_j |EE_{ij}|

    References
    ----------
    .. [1] Campolongo F, Cariboni J, Saltelli A, An effective screening design for sensitivity
       analysis of large models, Environ Model Softw, 2007, doi:10.1016/j.envsoft.2006.10.004.

    Examples
    --------
    >>> morris_indices.__name__  # an example with numbers is in the tests: a linear function
    'morris_indices'
    """
    from SALib.analyze import morris

    d, n = len(study.factors), int(study.about.get("n_points", len(study.points)))
    y, x = _means(study, outcome, n), _unit(study)
    steps = np.abs(np.diff(x.reshape(-1, d + 1, d), axis=1)) if n % (d + 1) == 0 else x[:0]
    if n % (d + 1) or not ((steps > 1e-9).sum(axis=2) == 1).all():
        raise InputError(f"{study.name}: {n} points are no Morris trajectories of {d} factors")
    jump = steps[steps > 1e-9]
    levels = int(study.about.get("levels", 4))
    found = morris.analyze(_problem(study), x.copy(), y.copy(), num_levels=levels, seed=seed,
                           num_resamples=RESAMPLES, print_to_console=False)  # fmt: skip
    if not np.allclose(jump, levels / (2.0 * (levels - 1)), atol=1e-6):
        raise InputError(f"{study.name}: steps of this Morris design are not of {levels} levels")
    star, conf = np.asarray(found["mu_star"], float), np.asarray(found["mu_star_conf"], float)
    table = pd.DataFrame(
        {"factor": list(study.factors), "mu_star": star, "low": np.maximum(star - conf, 0.0),
         "high": star + conf, "low_joint": np.maximum(star - wider(d) * conf, 0.0),
         "high_joint": star + wider(d) * conf, "mu": np.asarray(found["mu"], float),
         "sigma": np.asarray(found["sigma"], float)}
    )  # fmt: skip
    return table.sort_values("mu_star", ascending=False, kind="stable", ignore_index=True)
