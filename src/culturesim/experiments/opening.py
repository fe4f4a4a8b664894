"""Opening the store of an experiment: made if need be, refused if it holds another one."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from culturesim.errors import InputError
from culturesim.experiments.named import ensemble_of
from culturesim.experiments.store import Store

if TYPE_CHECKING:
    import pandas as pd

    from culturesim.experiments.experiment import Experiment

__all__ = ["differences", "manifest_of", "open_store"]

MOST_SHOWN = 6


def open_store(experiment: Experiment, out: Path) -> tuple[Store, Experiment]:
    """Make the store of an experiment, or open the one that is there.

    Parameters
    ----------
    experiment : Experiment
        What is to be run.
    out : Path
        The folder.

    Returns
    -------
    Store, Experiment
        The store, and the experiment with the stored design and the options of the file.

    Raises
    ------
    InputError
        If the folder holds another experiment (the message says what differs), rows of another
        model, or something else.
    """
    if not (out / "manifest.json").exists():
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise InputError(f"{out}: holds something that is not a sweep; give another folder")
        Store.make(out, manifest_of(experiment), _files(experiment))
    store = Store(out)
    stored = type(experiment).from_store(out)
    if experiment.stored_in is None:
        _refuse_changes(experiment, stored, store)
    _refuse_other_model(store)
    _refuse_other_ensemble(experiment, store)
    plan = stored.plan.__class__(**{
        **{name: getattr(stored.plan, name) for name in stored.plan.__slots__},
        "options": experiment.plan.options,
    })  # fmt: skip
    return store, type(experiment)(plan, stored.scenarios, stored.path, out)


def manifest_of(experiment: Experiment) -> dict[str, Any]:
    """Say where the rows of a store come from.

    Parameters
    ----------
    experiment : Experiment
        The experiment.

    Returns
    -------
    dict
        Versions, model, seed, factors, counts and a checksum.
    """
    from culturesim.results.provenance import describe_software
    from culturesim.runs import model_digest

    plan = experiment.plan
    estimate = experiment.estimate()
    return {
        "name": plan.name,
        "title": plan.title,
        **describe_software(),
        "model": model_digest(),
        "ensemble": ensemble_of(experiment),
        "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "seed": plan.seed,
        "points": estimate.points,
        "runs": estimate.runs,
        "most_runs": estimate.most_runs,
        "factors": {f.name: {"sets": f.target.name, "in": f.target.home} for f in plan.varied},
        "outcomes": list(plan.outcomes),
        "series": list(plan.series),
        "scenarios": _scenario_files(experiment),
        "checksum": experiment.checksum(),
    }


def _scenario_files(experiment: Experiment) -> dict[str, str]:
    stems: dict[str, str] = {}
    for k, name in enumerate(experiment.scenarios):
        stem = Path(name).stem
        taken = f"scenarios/{stem}.toml" in stems.values()
        stems[name] = f"scenarios/{stem}{f'-{k}' if taken else ''}.toml"
    return stems


def _files(experiment: Experiment) -> dict[str, Any]:
    texts = {
        file: experiment.scenarios[name].to_toml()
        for name, file in _scenario_files(experiment).items()
    }
    return {"experiment.toml": experiment.to_toml(), "design.parquet": experiment.design(), **texts}


def _refuse_other_model(store: Store) -> None:
    from culturesim.runs import model_digest

    made_by = store.manifest.get("model")
    if made_by != model_digest() and store.files():
        version = store.manifest.get("culturesim")
        raise InputError(
            f"{store.folder}: its rows were made by another model (version {version}, model "
            f"{made_by}; this is model {model_digest()}); take another folder"
        )


def _refuse_other_ensemble(experiment: Experiment, store: Store) -> None:
    before, now = store.manifest.get("ensemble", ""), ensemble_of(experiment)
    if before != now and store.files():
        raise InputError(
            f"{store.folder}: its rows were drawn from another ensemble of plausible sets "
            f"({before[:12] or 'none'}; this is {now[:12] or 'none'}); take another folder"
        )


def _refuse_changes(experiment: Experiment, stored: Experiment, store: Store) -> None:
    found = differences(_identity(stored), _identity(experiment))
    found = [f"experiment.toml: {words}" for words in found]
    for name, scenario in experiment.scenarios.items():
        if name in stored.scenarios:
            before = tomllib.loads(stored.scenarios[name].to_toml())
            now = tomllib.loads(scenario.to_toml())
            found += [f"scenario {name}: {words}" for words in differences(before, now)]
    if not found and not same_points(store.design(), experiment.design()):
        found = ["the points of the design"]
    if found:
        more = f"; and {len(found) - MOST_SHOWN} more" if len(found) > MOST_SHOWN else ""
        words = "; ".join(found[:MOST_SHOWN])
        raise InputError(
            f"{store.folder}: the experiment has changed since this sweep was begun: "
            f"{words}{more}; undo the change, or give another folder"
        )


def _identity(experiment: Experiment) -> dict[str, Any]:
    table = experiment.plan.to_table()
    return {key: value for key, value in table.items() if key not in ("run", "title")}


def differences(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Say in words what differs between two tables.

    Parameters
    ----------
    before, now : dict
        Nested tables.

    Returns
    -------
    list of str
        One entry a key.

    Examples
    --------
    >>> differences({"a": {"b": 1}, "c": 2}, {"a": {"b": 3}, "d": 4})
    ['a.b was 1, is 3', 'c = 2 is gone', 'd = 4 is new']
    """
    old, new = dict(_flat(before)), dict(_flat(now))
    found = []
    for key in dict.fromkeys((*old, *new)):
        if key not in new:
            found.append(f"{key} = {_short(old[key])} is gone")
        elif key not in old:
            found.append(f"{key} = {_short(new[key])} is new")
        elif old[key] != new[key]:
            found.append(f"{key} was {_short(old[key])}, is {_short(new[key])}")
    return found


def _flat(table: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def same_points(stored: pd.DataFrame, made: pd.DataFrame) -> bool:
    """Compare designs; another machine's last digit does not count."""
    if list(stored.columns) != list(made.columns) or len(stored) != len(made):
        return False
    for name in stored.columns:
        a, b = stored[name].to_numpy(), made[name].to_numpy()
        if a.dtype.kind == "f":
            if not np.allclose(a, b.astype(np.float64), rtol=1e-12, atol=0.0):
                return False
        elif not (a == b).all():
            return False
    return True
