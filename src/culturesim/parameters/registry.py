"""The table of parameters: read from ``registry.csv``, checked, and turned into positions.

One row is one number of the model. The same file gives run-time defaults, range checks and the
tables of the manual, so they cannot disagree. The columns are ``name, group, type, unit, default,
low, high, description, source, status``.

A status says how far a default can be trusted: ``V`` verified against the source named, ``R``
recalled and not checked again, ``D`` derived from sourced numbers, ``C`` computed (calibrated or
measured with this model), ``A`` assumed.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from keyword import iskeyword
from pathlib import Path
from typing import Any

from culturesim.errors import InputError, nearest, shown
from culturesim.positions import named_numbers

__all__ = ["COLUMNS", "REGISTRY_FILE", "STATUSES", "TYPES", "P", "Registry", "Row"]
__all__ += [
    "allowed_range",
    "check_value",
    "load_registry",
    "read_registry",
    "read_settings",
    "typed",
]

REGISTRY_FILE = Path(__file__).with_name("registry.csv")
TYPES = ("float", "int", "bool")
STATUSES = ("V", "R", "D", "C", "A")
_KINDS = {"float": "a number", "int": "a whole number", "bool": "true or false"}
# Names that a namedtuple or the Parameters object already uses for something else.
RESERVED = {"count", "index", "get", "items", "keys", "values"}
RESERVED |= {"changed", "default", "replace", "stored", "vector", "where"}


@dataclass(frozen=True, slots=True)
class Row:
    """One parameter.

    Attributes
    ----------
    name : str
        A Python identifier.
    group : str
        The social process it belongs to.
    type : str
        ``"float"``, ``"int"`` or ``"bool"``.
    unit : str
        Unit in brackets style, ``"-"`` for none.
    default, low, high : float
        Value used unless changed, and the closed range allowed, in ``unit``.
    description, source : str
        What it is, and where its default comes from.
    status : str
        ``V``, ``R``, ``D``, ``C`` or ``A``, see the module.

    Examples
    --------
    >>> row = load_registry()["manager_blame"]
    >>> row.low <= row.default <= row.high
    True
    """

    name: str
    group: str
    type: str
    unit: str
    default: float
    low: float
    high: float
    description: str
    source: str
    status: str


COLUMNS: tuple[str, ...] = tuple(Row.__dataclass_fields__)


@dataclass(frozen=True)
class Registry(Mapping[str, Row]):
    """All parameters in file order: a mapping from name to :class:`Row`.

    Parameters
    ----------
    rows : tuple of Row
        The parameters, in the order of the parameter vector.

    Examples
    --------
    >>> registry = load_registry()
    >>> registry.names[registry.position("manager_blame")]
    'manager_blame'
    """

    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        """Build the index from names to positions."""
        index = {row.name: place for place, row in enumerate(self.rows)}
        object.__setattr__(self, "_positions", index)

    @property
    def names(self) -> tuple[str, ...]:
        """Parameter names in vector order."""
        return tuple(row.name for row in self.rows)

    def position(self, name: str, where: str = "parameters") -> int:
        """Find the place of a parameter in the vector.

        Parameters
        ----------
        name : str
            Parameter name.
        where : str
            File and table to name in the message.

        Returns
        -------
        int
            Position, from 0.

        Raises
        ------
        InputError
            If there is no such parameter; the message gives the nearest name.

        Examples
        --------
        >>> load_registry().position("manager_blam")
        Traceback (most recent call last):
            ...
        culturesim.errors.InputError: parameters: no parameter 'manager_blam'; did you mean \
