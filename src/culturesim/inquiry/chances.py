"""One harmed patient followed back through every chance there was to prevent it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from culturesim.inquiry.events import LEVELS, RAISED, Events
from culturesim.inquiry.moments import an, body
from culturesim.inquiry.patients import Patient
from culturesim.inquiry.periods import REASONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["STOPS", "Chance", "chances_frame", "chances_of"]

#: Where a chance can end, from the bedside outwards.
STOPS = (
    "nobody noticed",
    "the person who saw it",
    "a colleague",
    *LEVELS,
    "the fix",
    "a body outside",
)

_SAID = {
    "challenged": "told a colleague",
    "told_manager": "told the manager",
    "reported": "filed a form",
    "bypassed": "went past the manager",
}


class Chance(NamedTuple):
    """One chance to prevent a harm.

    Attributes
    ----------
    event, day, days_before : int
        Number of the event in the ledger, its day, and the days from it to the harm. [-, day,
        days]
    kind : str
        What there was to see: ``hazard``, ``near miss``, ``harm`` of somebody else, ``fix``,
        ``alert`` or ``inspection``.
    who, where : str
        Who saw it, and the ward, as the ledger calls them; empty if nobody did.
    stopped_at : str
        One of :data:`STOPS`: the farthest the news or the remedy came.
    stopped_by : str
        Name of the manager who kept it back; empty for anybody else.
    why : str
        What stopped it, in a few words.
    what : str
        All of it in plain English.

    Examples
    --------
    >>> Chance(3, 9, 20, "hazard", "a", "W", STOPS[1], "", "silence", "Seen.").days_before
    20
    """

    event: int
    day: int
    days_before: int
    kind: str
    who: str
    where: str
    stopped_at: str
    stopped_by: str
    why: str
    what: str


class _Fate(NamedTuple):
    stopped_at: str
    stopped_by: str
    why: str
    said: str


_SEEN = {
    "hazard": "Somebody saw the hazard",
    "near miss": "Somebody saw it nearly harm another patient",
    "harm": "Somebody saw it harm another patient",
}


def _first(events: Events, parent: int, *kinds: str) -> int:
    """First event of some kinds that an event led to; -1 for none."""
    for child in events.children(parent).tolist():
        if events.kind_of(child) in kinds:
            return int(child)
    return -1


def _way_up(events: Events, raised: int, before: int) -> tuple[str, str, str]:
    """How far the news of a concern came, who kept it back there, and why."""
    how = events.kind_of(raised)
    level, at = (1 if how == "bypassed" else 0), raised
    while True:
        step = _first(events, at, "passed_up", "stopped_at")
        if step < 0 or step >= before:
            return LEVELS[level], "", ""
        e = events.event(step)
        if e.kind == "stopped_at":
            level = max(level, events.level(e.who, how))
            if _first(events, step, "passed_up") >= 0:
                return LEVELS[3], "", ""  # past the line
            return LEVELS[level], e.who, REASONS.get(e.detail, e.detail)
        level, at = max(level, events.level(e.whom, how)), step


def _answer(events: Events, raised: int) -> str:
    kinds = {events.kind_of(child) for child in events.children(raised).tolist()}
    said = "acted on, but the hazard stayed" if "acted" in kinds else "nothing was done"
    return f"{said}, and the speaker was punished" if "punished" in kinds else said


def _fate(events: Events, noticed: int, before: int) -> _Fate:
    """Say what became of what somebody noticed."""
    next_event = _first(events, noticed, "silent", *_SAID)
    kind = events.kind_of(next_event) if next_event >= 0 else "silent"
    if kind == "silent":
        return _Fate(STOPS[1], "", "silence", "and kept silent")
    said = f"and {_SAID[kind]}"
    answer = _answer(events, next_event)
    if kind not in RAISED:
        return _Fate(STOPS[2], "", "went no further", f"{said}; it went no further")
    outside = _first(events, next_event, "went_outside")
    level, who, why = _way_up(events, next_event, before)
    if level == LEVELS[3]:
        where, why = "the news reached the board", "the board heard of it"
    elif who:
        where = f"{an(level)} kept the news back {why}"
    else:
        where, why = f"the news went no further than the {level}", "not passed on"
    if outside >= 0 and outside < before:
        answer += f", and it was taken outside {events.event(outside).detail}"
    return _Fate(level, who, why, f"{said}: {answer}; {where}")


def _of_notice(events: Events, noticed: int, kind: str, p: Patient) -> Chance:
    e, fate = events.event(noticed), _fate(events, noticed, p.exposure)
    what = f"{_SEEN[kind]} {fate.said}."
    return Chance(noticed, e.day, p.day - e.day, kind, e.who, e.ward, *fate[:3], what)


def _of_exposure(events: Events, exposure: int, p: Patient) -> list[Chance]:
    """Chances in another patient's meeting with the same hazard."""
    outcome = _first(events, exposure, "near_miss", "harm")
    if outcome < 0:
        return []
    e = events.event(outcome)
    kind = e.kind.replace("_", " ")
    seen = [n for n in events.children(outcome).tolist() if events.kind_of(n) == "noticed"]
    seen = [n for n in seen if n < p.exposure]
    if seen:
        return [_of_notice(events, n, kind, p) for n in seen]
    met = "came close to harm" if kind == "near miss" else "was harmed"
    what = f"Another patient {met} by the same hazard, and nobody took it for a concern."
    return [Chance(outcome, e.day, p.day - e.day, kind, "", e.ward, STOPS[0], "",
                   "taken for nothing", what)]  # fmt: skip


