"""Commands that run experiments: sweep plan, run, status, retry and the rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from culturesim.cli.showing import StoppedError, console, progress, say
from culturesim.errors import InputError

if TYPE_CHECKING:
    from culturesim.experiments import Experiment, Summary

__all__ = ["app"]

STOPPED, INTERRUPTED = 3, 130
SAID_EVERY = 60.0  # seconds between lines where there is no screen for a bar

app = typer.Typer(
    help="Run experiments: many points, many seeds, stopped and resumed as you like.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

File = Annotated[str, typer.Argument(help="An experiment file, or the folder of a sweep.")]
Folder = Annotated[str, typer.Argument(help="Folder of a sweep.")]
Out = Annotated[str | None, typer.Option(help="Folder; out/NAME beside the file if left out.")]
Workers = Annotated[int | None, typer.Option(help="Runs at a time; rows do not depend on it.")]
Processes = Annotated[bool | None, typer.Option(
    "--processes/--threads", help="Workers are processes: runs that hang or crash are contained."
)]  # fmt: skip
Shard = Annotated[str | None, typer.Option(metavar="K/N", help="Do part K, from 0, of N parts.")]
Scheduler = Annotated[str | None, typer.Option(
    metavar="ADDRESS", help="Dask scheduler, tcp://host:port or its file, that does the runs."
)]  # fmt: skip
Limit = Annotated[float | None, typer.Option(help="Seconds that one run may take.")]


def experiment_of(file: str) -> Experiment:
    """Read an experiment file, or the experiment of a store."""
    from culturesim.experiments import Experiment

    return Experiment.from_store(file) if Path(file).is_dir() else Experiment.from_file(file)


def shard_of(text: str | None) -> tuple[int, int] | None:
    """Read ``K/N``."""
    if text is None:
        return None
    k, slash, n = text.partition("/")
    if not slash or not k.strip().isdecimal() or not n.strip().isdecimal():
        raise InputError(f"--shard: expected K/N such as 0/16, got {text!r}")
    return int(k), int(n)


@contextmanager
def showing(words: str) -> Iterator[Callable[[int, int, int], None]]:
    """Show a bar with the time left; a line a minute where there is no screen."""
    screen = console(err=True).is_terminal
    began = said = time.monotonic()
    first = -1
    with progress(words) as bar:

        def show(done: int, total: int, failed: int) -> None:
            nonlocal said, first
            first = done - 1 if first < 0 else first
            bar(done, total)
            now = time.monotonic()
            if not screen and now - said > SAID_EVERY:
                from culturesim.experiments.estimates import time_words

                said = now
                left = (now - began) / max(1, done - first) * (total - done)
                say(f"{done:,} of {total:,} runs, {failed:,} failed, {time_words(left)} left")

        yield show


@contextmanager
def stopping() -> Iterator[None]:
    """Turn the ways in which a sweep stops early into a line and an exit code."""
    from culturesim.experiments import InterruptedSweepError, SweepStoppedError

    try:
        yield
    except InterruptedSweepError as error:
        raise StoppedError(error, INTERRUPTED) from None
    except SweepStoppedError as error:
        raise StoppedError(error, STOPPED) from None


@app.command()
def plan(file: File, workers: Workers = None) -> None:
    """Check an experiment and tell how many runs it is, how long and how large.

    Nothing is run or written.
    """
    experiment = experiment_of(file)
    estimate = experiment.estimate(workers)
    screen = console()
    screen.print(f"{experiment.title}\n{estimate.words}", markup=False, soft_wrap=True)
    screen.print(f"Rows go to {experiment.folder}", markup=False, soft_wrap=True)
    screen.print(_factors(experiment))


def _factors(experiment: Experiment) -> Any:
    from rich.table import Table

    table = Table("Factor", "Sets", "Values", box=None, pad_edge=False)
    design = experiment.design()
    for factor in experiment.plan.varied:
        values = design[factor.name]
        different = values.nunique()
        texts = [f"{v:g}" if isinstance(v, float) else str(v) for v in values.unique()[:6]]
        shown = ", ".join(texts)
        if different > 6:
            shown = f"{values.min():.4g} to {values.max():.4g}"
        day = f" from day {factor.day}" if factor.day is not None else ""
        table.add_row(factor.name, f"{factor.target.home}.{factor.target.name}{day}", shown)
    for factor in experiment.plan.constants:
        only = factor.spread.choices[0]
        table.add_row(factor.name, f"{factor.target.home}.{factor.target.name}", f"{only} always")
    return table


@app.command()
def run(
    file: File,
    out: Out = None,
    workers: Workers = None,
    processes: Processes = None,
    shard: Shard = None,
    scheduler: Scheduler = None,
    limit: Limit = None,
) -> None:
    """Run what is missing of an experiment.

    The same command again goes on where it stopped. Exit codes: 0 all runs done, 1 some failed,
    3 stopped by a full disk or a lost scheduler, 130 by Ctrl-C.
    """
    part = shard_of(shard)
    experiment = experiment_of(file)
    with stopping(), showing(experiment.name) as show:
        summary = experiment.run(
            out, workers=workers, processes=processes, shard=part, scheduler=scheduler,
            limit=limit, progress=show, message=say,
        )  # fmt: skip
    finish(summary)


def wide_words(folder: str | Path) -> str:
    """Say at how many points a stopping rule ran out of replicates; nothing if at none."""
    from culturesim.experiments import Experiment, Store
    from culturesim.experiments.schedule import too_wide

    experiment = Experiment.from_store(folder)
    wide = too_wide(experiment, Store(folder))
    if not wide:
        return ""
    most, points = experiment.plan.replicates.most, len(experiment.design())
    return (f"; at {wide:,} of {points:,} points the interval is wider than asked for after all "
            f"{most:,} replicates")  # fmt: skip


def finish(summary: Summary) -> None:
    """Say what a sweep came to, and end with its exit code."""
    from culturesim.experiments.estimates import time_words

    failed = summary.failed + summary.timeout
    text = f"{summary.folder}: {summary.added:,} runs in {time_words(summary.seconds)}; "
    text += f"{summary.done:,} done in all"
    if failed:
        text += f", {summary.failed:,} failed, {summary.timeout:,} took too long: see the columns "
        text += f"status and message, and `culturesim sweep retry {summary.folder}`"
    text += wide_words(summary.folder)
    console().print(text, markup=False, soft_wrap=True)
    if failed:
        raise typer.Exit(summary.exit_code)
