"""Compile the engine's loops once, and again whenever any code they call has changed.

A loop cached by numba is not refreshed when a function it calls, in another file, is edited: the
old rule would go on running compiled while Python used the new one. Here the cache lies in a
directory named after a digest of everything the loops are made of, so an edit anywhere means a
new directory.
"""

import ast
import gc
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

from culturesim.streams import GENERATOR

__all__ = ["cache_directory", "cache_root", "compiling", "digest", "is_cold", "kernel", "warm"]

F = TypeVar("F", bound=Callable[..., Any])

PACKAGE = Path(__file__).resolve().parent.parent
SOURCES = ("rules", "engine", "state", "streams", "jitable.py")
PREFIX = "culturesim-engine-"
KEPT = 5
SECONDS_A_STATEMENT = 0.008  # compile time of a statement of engine or rules, two free cores
# Never fastmath: it changes bits. Without numba's run-time reference counts (the loops allocate
# nothing) calls that pass the whole World are five times cheaper: decision record 0013.
OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
# As `jitable` has it, so that what loops and functions call in common is compiled once.
INSIDE = OPTIONS | {"nogil": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
CONFIG: Any = numba.config  # filled from the environment at import, so without static names


def kernel(function: F, *, inside: bool = False) -> F:
    """Compile a loop over columns, cached until any source of the engine changes.

    Parameters
    ----------
    function : callable
        Loop over arrays; the functions it calls are rules.
    inside : bool
        Whether only other compiled loops call it: Python cannot.

    Returns
    -------
    callable
        Compiled on first call, releasing the interpreter lock; the plain function when
        ``NUMBA_DISABLE_JIT`` is set. Where no cache directory can be written it is compiled anew
        in each process.

    Examples
    --------
    >>> import numpy as np
    >>> @kernel
    ... def double(values):
    ...     for i in range(values.size):
    ...         values[i] = 2.0 * values[i]
    >>> column = np.array([1.0, 2.5])
    >>> double(column)
    >>> column.tolist()
    [2.0, 5.0]
    """
    directory = None if CONFIG.DISABLE_JIT else cache_directory()
    options = INSIDE if inside else OPTIONS
    if directory is None:
        return cast(F, numba.njit(**options)(function))
    before = CONFIG.CACHE_DIR
    CONFIG.CACHE_DIR = str(directory)
    try:
        return cast(F, numba.njit(cache=True, **options)(function))
    except (RuntimeError, OSError):  # no source file to stamp, as in an interactive session
        return cast(F, numba.njit(**options)(function))
    finally:
        CONFIG.CACHE_DIR = before


@contextmanager
def compiling() -> Iterator[None]:
    """Compile with less ado inside this block: a quarter of the time is saved.

    Yields
    ------
    None
        Numba's pass that prunes reference counts is off (there are none), and so is the garbage
        collector, which would go through numba's many small objects again and again.

    Examples
    --------
    >>> with compiling():
    ...     pass
    """
    pruning, collecting = CONFIG.LLVM_REFPRUNE_PASS, gc.isenabled()
    CONFIG.LLVM_REFPRUNE_PASS = 0
    gc.disable()
    try:
        yield
    finally:
        CONFIG.LLVM_REFPRUNE_PASS = pruning
        if collecting:
            gc.enable()


def is_cold() -> bool:
    """Tell whether the first run has to compile the engine.

    Returns
    -------
    bool
        True when compiled loops are in use and none is cached for the present sources.

    Examples
    --------
    >>> is_cold() in (True, False)
    True
    """
    if CONFIG.DISABLE_JIT:
        return False
    directory = cache_directory()
    # numba names a folder after the one that holds the source: other people's loops do not count.
    # The loop over days comes last, so without it some of the others may be there or not.
    return directory is None or next(directory.glob("engine_*/day.run_days-*.nbi"), None) is None


def warm(message: Callable[[str], None]) -> bool:
    """Announce the compilation, when there will be one.

    Parameters
    ----------
    message : callable
        Called with one line of text if the cache is cold.

    Returns
    -------
    bool
        Whether the cache is cold.

    Examples
    --------
    >>> said = []
    >>> warm(said.append) == bool(said)
    True
    """
    cold = is_cold()
    if cold:
        seconds = max(1, round(SECONDS_A_STATEMENT * _statements()))
        message(f"compiling the engine, once, about {seconds} s on a free machine")
    return cold


def cache_root() -> Path | None:
    """Directory that holds the caches of all versions of the engine.

    Returns
    -------
    Path or None
        ``NUMBA_CACHE_DIR`` if set, else ``culturesim`` in ``XDG_CACHE_HOME`` or ``~/.cache``;
        None when there is no home directory.

    Examples
    --------
    >>> root = cache_root()
    >>> root is None or root.name != ""
    True
    """
    if os.environ.get("NUMBA_CACHE_DIR"):
        return Path(os.environ["NUMBA_CACHE_DIR"])
    if os.environ.get("XDG_CACHE_HOME"):
        return Path(os.environ["XDG_CACHE_HOME"]) / "culturesim"
    try:
        return Path.home() / ".cache" / "culturesim"
    except RuntimeError:
        return None


@lru_cache(maxsize=1)
def digest() -> str:
    """Fingerprint of everything that decides what a compiled loop does.

    Returns
    -------
    str
        Sixteen hexadecimal digits over the sources of rules, engine, state and streams, the
        parameter names in order, the version of numba and the random generator.

    Examples
    --------
    >>> len(digest())
    16
    """
    whole = hashlib.sha256(f"{numba.__version__} {GENERATOR}".encode())
    for path in _source_files():
        whole.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
        whole.update(path.read_bytes() + b"\0")
    registry = PACKAGE / "parameters" / "registry.csv"
    if registry.exists():
        for line in registry.read_bytes().splitlines():
            whole.update(line.split(b",", 1)[0] + b"\n")
    return whole.hexdigest()[:16]


def _source_files() -> list[Path]:
    """Return the Python files behind the compiled loops, in a fixed order."""
    files: list[Path] = []
    for name in SOURCES:
        path = PACKAGE / name
        files += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return [path for path in files if path.exists()]


@lru_cache(maxsize=1)
def cache_directory() -> Path | None:
    """Make the cache directory of these sources.

    Returns
    -------
    Path or None
        The directory; None if it cannot be written.

    Notes
    -----
    Checked here because numba would otherwise fall back to ``__pycache__``, where a loop goes
    stale unnoticed.

    Examples
    --------
    >>> directory = cache_directory()
    >>> directory is None or directory.name == PREFIX + digest()
    True
    """
    root = cache_root()
    if root is None:
        return None
    directory = root / (PREFIX + digest())
    try:
        directory.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=directory).close()
        os.utime(directory)
        _prune(root)
    except OSError:
        return None
    return directory


def _prune(root: Path) -> None:
    """Delete the caches of old sources, keeping the ones used last."""
    caches = [path for path in root.glob(PREFIX + "*") if path.is_dir()]
    caches.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for old in caches[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _statements() -> int:
    """Count the statements of rules and engine, the measure of compile time."""
    trees = [ast.parse(p.read_bytes()) for p in _source_files() if p.parent.name != "state"]
    return sum(isinstance(node, ast.stmt) for tree in trees for node in ast.walk(tree))
