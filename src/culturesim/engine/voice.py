"""The phase in which staff speak up, or keep it to themselves."""

from __future__ import annotations

import numpy as np

from culturesim.engine.events import emit
from culturesim.engine.prefetch import LARGE, prefetch
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import teamwork, voice
from culturesim.state.ledger import K
from culturesim.state.schema import SB, SF, SI, TI, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, key, uniform

AHEAD = 8  # how many people before it memory is asked for what a decision reads


@jitable
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


@jitable
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
        voice.felt_hierarchy(s.sb[SB.grade, i], gradient_on(s, p, s.si[SI.ward, i])),
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


@jitable
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
    profession = s.sb[SB.profession, i]
    rel = 1.0
    if profession == 2:
        rel = p[P.form_rel_doctor]
    elif profession != 0:
        rel = p[P.form_rel_other]
    share = voice.channel_form_share(
        p[P.form_share],
        rel,
        s.sb[SB.concern_kind, i] > 1,
        p[P.form_event],
        s.wf[WF.pressure, s.si[SI.ward, i]],
    )
    return voice.channel(u, p[P.challenge_share], p[P.bypass_share], share)


@jitable
def _raise(s: World, p: Vector, i: int, day: int, u_channel: float) -> None:
    """A person raises the concern held, and with whom."""
    w = s.si[SI.ward, i]
    channel = choose_channel(s, p, i, u_channel)
    s.sb[SB.channel, i] = channel
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
        if s.sb[SB.concern_kind, i] > 1:
            s.ti[TI.n_reports, s.si[SI.team, i]] += 1
    else:
        kind = K.bypassed
        s.wi[WI.n_bypass, w] += 1
    if channel > 2:
        s.wi[WI.n_arrivals, w] += 1
    s.si[SI.concern_event, i] = emit(
        s.ledger, s.ledger_count, day, kind, i, w, w, s.si[SI.concern_event, i], channel
    )


@jitable
def _list_concerned(s: World) -> int:
    """List in `count_room`, and count, everybody who holds a concern."""
    concern_kind, listed = s.sb[SB.concern_kind], s.count_room
    n = np.uint64(0)
    for i in range(np.uint64(concern_kind.size)):
        listed[n] = i
        n += np.uint64(concern_kind[i] != 0)
    return int(n)


@jitable
def _call_ahead(s: World, i: int) -> None:
    """Ask for what person ``i`` will be asked, where memory is far away."""
    prefetch(s.sf[SF.fear], i)
    prefetch(s.sf[SF.futility], i)
    prefetch(s.sf[SF.norm], i)
    prefetch(s.sf[SF.skill], i)
    prefetch(s.sf[SF.disposition], i)
    prefetch(s.sf[SF.concern], i)
    prefetch(s.si[SI.concern_event], i)
    prefetch(s.si[SI.team], i)


@jitable
def _speaks(s: World, i: int, u: float) -> bool:
    """Whether person ``i`` raises the concern held."""
    q = s.ward_p[s.ward_set[s.si[SI.ward, i]]]
    n_observers = s.ti[TI.n_witnesses, s.si[SI.team, i]] if s.sb[SB.concern_kind, i] > 1 else 0
    chance = voice.p_speak_up(readiness_logit(s, q, i, s.sf[SF.concern, i], n_observers))
    speaks = (u < chance) | (s.sb[SB.is_committed, i] == 1)
    return speaks & (q[P.M7_on] > 0.0)


@jitable
def _keep_quiet(s: World, i: int, day: int) -> None:
    """A person keeps the concern held to himself or herself."""
    w = s.si[SI.ward, i]
    s.sb[SB.channel, i] = 1
    s.wi[WI.n_silent, w] += 1
    s.si[SI.concern_event, i] = emit(
        s.ledger, s.ledger_count, day, K.silent, i, -1, w, s.si[SI.concern_event, i], 0
    )


@jitable
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
    is_large = s.si.shape[1] > LARGE
    n = _list_concerned(s)
    # First what everybody decides, with nothing to guess, then what comes of it.
    for k in range(n):
        if is_large and k + AHEAD < n:
            _call_ahead(s, s.count_room[k + AHEAD])
        i = s.count_room[k]
        s.room[k] = 1.0 if _speaks(s, i, uniform(draw(k0, k1, i))) else 0.0
    for k in range(n):
        i = s.count_room[k]
        if s.room[k] == 1.0:
            q = s.ward_p[s.ward_set[s.si[SI.ward, i]]]
            _raise(s, q, i, day, uniform(draw(c0, c1, i)))
        else:
            _keep_quiet(s, i, day)
