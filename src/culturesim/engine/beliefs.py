"""Phases in which staff learn from what happened to speakers and follow the norm of voice."""

from __future__ import annotations

import numpy as np

from culturesim.engine.draws import by_code, draw_contacts
from culturesim.engine.prefetch import call_ward, prefetch
from culturesim.engine.voice import gradient_on
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import belief, norms, noticing, teamwork, voice, workforce
from culturesim.rules.numeric import clip
from culturesim.state.schema import HF, SB, SF, SI, TI, WF, WI
from culturesim.state.world import FloatBlock, IntBlock, Vector, World
from culturesim.streams import STREAM, key

BITS = 16
ONE_ABOVE = 1 << BITS  # nobody has as many contacts: `culturesim.state.columns` refuses it
LEARNT = (SF.fear, SF.futility, SF.norm, SF.skill, SF.disposition, SF.p_voice)
FOLLOWED = (SF.norm, SF.enforcement, SF.conviction, SF.contacts_left)
WARDS_AHEAD = 2  # time enough for memory to answer


@jitable
def _learn_from_events(s: World, p: Vector, i: int, theta: float) -> None:
    """Fear and futility after what happened to oneself, team mates and contacts today."""
    t = s.si[SI.team, i]
    own = 1 if s.sb[SB.channel, i] > 1 else 0
    own_bad = s.sb[SB.is_punished, i]
    own_nothing = own - s.sb[SB.is_answered, i]
    w_team, w_contacts = p[P.weight_team], p[P.weight_contacts]
    weight = belief.experience_weight(
        own, s.ti[TI.n_handled, t] - own, s.si[SI.n_seen, i], w_team, w_contacts
    )
    bad = belief.experience_weight(
        own_bad, s.ti[TI.n_punished, t] - own_bad, s.si[SI.n_seen_punished, i], w_team, w_contacts
    )
    nothing = belief.experience_weight(
        own_nothing,
        s.ti[TI.n_nothing, t] - own_nothing,
        s.si[SI.n_seen_nothing, i],
        w_team,
        w_contacts,
    )
    alpha, rel = p[P.learning_rate], p[P.rel_bad_news]
    s.sf[SF.fear, i] = belief.belief_after_events(s.sf[SF.fear, i], weight, bad, alpha, theta, rel)
    s.sf[SF.futility, i] = belief.belief_after_events(
        s.sf[SF.futility, i], weight, nothing, alpha, theta, rel
    )


@jitable
def _list_learners(s: World, w: int) -> int:
    """List in `count_room`, and count, those of a ward who saw a concern handled today.

    On an ordinary day about half of a ward did, and nobody could guess which half: a list made
    without a branch costs less than asking each in turn.
    """
    team, n_seen, n_handled, listed = (
        s.si[SI.team],
        s.si[SI.n_seen],
        s.ti[TI.n_handled],
        s.count_room,
    )
    n = np.uint64(0)
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        listed[n] = i
        n += np.uint64(n_handled[np.uint64(team[i])] + n_seen[i] > 0)
    return int(n)


@jitable
def _learn_today(s: World, p: Vector, w: int, on: bool) -> None:
    """Those of a ward who saw a concern handled learn from it; what they saw is forgotten."""
    theta = teamwork.with_habit(p[P.visibility], p[P.huddle_visibility], s.wf[WF.huddle, w], 1.0)
    for k in range(np.uint64(_list_learners(s, w))):
        i = int(np.uint64(s.count_room[k]))
        if on and s.sb[SB.is_in_post, i] == 1:
            _learn_from_events(s, p, i, theta)
        s.si[SI.n_seen, i] = s.si[SI.n_seen_punished, i] = s.si[SI.n_seen_nothing, i] = 0


@jitable
def _relax(s: World, p: Vector, w: int) -> None:
    """Fear and futility of a ward's people drift towards the prior."""
    fear, futility, in_post = s.sf[SF.fear], s.sf[SF.futility], s.sb[SB.is_in_post]
    prior_futility, delta = p[P.prior_futility], p[P.belief_drift]
    prior_fear = clip(p[P.prior_fear] + s.hf[HF.own_fear, s.wi[WI.hospital, w]], 0.0, 1.0)
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        f, u = fear[i], futility[i]
        there = in_post[i] == 1
        fear[i] = belief.belief_relaxed(f, prior_fear, delta) if there else f
        futility[i] = belief.belief_relaxed(u, prior_futility, delta) if there else u


