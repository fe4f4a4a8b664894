"""The command that sets the model beside published numbers."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from culturesim.cli.asking import Force, Out, Seed, Workers
from culturesim.cli.showing import console, progress, say
from culturesim.errors import InputError

__all__ = ["validate"]

Ids = Annotated[list[str] | None, typer.Argument(metavar="[ID]...",
                help="Patterns C01 to C33, or with --theory replications T1 to T30; all "
                "if left out.")]  # fmt: skip
COLOURS = {"in": "green", "out": "red", "shown": "dim", "unknown": "dim"}
SHORT = {"in": "in band", "out": "out", "shown": "-", "unknown": "no value"}


def validate(
    ids: Ids = None,
    hospitals: Annotated[
        int | None, typer.Option(help="Hospitals that differ; 40, or 400 with --full.")
    ] = None,
    seeds: Annotated[
        int | None, typer.Option(help="Runs of the ordinary hospital; 4, or 30 with --full.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="The size for releases: minutes.")] = False,
    theory: Annotated[
        bool, typer.Option("--theory", help="Run the replications of the theory instead.")
    ] = False,
    sets: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="Change a parameter or dial in every hospital; may be repeated.",
        ),
    ] = None,
    seed: Seed = 0,
    out: Out = None,
    force: Force = False,
    workers: Workers = None,
) -> None:
    """Hold the model to published numbers.

    Simulates what is needed once, measures it as the studies did, and says what is in band.
    """  # fmt: skip
    from culturesim.results.files import check_folder

    if out is not None:
        check_folder(out, force)
    if theory:
        if sets or full or hospitals or seeds:
            raise InputError("--theory: takes no --set, --full, --hospitals or --seeds")
        _theory(ids, seed, out, force)
    else:
        _patterns(ids, _size(full, hospitals, seeds, seed), sets, out, force, workers)


def _size(full: bool, hospitals: int | None, seeds: int | None, seed: int) -> Any:
    """How much to simulate."""
    from culturesim.evidence import FULL, QUICK, Size

    usual = FULL if full else QUICK
    return Size(usual.hospitals if hospitals is None else hospitals,
                usual.seeds if seeds is None else seeds, seed)  # fmt: skip


def _patterns(ids: Any, size: Any, sets: Any, out: Any, force: bool, workers: Any) -> None:
    """Measure patterns, print them, write them."""
    from culturesim.evidence import changes_of, find_patterns, validate_patterns, validation_page

    wanted, changes = find_patterns(ids or None), changes_of(sets or [])
    with progress(f"simulating for {len(wanted)} patterns") as show:
        found = validate_patterns([pattern.id for pattern in wanted], size, changes,
                                  workers=workers, progress=show, message=say)  # fmt: skip
    if ids:
        _refuse_unknown(found)
    screen = console()
    screen.print(pattern_table(found))
    screen.print(f"\n{found.count('in')} of {len(wanted)} patterns in band, {found.count('out')} "
                 f"out, {found.count('unknown')} not measured; {size.seeds} runs, {size.hospitals} "
                 f"hospitals, {found.seconds:.0f} s.")  # fmt: skip
    if out is not None:
        command = _command(ids, size, sets)
        _write(out, force, {**about(found, command), "patterns": found.rows()},
               validation_page(found, command=command))  # fmt: skip


def _refuse_unknown(found: Any) -> None:
    """Refuse to go on when a pattern that was asked for by name could not be measured."""
    missing = [f"{one.pattern.id} ({one.reason})" for one in found.measured
               if one.verdict == "unknown"]  # fmt: skip
    if missing:
        raise InputError(f"patterns: cannot be measured: {'; '.join(missing)}")


def _command(ids: Any, size: Any, sets: Any) -> str:
    """Give the command that makes the same again."""
    words = ["culturesim validate", *(ids or []), f"--hospitals {size.hospitals}",
             f"--seeds {size.seeds}", *([f"--seed {size.seed}"] if size.seed else []),
             *(f"--set {text}" for text in sets or [])]  # fmt: skip
    return " ".join(words)


def about(found: Any, command: str) -> dict[str, Any]:
    """Say how a validation was made, to be stored with it."""
    from culturesim import __version__

    return {"culturesim": __version__, "command": command, "date": found.date,
            "seconds": round(found.seconds, 1), "hospitals": found.size.hospitals,
            "seeds": found.size.seeds, "seed": found.size.seed, "changes": dict(found.changes),
            "in_band": found.count("in"), "out_of_band": found.count("out"),
            "not_measured": found.count("unknown")}  # fmt: skip


WIDTHS = (23, 15, 27)  # columns of the published figure, the band and the model


def pattern_table(found: Any) -> Any:
    """Lay out patterns and their parts so that eighty columns are enough."""
    from rich.text import Text

    from culturesim.evidence.page import estimate_words, short_source, tuned_words

    head = ("published", "band", "model, 95 % interval")
    screen = Text("     " + "".join(f"{w:{n}}" for w, n in zip(head, WIDTHS, strict=True)) + "\n",
                  style="dim")  # fmt: skip
    for one in found.measured:
        for part in one.pattern.parts:
            first = part is one.pattern.headline
            label = f"{part.label}, {part.unit}" if part.unit else part.label
            screen.append(f"\n{one.pattern.id:5}" if first else "     ", style="bold")
            screen.append(f"{label}\n", style="bold" if first else "")
            cells = (part.published, part.band, estimate_words(one.of(part)))
            row = "".join(f"{w:{n}}" for w, n in zip(cells, WIDTHS, strict=True))
            verdict = one.verdict_of(part)
            screen.append(f"     {row}", style="")
            screen.append(f"{SHORT[verdict]}\n", style=COLOURS[verdict])
        tuned = tuned_words(one.pattern.id).partition(":")[0]
        screen.append(f"     {short_source(one.pattern.source)}; {tuned}\n", style="dim")
        if one.reason:
            screen.append(f"     not measured: {one.reason}\n", style="dim")
    return screen


def _theory(ids: Any, seed: int, out: Any, force: bool) -> None:
    """Run replications, print their checks, write them."""
    from rich.table import Table
    from rich.text import Text

    from culturesim.evidence import validation_page
    from culturesim.evidence.page import figure
    from culturesim.evidence.theory import find_replications, run_theory, theory_table

    wanted = find_replications(ids or None)
    with progress(f"{len(wanted)} replications") as show:
        results = run_theory([one.id for one in wanted], seed, show)
    table = Table("", "Check", "Published", "Tolerance", "Result", "", box=None, pad_edge=False)
    for result in results:
        table.add_row(result.replication.id, Text(result.replication.title, style="bold"))
        for check in result.checks:
            word = Text("holds", style="green") if check.ok else Text("missed", style="red")
            table.add_row("", f"  {check.name}", figure(check.reference), check.tolerance,
                          figure(check.result), word)  # fmt: skip
    screen = console()
    screen.print(table)
    screen.print(f"\n{sum(result.ok for result in results)} of {len(results)} replications hold in "
                 "every check.")  # fmt: skip
    if out is not None:
        from culturesim import __version__

        command = " ".join(["culturesim validate --theory", *(ids or [])])
        stored = {"culturesim": __version__, "command": command, "seed": seed,
                  "checks": theory_table(results)}  # fmt: skip
        _write(out, force, stored, validation_page(None, results, command))


def _write(out: str, force: bool, stored: dict[str, Any], page: str) -> None:
    """Write JSON and page, both or none."""
    import json

    from culturesim.results import text_writer, write_folder
    from culturesim.results.files import clean_json

    text = json.dumps(clean_json(stored), indent=1, ensure_ascii=False) + "\n"
    folder = write_folder(out, {"validation.json": text_writer(text),
                                "validation.html": text_writer(page)}, force)  # fmt: skip
    console().print(f"\nWritten to {folder}; open {folder / 'validation.html'} in a browser.",
                    soft_wrap=True, markup=False)  # fmt: skip
