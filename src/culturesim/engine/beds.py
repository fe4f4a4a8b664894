"""Phases of the beds: admissions in the morning, leaving and dying in the evening."""

from __future__ import annotations

from culturesim.engine.draws import draw_for_beds
from culturesim.engine.events import emit
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import care, oversight, patients
from culturesim.state.identity import ARRIVALS_A_DAY, arrival_counter, patient_counter
from culturesim.state.ledger import K
from culturesim.state.schema import HF, HI, PF, PI, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, field, integer, key, noise, poisson, uniform


@jitable
def _free_beds(s: World, h: int) -> None:
    """Free the beds of those who left or died yesterday."""
    for b in range(s.ward_bed[s.hospital_ward[h]], s.ward_bed[s.hospital_ward[h + 1]]):
        if s.pi[PI.outcome, b] != 0:
            s.pi[PI.outcome, b] = 0
            s.pi[PI.is_present, b] = 0
            w = s.pi[PI.bed_ward, b]
            s.wi[WI.n_patients, w] -= 1
            s.hi[HI.n_patients, h] -= 1
            if s.pi[PI.home, b] != w:
                s.wi[WI.n_outliers, w] -= 1


@jitable
def find_bed(s: World, h: int, w: int) -> int:
    """First free bed of ward ``w``, else of the next ward round the hospital.

    Parameters
    ----------
    s : World
        Blocks and index arrays.
    h : int
        Hospital. [row]
    w : int
        Ward that would admit. [row]

    Returns
    -------
    int
        Row of the bed, -1 when the hospital is full. [row]

    Notes
    -----
    Serial on purpose: the order in which beds are taken is drawn in :func:`admit`.
    """
    first = s.hospital_ward[h]
    n = s.hospital_ward[h + 1] - first
    for j in range(n):
        v = first + (w - first + j) % n
        if s.wi[WI.n_patients, v] < s.wi[WI.beds, v]:
            for b in range(s.ward_bed[v], s.ward_bed[v + 1]):
                if s.pi[PI.is_present, b] == 0:
                    return b
    return -1


@jitable
def settle(s: World, p: Vector, b: int, w: int, a: int, day: int, k0: int, k1: int) -> None:
    """Draw the patient who is arrival ``a`` of ward ``w`` and put him or her in bed ``b``.

    Parameters
    ----------
    s : World
        Blocks and index arrays, changed in place.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    b : int
        Bed, free until now. [row]
    w : int
        Admitting ward. [row]
    a : int
        Arrival of that ward on that day, 0 to 63. [-]
    day : int
        Day of admission. [day]
    k0, k1 : int
        Key of the stream of patients for that day. [-]

    Notes
    -----
    Age, risk, acuity and stay come from the rules of :mod:`culturesim.rules.patients`. The draws
    belong to ward, day and arrival, not to the bed.
    """
    counter = arrival_counter(w, a)
    word = draw(k0, k1, counter)
    band = patients.age_band(field(word, 0), p[P.age_frac_45], p[P.age_frac_65], p[P.age_frac_80])
    mean_band = 3.0 - p[P.age_frac_80] - p[P.age_frac_65] - p[P.age_frac_45]
    rel = p[P.risk_rel_under_45 + band]
    s.pf[PF.risk, b] = patients.baseline_risk(p[P.risk_mean], rel, p[P.risk_spread], field(word, 1))
    low, high = p[P.powerless_low], p[P.powerless_high]
    s.pf[PF.powerlessness, b] = low + (high - low) * field(word, 2)
    s.pf[PF.acuity, b] = patients.acuity(
        band, mean_band, p[P.acuity_step], noise(draw(k0, k1, counter + 1)), p[P.acuity_sd]
    )
    stay = patients.planned_stay(
        uniform(draw(k0, k1, counter + 2)), p[P.stay_mean], int(p[P.stay_longest])
    )
    s.pf[PF.missed_sum, b] = 0.0
    s.pi[PI.is_present, b] = 1
    s.pi[PI.home, b] = w
    s.pi[PI.arrival, b] = a
    s.pi[PI.day_admitted, b] = day
    s.pi[PI.day_leaves, b] = day + stay - 1
    s.pi[PI.age_band, b] = band
    s.pi[PI.has_carer, b] = 1 if field(word, 3) < p[P.carer_share] else 0
    s.pi[PI.worst_harm, b] = 0
    s.pi[PI.is_preventable, b] = 0
    s.pi[PI.dies_today, b] = 0
    s.pi[PI.n_low_days, b] = 0
    s.pi[PI.n_full_days, b] = 0
    s.pi[PI.outcome, b] = 0
    s.pi[PI.event_id, b] = -1