def _of_hazard(events: Events, p: Patient) -> list[Chance]:
    """Chances in what the hazard led to before this patient met it."""
    found: list[Chance] = []
    for child in events.children(p.hazard).tolist():
        if child >= p.exposure:
            break
        kind = events.kind_of(child)
        if kind == "noticed":
            found.append(_of_notice(events, child, "hazard", p))
        elif kind == "exposure":
            found += _of_exposure(events, child, p)
        elif kind == "fixed":
            e = events.event(child)
            what = "Some of the ward's hidden hazards were put right; others stayed."
            found.append(Chance(child, e.day, p.day - e.day, "fix", "", e.ward, "the fix", "",
                                "not all of it", what))  # fmt: skip
    return found


def _outside(events: Events, p: Patient, since: int) -> list[Chance]:
    """Alerts about the ward, and inspections, between the hazard's birth and the harm."""
    found = []
    for number in events.numbers("alert", "inspection"):
        if not since <= number < p.exposure:
            continue
        e = events.event(number)
        if e.kind == "alert" and e.ward not in ("", p.ward):
            continue
        saw = e.kind == "inspection" and _first(events, number, "finding") >= 0
        who = body(e.who)
        if e.kind == "alert":
            what, why = f"A mortality alert reached {who}.", "an alert, not a cause"
        elif saw:
            what = f"Inspectors of {who} came and found that care was failing; this hazard stayed."
            why = "found, not removed"
        else:
            what, why = f"Inspectors of {who} came and found nothing wrong.", "nothing found"
        found.append(Chance(number, e.day, p.day - e.day, e.kind, e.who, e.ward, STOPS[-1], "",
                            why, what))  # fmt: skip
    return found


def chances_of(events: Events, patient: Patient) -> list[Chance]:
    """Follow one harmed patient back through every chance there was to prevent it.

    Parameters
    ----------
    events : Events
        A run.
    patient : Patient
        Whom to follow, from :func:`~culturesim.inquiry.patients.find_patient`.

    Returns
    -------
    list of Chance
        In order of days, each before the patient met the hazard: every time somebody saw the
        hazard, every other patient it harmed or nearly harmed, every fix that removed a part of
        it, and from its birth on every alert about the ward and every inspection. Empty if no
        latent hazard stood behind the harm.

    Notes
    -----
    One hazard of a ward stands for all of them, drawn by its share in the stock, so that it is
    right in proportion over many patients and a draw for each of them.

    Examples
    --------
    >>> chances_of.__name__
    'chances_of'
    """
    if patient.hazard < 0:
        return []
    found = _of_hazard(events, patient) + _outside(events, patient, patient.hazard)
    return sorted(found, key=lambda chance: chance.event)


def chances_frame(chances: Sequence[Chance]) -> pd.DataFrame:
    """Put chances into a table.

    Parameters
    ----------
    chances : sequence of Chance
        The chances.

    Returns
    -------
    DataFrame
        A row each, columns as in :class:`Chance`.

    Examples
    --------
    >>> list(chances_frame([]).columns)[:3]
    ['event', 'day', 'days_before']
    """
    import pandas as pd

    return pd.DataFrame(list(chances), columns=pd.Index(Chance._fields))
