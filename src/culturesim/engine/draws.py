"""Numbers for many at once: draws in long loops, and one of four values without a branch."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from culturesim.engine.prefetch import prefetch
from culturesim.jitable import jitable
from culturesim.state.identity import patient_counter
from culturesim.state.schema import PI
from culturesim.state.world import World
from culturesim.streams import draw, integer, uniform

Four: TypeAlias = tuple[float, float, float, float]


@jitable
def by_code(code: int, values: Four) -> float:
    """Pick one of four numbers without looking into an array, so that a loop can be vectorised.

    Parameters
    ----------
    code : int
        0 to 3, such as a profession. [code]
    values : tuple of 4 float
        One number a code. [any]

    Returns
    -------
    float
        The code's number. [same as values]

    Examples
    --------
    >>> by_code(2, (1.0, 0.5, 2.0, 0.8))
    2.0
    """
    one = values[0] if code == 0 else values[1]
    other = values[2] if code == 2 else values[3]
    return one if code < 2 else other


@jitable
def draw_for_staff(s: World, h: int, k0: int, k1: int) -> int:
    """Draw a uniform number for every post of a hospital into `room`, in one long loop.

    Parameters
    ----------
    s : World
        Blocks and index arrays; ``room`` is changed in place.
    h : int
        Hospital. [row]
    k0, k1 : int
        Key of the stream; a post's counter is its row. [-]

    Returns
    -------
    int
        Row of the hospital's first post; the number of post ``i`` is ``room[i - first]``. [row]

    Notes
    -----
    A loop of a few dozen draws, one a ward, leaves many to the slow end of a vectorised loop.
    """
    first, last = s.ward_staff[s.hospital_ward[h]], s.ward_staff[s.hospital_ward[h + 1]]
    room = s.room
    for i in range(first, last):
        room[np.uint64(i - first)] = uniform(draw(k0, k1, i))
    return first


@jitable
def draw_for_beds(s: World, k0: int, k1: int) -> None:
    """Draw a uniform number for every bed into `room`: the first of the patient's of a stream.

    Parameters
    ----------
    s : World
        Blocks and index arrays; ``room`` is changed in place. The number of an empty bed means
        nothing.
    k0, k1 : int
        Key of the stream. [-]
    """
    home, arrival, day_admitted = s.pi[PI.home], s.pi[PI.arrival], s.pi[PI.day_admitted]
    room = s.room
    for b in range(np.uint64(home.size)):
        room[b] = uniform(draw(k0, k1, patient_counter(home[b], arrival[b], day_admitted[b])))


@jitable
def draw_contacts(s: World, n: int, words: int, slot: int, k0: int, k1: int, column: Any) -> None:
    """Draw for each of those listed in `count_room` one contact, into `room`; -1 for nobody.

    Parameters
    ----------
    s : World
        Blocks and index arrays; ``room`` is changed in place.
    n : int
        How many are listed. [people]
    words, slot : int
        Counters that a person has in the stream, and which of them this draw takes. [-]
    k0, k1 : int
        Key of the stream. [-]
    column : ndarray, one-dimensional
        What will be read of the contacts; memory is asked for it.

    Notes
    -----
    Which tie and who that is in loops of their own, so that memory is asked for before it is
    needed.
    """
    listed, room = s.count_room, s.room
    for k in range(n):
        i = listed[k]
        degree = s.tie_ptr[i + 1] - s.tie_ptr[i]
        room[k] = -1.0
        if degree > 0:
            chosen = s.tie_ptr[i] + integer(draw(k0, k1, words * i + slot), degree)
            prefetch(s.tie_idx, chosen)
            room[k] = float(chosen)
    for k in range(n):
        if room[k] >= 0.0:
            j = s.tie_idx[int(room[k])]
            prefetch(column, j)
            room[k] = float(j)
