"""The third page: who had which warning, who kept it back, and one patient's chances."""

from __future__ import annotations

from html import escape
from typing import Any

import solara

from culturesim.app import parts, place, session, shown, what_if
from culturesim.app.asked import ask, chosen, found_by, task_of
from culturesim.app.chances import patient_data, patients_list
from culturesim.app.hospital import failure, told_change
from culturesim.app.outline import outline_of
from culturesim.app.texts import section, t
from culturesim.app.trail import ACTORS, Trail, chances_of, trail_of
from culturesim.words import date_words

__all__ = ["WhoKnew", "timeline_data"]

_LEVELS = {"ward": "ward managers", "division": "division managers", "executive": "executives",
           "board": "board"}  # fmt: skip


@solara.component
def WhoKnew() -> Any:
    """Show the page."""
    view, now = session.current(), place.place.value
    scenario = chosen(view, now)

    async def find() -> Any:
        outline = await ask(outline_of, scenario, view.seed)
        return outline, await ask(trail_of, scenario, view.seed), (scenario, view.seed)

    found = task_of(find, [scenario, view.seed])
    with solara.Div(classes=["cs-knew"]) as page:
        solara.HTML("h1", unsafe_innerHTML=t("knew.title"))
        solara.HTML("p", unsafe_innerHTML=t("knew.lead", seed=view.seed), classes=["cs-lead"])
        parts.Start(given=shown.start_data(view), event_scenario=what_if.set_scenario,
                    event_preset=what_if.set_preset, event_seed=what_if.set_seed)  # fmt: skip
        solara.HTML("p", unsafe_innerHTML=escape(told_change(view, now)), classes=["cs-small"])
        failure(found)
        known = found_by(found)
        if known is None or known[2] != (scenario, view.seed):
            solara.HTML("p", unsafe_innerHTML=t("hospital.wait"), attributes={"role": "status"})
        else:
            outline, trail, _ = known
            parts.Timeline(given=timeline_data(trail, scenario.start))
            Patient(scenario, view.seed, outline, trail)
    return page


@solara.component
def Patient(scenario: Any, seed: int, outline: dict[str, Any], trail: Trail) -> Any:
    """Follow one harmed patient."""
    event = place.place.value.patient

    async def find() -> Any:
        return await ask(chances_of, scenario, seed, event) if event else None

    found = task_of(find, [scenario, seed, event])
    patients = patients_list(trail.patients, outline, scenario.start)
    with solara.Div(classes=["cs-patient"]) as shown_patient:
        solara.HTML("h2", unsafe_innerHTML=t("knew.patient"))
        if not patients:
            solara.HTML("p", unsafe_innerHTML=t("knew.no_patients"))
        else:
            parts.Choice(given={"label": t("knew.choose"), "none": t("knew.choose_none"),
                                "items": patients, "now": event},
                         event_choose=lambda to: place.put(patient=max(int(to), 0)))  # fmt: skip
        failure(found)
        chances = found_by(found)
        if event and chances is not None and chances.event == event:
            Story(patient_data(chances, outline, scenario.start))
    return shown_patient


@solara.component
def Story(told: dict[str, Any]) -> Any:
    """Tell one patient's story."""
    with solara.Div() as story:
        for sentence in told["told"]:
            solara.HTML("p", unsafe_innerHTML=escape(sentence), classes=["cs-lead"])
        if told["rows"]:
            solara.HTML("h3", unsafe_innerHTML=escape(told["shown"]))
            parts.Table(given={"label": t("knew.patient"), "search": "", "heads": told["heads"],
                               "rows": told["rows"], "keyed": False})  # fmt: skip
    return story


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
    raised, reached = trail.totals["staff"]["raised"], trail.totals["board"]["reached"]
    failing = (t("knew.not_failing") if trail.failing is None
               else t("knew.failing", date=date_words(start, trail.failing)))  # fmt: skip
    share = f"{100 * reached / raised:.0f}" if raised else "0"
    told = t("knew.last", raised=f"{raised:,}", reached=f"{reached:,}", share=share,
             silent=f"{trail.totals['staff']['silent']:,}")  # fmt: skip
    return {
        "told": f"{failing} {told}",
        "scale": t("knew.scale", period=trail.period),
        "days": trail.days,
        "period": trail.period,
        "start": start.isoformat(),
        "actors": [_actor(trail, actor, start) for actor in ACTORS],
        "events": [[day, f"{date_words(start, day)}: {t(f'hospital.event_{kind}')}"]
                   for day, kind in trail.events if kind != "death_of_harm"],
        "words": section("knew"),
    }  # fmt: skip


def _actor(trail: Trail, actor: str, start: Any) -> dict[str, Any]:
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
                   "total": f"{trail.totals[actor][what]:,}", "bins": trail.counts[actor][what]}
                  for what in ACTORS[actor]],
    }  # fmt: skip
