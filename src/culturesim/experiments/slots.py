"""A place where runs are done one after the other, by a thread or a process that can be replaced.

The caller waits for each result no longer than a run may take. A process that hangs is killed; a
thread cannot be, so it is left behind and a new one takes over. A process that dies takes only the
run in hand with it, which is tried once more.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from culturesim.experiments.work import Item, Job, Result, StopError, do_item, late_words

__all__ = ["Slot"]

GRACE, LOOK, START_UP = 2.0, 0.2, 600.0  # seconds: beyond the limit; between looks; for imports
_READY = "ready"


class _Child(Protocol):
    def send(self, items: Sequence[Item]) -> None: ...
    def receive(self, seconds: float) -> Any: ...
    def discard(self) -> str: ...


class _Thread:
    """Runs done by a thread that is left behind when it hangs."""

    def __init__(self, job: Job) -> None:
        self._inbox: SimpleQueue[Sequence[Item]] = SimpleQueue()
        self._outbox: SimpleQueue[Any] = SimpleQueue()
        self._gone = threading.Event()
        self._job = job
        threading.Thread(target=self._work, daemon=True, name="culturesim-runs").start()
        self._outbox.put(_READY)

    def _check(self) -> None:
        if self._gone.is_set():
            raise StopError

    def _work(self) -> None:
        with suppress(StopError):
            while True:
                for item in self._inbox.get():
                    self._outbox.put(do_item(self._job, item, self._check))
                self._check()

    def send(self, items: Sequence[Item]) -> None:
        self._inbox.put(items)

    def receive(self, seconds: float) -> Any:
        try:
            return self._outbox.get(timeout=seconds)
        except Empty:
            return None

    def discard(self) -> str:
        self._gone.set()
        self._inbox.put(())  # wakes it if it waits
        return ""


class _Process:
    """Runs done by a process that is killed when it hangs."""

    def __init__(self, job: Job) -> None:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, job), daemon=True)
        self._process.start()
        theirs.close()

    def send(self, items: Sequence[Item]) -> None:
        with suppress(OSError):  # it has died; receive finds out
            self._pipe.send(items)

    def receive(self, seconds: float) -> Any:
        try:
            return self._pipe.recv() if self._pipe.poll(seconds) else None
        except OSError:
            raise EOFError from None

    def discard(self) -> str:
        """Kill it if it lives; say how it ended."""
        self._process.join(0.5 if self._process.exitcode is None else 0.0)
        code = self._process.exitcode
        self._process.kill()
        self._process.join()
        self._pipe.close()
        if code is None:
            return ""
        if code < 0:
            with suppress(ValueError):
                return f"killed by {signal.Signals(-code).name}"
        return f"exit code {code}"


def _serve(pipe: Any, job: Job) -> None:
    """Do batches of runs in a process of its own, until its parent is gone."""
    from culturesim.runs import prepare

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    with suppress(EOFError, OSError):
        prepare()
        pipe.send(_READY)
        while True:
            for item in pipe.recv():
                pipe.send(do_item(job, item, lambda: None))


class Slot:
    """One place where runs are done.

    Parameters
    ----------
    job : Job
        The experiment.
    processes : bool
        Use a process instead of a thread.
    stop : Event
        Set when the sweep shall stop.
    tick : callable
        Called with 1 after each run.

    Examples
    --------
    >>> Slot.__name__
    'Slot'
    """

    def __init__(
        self, job: Job, processes: bool, stop: threading.Event, tick: Callable[[int], None]
    ) -> None:
        self._job, self._processes, self._stop, self._tick = job, processes, stop, tick
        self._child: _Child | None = None
        self._died_on = -1

    def serve(self, items: Sequence[Item]) -> list[Result]:
        """Do a batch of runs.

        Parameters
        ----------
        items : sequence of Item
            The runs.

        Returns
        -------
        list of Result
            In order; fewer than items if the sweep is being stopped.
        """
        left, results = list(items), list[Result]()
        while left and not self._stop.is_set():
            found = self._some(left)
            results += found
            left = left[len(found) :]
        return results

    def _some(self, items: list[Item]) -> list[Result]:
        """Results of the first items, until one is not answered."""
        child = self._child
        if child is None:
            child = self._child = _Process(self._job) if self._processes else _Thread(self._job)
            try:
                self._answer(child, START_UP)
            except EOFError:
                raise RuntimeError(f"a worker process did not start: {child.discard()}") from None
        child.send(items)
        results: list[Result] = []
        for item in items:
            try:
                result = self._answer(child, self._job.limit + GRACE)
            except EOFError:
                return results + self._dead(item)
            if result is None and self._stop.is_set():
                self.close()
                return results
            if result is None:
                self.close()
                words = late_words(self._job.limit) + " and had to be abandoned"
                result = Result(item.run, "timeout", words, self._job.limit + GRACE)
                self._tick(1)
                return [*results, result]
            results.append(result)
            self._tick(1)
        return results

    def _answer(self, child: _Child, seconds: float) -> Any:
        """Wait for a message, looking up now and then; None if none came in time."""
        until = time.monotonic() + seconds
        while not self._stop.is_set() and (left := until - time.monotonic()) > 0.0:
            message = child.receive(min(LOOK, left))
            if message is not None:
                return message
        return None

    def _dead(self, item: Item) -> list[Result]:
        """Try the run in hand of a dead process once more, then call it failed."""
        how = self.close()
        if self._died_on != item.run:
            self._died_on = item.run
            return []
        self._tick(1)
        return [Result(item.run, "failed", f"its worker process died twice: {how}", 0.0)]

    def close(self) -> str:
        """Let the thread or process go; say how it ended, if it had."""
        child, self._child = self._child, None
        return child.discard() if child is not None else ""
