"""The phase in which patients meet hazards and barriers stop them, or not (M5)."""

from __future__ import annotations

import numpy as np

from culturesim.engine.draws import draw_for_beds
from culturesim.engine.events import emit
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import barriers, care, inspection, practice
from culturesim.state.identity import patient_counter
from culturesim.state.ledger import K
from culturesim.state.schema import HF, PF, PI, TF, TI, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, field, integer, key


@jitable
def place_of(s: World, p: Vector, b: int, u_visit: float, word: int) -> int:
    """Where the patient in bed ``b`` is in care today: a department, or the ward of the bed.

    Parameters
    ----------
    s : World
        Blocks and index arrays.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    b : int
        Bed. [row]
    u_visit : float
        Uniform number that decides on a visit, in [0, 1). [-]
    word : int
        Word that chooses the department. [-]

    Returns
    -------
    int
        Ward; one without beds with the chance of a visit. [row]
    """
    w = s.pi[PI.bed_ward, b]
    h = s.wi[WI.hospital, w]
    first = s.hospital_department[h]
    n = s.hospital_department[h + 1] - first
    if n > 0 and u_visit < p[P.department_visit]:
        return s.department[first + integer(word, n)]
    return w


@jitable
def p_fail(s: World, p: Vector, w: int, j: int) -> float:
    """Chance that barrier ``j`` of ward ``w`` fails today.

    Parameters
    ----------
    s : World
        Blocks and index arrays.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    w : int
        Ward. [row]
    j : int
        0 practice, 1 challenge, 2 system, 3 surveillance. [code]

    Returns
    -------
    float
        Chance, in [0, 1]. [-]

    Notes
    -----
    M5. Calls :func:`~culturesim.rules.barriers.barrier`,
    :func:`~culturesim.rules.barriers.unwatched` and
    :func:`~culturesim.rules.barriers.system_quality`; with M5 off every barrier stands at its
    reference.
    """
    if p[P.M5_on] == 0.0:
        done, challenge, lessons = 1.0, p[P.floor_challenge], p[P.floor_lessons]
        missed, common = p[P.missed_reference], 1.0
    else:
        done, challenge, lessons = (
            s.wf[WF.practice, w]
            * practice.rel_practice(
                s.wf[WF.know_how, w], p[P.know_how_reference], p[P.know_how_weight]
            ),
            s.wf[WF.challenge, w],
            s.wf[WF.lessons, w],
        )
        missed, common = s.wf[WF.missed_care, w], s.wf[WF.common, w]
    if j == 0:
        return 1.0 - barriers.barrier(p[P.barrier_practice], done, common)
    if j == 1:
        return 1.0 - barriers.barrier(p[P.barrier_challenge], challenge, common)
    if j == 2:
        return 1.0 - barriers.barrier(p[P.barrier_system], barriers.system_quality(lessons), common)
    watched = barriers.barrier(p[P.barrier_surveillance], 1.0 - missed, common)
    return barriers.unwatched(watched, p[P.second_team])


@jitable
def p_harm_floor(p: Vector) -> float:
    """Chance of harm a day with every barrier at its best level in the definition of preventable.

    Parameters
    ----------
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]

    Returns
    -------
    float
        Chance of harm of one patient, in [0, 1]. [day⁻¹]

    Notes
    -----
    Harm above this floor is preventable: :func:`~culturesim.rules.barriers.p_preventable`.
    """
    missed_multiplier = care.rel_death_hazard(
        p[P.floor_missed], p[P.missed_reference], p[P.missed_slope], 0.0, 1.0, 0.0
    )
    rel = care.rel_exposure_hazard(missed_multiplier, p[P.floor_hazard])
    fails = barriers.p_all_fail(
        barriers.barrier(p[P.barrier_practice], 1.0, 1.0),
        barriers.barrier(p[P.barrier_challenge], p[P.floor_challenge], 1.0),
        barriers.barrier(p[P.barrier_system], barriers.system_quality(p[P.floor_lessons]), 1.0),
        barriers.barrier(p[P.barrier_surveillance], 1.0 - p[P.floor_missed], 1.0),
    )
    return barriers.p_exposure(p[P.exposure_base], rel, p[P.exposure_most]) * fails