@jitable
def admit(s: World, p: Vector, seed: int, day: int) -> None:
    """Free beds, then admit the day's patients ward by ward from a drawn first ward.

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
    Calls :func:`~culturesim.rules.care.season` and, through :func:`settle`, the rules of
    :mod:`culturesim.rules.patients`. Patients for whom there is no bed are counted and gone.
    """
    a0, a1 = key(seed, STREAM.arrival, day)
    k0, k1 = key(seed, STREAM.patient, day)
    rel = p[P.demand] * care.season(day, p[P.season_admissions])
    for h in range(s.hospital_ward.size - 1):
        _free_beds(s, h)
        s.hi[HI.n_turned_away, h] = 0
        first = s.hospital_ward[h]
        n = s.hospital_ward[h + 1] - first
        start = integer(draw(a0, a1, 2 * h + 1), n)
        for j in range(n):
            w = first + (start + j) % n
            if s.wi[WI.beds, w] == 0:
                continue
            n_arrivals = poisson(uniform(draw(a0, a1, 2 * w)), s.wf[WF.arrival_rate, w] * rel)
            if n_arrivals > ARRIVALS_A_DAY:
                n_arrivals = ARRIVALS_A_DAY
            for a in range(n_arrivals):
                b = find_bed(s, h, w)
                if b < 0:
                    s.wi[WI.n_waiting, w] += 1
                    s.hi[HI.n_turned_away, h] += 1
                    emit(s.ledger, s.ledger_count, day, K.turned_away, -1, a, w, -1, 0)
                    continue
                settle(s, p, b, w, a, day, k0, k1)
                v = s.pi[PI.bed_ward, b]
                s.wi[WI.n_admissions, w] += 1
                s.wi[WI.n_patients, v] += 1
                s.hi[HI.n_patients, h] += 1
                if v != w:
                    s.wi[WI.n_outliers, v] += 1
                    emit(s.ledger, s.ledger_count, day, K.outlier, -1, b, v, -1, w)
        beds = s.hi[HI.n_beds, h]
        s.hf[HF.occupancy, h] = s.hi[HI.n_patients, h] / beds if beds > 0 else 0.0


@jitable
def _outcome(s: World, p: Vector, b: int, day: int, u: float) -> int:
    """How the day ends for the patient in bed ``b``; counts an excess death."""
    if s.pi[PI.dies_today, b] == 1:
        return 3
    risk = s.pf[PF.risk, b]
    w = s.pi[PI.bed_ward, b]
    p_today = patients.p_death_today(risk, p[P.stay_mean], s.wf[WF.rel_death, w])
    if u < p_today:
        if u >= patients.p_death_today(risk, p[P.stay_mean], 1.0):
            s.wi[WI.n_excess, s.pi[PI.home, b]] += 1
        return 2
    if day >= s.pi[PI.day_leaves, b]:
        return 1
    return 0


