"""Phases of team learning: people compare how they work, wards agree on it, huddles (M18)."""

from __future__ import annotations

import numpy as np

from culturesim.engine.draws import draw_contacts
from culturesim.engine.prefetch import prefetch
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import measurement, practice, teamwork
from culturesim.rules.practice import ALL_POINTS, N_POINTS
from culturesim.state.identity import person_counter
from culturesim.state.schema import HI, SB, SF, SI, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, field, key, uniform

TURNS_AHEAD = 3  # how many turns before it memory is asked for what a turn reads
TURN_DAYS = 30  # everybody, and every ward, takes stock once in so many days
WORDS_A_TURN = 32  # counters a person may use in a turn


@jitable
def points_drawn(k0: int, k1: int, counter: int, chance: float) -> int:
    """Draw a set of points, each with the same chance.

    Parameters
    ----------
    k0, k1 : int
        Key of the stream. [-]
    counter : int
        First of eight counters. [-]
    chance : float
        Chance of each point, in [0, 1]. [-]

    Returns
    -------
    int
        The set. [bits]

    Examples
    --------
    >>> points_drawn(1, 2, 3, 0.0), points_drawn(1, 2, 3, 1.0) == ALL_POINTS
    (0, True)
    """
    points = 0
    if chance <= 0.0:
        return points
    for q in range(8):
        word = draw(k0, k1, counter + q)
        for j in range(4):
            k = 4 * q + j
            if k < N_POINTS and field(word, j) < chance:
                points |= 1 << k
    return points


@jitable
def bring_practice(s: World, seed: int, i: int, incumbent: int, right: float, wrong: float) -> None:
    """Person ``i`` brings along a way of working.

    Parameters
    ----------
    s : World
        Blocks and index arrays, changed in place.
    seed : uint64
        Seed of the run. [-]
    i : int
        Post. [row]
    incumbent : int
        Which holder of the post this is. [count]
    right, wrong : float
        Chances that a point is done soundly and that it is done wrongly, in [0, 1]; at most 1
        together, otherwise the sound way goes first. [-]
    """
    k0, k1 = key(seed, STREAM.practice, 0)
    counter = person_counter(i, incumbent)
    sound = s.hi[HI.sound, s.wi[WI.hospital, s.si[SI.ward, i]]]
    known = points_drawn(k0, k1, counter, right)
    settled = points_drawn(k0, k1, counter, right + wrong)
    mistaken = settled & (ALL_POINTS ^ known)
    s.si[SI.practice_yes, i] = (known & sound) | (mistaken & (ALL_POINTS ^ sound))
    s.si[SI.practice_no, i] = (known & (ALL_POINTS ^ sound)) | (mistaken & sound)
    s.sb[SB.is_model, i] = 0


@jitable
def _take_in(s: World, q: Vector, i: int, w: int) -> None:
    """A newcomer is pulled towards what the ward's people believe and hold proper."""
    pull = q[P.induction_pull]
    s.sf[SF.standard, i] = practice.pulled_in(s.sf[SF.standard, i], s.wf[WF.standard_mean, w], pull)
    s.sf[SF.fear, i] = practice.pulled_in(s.sf[SF.fear, i], s.wf[WF.fear_mean, w], pull)
    s.sf[SF.futility, i] = practice.pulled_in(s.sf[SF.futility, i], s.wf[WF.futility_mean, w], pull)


@jitable
def _follow(s: World, i: int, model_yes: int, model_no: int, points: int) -> None:
    """Person ``i`` moves one step towards a model on some points."""
    yes, no = practice.step_towards(
        s.si[SI.practice_yes, i], s.si[SI.practice_no, i], model_yes, model_no, points
    )
    s.si[SI.practice_yes, i], s.si[SI.practice_no, i] = yes, no


