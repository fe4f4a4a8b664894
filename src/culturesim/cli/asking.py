"""What commands ask for: options with their help, and the scenario the options describe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from culturesim.errors import InputError

if TYPE_CHECKING:
    from culturesim.scenario import Scenario

__all__ = ["Days", "Force", "Levers", "Out", "Runs", "ScenarioName", "Seed", "Sets", "Uncertainty",
           "Workers", "scenario_of"]  # fmt: skip

ScenarioName = Annotated[str, typer.Argument(help="A scenario file, or a name that "
                                             "`culturesim scenarios` lists.")]  # fmt: skip
Seed = Annotated[int, typer.Option(help="Seed of the first run; the next ones follow it.")]
Runs = Annotated[int | None, typer.Option(help="Number of runs; the scenario says, if left out.")]
Days = Annotated[int | None, typer.Option(help="Days to simulate instead of the scenario's.")]
Sets = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE",
                 help="Change a parameter, dial or size; may be repeated.")]  # fmt: skip
Levers = Annotated[list[str] | None, typer.Option("--lever", metavar="NAME=STRENGTH@DAY",
                   help="Pull a lever, on a day or date; may be repeated.")]  # fmt: skip
Out = Annotated[str | None, typer.Option(help="Folder for tables and report.")]
Force = Annotated[bool, typer.Option("--force", help="Replace results in a folder that holds "
                                     "something.")]  # fmt: skip
Uncertainty = Annotated[str | None, typer.Option(metavar="seeds|parameters|both", help="What the "
                        "runs differ by, and so what intervals span: luck, plausible parameter "
                        "sets, or both. Run: seeds if left out; compare: both.")]  # fmt: skip
Workers = Annotated[int | None, typer.Option(help="Threads; the results do not depend on it.")]


def scenario_of(
    name: str, sets: list[str] | None, days: int | None, levers: list[str] | None = None
) -> Scenario:
    """Load a scenario and make the changes asked for."""
    from culturesim.interventions import parse_lever
    from culturesim.scenario import load_scenario

    changes: dict[str, object] = {}
    for text in sets or []:
        key, equals, value = text.partition("=")
        if not equals or not key.strip() or not value.strip():
            raise InputError(f"--set: expected NAME=VALUE, got {text!r}")
        if key.strip() in changes:
            raise InputError(f"--set: {key.strip()} is given twice")
        changes[key.strip()] = value.strip()
    scenario = load_scenario(name)
    if days is not None:
        scenario = scenario.with_changes(where="--days", days=days)
    scenario = scenario.with_changes(changes) if changes else scenario
    pulled = [parse_lever(text) for text in levers or []]
    return scenario.with_changes(where="--lever", levers=pulled) if pulled else scenario
