"""Phases of the staff as a workforce: the day's roster; tiring, leaving and filling posts."""

from __future__ import annotations

import numpy as np

from culturesim.engine.draws import by_code, draw_for_staff
from culturesim.engine.events import emit
from culturesim.engine.practice import bring_practice
from culturesim.engine.prefetch import call_ward
from culturesim.engine.voice import readiness_logit
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import aftermath, care, standards, voice, workforce
from culturesim.rules.numeric import clip
from culturesim.state.identity import person_counter
from culturesim.state.ledger import K
from culturesim.state.schema import HF, SB, SF, SI, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, field, key, noise, uniform

NEVER = -999999
ROSTERED = (SF.post_rank, SF.energy)
RENEWED = (SF.energy, SF.moral_load, SF.standard)


@jitable
def _plan(s: World, p: Vector, w: int, day: int) -> None:
    """Which posts of a ward are funded, and which of these are on today's roster."""
    rank, profession, offset = s.sf[SF.post_rank], s.sb[SB.profession], s.si[SI.roster_offset]
    is_funded, is_rostered = s.sb[SB.is_funded], s.sb[SB.is_rostered]
    shifts_nurse, shifts_other = int(p[P.shifts_nurse]), int(p[P.shifts_other])
    weeks_leave = int(p[P.weeks_leave])
    first = P.establishment_registered_nurse
    granted = s.hf[HF.posts_granted, s.wi[WI.hospital, w]]
    nurses = p[first] * s.hf[HF.rel_posts, s.wi[WI.hospital, w]]
    share = (
        aftermath.establishment_granted(nurses, granted),
        aftermath.establishment_granted(p[first + 1], granted),
        aftermath.establishment_granted(p[first + 2], granted),
        aftermath.establishment_granted(p[first + 3], granted),
    )
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        job = profession[i]
        n_shifts = shifts_nurse if job < 2 else shifts_other
        funded = 1 if workforce.is_funded(rank[i], by_code(job, share)) else 0
        on_roster = 1 if workforce.is_rostered(day, offset[i], n_shifts, weeks_leave) else 0
        is_funded[i] = funded
        is_rostered[i] = funded & on_roster


@jitable
def _come_in(s: World, p: Vector, w: int, rel_season: float, base: int) -> int:
    """Who of a ward's rostered holders comes to work; counts rostered shifts of vacant posts."""
    energy, profession, in_post = s.sf[SF.energy], s.sb[SB.profession], s.sb[SB.is_in_post]
    is_rostered, is_on_shift, u = s.sb[SB.is_rostered], s.sb[SB.is_on_shift], s.room
    usual, slope, first = p[P.absence_base], p[P.absence_slope], P.absence_rel_nurse
    rel = p[first], p[first + 1], p[first + 2], p[first + 3]
    n_rostered = n_absent = n_open = 0
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        p_off = workforce.p_absent(energy[i], usual, slope, by_code(profession[i], rel), rel_season)
        held = is_rostered[i] & in_post[i]
        absent = held if u[i - np.uint64(base)] < p_off else 0
        is_on_shift[i] = held - absent
        n_rostered += held
        n_absent += absent
        n_open += is_rostered[i] - held
    s.wi[WI.n_rostered, w], s.wi[WI.n_absent, w] = n_rostered, n_absent
    s.wi[WI.n_on_shift, w] = n_rostered - n_absent
    return n_open


@jitable
def _call_agency(s: World, p: Vector, w: int, g0: int, g1: int) -> None:
    """Agency takes some rostered shifts of vacant nursing posts."""
    profession, in_post = s.sb[SB.profession], s.sb[SB.is_in_post]
    is_rostered, is_on_shift = s.sb[SB.is_rostered], s.sb[SB.is_on_shift]
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        is_open = is_rostered[i] > in_post[i] and profession[i] < 2
        if is_open and uniform(draw(g0, g1, i)) < p[P.agency_cover]:
            is_on_shift[i] = 2
            s.wi[WI.n_on_shift, w] += 1


