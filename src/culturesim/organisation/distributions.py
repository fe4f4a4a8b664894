"""Distributions from which hospitals of a system are drawn."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from statistics import NormalDist
from typing import Any

from culturesim import errors
from culturesim.errors import InputError

__all__ = ["DISTRIBUTIONS", "Distribution", "read_distribution"]

#: Distributions by name, with the keys that each needs; low and high cut any of them off.
DISTRIBUTIONS: dict[str, tuple[str, ...]] = {
    "fixed": ("value",),
    "uniform": ("low", "high"),
    "normal": ("mean", "sd"),
    "lognormal": ("median", "spread"),
}
_KEYS = ("distribution", "value", "low", "high", "mean", "sd", "median", "spread")


@dataclass(frozen=True)
class Distribution:
    """One distribution, cut off at both ends.

    Attributes
    ----------
    distribution : str
        One of :data:`DISTRIBUTIONS`.
    value, mean, sd, median, spread : float or None
        What it needs, in the unit of the quantity; ``spread`` is the geometric standard deviation,
        1 or more. [-]
    low, high : float or None
        Ends: the part beyond them is left out, in the unit of the quantity.

    Examples
    --------
    >>> Distribution("normal", mean=0.0, sd=1.0).at(0.5)
    0.0
    """

    distribution: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    sd: float | None = None
    median: float | None = None
    spread: float | None = None

    def at(self, u: float) -> float:
        """Quantile.

        Parameters
        ----------
        u : float
            Share below, in [0, 1). [-]

        Returns
        -------
        float
            In the unit of the quantity, between the ends.

        Examples
        --------
        >>> Distribution("uniform", low=2.0, high=6.0).at(0.25)
        3.0
        """
        if self.distribution == "fixed":
            return float(self.value or 0.0)
        if self.distribution == "uniform":
            return float(self.low or 0.0) + u * (float(self.high or 0.0) - float(self.low or 0.0))
        if self.distribution == "normal":
            bell = NormalDist(float(self.mean or 0.0), float(self.sd or 1.0))
            return _cut(bell, u, self.low, self.high)
        log_spread = math.log(float(self.spread or 1.0))
        bell = NormalDist(math.log(float(self.median or 1.0)), log_spread)
        low, high = (None if end is None else math.log(end) for end in (self.low, self.high))
        return math.exp(_cut(bell, u, low, high))

    def to_table(self) -> dict[str, Any]:
        """Write it as an entry of a scenario file."""
        return {key: value for key, value in asdict(self).items() if value is not None}


def _cut(bell: NormalDist, u: float, low: float | None, high: float | None) -> float:
    """Quantile of a normal distribution without the parts beyond its ends."""
    first = 0.0 if low is None else bell.cdf(low)
    last = 1.0 if high is None else bell.cdf(high)
    return bell.inv_cdf(min(max(first + u * (last - first), 1e-12), 1.0 - 1e-12))


def read_distribution(given: object, low: float, high: float, where: str) -> Distribution:
    """Check a distribution of a scenario file.

    Parameters
    ----------
    given : object
        A table with ``distribution`` and what it needs; or a number, which is fixed.
    low, high : float
        Range allowed for the quantity; also its ends if the table gives none.
    where : str
        File and key to name in a message.

    Returns
    -------
    Distribution
        The distribution.

    Raises
    ------
    InputError
        If a key is unknown or missing, a value is no number or out of range, a spread is not
        positive, or the ends are the wrong way round.

    Examples
    --------
    >>> read_distribution({"distribution": "normal", "mean": 1.0}, 0.0, 2.0, "a.toml, staffing")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: a.toml, staffing: sd is missing
    """
    if isinstance(given, int | float) and not isinstance(given, bool):
        given = {"distribution": "fixed", "value": given}
    table = errors.check_table(given, where)
    errors.check_keys(table, _KEYS, where)
    name = table.get("distribution")
    if name not in DISTRIBUTIONS:
        near = errors.nearest(str(name), DISTRIBUTIONS)
        raise InputError(f"{where}: distribution {errors.shown(name)} is not known{near}")
    values: dict[str, float] = {}
    for key, value in table.items():
        if key == "distribution":
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124
            raise InputError(f"{where}, {key}: expected a number, got {errors.shown(value)}")
        values[key] = float(value)
    for key in DISTRIBUTIONS[str(name)]:
        if key not in values:
            raise InputError(f"{where}: {key} is missing")
    _check(values, low, high, where)
    if name != "fixed":
        values = {"low": low, "high": high} | values
    return Distribution(str(name), **values)


def _check(values: dict[str, float], low: float, high: float, where: str) -> None:
    for key in ("value", "low", "high", "mean", "median"):
        if key in values and not low <= values[key] <= high:
            got = errors.shown(values[key])
            raise InputError(f"{where}, {key}: {got} is outside the range {low:g} to {high:g}")
    if values.get("sd", 1.0) <= 0.0:
        raise InputError(f"{where}, sd: must be above 0")
    if not 1.0 < values.get("spread", 2.0) <= 100.0:
        raise InputError(f"{where}, spread: must be above 1 and at most 100")
    if values.get("low", low) > values.get("high", high):
        raise InputError(f"{where}: low is above high")
