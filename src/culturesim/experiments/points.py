"""From a row of the design to the scenario that is run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from culturesim.errors import InputError
from culturesim.parameters.dials import dial_values
from culturesim.parameters.timeline import check_timeline, read_changes

if TYPE_CHECKING:
    from culturesim.experiments.factors import Factor
    from culturesim.scenario import Scenario

__all__ = ["scenario_at"]


def scenario_at(
    bases: Mapping[str, Scenario],
    base: str,
    settings: list[tuple[Factor, Any]],
    plain: Mapping[str, int],
) -> Scenario:
    """Make the scenario of one point.

    Parameters
    ----------
    bases : mapping of str to Scenario
        Scenarios by the name under which the experiment file knows them.
    base : str
        The one to start from, unless a factor sets the scenario.
    settings : list of (Factor, value)
        What each factor and constant is set to.
    plain : mapping of str to int
        ``days`` and ``warm_up_days``, where the experiment sets them. [days]

    Returns
    -------
    Scenario
        The scenario; of the base only what factors set is changed. A lever of strength 0 is
        left out.

    Raises
    ------
    InputError
        If the values do not fit together.

    Examples
    --------
    >>> from culturesim.experiments.factors import read_factors
    >>> from culturesim.scenario import Scenario
    >>> factors = read_factors({"huddles": {"values": [0.0, 1.0], "day": 3}}, "a.toml")
    >>> at = scenario_at({"w": Scenario("A week", days=7)}, "w", [(factors[0], 1.0)], {})
    >>> [(lever.name, lever.day) for lever in at.levers]
    [('huddles', 3)]
    """
    changes: dict[str, object] = dict(plain)
    levers: list[dict[str, object]] = []
    dated: list[tuple[Factor, Any]] = []
    for factor, value in settings:
        target = factor.target
        if target.home == "scenario":
            base = value
        elif target.home == "levers":
            levers.append(_lever(factor, value))
        elif factor.day is not None:
            dated.append((factor, value))
        else:
            whole = target.type in ("int", "bool")
            key = target.name if target.home == "ensemble" else f"{target.home}.{target.name}"
            changes[key] = int(value) if whole else value
    where = "factors"
    scenario = bases[base]
    if levers:
        named = {str(lever["name"]) for lever in levers}
        kept = tuple(lever for lever in scenario.levers if lever.name not in named)
        scenario = replace(scenario, levers=kept)
        levers = [lever for lever in levers if lever["strength"]]
    if changes or levers:
        scenario = scenario.with_changes(changes, where=where, levers=levers)
    return _with_dated(scenario, dated, where) if dated else scenario


def _lever(factor: Factor, value: Any) -> dict[str, object]:
    entry: dict[str, object] = {"name": factor.target.name, "strength": float(value)}
    entry["day"] = factor.day
    if factor.ramp_days is not None:
        entry["ramp_days"] = factor.ramp_days
    return entry


def _with_dated(scenario: Scenario, dated: list[tuple[Factor, Any]], where: str) -> Scenario:
    """Add changes of parameters and dials during the run to the timeline."""
    entries = [change.to_table() for change in scenario.timeline]
    for factor, value in dated:
        target = factor.target
        if factor.day is not None and factor.day > scenario.days:
            raise InputError(
                f"{where}, {factor.name}: day {factor.day:,} is after the last, {scenario.days:,}"
            )
        whole = target.type in ("int", "bool")
        values: dict[str, Any] = {target.name: int(value) if whole else value}
        if target.home == "dials":
            values = dict(dial_values(target.name, value))
        entries.append({"day": factor.day, "ramp_days": factor.ramp_days or 0, "set": values})
    changes = read_changes(entries, scenario.start, scenario.days, where)
    check_timeline(scenario.parameters, changes, scenario.days, where)
    return replace(scenario, timeline=changes)
