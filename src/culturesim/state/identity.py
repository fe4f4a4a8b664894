"""Counters that name who draws: permanent identities, so that two scenarios share their draws."""

from __future__ import annotations

from culturesim.jitable import jitable

ARRIVALS_A_DAY = 64
DRAWS_A_PERSON = 8


@jitable
def arrival_counter(ward: int, arrival: int) -> int:
    """Counter of the ``arrival``-th patient of a ward on a day.

    Parameters
    ----------
    ward : int
        Admitting ward. [row]
    arrival : int
        Arrival of that day, 0 to 63. [-]

    Returns
    -------
    int
        First of 8 counters in the day's stream that belong to this patient. [-]

    Examples
    --------
    >>> arrival_counter(0, 2), arrival_counter(1, 0)
    (16, 512)
    """
    return (ward * ARRIVALS_A_DAY + arrival) * DRAWS_A_PERSON


@jitable
def patient_counter(home: int, arrival: int, day_admitted: int) -> int:
    """Counter of a patient during the whole stay.

    Parameters
    ----------
    home : int
        Admitting ward. [row]
    arrival : int
        Arrival of that day, 0 to 63. [-]
    day_admitted : int
        Day of admission; days 4,096 apart give the same counter. [day]

    Returns
    -------
    int
        First of 8 counters that belong to this patient, whatever the bed. [-]

    Examples
    --------
    >>> patient_counter(0, 0, 5), patient_counter(0, 0, 6)
    (40, 48)
    """
    return ((home * ARRIVALS_A_DAY + arrival) * 4096 + day_admitted % 4096) * DRAWS_A_PERSON


@jitable
def person_counter(post: int, incumbent: int) -> int:
    """Counter of a member of staff: the post and which holder of it.

    Parameters
    ----------
    post : int
        Post. [row]
    incumbent : int
        Which holder, from 0; 1,024 apart give the same counter. [count]

    Returns
    -------
    int
        First of 8 counters that belong to this person. [-]

    Examples
    --------
    >>> person_counter(0, 1), person_counter(1, 0)
    (8, 8192)
    """
    return (post * 1024 + incumbent % 1024) * DRAWS_A_PERSON