@jitable
def _count_nurses(s: World, w: int) -> None:
    """Registered nurses of a ward: planned, at work, and from an agency."""
    profession, is_rostered, is_on_shift = (
        s.sb[SB.profession],
        s.sb[SB.is_rostered],
        s.sb[SB.is_on_shift],
    )
    n_planned = n_own = n_agency = 0
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        nurse = 1 if profession[i] == 0 else 0
        n_planned += nurse & is_rostered[i]
        n_own += nurse if is_on_shift[i] == 1 else 0
        n_agency += nurse if is_on_shift[i] == 2 else 0
    s.wi[WI.n_rn_planned, w], s.wi[WI.n_rn_on_shift, w], s.wi[WI.n_rn_agency, w] = (
        n_planned,
        n_own,
        n_agency,
    )


@jitable
def roster(s: World, p: Vector, seed: int, day: int) -> None:
    """Who is funded, on the roster, off sick, at work; agency covers some vacant shifts.

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
    M2. Calls :func:`~culturesim.rules.workforce.is_funded`,
    :func:`~culturesim.rules.workforce.is_rostered`, :func:`~culturesim.rules.workforce.p_absent`
    and :func:`~culturesim.rules.care.season`. Four short loops a ward, three of them without a
    branch: a quarter of the time of one loop that skips whom it need not ask.
    """
    r0, r1 = key(seed, STREAM.roster, day)
    g0, g1 = key(seed, STREAM.agency, day)
    rel_season = care.season(day, p[P.season_absence])
    for h in range(s.hospital_ward.size - 1):
        base = draw_for_staff(s, h, r0, r1)
        for w in range(s.hospital_ward[h], s.hospital_ward[h + 1]):
            call_ward(s, ROSTERED, w + 1)
            q = s.ward_p[s.ward_set[w]]
            _plan(s, q, w, day)
            if _come_in(s, q, w, rel_season, base) > 0:
                _call_agency(s, q, w, g0, g1)
            _count_nurses(s, w)


@jitable
def new_holder(s: World, p: Vector, seed: int, i: int) -> None:
    """A person takes up post ``i``: fresh standards, tolerance and energy, the prior beliefs.

    Parameters
    ----------
    s : World
        Blocks and index arrays, changed in place.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    seed : uint64
        Seed of the run. [-]
    i : int
        Post. [row]

    Notes
    -----
    Draws belong to the post and to which holder of it this is, so that a vacancy more or less
    elsewhere gives the same people. Readiness to speak: :func:`~culturesim.rules.voice.p_speak_up`.
    """
    k0, k1 = key(seed, STREAM.person, 0)
    counter = person_counter(i, s.si[SI.incumbent, i])
    word = draw(k0, k1, counter)
    s.sf[SF.disposition, i] = p[P.disposition_sd] * noise(draw(k0, k1, counter + 1))
    s.sf[SF.skill, i] = 1.0 if field(word, 0) < p[P.skill_share] else 0.0
    low, high = p[P.conviction_low], p[P.conviction_high]
    s.sf[SF.conviction, i] = low + (high - low) * field(word, 1)
    s.sb[SB.is_loyal, i] = 1 if field(word, 2) < p[P.loyal_share] else 0
    s.sb[SB.is_committed, i] = 1 if field(word, 3) < p[P.committed_share] else 0
    s.sf[SF.energy, i] = 1.0
    h = s.wi[WI.hospital, s.si[SI.ward, i]]
    s.sf[SF.fear, i] = clip(p[P.prior_fear] + s.hf[HF.own_fear, h], 0.0, 1.0)
    s.sf[SF.futility, i] = p[P.prior_futility]
    s.sf[SF.norm, i] = p[P.initial_norm]
    s.sf[SF.tolerance, i] = p[P.tolerance_initial]
    s.sf[SF.standard, i] = 1.0
    s.sf[SF.risk_belief, i] = p[P.risk_initial]
    s.sf[SF.moral_load, i] = 0.0
    s.sf[SF.contacts_left, i] = 0.0
    s.sf[SF.enforcement, i] = 0.0
    s.sf[SF.p_voice, i] = voice.p_speak_up(readiness_logit(s, p, i, p[P.severity_reference], 0))
    s.sb[SB.is_enforcing, i] = 0
    s.sb[SB.enforcing_next, i] = 0
    s.si[SI.n_ignored, i] = 0
    s.si[SI.n_warned, i] = 0


