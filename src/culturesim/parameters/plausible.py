"""Ensembles of plausible sets of parameters, checked when read.

A set is plausible when every tuning pattern lay in its band when the model was simulated with it.
Sets carry no probability: they are a sample of what the published numbers leave open. The ensemble
of the package is read when a set of it is first asked for.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from culturesim.errors import InputError, check_whole
from culturesim.parameters.registry import check_value, load_registry
from culturesim.parameters.values import Parameters

__all__ = ["Plausible", "check_set", "fingerprint", "load_plausible", "packaged"]
__all__ += ["read_plausible", "with_set"]

FILE = "plausible.parquet"


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

    def __len__(self) -> int:
        """Count the sets."""
        return len(self.rows)

    def outline(self) -> dict[str, Any]:
        """Say what results tell of the ensemble they were drawn from.

        Returns
        -------
        dict
            sha256, sets, parameters, model (fingerprint of the model that was searched) and
            provisional (why the ensemble is not to be relied on; empty if it is).
        """
        told = {key: str(self.about.get(key, "")) for key in ("model", "provisional")}
        return {"sha256": self.checksum, "sets": len(self), "parameters": list(self.names), **told}


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


def packaged() -> Path:
    """Find the ensemble of the package.

    Returns
    -------
    Path
        The Parquet file, whether it is there or not.

    Examples
    --------
    >>> packaged().name
    'plausible.parquet'
    """
    return Path(str(files("culturesim.parameters") / FILE))


def fingerprint() -> str:
    """Tell the ensemble of the package from others without reading its sets.

    Returns
    -------
    str
        Sixteen hexadecimal digits; empty if there is none.

    Examples
    --------
    >>> len(fingerprint()) in (0, 16)
    True
    """
    path = packaged()
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


@lru_cache(maxsize=1)
def load_plausible() -> Plausible:
    """Read the ensemble of the package, once.

    Returns
    -------
    Plausible
        The sets.

    Raises
    ------
    InputError
        As :func:`read_plausible`.

    Examples
    --------
    >>> len(load_plausible()) > 0
    True
    """
    return read_plausible(packaged())


def check_set(number: object, where: str) -> int | None:
    """Check the number of a set of the package's ensemble.

    Parameters
    ----------
    number : object
        From 0; None for the defaults.
    where : str
        File and key to name in a message.

    Returns
    -------
    int or None
        The number.

    Raises
    ------
    InputError
        If it is not a whole number or there is no such set, or as :func:`read_plausible`.

    Examples
    --------
    >>> check_set(-1, "a.toml, parameter_set")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: a.toml, parameter_set: -1 is outside the range 0 to ...
    """
    return None if number is None else check_whole(number, 0, len(load_plausible()) - 1, where)


def with_set(parameters: Parameters, number: int | None, where: str) -> Parameters:
    """Put a set of the package's ensemble in the place of defaults.

    Parameters
    ----------
    parameters : Parameters
        What the set does not say stays as it is here.
    number : int or None
        Number of the set, from 0; None changes nothing.
    where : str
        File and key to name in a message.

    Returns
    -------
    copy : Parameters
        The copy.

    Raises
    ------
    InputError
        As :func:`check_set`, or if the values do not fit together.

    Examples
    --------
    >>> with_set(Parameters.default(), None, "") == Parameters.default()
    True
    """
    if check_set(number, where) is None:
        return parameters
    values = load_plausible().taken(int(number or 0))
    return parameters.replace(f"{where} {number}", **values)


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
