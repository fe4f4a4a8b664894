"""Phases of the staff as a workforce: the day's roster; tiring, leaving and filling posts."""

from __future__ import annotations

import numpy as np
from numba.extending import register_jitable

from culturesim.engine.events import emit
from culturesim.engine.voice import readiness_logit
from culturesim.parameters import P
from culturesim.rules import care, standards, voice, workforce
from culturesim.state.identity import person_counter
from culturesim.state.ledger import K
from culturesim.state.schema import SF, SI, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, field, key, noise, uniform

NEVER = -999999


@register_jitable
def _roster_ward(
    s: World, p: Vector, w: int, day: int, rel_season: float, r0: int, r1: int, g0: int, g1: int
) -> None:
    """The roster of one ward: counts in local variables and, for most people, no branch."""
    rank, energy = s.sf[SF.post_rank], s.sf[SF.energy]
    profession, in_post, offset = s.si[SI.profession], s.si[SI.is_in_post], s.si[SI.roster_offset]
    is_funded, is_rostered, is_on_shift = (
        s.si[SI.is_funded],
        s.si[SI.is_rostered],
        s.si[SI.is_on_shift],
    )
    shifts_nurse, shifts_other = int(p[P.shifts_nurse]), int(p[P.shifts_other])
    weeks_leave, base, slope = int(p[P.weeks_leave]), p[P.absence_base], p[P.absence_slope]
    n_rostered = n_absent = n_on = n_planned = n_rn = n_agency = 0
    for i in range(s.ward_staff[w], s.ward_staff[w + 1]):
        job = profession[i]
        funded = workforce.is_funded(rank[i], p[P.establishment_registered_nurse + job])
        n_shifts = shifts_nurse if job < 2 else shifts_other
        rostered = funded and workforce.is_rostered(day, offset[i], n_shifts, weeks_leave)
        p_off = workforce.p_absent(energy[i], base, slope, p[P.absence_rel_nurse + job], rel_season)
        held = rostered and in_post[i] == 1
        absent = held and uniform(draw(r0, r1, i)) < p_off
        on_shift = 1 if held and not absent else 0
        if rostered and not held and job < 2 and uniform(draw(g0, g1, i)) < p[P.agency_cover]:
            on_shift = 2
        nurse = 1 if job == 0 else 0
        n_rostered += 1 if held else 0
        n_absent += 1 if absent else 0
        n_on += 1 if on_shift > 0 else 0
        n_planned += nurse if rostered else 0
        n_rn += nurse if on_shift == 1 else 0
        n_agency += nurse if on_shift == 2 else 0
        is_funded[i] = 1 if funded else 0
        is_rostered[i] = 1 if rostered else 0
        is_on_shift[i] = on_shift
    s.wi[WI.n_rostered, w], s.wi[WI.n_absent, w], s.wi[WI.n_on_shift, w] = (
        n_rostered,
        n_absent,
        n_on,
    )
    s.wi[WI.n_rn_planned, w], s.wi[WI.n_rn_on_shift, w], s.wi[WI.n_rn_agency, w] = (
        n_planned,
        n_rn,
        n_agency,
    )


@register_jitable
def roster(s: World, p: Vector, seed: int, day: int) -> None:
    """Who is funded, on the roster, off sick, at work; agency covers some vacant shifts."""
    r0, r1 = key(seed, STREAM.roster, day)
    g0, g1 = key(seed, STREAM.agency, day)
    rel_season = care.season(day, p[P.season_absence])
    for w in range(s.wi.shape[1]):
        _roster_ward(s, p, w, day, rel_season, r0, r1, g0, g1)


@register_jitable
def new_holder(s: World, p: Vector, seed: int, i: int) -> None:
    """A person takes up post ``i``: fresh standards, tolerance and energy, and the prior beliefs."""
    k0, k1 = key(seed, STREAM.person, 0)
    counter = person_counter(i, s.si[SI.incumbent, i])
    word = draw(k0, k1, counter)
    s.sf[SF.disposition, i] = p[P.disposition_sd] * noise(draw(k0, k1, counter + 1))
    s.sf[SF.skill, i] = 1.0 if field(word, 0) < p[P.skill_share] else 0.0
    low, high = p[P.conviction_low], p[P.conviction_high]
    s.sf[SF.conviction, i] = low + (high - low) * field(word, 1)
    s.si[SI.is_loyal, i] = 1 if field(word, 2) < p[P.loyal_share] else 0
    s.si[SI.is_committed, i] = 1 if field(word, 3) < p[P.committed_share] else 0
    s.sf[SF.energy, i] = 1.0
    s.sf[SF.fear, i] = p[P.prior_fear]
    s.sf[SF.futility, i] = p[P.prior_futility]
    s.sf[SF.norm, i] = p[P.initial_norm]
    s.sf[SF.tolerance, i] = p[P.tolerance_initial]
    s.sf[SF.standard, i] = 1.0
    s.sf[SF.risk_belief, i] = p[P.risk_initial]
    s.sf[SF.moral_load, i] = 0.0
    s.sf[SF.contacts_left, i] = 0.0
    s.sf[SF.enforcement, i] = 0.0
    s.sf[SF.p_voice, i] = voice.p_speak_up(readiness_logit(s, p, i, p[P.severity_reference], 0))
    s.si[SI.is_enforcing, i] = 0
    s.si[SI.enforcing_next, i] = 0
    s.si[SI.n_ignored, i] = 0