@jitable
def _harm(
    s: World,
    p: Vector,
    b: int,
    w: int,
    day: int,
    p_today: float,
    p_floor: float,
    word: int,
    cause: int,
) -> tuple[int, int]:
    """A harm: its class, whether it was preventable, and what it does to the stay."""
    grade = barriers.harm_class(field(word, 0), p[P.harm_fatal], p[P.harm_serious])
    preventable = 1 if field(word, 1) < barriers.p_preventable(p_today, p_floor) else 0
    s.wi[WI.n_harms, w] += 1
    s.wi[WI.n_preventable, w] += preventable
    if grade > 1:
        s.wi[WI.n_serious, w] += 1
    if grade == 3:
        s.pi[PI.dies_today, b] = 1
    else:
        s.pi[PI.day_leaves, b] += (
            int(p[P.stay_extra_low]) if grade == 1 else int(p[P.stay_extra_serious])
        )
    if grade > s.pi[PI.worst_harm, b]:
        s.pi[PI.worst_harm, b] = grade
        s.pi[PI.is_preventable, b] = preventable
    event = emit(s.ledger, s.ledger_count, day, K.harm, -1, b, w, cause, 10 * grade + preventable)
    s.pi[PI.event_id, b] = event
    return grade, event


@jitable
def _hazard_behind(s: World, p: Vector, w: int, u_meet: float) -> int:
    """Ledger row of the hazard without which there would be no exposure; -1 for none."""
    rel = care.rel_exposure_hazard(s.wf[WF.rel_death, w], 0.0)
    chance = barriers.p_exposure(p[P.exposure_base], rel, p[P.exposure_most])
    return -1 if u_meet < chance else s.wi[WI.hazard_event, w]


@jitable
def p_meet(s: World, p: Vector, h: int, w: int) -> float:
    """Chance that a patient in care on ward ``w`` of hospital ``h`` meets a hazard today.

    Parameters
    ----------
    s : World
        Blocks and index arrays.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    h, w : int
        Hospital and ward. [row]

    Returns
    -------
    float
        Chance, in [0, 1]. [day⁻¹]

    Notes
    -----
    M5. Calls :func:`~culturesim.rules.care.rel_exposure_hazard`,
    :func:`~culturesim.rules.inspection.rel_on_show` and
    :func:`~culturesim.rules.barriers.p_exposure`.
    """
    rel = care.rel_exposure_hazard(s.wf[WF.rel_death, w], s.wf[WF.hazard, w])
    rel *= inspection.rel_on_show(s.hf[HF.readiness, h], p[P.readiness_gain])
    return barriers.p_exposure(p[P.exposure_base], rel, p[P.exposure_most])


@jitable
def _spend_day(s: World, p: Vector, h: int, w: int) -> None:
    """Count what a ward's patients live through; put the draws of empty beds out of reach."""
    present, room, missed_sum = s.pi[PI.is_present], s.room, s.pf[PF.missed_sum]
    n_low_days, n_full_days = s.pi[PI.n_low_days], s.pi[PI.n_full_days]
    missed = s.wf[WF.missed_care, w]
    low = 1 if s.wi[WI.n_rn_on_shift, w] < s.wf[WF.rn_usual, w] else 0
    full = 1 if s.hf[HF.occupancy, h] > p[P.occupancy_knee] else 0
    for b in range(np.uint64(s.ward_bed[w]), np.uint64(s.ward_bed[w + 1])):
        there = present[b] == 1
        so_far, u = missed_sum[b], room[b]
        missed_sum[b] = so_far + missed if there else so_far
        n_low_days[b] += low & present[b]
        n_full_days[b] += full & present[b]
        room[b] = u if there else 1.0


@jitable
def severity_of(p: Vector, event_class: int) -> float:
    """Severity of an incident by class.

    Parameters
    ----------
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    event_class : int
        1 no harm, 2 low, 3 serious, 4 fatal. [code]

    Returns
    -------
    float
        Severity, in [0, 1]. [-]
    """
    return p[P.severity_no_harm + event_class - 1]


