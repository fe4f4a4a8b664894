"""The first page: change how a hospital is run, and see what happens beside what its board sees."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import solara
import solara.lab

from culturesim.app import earlier, keeping, parts, place, session, shown, words
from culturesim.app.address import read_change, to_address
from culturesim.app.answers import Answer
from culturesim.app.cards import cards_of, interval_note
from culturesim.app.changes import View, base_dials, base_of, changed_of
from culturesim.app.noticing import span_words
from culturesim.app.pool import shared_pool
from culturesim.app.progress import find_answer
from culturesim.app.texts import t
from culturesim.app.told import pair_told, scenarios_told
from culturesim.app.work import both_stories
from culturesim.errors import InputError

__all__ = ["WhatIf", "set_preset", "set_scenario", "set_seed", "set_spans"]


@solara.component
def WhatIf() -> Any:
    """Show the page."""
    view = session.current()

    async def find() -> None:
        await _find(view)

    task = solara.lab.use_task(find, dependencies=[view, session.stopped.value],
                               prefer_threaded=False, raise_error=False)  # fmt: skip
    with solara.Div(classes=["cs-what-if"]) as page:
        solara.HTML("h1", unsafe_innerHTML=t("what_if.title"))
        solara.HTML("p", unsafe_innerHTML=t("what_if.lead"), classes=["cs-lead"])
        parts.Start(given={**shown.start_data(view), **shown.spans_data(view)},
                    event_scenario=set_scenario, event_preset=set_preset, event_seed=set_seed,
                    event_spans=set_spans)  # fmt: skip
        with solara.Div(classes=["cs-two"]):
            with solara.Div(classes=["cs-top"]):
                Results(view, task)
            with solara.Div(classes=["cs-controls"]):
                Controls(view)
            with solara.Div(classes=["cs-results"]):
                if session.answer.value is not None:
                    Shown(session.answer.value, session.answer.value.view != view)
        keeping.SideBySide(view)
        keeping.KeepIt(view)
    return page


async def _find(view: View) -> None:
    """Find the answer to a state, then the story of one pair, then those of the alternatives."""
    if session.stopped.value == view:
        return
    pool = shared_pool()

    def tell(n: int, total: int) -> None:
        if session.current() == view:
            session.progress.value = (n, total)

    if not await find_answer(view, pool, session.take, tell, session.spend):
        return
    found = session.answer.value
    if found is None or found.view != view:
        return
    await _tell_why(found, pool)
    for item in view.alternatives:
        other = replace(view, change=item.change, alternatives=())

        named: Any = (found.base, item.change, view.seed, view.spans)

        def keep(answer: Answer, key: Any = named) -> None:
            session.kept.value = {**session.kept.value, key: answer}

        await find_answer(other, pool, keep, lambda *_: None, session.spend)


async def _tell_why(found: Answer, pool: Any) -> None:
    """Count the events of one pair of runs, those that the other pages show, and tell it."""
    one = pair_told((found.rows(0), found.rows(1)))
    base, changed, seed = scenarios_told(found, one)
    future = pool.call(both_stories, base, changed, seed, rank=2)
    try:
        stories = await asyncio.wrap_future(future)
    except BaseException:
        future.cancel()
        raise
    told = await asyncio.to_thread(words.why, found, stories, one)
    if session.current() == found.view:
        if place.place.peek().told != seed:
            place.put(told=seed, patient=0)  # patients are numbered run by run
        session.stories.value = (found.view, told)


@solara.component
def Controls(view: View) -> Any:
    """Show steps, dials and levers."""
    steps = session.steps.value
    before = session.before.value
    with solara.Div() as controls:
        parts.Dials(given=shown.dials_data(view), event_dial=_dial, event_start=_start_day)
        parts.Bar(
            given=shown.bar_data(view, steps.at > 0, steps.at + 1 < len(steps.views),
                                 before is not None),
            event_undo=session.undo, event_redo=session.redo, event_reset=session.reset,
            event_replay=lambda _: session.replays.set(session.replays.value + 1),
            event_paste=_paste,
        )  # fmt: skip
        parts.Levers(given=shown.levers_data(view), event_lever=_lever)
    return controls


@solara.component
def Results(view: View, task: Any) -> Any:
    """Progress, the sentences, cards, and what would have made the board notice sooner."""
    found: Answer | None = session.answer.value
    old = found is not None and found.view != view
    with solara.Div() as results:
        parts.Progress(given=_progress(view, task, old),
                       found=solara.use_memo(lambda: _headline(found), [found]),
                       sooner=earlier.use_sooner(view),
                       event_ask=lambda _: session.asked.set(view),
                       event_close=lambda _: session.asked.set(None),
                       event_halt=lambda _: session.sooner_stopped.set(view),
                       event_resume=lambda _: session.sooner_stopped.set(None),
                       event_pick=earlier.use_measure,
                       event_cancel=lambda _: session.stopped.set(view),
                       event_more=lambda _: session.stopped.set(None))  # fmt: skip
        if task.error and not isinstance(task.exception, asyncio.CancelledError):
            solara.HTML("div", unsafe_innerHTML=_failed(task.exception), classes=["cs-notice"],
                        attributes={"role": "alert"})  # fmt: skip
    return results


def _failed(error: BaseException) -> str:
    from html import escape

    why = str(error) if isinstance(error, InputError) else type(error).__name__
    return escape(t("progress.failed", why=why))


def _progress(view: View, task: Any, old: bool) -> dict[str, Any]:
    """Say how far the answer is; that it is complete only when it is what is shown."""
    done, total = session.progress.value
    found = session.answer.value
    n = found.n if found is not None and not old else 0
    stopped = session.stopped.value == view
    running = bool(task.pending) and not stopped and n < view.runs
    if stopped:
        text = t("progress.stopped", n=n)
    elif running:
        text = _running(done, total, n)
    else:
        text = t("progress.done", n=n, total=view.runs)
    return {
        "done": done,
        "total": total,
        "text": text,
        "running": running,
        "canGoOn": stopped,
        "old": old,
        "oldText": t("progress.old"),
        "answers": to_address(found.view) if found is not None else "none",
        "cancel": t("progress.cancel"),
        "goOn": t("progress.go_on"),
        "label": t("what_if.runs"),
    }


def _running(done: int, total: int, n: int) -> str:
    """Say how far it is, of how many pairs the figures are, and why the very first takes long."""
    if not shared_pool().has_run:
        return t("progress.first")
    if not total:
        return t("progress.waiting")
    key = "progress.running_of" if n else "progress.running"
    return t(key, n=done, total=total, shown=n)


def _headline(found: Answer | None) -> dict[str, Any] | None:
    """Make the sentence and the cards."""
    if found is None:
        return None
    return {
        "title": t("what_if.results"),
        "lines": words.headlines(found),
        "ask": t("sooner.ask" if not found.view.change.is_empty else "sooner.ask_base"),
        "cards": cards_of(found),
        "other": t("cards.other"),
        "base": t("cards.base"),
        "about": t("frame.about"),
        "note": interval_note(found),
    }


@solara.component
def Shown(found: Answer, old: bool) -> Any:
    """Show charts and story of an answer."""
    before = session.before.value
    lines = solara.use_memo(lambda: shown.chart_data(found, before), [found, before])
    told = session.stories.value
    with solara.Div() as answer:
        parts.Charts(given=lines, words=shown.chart_words(), old=old, replay=session.replays.value)
        parts.Story(given=_story(found, told[1] if told and told[0] == found.view else None))
    return answer


def _story(found: Answer, told: dict[str, Any] | None) -> dict[str, Any]:
    texts = {key: t(f"why.{key}") for key in ("title", "none", "event", "wait")}
    empty: dict[str, Any] = {"steps": [], "told": [], "events": []}
    return {
        **texts,
        **(told or empty),
        "one": told["which"] if told else "",
        "all": t("why.all", n=found.n, time=span_words(found.base.days)),
        "toldTitle": t("why.told"),
        "none": t("why.none") if told else "",
        "base": t("cards.base"),
        "other": t("cards.other"),
    }


def _dial(given: list[Any]) -> None:
    name, value = str(given[0]), float(given[1])

    def make(view: View) -> View:
        was = base_dials(base_of(view)).get(name)
        at_base = was is not None and abs(value - was) < 0.005
        return replace(view, change=view.change.with_dial(name, None if at_base else value))

    session.attempt(make)


def _start_day(day: float) -> None:
    session.attempt(lambda view: replace(view, change=replace(view.change, from_day=int(day))))


def _lever(given: list[Any]) -> None:
    name, strength, day = str(given[0]), float(given[1]), int(given[2] or 1)
    session.attempt(lambda v: replace(v, change=v.change.with_lever(name, strength, day)))


def _paste(code: str) -> None:
    session.attempt(lambda view: replace(view, change=read_change(str(code).strip()[:4000])))


def set_preset(name: str) -> None:
    """Try an example; one that there is not changes nothing."""
    if name in shown.PRESETS:
        session.attempt(lambda view: replace(view, change=shown.PRESETS[name]))


def set_seed(text: str) -> None:
    """Set the seed; a mistake becomes a notice."""
    from culturesim.app.address import read_seed

    session.attempt(lambda view: replace(view, seed=read_seed(str(text))))


def set_spans(name: str) -> None:
    """Set what pairs of runs differ by."""
    session.attempt(lambda view: replace(view, spans=str(name)))


def set_scenario(name: str) -> None:
    """Set the base, keeping the changes that fit it."""
    if name:
        session.attempt(lambda view: _on(view, replace(view, scenario=name, upload="")))


def _on(was: View, now: View) -> View:
    """Keep the changes on another base if they fit it; the alternatives that do not are dropped."""
    base = base_of(now)

    def fits(change: Any) -> bool:
        try:
            changed_of(base, change)
        except InputError:
            return False
        return True

    kept = tuple(item for item in was.alternatives if fits(item.change))
    change = was.change if fits(was.change) else type(was.change)()
    return replace(now, change=change, alternatives=kept)
