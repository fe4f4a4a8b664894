"""How parameters change over the days of a run: dated changes, with or without a ramp.

:func:`read_changes` checks the timeline of a scenario file, :func:`check_timeline` that no day of
it brings about a pair of values that do not fit together, and :func:`timetable` turns it into the
vectors the loops read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from culturesim import errors
from culturesim.errors import InputError
from culturesim.parameters.registry import load_registry, read_settings
from culturesim.parameters.relations import RELATED, RELATIONS, check_relations
from culturesim.parameters.values import Parameters, as_vector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Change", "check_timeline", "read_changes", "timetable"]


@dataclass(frozen=True, slots=True)
class Change:
    """A dated change of one or more parameters.

    Parameters
    ----------
    day : int
        Day on which the change begins, 1 being the first reported day. [day]
    values : tuple of (str, float)
        Parameter names and the values they come to, in registry units.
    ramp_days : int
        0: in force from ``day``. Otherwise the value is still the old one on ``day``, moves on
        a straight line, and is the new one from ``day + ramp_days``. [days]
    label : str
        What happened, one line, shown to readers.
    date : date, optional
        The date, if the scenario gave one rather than a day.

    Examples
    --------
    >>> Change(day=456, values=(("manager_blame", 0.5),), ramp_days=365).day
    456
    """

    day: int
    values: tuple[tuple[str, Any], ...]
    ramp_days: int = 0
    label: str = ""
    date: dt.date | None = None

    def day_from(self, start: dt.date) -> int:
        """Day on which the change begins if day 1 is ``start``: moved only if it has a date."""
        return self.day if self.date is None else (self.date - start).days + 1

    def to_table(self) -> dict[str, Any]:
        """Write the change as an entry of a scenario's timeline."""
        when = {"day": self.day} if self.date is None else {"date": self.date}
        label = {"label": self.label} if self.label else {}
        return {**when, **label, "ramp_days": self.ramp_days, "set": dict(self.values)}


def read_changes(entries: object, start: dt.date, days: int, where: str) -> tuple[Change, ...]:
    """Check the timeline of a scenario file.

    Parameters
    ----------
    entries : object
        Its ``[[timeline]]``: a list of tables with the keys day or date, label, ramp_days, set.
    start : date
        Date of day 1.
    days : int
        Last day of the run. [day]
    where : str
        File to name in a message.

    Returns
    -------
    tuple of Change
        In day order.

    Raises
    ------
    InputError
        If an entry has unknown keys, wrong types, both or neither of day and date, no parameter or
        an unknown one; is outside the run; ramps a whole number or a bool; or sets a parameter
        that another entry sets on the same day.

    Examples
    --------
    >>> read_changes([{"day": 9, "set": {"manager_blame": 0.5}}], dt.date(2005, 1, 1), 5, "a.toml")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: a.toml, timeline entry 1: day 9 is outside the run, 1 to 5
    """
    if not isinstance(entries, list):
        got = errors.shown(entries)
        raise InputError(f"{where}, timeline: expected [[timeline]] entries, got {got}")
    seen: dict[tuple[int, str], int] = {}
    changes = []
    for number, table in enumerate(entries, start=1):
        entry = f"{where}, timeline entry {number}"
        change = _change(table, start, days, entry)
        for name, _ in change.values:
            other = seen.setdefault((change.day, name), number)
            if other != number:
                raise InputError(f"{entry}, {name}: entry {other} sets it on the same day")
        changes.append(change)
    return tuple(sorted(changes, key=lambda change: change.day))


def _change(given: object, start: dt.date, days: int, where: str) -> Change:
    table = errors.check_table(given, where)
    errors.check_keys(table, ("day", "date", "label", "ramp_days", "set"), where)
    if ("day" in table) == ("date" in table):
        raise InputError(f"{where}: give either day or date")
    when = errors.check_date(table["date"], f"{where}, date") if "date" in table else None
    day = table.get("day") if when is None else (when - start).days + 1
    if isinstance(day, int) and not 1 <= day <= days:
        raise InputError(f"{where}: day {errors.shown(day)} is outside the run, 1 to {days:,}")
    values = read_settings(errors.check_table(table.get("set"), f"{where}, set"), f"{where}, set")
    ramp_days = errors.check_whole(table.get("ramp_days", 0), 0, 10**9, f"{where}, ramp_days")
    label = table.get("label", "")
    errors.check_text(label, f"{where}, label", one_line="label" in table)
    if not values:
        raise InputError(f"{where}, set: is empty; give at least one parameter")
    for name, _ in values:
        kind = load_registry()[name].type
        if ramp_days and kind != "float":
            raise InputError(f"{where}, {name}: a parameter of type {kind} cannot be ramped")
    return Change(errors.check_whole(day, 1, days, f"{where}, day"), values, ramp_days, label, when)


