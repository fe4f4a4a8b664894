"""Bodies that oversee hospitals: their remit, what they are told, what they can do."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from culturesim import errors
from culturesim.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DEPTHS", "KINDS_OF_BODY", "LADDERS", "SIGNALS", "Body", "Overseer", "appoint"]
__all__ += ["body_node", "read_bodies"]

#: Kinds of body and the code of what they look after: quality, finance, professionals.
KINDS_OF_BODY = {"quality": 0, "regional": 0, "economic": 1, "professional": 2}

#: Signals a body may receive, in the order of the bits of its column.
SIGNALS = (
    "mortality",
    "funnel",
    "complaints",
    "survey",
    "staffing",
    "targets",
    "finance",
    "rating",
    "whistleblowers",
)

#: How deep an inspection goes, in the order of its code.
DEPTHS = ("desk", "visit", "deep")

#: Forms of the ladder of sanctions, and its value; -1 stands for the parameter ``deterrence``.
LADDERS = {"parameter": -1.0, "responsive": 0.0, "deterrent": 1.0}

MOST_BODIES = 500
_RANGES = {
    "capacity": (0.0, 100_000.0),
    "rel_threshold": (0.01, 100.0),
    "rel_interval": (0.0, 100.0),
    "rel_reliance": (0.0, 10.0),
}


@dataclass(frozen=True)
class Body:
    """A regulator as a scenario gives it.

    Attributes
    ----------
    name : str
        Name shown to readers. Invented, never a real one.
    kind : str
        One of :data:`KINDS_OF_BODY`. A finding of a quality or regional body draws the board's
        attention to safety, one of an economic body adds pressure, one of a professional body
        adds blame.
    remit : str or tuple of (int or str)
        ``"all"``, or numbers of hospitals (from 1), ranges (``"1-20"``) and names.
    regions : int
        Such a body exists so many times, each for an equal run of the hospitals in the remit.
        [bodies]
    signals : tuple of str
        Those of :data:`SIGNALS` that it receives.
    capacity : float
        Visits a year, 0 or more; -1 for as many as it likes. [visits]
    diary : str
        Depth of inspections by diary, one of :data:`DEPTHS`, or ``"none"``.
    on_signals : str
        Depth of inspections on signals, one of :data:`DEPTHS`.
    announced : bool
        Whether inspections by diary are announced.
    duty_to_share : bool
        Whether it passes on what it is told, and shares the cost of acting.
    lead : bool
        Whether it is the named lead of the hospitals in its remit.
    ladder : str
        One of :data:`LADDERS`.
    rel_threshold, rel_interval, rel_reliance : float
        Times the parameters inspect_threshold, inspect_interval and reliance. [-]

    Examples
    --------
    >>> Body("Inspectorate").signals
    ('mortality', 'complaints', 'whistleblowers')
    """

    name: str = "Quality inspectorate"
    kind: str = "quality"
    remit: str | tuple[int | str, ...] = "all"
    regions: int = 1
    signals: tuple[str, ...] = ("mortality", "complaints", "whistleblowers")
    capacity: float = -1.0
    diary: str = "visit"
    on_signals: str = "visit"
    announced: bool = True
    duty_to_share: bool = False
    lead: bool = False
    ladder: str = "parameter"
    rel_threshold: float = 1.0
    rel_interval: float = 1.0
    rel_reliance: float = 1.0

    @property
    def bits(self) -> int:
        """Signals as bits of one number."""
        return sum(1 << SIGNALS.index(name) for name in self.signals)

    def to_table(self) -> dict[str, Any]:
        """Write the body as an entry of a scenario file."""
        table: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "capacity" and value < 0.0:
                continue
            table[field.name] = list(value) if isinstance(value, tuple) else value
        return table


@dataclass(frozen=True)
class Overseer:
    """One body over the hospitals it is for.

    Attributes
    ----------
    name : str
        Name shown to readers.
    body : Body
        What it is.
    hospitals : tuple of int
        Rows of its hospitals, in rising order.
    node : str
        Identifier in the graph.

    Examples
    --------
    >>> Overseer("Inspectorate", Body(), (0, 1), "regulator/quality").hospitals
    (0, 1)
    """

    name: str
    body: Body
    hospitals: tuple[int, ...]
    node: str


def read_bodies(entries: object, where: str) -> tuple[Body, ...]:
    """Check the regulators of a scenario file.

    Parameters
    ----------
    entries : object
        Its ``[[regulators]]``: tables with the attributes of :class:`Body` as keys; name, kind
        and remit must be given.
    where : str
        File to name in a message.

    Returns
    -------
    tuple of Body
        In the order of the file.

    Raises
    ------
    InputError
        If a key is unknown or missing, a value is of the wrong type or out of range, a kind,
        signal, depth or ladder is unknown, or a name is given twice.

    Examples
    --------
    >>> read_bodies([{"name": "A", "kind": "quality"}], "a.toml")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: a.toml, regulators entry 1: remit is missing; give "all" or a \
