"""Commands that simulate: run, compare."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from culturesim.cli.asking import (
    Days,
    Force,
    Levers,
    Out,
    Runs,
    ScenarioName,
    Seed,
    Sets,
    Uncertainty,
    Workers,
    scenario_of,
)  # fmt: skip
from culturesim.cli.showing import console, progress, say

__all__ = ["compare", "run", "tell_results"]

STORIES = 5  # hospitals whose story is told one by one


def run(
    scenario: ScenarioName,
    seed: Seed = 0,
    runs: Runs = None,
    days: Days = None,
    sets: Sets = None,
    levers: Levers = None,
    out: Out = None,
    force: Force = False,
    engine: Annotated[
        str, typer.Option(help="compiled, or agents: the same bits from Mesa agents, slowly.")
    ] = "compiled",
    ledger: Annotated[
        bool | None,
        typer.Option(
            "--ledger/--no-ledger",
            help="Keep events of all runs, or none; of the first run if left out, with --out.",
        ),
    ] = None,
    uncertainty: Uncertainty = None,
    workers: Workers = None,
) -> None:
    """Run a scenario and tell what happened.

    With --out, write tables and a report too.
    """
    from culturesim.results.files import check_folder

    if out is not None:
        check_folder(out, force)
    loaded = scenario_of(scenario, sets, days, levers)
    n = runs or loaded.runs
    from culturesim import runs as many

    keep: Any = ("first" if out else False) if ledger is None else ledger
    plural = "s" if n > 1 else ""
    with progress(f"{n} run{plural} of {loaded.name}") as show:
        results = many.run(loaded, runs, seed, ledger=keep, workers=workers, engine=engine,
                           progress=show, message=say, uncertainty=uncertainty)  # fmt: skip
    tell_results(results, out, force)


def tell_results(results: Any, out: str | None, force: bool) -> None:
    """Tell what happened, and write tables and report if a folder is given."""
    _tell(results)
    if out is not None:
        from culturesim.report import render

        with console(err=True).status("writing the report"):
            folder = results.save(out, force, {"report.html": render(results)})
        console().print(f"\nWritten to {folder}; open {folder / 'report.html'} in a browser.",
                         soft_wrap=True, markup=False)  # fmt: skip


def _tell(results: Any) -> None:
    """Print story and headline outcomes."""
    from rich.markup import escape
    from rich.panel import Panel

    from culturesim.outcomes.spans import span_words
    from culturesim.report import tell

    screen = console()
    title = escape(results.provenance["scenario"]["title"])
    hospitals = results.provenance["organisation"]["hospitals"]
    if len(hospitals) > STORIES:
        from culturesim.report.system import system_words

        screen.print(Panel(escape(system_words(results)), title=title, title_align="left",
                           padding=(1, 2)))  # fmt: skip
        hospitals = hospitals[:1]
    for hospital in hospitals:
        text = escape("\n\n".join(tell(results, hospital)))
        screen.print(Panel(text, title=title, title_align="left", padding=(1, 2)))
    screen.print(_outcomes(results))
    screen.print(f"\n{span_words(results.provenance)}.", highlight=False)


def _outcomes(results: Any) -> Any:
    """Headline outcomes as a table."""
    from rich.table import Table

    from culturesim.outcomes import OUTCOMES
    from culturesim.outcomes.spans import interval_name, interval_of
    from culturesim.report.story import outcomes_of
    from culturesim.report.words import number, range_words

    rows = outcomes_of(results)
    told = results.provenance
    table = Table("Outcome", "Mean", interval_name(told), "Unit", box=None, pad_edge=False)
    for column in (1, 2):
        table.columns[column].justify = "right"
    for name, outcome in OUTCOMES.items():
        interval = interval_of(rows[name].to_numpy(dtype=float), told)
        mean = number(interval.mean, outcome.unit)
        table.add_row(outcome.label, mean, range_words(name, interval), outcome.unit)
    return table


def compare(
    base: ScenarioName,
    other: ScenarioName,
    seed: Seed = 0,
    runs: Runs = None,
    days: Days = None,
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="Change OTHER only; may be repeated."),
    ] = None,
    levers: Levers = None,
    out: Out = None,
    force: Force = False,
    uncertainty: Uncertainty = None,
    workers: Workers = None,
) -> None:
    """Compare two scenarios run with the same seeds.

    Shows paired differences with intervals; levers are pulled in OTHER only. Both halves of a pair
    have the same luck and the same plausible parameter set.
    """
    from rich.table import Table

    from culturesim.results.files import check_folder

    if out is not None:
        check_folder(out, force)
    first, second = scenario_of(base, None, days), scenario_of(other, sets, days, levers)
    from culturesim import runs as many
    from culturesim.report.comparison import render_comparison
    from culturesim.report.words import difference_words, number

    n = runs or first.runs
    with progress(f"{n} pairs of {first.name} and {second.name}") as show:
        found = many.compare(first, second, runs, seed, workers=workers, progress=show,
                             message=say, uncertainty=uncertainty)  # fmt: skip
    table = Table("Outcome", "Base", "Other", "Difference", found.interval_name, "Same sign",
                  box=None, pad_edge=False)  # fmt: skip
    for column in range(1, 6):
        table.columns[column].justify = "right"
    for row in found.table.itertuples():
        means = [number(float(str(value)), str(row.unit)) for value in (row.base, row.other)]
        table.add_row(str(row.label), *means, *difference_words(row, by_runs=found.has_sets))
    screen = console()
    screen.print(f"Base: {first.title}\nOther: {second.title}\n{found.spans}\n", markup=False)
    screen.print(table)
    if out is not None:
        folder = found.save(out, force, {"comparison.html": render_comparison(found)})
        screen.print(f"\nWritten to {folder}; open {folder / 'comparison.html'} in a browser.",
                      soft_wrap=True, markup=False)  # fmt: skip