def check_timeline(
    base: Parameters, changes: Sequence[Change], days: int, where: str = "timeline"
) -> None:
    """Refuse changes that bring about a pair of values that do not fit together, on any day.

    Parameters
    ----------
    base : Parameters
        In force until the first change.
    changes : sequence of Change
        Checked changes in any order.
    days : int
        Last day of the run. [day]
    where : str
        File to name in a message.

    Raises
    ------
    InputError
        If a pair of :data:`culturesim.parameters.relations.RELATIONS` does not fit on some day;
        the message names the entry that last began to move one of the two.

    Examples
    --------
    >>> longer = Change(10, (("vacancy_shortest", 200.0),), date=dt.date(2005, 1, 10))
    >>> check_timeline(Parameters.default(), [longer], 20, "a.toml")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: a.toml, timeline entry of 2005-01-10: vacancy_shortest 200 and \
vacancy_longest 120 on day 10: vacancy_shortest must be at most vacancy_longest
    """
    for day, stored in _segments(base, changes, days, RELATED):
        if not all(_fits(stored)):
            entry = f"{where}, {_entry(changes, day, stored)}"
            check_relations(stored, entry, f" on day {day:,}")


def _fits(stored: Sequence[float]) -> list[bool]:
    place = load_registry().position
    return [r.holds(stored[place(r.first)], stored[place(r.second)]) for r in RELATIONS]


def _entry(changes: Sequence[Change], day: int, stored: Sequence[float]) -> str:
    """Name the entry that last began to move one of the first pair that does not fit."""
    fault = RELATIONS[_fits(stored).index(False)]
    movers = [
        c for c in changes if c.day <= day and {fault.first, fault.second} & set(dict(c.values))
    ]
    last = max(movers, key=lambda change: change.day)
    return f"timeline entry of {last.date or f'day {last.day:,}'}"


def timetable(
    base: Parameters, changes: Sequence[Change], days: int, first_day: int = 1
) -> list[tuple[int, NDArray[np.float64]]]:
    """List the parameter vectors of a run and the day from which each is in force.

    Parameters
    ----------
    base : Parameters
        In force until the first change.
    changes : sequence of Change
        Checked changes in any order. A later change of the same parameter starts from the value
        reached that day and ends an unfinished ramp. What falls after ``days`` is left out.
    days : int
        Last day of the run. [day]
    first_day : int
        First simulated day: 1, or lower when there is a warm-up. [day]

    Returns
    -------
    list of (int, ndarray of float64)
        First day and read-only vector of each segment, in day order, days all different. The
        first segment begins on ``first_day``; while a ramp runs each day is a segment.

    Raises
    ------
    InputError
        As :func:`check_timeline`.

    Examples
    --------
    >>> from culturesim.parameters import P
    >>> base = Parameters.default().replace(manager_blame=0.25)
    >>> table = timetable(base, [Change(10, (("manager_blame", 0.75),), ramp_days=2)], days=20)
    >>> [(day, float(vector[P.manager_blame])) for day, vector in table]
    [(1, 0.25), (11, 0.5), (12, 0.75)]
    """
    check_timeline(base, changes, days)
    segments = {first_day: base.stored} | dict(_segments(base, changes, days, load_registry()))
    return [(day, as_vector(stored)) for day, stored in segments.items()]


def _segments(
    base: Parameters, changes: Sequence[Change], days: int, names: Collection[str]
) -> Iterator[tuple[int, tuple[float, ...]]]:
    """Days on which one of these parameters changes, in order, and all values from then on."""
    current = list(base.stored)
    moves: dict[int, list[tuple[int, float]]] = {}
    for place, name in enumerate(load_registry()):
        course = _course(name, current[place], changes, days) if name in names else {}
        for day, value in course.items():
            moves.setdefault(day, []).append((place, value))
    for day in sorted(moves):
        for place, value in moves[day]:
            current[place] = value
        yield day, tuple(current)


def _course(name: str, start: float, changes: Sequence[Change], days: int) -> dict[int, float]:
    """Follow one parameter: day to new value, only for days on which it changes."""
    steps = [(c.day, c.ramp_days, dict(c.values)[name]) for c in changes if name in dict(c.values)]
    steps = sorted(step for step in steps if step[0] <= days)
    ends = [day for day, _, _ in steps[1:]] + [days] * bool(steps)  # a ramp stops where one begins
    course: dict[int, float] = {}
    value = noted = start
    for (day, ramp_days, target), end in zip(steps, ends, strict=True):
        origin = value
        for today in range(day, min(day + ramp_days, end) + 1):
            value = _between(origin, target, today - day, ramp_days)
            if value != noted:
                course[today] = noted = value
    return course


def _between(origin: float, target: float, elapsed: int, ramp_days: int) -> float:
    if elapsed >= ramp_days:
        return target
    value = origin + (target - origin) * (elapsed / ramp_days)
    return min(max(value, min(origin, target)), max(origin, target))
