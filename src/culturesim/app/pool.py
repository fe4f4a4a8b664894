"""Processes that simulate, the queue before them, and what they have found so far.

Simulations run in processes of their own, so that pages stay quick; these end with the server, even
if it is killed. The queue is fair: the first runs of everybody's answer go before the later runs of
anybody's. What was run once is kept, so that a base is simulated only once for all readers.
"""

from __future__ import annotations

import atexit
import contextlib
import heapq
import itertools
import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import connection, get_context, parent_process
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from culturesim.app.work import Piece
    from culturesim.scenario import Scenario

__all__ = ["Desk", "Pool", "shared_pool", "tell"]

IN_FLIGHT = 2  # jobs handed to a process at a time: one at work, one ready
MOST_KEPT = 12_000


def _begin(home: int) -> None:
    """Begin a process: behind the page in the queue for a processor, and gone when it is gone."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(5)
    parent = parent_process()
    if parent is not None and parent.pid == home:
        threading.Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()


def _begin_long(home: int, share: Any) -> None:
    """Begin the process of long runs: last in the queue for a processor, and heard of."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(10)
    _begin(home)
    _heard[:] = [share]


_heard: list[Any] = []


def tell(share: float) -> None:
    """Tell the server how far a long run has come; a run anywhere else tells nobody.

    Parameters
    ----------
    share : float
        Share of the run that is done, 0 to 1. [-]

    Examples
    --------
    >>> tell(0.5)
    """
    for heard in _heard:
        heard.value = share


def _leave_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(0)


class Desk:
    """One process and the queue before it.

    Parameters
    ----------
    start : callable, optional
        Makes the executor; a process of its own if left out.

    Examples
    --------
    >>> Desk().n_waiting
    0
    """

    def __init__(self, start: Callable[[], Any] | None = None) -> None:
        self._start = start or _process
        self._executor: Any = None
        self._heap: list[tuple[int, int, Future[Any], Callable[..., Any], tuple[Any, ...]]] = []
        self._order = itertools.count()
        self._lock = threading.RLock()
        self._n_at_work = 0
        self._closed = False

    @property
    def n_waiting(self) -> int:
        """Jobs that have not been handed on [jobs]."""
        with self._lock:
            return sum(not entry[2].cancelled() for entry in self._heap)

    def submit(self, rank: int, work: Callable[..., Any], *given: Any) -> Future[Any]:
        """Queue a job; lower ranks go first, equal ones in order."""
        future: Future[Any] = Future()
        with self._lock:
            if self._closed:
                future.cancel()
                return future
            heapq.heappush(self._heap, (rank, next(self._order), future, work, given))
        self._hand_on()
        return future

    def _hand_on(self) -> None:
        """Give the process what it can take."""
        with self._lock:
            while self._heap and self._n_at_work < IN_FLIGHT and not self._closed:
                _, _, future, work, given = heapq.heappop(self._heap)
                if not future.set_running_or_notify_cancel():
                    continue
                self._n_at_work += 1
                try:
                    inner = self._run(work, given)
                except BaseException as error:  # noqa: BLE001 - whoever waits must hear of it
                    self._n_at_work -= 1
                    future.set_exception(error)
                    continue
                inner.add_done_callback(partial(self._finish, future))

    def _run(self, work: Callable[..., Any], given: tuple[Any, ...]) -> Future[Any]:
        if self._executor is None:
            self._executor = self._start()
        try:
            found: Future[Any] = self._executor.submit(work, *given)
        except BrokenProcessPool:  # a process was killed from outside: take a new one
            self._executor = self._start()
            found = self._executor.submit(work, *given)
        return found

    def _finish(self, future: Future[Any], done: Future[Any]) -> None:
        with self._lock:
            self._n_at_work -= 1
        if done.cancelled():
            future.set_exception(RuntimeError("the simulation was stopped"))
        elif error := done.exception():
            future.set_exception(error)
        else:
            future.set_result(done.result())
        self._hand_on()

    def close(self) -> None:
        """End the process and drop what waits."""
        with self._lock:
            self._closed = True
            for entry in self._heap:
                entry[2].cancel()
            self._heap.clear()
            executor, self._executor = self._executor, None
        if executor is not None:
            children = list((getattr(executor, "_processes", None) or {}).values())
            executor.shutdown(wait=False, cancel_futures=True)
            for child in children:
                child.terminate()


