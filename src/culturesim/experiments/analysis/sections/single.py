"""The section on one factor at a time."""

from __future__ import annotations

from functools import partial

import pandas as pd

from culturesim.errors import InputError
from culturesim.experiments.analysis.pictures.levers import draw_alone
from culturesim.experiments.analysis.pictures.parts import short
from culturesim.experiments.analysis.sections.section import (
    LIKELY,
    OPEN,
    SURE,
    Drawing,
    Finding,
    Options,
    Section,
    SkippedError,
    amount,
    joint_words,
    n_words,
    of_interest,
)
from culturesim.experiments.analysis.sections.words import counted
from culturesim.experiments.analysis.single import base_point, single_changes
from culturesim.experiments.analysis.study import Study

__all__ = ["single_section"]

SHOWN = 15


def _grade(clear: bool, rivals: int) -> str:
    return OPEN if not clear else LIKELY if rivals else SURE


def single_section(study: Study, options: Options) -> Section:
    """Say what each factor does by itself, from the base.

    Parameters
    ----------
    study : Study
        The runs.
    options : Options
        What was asked for.

    Returns
    -------
    Section
        Changes against the base.

    Raises
    ------
    SkippedError
        If the design is another, or has no base.
    InputError
        If an outcome that was asked for was not kept.
    """
    if study.design != "one-at-a-time":
        raise SkippedError(f"needs a design of kind one-at-a-time; this one is {study.design}")
    try:
        base_point(study)
    except InputError as error:
        raise SkippedError(str(error).partition(": ")[2]) from None
    section = Section("single", "One factor at a time", "Each run less the run of the base with "
                      "the same seed; intervals over seeds. In words they hold for all changes at "
                      "once. What factors do together cannot be seen in this design.")  # fmt: skip
    for name in of_interest(study, options):
        table = single_changes(study, name)
        first = table.iloc[0]
        clear = bool(first["low_joint"] > 0.0 or first["high_joint"] < 0.0)
        ends = joint_words(float(first["low_joint"]), float(first["high_joint"]),
                           counted(table, "change"), name, f"n = {first['n']} pairs")  # fmt: skip
        words = (f"{study.label(name)}: {short(str(first['factor']))} {first['value']} changes it "
                 f"most, by {amount(float(first['change']), name)} {ends}.").replace(
                     " %", " points").replace("95 points", "95 %")  # fmt: skip
        if first["rivals"]:
            words += f" It cannot be told from {first['rivals']} other changes."
        section.findings.append(Finding(words, 0.5, _grade(clear, int(first["rivals"]))))
        section.tables[f"single_{name}"] = table
        shown = table.head(SHOWN).assign(lever=lambda t: t["factor"] + " " + t["value"].astype(str))
        label = f"{study.label(name)}: change by one factor at a time"
        draw = partial(_drawn, shown, name, n_words(study))
        section.drawings.append(Drawing(f"single_{name}", label, draw))
    return section


def _drawn(table: pd.DataFrame, name: str, words: str, width: float) -> object:
    return draw_alone(table, name, width, words, "change from the base")
