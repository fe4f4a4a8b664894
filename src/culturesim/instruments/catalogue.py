"""The catalogue: every instrument of the model, in the order in which a signal travels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from culturesim.errors import InputError, nearest
from culturesim.instruments.hospitals import HOSPITAL_INSTRUMENTS
from culturesim.instruments.kinds import Instrument
from culturesim.instruments.outside import OUTSIDE_INSTRUMENTS
from culturesim.instruments.wards import WARD_INSTRUMENTS

__all__ = ["CATALOGUE", "describe"]

_WORDS = ("population", "sampling", "delay", "noise", "cost", "gaming")

#: Every instrument by name.
CATALOGUE: dict[str, Instrument] = {
    instrument.name: instrument
    for instrument in (*WARD_INSTRUMENTS, *HOSPITAL_INSTRUMENTS, *OUTSIDE_INSTRUMENTS)
}


def describe(name: str, parameters: Mapping[str, Any]) -> dict[str, str]:
    """Fill an instrument's descriptions with the values of parameters.

    Parameters
    ----------
    name : str
        Instrument, as in `CATALOGUE`.
    parameters : mapping
        Values by name, such as `culturesim.parameters.Parameters`.

    Returns
    -------
    dict of str to str
        ``population``, ``sampling``, ``delay``, ``noise``, ``cost`` and ``gaming``.

    Raises
    ------
    InputError
        If there is no such instrument.

    Examples
    --------
    >>> from culturesim.parameters import Parameters
    >>> describe("inspection", Parameters.default().replace(inspect_gap=90))["delay"]
    'every 1095 days by diary, sooner on signals but at least 90 days apart'
    """
    if name not in CATALOGUE:
        raise InputError(f"no instrument is called {name!r}{nearest(name, CATALOGUE)}")
    instrument = CATALOGUE[name]
    values = {row: parameters[row] for row in instrument.parameters}
    return {word: getattr(instrument, word).format(**values) for word in _WORDS}
