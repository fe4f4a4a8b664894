"""Phases of the managers: answering concerns, passing news upward, and what moves them."""

from __future__ import annotations

import numpy as np

from culturesim.engine.events import emit
from culturesim.engine.prefetch import LARGE, prefetch
from culturesim.engine.upward import carry_warnings
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import aftermath, filtering, leadership, norms, response
from culturesim.rules.numeric import clip
from culturesim.state.ledger import K
from culturesim.state.schema import HF, HI, MF, MI, SB, SF, SI, TI, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, field, key, uniform

AHEAD = 4  # how many speakers before it memory is asked for what an answer reads


@jitable
def p_act_on(s: World, p: Vector, m: int, i: int, handled: float) -> float:
    """Chance that manager ``m`` acts on the concern of person ``i`` today.

    Parameters
    ----------
    s : World
        Blocks and index arrays.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    m : int
        Manager. [row]
    i : int
        Post of the speaker. [row]
    handled : float
        Share of today's concerns there is time for, in [0, 1]. [-]

    Returns
    -------
    float
        Chance, in [0, 1]. [-]

    Notes
    -----
    M8. :func:`~culturesim.rules.response.p_act`; a challenge on the spot is heeded or not by the
    colleague challenged, with a chance of its own.
    """
    if s.sb[SB.channel, i] == 2:
        return p[P.challenge_heeded]
    profession = s.sb[SB.profession, i]
    credibility = 0.0
    if profession == 2:
        credibility = p[P.credibility_doctor]
    elif profession == 1:
        credibility = p[P.credibility_support]
    return handled * response.p_act(
        s.mf[MF.attention, m],
        s.sf[SF.concern, i],
        credibility,
        s.mf[MF.pressure_felt, m],
        p[P.act_attention],
        p[P.act_half],
        p[P.act_severity],
        p[P.severity_reference],
        p[P.act_pressure],
    )


@jitable
def p_suffer(s: World, p: Vector, m: int, i: int, w: int) -> float:
    """Chance that person ``i`` suffers for having spoken.

    Parameters
    ----------
    s : World
        Blocks and index arrays.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    m : int
        Manager. [row]
    i : int
        Post of the speaker. [row]
    w : int
        Ward. [row]

    Returns
    -------
    float
        Chance, in [0, 1]. [-]

    Notes
    -----
    M8 and M10. Calls :func:`~culturesim.rules.response.p_punish`,
    :func:`~culturesim.rules.norms.p_sanction` and :func:`~culturesim.rules.response.p_detriment`.
    """
    channel = s.sb[SB.channel, i]
    punish = 0.0
    if channel != 2:
        punish = response.p_punish(s.mf[MF.blame, m], p[P.punish_omega], s.wf[WF.voice_mean, w])
        if channel == 4:
            punish = punish * p[P.form_exposed]
    return response.p_detriment(
        punish, norms.p_sanction(s.sf[SF.enforcement, i], p[P.sanction_strength])
    )


@jitable
def _tell(s: World, i: int) -> None:
    """Team mates and contacts see what happened to person ``i``."""
    t = s.si[SI.team, i]
    punished = s.sb[SB.is_punished, i]
    nothing = 1 - s.sb[SB.is_answered, i]
    s.ti[TI.n_handled, t] += 1
    s.ti[TI.n_punished, t] += punished
    s.ti[TI.n_nothing, t] += nothing
    for k in range(s.tie_ptr[i], s.tie_ptr[i + 1]):
        j = s.tie_idx[k]
        s.si[SI.n_seen, j] += 1
        if punished == 1:  # seldom: most columns of contacts need not come from memory
            s.si[SI.n_seen_punished, j] += 1
        if nothing == 1:
            s.si[SI.n_seen_nothing, j] += 1


@jitable
def _settle(
    s: World, i: int, w: int, m: int, day: int, acted: int, punished: int, answered: int
) -> None:
    """Write down what became of the concern of person ``i``."""
    s.sb[SB.is_acted, i] = acted
    s.sb[SB.is_punished, i] = punished
    s.sb[SB.is_answered, i] = answered
    cause = s.si[SI.concern_event, i]
    if acted == 1:
        emit(s.ledger, s.ledger_count, day, K.acted, m, i, w, cause, answered)
    else:
        emit(s.ledger, s.ledger_count, day, K.ignored, m, i, w, cause, 0)
    if punished == 1:
        emit(s.ledger, s.ledger_count, day, K.punished, m, i, w, cause, s.sb[SB.channel, i])
        s.wi[WI.n_punished, w] += 1
    s.wi[WI.n_answered, w] += answered
    if s.sb[SB.channel, i] > 2:
        if acted == 1:
            s.wi[WI.n_acted, w] += 1
        else:
            s.wi[WI.n_ignored, w] += 1
        if s.sb[SB.channel, i] < 5:
            s.wf[WF.heard_today, w] += s.sf[SF.concern, i]
    if acted == 0 or punished == 1:
        s.si[SI.n_ignored, i] += 1


