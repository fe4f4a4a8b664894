"""Ensembles of plausible sets of parameters, checked when read.

A set is plausible when every tuning pattern lay in its band when the model was simulated with it.
Sets carry no probability: they are a sample of what the published numbers leave open.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from culturesim.errors import InputError
from culturesim.parameters.registry import check_value, load_registry

__all__ = ["Plausible", "read_plausible"]


@dataclass(frozen=True, slots=True)
class Plausible:
    """Plausible sets of parameters.

    Attributes
    ----------
    names : tuple of str
        Parameters that vary.
    rows : tuple of tuple of float
        One set a row, in the order of ``names``. [units of the registry]
    checksum : str
        SHA-256 of the file, in hexadecimal digits.
    about : dict
        How the sets were found: tuning patterns, budget, seed, simulated and accepted sets.

    Examples
    --------
    >>> Plausible(("witness",), ((0.3,), (0.4,)), "", {}).taken(3)
    {'witness': 0.4}
    """

    names: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]
    checksum: str
    about: dict[str, Any]

    def taken(self, k: int) -> dict[str, float]:
        """Take one set; after the last one it begins anew.

        Parameters
        ----------
        k : int
            Number of the set, 0 or more. [-]

        Returns
        -------
        dict
            Name to value, in registry units.
        """
        return dict(zip(self.names, self.rows[k % len(self.rows)], strict=True))


def read_plausible(path: Path) -> Plausible:
    """Read and check an ensemble: a Parquet file and the JSON beside it that holds its checksum.

    Parameters
    ----------
    path : Path
        The Parquet file, a column a parameter and a row a set.

    Returns
    -------
    Plausible
        The sets.

    Raises
    ------
    InputError
        If a file is missing or unreadable, the checksum differs, there is no set, a parameter is
        not known, or a value is out of range.

    Examples
    --------
    >>> read_plausible(Path("nowhere.parquet"))
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: plausible sets nowhere.parquet: cannot be read: ...
    """
    where = f"plausible sets {path.name}"
    try:
        raw = path.read_bytes()
        about = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        expected = about["sha256"]
    except OSError as error:
        raise InputError(f"{where}: cannot be read: {(error.strerror or '').lower()}") from error
    except (ValueError, KeyError, TypeError) as error:
        name = path.with_suffix(".json").name
        raise InputError(f"{where}: {name} beside it must be JSON with a key sha256") from error
    found = hashlib.sha256(raw).hexdigest()
    if found != expected:
        raise InputError(f"{where}: is damaged: its checksum is {found[:12]}..., "
                         f"{str(expected)[:12]}... is written beside it; make it "
                         "again")  # fmt: skip
    names, columns = _columns(path, where)
    for name, values in zip(names, columns, strict=True):
        for value in values:
            check_value(name, value, where)
    rows = tuple(zip(*columns, strict=True))
    if not rows:
        raise InputError(f"{where}: holds no set; at least one is needed")
    return Plausible(names, rows, found, about)


def _columns(path: Path, where: str) -> tuple[tuple[str, ...], list[list[Any]]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{where}: is no Parquet file") from error
    for name in table.column_names:
        load_registry().position(name, where)
    return tuple(table.column_names), [column.to_pylist() for column in table.columns]
