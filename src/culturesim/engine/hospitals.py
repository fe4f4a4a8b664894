"""Phases of the hospital: reading its instruments, and the board's picture and attention."""

from __future__ import annotations

from culturesim.engine.events import emit
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import aftermath, filtering, leadership, measurement, patients, targets
from culturesim.rules.numeric import clip
from culturesim.state.ledger import K
from culturesim.state.schema import HF, HI, MF, SB, SF, WF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, field, key, noise, poisson, uniform


@jitable
def _returns(s: World, p: Vector, h: int, first: int, last: int) -> None:
    """Staffing return, complaint rate, incident rate, deaths: the hospital's own counts."""
    filled = planned = complaints = reports = upheld = harms = 0
    observed = expected = 0.0
    for w in range(first, last):
        filled += s.wi[WI.n_rn_on_shift, w] + s.wi[WI.n_rn_agency, w]
        planned += s.wi[WI.n_rn_planned, w]
        complaints += s.wi[WI.n_complaints, w]
        upheld += s.wi[WI.n_upheld, w]
        reports += s.wi[WI.n_reports, w]
        harms += s.wi[WI.n_preventable, w]
        observed += s.wf[WF.observed_deaths, w]
        expected += s.wf[WF.expected_deaths, w]
    days = s.hi[HI.n_patients, h] if s.hi[HI.n_patients, h] > 0 else 1
    window = p[P.return_window]
    s.hf[HF.fill, h] = measurement.running_total(
        s.hf[HF.fill, h], measurement.fill_rate(filled, planned), window
    )
    s.hf[HF.complaints, h] = measurement.running_total(
        s.hf[HF.complaints, h], complaints / days, window
    )
    s.hf[HF.reports, h] = measurement.running_total(s.hf[HF.reports, h], reports / days, window)
    s.hf[HF.harm_rate, h] = measurement.running_total(
        s.hf[HF.harm_rate, h], harms / days, p[P.harm_window]
    )
    s.hf[HF.observed, h] = measurement.running_total(
        s.hf[HF.observed, h], observed, p[P.ratio_window]
    )
    s.hf[HF.expected, h] = measurement.running_total(
        s.hf[HF.expected, h], expected, p[P.ratio_window]
    )
    s.hf[HF.community_futility, h] = patients.community_futility_next(
        s.hf[HF.community_futility, h], complaints, upheld, p[P.community_rate]
    )


@jitable
def _survey(s: World, p: Vector, h: int, first: int, last: int, day: int, k0: int, k1: int) -> None:
    """Yearly staff survey: a sample answers three questions, each yes or no."""
    n = n_recommend = n_safe = n_heard = 0
    for w in range(first, last):
        for i in range(s.ward_staff[w], s.ward_staff[w + 1]):
            word = draw(k0, k1, i)
            if s.sb[SB.is_in_post, i] == 0 or field(word, 0) >= p[P.survey_sample]:
                continue
            n += 1
            futility = s.sf[SF.futility, i]
            if field(word, 1) < measurement.p_recommend(
                s.wf[WF.missed_care, w],
                s.sf[SF.standard, i],
                futility,
                p[P.recommend_constant],
                p[P.recommend_care],
                p[P.recommend_futility],
            ):
                n_recommend += 1
            if field(word, 2) < measurement.p_feels_safe(
                s.sf[SF.fear, i], p[P.safe_constant], p[P.safe_fear]
            ):
                n_safe += 1
            if field(word, 3) < measurement.p_feels_heard(
                futility, p[P.heard_constant], p[P.heard_futility]
            ):
                n_heard += 1
    if n > 0:
        s.hf[HF.survey_recommend, h] = n_recommend / n
        s.hf[HF.survey_safe, h] = n_safe / n
        s.hf[HF.survey_heard, h] = n_heard / n
    emit(s.ledger, s.ledger_count, day, K.survey, -1, h, -1, -1, n)


