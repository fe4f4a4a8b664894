"""Sections on levers: alone, in pairs, and the Pareto front of portfolios."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from culturesim.errors import InputError
from culturesim.experiments.analysis.levers import (
    lever_effects,
    pareto,
    portfolios,
)
from culturesim.experiments.analysis.pictures.levers import draw_alone, draw_front, draw_synergy
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
from culturesim.experiments.analysis.study import Study

__all__ = ["levers_section", "pareto_section"]

HARM = ("preventable_harms", "preventable_harm_rate", "avoidable_deaths")
COST = ("cost_money", "cost_hours")


def _need_levers(study: Study) -> None:
    try:
        portfolios(study)
    except InputError as error:
        raise SkippedError(str(error).partition(": ")[2]) from None


def _harm(study: Study) -> list[str]:
    return [name for name in HARM if name in study.outcomes][:1]


def levers_section(study: Study, options: Options) -> Section:
    """Say what each lever does alone, and which pairs do more or less than both.

    Parameters
    ----------
    study : Study
        The runs.
    options : Options
        What was asked for.

    Returns
    -------
    Section
        Changes against the same seeds without levers.

    Raises
    ------
    SkippedError
        If factors are not levers, or no point is without or with one lever alone.
    InputError
        If an outcome that was asked for was not kept.
    """
    _need_levers(study)
    wanted = of_interest(study, options, 3)
    names = list(dict.fromkeys([*_harm(study), *wanted]))[:4]
    section = Section(
        "levers",
        "What levers do, alone and in pairs",
        "Each run with levers less "
        "the run with the same seed without; intervals over seeds. In words they hold for all "
        "levers, or pairs, at once, because the largest is picked; pictures and tables show each "
        "alone.",
    )
    small = n_words(study)
    for name in names:
        alone, pairs = lever_effects(study, name)
        if alone.empty:
            raise SkippedError("no point pulls one lever alone")
        section.tables[f"levers_{name}"] = alone
        section.findings += _alone_words(study, name, alone)
        draw: Any = partial(draw_alone, alone, name, n_words=small)
        label = f"{study.label(name)}: change by each lever alone"
        section.drawings.append(Drawing(f"levers_{name}", label, _by_width(draw)))
        if len(pairs):
            section.tables[f"pairs_{name}"] = pairs
            section.findings += _pair_words(study, name, pairs)
        if len(pairs) and name == names[0]:
            draw = partial(draw_synergy, pairs, name, n_words=small)
            label = f"{study.label(name)}: pairs of levers beyond the sum of both"
            section.drawings.append(Drawing(f"pairs_{name}", label, _by_width(draw), narrow=False))
    return section


def _points(words: str) -> str:
    """Write a change of a share in percentage points."""
    return words.replace(" %", " points")


def _by_width(draw: Any) -> Any:
    return lambda width: draw(width=width)


def _alone_words(study: Study, name: str, alone: pd.DataFrame) -> list[Finding]:
    size = float(alone["change"].abs().max()) or 1.0
    found = []
    ends: list[tuple[Any, str]] = [(alone.iloc[0], "lowers"), (alone.iloc[-1], "raises")]
    for row, words in ends:
        change = float(row["change"])
        clear = row["high_joint"] < 0.0 or row["low_joint"] > 0.0
        if (change < 0.0) != (words == "lowers") or change == 0.0:
            continue
        sign = -1.0 if words == "lowers" else 1.0
        low, high = sorted((sign * row["low_joint"], sign * row["high_joint"]))
        text = (f"{study.label(name)}: {short(str(row['lever']), 40)} {words} it most, by "
                f"{_points(amount(abs(change), name))} "
                f"{_joint(low, high, counted(alone, 'lever'), name, row['n'])}."
                f"{_rivals(row)}")  # fmt: skip
        sure = OPEN if not clear else LIKELY if row["rivals"] else SURE
        found.append(Finding(text, 0.6 * abs(change) / size, sure))
    n_clear = int(((alone["high_joint"] < 0.0) | (alone["low_joint"] > 0.0)).sum())
    text = (f"{study.label(name)}: {n_clear} of {len(alone)} levers move it by more than chance "
            "when pulled alone (intervals that hold for all of them at once).")  # fmt: skip
    return [*found, Finding(text, 0.2, SURE)]


def _joint(low: float, high: float, of: str, name: str, n: int) -> str:
    words = joint_words(low, high, of, name, f"n = {n} pairs")
    return _points(words).replace("95 points", "95 %")


def _rivals(row: Any) -> str:
    if not row["rivals"]:
        return ""
    levers = "lever" if row["rivals"] == 1 else "levers"
    return f" Seed by seed it cannot be told from {row['rivals']} other {levers}."


def _pair_words(study: Study, name: str, pairs: pd.DataFrame) -> list[Finding]:
    clear = pairs[(pairs["low_joint"] > 0.0) | (pairs["high_joint"] < 0.0)]
    text = (f"{study.label(name)}: {len(clear)} of {len(pairs)} pairs do more or less than the sum "
            "of both (intervals that hold for all of them at once).")  # fmt: skip
    found = [Finding(text, 0.2, SURE if len(clear) else OPEN)]
    if len(clear):
        row: Any = clear.loc[clear["beyond"].abs().idxmax()]
        ends = _joint(row["low_joint"], row["high_joint"], counted(pairs, "pair"), name, row["n"])
        text = (f"{study.label(name)}: {short(str(row['a']), 40)} with {short(str(row['b']), 40)} "
                f"differs most from the sum of both, by {_points(amount(row['beyond'], name))} "
                f"{ends}.")  # fmt: skip
        found.append(Finding(text, 0.3, SURE))
    return found


def pareto_section(study: Study, options: Options) -> Section:
    """Say which portfolios of levers no other beats in harm, cost and days to detection.

    Parameters
    ----------
    study : Study
        The runs.
    options : Options
        Not used: the objectives are fixed.

    Returns
    -------
    Section
        The front.

    Raises
    ------
    SkippedError
        If factors are not levers, or harm and a second objective were not kept.
    """
    del options
    _need_levers(study)
    cost = [name for name in COST if name in study.outcomes][:1]
    days = ["detection_days"] if "detection_days" in study.outcomes else []
    harm = _harm(study)
    names = [*cost, *harm, *days] if cost else [*days, *harm]
    if not harm or len(names) < 2:
        raise SkippedError("needs harm and at least one of cost and days to detection as outcomes")
    table = pareto(study, dict.fromkeys(names, -1))
    front = table[table["on_front"]]
    section = Section("pareto", "Portfolios that no other beats", "Less is better in each of: "
                      + ", ".join(study.label(n).lower() for n in names)
                      + ". How often a portfolio is on the front is counted over resampled "
                      "seeds.")  # fmt: skip
    firm = int((front["how_often"] >= 0.8).sum())
    reference = table[table["n_levers"] == 0].iloc[0]
    least: Any = front.loc[front[harm[0]].idxmin()]
    fall = 1.0 - float(least[harm[0]]) / max(float(reference[harm[0]]), 1e-300)
    words = (
        f"{len(front)} of {len(table)} portfolios are on the front, {firm} of them in at "
        f"least 8 of 10 resamples. Least harm: {least['portfolio']}, "
        f"{100 * fall:.0f} % less {study.label(harm[0]).lower()} than with no lever"
        f"{_fall(least, reference, harm[0], len(table) - 1)}"
        + (f", at {amount(float(least[cost[0]]), cost[0])}" if cost else "")
        + "."
    )
    section.findings.append(Finding(words, min(1.0, abs(fall)), _sure(least)))
    if cost:
        section.findings += _cheap(study, front, reference, harm[0], cost[0], len(table))
    section.tables["pareto"] = table
    small = n_words(study)
    section.drawings.append(
        Drawing(
            "pareto",
            "Portfolios of levers by cost and harm",
            lambda width: draw_front(table, names, width, small),
        )
    )
    return section


def _sure(row: pd.Series) -> str:
    often = float(row["how_often"])
    return SURE if often >= 0.95 else LIKELY if often >= 0.5 else OPEN


def _cheap(
    study: Study, front: pd.DataFrame, reference: pd.Series, harm: str, cost: str, n: int
) -> list[Finding]:
    """Find the portfolio of the front that avoids most harm without costing anything."""
    free = front[(front[cost] <= 0.0) & (front["n_levers"] > 0)]
    if free.empty or not np.isfinite(free[harm]).any():
        return []
    row: Any = free.loc[free[harm].idxmin()]
    if row[harm] >= reference[harm]:
        return []
    fall = 1.0 - float(row[harm]) / float(reference[harm])
    words = (f"Without spending more, {row['portfolio']} gives {100 * fall:.0f} % less "
             f"{study.label(harm).lower()}{_fall(row, reference, harm, n - 1)}.")  # fmt: skip
    return [Finding(words, fall, _sure(row) if row[f"{harm}_high"] < 0.0 else OPEN)]


def _fall(row: Any, reference: Any, harm: str, n: int) -> str:
    """Write the interval of a fall, in percent of no lever, that holds for all portfolios."""
    low, high = (-100.0 * row[f"{harm}_{end}"] / float(reference[harm]) for end in ("high", "low"))
    if not np.isfinite([low, high]).all():
        return " (too few to give an interval)"
    return f" ({low:.0f} to {high:.0f} %, 95 % for all {n} portfolios at once)"
