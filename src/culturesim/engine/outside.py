"""The phase in which staff go outside after warnings in vain, and all learn what it cost (M16)."""

from __future__ import annotations

from culturesim.engine.events import emit
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import belief, exposure
from culturesim.state.ledger import K
from culturesim.state.schema import HI, MF, SB, SF, SI, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, field, key, uniform


@jitable
def _hear_of_disclosers(s: World, p: Vector, w: int, n_bad: int, n_good: int) -> None:
    """Everybody on a ward learns what became of those who went outside yesterday."""
    weight = p[P.outside_visible]
    alpha, rel = p[P.learning_rate], p[P.rel_bad_news]
    for i in range(s.ward_staff[w], s.ward_staff[w + 1]):
        if s.sb[SB.is_in_post, i] == 1:
            s.sf[SF.fear, i] = belief.belief_after_events(
                s.sf[SF.fear, i], weight * (n_bad + n_good), weight * n_bad, alpha, 1.0, rel
            )
            s.sf[SF.futility, i] = belief.belief_after_events(
                s.sf[SF.futility, i], weight * n_good, 0.0, alpha, 1.0, rel
            )


@jitable
def p_disclose(s: World, p: Vector, i: int) -> float:
    """Chance that person ``i`` takes the grave concern held today outside.

    Parameters
    ----------
    s : World
        Blocks and index arrays.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    i : int
        Post. [row]

    Returns
    -------
    float
        Chance, in [0, 1]. [day⁻¹]

    Notes
    -----
    M16. :func:`~culturesim.rules.exposure.p_go_outside` of
    :func:`~culturesim.rules.exposure.outside_logit`.
    """
    logit = exposure.outside_logit(
        s.sf[SF.concern, i],
        s.si[SI.n_warned, i],
        int(p[P.outside_attempts_most]),
        s.sf[SF.fear, i],
        p[P.outside_protection],
        1.0 - s.sf[SF.energy, i],
        s.sf[SF.conviction, i],
        p[P.outside_constant],
        p[P.outside_grave],
        p[P.outside_ignored],
        p[P.outside_fear],
        p[P.outside_shield],
        p[P.outside_leaving],
        p[P.outside_conviction],
    )
    return exposure.p_go_outside(logit, p[P.outside_channel])


@jitable
def _disclose(s: World, p: Vector, i: int, w: int, day: int, word: int) -> None:
    """A person goes outside: to whom, and what it costs."""
    h = s.wi[WI.hospital, w]
    to_press = field(word, 0) < p[P.outside_press]
    if to_press:
        s.hi[HI.n_outside_press, h] += 1
    else:
        s.hi[HI.n_outside_regulator, h] += 1
    event = emit(
        s.ledger, s.ledger_count, day, K.went_outside, i, h, w,
        s.si[SI.concern_event, i], 2 if to_press else 1,
    )  # fmt: skip
    s.hi[HI.outside_event, h] = event
    suffers = exposure.p_retaliation(s.mf[MF.blame, w], p[P.outside_protection], p[P.retaliation])
    if field(word, 1) < suffers:
        s.hi[HI.n_retaliated, h] += 1
        emit(s.ledger, s.ledger_count, day, K.retaliated, w, i, w, event, 0)


@jitable
def go_outside(s: World, p: Vector, seed: int, day: int) -> None:
    """Those who warned in vain of something grave may take it to a regulator or a newspaper.

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
    M16. Calls :func:`p_disclose`, :func:`~culturesim.rules.exposure.p_retaliation` and
    :func:`~culturesim.rules.belief.belief_after_events`. What became of yesterday's disclosers is
    known to the whole hospital before anybody decides today.
    """
    k0, k1 = key(seed, STREAM.outside, day)
    s.hi[HI.n_outside_regulator : HI.n_retaliated + 1, :] = 0
    if p[P.M16_on] == 0.0:
        return
    for w in range(s.wi.shape[1]):
        h = s.wi[WI.hospital, w]
        if s.hi[HI.seen_retaliated, h] + s.hi[HI.seen_heeded, h] > 0:
            _hear_of_disclosers(s, p, w, s.hi[HI.seen_retaliated, h], s.hi[HI.seen_heeded, h])
        if s.wi[WI.n_concerns, w] == 0:
            continue
        for i in range(s.ward_staff[w], s.ward_staff[w + 1]):
            if s.sf[SF.concern, i] <= p[P.outside_severity] or s.sb[SB.is_in_post, i] == 0:
                continue
            in_vain = s.sb[SB.is_acted, i] == 0 or s.sb[SB.is_punished, i] == 1
            if s.sb[SB.channel, i] > 2 and in_vain:
                s.si[SI.n_warned, i] += 1
            if s.si[SI.n_warned, i] < p[P.outside_attempts]:
                continue
            if uniform(draw(k0, k1, 2 * i)) < p_disclose(s, p, i):
                _disclose(s, p, i, w, day, draw(k0, k1, 2 * i + 1))