@jitable
def _days_to_fill(s: World, p: Vector, w: int, u_vacancy: float) -> int:
    """Days until a post of a ward that falls vacant today is filled."""
    stigma = s.hf[HF.stigma, s.wi[WI.hospital, w]]
    rel = p[P.rel_vacancy] * aftermath.rel_by_stigma(stigma, p[P.stigma_vacancy])
    return workforce.vacancy_days(u_vacancy, p[P.vacancy_shortest], p[P.vacancy_longest], rel)


@jitable
def _leave(s: World, p: Vector, i: int, day: int, is_cut: bool, u_vacancy: float) -> None:
    """The holder of post ``i`` leaves; contacts will know tomorrow."""
    w = s.si[SI.ward, i]
    s.sb[SB.is_in_post, i] = 0
    s.sf[SF.p_voice, i] = -1.0
    s.sb[SB.is_enforcing, i] = 0
    s.sb[SB.enforcing_next, i] = 0
    s.si[SI.day_filled, i] = NEVER
    if not is_cut:
        s.si[SI.day_filled, i] = day + _days_to_fill(s, p, w, u_vacancy)
    s.wi[WI.n_leavers, w] += 1
    for k in range(s.tie_ptr[i], s.tie_ptr[i + 1]):
        s.si[SI.n_left_today, s.tie_idx[k]] += 1
    emit(
        s.ledger, s.ledger_count, day, K.leave, i, s.si[SI.incumbent, i], w, -1, 1 if is_cut else 0
    )


@jitable
def _fill_vacancy(s: World, p: Vector, seed: int, i: int, day: int, u_vacancy: float) -> None:
    """A vacant funded post is advertised, waited for and filled."""
    due = s.si[SI.day_filled, i]
    if due == NEVER:
        s.si[SI.day_filled, i] = day + _days_to_fill(s, p, s.si[SI.ward, i], u_vacancy)
    elif day >= due:
        w = s.si[SI.ward, i]
        s.si[SI.incumbent, i] += 1
        s.sb[SB.is_in_post, i] = 1
        s.si[SI.day_filled, i] = day
        new_holder(s, p, seed, i)
        bring_practice(s, seed, i, s.si[SI.incumbent, i], p[P.newcomer_right], p[P.newcomer_wrong])
        s.wi[WI.n_joiners, w] += 1
        emit(s.ledger, s.ledger_count, day, K.join, i, s.si[SI.incumbent, i], w, -1, 0)


@jitable
def _tire(s: World, p: Vector, w: int) -> None:
    """Energy and moral load of a ward's people after the day (M2)."""
    missed, rho, overtime = s.wf[WF.missed_care, w], s.wf[WF.pressure, w], s.wf[WF.overtime, w]
    energy, load, channel = s.sf[SF.energy], s.sf[SF.moral_load], s.sb[SB.channel]
    in_post, on_shift = s.sb[SB.is_in_post], s.sb[SB.is_on_shift]
    ethic, tau = p[P.moral_ethic], p[P.moral_tau]
    recovery, drain, moral = p[P.energy_recovery], p[P.energy_drain], p[P.energy_moral]
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        there, works = in_post[i] == 1, on_shift[i] == 1
        unspoken = 1 if channel[i] == 1 else 0
        before = load[i]
        after = workforce.moral_load_next(before, missed if works else 0.0, unspoken, ethic, tau)
        spent = workforce.energy_next(
            energy[i], works, rho, overtime, after, recovery, drain, moral
        )
        load[i] = after if there else before
        energy[i] = spent if there else energy[i]


@jitable
def _drift(s: World, p: Vector, w: int) -> None:
    """Standards of a ward's people after the day (M3)."""
    corner = s.wf[WF.corner, w]
    standard, in_post, on_shift = s.sf[SF.standard], s.sb[SB.is_in_post], s.sb[SB.is_on_shift]
    down, up, restoring = p[P.tau_standard_down], p[P.tau_standard_up], p[P.standard_restoring]
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        held = standard[i]
        after = standards.standard_next(held, held * corner, down, up, restoring, 1.0)
        standard[i] = after if in_post[i] == 1 and on_shift[i] == 1 else held


