"""A calibration file, checked: patterns to tune to, priors, budget, seed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from culturesim.errors import (
    InputError,
    check_keys,
    check_table,
    check_text,
    check_whole,
    parse_toml,
    read_text,
)
from culturesim.evidence.measures import MEASURES
from culturesim.evidence.records import find_patterns
from culturesim.parameters import Parameters, load_registry
from culturesim.parameters.registry import check_value
from culturesim.parameters.relations import RELATED

__all__ = ["MOST_TUNING", "Prior", "Task", "assumed_priors", "read_task"]

MOST_TUNING = 12
EITHER_WAY = 1.0 / 3.0  # of the default, where nothing narrower is known
STATUSES = {"A": "assumed", "C": "computed", "D": "derived"}
WHOLE = {"seed": (0, 2**62, 0), "seeds": (2, 1000, 2), "hospitals": (8, 10_000, 8),
         "budget": (20, 100_000, 600), "wave": (10, 10_000, 100), "wanted": (1, 10_000, 200),
         "trajectories": (2, 1000, 6)}  # fmt: skip
KEYS = ("title", "base", "tuning", "priors", *WHOLE)


@dataclass(frozen=True, slots=True)
class Prior:
    """What was believed of a parameter before: anything in a range, evenly.

    Attributes
    ----------
    name : str
        Parameter of status A, C or D.
    low, high : float
        Closed range, inside the registry's. [unit of the parameter]
    why : str
        Where the range is from.

    Examples
    --------
    >>> Prior("witness", 0.2, 0.6, "assumed").at(0.5)
    0.4
    """

    name: str
    low: float
    high: float
    why: str

    def at(self, u: float) -> float:
        """Value at a share of the range.

        Parameters
        ----------
        u : float
            Share, in [0, 1]. [-]

        Returns
        -------
        float
            Value, rounded to six significant figures. [unit of the parameter]
        """
        return float(f"{self.low + u * (self.high - self.low):.6g}")

    def share(self, value: float) -> float:
        """Share of the range at a value, the reverse of :meth:`at`."""
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Task:
    """What a calibration file says.

    Attributes
    ----------
    title, base : str
        One line; scenario of the ordinary hospital.
    tuning : tuple of str
        Patterns whose first number has to lie in its band; at most twelve.
    priors : tuple of Prior
        What varies.
    seed, seeds, hospitals : int
        Seed of the search and first seed of the runs; runs of the ordinary hospital and
        hospitals that differ, for each set.
    budget, wave, wanted : int
        Sets simulated at most, and in each wave after the first; plausible sets at which the
        search ends. [sets]
    trajectories : int
        Of the Morris screening. [-]

    Examples
    --------
    >>> Task("t", "small", ("C01",), (Prior("witness", 0.2, 0.6, "x"),)).digest[:2].isalnum()
    True
    """

    title: str
    base: str
    tuning: tuple[str, ...]
    priors: tuple[Prior, ...]
    seed: int = 0
    seeds: int = 2
    hospitals: int = 8
    budget: int = 600
    wave: int = 100
    wanted: int = 200
    trajectories: int = 6

    @property
    def digest(self) -> str:
        """Fingerprint of all that decides which sets are simulated; budget and wish do not."""
        told = {k: v for k, v in asdict(self).items() if k not in ("budget", "wanted", "title")}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def assumed_priors() -> tuple[Prior, ...]:
    """Give every assumed number a range, for a screening of all of them.

    Returns
    -------
    tuple of Prior
        A third either way of the default, inside the registry's range. Left out are numbers whose
        default is 0 (a third of nothing) and those that must fit together with another.

    Examples
    --------
    >>> next(p.low for p in assumed_priors() if p.name == "prior_fear")
    0.333333
    """
    found = []
    for row in load_registry().rows:
        if row.status != "A" or row.type != "float" or row.name in RELATED:
            continue
        ends = sorted(row.default * (1.0 + way) for way in (-EITHER_WAY, EITHER_WAY))
        low, high = (float(f"{min(max(end, row.low), row.high):.6g}") for end in ends)
        if low < high:
            found.append(Prior(row.name, low, high, "a third either way of the default"))
    return tuple(found)


def read_task(path: str | Path) -> Task:
    """Read and check a calibration file.

    Parameters
    ----------
    path : str or Path
        A TOML file with title, tuning, a table ``[priors]`` and, if wanted, base, seed, seeds,
        hospitals, budget, wave, wanted and trajectories.

    Returns
    -------
    Task
        What it says.

    Raises
    ------
    InputError
        If the file cannot be read or is not TOML; a key is unknown, missing or out of range; more
        than twelve patterns are named, or one that needs more than the ordinary hospital twice;
        or a prior is of a parameter with status V or R, leaves the registry's range or is empty.

    Examples
    --------
    >>> read_task("nowhere.toml")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: calibration file nowhere.toml: no such file
    """
    where = f"calibration file {path}"
    table = parse_toml(read_text(Path(path), where), where)
    check_keys(table, KEYS, where)
    for key in ("title", "tuning", "priors"):
        if key not in table:
            raise InputError(f"{where}: {key} is missing")
    whole = {key: check_whole(table.get(key, usual), low, high, f"{where}, {key}")
             for key, (low, high, usual) in WHOLE.items()}  # fmt: skip
    return Task(
        check_text(table["title"], f"{where}, title", one_line=True),
        check_text(table.get("base", "steady"), f"{where}, base", one_line=True),
        _tuning(table["tuning"], f"{where}, tuning"),
        tuple(_prior(name, value, where) for name, value in _entries(table["priors"], where)),
        **whole,
    )


def _tuning(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_TUNING:
        raise InputError(f'{where}: expected a list of 1 to {MOST_TUNING} patterns such as "C05"')
    try:
        patterns = find_patterns(value)
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
    for pattern in patterns:
        if not set(MEASURES[pattern.id].worlds) <= {"ordinary", "hospitals"}:
            raise InputError(f"{where}, {pattern.id}: needs trials or a failing hospital, which "
                             "a search does not simulate; allowed: patterns of one or many "
                             "ordinary hospitals")  # fmt: skip
    return tuple(pattern.id for pattern in patterns)


def _entries(value: Any, where: str) -> list[tuple[str, Any]]:
    entries = list(check_table(value, f"{where}, [priors]").items())
    if not entries:
        raise InputError(f"{where}, [priors]: is empty; at least one parameter is needed")
    return entries


def _prior(name: str, value: Any, where: str) -> Prior:
    """Check one prior."""
    at = f"{where}, [priors], {name}"
    load_registry().position(name, f"{where}, [priors]")
    row = load_registry()[name]
    if row.type != "float" or row.status not in STATUSES:
        raise InputError(f"{at}: status {row.status}, type {row.type}; only floats that are "
                         f"{', '.join(STATUSES.values())} can be searched")  # fmt: skip
    table = check_table(value, at)
    check_keys(table, ("low", "high", "why"), at)
    for key in ("low", "high", "why"):
        if key not in table:
            raise InputError(f"{at}: {key} is missing")
    low, high = (check_value(name, table[key], at) for key in ("low", "high"))
    if not low < high:
        raise InputError(f"{at}: low must be less than high, got {low:g} and {high:g}")
    for end in (low, high):
        Parameters.default().replace(at, **{name: end})
    return Prior(name, low, high, check_text(table["why"], f"{at}, why"))