@register_jitable
def _leave(s: World, p: Vector, i: int, day: int, is_cut: bool, u_vacancy: float) -> None:
    """The holder of post ``i`` leaves; contacts will know tomorrow."""
    w = s.si[SI.ward, i]
    s.si[SI.is_in_post, i] = 0
    s.sf[SF.p_voice, i] = -1.0
    s.si[SI.is_enforcing, i] = 0
    s.si[SI.enforcing_next, i] = 0
    s.si[SI.day_filled, i] = NEVER
    if not is_cut:
        s.si[SI.day_filled, i] = day + workforce.vacancy_days(
            u_vacancy, p[P.vacancy_shortest], p[P.vacancy_longest], p[P.rel_vacancy]
        )
    s.wi[WI.n_leavers, w] += 1
    for k in range(s.tie_ptr[i], s.tie_ptr[i + 1]):
        s.si[SI.n_left_today, s.tie_idx[k]] += 1
    emit(
        s.ledger, s.ledger_count, day, K.leave, i, s.si[SI.incumbent, i], w, -1, 1 if is_cut else 0
    )


@register_jitable
def _fill_vacancy(s: World, p: Vector, seed: int, i: int, day: int, u_vacancy: float) -> None:
    """A vacant funded post is advertised, waited for and filled."""
    due = s.si[SI.day_filled, i]
    if due == NEVER:
        s.si[SI.day_filled, i] = day + workforce.vacancy_days(
            u_vacancy, p[P.vacancy_shortest], p[P.vacancy_longest], p[P.rel_vacancy]
        )
    elif day >= due:
        w = s.si[SI.ward, i]
        s.si[SI.incumbent, i] += 1
        s.si[SI.is_in_post, i] = 1
        s.si[SI.day_filled, i] = day
        new_holder(s, p, seed, i)
        s.wi[WI.n_joiners, w] += 1
        emit(s.ledger, s.ledger_count, day, K.join, i, s.si[SI.incumbent, i], w, -1, 0)


@register_jitable
def _tire(s: World, p: Vector, w: int) -> None:
    """Energy and moral load of a ward's people after the day (M2)."""
    missed, rho, overtime = s.wf[WF.missed_care, w], s.wf[WF.pressure, w], s.wf[WF.overtime, w]
    energy, load, channel = s.sf[SF.energy], s.sf[SF.moral_load], s.si[SI.channel]
    in_post, on_shift = s.si[SI.is_in_post], s.si[SI.is_on_shift]
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


@register_jitable
def _drift(s: World, p: Vector, w: int) -> None:
    """Standards of a ward's people after the day (M3)."""
    corner = s.wf[WF.corner, w]
    standard, in_post, on_shift = s.sf[SF.standard], s.si[SI.is_in_post], s.si[SI.is_on_shift]
    down, up, restoring = p[P.tau_standard_down], p[P.tau_standard_up], p[P.standard_restoring]
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        held = standard[i]
        after = standards.standard_next(held, held * corner, down, up, restoring, 1.0)
        standard[i] = after if in_post[i] == 1 and on_shift[i] == 1 else held


@register_jitable
def _chance_to_leave(s: World, p: Vector, i: int, rate: float) -> float:
    """Chance that the holder of post ``i`` leaves today."""
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


@register_jitable
def renew(s: World, p: Vector, seed: int, day: int) -> None:
    """Energy and standards move; people leave; vacant posts are filled."""
    l0, l1 = key(seed, STREAM.leave, day)
    r0, r1 = key(seed, STREAM.recruit, day)
    rate = p[P.leave_rate] / 365.0
    # Nobody's chance is above this, so most people need no exponential: same outcome, less work.
    ceiling = 1.000001 * workforce.p_leave(
        0.0, 1.0, 1.0, rate, p[P.leave_energy], p[P.leave_contacts], p[P.leave_fear]
    )
    for w in range(s.wi.shape[1]):
        if p[P.M2_on] > 0.0:
            _tire(s, p, w)
        if p[P.M3_on] > 0.0:
            _drift(s, p, w)
    for i in range(s.si.shape[1]):
        funded = s.si[SI.is_funded, i] == 1
        if s.si[SI.is_in_post, i] == 0:
            if funded:
                _fill_vacancy(s, p, seed, i, day, uniform(draw(r0, r1, i)))
            continue
        if not funded:
            _leave(s, p, i, day, True, 0.0)
            continue
        u = uniform(draw(l0, l1, i))
        if u < ceiling and u < _chance_to_leave(s, p, i, rate):
            _leave(s, p, i, day, False, uniform(draw(r0, r1, i)))
