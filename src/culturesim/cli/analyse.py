"""The command that says what the runs of a sweep mean."""

from __future__ import annotations

from typing import Annotated

import typer

from culturesim.cli.asking import Force
from culturesim.cli.showing import console, progress
from culturesim.errors import InputError

__all__ = ["analyse"]


def _pairs(texts: list[str]) -> tuple[tuple[str, str], ...]:
    found = []
    for text in texts:
        names = [name.strip() for name in text.split(",")]
        if len(names) != 2 or not all(names) or names[0] == names[1]:
            raise InputError(f"--map: expected two different factors, as in fear,staffing; "
                             f"got {text!r}")  # fmt: skip
        found.append((names[0], names[1]))
    return tuple(found)


def analyse(
    folder: Annotated[str, typer.Argument(help="The store of a sweep.", metavar="DIR")],
    out: Annotated[
        str | None,
        typer.Option(help="Folder for page, pictures and tables; DIR/analysis if left out."),
    ] = None,
    force: Force = False,
    outcome: Annotated[
        list[str] | None, typer.Option(help="Look at this outcome; may be repeated.")
    ] = None,
    maps: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="A,B", help="Map these two factors; may be repeated."),
    ] = None,
    cases: Annotated[
        str, typer.Option(help="What scenario discovery looks for: an outcome that is 0 or 1.")
    ] = "fails_unseen",
    only: Annotated[
        list[str] | None,
        typer.Option(
            help="Make this analysis only; may be repeated: maps, discovery, tipping, "
            "single, levers, pareto, effects, interactions, sobol, morris, "
            "convergence."
        ),
    ] = None,
) -> None:
    """Say what the runs of a sweep mean: tables, pictures, and words with how sure they are.

    Makes every analysis that the design permits and says which were left out and why.
    """
    from pathlib import Path

    from culturesim.experiments.analysis import Options
    from culturesim.experiments.analysis import analyse as look
    from culturesim.results.files import check_folder

    where = Path(out) if out is not None else Path(folder) / "analysis"
    options = Options(tuple(outcome or ()), _pairs(maps or []), cases)
    if Path(folder).is_dir():
        check_folder(where, force)
    with progress(f"analysing {folder}") as show:
        found = look(folder, options, only or (), show)
    with console(err=True).status("drawing"):
        written = found.save(where, force)
    screen = console()
    screen.print(f"{found.study.title}\n{found.study.n_runs:,} runs at {found.study.n_points:,} "
                 "points\n", markup=False)  # fmt: skip
    for finding in found.strongest:
        screen.print(f"* {finding.text} ({finding.sure})", markup=False)
    for title, why in found.skipped.items():
        screen.print(f"Left out: {title}: {why}.", style="dim", markup=False)
    screen.print(f"\nWritten to {written}; open {written / 'analysis.html'} in a browser.",
                  soft_wrap=True, markup=False)  # fmt: skip
