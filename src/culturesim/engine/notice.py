"""The phase in which staff notice what is amiss, or do not (M6)."""

from __future__ import annotations

import numpy as np
from numba.extending import register_jitable

from culturesim.engine.events import emit
from culturesim.engine.prefetch import call_ward
from culturesim.parameters import P
from culturesim.rules import noticing, teamwork
from culturesim.state.ledger import K
from culturesim.state.schema import SB, SF, SI, TF, TI, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, field, key, noise

NOTICED = (SF.risk_belief, SF.concern)


@register_jitable
def _hold_concern(s: World, day: int, i: int, severity: float, kind: int, cause: int) -> None:
    """A person holds a concern from now on today."""
    w = s.si[SI.ward, i]
    s.sf[SF.concern, i] = severity
    s.sb[SB.concern_kind, i] = kind
    s.wi[WI.n_concerns, w] += 1
    s.si[SI.concern_event, i] = emit(
        s.ledger, s.ledger_count, day, K.noticed, i, -1, w, cause, int(1000.0 * severity)
    )


@register_jitable
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


@register_jitable
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


@register_jitable
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


@register_jitable
def _draw_sights(s: World, h: int, n0: int, n1: int) -> int:
    """Draw into `room` what decides whether each of a hospital's staff sees something amiss."""
    first, last = s.ward_staff[s.hospital_ward[h]], s.ward_staff[s.hospital_ward[h + 1]]
    room = s.room
    for i in range(first, last):
        room[np.uint64(i - first)] = field(draw(n0, n1, 4 * i), 1)
    return first


@register_jitable
def _mark_teams(s: World, w: int) -> None:
    """Mark those of a ward whose team met an incident today."""
    n = 0
    for t in range(s.ward_team[w], s.ward_team[w + 1]):
        n += s.ti[TI.n_events, t]
    if n > 0:
        for i in range(s.ward_staff[w], s.ward_staff[w + 1]):
            s.sb[SB.concern_kind, i] = 1 if s.ti[TI.n_events, s.si[SI.team, i]] > 0 else 0


@register_jitable
def _quiet_day(s: World, p: Vector, w: int, base: int) -> int:
    """Those of a ward at work who see nothing trust the work more; mark and count the others."""
    is_on_shift, mark, risk = s.sb[SB.is_on_shift], s.sb[SB.concern_kind], s.sf[SF.risk_belief]
    see, initial, rate, u_see = p[P.see_base], p[P.risk_initial], p[P.risk_quiet], s.room
    hazard, missed, weight = s.wf[WF.hazard, w], s.wf[WF.missed_care, w], p[P.see_missed]
    learns = p[P.M6_on] > 0.0
    n_marked = 0
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        before = risk[i]
        chance = noticing.p_see(see, hazard, missed, weight, before, initial)
        sees = u_see[i - np.uint64(base)] < chance or mark[i] == 1
        at_work = is_on_shift[i] == 1
        after = noticing.risk_belief_next(before, initial, rate)
        risk[i] = after if at_work and not sees and learns else before
        marked = 1 if at_work and sees else 0
        mark[i] = marked
        n_marked += marked
    return n_marked


@register_jitable
def _busy_day(s: World, p: Vector, w: int, day: int, n0: int, n1: int) -> None:
    """Those marked witness an incident of their team, or look round."""
    for i in range(s.ward_staff[w], s.ward_staff[w + 1]):
        if s.sb[SB.concern_kind, i] == 0:
            continue
        s.sb[SB.concern_kind, i] = 0
        t = s.si[SI.team, i]
        word = draw(n0, n1, 4 * i)
        if s.ti[TI.n_events, t] > 0 and field(word, 0) < p[P.witness]:
            _witness(s, p, i, t, day, noise(draw(n0, n1, 4 * i + 1)))
        else:
            _look_round(s, p, i, day, field(word, 1), n0, n1)


@register_jitable
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
    s.sf[SF.concern, :] = 0.0
    s.sb[SB.concern_kind : SB.is_answered + 1, :] = 0
    for h in range(s.hospital_ward.size - 1):
        base = _draw_sights(s, h, n0, n1)
        for w in range(s.hospital_ward[h], s.hospital_ward[h + 1]):
            call_ward(s, NOTICED, w + 1)
            q = s.ward_p[s.ward_set[w]]
            _mark_teams(s, w)
            if _quiet_day(s, q, w, base) > 0:
                _busy_day(s, q, w, day, n0, n1)
