"""The third page: who had which warning, who kept it back, and one patient's chances."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape
from typing import Any

import solara

from culturesim.app import parts, place, session, shown, what_if
from culturesim.app.asked import ask, found_by, looked_at, task_of
from culturesim.app.hospital import failure, lead_of, set_own_seed, told_change
from culturesim.app.noticing import span_words
from culturesim.app.texts import section, t
from culturesim.app.trail import Followed, Trail, followed_of, trail_of
from culturesim.inquiry import Patient, Period
from culturesim.words import date_words

__all__ = ["ACTORS", "WhoKnew", "patient_data", "patients_list", "timeline_data"]

_LEVELS = {"ward": "ward managers", "division": "division managers", "executive": "executives",
           "board": "board"}  # fmt: skip
_REASONS = {"habit": "by habit", "pressure": "for pressure", "fear": "for fear of the listener"}

#: Who had warnings in hand, from the bedside up, and what may become of one there.
ACTORS: dict[str, tuple[str, ...]] = {
    "patients": ("harmed", "died"),
    "staff": ("raised", "peer", "silent"),
    "ward": ("passed", "habit", "pressure", "fear"),
    "division": ("passed", "habit", "pressure", "fear"),
    "executive": ("passed", "habit", "pressure", "fear"),
    "board": ("reached", "past"),
}

_COUNTS = {"harmed": "preventable", "died": "death_of_harm", "peer": "challenged"}


@solara.component
def WhoKnew() -> Any:
    """Show the page."""
    view, now = session.current(), place.place.value
    scenario, seed = looked_at(view, now)

    async def find() -> Any:
        return await ask(trail_of, scenario, seed), (scenario, seed)

    found = task_of(find, [scenario, seed])
    with solara.Div(classes=["cs-knew"]) as page:
        solara.HTML("h1", unsafe_innerHTML=t("knew.title"))
        solara.HTML("p", unsafe_innerHTML=lead_of("knew.lead", scenario, seed), classes=["cs-lead"])
        parts.Start(given={**shown.start_data(view), "seed": seed},
                    event_scenario=what_if.set_scenario, event_preset=what_if.set_preset,
                    event_seed=set_own_seed)  # fmt: skip
        solara.HTML("p", unsafe_innerHTML=escape(told_change(view, now)), classes=["cs-small"])
        p = scenario.parameters
        terms = t("knew.terms", bar=f"{100 * p['knew_view']:.0f}", days=f"{p['caught_days']:.0f}")
        terms += " " + t("knew.whole", time=span_words(scenario.days))
        solara.HTML("p", unsafe_innerHTML=escape(terms), classes=["cs-small", "cs-told"])
        failure(found)
        known = found_by(found)
        if known is None or known[1] != (scenario, seed):
            solara.HTML("p", unsafe_innerHTML=t("hospital.wait"), attributes={"role": "status"})
        else:
            trail, _ = known
            parts.Timeline(given=timeline_data(trail, scenario.start))
            Follow(scenario, seed, trail)
    return page


@solara.component
def Follow(scenario: Any, seed: int, trail: Trail) -> Any:
    """Follow one harmed patient."""
    number = place.place.value.patient or trail.worst

    async def find() -> Any:
        return await ask(followed_of, scenario, seed, number) if number else None

    found = task_of(find, [scenario, seed, number])
    followed = found_by(found)
    listed = trail.patients if followed is None else sorted({*trail.patients, followed.patient})
    patients = patients_list(listed, scenario.start)
    with solara.Div(classes=["cs-patient"]) as shown_patient:
        solara.HTML("h2", unsafe_innerHTML=t("knew.patient"))
        if not patients:
            solara.HTML("p", unsafe_innerHTML=t("knew.no_patients"))
        else:
            parts.Choice(given={"label": t("knew.choose"), "none": t("knew.choose_none"),
                                "items": patients, "now": place.place.value.patient},
                         event_choose=lambda to: place.put(patient=max(int(to), 0)))  # fmt: skip
        failure(found)
        if number and followed is not None and followed.patient.number == number:
            Story(patient_data(followed, scenario.start))
    return shown_patient


@solara.component
def Story(told: dict[str, Any]) -> Any:
    """Tell one patient's story."""
    with solara.Div() as story:
        solara.HTML("p", unsafe_innerHTML=escape(told["told"]), classes=["cs-lead"])
        for table in told["tables"]:
            solara.HTML("h3", unsafe_innerHTML=escape(table["label"]))
            parts.Table(given={"search": "", "keyed": False, **table})
    return story


