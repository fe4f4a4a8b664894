"""The values a factor takes: a list, a range or a distribution, all read through quantiles.

Every design fills the unit cube; a factor turns its coordinate into a value. So one rule places
the points of a Latin hypercube, a Sobol sequence or a Morris trajectory for every kind of factor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from culturesim import errors
from culturesim.errors import InputError

if TYPE_CHECKING:
    from culturesim.experiments.targets import Target

__all__ = ["DISTRIBUTIONS", "Spread", "read_spread"]

GRID_LEVELS = 5
#: Distributions, and the numbers that each needs. All are cut to ``low`` to ``high``.
DISTRIBUTIONS: dict[str, tuple[str, ...]] = {
    "triangular": ("mode",),
    "normal": ("mean", "sd"),
    "lognormal": ("median", "sigma"),
    "beta": ("a", "b"),
}
MOST_VALUES = 10_000
WHOLE_ENSEMBLE = "all"


@dataclass(frozen=True, slots=True)
class Spread:
    """The values one factor takes.

    Attributes
    ----------
    kind : str
        ``"constant"``, ``"values"``, ``"range"`` or a name of :data:`DISTRIBUTIONS`.
    choices : tuple
        The value of a constant, or those of a list.
    low, high : float
        Ends of a range or distribution. [unit of the factor]
    scale : str
        ``"linear"`` or ``"log"``: how a range is filled.
    levels : int
        Number of values a grid or one-at-a-time design takes from a range. [values]
    numbers : tuple of float
        Numbers of the distribution, in the order of :data:`DISTRIBUTIONS`.
    is_whole : bool
        Whether values are whole numbers.

    Examples
    --------
    >>> log = Spread("range", low=1e-4, high=1e-2, scale="log")
    >>> log.quantile([0.0, 0.5, 1.0]).round(12).tolist()
    [0.0001, 0.001, 0.01]
    >>> Spread("values", choices=("small", "steady")).quantile([0.0, 0.49, 0.5, 1.0]).tolist()
    ['small', 'small', 'steady', 'steady']
    """

    kind: str
    choices: tuple[Any, ...] = ()
    low: float = 0.0
    high: float = 1.0
    scale: str = "linear"
    levels: int = GRID_LEVELS
    numbers: tuple[float, ...] = ()
    is_whole: bool = False

    @property
    def n_levels(self) -> int:
        """Number of values that a grid takes."""
        return len(self.choices) or self.levels

    def quantile(self, u: Any) -> Any:
        """Turn coordinates of the unit cube into values.

        Parameters
        ----------
        u : array_like of float, shape (n,)
            Coordinates in [0, 1]. [-]

        Returns
        -------
        ndarray, shape (n,)
            Values, each list value holding an equal share. [unit of the factor]
        """
        import numpy as np

        at = np.asarray(u, dtype=np.float64)
        if self.choices:
            held = np.array(self.choices, dtype=object)
            k = np.minimum((at * len(held)).astype(np.int64), len(held) - 1)
            return held[k] if isinstance(self.choices[0], str) else np.array(held[k].tolist())
        if self.is_whole:
            return self._whole(at)
        if self.kind == "range":
            found = _between(at, self.low, self.high, self.scale)
        else:
            from culturesim.experiments.distributions import quantile

            found = quantile(self.kind, self.numbers, self.low, self.high, at)
        return np.clip(found, self.low, self.high)

    def _whole(self, at: Any) -> Any:
        """Give each whole number of a range an equal share; round a distribution."""
        import numpy as np

        if self.kind == "range" and self.scale == "linear":
            steps = np.floor(at * (self.high - self.low + 1.0))
            return np.minimum(self.low + steps, self.high)
        smooth = Spread(self.kind, (), self.low, self.high, self.scale, numbers=self.numbers)
        return np.clip(np.round(smooth.quantile(at)), self.low, self.high)

    def grid(self) -> list[Any]:
        """Values of a grid: all of a list, or ``levels`` evenly spaced quantiles.

        Returns
        -------
        list
            In order, without repeats.

        Examples
        --------
        >>> Spread("range", low=0.5, high=1.0, levels=3).grid()
        [0.5, 0.75, 1.0]
        """
        import numpy as np

        if self.choices:
            return list(self.choices)
        return list(dict.fromkeys(self.quantile(np.linspace(0.0, 1.0, self.levels)).tolist()))

    def to_table(self) -> dict[str, Any]:
        """Write the spread as keys of an experiment file, every default spelt out."""
        if self.kind == "constant":
            return {"value": self.choices[0]}
        if self.kind == "values":
            return {"values": list(self.choices)}
        ends = {"low": self.low, "high": self.high}
        if self.kind == "range":
            return {**ends, "scale": self.scale, "levels": self.levels}
        numbers = dict(zip(DISTRIBUTIONS[self.kind], self.numbers, strict=True))
        return {"distribution": self.kind, **numbers, **ends, "levels": self.levels}


def _between(at: Any, low: float, high: float, scale: str) -> Any:
    import numpy as np

    if scale == "log":
        return np.exp(np.log(low) + at * (np.log(high) - np.log(low)))
    return low + at * (high - low)


def read_spread(entry: object, target: Target, where: str) -> Spread:
    """Check the values of a factor.

    Parameters
    ----------
    entry : object
        A value, a list, a table with ``values``, ``low`` and ``high``, or ``distribution``, or
        ``"all"`` for every set of the ensemble.
    target : Target
        What the factor sets: its type and range.
    where : str
        File and key to name in a message.

    Returns
    -------
    Spread
        The values.

    Raises
    ------
    InputError
        If the entry is of no such form, a value is refused, a list is empty or repeats itself, or
        a range is empty.

    Examples
    --------
    >>> from culturesim.experiments.targets import find_target
    >>> read_spread({"low": 1.0, "high": 0.0}, find_target("fear", "a"), "a.toml, [factors] fear")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: a.toml, [factors] fear: the range 1 to 0 is empty; low must be \
