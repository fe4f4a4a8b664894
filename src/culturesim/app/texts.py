"""Every sentence of the page, from one catalogue that can be translated."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["catalogue", "section", "t"]

LANGUAGE = "en-GB"


@cache
def catalogue() -> dict[str, str]:
    """Read the catalogue.

    Returns
    -------
    dict
        Key, as in ``"what_if.title"``, to text with ``{places}`` to fill.

    Examples
    --------
    >>> catalogue()["frame.what_if"]
    'What if'
    """
    path = Path(__file__).with_name("texts.toml")
    found: dict[str, str] = {}
    _flatten(tomllib.loads(path.read_text(encoding="utf-8")), "", found)
    return found


def _flatten(table: dict[str, Any], prefix: str, found: dict[str, str]) -> None:
    for key, value in table.items():
        if isinstance(value, dict):
            _flatten(value, f"{prefix}{key}.", found)
        else:
            found[prefix + key] = str(value)


def t(key: str, **values: object) -> str:
    """Look a text up and fill its places.

    Parameters
    ----------
    key : str
        Its key.
    **values
        What goes into its places.

    Returns
    -------
    str
        The text.

    Raises
    ------
    KeyError
        If the catalogue has no such text: a defect, which a test looks for.

    Examples
    --------
    >>> t("progress.done", n=8, total=100)
    '8 of 100 pairs of runs'
    """
    text = catalogue()[key]
    return text.format(**values) if values else text


def section(name: str) -> dict[str, str]:
    """Take all texts of a section as they stand, places unfilled, for a component to fill.

    Parameters
    ----------
    name : str
        Name of the section.

    Returns
    -------
    dict
        The last part of each key, to the text.

    Examples
    --------
    >>> section("progress")["cancel"]
    'Stop'
    """
    return {key.partition(".")[2]: text for key, text in catalogue().items()
            if key.startswith(f"{name}.")}  # fmt: skip
