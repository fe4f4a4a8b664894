"""Warnings on their way up and hazards as they are born, event by event."""

from __future__ import annotations

from culturesim.engine.events import emit
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import passing
from culturesim.state.ledger import K
from culturesim.state.schema import HI, MF, MI, SB, SI, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, key, uniform

STEPS = 16  # draws of one speaker: one for each level, the last for the way past the line
FROM_START = -1
PAST_THE_LINE = 4


@jitable
def _carry_up(s: World, p: Vector, i: int, w: int, day: int, k0: int, k1: int) -> None:
    """Carry the concern of person ``i`` from manager to manager until one keeps it back."""
    m, h = w, s.wi[WI.hospital, w]
    if s.sb[SB.channel, i] == 5 and s.mi[MI.parent, w] >= 0:
        m = s.mi[MI.parent, w]
        s.hi[HI.n_reached_ward + s.mi[MI.level, m], h] += 1
    else:
        s.hi[HI.n_reached_ward, h] += 1
    cause = s.si[SI.concern_event, i]
    stopped, step = 0, 0
    while stopped == 0 and s.mi[MI.level, m] < 3 and s.mi[MI.parent, m] >= 0:
        boss = s.mi[MI.parent, m]
        stopped = passing.stopped_by(
            uniform(draw(k0, k1, STEPS * i + step)),
            s.mf[MF.filter, m],
            p[P.filter_base],
            p[P.filter_pressure] * s.mf[MF.pressure_felt, m],
        )
        kind, detail = K.stopped_at, stopped
        if stopped == 0:
            kind, detail = K.passed_up, s.mi[MI.level, boss]
            if detail > s.mi[MI.level, m]:
                s.hi[HI.n_reached_ward + detail, h] += 1
        cause = emit(s.ledger, s.ledger_count, day, kind, m, boss, w, cause, detail)
        m = boss
        step += 1
    if stopped > 0 and uniform(draw(k0, k1, STEPS * i + STEPS - 1)) < p[P.board_bypass]:
        s.hi[HI.n_reached_past, h] += 1
        boss = s.chair[h]
        emit(s.ledger, s.ledger_count, day, K.passed_up, -1, boss, w, cause, PAST_THE_LINE)


@jitable
def carry_warnings(s: World, p: Vector, seed: int, day: int) -> None:
    """Follow each concern that came to a manager today on its way up to the board.

    Parameters
    ----------
    s : World
        Blocks and index arrays, changed in place.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    seed : uint64
        Seed of the run. [-]
    day : int
        Day; 0 and below in the warm-up. [day]

    Notes
    -----
    M13. Part of `report_upward`, after everybody's filter stands. Calls
    :func:`~culturesim.rules.passing.stopped_by`. What a level keeps back is a share in the views
    and a chance for each warning here; a warning that is stopped may still reach the board past the
    line. Only counts and the ledger are written.
    """
    k0, k1 = key(seed, STREAM.passing, day)
    s.hi[HI.n_reached_ward : HI.n_reached_past + 1, :] = 0
    for w in range(s.wi.shape[1]):
        if s.wi[WI.n_arrivals, w] == 0:
            continue
        for i in range(s.ward_staff[w], s.ward_staff[w + 1]):
            if s.sb[SB.channel, i] > 2:
                _carry_up(s, p, i, w, day, k0, k1)


@jitable
def bear_hazards(s: World, p: Vector, w: int, inflow: float, day: int, k0: int, k1: int) -> None:
    """Write down the latent hazards that have come about in a ward.

    Parameters
    ----------
    s : World
        Blocks and index arrays, changed in place.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    w : int
        Ward. [row]
    inflow : float
        Latent hazard born today, 0 or more. [day⁻¹]
    day : int
        Day; 0 and below in the warm-up. [day]
    k0, k1 : int
        Key of the stream ``latent`` today. [-]

    Notes
    -----
    M11. Calls :func:`~culturesim.rules.passing.hazards_born`,
    :func:`~culturesim.rules.passing.takes_over` and
    :func:`~culturesim.rules.passing.decline_percent`. One hazard of the ward stands for
    all of them: exposures and concerns that would not have been without latent hazards name it as
    their cause.
    """
    unit = p[P.hazard_unit]
    gathered = s.wf[WF.hazard_gathered, w] + inflow
    n_born = passing.hazards_born(gathered, unit)
    s.wf[WF.hazard_gathered, w] = gathered - unit * n_born
    for n in range(n_born):
        event = emit(
            s.ledger, s.ledger_count, day, K.hazard_born, -1, -1, w, -1,
            passing.decline_percent(p[P.hazard_inflow], inflow),
        )  # fmt: skip
        u = uniform(draw(k0, k1, 4096 * w + n))
        if passing.takes_over(u, unit, s.wf[WF.hazard, w]):
            s.wi[WI.hazard_event, w] = event


@jitable
def name_old_hazards(s: World, day: int) -> None:
    """Write down, once, the latent hazards that were there before the ledger began.

    Parameters
    ----------
    s : World
        Blocks and index arrays, changed in place.
    day : int
        Day; 0 and below in the warm-up. [day]
    """
    for w in range(s.wi.shape[1]):
        if s.wi[WI.hazard_event, w] < 0:
            s.wi[WI.hazard_event, w] = emit(
                s.ledger, s.ledger_count, day, K.hazard_born, -1, -1, w, -1, FROM_START
            )
