"""Phases of the leaders: walking round the wards, going and being replaced (M18)."""

from __future__ import annotations

from culturesim.engine.events import emit
from culturesim.engine.practice import TURN_DAYS, points_drawn
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import leadership, teamwork
from culturesim.state.identity import person_counter
from culturesim.state.ledger import K
from culturesim.state.schema import HF, HI, MF, MI, SB, SF, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, field, key, noise, uniform

SHORTEST_TERM = 30  # nobody is removed by decision within so many days of coming


@jitable
def _visit(s: World, q: Vector, h: int, w: int, day: int, is_answered: bool) -> None:
    """Leaders visit a ward; those at work come to think more or less of speaking."""
    s.wi[WI.n_visits, w] = 1
    s.wi[WI.n_visits_answered, w] = 1 if is_answered else 0
    for i in range(s.ward_staff[w], s.ward_staff[w + 1]):
        if s.sb[SB.is_on_shift, i] == 1 and s.sb[SB.is_in_post, i] == 1:
            s.sf[SF.futility, i] = teamwork.futility_after_visit(
                s.sf[SF.futility, i], is_answered, q[P.walk_learning]
            )
    emit(s.ledger, s.ledger_count, day, K.walk_round, -1, h, w, -1, 1 if is_answered else 0)


@jitable
def go_round(s: World, p: Vector, seed: int, day: int) -> None:
    """Leaders walk round some wards, and good practice itself moves on.

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
    M18. Calls :func:`~culturesim.rules.teamwork.futility_after_visit` and
    :func:`~culturesim.rules.teamwork.seen_on_rounds`. What is sound changes for all hospitals
    alike.
    """
    if p[P.M18_on] == 0.0:
        return
    r0, r1 = key(seed, STREAM.round, day)
    moved = 0
    if day % TURN_DAYS == 0:
        g0, g1 = key(seed, STREAM.guidance, day)
        moved = points_drawn(g0, g1, 0, p[P.practice_change] * TURN_DAYS / 365.0)
    for h in range(s.hospital_ward.size - 1):
        s.hi[HI.sound, h] = s.hi[HI.sound, h] ^ moved
        n_seen = 0
        total = 0.0
        first, last = s.hospital_ward[h], s.hospital_ward[h + 1]
        for w in range(first, last):
            q = s.ward_p[s.ward_set[w]]
            word = draw(r0, r1, w)
            if field(word, 0) < q[P.walk_rounds] / TURN_DAYS:
                n_seen += 1
                total += s.mf[MF.badness, w]
                _visit(s, q, h, w, day, field(word, 1) < q[P.walk_feedback])
        s.hf[HF.round_view, h] = teamwork.seen_on_rounds(
            s.hf[HF.round_view, h],
            total / n_seen if n_seen > 0 else 0.0,
            n_seen,
            last - first,
            p[P.walk_memory],
        )


@jitable
def is_chief(s: World, m: int) -> bool:
    """Whether manager ``m`` is a chief executive: an executive who answers to the board.

    Parameters
    ----------
    s : World
        Blocks and index arrays.
    m : int
        Manager. [row]

    Returns
    -------
    bool
        Whether he or she is.
    """
    boss = s.mi[MI.parent, m]
    return s.mi[MI.level, m] == 2 and boss >= 0 and s.mi[MI.level, boss] == 3


