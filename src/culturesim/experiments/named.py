"""Scenarios that an experiment file names, and the ends of its factors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from culturesim.errors import InputError
from culturesim.experiments.files import Plan, beside
from culturesim.parameters.plausible import load_plausible
from culturesim.scenario import Scenario, load_scenario

__all__ = ["ends", "ensemble_of", "load", "named", "renamed"]


def ends(spread: Any) -> list[Any]:
    """Values of a factor that are checked before anything is run: all of a list, or its ends."""
    return list(spread.choices) if spread.choices else [spread.low, spread.high]


def ensemble_of(experiment: Any) -> str:
    """Checksum of the package's plausible sets if the experiment draws on them; else empty."""
    at_factor = any(factor.target.home == "ensemble" for factor in experiment.plan.factors)
    by_name = any(s.parameter_set is not None for s in experiment.scenarios.values())
    return load_plausible().checksum if at_factor or by_name else ""


def named(plan: Plan) -> list[str]:
    """List the scenarios an experiment file names, the base first."""
    names = [plan.scenario]
    for factor in plan.factors:
        if factor.target.home == "scenario":
            names += [value for value in factor.spread.choices if value not in names]
    return names


def load(name: str, path: Path, where: str) -> Scenario:
    """Load a scenario by name, or from a file beside the experiment file."""
    given = Path(name)
    is_file = bool(given.suffix) or given.name != name
    try:
        scenario = load_scenario(beside(path, name) if is_file else name)
    except InputError as error:
        raise InputError(f"{where}, scenario: {error}") from None
    return renamed(name, scenario)


def renamed(name: str, scenario: Scenario) -> Scenario:
    """Name a scenario after what the experiment file calls it."""
    return replace(scenario, name=Path(name).stem)
