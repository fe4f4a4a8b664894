"""The second page: one run of a hospital, day by day and person by person."""

from __future__ import annotations

from html import escape
from typing import Any

import solara

from culturesim.app import parts, place, session, shown, what_if
from culturesim.app.asked import Refused, ask, found_by, looked_at, task_of
from culturesim.app.changes import base_of
from culturesim.app.days import COLOURS, WARD_NUMBERS, Stretch, first_of, how_many, stretch_of
from culturesim.app.inside import inside_data
from culturesim.app.outline import outline_of
from culturesim.app.person import person_on
from culturesim.app.texts import section, t
from culturesim.app.told import numbers_words
from culturesim.app.trail import trail_of
from culturesim.app.words import change_words
from culturesim.words import date_words

__all__ = ["Hospital", "failure", "lead_of", "people_of", "set_own_seed", "told_change"]

LITTLE = 55_000  # characters that a stretch's colours may have to travel all together


@solara.component
def Hospital() -> Any:
    """Show the page."""
    view, now = session.current(), place.place.value
    scenario, seed = looked_at(view, now)
    day = min(now.day, scenario.days)
    wanted, want = solara.use_state(day)

    async def find() -> Any:
        outline = await ask(outline_of, scenario, seed)
        first = first_of(min(wanted, scenario.days), outline["staff"])
        return outline, await ask(stretch_of, scenario, seed, first), (scenario, seed)

    async def find_events() -> Any:
        return await ask(trail_of, scenario, seed)

    def settle(to: Any) -> None:
        there = min(max(int(to), 1), scenario.days)
        want(there)
        place.put(day=there)

    found = task_of(find, [scenario, seed, wanted])
    trail = task_of(find_events, [scenario, seed])
    with solara.Div(classes=["cs-hospital"]) as page:
        solara.HTML("h1", unsafe_innerHTML=t("hospital.title"))
        solara.HTML("p", unsafe_innerHTML=lead_of("hospital.lead", scenario, seed),
                    classes=["cs-lead"])  # fmt: skip
        parts.Start(given={**shown.start_data(view), "seed": seed},
                    event_scenario=what_if.set_scenario, event_preset=what_if.set_preset,
                    event_seed=set_own_seed)  # fmt: skip
        solara.HTML("p", unsafe_innerHTML=escape(told_change(view, now)), classes=["cs-small"])
        failure(found)
        known = found_by(found)
        if known is None or known[2] != (scenario, seed):
            solara.HTML("p", unsafe_innerHTML=t("hospital.wait"), attributes={"role": "status"})
        else:
            outline, stretch, _ = known
            key = f"{hash(scenario)} {seed}"
            course = None if trail.pending else found_by(trail)
            events = course.events if course is not None else []
            with solara.Div(classes=["cs-hospital-two"]):
                parts.Organisation(
                    given=_given(outline, scenario, key, day, events, view.change.is_empty),
                    scene={"first": stretch.first, "acts": stretch.acts, "wards": stretch.wards,
                           "warnings": stretch.warnings, "run": key},
                    people=people_of(stretch, now.colour, key),
                    event_day=settle,
                    event_want=lambda to: want(min(max(int(to), 1), scenario.days)),
                    event_who=lambda who: place.put(who=_inside(who, len(outline["grades"]))),
                    event_ward=lambda w: place.put(ward=_inside(w, len(outline["wards"]))),
                    event_colour=_colour,
                    event_side=lambda run: place.put(run="base" if run == "base" else "change"),
                )  # fmt: skip
                if 0 < now.who <= len(outline["grades"]):
                    Who(scenario, seed, day, outline)
    return page


def _colour(name: Any) -> None:
    if name in COLOURS:
        place.put(colour=str(name))


def _inside(number: Any, most: int) -> int:
    return int(number) if 0 <= int(number) <= most else 0


@solara.component
def Who(scenario: Any, seed: int, day: int, outline: dict[str, Any]) -> Any:
    """Look into one person."""
    who = place.place.value.who

    async def find() -> Any:
        return await ask(person_on, scenario, seed, day, who - 1)

    found = task_of(find, [scenario, seed, day, who])
    with solara.Div(classes=["cs-inside-of"]) as inside:
        failure(found)
        person = found_by(found)
        if person is not None and person.row == who - 1:
            start = scenario.start
            parts.Inside(given=inside_data(person, outline, start),
                         event_who=lambda to: place.put(who=_inside(to, len(outline["grades"]))),
                         event_close=lambda _: place.put(who=0))  # fmt: skip
    return inside


