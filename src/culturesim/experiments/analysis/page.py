"""The page of an analysis: what stands out, then each section with pictures and tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from culturesim import __version__
from culturesim.experiments.analysis.sections.section import LIKELY, OPEN, SURE, Finding, Section
from culturesim.experiments.analysis.study import Study
from culturesim.report import html as report_html
from culturesim.report.html import Html, el, join, table
from culturesim.report.pictures import picture

__all__ = ["SURE_WORDS", "render_page", "strongest"]

#: How sure a finding is, in words.
SURE_WORDS = {
    SURE: "sure: the interval leaves no doubt",
    LIKELY: "likely: it is there, but others may be as large; or it holds in most resamples",
    OPEN: "open: it may be chance",
}
MOST_SHOWN = 7
MOST_ROWS = 30


def strongest(sections: list[Section]) -> list[Finding]:
    """Pick the findings a reader should see first.

    Parameters
    ----------
    sections : list of Section
        All sections.

    Returns
    -------
    list of Finding
        At most seven, the sure ones first, at most two of a section.

    Examples
    --------
    >>> section = Section("a", "A", "", [Finding("x", 0.1, "open"), Finding("y", 0.1, "sure")])
    >>> [finding.text for finding in strongest([section])]
    ['y', 'x']
    """
    order = {SURE: 0, LIKELY: 1, OPEN: 2}
    chosen = []
    for section in sections:
        found = [f for f in section.findings if f.strength > 0.0]
        found.sort(key=lambda f: (order[f.sure], -f.strength))
        chosen += found[:2]
    return sorted(chosen, key=lambda f: (order[f.sure], -f.strength))[:MOST_SHOWN]


def render_page(study: Study, sections: list[Section], skipped: dict[str, str]) -> str:
    """Write the page.

    Parameters
    ----------
    study : Study
        The runs.
    sections : list of Section
        What was found.
    skipped : dict of str to str
        Analyses that the design does not permit, and why.

    Returns
    -------
    str
        A whole HTML page with style and pictures inside; it fetches nothing.
    """
    style = Path(report_html.__file__).with_name("style.css").read_text(encoding="utf-8")
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"{study.title} - culturesim analysis"),
        el("style", Html(style + _MORE_STYLE)),
    )
    parts = [_opening(study), _summary(sections)]
    parts += [_section(section) for section in sections]
    parts += [_left_out(skipped), _made(study)]
    body = el("body", el("main", parts))
    return "<!doctype html>\n" + el("html", head, body, lang="en-GB") + "\n"


_MORE_STYLE = """
.sure { font-size: 0.8rem; border: 1px solid var(--line); border-radius: 0.4rem; padding: 0 0.4rem;
  color: var(--muted); white-space: nowrap; }
ul.findings { padding-left: 1.2rem; } ul.findings li { margin: 0.4rem 0; max-width: 48rem; }
"""


def _opening(study: Study) -> Html:
    points = f"{study.n_points:,} point{'' if study.n_points == 1 else 's'}"
    words = (f"{study.n_runs:,} finished runs at {points} of a {study.design} design over "
             f"{len(study.factors)} factor{'' if len(study.factors) == 1 else 's'}")  # fmt: skip
    if study.about.get("days"):
        words += f", {study.about['days']:,} days each"
    planned = int(study.about.get("n_points", study.n_points))
    failed = ""
    if planned > study.n_points:
        failed = f" {planned - study.n_points:,} of {planned:,} points have no finished run yet."
    if study.n_failed:
        failed += f" {study.n_failed:,} runs failed or ran out of time and are left out."
    return join(
        [
            el("p", f"culturesim analysis of the experiment {study.name}", class_="kind"),
            el("h1", study.title),
            el("p", f"{words}.{failed}"),
        ]
    )


def _finding(finding: Finding) -> Html:
    badge = el("span", finding.sure, class_="sure", title=SURE_WORDS[finding.sure])
    return el("li", finding.text, " ", badge)


def _summary(sections: list[Section]) -> Html:
    found = strongest(sections)
    if not found:
        return el("div", el("p", "Nothing stands out."), class_="story")
    legend = "; ".join(SURE_WORDS.values())
    return join(
        [
            el("h2", "What stands out"),
            el("div", el("ul", [_finding(f) for f in found], class_="findings"), class_="story"),
            el("p", f"How sure: {legend}. Intervals hold the luck of the runs and of the points "
               "tried, not what is unknown about how hospitals work.", class_="note"),
        ]
    )  # fmt: skip


def _section(section: Section) -> Html:
    parts = [
        el("h2", section.title),
        el("p", section.how, class_="note"),
        el("ul", [_finding(f) for f in section.findings], class_="findings"),
    ]
    for drawing in section.drawings:
        parts.append(el("h3", drawing.label))
        shown = picture(drawing.figure, drawing.label, drawing.name, drawing.narrow)
        parts.append(shown)
    parts += [el("p", note, class_="note") for note in section.notes]
    parts += [_table(name, frame) for name, frame in section.tables.items()]
    return join(parts)


def _cell(value: Any) -> str:
    if isinstance(value, (float, np.floating)):
        if np.isnan(value):
            return ""
        return "beyond the run" if np.isinf(value) else f"{value:.4g}"
    return str(value)


def _table(name: str, frame: pd.DataFrame) -> Html:
    rows = [[_cell(v) for v in line] for line in frame.head(MOST_ROWS).itertuples(index=False)]
    more = f", the first {MOST_ROWS} of {len(frame):,} rows" if len(frame) > MOST_ROWS else ""
    title = el("summary", f"Table {name}.csv{more}")
    return el("details", title, table([str(c) for c in frame.columns], rows, "numbers"))


def _left_out(skipped: dict[str, str]) -> Html:
    if not skipped:
        return Html("")
    items = [el("li", el("b", f"{title}: "), why, ".") for title, why in skipped.items()]
    return join([el("h2", "What was left out, and why"), el("ul", items)])


def _made(study: Study) -> Html:
    facts = {"experiment": study.name, "design": study.design, "culturesim": __version__,
             **{str(k): v for k, v in study.about.items() if k in ("scenario", "seed", "command",
                                                                  "commit")}}  # fmt: skip
    names = [
        f"{f.name} ({f.low:g} to {f.high:g})"
        if f.is_number
        else f"{f.name} ({', '.join(map(str, f.levels))})"
        for f in study.factors.values()
    ]
    lines = [[key, str(value)] for key, value in facts.items()]
    return join([
        el("h2", "How this was made"),
        el("p", "Factors: " + "; ".join(names) + "."),
        table(["", ""], lines),
        el("p", "A model of invented hospitals: use it to think with, not to predict or judge a "
           "real one.", class_="note"),
    ])  # fmt: skip
