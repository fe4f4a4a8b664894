"""The phase in which staff notice what is amiss, or do not (M6)."""

from __future__ import annotations

import numpy as np

from culturesim.engine.events import emit
from culturesim.engine.prefetch import LARGE, call_ward, prefetch
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import noticing, teamwork
from culturesim.state.ledger import K
from culturesim.state.schema import SB, SF, SI, TF, TI, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, field, key, noise

NOTICED = (SF.risk_belief, SF.concern)
AHEAD = 8  # how many people before it memory is asked for what a look round reads


@jitable
def _hold_concern(s: World, day: int, i: int, severity: float, kind: int, cause: int) -> None:
    """A person holds a concern from now on today."""
    w = s.si[SI.ward, i]
    s.sf[SF.concern, i] = severity
    s.sb[SB.concern_kind, i] = kind
    s.wi[WI.n_concerns, w] += 1
    s.si[SI.concern_event, i] = emit(
        s.ledger, s.ledger_count, day, K.noticed, i, -1, w, cause, int(1000.0 * severity)
    )


@jitable
def _witness(s: World, p: Vector, i: int, t: int, day: int, eta: float) -> None:
    """A person sees the gravest incident of his or her team."""
    event_class = s.ti[TI.event_class, t]
    severity = s.tf[TF.event_severity, t]
    concerned = noticing.is_concern(severity, eta, p[P.notice_sd], s.sf[SF.tolerance, i])
    if p[P.M6_on] > 0.0:
        tolerance = s.sf[SF.tolerance, i]
        signal = 1.0
        if event_class == 1:
            signal = noticing.near_miss_signal(
                teamwork.with_habit(
                    p[P.near_miss_framing],
                    -p[P.huddle_framing],
                    s.wf[WF.huddle, s.si[SI.ward, i]],
                    1.0,
                )
            )
            tolerance = noticing.tolerance_after_harmless(
                tolerance, severity, p[P.tolerance_harmless]
            )
        else:
            tolerance = noticing.tolerance_after_harm(tolerance, p[P.tolerance_harm])
        s.sf[SF.tolerance, i] = tolerance
        s.sf[SF.risk_belief, i] = noticing.risk_belief_next(
            s.sf[SF.risk_belief, i], signal, p[P.risk_rate]
        )
    if concerned:
        s.ti[TI.n_witnesses, t] += 1
        _hold_concern(s, day, i, severity, 2 if event_class == 1 else 3, s.ti[TI.event_id, t])


@jitable
def _hazard_behind(s: World, p: Vector, i: int, w: int, u_see: float) -> int:
    """Ledger row of the hazard without which person ``i`` would have seen nothing; -1 for none."""
    chance = noticing.p_see(
        p[P.see_base],
        0.0,
        s.wf[WF.missed_care, w],
        p[P.see_missed],
        s.sf[SF.risk_belief, i],
        p[P.risk_initial],
    )
    return -1 if u_see < chance else s.wi[WI.hazard_event, w]


@jitable
def _look_round(s: World, p: Vector, i: int, day: int, u_see: float, n0: int, n1: int) -> None:
    """A person without an incident may still see something amiss."""
    w = s.si[SI.ward, i]
    if u_see >= noticing.p_see(
        p[P.see_base],
        s.wf[WF.hazard, w],
        s.wf[WF.missed_care, w],
        p[P.see_missed],
        s.sf[SF.risk_belief, i],
        p[P.risk_initial],
    ):
        if p[P.M6_on] > 0.0:
            s.sf[SF.risk_belief, i] = noticing.risk_belief_next(
                s.sf[SF.risk_belief, i], p[P.risk_initial], p[P.risk_quiet]
            )
        return
    severity = noticing.everyday_severity(
        p[P.severity_everyday],
        1.0 - s.wf[WF.practice, w],
        p[P.severity_gap],
        noise(draw(n0, n1, 4 * i + 1)),
        p[P.severity_sd],
    )
    tolerance = s.sf[SF.tolerance, i]
    if noticing.is_concern(severity, noise(draw(n0, n1, 4 * i + 2)), p[P.notice_sd], tolerance):
        _hold_concern(s, day, i, severity, 1, _hazard_behind(s, p, i, w, u_see))
    if p[P.M6_on] > 0.0:
        s.sf[SF.tolerance, i] = noticing.tolerance_after_harmless(
            tolerance, severity, p[P.tolerance_harmless]
        )


