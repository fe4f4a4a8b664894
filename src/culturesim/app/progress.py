"""From a state to its answer: pairs of runs in stages, with progress, and a way to stop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from culturesim.app.answers import Answer, answer_of
from culturesim.app.changes import run_of, scenarios_of
from culturesim.app.settings import LIMITS

if TYPE_CHECKING:
    from culturesim.app.changes import View
    from culturesim.app.pool import Pool
    from culturesim.scenario import Scenario

__all__ = ["STAGES", "find_answer", "part_of", "run_all", "stages_of"]

STAGES = (4, 16, 48, 100)
DEBOUNCE = 0.02  # a dial reports when it is let go of; this catches keys held down [s]


def stages_of(runs: int) -> list[int]:
    """List after how many pairs an answer is shown.

    Parameters
    ----------
    runs : int
        Pairs wanted. [runs]

    Returns
    -------
    list of int
        Rising, ending with ``runs``.

    Examples
    --------
    >>> stages_of(20), stages_of(4)
    ([4, 16, 20], [4])
    """
    return [*(n for n in STAGES if n < runs), runs]


async def find_answer(
    view: View,
    pool: Pool,
    show: Callable[[Answer], None],
    tell: Callable[[int, int], None],
    allowed: Callable[[int], bool] = lambda _: True,
) -> bool:
    """Find the answer to a state, showing it after every stage.

    Parameters
    ----------
    view : View
        The state.
    pool : Pool
        Who simulates.
    show : callable
        Called with every answer, each over more pairs than the one before.
    tell : callable
        Called with the pairs done and the pairs wanted.
    allowed : callable
        Asked before each stage with the runs it needs; False ends it.

    Returns
    -------
    bool
        Whether all pairs were run.

    Raises
    ------
    InputError
        If the state stands for no scenario.
    """
    await asyncio.sleep(DEBOUNCE)
    scenarios = scenarios_of(view)
    ends = time.monotonic() + LIMITS.answer_seconds
    done = 0
    tell(done, view.runs)
    for rank, n in enumerate(_stages_left(view, scenarios, pool)):
        seeds = range(view.seed, view.seed + n)
        both = [[(run_of(scenario, view.spans, seed), seed) for scenario in scenarios]
                for seed in seeds]  # fmt: skip
        keys = dict.fromkeys(key for pair in both for key in pair)
        missing = [key for key in keys if pool.found(*key) is None]
        if not allowed(len(missing)) or time.monotonic() > ends:
            return False
        await run_all(pool, missing, rank, part_of(tell, done, n, view.runs))
        pairs = [(pool.found(*first), pool.found(*second)) for first, second in both]
        complete = [(a, b) for a, b in pairs if a is not None and b is not None]
        show(await asyncio.to_thread(answer_of, view, scenarios, complete))
        done = n
        tell(done, view.runs)
        await asyncio.sleep(0)
    return True


def _stages_left(view: View, scenarios: tuple[Scenario, Scenario], pool: Pool) -> list[int]:
    """List the stages, without those passed already by runs made earlier."""
    stages = stages_of(view.runs)
    seeds = range(view.seed, view.seed + view.runs)
    there = 0
    while there < view.runs and all(
        pool.found(run_of(s, view.spans, seeds[there]), seeds[there]) is not None for s in scenarios
    ):
        there += 1
    return [n for n, after in zip(stages, [*stages[1:], view.runs + 1], strict=True)
            if after > there]  # fmt: skip


def part_of(
    tell: Callable[[int, int], None], done: int, until: int, total: int
) -> Callable[[float], None]:
    """Make a function that tells how far a stage is, from the share of its runs that are there.

    Parameters
    ----------
    tell : callable
        Called with what is done and what is wanted.
    done, until, total : int
        Done before the stage and after it, and wanted in all. [pairs or runs]

    Returns
    -------
    callable
        Takes the share of the stage that is done, 0 to 1.

    Examples
    --------
    >>> part_of(lambda *told: print(told), 4, 16, 100)(0.5)
    (10, 100)
    """
    return lambda share: tell(done + int(share * (until - done)), total)


async def run_all(pool: Pool, keys: list, rank: int, tell: Callable[[float], None]) -> None:  # type: ignore[type-arg]
    """Have runs made; if this is called off, those not begun are called off too.

    Parameters
    ----------
    pool : Pool
        Who simulates.
    keys : list of (Scenario, int)
        Scenario and seed of each run.
    rank : int
        Place in the queue; lower goes first.
    tell : callable
        Called now and then with the share that is done.

    Raises
    ------
    InputError
        If a run is refused.
    """
    futures = [pool.run(scenario, seed, rank) for scenario, seed in keys]
    try:
        for done, future in enumerate(futures, start=1):
            await asyncio.wrap_future(future)
            if done % 8 == 0:
                tell(done / len(futures))
    except BaseException:
        for future in futures:
            future.cancel()
        raise
