"""Phases of the wards: the day's counters, the workload, and what investigation achieves."""

from __future__ import annotations

import numpy as np

from culturesim.engine.draws import by_code
from culturesim.engine.events import emit
from culturesim.engine.prefetch import call_ward
from culturesim.engine.upward import bear_hazards, name_old_hazards
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import (
    barriers,
    care,
    learning,
    measurement,
    problems,
    standards,
    teamwork,
)
from culturesim.state.ledger import K
from culturesim.state.schema import HF, HI, PF, PI, SB, SF, TF, TI, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, key, noise, poisson, uniform

WEIGHED = (SF.fear, SF.futility, SF.energy, SF.p_voice, SF.moral_load, SF.standard)


@jitable
def open_day(s: World, p: Vector, seed: int, day: int) -> None:
    """Set the day's counters to zero and let yesterday's decisions take effect.

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
    Nobody decides anything here: who enforces silence and how tolerant colleagues seem are taken
    over from the evening before, so that the order inside later phases cannot matter.
    """
    s.wi[WI.n_admissions :, :] = 0
    s.wf[WF.heard_today, :] = 0.0
    s.wf[WF.observed_deaths, :] = 0.0
    s.wf[WF.expected_deaths, :] = 0.0
    s.ti[TI.n_events :, :] = 0
    s.ti[TI.event_id, :] = -1
    s.tf[TF.event_severity, :] = 0.0
    for i in range(s.si.shape[1]):
        s.sb[SB.is_enforcing, i] = s.sb[SB.enforcing_next, i]
        s.sf[SF.tolerance_seen, i] = s.sf[SF.tolerance, i]
    name_old_hazards(s, day)


@jitable
def _work_done(s: World, p: Vector, w: int) -> None:
    """Work that each of a ward's people gives today, into `room`; 0 for those not at work."""
    energy, room = s.sf[SF.energy], s.room
    profession, is_on_shift = s.sb[SB.profession], s.sb[SB.is_on_shift]
    first, agency = P.work_registered_nurse, p[P.work_agency]
    works = p[first], p[first + 1], p[first + 2], p[first + 3]
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        work, shift = by_code(profession[i], works), is_on_shift[i]
        own = care.effective_shift(work, energy[i])
        hired = work * agency if shift == 2 else 0.0
        room[i] = own if shift == 1 else hired


@jitable
def _sum_staff(s: World, w: int) -> tuple[float, float, float, int]:
    """Means over everybody in post; sums of those at work: capacity, practice, challenge, count.

    One loop, since each sum waits for its last addition and nine can wait together. Values are
    read before it is asked whether they count, which leaves no branch to guess; adding 0.0 for a
    vacant post changes no bit.
    """
    fear, futility, energy = s.sf[SF.fear], s.sf[SF.futility], s.sf[SF.energy]
    voice, moral, standard = s.sf[SF.p_voice], s.sf[SF.moral_load], s.sf[SF.standard]
    in_post, is_on_shift, room = s.sb[SB.is_in_post], s.sb[SB.is_on_shift], s.room
    t_fear = t_futility = t_energy = t_voice = t_moral = t_standard = 0.0
    capacity = practice = challenge = 0.0
    n = n_on = 0
    for i in range(np.uint64(s.ward_staff[w]), np.uint64(s.ward_staff[w + 1])):
        there, own = in_post[i] == 1, is_on_shift[i] == 1
        f, u, e, v, m, d = fear[i], futility[i], energy[i], voice[i], moral[i], standard[i]
        n += 1 if there else 0
        n_on += 1 if own else 0
        t_fear += f if there else 0.0
        t_futility += u if there else 0.0
        t_energy += e if there else 0.0
        t_voice += v if there else 0.0
        t_moral += m if there else 0.0
        t_standard += d if there else 0.0
        capacity += room[i]
        practice += d if own else 0.0
        challenge += v if own else 0.0
    s.wi[WI.n_staff, w] = n
    if n > 0:
        s.wf[WF.fear_mean, w], s.wf[WF.futility_mean, w] = t_fear / n, t_futility / n
        s.wf[WF.energy_mean, w], s.wf[WF.voice_mean, w] = t_energy / n, t_voice / n
        s.wf[WF.moral_mean, w], s.wf[WF.standard_mean, w] = t_moral / n, t_standard / n
    return capacity, practice, challenge, n_on


@jitable
def _take_stock(s: World, p: Vector, w: int) -> None:
    """Means of a ward's people, its capacity, and practice and challenge of those at work."""
    _work_done(s, p, w)
    capacity, practice, challenge, n_on = _sum_staff(s, w)
    s.wf[WF.practice, w] = practice / n_on if n_on > 0 else s.wf[WF.standard_mean, w]
    s.wf[WF.challenge, w] = challenge / n_on if n_on > 0 else 0.0
    capacity = capacity * (1.0 - s.hf[HF.preparing, s.wi[WI.hospital, w]])
    lost = s.wf[WF.diverted, w] + p[P.huddle_time] * s.wf[WF.huddle, w]
    left = (1.0 - lost) * (1.0 - s.hf[HF.reform_load, s.wi[WI.hospital, w]])
    s.wf[WF.capacity, w] = capacity * left