'manager_blame'?
        """
        positions: dict[str, int] = self._positions  # type: ignore[attr-defined]
        if name not in positions:
            raise InputError(f"{where}: no parameter {name!r}{nearest(name, positions)}")
        return positions[name]

    def __getitem__(self, name: str) -> Row:
        """Return the row of a parameter; ``KeyError`` if there is none."""
        positions: dict[str, int] = self._positions  # type: ignore[attr-defined]
        return self.rows[positions[name]]

    def __iter__(self) -> Iterator[str]:
        """Iterate over names in vector order."""
        return iter(self.names)

    def __len__(self) -> int:
        """Count the parameters."""
        return len(self.rows)


def read_registry(path: Path) -> Registry:
    """Read and check a table of parameters.

    Parameters
    ----------
    path : Path
        A CSV file with the columns of :data:`COLUMNS`.

    Returns
    -------
    Registry
        The checked table.

    Raises
    ------
    InputError
        If the file cannot be read, a column is missing, a name is doubled or unusable, a cell is
        empty, a type or status is unknown, a number is not one, or a default is out of range.

    Examples
    --------
    >>> len(read_registry(REGISTRY_FILE)) > 10
    True
    """
    where = f"registry {path.name}"
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise InputError(f"{where}: the header must be {','.join(COLUMNS)}")
            rows = tuple(_row(cells, f"{where}, line {reader.line_num}") for cells in reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{where}: cannot be read as UTF-8 CSV: {error}") from error
    _check_no_doubles(rows, where)
    return Registry(rows)


def _row(cells: Mapping[str | None, Any], where: str) -> Row:
    if None in cells or None in cells.values():
        raise InputError(f"{where}: {len(COLUMNS)} cells are needed; quote text with commas")
    text = {str(column): str(cell).strip() for column, cell in cells.items()}
    where = f"{where}, {text['name'] or 'no name'}"
    for column, cell in text.items():
        if not cell:
            raise InputError(f"{where}, {column}: is empty")
    name = text["name"]
    usable = name.isidentifier() and name.isascii() and name[0] != "_"
    if not usable or iskeyword(name) or name in RESERVED:
        raise InputError(
            f"{where}: not usable as a name (an identifier, no keyword or reserved name)"
        )
    for column, allowed in (("type", TYPES), ("status", STATUSES)):
        if text[column] not in allowed:
            raise InputError(f"{where}, {column}: {text[column]!r} is none of {', '.join(allowed)}")
    numbers = {key: _number(text[key], f"{where}, {key}") for key in ("default", "low", "high")}
    row = Row(**(text | numbers))  # type: ignore[arg-type]
    _check_range(row, where)
    return row


def _number(text: str, where: str) -> float:
    try:
        value = float({"true": "1", "false": "0"}.get(text.lower(), text))
    except ValueError:
        raise InputError(f"{where}: {text!r} is not a number") from None
    if not math.isfinite(value):
        raise InputError(f"{where}: {text} is not finite")
    return value + 0.0  # turns -0.0 into 0.0, so equal tables have equal bits


def _check_range(row: Row, where: str) -> None:
    if not row.low <= row.default <= row.high:
        raise InputError(f"{where}: default {row.default:g} outside {row.low:g} to {row.high:g}")
    if row.type == "bool" and (row.low, row.high) != (0.0, 1.0):
        raise InputError(f"{where}: a bool ranges from 0 to 1")
    if row.type != "float" and any(v % 1 for v in (row.default, row.low, row.high)):
        raise InputError(f"{where}: type {row.type} needs whole numbers")


def _check_no_doubles(rows: tuple[Row, ...], where: str) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.name in seen:
            raise InputError(f"{where}, {row.name}: is there twice")
        seen.add(row.name)


@cache
def load_registry() -> Registry:
    """Read the table of parameters shipped with the package, once.

    Returns
    -------
    Registry
        Every parameter of the model.

    Examples
    --------
    >>> "manager_blame" in load_registry()
    True
    """
    return read_registry(REGISTRY_FILE)


def check_value(name: str, value: object, where: str) -> float:
    """Check one value against the registry.

    Parameters
    ----------
    name : str
        Parameter name.
    value : object
        A number in the unit of the parameter; ``True``, ``False``, 1 or 0 for a bool.
    where : str
        File and table to name in a message.

    Returns
    -------
    float
        The value as stored: bools as 0.0 or 1.0, never -0.0.

    Raises
    ------
    InputError
        If the name is unknown, the value is of the wrong type, not finite, or out of range.

    Examples
    --------
    >>> check_value("manager_blame", 0.25, "scenario file a.toml, [parameters]")
    0.25
    """
    registry = load_registry()
    row = registry.rows[registry.position(name, where)]
    plain: Any = _without_numpy(value)
    fits = {"float": _is_number, "int": _is_whole, "bool": _is_truth}[row.type]
    if not fits(plain):
        raise InputError(f"{where}, {name}: expected {_KINDS[row.type]}, got {shown(plain)}")
    if not row.low <= plain <= row.high:  # NaN and infinities fail here too
        raise InputError(
            f"{where}, {name}: {shown(plain)} is outside the range {allowed_range(row)}"
        )
    return float(plain) + 0.0  # turns -0.0 into 0.0, so equal sets have equal bits


def _without_numpy(value: Any) -> Any:
    is_scalar = type(value).__module__ == "numpy" and getattr(value, "ndim", 1) == 0
    return value.item() if is_scalar else value


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_whole(value: Any) -> bool:
    return _is_number(value) and value % 1 == 0


def _is_truth(value: Any) -> bool:
    return isinstance(value, (int, float)) and value in {0, 1}


def allowed_range(row: Row) -> str:
    """Say in words what a parameter may be.

    Parameters
    ----------
    row : Row
        The parameter.

    Returns
    -------
    str
        Its range with its unit.

    Examples
    --------
    >>> allowed_range(load_registry()["manager_blame"])
    '0 to 1'
    """
    unit = "" if row.unit == "-" else f" {row.unit}"
    return f"{row.low:.12g} to {row.high:.12g}{unit}"


def typed(row: Row, stored: float) -> Any:
    """Turn a stored value back into its registry type: ``float``, ``int`` or ``bool``."""
    return {"float": float, "int": int, "bool": bool}[row.type](stored)


def read_settings(table: Mapping[str, object], where: str) -> tuple[tuple[str, Any], ...]:
    """Check a table of parameter values.

    Parameters
    ----------
    table : mapping
        Name to value, in registry units.
    where : str
        File and table to name in a message.

    Returns
    -------
    tuple of (str, float)
        The same, in the same order, each value in its registry type.

    Raises
    ------
    InputError
        If a name is unknown or a value is of the wrong type or out of range.

    Examples
    --------
    >>> read_settings({"manager_blame": 1}, "a.toml, [parameters]")
    (('manager_blame', 1.0),)
    """
    rows = load_registry()
    checked = {name: check_value(name, value, where) for name, value in table.items()}
    return tuple((name, typed(rows[name], value)) for name, value in checked.items())


#: Positions of parameters in the vector, by name: ``vector[P.manager_blame]``.
P: Any = named_numbers("parameters", {n: k for k, n in enumerate(load_registry().names)})
