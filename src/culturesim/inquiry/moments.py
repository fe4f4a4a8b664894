"""Single days a story of a run cannot leave out, each in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from culturesim.inquiry.events import LEVELS, Event, Events
from culturesim.inquiry.periods import REASONS

__all__ = ["Moment", "moments_of"]


#: What happens in the first days was there before the record; a first time is told after it. [days]
SETTLED = 30


class Moment(NamedTuple):
    """One day of a story.

    Attributes
    ----------
    event : int
        Number of the event in the ledger. [-]
    day : int
        Day of the run. [day]
    kind, who, where : str
        Kind of the event, who acted, and the ward; empty where there is nobody.
    what : str
        What happened, in a sentence.
    stopped_by : str
        What stopped the news there and then; empty if nothing did.

    Examples
    --------
    >>> Moment(3, 9, "scandal", "", "", "It became a scandal.", "").day
    9
    """

    event: int
    day: int
    kind: str
    who: str
    where: str
    what: str
    stopped_by: str


def body(name: str) -> str:
    """Name a body outside as a reader would.

    Parameters
    ----------
    name : str
        Name in the ledger.

    Returns
    -------
    str
        The words.

    Examples
    --------
    >>> body("regulator/quality"), body("Regional authority 2")
    ('the quality regulator', 'Regional authority 2')
    """
    kind, slash, rest = name.partition("/")
    return f"the {rest.replace('/', ' ')} {kind}" if slash else name or "the regulator"


def an(noun: str) -> str:
    """Put the article before a noun.

    Parameters
    ----------
    noun : str
        The noun.

    Returns
    -------
    str
        Both.

    Examples
    --------
    >>> an("executive"), an("ward manager")
    ('an executive', 'a ward manager')
    """
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"


def _inspection(events: Events, e: Event) -> tuple[str, str]:
    found = any(events.kind_of(child) == "finding" for child in events.children(e.event))
    who = body(e.who)
    who = who[:1].upper() + who[1:]
    what = f"{who} inspected {e.detail.replace('by diary', 'as its diary said')}"
    if found:
        return f"{what}, and found that care was failing.", ""
    return f"{what}.", "The inspectors found nothing wrong."


def _outside(_: Events, e: Event) -> tuple[str, str]:
    return f"For the first time one of the staff took a concern outside, {e.detail}.", ""


def _story(_: Events, e: Event) -> tuple[str, str]:
    number, face = e.detail.rsplit(", and ", 1)
    return f"A newspaper printed a story on {number}, with the face of {face}.", ""


def _attention(events: Events, e: Event) -> tuple[str, str]:
    if _begins(events, e):
        return "The public looked at the hospital.", ""
    return "The public had turned to other things.", "Attention had faded."


def _begins(events: Events, e: Event) -> bool:
    """Attention is written down when it begins and when it has faded, in turns."""
    return events.numbers("attention").index(e.event) % 2 == 0


def _sanction(_: Events, e: Event) -> tuple[str, str]:
    return f"{body(e.who).capitalize()} set its measures to: {e.detail}.", ""


def _stopped(events: Events, e: Event) -> tuple[str, str]:
    level = LEVELS[events.level(e.who, events.kind_of(e.cause))]
    what = f"For the first time a warning ended on its way up, from {e.ward or 'the hospital'}."
    return what, f"{an(level).capitalize()}, {REASONS.get(e.detail, e.detail)}."


def _plain(words: str, stopped: str = "") -> Callable[[Events, Event], tuple[str, str]]:
    return lambda _, e: (words.format(detail=e.detail, ward=e.ward), stopped)


#: Kinds told every time, and how.
EACH: dict[str, Callable[[Events, Event], tuple[str, str]]] = {
    "inspection": _inspection,
    "sanction": _sanction,
    "campaign": _plain("Wronged families had found each other: a campaign of {detail} families."),
    "story_published": _story,
    "scandal": _plain("It became a scandal."),
    "inquiry_called": _plain("An inquiry was called."),
    "inquiry_reported": _plain("The inquiry reported, with {detail} recommendations."),
    "attention": _attention,
}

#: Kinds told the first time only, and how; later ones are counted year by year.
FIRST: dict[str, Callable[[Events, Event], tuple[str, str]]] = {
    "stopped_at": _stopped,
    "punished": _plain("For the first time somebody was punished for speaking up.",
                       "Detriment, seen by the team."),
    "death_of_harm": _plain("The first patient died of harm, in {ward}."),
    "complaint_brushed_off": _plain("The first complaint was brushed off.",
                                    "The hospital did not uphold it."),
    "escalated": _plain("The first complaint was taken outside the hospital."),
    "alert": _plain("The first mortality alert: {detail}."),
    "went_outside": _outside,
    "retaliated": _plain("For the first time somebody who had gone outside was made to suffer.",
                         "Reprisal, and everybody saw it."),
    "recommendation": _plain("The first recommendation was carried out."),
}  # fmt: skip


def _moment(events: Events, number: int, tell: Callable[..., tuple[str, str]]) -> Moment:
    e = events.event(number)
    what, stopped = tell(events, e)
    return Moment(e.event, e.day, e.kind, e.who, e.ward, what, stopped)


def moments_of(events: Events) -> list[Moment]:
    """List the days that a story cannot leave out.

    Parameters
    ----------
    events : Events
        A run.

    Returns
    -------
    list of Moment
        Inspections, measures, campaigns, stories, scandals and inquiries each time; of warnings
        stopped or brought to the board, speakers punished, deaths, complaints, alerts and
        disclosures the first, unless it came in the first month, when it was nothing new. In order
        of days.

    Examples
    --------
    >>> moments_of.__name__
    'moments_of'
    """
    found = [
        _moment(events, number, tell)
        for kind, tell in EACH.items()
        for number in events.numbers(kind)
    ]
    for kind, tell in FIRST.items():
        numbers = events.numbers(kind)[:1]
        found += [_moment(events, n, tell) for n in numbers if events.day[n] > SETTLED]
    reached = events.is_kind("passed_up") & events.detail_is("to the board", "past the line")
    if reached.any() and events.day[reached.argmax()] > SETTLED:
        told = _plain("For the first time the news of a warning reached the board.")
        found.append(_moment(events, int(reached.argmax()), told))
    return sorted(found, key=lambda moment: moment.event)
