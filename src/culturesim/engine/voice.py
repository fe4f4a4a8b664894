"""Phases in which staff notice and speak up, or keep it to themselves."""

from __future__ import annotations

from numba.extending import register_jitable

from culturesim.engine.events import emit
from culturesim.parameters import P
from culturesim.rules import noticing, teamwork, voice
from culturesim.state.ledger import K
from culturesim.state.schema import SF, SI, TF, TI, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, field, key, noise, uniform


@register_jitable
def _hold_concern(s: World, day: int, i: int, severity: float, kind: int, cause: int) -> None:
    """A person holds a concern from now on today."""
    w = s.si[SI.ward, i]
    s.sf[SF.concern, i] = severity
    s.si[SI.concern_kind, i] = kind
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
    s.si[SI.concern_kind : SI.is_answered + 1, :] = 0
    for i in range(s.si.shape[1]):
        if s.si[SI.is_on_shift, i] != 1:
            continue
        t = s.si[SI.team, i]
        q = s.ward_p[s.ward_set[s.si[SI.ward, i]]]
        word = draw(n0, n1, 4 * i)
        if s.ti[TI.n_events, t] > 0 and field(word, 0) < q[P.witness]:
            _witness(s, q, i, t, day, noise(draw(n0, n1, 4 * i + 1)))
        else:
            _look_round(s, q, i, day, field(word, 1), n0, n1)


@register_jitable
def gradient_on(s: World, p: Vector, w: int) -> float:
    """Authority gradient on ward ``w``, which the habit of the huddle makes less steep.

    Parameters
    ----------
    s : World
        Blocks and index arrays.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in force on the ward, in registry order. [as in the registry]
    w : int
        Ward. [row]

    Returns
    -------
    float
        Gradient, in [0, 2]. [-]

    Notes
    -----
    M18. :func:`~culturesim.rules.teamwork.with_habit`.
    """
    return teamwork.with_habit(
        p[P.hierarchy_gradient], -p[P.huddle_hierarchy], s.wf[WF.huddle, w], 2.0
    )


@register_jitable
def readiness_logit(s: World, p: Vector, i: int, severity: float, n_observers: int) -> float:
    """Log-odds that person ``i`` raises a concern of this severity.

    Parameters
    ----------
    s : World
        Blocks and index arrays.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    i : int
        Post. [row]
    severity : float
        Severity of the concern, in [0, 1]. [-]
    n_observers : int
        Members of the team who hold the same concern; 0 or 1 for nobody else. [count]

    Returns
    -------
    float
        Log-odds, any size. [logit]

    Notes
    -----
    M7. :func:`~culturesim.rules.voice.speak_up_logit` with
    :func:`~culturesim.rules.voice.felt_hierarchy` and :func:`~culturesim.rules.voice.diffusion`.
    """
    return voice.speak_up_logit(
        severity,
        s.sf[SF.fear, i],
        s.sf[SF.futility, i],
        s.sf[SF.norm, i],
        voice.felt_hierarchy(s.si[SI.grade, i], gradient_on(s, p, s.si[SI.ward, i])),
        s.sf[SF.skill, i],
        voice.diffusion(n_observers, p[P.voice_cost_ratio]),
        s.sf[SF.disposition, i],
        p[P.voice_constant],
        p[P.voice_severity],
        p[P.voice_fear],
        p[P.voice_futility],
        p[P.voice_norm],
        p[P.voice_hierarchy],
        p[P.voice_skill],
    )


@register_jitable
def choose_channel(s: World, p: Vector, i: int, u: float) -> int:
    """Channel of a concern that is raised.

    Parameters
    ----------
    s : World
        Blocks and index arrays.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    i : int
        Post. [row]
    u : float
        Uniform number, in [0, 1). [-]

    Returns
    -------
    int
        2 peer, 3 line manager, 4 form, 5 past the line. [code]

    Notes
    -----
    M7. Calls :func:`~culturesim.rules.voice.channel_form_share` and
    :func:`~culturesim.rules.voice.channel`.
    """
    profession = s.si[SI.profession, i]
    rel = 1.0
    if profession == 2:
        rel = p[P.form_rel_doctor]
    elif profession != 0:
        rel = p[P.form_rel_other]
    share = voice.channel_form_share(
        p[P.form_share],
        rel,
        s.si[SI.concern_kind, i] > 1,
        p[P.form_event],
        s.wf[WF.pressure, s.si[SI.ward, i]],
    )
    return voice.channel(u, p[P.challenge_share], p[P.bypass_share], share)


@register_jitable
def _raise(s: World, p: Vector, i: int, day: int, u_channel: float) -> None:
    """A person raises the concern held, and with whom."""
    w = s.si[SI.ward, i]
    channel = choose_channel(s, p, i, u_channel)
    s.si[SI.channel, i] = channel
    s.wi[WI.n_voiced, w] += 1
    kind = K.told_manager
    if channel == 2:
        kind = K.challenged
        s.wi[WI.n_challenges, w] += 1
    elif channel == 3:
        s.wi[WI.n_told, w] += 1
    elif channel == 4:
        kind = K.reported
        s.wi[WI.n_reports, w] += 1
        if s.si[SI.concern_kind, i] > 1:
            s.ti[TI.n_reports, s.si[SI.team, i]] += 1
    else:
        kind = K.bypassed
        s.wi[WI.n_bypass, w] += 1
    if channel > 2:
        s.wi[WI.n_arrivals, w] += 1
    s.si[SI.concern_event, i] = emit(
        s.ledger, s.ledger_count, day, kind, i, w, w, s.si[SI.concern_event, i], channel
    )


@register_jitable
def speak_up(s: World, p: Vector, seed: int, day: int) -> None:
    """Everybody who holds a concern speaks, through some channel, or stays silent.

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
    M7. Calls :func:`~culturesim.rules.voice.p_speak_up` and :func:`choose_channel`. Those committed
    always speak; with M7 off nobody does. Voice and silence are counted apart.
    """
    k0, k1 = key(seed, STREAM.speak, day)
    c0, c1 = key(seed, STREAM.channel, day)
    for i in range(s.si.shape[1]):
        if s.si[SI.concern_kind, i] == 0:
            continue
        q = s.ward_p[s.ward_set[s.si[SI.ward, i]]]
        n_observers = s.ti[TI.n_witnesses, s.si[SI.team, i]] if s.si[SI.concern_kind, i] > 1 else 0
        chance = voice.p_speak_up(readiness_logit(s, q, i, s.sf[SF.concern, i], n_observers))
        speaks = uniform(draw(k0, k1, i)) < chance or s.si[SI.is_committed, i] == 1
        if q[P.M7_on] > 0.0 and speaks:
            _raise(s, q, i, day, uniform(draw(c0, c1, i)))
        else:
            w = s.si[SI.ward, i]
            s.si[SI.channel, i] = 1
            s.wi[WI.n_silent, w] += 1
            s.si[SI.concern_event, i] = emit(
                s.ledger, s.ledger_count, day, K.silent, i, -1, w, s.si[SI.concern_event, i], 0
            )
