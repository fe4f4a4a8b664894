"""Simulated sets on disk: a line each, so that a search that was stopped goes on where it was."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from culturesim.errors import InputError

__all__ = ["Rows", "digest", "open_rows"]

OBSERVERS = ("measures", "calibrating/emulator.py", "calibrating/matching.py",
             "calibrating/showing.py", "observed.py", "patterns.json",
             "records.py", "statistics.py", "validation.py", "worlds.py")  # fmt: skip


@dataclass(slots=True)
class Rows:
    """Sets and what they showed.

    Attributes
    ----------
    path : Path or None
        The file; None to keep them in memory only.
    shares : list of list of float
        A set each, as shares of the priors. [-]
    shown : list of dict
        Numbers by ``"C05.reported"``; None where one could not be measured.
    waves : list of int
        Wave in which each was simulated. [-]

    Examples
    --------
    >>> rows = Rows(None)
    >>> rows.add(0, [0.5], {"C05.reported": 12.0})
    >>> rows.matrix(["C05.reported"]).tolist()
    [[12.0]]
    """

    path: Path | None
    shares: list[list[float]] = field(default_factory=list)
    shown: list[dict[str, float | None]] = field(default_factory=list)
    waves: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        """Count the sets."""
        return len(self.shares)

    def add(self, wave: int, shares: list[float], shown: Mapping[str, float | None]) -> None:
        """Keep a set, on disk at once.

        Parameters
        ----------
        wave : int
            Its wave. [-]
        shares : list of float
            Where it lies in the priors. [-]
        shown : mapping
            What it showed.
        """
        self.shares.append(shares)
        self.shown.append(dict(shown))
        self.waves.append(wave)
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({"wave": wave, "x": shares, "y": dict(shown)}) + "\n")

    def matrix(self, names: list[str]) -> NDArray[np.float64]:
        """Give numbers as a table.

        Parameters
        ----------
        names : list of str
            Which.

        Returns
        -------
        ndarray of float64, shape (n_sets, n_names)
            Not-a-number where one could not be measured.
        """
        found = [[_number(shown.get(name)) for name in names] for shown in self.shown]
        return np.array(found, dtype=np.float64).reshape(len(self), len(names))


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)


def digest() -> str:
    """Fingerprint of how patterns are measured and sets chosen: worlds, measures, bands, search.

    Returns
    -------
    str
        Sixteen hexadecimal digits.

    Examples
    --------
    >>> len(digest())
    16
    """
    room = Path(__file__).resolve().parent.parent
    whole = hashlib.sha256()
    for name in OBSERVERS:
        path = room / name
        for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            whole.update(file.read_bytes() + b"\0")
    return whole.hexdigest()[:16]


def open_rows(path: Path, about: Mapping[str, Any]) -> Rows:
    """Begin a file of sets, or read what is there.

    Parameters
    ----------
    path : Path
        The file.
    about : mapping
        What decides the sets: fingerprints of task and model.

    Returns
    -------
    Rows
        The sets so far. A last line that was cut off is dropped.

    Raises
    ------
    InputError
        If the file belongs to another task or another version of the model, or is damaged.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(dict(about)) + "\n", encoding="utf-8")
        return Rows(path)
    text = path.read_text(encoding="utf-8")
    whole, _, torn = text.rpartition("\n")
    if torn:
        path.write_text(whole + "\n", encoding="utf-8")
    rows = Rows(None)
    try:
        first, *lines = [json.loads(line) for line in whole.splitlines()]
        for line in lines:
            rows.add(int(line["wave"]), [float(v) for v in line["x"]], dict(line["y"]))
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: is damaged; delete it to begin anew") from error
    for key, value in about.items():
        if first.get(key) != value:
            raise InputError(f"{path}: was begun with another {key}; give another --out, or "
                             "delete it to begin anew")  # fmt: skip
    rows.path = path
    return rows
