"""The phase of the regulators: signals, who acts on them, inspections, sanctions (M15)."""

from __future__ import annotations

from culturesim.engine.inspections import bear_sanctions, depth_of, inspect
from culturesim.engine.signals import RATING, draw_funnel, gather, hear_of
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import inspection, oversight, watchers
from culturesim.state.schema import HF, OF, OI, RF, RI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, key, uniform

NAMED = 1  # lead of a hospital; 2 would be if there were one


@jitable
def sharing_of(s: World, p: Vector, r: int) -> float:
    """How far a body shares: wholly under a duty of its own, else as the parameter says.

    Parameters
    ----------
    s : World
        Blocks and index arrays.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    r : int
        Body. [row]

    Returns
    -------
    float
        In [0, 1]. [-]
    """
    return 1.0 if s.ri[RI.is_sharing, r] == 1 else p[P.duty_to_share]


@jitable
def _threshold(s: World, p: Vector, o: int) -> float:
    """Score at which a body wants to inspect."""
    return p[P.inspect_threshold] * s.rf[RF.rel_threshold, s.oi[OI.regulator, o]]


@jitable
def _share(s: World, p: Vector, h: int) -> None:
    """What the bodies of a hospital have in common: shared signals, sharers, yesterday's calm."""
    sharing = total = soft = statistical = short = 0.0
    for o in range(s.hospital_case[h], s.hospital_case[h + 1]):
        degree = sharing_of(s, p, s.oi[OI.regulator, o])
        sharing += degree
        total += watchers.calm(s.of[OF.score, o], _threshold(s, p, o))
        a, b, c = s.of[OF.statistical, o], s.of[OF.soft, o], s.of[OF.returns, o]
        statistical = degree * a if degree * a > statistical else statistical
        soft = degree * b if degree * b > soft else soft
        short = degree * c if degree * c > short else short
    s.hf[HF.sharing, h] = sharing
    s.hf[HF.calm, h] = total
    s.hf[HF.shared_statistical, h] = statistical
    s.hf[HF.shared_soft, h] = soft
    s.hf[HF.shared_returns, h] = short


@jitable
def _score(s: World, p: Vector, o: int) -> float:
    """What a body makes of a hospital: signals, own and shared, less what reassures it."""
    h, r = s.oi[OI.hospital, o], s.oi[OI.regulator, o]
    degree, n_others = sharing_of(s, p, r), s.hospital_case[h + 1] - s.hospital_case[h] - 1
    statistical = watchers.pooled(s.of[OF.statistical, o], s.hf[HF.shared_statistical, h], degree)
    short = watchers.pooled(s.of[OF.returns, o], s.hf[HF.shared_returns, h], degree)
    picture = s.hf[HF.board_picture, h]
    if s.ri[RI.signals, r] & RATING and s.hf[HF.rating, h] >= 0.0:
        picture = s.hf[HF.rating, h]
    others = s.hf[HF.calm, h] - watchers.calm(s.of[OF.score, o], _threshold(s, p, o))
    relied = p[P.reliance] * s.rf[RF.rel_reliance, r]
    return oversight.concern_score(
        statistical + short,
        watchers.pooled(s.of[OF.soft, o], s.hf[HF.shared_soft, h], degree),
        p[P.soft_weight],
        watchers.assurance(picture, others if others > 0.0 else 0.0, n_others),
        relied if relied < 1.0 else 1.0,
    )


@jitable
def _acts(s: World, p: Vector, o: int, u: float) -> bool:
    """Whether a body acts in this round of review, or leaves a case to the others."""
    h, r = s.oi[OI.hospital, o], s.oi[OI.regulator, o]
    n_bodies = s.hospital_case[h + 1] - s.hospital_case[h]
    degree = sharing_of(s, p, r)
    lead = 0.0
    if s.oi[OI.lead, o] > 0:
        lead = 1.0 if s.oi[OI.lead, o] == NAMED else p[P.lead_body]
    cost = watchers.cost_borne(p[P.oversight_cost_ratio], degree, s.hf[HF.sharing, h] - degree)
    n_felt = watchers.n_responsible(n_bodies, p[P.extra_bodies], p[P.rel_bodies])
    return u < watchers.p_acts(n_felt, cost, lead)


@jitable
def _reason(s: World, p: Vector, o: int, day: int, u: float) -> int:
    """Why a body wants to inspect today: 0 no reason, 1 the diary, 2 signals."""
    s.oi[OI.is_waiting, o] = 0
    r = s.oi[OI.regulator, o]
    if s.rf[RF.rel_interval, r] > 0.0 and day >= s.oi[OI.day_next, o]:
        return 1
    rested = day - s.oi[OI.day_last, o] >= int(p[P.inspect_gap])
    if not rested or s.of[OF.score, o] < _threshold(s, p, o):
        return 0
    if _acts(s, p, o, u):
        return 2
    s.oi[OI.is_waiting, o] = 1
    return 0


