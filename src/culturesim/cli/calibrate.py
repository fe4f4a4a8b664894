"""The command that searches for plausible sets of parameters, and screens guesses."""

from __future__ import annotations

import json
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
    every: Annotated[
        bool, typer.Option("--every-pattern", help="With --sensitivity: all patterns, though most "
                           "need more simulated hospitals; a quarter of a minute a set.")
    ] = False,
    assumed: Annotated[
        bool, typer.Option("--assumed", help="With --sensitivity: every assumed number, a third "
                           "either way of its default, and not the file's priors.")
    ] = False,
    workers: Workers = None,
) -> None:  # fmt: skip
    """Find the sets of parameters that show the tuning patterns.

    Can be stopped at any time and goes on from there; changes no default by itself.
    """
    from dataclasses import replace

    from culturesim.evidence import load_patterns
    from culturesim.evidence.calibrating import read_task
    from culturesim.evidence.calibrating.rows import digest, open_rows
    from culturesim.evidence.calibrating.task import assumed_priors
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
    if (every or assumed) and not sensitivity:
        raise InputError("--every-pattern and --assumed: need --sensitivity")
    ids = list(load_patterns()) if every else cheap(task)
    if assumed:
        task = replace(task, priors=assumed_priors())
    about = {"calibration file": task.digest, "model": model_digest(), "way of measuring": digest()}
    if sensitivity:
        about["list of patterns"] = " ".join(ids)
    rows = open_rows(folder / ("screened.jsonl" if sensitivity else "sets.jsonl"), about)
    if len(rows):
        say(f"going on after {len(rows)} sets")
    try:
        (_screen if sensitivity else _search)(task, rows, ids, folder, workers)
    except KeyboardInterrupt:
        line = f"stopped after {len(rows)} sets; the same command goes on from there"
        raise StoppedError(line, INTERRUPTED) from None


def cheap(task: Any) -> list[str]:
    """List the patterns that need no other runs than the tuning patterns do."""
    from culturesim.evidence import load_patterns
    from culturesim.evidence.measures import MEASURES

    worlds = {world for name in task.tuning for world in MEASURES[name].worlds}
    return [name for name in load_patterns() if set(MEASURES[name].worlds) <= worlds]


def made_by(task: Any) -> dict[str, str]:
    """Say what made an ensemble: version, fingerprints of model and measures, date."""
    import datetime as dt

    from culturesim import __version__
    from culturesim.evidence.calibrating.rows import digest
    from culturesim.runs import model_digest

    today = dt.datetime.now(dt.UTC).date().isoformat()
    return {"culturesim": __version__, "model": model_digest(), "measures": digest(),
            "calibration": task.digest, "date": today}  # fmt: skip


def _search(task: Any, rows: Any, ids: list[str], folder: Path, workers: int | None) -> None:
    """Search, tell, write."""
    from culturesim.cli.showing import progress
    from culturesim.evidence.calibrating import accepted, propose, write_ensemble
    from culturesim.evidence.calibrating import calibrate as search
    from culturesim.evidence.calibrating.outcome import shown_first, summary
    from culturesim.evidence.calibrating.pictures import draw_pairs

    with progress(f"simulating sets for {len(task.tuning)} patterns") as bar:
        search(task, rows, ids=ids, workers=workers,
               progress=lambda done, total, _: bar(done, total))  # fmt: skip
    told = summary(task, rows) | made_by(task) | {"shown": shown_first(task, rows)}
    table, sets = propose(task, rows), accepted(task, rows)
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


def _screen(task: Any, rows: Any, ids: list[str], folder: Path, workers: int | None) -> None:
    """Screen, tell, write."""
    from culturesim.cli.showing import progress
    from culturesim.evidence.calibrating.pictures import draw_effects
    from culturesim.evidence.calibrating.screening import screen, screened

    with progress(f"simulating {task.trajectories} trajectories") as bar:
        found = screen(task, rows, ids, workers=workers, progress=bar)
    if found.empty:
        raise InputError("--sensitivity: no pattern could be measured in every set; simulate more")
    found.to_csv(folder / "sensitivity.csv", index=False, float_format="%.5g")
    told = screened(task, rows, ids, found) | made_by(task)
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    (folder / "sensitivity.json").write_text(text, encoding="utf-8")
    draw_effects(found).savefig(folder / "sensitivity.png", dpi=100)
    top = found.sort_values(["id", "mu_star"], ascending=[True, False]).groupby("id").head(3)
    from rich.table import Table

    shown = Table("Pattern", "Parameter", "Effect", "Half-widths of band", box=None, pad_edge=False)
    for row in top.itertuples():
        shown.add_row(str(row.id), str(row.parameter), f"{row.mu:+.3g} {row.unit}",
                      f"{row.in_bands:.2f}")  # fmt: skip
    console().print(shown)
    console().print(f"\nWritten to {folder}.", soft_wrap=True)