@jitable
def _readiness(s: World, p: Vector, w: int) -> None:
    """Readiness of a ward's people to speak at reference severity; -1 in a vacant post."""
    fear, futility, norm = s.sf[SF.fear], s.sf[SF.futility], s.sf[SF.norm]
    skill, disposition, p_voice = s.sf[SF.skill], s.sf[SF.disposition], s.sf[SF.p_voice]
    grade, in_post, committed = s.sb[SB.grade], s.sb[SB.is_in_post], s.sb[SB.is_committed]
    severity, gradient = p[P.severity_reference], gradient_on(s, p, w)
    felt = (
        voice.felt_hierarchy(1, gradient),
        voice.felt_hierarchy(2, gradient),
        voice.felt_hierarchy(3, gradient),
        voice.felt_hierarchy(4, gradient),
    )
    b_0, b_severity, b_fear, b_futility = (
        p[P.voice_constant],
        p[P.voice_severity],
        p[P.voice_fear],
        p[P.voice_futility],
    )
    b_norm, b_hierarchy, b_skill = p[P.voice_norm], p[P.voice_hierarchy], p[P.voice_skill]
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        chance = voice.p_speak_up(
            voice.speak_up_logit(
                severity,
                fear[i],
                futility[i],
                norm[i],
                by_code(grade[i] - 1, felt),
                skill[i],
                0.0,
                disposition[i],
                b_0,
                b_severity,
                b_fear,
                b_futility,
                b_norm,
                b_hierarchy,
                b_skill,
            )
        )
        chance = 1.0 if committed[i] == 1 else chance
        p_voice[i] = chance if in_post[i] == 1 else -1.0


@jitable
def learn(s: World, p: Vector, seed: int, day: int) -> None:
    """Beliefs follow what happened to speakers today, then drift towards the prior.

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
    M9. Calls :func:`~culturesim.rules.belief.experience_weight`,
    :func:`~culturesim.rules.belief.belief_after_events`,
    :func:`~culturesim.rules.belief.belief_relaxed` and :func:`~culturesim.rules.voice.p_speak_up`.
    With M9 off only the drift remains.
    """
    for w in range(s.wi.shape[1]):
        call_ward(s, LEARNT, w + 1)
        q = s.ward_p[s.ward_set[w]]
        _learn_today(s, q, w, p[P.M9_on] > 0.0)
        _relax(s, q, w)
        _readiness(s, q, w)


@jitable
def _make_known(s: World) -> None:
    """Write down in `room`, side by side, the two numbers that contacts will read of a person.

    Readiness to speak, 0.0 in a vacant post; and a code that adds up to two numbers, which are
    whole and so add up exactly: contacts in post, and above them those who enforce silence.
    """
    p_voice, is_enforcing, room = s.sf[SF.p_voice], s.sb[SB.is_enforcing], s.room
    for i in range(np.uint64(p_voice.size)):
        readiness = p_voice[i]
        there, enforces = readiness >= 0.0, is_enforcing[i] == 1
        room[2 * i] = readiness if there else 0.0
        room[2 * i + 1] = (1.0 if there else 0.0) + (float(ONE_ABOVE) if enforces else 0.0)


@jitable
def _contacts(room: FloatBlock, tie_idx: IntBlock, first: int, last: int) -> tuple[float, float]:
    """Summed readiness of contacts to speak, and summed codes.

    The hottest loop of the engine: unsigned positions, no branch, both numbers of a contact in one
    addition of two (0.0 for a vacant post changes no bit).
    """
    total = 0.0
    codes = 0.0
    for k in range(np.uint64(first), np.uint64(last)):
        j = np.uint64(tie_idx[k]) << np.uint64(1)
        total += room[j]
        codes += room[j + np.uint64(1)]
    return total, codes


@jitable
def _lose_contacts(s: World, p: Vector, w: int) -> None:
    """Share of contacts who left lately, of everybody in a ward."""
    contacts_left, n_left, tie_ptr = s.sf[SF.contacts_left], s.si[SI.n_left_today], s.tie_ptr
    memory = p[P.leave_memory]
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        degree = tie_ptr[i + np.uint64(1)] - tie_ptr[i]
        contacts_left[i] = workforce.contacts_left_next(contacts_left[i], n_left[i], degree, memory)
        n_left[i] = 0


@jitable
def _list_holders(s: World, w: int) -> int:
    """List in `count_room`, and count, the held posts of a ward, those with fewest ties first."""
    by_degree, in_post, listed = s.by_degree, s.sb[SB.is_in_post], s.count_room
    n = np.uint64(0)
    for k in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        listed[n] = by_degree[k]
        n += np.uint64(in_post[np.uint64(by_degree[k])])
    return int(n)


