"""The command line: run, compare, look up parameters and scenarios."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from culturesim import __version__
from culturesim.errors import InputError, nearest

if TYPE_CHECKING:
    from rich.console import Console

    from culturesim.scenario import Scenario

__all__ = ["app", "main"]

WRONG_INPUT, INTERRUPTED = 2, 130
PATIENCE = 1.0  # seconds before a progress bar appears

app = typer.Typer(
    name="culturesim",
    help="Simulate how safety culture in a hospital fails or recovers, and who could have seen it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help is there twice as fast
)

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
Workers = Annotated[int | None, typer.Option(help="Threads; the results do not depend on it.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"culturesim {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    del version  # the callback has done it


def _console(err: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=err, highlight=False)


def _scenario(
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


@contextmanager
def _progress(words: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar once the work has taken a second."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    console = _console(err=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), Remaining())
    progress = Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    )
    task = progress.add_task(words, total=None)
    began = time.monotonic()

    def show(done: int, total: int) -> None:
        progress.update(task, completed=done, total=total)
        if time.monotonic() - began > PATIENCE and not progress.live.is_started:
            progress.start()

    try:
        yield show
    finally:
        if progress.live.is_started:
            progress.stop()


def _say(line: str) -> None:
    """Say on the side what takes a while."""
    _console(err=True).print(line, markup=False, soft_wrap=True)


@app.command()
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
    workers: Workers = None,
) -> None:
    """Run a scenario and tell what happened.

    With --out, write tables and a report too.
    """
    from culturesim.results.files import check_folder

    if out is not None:
        check_folder(out, force)
    loaded = _scenario(scenario, sets, days, levers)
    n = runs or loaded.runs
    from culturesim import runs as many

    keep: Any = ("first" if out else False) if ledger is None else ledger
    plural = "s" if n > 1 else ""
    with _progress(f"{n} run{plural} of {loaded.name}") as show:
        results = many.run(loaded, runs, seed, ledger=keep, workers=workers, engine=engine,
                           progress=show, message=_say)  # fmt: skip
    _tell(results)
    if out is not None:
        from culturesim.report import render

        with _console(err=True).status("writing the report"):
            folder = results.save(out, force, {"report.html": render(results)})
        _console().print(f"\nWritten to {folder}; open {folder / 'report.html'} in a browser.",
                         soft_wrap=True, markup=False)  # fmt: skip


def _tell(results: Any) -> None:
    """Print story and headline outcomes."""
    from rich.markup import escape
    from rich.panel import Panel

    from culturesim.report import tell

    console = _console()
    title = escape(results.provenance["scenario"]["title"])
    for hospital in results.provenance["organisation"]["hospitals"][:5]:
        text = escape("\n\n".join(tell(results, hospital)))
        console.print(Panel(text, title=title, title_align="left", padding=(1, 2)))
    console.print(_outcomes(results))


def _outcomes(results: Any) -> Any:
    """Headline outcomes as a table."""
    from rich.table import Table

    from culturesim.outcomes import OUTCOMES, bootstrap_mean
    from culturesim.report.story import outcomes_of
    from culturesim.report.words import number, range_words

    rows = outcomes_of(results)
    table = Table("Outcome", "Mean", "95 % interval", "Unit", box=None, pad_edge=False)
    for column in (1, 2):
        table.columns[column].justify = "right"
    for name, outcome in OUTCOMES.items():
        interval = bootstrap_mean(rows[name].to_numpy(dtype=float))
        mean = number(interval.mean, outcome.unit)
        table.add_row(outcome.label, mean, range_words(name, interval), outcome.unit)
    return table


@app.command()
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
    workers: Workers = None,
) -> None:
    """Compare two scenarios run with the same seeds.

    Shows paired differences with intervals; levers are pulled in OTHER only.
    """
    from rich.table import Table

    from culturesim.results.files import check_folder

    if out is not None:
        check_folder(out, force)
    first, second = _scenario(base, None, days), _scenario(other, sets, days, levers)
    from culturesim import runs as many
    from culturesim.report.comparison import difference_words, render_comparison
    from culturesim.report.words import number

    n = runs or first.runs
    with _progress(f"{n} pairs of {first.name} and {second.name}") as show:
        found = many.compare(first, second, runs, seed, workers=workers, progress=show,
                             message=_say)  # fmt: skip
    table = Table("Outcome", "Base", "Other", "Difference", "95 % interval", "Same sign", box=None,
                  pad_edge=False)  # fmt: skip
    for column in range(1, 6):
        table.columns[column].justify = "right"
    for row in found.table.itertuples():
        means = [number(float(str(value)), str(row.unit)) for value in (row.base, row.other)]
        table.add_row(str(row.label), *means, *difference_words(row))
    console = _console()
    console.print(f"Base: {first.title}\nOther: {second.title}\n{n} pairs of runs\n", markup=False)
    console.print(table)
    if out is not None:
        folder = found.save(out, force, {"comparison.html": render_comparison(found)})
        console.print(f"\nWritten to {folder}; open {folder / 'comparison.html'} in a browser.",
                      soft_wrap=True, markup=False)  # fmt: skip


@app.command()
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
        _console().print(_in_full(registry[str(name)]))
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
    _console().print(table)


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


@app.command("levers")
def list_levers(
    name: Annotated[str | None, typer.Argument(help="A lever, to show in full.")] = None,
) -> None:
    """List the levers, or show one in full."""
    from culturesim.report.levers import lever_in_full, lever_list

    _console().print(lever_list() if name is None else lever_in_full(name))


@app.command()
def scenarios() -> None:
    """List the scenarios that come with culturesim."""
    from rich.table import Table

    from culturesim.scenario import list_scenarios

    table = Table(box=None, show_header=False, pad_edge=False)
    for name, title in list_scenarios().items():
        table.add_row(name, title)
    _console().print(table)


@app.command("export-organisation")
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

    folder = many.export_organisation(_scenario(scenario, None, None), out, seed, force)
    _console().print(f"Written to {folder}: organisation.graphml, nodes.csv, edges.csv",
                     soft_wrap=True, markup=False)  # fmt: skip


def _fail(line: object, code: int) -> int:
    """Print one line about what went wrong."""
    text = " ".join(str(line).split())
    sys.stderr.write(f"culturesim: {text}\n")
    return code


def _run() -> int:
    """Run the command and turn what goes wrong into one line and an exit code."""
    try:
        code = int(app(standalone_mode=False, prog_name="culturesim") or 0)
        return _fail("stopped; nothing was written", code) if code == INTERRUPTED else code
    except InputError as error:
        return _fail(error, WRONG_INPUT)
    except typer.TyperException as error:
        say = getattr(error, "format_message", error.__str__)
        return _fail(say(), WRONG_INPUT)
    except (KeyboardInterrupt, typer.Abort):
        return _fail("stopped; nothing was written", INTERRUPTED)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except MemoryError:
        return _fail("not enough memory for this; try fewer runs or days", WRONG_INPUT)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"{where}{(error.strerror or str(error)).lower()}", WRONG_INPUT)
    except Exception as error:  # a defect: one line for people, all of it on demand
        if os.environ.get("CULTURESIM_DEBUG"):
            raise
        kind = type(error).__name__
        return _fail(f"defect: {kind}: {error} (CULTURESIM_DEBUG=1 shows where)", 1)


def main() -> None:
    """Run the command line; exit code 2 for wrong input, 130 when stopped."""
    sys.exit(_run())


if __name__ == "__main__":
    main()
