"""The state of one open page: what is set, the way back, and the answer as it grows.

Solara keeps a module's reactive values apart for every open page, so nobody sees another's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import solara

from culturesim.app.answers import Answer
from culturesim.app.changes import Change, View, scenarios_of
from culturesim.app.settings import LIMITS
from culturesim.app.texts import t
from culturesim.errors import InputError

__all__ = ["Steps", "answer", "before", "current", "notice", "put", "redo", "reset", "steps"]
__all__ += ["asked", "attempt", "kept", "payload", "progress", "replays", "runs_used", "sooner"]
__all__ += ["sooner_progress", "sooner_stopped", "spend", "start", "start_with", "stopped"]
__all__ += ["stories", "take", "undo"]


@dataclass(frozen=True)
class Steps:
    """States that were set, and which of them is shown.

    Attributes
    ----------
    views : tuple of View
        Oldest first.
    at : int
        Which is shown.

    Examples
    --------
    >>> steps = Steps((View(),)).then(View(seed=1))
    >>> steps.view.seed, steps.back().view.seed, steps.back().forth().view.seed
    (1, 0, 1)
    """

    views: tuple[View, ...] = (View(),)
    at: int = 0

    @property
    def view(self) -> View:
        """The state that is shown."""
        return self.views[self.at]

    def then(self, view: View) -> Steps:
        """Set a new state; what was undone before is forgotten."""
        if view == self.view:
            return self
        views = (*self.views[: self.at + 1], view)[-LIMITS.undo :]
        return Steps(views, len(views) - 1)

    def back(self) -> Steps:
        """Go a step back, if there is one."""
        return replace(self, at=max(0, self.at - 1))

    def forth(self) -> Steps:
        """Go a step forth, if there is one."""
        return replace(self, at=min(len(self.views) - 1, self.at + 1))


steps = solara.reactive(Steps())
notice = solara.reactive("")
answer: Any = solara.reactive(None)  # the newest Answer, maybe of an older state
before: Any = solara.reactive(None)  # the last Answer to another set of changes, for a replay
stories: Any = solara.reactive(None)  # (View, both_stories) of the newest complete answer
progress = solara.reactive((0, 0))
stopped: Any = solara.reactive(None)  # the View whose answer was stopped
runs_used = solara.reactive(0)
asked: Any = solara.reactive(None)  # the View for which it was asked what the board lacked
sooner: Any = solara.reactive(None)  # (View, rows) of the newest answer to that
sooner_progress = solara.reactive((0, 0))
sooner_stopped: Any = solara.reactive(None)  # the View whose answer to that was stopped
kept: Any = solara.reactive({})  # (base, Change, seed, spans) to the Answer of an alternative
payload: Any = solara.reactive({})  # the last file asked for
replays = solara.reactive(0)
_starts = [View()]


def start_with(view: View) -> None:
    """Choose the state of pages that are opened without one in their address, for all readers."""
    _starts[0] = view


def start() -> View:
    """Find the state of a page that is opened without one in its address."""
    return _starts[0]


def current() -> View:
    """Find the state that is shown."""
    view: View = steps.value.view
    return view


def put(view: View) -> None:
    """Set a state after checking that it stands for scenarios; a mistake becomes a notice."""
    try:
        scenarios_of(view)
    except InputError as error:
        notice.value = str(error)
        return
    notice.value = ""
    steps.value = steps.value.then(view)


def attempt(make: Any) -> None:
    """Set the state that a function makes of the one shown; its mistakes become notices."""
    try:
        view = make(current())
    except InputError as error:
        notice.value = str(error)
        return
    put(view)


def undo(_: object = None) -> None:
    """Go a step back."""
    notice.value = ""
    steps.value = steps.value.back()


def redo(_: object = None) -> None:
    """Go a step forth."""
    notice.value = ""
    steps.value = steps.value.forth()


def reset(_: object = None) -> None:
    """Take all changes back, keeping base, seed and what was kept."""
    put(replace(current(), change=Change()))


def spend(n: int) -> bool:
    """Count runs against what one open page may start; say so and count none if they are too many.

    Parameters
    ----------
    n : int
        Runs wanted now, 0 or more. [runs]

    Returns
    -------
    bool
        Whether they may be started.

    Examples
    --------
    >>> spend(0)
    True
    """
    if runs_used.value + n > LIMITS.session_runs:
        notice.value = t("progress.session_full")
        return False
    runs_used.value += n
    return True


def take(found: Answer) -> None:
    """Show an answer, unless the page has moved on to another state since."""
    if found.view != current():
        return
    last = answer.peek()
    if last is not None and (last.view.change, last.base) != (found.view.change, found.base):
        before.value = last
    answer.value = found
