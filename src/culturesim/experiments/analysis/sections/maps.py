"""The section of phase maps."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from culturesim.experiments.analysis.bins import Bins, value_words
from culturesim.experiments.analysis.effects import main_effects
from culturesim.experiments.analysis.maps import phase_map, slices
from culturesim.experiments.analysis.pictures.maps import draw_map, draw_slices
from culturesim.experiments.analysis.pictures.parts import short
from culturesim.experiments.analysis.sections.section import (
    OPEN,
    Drawing,
    Finding,
    Options,
    Section,
    SkippedError,
    sureness,
)
from culturesim.experiments.analysis.sections.words import sample_words
from culturesim.experiments.analysis.study import Study

__all__ = ["maps_section"]

MOST_MAPS = 3


def _pairs(study: Study, options: Options) -> list[tuple[str, str]]:
    """Pairs asked for; else all of three factors, or those of the two strongest."""
    if options.pairs:
        for pair in options.pairs:
            study.check_factors(pair)
        return list(options.pairs)
    order = main_effects(study, "is_failing")["factor"].tolist()
    if len(order) <= 3:
        names = list(study.factors)
        return list(combinations(names, 2))[:MOST_MAPS]
    return [(order[0], order[1])]


def _cell(row: pd.Series, x: Bins, y: Bins) -> str:
    return f"{short(x.factor.name)} {row['x']} and {short(y.factor.name)} {row['y']}"


def _words(table: pd.DataFrame, x: Bins, y: Bins, suffix: str) -> list[Finding]:
    """Where hospitals fail most, where unseen, and how late they are caught."""
    found = [_range_words(table, x, y, "is_failing", "Failing", suffix)]
    if "fails_unseen" in table and table["fails_unseen"].max() > 0.0:
        found.append(_range_words(table, x, y, "fails_unseen", "Failing unseen", suffix))
    found += _late(table, x, y, suffix)
    return found


def _range_words(table: pd.DataFrame, x: Bins, y: Bins, name: str, label: str,
                 suffix: str) -> Finding:  # fmt: skip
    """Say from where to where a share goes over the map, and which cells may be as high."""
    worst: Any = table.loc[table[name].idxmax()]
    least: Any = table.loc[table[name].idxmin()]
    words = (f"{label} ranges from {_share(least, name)} of runs at {_cell(least, x, y)} to "
             f"{_share(worst, name)} at {_cell(worst, x, y)}{suffix} {_level(table)}."
             f"{_rivals(table, worst, name)}")  # fmt: skip
    sure = sureness(worst[f"{name}_low_joint"], least[f"{name}_high_joint"])
    return Finding(words, float(worst[name] - least[name]), sure)


def _share(row: Any, name: str) -> str:
    return (f"{100 * row[name]:.0f} % ({100 * row[f'{name}_low_joint']:.0f} to "
            f"{100 * row[f'{name}_high_joint']:.0f} %, n = {row['n_runs']})")  # fmt: skip


def _level(table: pd.DataFrame) -> str:
    return f"(95 % for all {len(table)} cells at once)"


def _rivals(table: pd.DataFrame, picked: Any, name: str) -> str:
    """Say how many other cells may be as high as the one that was picked."""
    others = int((table[f"{name}_high_joint"] >= picked[f"{name}_low_joint"]).sum()) - 1
    if others == len(table) - 1:
        return " Every other cell may be as high."
    cells = "cell" if others == 1 else "cells"
    return f" {others} other {cells} may be as high." if others else ""


def _late(table: pd.DataFrame, x: Bins, y: Bins, suffix: str) -> list[Finding]:
    if "detection_days" not in table:
        return []
    known = table[table["detection_days"].notna() & np.isfinite(table["detection_days"])]
    if len(known) < 2:
        return []
    late: Any = known.loc[known["detection_days"].idxmax()]
    soon: Any = known.loc[known["detection_days"].idxmin()]
    if late["detection_days"] == soon["detection_days"]:
        return []
    words = (f"Where most failing hospitals are caught at all, it takes longest at "
             f"{_cell(late, x, y)}: a median of {_day_words(late)}, and shortest at "
             f"{_cell(soon, x, y)}: {_day_words(soon)}{suffix} {_level(table)}.")  # fmt: skip
    clear = late["detection_days_low_joint"] > soon["detection_days_high_joint"]
    never = int(np.isinf(table["detection_days"]).sum())
    if never:
        words += f" In {never} of {len(table)} cells more than half are never caught."
    return [Finding(words, 0.3, "sure" if clear else OPEN)]


def _day_words(row: Any) -> str:
    """Write a median of days with its interval over all cells."""
    low, high = row["detection_days_low_joint"], row["detection_days_high_joint"]
    if np.isnan(low) or np.isnan(high):
        ends = "too few to give an interval"
    elif np.isinf(high):
        ends = f"{low:,.0f} days to never"
    else:
        ends = f"{low:,.0f} to {high:,.0f} days"
    return f"{row['detection_days']:,.0f} days ({ends}, n = {row['n_failing']} failing)"


def maps_section(study: Study, options: Options) -> Section:
    """Map what happens to hospitals over pairs of factors.

    Parameters
    ----------
    study : Study
        The runs.
    options : Options
        What was asked for.

    Returns
    -------
    Section
        A map a pair; of a grid with a third factor, a map at each of its values.

    Raises
    ------
    SkippedError
        If there are not two factors that vary together, or it was not kept whether hospitals
        fail, or all of them do, or none.
    InputError
        If a factor that was asked for does not exist.
    """
    if len(study.factors) < 2:
        raise SkippedError("needs two factors")
    if study.design in ("morris", "one-at-a-time"):
        raise SkippedError(f"needs factors that vary together; this design is {study.design}")
    if "is_failing" not in study.runs:
        raise SkippedError("it was not kept whether hospitals fail (outcome is_failing)")
    if "is_failing" not in study.outcomes:
        every = "all" if study.runs["is_failing"].iloc[0] else "none"
        raise SkippedError(f"{every} of the runs fail, so there is nothing to map")
    if not options.pairs and study.design == "table":
        raise SkippedError("a table of points need not cross its factors; ask with --map A B")
    study = study.independent()
    how = ("Share of runs in each cell, with Wilson intervals that allow for runs that are alike; "
           "days to detection are medians over failing hospitals in which never being caught "
           "counts as later than any day. Tables hold the interval of each cell alone and of all "
           "together; sentences that pick a cell use the second. "
           f"{sample_words(study)}")  # fmt: skip
    section = Section("maps", "Phase maps", how.strip())
    for k, (a, b) in enumerate(_pairs(study, options)):
        table, x, y = phase_map(study, a, b)
        name = _file_name("map", a, b)
        section.tables[name] = table
        rest = [f for f in study.factors if f not in (a, b)]
        over = f"over all values of {'the other factors' if len(rest) > 1 else short(rest[0])}" \
            if rest else ""  # fmt: skip
        label = f"What happens over {short(a)} and {short(b)}{f', {over}' if over else ''}"
        draw = partial(_drawn, table, x, y, over.capitalize())
        section.drawings.append(Drawing(name, label, draw, narrow=x.n <= 8))
        section.findings += _words(table[table["n_runs"] > 0], x, y, f", {over}" if over else "")
        cuts = slices(study, a, b)
        if k == 0 and len(cuts) > 1:
            _add_slices(section, study, (a, b), cuts)
    return section


def _file_name(*parts: str) -> str:
    return "".join(c if c.isalnum() or c in "._-" else "-" for c in "_".join(parts))


def _add_slices(
    section: Section, study: Study, pair: tuple[str, str], cuts: list[dict[str, Any]]
) -> None:
    """Add the first map again at values of the third factor."""
    maps = {}
    for only in cuts:
        words = ", ".join(f"{short(k)} {value_words(v)}" for k, v in only.items())
        maps[words], x, y = phase_map(study, *pair, only)
    name = _file_name("map", *pair, "by", *cuts[0])
    whole = [table.assign(**only) for table, only in zip(maps.values(), cuts, strict=True)]
    section.tables[name] = pd.concat(whole, ignore_index=True)
    label = f"The same at values of {short(next(iter(cuts[0])))}"
    draw = partial(draw_slices, maps, x, y)
    section.drawings.append(Drawing(name, label, draw, narrow=False))


def _drawn(table: pd.DataFrame, x: Bins, y: Bins, held: str, width: float) -> object:
    return draw_map(table, x, y, width, held)