list of hospitals
    """
    if not isinstance(entries, list):
        got = errors.shown(entries)
        raise InputError(f"{where}, regulators: expected [[regulators]] entries, got {got}")
    found: list[Body] = []
    for number, given in enumerate(entries, start=1):
        at = f"{where}, regulators entry {number}"
        body = _read(errors.check_table(given, at), at)
        if body.name in (other.name for other in found):
            raise InputError(f"{at}: {errors.shown(body.name)} is given twice")
        found.append(body)
    return tuple(found)


def _read(table: dict[str, Any], where: str) -> Body:
    errors.check_keys(table, [field.name for field in fields(Body)], where)
    for key, words in (("name", ""), ("kind", f"; allowed: {', '.join(KINDS_OF_BODY)}"),
                       ("remit", '; give "all" or a list of hospitals')):  # fmt: skip
        if key not in table:
            raise InputError(f"{where}: {key} is missing{words}")
    made: dict[str, Any] = dict(table)
    made["name"] = errors.check_text(table["name"], f"{where}, name", one_line=True)
    made["remit"] = _remit(table["remit"], f"{where}, remit")
    for key, allowed in (("kind", KINDS_OF_BODY), ("ladder", LADDERS), ("on_signals", DEPTHS),
                         ("diary", (*DEPTHS, "none"))):  # fmt: skip
        if key in table:
            made[key] = _one_of(table[key], tuple(allowed), f"{where}, {key}")
    if "signals" in table:
        made["signals"] = _signals(table["signals"], f"{where}, signals")
    if "regions" in table:
        made["regions"] = errors.check_whole(table["regions"], 1, MOST_BODIES, f"{where}, regions")
    for key, (low, high) in _RANGES.items():
        if key in table:
            made[key] = _number(table[key], low, high, f"{where}, {key}")
    for key in ("announced", "duty_to_share", "lead"):
        if key in table and not isinstance(table[key], bool):
            got = errors.shown(table[key])
            raise InputError(f"{where}, {key}: expected true or false, got {got}")
    return Body(**made)


def _one_of(value: object, allowed: tuple[str, ...], where: str) -> str:
    if value not in allowed:
        near = errors.nearest(str(value), allowed)
        raise InputError(f"{where}: {errors.shown(value)} is not known{near}")
    return str(value)


def _number(value: object, low: float, high: float, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{where}: expected a number, got {errors.shown(value)}")
    if not low <= value <= high:
        got = errors.shown(value)
        raise InputError(f"{where}: {got} is outside the range {low:g} to {high:,g}")
    return float(value)


def _signals(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise InputError(f"{where}: expected a list of signals, got {errors.shown(value)}")
    names = [_one_of(name, SIGNALS, where) for name in value]
    return tuple(name for name in SIGNALS if name in names)


def _remit(value: object, where: str) -> str | tuple[int | str, ...]:
    if value == "all":
        return "all"
    kinds = all(isinstance(v, int | str) and not isinstance(v, bool) for v in value) \
        if isinstance(value, list) else False  # fmt: skip
    if not isinstance(value, list) or not value or not kinds:
        got = errors.shown(value)
        raise InputError(
            f'{where}: expected "all" or a list of numbers, ranges and names, got {got}'
        )
    return tuple(value)


def appoint(bodies: Sequence[Body], hospitals: Sequence[str], where: str) -> tuple[Overseer, ...]:
    """Give every body its hospitals.

    Parameters
    ----------
    bodies : sequence of Body
        Bodies of a scenario; none stands for one quality inspectorate over all.
    hospitals : sequence of str
        Names of the hospitals, in order.
    where : str
        File to name in a message.

    Returns
    -------
    tuple of Overseer
        One for every body, or several where it exists for several regions.

    Raises
    ------
    InputError
        If a remit names a hospital that is not there, nobody oversees a hospital, there are more
        regions than hospitals, or a hospital has two named leads.

    Examples
    --------
    >>> [o.name for o in appoint([Body("Region", regions=2)], ["A", "B"], "a.toml")]
    ['Region 1', 'Region 2']
    """
    if not bodies:
        every = tuple(range(len(hospitals)))
        return (Overseer(Body.name, Body(), every, "regulator/quality"),)
    found: list[Overseer] = []
    for body in bodies:
        rows = _rows(body, hospitals, f"{where}, regulator {body.name}, remit")
        if body.regions > len(rows):
            raise InputError(
                f"{where}, regulator {body.name}, regions: {body.regions} is more than the "
                f"{len(rows)} hospitals in its remit"
            )
        for region in range(body.regions):
            first, last = (len(rows) * k // body.regions for k in (region, region + 1))
            name = body.name if body.regions == 1 else f"{body.name} {region + 1}"
            found.append(Overseer(name, body, rows[first:last], body_node(name)))
    _check(found, hospitals, where)
    return tuple(found)


def _check(found: Sequence[Overseer], hospitals: Sequence[str], where: str) -> None:
    if len(found) > MOST_BODIES:
        raise InputError(f"{where}, regulators: {len(found)} bodies; at most {MOST_BODIES} allowed")
    if len({overseer.node for overseer in found}) < len(found):
        raise InputError(f"{where}, regulators: two bodies have the same name but for signs")
    for row, hospital in enumerate(hospitals):
        over = [overseer for overseer in found if row in overseer.hospitals]
        if not over:
            raise InputError(
                f"{where}, regulators: nobody oversees hospital {row + 1} ({hospital}); "
                "add it to a remit"
            )
        leads = [overseer.name for overseer in over if overseer.body.lead]
        if len(leads) > 1:
            raise InputError(
                f"{where}, regulators: hospital {row + 1} ({hospital}) has two leads, "
                f"{leads[0]} and {leads[1]}; name one"
            )


def body_node(name: str) -> str:
    """Make the identifier of a body in the graph.

    Parameters
    ----------
    name : str
        Its name.

    Returns
    -------
    str
        Letters and digits of the name after ``regulator/``.

    Examples
    --------
    >>> body_node("Regional authority 2")
    'regulator/regional-authority-2'
    """
    return "regulator/" + re.sub(r"[\W_]+", "-", name.casefold()).strip("-")


def _rows(body: Body, hospitals: Sequence[str], where: str) -> tuple[int, ...]:
    if isinstance(body.remit, str):
        return tuple(range(len(hospitals)))
    rows: set[int] = set()
    for entry in body.remit:
        match = re.fullmatch(r"\s*(\d{1,6})\s*-\s*(\d{1,6})\s*", str(entry))
        if isinstance(entry, str) and entry in hospitals:
            rows.add(list(hospitals).index(entry))
            continue
        if isinstance(entry, str) and not match:
            near = errors.nearest(entry, hospitals)
            raise InputError(f"{where}: no hospital {errors.shown(entry)}{near}")
        first, last = (int(match[1]), int(match[2])) if match else (int(entry), int(entry))
        if not 1 <= first <= last <= len(hospitals):
            raise InputError(
                f"{where}: {errors.shown(entry)} is not among hospitals 1 to {len(hospitals)}"
            )
        rows.update(range(first - 1, last))
    return tuple(sorted(rows))
