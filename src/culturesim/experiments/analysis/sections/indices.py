"""Sections on Sobol and Morris indices."""

from __future__ import annotations

import importlib.util

import pandas as pd

from culturesim.errors import InputError
from culturesim.experiments.analysis.indices import morris_indices, sobol_indices
from culturesim.experiments.analysis.pictures.effects import draw_morris, draw_sobol
from culturesim.experiments.analysis.pictures.parts import short
from culturesim.experiments.analysis.sections.section import (
    LIKELY,
    OPEN,
    Drawing,
    Finding,
    Options,
    Section,
    SkippedError,
    amount,
    amounts,
    n_words,
    of_interest,
    sureness,
)
from culturesim.experiments.analysis.sections.words import counted, may_words, stack
from culturesim.experiments.analysis.study import Study

__all__ = ["morris_section", "sobol_section"]


def _need_salib() -> None:
    if importlib.util.find_spec("SALib") is None:
        raise SkippedError("needs SALib: pip install 'culturesim[analysis]'")


def sobol_section(study: Study, options: Options) -> Section:
    """Give Sobol indices of a Saltelli design.

    Parameters
    ----------
    study : Study
        The runs.
    options : Options
        What was asked for.

    Returns
    -------
    Section
        First-order and total indices, with pairs where the design gives them.

    Raises
    ------
    SkippedError
        If the design is another, SALib is missing, or no outcome has all its numbers.
    """
    if study.design != "saltelli":
        raise SkippedError(f"needs a design of kind saltelli; this one is {study.design}")
    _need_salib()
    section = Section("sobol", "Sobol indices", "Alone (first order): share of the variance that "
                      "a factor explains by itself; total: with all it does together with others. "
                      "Intervals by resampling base rows; the seeds are those that were run, so "
                      "luck they share is not in them.")  # fmt: skip
    found, pairs = {}, {}
    for name in of_interest(study, options):
        try:
            found[name], pairs[name] = sobol_indices(study, name)
        except InputError as error:
            section.notes.append(str(error))
    if not found:
        raise SkippedError(section.notes[0])
    for name, table in found.items():
        first = table.iloc[0]
        more = float(first["ST"] - first["S1"])
        words = (f"{study.label(name)}: {short(str(first['factor']))} has the largest total index, "
                 f"{first['ST']:.2f} "
                 f"({first['ST_low_joint']:.2f} to {first['ST_high_joint']:.2f}, 95 % for all "
                 f"{counted(table, 'factor')} at once), of which {max(more, 0.0):.2f} is together "
                 "with other factors.")  # fmt: skip
        rivals = table["factor"][1:][table["ST_high_joint"][1:] >= first["ST_low_joint"]]
        words += f" {may_words(rivals)}" if len(rivals) else ""
        sure = sureness(float(first["ST_low_joint"]), 0.0)
        if sure != OPEN and len(rivals):
            sure = LIKELY
        section.findings.append(Finding(words, float(first["ST"]), sure))
    section.tables["sobol"] = stack(found)
    if any(len(t) for t in pairs.values()):
        section.tables["sobol_pairs"] = stack(pairs)
    section.drawings = [
        Drawing(
            "sobol",
            "Sobol indices with intervals",
            lambda width: draw_sobol(found, width, n_words(study)),
        )
    ]
    return section


def _ends(row: pd.Series, name: str) -> str:
    ends = amounts(float(row["low_joint"]), float(row["high_joint"]), name)
    return ends.replace(" %", " points")


def morris_section(study: Study, options: Options) -> Section:
    """Give elementary effects of a Morris design.

    Parameters
    ----------
    study : Study
        The runs.
    options : Options
        What was asked for.

    Returns
    -------
    Section
        Mean sizes and spreads of effects.

    Raises
    ------
    SkippedError
        If the design is another, SALib is missing, or no outcome has all its numbers.
    """
    if study.design != "morris":
        raise SkippedError(f"needs a design of kind morris; this one is {study.design}")
    _need_salib()
    section = Section("morris", "Morris screening", "How far an outcome moves over the whole range "
                      "of a factor, averaged over starting points; a large spread means that it "
                      "depends on the other factors, or is curved.")  # fmt: skip
    found = {}
    for name in of_interest(study, options):
        try:
            found[name] = morris_indices(study, name)
        except InputError as error:
            section.notes.append(str(error))
    if not found:
        raise SkippedError(section.notes[0])
    for name, table in found.items():
        first = table.iloc[0]
        part = float(first["mu_star"] / max(table["mu_star"].sum(), 1e-300))
        words = (f"{study.label(name)}: {short(str(first['factor']))} moves it most, by "
                 f"{amount(first['mu_star'], name).replace(' %', ' points')} on average over its "
                 f"range ({_ends(first, name)}, 95 % for all {counted(table, 'factor')} at once); "
                 f"{int((table['low_joint'] > 0).sum())} of {len(table)} have an effect whose "
                 "interval leaves out 0.")  # fmt: skip
        rivals = table["factor"][1:][table["high_joint"][1:] >= first["low_joint"]]
        words += f" {may_words(rivals)}" if len(rivals) else ""
        sure = sureness(float(first["low_joint"]), 0.0)
        if sure != OPEN and len(rivals):
            sure = LIKELY
        section.findings.append(Finding(words, part, sure))
    section.tables["morris"] = stack(found)
    section.drawings = [
        Drawing(
            "morris",
            "Elementary effects with intervals",
            lambda width: draw_morris(found, width, n_words(study)),
        )
    ]
    return section
