"""Analyse a sweep: all that its design permits, written as a page, pictures and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from culturesim.errors import InputError
from culturesim.experiments.analysis.sections.section import (
    Drawing,
    Finding,
    Options,
    Section,
    SkippedError,
)
from culturesim.experiments.analysis.study import Study

__all__ = ["ANALYSES", "Analysis", "analyse", "analyse_study"]

#: Name, title, module and function of each analysis, in the order of the page.
ANALYSES = (
    ("maps", "Phase maps", "maps", "maps_section"),
    ("discovery", "Scenario discovery", "discovery", "discovery_section"),
    ("tipping", "Tipping and hysteresis", "curves", "tipping_section"),
    ("memory", "How long the past can be told", "memory", "memory_section"),
    ("single", "One factor at a time", "single", "single_section"),
    ("levers", "Levers alone and in pairs", "levers", "levers_section"),
    ("pareto", "Pareto front of levers", "levers", "pareto_section"),
    ("effects", "Main effects", "effects", "effects_section"),
    ("interactions", "Interactions", "effects", "interactions_section"),
    ("sobol", "Sobol indices", "indices", "sobol_section"),
    ("morris", "Morris screening", "indices", "morris_section"),
    ("convergence", "Convergence of replications", "curves", "convergence_section"),
)
DPI = 200
NAMES = ("analysis.html", "findings.md")


@dataclass(frozen=True)
class Analysis:
    """What was found in the runs of an experiment.

    Attributes
    ----------
    study : Study
        The runs.
    sections : list of Section
        What was found, in the order of the page.
    skipped : dict of str to str
        Analyses that the design does not permit, by title, and why.

    Examples
    --------
    >>> Analysis.__name__
    'Analysis'
    """

    study: Study
    sections: list[Section]
    skipped: dict[str, str]

    def __getitem__(self, key: str) -> Section:
        """Section by its name.

        Raises
        ------
        KeyError
            If there is no such section.
        """
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)

    @property
    def strongest(self) -> list[Finding]:
        """Findings a reader should see first."""
        from culturesim.experiments.analysis.page import strongest

        return strongest(self.sections)

    def html(self) -> str:
        """Write the page."""
        from culturesim.experiments.analysis.page import render_page

        return render_page(self.study, self.sections, self.skipped)

    def markdown(self) -> str:
        """Write findings in words, and what was left out."""
        lines = [f"# {self.study.title}", ""]
        lines += [f"* {f.text} ({f.sure})" for f in self.strongest]
        for section in self.sections:
            lines += ["", f"## {section.title}", "", section.how, ""]
            lines += [f"* {f.text} ({f.sure})" for f in section.findings]
            for drawing in section.drawings:
                lines += ["", f"![{drawing.label}]({drawing.name}.png)"]
            lines += [line for note in section.notes for line in ("", note)]
        if self.skipped:
            lines += ["", "## What was left out", ""]
            lines += [f"* {title}: {why}." for title, why in self.skipped.items()]
        return "\n".join(lines) + "\n"

    def save(self, out: str | Path, force: bool = False,
             formats: Sequence[str] = ("png", "svg")) -> Path:  # fmt: skip
        """Write page, words, pictures and tables, all or nothing.

        Parameters
        ----------
        out : str or Path
            Folder; it need not exist.
        force : bool
            Allow a folder that holds something.
        formats : sequence of str
            Kinds of picture files.

        Returns
        -------
        Path
            The folder: ``analysis.html``, ``findings.md``, and for each picture and table a file.

        Raises
        ------
        InputError
            If the folder cannot be written to, or holds something and ``force`` is not given.
        """
        from culturesim.experiments.analysis.files import write_all

        drawings = [d for section in self.sections for d in section.drawings]
        tables = {n: t for section in self.sections for n, t in section.tables.items()}
        return write_all(Path(out), force, {NAMES[0]: self.html(), NAMES[1]: self.markdown()},
                         tables, {d.name: _drawn(d) for d in drawings}, formats, DPI)  # fmt: skip


def _drawn(drawing: Drawing) -> Callable[[], Any]:
    from culturesim.report.pictures import WIDE_INCHES

    return lambda: drawing.figure(WIDE_INCHES)


def _check(study: Study, options: Options) -> None:
    """Refuse what was asked for and does not exist, even where its analysis is left out."""
    for pair in options.pairs:
        study.check_factors(pair)
    wanted = [*options.outcomes]
    if options.cases != Options().cases:
        wanted.append(options.cases)
    for name in wanted:
        study.check_outcome(name)


def analyse_study(
    study: Study,
    options: Options | None = None,
    only: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Analysis:
    """Make all analyses that a design permits.

    Parameters
    ----------
    study : Study
        The runs.
    options : Options, optional
        Outcomes, maps and cases asked for.
    only : sequence of str
        Names of analyses to make; all if empty.
    progress : callable, optional
        Told how many of how many analyses are done.

    Returns
    -------
    Analysis
        Sections, and what was left out and why.

    Raises
    ------
    InputError
        If an analysis, outcome or factor that was asked for does not exist.
    """
    from importlib import import_module

    from culturesim.errors import nearest

    names = [name for name, *_ in ANALYSES]
    for name in only:
        if name not in names:
            raise InputError(f"--only: no analysis is called {name!r}{nearest(name, names)}")
    options = options or Options()
    _check(study, options)
    wanted = [row for row in ANALYSES if not only or row[0] in only]
    sections, skipped = [], {}
    for done, (_, title, module, function) in enumerate(wanted):
        if progress:
            progress(done, len(wanted))
        home = import_module(f"culturesim.experiments.analysis.sections.{module}")
        try:
            sections.append(getattr(home, function)(study, options))
        except SkippedError as why:
            skipped[title] = str(why)
    return Analysis(study, sections, skipped)


def analyse(
    folder: str | Path,
    options: Options | None = None,
    only: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Analysis:
    """Analyse the store of a sweep; arguments as :func:`analyse_study`.

    Parameters
    ----------
    folder : str or Path
        Folder that ``culturesim sweep run`` has written.
    options : Options, optional
        Outcomes, maps and cases asked for.
    only : sequence of str
        Names of analyses to make; all if empty.
    progress : callable, optional
        Told how many of how many analyses are done.

    Returns
    -------
    Analysis
        Sections, and what was left out and why.

    Raises
    ------
    InputError
        If the folder is no store, no run has finished, or what was asked for does not exist.
    """
    from culturesim.experiments.analysis.reading import read_study

    return analyse_study(read_study(folder), options, only, progress)
