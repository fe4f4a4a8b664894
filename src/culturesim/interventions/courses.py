"""Parameters day by day with levers on top of the timeline.

On a day, levers act on the value that dials, settings and timeline give for that day, in a fixed
order of kinds: the value is pulled towards targets, then factors are multiplied, additions made,
and the value pulled up to floors and down to ceilings. Within a kind the order of the levers does
not matter, and the result stays in the parameter's range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from culturesim.interventions.catalogue import LEVERS
from culturesim.interventions.dated import DatedLever
from culturesim.interventions.lever import KINDS, Effect
from culturesim.parameters.registry import load_registry
from culturesim.parameters.relations import check_relations
from culturesim.parameters.values import as_vector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Timetable = list[tuple[int, NDArray[np.float64]]]
    Weight = Callable[[DatedLever, Effect], float]

__all__ = ["moved", "with_levers"]


def moved(value: float, effects: Iterable[tuple[Effect, float]]) -> float:
    """Move one value by several effects, each with the share of it that is in force.

    Parameters
    ----------
    value : float
        Value without levers, in the parameter's unit.
    effects : iterable of (Effect, float)
        Effects on this parameter and their shares, in [0, 1]: strength times progress. [-]

    Returns
    -------
    float
        Value with levers, not yet kept in the parameter's range; ``value`` itself, to the last
        bit, if every share is 0.

    Notes
    -----
    With share a, a factor m counts as 1 + a (m - 1) and an addition as a times its amount. Several
    targets t with shares a leave the part prod(1 - a) of the value and fill the rest with their
    mean weighted by a.

    Examples
    --------
    >>> twice, less = Effect("demand", "times", 2.0), Effect("demand", "by", -0.25)
    >>> moved(1.0, [(twice, 0.5), (less, 1.0)]), moved(1.0, [(Effect("demand", "to", 2.0), 0.25)])
    (1.25, 1.25)
    """
    acting = sorted(
        ((effect.amount, share, effect.kind) for effect, share in effects if share > 0.0)
    )
    of_kind: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
    for amount, share, kind in acting:
        of_kind[kind].append((amount, share))
    value = _pulled(value, of_kind["to"])
    for amount, share in of_kind["times"]:
        value *= 1.0 + share * (amount - 1.0)
    for amount, share in of_kind["by"]:
        value += share * amount
    value = _pulled(value, [t for t in of_kind["at least"] if t[0] > value])
    return _pulled(value, [t for t in of_kind["at most"] if t[0] < value])


def _pulled(value: float, targets: Sequence[tuple[float, float]]) -> float:
    """Pull a value towards targets, each with a share."""
    total = sum(share for _, share in targets)
    if total == 0.0:
        return value
    left = 1.0
    for _, share in targets:
        left *= 1.0 - share
    return left * value + (1.0 - left) * sum(t * share for t, share in targets) / total


def with_levers(
    table: Timetable,
    levers: Sequence[DatedLever],
    last_day: int,
    where: str = "levers",
    weight: Weight | None = None,
) -> Timetable:
    """Put levers on top of a timetable.

    Parameters
    ----------
    table : list of (int, ndarray of float64)
        First day and parameter vector of each segment, as from
        :func:`culturesim.parameters.timetable`.
    levers : sequence of DatedLever
        Levers in any order.
    last_day : int
        Last day of the run; what happens later is left out. [day]
    where : str
        File to name in a message.
    weight : callable, optional
        Share in [0, 1] with which an effect of a lever counts in these wards; 1 if left out.

    Returns
    -------
    list of (int, ndarray of float64)
        The same kind of table; ``table`` itself if no lever acts.

    Raises
    ------
    InputError
        If levers bring about a pair of values that do not fit together.

    Examples
    --------
    >>> from culturesim.parameters import P, Parameters
    >>> base = [(1, Parameters.default().vector())]
    >>> made = with_levers(base, [DatedLever("agency-cap", 0.5, day=3, ramp_days=0)], 9)
    >>> [(day, round(float(vector[P.agency_cover]), 3)) for day, vector in made]
    [(1, 0.45), (3, 0.315)]
    """
    acting = [use for use in levers if use.strength > 0.0 and use.day <= last_day]
    if not acting:
        return table
    by_parameter: dict[str, list[tuple[DatedLever, Effect, float]]] = {}
    days = {day for day, _ in table}
    for use in acting:
        for effect in LEVERS[use.name].all_effects:
            share = 1.0 if weight is None else weight(use, effect)
            if share == 0.0:
                continue
            by_parameter.setdefault(effect.parameter, []).append((use, effect, share))
            for some in use.moving_days(effect):
                days.update(day for day in some if day <= last_day)
    return _resolved(table, by_parameter, sorted(days), where)


def _resolved(
    table: Timetable,
    by_parameter: dict[str, list[tuple[DatedLever, Effect, float]]],
    days: Sequence[int],
    where: str,
) -> Timetable:
    """Work out every segment; days on which nothing changes begin none."""
    places = {name: load_registry().position(name) for name in by_parameter}
    found: Timetable = []
    before: list[float] = []
    segment = 0
    for day in days:
        while segment + 1 < len(table) and table[segment + 1][0] <= day:
            segment += 1
        stored = table[segment][1].tolist()
        for name, acting in by_parameter.items():
            shares = [(effect, part * use.in_force(effect, day)) for use, effect, part in acting]
            stored[places[name]] = _kept(name, stored[places[name]], shares)
        if stored != before:
            check_relations(stored, f"{where}, levers", f" on day {day:,}")
            found.append((day, as_vector(stored)))
            before = stored
    return found


def _kept(name: str, value: float, shares: Sequence[tuple[Effect, float]]) -> float:
    """Move a value and keep it in its range, whole if its type is."""
    row = load_registry()[name]
    found = moved(value, shares)
    if row.type == "int" and found != value:
        found = float(round(found))
    return min(max(found, row.low), row.high)