@jitable
def _list_speakers(s: World, h: int) -> int:
    """List in `count_room`, and count, a hospital's people who raised a concern today."""
    first, last = s.ward_staff[s.hospital_ward[h]], s.ward_staff[s.hospital_ward[h + 1]]
    channel, listed = s.sb[SB.channel], s.count_room
    n = np.uint64(0)
    for i in range(np.uint64(first), np.uint64(last)):
        listed[n] = i
        n += np.uint64(channel[i] > 1)
    return int(n)


@jitable
def _call_ahead(s: World, k: int, n: int) -> None:
    """Ask for what later speakers, their ties and their contacts will be read of, in that order."""
    if k + 3 * AHEAD < n:
        i = s.count_room[k + 3 * AHEAD]
        prefetch(s.tie_ptr, i)
        prefetch(s.sf[SF.concern], i)
        prefetch(s.sf[SF.enforcement], i)
        prefetch(s.si[SI.n_ignored], i)
        prefetch(s.si[SI.team], i)
    if k + 2 * AHEAD < n:
        i = s.count_room[k + 2 * AHEAD]
        prefetch(s.tie_idx, s.tie_ptr[i])
        prefetch(s.tie_idx, s.tie_ptr[i + 1] - 1)
    if k + AHEAD < n:
        i = s.count_room[k + AHEAD]
        for t in range(s.tie_ptr[i], s.tie_ptr[i + 1]):
            prefetch(s.si[SI.n_seen], s.tie_idx[t])
            prefetch(s.si[SI.n_seen_nothing], s.tie_idx[t])


@jitable
def _answer(
    s: World, q: Vector, i: int, w: int, day: int, handled: float, shown: float,
    keys: tuple[int, int, int, int],
) -> None:  # fmt: skip
    """What comes of the concern that person ``i`` of ward ``w`` raised."""
    a0, a1, b0, b1 = keys
    m = w
    if s.sb[SB.channel, i] == 5 and s.mi[MI.parent, w] >= 0:
        m = s.mi[MI.parent, w]
    acted = 1 if uniform(draw(a0, a1, 2 * i)) < p_act_on(s, q, m, i, handled) else 0
    answered = 0
    if acted == 1 and field(draw(a0, a1, 2 * i + 1), 0) < shown:
        answered = 1
    punished = 1 if uniform(draw(b0, b1, i)) < p_suffer(s, q, m, i, w) else 0
    _settle(s, i, w, m, day, acted, punished, answered)
    _tell(s, i)


@jitable
def _answer_ward(
    s: World, w: int, day: int, first: int, n: int, keys: tuple[int, int, int, int]
) -> int:
    """Answer the speakers of a ward, from ``first`` on the list; returns the next ward's first."""
    q = s.ward_p[s.ward_set[w]]
    capacity = leadership.after_handover(
        q[P.handling_capacity], s.mf[MF.handover, w], q[P.handover_usual], q[P.handover_loss]
    )
    handled = response.handled_share(s.wi[WI.n_arrivals, w], capacity)
    shown = aftermath.raised(
        q[P.feedback_to_speaker],
        s.hf[HF.change, s.wi[WI.hospital, w]],
        q[P.change_feedback],
    )
    k, is_large = first, s.si.shape[1] > LARGE
    while k < n and s.count_room[k] < s.ward_staff[w + 1]:
        if is_large:
            _call_ahead(s, k, n)
        _answer(s, q, s.count_room[k], w, day, handled, shown, keys)
        k += 1
    return k


@jitable
def respond(s: World, p: Vector, seed: int, day: int) -> None:
    """Every raised concern is acted on or ignored, and its speaker left alone or punished.

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
    M8. Calls :func:`~culturesim.rules.response.handled_share`, :func:`p_act_on`, :func:`p_suffer`
    and, for answers to speakers, :func:`~culturesim.rules.aftermath.raised`. Action and
    punishment are drawn independently. Team mates and contacts see the outcome and learn from it
    in the next phase.
    """
    a0, a1 = key(seed, STREAM.act, day)
    b0, b1 = key(seed, STREAM.punish, day)
    for h in range(s.hospital_ward.size - 1):
        n, k = _list_speakers(s, h), 0
        while k < n:
            k = _answer_ward(s, s.si[SI.ward, s.count_room[k]], day, k, n, (a0, a1, b0, b1))


