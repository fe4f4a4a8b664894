"""Compile the engine with two processes: each takes phases until none is left.

A phase that is compiled ahead lies in the cache; the loop over days is then only put together from
them. ``python -m culturesim.engine.together FOLDER DIGEST`` is the second process.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from numba import types

from culturesim.engine.day import PHASE_LOOPS, record, run_days
from culturesim.engine.held import Held
from culturesim.engine.kernel import CONFIG, PACKAGE, cache_directory, compiling, digest, is_cold
from culturesim.engine.start import start
from culturesim.state.columns import Series
from culturesim.state.world import World

__all__ = ["compile_engine", "series_type", "world_type"]

PATIENCE = 300.0  # longest wait for the other process [s]; what it leaves is compiled here
VECTOR = types.Array(types.float64, 1, "C", readonly=True)  # as the timetable hands them out
_ARRAYS = {
    "FloatBlock": types.Array(types.float64, 2, "C"),
    "IntBlock": types.Array(types.int32, 2, "C"),
    "ByteBlock": types.Array(types.int8, 2, "C"),
    "NDArray[np.int64]": types.Array(types.int64, 1, "C"),
    "NDArray[np.int32]": types.Array(types.int32, 1, "C"),
    "NDArray[np.float64]": types.Array(types.float64, 1, "C"),
    "NDArray[np.float32]": types.Array(types.float32, 3, "C"),
}


def _tuple_type(cls: Any) -> Any:
    written = [cls.__annotations__[name].__forward_arg__ for name in cls._fields]
    return types.NamedTuple([_ARRAYS[words] for words in written], cls)  # type: ignore[no-untyped-call]


def world_type() -> Any:
    """Make numba's type of a `World`.

    Returns
    -------
    NamedTuple type
        As `numba.typeof` gives it for the world of any run.

    Examples
    --------
    >>> world_type().fields[:2]
    ('sf', 'si')
    """
    return _tuple_type(World)


def series_type() -> Any:
    """Make numba's type of a `Series`.

    Returns
    -------
    NamedTuple type
        As `numba.typeof` gives it for the record of any run.

    Examples
    --------
    >>> series_type().fields[0]
    'ward'
    """
    return _tuple_type(Series)


def _tasks() -> list[tuple[str, Any, tuple[Any, ...]]]:
    """Name, loop and argument types of everything but the loop over days."""
    world, series, seed, day = world_type(), series_type(), types.uint64, types.int64
    tasks: list[tuple[str, Any, tuple[Any, ...]]] = [
        (name, loop, (Held(world), VECTOR, seed, day)) for name, loop in PHASE_LOOPS.items()
    ]
    return [
        ("start", start, (world, VECTOR, seed, day)),
        *tasks,
        ("record", record, (world, series, day)),
    ]


def _claim(folder: Path, name: str) -> bool:
    """Take a task, unless the other process has."""
    try:
        os.close(os.open(folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        return False
    return True


def _work(folder: Path, *, backwards: bool) -> None:
    """Compile tasks until none is left."""
    tasks = _tasks()
    for name, loop, signature in reversed(tasks) if backwards else tasks:
        if _claim(folder, name):
            loop.compile(signature)


@contextlib.contextmanager
def _helper() -> Iterator[Path | None]:
    """Start the second process; give the folder of claims, or nothing where one process has to do.

    At the end wait for what it has begun. What it leaves undone, for whatever reason, is compiled
    by whoever needs it.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    if cache_directory() is None or not sys.executable or (cores or 1) < 2:
        yield None
        return
    path = os.pathsep.join(filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH"))))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "culturesim.engine.together", folder, digest()]
        process = subprocess.Popen(
            command,
            env=os.environ | {"PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield Path(folder)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE)
        finally:
            process.kill()
            process.wait()


def compile_engine() -> bool:
    """Compile the engine if no cache holds it, with a second process where there are two cores.

    Returns
    -------
    bool
        Whether anything had to be compiled.

    Notes
    -----
    Two programs that do this at the same time do the work twice and write the same files, each
    whole or not at all. Without a cache directory, or on one core, everything is compiled here.

    Examples
    --------
    >>> compile_engine()
    False
    """
    if CONFIG.DISABLE_JIT or run_days.signatures or not is_cold():  # type: ignore[attr-defined]
        return False
    with compiling(), _helper() as folder:
        if folder is not None:
            _work(folder, backwards=False)
    return True


if __name__ == "__main__":
    if sys.argv[2] == digest():  # else the sources have changed since
        with compiling():
            _work(Path(sys.argv[1]), backwards=True)
