"""What becomes known of a hospital outside, and what bodies together do to it (M15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from culturesim.parameters import P
from culturesim.rules import inspection, oversight, returns, watchers

if TYPE_CHECKING:
    from culturesim.agents.hospital import Hospital
    from culturesim.agents.model import HospitalModel

__all__ = [
    "bear_sanctions",
    "become_known",
    "draw_funnel",
    "prepare",
    "share_signals",
    "what_is_there",
]

ENOUGH = 10  # hospitals to take over-dispersion from; a tenth at each end is winsorised
FUNNEL = 2  # bit of the signal
QUALITY, FINANCE, PROFESSIONALS = 0, 1, 2
DESK = 0


def become_known(hospital: Hospital) -> None:
    """Let alerts of the charts and the declared rating be known."""
    p, day = hospital.model.p, hospital.model.day
    hospital.n_alerts_today = _read_charts(hospital)
    if day % 365 == int(p[P.rating_day]):
        hospital.rating = returns.self_rating(
            hospital.board_picture, hospital.pressure, p[P.rating_gaming]
        )


def _read_charts(hospital: Hospital) -> int:
    """Add today's leavers to the wards' CUSUM charts; the number of signals."""
    p, n_alerts = hospital.model.p, 0
    body = hospital.cases[0].regulator_row
    for patient in hospital.patients:
        if patient.outcome == 0:
            continue
        ward = patient.home
        coding = p[P.coding_depth] + hospital.own_coding
        expected = oversight.expected_death(patient.risk, p[P.ratio_calibration], coding)
        ward.cusum = oversight.cusum_next(
            ward.cusum, expected, patient.outcome > 1, p[P.cusum_odds]
        )
        if ward.cusum >= p[P.cusum_limit]:
            ward.cusum = 0.0
            n_alerts += 1
            ward.n_alerts += 1
            hospital.model.emit("alert", who=body, whom=hospital.row, ward=ward.row)
    return n_alerts


def _dispersion(model: HospitalModel) -> float:
    """Over-dispersion: mean of the squared winsorised z of all hospitals."""
    z = [hospital.funnel_z for hospital in model.hospitals]
    if len(z) < ENOUGH:
        return float(model.p[P.funnel_dispersion])
    ranked, cut = sorted(z), len(z) // 10
    low, high = ranked[cut], ranked[-1 - cut]
    total = 0.0
    for value in z:
        kept = min(max(value, low), high)
        total += kept * kept
    return total / len(z)


def draw_funnel(model: HospitalModel) -> None:
    """Place every hospital in the funnel of deaths, and name those above its limit."""
    p = model.p
    for hospital in model.hospitals:
        hospital.funnel_z = returns.funnel_z(
            hospital.observed, hospital.expected, 2.0 * p[P.ratio_window]
        )
    limit = returns.funnel_limit(p[P.funnel_limit], _dispersion(model))
    for hospital in model.hospitals:
        hospital.is_funnel_outlier = hospital.funnel_z > limit
        told = any(case.body.signals & FUNNEL for case in hospital.cases)
        if hospital.is_funnel_outlier and told:
            body = hospital.cases[0].regulator_row
            model.emit("alert", who=body, whom=hospital.row, detail=1)


def share_signals(hospital: Hospital) -> None:
    """Put together what bodies under a duty to share hold, and how calm all were yesterday."""
    sharing = total = statistical = soft = short = 0.0
    for case in hospital.cases:
        degree = case.body.degree_of_sharing()
        sharing += degree
        total += watchers.calm(case.score, case.body.threshold())
        statistical = max(statistical, degree * case.statistical)
        soft = max(soft, degree * case.soft)
        short = max(short, degree * case.returns)
    hospital.sharing, hospital.calm = sharing, total
    hospital.shared_statistical = statistical
    hospital.shared_soft = soft
    hospital.shared_returns = short


def bear_sanctions(hospital: Hospital) -> None:
    """Bear the heaviest sanction of each kind."""
    p = hospital.model.p
    pressure = blame = support = 0.0
    publicity = p[P.sanction_publicity]
    for case in hospital.cases:
        hard = 1.0 if case.body.remit == PROFESSIONALS else case.body.deterrence()
        pressure = max(
            pressure, inspection.sanction(case.step, 1.0 + publicity, p[P.sanction_pressure])
        )
        blame = max(blame, inspection.sanction(case.step, hard + publicity, p[P.sanction_blame]))
        if case.body.remit == QUALITY:
            support = max(
                support, inspection.sanction(case.step, 1.0 - hard, p[P.sanction_support])
            )
    hospital.sanction_pressure = pressure
    hospital.sanction_blame = blame
    hospital.sanction_support = support


def prepare(hospital: Hospital) -> None:
    """Prepare while an announced inspection by diary is near, and answer for faults."""
    p, day, is_near = hospital.model.p, hospital.model.day, False
    for case in hospital.cases:
        body = case.body
        if body.rel_interval == 0.0 or body.is_announcing == 0 or body.depth_diary == 0:
            continue
        if 0 < case.day_next - day <= int(p[P.inspect_notice]):
            is_near = True
    hospital.preparing = inspection.answering(p[P.prepare_cost], is_near, hospital.scrutiny)


def what_is_there(hospital: Hospital, remit: int, depth: int) -> float:
    """Judge what an inspection can come upon.

    Parameters
    ----------
    hospital : Hospital
        The hospital.
    remit : int
        What the body looks after: 0 quality, 1 finance, 2 professionals. [code]
    depth : int
        How deep it goes: 0 desk, 1 visit, 2 deep dive. [code]

    Returns
    -------
    float
        On the spot, preventable harm above the reference; at a desk, what papers lack. [-]
    """
    p = hospital.model.p
    if remit == FINANCE:
        return returns.shortfall(1.0 - hospital.pressure, 1.0 - p[P.finance_limit])
    if depth == DESK:
        return returns.shortfall(hospital.board_picture, p[P.paper_limit])
    return float(max(hospital.harm_rate / p[P.harm_reference] - 1.0, 0.0))
