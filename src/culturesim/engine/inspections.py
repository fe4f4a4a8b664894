"""Inspections, the ladder of sanctions, and what both do to a hospital (part of M15)."""

from __future__ import annotations

from culturesim.engine.events import emit
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import inspection, oversight, returns
from culturesim.state.ledger import K
from culturesim.state.schema import HF, OF, OI, RF, RI
from culturesim.state.world import Vector, World

QUALITY, FINANCE, PROFESSIONALS = 0, 1, 2  # what a body looks after
DESK = 0
DIARY = 1


@jitable
def true_badness(s: World, p: Vector, h: int) -> float:
    """What is there to be found: preventable harm above the reference, as a share of it.

    Parameters
    ----------
    s : World
        Blocks and index arrays.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    h : int
        Hospital. [row]

    Returns
    -------
    float
        0 at or below the reference, 1 at twice the reference. [-]

    Notes
    -----
    Read by an inspection on the spot only, never from a desk.
    """
    badness = s.hf[HF.harm_rate, h] / p[P.harm_reference] - 1.0
    return badness if badness > 0.0 else 0.0


@jitable
def _to_be_found(s: World, p: Vector, h: int, remit: int, depth: int) -> float:
    """What an inspection of a body's remit can come upon."""
    if remit == FINANCE:
        return returns.shortfall(1.0 - s.hf[HF.pressure, h], 1.0 - p[P.finance_limit])
    if depth == DESK:
        return returns.shortfall(s.hf[HF.board_picture, h], p[P.paper_limit])
    return true_badness(s, p, h)


@jitable
def deterrence_of(s: World, p: Vector, r: int) -> float:
    """Form of a body's ladder of sanctions.

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
        0 responsive, 1 deterrent. [-]
    """
    return s.rf[RF.own_deterrence, r] if s.rf[RF.own_deterrence, r] >= 0.0 else p[P.deterrence]


@jitable
def depth_of(s: World, r: int, reason: int) -> int:
    """How deep a body inspects for a reason.

    Parameters
    ----------
    s : World
        Blocks and index arrays.
    r : int
        Body. [row]
    reason : int
        1 the diary, 2 signals. [code]

    Returns
    -------
    int
        0 desk, 1 visit, 2 deep dive. [code]
    """
    return s.ri[RI.depth_diary, r] if reason == DIARY else s.ri[RI.depth_signals, r]


@jitable
def inspect(s: World, p: Vector, o: int, day: int, reason: int, u: float) -> None:
    """Inspect, and go up or down the ladder of sanctions.

    Parameters
    ----------
    s : World
        Blocks and index arrays, changed in place.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    o : int
        Case. [row]
    day : int
        Day; 0 and below in the warm-up. [day]
    reason : int
        1 the diary, 2 signals. [code]
    u : float
        Uniform number that decides whether something is found, in [0, 1). [-]
    """
    h, r = s.oi[OI.hospital, o], s.oi[OI.regulator, o]
    depth, remit = depth_of(s, r, reason), s.ri[RI.remit, r]
    s.oi[OI.is_inspected, o] = reason
    s.oi[OI.n_inspections, o] += 1
    s.ri[RI.n_visits, r] += 1
    s.oi[OI.day_last, o] = day
    s.oi[OI.day_next, o] = day + int(p[P.inspect_interval] * s.rf[RF.rel_interval, r])
    if depth > DESK:
        s.hf[HF.readiness, h] = 1.0
    event = emit(s.ledger, s.ledger_count, day, K.inspection, r, h, -1, -1, reason)
    hidden = inspection.veil(
        depth, s.ri[RI.is_announcing, r] == 1, p[P.inspect_veil], p[P.veil_unannounced]
    )
    sharp = inspection.sharpness(depth, p[P.inspect_iota], p[P.deep_gain])
    there = _to_be_found(s, p, h, remit, depth)
    is_found = u < oversight.p_finding(sharp, there, hidden)
    if is_found:
        s.oi[OI.is_finding, o] = 1
        s.oi[OI.n_findings, o] += 1
        s.oi[OI.n_clean, o] = 0
        if remit == QUALITY:
            drawn = oversight.attention_to_finding(there)
            s.hf[HF.scrutiny, h] = drawn if drawn > s.hf[HF.scrutiny, h] else s.hf[HF.scrutiny, h]
    else:
        s.oi[OI.n_clean, o] += 1
        s.of[OF.statistical, o] = 0.0
    step = inspection.next_step(
        s.oi[OI.step, o], is_found, s.oi[OI.n_clean, o], deterrence_of(s, p, r)
    )
    if is_found:
        event = emit(s.ledger, s.ledger_count, day, K.finding, r, h, -1, event, step)
    if step != s.oi[OI.step, o]:
        s.oi[OI.step, o] = step
        emit(s.ledger, s.ledger_count, day, K.sanction, r, h, -1, event, step)


@jitable
def bear_sanctions(s: World, p: Vector, h: int) -> None:
    """What the steps of a hospital's cases do to it: the heaviest of each kind.

    Parameters
    ----------
    s : World
        Blocks and index arrays, changed in place.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    h : int
        Hospital. [row]
    """
    pressure = blame = support = 0.0
    for o in range(s.hospital_case[h], s.hospital_case[h + 1]):
        r, step = s.oi[OI.regulator, o], s.oi[OI.step, o]
        hard, named = deterrence_of(s, p, r), 1.0 + p[P.sanction_publicity]
        if s.ri[RI.remit, r] == PROFESSIONALS:
            hard = 1.0
        felt = inspection.sanction(step, named, p[P.sanction_pressure])
        pressure = felt if felt > pressure else pressure
        borne = inspection.sanction(step, hard + p[P.sanction_publicity], p[P.sanction_blame])
        blame = borne if borne > blame else blame
        given = inspection.sanction(step, 1.0 - hard, p[P.sanction_support])
        if s.ri[RI.remit, r] == QUALITY:
            support = given if given > support else support
    s.hf[HF.sanction_pressure, h] = pressure
    s.hf[HF.sanction_blame, h] = blame
    s.hf[HF.sanction_support, h] = support
