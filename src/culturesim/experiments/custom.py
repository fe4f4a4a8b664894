"""A design of one's own: a CSV or Parquet file with a column a factor."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from culturesim import errors
from culturesim.errors import InputError
from culturesim.experiments.designs import MAX_POINTS
from culturesim.experiments.factors import Factor, read_factors

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_points", "table_factors"]

MOST_LISTED = 50  # different values of a column that are written out in the stored file


def _frame(path: Path, where: str) -> pd.DataFrame:
    """Read a file of points, its column names exactly as written."""
    import pandas as pd
    import pyarrow as pa

    if not path.is_file():
        raise InputError(f"{where}: no such file: {path}")
    try:
        if path.suffix.lower() == ".parquet":
            frame = pd.read_parquet(path)
            names = [str(name) for name in frame.columns]
        else:
            with path.open(encoding="utf-8-sig", newline="") as file:
                names = next(csv.reader(file), [])
            _check_names(names, path)
            frame = pd.read_csv(path, encoding="utf-8-sig", skipinitialspace=True)
    except InputError:
        raise
    except (OSError, ValueError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0]
        raise InputError(f"{path}: cannot be read as a table of points: {reason}") from None
    _check_names(names, path)
    if not 0 < len(frame) <= MAX_POINTS:
        raise InputError(f"{path}: {len(frame):,} points; 1 to {MAX_POINTS:,} are allowed")
    return frame


def _check_names(names: list[str], path: Path) -> None:
    for k, name in enumerate(names):
        if not name.strip():
            raise InputError(f"{path}: column {k + 1} has no name")
        if name in names[:k]:
            raise InputError(f"{path}: column {errors.shown(name)} is there twice")


def table_factors(path: Path, known: tuple[Factor, ...], where: str) -> tuple[Factor, ...]:
    """Factors of a table of points: those declared, and its other columns by their names.

    Parameters
    ----------
    path : Path
        The file.
    known : tuple of Factor
        Factors that the experiment file declares.
    where : str
        File and key to name in a message.

    Returns
    -------
    tuple of Factor
        In the order of the columns; a column ``point`` is no factor.

    Raises
    ------
    InputError
        If the file cannot be read, a declared column is missing, or a column is no factor.
    """
    frame = _frame(path, where)
    declared = {factor.name: factor for factor in known}
    missing = [f.name for f in known if not f.is_constant and f.name not in frame.columns]
    if missing:
        raise InputError(f"{path}: column {missing[0]} is missing, which [factors] declares")
    factors = []
    for name in frame.columns:
        if name == "point":
            continue
        if name in declared and declared[name].is_constant:
            raise InputError(f"{path}: column {name} is a constant in [factors]; leave one out")
        if name in declared:
            factors.append(declared[name])
            continue
        values = frame[name].drop_duplicates().tolist()
        found: Any = [_checked(name, v, path) for v in values]
        if len(found) > MOST_LISTED and not isinstance(found[0], str | bool):
            found = {"low": min(found), "high": max(found)}  # each value is checked as it is read
        factors += read_factors({name: found}, str(path))
    if not factors:
        raise InputError(f"{path}: no column sets anything")
    return tuple(factors)


def _checked(name: str, value: Any, path: Path) -> Any:
    if isinstance(value, float) and not abs(value) < float("inf"):
        raise InputError(f"{path}, column {name}: {value} is not a finite number")
    return value


def read_points(path: Path, factors: tuple[Factor, ...], where: str) -> pd.DataFrame:
    """Read a table of points, each value checked.

    Parameters
    ----------
    path : Path
        The file.
    factors : tuple of Factor
        Its columns.
    where : str
        File and key to name in a message.

    Returns
    -------
    DataFrame
        A column a factor.

    Raises
    ------
    InputError
        If a value is missing, not finite, of the wrong type or out of range; the message names
        the row, the first after the header being 1.
    """
    import pandas as pd

    frame = _frame(path, where)
    columns = {}
    for factor in factors:
        found = []
        for row, value in enumerate(frame[factor.name].tolist(), start=1):
            at = f"{path}, row {row}, column {factor.name}"
            found.append(factor.target.check(value, at))
        columns[factor.name] = found
    return pd.DataFrame(columns)
