"""The command that tells the story of one run, and follows one patient back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from culturesim.cli.asking import Days, Force, Levers, ScenarioName, Seed, Sets, scenario_of
from culturesim.cli.showing import console, progress, say
from culturesim.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["story"]


def story(
    scenario: ScenarioName,
    seed: Seed = 0,
    days: Days = None,
    sets: Sets = None,
    levers: Levers = None,
    hospital: Annotated[
        str | None,
        typer.Option(help="Which hospital, if there are several; the first if left out."),
    ] = None,
    patient: Annotated[
        int | None,
        typer.Option(metavar="N", help="Follow the N-th patient who came to harm, from 1."),
    ] = None,
    worst: Annotated[
        bool, typer.Option("--worst", help="Follow the gravest harm with most chances before it.")
    ] = False,
    out: Annotated[
        str | None, typer.Option(help="Folder for story.csv, story.txt and chances.csv.")
    ] = None,
    force: Force = False,
) -> None:
    """Tell one run: who knew what, when, and what stopped it.

    With --patient or --worst, follow one harmed patient back through every chance there was.
    """
    from culturesim.results.files import check_folder

    if worst and patient is not None:
        raise InputError("--patient and --worst: give one of them")
    if out is not None:
        check_folder(out, force)
    loaded = scenario_of(scenario, sets, days, levers)
    from culturesim import runs as many

    with progress(f"one run of {loaded.name}") as show:
        results = many.run(loaded, 1, seed, ledger=True, progress=show, message=say)
    found = _Found(results, hospital, "worst" if worst else patient)
    screen = console()
    found.show(screen)
    if out is not None:
        folder = found.save(out, force)
        screen.print(f"\nWritten to {folder}.", soft_wrap=True, markup=False)


class _Found:
    """A story and, if somebody is followed, a patient's chances; as tables, words and files."""

    def __init__(self, results: Any, hospital: str | None, patient: int | str | None) -> None:
        from culturesim.inquiry import chances_of, find_patient, tell_patient
        from culturesim.report.inquiry import story_note
        from culturesim.results.stories import start_of, story_of

        self.start, self.note = start_of(results), story_note(results)
        events = results.events(hospital=hospital)
        self.lines = story_of(results, hospital=hospital)
        self.title = results.provenance["scenario"]["title"]
        self.chances, self.told = [], ""
        self.is_followed = patient is not None
        if patient is not None:
            whom = find_patient(events, patient)
            self.chances = chances_of(events, whom)
            number = f"Patient {whom.number:,}. "
            self.told = number + " ".join(tell_patient(events, whom, self.chances, self.start))

    def show(self, screen: Any) -> None:
        """Print the patient if one is followed, else the story."""
        from rich.table import Table

        screen.print(f"{self.title}\n{self.note}\n", markup=False)
        if self.is_followed:
            self._show_patient(screen)
            return
        table = Table("When", "What happened, and who knew", "What stopped it", box=None,
                      pad_edge=False, padding=(0, 2, 1, 0))  # fmt: skip
        table.columns[0].no_wrap = True
        for line in self.lines:
            table.add_row(line.label or _date(line), _safe(line.what), _safe(line.stopped_by))
        screen.print(table)

    def _show_patient(self, screen: Any) -> None:
        from rich.table import Table

        from culturesim.inquiry import counted, picked
        from culturesim.words import date_words

        screen.print(self.told, markup=False)
        if not self.chances:
            return
        table = Table("How far it came", "What stopped it there", "Times", box=None, pad_edge=False)
        table.columns[2].justify = "right"
        for where, why, n in counted(self.chances):
            table.add_row(where.capitalize(), why, f"{n:,}")
        few = Table("When", "Chances that came farthest", box=None, pad_edge=False)
        few.columns[0].no_wrap = True
        for chance in picked(self.chances):
            few.add_row(date_words(self.start, chance.day), _safe(chance.what))
        screen.print()
        screen.print(table)
        screen.print()
        screen.print(few)

    def save(self, folder: str, force: bool) -> Path:
        """Write the tables and the words to a folder."""
        from culturesim.inquiry import chances_frame, story_frame
        from culturesim.results.files import text_writer, write_folder

        lines = [
            f"{line.label or _date(line)}: {line.what} {line.stopped_by}".rstrip()
            for line in self.lines
        ]
        told = f"\n{self.told}\n" if self.told else ""
        text = "\n".join([self.title, self.note, "", *lines]) + f"\n{told}"
        frames = {"story.csv": story_frame(self.lines)}
        if self.is_followed:
            frames["chances.csv"] = chances_frame(self.chances)
        writers: dict[str, Callable[[Path], object]] = {
            name: text_writer(frame.to_csv(index=False)) for name, frame in frames.items()
        }
        return write_folder(folder, {**writers, "story.txt": text_writer(text)}, force)


def _date(line: Any) -> str:
    from culturesim.words import date_words

    return date_words(line.date, 1)


def _safe(words: str) -> str:
    from rich.markup import escape

    return escape(words)
