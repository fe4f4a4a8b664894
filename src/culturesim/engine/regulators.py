"""The phase of the regulator: mortality chart, soft intelligence, inspections (part of M15)."""

from __future__ import annotations

from numba.extending import register_jitable

from culturesim.engine.events import emit
from culturesim.parameters import P
from culturesim.rules import exposure, oversight
from culturesim.state.ledger import K
from culturesim.state.schema import HF, HI, OF, OI, PF, PI, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, field, key, uniform


@register_jitable
def _chart(s: World, p: Vector, o: int, h: int, day: int) -> int:
    """Add today's leavers to the wards' CUSUM charts; returns the number of alerts."""
    n_alerts = 0
    first, last = s.hospital_ward[h], s.hospital_ward[h + 1]
    for b in range(s.ward_bed[first], s.ward_bed[last]):
        outcome = s.pi[PI.outcome, b]
        if outcome == 0:
            continue
        w = s.pi[PI.home, b]
        expected = oversight.expected_death(
            s.pf[PF.risk, b], p[P.ratio_calibration], p[P.coding_depth]
        )
        chart = oversight.cusum_next(s.wf[WF.cusum, w], expected, outcome > 1, p[P.cusum_odds])
        if chart >= p[P.cusum_limit]:
            chart = 0.0
            n_alerts += 1
            s.wi[WI.n_alerts, w] += 1
            emit(s.ledger, s.ledger_count, day, K.alert, s.oi[OI.regulator, o], h, w, -1, 0)
        s.wf[WF.cusum, w] = chart
    return n_alerts


@register_jitable
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


@register_jitable
def _inspect(s: World, p: Vector, o: int, h: int, day: int, reason: int, u: float) -> None:
    """An inspection, and what follows when it finds something."""
    s.oi[OI.is_inspected, o] = reason
    s.oi[OI.n_inspections, o] += 1
    s.oi[OI.day_last, o] = day
    s.oi[OI.day_next, o] = day + int(p[P.inspect_interval])
    cause = emit(
        s.ledger, s.ledger_count, day, K.inspection, s.oi[OI.regulator, o], h, -1, -1, reason
    )
    if u < oversight.p_finding(p[P.inspect_iota], true_badness(s, p, h), p[P.inspect_veil]):
        s.oi[OI.is_finding, o] = 1
        s.oi[OI.n_findings, o] += 1
        if s.oi[OI.step, o] < 4:
            s.oi[OI.step, o] += 1
        s.hf[HF.scrutiny, h] = 1.0
        emit(
            s.ledger,
            s.ledger_count,
            day,
            K.finding,
            s.oi[OI.regulator, o],
            h,
            -1,
            cause,
            s.oi[OI.step, o],
        )
    else:
        if s.oi[OI.step, o] > 0:
            s.oi[OI.step, o] -= 1
        s.of[OF.statistical, o] = 0.0


@register_jitable
def watch(s: World, p: Vector, seed: int, day: int) -> None:
    """The regulator follows its charts and letters and inspects by diary or on signals.

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
    M15. Calls the rules of :mod:`culturesim.rules.oversight`. Charts run whether or not anybody
    believes them: a share of alerts is explained away.
    """
    r0, r1 = key(seed, STREAM.regulator, day)
    i0, i1 = key(seed, STREAM.inspect, day)
    for o in range(s.oi.shape[1]):
        h = s.oi[OI.hospital, o]
        s.oi[OI.is_inspected, o] = 0
        s.oi[OI.is_finding, o] = 0
        s.hf[HF.scrutiny, h] = oversight.scrutiny_next(s.hf[HF.scrutiny, h], p[P.scrutiny_tau])
        if p[P.M15_on] == 0.0:
            continue
        n_alerts = _chart(s, p, o, h, day)
        believed = 0
        for a in range(n_alerts):
            if field(draw(r0, r1, 4 * o), a % 4) >= p[P.alert_explained]:
                believed += 1
        s.of[OF.statistical, o] = oversight.score_next(
            s.of[OF.statistical, o], believed, p[P.alert_tau]
        )
        s.of[OF.soft, o] = oversight.score_next(
            s.of[OF.soft, o],
            exposure.soft_signals(
                s.hi[HI.n_escalations, h],
                s.hi[HI.n_outside_regulator, h],
                s.hi[HI.n_letters, h],
                p[P.outside_weight],
            ),
            p[P.alert_tau],
        )
        s.of[OF.score, o] = oversight.concern_score(
            s.of[OF.statistical, o],
            s.of[OF.soft, o],
            p[P.soft_weight],
            s.hf[HF.board_picture, h],
            p[P.reliance],
        )
        rested = day - s.oi[OI.day_last, o] >= int(p[P.inspect_gap])
        reason = 0
        if day >= s.oi[OI.day_next, o]:
            reason = 1
        elif rested and s.of[OF.score, o] >= p[P.inspect_threshold]:
            reason = 2
        if reason > 0:
            _inspect(s, p, o, h, day, reason, uniform(draw(i0, i1, o)))
