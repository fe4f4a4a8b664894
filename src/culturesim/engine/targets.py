"""Phase of the target: waits, what the target sets going, and what is reported (M12)."""

from __future__ import annotations

from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import measurement, targets, waits
from culturesim.state.identity import arrival_counter
from culturesim.state.schema import HF, HI, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, field, key, noise


@jitable
def _load(s: World, h: int) -> float:
    """Mean pressure of the departments; of all wards where there is none."""
    total = 0.0
    first, last = s.hospital_department[h], s.hospital_department[h + 1]
    if last > first:
        for d in range(first, last):
            total += s.wf[WF.pressure, s.department[d]]
        return total / (last - first)
    first, last = s.hospital_ward[h], s.hospital_ward[h + 1]
    for w in range(first, last):
        total += s.wf[WF.pressure, w]
    return total / (last - first)


@jitable
def _answer_target(s: World, p: Vector, h: int, day: int) -> None:
    """Target, its pressure, gaming and effort, from last month's true performance."""
    seen = s.hf[HF.seen_in_time, h]
    ratchet = p[P.target_ratchet] if day % 365 == 0 and p[P.target_threat] > 0.0 else 0.0
    target = targets.next_target(
        s.hf[HF.target_level, h], p[P.target_share], s.hf[HF.seen_reported, h], ratchet
    )
    pressure = targets.target_pressure(target, seen, p[P.target_threat], p[P.target_gap_full])
    survey = p[P.target_survey] if s.hf[HF.survey_waits, h] >= 0.0 else 0.0
    gamed = targets.gaming(target, seen, p[P.gaming_most], pressure, p[P.target_audit], survey)
    wanted = targets.effort_wanted(pressure, target - seen, gamed, p[P.effort_substitution])
    s.hf[HF.target_level, h] = target
    s.hf[HF.target_pressure, h] = pressure
    s.hf[HF.target_gaming, h] = gamed
    s.hf[HF.seen_reported, h] = seen + gamed
    s.hf[HF.target_effort, h] = measurement.running_total(
        s.hf[HF.target_effort, h], wanted, p[P.effort_tau]
    )


@jitable
def _divert(s: World, p: Vector, h: int) -> None:
    """Capacity the departments, or all wards where there is none, lose to the target tomorrow."""
    taken = targets.frac_diverted(
        s.hf[HF.target_effort, h], s.hf[HF.target_gaming, h], p[P.effort_cost], p[P.gaming_cost]
    )
    first, last = s.hospital_department[h], s.hospital_department[h + 1]
    if last > first:
        for d in range(first, last):
            s.wf[WF.diverted, s.department[d]] = taken
    else:
        for w in range(s.hospital_ward[h], s.hospital_ward[h + 1]):
            s.wf[WF.diverted, w] = taken


@jitable
def _record_waits(s: World, p: Vector, h: int, share: float, k0: int, k1: int) -> None:
    """Draw today's waits one by one, and what is written down about them."""
    early = waits.share_within(
        p[P.target_limit] - p[P.target_inside], s.hf[HF.wait_median, h], p[P.wait_shape]
    )
    misrecorded = targets.p_misrecorded(s.hf[HF.target_gaming, h], 1.0 - share)
    s.hi[HI.n_waits_early : HI.n_reported_over + 1, h] = 0
    for w in range(s.hospital_ward[h], s.hospital_ward[h + 1]):
        for a in range(s.wi[WI.n_admissions, w]):
            word = draw(k0, k1, arrival_counter(w, a))
            if field(word, 0) >= p[P.emergency_share]:
                continue
            if field(word, 1) < early:
                s.hi[HI.n_waits_early, h] += 1
                s.hi[HI.n_reported_early, h] += 1
            elif field(word, 1) < share:
                s.hi[HI.n_waits_just, h] += 1
                s.hi[HI.n_reported_just, h] += 1
            else:
                s.hi[HI.n_waits_over, h] += 1
                if field(word, 2) >= misrecorded:
                    s.hi[HI.n_reported_over, h] += 1
                elif field(word, 3) < p[P.gaming_bunching]:
                    s.hi[HI.n_reported_just, h] += 1
                else:
                    s.hi[HI.n_reported_early, h] += 1


@jitable
def chase_target(s: World, p: Vector, seed: int, day: int) -> None:
    """Waits follow load and effort; a target presses, and is met in truth or on paper."""
    k0, k1 = key(seed, STREAM.wait, day)
    u0, u1 = key(seed, STREAM.patient_survey, day)
    for h in range(s.hospital_ward.size - 1):
        speed = waits.speed_of_effort(s.hf[HF.target_effort, h], p[P.effort_gain], p[P.effort_half])
        median = waits.wait_median(
            p[P.wait_base],
            _load(s, h),
            s.hf[HF.occupancy, h],
            p[P.occupancy_target],
            p[P.wait_pressure],
            p[P.wait_occupancy],
            speed,
        )
        s.hf[HF.rel_wait, h] = waits.rel_death_after_wait(
            median, speed, p[P.emergency_share], p[P.wait_hazard]
        )
        share = waits.share_within(p[P.target_limit], median, p[P.wait_shape])
        s.hf[HF.wait_median, h] = median
        s.hf[HF.seen_in_time, h] = measurement.running_total(
            s.hf[HF.seen_in_time, h], share, p[P.return_window]
        )
        _answer_target(s, p, h, day)
        _divert(s, p, h)
        _record_waits(s, p, h, share, k0, k1)
        if day % 365 == int(p[P.survey_day]):
            s.hf[HF.survey_waits, h] = waits.surveyed_share(
                s.hf[HF.seen_in_time, h], p[P.patient_survey_n], noise(draw(u0, u1, h))
            )
