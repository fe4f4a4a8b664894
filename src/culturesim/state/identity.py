"""Counters that name who draws: permanent identities, so that two scenarios share their draws."""

from __future__ import annotations

from numba.extending import register_jitable

ARRIVALS_A_DAY = 64
DRAWS_A_PERSON = 8


@register_jitable
def arrival_counter(ward: int, arrival: int) -> int:
    """Counter of the ``arrival``-th patient of a ward on a day."""
    return (ward * ARRIVALS_A_DAY + arrival) * DRAWS_A_PERSON


@register_jitable
def patient_counter(home: int, arrival: int, day_admitted: int) -> int:
    """Counter of a patient: admitting ward, arrival of that day, and day of admission."""
    return ((home * ARRIVALS_A_DAY + arrival) * 4096 + day_admitted % 4096) * DRAWS_A_PERSON


@register_jitable
def person_counter(post: int, incumbent: int) -> int:
    """Counter of a member of staff: the post and which holder of it."""
    return (post * 1024 + incumbent % 1024) * DRAWS_A_PERSON