@jitable
def measure(s: World, p: Vector, seed: int, day: int) -> None:
    """Read the hospital's instruments: returns daily, the ratio with its lag, the survey yearly.

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
    Calls the rules of :mod:`culturesim.rules.measurement`,
    :func:`~culturesim.rules.patients.community_futility_next` and
    :func:`~culturesim.rules.patients.expected_escalations`. The true rate of harm is kept beside
    them; no observer reads it. The ratio's random error is that of a year's edition: the lag of
    print would average one drawn each month away.
    """
    k0, k1 = key(seed, STREAM.ratio, day // 365)
    e0, e1 = key(seed, STREAM.escalate, day)
    u0, u1 = key(seed, STREAM.survey, day)
    for h in range(s.hospital_ward.size - 1):
        first, last = s.hospital_ward[h], s.hospital_ward[h + 1]
        _returns(s, p, h, first, last)
        ratio = measurement.mortality_ratio(s.hf[HF.observed, h], s.hf[HF.expected, h])
        if day % 30 == 0:
            ratio_noise = p[P.ratio_noise] * noise(draw(k0, k1, h))
            s.hf[HF.ratio_current, h] = ratio + ratio_noise
        s.hf[HF.ratio, h] = measurement.published_next(
            s.hf[HF.ratio, h], s.hf[HF.ratio_current, h], p[P.ratio_lag]
        )
        mean = patients.expected_escalations(s.hf[HF.unresolved, h], p[P.escalation])
        n_out = poisson(uniform(draw(e0, e1, h)), mean)
        if n_out > s.hf[HF.unresolved, h]:
            n_out = int(s.hf[HF.unresolved, h])
        s.hi[HI.n_escalations, h] = n_out
        s.hf[HF.unresolved, h] -= n_out + s.hf[HF.unresolved, h] / p[P.unresolved_memory]
        if s.hf[HF.unresolved, h] < 0.0:
            s.hf[HF.unresolved, h] = 0.0
        for _ in range(n_out):
            emit(s.ledger, s.ledger_count, day, K.escalated, -1, h, -1, -1, 0)
        if day % 365 == int(p[P.survey_day]):
            _survey(s, p, h, first, last, day, u0, u1)


@jitable
def govern(s: World, p: Vector, seed: int, day: int) -> None:
    """The board looks at its dashboard; pressure and attention to safety follow.

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
    M13 and M8. Calls :func:`~culturesim.rules.filtering.with_bypass`,
    :func:`~culturesim.rules.filtering.score_ratio`,
    :func:`~culturesim.rules.filtering.score_below`,
    :func:`~culturesim.rules.filtering.board_picture` and
    :func:`~culturesim.rules.filtering.board_attention_target`.
    """
    for h in range(s.hospital_ward.size - 1):
        total = 0.0
        first, last = s.hospital_ward[h], s.hospital_ward[h + 1]
        for w in range(first, last):
            total += s.mf[MF.badness, w]
        true_view = total / (last - first)
        escalated = filtering.with_bypass(
            s.mf[MF.badness, s.chair[h]], true_view, p[P.board_bypass]
        )
        if s.hf[HF.round_view, h] > escalated:
            escalated = filtering.with_bypass(escalated, s.hf[HF.round_view, h], p[P.walk_weight])
        grievance = 1.0 - s.hf[HF.score_complaints, h]
        if grievance > escalated:
            escalated = filtering.with_bypass(escalated, grievance, p[P.patient_seat])
        if p[P.M13_on] == 0.0:
            escalated = true_view
        s.hf[HF.true_view, h] = true_view
        s.hf[HF.board_view, h] = escalated
        s.hf[HF.score_fill, h] = s.hf[HF.fill, h]
        s.hf[HF.score_ratio, h] = filtering.score_ratio(
            s.hf[HF.ratio, h], p[P.score_ratio_best], p[P.score_ratio_worst]
        )
        s.hf[HF.score_complaints, h] = filtering.score_below(
            s.hf[HF.complaints, h], p[P.score_complaints_half]
        )
        s.hf[HF.score_reports, h] = filtering.score_below(
            s.hf[HF.reports, h], p[P.score_reports_half]
        )
        s.hf[HF.score_escalated, h] = 1.0 - escalated
        s.hf[HF.board_picture, h] = filtering.board_picture(
            s.hf[HF.score_fill, h],
            s.hf[HF.score_ratio, h],
            s.hf[HF.score_complaints, h],
            s.hf[HF.score_reports, h],
            s.hf[HF.score_escalated, h],
        )
        if p[P.target_threat] > 0.0:
            s.hf[HF.board_picture, h] = targets.score_with_target(
                s.hf[HF.board_picture, h],
                targets.score_target(s.hf[HF.seen_reported, h], s.hf[HF.target_level, h]),
                p[P.target_score],
            )
        if p[P.M8_on] > 0.0:
            own = clip(
                p[P.money_pressure] + s.hf[HF.own_pressure, h] + s.hf[HF.sanction_pressure, h],
                0.0,
                1.0,
            )
            money = leadership.lasting_level(own, s.hf[HF.tone_money, h], 0.0)
            felt = targets.pressure_on_board(money, s.hf[HF.target_pressure, h], p[P.target_weight])
            s.hf[HF.pressure, h] = felt
            settled = leadership.lasting_level(p[P.attention_base], s.hf[HF.tone_attention, h], 0.0)
            attention = filtering.board_attention_target(
                clip(
                    aftermath.raised(
                        leadership.after_handover(
                            settled, s.hf[HF.handover, h], p[P.handover_usual], p[P.handover_loss]
                        ),
                        s.hf[HF.change, h],
                        p[P.change_attention],
                    )
                    + s.hf[HF.own_attention, h]
                    + s.hf[HF.sanction_support, h],
                    0.0,
                    1.0,
                ),
                escalated,
                s.hf[HF.scrutiny, h],
                felt,
                p[P.attention_gain],
                p[P.attention_crowding],
            )
            s.hf[HF.attention, h] = targets.attention_left(
                attention, s.hf[HF.target_gaming, h], p[P.gaming_blinding]
            )
