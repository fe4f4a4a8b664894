"""The section on memory: how long it matters where hospitals came from."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from culturesim.experiments.analysis.memory import SEEDS, gaps_over_time, last_told_apart
from culturesim.experiments.analysis.pictures.memory import draw_memory
from culturesim.experiments.analysis.pictures.parts import short
from culturesim.experiments.analysis.sections.section import (
    OPEN,
    SURE,
    Drawing,
    Finding,
    Options,
    Section,
    SkippedError,
    n_words,
)
from culturesim.experiments.analysis.study import Study
from culturesim.experiments.analysis.tipping import branch_factor, swing_factor

__all__ = ["memory_section"]

NAMES = {"fear_mean": "Fear", "futility_mean": "Futility", "voice_mean": "Readiness to speak",
         "energy_mean": "Energy"}  # fmt: skip
YEAR = 365.0
KEYS = ("run", "day", "hospital", "point", "replicate")


def memory_section(study: Study, options: Options) -> Section:
    """Say how long the past can be told.

    Parameters
    ----------
    study : Study
        The runs.
    options : Options
        Not used: all series that were kept are looked at.

    Returns
    -------
    Section
        A curve over time for each series.

    Raises
    ------
    SkippedError
        If no series was kept, or the design has not two histories that meet on a day.
    """
    del options
    factor = swing_factor(study)
    branch = branch_factor(study, factor) if factor else None
    if study.series is None or not factor or not branch:
        raise SkippedError("needs series, and two histories that meet under the same conditions")
    start = study.about["from_day"].get(factor)
    if start is None:
        raise SkippedError(f"{short(factor)} does not change on a day")
    if study.runs["replicate"].nunique() < SEEDS:
        raise SkippedError(f"needs {SEEDS} seeds")
    names = [c for c in map(str, study.series) if c not in KEYS]
    found = {name: gaps_over_time(study, name, factor, branch) for name in names}
    low, high = study.factors[branch].levels
    section = Section(
        "memory", "How long the past can be told",
        f"From day {start:,} all hospitals live under the same {short(factor)}; before, "
        f"{short(branch)} was {low} or {high}. Shown is the second less the first, seed by seed; "
        "intervals in words hold for all days and values at once.",
    )  # fmt: skip
    for name, table in found.items():
        section.findings.append(_words(NAMES.get(name, short(name).capitalize()), table, start,
                                       factor))  # fmt: skip
        section.tables[f"memory_{name}"] = table
    shown = {NAMES.get(name, short(name).capitalize()): t for name, t in found.items()}
    draw = partial(_drawn, shown, start, short(factor), n_words(study))
    section.drawings.append(Drawing("memory", "What is left of the past, over time", draw))
    return section


def _words(label: str, table: pd.DataFrame, start: int, factor: str) -> Finding:
    before = table[table["day"] < start]
    after = table[table["day"] >= start]
    half = _near(after, start + 0.5 * YEAR)
    end = _near(after, float(after["day"].max()))
    last = last_told_apart(table, start)
    words = (f"{label}: {_gap(before.loc[before['gap'].abs().idxmax()])} apart on the last day of "
             f"the past; {(half['day'] - start) / YEAR:.1f} years later at most {_both(half)} "
             f"at {short(factor)} {half['value']:g}, and {(end['day'] - start) / YEAR:.1f} years "
             f"later at most {_both(end)} at {end['value']:g}. ")  # fmt: skip
    values = int(table["value"].nunique())
    if last is None:
        return Finding(f"{words}After the change no past can be told at any of {values} values "
                       f"(n = {after['n'].min()} seeds).", 0.3, OPEN)  # fmt: skip
    words += (f"The past can last be told {(last - start) / YEAR:.1f} years after the change, at "
              f"one of {values} values at least (n = {after['n'].min()} seeds).")  # fmt: skip
    return Finding(words, min(1.0, float(half["gap"] ** 2) ** 0.5), SURE)


def _near(table: pd.DataFrame, day: float) -> Any:
    """Largest gap over values on the day nearest to one."""
    days = table["day"].unique()
    chosen = min(days.tolist(), key=lambda d: abs(d - day))
    part = table[table["day"] == chosen]
    return part.loc[part["gap"].abs().idxmax()]


def _gap(row: Any) -> str:
    return f"{100.0 * row['gap']:+.0f} points"


def _both(row: Any) -> str:
    return (f"{_gap(row)} ({100.0 * row['low_joint']:+.0f} to "
            f"{100.0 * row['high_joint']:+.0f})")  # fmt: skip


def _drawn(found: dict[str, pd.DataFrame], start: int, factor: str, words: str,
           width: float) -> Any:  # fmt: skip
    return draw_memory(found, start, factor, width, words)
