"""The one error for what a person typed or put in a file, and the small checks that raise it.

What comes from outside is checked once, where it enters. What is wrong is said in one line that
names the file and the key, what was wrong and what is allowed; the command line prints that line
and exits with 2.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

__all__ = ["InputError", "check_date", "check_file", "check_keys", "check_table", "check_text"]
__all__ += [
    "check_whole",
    "find_name",
    "nearest",
    "parse_toml",
    "parse_value",
    "read_text",
    "shown",
]


class InputError(ValueError):
    """Something a person gave is wrong; the message is one line fit to show that person.

    Examples
    --------
    >>> issubclass(InputError, ValueError)
    True
    """


def nearest(name: str, allowed: Iterable[str]) -> str:
    """Say which allowed name a mistyped one was probably meant to be.

    Parameters
    ----------
    name : str
        What was written.
    allowed : iterable of str
        What may be written.

    Returns
    -------
    str
        A clause to append: the nearest name, else up to eight allowed names, or nothing.

    Examples
    --------
    >>> nearest("feer", ["fear", "staffing"])
    "; did you mean 'fear'?"
    >>> nearest("zzz", ["fear", "staffing"])
    '; allowed: fear, staffing'
    """
    from difflib import get_close_matches  # only a mistake needs it

    by_lower = {candidate.lower(): candidate for candidate in allowed}
    found = get_close_matches(name.lower()[:200], by_lower, n=1)
    if found:
        return f"; did you mean {by_lower[found[0]]!r}?"
    names = list(by_lower.values())
    more = ", ..." if len(names) > 8 else ""
    return f"; allowed: {', '.join(names[:8])}{more}" if names else ""


def shown(value: object) -> str:
    """Show a wrong value the way a person would have written it, cut to forty characters.

    Parameters
    ----------
    value : object
        What was given.

    Returns
    -------
    str
        Its text.

    Examples
    --------
    >>> shown(True), shown("no"), shown([0] * 100)[-5:]
    ('true', "'no'", ', ...')
    """
    if isinstance(value, bool):
        return str(value).lower()
    try:
        text = repr(value)
    except ValueError:  # an integer too long for Python to print
        return "a number of thousands of digits"
    return text if len(text) <= 40 else text[:37] + "..."


def check_keys(table: Mapping[str, Any], allowed: Collection[str], where: str) -> None:
    """Refuse a key that means nothing.

    Parameters
    ----------
    table : mapping
        What was given.
    allowed : collection of str
        Keys that mean something.
    where : str
        File and table to name in a message.

    Raises
    ------
    InputError
        If a key is not allowed; the message gives the nearest one.

    Examples
    --------
    >>> check_keys({"dayz": 3}, ["days"], "a.toml")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: a.toml: no key 'dayz'; did you mean 'days'?
    """
    for key in table:
        if key not in allowed:
            raise InputError(f"{where}: no key {shown(key)}{nearest(str(key), allowed)}")


def check_whole(value: object, low: int, high: int, where: str) -> int:
    """Refuse anything but a whole number in a range.

    Parameters
    ----------
    value : object
        What was given.
    low, high : int
        Closed range allowed.
    where : str
        File and key to name in a message.

    Returns
    -------
    int
        The value.

    Raises
    ------
    InputError
        If it is not an ``int``, or out of range.

    Examples
    --------
    >>> check_whole(7, 1, 10, "a.toml, days")
    7
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputError(f"{where}: expected a whole number, got {shown(value)}")
    if not low <= value <= high:
        raise InputError(f"{where}: {shown(value)} is outside the range {low:,} to {high:,}")
    return value


def check_text(value: object, where: str, one_line: bool = False) -> str:
    """Refuse anything but text.

    Parameters
    ----------
    value : object
        What was given.
    where : str
        File and key to name in a message.
    one_line : bool
        Refuse blank text, line breaks and control characters too.

    Returns
    -------
    str
        The text.

    Raises
    ------
    InputError
        If it is not text, or not one line of it where that is asked for.

    Examples
    --------
    >>> check_text("An ordinary hospital", "a.toml, title", one_line=True)
    'An ordinary hospital'
    """
    if not isinstance(value, str):
        raise InputError(f"{where}: expected text, got {shown(value)}")
    if one_line and (not value.strip() or not value.isprintable()):
        raise InputError(f"{where}: expected one line of text, got {shown(value)}")
    return value