@jitable
def _serve(s: World, p: Vector, r: int, day: int, i0: int, i1: int) -> None:
    """Inspect while capacity lasts, highest score over threshold first, then by row."""
    deep = inspection.cost_of_visit(2, p[P.desk_cost], p[P.deep_cost])
    saved = s.rf[RF.left, r] + s.rf[RF.capacity, r] / 365.0
    most = s.rf[RF.capacity, r] / 12.0
    most = deep if deep > most else most
    s.rf[RF.left, r] = saved if saved < most else most
    while True:
        best = -1
        for o in range(s.oi.shape[1]):
            if s.oi[OI.regulator, o] != r or s.oi[OI.wants, o] == 0:
                continue
            if best < 0 or s.of[OF.score, o] > s.of[OF.score, best]:
                best = o
        if best < 0:
            return
        reason = s.oi[OI.wants, best]
        cost = inspection.cost_of_visit(depth_of(s, r, reason), p[P.desk_cost], p[P.deep_cost])
        if cost > s.rf[RF.left, r]:
            return
        s.rf[RF.left, r] -= cost
        s.oi[OI.wants, best] = 0
        inspect(s, p, best, day, reason, uniform(draw(i0, i1, best)))


@jitable
def _prepare(s: World, p: Vector, h: int, day: int) -> None:
    """What preparing for an announced inspection, or answering for faults, takes today."""
    is_near = False
    for o in range(s.hospital_case[h], s.hospital_case[h + 1]):
        r = s.oi[OI.regulator, o]
        if s.rf[RF.rel_interval, r] == 0.0 or s.ri[RI.is_announcing, r] == 0:
            continue
        days = s.oi[OI.day_next, o] - day
        if s.ri[RI.depth_diary, r] > 0 and 0 < days <= int(p[P.inspect_notice]):
            is_near = True
    s.hf[HF.preparing, h] = inspection.answering(p[P.prepare_cost], is_near, s.hf[HF.scrutiny, h])


@jitable
def watch(s: World, p: Vector, seed: int, day: int) -> None:
    """Bodies take up what they are told, decide who acts, and inspect by diary or on signals.

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
    M15. Calls the rules of :mod:`culturesim.rules.oversight`, :mod:`culturesim.rules.returns`,
    :mod:`culturesim.rules.watchers` and :mod:`culturesim.rules.inspection`. Charts run whether or
    not anybody believes them: a share of alerts is explained away. Bodies read each other's scores
    of yesterday.
    """
    r0, r1 = key(seed, STREAM.regulator, day)
    i0, i1 = key(seed, STREAM.inspect, day)
    a0, a1 = key(seed, STREAM.responsibility, day // int(p[P.oversight_review]))
    on = p[P.M15_on] > 0.0
    s.oi[OI.is_inspected, :] = 0
    s.oi[OI.is_finding, :] = 0
    for h in range(s.hf.shape[1]):
        s.hf[HF.scrutiny, h] = oversight.scrutiny_next(s.hf[HF.scrutiny, h], p[P.scrutiny_tau])
        s.hf[HF.readiness, h] = inspection.readiness_next(
            s.hf[HF.readiness, h], False, p[P.readiness_tau]
        )
        if on:
            hear_of(s, p, h, day)
    if not on:
        return
    if day % 365 == int(p[P.funnel_day]):
        draw_funnel(s, p, day)
    for o in range(s.oi.shape[1]):
        gather(s, p, o, day, r0, r1)
    for h in range(s.hf.shape[1]):
        _share(s, p, h)
    for o in range(s.oi.shape[1]):
        s.of[OF.score, o] = _score(s, p, o)
        s.oi[OI.wants, o] = _reason(s, p, o, day, uniform(draw(a0, a1, o)))
    for r in range(s.ri.shape[1]):
        if s.rf[RF.capacity, r] >= 0.0:
            _serve(s, p, r, day, i0, i1)
            continue
        for o in range(s.oi.shape[1]):
            if s.oi[OI.regulator, o] == r and s.oi[OI.wants, o] > 0:
                inspect(s, p, o, day, s.oi[OI.wants, o], uniform(draw(i0, i1, o)))
                s.oi[OI.wants, o] = 0
    for h in range(s.hf.shape[1]):
        bear_sanctions(s, p, h)
        _prepare(s, p, h, day)
