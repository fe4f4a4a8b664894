"""What bodies are told: charts, the funnel, declared ratings, contacts, returns (part of M15)."""

from __future__ import annotations

from culturesim.engine.events import emit
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import exposure, oversight, returns
from culturesim.state.ledger import K
from culturesim.state.schema import HF, HI, OF, OI, PF, PI, RI, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import draw, field

# Bits of the signals a body receives, in the order of `culturesim.organisation.bodies.SIGNALS`.
MORTALITY, FUNNEL, COMPLAINTS, SURVEY, STAFFING, TARGETS, FINANCE, RATING, CONTACTS = (
    1, 2, 4, 8, 16, 32, 64, 128, 256,
)  # fmt: skip
MONTH = 30  # days between looks at returns
ENOUGH = 10  # hospitals to take over-dispersion from; a tenth at each end is winsorised


@jitable
def chart(s: World, p: Vector, h: int, day: int) -> int:
    """Add today's leavers to the CUSUM charts of a hospital's wards.

    Parameters
    ----------
    s : World
        Blocks and index arrays, changed in place.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    h : int
        Hospital. [row]
    day : int
        Day; 0 and below in the warm-up. [day]

    Returns
    -------
    int
        Signals; the chart of a ward starts again at 0 after one. [count]
    """
    n_alerts = 0
    first, last = s.hospital_ward[h], s.hospital_ward[h + 1]
    body = s.oi[OI.regulator, s.hospital_case[h]]
    for b in range(s.ward_bed[first], s.ward_bed[last]):
        outcome = s.pi[PI.outcome, b]
        if outcome == 0:
            continue
        w = s.pi[PI.home, b]
        expected = oversight.expected_death(
            s.pf[PF.risk, b], p[P.ratio_calibration], p[P.coding_depth] + s.hf[HF.own_coding, h]
        )
        cusum = oversight.cusum_next(s.wf[WF.cusum, w], expected, outcome > 1, p[P.cusum_odds])
        if cusum >= p[P.cusum_limit]:
            cusum = 0.0
            n_alerts += 1
            s.wi[WI.n_alerts, w] += 1
            emit(s.ledger, s.ledger_count, day, K.alert, body, h, w, -1, 0)
        s.wf[WF.cusum, w] = cusum
    return n_alerts


@jitable
def _dispersion(s: World, p: Vector) -> float:
    """Over-dispersion: mean of the squared winsorised z of all hospitals."""
    n = s.hf.shape[1]
    if n < ENOUGH:
        return p[P.funnel_dispersion]
    z = s.hf[HF.funnel_z]
    cut = n // 10
    low = high = 0.0
    for h in range(n):
        rank = 0
        for other in range(n):
            if z[other] < z[h] or (z[other] == z[h] and other < h):
                rank += 1
        if rank == cut:
            low = z[h]
        if rank == n - 1 - cut:
            high = z[h]
    total = 0.0
    for h in range(n):
        kept = low if z[h] < low else (high if z[h] > high else z[h])
        total += kept * kept
    return total / n


@jitable
def draw_funnel(s: World, p: Vector, day: int) -> None:
    """Once a year: every hospital's place in the funnel of deaths, and who lies above its limit.

    Parameters
    ----------
    s : World
        Blocks and index arrays, changed in place.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    day : int
        Day; 0 and below in the warm-up. [day]
    """
    for h in range(s.hf.shape[1]):
        s.hf[HF.funnel_z, h] = returns.funnel_z(
            s.hf[HF.observed, h], s.hf[HF.expected, h], 2.0 * p[P.ratio_window]
        )
    limit = returns.funnel_limit(p[P.funnel_limit], _dispersion(s, p))
    for h in range(s.hf.shape[1]):
        is_above = s.hf[HF.funnel_z, h] > limit
        s.hi[HI.is_funnel_outlier, h] = 1 if is_above else 0
        told = False
        for o in range(s.hospital_case[h], s.hospital_case[h + 1]):
            told = told or (s.ri[RI.signals, s.oi[OI.regulator, o]] & FUNNEL) > 0
        if is_above and told:
            body = s.oi[OI.regulator, s.hospital_case[h]]
            emit(s.ledger, s.ledger_count, day, K.alert, body, h, -1, -1, 1)


@jitable
def _of_returns(s: World, p: Vector, h: int, signals: int) -> float:
    """Sum of what a hospital's returns fall short of their limits."""
    short = 0.0
    if signals & SURVEY and s.hf[HF.survey_recommend, h] >= 0.0:
        short += returns.shortfall(s.hf[HF.survey_recommend, h], p[P.survey_limit])
    if signals & STAFFING:
        short += returns.shortfall(s.hf[HF.fill, h], p[P.fill_limit])
    if signals & TARGETS:
        wanted = p[P.seen_limit]
        if p[P.target_threat] > 0.0 and s.hf[HF.target_level, h] > 0.0:
            wanted = s.hf[HF.target_level, h]
        short += returns.shortfall(s.hf[HF.seen_reported, h], wanted)
    if signals & FINANCE:
        short += returns.shortfall(1.0 - s.hf[HF.pressure, h], 1.0 - p[P.finance_limit])
    if signals & RATING and s.hf[HF.rating, h] >= 0.0:
        short += returns.shortfall(s.hf[HF.rating, h], p[P.rating_limit])
    return short


@jitable
def gather(s: World, p: Vector, o: int, day: int, r0: int, r1: int) -> None:
    """Take up what one body is told of one hospital today.

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
    r0, r1 : int
        Key of the stream ``regulator``. [-]
    """
    h, signals = s.oi[OI.hospital, o], s.ri[RI.signals, s.oi[OI.regulator, o]]
    heard = 0.0
    if signals & MORTALITY:
        for a in range(s.hi[HI.n_alerts_today, h]):
            if field(draw(r0, r1, 4 * o), a % 4) >= p[P.alert_explained]:
                heard += 1.0
    if signals & FUNNEL and day % 365 == int(p[P.funnel_day]):
        heard += p[P.funnel_weight] * s.hi[HI.is_funnel_outlier, h]
    s.of[OF.statistical, o] = oversight.score_next(s.of[OF.statistical, o], heard, p[P.alert_tau])
    told = exposure.soft_signals(
        s.hi[HI.n_escalations, h] if signals & COMPLAINTS else 0,
        s.hi[HI.n_outside_regulator, h] if signals & CONTACTS else 0,
        s.hi[HI.n_letters, h] if signals & COMPLAINTS else 0,
        p[P.outside_weight],
    )
    s.of[OF.soft, o] = oversight.score_next(s.of[OF.soft, o], told, p[P.alert_tau])
    short = p[P.returns_weight] * _of_returns(s, p, h, signals) if day % MONTH == 0 else 0.0
    s.of[OF.returns, o] = oversight.score_next(s.of[OF.returns, o], short, p[P.alert_tau])


@jitable
def hear_of(s: World, p: Vector, h: int, day: int) -> None:
    """What becomes known of a hospital today: alerts of its charts, its declared rating.

    Parameters
    ----------
    s : World
        Blocks and index arrays, changed in place.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    h : int
        Hospital. [row]
    day : int
        Day; 0 and below in the warm-up. [day]
    """
    s.hi[HI.n_alerts_today, h] = chart(s, p, h, day)
    if day % 365 == int(p[P.rating_day]):
        s.hf[HF.rating, h] = returns.self_rating(
            s.hf[HF.board_picture, h], s.hf[HF.pressure, h], p[P.rating_gaming]
        )