def check_date(value: object, where: str) -> date:
    """Refuse anything but a date without a time.

    Parameters
    ----------
    value : object
        What was given.
    where : str
        File and key to name in a message.

    Returns
    -------
    date
        The date.

    Raises
    ------
    InputError
        If it is not a date, or has a time of day.

    Examples
    --------
    >>> check_date("2005", "a.toml, start")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: a.toml, start: expected a date such as 2005-01-01, got '2005'
    """
    if not isinstance(value, date) or isinstance(value, datetime):
        raise InputError(f"{where}: expected a date such as 2005-01-01, got {shown(value)}")
    return value


def check_table(value: object, where: str) -> dict[str, Any]:
    """Refuse anything but a table of keys and values.

    Parameters
    ----------
    value : object
        What was given.
    where : str
        File and key to name in a message.

    Returns
    -------
    dict
        The table.

    Raises
    ------
    InputError
        If it is not a table.

    Examples
    --------
    >>> check_table({"fear": 0.5}, "a.toml, [dials]")
    {'fear': 0.5}
    """
    if not isinstance(value, dict):
        raise InputError(f"{where}: expected a table of names and values, got {shown(value)}")
    return value


def read_text(path: Path, where: str) -> str:
    """Read a text file a person named.

    Parameters
    ----------
    path : Path
        The file.
    where : str
        What to call it in a message.

    Returns
    -------
    str
        Its text; a byte-order mark is dropped.

    Raises
    ------
    InputError
        If it is missing, a folder, not readable, or not UTF-8.

    Examples
    --------
    >>> read_text(Path("nowhere.toml"), "scenario file nowhere.toml")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: scenario file nowhere.toml: no such file
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{where}: no such file") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(f"{where}, line {line}: is not UTF-8 text; save it as UTF-8") from None
    except (OSError, ValueError) as error:
        reason = str(getattr(error, "strerror", None) or error).lower()
        raise InputError(f"{where}: cannot be read: {reason}") from None


def parse_toml(text: str, where: str) -> dict[str, Any]:
    """Parse TOML a person wrote.

    Parameters
    ----------
    text : str
        TOML.
    where : str
        File to name in a message.

    Returns
    -------
    dict
        Its tables.

    Raises
    ------
    InputError
        If it is not TOML; the message gives the line.

    Examples
    --------
    >>> parse_toml("days = ", "a.toml")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: a.toml: is not valid TOML: Invalid value (at end of document)
    """
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else error
        raise InputError(f"{where}: is not valid TOML: {reason}") from None


def parse_value(text: str) -> object:
    """Read a value typed at a command line as TOML would, else as plain text.

    Parameters
    ----------
    text : str
        What was typed.

    Returns
    -------
    object
        A number, bool, date, list or text.

    Examples
    --------
    >>> parse_value("0.25"), parse_value("true"), parse_value("An ordinary hospital")
    (0.25, True, 'An ordinary hospital')
    """
    try:
        table = parse_toml(f"value = {text}", "value")
    except InputError:
        return text
    return table["value"] if len(table) == 1 else text


def check_file(value: object, folder: Path, where: str) -> str:
    """Refuse anything but the path of a file that is there; return it made absolute."""
    path = str((folder / check_text(value, where, one_line=True)).resolve())
    if not os.path.isfile(path):  # noqa: PTH113  (Path.is_file raises on a name too long)
        raise InputError(f"{where}: no such file: {path}")
    return path


def find_name(key: str, homes: Mapping[str, Collection[str]], where: str) -> tuple[str, str]:
    """Find the table that a name belongs to.

    Parameters
    ----------
    key : str
        A name, plain or after its table and a dot.
    homes : mapping of str to collection of str
        Names in each table, the first table wins; ``""`` for names outside any table.
    where : str
        What to name in a message.

    Returns
    -------
    table, name : str
        A name after a table is not checked.

    Raises
    ------
    InputError
        If a plain name is in no table; the message gives the nearest one.

    Examples
    --------
    >>> find_name("fear", {"": ["days"], "dials": ["fear"]}, "--set")
    ('dials', 'fear')
    """
    table, dot, name = key.partition(".")
    if dot and table in homes:
        return table, name
    for home, names in homes.items():
        if key in names:
            return home, key
    hint = nearest(key, [name for names in homes.values() for name in names])
    raise InputError(f"{where}: nothing is called {shown(key)}{hint}")
