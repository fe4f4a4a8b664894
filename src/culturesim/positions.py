"""Named whole numbers that compiled loops take for constants."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

__all__ = ["named_numbers"]


def named_numbers(name: str, numbers: Mapping[str, int]) -> Any:
    """Make an object whose attributes are whole numbers.

    Parameters
    ----------
    name : str
        What the numbers are, for messages.
    numbers : mapping of str to int
        Number by attribute name.

    Returns
    -------
    module
        With the numbers as attributes, and ``_fields``, their names in order. A module, because
        compiled loops read its attributes as constants one by one; of a named tuple they would
        take in all numbers wherever one is used, which made compiling a third slower.

    Examples
    --------
    >>> COLUMN = named_numbers("columns", {"fear": 0, "voice": 1})
    >>> COLUMN.voice, COLUMN._fields
    (1, ('fear', 'voice'))
    """
    made = ModuleType(name)
    vars(made).update(numbers, _fields=tuple(numbers))
    return made