@jitable
def _go_wrong(
    s: World, p: Vector, q: Vector, b: int, w: int, day: int, p_meet_today: float, p_floor: float,
    cause: int, words: tuple[int, int, int],
) -> None:  # fmt: skip
    """Practice has failed: the other barriers stop the harm or not; a team may witness it."""
    barrier_word, harm_word, team_word = words
    s.wi[WI.n_incidents, w] += 1
    fail0, fail1 = p_fail(s, q, w, 0), p_fail(s, q, w, 1)
    fail2, fail3 = p_fail(s, q, w, 2), p_fail(s, q, w, 3)
    event_class = 1
    if (
        field(barrier_word, 1) < fail1
        and field(barrier_word, 2) < fail2
        and field(barrier_word, 3) < fail3
    ):
        p_today = p_meet_today * barriers.p_all_fail(
            1.0 - fail0, 1.0 - fail1, 1.0 - fail2, 1.0 - fail3
        )
        grade, event = _harm(s, p, b, w, day, p_today, p_floor, harm_word, cause)
        event_class = 1 + grade
    else:
        s.wi[WI.n_near_misses, w] += 1
        event = emit(s.ledger, s.ledger_count, day, K.near_miss, -1, b, w, cause, 0)
    t = s.ward_team[w] + integer(team_word, s.ward_team[w + 1] - s.ward_team[w])
    s.ti[TI.n_events, t] += 1
    if event_class > s.ti[TI.event_class, t]:
        s.ti[TI.event_class, t] = event_class
        s.ti[TI.event_id, t] = event
        s.tf[TF.event_severity, t] = severity_of(p, event_class)


@jitable
def _meet(
    s: World, p: Vector, h: int, b: int, day: int, p_floor: float, keys: tuple[int, ...]
) -> None:
    """The patient in bed ``b`` may meet a hazard where he or she is in care; barriers follow."""
    v0, v1, b0, b1, o0, o1 = keys
    counter = patient_counter(s.pi[PI.home, b], s.pi[PI.arrival, b], s.pi[PI.day_admitted, b])
    w = place_of(s, p, b, field(draw(v0, v1, counter), 0), draw(v0, v1, counter + 1))
    chance, u_meet = p_meet(s, p, h, w), s.room[b]
    if u_meet >= chance:
        return
    s.wi[WI.n_exposures, w] += 1
    cause = emit(
        s.ledger, s.ledger_count, day, K.exposure, -1, b, w, _hazard_behind(s, p, w, u_meet), 0
    )
    word = draw(b0, b1, counter)
    q = s.ward_p[s.ward_set[w]]
    if field(word, 0) < p_fail(s, q, w, 0):
        words = word, draw(o0, o1, counter), draw(o0, o1, counter + 1)
        _go_wrong(s, p, q, b, w, day, chance, p_floor, cause, words)


@jitable
def meet_hazards(s: World, p: Vector, seed: int, day: int) -> None:
    """Each patient may meet a hazard; four barriers stand between it and harm.

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
    M5. Calls :func:`~culturesim.rules.care.rel_exposure_hazard` and the rules of
    :mod:`culturesim.rules.barriers`. Of several incidents in one team on one day the gravest is
    what its members can witness.
    """
    e0, e1 = key(seed, STREAM.exposure, day)
    v0, v1 = key(seed, STREAM.visit, day)
    b0, b1 = key(seed, STREAM.barrier, day)
    o0, o1 = key(seed, STREAM.outcome, day)
    p_floor = p_harm_floor(p)
    draw_for_beds(s, e0, e1)
    for h in range(s.hospital_ward.size - 1):
        highest = 0.0
        for w in range(s.hospital_ward[h], s.hospital_ward[h + 1]):
            _spend_day(s, p, h, w)
            chance = p_meet(s, p, h, w)
            highest = chance if chance > highest else highest
        # Nobody's chance is above the highest: who is above needs no ward of care, no more draws.
        for b in range(s.ward_bed[s.hospital_ward[h]], s.ward_bed[s.hospital_ward[h + 1]]):
            if s.room[b] < highest:
                _meet(s, p, h, b, day, p_floor, (v0, v1, b0, b1, o0, o1))
