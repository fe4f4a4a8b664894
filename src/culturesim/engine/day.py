"""Whole days in one compiled call, phases in the order of the schedule, and the record of each."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from culturesim.engine.beds import admit, depart
from culturesim.engine.beliefs import conform, learn
from culturesim.engine.care import meet_hazards
from culturesim.engine.exposure import expose
from culturesim.engine.held import hold
from culturesim.engine.hospitals import govern, measure
from culturesim.engine.inquiries import inquire
from culturesim.engine.kernel import kernel
from culturesim.engine.leaders import change_leaders, go_round
from culturesim.engine.managers import lead, report_upward, respond
from culturesim.engine.notice import notice
from culturesim.engine.outside import go_outside
from culturesim.engine.practice import agree_practice, share_lessons
from culturesim.engine.regulators import watch
from culturesim.engine.targets import chase_target
from culturesim.engine.voice import speak_up
from culturesim.engine.wards import investigate, open_day, weigh_workload
from culturesim.engine.workforce import renew, roster
from culturesim.jitable import jitable
from culturesim.state.columns import Series
from culturesim.state.world import FloatBlock, IntBlock, Vector, World

#: The phases as loops of their own, by name, so that they can be compiled apart: `engine.together`.
PHASE_LOOPS: dict[str, Any] = {
    phase.__name__: kernel(phase, inside=True)
    for phase in (
        open_day,
        admit,
        roster,
        weigh_workload,
        meet_hazards,
        notice,
        speak_up,
        respond,
        learn,
        conform,
        renew,
        investigate,
        depart,
        report_upward,
        lead,
        chase_target,
        measure,
        govern,
        watch,
        go_outside,
        expose,
        inquire,
        share_lessons,
        agree_practice,
        go_round,
        change_leaders,
    )
}
(
    open_day,
    admit,
    roster,
    weigh_workload,
    meet_hazards,
    notice,
    speak_up,
    respond,
    learn,
    conform,
    renew,
    investigate,
    depart,
    report_upward,
    lead,
    chase_target,
    measure,
    govern,
    watch,
    go_outside,
    expose,
    inquire,
    share_lessons,
    agree_practice,
    go_round,
    change_leaders,
) = PHASE_LOOPS.values()


@jitable
def _copy(
    out: NDArray[np.float32],
    row: int,
    floats: FloatBlock,
    ints: IntBlock,
    float_rows: NDArray[np.int64],
    int_rows: NDArray[np.int64],
) -> None:
    """Copy recorded rows of a population's blocks into one day of its series."""
    n_float = float_rows.size
    for q in range(n_float):
        source, target = floats[float_rows[q]], out[row, q]
        for w in range(np.uint64(source.size)):
            target[w] = source[w]
    for q in range(int_rows.size):
        whole, target = ints[int_rows[q]], out[row, n_float + q]
        for w in range(np.uint64(whole.size)):
            target[w] = whole[w]


@jitable
def _record(s: World, out: Series, row: int) -> None:
    """Write the day's recorded columns into row ``row`` of the series."""
    _copy(out.ward, row, s.wf, s.wi, out.ward_floats, out.ward_ints)
    _copy(out.hospital, row, s.hf, s.hi, out.hospital_floats, out.hospital_ints)
    _copy(out.oversight, row, s.of, s.oi, out.oversight_floats, out.oversight_ints)


@kernel
def run_days(
    world: World,
    p: Vector,
    seed: int,
    first_day: int,
    n_days: int,
    out: Series,
    row: int,
    low: int,
    high: int,
) -> None:
    """Run days under one parameter vector, or a stretch of phases of them.

    Parameters
    ----------
    world : World
        Blocks and index arrays, changed in place.
    p : ndarray of float64
        Parameters in registry order.
    seed : uint64
        Seed of the run.
    first_day, n_days : int
        First day, and how many. [day]
    out : Series
        Where recorded columns go.
    row : int
        Row of the record for the first day; -1 to record nothing.
    low, high : int
        Phases ``low`` to ``high - 1`` of `culturesim.schedule.PHASES` are run: 0 and their number
        for whole days. One compiled function serves whole runs and single phases.
    """
    s = hold(world)
    for d in range(n_days):
        day = first_day + d
        if low <= 0 < high:
            open_day(s, p, seed, day)
        if low <= 1 < high:
            admit(s, p, seed, day)
        if low <= 2 < high:
            roster(s, p, seed, day)
        if low <= 3 < high:
            weigh_workload(s, p, seed, day)
        if low <= 4 < high:
            meet_hazards(s, p, seed, day)
        if low <= 5 < high:
            notice(s, p, seed, day)
        if low <= 6 < high:
            speak_up(s, p, seed, day)
        if low <= 7 < high:
            respond(s, p, seed, day)
        if low <= 8 < high:
            learn(s, p, seed, day)
        if low <= 9 < high:
            conform(s, p, seed, day)
        if low <= 10 < high:
            renew(s, p, seed, day)
        if low <= 11 < high:
            investigate(s, p, seed, day)
        if low <= 12 < high:
            depart(s, p, seed, day)
        if low <= 13 < high:
            report_upward(s, p, seed, day)
        if low <= 14 < high:
            lead(s, p, seed, day)
        if low <= 15 < high:
            chase_target(s, p, seed, day)
        if low <= 16 < high:
            measure(s, p, seed, day)
        if low <= 17 < high:
            govern(s, p, seed, day)
        if low <= 18 < high:
            watch(s, p, seed, day)
        if low <= 19 < high:
            go_outside(s, p, seed, day)
        if low <= 20 < high:
            expose(s, p, seed, day)
        if low <= 21 < high:
            inquire(s, p, seed, day)
        if low <= 22 < high:
            share_lessons(s, p, seed, day)
        if low <= 23 < high:
            agree_practice(s, p, seed, day)
        if low <= 24 < high:
            go_round(s, p, seed, day)
        if low <= 25 < high:
            change_leaders(s, p, seed, day)
        if row >= 0:
            _record(s, out, row + d)


@kernel
def record(world: World, out: Series, row: int) -> None:
    """Write the day's recorded columns into one row of the series.

    Parameters
    ----------
    world : World
        Blocks and index arrays.
    out : Series
        Where recorded columns go, changed in place.
    row : int
        Row of the record. [row]
    """
    _record(hold(world), out, row)