@jitable
def _follow_norm(s: World, p: Vector, w: int) -> None:
    """Perceived norm and enforcement of silence follow the contacts.

    People come in the order of their number of contacts, so that the processor
    guesses right when the loop over contacts ends.
    """
    norm, enforcement = s.sf[SF.norm], s.sf[SF.enforcement]
    room, tie_idx, tie_ptr, tau = s.room, s.tie_idx, s.tie_ptr, p[P.tau_norm]
    for k in range(np.uint64(_list_holders(s, w))):
        i = np.uint64(s.count_room[k])
        total, summed = _contacts(room, tie_idx, tie_ptr[i], tie_ptr[i + np.uint64(1)])
        codes = int(summed)
        n, n_enforcing = codes & (ONE_ABOVE - 1), codes >> BITS
        if n > 0:
            norm[i] = norms.norm_next(norm[i], total / n, tau)
            enforcement[i] = n_enforcing / n


@jitable
def _call_ahead(s: World, w: int) -> None:
    """Ask for what a ward will read: its ties, and contacts in hospitals far away in memory."""
    if w >= s.wi.shape[1]:
        return
    first, last = s.ward_staff[w], s.ward_staff[w + 1]
    for k in range(s.tie_ptr[first], s.tie_ptr[last], 16):
        prefetch(s.tie_idx, k)
    for k in range(s.far_ptr[w], s.far_ptr[w + 1]):
        prefetch(s.room, 2 * s.far_idx[k])


@jitable
def _enforce(s: World, p: Vector, w: int) -> None:
    """Who of a ward will sanction speakers tomorrow."""
    norm, enforcement, conviction = s.sf[SF.norm], s.sf[SF.enforcement], s.sf[SF.conviction]
    in_post, is_loyal, enforcing_next = (
        s.sb[SB.is_in_post],
        s.sb[SB.is_loyal],
        s.sb[SB.enforcing_next],
    )
    cost, majority = p[P.enforcing_cost], p[P.enforcing_majority]
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        enforces = norms.is_enforcing(
            is_loyal[i] == 1, norm[i], enforcement[i], conviction[i], cost, majority
        )
        if in_post[i] == 1:
            enforcing_next[i] = 1 if enforces else 0


@jitable
def _list_comparers(s: World, h: int, day: int) -> int:
    """List in `count_room`, and count, a hospital's people who compare tolerance today."""
    first, last = s.ward_staff[s.hospital_ward[h]], s.ward_staff[s.hospital_ward[h + 1]]
    in_post, tie_ptr, listed = s.sb[SB.is_in_post], s.tie_ptr, s.count_room
    n = 0
    for i in range(first + (7 - (first + day) % 7) % 7, last, 7):
        listed[n] = i
        n += 1 if (in_post[i] == 1) & (tie_ptr[i + 1] > tie_ptr[i]) else 0
    return n


@jitable
def _compare_tolerance(s: World, p: Vector, seed: int, day: int) -> None:
    """Once a week each person compares tolerance with one contact."""
    k0, k1 = key(seed, STREAM.sanction, day)
    tolerance, tolerance_seen = s.sf[SF.tolerance], s.sf[SF.tolerance_seen]
    confidence, rate = p[P.tolerance_confidence], p[P.tolerance_peer]
    for h in range(s.hospital_ward.size - 1):
        n = _list_comparers(s, h, day)
        draw_contacts(s, n, 1, 0, k0, k1, tolerance_seen)
        for k in range(n):
            i, j = s.count_room[k], int(s.room[k])
            tolerance[i] = noticing.tolerance_after_peer(
                tolerance[i], tolerance_seen[j], confidence, rate
            )


@jitable
def conform(s: World, p: Vector, seed: int, day: int) -> None:
    """The norm of voice follows contacts, some enforce silence, tolerance is compared weekly.

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
    M6 and M10. Calls :func:`~culturesim.rules.workforce.contacts_left_next`,
    :func:`~culturesim.rules.norms.norm_next`, :func:`~culturesim.rules.norms.is_enforcing` and
    :func:`~culturesim.rules.noticing.tolerance_after_peer`. Everybody reads what contacts were this
    morning: readiness from the phase before, enforcement and tolerance from yesterday.
    """
    if p[P.M10_on] > 0.0:
        _make_known(s)
    for w in range(s.wi.shape[1]):
        call_ward(s, FOLLOWED, w + 1)
        _lose_contacts(s, p, w)
        if p[P.M10_on] > 0.0:
            _call_ahead(s, w + WARDS_AHEAD)
            _follow_norm(s, p, w)
            _enforce(s, p, w)
    if p[P.M6_on] > 0.0:
        _compare_tolerance(s, p, seed, day)
