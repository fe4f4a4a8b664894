"""The columns of the model: population, name, kind, unit, initial value and owner phase.

A population holds two blocks, one of float64 and one of int32; staff hold a third of int8, for what
is told in a small number: flags and codes. A column is a row of its block.
``SF``, ``TF``, ``WF``, ``PF``, ``MF``, ``HF``, ``OF`` and ``RF`` give the row of a float column by
name for staff, teams, wards, patients, managers, hospitals, oversight and regulators
(``SF.fear``); ``SI``, ``TI`` and so on that of an integer column (``SI.ward``), ``SB`` that of a
small one (``SB.grade``), so that compiled loops index with constants.

Examples
--------
>>> columns("staff", "float")[SF.fear].meaning
'believed chance of detriment after speaking'
"""

from __future__ import annotations

from typing import Any, NamedTuple

from culturesim.positions import named_numbers
from culturesim.state.tables import TABLES


class Column(NamedTuple):
    """One column of one population.

    Attributes
    ----------
    population, name, kind : str
        Population, name and block: ``float``, ``int`` or ``byte`` (-128 to 127).
    unit : str
        Unit, ``-`` for none; ``code``, ``row``, ``bool``, ``index`` and ``ledger`` for what is no measure.
    initial : float
        Value before the first morning.
    owner : str
        Phase that writes it; ``build`` for what never changes after the start.
    meaning : str
        One line.

    Examples
    --------
    >>> columns("ward", "int")[WI.beds].owner
    'build'
    """

    population: str
    name: str
    kind: str
    unit: str
    initial: float
    owner: str
    meaning: str


def _rows(population: str, kind: str, text: str) -> list[Column]:
    """Parse ``name | unit | initial | owner | meaning`` lines."""
    rows = []
    for line in text.strip().splitlines():
        name, unit, initial, owner, meaning = (part.strip() for part in line.split("|"))
        rows.append(Column(population, name, kind, unit, float(initial), owner, meaning))
    return rows


SCHEMA: tuple[Column, ...] = tuple(
    column
    for (population, kind), text in TABLES.items()
    for column in _rows(population, kind, text)
)
POPULATIONS: tuple[str, ...] = (
    "staff", "team", "ward", "patient", "manager", "hospital", "oversight", "regulator",
)  # fmt: skip


def columns(population: str, kind: str | None = None) -> tuple[Column, ...]:
    """List the columns of one population.

    Parameters
    ----------
    population : str
        One of `POPULATIONS`.
    kind : str, optional
        ``"float"``, ``"int"`` or ``"byte"``; all, in this order, if left out.

    Returns
    -------
    tuple of Column
        In the order of their rows; none for a population that is not known.

    Examples
    --------
    >>> [column.name for column in columns("team", "float")]
    ['event_severity']
    """
    return tuple(c for c in SCHEMA if c.population == population and kind in (None, c.kind))


def _positions(population: str, kind: str) -> Any:
    """Named positions of a block's columns, constants inside compiled loops."""
    found = enumerate(columns(population, kind))
    return named_numbers(f"{population}, {kind} columns", {c.name: row for row, c in found})


SF, SI = _positions("staff", "float"), _positions("staff", "int")
SB = _positions("staff", "byte")
TF, TI = _positions("team", "float"), _positions("team", "int")
WF, WI = _positions("ward", "float"), _positions("ward", "int")
PF, PI = _positions("patient", "float"), _positions("patient", "int")
MF, MI = _positions("manager", "float"), _positions("manager", "int")
HF, HI = _positions("hospital", "float"), _positions("hospital", "int")
OF, OI = _positions("oversight", "float"), _positions("oversight", "int")
RF, RI = _positions("regulator", "float"), _positions("regulator", "int")
