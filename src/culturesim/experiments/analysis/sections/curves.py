"""Sections on tipping and hysteresis, and on the convergence of replications."""

from __future__ import annotations

import numpy as np
import pandas as pd

from culturesim.experiments.analysis.convergence import half_widths, replicates_needed
from culturesim.experiments.analysis.pictures.curves import draw_convergence, draw_curves
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
    between,
    n_words,
    of_interest,
)
from culturesim.experiments.analysis.study import Study
from culturesim.experiments.analysis.tipping import (
    Curve,
    branch_factor,
    swing_factor,
    tipping_curve,
)

__all__ = ["convergence_section", "tipping_section"]

# Ends of runs first: what is counted over a whole run holds the past too.
FEWEST_SEEDS = 5  # that pass half-way on both branches, below which a gap is not told
CULTURE = (
    "fear_end",
    "futility_end",
    "failing_at_end",
    "voice_share",
    "preventable_harm_rate",
    "is_failing",
)


def _gap_words(study: Study, curve: Curve) -> Finding:
    first, second = curve.points.iloc[0], curve.points.iloc[1]
    gap = curve.gap
    label = study.label(curve.outcome)
    if 0 < gap.n < FEWEST_SEEDS:
        words = (f"{label}: only {gap.n} seeds pass half-way on both branches, too few to compare "
                 "where.")  # fmt: skip
        return Finding(words, 0.1, OPEN)
    if gap.n == 0:
        words = (f"{label}: on at least one branch runs never pass half-way, so history decides "
                 "over the whole range tried, or not at all.")  # fmt: skip
        return Finding(words, 0.1, OPEN)
    where = f"{short(curve.branch)} {first['branch']}", f"{short(curve.branch)} {second['branch']}"
    words = (f"{label} passes half-way at {short(curve.factor)} {first['at']:.2f} with {where[0]} "
             f"and at {second['at']:.2f} with {where[1]}: a gap of {gap.value:+.3f} "
             f"{between(gap.low, gap.high, as_share=False)}, "
             f"n = {gap.n} of {study.runs['replicate'].nunique()} seeds. ")  # fmt: skip
    clear = gap.low > 0.0 or gap.high < 0.0
    words += ("The same conditions give different hospitals, by where they came from."
              if clear else "No difference by where hospitals came from can be told.")  # fmt: skip
    size = abs(gap.value) / max(float(np.ptp(curve.table["value"])), 1e-12)
    return Finding(words, min(1.0, 4.0 * size), SURE if clear else OPEN)


def _swing_words(study: Study, curve: Curve, steps: int) -> Finding:
    row = curve.points.iloc[0]
    even = 1.0 / max(steps, 1)
    seeds = study.runs["replicate"].nunique()
    words = (f"{study.label(curve.outcome)} passes half-way at {short(curve.factor)} "
             f"{row['at']:.2f} {between(row['low'], row['high'], as_share=False)}, "
             f"n = {row['n']:.0f} of {seeds} seeds; ")  # fmt: skip
    share = float(row["tried"])
    if not np.isfinite(share):
        return Finding(f"{words}too few seeds to say how steep.", 0.0, OPEN)
    words += (f"the steepest of {steps} steps, picked on half of the seeds, holds "
              f"{100 * share:.0f} % of the whole change on the other half; an even slope would put "
              f"{100 * even:.0f} % there.")  # fmt: skip
    return Finding(words, share - even, LIKELY if share > 2.5 * even else OPEN)


def _is_complete(study: Study, name: str) -> bool:
    values = study.matrix(study.check_outcome(name))
    return bool(np.isfinite(values).any(axis=1).all())


def tipping_section(study: Study, options: Options) -> Section:
    """Say where outcomes swing over, and whether the way back is another.

    Parameters
    ----------
    study : Study
        The runs.
    options : Options
        What was asked for.

    Returns
    -------
    Section
        Curves along the number with the most levels.

    Raises
    ------
    SkippedError
        If the design is random, no number has five levels, or no outcome has all its numbers.
    """
    if study.design == "one-at-a-time":
        raise SkippedError("points differ from the base in one factor; see one factor at a time")
    factor = swing_factor(study)
    if factor is None:
        raise SkippedError("needs chosen levels, at least five, of one number")
    branch = branch_factor(study, factor) or ""
    wanted = options.outcomes or tuple(n for n in CULTURE if n in study.outcomes)
    names = [*wanted, *of_interest(study, options)] if not wanted else list(wanted)
    complete = [n for n in names if _is_complete(study, n)][:4]
    if not complete:
        raise SkippedError("no outcome has a number at every point")
    curves = [tipping_curve(study, factor, name, branch) for name in complete]
    title = "Tipping and hysteresis" if branch else "Tipping"
    section = Section("tipping", title, f"Outcomes along {short(factor)}"
                      + (f", by {short(branch)}" if branch else ", averaged over other factors")
                      + "; where each seed's curve first passes the middle between the lowest and "
                      "the highest mean.")  # fmt: skip
    steps = int(study.points[factor].nunique()) - 1
    for curve in curves:
        words = _gap_words(study, curve) if branch else _swing_words(study, curve, steps)
        section.findings.append(words)
        section.tables[f"curve_{curve.outcome}"] = curve.table
    points = [c.points.assign(outcome=c.outcome, gap=c.gap.value, gap_low=c.gap.low,
                              gap_high=c.gap.high) for c in curves]  # fmt: skip
    section.tables["tipping_points"] = pd.concat(points, ignore_index=True)
    small = n_words(study)
    section.drawings.append(Drawing("tipping", f"Outcomes along {short(factor)}",
                                    lambda width: draw_curves(curves, width, small)))  # fmt: skip
    return section


def convergence_section(study: Study, options: Options) -> Section:
    """Say whether there are enough replicates.

    Parameters
    ----------
    study : Study
        The runs.
    options : Options
        What was asked for.

    Returns
    -------
    Section
        Half-widths by number of replicates.

    Raises
    ------
    SkippedError
        If points have fewer than five replicates, or no outcome has enough numbers.
    InputError
        If an outcome that was asked for was not kept.
    """
    most = int(study.runs.groupby("point")["replicate"].size().max())
    if most < 5:
        raise SkippedError(f"needs five replicates of a point, has {most}")
    found = {}
    for name in of_interest(study, options):
        table = half_widths(study, name)
        if len(table) > 1:
            found[name] = table
    if not found:
        raise SkippedError("no outcome has a number in enough replicates")
    section = Section("convergence", "Are there enough replicates?", "Half-width of the 95 % "
                      "interval of each point after the first n replicates; asked for are 5 "
                      "percentage points of a share, or a twentieth of a mean.")  # fmt: skip
    for name, table in found.items():
        last, need = table.iloc[-1], replicates_needed(study, name)
        done = last["widest"] <= last["target"]
        words = (f"{study.label(name)}: after {last['n']:.0f} replicates {100 * last['met']:.0f} % "
                 "of points are within what is asked for; the widest "
                 + (f"was after {need}." if done else f"would need about {need:,}."))  # fmt: skip
        section.findings.append(Finding(words, 0.0, SURE))
    section.tables = {f"convergence_{name}": table for name, table in found.items()}
    small = n_words(study)
    section.drawings.append(
        Drawing(
            "convergence",
            "Half-width of intervals by replicates",
            lambda width: draw_convergence(found, width, small),
        )
    )
    return section