@jitable
def _draw_for_nurses(s: World, h: int, t0: int, t1: int) -> int:
    """List in `count_room` a hospital's nurses at work, and draw a number for each into `room`."""
    profession, is_on_shift = s.sb[SB.profession], s.sb[SB.is_on_shift]
    listed, room = s.count_room, s.room
    first, last = s.ward_staff[s.hospital_ward[h]], s.ward_staff[s.hospital_ward[h + 1]]
    n = np.uint64(0)
    for i in range(np.uint64(first), np.uint64(last)):
        listed[n] = i
        n += np.uint64((profession[i] == 0) & (is_on_shift[i] > 0))
    for k in range(n):
        room[k] = uniform(draw(t0, t1, listed[k]))
    return int(n)


@jitable
def _count_missed(s: World, h: int, t0: int, t1: int) -> None:
    """Nurse shifts of a hospital's wards with a task left undone."""
    n, k = _draw_for_nurses(s, h, t0, t1), 0
    for w in range(s.hospital_ward[h], s.hospital_ward[h + 1]):
        q, last, n_missed = s.ward_p[s.ward_set[w]], s.ward_staff[w + 1], 0
        p_any = care.p_any_missed(s.wf[WF.missed_care, w], int(q[P.missed_items]))
        while k < n and s.count_room[k] < last:
            n_missed += 1 if s.room[k] < p_any else 0
            k += 1
        s.wi[WI.n_rn_missed, w] = n_missed


@jitable
def _need(s: World, p: Vector, w: int) -> float:
    """Work the ward's patients need today; a department works for its hospital's inpatients."""
    if s.wi[WI.beds, w] == 0:
        return s.wf[WF.need_share, w] * s.hi[HI.n_patients, s.wi[WI.hospital, w]]
    need = 0.0
    for b in range(s.ward_bed[w], s.ward_bed[w + 1]):
        if s.pi[PI.is_present, b] == 1:
            shifts = s.pf[PF.acuity, b] * p[P.care_need]
            if s.pi[PI.home, b] != w:
                shifts = shifts * (1.0 + p[P.outlier_extra])
            need += shifts
    return need


@jitable
def _problems(s: World, p: Vector, w: int, rho: float) -> None:
    """Backlog of operational problems and the inflow that second-order fixes lower."""
    stress = s.wf[WF.problems, w]
    inflow = s.wf[WF.problem_inflow, w]
    resolution = p[P.problem_resolution]
    if rho > 1.0:
        resolution = resolution / rho
    solved = resolution * problems.coping(stress)
    share = problems.frac_second_order(
        p[P.second_order], s.wf[WF.fear_mean, w], p[P.prior_fear], rho, p[P.problem_slack_most]
    )
    target = p[P.problem_inflow] * (1.0 + p[P.problem_hazard] * (s.wf[WF.hazard, w] - 1.0))
    s.wf[WF.problems, w] = problems.problems_next(stress, inflow, resolution, p[P.problem_most])
    s.wf[WF.problem_inflow, w] = problems.inflow_next(
        inflow, solved, share, p[P.problem_relief], target, p[P.problem_tau]
    )


@jitable
def _pressure(s: World, p: Vector, w: int) -> float:
    """Pressure of the day after overtime, problems included."""
    need = _need(s, p, w)
    if p[P.M4_on] > 0.0:
        need = need * care.rel_work_of_problems(
            s.wf[WF.problems, w], p[P.problem_initial], p[P.problem_work]
        )
    capacity = s.wf[WF.capacity, w]
    overtime = 0.0
    if p[P.M3_on] > 0.0:
        overtime = care.overtime_share(
            care.pressure(need, capacity, p[P.pressure_most]), p[P.overtime_most]
        )
    s.wf[WF.need, w] = need
    s.wf[WF.overtime, w] = overtime
    rho = care.pressure(need, capacity * (1.0 + overtime), p[P.pressure_most])
    s.wf[WF.pressure, w] = rho
    return rho


