"""How commands show what they do: consoles, a progress bar, a word on the side."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["StoppedError", "console", "progress", "say"]

PATIENCE = 1.0  # seconds before a progress bar appears


class StoppedError(Exception):
    """A command that ended early: one line for the person, and the exit code."""

    def __init__(self, line: object, code: int) -> None:
        super().__init__(str(line))
        self.code = code


def console(err: bool = False) -> Console:
    """Answer a console for results, or for what is said beside them."""
    from rich.console import Console

    return Console(stderr=err, highlight=False)


@contextmanager
def progress(words: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar once the work has taken a second."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    screen = console(err=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), Remaining())
    progress = Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal)
    task = progress.add_task(words, total=None)
    began = time.monotonic()

    def show(done: int, total: int) -> None:
        progress.update(task, completed=done, total=total)
        if time.monotonic() - began > PATIENCE and not progress.live.is_started:
            progress.start()

    try:
        yield show
    finally:
        if progress.live.is_started:
            progress.stop()


def say(line: str) -> None:
    """Say on the side what takes a while."""
    console(err=True).print(line, markup=False, soft_wrap=True)
