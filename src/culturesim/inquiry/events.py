"""One run's ledger as arrays, with quick answers about what led to what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from culturesim.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["COLUMNS", "LEVELS", "RAISED", "Event", "Events", "read_events"]

Ints = NDArray[np.int64]

#: Columns a ledger has.
COLUMNS = ("event", "day", "kind", "who", "whom", "ward", "cause", "detail")

#: Kinds of events by which a concern comes to a manager.
RAISED = ("told_manager", "reported", "bypassed")

#: Managers from the ward up.
LEVELS = ("ward manager", "division manager", "executive", "board")

_LEVEL_OF = {"to the division": 1, "to an executive": 2, "to the board": 3, "past the line": 3}


class Event(NamedTuple):
    """One row of the ledger.

    Attributes
    ----------
    event : int
        Its number in the run, from 0. [-]
    day : int
        Day of the run. [day]
    kind, who, whom, ward : str
        What it was, and about whom and where; empty where there is nobody.
    cause : int
        Number of the event that led to it, -1 for none. [-]
    detail : str
        What the kind says, in words.

    Examples
    --------
    >>> Event(7, 3, "silent", "H1/staff/8", "", "Ward 1", 6, "").kind
    'silent'
    """

    event: int
    day: int
    kind: str
    who: str
    whom: str
    ward: str
    cause: int
    detail: str


@dataclass(frozen=True, eq=False)
class Events:
    """All events of one run; answers are about one hospital of it.

    Attributes
    ----------
    frame : DataFrame
        The run's rows, in order; a row's position is the event's number.
    here : ndarray of bool, shape (n_events,)
        Which of them are about the hospital.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [(0, 1, "noticed", "a", "", "W", -1, "9"), (1, 1, "silent", "a", "", "W", 0, "")]
    >>> events = read_events(pd.DataFrame(rows, columns=COLUMNS))
    >>> events.children(0).tolist(), events.event(1).kind
    ([1], 'silent')
    """

    frame: pd.DataFrame
    here: NDArray[np.bool_]

    def __len__(self) -> int:
        """Count the events of the run."""
        return len(self.frame)

    @cached_property
    def day(self) -> Ints:
        """Day of each event, in days of the run."""
        return self.frame["day"].to_numpy(dtype=np.int64)

    @cached_property
    def cause(self) -> Ints:
        """Number of the event that led to each, -1 for none."""
        return self.frame["cause"].to_numpy(dtype=np.int64)

    @cached_property
    def _by_cause(self) -> tuple[Ints, Ints]:
        order = np.argsort(self.cause, kind="stable")
        return order, self.cause[order]

    def codes(self, column: str) -> tuple[Ints, list[str]]:
        """Take a column of words as numbers.

        Parameters
        ----------
        column : str
            Column of the frame.

        Returns
        -------
        codes : ndarray of int64, shape (n_events,)
            Position of each event's word.
        words : list of str
            The words.
        """
        values = self.frame[column].cat
        codes: Ints = values.codes.to_numpy().astype(np.int64)
        return codes, [str(word) for word in values.categories]

    @cached_property
    def _kinds(self) -> tuple[Ints, list[str]]:
        return self.codes("kind")

    def is_kind(self, *kinds: str) -> NDArray[np.bool_]:
        """Mark events of the hospital that are of some kinds.

        Parameters
        ----------
        *kinds : str
            Kinds of events.

        Returns
        -------
        ndarray of bool, shape (n_events,)
            True for each of them.
        """
        codes, words = self._kinds
        wanted = np.array([word in kinds for word in words] + [False])
        found: NDArray[np.bool_] = wanted[codes] & self.here
        return found

    def detail_is(self, *words: str) -> NDArray[np.bool_]:
        """Mark events whose detail is one of some words.

        Parameters
        ----------
        *words : str
            Details, as the ledger words them.

        Returns
        -------
        ndarray of bool, shape (n_events,)
            True for each of them.
        """
        codes, all_words = self.codes("detail")
        found: NDArray[np.bool_] = np.array([word in words for word in all_words] + [False])[codes]
        return found

    def numbers(self, *kinds: str) -> list[int]:
        """List the events of some kinds.

        Parameters
        ----------
        *kinds : str
            Kinds of events.

        Returns
        -------
        list of int
            Their numbers, in order.
        """
        return [int(number) for number in np.flatnonzero(self.is_kind(*kinds))]

    def children(self, event: int) -> Ints:
        """List what an event led to.

        Parameters
        ----------
        event : int
            Its number.

        Returns
        -------
        ndarray of int64, shape (n_children,)
            Numbers of the events that name it as their cause, in order.
        """
        order, causes = self._by_cause
        first, last = np.searchsorted(causes, [event, event + 1])
        found: Ints = order[first:last]
        return found

    def kind_of(self, event: int) -> str:
        """Kind of an event by its number."""
        codes, words = self._kinds
        return words[int(codes[event])]

    def event(self, number: int) -> Event:
        """Read one event in words.

        Parameters
        ----------
        number : int
            Its number.

        Returns
        -------
        Event
            The row.
        """
        kind, who, whom, ward, detail = (
            words[codes[number]] if codes[number] >= 0 else "" for codes, words in self._words
        )
        day, cause = int(self.day[number]), int(self.cause[number])
        return Event(number, day, kind, who, whom, ward, cause, detail)

    @cached_property
    def _words(self) -> list[tuple[Ints, list[str]]]:
        return [self.codes(name) for name in ("kind", "who", "whom", "ward", "detail")]

    @cached_property
    def _level_of(self) -> dict[str, int]:
        """Levels of managers, by what was handed to them."""
        passed = self.frame[self.is_kind("passed_up")][["whom", "detail"]].drop_duplicates()
        return {
            str(whom): _LEVEL_OF.get(str(detail), 0)
            for whom, detail in passed.itertuples(index=False)
        }

    def handed_to(self) -> Ints:
        """Find the level to which each event hands a warning, 0 for those that hand none."""
        codes, words = self.codes("detail")
        found: Ints = np.array([_LEVEL_OF.get(word, 0) for word in words] + [0])[codes]
        return found

    def level(self, manager: str, warning: str = "told_manager") -> int:
        """Level of a manager.

        Parameters
        ----------
        manager : str
            Name in the ledger.
        warning : str
            How the warning came to the manager: what was taken past the line manager begins a
            level higher.

        Returns
        -------
        int
            Position in :data:`LEVELS`. [-]
        """
        return self._level_of.get(manager, 1 if warning == "bypassed" else 0)


def read_events(
    ledger: pd.DataFrame,
    run: int | None = None,
    hospital: str = "",
    wards: Sequence[str] | None = None,
) -> Events:
    """Take one run, and one hospital, from a ledger.

    Parameters
    ----------
    ledger : DataFrame
        Events: columns :data:`COLUMNS`, and run if there are several.
    run : int, optional
        Number of the run; the first in the ledger if left out.
    hospital : str
        The hospital that stories are about; everything if empty.
    wards : sequence of str, optional
        Its wards, as the ledger calls them.

    Returns
    -------
    Events
        The run's events.

    Raises
    ------
    InputError
        If the ledger holds no such run, or nothing at all.

    Examples
    --------
    >>> import pandas as pd
    >>> read_events(pd.DataFrame([], columns=[*COLUMNS, "run"]))
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: story: the ledger is empty
    """
    if not len(ledger):
        raise InputError("story: the ledger is empty")
    frame = ledger
    if "run" in ledger.columns:
        kept = sorted(int(number) for number in ledger["run"].unique())
        if run is not None and run not in kept:
            listed = ", ".join(str(number) for number in kept)
            raise InputError(
                f"story: no events were kept of run {run}; there are those of {listed}"
            )
        frame = ledger[ledger["run"] == (kept[0] if run is None else run)]
    frame = frame.reset_index(drop=True)
    words = [name for name in COLUMNS if name in ("kind", "who", "whom", "ward", "detail")]
    if any(str(frame[name].dtype) != "category" for name in words):
        frame = frame.assign(**{name: frame[name].astype("category") for name in words})
    here = np.ones(len(frame), dtype=bool)
    if wards is not None:
        nowhere = (frame["ward"] == "") & (frame["whom"] == hospital)
        here = (frame["ward"].isin(list(wards)) | nowhere).to_numpy(dtype=bool)
    return Events(frame, here)