@jitable
def _compare(s: World, q: Vector, i: int, j: int, w: int, k0: int, k1: int) -> None:
    """Person ``i`` learns from outside, or from contact ``j`` of a ward that does better."""
    counter = WORDS_A_TURN * i
    word = draw(k0, k1, counter)
    h = s.wi[WI.hospital, w]
    s.wi[WI.n_turns, w] += 1
    if field(word, 0) < q[P.outside_contact]:
        s.wi[WI.n_beyond, w] += 1
        sound = s.hi[HI.sound, h]
        points = points_drawn(k0, k1, counter + 10, q[P.outside_learning])
        _follow(s, i, sound, ALL_POINTS ^ sound, points)
        return
    if j < 0:
        return
    v = s.si[SI.ward, j]
    link = q[P.link_wards] if s.wi[WI.hospital, v] == h else q[P.link_hospitals]
    if v == w or field(word, 1) >= link:
        return
    s.wi[WI.n_beyond, w] += 1
    if s.wf[WF.know_how, v] > s.wf[WF.know_how, w]:
        points = points_drawn(k0, k1, counter + 10, q[P.contact_learning])
        _follow(s, i, s.wi[WI.code_yes, v], s.wi[WI.code_no, v], points)


@jitable
def _call_ahead(s: World, i: int) -> None:
    """Ask for what the turn of person ``i`` will read."""
    if i < s.si.shape[1]:
        prefetch(s.sb[SB.is_in_post], i)
        prefetch(s.si[SI.ward], i)
        prefetch(s.si[SI.incumbent], i)
        prefetch(s.si[SI.day_filled], i)
        prefetch(s.si[SI.practice_yes], i)
        prefetch(s.si[SI.practice_no], i)
        prefetch(s.tie_ptr, i)


@jitable
def share_lessons(s: World, p: Vector, seed: int, day: int) -> None:
    """Once a month each person follows the ward's code a little, and compares it with others'.

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
    M18. Calls :func:`~culturesim.rules.practice.step_towards` and
    :func:`~culturesim.rules.practice.pulled_in`. Wards' codes and means are this morning's, so the
    order of people does not matter.
    """
    if p[P.M18_on] == 0.0:
        return
    k0, k1 = key(seed, STREAM.lesson, day)
    n = 0
    for i in range((TURN_DAYS - day % TURN_DAYS) % TURN_DAYS, s.si.shape[1], TURN_DAYS):
        _call_ahead(s, i + TURNS_AHEAD * TURN_DAYS)
        if s.sb[SB.is_in_post, i] == 0:
            continue
        w = s.si[SI.ward, i]
        q = s.ward_p[s.ward_set[w]]
        chance = q[P.socialisation]
        if s.si[SI.incumbent, i] > 0 and day - s.si[SI.day_filled, i] < q[P.induction_days]:
            chance = q[P.induction]
            _take_in(s, q, i, w)
        points = points_drawn(k0, k1, WORDS_A_TURN * i + 2, chance)
        _follow(s, i, s.wi[WI.code_yes, w], s.wi[WI.code_no, w], points)
        s.count_room[n] = i
        n += 1
    draw_contacts(s, n, WORDS_A_TURN, 1, k0, k1, s.si[SI.ward])
    for k in range(n):
        i = s.count_room[k]
        w = s.si[SI.ward, i]
        _compare(s, s.ward_p[s.ward_set[w]], i, int(s.room[k]), w, k0, k1)


@jitable
def _mark_models(s: World, w: int, score: int, sound: int) -> int:
    """Mark and count those of a ward who do better than its code."""
    yes, no = s.si[SI.practice_yes], s.si[SI.practice_no]
    in_post, is_model = s.sb[SB.is_in_post], s.sb[SB.is_model]
    n = 0
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        is_ahead = 1 if practice.lead_over_error(yes[i], no[i], sound) > score else 0
        better = is_ahead & in_post[i]
        is_model[i] = better
        n += better
    return n


