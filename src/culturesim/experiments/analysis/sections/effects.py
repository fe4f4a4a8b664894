"""Sections on main effects and interactions."""

from __future__ import annotations

from functools import partial

import pandas as pd

from culturesim.experiments.analysis.effects import interactions, main_effects, responses
from culturesim.experiments.analysis.pictures.effects import (
    draw_pairs,
    draw_responses,
    draw_shares,
)
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
    joint_words,
    n_words,
    of_interest,
    sureness,
)
from culturesim.experiments.analysis.sections.words import (
    counted,
    ends_words,
    may_words,
    sample_words,
    stack,
)
from culturesim.experiments.analysis.study import Study

__all__ = ["effects_section", "interactions_section"]

WEAK = 0.02  # share of variance below which a pair is not worth a sentence


def _main_words(study: Study, outcome: str, table: pd.DataFrame, means: pd.DataFrame) -> Finding:
    first = table.iloc[0]
    factor = short(str(first["factor"]))
    ends = joint_words(first["low_joint"], first["high_joint"], counted(table, "factor"))
    words = (f"{study.label(outcome)}: {factor} matters most; alone it explains "
             f"{100 * first['share']:.0f} % of the differences between points "
             f"{ends}. ")  # fmt: skip
    ups = {"up": "it rises as the factor rises", "down": "it falls as the factor rises"}
    way = ups.get(first["direction"], "")
    words += f"{_span_words(first, means, outcome)}{f'; {way}' if way else ''}."
    alone = len(table) < 2 or bool(first["low_joint"] > table.iloc[1]["high_joint"])
    if not alone:
        rivals = table["factor"][1:][table["high_joint"][1:] >= first["low_joint"]]
        words += f" {may_words(rivals)}"
    sure = sureness(first["low_joint"], 0.0)
    if sure != OPEN and not alone:
        sure = LIKELY
    return Finding(words, float(first["share"]), sure)


def _span_words(first: pd.Series, means: pd.DataFrame, outcome: str) -> str:
    """Say the lowest and the highest mean over levels of a factor, each with its interval."""
    part = means[means["factor"] == first["factor"]].set_index("level")
    told = []
    for level in (first["level_lowest"], first["level_highest"]):
        row = part.loc[level]
        ends = ends_words(row["low_joint"], row["high_joint"], outcome)
        told.append(f"{amount(row['mean'], outcome)} {ends} at {level}")
    return f"The mean is lowest, {told[0]}, and highest, {told[1]}"


def effects_section(study: Study, options: Options) -> Section:
    """Say which factors matter.

    Parameters
    ----------
    study : Study
        The runs.
    options : Options
        What was asked for.

    Returns
    -------
    Section
        Main effects of each outcome, and responses of the first.

    Raises
    ------
    SkippedError
        If there is no factor, or the design is Morris, whose steps are not spread evenly.
    InputError
        If an outcome that was asked for was not kept.
    """
    if not study.factors:
        raise SkippedError("needs a factor with at least two values")
    if study.design == "one-at-a-time":
        raise SkippedError("points differ from the base in one factor; see one factor at a time")
    if study.design == "table" and not options.outcomes:
        raise SkippedError("points of this design need not spread each factor evenly; name the "
                           "outcome with --outcome to have it all the same")  # fmt: skip
    if study.design == "morris":
        raise SkippedError("the points of a Morris design are steps, not a spread of each factor")
    study = study.independent()
    names = of_interest(study, options)
    found = {name: main_effects(study, name) for name in names}
    how = ("A factor's share is the part of the variance between points that lies between its "
           "levels (or sixths of its range), corrected for chance; intervals by the jackknife "
           f"over {'points' if study.is_random else 'seeds'}. Those in words hold for all factors, "
           f"or levels, at once, because the largest is picked. {sample_words(study)}")  # fmt: skip
    section = Section("effects", "Which factors matter", how.strip())
    tables = {name: responses(study, name) for name in names}
    section.findings = [_main_words(study, n, table, tables[n]) for n, table in found.items()]
    section.tables = {"main_effects": stack(found), "responses": stack(tables)}
    small = n_words(study)
    section.drawings.append(Drawing("main_effects", "Share of variance that each factor explains",
                                    lambda width: draw_shares(found, width, small)))  # fmt: skip
    for name in names[:2]:
        order = found[name]["factor"].tolist()
        draw = partial(draw_responses, study, tables[name], name, order)
        label = f"{study.label(name)} along each factor"
        section.drawings.append(Drawing(f"responses_{name}", label, draw))
    return section


def interactions_section(study: Study, options: Options) -> Section:
    """Say which pairs of factors do together what neither does alone.

    Parameters
    ----------
    study : Study
        The runs.
    options : Options
        What was asked for.

    Returns
    -------
    Section
        Interactions of each outcome.

    Raises
    ------
    SkippedError
        If the design does not cross its factors, or has too few points.
    InputError
        If an outcome that was asked for was not kept.
    """
    if len(study.factors) < 2:
        raise SkippedError("needs two factors")
    if study.design not in ("grid", "lhs", "sobol", "saltelli"):
        raise SkippedError(f"needs factors that vary together; this design is {study.design}")
    study = study.independent()
    if study.is_random and study.n_points < 64:
        raise SkippedError(f"needs at least 64 points to fill cells of pairs, has {study.n_points}")
    names = of_interest(study, options)
    found = {name: interactions(study, name) for name in names}
    how = ("The part of the variance between points that a pair explains beyond both factors "
           "alone, on cells of their levels. The interval holds for all pairs at once. "
           f"{sample_words(study)}")  # fmt: skip
    section = Section("interactions", "Which factors work together", how.strip())
    for name, table in found.items():
        first = table.iloc[0]
        pair = f"{short(str(first['a']))} and {short(str(first['b']))}"
        if first["share"] < WEAK:
            words = f"{study.label(name)}: no pair of factors adds more than {WEAK:.0%}."
            section.findings.append(Finding(words, 0.0, LIKELY))
            continue
        words = (
            f"{study.label(name)}: {pair} together explain a further "
            f"{100 * first['share']:.0f} % "
            f"{joint_words(first['low_joint'], first['high_joint'], counted(table, 'pair'))}."
        )
        sure = sureness(first["low_joint"], 0.0)
        section.findings.append(Finding(words, float(first["share"]), sure))
    section.tables = {"interactions": stack(found)}
    section.drawings = [
        Drawing(
            "interactions",
            "What pairs of factors add",
            lambda width: draw_pairs(found, width, n_words(study)),
        )
    ]
    return section