@jitable
def _chance_to_leave(s: World, p: Vector, i: int, rate: float) -> float:
    """Chance that the holder of post ``i`` leaves today."""
    stigma = s.hf[HF.stigma, s.wi[WI.hospital, s.si[SI.ward, i]]]
    rate = rate * aftermath.rel_by_stigma(stigma, p[P.stigma_leave])
    if p[P.M2_on] == 0.0:
        return rate
    return workforce.p_leave(
        s.sf[SF.energy, i],
        s.sf[SF.contacts_left, i],
        s.sf[SF.fear, i],
        rate,
        p[P.leave_energy],
        p[P.leave_contacts],
        p[P.leave_fear],
    )


@jitable
def _mark_moves(s: World, w: int, base: int, ceiling: float) -> int:
    """Mark in `count_room`, and count, the posts of a ward whose holder may change today."""
    in_post, is_funded, u, mark = s.sb[SB.is_in_post], s.sb[SB.is_funded], s.room, s.count_room
    n = 0
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        may_leave = 1 if u[i - np.uint64(base)] < ceiling else 0
        held, funded = in_post[i], is_funded[i]
        marked = (held & (may_leave | (1 - funded))) | (funded & (1 - held))
        mark[i] = marked
        n += marked
    return n


@jitable
def _most_likely(q: Vector) -> float:
    """A chance to leave that nobody is above, so that most people need no exponential."""
    highest = q[P.leave_rate] / 365.0 * aftermath.rel_by_stigma(1.0, q[P.stigma_leave])
    return 1.000001 * workforce.p_leave(
        0.0, 1.0, 1.0, highest, q[P.leave_energy], q[P.leave_contacts], q[P.leave_fear]
    )


@jitable
def _come_and_go(
    s: World, q: Vector, seed: int, w: int, day: int, base: int, r0: int, r1: int
) -> None:
    """Some of a ward's people leave, some vacant posts are filled: those who are marked."""
    for i in range(s.ward_staff[w], s.ward_staff[w + 1]):
        if s.count_room[i] == 0:
            continue
        if s.sb[SB.is_in_post, i] == 0:
            _fill_vacancy(s, q, seed, i, day, uniform(draw(r0, r1, i)))
        elif s.sb[SB.is_funded, i] == 0:
            _leave(s, q, i, day, True, 0.0)
        elif s.room[i - base] < _chance_to_leave(s, q, i, q[P.leave_rate] / 365.0):
            _leave(s, q, i, day, False, uniform(draw(r0, r1, i)))


@jitable
def renew(s: World, p: Vector, seed: int, day: int) -> None:
    """Energy and standards move; people leave; vacant posts are filled.

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
    M2 and M3. Calls :func:`~culturesim.rules.workforce.moral_load_next`,
    :func:`~culturesim.rules.workforce.energy_next`, :func:`~culturesim.rules.workforce.p_leave`,
    :func:`~culturesim.rules.workforce.vacancy_days` and
    :func:`~culturesim.rules.standards.standard_next`.
    """
    l0, l1 = key(seed, STREAM.leave, day)
    r0, r1 = key(seed, STREAM.recruit, day)
    last_set, ceiling = -1, 0.0
    for h in range(s.hospital_ward.size - 1):
        base = draw_for_staff(s, h, l0, l1)
        for w in range(s.hospital_ward[h], s.hospital_ward[h + 1]):
            call_ward(s, RENEWED, w + 1)
            q = s.ward_p[s.ward_set[w]]
            if q[P.M2_on] > 0.0:
                _tire(s, q, w)
            if q[P.M3_on] > 0.0:
                _drift(s, q, w)
            if s.ward_set[w] != last_set:
                last_set, ceiling = s.ward_set[w], _most_likely(q)
            if _mark_moves(s, w, base, ceiling) > 0:
                _come_and_go(s, q, seed, w, day, base, r0, r1)
