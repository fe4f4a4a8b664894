"""One process a folder: a lock that the system itself lets go of when its holder dies."""

from __future__ import annotations

import os
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from culturesim.errors import InputError

try:
    import fcntl

    HAS_LOCKS = True
except ImportError:  # not on this system: two processes are not kept apart
    HAS_LOCKS = False

__all__ = ["hold", "is_held"]

FOLDER, TRIES, PAUSE = "locks", 4, 0.1


@contextmanager
def hold(folder: Path, shard: tuple[int, int] | None) -> Iterator[None]:
    """Hold a store for this process.

    Parameters
    ----------
    folder : Path
        The store.
    shard : tuple of 2 int or None
        ``(k, n)``: shards of one n may run beside each other, on this host or others that share
        the file system. None: nothing else may run.

    Yields
    ------
    None
        While it is held.

    Raises
    ------
    InputError
        If another process holds it.

    Notes
    -----
    The locks are advisory record locks of the file system: they vanish with the process, however
    it ends. A file system without them gives no protection.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, hold(Path(folder), None):
    ...     pass
    """
    (folder / FOLDER).mkdir(exist_ok=True)
    with _open(folder / FOLDER / "store.lock") as whole:
        if not _lock(whole, shared=shard is not None):
            raise InputError(f"{folder}: {_holder(whole)} is at work on it; wait, or stop it")
        if shard is None:
            _sign(whole)
            yield
            return
        _refuse_other_counts(folder, shard[1])
        with _open(folder / FOLDER / f"shard-{shard[0]}-{shard[1]}.lock") as own:
            if not _lock(own, shared=False):
                words = f"shard {shard[0]}/{shard[1]}"
                raise InputError(f"{folder}: {_holder(own)} is at work on {words} already")
            _sign(own)
            yield


def is_held(folder: Path) -> bool:
    """Tell whether a process is at work on a store, without keeping one from it.

    Parameters
    ----------
    folder : Path
        The store.

    Returns
    -------
    bool
        False also where the file system has no locks.

    Examples
    --------
    >>> is_held(Path("nowhere"))
    False
    """
    for path in (folder / FOLDER).glob("*.lock"):
        with path.open(encoding="utf-8") as file:
            if not _lock(file, shared=True):
                return True
    return False


def _refuse_other_counts(folder: Path, n: int) -> None:
    """Shards of different counts overlap."""
    for path in (folder / FOLDER).glob("shard-*-*.lock"):
        found = re.fullmatch(r"shard-\d+-(\d+)\.lock", path.name)
        if found and int(found[1]) != n:
            with _open(path) as file:
                if not _lock(file, shared=False):
                    words = f"shards of {found[1]}, these are of {n}"
                    raise InputError(f"{folder}: {_holder(file)} is at work on {words}")


def _open(path: Path) -> IO[str]:
    return path.open("a+", encoding="utf-8")


def _lock(file: IO[str], *, shared: bool) -> bool:
    if not HAS_LOCKS:
        return True
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    for left in range(TRIES, 0, -1):
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if left > 1:  # it may be somebody who only looks
                time.sleep(PAUSE)
        except OSError:  # a file system without locks
            return True
        else:
            return True
    return False


def _sign(file: IO[str]) -> None:
    """Say who holds it, for the message of the next one."""
    with suppress(OSError):
        file.seek(0)
        file.truncate()
        file.write(f"process {os.getpid()} on {socket.gethostname()}")
        file.flush()


def _holder(file: IO[str]) -> str:
    file.seek(0)
    return file.read().strip() or "another process"
