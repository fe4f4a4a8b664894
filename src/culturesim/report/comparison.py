"""A page that compares two scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from culturesim.outcomes.spans import MIDDLE, OF_THE_MEAN, ensemble_words
from culturesim.report.gist import gist, names_of
from culturesim.report.html import Html, el, join, table
from culturesim.report.levers import levers_pulled
from culturesim.report.pictures import picture
from culturesim.report.texts import limits
from culturesim.report.words import difference_words, number

__all__ = ["render_comparison"]


def render_comparison(comparison: Any) -> str:
    """Write a page about two scenarios run with the same seeds.

    Parameters
    ----------
    comparison : Comparison
        The runs.

    Returns
    -------
    str
        A whole HTML page that fetches nothing.

    Examples
    --------
    >>> render_comparison.__name__
    'render_comparison'
    """
    titles = names_of(comparison)
    other_title = comparison.other.provenance["scenario"]["title"]
    heading = f"{titles[1]}, against {titles[0]}"
    if other_title == titles[0]:
        heading = f"{titles[0]}: {titles[1]}, against without"
    n = comparison.base.n_runs
    ensemble = ensemble_words(comparison.base.provenance)
    same = " and the same plausible parameter sets" if ensemble else ""
    spans = comparison.spans
    rows = []
    for row in comparison.table.itertuples():
        difference, interval, share = difference_words(row)
        middle = [difference_words(row, by_runs=True)[1]] if comparison.has_sets else []
        rows.append([row.label, number(row.base, row.unit), number(row.other, row.unit),
                     difference, *middle, interval, share, row.unit])  # fmt: skip
    middle = [f"{MIDDLE} of pairs"] if comparison.has_sets else []
    head = ["Outcome", "Base", "Other", "Difference", *middle, f"{OF_THE_MEAN} of the mean",
            "Pairs with this sign", "Unit"]  # fmt: skip
    style = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
    body = [
        el("p", "culturesim comparison", class_="kind"),
        el("h1", heading),
        el("div", el("p", f"Both scenarios were run {n} times with the same seeds{same}, so that "
           f"each pair of runs shares its patients, staff and days. Base: {titles[0]}. Other: "
           f"{titles[1]}. Intervals: {spans}. Differences are other less base."), class_="story"),
        gist(comparison),
        _levers(comparison),
        el("h2", "What changed"),
        picture(lambda width: comparison.plot(width=width, title=False),
                "Change of each outcome in percent of the base", "comparison"),
        el("details", el("summary", "All outcomes"), table(head, rows, "numbers")),
        el("h2", "How this was made, and what it is not"),
        el("p", ensemble, class_="note") if ensemble else Html(""),
        limits(),
    ]  # fmt: skip
    top = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"{heading} - culturesim"),
        el("style", Html(style)),
    )
    page = el("html", top, el("body", el("main", body)), lang="en-GB")
    return f"<!doctype html>\n{page}\n"


def _levers(comparison: Any) -> Html:
    """Levers of the two scenarios, and what they cost."""
    parts: list[Html] = []
    for which, results in (("base", comparison.base), ("other", comparison.other)):
        if results.provenance["scenario"].get("levers"):
            parts += [el("h3", f"Levers pulled: {which}"), levers_pulled(results)]
    return join(parts)
