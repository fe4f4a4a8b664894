"""What a what-if file expects: a comparison of cases, an order of signals, a relation of things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from culturesim import errors
from culturesim.errors import InputError
from culturesim.lessons.values import Value, read_value

__all__ = ["SIGNS", "Among", "Expectation", "Order", "Relation", "one_of", "read_expectation",
           "read_order", "read_relation", "tables"]  # fmt: skip

#: What is expected of the second case against the first, and how to say it.
SIGNS = {
    "more": "more",
    "less": "less",
    "same": "about the same",
    "not more": "no more",
    "not less": "no less",
}
_EXPECT = ("value", "between", "sign", "within", "from_day", "to_day", "before", "among", "why")
_ORDER = ("values", "between", "from_day", "why")
_RELATION = ("value", "with", "than", "case", "sign", "from_day", "to_day", "with_days", "why")
_AMONG = ("value", "worst", "from_day", "to_day")
LAST_DAY = 10**6


@dataclass(frozen=True, slots=True)
class Among:
    """The hospitals that look worst by some number in the first case.

    Attributes
    ----------
    value : Value
        What they are ranked by; high is bad.
    worst : float
        Share of hospitals that counts as worst, in (0, 1). [-]
    """

    value: Value
    worst: float


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the literature expects of one case against another.

    Attributes
    ----------
    value : Value
        What is compared.
    between : tuple of str
        Names of the two cases; the second is compared with the first. The same name twice compares
        two times of one case.
    sign : str
        A key of :data:`SIGNS`.
    within : float
        For ``same``, ``not more`` and ``not less``: share of the first case's value that still
        counts as no difference. [-]
    before : tuple of int or None
        Days that count in the first case, if they are others. [day]
    among : Among or None
        The hospitals that count, if not all.
    why : str
        In one sentence.
    """

    value: Value
    between: tuple[str, str]
    sign: str
    within: float
    before: tuple[int, int] | None
    among: Among | None
    why: str

    @property
    def first_value(self) -> Value:
        """What is taken of the first case."""
        if self.before is None:
            return self.value
        return Value(self.value.name, self.value.per, *self.before)


@dataclass(frozen=True, slots=True)
class Order:
    """The order in which signals are expected to move, first one first."""

    values: tuple[Value, ...]
    between: tuple[str, str]
    from_day: int
    why: str


@dataclass(frozen=True, slots=True)
class Relation:
    """How hospitals that differ in one number are expected to differ in another.

    Attributes
    ----------
    value, other : Value
        The two numbers.
    than : Value or None
        A rival of ``value``: the expectation is then about which of the two goes more closely
        with ``other``, whatever the sign.
    case : str
        Name of the case, whose scenario has several hospitals.
    sign : str
        ``more`` or ``less``: rising together, or one falling as the other rises; against a rival,
        more or less closely.
    why : str
        In one sentence.
    """

    value: Value
    other: Value
    than: Value | None
    case: str
    sign: str
    why: str


def tables(value: object, where: str) -> list[Any]:
    """Check that a value is a list.

    Parameters
    ----------
    value : object
        From a file.
    where : str
        File and key to name in a message.

    Returns
    -------
    list
        The same.

    Raises
    ------
    InputError
        If it is no list.

    Examples
    --------
    >>> tables([1], "expect")
    [1]
    """
    if not isinstance(value, list):
        raise InputError(f"{where}: expected a list, got {errors.shown(value)}")
    return value


def one_of(value: object, allowed: tuple[str, ...], where: str) -> str:
    """Check that a value is one of a few words.

    Parameters
    ----------
    value : object
        From a file.
    allowed : tuple of str
        The words.
    where : str
        File and key to name in a message.

    Returns
    -------
    str
        The word.

    Raises
    ------
    InputError
        If it is another.

    Examples
    --------
    >>> one_of("less", ("more", "less"), "sign")
    'less'
    """
    if value not in allowed:
        raise InputError(
            f"{where}: expected one of {', '.join(allowed)}, got {errors.shown(value)}"
        )
    return str(value)


def _between(table: Mapping[str, Any], names: tuple[str, ...], where: str) -> tuple[str, str]:
    given = table.get("between", names[:2])
    shape = isinstance(given, list | tuple) and len(given) == 2
    if not shape or any(name not in names for name in given):
        raise InputError(f"{where}, between: expected two of {', '.join(names)}, "
                         f"got {errors.shown(given)}")  # fmt: skip
    return str(given[0]), str(given[1])


def _window(table: Mapping[str, Any], where: str) -> tuple[int, int]:
    first, last = (errors.check_whole(table.get(key, 0), 0, LAST_DAY, f"{where}, {key}")
                   for key in ("from_day", "to_day"))  # fmt: skip
    if last and last < first:
        raise InputError(f"{where}, to_day: expected {first} or later, got {last}")
    return first, last


