"""Published patterns as records: what was found, where, how sure, and what the model may show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from culturesim.errors import InputError, nearest, shown
from culturesim.parameters import load_registry

__all__ = ["Part", "Pattern", "find_patterns", "load_patterns", "tuned_by"]

FILE = Path(__file__).resolve().parent / "patterns.json"


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a pattern.

    Attributes
    ----------
    key, label, unit : str
        Name within the pattern; what it is, in plain words; unit, empty for none.
    value, low, high : float or None
        Published figure, and its 95 % interval or the range of published figures. [unit]
    band_low, band_high : float or None
        Closed range in which the model is accepted; None for no bound, both None for a number
        that is shown and not judged. [unit]

    Examples
    --------
    >>> load_patterns()["C01"].parts[0].band
    '6 to 13'
    """

    key: str
    label: str
    unit: str
    value: float | None
    low: float | None
    high: float | None
    band_low: float | None
    band_high: float | None

    @property
    def has_band(self) -> bool:
        """Whether the number is judged."""
        return self.band_low is not None or self.band_high is not None

    @property
    def band(self) -> str:
        """The band in words; ``none set`` for a number that is not judged."""
        return _range(self.band_low, self.band_high) or "none set"

    @property
    def published(self) -> str:
        """The published figure in words, with its range; ``direction only`` if there is none."""
        spread = _range(self.low, self.high)
        if self.value is None:
            return spread or "direction only"
        return f"{self.value:g} ({spread})" if spread else f"{self.value:g}"

    def holds(self, value: float) -> bool | None:
        """Say whether a value lies in the band.

        Parameters
        ----------
        value : float
            What the model showed. [unit]

        Returns
        -------
        bool or None
            None if the number is not judged; not-a-number never lies in a band.

        Examples
        --------
        >>> load_patterns()["C01"].parts[0].holds(6.0)
        True
        """
        if not self.has_band:
            return None
        low = -float("inf") if self.band_low is None else self.band_low
        high = float("inf") if self.band_high is None else self.band_high
        return low <= value <= high


@dataclass(frozen=True, slots=True)
class Pattern:
    """One published pattern.

    Attributes
    ----------
    id, group, statement : str
        Number such as ``"C01"``; what it is about; what was found.
    source, doi, confidence : str
        Where; identifier, empty if there is none; ``verified`` or ``recalled``.
    design : str
        How a simulation should be measured to be comparable.
    caveat : str
        What speaks against leaning on it.
    miss : str
        Why the defaults miss it, as far as is known; empty if they do not.
    parts : tuple of Part
        Its numbers; the first is the headline, by which the pattern is judged.

    Examples
    --------
    >>> load_patterns()["C04"].headline.key
    'deaths'
    """

    id: str
    group: str
    statement: str
    source: str
    doi: str
    confidence: str
    design: str
    caveat: str
    miss: str
    parts: tuple[Part, ...]

    @property
    def headline(self) -> Part:
        """The number by which the pattern is judged."""
        return self.parts[0]


def _range(low: float | None, high: float | None) -> str:
    """Two ends in words; empty if there is neither."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"at least {low:g}"
    if low is None:
        return f"at most {high:g}"
    return f"{low:g} to {high:g}"


@lru_cache(maxsize=1)
def load_patterns() -> dict[str, Pattern]:
    """Read all patterns.

    Returns
    -------
    dict of str to Pattern
        By number, in order.

    Examples
    --------
    >>> len(load_patterns())
    33
    """
    entries: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    patterns = {}
    for entry in entries:
        parts = tuple(Part(**part) for part in entry.pop("parts"))
        entry["doi"] = entry["doi"] or ""
        patterns[entry["id"]] = Pattern(**entry, parts=parts)
    return patterns


def find_patterns(ids: Iterable[str] | None = None) -> tuple[Pattern, ...]:
    """Look up patterns by their numbers.

    Parameters
    ----------
    ids : iterable of str, optional
        Numbers such as ``"C07"``, capitals or not; all patterns if left out.

    Returns
    -------
    tuple of Pattern
        Those asked for, in order, each once.

    Raises
    ------
    InputError
        If a number is not known, or none is given.

    Examples
    --------
    >>> [pattern.id for pattern in find_patterns(["c11", "C01"])]
    ['C01', 'C11']
    """
    patterns = load_patterns()
    if ids is None:
        return tuple(patterns.values())
    wanted = [ids] if isinstance(ids, str) else list(ids)
    if not wanted:
        raise InputError("patterns: none asked for; allowed: C01 to C33")
    for name in wanted:
        if str(name).upper() not in patterns:
            hint = nearest(str(name).upper(), patterns)
            raise InputError(f"patterns: nothing is called {shown(name)}{hint or ''}"
                             "; allowed: C01 to C33")  # fmt: skip
    upper = {name.upper() for name in wanted}
    return tuple(pattern for name, pattern in patterns.items() if name in upper)


@lru_cache(maxsize=1)
def tuned_by() -> dict[str, tuple[str, ...]]:
    """List the parameters that were set so that the model shows a pattern.

    Returns
    -------
    dict of str to tuple of str
        Number of a pattern to parameters of status C whose source names it, in the order of the
        registry; empty for a pattern that was left alone.

    Examples
    --------
    >>> tuned_by()["C01"], tuned_by()["C29"]
    (('exposure_base',), ())
    """
    found: dict[str, list[str]] = {name: [] for name in load_patterns()}
    for row in load_registry().rows:
        if row.status == "C":
            for name in re.findall(r"\bC\d\d\b", row.source):
                if name in found:
                    found[name].append(row.name)
    return {name: tuple(rows) for name, rows in found.items()}
