"""Many hospitals: what is published beside what is true, and a failing one to be spotted."""

from __future__ import annotations

import asyncio
from functools import cache
from html import escape
from typing import Any

import solara
import solara.lab

from culturesim.app import parts, standings
from culturesim.app.league import SCENARIO, Table, system_run
from culturesim.app.pool import shared_pool
from culturesim.app.spotting import Game, can_play, round_of
from culturesim.app.texts import t

__all__ = ["System", "find_tables"]

LOOK = 1.0  # how often progress is asked for [s]

tables: Any = solara.reactive(())
progress = solara.reactive((0, 0.0))
game = solara.reactive(Game())


@cache
def _scenario() -> Any:
    from culturesim.scenario import load_scenario

    return load_scenario(SCENARIO)


async def find_tables(pool: Any, scenario: Any, show: Any, say: Any) -> None:
    """Have all runs of the hospitals made, or take those that are there.

    Parameters
    ----------
    pool : Pool
        Who simulates.
    scenario : Scenario
        Many hospitals; as many runs as it says, from seed 0.
    show : callable
        Called with the tables so far after each run.
    say : callable
        Called with the runs that are ready, and the share of the next.
    """
    futures = [pool.long(system_run, scenario, seed) for seed in range(scenario.runs)]
    found: list[Table] = []
    for future in futures:
        while not future.done():
            say(len(found), pool.share_of_long)
            await asyncio.wait([asyncio.wrap_future(_shield(future))], timeout=LOOK)
        found.append(future.result())
        show(tuple(found))
    say(len(found), 0.0)


def _shield(future: Any) -> Any:
    """Follow a shared run in such a way that leaving the page does not call it off."""
    from concurrent.futures import Future

    mine: Future[None] = Future()

    def end(_: Any) -> None:
        if not mine.cancelled():
            mine.set_result(None)

    future.add_done_callback(end)
    return mine


@solara.component
def System() -> Any:
    """Show the page."""

    async def find() -> None:
        await find_tables(shared_pool(), _scenario(), tables.set,
                          lambda n, share: progress.set((n, share)))  # fmt: skip

    task = solara.lab.use_task(find, dependencies=[], prefer_threaded=False, raise_error=False)
    with solara.Div(classes=["cs-system"]) as page:
        solara.HTML("h1", unsafe_innerHTML=t("system.title"))
        solara.HTML("p", unsafe_innerHTML=t("system.lead"), classes=["cs-lead"])
        parts.Progress(given=_progress())
        if task.error and not isinstance(task.exception, asyncio.CancelledError):
            why = escape(t("system.failed", why=type(task.exception).__name__))
            solara.HTML("div", unsafe_innerHTML=why, classes=["cs-notice"],
                        attributes={"role": "alert"})  # fmt: skip
        if tables.value:
            _Found(tables.value)
        else:
            solara.HTML("p", unsafe_innerHTML=t("system.waiting"), classes=["cs-help"])
    return page


@solara.component
def _Found(found: tuple[Table, ...]) -> Any:
    """Show what the runs say: the game, the charts, the table."""
    fit = tuple(filter(can_play, found))[:1]  # one run, so that rounds stay as more runs come
    played = solara.use_memo(lambda: round_of(fit, game.value.number),
                             [fit, game.value.number])  # fmt: skip
    data = solara.use_memo(lambda: standings.system_data(found), [found])
    rows = solara.use_memo(lambda: standings.table_data(found), [found])

    def choose(which: Any) -> None:
        if played is not None:
            game.value = game.value.choose(int(which), played)

    with solara.Div() as shown:
        parts.Spot(given=standings.round_data(played, game.value), event_choose=choose,
                   event_next=lambda _: game.set(game.value.next()))  # fmt: skip
        parts.League(given=data)
        solara.HTML("h2", unsafe_innerHTML=t("system.table"))
        parts.Table(given=rows)
    return shown


def _progress() -> dict[str, Any]:
    done, share = progress.value
    total = _scenario().runs
    ready = done >= total
    return {
        "done": done + share,
        "total": total,
        "text": t("system.done" if ready else "system.running", n=done, total=total),
        "running": False,
        "canGoOn": False,
        "old": False,
        "oldText": "",
        "answers": "system",
        "cancel": "",
        "goOn": "",
        "label": t("system.progress"),
    }
