"""A harmed patient's chances in sentences, and those worth showing one by one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from culturesim.inquiry.chances import STOPS, Chance
from culturesim.inquiry.events import LEVELS, Events
from culturesim.inquiry.patients import Patient
from culturesim.words import date_words, duration, times

__all__ = ["counted", "picked", "tell_patient"]

_AFTER = {
    "death_of_harm": "The patient died of it",
    "death": "The patient died later in the same stay",
    "complaint": "A complaint was made",
}


def counted(chances: Sequence[Chance]) -> list[tuple[str, str, int]]:
    """Count chances by where they ended, and why.

    Parameters
    ----------
    chances : sequence of Chance
        The chances of one patient.

    Returns
    -------
    list of (str, str, int)
        One of :data:`~culturesim.inquiry.chances.STOPS`, what stopped it there, and how many; from
        the bedside outwards, the most frequent reason first.

    Examples
    --------
    >>> one = Chance(3, 9, 20, "hazard", "a", "W", STOPS[1], "", "silence", "Somebody saw it.")
    >>> counted([one, one])
    [('the person who saw it', 'silence', 2)]
    """
    found = Counter((chance.stopped_at, chance.why) for chance in chances)
    ranked = sorted(found.items(), key=lambda item: (STOPS.index(item[0][0]), -item[1]))
    return [(where, why, n) for (where, why), n in ranked]


def picked(chances: Sequence[Chance], most: int = 12) -> list[Chance]:
    """Choose the chances worth showing one by one.

    Parameters
    ----------
    chances : sequence of Chance
        The chances of one patient, in order.
    most : int
        How many at most, 3 or more. [chances]

    Returns
    -------
    list of Chance
        The first, the last, the latest of bodies outside (a quarter at most), and of the others
        those whose news came farthest, the latest of equals; in order of days.

    Examples
    --------
    >>> ends = [STOPS[1 + n % 2] for n in range(9)]
    >>> chain = [Chance(n, n, 0, "hazard", "", "", end, "", "", "") for n, end in enumerate(ends)]
    >>> [chance.event for chance in picked(chain, 4)]
    [0, 5, 7, 8]
    """
    if len(chances) <= most:
        return list(chances)
    between = chances[1:-1]
    outside = [chance for chance in between if chance.stopped_at == STOPS[-1]][-(most // 4) :]
    rank = {stop: n for n, stop in enumerate(STOPS[: STOPS.index("board") + 1])}
    inside = [chance for chance in between if chance.stopped_at in rank]
    inside.sort(key=lambda chance: (rank[chance.stopped_at], chance.event))
    room = most - 2 - len(outside)
    shown = [chances[0], *inside[len(inside) - min(room, len(inside)) :], *outside, chances[-1]]
    return sorted(shown, key=lambda chance: chance.event)


def _origin(events: Events, patient: Patient, start: dt.date) -> str:
    born = events.event(patient.hazard)
    if born.detail == "there from the start":
        return f"The hidden hazard behind it was there when the record began. {_POOL}"
    old = duration(patient.day - born.day)
    return (
        f"The hidden hazard behind it was born on {date_words(start, born.day)}, {old} before, "
        f"{born.detail.replace(' % from', ' % of it from')}. {_POOL}"
    )


_POOL = (
    "The hidden hazards of a ward are one pool and are not told apart: this one stands for all of "
    "them, so what staff saw, said and put right anywhere in the pool since then counts here."
)


def _missed(chances: Sequence[Chance]) -> list[str]:
    seen = [chance for chance in chances if chance.who and chance.kind in _SEEN]
    silent = sum(chance.stopped_at == STOPS[1] for chance in seen)
    told = sum(chance.stopped_at in LEVELS for chance in seen)
    board = sum(chance.stopped_at == LEVELS[3] for chance in seen)
    others = sum(c.kind in ("harm", "near miss") and not c.who for c in chances)
    fixes = sum(chance.kind == "fix" for chance in chances)
    if not chances:
        return ["Nobody had come across that hazard before."]
    said = [
        (
            f"Before that day staff saw some of it {times(len(seen))}: they kept silent "
            f"{times(silent)} and told a manager {times(told)}; the news reached "
            f"the board {times(board)}."
        )
    ]
    if others:
        said.append(f"It harmed or nearly harmed other patients unnoticed {times(others)}.")
    if fixes:
        said.append(f"Some of it was put right {times(fixes)}; the rest stayed, and more came.")
    return said


_SEEN = ("hazard", "near miss", "harm")


def _afterwards(events: Events, patient: Patient) -> list[str]:
    children = events.children(patient.harm).tolist()
    kinds = [events.kind_of(child) for child in children]
    said = [f"{words}." for kind, words in _AFTER.items() if kind in kinds]
    n = kinds.count("noticed")
    if not n:
        return [*said, "None of the staff took this patient's harm itself for a concern."]
    silent = sum(
        events.kind_of(child) == "silent"
        for number in children
        if events.kind_of(number) == "noticed"
        for child in events.children(number).tolist()
    )
    who = "One of the staff" if n == 1 else f"{n} of the staff"
    all_of = "" if n == 1 else "all of them "
    what = {0: f"{all_of}spoke up", n: f"{all_of}kept silent"}.get(
        silent, f"{silent} of them kept silent"
    )
    return [*said, f"{who} took this patient's harm itself for a concern, and {what}."]


def tell_patient(
    events: Events, patient: Patient, chances: Sequence[Chance], start: dt.date
) -> list[str]:
    """Tell what led to one patient's harm, and what came after it.

    Parameters
    ----------
    events : Events
        The run.
    patient : Patient
        Whom to follow.
    chances : sequence of Chance
        The patient's chances, from :func:`~culturesim.inquiry.chances.chances_of`.
    start : date
        Date of day 1.

    Returns
    -------
    list of str
        Sentences.

    Examples
    --------
    >>> tell_patient.__name__
    'tell_patient'
    """
    grave, _, preventable = patient.severity.partition(", ")
    kind = "harm that good care would have prevented" if preventable else "harm"
    bed = events.event(patient.harm).whom
    said = [
        (
            f"On {date_words(start, patient.day)} a patient in {bed or 'a bed'}, cared for in "
            f"{patient.ward}, came to {grave} {kind}."
        )
    ]
    if patient.hazard < 0:
        said.append("No hidden hazard stood behind it that anybody could have warned of before.")
    else:
        said += [_origin(events, patient, start), *_missed(chances)]
    return said + _afterwards(events, patient)
