"""Days and dates in words a reader needs no key for."""

from __future__ import annotations

import datetime as dt

__all__ = ["DAYS_A_MONTH", "date_words", "duration", "plural", "times"]

DAYS_A_MONTH = 365.0 / 12.0


def date_words(start: dt.date, day: float) -> str:
    """Write the date of a day.

    Parameters
    ----------
    start : date
        Date of day 1.
    day : float
        Day of the run. [day]

    Returns
    -------
    str
        The date.

    Examples
    --------
    >>> date_words(dt.date(2005, 1, 1), 32.0)
    '1 February 2005'
    """
    when = start + dt.timedelta(days=round(day) - 1)
    return f"{when.day} {when:%B} {when.year}"


def duration(days: float) -> str:
    """Write a stretch of days in the unit people would use.

    Parameters
    ----------
    days : float
        Its length. [days]

    Returns
    -------
    str
        Days up to two months, then months up to two years, then years.

    Examples
    --------
    >>> duration(1), duration(30), duration(100), duration(1500)
    ('1 day', '30 days', '3 months', '4.1 years')
    """
    if days < 0.5:
        return "no time"
    if days < 60:
        return f"{days:.0f} day{'' if round(days) == 1 else 's'}"
    if days < 730:
        return f"{days / DAYS_A_MONTH:.0f} months"
    return f"{days / 365.0:.1f} years"


def times(count: int) -> str:
    """Write how often.

    Parameters
    ----------
    count : int
        Number of times, 0 or more. [times]

    Returns
    -------
    str
        The phrase.

    Examples
    --------
    >>> times(0), times(1), times(2), times(1200)
    ('never', 'once', 'twice', '1,200 times')
    """
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count:,} times")


def plural(count: int, noun: str) -> str:
    """Write how many there are of something.

    Parameters
    ----------
    count : int
        How many, 0 or more. [-]
    noun : str
        What, in the singular; the s goes before a clause that begins with ``that``.

    Returns
    -------
    str
        Number and noun.

    Examples
    --------
    >>> plural(1, "patient"), plural(1200, "patient"), plural(2, "concern that staff raised")
    ('1 patient', '1,200 patients', '2 concerns that staff raised')
    """
    first, space, rest = noun.partition(" that ")
    return f"{count:,} {first}{'' if count == 1 else 's'}{space}{rest}"
