"""Commands that look things up: parameters, levers, scenarios; and one that writes a hospital."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from culturesim.cli.asking import Force, ScenarioName, Seed, scenario_of
from culturesim.cli.showing import console
from culturesim.errors import InputError, nearest

__all__ = ["export_organisation", "list_levers", "parameters", "scenarios"]


def parameters(
    name: Annotated[str | None, typer.Argument(help="A parameter, or part of its name.")] = None,
) -> None:
    """List the parameters, or show one in full.

    In full: unit, range, default, status and source.
    """
    from rich.table import Table

    from culturesim.parameters import load_registry

    registry = load_registry()
    if name in registry:
        console().print(_in_full(registry[str(name)]))
        return
    part = (name or "").lower()
    rows = [row for row in registry.values() if part in row.name.lower() or part == row.group]
    if not rows:
        raise InputError(f"parameters: nothing is called {name!r}{nearest(str(name), registry)}")
    table = Table("Name", "Default", "Unit", "Range", "Status", "Description", box=None,
                  pad_edge=False)  # fmt: skip
    table.columns[0].no_wrap = True
    for row in rows:
        table.add_row(row.name, f"{row.default:g}", row.unit, f"{row.low:g} to {row.high:g}",
                      row.status, row.description)  # fmt: skip
    console().print(table)


def _in_full(row: Any) -> Any:
    """One parameter as a table of its own."""
    from rich.table import Table

    from culturesim.parameters import dial_table
    from culturesim.report.words import STATUS

    dials = [
        f"{entry.dial} ({entry.at_low:g} to {entry.at_high:g})"
        for entry in dial_table()
        if entry.parameter == row.name
    ]
    table = Table(box=None, show_header=False, pad_edge=False)
    for words, value in (
        ("name", row.name),
        ("what it is", row.description),
        ("group", row.group),
        ("type", row.type),
        ("unit", row.unit),
        ("default", f"{row.default:g}"),
        ("range", f"{row.low:g} to {row.high:g}"),
        ("status", f"{row.status}: {STATUS[row.status]}"),
        ("source", row.source),
        ("set by dial", ", ".join(dials) or "none"),
    ):
        table.add_row(words, value)
    return table


def list_levers(
    name: Annotated[str | None, typer.Argument(help="A lever, to show in full.")] = None,
) -> None:
    """List the levers, or show one in full."""
    from culturesim.report.levers import lever_in_full, lever_list

    console().print(lever_list() if name is None else lever_in_full(name))


def scenarios() -> None:
    """List the scenarios that come with culturesim."""
    from rich.table import Table

    from culturesim.scenario import list_scenarios

    table = Table(box=None, show_header=False, pad_edge=False)
    for name, title in list_scenarios().items():
        table.add_row(name, title)
    console().print(table)


def export_organisation(
    scenario: ScenarioName,
    out: Annotated[str, typer.Option(help="Folder for the files.")],
    seed: Seed = 0,
    force: Force = False,
) -> None:
    """Write an organisation to files to edit.

    GraphML and CSV; a scenario can name them as its organisation.
    """
    from culturesim import runs as many

    folder = many.export_organisation(scenario_of(scenario, None, None), out, seed, force)
    console().print(f"Written to {folder}: organisation.graphml, nodes.csv, edges.csv",
                     soft_wrap=True, markup=False)  # fmt: skip
