"""Sections on main effects, interactions, Sobol and Morris indices."""

from __future__ import annotations

import importlib.util
from functools import partial

import pandas as pd

from culturesim.errors import InputError
from culturesim.experiments.analysis.effects import interactions, main_effects, responses
from culturesim.experiments.analysis.indices import morris_indices, sobol_indices
from culturesim.experiments.analysis.pictures.effects import (
    draw_morris,
    draw_pairs,
    draw_responses,
    draw_shares,
    draw_sobol,
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
    between,
    n_words,
    of_interest,
    sureness,
)
from culturesim.experiments.analysis.study import Study

__all__ = ["effects_section", "interactions_section", "morris_section", "sobol_section"]

WEAK = 0.02  # share of variance below which a pair is not worth a sentence


def _stack(found: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([t.assign(outcome=name) for name, t in found.items()], ignore_index=True)


def _main_words(study: Study, outcome: str, table: pd.DataFrame) -> Finding:
    first = table.iloc[0]
    factor = short(str(first["factor"]))
    words = (f"{study.label(outcome)}: {factor} matters most; alone it explains "
             f"{100 * first['share']:.0f} % of the differences between points "
             f"{between(first['low'], first['high'])}. ")  # fmt: skip
    ups = {"up": "it rises as the factor rises", "down": "it falls as the factor rises"}
    way = ups.get(first["direction"], "")
    words += (f"Between {first['level_lowest']} and {first['level_highest']} the mean moves by "
              f"{amount(first['change'], outcome).replace(' %', ' points')}"
              f"{f'; {way}' if way else ''}.")  # fmt: skip
    second = table.iloc[1]["share"] if len(table) > 1 else 0.0
    if len(table) > 1 and not first["low"] > table.iloc[1]["high"]:
        words += f" {short(str(table.iloc[1]['factor'])).capitalize()} may matter as much."
    sure = sureness(first["low"], 0.0)
    if sure != OPEN and not first["low"] > second:
        sure = LIKELY
    return Finding(words, float(first["share"]), sure)


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
    names = of_interest(study, options)
    found = {name: main_effects(study, name) for name in names}
    how = ("A factor's share is the part of the variance between points that lies between its "
           "levels (or sixths of its range), corrected for chance; intervals by the jackknife "
           f"over {'points' if study.is_random else 'seeds'}.")  # fmt: skip
    section = Section("effects", "Which factors matter", how)
    section.findings = [_main_words(study, name, table) for name, table in found.items()]
    tables = {name: responses(study, name) for name in names}
    section.tables = {"main_effects": _stack(found), "responses": _stack(tables)}
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
    if study.is_random and study.n_points < 64:
        raise SkippedError(f"needs at least 64 points to fill cells of pairs, has {study.n_points}")
    names = of_interest(study, options)
    found = {name: interactions(study, name) for name in names}
    how = ("The part of the variance between points that a pair explains beyond both factors "
           "alone, on cells of their levels.")  # fmt: skip
    section = Section("interactions", "Which factors work together", how)
    for name, table in found.items():
        first = table.iloc[0]
        pair = f"{short(str(first['a']))} and {short(str(first['b']))}"
        if first["share"] < WEAK:
            words = f"{study.label(name)}: no pair of factors adds more than {WEAK:.0%}."
            section.findings.append(Finding(words, 0.0, LIKELY))
            continue
        words = (
            f"{study.label(name)}: {pair} together explain a further "
            f"{100 * first['share']:.0f} % {between(first['low'], first['high'])}."
        )
        section.findings.append(Finding(words, float(first["share"]), sureness(first["low"], 0.0)))
    section.tables = {"interactions": _stack(found)}
    section.drawings = [
        Drawing(
            "interactions",
            "What pairs of factors add",
            lambda width: draw_pairs(found, width, n_words(study)),
        )
    ]
    return section


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
                      "Bootstrap intervals.")  # fmt: skip
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
                 f"{between(first['ST_low'], first['ST_high'], as_share=False)}, of which "
                 f"{max(more, 0.0):.2f} is together with other factors.")  # fmt: skip
        against = float(table.iloc[1]["ST_high"]) if len(table) > 1 else 0.0
        sure = sureness(float(first["ST_low"]), against)
        if sure == OPEN and first["ST_low"] > 0.0:
            sure = LIKELY
        section.findings.append(Finding(words, float(first["ST"]), sure))
    section.tables["sobol"] = _stack(found)
    if any(len(t) for t in pairs.values()):
        section.tables["sobol_pairs"] = _stack(pairs)
    section.drawings = [
        Drawing(
            "sobol",
            "Sobol indices with intervals",
            lambda width: draw_sobol(found, width, n_words(study)),
        )
    ]
    return section


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
                 f"range; {int((table['low'] > 0).sum())} of {len(table)} factors have an effect "
                 "whose interval leaves out 0.")  # fmt: skip
        against = float(table.iloc[1]["high"]) if len(table) > 1 else 0.0
        sure = sureness(float(first["low"]), against)
        if sure == OPEN and first["low"] > 0.0:
            sure = LIKELY
        section.findings.append(Finding(words, part, sure))
    section.tables["morris"] = _stack(found)
    section.drawings = [
        Drawing(
            "morris",
            "Elementary effects with intervals",
            lambda width: draw_morris(found, width, n_words(study)),
        )
    ]
    return section
