"""One run from its first hazard to its end, as the inquiry reads its ledger, for the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from culturesim.inquiry import (
    Chance,
    Events,
    Patient,
    Period,
    chances_of,
    counted,
    find_patient,
    n_harmed,
    periods_of,
    picked,
    tell_patient,
    to_follow,
)

if TYPE_CHECKING:
    from culturesim.outcomes.history import History
    from culturesim.scenario import Scenario

__all__ = ["EVENTS", "Followed", "Trail", "followed_of", "trail_of"]

MOST_BINS = 66
MOST_EVENTS = 300
MOST_CHANCES = 40

#: Events that are few enough to be jumped to.
EVENTS = ("death_of_harm", "alert", "inspection", "finding", "sanction", "survey", "escalated",
          "campaign", "went_outside", "retaliated", "story_published", "scandal", "inquiry_called",
          "inquiry_reported")  # fmt: skip


@dataclass(frozen=True)
class Trail:
    """The course of one run.

    Attributes
    ----------
    days, every : int
        Length of the run, and of a period. [days]
    periods : list of Period
        What became of warnings, period by period.
    knew : dict of str to int or None
        First day on which each level held that things were bad. [day]
    failing : int or None
        First day on which care was failing. [day]
    events : list of (int, str)
        Day and kind of the rare events, in order, thinned out if there are too many of a kind.
    patients : list of Patient
        Preventably and gravely harmed patients, spread over the run, in order of days.
    worst : int
        Number of the gravest harm with the most chances missed; 0 if nobody was harmed. [-]

    Examples
    --------
    >>> Trail(1, 1, [], {}, None, [], [], 0).days
    1
    """

    days: int
    every: int
    periods: list[Period]
    knew: dict[str, int | None]
    failing: int | None
    events: list[tuple[int, str]]
    patients: list[Patient]
    worst: int


@dataclass(frozen=True)
class Followed:
    """One harmed patient and every chance there was.

    Attributes
    ----------
    patient : Patient
        Who.
    told : list of str
        Sentences.
    n_chances : int
        How many chances there were.
    ended : list of (str, str, int)
        How far they came, what stopped them there, and how many.
    shown : list of Chance
        The first, the last and those that came farthest.

    Examples
    --------
    >>> Followed.__name__
    'Followed'
    """

    patient: Patient
    told: list[str]
    n_chances: int
    ended: list[tuple[str, str, int]]
    shown: list[Chance]


@lru_cache(maxsize=1)
def _run(scenario: Scenario, seed: int) -> tuple[Events, History]:
    """Events and history of the first hospital of a whole run."""
    from culturesim.results import Results
    from culturesim.results.frames import histories_of
    from culturesim.simulation import Simulation

    sim = Simulation(scenario, seed, ledger=True)
    sim.run()
    return Results.from_simulation(sim).events(), histories_of(sim)[0]


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
    from culturesim.outcomes import find_failing, find_knew, read_thresholds

    events, history = _run(scenario, seed)
    every = max(28, 7 * -(-scenario.days // (MOST_BINS * 7)))
    thresholds = read_thresholds(scenario.parameters)
    worst = [find_patient(events)] if n_harmed(events) else []
    return Trail(
        scenario.days,
        every,
        periods_of(events, scenario.start, scenario.days, every),
        find_knew(history, thresholds),
        find_failing(history, thresholds).began,
        _rare(events),
        sorted({*to_follow(events), *worst}),
        worst[0].number if worst else 0,
    )


def _rare(events: Events) -> list[tuple[int, str]]:
    """Days and kinds of the events that can be jumped to."""
    found = []
    for name in EVENTS:
        days = events.day[events.is_kind(name)].tolist()
        every = -(-len(days) * len(EVENTS) // MOST_EVENTS) or 1
        found += [(day, name) for day in days[::every]]
    return sorted(found)


def followed_of(scenario: Scenario, seed: int, number: int) -> Followed:
    """Follow every chance there was to prevent one harm, as ``culturesim story --patient`` does.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.
    seed : int
        Seed. [-]
    number : int
        Patient, numbered from 1 among the harmed of the run. [-]

    Returns
    -------
    Followed
        The patient's story.

    Raises
    ------
    InputError
        If there is no such patient.
    """
    events, _ = _run(scenario, seed)
    patient = find_patient(events, number)
    chances = chances_of(events, patient)
    told = tell_patient(events, patient, chances, scenario.start)
    shown = picked(chances, MOST_CHANCES)
    return Followed(patient, told, len(chances), counted(chances), shown)
