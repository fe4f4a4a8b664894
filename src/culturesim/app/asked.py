"""What pages ask of the processes that simulate, and what they keep of the answers."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import solara.lab

from culturesim.app import session
from culturesim.app.changes import View, base_of, changed_of, run_of
from culturesim.app.place import Place
from culturesim.app.pool import shared_pool
from culturesim.app.settings import LIMITS
from culturesim.app.texts import t
from culturesim.errors import InputError

__all__ = ["Refused", "ask", "chosen", "found_by", "looked_at", "task_of"]

MOST_KEPT = 96


class Refused(str):
    """What was wrong with what was asked for.

    Examples
    --------
    >>> Refused("no such patient")
    'no such patient'
    """

    __slots__ = ()


_kept: OrderedDict[Any, Any] = OrderedDict()


def chosen(view: View, place: Place) -> Any:
    """Find the scenario whose run is looked into.

    Parameters
    ----------
    view : View
        The state.
    place : Place
        Where the reader looks.

    Returns
    -------
    Scenario
        The base or the changed one.
    """
    base = base_of(view)
    return base if place.run == "base" else changed_of(base, view.change)


def looked_at(view: View, place: Place) -> tuple[Any, int]:
    """Find the run that is looked into.

    Parameters
    ----------
    view : View
        The state.
    place : Place
        Where the reader looks.

    Returns
    -------
    scenario : Scenario
        The base or the changed one, with the pair's set of numbers if a pair of the first page is
        looked into.
    seed : int
        The pair's seed, else that of the state. [-]
    """
    scenario = chosen(view, place)
    if place.told < 0:
        return scenario, view.seed
    return run_of(scenario, view.spans, place.told), place.told


async def ask(work: Callable[..., Any], scenario: Any, seed: int, *given: Any) -> Any:
    """Have something worked out, or take what is there from last time.

    Parameters
    ----------
    work : callable
        A function of `culturesim.app` that takes scenario, seed and the rest.
    scenario : Scenario
        What is simulated.
    seed : int
        Seed; the same process goes on with the same run. [-]
    *given
        What else the function takes.

    Returns
    -------
    object
        What it returns.

    Raises
    ------
    InputError
        If this open page has used up its runs.
    """
    key = (work.__name__, scenario, seed, *given)
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    if session.runs_used.peek() >= LIMITS.session_runs:
        raise InputError(t("progress.session_full"))
    session.runs_used.value = session.runs_used.peek() + 1
    future = shared_pool().call(work, scenario, seed, *given, desk=seed)
    try:
        found = await asyncio.wrap_future(future)
    except BaseException:
        future.cancel()
        raise
    _kept[key] = found
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return found


def task_of(work: Callable[[], Any], dependencies: list[Any]) -> Any:
    """Run a coroutine beside the page; a newer one takes the place of an older one.

    Parameters
    ----------
    work : callable
        Makes the coroutine.
    dependencies : list
        It runs anew when one of these changes.

    Returns
    -------
    Task
        Solara's task; what it found last is in ``latest``, `Refused` if that was not allowed.
    """

    async def careful() -> Any:
        try:
            return await work()
        except InputError as error:
            return Refused(str(error))

    return solara.lab.use_task(careful, dependencies=dependencies, prefer_threaded=False,
                               raise_error=False)  # fmt: skip


def found_by(task: Any) -> Any:
    """Take what a task found last.

    Parameters
    ----------
    task : Task
        From :func:`task_of`.

    Returns
    -------
    object
        What it found; None if there is nothing, or it was refused.
    """
    return None if isinstance(task.latest, Refused) else task.latest
