"""Results in a folder: written whole or not at all, and read back."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from culturesim.errors import InputError

__all__ = ["FRAMES", "check_folder", "clean_json", "read_folder", "text_writer"]
__all__ += ["write_folder"]

FRAMES = ("series", "outcomes", "ledger")
OURS = (*(f"{name}.parquet" for name in FRAMES), "provenance.json", "report.html")
OURS += ("comparison.csv", "comparison.html", "story.csv", "story.txt", "chances.csv")


def check_folder(folder: str | Path, force: bool = False) -> Path:
    """Refuse a folder that results must not be written to.

    Parameters
    ----------
    folder : str or Path
        Where results shall go; it need not exist.
    force : bool
        Allow a folder that holds something: results in it are replaced, other files stay.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        If it is a file, holds something and ``force`` is not given, or cannot be written to.

    Examples
    --------
    >>> check_folder(__file__)
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: ...files.py: is a file; give a folder
    """
    path = Path(folder)
    try:
        if path.is_dir():
            if any(path.iterdir()) and not force:
                raise InputError(f"{path}: is not empty; use --force (force=True) to replace")
            held = path
        elif path.exists():
            raise InputError(f"{path}: is a file; give a folder")
        else:
            held = next(parent for parent in path.absolute().parents if parent.exists())
        if not held.is_dir() or not os.access(held, os.W_OK | os.X_OK):
            raise InputError(f"{path}: cannot be written: permission denied")
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path}: cannot be written: {_reason(error)}") from None
    return path


def _reason(error: Exception) -> str:
    text = str(getattr(error, "strerror", None) or error).splitlines()[0].lower()
    return text.rpartition("[errno ")[2].partition("] ")[2] if "[errno " in text else text


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Give a new folder beside the target, deleted again whatever happens."""
    temporary = folder.absolute().parent / f".{folder.name}-{uuid.uuid4().hex[:8]}"
    temporary.parent.mkdir(parents=True, exist_ok=True)
    temporary.mkdir()
    try:
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def write_folder(folder: str | Path, writers: Mapping[str, Callable[[Path], object]],
                 force: bool = False) -> Path:  # fmt: skip
    """Write files to a folder, all of them or none.

    Parameters
    ----------
    folder : str or Path
        The folder; made if need be.
    writers : mapping of str to callable
        File name to a function that writes it to a path.
    force : bool
        Replace results that are there; other files stay.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        As :func:`check_folder`; or if the disk is full or refuses to write, in which case nothing
        is left behind.

    Examples
    --------
    >>> write_folder(__file__, {})
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: ...files.py: is a file; give a folder
    """
    path = check_folder(folder, force)
    try:
        with _beside(path) as temporary:
            for name, write in writers.items():
                write(temporary / name)
            if not path.exists():
                temporary.rename(path)
                return path
            for name in writers:
                (temporary / name).replace(path / name)
        for name in set(OURS) - set(writers):  # results of an earlier run do not belong to this one
            (path / name).unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {_reason(error)}") from None
    return path


def text_writer(text: str) -> Callable[[Path], object]:
    """Make a function that writes a text to a file, for :func:`write_folder`."""
    return lambda path: path.write_text(text, encoding="utf-8")


def clean_json(value: Any) -> Any:
    """Make a value fit for JSON: NaN becomes null, numbers become plain."""
    if isinstance(value, Mapping):
        return {str(key): clean_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean_json(item) for item in value]
    if hasattr(value, "item"):
        value = value.item()
    return None if isinstance(value, float) and value != value else value  # noqa: PLR0124


def read_folder(folder: str | Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read what :func:`write_folder` wrote for results.

    Parameters
    ----------
    folder : str or Path
        The folder.

    Returns
    -------
    frames, provenance : dict
        Frames by name, the ledger only if there is one; and the provenance.

    Raises
    ------
    InputError
        If a file is missing or broken.

    Examples
    --------
    >>> read_folder("nowhere")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: nowhere...provenance.json: no such file
    """
    import pandas as pd

    path = Path(folder)
    where = path / "provenance.json"
    try:
        provenance = json.loads(where.read_text(encoding="utf-8"))
        frames = {}
        for name in FRAMES:
            where = path / f"{name}.parquet"
            if name != "ledger" or where.exists():
                frames[name] = pd.read_parquet(where)
    except FileNotFoundError:
        raise InputError(f"{where}: no such file") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{where}: cannot be read: {_reason(error)}") from None
    return frames, provenance
