"""What a search found: plausible sets, a proposal for the defaults, the ensemble on disk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from culturesim.errors import InputError
from culturesim.evidence.calibrating.matching import bands, within
from culturesim.evidence.calibrating.rows import Rows
from culturesim.evidence.calibrating.showing import PREFIX, REFERENCES
from culturesim.evidence.calibrating.task import Task
from culturesim.parameters import load_registry

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["accepted", "propose", "shown_first", "summary", "write_ensemble"]

CHECKED = 3  # sets whose numbers stand beside the ensemble


def accepted(task: Task, rows: Rows) -> pd.DataFrame:
    """List the plausible sets.

    Parameters
    ----------
    task : Task
        The calibration.
    rows : Rows
        Simulated sets.

    Returns
    -------
    DataFrame
        A row a set in which every tuning pattern was in its band, a column a parameter searched
        and each of :data:`~culturesim.evidence.calibrating.showing.REFERENCES`, in an order
        drawn once, so that the first few are as good a sample as any. [registry units]

    Examples
    --------
    >>> accepted.__name__
    'accepted'
    """
    import pandas as pd

    keep = _kept(task, rows)
    values = [[p.at(u) for p, u in zip(task.priors, rows.shares[k], strict=True)] for k in keep]
    sets = pd.DataFrame(values, columns=[p.name for p in task.priors], dtype=np.float64)
    for name in REFERENCES:
        own = rows.matrix([f"{PREFIX}{name}"])[keep, 0]
        if keep.size and np.isfinite(own).all():
            sets[name] = own
    return sets


def _kept(task: Task, rows: Rows) -> NDArray[np.int64]:
    """Rows of the plausible sets, in the order of the ensemble."""
    keep = np.flatnonzero(within(task, rows))
    return keep[np.random.default_rng([task.seed, 1_861]).permutation(keep.size)]


def shown_first(task: Task, rows: Rows) -> list[dict[str, float | None]]:
    """Give what the first plausible sets showed, so that anybody can see whether they still do.

    Parameters
    ----------
    task : Task
        The calibration.
    rows : Rows
        Simulated sets.

    Returns
    -------
    list of dict
        For each of the first three sets the first number of each tuning pattern.

    Examples
    --------
    >>> shown_first(Task("t", "small", ("C01",), ()), Rows(None))
    []
    """
    names = bands(task)[0]
    return [{name: rows.shown[k].get(name) for name in names} for k in _kept(task, rows)[:CHECKED]]


def propose(task: Task, rows: Rows) -> pd.DataFrame:
    """Set the present defaults beside what is plausible.

    Parameters
    ----------
    task : Task
        The calibration.
    rows : Rows
        Simulated sets.

    Returns
    -------
    DataFrame
        A row a parameter: parameter, default, status, prior_low, prior_high, low, median and high
        (5th, 50th and 95th percentile of the plausible sets) and central (the set whose numbers
        lie deepest in their bands). A proposal: defaults are changed by hand, after judgement.

    Raises
    ------
    InputError
        If no set is plausible.

    Examples
    --------
    >>> propose(Task("t", "small", ("C01",), ()), Rows(None))
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: calibration: none of 0 sets shows every tuning pattern
    """
    import pandas as pd

    keep = np.flatnonzero(within(task, rows))
    if not keep.size:
        raise InputError(f"calibration: none of {len(rows)} sets shows every tuning pattern")
    names, low, high = bands(task)
    found = rows.matrix(names)[keep]
    half = np.where(np.isfinite(high - low), (high - low) / 2.0, 1.0)
    depth = (np.minimum(found - low, high - found) / half).min(axis=1)
    central = rows.shares[int(keep[depth.argmax()])]
    sets, registry = accepted(task, rows), load_registry()
    lines = []
    for p, u in zip(task.priors, central, strict=True):
        row = registry[p.name]
        low5, median, high5 = np.percentile(sets[p.name], [5, 50, 95])
        lines.append({"parameter": p.name, "default": row.default, "status": row.status,
                      "prior_low": p.low, "prior_high": p.high, "low": low5, "median": median,
                      "high": high5, "central": p.at(u)})  # fmt: skip
    return pd.DataFrame(lines)


def summary(task: Task, rows: Rows) -> dict[str, Any]:
    """Say how the sets were found.

    Parameters
    ----------
    task : Task
        The calibration.
    rows : Rows
        Simulated sets.

    Returns
    -------
    dict
        title, tuning, seed, seeds, hospitals, base, priors, budget, simulated, accepted, waves
        (sets and accepted sets of each), share, and references (parameters that each set has of
        its own because they are what the ordinary hospital shows).

    Examples
    --------
    >>> summary(Task("t", "small", ("C01",), ()), Rows(None))["simulated"]
    0
    """
    inside, waves = within(task, rows), np.array(rows.waves, dtype=np.int64)
    each = [{"wave": int(w), "sets": int((waves == w).sum()),
             "accepted": int(inside[waves == w].sum())} for w in np.unique(waves)]  # fmt: skip
    return {"title": task.title, "tuning": list(task.tuning), "base": task.base,
            "seed": task.seed, "seeds": task.seeds, "hospitals": task.hospitals,
            "budget": task.budget, "simulated": len(rows), "accepted": int(inside.sum()),
            "share": round(float(inside.mean()), 4) if len(rows) else 0.0, "waves": each,
            "references": list(REFERENCES),
            "priors": {p.name: [p.low, p.high, p.why] for p in task.priors}}  # fmt: skip


def write_ensemble(sets: pd.DataFrame, about: Mapping[str, Any], path: Path) -> None:
    """Write plausible sets, and beside them a JSON file with their checksum.

    Parameters
    ----------
    sets : DataFrame
        As :func:`accepted`.
    about : mapping
        As :func:`summary`.
    path : Path
        The Parquet file.

    Examples
    --------
    >>> write_ensemble.__name__
    'write_ensemble'
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    sets.to_parquet(path, index=False)
    told = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), **about}
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    path.with_suffix(".json").write_text(text, encoding="utf-8")