@jitable
def _lead_on(s: World, w: int, k: int) -> int:
    """By how many the models of a ward who do point ``k`` one way outnumber those who do not."""
    yes, no, is_model = s.si[SI.practice_yes], s.si[SI.practice_no], s.sb[SB.is_model]
    lead = 0
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        lead += is_model[i] * (((yes[i] >> k) & 1) - ((no[i] >> k) & 1))
    return lead


@jitable
def _settle_code(s: World, q: Vector, w: int, sound: int, k0: int, k1: int) -> None:
    """The ward's code takes over points from those who do better than it."""
    yes, no = s.wi[WI.code_yes, w], s.wi[WI.code_no, w]
    if _mark_models(s, w, practice.lead_over_error(yes, no, sound), sound) == 0:
        return
    p_one = q[P.code_learning]
    p_one = teamwork.with_habit(p_one, q[P.huddle_lessons] * p_one, s.wf[WF.huddle, w], 1.0)
    for k in range(N_POINTS):
        lead = _lead_on(s, w, k)
        if lead == 0:
            continue
        size = lead if lead > 0 else -lead
        if uniform(draw(k0, k1, N_POINTS * w + k)) >= practice.p_code_follows(size, p_one):
            continue
        point = 1 << k
        yes = (yes | point) if lead > 0 else (yes & (ALL_POINTS ^ point))
        no = (no | point) if lead < 0 else (no & (ALL_POINTS ^ point))
    s.wi[WI.code_yes, w], s.wi[WI.code_no, w] = yes, no


@jitable
def agree_practice(s: World, p: Vector, seed: int, day: int) -> None:
    """Huddles are held or skipped; once a month the ward's code learns from its best.

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
    M18. Calls :func:`~culturesim.rules.teamwork.p_huddle`,
    :func:`~culturesim.rules.practice.lead_over_error`,
    :func:`~culturesim.rules.practice.p_code_follows` and
    :func:`~culturesim.rules.practice.know_how`.
    """
    if p[P.M18_on] == 0.0:
        return
    h0, h1 = key(seed, STREAM.huddle, day)
    k0, k1 = key(seed, STREAM.code, day)
    for w in range(s.wi.shape[1]):
        q = s.ward_p[s.ward_set[w]]
        chance = teamwork.p_huddle(q[P.huddle_rate], s.wf[WF.pressure, w])
        held = 1 if uniform(draw(h0, h1, w)) < chance else 0
        s.wi[WI.n_huddles, w] = held
        s.wf[WF.huddle, w] = measurement.running_total(s.wf[WF.huddle, w], held, q[P.huddle_tau])
        sound = s.hi[HI.sound, s.wi[WI.hospital, w]]
        if (w + day) % TURN_DAYS == 0:
            _settle_code(s, q, w, sound, k0, k1)
        s.wf[WF.know_how, w] = practice.know_how(
            practice.lead_over_error(s.wi[WI.code_yes, w], s.wi[WI.code_no, w], sound)
        )


@jitable
def start_practice(s: World, p: Vector, seed: int) -> None:
    """Sound practice, and how wards and their people work on the first morning.

    Parameters
    ----------
    s : World
        Blocks and index arrays, changed in place.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    seed : uint64
        Seed of the run. [-]

    Notes
    -----
    Without M18 know-how stands at its reference, where it changes nothing.
    """
    k0, k1 = key(seed, STREAM.guidance, 0)
    sound = points_drawn(k0, k1, N_POINTS, 0.5)
    s.hi[HI.sound, :] = sound
    right = p[P.practice_initial]
    for w in range(s.wi.shape[1]):
        known = points_drawn(k0, k1, 8 * (w + 8), right)
        s.wi[WI.code_yes, w] = ALL_POINTS ^ (known ^ sound)
        s.wi[WI.code_no, w] = known ^ sound
        s.wf[WF.know_how, w] = p[P.know_how_reference]
    for i in range(s.si.shape[1]):
        bring_practice(s, seed, i, 0, right, 0.5 * (1.0 - right))
