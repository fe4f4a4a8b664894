"""Commands that look after a sweep: status, retry, extend, verify, compact, export, run-one."""

from __future__ import annotations

from typing import Annotated

import typer

from culturesim.cli.asking import Force
from culturesim.cli.showing import console, say
from culturesim.cli.sweep import (
    Folder,
    Limit,
    Processes,
    Workers,
    app,
    finish,
    showing,
    stopping,
    wide_words,
)

__all__ = ["app", "compact", "export", "extend", "retry", "run_one", "status", "verify"]


def _print(text: str) -> None:
    console().print(text, markup=False, soft_wrap=True)


@app.command()
def status(folder: Folder) -> None:
    """Tell how far a sweep is; safe while it runs."""
    from culturesim.experiments import upkeep
    from culturesim.experiments.estimates import time_words

    found = upkeep.status(folder)
    text = f"{folder}: {found.done:,} of {found.runs:,} runs done, {found.failed:,} failed, "
    text += f"{found.timeout:,} took too long, {found.missing:,} missing"
    if found.is_running:
        text += "; at work"
        if found.seconds_left >= 0.0:
            text += f", {found.runs_a_second:.3g} runs a second"
            text += f", about {time_words(found.seconds_left)} left"
    elif found.missing:
        text += f"; not at work: `culturesim sweep run {folder}` goes on"
    _print(text + wide_words(folder))


@app.command()
def retry(
    folder: Folder,
    workers: Workers = None,
    processes: Processes = None,
    limit: Limit = None,
) -> None:
    """Do runs again that failed or took too long."""
    from culturesim.experiments import upkeep

    with stopping(), showing("retrying") as show:
        summary = upkeep.retry(folder, workers=workers, processes=processes, limit=limit,
                               progress=show, message=say)  # fmt: skip
    finish(summary)


@app.command()
def extend(
    folder: Folder,
    replicates: Annotated[int | None, typer.Option(help="New number of runs a point.")] = None,
    points: Annotated[int | None, typer.Option(help="New number of points (lhs, sobol).")] = None,
) -> None:
    """Ask for more replicates or points.

    Finished runs stay as they are; `sweep run FOLDER` then does the new ones.
    """
    from culturesim.experiments import upkeep

    missing = upkeep.extend(folder, replicates, points)
    _print(f"{folder}: {missing:,} runs are missing now; `culturesim sweep run {folder}` does them")


@app.command()
def verify(
    folder: Folder,
    rerun: Annotated[int, typer.Option(help="Runs to do again and compare to the last bit.")] = 20,
) -> None:
    """Check every file and row, and run a sample again.

    Exit code 1 if anything is wrong.
    """
    from culturesim.experiments.verify import verify as check

    faults = check(folder, rerun, say)
    for fault in faults:
        _print(fault)
    if faults:
        raise typer.Exit(1)
    _print(f"{folder}: every row is as it should be")


@app.command()
def compact(folder: Folder) -> None:
    """Put all files of rows into one."""
    from culturesim.experiments import upkeep

    files, rows = upkeep.compact(folder)
    _print(f"{folder}: {files:,} files, now one of {rows:,} rows")


@app.command()
def export(
    folder: Folder,
    to: Annotated[str, typer.Option(help="csv, parquet, netcdf or ema.")] = "csv",
    out: Annotated[str | None, typer.Option(help="The file; in the folder if left out.")] = None,
) -> None:
    """Write all rows to one file, for other programs."""
    from culturesim.experiments.export import export as write

    _print(f"Written to {write(folder, to, out)}")


@app.command("run-one")
def run_one(
    folder: Folder,
    run: Annotated[int, typer.Argument(help="Number of the run: column run.")],
    out: Annotated[str | None, typer.Option(help="Folder for tables and report.")] = None,
    force: Force = False,
) -> None:
    """Do one run again with every event kept, and tell what happened."""
    from culturesim.cli.runs import tell_results
    from culturesim.experiments.export import run_one as run_again
    from culturesim.results.files import check_folder

    if out is not None:
        check_folder(out, force)
    tell_results(run_again(folder, run, say), out, force)
