"""The story of a run: dated, who knew what, and what stopped it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from culturesim.inquiry.events import Events
from culturesim.inquiry.moments import moments_of
from culturesim.inquiry.periods import Period, periods_of, what_stopped_it, what_was_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["Line", "story_frame", "story_lines"]


class Line(NamedTuple):
    """One line of a story.

    Attributes
    ----------
    day, until : int
        First and last day it is about. [day]
    date : date
        Date of the first.
    label : str
        Year, quarter or month of a line that counts; empty for a single day.
    kind : str
        ``period``, ``change`` (dated in the scenario), or the kind of the event.
    who, where : str
        Who acted, and the ward, as the ledger calls them; empty where there is nobody.
    what : str
        What happened and who knew, in plain English.
    stopped_by : str
        What stopped it, in plain English; empty if nothing did.
    event : int
        Number of the event in the ledger, -1 for none. [-]

    Examples
    --------
    >>> Line(1, 1, dt.date(2005, 1, 1), "", "scandal", "", "", "It became one.", "", 7).until
    1
    """

    day: int
    until: int
    date: dt.date
    label: str
    kind: str
    who: str
    where: str
    what: str
    stopped_by: str
    event: int


def _of_period(period: Period, start: dt.date) -> Line:
    date = start + dt.timedelta(days=period.first - 1)
    known, stopped = what_was_known(period), what_stopped_it(period)
    return Line(period.first, period.last, date, period.label, "period", "", "", known, stopped, -1)


def story_lines(
    events: Events, start: dt.date, days: int, changes: Sequence[tuple[int, str]] = ()
) -> list[Line]:
    """Tell the story of a run.

    Parameters
    ----------
    events : Events
        The run.
    start : date
        Date of day 1.
    days : int
        Days that were simulated. [days]
    changes : sequence of (int, str)
        Dated changes of the scenario: day and words.

    Returns
    -------
    list of Line
        By first day: each year with what was known and where it ended, then its single days.

    Examples
    --------
    >>> import pandas as pd
    >>> from culturesim.inquiry import COLUMNS, read_events
    >>> rows = [(0, 4, "scandal", "", "H", "", -1, "900")]
    >>> events = read_events(pd.DataFrame(rows, columns=COLUMNS))
    >>> lines = story_lines(events, dt.date(2005, 1, 1), 31, [(2, "posts cut")])
    >>> [(line.day, line.what) for line in lines]
    [(1, 'Nobody noted a concern.'), (2, 'Posts cut.'), (4, 'It became a scandal.')]
    """
    lines = [_of_period(period, start) for period in periods_of(events, start, days)]
    for day, words in changes:
        date = start + dt.timedelta(days=day - 1)
        said = f"{words[:1].upper()}{words[1:]}."
        if day <= days:
            lines.append(Line(day, day, date, "", "change", "", "", said, "", -1))
    for m in moments_of(events):
        date = start + dt.timedelta(days=m.day - 1)
        lines.append(
            Line(m.day, m.day, date, "", m.kind, m.who, m.where, m.what, m.stopped_by, m.event)
        )
    return sorted(lines, key=lambda line: (line.day, line.kind != "period", line.event))


def story_frame(lines: Sequence[Line]) -> pd.DataFrame:
    """Put a story into a table.

    Parameters
    ----------
    lines : sequence of Line
        The story.

    Returns
    -------
    DataFrame
        A row a line, columns as in :class:`Line`.

    Examples
    --------
    >>> list(story_frame([]).columns)[:3]
    ['day', 'until', 'date']
    """
    import pandas as pd

    return pd.DataFrame(list(lines), columns=pd.Index(Line._fields))
