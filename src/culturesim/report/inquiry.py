"""The story of one run in the report: years, days, and one patient followed back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from culturesim.inquiry import (
    chances_of,
    counted,
    find_patient,
    n_harmed,
    periods_of,
    picked,
    tell_patient,
)
from culturesim.report.html import Html, Node, el, join, table
from culturesim.results.stories import days_told, run_told, start_of, story_of
from culturesim.words import date_words, duration

if TYPE_CHECKING:
    from culturesim.inquiry import Chance, Events, Line, Period

__all__ = ["DAYS_SHOWN", "one_run", "story_note"]

#: Single days shown at once; of more than that, routine ones are folded away.
DAYS_SHOWN = 30
ROUTINE = ("inspection", "sanction")


def story_note(results: Any) -> str:
    """Say of which run a story is, and how far it goes.

    Parameters
    ----------
    results : Results
        The runs.

    Returns
    -------
    str
        A few sentences.

    Examples
    --------
    >>> story_note.__name__
    'story_note'
    """
    run, p = run_told(results), results.provenance
    runs = sorted(int(number) for number in results.outcomes["run"].unique())
    note = (
        f"This is one run, seed {p['seeds'][runs.index(run)]}, event by event: an example and not "
        f"a finding. Another seed tells another story of the same hospital."
    )
    if str(run) in p["ledger_truncated_on"]:
        end = date_words(start_of(results), days_told(results))
        note += f" The ledger grew too long and ends on {end}."
    return note


def one_run(results: Any, hospital: str | None) -> Html:
    """Tell one run, if its events were kept.

    Parameters
    ----------
    results : Results
        The runs.
    hospital : str or None
        Which hospital; the first if None.

    Returns
    -------
    Html
        Heading, years, days and one patient; nothing if no events were kept.

    Examples
    --------
    >>> one_run.__name__
    'one_run'
    """
    if results.ledger is None or not len(results.ledger):
        return Html("")
    events, start = results.events(hospital=hospital), start_of(results)
    lines = [line for line in story_of(results, hospital=hospital) if not line.label]
    return join(
        [
            el("h2", "The story of one run"),
            el("p", story_note(results), class_="note"),
            el("h3", "Where concerns ended"),
            _periods(periods_of(events, start, days_told(results))),
            el("h3", "Day by day"),
            _days(lines) if lines else el("p", "Nothing out of the ordinary was written down."),
            *([el("h3", "One patient, and every chance there was"), _patient(events, start)]
              if n_harmed(events) else []),
        ]
    )  # fmt: skip


def _periods(periods: Sequence[Period]) -> Html:
    head = ["", "Concerns held", "Kept silent", "Raised with managers", "Stopped: ward",
            "division", "executive", "Reached the board", "Acted on", "Punished"]  # fmt: skip
    rows = []
    for period in periods:
        c, stops = period.counts, [sum(why.values()) for why in period.stopped.values()]
        silent = f" ({c['silent'] / c['noticed']:.0%})".replace("%", " %") if c["noticed"] else ""
        before = [f"{c['noticed']:,}", f"{c['silent']:,}{silent}", f"{c['raised']:,}"]
        after = [f"{c[name]:,}" for name in ("board", "acted", "punished")]
        rows.append([period.label, *before, *(f"{n:,}" for n in stops), *after])
    note = (
        "Concerns held by staff, and where their news was stopped by a manager on its way up. A "
        "warning can be acted on where it was raised and its news still be stopped; what was "
        "stopped can reach the board past the line. Punished: speakers who suffered for it. What "
        "was told to a colleague only is left out."
    )
    return join([table(head, rows, "numbers"), el("p", note, class_="note")])


def _days(lines: Sequence[Line]) -> Html:
    head = ["Date", "What happened, and what stopped it there"]
    rows = [[date_words(line.date, 1), _said(line)] for line in lines]
    every = table(head, rows, "days")
    if len(rows) <= DAYS_SHOWN:
        return every
    found = [line.event for line in lines if line.kind == "inspection" and not line.stopped_by]
    main = [
        row
        for line, row in zip(lines, rows, strict=True)
        if line.kind not in ROUTINE or line.event in found[:1]
    ]
    words = f"All {len(rows)} days, with every inspection and measure"
    shown = table(head, main[:DAYS_SHOWN], "days")
    return join([shown, el("details", el("summary", words), every)])


def _said(line: Line) -> Node:
    if line.kind == "change":
        return el("b", line.what)
    return [line.what, _aside(line.stopped_by)] if line.stopped_by else line.what


def _aside(words: str) -> Html:
    return join([" ", el("span", words, class_="note")])


def _patient(events: Events, start: dt.date) -> Html:
    patient = find_patient(events)
    chances = chances_of(events, patient)
    told = el("p", " ".join(tell_patient(events, patient, chances, start)))
    why = (
        f"Of the {n_harmed(events):,} times a patient came to harm in this run this is one of the "
        f"gravest, and the one with most concerns about its cause before it."
    )
    parts: list[Html] = [told, el("p", why, class_="note")]
    if chances:
        head = ["How far it came", "What stopped it there", "Times"]
        rows = [[where.capitalize(), reason, f"{n:,}"] for where, reason, n in counted(chances)]
        parts += [table(head, rows, "numbers"), _picked(picked(chances), len(chances), start)]
    return join(parts)


def _picked(shown: Sequence[Chance], n: int, start: dt.date) -> Html:
    head = ["Date", "The chance, and what became of it"]
    rows = [[date_words(start, c.day), [c.what, _aside(_when(c))]] for c in shown]
    words = f"{len(shown)} of the {n:,} chances: first, last, and those that came farthest"
    if len(shown) == n:
        words = "All of them" if n > 1 else "The one chance"
    return el("details", el("summary", words), table(head, rows, "days"), open="")


def _when(chance: Chance) -> str:
    place = f", {chance.where}" if chance.where else ""
    return f"{duration(chance.days_before)} before{place}" + "."
