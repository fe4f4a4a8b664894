"""The first morning: posts, people, patients, managers and the regulator's diary."""

from __future__ import annotations

from culturesim.engine.beds import settle
from culturesim.engine.held import hold
from culturesim.engine.kernel import kernel
from culturesim.engine.leaders import bring_style
from culturesim.engine.practice import start_practice
from culturesim.engine.workforce import NEVER, new_holder
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import workforce
from culturesim.rules.numeric import clip
from culturesim.state.identity import ARRIVALS_A_DAY
from culturesim.state.schema import HF, HI, MF, MI, OI, RF, SB, SF, SI, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, key, uniform


@jitable
def _rank_posts(s: World, w: int, seed: int) -> None:
    """Permanent rank of each post among the planned posts of its ward and profession."""
    k0, k1 = key(seed, STREAM.post_rank, 0)
    first, last = s.ward_staff[w], s.ward_staff[w + 1]
    for i in range(first, last):
        profession, spare = s.sb[SB.profession, i], s.sb[SB.is_spare, i]
        own = draw(k0, k1, i)
        n_before = n_planned = 0
        for j in range(first, last):
            if s.sb[SB.profession, j] != profession:
                continue
            if s.sb[SB.is_spare, j] == 0:
                n_planned += 1
                if spare == 1:
                    n_before += 1
            if s.sb[SB.is_spare, j] == spare and j != i:
                other = draw(k0, k1, j)
                if other < own or (other == own and j < i):
                    n_before += 1
        s.si[SI.roster_offset, i] = n_before
        s.sf[SF.post_rank, i] = (n_before + 0.5) / n_planned if n_planned > 0 else 2.0


@jitable
def _people(s: World, p: Vector, seed: int, day: int) -> None:
    """Funded posts are filled by people with the starting beliefs."""
    for i in range(s.si.shape[1]):
        profession = int(s.sb[SB.profession, i])
        h = s.wi[WI.hospital, s.si[SI.ward, i]]
        share = p[P.establishment_registered_nurse + profession]
        share = share * s.hf[HF.rel_posts, h] if profession == 0 else share
        funded = workforce.is_funded(s.sf[SF.post_rank, i], share)
        s.sb[SB.is_funded, i] = s.sb[SB.is_in_post, i] = 1 if funded else 0
        s.si[SI.day_filled, i] = day if funded else NEVER
        new_holder(s, p, seed, i)
        s.sf[SF.fear, i] = clip(p[P.initial_fear] + s.hf[HF.own_initial_fear, h], 0.0, 1.0)
        s.sf[SF.futility, i] = p[P.initial_futility]
        s.sf[SF.standard, i] = p[P.standard_initial]
        if not funded:
            s.sf[SF.p_voice, i] = -1.0


@jitable
def _reference_capacity(s: World, p: Vector, w: int) -> float:
    """Work the planned posts of a ward give on an average day."""
    total = 0.0
    for i in range(s.ward_staff[w], s.ward_staff[w + 1]):
        if s.sb[SB.is_spare, i] == 1:
            continue
        profession = int(s.sb[SB.profession, i])
        shifts = p[P.shifts_nurse] if profession < 2 else p[P.shifts_other]
        share = shifts / 7.0 * (1.0 - p[P.weeks_leave] / 52.0) * (1.0 - p[P.absence_base])
        total += p[P.work_registered_nurse + profession] * share
    return total


@jitable
def _wards(s: World, p: Vector, seed: int, day: int) -> None:
    """Demand, problems, hazards and lessons of each ward."""
    for w in range(s.wi.shape[1]):
        _rank_posts(s, w, seed)
        beds = s.wi[WI.beds, w]
        s.wf[WF.arrival_rate, w] = beds * p[P.occupancy_target] / p[P.stay_reference]
        if beds == 0:
            inpatients = s.hi[HI.n_beds, s.wi[WI.hospital, w]] * p[P.occupancy_target]
            s.wf[WF.need_share, w] = (
                _reference_capacity(s, p, w) / inpatients if inpatients > 0 else 0.0
            )
        s.wf[WF.hazard, w] = p[P.hazard_initial]
        s.wf[WF.lessons, w] = p[P.lessons_initial]
        s.wf[WF.problems, w] = p[P.problem_initial]
        s.wf[WF.problem_inflow, w] = p[P.problem_inflow]


@jitable
def _patients(s: World, p: Vector, seed: int, day: int) -> None:
    """Beds are taken as on an average morning."""
    k0, k1 = key(seed, STREAM.bed, day)
    for w in range(s.wi.shape[1]):
        for b in range(s.ward_bed[w], s.ward_bed[w + 1]):
            if uniform(draw(k0, k1, 1000003 * (b + 1))) < p[P.occupancy_target]:
                a = b - s.ward_bed[w]
                admitted = day - (a - a % ARRIVALS_A_DAY) // ARRIVALS_A_DAY
                settle(s, p, b, w, a % ARRIVALS_A_DAY, admitted, k0, k1)
                s.wi[WI.n_patients, w] += 1
                s.hi[HI.n_patients, s.wi[WI.hospital, w]] += 1


@jitable
def _leaders(s: World, p: Vector, seed: int, day: int) -> None:
    """Managers, boards and the regulator's diary."""
    k0, k1 = key(seed, STREAM.inspect, 0)
    s.hf[HF.handover, :] = p[P.handover_usual]
    for m in range(s.mi.shape[1]):
        h = s.mi[MI.hospital, m]
        s.mf[MF.blame, m] = clip(p[P.manager_blame] + s.hf[HF.own_blame, h], 0.0, 1.0)
        s.mf[MF.attention, m] = clip(p[P.attention_base] + s.hf[HF.own_attention, h], 0.0, 1.0)
        s.mf[MF.pressure_felt, m] = clip(p[P.money_pressure] + s.hf[HF.own_pressure, h], 0.0, 1.0)
        s.mf[MF.handover, m] = p[P.handover_usual]
        if p[P.M18_on] > 0.0:
            bring_style(s, p, seed, m, False)
    for h in range(s.hi.shape[1]):
        s.hf[HF.attention, h] = clip(p[P.attention_base] + s.hf[HF.own_attention, h], 0.0, 1.0)
        s.hf[HF.pressure, h] = clip(p[P.money_pressure] + s.hf[HF.own_pressure, h], 0.0, 1.0)
        s.hf[HF.community_futility, h] = p[P.community_initial]
        s.hf[HF.harm_rate, h] = p[P.harm_reference]
    for o in range(s.oi.shape[1]):
        interval = p[P.inspect_interval] * s.rf[RF.rel_interval, s.oi[OI.regulator, o]]
        s.oi[OI.day_next, o] = day + int(interval * (0.05 + 0.95 * uniform(draw(k0, k1, o))))


@kernel
def start(world: World, p: Vector, seed: int, day: int) -> None:
    """Fill the state for the morning of the day after ``day``.

    Parameters
    ----------
    world : World
        Blocks and index arrays, changed in place.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    seed : uint64
        Seed of the run. [-]
    day : int
        Day before the first. [day]

    Notes
    -----
    Posts get their permanent ranks, funded ones their holders, beds their patients, managers their
    blame and attention, and the regulator its diary. Calls
    :func:`~culturesim.rules.workforce.is_funded` and the rules of :mod:`culturesim.rules.patients`.
    """
    s = hold(world)
    _wards(s, p, seed, day)
    _people(s, p, seed, day)
    start_practice(s, p, seed)
    _patients(s, p, seed, day)
    _leaders(s, p, seed, day)
