"""Where batches are done: on this machine, or on a Dask cluster that is there already."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Protocol

from culturesim.errors import InputError
from culturesim.experiments.slots import Slot
from culturesim.experiments.work import Item, Job, Result

__all__ = ["DaskEngine", "Engine", "EngineLostError", "LocalEngine", "processors"]

LOOK_SECONDS = 5.0


class EngineLostError(Exception):
    """The engine that did the batches is gone; what is stored stays stored."""


class Engine(Protocol):
    """What the driver needs of an engine."""

    @property
    def n_workers(self) -> int:
        """Runs at a time."""

    def submit(self, items: Sequence[Item]) -> Future[list[Result]]:
        """Begin a batch."""

    def outcome(self, future: Future[list[Result]], items: Sequence[Item]) -> list[Result]:
        """Results of a finished batch; fewer than items if the rest has to be done again."""

    def stop(self) -> None:
        """Begin no further run, and end those in hand soon."""

    def close(self) -> None:
        """Give everything back."""


def processors() -> int:
    """Count the processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1


class LocalEngine:
    """Workers of this machine: threads, or processes.

    Parameters
    ----------
    job : Job
        The experiment.
    workers : int
        How many runs at a time.
    processes : bool
        Use processes: they can be killed when they hang, and survive each other's death.
    tick : callable
        Called with 1 after each run.

    Examples
    --------
    >>> LocalEngine.__name__
    'LocalEngine'
    """

    def __init__(
        self, job: Job, workers: int, processes: bool, tick: Callable[[int], None]
    ) -> None:
        self.n_workers = workers
        self._stop = threading.Event()
        self._pool = ThreadPoolExecutor(workers, "culturesim-slot")
        self._slots = [Slot(job, processes, self._stop, tick) for _ in range(workers)]
        self._free: SimpleQueue[Slot] = SimpleQueue()
        for slot in self._slots:
            self._free.put(slot)

    def submit(self, items: Sequence[Item]) -> Future[list[Result]]:
        """Begin a batch as soon as a worker is free."""
        return self._pool.submit(self._serve, items)

    def _serve(self, items: Sequence[Item]) -> list[Result]:
        slot = self._free.get()
        try:
            return slot.serve(items)
        finally:
            self._free.put(slot)

    def outcome(self, future: Future[list[Result]], items: Sequence[Item]) -> list[Result]:
        """Results of a finished batch."""
        del items
        return future.result()

    def stop(self) -> None:
        """End the runs in hand at their next stretch of days."""
        self._stop.set()

    def close(self) -> None:
        """End all workers."""
        self._stop.set()
        self._pool.shutdown(cancel_futures=True)
        for slot in self._slots:
            slot.close()


def serve_batch(job: Job, items: Sequence[Item]) -> list[Result]:
    """Do a batch on a worker of a cluster.

    Parameters
    ----------
    job : Job
        The experiment.
    items : sequence of Item
        The runs.

    Returns
    -------
    list of Result
        One a run.
    """
    slot = Slot(job, False, threading.Event(), lambda _: None)
    try:
        return slot.serve(items)
    finally:
        slot.close()


def _identity() -> tuple[str, str]:
    """Tell what client and workers must agree on."""
    from culturesim import __version__
    from culturesim.parameters.plausible import fingerprint
    from culturesim.runs import model_digest

    return __version__, f"{model_digest()} {fingerprint()}".strip()


class DaskEngine:
    """Workers of a Dask cluster.

    Parameters
    ----------
    job : Job
        The experiment.
    address : str
        ``tcp://host:port``, or the path of a scheduler file.
    patience : float
        How long to wait for the scheduler and a first worker. [s]
    tick : callable
        Called with the number of runs of each batch that comes back.

    Raises
    ------
    InputError
        If Dask is not installed, there is no scheduler at the address or no worker in time, or a
        worker has another version of culturesim.

    Examples
    --------
    >>> DaskEngine.__name__
    'DaskEngine'
    """

    def __init__(
        self, job: Job, address: str, patience: float, tick: Callable[[int], None]
    ) -> None:
        try:
            import distributed
        except ImportError:
            raise InputError("--scheduler needs Dask: pip install 'culturesim[cluster]'") from None
        for name in ("distributed", "tornado.application", "asyncio"):  # we say ourselves what
            logging.getLogger(name).setLevel(logging.CRITICAL)  # becomes of the connection
        self._job, self._tick, self.address = job, tick, address
        where = {"address": address}
        if "://" not in address:
            where = {"scheduler_file": address}
            if not Path(address).is_file():  # the client would wait for it for ever
                raise InputError(f"--scheduler {address}: no such file, and no tcp:// address")
        try:
            client: Any = distributed.Client
            self._client = client(**where, timeout=patience, set_as_default=False)
            self._client.wait_for_workers(1, timeout=patience)
            answers = self._client.run(_identity)
        except (OSError, TimeoutError, ValueError) as error:
            raise InputError(
                f"--scheduler {address}: no scheduler with workers answers: "
                f"{str(error).splitlines()[0] if str(error) else type(error).__name__}"
            ) from None
        ours = _identity()
        for worker, theirs in answers.items():
            if theirs != ours:
                self._client.close()
                raise InputError(
                    f"--scheduler {address}: worker {worker} has culturesim {theirs[0]}, model "
                    f"{theirs[1]}; this is {ours[0]}, model {ours[1]}"
                )
        self._executor = self._client.get_executor(pure=False)
        self._looked, self._workers = 0.0, 1

    @property
    def n_workers(self) -> int:
        """Threads of all workers, looked up every few seconds."""
        if time.monotonic() - self._looked > LOOK_SECONDS:
            self._looked = time.monotonic()
            try:
                self._workers = max(1, sum(self._client.nthreads().values()))
            except Exception:  # noqa: BLE001  (the client raises what its network raises)
                self._workers = max(1, self._workers)
        return self._workers

    def submit(self, items: Sequence[Item]) -> Future[list[Result]]:
        """Send a batch to the cluster."""
        try:
            future: Future[list[Result]] = self._executor.submit(serve_batch, self._job, items)
        except Exception as error:
            raise EngineLostError(self._gone()) from error
        return future

    def outcome(self, future: Future[list[Result]], items: Sequence[Item]) -> list[Result]:
        """Results of a batch; of one whose worker died nothing, or a failed run if it is alone."""
        if future.cancelled():
            raise EngineLostError(self._gone())
        error = future.exception()
        if error is None:
            results = future.result()
        elif type(error).__name__ == "KilledWorker":
            if len(items) > 1:
                return []
            why = "the worker died each time it was tried"
            results = [Result(items[0].run, "failed", why, 0.0)]
        else:
            raise EngineLostError(f"{self._gone()}: {type(error).__name__}: {error}")
        self._tick(len(results))
        return results

    def _gone(self) -> str:
        return f"the scheduler at {self.address} is gone"

    def stop(self) -> None:
        """Cancel what has not begun; batches in hand are lost and done again later."""

    def close(self) -> None:
        """Leave the cluster as it is."""
        self._executor.shutdown(wait=False)
        self._client.close(timeout=2)
