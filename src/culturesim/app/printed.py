"""A report of one answer to print: one HTML page that fetches nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from culturesim import __version__
from culturesim.app.answers import Answer
from culturesim.app.cards import cards_of, interval_note
from culturesim.app.shown import command
from culturesim.app.texts import t
from culturesim.app.words import change_words, headline, why
from culturesim.app.work import PANELS
from culturesim.report.html import Html, el, table
from culturesim.report.pictures import picture
from culturesim.report.texts import limits

__all__ = ["printed"]

_PRINT = "@media print { details, .kind { display: none } section { break-inside: avoid } }"


def printed(answer: Answer) -> str:
    """Write the report.

    Parameters
    ----------
    answer : Answer
        The runs.

    Returns
    -------
    str
        HTML; names and titles are escaped.

    Examples
    --------
    >>> printed.__name__
    'printed'
    """
    from culturesim import report

    title = f"{t('what_if.title')} {change_words(answer.base, answer.view.change)}"
    style = Path(report.__file__).with_name("style.css").read_text(encoding="utf-8")
    steps = why(answer, None)["steps"]
    body = [
        el("p", t("keep.kind"), class_="kind"),
        el("h1", title),
        el("p", t("keep.base", title=answer.base.title)),
        el("div", el("p", headline(answer)), class_="story"),
        el("h2", t("what_if.results")),
        _cards(answer),
        el("p", interval_note(answer)),
        picture(lambda width: _draw(answer, width), t("what_if.results"), "bands"),
        el("p", t("charts.band", n=answer.n)),
        el("h2", t("why.title")),
        el("ul", [el("li", step) for step in steps]) if steps else el("p", t("why.none")),
        el("h2", t("model.limits")),
        limits(),
        el("p", t("frame.footer", version=__version__)),
        el("p", t("keep.command")),
        el("pre", command(answer.view, answer.changed)),
    ]
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"{title} - culturesim"),
        el("style", Html(style + _PRINT)),
    )
    page = el("html", head, el("body", el("main", body)), lang="en-GB")
    return f"<!doctype html>\n{page}\n"


def _cards(answer: Answer) -> Html:
    heads = ["", t("cards.base"), t("cards.other"), t("cards.difference"), ""]
    rows = []
    for card in cards_of(answer):
        unit = f" ({card['unit']})" if card["unit"] else ""
        change = " ".join(filter(None, [card["difference"], f"({card['interval']})"
                                        if card["interval"] else ""]))  # fmt: skip
        rows.append([card["title"] + unit, f"{card['base']} ({card['baseRange']})",
                     f"{card['other']} ({card['otherRange']})", change, card["word"]])  # fmt: skip
    return table(heads, rows, "numbers")


def _draw(answer: Answer, width: float) -> Any:
    """Draw all charts as on the page."""
    import numpy as np

    from culturesim.plots.style import (
        BLUE,
        MUTED,
        Picture,
        band,
        date_axis,
        panel_title,
        style_axes,
    )

    narrow = width < 6.0
    across = 1 if narrow else 2
    down = len(PANELS) // across
    figure = Picture(width, 1.9 * down)
    axes = np.atleast_2d(figure.subplots(down, across, squeeze=False))
    dates = np.array([answer.base.date_of(int(day)) for day in answer.days], dtype="datetime64[D]")
    for k, panel in enumerate(PANELS):
        where = axes[k // across][k % across]
        style_axes(where)
        side = t("charts.truth") if panel.is_truth else t("charts.board")
        title = f"{side}: {t(f'charts.{panel.name}.title').lower()}"
        panel_title(where, title, t(f"charts.{panel.name}.unit"), width / across)
        lines = [np.stack([pair[j].lines[k] for pair in answer.pairs]) for j in (0, 1)]
        band(where, dates, lines[0], MUTED, t("charts.base"), "--")
        if not answer.view.change.is_empty:
            band(where, dates, lines[1], BLUE, t("charts.other"))
        date_axis(where, narrow)
        if k == 0:
            where.legend(fontsize=8, frameon=False)
    return figure