@jitable
def _complain(s: World, p: Vector, b: int, day: int, word: int, u: float) -> None:
    """Whether the patient or family complains, says something, or keeps quiet."""
    home = s.pi[PI.home, b]
    h = s.wi[WI.hospital, home]
    days = day - s.pi[PI.day_admitted, b] + 1
    experience = patients.bad_experience(
        s.pf[PF.missed_sum, b] / days,
        s.pi[PI.worst_harm, b],
        p[P.notice_missed],
        p[P.experience_harm],
    )
    powerless = s.pf[PF.powerlessness, b]
    if field(word, 0) < patients.p_informal(
        experience,
        powerless,
        p[P.informal_constant],
        p[P.complaint_experience],
        p[P.complaint_powerless],
    ):
        s.wi[WI.n_informal, home] += 1
    if u >= patients.p_complain(
        experience,
        s.pi[PI.worst_harm, b] > 0,
        powerless,
        s.hf[HF.community_futility, h],
        s.pi[PI.has_carer, b] == 1,
        p[P.complaint_constant],
        p[P.complaint_experience],
        p[P.complaint_harm],
        p[P.complaint_powerless],
        p[P.complaint_futility],
        p[P.complaint_carer],
    ):
        return
    s.wi[WI.n_complaints, home] += 1
    cause = emit(
        s.ledger,
        s.ledger_count,
        day,
        K.complaint,
        -1,
        b,
        home,
        s.pi[PI.event_id, b],
        int(1000.0 * experience),
    )
    upheld = patients.p_upheld(s.hf[HF.attention, h], p[P.upheld_half], p[P.complaint_upheld])
    if field(word, 1) < upheld:
        s.wi[WI.n_upheld, home] += 1
        emit(s.ledger, s.ledger_count, day, K.complaint_upheld, -1, b, home, cause, 0)
    else:
        s.hf[HF.unresolved, h] += 1.0
        if s.pi[PI.worst_harm, b] > 0:
            s.wi[WI.n_wronged, home] += 1
        emit(s.ledger, s.ledger_count, day, K.complaint_brushed_off, -1, b, home, cause, 0)


@jitable
def depart(s: World, p: Vector, seed: int, day: int) -> None:
    """Patients die, leave and complain; their beds are freed tomorrow morning.

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
    M1 and M14. Calls :func:`~culturesim.rules.patients.p_death_today`,
    :func:`~culturesim.rules.patients.bad_experience`,
    :func:`~culturesim.rules.patients.p_informal`, :func:`~culturesim.rules.patients.p_complain`,
    :func:`~culturesim.rules.patients.p_upheld` and
    :func:`~culturesim.rules.oversight.expected_death`. A death is in excess when the same draw
    would have spared the patient under reference care.
    """
    d0, d1 = key(seed, STREAM.death, day)
    c0, c1 = key(seed, STREAM.complain, day)
    draw_for_beds(s, d0, d1)
    for b in range(s.pi.shape[1]):
        if s.pi[PI.is_present, b] == 0:
            continue
        home = s.pi[PI.home, b]
        counter = patient_counter(home, s.pi[PI.arrival, b], s.pi[PI.day_admitted, b])
        outcome = _outcome(s, p, b, day, s.room[b])
        if outcome == 0:
            continue
        s.pi[PI.outcome, b] = outcome
        s.wi[WI.n_stay_days, home] += day - s.pi[PI.day_admitted, b] + 1
        s.wf[WF.expected_deaths, home] += oversight.expected_death(
            s.pf[PF.risk, b],
            p[P.ratio_calibration],
            p[P.coding_depth] + s.hf[HF.own_coding, s.wi[WI.hospital, home]],
        )
        if s.pi[PI.worst_harm, b] > 0:
            s.wi[WI.n_harmed_stays, home] += 1
        if outcome == 1:
            s.wi[WI.n_discharges, home] += 1
        else:
            s.wi[WI.n_deaths, home] += 1
            s.wf[WF.observed_deaths, home] += 1.0
            kind = K.death
            if outcome == 3:
                kind = K.death_of_harm
                if s.pi[PI.is_preventable, b] == 1:
                    s.wi[WI.n_avoidable, home] += 1
            emit(
                s.ledger,
                s.ledger_count,
                day,
                kind,
                -1,
                b,
                home,
                s.pi[PI.event_id, b],
                s.pi[PI.age_band, b],
            )
        if p[P.M14_on] > 0.0:
            _complain(s, p, b, day, draw(c0, c1, counter), uniform(draw(c0, c1, counter + 1)))