def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, get_context("spawn"), _begin, (os.getpid(),))


def _long_process(share: Any) -> ProcessPoolExecutor:
    """Make a process that ends after each job, so that a large run's memory goes back."""
    return ProcessPoolExecutor(1, get_context("spawn"), _begin_long, (os.getpid(), share),
                               max_tasks_per_child=1)  # fmt: skip


class Pool:
    """All desks, and what they have found.

    Parameters
    ----------
    n_desks : int, optional
        Processes; as many as there are processors if left out.
    start : callable, optional
        Makes a desk's executor.

    Examples
    --------
    >>> Pool(2).n_waiting
    0
    """

    def __init__(self, n_desks: int | None = None, start: Callable[[], Any] | None = None) -> None:
        from culturesim.runs.many import processors

        self._desks = [Desk(start) for _ in range(n_desks or processors())]
        self._kept: OrderedDict[tuple[Scenario, int], Piece] = OrderedDict()
        self.has_run = False  # whether a run has come back yet: the first may have to compile
        self._lock = threading.Lock()
        self._share: Any = get_context("spawn").Value("d", 0.0)
        self._long_desk = Desk(start or partial(_long_process, self._share))
        self._long: dict[Any, Future[Any]] = {}

    @property
    def share_of_long(self) -> float:
        """Share of the long run at work that is done [-]."""
        return float(self._share.value)

    def long(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        """Ask for something that takes minutes, once for all readers, in a process apart.

        Short runs never wait behind it, and it is not called off when one reader leaves.
        """
        key = (work, *given)
        with self._lock:
            there = self._long.get(key)
            if there is None or (there.done() and (there.cancelled() or there.exception())):
                there = self._long[key] = self._long_desk.submit(0, work, *given)
            return there

    @property
    def n_waiting(self) -> int:
        """Jobs in all queues [jobs]."""
        return sum(desk.n_waiting for desk in self._desks)

    def found(self, scenario: Scenario, seed: int) -> Piece | None:
        """Look up a run that is already there."""
        with self._lock:
            piece = self._kept.get((scenario, seed))
            if piece is not None:
                self._kept.move_to_end((scenario, seed))
            return piece

    def run(self, scenario: Scenario, seed: int, rank: int = 0) -> Future[Any]:
        """Ask for a run; a seed always goes to the same desk, which knows its organisation."""
        from culturesim.app.work import one_run

        key = (scenario, seed)
        piece = self.found(*key)
        if piece is not None:
            ready: Future[Any] = Future()
            ready.set_result(piece)
            return ready
        future = self._desks[seed % len(self._desks)].submit(rank, one_run, scenario, seed)
        future.add_done_callback(lambda done: self._keep(key, done))
        return future

    def call(
        self, work: Callable[..., Any], *given: Any, rank: int = 0, desk: int | None = None
    ) -> Future[Any]:
        """Ask the least busy desk for something else, or always the same one by its number."""
        if desk is not None:
            return self._desks[desk % len(self._desks)].submit(rank, work, *given)
        return min(self._desks, key=lambda desk: desk.n_waiting).submit(rank, work, *given)

    def _keep(self, key: tuple[Scenario, int], done: Future[Any]) -> None:
        if done.cancelled() or done.exception() is not None:
            return
        with self._lock:
            self._kept[key] = done.result()
            self.has_run = True
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def close(self) -> None:
        """End all processes."""
        for desk in (*self._desks, self._long_desk):
            desk.close()


_shared: list[Pool] = []
_shared_lock = threading.Lock()


def shared_pool() -> Pool:
    """Take the one pool of this server, made when first asked for.

    Returns
    -------
    Pool
        The pool; it is closed when the server ends.

    Examples
    --------
    >>> shared_pool() is shared_pool()
    True
    """
    with _shared_lock:
        if not _shared:
            _shared.append(Pool())
            atexit.register(_shared[0].close)
        return _shared[0]
