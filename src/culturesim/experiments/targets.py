"""What a factor can set: a dial, parameter, size, lever's strength, scenario or plausible set."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from culturesim import errors
from culturesim.errors import InputError
from culturesim.interventions import LEVERS
from culturesim.organisation import OrganisationSizes
from culturesim.parameters import DEFAULT_DIALS, DIALS, load_registry
from culturesim.parameters.dials import check_dial
from culturesim.parameters.plausible import load_plausible
from culturesim.parameters.registry import check_value

if TYPE_CHECKING:
    from culturesim.scenario import Scenario

__all__ = ["HOMES", "Target", "find_target"]

_SIZES = {size.name: size.type for size in fields(OrganisationSizes) if size.name != "name"}
SET = "parameter_set"
#: Kinds of things that can be varied, in the order in which a name is looked up.
HOMES = ("dials", "parameters", "organisation", "levers", "scenario", "ensemble")


@dataclass(frozen=True, slots=True)
class Target:
    """One thing a factor sets.

    Attributes
    ----------
    name : str
        Its name in scenario files.
    home : str
        One of :data:`HOMES`.
    type : str
        ``"float"``, ``"int"``, ``"bool"`` or ``"text"``.
    low, high : float
        Closed range allowed; not a number for text. [its own unit]

    Examples
    --------
    >>> find_target("fear", "a.toml")
    Target(name='fear', home='dials', type='float', low=0.0, high=1.0)
    """

    name: str
    home: str
    type: str
    low: float
    high: float

    @property
    def is_smooth(self) -> bool:
        """Whether it takes any number in its range, so that it can be ramped."""
        return self.type == "float"

    def check(self, value: object, where: str) -> Any:
        """Check a value.

        Parameters
        ----------
        value : object
            The value; a whole number may come as a float that has no fraction.
        where : str
            File and key to name in a message.

        Returns
        -------
        float, int, bool or str
            In the type of the target.

        Raises
        ------
        InputError
            If it is of the wrong type, not finite or out of range.

        Examples
        --------
        >>> find_target("wards", "a.toml").check(8.0, "a.toml, wards")
        8
        """
        if self.type == "text":
            return errors.check_text(value, where, one_line=True)
        if self.type == "bool":
            if value not in (0, 1):
                raise InputError(f"{where}: expected true or false, got {errors.shown(value)}")
            return bool(value)
        number = _finite(value, where)
        if self.type == "int":
            if number != int(number):
                raise InputError(f"{where}: expected a whole number, got {errors.shown(value)}")
            number = int(number)
        if not self.low <= number <= self.high:
            allowed = f"{self.low:g} to {self.high:g}"
            raise InputError(f"{where}: {errors.shown(value)} is outside the range {allowed}")
        if self.home == "dials":
            return check_dial(self.name, number, where)
        if self.home == "parameters":
            check_value(self.name, number, where)
        return number

    def base_value(self, scenario: Scenario) -> Any:
        """Value in a scenario that leaves it alone; see :meth:`Factor.base_value`."""
        if self.home == "dials":
            return dict(scenario.dials).get(self.name, DEFAULT_DIALS[self.name])
        if self.home == "parameters":
            return scenario.parameters[self.name]
        if self.home == "organisation":
            return asdict(scenario.organisation).get(self.name, self.low)
        if self.home == "levers":
            return next((u.strength for u in scenario.levers if u.name == self.name), 0.0)
        if self.home == "ensemble":
            return scenario.parameter_set or 0
        return scenario.name


def _finite(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{where}: expected a number, got {errors.shown(value)}")
    if not abs(value) < float("inf"):
        raise InputError(f"{where}: {errors.shown(value)} is not a finite number")
    return value


def find_target(name: str, where: str) -> Target:
    """Look up what a factor sets.

    Parameters
    ----------
    name : str
        A dial, parameter, size or lever, plain or after its table and a dot (``"dials.fear"``);
        ``"scenario"``; or ``"parameter_set"``, the number of a plausible set.
    where : str
        File and table to name in a message.

    Returns
    -------
    Target
        It.

    Raises
    ------
    InputError
        If there is none; the message gives the nearest name.

    Examples
    --------
    >>> find_target("huddles", "a.toml").home
    'levers'
    """
    home, dot, plain = name.partition(".")
    homes = (home,) if dot and home in HOMES else HOMES
    wanted = plain if dot and home in HOMES else name
    for at in homes:
        found = _in(at, wanted)
        if found is not None:
            return found
    names = [*DIALS, *load_registry(), *_SIZES, *LEVERS, "scenario", SET]
    hint = errors.nearest(wanted, names)
    raise InputError(f"{where}: nothing that can be varied is called {errors.shown(name)}{hint}")


def _in(home: str, name: str) -> Target | None:
    nan = float("nan")
    if home == "dials" and name in DIALS:
        return Target(name, home, "float", DIALS[name].low, DIALS[name].high)
    if home == "parameters" and name in load_registry():
        row = load_registry()[name]
        return Target(name, home, row.type, row.low, row.high)
    if home == "organisation" and name in _SIZES:
        return Target(name, home, str(_SIZES[name]), 0.0, 1e9)  # its class knows its range
    if home == "levers" and name in LEVERS:
        return Target(name, home, "float", 0.0, 1.0)
    if home == "scenario" and name == "scenario":
        return Target(name, home, "text", nan, nan)
    if home == "ensemble" and name == SET:
        return Target(name, home, "int", 0.0, len(load_plausible()) - 1.0)
    return None