def people_of(stretch: Stretch, colour: str, key: str) -> dict[str, Any]:
    """Make what colours people: all that there is where it is little, else what is asked for.

    Parameters
    ----------
    stretch : Stretch
        The days.
    colour : str
        One of `culturesim.app.days.COLOURS`.
    key : str
        Which run.

    Returns
    -------
    dict
        First day, run and, by colour, a text a day.

    Examples
    --------
    >>> people_of(Stretch(1, {"fear": ["0"]}, ["."], [[]], [[]]), "fear", "")["values"]
    {'fear': ['0']}
    """
    size = sum(len(text) for texts in stretch.colours.values() for text in texts)
    chosen = COLOURS if size <= LITTLE else (colour,)
    values = {name: stretch.colours[name] for name in chosen if name in stretch.colours}
    return {"first": stretch.first, "run": key, "values": values}


def lead_of(key: str, scenario: Any, seed: int) -> str:
    """Say on top of a page which run it shows.

    Parameters
    ----------
    key : str
        The text.
    scenario : Scenario
        What is simulated.
    seed : int
        Seed of the run. [-]

    Returns
    -------
    str
        Sentences.

    Examples
    --------
    >>> lead_of("hospital.lead", base_of(session.start()), 3)[:44]
    "One run (seed 3, the model's usual numbers):"
    """
    return t(key, seed=seed, numbers=numbers_words(scenario))


def set_own_seed(text: str) -> None:
    """Look at the run of another seed, with the model's usual numbers, not at the pair told."""
    what_if.set_seed(text)
    if not session.notice.value:
        place.put(told=-1)


def told_change(view: Any, now: Any) -> str:
    """Say which run of the pair is shown.

    Parameters
    ----------
    view : View
        The state.
    now : Place
        Where the reader looks.

    Returns
    -------
    str
        A sentence.

    Examples
    --------
    >>> from culturesim.app.changes import View
    >>> told_change(View(), place.Place())
    'Shown: the base, without any change.'
    """
    if now.run == "base" or view.change.is_empty:
        return t("hospital.shown_base")
    return t("hospital.shown_change", change=change_words(base_of(view), view.change))


def failure(task: Any) -> None:
    """Say what went wrong, if anything did.

    Parameters
    ----------
    task : Task
        The task.
    """
    import asyncio

    why = str(task.latest) if isinstance(task.latest, Refused) else ""
    if task.error and not isinstance(task.exception, asyncio.CancelledError):
        why = t("progress.failed", why=type(task.exception).__name__)
    if why:
        solara.HTML("div", unsafe_innerHTML=escape(why), classes=["cs-notice"],
                    attributes={"role": "alert"})  # fmt: skip


def _given(
    outline: dict[str, Any], scenario: Any, key: str, day: int, events: list[Any], same: bool
) -> dict[str, Any]:
    """Make what the picture is given besides the days."""
    now = place.place.value
    start = scenario.start
    return {
        "outline": outline,
        "key": key,
        "days": scenario.days,
        "start": start.isoformat(),
        "step": how_many(outline["staff"]),
        "day": day,
        "who": now.who,
        "ward": now.ward,
        "colour": now.colour,
        "side": "" if same else now.run,
        "colours": [[name, t(f"hospital.{name}"), t(f"hospital.{name}_low"),
                     t(f"hospital.{name}_high"), t(f"hospital.{name}_tip")] for name in COLOURS],
        "events": [[at, f"{date_words(start, at)}: {t(f'hospital.event_{kind}')}"]
                   for at, kind in events],
        "numbers": [[name, t(f"hospital.ward_{name}"), t(f"hospital.ward_{name}_tip")]
                    for name, _, _ in WARD_NUMBERS],
        "professions": [t(f"hospital.profession_{k}") for k in range(4)],
        "words": section("hospital"),
    }  # fmt: skip