@jitable
def bring_style(s: World, p: Vector, seed: int, m: int, has_predecessor: bool) -> None:
    """What the holder of manager's post ``m`` is like; a chief executive sets the tone.

    Parameters
    ----------
    s : World
        Blocks and index arrays, changed in place.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    seed : uint64
        Seed of the run. [-]
    m : int
        Manager. [row]
    has_predecessor : bool
        Whether the holder comes after somebody, and so perhaps from outside.

    Notes
    -----
    M18. Calls :func:`~culturesim.rules.leadership.tone_of`. Draws belong to the post and its
    holder.
    """
    k0, k1 = key(seed, STREAM.leader, 0)
    counter = person_counter(m, s.mi[MI.incumbent, m])
    word = draw(k0, k1, counter)
    blame = p[P.leader_blame_sd] * noise(draw(k0, k1, counter + 1))
    attention = p[P.leader_attention_sd] * noise(draw(k0, k1, counter + 2))
    s.mf[MF.style_blame, m] = blame
    if not is_chief(s, m):
        return
    h = s.mi[MI.hospital, m]
    is_outsider = has_predecessor and field(word, 0) < p[P.leader_outsider]
    pull = p[P.leader_pull]
    s.hf[HF.tone_blame, h] = leadership.tone_of(
        blame, is_outsider, p[P.leader_blame], p[P.manager_blame], pull
    )
    s.hf[HF.tone_attention, h] = leadership.tone_of(
        attention, is_outsider, p[P.leader_attention], p[P.attention_base], pull
    )
    s.hf[HF.tone_money, h] = p[P.leader_money_sd] * noise(draw(k0, k1, counter + 3))


@jitable
def _replace(s: World, p: Vector, seed: int, m: int, day: int) -> None:
    """Somebody else takes up manager's post ``m`` and knows nothing of what was heard."""
    h = s.mi[MI.hospital, m]
    s.mi[MI.incumbent, m] += 1
    s.mi[MI.day_came, m] = day
    bring_style(s, p, seed, m, True)
    s.mf[MF.handover, m] = 1.0
    s.mf[MF.heard, m] = 0.0
    chief = 1 if is_chief(s, m) else 0
    if chief == 1:
        s.hf[HF.handover, h] = 1.0
        s.hi[HI.n_chiefs, h] += 1
    if p[P.M8_on] > 0.0:
        s.mf[MF.blame, m] = leadership.lasting_level(
            p[P.manager_blame] + s.hf[HF.own_blame, h],
            s.mf[MF.style_blame, m],
            s.hf[HF.tone_blame, h],
        )
        s.mf[MF.attention, m] = leadership.lasting_level(
            p[P.attention_base] + s.hf[HF.own_attention, h], s.hf[HF.tone_attention, h], 0.0
        )
    emit(s.ledger, s.ledger_count, day, K.leader_changed, m, h, -1, -1, chief)


@jitable
def _goes(s: World, p: Vector, m: int, day: int, u_today: float, u_person: float) -> bool:
    """Whether the holder of manager's post ``m`` goes today, by chance or by decision."""
    scrutiny = s.hf[HF.scrutiny, s.mi[MI.hospital, m]] if s.mi[MI.level, m] > 1 else 0.0
    if u_today < leadership.p_replaced(p[P.leader_tenure], scrutiny, p[P.leader_fall]):
        return True
    removed = p[P.manager_removal]
    if is_chief(s, m) and p[P.chief_removal] > removed:
        removed = p[P.chief_removal]
    return day - s.mi[MI.day_came, m] >= SHORTEST_TERM and u_person < removed


@jitable
def change_leaders(s: World, p: Vector, seed: int, day: int) -> None:
    """Managers go, others come with a style of their own, and find their feet.

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
    M18. Calls :func:`~culturesim.rules.leadership.p_replaced`,
    :func:`~culturesim.rules.leadership.handover_next` and
    :func:`~culturesim.rules.leadership.lasting_level`. Whether a holder survives a removal by
    decision is drawn once a person, so a decision spread over days removes the share it names.
    """
    if p[P.M18_on] == 0.0:
        return
    k0, k1 = key(seed, STREAM.leader, 0)
    t0, t1 = key(seed, STREAM.leader, day)
    for h in range(s.hi.shape[1]):
        s.hf[HF.handover, h] = leadership.handover_next(s.hf[HF.handover, h], p[P.handover_tau])
    for m in range(s.mi.shape[1]):
        s.mf[MF.handover, m] = leadership.handover_next(s.mf[MF.handover, m], p[P.handover_tau])
        counter = person_counter(m, s.mi[MI.incumbent, m])
        u_today, u_person = uniform(draw(t0, t1, counter + 5)), uniform(draw(k0, k1, counter + 4))
        if _goes(s, p, m, day, u_today, u_person):
            _replace(s, p, seed, m, day)
