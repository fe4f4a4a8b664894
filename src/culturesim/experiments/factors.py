"""Factors: what an experiment varies, and over which values.

A factor is one entry of ``[factors]``: a dial, a parameter, a size of the organisation, a lever or
the scenario itself, with a list of values, a range or a distribution. A single value is a
constant: it is set at every point and is no column of the design.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from culturesim import errors
from culturesim.errors import InputError
from culturesim.experiments.spreads import Spread, read_spread
from culturesim.experiments.targets import Target, find_target

if TYPE_CHECKING:
    from culturesim.scenario import Scenario

__all__ = ["RESERVED", "Factor", "read_factors"]

#: Columns of the store that no factor may be called.
RESERVED = ("run", "point", "replicate", "seed", "status", "message", "seconds")
MAX_RAMP_DAYS = 100_000
_OWN_KEYS = ("of", "day", "ramp_days")


@dataclass(frozen=True)
class Factor:
    """One thing that is varied, or held at one value.

    Attributes
    ----------
    name : str
        Column of the design.
    target : Target
        What it sets.
    spread : Spread
        The values it takes.
    day : int or None
        Day from which it holds, for levers and dated changes; None from the start. [day]
    ramp_days : int or None
        Days until it is in full force; None for the lever's own, or 0. [days]

    Examples
    --------
    >>> factor = read_factors({"fear": {"low": 0.0, "high": 1.0}}, "a.toml")[0]
    >>> factor.name, factor.is_constant, factor.spread.quantile([0.0, 0.25]).tolist()
    ('fear', False, [0.0, 0.25])
    """

    name: str
    target: Target
    spread: Spread
    day: int | None = None
    ramp_days: int | None = None
    where: str = field(default="", compare=False)

    @property
    def is_constant(self) -> bool:
        """Whether it has a single value and is no column of the design."""
        return self.spread.kind == "constant"

    def to_table(self) -> Any:
        """Write the factor as an entry of an experiment file, every default spelt out."""
        own: dict[str, Any] = {}
        if self.target.name != self.name:
            own["of"] = self.target.name
        if self.day is not None:
            own["day"] = self.day
        if self.ramp_days is not None:
            own["ramp_days"] = self.ramp_days
        table = self.spread.to_table()
        if not own and self.is_constant:
            return table["value"]
        return {**table, **own}

    def check(self, value: object) -> Any:
        """Check one value, as a row of a table of points gives it.

        Parameters
        ----------
        value : object
            The value.

        Returns
        -------
        float, bool or str
            The value in the type of what it sets.

        Raises
        ------
        InputError
            If it is of the wrong type or out of range.

        Examples
        --------
        >>> read_factors({"fear": [0.0, 0.5]}, "a.toml")[0].check(0.25)
        0.25
        """
        return self.target.check(value, self.where)

    def base_value(self, scenario: Scenario) -> Any:
        """Value that the base scenario has where the factor is left alone.

        Parameters
        ----------
        scenario : Scenario
            The base scenario.

        Returns
        -------
        float, bool or str
            The value.
        """
        return self.target.base_value(scenario)


def read_factors(table: object, where: str) -> tuple[Factor, ...]:
    """Check the ``[factors]`` of an experiment file.

    Parameters
    ----------
    table : object
        Name to a value (a constant), a list of values, or a table: ``values``; or ``low`` and
        ``high`` with ``scale`` (``"linear"``, ``"log"``) and ``levels``; or ``distribution`` with
        its numbers. Beside these ``of`` (what is set, if the column is called otherwise), and
        ``day`` and ``ramp_days`` for a lever or a change of a parameter or dial during the run.
    where : str
        File to name in a message.

    Returns
    -------
    tuple of Factor
        In the order of the file.

    Raises
    ------
    InputError
        If a name is unknown or reserved, a range is empty, or a value is refused.

    Examples
    --------
    >>> read_factors({"feer": [0.0, 1.0]}, "a.toml")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: a.toml, [factors]: nothing that can be varied is called 'feer'; \
did you mean 'fear'?
    """
    given = errors.check_table(table, f"{where}, [factors]")
    return tuple(_read(name, entry, where) for name, entry in given.items())


def _read(name: str, entry: object, where: str) -> Factor:
    at = f"{where}, [factors] {name}"
    if name in RESERVED or not name.strip() or not name.isprintable() or "," in name:
        raise InputError(f"{at}: this name is taken by a column of the store, or is not a name")
    own: dict[str, Any] = {}
    spread: Any = entry
    if isinstance(entry, dict):
        own = {key: entry[key] for key in _OWN_KEYS if key in entry}
        spread = {key: value for key, value in entry.items() if key not in _OWN_KEYS}
    of = errors.check_text(own.get("of", name), f"{at}, of", one_line=True)
    target = find_target(of, f"{where}, [factors]")
    day, ramp = (_days(own, key, low, at) for key, low in (("day", 1), ("ramp_days", 0)))
    if day is not None and target.home not in ("dials", "parameters", "levers"):
        raise InputError(f"{at}, day: {of} cannot change during a run; leave day out")
    if ramp is not None and day is None:
        raise InputError(f"{at}, ramp_days: needs a day")
    if ramp and not target.is_smooth:
        raise InputError(f"{at}, ramp_days: {of} takes whole steps and cannot be ramped")
    if target.home == "levers" and day is None:
        day = 1
    return Factor(name, target, read_spread(spread, target, at), day, ramp, at)


def _days(own: dict[str, Any], key: str, low: int, at: str) -> int | None:
    if key not in own:
        return None
    return errors.check_whole(own[key], low, MAX_RAMP_DAYS, f"{at}, {key}")