below high
    """
    if target.home == "ensemble" and entry == WHOLE_ENSEMBLE:
        return _every_set(int(target.high) + 1)
    if isinstance(entry, list):
        return _listed(entry, target, where)
    if not isinstance(entry, dict):
        return Spread("constant", (target.check(entry, where),))
    if "value" in entry:
        errors.check_keys(entry, ("value",), where)
        return Spread("constant", (target.check(entry["value"], f"{where}, value"),))
    if "values" in entry:
        errors.check_keys(entry, ("values",), where)
        return _listed(entry["values"], target, f"{where}, values")
    if target.type in ("bool", "text"):
        raise InputError(f"{where}: takes no range; give a list of values")
    if "distribution" in entry:
        return _distributed(entry, target, where)
    errors.check_keys(entry, ("low", "high", "scale", "levels"), where)
    low, high = _ends(entry, target, where, needed=True)
    scale = entry.get("scale", "linear")
    if scale not in ("linear", "log"):
        raise InputError(f"{where}, scale: {errors.shown(scale)} is not linear or log")
    if scale == "log" and low <= 0.0:
        raise InputError(f"{where}, scale: log needs a low end above 0, got {low:g}")
    return Spread("range", (), low, high, scale, _levels(entry, where), (), target.type == "int")


def _every_set(n_sets: int) -> Spread:
    """Give each set of the ensemble an equal share; a grid takes all of them."""
    if n_sets == 1:
        return Spread("values", (0,))
    return Spread("range", (), 0.0, n_sets - 1.0, levels=n_sets, is_whole=True)


def _listed(given: object, target: Target, where: str) -> Spread:
    if not isinstance(given, list) or not given:
        raise InputError(f"{where}: expected a list of at least one value")
    if len(given) > MOST_VALUES:
        raise InputError(f"{where}: {len(given):,} values; at most {MOST_VALUES:,} are allowed")
    values = tuple(target.check(value, where) for value in given)
    for k, value in enumerate(values):
        if value in values[:k]:
            raise InputError(f"{where}: {errors.shown(value)} is given twice")
    return Spread("values", values)


def _distributed(entry: dict[str, Any], target: Target, where: str) -> Spread:
    kind = entry["distribution"]
    if kind not in DISTRIBUTIONS:
        near = errors.nearest(str(kind), DISTRIBUTIONS)
        raise InputError(f"{where}, distribution: no distribution {errors.shown(kind)}{near}")
    needed = DISTRIBUTIONS[kind]
    errors.check_keys(entry, ("distribution", *needed, "low", "high", "levels"), where)
    for key in needed:
        if key not in entry:
            raise InputError(f"{where}: {key} is missing, which {kind} needs")
    numbers = tuple(_number(entry[key], f"{where}, {key}") for key in needed)
    low, high = _ends(entry, target, where, needed=False)
    spread = Spread(
        kind, (), low, high, "linear", _levels(entry, where), numbers, target.type == "int"
    )
    _check_numbers(spread, where)
    return spread


def _check_numbers(s: Spread, where: str) -> None:
    named = dict(zip(DISTRIBUTIONS[s.kind], s.numbers, strict=True))
    for key in ("sd", "sigma", "a", "b", "median"):
        if key in named and named[key] <= 0.0:
            raise InputError(f"{where}, {key}: must be above 0, got {named[key]:g}")
    if s.kind == "lognormal" and s.low < 0.0:
        raise InputError(f"{where}, low: lognormal has no values below 0, got {s.low:g}")
    middle = next((named[key] for key in ("mode", "mean", "median") if key in named), s.low)
    if not s.low <= middle <= s.high:
        raise InputError(
            f"{where}: the middle {middle:g} is outside the range {s.low:g} to {s.high:g}"
        )


def _ends(
    entry: dict[str, Any], target: Target, where: str, *, needed: bool
) -> tuple[float, float]:
    found = []
    for key, bound in (("low", target.low), ("high", target.high)):
        if key not in entry and needed:
            raise InputError(f"{where}: {key} is missing; give low and high, or values")
        found.append(float(target.check(entry.get(key, bound), f"{where}, {key}")))
    low, high = found
    if not low < high:
        raise InputError(f"{where}: the range {low:g} to {high:g} is empty; low must be below high")
    return low, high


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{where}: expected a number, got {errors.shown(value)}")
    if not abs(value) < float("inf"):
        raise InputError(f"{where}: {errors.shown(value)} is not a finite number")
    return float(value)


def _levels(entry: dict[str, Any], where: str) -> int:
    levels = entry.get("levels", GRID_LEVELS)
    return errors.check_whole(levels, 2, MOST_VALUES, f"{where}, levels")
