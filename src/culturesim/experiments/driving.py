"""The driver: batches out, rows in, a few batches in flight, nothing else held in memory."""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from culturesim.experiments.engines import Engine
from culturesim.experiments.work import Item, Result

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["InterruptedSweepError", "Pace", "drive", "stop_on_signals"]

BATCH_SECONDS, LARGEST_BATCH, LEAST_SHARE, AHEAD, LOOK = 5.0, 1024, 4, 2, 0.25


class InterruptedSweepError(KeyboardInterrupt):
    """The sweep was asked to stop and has stored what was finished."""


class Pace:
    """Size of the next batch: about five seconds of work, smaller towards the end.

    Parameters
    ----------
    seconds : float
        What a run is expected to take. [s]

    Examples
    --------
    >>> Pace(0.05).size(left=10_000, workers=2), Pace(0.05).size(left=40, workers=2)
    (100, 5)
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def size(self, left: int, workers: int) -> int:
        """Choose the number of runs of the next batch."""
        by_time = int(BATCH_SECONDS / max(self._seconds, 1e-6))
        share = -(-left // (4 * workers))
        return max(1, min(by_time, max(share, LEAST_SHARE), LARGEST_BATCH, left))

    def learn(self, results: Sequence[Result]) -> None:
        """Take the time of finished runs into account."""
        if results:
            mean = sum(result.seconds for result in results) / len(results)
            self._seconds += 0.5 * (mean - self._seconds)


@contextmanager
def stop_on_signals() -> Iterator[threading.Event]:
    """Turn the first Ctrl-C or SIGTERM into a flag; a second one interrupts at once.

    Yields
    ------
    Event
        Set by the signal, so that no write is ever cut in two by an exception.
    """
    flag = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield flag
        return
    before = {}

    def stop(number: int, frame: Any) -> None:
        del frame
        del number
        if flag.is_set():
            raise KeyboardInterrupt
        flag.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        before[number] = signal.signal(number, stop)
    try:
        yield flag
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def drive(
    engine: Engine,
    runs: NDArray[Any],
    item_of: Callable[[int], Item],
    write: Callable[[list[Result]], None],
    pace: Pace,
    flag: threading.Event,
) -> None:
    """Have runs done and written.

    Parameters
    ----------
    engine : Engine
        Where.
    runs : ndarray of int64, shape (n_runs,)
        Which.
    item_of : callable
        Makes the item of a run.
    write : callable
        Stores the results of a batch.
    pace : Pace
        Sizes of batches.
    flag : Event
        Set when the sweep shall stop.

    Raises
    ------
    InterruptedSweepError
        If it was stopped; finished runs are written.
    EngineLostError
        If the engine is gone; the same.
    OSError
        If a batch cannot be written.
    """
    again: deque[list[Item]] = deque()
    flying: dict[Future[list[Result]], list[Item]] = {}
    at = 0

    def collect(done: set[Future[list[Result]]]) -> None:
        for future in done:
            items = flying.pop(future)
            results = engine.outcome(future, items)
            if results:
                write(results)
                pace.learn(results)
            rest = items[len(results) :]
            if rest and not flag.is_set():  # a batch whose worker died: its runs one by one
                again.extend([item] for item in rest)

    try:
        while (at < len(runs) or again or flying) and not flag.is_set():
            while (again or at < len(runs)) and len(flying) < AHEAD * engine.n_workers:
                if again:
                    items = again.popleft()
                else:
                    n = pace.size(len(runs) - at, engine.n_workers)
                    items = [item_of(run) for run in runs[at : at + n].tolist()]
                    at += n
                flying[engine.submit(items)] = items
            collect(wait(flying, timeout=LOOK, return_when=FIRST_COMPLETED).done)
        if flag.is_set():
            engine.stop()
            _land(engine, flying, write)
            raise InterruptedSweepError
    except BaseException:
        engine.stop()
        raise


def _land(
    engine: Engine,
    flying: dict[Future[list[Result]], list[Item]],
    write: Callable[[list[Result]], None],
) -> None:
    """Write what batches in flight had finished when the sweep was stopped."""
    for future in flying:
        future.cancel()
    for future in wait(flying, timeout=10.0).done:
        if not future.cancelled() and future.exception() is None:
            results = engine.outcome(future, flying[future])
            if results:
                write(results)
