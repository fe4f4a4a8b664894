"""How much was known in each year of a run, and at which desk it ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from culturesim.inquiry.events import LEVELS, RAISED, Events
from culturesim.words import date_words, plural

__all__ = ["REASONS", "Period", "periods_of", "what_stopped_it", "what_was_known"]

#: Why a manager keeps a warning back: detail of the event, and how a sentence puts it.
REASONS = {
    "by habit": "out of habit",
    "for pressure": "under pressure",
    "for fear of the listener": "for fear of the boss",
}

PREVENTABLE = ("low, preventable", "serious, preventable", "fatal, preventable")
_COUNTED: tuple[str, ...] = ("noticed", "silent", "challenged", "acted", "ignored", "punished")
_COUNTED += ("complaint", "complaint_brushed_off", "alert", "went_outside", "escalated")
_COUNTED += ("death_of_harm",)


@dataclass(frozen=True, slots=True)
class Period:
    """What was known in a stretch of days, and where it ended.

    Attributes
    ----------
    label : str
        The year, quarter or month.
    first, last : int
        First and last day. [day]
    counts : dict of str to int
        Events of the stretch: of each kind, ``raised`` for what came to managers,
        ``preventable`` for preventable harms, ``board`` for warnings that reached the board,
        ``past`` for those among them that came past the line.
    stopped : dict of str to dict of str to int
        Warnings stopped by each of :data:`~culturesim.inquiry.events.LEVELS` below the board, by
        reason. [warnings]
    passed : dict of str to int
        Warnings that each of these levels passed to a higher one. [warnings]

    Examples
    --------
    >>> Period("2005", 1, 365, {"noticed": 3}, {}).counts["noticed"]
    3
    """

    label: str
    first: int
    last: int
    counts: dict[str, int]
    stopped: dict[str, dict[str, int]]
    passed: dict[str, int] = field(default_factory=dict)


def _even(start: dt.date, days: int, every: int) -> list[tuple[str, int, int]]:
    """Stretches of as many days each, the last one shorter."""
    found = []
    for first in range(1, days + 1, every):
        last = min(first + every - 1, days)
        found.append((f"{date_words(start, first)} to {date_words(start, last)}", first, last))
    return found


def _stretches(start: dt.date, days: int) -> list[tuple[str, int, int]]:
    """Years of a long run, quarters of a shorter one, months of a short one."""
    months = 12 if days > 730 else 3 if days > 180 else 1
    found, day = [], 1
    while day <= days:
        date = start + dt.timedelta(days=day - 1)
        block = (date.month - 1) // months * months
        year, month = divmod(date.year * 12 + block + months, 12)
        last = min((dt.date(year, month + 1, 1) - start).days, days)
        first_month = dt.date(date.year, block + 1, 1)
        last_month = dt.date(date.year, block + months, 1)
        label = {
            12: f"{date.year}",
            3: f"{first_month:%B} to {last_month:%B} {date.year}",
            1: f"{date:%B} {date.year}",
        }[months]
        found.append((label, day, last))
        day = last + 1
    return found


def _by_period(events: Events, mask: Any, ends: Any) -> Any:
    at = np.searchsorted(ends, events.day[mask])
    return np.bincount(at, minlength=len(ends) + 1)[: len(ends)]


def _levels(events: Events, kind: str) -> tuple[Any, Any]:
    """Events in which a manager stopped a warning or passed it up, and that manager's level."""
    found = np.flatnonzero(events.is_kind(kind))
    who, names = events.codes("who")
    known = np.array([events.level(name) for name in names] + [0])
    level = known[who[found]]
    past_first = events.is_kind("bypassed")[events.cause[found]]
    return found, np.where(past_first & (level == 0), 1, level)


