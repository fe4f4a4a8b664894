"""An experiment file, checked, to its parts; and back with every default spelt out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from culturesim import errors
from culturesim.errors import InputError
from culturesim.experiments.columns import NUMBERS, TEXTS
from culturesim.experiments.designs import Design, read_design
from culturesim.experiments.factors import Factor, read_factors
from culturesim.experiments.replicates import Replicates, read_replicates
from culturesim.outcomes import QUANTITIES

__all__ = ["Plan", "RunOptions", "read_plan"]

MAX_SEED, MAX_DAYS = 2**63 - 1, 200_000
HOSPITALS = ("first", "mean")
_KEYS = ("name", "title", "scenario", "seed", "days", "warm_up_days", "outcomes", "series",
         "every", "hospitals", "model", "design", "factors", "replicates", "run")  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a sweep is carried out; none of it changes a finished row.

    Attributes
    ----------
    workers : int or None
        Runs at a time; one a processor if None.
    limit : float or None
        Time a run may take, by the clock; from the estimate if None. [s]
    processes : bool
        Workers are processes, not threads.

    Examples
    --------
    >>> RunOptions().processes
    False
    """

    workers: int | None = None
    limit: float | None = None
    processes: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What an experiment file says.

    Attributes
    ----------
    name, title : str
        Short name, fit for a folder; one line.
    scenario : str
        Base scenario: name of a shipped one, or a file beside the experiment file.
    seed : int
        Root seed. [-]
    days, warm_up_days : int or None
        Instead of the scenario's. [days]
    outcomes : tuple of str
        Outcome columns kept; all if the file names none.
    series : tuple of str
        Quantities of each hospital kept over time; usually none.
    every : int
        Days that a row of the series stands for. [days]
    hospitals : str
        ``"first"`` or ``"mean"``: whose outcomes stand in the row if there are several.
    model : str
        ``"module:name"`` of a class to run instead of the plain simulation, or empty.
    design : Design
        Which points are run.
    factors : tuple of Factor
        What varies, and constants.
    replicates : Replicates
        How often.
    options : RunOptions
        How it is carried out.

    Examples
    --------
    >>> plan = read_plan({"name": "x", "scenario": "small", "design": {"kind": "grid"},
    ...                   "factors": {"fear": [0.0, 1.0], "staffing": 0.9}}, "x.toml")
    >>> [factor.name for factor in plan.varied], [factor.name for factor in plan.constants]
    (['fear'], ['staffing'])
    """

    name: str
    title: str
    scenario: str
    seed: int
    days: int | None
    warm_up_days: int | None
    outcomes: tuple[str, ...]
    series: tuple[str, ...]
    every: int
    hospitals: str
    model: str
    design: Design
    factors: tuple[Factor, ...]
    replicates: Replicates
    options: RunOptions

    @property
    def varied(self) -> tuple[Factor, ...]:
        """Factors that are columns of the design."""
        return tuple(factor for factor in self.factors if not factor.is_constant)

    @property
    def constants(self) -> tuple[Factor, ...]:
        """Factors that have the same value at every point."""
        return tuple(factor for factor in self.factors if factor.is_constant)

    def to_table(self) -> dict[str, Any]:
        """Write as an experiment file, every default that does not depend on it spelt out."""
        table: dict[str, Any] = {"name": self.name, "title": self.title}
        table |= {"scenario": self.scenario, "seed": self.seed}
        optional = {"days": self.days, "warm_up_days": self.warm_up_days}
        table |= {key: value for key, value in optional.items() if value is not None}
        table |= {"outcomes": list(self.outcomes), "series": list(self.series)}
        table |= {"every": self.every, "hospitals": self.hospitals, "model": self.model}
        table["design"] = self.design.to_table()
        factors = (*self.constants, *self.varied)  # as TOML writes them: plain values first
        table["factors"] = {factor.name: factor.to_table() for factor in factors}
        table["replicates"] = self.replicates.to_table()
        run: dict[str, Any] = {"processes": self.options.processes}
        run["workers"] = "auto" if self.options.workers is None else self.options.workers
        run["limit"] = "auto" if self.options.limit is None else self.options.limit
        return {**table, "run": run}


def read_plan(table: dict[str, Any], where: str) -> Plan:
    """Check an experiment file.

    Parameters
    ----------
    table : dict
        What TOML gave.
    where : str
        File to name in a message.

    Returns
    -------
    Plan
        What it says.

    Raises
    ------
    InputError
        If a key is unknown or missing, or a value is refused.

    Examples
    --------
    >>> read_plan({"name": "x", "scnario": "small"}, "x.toml")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: x.toml: no key 'scnario'; did you mean 'scenario'?
    """
    errors.check_keys(table, _KEYS, where)
    for key in ("name", "scenario", "design"):
        if key not in table:
            raise InputError(f"{where}: {key} is missing")
    name = errors.check_text(table["name"], f"{where}, name", one_line=True)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", name):
        got = errors.shown(name)
        raise InputError(f"{where}, name: {got} must be letters, digits, dots and hyphens")
    plan = Plan(
        name=name,
        title=errors.check_text(table.get("title", name), f"{where}, title", one_line=True),
        scenario=errors.check_text(table["scenario"], f"{where}, scenario", one_line=True),
        seed=errors.check_whole(table.get("seed", 0), 0, MAX_SEED, f"{where}, seed"),
        days=_days(table, "days", 1, where),
        warm_up_days=_days(table, "warm_up_days", 0, where),
        outcomes=_names(table, "outcomes", (*NUMBERS, *TEXTS), where) or (*NUMBERS, *TEXTS),
        series=_names(table, "series", tuple(QUANTITIES), where),
        every=errors.check_whole(table.get("every", 28), 1, MAX_DAYS, f"{where}, every"),
        hospitals=_choice(table.get("hospitals", "first"), HOSPITALS, f"{where}, hospitals"),
        model=_model(table.get("model", ""), f"{where}, model"),
        design=read_design(table["design"], where),
        factors=read_factors(table.get("factors", {}), where),
        replicates=read_replicates(table.get("replicates", {}), where),
        options=_options(table.get("run", {}), f"{where}, [run]"),
    )
    _check_together(plan, where)
    return plan


def _check_together(plan: Plan, where: str) -> None:
    if not plan.varied and plan.design.kind != "table":
        raise InputError(f"{where}, [factors]: nothing varies; give a list, a range or a table")
    for factor in plan.factors:
        if factor.name in NUMBERS or factor.name in TEXTS:
            raise InputError(f"{where}, [factors] {factor.name}: is the name of an outcome")
    if plan.replicates.until and plan.replicates.until.outcome not in plan.outcomes:
        missing = plan.replicates.until.outcome
        raise InputError(f"{where}, outcomes: {missing} is missing, which [replicates] until needs")


def _days(table: dict[str, Any], key: str, low: int, where: str) -> int | None:
    if key not in table:
        return None
    return errors.check_whole(table[key], low, MAX_DAYS, f"{where}, {key}")


def _names(
    table: dict[str, Any], key: str, allowed: tuple[str, ...], where: str
) -> tuple[str, ...]:
    given = table.get(key, [])
    if not isinstance(given, list):
        raise InputError(f"{where}, {key}: expected a list of names, got {errors.shown(given)}")
    for k, name in enumerate(given):
        if name not in allowed:
            hint = errors.nearest(str(name), allowed)
            raise InputError(f"{where}, {key}: nothing is called {errors.shown(name)}{hint}")
        if name in given[:k]:
            raise InputError(f"{where}, {key}: {name} is given twice")
    return tuple(given)


def _choice(given: object, allowed: tuple[str, ...], where: str) -> str:
    if given not in allowed:
        words = " or ".join(allowed)
        raise InputError(f"{where}: {errors.shown(given)} is not {words}")
    return str(given)


def _model(given: object, where: str) -> str:
    text = errors.check_text(given, where)
    if text and not re.fullmatch(r"[\w.]+:[\w.]+", text):
        raise InputError(f"{where}: expected MODULE:NAME, got {errors.shown(text)}")
    return text


def _options(given: object, where: str) -> RunOptions:
    table = errors.check_table(given, where)
    errors.check_keys(table, ("workers", "limit", "processes"), where)
    workers, limit = table.get("workers", "auto"), table.get("limit", "auto")
    processes = table.get("processes", False)
    if not isinstance(processes, bool):
        got = errors.shown(processes)
        raise InputError(f"{where} processes: expected true or false, got {got}")
    if workers != "auto":
        workers = errors.check_whole(workers, 1, 1024, f"{where} workers")
    if limit != "auto":
        limit = check_limit(limit, f"{where} limit")
    return RunOptions(
        None if workers == "auto" else workers, None if limit == "auto" else limit, processes
    )


def check_limit(value: object, where: str) -> float:
    """Refuse a time limit that is no number of seconds above 0."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e9:
        raise InputError(f"{where}: expected seconds above 0, got {errors.shown(value)}")
    return float(value)


def beside(path: Path, name: str) -> Path:
    """Path of a file named in an experiment file: beside it, unless it is absolute."""
    return path.parent / name