@jitable
def _care_quality(s: World, p: Vector, w: int, rho: float) -> None:
    """Missed care, the hazard of death and practice under this pressure."""
    missed, rel = p[P.missed_reference], 1.0
    if p[P.M1_on] > 0.0:
        missed = care.missed_care(rho, p[P.missed_most], p[P.missed_steepness], p[P.missed_half])
        rel = care.rel_death_hazard(
            missed,
            p[P.missed_reference],
            p[P.missed_slope],
            s.hf[HF.occupancy, s.wi[WI.hospital, w]],
            p[P.occupancy_knee],
            p[P.occupancy_step],
        )
        rel = rel * s.hf[HF.rel_wait, s.wi[WI.hospital, w]]
    corner = 1.0
    if p[P.M3_on] > 0.0:
        corner = standards.corner_cutting(rho, p[P.practice_theta], p[P.practice_most])
    s.wf[WF.missed_care, w] = missed
    s.wf[WF.rel_death, w] = rel
    s.wf[WF.corner, w] = corner
    s.wf[WF.practice, w] *= corner


@jitable
def weigh_workload(s: World, p: Vector, seed: int, day: int) -> None:
    """Work needed against work available, and what that does to care, practice and problems.

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
    M1, M3 and M4. Calls :func:`~culturesim.rules.care.pressure`,
    :func:`~culturesim.rules.care.overtime_share`, :func:`~culturesim.rules.care.missed_care`,
    :func:`~culturesim.rules.care.rel_death_hazard`,
    :func:`~culturesim.rules.standards.corner_cutting`, the rules of
    :mod:`culturesim.rules.problems`, and :func:`~culturesim.rules.barriers.common_factor`. Sums
    over staff are made in the order of the rows.
    """
    z0, z1 = key(seed, STREAM.common, day)
    t0, t1 = key(seed, STREAM.task, day)
    for h in range(s.hospital_ward.size - 1):
        for w in range(s.hospital_ward[h], s.hospital_ward[h + 1]):
            call_ward(s, WEIGHED, w + 1)
            q = s.ward_p[s.ward_set[w]]
            _take_stock(s, q, w)
            rho = _pressure(s, q, w)
            _care_quality(s, q, w, rho)
            if q[P.M4_on] > 0.0:
                _problems(s, q, w, rho)
            s.wf[WF.common, w] = barriers.common_factor(
                noise(draw(z0, z1, w)), q[P.barrier_common_sd]
            )
            s.wf[WF.rn_usual, w] = measurement.running_total(
                s.wf[WF.rn_usual, w], s.wi[WI.n_rn_on_shift, w], q[P.return_window]
            )
        _count_missed(s, h, t0, t1)


@jitable
def _count_reported(s: World, w: int) -> None:
    """Incidents of the day with at least one form."""
    for t in range(s.ward_team[w], s.ward_team[w + 1]):
        if s.ti[TI.n_reports, t] > 0:
            s.wi[WI.n_reported, w] += 1


@jitable
def investigate(s: World, p: Vector, seed: int, day: int) -> None:
    """Acted-on concerns are finished, causes removed, lessons kept; new hazards are born.

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
    M11. Calls the rules of :mod:`culturesim.rules.learning` and :func:`bear_hazards`. Fixes
    are whole events, drawn from a Poisson count and never more than are pending.
    """
    k0, k1 = key(seed, STREAM.investigate, day)
    b0, b1 = key(seed, STREAM.latent, day)
    for w in range(s.wi.shape[1]):
        q = s.ward_p[s.ward_set[w]]
        _count_reported(s, w)
        n_staff = s.wi[WI.n_staff, w]
        n_heads = n_staff if n_staff > 0 else 1
        n_pending = s.wi[WI.n_pending, w]
        n_fixed = 0
        if q[P.M11_on] > 0.0:
            n_fixed = poisson(
                uniform(draw(k0, k1, w)), learning.expected_fixes(n_pending, q[P.tau_fix])
            )
            if n_fixed > n_pending:
                n_fixed = n_pending
            s.wi[WI.n_pending, w] = n_pending - n_fixed + s.wi[WI.n_acted, w]
        s.wi[WI.n_fixed, w] = n_fixed
        fixes = n_fixed / n_heads
        inflow = learning.hazard_inflow(
            q[P.hazard_inflow],
            s.wf[WF.practice, w],
            q[P.hazard_standard],
            s.wf[WF.problems, w],
            q[P.hazard_problems],
        )
        s.wf[WF.hazard, w] = learning.hazard_next(
            s.wf[WF.hazard, w], inflow, q[P.hazard_fading], q[P.hazard_fix], fixes
        )
        rate = q[P.lesson_rate]
        rate = teamwork.with_habit(rate, q[P.huddle_lessons] * rate, s.wf[WF.huddle, w], 10.0)
        s.wf[WF.lessons, w] = learning.lessons_next(
            s.wf[WF.lessons, w],
            fixes,
            rate,
            q[P.lesson_memory],
            s.wi[WI.n_leavers, w] / n_heads,
        )
        for _ in range(n_fixed):
            emit(s.ledger, s.ledger_count, day, K.fixed, -1, -1, w, s.wi[WI.hazard_event, w], 0)
        bear_hazards(s, q, w, inflow, day, b0, b1)