@jitable
def _draw_sights(s: World, h: int, n0: int, n1: int) -> int:
    """List a hospital's staff at work in `count_room`, and draw into `room` what they may see."""
    is_on_shift, listed, room = s.sb[SB.is_on_shift], s.count_room, s.room
    first, last = s.ward_staff[s.hospital_ward[h]], s.ward_staff[s.hospital_ward[h + 1]]
    n = np.uint64(0)
    for i in range(np.uint64(first), np.uint64(last)):
        listed[n] = i
        n += np.uint64(is_on_shift[i] == 1)
    for k in range(n):
        room[k] = field(draw(n0, n1, 4 * listed[k]), 1)
    return int(n)


@jitable
def _quiet_day(s: World, p: Vector, w: int, first: int, n: int, n_busy: int) -> tuple[int, int]:
    """Those of a ward at work who see nothing trust the work more; the others stay on the list.

    The list of those at work goes from ``first`` to ``n``; it is written anew from its beginning,
    where ``n_busy`` have seen something so far. Returns the first of the next ward, and ``n_busy``.
    """
    listed, team, risk, u_see = s.count_room, s.si[SI.team], s.sf[SF.risk_belief], s.room
    n_events, last = s.ti[TI.n_events], s.ward_staff[w + 1]
    see, initial, rate = p[P.see_base], p[P.risk_initial], p[P.risk_quiet]
    hazard, missed, weight = s.wf[WF.hazard, w], s.wf[WF.missed_care, w], p[P.see_missed]
    learns = p[P.M6_on] > 0.0
    k, m = np.uint64(first), np.uint64(n_busy)
    while k < np.uint64(n) and listed[k] < last:
        i = np.uint64(listed[k])
        before = risk[i]
        chance = noticing.p_see(see, hazard, missed, weight, before, initial)
        sees = (u_see[k] < chance) | (n_events[np.uint64(team[i])] > 0)
        after = noticing.risk_belief_next(before, initial, rate)
        risk[i] = before if sees or not learns else after
        listed[m] = i
        m += np.uint64(sees)
        k += np.uint64(1)
    return int(k), int(m)


@jitable
def _call_ahead(s: World, i: int) -> None:
    """Ask for what person ``i``, who has seen something, will be asked."""
    prefetch(s.si[SI.team], i)
    prefetch(s.si[SI.ward], i)
    prefetch(s.sf[SF.tolerance], i)
    prefetch(s.sf[SF.risk_belief], i)
    prefetch(s.sf[SF.concern], i)
    prefetch(s.si[SI.concern_event], i)


@jitable
def _busy_day(s: World, i: int, day: int, n0: int, n1: int) -> None:
    """Person ``i`` witnesses an incident of the team, or looks round."""
    t, p = s.si[SI.team, i], s.ward_p[s.ward_set[s.si[SI.ward, i]]]
    word = draw(n0, n1, 4 * i)
    if s.ti[TI.n_events, t] > 0 and field(word, 0) < p[P.witness]:
        _witness(s, p, i, t, day, noise(draw(n0, n1, 4 * i + 1)))
    else:
        _look_round(s, p, i, day, field(word, 1), n0, n1)


@jitable
def notice(s: World, p: Vector, seed: int, day: int) -> None:
    """Those on shift see incidents of their team or everyday hazards; some become concerns.

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
    M6. Calls :func:`~culturesim.rules.noticing.p_see`,
    :func:`~culturesim.rules.noticing.everyday_severity`,
    :func:`~culturesim.rules.noticing.is_concern` and the rules by which tolerance and risk belief
    learn from what was seen.
    """
    n0, n1 = key(seed, STREAM.notice, day)
    is_large = s.si.shape[1] > LARGE
    s.sf[SF.concern, :] = 0.0
    s.sb[SB.concern_kind : SB.is_answered + 1, :] = 0
    for h in range(s.hospital_ward.size - 1):
        n, k, n_busy = _draw_sights(s, h, n0, n1), 0, 0
        for w in range(s.hospital_ward[h], s.hospital_ward[h + 1]):
            call_ward(s, NOTICED, w + 1)
            k, n_busy = _quiet_day(s, s.ward_p[s.ward_set[w]], w, k, n, n_busy)
        for k in range(n_busy):
            if is_large and k + AHEAD < n_busy:
                _call_ahead(s, s.count_room[k + AHEAD])
            _busy_day(s, s.count_room[k], day, n0, n1)
