"""The command that searches for plausible sets of parameters, and screens guesses."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from culturesim.cli.asking import Workers
from culturesim.cli.showing import StoppedError, console, say
from culturesim.errors import InputError

__all__ = ["calibrate"]

INTERRUPTED = 130


def calibrate(
    file: Annotated[str, typer.Argument(help="A calibration file: tuning patterns, priors, budget, "
                                        "seed.", metavar="FILE")],
    out: Annotated[str, typer.Option(help="Folder for sets, ensemble and pictures. A folder with "
                                     "an unfinished search of the same file is gone on with.")],
    budget: Annotated[
        int | None, typer.Option(help="Sets simulated at most, instead of the file's.")
    ] = None,
    sensitivity: Annotated[
        bool, typer.Option("--sensitivity", help="Screen the priors instead (Morris): which guess "
                           "moves which pattern.")
    ] = False,
    workers: Workers = None,
) -> None:  # fmt: skip
    """Find the sets of parameters that show the tuning patterns.

    Can be stopped at any time and goes on from there; changes no default by itself.
    """
    from dataclasses import replace

    from culturesim.evidence.calibrating import read_task
    from culturesim.evidence.calibrating.rows import open_rows
    from culturesim.runs import model_digest, prepare

    task = read_task(file)
    if budget is not None:
        if budget < 1:
            raise InputError(f"--budget: {budget} is outside the range 1 and more")
        task = replace(task, budget=budget)
    folder = Path(out)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"--out: {folder} is not a folder")
    prepare(say)
    about = {"calibration file": task.digest, "model": model_digest()}
    rows = open_rows(folder / ("screened.jsonl" if sensitivity else "sets.jsonl"), about)
    if len(rows):
        say(f"going on after {len(rows)} sets")
    try:
        (_screen if sensitivity else _search)(task, rows, folder, workers)
    except KeyboardInterrupt:
        line = f"stopped after {len(rows)} sets; the same command goes on from there"
        raise StoppedError(line, INTERRUPTED) from None


def cheap(task: Any) -> list[str]:
    """List the patterns that need no other runs than the tuning patterns do."""
    from culturesim.evidence import load_patterns
    from culturesim.evidence.measures import MEASURES

    worlds = {world for name in task.tuning for world in MEASURES[name].worlds}
    return [name for name in load_patterns() if set(MEASURES[name].worlds) <= worlds]


def _search(task: Any, rows: Any, folder: Path, workers: int | None) -> None:
    """Search, tell, write."""
    from culturesim.cli.showing import progress
    from culturesim.evidence.calibrating import accepted, propose, write_ensemble
    from culturesim.evidence.calibrating import calibrate as search
    from culturesim.evidence.calibrating.outcome import summary
    from culturesim.evidence.calibrating.pictures import draw_pairs

    with progress(f"simulating sets for {len(task.tuning)} patterns") as bar:
        search(task, rows, ids=cheap(task), workers=workers,
               progress=lambda done, total, _: bar(done, total))  # fmt: skip
    told, table, sets = summary(task, rows), propose(task, rows), accepted(task, rows)
    write_ensemble(sets, told, folder / "plausible.parquet")
    table.to_csv(folder / "proposal.csv", index=False)
    draw_pairs(task, sets).savefig(folder / "pairs.png", dpi=80)
    screen = console()
    screen.print(proposal_table(table))
    screen.print(f"\n{told['accepted']} of {told['simulated']} sets show all {len(task.tuning)} "
                 f"tuning patterns ({100 * told['share']:.1f} %).\nWritten to {folder}. No default "
                 "was changed.", soft_wrap=True)  # fmt: skip


def proposal_table(table: Any) -> Any:
    """Lay out the proposal."""
    from rich.table import Table

    shown = Table("Parameter", "Default", "Prior", "Plausible, 90 %", "Central", box=None,
                  pad_edge=False)  # fmt: skip
    for row in table.itertuples():
        shown.add_row(row.parameter, f"{row.default:g}", f"{row.prior_low:g} to {row.prior_high:g}",
                      f"{row.low:.3g} to {row.high:.3g}", f"{row.central:.3g}")  # fmt: skip
    return shown


def _screen(task: Any, rows: Any, folder: Path, workers: int | None) -> None:
    """Screen, tell, write."""
    from culturesim.cli.showing import progress
    from culturesim.evidence.calibrating.pictures import draw_effects
    from culturesim.evidence.calibrating.screening import screen

    with progress(f"simulating {task.trajectories} trajectories") as bar:
        found = screen(task, rows, cheap(task), workers=workers, progress=bar)
    found.to_csv(folder / "sensitivity.csv", index=False)
    draw_effects(found).savefig(folder / "sensitivity.png", dpi=100)
    top = found.sort_values(["id", "mu_star"], ascending=[True, False]).groupby("id").head(3)
    from rich.table import Table

    shown = Table("Pattern", "Parameter", "Effect", "Half-widths of band", box=None, pad_edge=False)
    for row in top.itertuples():
        shown.add_row(str(row.id), str(row.parameter), f"{row.mu:+.3g} {row.unit}",
                      f"{row.in_bands:.2f}")  # fmt: skip
    console().print(shown)
    console().print(f"\nWritten to {folder}.", soft_wrap=True)