@jitable
def _own_view(s: World, p: Vector, m: int) -> float:
    """View of manager ``m``: a ward manager's own impression, else what came up."""
    if s.mi[MI.level, m] == 0:
        w = s.mi[MI.ward, m]
        n = s.wi[WI.n_staff, w]
        bad = s.wf[WF.heard_today, w] + p[P.heard_informal] * s.wi[WI.n_informal, w]
        s.mf[MF.heard, m] = filtering.heard_next(
            s.mf[MF.heard, m], bad / n if n > 0 else 0.0, p[P.heard_tau]
        )
        return filtering.badness_view(s.mf[MF.heard, m], p[P.heard_half])
    view = 0.0
    if s.mi[MI.n_inbox, m] > 0:
        view = s.mf[MF.inbox, m] / s.mi[MI.n_inbox, m]
    s.mf[MF.inbox, m] = 0.0
    s.mi[MI.n_inbox, m] = 0
    return view


@jitable
def report_upward(s: World, p: Vector, seed: int, day: int) -> None:
    """Each manager forms a view and passes up what survives the filter.

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
    M13. Calls :func:`~culturesim.rules.filtering.heard_next`,
    :func:`~culturesim.rules.filtering.badness_view`,
    :func:`~culturesim.rules.filtering.filter_share` and
    :func:`~culturesim.rules.filtering.passed_up`. Managers stand in the order ward, division,
    executive, board, so that a view climbs a level at a time within the day. :func:`carry_warnings`
    then follows the day's warnings one by one.
    """
    s.hf[HF.division_view, :] = 0.0
    s.hf[HF.executive_view, :] = 0.0
    for m in range(s.mi.shape[1]):
        view = _own_view(s, p, m)
        s.mf[MF.badness, m] = view
        h = s.mi[MI.hospital, m]
        if s.mi[MI.level, m] == 1:
            s.hf[HF.division_view, h] += view / s.hi[HI.n_division_managers, h]
        elif s.mi[MI.level, m] == 2:
            s.hf[HF.executive_view, h] += view / s.hi[HI.n_executives, h]
        boss = s.mi[MI.parent, m]
        if boss < 0:
            continue
        kept = 0.0
        if p[P.M13_on] > 0.0:
            kept = filtering.filter_share(
                p[P.filter_base],
                s.mf[MF.pressure_felt, m],
                s.mf[MF.blame, boss],
                p[P.filter_pressure],
                p[P.filter_fear],
            )
        s.mf[MF.filter, m] = kept
        if s.mi[MI.level, m] == 0 or s.mi[MI.n_inbox_ever, m] > 0:
            s.mf[MF.inbox, boss] += filtering.passed_up(view, kept)
            s.mi[MI.n_inbox, boss] += 1
            s.mi[MI.n_inbox_ever, boss] = 1
    carry_warnings(s, p, seed, day)


@jitable
def lead(s: World, p: Vector, seed: int, day: int) -> None:
    """Blame and attention follow pressure and those above.

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
    M8 and M17. Calls :func:`~culturesim.rules.response.attention_next`,
    :func:`~culturesim.rules.aftermath.blame_after_exposure` and
    :func:`~culturesim.rules.response.blame_next`. With M8 off both stay where they started.
    """
    if p[P.M8_on] == 0.0:
        return
    for m in range(s.mi.shape[1]):
        h = s.mi[MI.hospital, m]
        felt = s.hf[HF.pressure, h]
        s.mf[MF.pressure_felt, m] = felt
        boss = s.mi[MI.parent, m]
        target = s.hf[HF.attention, h] if boss < 0 else s.mf[MF.attention, boss]
        s.mf[MF.attention, m] = response.attention_next(
            s.mf[MF.attention, m], target, p[P.tau_attention]
        )
        base = aftermath.blame_after_exposure(
            leadership.lasting_level(
                p[P.manager_blame], s.mf[MF.style_blame, m], s.hf[HF.tone_blame, h]
            ),
            s.hf[HF.public_attention, h],
            p[P.local_ownership],
            p[P.exposure_blame],
            s.hf[HF.change, h],
            p[P.change_blame],
        )
        base = clip(base + s.hf[HF.own_blame, h] + s.hf[HF.sanction_blame, h], 0.0, 1.0)
        s.mf[MF.blame, m] = response.blame_next(
            s.mf[MF.blame, m], base, felt, s.mf[MF.attention, m], p[P.tau_blame]
        )
