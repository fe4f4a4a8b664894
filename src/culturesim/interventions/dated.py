"""A lever with a day and a strength, as scenario files and the command line give it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from culturesim import errors
from culturesim.errors import InputError
from culturesim.interventions.catalogue import CONTRADICTIONS, LEVERS, find_lever
from culturesim.interventions.lever import Effect, Lever
from culturesim.interventions.wards import can_be_limited

__all__ = ["DatedLever", "parse_lever", "read_levers"]

MAX_RAMP_DAYS = 100_000
_KEYS = ("name", "strength", "day", "date", "ramp_days", "until", "share", "wards")


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
    until : int, optional
        Last day on which it is kept up; it then goes as it came, over ``ramp_days``. [day]
    until_date : date, optional
        That date, if the scenario gave one.
    share : float
        Share of each hospital's wards that it covers, above 0 to 1. [-]
    wards : tuple of str
        Names of the wards it covers; none for a share of all.

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
    until: int | None = None
    until_date: dt.date | None = None
    share: float = 1.0
    wards: tuple[str, ...] = ()

    @property
    def is_limited(self) -> bool:
        """Whether it covers some wards only."""
        return bool(self.wards) or self.share < 1.0

    def covers(self, names: Sequence[str], rank: float) -> bool:
        """Tell whether a ward is covered.

        Parameters
        ----------
        names : sequence of str
            Names by which the ward may be called.
        rank : float
            Permanent rank of the ward within its hospital, in (0, 1). [-]

        Returns
        -------
        bool
            Whether it is named, or among the share where none are named.
        """
        return any(name in self.wards for name in names) if self.wards else rank < self.share

    def in_force(self, effect: Effect, day: int) -> float:
        """Share of one of the lever's effects in force on a day.

        Parameters
        ----------
        effect : Effect
            One of its effects.
        day : int
            The day. [day]

        Returns
        -------
        float
            In [0, 1], strength counted. [-]

        Examples
        --------
        >>> use = DatedLever("huddles", 1.0, day=1, ramp_days=10, until=20)
        >>> [use.in_force(Effect("huddle_rate", "to", 1.0), day) for day in (6, 20, 25, 30)]
        [0.5, 1.0, 0.5, 0.0]
        """
        share = self.strength * effect.progress(day, self.day, self.ramp_days)
        if self.until is None or day <= self.until:
            return share
        gone = (day - self.until) / self.ramp_days if self.ramp_days else 1.0
        return share * max(0.0, 1.0 - gone)

    def moving_days(self, effect: Effect) -> list[range]:
        """Days on which the share of an effect in force may change.

        Parameters
        ----------
        effect : Effect
            One of the lever's effects.

        Returns
        -------
        list of range
            Days of the ramp, of the fading and of the end.
        """
        found = effect.moving_days(self.day, self.ramp_days)
        if self.until is not None:
            found.append(range(self.until + 1, self.until + max(self.ramp_days, 1) + 1))
        return found

    def day_from(self, start: dt.date) -> int:
        """Day on which the lever begins if day 1 is ``start``: moved only if it has a date."""
        return self.day if self.date is None else (self.date - start).days + 1

    def to_table(self) -> dict[str, Any]:
        """Write the lever as an entry of a scenario file."""
        when = {"day": self.day} if self.date is None else {"date": self.date}
        table = {"name": self.name, "strength": self.strength, **when, "ramp_days": self.ramp_days}
        if self.until is not None:
            table["until"] = self.until_date or self.until
        if self.wards:
            table["wards"] = list(self.wards)
        elif self.share < 1.0:
            table["share"] = self.share
        return table

    def to_record(self) -> dict[str, Any]:
        """Write what the lever does, in full strength and in words, for reports."""
        lever = LEVERS[self.name]
        return {
            "name": self.name,
            "title": lever.title,
            "strength": self.strength,
            "day": self.day,
            "ramp_days": self.ramp_days,
            "until": self.until,
            "share": self.share,
            "wards": list(self.wards),
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
        Its ``[[levers]]``: a list of tables with the keys name, strength, day or date, ramp_days,
        until (a day or a date), and share or wards. Strength is 1, the day is 1, the ramp is the
        lever's own, it has no end and covers all wards if these are left out.
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
        day and date, or a day outside the run; if it ends before it begins, or covers wards
        although it acts on a whole hospital; if a lever is given twice; or if two levers contradict
        each other while both are in force.

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
    _check_pairs({name: use for name, use in found.items() if use.strength > 0.0}, where)
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
        *_end(table, day, start, f"{where}, {lever.name}"),
        *_coverage(table, lever, f"{where}, {lever.name}"),
    )


def _end(
    table: dict[str, Any], day: int, start: dt.date, where: str
) -> tuple[int | None, dt.date | None]:
    """Read the last day of a lever, and its date if it was given so."""
    if "until" not in table:
        return None, None
    given = table["until"]
    date = errors.check_date(given, f"{where}, until") if not isinstance(given, int) else None
    last = given if date is None else (date - start).days + 1
    if isinstance(last, bool) or last < day:
        shown = errors.shown(given) if date is None else date.isoformat()
        raise InputError(f"{where}: until {shown} is before the lever begins, day {day:,}")
    return last, date


def _coverage(table: dict[str, Any], lever: Lever, where: str) -> tuple[float, tuple[str, ...]]:
    """Read which wards a lever covers."""
    if {"share", "wards"} <= set(table):
        raise InputError(f"{where}: give either share or wards")
    share, wards = table.get("share", 1.0), table.get("wards", [])
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0.0 < share <= 1.0:
        raise InputError(f"{where}: share {errors.shown(share)} is outside the range above 0 to 1")
    if not isinstance(wards, list) or not all(isinstance(name, str) and name for name in wards):
        raise InputError(f"{where}: wards must be a list of names, got {errors.shown(wards)}")
    if "wards" in table and not wards:
        raise InputError(f"{where}: wards is empty; leave it out to cover all")
    if (wards or share < 1.0) and not can_be_limited(lever):
        parameter = lever.effects[0].parameter
        raise InputError(f"{where}: cannot be limited to wards; {parameter} holds for all of them")
    return float(share), tuple(wards)


def _strength(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{where}: strength must be a number, got {errors.shown(value)}")
    if not 0.0 <= value <= 1.0:
        raise InputError(f"{where}: strength {errors.shown(value)} is outside the range 0 to 1")
    return float(value)


def _check_pairs(uses: dict[str, DatedLever], where: str) -> None:
    for first, second, reason in CONTRADICTIONS:
        if {first, second} <= set(uses) and _overlap(uses[first], uses[second]):
            raise InputError(f"{where}, levers: {first} and {second} contradict: {reason}")


def _overlap(one: DatedLever, other: DatedLever) -> bool:
    """Whether both levers are kept up on some day."""
    before = one.until is not None and one.until < other.day
    after = other.until is not None and other.until < one.day
    return not (before or after)


def parse_lever(text: str, where: str = "--lever") -> dict[str, object]:
    """Read a lever typed at a command line.

    Parameters
    ----------
    text : str
        ``name=strength@day..until``, days as numbers or dates; all but the name may be left out.
    where : str
        What to name in a message.

    Returns
    -------
    dict
        An entry for :func:`read_levers`, which checks the values.

    Raises
    ------
    InputError
        If a part is empty, strength is not a number, or a day is neither number nor date.

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
        first, dots, last = (part.strip() for part in when.partition(".."))
        value = _typed_day(first, f"{where}, {name}")
        entry["date" if isinstance(value, dt.date) else "day"] = value
        if dots:
            entry["until"] = _typed_day(last, f"{where}, {name}")
    return entry


def _typed_day(text: str, where: str) -> int | dt.date:
    value = errors.parse_value(text) if text else None
    if isinstance(value, bool) or not isinstance(value, int | dt.date):
        got = errors.shown(text)
        raise InputError(f"{where}: expected a day or a date after @, got {got}")
    return value
