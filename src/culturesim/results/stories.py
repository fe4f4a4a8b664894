"""The stories that results can tell: what the inquiry needs, taken from them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from culturesim.errors import InputError, nearest
from culturesim.inquiry import read_events, story_lines

if TYPE_CHECKING:
    from culturesim.inquiry import Events, Line

__all__ = ["days_told", "events_of", "run_told", "start_of", "story_of"]


def start_of(results: Any) -> dt.date:
    """Date of day 1.

    Parameters
    ----------
    results : Results
        The runs.

    Returns
    -------
    date
        The date.
    """
    return dt.date.fromisoformat(results.provenance["scenario"]["start"])


def run_told(results: Any, run: int | None = None) -> int:
    """Run that a story is about.

    Parameters
    ----------
    results : Results
        The runs.
    run : int, optional
        Number of the run; the first of which events were kept if left out.

    Returns
    -------
    int
        Its number.

    Raises
    ------
    InputError
        If no events were kept.
    """
    if results.ledger is None or not len(results.ledger):
        raise InputError("story: no events were kept; run with ledger=True, or --ledger")
    return int(results.ledger["run"].min()) if run is None else run


def days_told(results: Any, run: int | None = None) -> int:
    """Days that the ledger of a run covers.

    Parameters
    ----------
    results : Results
        The runs.
    run : int, optional
        As in :func:`run_told`.

    Returns
    -------
    int
        All days, or those before the ledger had grown too long. [days]
    """
    cut = results.provenance["ledger_truncated_on"].get(str(run_told(results, run)))
    days = int(results.outcomes["days"].iloc[0])
    return days if cut is None else min(days, int(cut))


def events_of(results: Any, run: int | None = None, hospital: str | None = None) -> Events:
    """Open the ledger of one run; see :meth:`culturesim.results.Results.events`.

    Parameters
    ----------
    results : Results
        The runs.
    run : int, optional
        As in :func:`run_told`.
    hospital : str, optional
        Which hospital; the first if left out.

    Returns
    -------
    Events
        The run's events.

    Raises
    ------
    InputError
        If no events were kept, or there is no such run or hospital.
    """
    number, outline = run_told(results, run), results.provenance["organisation"]
    names = outline["hospitals"]
    place = names[0] if hospital is None else hospital
    if place not in names:
        raise InputError(f"story: no hospital is called {place!r}{nearest(place, names)}")
    h = names.index(place)
    wards = [ward["label"] for ward in outline["wards"] if ward["hospital"] == h]
    return read_events(results.ledger, number, place, wards if len(names) > 1 else None)


def story_of(results: Any, run: int | None = None, hospital: str | None = None) -> list[Line]:
    """Tell one run line by line; see :meth:`culturesim.results.Results.story`.

    Parameters
    ----------
    results : Results
        The runs.
    run, hospital
        As in :func:`events_of`.

    Returns
    -------
    list of Line
        The story.

    Raises
    ------
    InputError
        As :func:`events_of`.
    """
    changes = [
        (int(change["day"]), str(change["label"] or "a change of the scenario"))
        for change in results.provenance["scenario"]["timeline"]
    ]
    events = events_of(results, run, hospital)
    return story_lines(events, start_of(results), days_told(results, run), changes)
