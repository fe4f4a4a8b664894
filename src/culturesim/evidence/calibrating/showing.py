"""What one set of parameters shows: simulated in stages, with references that go with the set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from culturesim.evidence.calibrating.task import Task
from culturesim.evidence.measures import MEASURES
from culturesim.evidence.observed import Observed
from culturesim.evidence.records import find_patterns, load_patterns
from culturesim.evidence.validation import measure
from culturesim.evidence.worlds import Size, gather
from culturesim.scenario import load_scenario

__all__ = ["PREFIX", "REFERENCES", "references", "settled", "show", "show_in_stages"]

Shown = dict[str, float | None]
PREFIX = "reference."
#: Parameters that are by definition what the ordinary hospital shows, so that each set has its own.
REFERENCES = ("harm_reference", "ratio_calibration")


def references(task: Task, values: Mapping[str, object], seen: Sequence[Observed]) -> Shown:
    """Work out the references of a set from its ordinary hospital.

    Parameters
    ----------
    task : Task
        A reference that it searches is left to the search.
    values : mapping
        The set, in registry units.
    seen : sequence of Observed
        Runs of the ordinary hospital with the set.

    Returns
    -------
    dict
        As ``"reference.harm_reference"``: preventable harm a bed-day; and
        ``"reference.ratio_calibration"``: what the baseline risk is multiplied by, so that the
        published mortality ratio of the ordinary hospital is 100.

    Notes
    -----
    Left at their defaults, a set with a little more harm would have every hospital failing, and
    one with a few more deaths every hospital on alert.

    Examples
    --------
    >>> references(Task("t", "small", ("C01",), ()), {}, [])
    {}
    """
    if not seen:
        return {}
    names = ("n_preventable", "n_patients", "observed_deaths", "expected_deaths")
    total = {name: sum(one.total(name) for one in seen) for name in names}
    before = values.get("ratio_calibration")
    if before is None:
        before = load_scenario(task.base).parameters.ratio_calibration
    found = {
        "harm_reference": total["n_preventable"] / max(total["n_patients"], 1.0),
        "ratio_calibration": float(before)  # type: ignore[arg-type]
        * total["observed_deaths"] / max(total["expected_deaths"], 1e-9),
    }  # fmt: skip
    searched = {p.name for p in task.priors}
    return {f"{PREFIX}{name}": float(f"{value:.6g}") for name, value in found.items()
            if name not in searched and value > 0.0}  # fmt: skip


def show(
    task: Task, values: Mapping[str, object], ids: Sequence[str], workers: int | None = None
) -> Shown:
    """Simulate one set and measure patterns on it.

    Parameters
    ----------
    task : Task
        How much to simulate.
    values : mapping
        Parameters to change from the defaults, in registry units.
    ids : sequence of str
        Patterns.
    workers : int, optional
        Threads; the numbers do not depend on it.

    Returns
    -------
    dict of str to float
        Every number of the patterns, as ``"C05.reported"``; None if it cannot be measured. Also
        the :func:`references` of the set, if the ordinary hospital was simulated.
    """
    patterns = find_patterns(ids)
    worlds = {world for pattern in patterns for world in MEASURES[pattern.id].worlds}
    size = Size(task.hospitals, task.seeds, task.seed, task.base)
    seen = gather(size, worlds, values, workers=workers)
    shown: Shown = {}
    for pattern in patterns:
        found = measure(pattern, seen, size.seed)
        for part in pattern.parts:
            mean = found.of(part).mean
            shown[f"{pattern.id}.{part.key}"] = float(mean) if np.isfinite(mean) else None
    return shown | references(task, values, seen.worlds.get("ordinary", []))


def show_in_stages(
    task: Task, values: Mapping[str, object], ids: Sequence[str], all_stages: bool,
    workers: int | None = None, simulate: Callable[..., Shown] = show,
) -> Shown:  # fmt: skip
    """Simulate the ordinary hospital first, and others only where it shows its tuning patterns.

    Parameters
    ----------
    task, values, ids, workers
        As for :func:`show`.
    all_stages : bool
        Simulate everything whatever the first stage shows.
    simulate : callable
        As :func:`show`.

    Returns
    -------
    dict of str to float
        As :func:`show`; without the patterns of hospitals that were not simulated.
    """
    first = [name for name in ids if set(MEASURES[name].worlds) <= {"ordinary"}]
    rest = [name for name in ids if name not in first]
    if not rest or not first:
        return simulate(task, values, ids, workers)
    shown = simulate(task, values, first, workers)
    if all_stages or _inside(shown, [name for name in task.tuning if name in first]):
        shown = simulate(task, values, rest, workers) | shown
    return shown


def _inside(shown: Mapping[str, float | None], tuning: Sequence[str]) -> bool:
    """Whether the first number of each of these patterns is in its band."""
    for name in tuning:
        part = load_patterns()[name].headline
        value = shown.get(f"{name}.{part.key}")
        if value is None or part.holds(value) is False:
            return False
    return True


def settled(
    task: Task, values: Mapping[str, object], ids: Sequence[str], all_stages: bool,
    workers: int | None = None, simulate: Callable[..., Shown] = show,
) -> Shown:  # fmt: skip
    """Simulate a set and, if it shows every tuning pattern, once more with its own references.

    Parameters
    ----------
    task, values, ids, all_stages, workers, simulate
        As for :func:`show_in_stages`.

    Returns
    -------
    dict of str to float
        What the last simulation showed, and the references that were in force in it.
    """
    shown = show_in_stages(task, values, ids, all_stages, workers, simulate)
    found = {name: value for name, value in shown.items() if name.startswith(PREFIX)}
    if not found or not _inside(shown, task.tuning):
        return shown
    with_own: dict[str, Any] = {**values, **{n.removeprefix(PREFIX): v for n, v in found.items()}}
    return show_in_stages(task, with_own, ids, True, workers, simulate) | found