def _days(value: object, where: str) -> tuple[int, int]:
    given = tables(value, where)
    if len(given) != 2:
        raise InputError(f"{where}: expected first and last day, got {errors.shown(value)}")
    return _window({"from_day": given[0], "to_day": given[1]}, where)


def _share(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise InputError(f"{where}: expected 0 to 1, got {errors.shown(value)}")
    return float(value)


def _started(value: object, keys: tuple[str, ...], needed: tuple[str, ...], where: str) -> Any:
    table = errors.check_table(value, where)
    errors.check_keys(table, keys, where)
    for key in needed:
        if key not in table:
            raise InputError(f"{where}: {key} is missing")
    return table


def read_expectation(value: object, names: tuple[str, ...], where: str) -> Expectation:
    """Read one ``[[expect]]``.

    Parameters
    ----------
    value : object
        The table.
    names : tuple of str
        Names of the cases there are.
    where : str
        File and key to name in a message.

    Returns
    -------
    Expectation
        The checked expectation.

    Raises
    ------
    InputError
        If a key is unknown or missing, or a value is refused.

    Examples
    --------
    >>> read_expectation({"value": "n_deaths", "sign": "more"}, ("a", "b"), "expect 1").between
    ('a', 'b')
    """
    table = _started(value, _EXPECT, ("value", "sign"), where)
    before = _days(table["before"], f"{where}, before") if "before" in table else None
    among = _among(table["among"], f"{where}, among") if "among" in table else None
    return Expectation(
        read_value(table["value"], _window(table, where), f"{where}, value"),
        _between(table, names, where),
        one_of(table["sign"], tuple(SIGNS), f"{where}, sign"),
        _share(table.get("within", 0.0), f"{where}, within"),
        before,
        among,
        errors.check_text(table.get("why", ""), f"{where}, why"),
    )


def _among(value: object, where: str) -> Among:
    table = _started(value, _AMONG, ("value", "worst"), where)
    worst = _share(table["worst"], f"{where}, worst")
    if not 0.0 < worst < 1.0:
        raise InputError(f"{where}, worst: expected more than 0 and less than 1, got {worst:g}")
    return Among(read_value(table["value"], _window(table, where), f"{where}, value"), worst)


def read_order(value: object, names: tuple[str, ...], where: str) -> Order:
    """Read one ``[[order]]``.

    Parameters
    ----------
    value : object
        The table.
    names : tuple of str
        Names of the cases there are.
    where : str
        File and key to name in a message.

    Returns
    -------
    Order
        The checked order.

    Raises
    ------
    InputError
        If a key is unknown, a value is refused, or there are fewer than two.

    Examples
    --------
    >>> len(read_order({"values": ["ratio", "missed_care"]}, ("a", "b"), "order 1").values)
    2
    """
    table = _started(value, _ORDER, ("values",), where)
    values = tuple(read_value(text, (0, 0), f"{where}, values")
                   for text in tables(table["values"], f"{where}, values"))  # fmt: skip
    if len(values) < 2:
        raise InputError(f"{where}, values: at least two are needed to have an order")
    from_day = errors.check_whole(table.get("from_day", 1), 1, LAST_DAY, f"{where}, from_day")
    why = errors.check_text(table.get("why", ""), f"{where}, why")
    return Order(values, _between(table, names, where), from_day, why)


def read_relation(value: object, names: tuple[str, ...], where: str) -> Relation:
    """Read one ``[[relation]]``.

    Parameters
    ----------
    value : object
        The table.
    names : tuple of str
        Names of the cases there are.
    where : str
        File and key to name in a message.

    Returns
    -------
    Relation
        The checked relation.

    Raises
    ------
    InputError
        If a key is unknown or missing, or a value is refused.

    Examples
    --------
    >>> table = {"value": "survey_safe", "with": "n_harms", "sign": "less"}
    >>> read_relation(table, ("a",), "relation 1").case
    'a'
    """
    table = _started(value, _RELATION, ("value", "with", "sign"), where)
    window = _window(table, where)
    other = _days(table["with_days"], f"{where}, with_days") if "with_days" in table else window
    than = table.get("than")
    return Relation(
        read_value(table["value"], window, f"{where}, value"),
        read_value(table["with"], other, f"{where}, with"),
        None if than is None else read_value(than, window, f"{where}, than"),
        one_of(table.get("case", names[0]), names, f"{where}, case"),
        one_of(table["sign"], ("more", "less"), f"{where}, sign"),
        errors.check_text(table.get("why", ""), f"{where}, why"),
    )
