"""One run from its first hazard to its end: who had which warning, who kept it back, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from culturesim.app.days import SPOKEN, run_until
from culturesim.state.ledger import KINDS, K, L

if TYPE_CHECKING:
    from culturesim.scenario import Scenario

__all__ = ["ACTORS", "EVENTS", "Chance", "Chances", "Trail", "chances_of", "trail_of"]

MOST_BINS = 66
MOST_PATIENTS = 80
MOST_CHANCES = 150
MOST_EVENTS = 300

#: Who had warnings in hand, from the bedside up, and what may become of one there.
ACTORS: dict[str, tuple[str, ...]] = {
    "patients": ("harmed", "died"),
    "staff": ("raised", "peer", "silent"),
    "ward": ("passed", "habit", "pressure", "fear"),
    "division": ("passed", "habit", "pressure", "fear"),
    "executive": ("passed", "habit", "pressure", "fear"),
    "board": ("reached", "past"),
}

#: Events that are few enough to be jumped to.
EVENTS = ("death_of_harm", "alert", "inspection", "finding", "sanction", "survey", "escalated",
          "campaign", "went_outside", "retaliated", "story_published", "scandal", "inquiry_called",
          "inquiry_reported")  # fmt: skip

_LEVELS = ("ward", "division", "executive")
_REASONS = ("", "habit", "pressure", "fear")


@dataclass(frozen=True)
class Trail:
    """The course of one run.

    Attributes
    ----------
    days : int
        Length of the run. [days]
    period : int
        Days of a bin. [days]
    counts : dict of str to dict of str to list of int
        For each of `ACTORS` and each thing that may become of a warning, how many a bin.
    totals : dict of str to dict of str to int
        The same over the whole run.
    knew : dict of str to int or None
        First day on which each level held that things were bad. [day]
    failing : int or None
        First day on which care was failing. [day]
    events : list of (int, str)
        Day and kind of the rare events, in order, thinned out if there are too many of a kind.
    patients : list of (int, int, int, int)
        Preventably and gravely harmed patients: event, day, ward and 2 for serious or 3 for fatal;
        the worst first, most with a hidden hazard behind, spread over the run.

    Examples
    --------
    >>> Trail(1, 1, {}, {}, {}, None, [], []).days
    1
    """

    days: int
    period: int
    counts: dict[str, dict[str, list[int]]]
    totals: dict[str, dict[str, int]]
    knew: dict[str, int | None]
    failing: int | None
    events: list[tuple[int, str]]
    patients: list[tuple[int, int, int, int]]


def trail_of(scenario: Scenario, seed: int) -> Trail:
    """Simulate a whole run with its ledger and gather who had which warning.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.
    seed : int
        Seed. [-]

    Returns
    -------
    Trail
        The course of the first hospital's run.
    """
    import numpy as np

    from culturesim.outcomes import find_failing, find_knew, read_thresholds
    from culturesim.results.frames import histories_of

    sim = run_until(scenario, seed, scenario.days, "trail")
    rows = sim.ledger_rows()
    period = max(28, 7 * -(-scenario.days // (MOST_BINS * 7)))
    n_bins = -(-scenario.days // period)
    counts: dict[str, dict[str, list[int]]] = {actor: {} for actor in ACTORS}
    for actor, what, chosen in _selected(rows, sim.organisation):
        bins = np.bincount((rows[chosen, L.day] - 1) // period, minlength=n_bins)
        counts[actor][what] = bins.tolist()
    history = histories_of(sim)[0]
    thresholds = read_thresholds(scenario.parameters)
    failing = find_failing(history, thresholds)
    return Trail(
        scenario.days, period, counts,
        {actor: {what: sum(bins) for what, bins in of.items()} for actor, of in counts.items()},
        find_knew(history, thresholds), failing.began,
        _rare(rows), _harmed(rows),
    )  # fmt: skip


def _selected(rows: Any, organisation: Any) -> Iterator[tuple[str, str, Any]]:
    """Rows of the ledger behind every count."""
    kind, who, detail = rows[:, L.kind], rows[:, L.who], rows[:, L.detail]
    yield "patients", "harmed", (kind == K.harm) & (detail % 10 == 1)
    yield "patients", "died", kind == K.death_of_harm
    yield "staff", "raised", (kind == K.told_manager) | (kind == K.reported) | (kind == K.bypassed)
    yield "staff", "peer", kind == K.challenged
    yield "staff", "silent", kind == K.silent
    stopped, passed = kind == K.stopped_at, (kind == K.passed_up) & (who >= 0)
    level = organisation.manager_level[who.clip(0, organisation.n_managers - 1)]
    for number, name in enumerate(_LEVELS):
        yield name, "passed", passed & (level == number) & (detail > number)
        for code in (1, 2, 3):
            yield name, _REASONS[code], stopped & (level == number) & (detail == code)
    yield "board", "reached", passed & (level < 3) & (detail == 3)
    yield "board", "past", (kind == K.passed_up) & (detail == 4)


def _rare(rows: Any) -> list[tuple[int, str]]:
    """Days and kinds of the events that can be jumped to."""
    found = []
    for name in EVENTS:
        days = rows[rows[:, L.kind] == KINDS.index(name), L.day].tolist()
        every = -(-len(days) * len(EVENTS) // MOST_EVENTS) or 1
        found += [(day, name) for day in days[::every]]
    return sorted(found)


def _harmed(rows: Any) -> list[tuple[int, int, int, int]]:
    """Choose harmed patients to follow, all over the run: most of them with a hazard behind."""
    kind, detail, cause = rows[:, L.kind], rows[:, L.detail], rows[:, L.cause]
    behind = (cause >= 0) & (rows[cause.clip(0), L.cause] >= 0)
    found: list[tuple[int, int, int, int]] = []
    for grade in (3, 2):
        for has, most in ((True, 3 * MOST_PATIENTS // 8), (False, MOST_PATIENTS // 8)):
            chosen = (kind == K.harm) & (detail == 10 * grade + 1) & (behind == has)
            events = chosen.nonzero()[0].tolist()
            every = -(-len(events) // most) or 1
            found += [(e, int(rows[e, L.day]), int(rows[e, L.ward]), grade)
                      for e in events[::every]]  # fmt: skip
    return found


@dataclass(frozen=True)
class Chance:
    """One chance there was to prevent a harm.

    Attributes
    ----------
    day : int
        When. [day]
    saw : str
        What was seen: ``hazard``, ``near_miss`` or ``harm``.
    who : int
        Post of the person who noticed. [row]
    said : str
        One of `culturesim.app.days.SPOKEN`.
    answer : str
        ``acted``, ``ignored``, ``punished`` or nothing, if nobody had to answer.
    stopped : str
        Level that kept it back, ``board`` if it got there, or nothing if it went to no manager.
    reason : str
        ``habit``, ``pressure`` or ``fear``, or nothing.

    Examples
    --------
    >>> Chance(1, "hazard", 4, "silent", "", "", "").said
    'silent'
    """

    day: int
    saw: str
    who: int
    said: str
    answer: str
    stopped: str
    reason: str


@dataclass(frozen=True)
class Chances:
    """Everything that came before one harm.

    Attributes
    ----------
    event, day, ward, bed, grade : int
        The harm: ledger row, day, ward, bed, 2 serious or 3 fatal.
    born : int or None
        Day of birth of the hazard it is put down to; None if there was none. [day]
    of_decline : int
        Percentage of that hazard that came of slipping practice and problems; -1 if it was there
        before the run. [%]
    earlier : dict of str to int
        Near misses, harms and exposures put down to the same hazard before, and fixes of it.
    chances : list of Chance
        Times when somebody noticed it, in order; the last ones if there are too many.
    n_chances : int
        How many there were.
    ended : dict of str to int
        How many were kept silent, told to a peer, acted on by a manager and reached the board.
    stops : dict of (str, str) to int
        How many were kept back, by level and reason.
    ward_before : dict of str to int
        Concerns in that ward in the four weeks before, whatever about: held, silent, acted on,
        ignored.
    after : list of (int, str)
        What followed for the patient: day and kind.

    Examples
    --------
    >>> Chances.__name__
    'Chances'
    """

    event: int
    day: int
    ward: int
    bed: int
    grade: int
    born: int | None
    of_decline: int
    earlier: dict[str, int]
    chances: list[Chance]
    n_chances: int
    ended: dict[str, int]
    stops: dict[tuple[str, str], int]
    ward_before: dict[str, int]
    after: list[tuple[int, str]]


def chances_of(scenario: Scenario, seed: int, event: int) -> Chances:
    """Follow every chance there was to prevent one harm.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.
    seed : int
        Seed. [-]
    event : int
        Ledger row of the harm. [row]

    Returns
    -------
    Chances
        What came before it.

    Raises
    ------
    InputError
        If that row is no harm of this run.
    """
    from culturesim.errors import InputError

    sim = run_until(scenario, seed, scenario.days, "trail")
    rows = sim.ledger_rows()
    if not 0 <= event < len(rows) or rows[event, L.kind] != K.harm:
        raise InputError(f"patient: event {event} of this run is no harm to a patient")
    return _chances(rows, sim.organisation.manager_level, event)


def _chances(rows: Any, level_of: Any, event: int) -> Chances:
    day, _, _, bed, ward, exposure, detail = rows[event].tolist()
    hazard = int(rows[exposure, L.cause]) if exposure >= 0 else -1
    before = rows[:event]
    family = _descendants(before, hazard) if hazard >= 0 else []
    count = {name: sum(int(rows[e, L.kind]) == KINDS.index(name) for e in family)
             for name in ("exposure", "near_miss", "harm", "fixed")}  # fmt: skip
    chances = _seen(before, family, level_of)
    lately = (before[:, L.ward] == ward) & (before[:, L.day] > day - 28) & (before[:, L.day] < day)
    held = {name: int((lately & (before[:, L.kind] == KINDS.index(name))).sum())
            for name in ("noticed", "silent", "acted", "ignored")}  # fmt: skip
    after = [(int(rows[e, L.day]), KINDS[int(rows[e, L.kind])])
             for e in _descendants(rows, event) if int(rows[e, L.kind]) in _AFTER]  # fmt: skip
    return Chances(
        event, day, ward, bed, detail // 10,
        int(rows[hazard, L.day]) if hazard >= 0 else None,
        int(rows[hazard, L.detail]) if hazard >= 0 else 0,
        count, chances[-MOST_CHANCES:], len(chances), _ended(chances), _stops(chances), held, after,
    )  # fmt: skip


def _ended(chances: list[Chance]) -> dict[str, int]:
    told = [chance for chance in chances if chance.said not in {"silent", "challenged"}]
    return {
        "silent": sum(chance.said == "silent" for chance in chances),
        "peer": sum(chance.said == "challenged" for chance in chances),
        "acted": sum(chance.answer == "acted" for chance in told),
        "board": sum(chance.stopped == "board" for chance in told),
    }


def _stops(chances: list[Chance]) -> dict[tuple[str, str], int]:
    return dict(Counter((chance.stopped, chance.reason) for chance in chances if chance.reason))


_AFTER = (K.death_of_harm, K.complaint, K.complaint_upheld, K.complaint_brushed_off)


def _descendants(rows: Any, root: int) -> list[int]:
    """Rows that a row led to, in order; causes always stand before their effects."""
    inside = {root}
    causes = rows[root + 1 :, L.cause].tolist()
    for event, cause in enumerate(causes, start=root + 1):
        if cause in inside:
            inside.add(event)
    return sorted(inside - {root})


_SAW = {int(K.hazard_born): "hazard", int(K.near_miss): "near_miss", int(K.harm): "harm",
        int(K.exposure): "near_miss"}  # fmt: skip


def _seen(rows: Any, family: list[int], level_of: Any) -> list[Chance]:
    """Follow each concern among some events to its end."""
    spoken = {KINDS.index(name) for name in SPOKEN}
    raised: dict[int, dict[str, Any]] = {}
    origin: dict[int, int] = {}
    for event in family:
        day, kind, who, _, _, cause, detail = rows[event].tolist()
        root = origin.get(cause, cause)
        if kind in spoken:
            saw = _SAW.get(int(rows[rows[cause, L.cause], L.kind]), "hazard")
            raised[event] = {"day": day, "saw": saw, "who": who, "said": KINDS[kind],
                             "answer": "", "stopped": "", "reason": ""}  # fmt: skip
        elif root in raised:
            origin[event] = root
            _follow(raised[root], kind, who, detail, level_of)
    return [Chance(**found) for found in raised.values()]


def _follow(found: dict[str, Any], kind: int, who: int, detail: int, level_of: Any) -> None:
    """Note what became of a concern."""
    if kind in (K.acted, K.ignored):
        found["answer"] = KINDS[kind]
    elif kind == K.stopped_at:
        found.update(stopped=_LEVELS[int(level_of[who])], reason=_REASONS[detail])
    elif kind == K.passed_up and detail >= 3:
        found.update(stopped="board", reason="")
