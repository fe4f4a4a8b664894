"""The section of scenario discovery: which combinations make a hospital fail unseen."""

from __future__ import annotations

import importlib.util

import numpy as np
import pandas as pd

from culturesim.experiments.analysis.estimates import alikeness
from culturesim.experiments.analysis.pictures.discovery import draw_boxes, draw_tree
from culturesim.experiments.analysis.pictures.parts import short
from culturesim.experiments.analysis.prim import Box, find_boxes, stability
from culturesim.experiments.analysis.sections.section import (
    LIKELY,
    OPEN,
    SURE,
    Drawing,
    Finding,
    Options,
    Section,
    SkippedError,
    listed,
    n_words,
)
from culturesim.experiments.analysis.sections.words import sample_words
from culturesim.experiments.analysis.study import Study
from culturesim.experiments.analysis.tree import Tree, grow_tree

__all__ = ["discovery_section"]

FEWEST_CASES, FEWEST_POINTS = 20, 30
WORDS = {"fails_unseen": "fail unseen", "is_failing": "fail"}


def _cases(study: Study, wanted: str) -> str:
    """Choose what is looked for: whether hospitals fail, if none or all fail unseen."""
    for name in dict.fromkeys([wanted, "is_failing"]):
        if name in study.outcomes:
            if not study.is_two_state(name):
                raise SkippedError(f"{name} is not a matter of yes or no")
            return name
    raise SkippedError(f"{wanted} was not kept, or is the same in every run")


def _box_words(box: Box, k: int, what: str, halves: pd.DataFrame) -> Finding:
    words = (f"Box {k}: with {box.words()}, {100 * box.density:.0f} % of runs {what} "
             f"(n = {box.n:,}); this holds {100 * box.coverage:.0f} % of all such runs in "
             f"{100 * box.mass:.0f} % of the space tried.")  # fmt: skip
    if k > 1:
        words += " Not tried on points that it was not found on."
        return Finding(words, 0.5 * box.coverage * box.density, OPEN)
    tried = halves["density"].dropna()
    if len(tried) < 5:
        return Finding(words, box.coverage * box.density, OPEN)
    low, high = np.quantile(tried, [0.0, 1.0])
    limited = [set(str(text).split(",")) for text in halves["limits"]]
    often = {name: float(np.mean([name in names for names in limited])) for name in box.limits}
    words += (f" A box is picked for its share, so that share flatters: boxes found on ten random "
              f"halves of the points hold {100 * low:.0f} to {100 * high:.0f} % such runs on the "
              "other halves; "
              + listed(f"{short(n)} is a limit in {10 * v:.0f} of 10"
                       for n, v in often.items()) + ".")  # fmt: skip
    base = halves.attrs.get("base", 0.0)
    good = min(often.values()) >= 0.8 and low > 1.5 * base
    return Finding(words, box.coverage * box.density, SURE if good else LIKELY)


def _tree_words(tree: Tree, what: str) -> Finding:
    worst, best = tree.leaves.iloc[0], tree.leaves.iloc[-1]
    words = (f"Tree: {worst['rule']}: {100 * worst['share']:.0f} % {what} (n = {worst['n']:,}); "
             f"{best['rule']}: {100 * best['share']:.0f} % (n = {best['n']:,}). On points left out "
             f"the leaf with most had {100 * tree.worst:.0f} %, that with least "
             f"{100 * tree.best:.0f} %, and the tree ranks a run that does so above another in "
             f"{100 * tree.auc:.0f} % of pairs.")  # fmt: skip
    return Finding(words, abs(tree.auc - 0.5), SURE if tree.auc > 0.8 else LIKELY)


def _box_table(boxes: list[Box]) -> pd.DataFrame:
    lines = []
    for k, box in enumerate(boxes, start=1):
        for name, limit in box.limits.items():
            low, high = ("", "") if isinstance(limit, frozenset) else limit
            values = " | ".join(map(str, sorted(limit))) if isinstance(limit, frozenset) else ""
            lines.append((k, name, low, high, values, box.p_values[name], box.coverage,
                          box.density, box.mass, box.n))  # fmt: skip
    columns = ["box", "factor", "low", "high", "values", "quasi_p", "coverage", "density", "mass"]
    return pd.DataFrame(lines, columns=[*columns, "n"])


def discovery_section(study: Study, options: Options) -> Section:
    """Say which combinations of factors make hospitals fail unseen.

    Parameters
    ----------
    study : Study
        The runs.
    options : Options
        What was asked for; ``cases`` is what is looked for.

    Returns
    -------
    Section
        Boxes and a tree.

    Raises
    ------
    SkippedError
        If factors do not vary together, or there are too few cases, points, or no box.
    """
    if study.design in ("morris", "one-at-a-time") or len(study.factors) < 2:
        raise SkippedError(f"needs factors that vary together; this design is {study.design}")
    study = study.independent()
    name = _cases(study, options.cases)
    runs = study.runs[study.runs[name].notna()]
    cases = runs[name].to_numpy(dtype=float) > 0.0
    points = runs["point"].to_numpy(dtype=np.int64)
    n_cases = int(cases.sum())
    if study.n_points < FEWEST_POINTS or min(n_cases, len(cases) - n_cases) < FEWEST_CASES:
        raise SkippedError(f"needs {FEWEST_POINTS} points, {FEWEST_CASES} runs with and without "
                           f"{name}; has {study.n_points} points, {n_cases} with")  # fmt: skip
    table = study.points.loc[points, list(study.factors)].reset_index(drop=True)
    boxes = find_boxes(table, cases, alike=alikeness(cases, points))
    what = WORDS.get(name, f"have {study.label(name).lower()}")
    section = Section("discovery", f"What makes hospitals {what}",
                      "Boxes by PRIM (patient peeling and pasting) and a tree by CART on all runs. "
                      f"Overall {100 * cases.mean():.0f} % of runs {what}. "
                      f"{sample_words(study)}".strip())  # fmt: skip
    small = n_words(study)
    if boxes:
        halves = stability(table, cases, points)
        halves.attrs["base"] = float(cases.mean())
        section.findings += [_box_words(b, k, what, halves) for k, b in enumerate(boxes, 1)]
        section.tables |= {"boxes": _box_table(boxes), "boxes_trail": boxes[0].steps,
                           "boxes_halves": halves}  # fmt: skip
        section.drawings.append(
            Drawing(
                "boxes",
                f"Boxes in which hospitals {what}",
                lambda width: draw_boxes(study, boxes, width, small),
            )
        )
    else:
        section.notes.append("PRIM: no box is at least a quarter denser than all runs together.")
    _add_tree(section, table, cases, points, what, small)
    if not section.findings:
        raise SkippedError(section.notes[0])
    return section


def _add_tree(section: Section, table: pd.DataFrame, cases: np.ndarray, points: np.ndarray,
              what: str, small: str) -> None:  # fmt: skip
    if importlib.util.find_spec("sklearn") is None:
        section.notes.append("Tree: needs scikit-learn: pip install 'culturesim[analysis]'.")
        return
    tree = grow_tree(table, cases, points)
    if tree is None:
        section.notes.append("Tree: too few cases or points.")
        return
    section.findings.append(_tree_words(tree, what))
    section.tables["tree"] = tree.leaves
    section.drawings.append(
        Drawing(
            "tree",
            f"Questions that tell which hospitals {what}",
            lambda width: draw_tree(tree, width, small),
            narrow=False,
        )
    )
