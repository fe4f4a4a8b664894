"""A lever with a day and a strength, as scenario files and the command line give it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from culturesim import errors
from culturesim.errors import InputError
from culturesim.interventions.catalogue import CONTRADICTIONS, LEVERS, find_lever

__all__ = ["DatedLever", "parse_lever", "read_levers"]

MAX_RAMP_DAYS = 100_000
_KEYS = ("name", "strength", "day", "date", "ramp_days")


@dataclass(frozen=True, slots=True)
class DatedLever:
    """A lever that is pulled on a day.

    Attributes
    ----------
    name : str
        Name of the lever.
    strength : float
        0 for nothing, 1 for the whole. [-]
    day : int
        Day on which it begins, 1 being the first reported day. [day]
    ramp_days : int
        Days until it is in full force. [days]
    date : date, optional
        The date, if the scenario gave one rather than a day.

    Examples
    --------
    >>> DatedLever("huddles", 0.5, day=30, ramp_days=60).to_table()
    {'name': 'huddles', 'strength': 0.5, 'day': 30, 'ramp_days': 60}
    """

    name: str
    strength: float
    day: int
    ramp_days: int
    date: dt.date | None = None

    def day_from(self, start: dt.date) -> int:
        """Day on which the lever begins if day 1 is ``start``: moved only if it has a date."""
        return self.day if self.date is None else (self.date - start).days + 1

    def to_table(self) -> dict[str, Any]:
        """Write the lever as an entry of a scenario file."""
        when = {"day": self.day} if self.date is None else {"date": self.date}
        return {"name": self.name, "strength": self.strength, **when, "ramp_days": self.ramp_days}

    def to_record(self) -> dict[str, Any]:
        """Write what the lever does, in full strength and in words, for reports."""
        lever = LEVERS[self.name]
        return {
            "name": self.name,
            "title": lever.title,
            "strength": self.strength,
            "day": self.day,
            "ramp_days": self.ramp_days,
            "effects": [effect.words for effect in lever.effects],
            "side_effects": [effect.words for effect in lever.side_effects],
            "status": lever.status,
            "sources": lever.sources,
        }


def read_levers(entries: object, start: dt.date, days: int, where: str) -> tuple[DatedLever, ...]:
    """Check the levers of a scenario file.

    Parameters
    ----------
    entries : object
        Its ``[[levers]]``: a list of tables with the keys name, strength, day or date, ramp_days.
        Strength is 1, the day is 1 and the ramp is the lever's own if left out.
    start : date
        Date of day 1.
    days : int
        Last day of the run. [day]
    where : str
        File to name in a message.

    Returns
    -------
    tuple of DatedLever
        In order of day, then name.

    Raises
    ------
    InputError
        If an entry has unknown keys, wrong types, an unknown name, a strength outside 0 to 1, both
        day and date, or a day outside the run; if a lever is given twice; or if two levers
        contradict each other.

    Examples
    --------
    >>> read_levers([{"name": "hudles"}], dt.date(2005, 1, 1), 9, "a.toml")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: a.toml, levers entry 1: no lever is called 'hudles'; did you \
mean 'huddles'?
    """
    if not isinstance(entries, list):
        got = errors.shown(entries)
        raise InputError(f"{where}, levers: expected [[levers]] entries, got {got}")
    found: dict[str, DatedLever] = {}
    for number, table in enumerate(entries, start=1):
        use = _read(table, start, days, f"{where}, levers entry {number}")
        if use.name in found:
            raise InputError(f"{where}, levers entry {number}: {use.name} is given twice")
        found[use.name] = use
    _check_pairs({name for name, use in found.items() if use.strength > 0.0}, where)
    return tuple(sorted(found.values(), key=lambda use: (use.day, use.name)))


def _read(given: object, start: dt.date, days: int, where: str) -> DatedLever:
    table = errors.check_table(given, where)
    errors.check_keys(table, _KEYS, where)
    if "name" not in table:
        raise InputError(f"{where}: name is missing")
    lever = find_lever(errors.check_text(table["name"], f"{where}, name"), where)
    if {"day", "date"} <= set(table):
        raise InputError(f"{where}: give either day or date")
    when = errors.check_date(table["date"], f"{where}, date") if "date" in table else None
    day = table.get("day", 1) if when is None else (when - start).days + 1
    if isinstance(day, int) and not 1 <= day <= days:
        said = f"day {errors.shown(day)}" if when is None else when.isoformat()
        raise InputError(f"{where}, {lever.name}: {said} is outside the run, day 1 to {days:,}")
    return DatedLever(
        lever.name,
        _strength(table.get("strength", 1.0), f"{where}, {lever.name}"),
        errors.check_whole(day, 1, days, f"{where}, day"),
        errors.check_whole(
            table.get("ramp_days", lever.ramp_days), 0, MAX_RAMP_DAYS, f"{where}, ramp_days"
        ),
        when,
    )


def _strength(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{where}: strength must be a number, got {errors.shown(value)}")
    if not 0.0 <= value <= 1.0:
        raise InputError(f"{where}: strength {errors.shown(value)} is outside the range 0 to 1")
    return float(value)


def _check_pairs(names: Collection[str], where: str) -> None:
    for first, second, reason in CONTRADICTIONS:
        if {first, second} <= set(names):
            raise InputError(f"{where}, levers: {first} and {second} contradict: {reason}")


def parse_lever(text: str, where: str = "--lever") -> dict[str, object]:
    """Read a lever typed at a command line.

    Parameters
    ----------
    text : str
        ``name=strength@day``, the day as a number or a date; strength and day may be left out.
    where : str
        What to name in a message.

    Returns
    -------
    dict
        An entry for :func:`read_levers`, which checks the values.

    Raises
    ------
    InputError
        If a part is empty, strength is not a number, or the day is neither number nor date.

    Examples
    --------
    >>> parse_lever("huddles=0.5@400"), parse_lever("agency-cap")
    ({'name': 'huddles', 'strength': 0.5, 'day': 400}, {'name': 'agency-cap'})
    """
    before, at, when = (part.strip() for part in text.partition("@"))
    name, equals, strength = (part.strip() for part in before.partition("="))
    if not name or (equals and not strength) or (at and not when):
        got = errors.shown(text)
        raise InputError(f"{where}: expected NAME=STRENGTH@DAY, day a number or date, got {got}")
    entry: dict[str, object] = {"name": name}
    if equals:
        entry["strength"] = errors.parse_value(strength)
    if at:
        value = errors.parse_value(when)
        kinds = int | dt.date
        if isinstance(value, bool) or not isinstance(value, kinds):
            got = errors.shown(when)
            raise InputError(f"{where}, {name}: expected a day or a date after @, got {got}")
        entry["date" if isinstance(value, dt.date) else "day"] = value
    return entry
