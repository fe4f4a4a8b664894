"""The named streams: one for each kind of decision or chance.

The number of a stream is part of every draw made from it, so it never changes and is never given
to another stream. A new stream goes to the end with the next free number; 11, 12, 19 and 33
belonged to streams nobody drew from.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from culturesim.positions import named_numbers

__all__ = ["STREAM", "STREAMS", "Streams"]


class Streams(NamedTuple):
    """Number of every stream, by name."""

    roster: int = 0
    leave: int = 1
    recruit: int = 2
    agency: int = 3
    arrival: int = 4
    patient: int = 5
    bed: int = 6
    exposure: int = 7
    barrier: int = 8
    outcome: int = 9
    death: int = 10
    notice: int = 13
    speak: int = 14
    channel: int = 15
    punish: int = 16
    act: int = 17
    sanction: int = 18
    person: int = 20
    common: int = 21
    investigate: int = 22
    complain: int = 23
    escalate: int = 24
    survey: int = 25
    ratio: int = 26
    inspect: int = 27
    regulator: int = 28
    build: int = 29
    task: int = 30
    post_rank: int = 31
    visit: int = 32
    wait: int = 34
    patient_survey: int = 35
    latent: int = 36
    passing: int = 37
    responsibility: int = 38
    outside: int = 44
    family: int = 45
    press: int = 46
    inquiry: int = 47
    leader: int = 50
    practice: int = 51
    lesson: int = 52
    code: int = 53
    guidance: int = 54
    huddle: int = 55
    round: int = 56


STREAM: Any = named_numbers("streams", Streams()._asdict())
STREAMS: tuple[str, ...] = Streams._fields
