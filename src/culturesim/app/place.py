"""Where in a run a reader looks: day, person, ward, patient and colour, kept in the address too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import solara

from culturesim.app.address import LARGEST_SEED
from culturesim.app.days import COLOURS
from culturesim.app.settings import LIMITS
from culturesim.errors import InputError, check_whole, shown

__all__ = ["PAGES", "Place", "join", "place", "put", "split"]

#: Pages whose address says where the reader looks.
PAGES = ("/hospital", "/who-knew")

LARGEST = {"day": LIMITS.days, "who": LIMITS.posts, "ward": 1_000, "patient": 20_000_000,
           "told": LARGEST_SEED}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a reader looks.

    Attributes
    ----------
    day : int
        Day of the run. [day]
    who, ward, patient : int
        Person, ward and harmed patient, numbered from 1; 0 for none.
    colour : str
        One of `culturesim.app.days.COLOURS`.
    run : str
        ``change`` or ``base``: which run of the pair.
    told : int
        Seed of a pair of the first page, which has the set of numbers that goes with it there; -1
        for the state's seed with the scenario's own numbers. [-]

    Examples
    --------
    >>> Place().day
    1
    """

    day: int = 1
    who: int = 0
    ward: int = 0
    patient: int = 0
    colour: str = "fear"
    run: str = "change"
    told: int = -1


place = solara.reactive(Place())

_KEYS = tuple(field.name for field in fields(Place))


def put(**changes: Any) -> None:
    """Look elsewhere."""
    place.value = replace(place.value, **changes)


def join(query: str, path: str) -> str:
    """Add the place to the query of an address, on pages that have one.

    Parameters
    ----------
    query : str
        Query of the state.
    path : str
        Path of the page.

    Returns
    -------
    str
        The whole query.

    Examples
    --------
    >>> join("v=1", "/model")
    'v=1'
    """
    if path not in PAGES:
        return query
    now = place.value
    pairs = [(key, str(getattr(now, key))) for key in _KEYS
             if getattr(now, key) != getattr(Place(), key)]  # fmt: skip
    return "&".join(filter(None, [query, urlencode(pairs)]))


def split(query: str, take: Callable[[Place], None]) -> str:
    """Take the place out of the query of an address.

    Parameters
    ----------
    query : str
        The whole query.
    take : callable
        Called with the place.

    Returns
    -------
    str
        What is left for the state.

    Raises
    ------
    InputError
        If a part of the place is not understood or out of range.

    Examples
    --------
    >>> split("v=1&day=30", lambda found: print(found.day))
    30
    'v=1'
    """
    parts = query.removeprefix("?").split("&")
    mine = [part for part in parts if part.partition("=")[0] in _KEYS]
    said: dict[str, Any] = {}
    for key, value in parse_qsl("&".join(mine), keep_blank_values=True):
        said[key] = _read(key, value)
    take(Place(**said))
    return "&".join(part for part in parts if part not in mine)


def _read(key: str, value: str) -> int | str:
    allowed = {"colour": COLOURS, "run": ("change", "base")}.get(key)
    if allowed is None:
        number = int(value) if value.isascii() and value.isdigit() and len(value) < 17 else -1
        return check_whole(number, int(key == "day"), LARGEST[key], f"address, {key}")
    if value not in allowed:
        raise InputError(f"address, {key}: {shown(value)}; allowed: {', '.join(allowed)}")
    return value