def periods_of(events: Events, start: dt.date, days: int, every: int | None = None) -> list[Period]:
    """Count what was known, year by year or in even stretches.

    Parameters
    ----------
    events : Events
        A run.
    start : date
        Date of day 1.
    days : int
        Days that were simulated. [days]
    every : int, optional
        Length of a stretch; by the calendar if left out. [days]

    Returns
    -------
    list of Period
        Years if the run is longer than two years, quarters if longer than half a year, else
        months.

    Examples
    --------
    >>> [label for label, _, _ in _stretches(dt.date(2005, 11, 1), 70)]
    ['November 2005', 'December 2005', 'January 2006']
    """
    stretches = _even(start, days, every) if every else _stretches(start, days)
    ends = np.array([last for _, _, last in stretches])
    masks = {kind: events.is_kind(kind) for kind in _COUNTED}
    masks["raised"] = events.is_kind(*RAISED)
    to_manager = masks["raised"][events.cause]
    for kind in ("acted", "ignored"):  # what became of a word to a colleague is not an answer
        masks[kind] &= to_manager
    masks["preventable"] = events.is_kind("harm") & events.detail_is(*PREVENTABLE)
    at_board = events.detail_is("to the board", "past the line")
    masks["board"] = events.is_kind("passed_up") & at_board
    masks["past"] = events.is_kind("passed_up") & events.detail_is("past the line")
    counts = {name: _by_period(events, mask, ends) for name, mask in masks.items()}
    stopped, level = _levels(events, "stopped_at")
    passed, by = _levels(events, "passed_up")
    beyond = ~masks["past"][passed] & (events.handed_to()[passed] > by)
    passed_at = np.searchsorted(ends, events.day[passed])
    at = np.searchsorted(ends, events.day[stopped])
    reasons = {word: events.detail_is(word)[stopped] for word in REASONS}
    return [
        Period(
            label,
            first,
            last,
            {name: int(found[k]) for name, found in counts.items()},
            {
                LEVELS[n]: {
                    word: int(((at == k) & (level == n) & mask).sum())
                    for word, mask in reasons.items()
                }
                for n in range(3)
            },
            {LEVELS[n]: int(((passed_at == k) & (by == n) & beyond).sum()) for n in range(3)},
        )
        for k, (label, first, last) in enumerate(stretches)
    ]


def what_was_known(period: Period) -> str:
    """Say in a sentence what staff and managers knew.

    Parameters
    ----------
    period : Period
        A stretch of days.

    Returns
    -------
    str
        The sentence.

    Examples
    --------
    >>> counts = dict.fromkeys([*_COUNTED, "raised", "preventable", "board"], 0)
    >>> counts |= {"noticed": 10, "raised": 4, "acted": 1}
    >>> what_was_known(Period("2005", 1, 365, counts, {}))
    'Staff held 10 concerns and took 4 to managers, who acted on 1.'
    """
    c = period.counts
    if not c["noticed"]:
        return "Nobody noted a concern."
    said = f"Staff held {plural(c['noticed'], 'concern')} and took {c['raised']:,} to managers"
    said += f", who acted on {c['acted']:,}." if c["raised"] else "."
    if c["board"]:
        said += f" The news of {c['board']:,} reached the board."
    elif c["raised"] and sum(sum(why.values()) for why in period.stopped.values()):
        said += " No news of any of them reached the board."
    if c["preventable"]:
        said += f" Care did {plural(c['preventable'], 'preventable harm')}"
        deaths = c["death_of_harm"]
        said += f", and {plural(deaths, 'patient')} died of harm." if deaths else "."
    return said + _from_outside(c)


def _from_outside(c: dict[str, int]) -> str:
    parts = []
    if c["complaint"]:
        brushed = f" ({c['complaint_brushed_off']:,} brushed off)"
        parts.append(plural(c["complaint"], "complaint") + brushed)
    if c["escalated"]:
        parts.append(plural(c["escalated"], "complaint that went outside the hospital"))
    if c["alert"]:
        parts.append(plural(c["alert"], "mortality alert"))
    if c["went_outside"]:
        parts.append(plural(c["went_outside"], "concern that staff took outside"))
    return f" Beside these: {', '.join(parts)}." if parts else ""


def what_stopped_it(period: Period) -> str:
    """Say in a sentence at which desk warnings ended, and why.

    Parameters
    ----------
    period : Period
        A stretch of days.

    Returns
    -------
    str
        Silence first, then each level and the reason that weighed most there; empty if nothing
        was stopped.

    Examples
    --------
    >>> counts = {"noticed": 10, "silent": 6, "challenged": 1, "punished": 1}
    >>> stopped = {"ward manager": {"by habit": 1, "for pressure": 2}}
    >>> what_stopped_it(Period("2005", 1, 365, counts, stopped))
    'Silence: 6 (60 %). Told a colleague only: 1. Ward managers: 3, mostly under pressure. \
Speakers punished: 1.'
    """
    c, parts = period.counts, []
    if c["silent"]:
        parts.append(
            f"Silence: {c['silent']:,} ({c['silent'] / c['noticed']:.0%})".replace("%", " %")
        )
    if c["challenged"]:
        parts.append(f"Told a colleague only: {c['challenged']:,}")
    for level, why in period.stopped.items():
        n = sum(why.values())
        if n:
            reason = REASONS[max(why, key=lambda word: why[word])]
            parts.append(f"{level.capitalize()}s: {n:,}, mostly {reason}")
    if c["punished"]:
        parts.append(f"Speakers punished: {c['punished']:,}")
    return "".join(f"{part}. " for part in parts).strip()
