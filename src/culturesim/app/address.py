"""The state of a page as the query of its address, and back: a code with a version.

Only what differs from the start is written: ``v=1&scenario=small&change=staffing:0.9,from:366,
huddles:0.5@30&seed=3``. An uploaded scenario travels packed. Everything read is checked.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from dataclasses import replace
from urllib.parse import parse_qsl, quote

from culturesim import __version__
from culturesim.app.changes import Alternative, Change, View, changed_of, scenarios_of
from culturesim.app.settings import LIMITS
from culturesim.errors import InputError, shown
from culturesim.interventions import find_lever
from culturesim.parameters.dials import DIALS

__all__ = ["change_code", "read_address", "read_change", "read_seed", "to_address"]

CODE_VERSION = "1"
LARGEST_SEED = 2**53 - 1  # the largest whole number that a browser holds exactly
_NUMBER = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,6})?")
_WHOLE = re.compile(r"[0-9]{1,16}")
_WHERE = "address"


def change_code(change: Change) -> str:
    """Write a set of changes.

    Parameters
    ----------
    change : Change
        The changes.

    Returns
    -------
    str
        The code, in characters that an address needs not escape.

    Examples
    --------
    >>> change_code(Change((("staffing", 0.9),), (("huddles", 0.5, 30),), from_day=366))
    'staffing:0.9,from:366,huddles:0.5@30'
    """
    parts = [f"{name}:{value:g}" for name, value in change.dials]
    parts += [f"from:{change.from_day}"] * (change.from_day != 1)
    parts += [f"{name}:{strength:g}@{day}" for name, strength, day in change.levers]
    return ",".join(parts)


def read_change(code: str) -> Change:
    """Read a set of changes.

    Parameters
    ----------
    code : str
        As :func:`change_code` writes it.

    Returns
    -------
    Change
        The changes.

    Raises
    ------
    InputError
        If a part is not understood, or a dial or lever is unknown or out of range.

    Examples
    --------
    >>> read_change("staffing:0.9").dials
    (('staffing', 0.9),)
    """
    change = Change()
    for part in filter(None, code.split(",")):
        name, colon, value = part.partition(":")
        if not colon:
            raise InputError(f"{_WHERE}, change: expected NAME:VALUE, got {shown(part)}")
        if name == "from":
            change = replace(change, from_day=_whole(value, f"{_WHERE}, from", LIMITS.days, 1))
        elif name in DIALS:
            change = change.with_dial(name, _number(value, f"{_WHERE}, {name}"))
        else:
            lever = find_lever(name, f"{_WHERE}, change")
            strength, _, day = value.partition("@")
            amount = _number(strength, f"{_WHERE}, {lever.name}")
            if not 0.0 < amount <= 1.0:
                raise InputError(f"{_WHERE}, {lever.name}: strength {amount:g} is outside the "
                                 "range 0 to 1")  # fmt: skip
            first = _whole(day or "1", f"{_WHERE}, {lever.name}, day", LIMITS.days, 1)
            change = change.with_lever(lever.name, amount, first)
    return change


def to_address(view: View) -> str:
    """Write a state as the query of an address.

    Parameters
    ----------
    view : View
        The state.

    Returns
    -------
    str
        Without the question mark; empty for the state at the start.

    Examples
    --------
    >>> to_address(View()), to_address(View(seed=3)).startswith("v=1&model=")
    ('', True)
    """
    start = View()
    pairs = []
    if view.upload:
        pairs.append(("upload", _pack(view.upload)))
    elif view.scenario != start.scenario:
        pairs.append(("scenario", view.scenario))
    if not view.change.is_empty or view.change.from_day != 1:
        pairs.append(("change", change_code(view.change)))
    if view.seed != start.seed:
        pairs.append(("seed", str(view.seed)))
    if view.runs != start.runs:
        pairs.append(("runs", str(view.runs)))
    if view.spans != start.spans:
        pairs.append(("spans", view.spans))
    pairs += [("alt", f"{item.name};{change_code(item.change)}") for item in view.alternatives]
    if not pairs:
        return ""
    pairs = [("v", CODE_VERSION), ("model", __version__), *pairs]
    return "&".join(f"{key}={quote(value, safe=':,@;')}" for key, value in pairs)


def read_address(query: str | None) -> tuple[View, str]:
    """Read a state from the query of an address.

    Parameters
    ----------
    query : str or None
        With or without the question mark.

    Returns
    -------
    view : View
        The state, checked down to the scenarios it stands for.
    model : str
        Version of the model that wrote it, as far as it says.

    Raises
    ------
    InputError
        If it is too long, of another version, holds unknown keys or values out of range.

    Examples
    --------
    >>> read_address("?v=1&change=staffing:0.9")[0].change.dials
    (('staffing', 0.9),)
    """
    text = (query or "").removeprefix("?")
    if len(text) > LIMITS.address_bytes:
        raise InputError(f"{_WHERE}: longer than {LIMITS.address_bytes:,} characters")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise InputError(f"{_WHERE}: too many parts") from None
    view, model = View(), ""
    for key, value in pairs:
        if key == "v" and value != CODE_VERSION:
            raise InputError(f"{_WHERE}, v: {shown(value)}; this program reads {CODE_VERSION}")
        if key == "model":
            model = value[:20]
        elif key != "v":
            view = _with_part(view, key, value)
    base, _ = scenarios_of(view)
    for item in view.alternatives:
        changed_of(base, item.change)
    return view, model


def _with_part(view: View, key: str, value: str) -> View:
    if key == "scenario":
        return replace(view, scenario=value)
    if key == "upload":
        return replace(view, upload=_unpack(value))
    if key == "change":
        return replace(view, change=read_change(value))
    if key == "seed":
        return replace(view, seed=read_seed(value))
    if key == "runs":
        return replace(view, runs=_whole(value, f"{_WHERE}, runs", LIMITS.pairs, 2))
    if key == "spans":
        return replace(view, spans=value)
    if key == "alt":
        name, _, code = value.partition(";")
        item = Alternative(name.strip()[:40] or "?", read_change(code))
        if len(view.alternatives) == LIMITS.alternatives:
            raise InputError(f"{_WHERE}, alt: at most {LIMITS.alternatives} alternatives")
        return replace(view, alternatives=(*view.alternatives, item))
    raise InputError(f"{_WHERE}: {shown(key)} is not known")


def read_seed(text: str) -> int:
    """Read a seed.

    Parameters
    ----------
    text : str
        Digits.

    Returns
    -------
    int
        The seed, up to the largest whole number that a browser holds exactly. [-]

    Raises
    ------
    InputError
        If it is no whole number or out of range.

    Examples
    --------
    >>> read_seed("7")
    7
    """
    return _whole(text.strip(), f"{_WHERE}, seed", LARGEST_SEED)


def _number(text: str, where: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise InputError(f"{where}: expected a number, got {shown(text)}")
    return float(text)


def _whole(text: str, where: str, most: int, least: int = 0) -> int:
    if not _WHOLE.fullmatch(text):
        raise InputError(f"{where}: expected a whole number, got {shown(text)}")
    if not least <= int(text) <= most:
        raise InputError(f"{where}: {shown(text)} is outside the range {least:,} to {most:,}")
    return int(text)


def _pack(text: str) -> str:
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def _unpack(code: str) -> str:
    """Unpack an uploaded scenario, and no more of it than may be uploaded."""
    try:
        packed = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
        stream = zlib.decompressobj()
        raw = stream.decompress(packed, LIMITS.upload_bytes + 1)
        text = raw.decode("utf-8")
    except (binascii.Error, zlib.error, UnicodeDecodeError, ValueError):
        raise InputError(f"{_WHERE}, upload: cannot be unpacked") from None
    if len(raw) > LIMITS.upload_bytes:
        raise InputError(f"{_WHERE}, upload: longer than {LIMITS.upload_bytes:,} bytes")
    return text