def patients_list(patients: Sequence[Patient], start: dt.date) -> list[list[Any]]:
    """List the patients who can be followed.

    Parameters
    ----------
    patients : sequence of Patient
        The patients.
    start : date
        Date of day 1.

    Returns
    -------
    list of (int, str)
        Number and words.

    Examples
    --------
    >>> patients_list([Patient(3, 9, 8, -1, 2, "Ward 1", "fatal")], dt.date(2005, 1, 1))
    [[3, '2 January 2005, Ward 1: fatally harmed']]
    """
    grades = {p.number: t(f"knew.grade_{p.severity.partition(',')[0]}") for p in patients}
    return [[p.number, f"{date_words(start, p.day)}, {p.ward}: {grades[p.number]}"]
            for p in patients]  # fmt: skip


def patient_data(found: Followed, start: dt.date) -> dict[str, Any]:
    """Tell one patient's story.

    Parameters
    ----------
    found : Followed
        The patient and the chances.
    start : date
        Date of day 1.

    Returns
    -------
    dict
        ``told``, sentences; ``tables``, each with label, heads and rows.
    """
    if not found.n_chances:
        return {"told": " ".join(found.told), "tables": []}
    ended = [[where.capitalize(), why, f"{n:,}"] for where, why, n in found.ended]
    one_by_one = [[date_words(start, c.day), c.where, c.what] for c in found.shown]
    return {
        "told": " ".join(found.told),
        "tables": [
            {"label": t("knew.ended"), "rows": ended,
             "heads": [t(f"knew.{key}") for key in ("far", "stopped", "times")]},
            {"label": t("knew.shown", n=len(found.shown), of=f"{found.n_chances:,}"),
             "rows": one_by_one,
             "heads": [t(f"knew.{key}") for key in ("date", "where", "chance")]},
        ],
    }  # fmt: skip


def timeline_data(trail: Trail, start: Any) -> dict[str, Any]:
    """Make what the timeline is drawn from.

    Parameters
    ----------
    trail : Trail
        The course of the run.
    start : date
        Date of day 1.

    Returns
    -------
    dict
        Rows by actor, each with title, what is known of when it knew, and counts a column; rare
        events; sentences.
    """
    bins = {actor: {what: _bins(trail.periods, actor, what) for what in kinds}
            for actor, kinds in ACTORS.items()}  # fmt: skip
    raised, silent = sum(bins["staff"]["raised"]), sum(bins["staff"]["silent"])
    reached = sum(bins["board"]["reached"])
    failing = (t("knew.not_failing") if trail.failing is None
               else t("knew.failing", date=date_words(start, trail.failing)))  # fmt: skip
    share = f"{100 * reached / raised:.0f}" if raised else "0"
    told = t("knew.last", raised=f"{raised:,}", reached=f"{reached:,}", share=share,
             past=f"{sum(bins['board']['past']):,}", silent=f"{silent:,}")  # fmt: skip
    return {
        "told": f"{failing} {told}",
        "scale": t("knew.scale", period=trail.every),
        "days": trail.days,
        "period": trail.every,
        "start": start.isoformat(),
        "actors": [_actor(trail, actor, bins[actor], start) for actor in ACTORS],
        "events": [[day, f"{date_words(start, day)}: {t(f'hospital.event_{kind}')}"]
                   for day, kind in trail.events if kind != "death_of_harm"],
        "words": section("knew"),
    }  # fmt: skip


def _bins(periods: Sequence[Period], actor: str, what: str) -> list[int]:
    """Count what became of warnings with an actor, period by period."""
    if what in _REASONS:
        level = _LEVELS[actor].removesuffix("s")
        return [period.stopped[level][_REASONS[what]] for period in periods]
    if what == "passed":
        return [period.passed[_LEVELS[actor].removesuffix("s")] for period in periods]
    if what == "reached":
        return [period.counts["board"] - period.counts["past"] for period in periods]
    return [period.counts[_COUNTS.get(what, what)] for period in periods]


def _actor(trail: Trail, actor: str, bins: dict[str, list[int]], start: dt.date) -> dict[str, Any]:
    """One row of the timeline."""
    group = "level" if actor in ("ward", "division", "executive") else actor
    day = trail.knew.get(_LEVELS.get(actor, ""))
    knew = ""
    if actor in _LEVELS:
        knew = t("knew.never") if day is None else t("knew.knew", date=date_words(start, day))
    return {
        "name": actor,
        "title": t(f"knew.{actor}"),
        "knew": knew,
        "knewDay": day,
        "parts": [{"name": what, "title": t(f"knew.{group}_{what}"),
                   "total": f"{sum(counts):,}", "bins": counts}
                  for what, counts in bins.items()],
    }  # fmt: skip
