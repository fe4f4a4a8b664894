"""The core of fear, futility and norm with people in it: 200 staff on a small-world network."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from culturesim.evidence.theory.compiling import compiled
from culturesim.evidence.theory.core import Culture, State, learnt, readiness
from culturesim.jitable import jitable
from culturesim.rules.norms import norm_next
from culturesim.rules.response import p_punish

__all__ = ["Crowd", "make_crowd", "voice_over"]

N_STAFF, N_CONTACTS, REWIRED = 200, 8, 0.1
Floats = NDArray[np.float64]


class Crowd(NamedTuple):
    """People of the agent version, one entry a person.

    Parameters
    ----------
    norm, fear, futility : ndarray of float64
        Perceived norm and beliefs, in [0, 1]. [-]
    disposition, commitment : ndarray of float64
        Lasting readiness; rank in [0, 1) in which people are made committed speakers. [-]
    start, contacts : ndarray of int64
        Contacts of person i are ``contacts[start[i]:start[i + 1]]``.

    Examples
    --------
    >>> Crowd._fields[:3]
    ('norm', 'fear', 'futility')
    """

    norm: Floats
    fear: Floats
    futility: Floats
    disposition: Floats
    commitment: Floats
    start: NDArray[np.int64]
    contacts: NDArray[np.int64]


def make_crowd(state: State, culture: Culture, rng: np.random.Generator) -> Crowd:
    """Build 200 people on a Watts-Strogatz network, all starting from one state.

    Parameters
    ----------
    state : State
        Where everybody starts.
    culture : Culture
        What is fixed; its ``disposition_sd`` spreads people's readiness.
    rng : Generator
        Draws network, dispositions and who is committed first.

    Returns
    -------
    Crowd
        People with eight contacts each on average, a tenth of the ties rewired.

    References
    ----------
    .. [1] Watts and Strogatz, Nature 393:440, 1998, doi:10.1038/30918.

    Examples
    --------
    >>> crowd = make_crowd(State(0.0, 0.7, 0.7), Culture(), np.random.default_rng(0))
    >>> crowd.fear.size, crowd.contacts.size
    (200, 1600)
    """
    import networkx as nx

    seed = int(rng.integers(2**31))
    graph = nx.watts_strogatz_graph(N_STAFF, N_CONTACTS, REWIRED, seed=seed)
    lists: list[list[int]] = [sorted(graph[i]) for i in range(N_STAFF)]
    return Crowd(
        norm=np.full(N_STAFF, state.voice),
        fear=np.full(N_STAFF, state.fear),
        futility=np.full(N_STAFF, state.futility),
        disposition=rng.normal(0.0, culture.disposition_sd, N_STAFF),
        commitment=rng.permutation(N_STAFF) / N_STAFF,
        start=np.cumsum([0, *[len(each) for each in lists]]),
        contacts=np.concatenate([np.array(each, dtype=np.int64) for each in lists]),
    )


@compiled
def voice_over(crowd: Crowd, culture: Culture, blame: Floats, rng: Any) -> Floats:
    """Run the crowd through a course of blame, one value a day; it is changed in place.

    Parameters
    ----------
    crowd : Crowd
        People.
    culture : Culture
        What is fixed; its own ``blame`` is not used.
    blame : ndarray of float64, shape (days,)
        Managers' readiness to blame on each day, in [0, 1]. [-]
    rng : Generator
        Draws who holds a concern, who speaks, who is punished and who is answered.

    Returns
    -------
    ndarray of float64, shape (days,)
        Mean readiness to speak on each day. [-]

    Notes
    -----
    A day has two passes: everybody decides on yesterday's beliefs, then everybody learns from the
    events of their contacts, each of weight 1 as in the mean field.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> crowd = make_crowd(State(0.0, 0.7, 0.7), Culture(), rng)
    >>> bool(voice_over(crowd, Culture(), np.full(3, 0.7), rng).max() < 0.1)
    True
    """
    n = crowd.fear.size
    p = np.empty(n)
    spoke, punished, ignored = np.empty(n), np.empty(n), np.empty(n)
    voice = np.empty(blame.size)
    share = crowd.norm.mean()
    for day in range(blame.size):
        p_bad = p_punish(blame[day], culture.omega, share)
        for i in range(n):
            if crowd.commitment[i] < culture.committed:
                p[i] = 1.0
            else:
                p[i] = readiness(
                    crowd.norm[i], crowd.fear[i], crowd.futility[i], crowd.disposition[i], culture
                )
            speaks = rng.random() < culture.concerns * p[i]
            spoke[i] = 1.0 if speaks else 0.0
            punished[i] = 1.0 if speaks and rng.random() < p_bad else 0.0
            ignored[i] = 1.0 if speaks and rng.random() >= culture.response else 0.0
        learn(crowd, culture, p, spoke, punished, ignored)
        share = p.mean()
        voice[day] = share
    return voice


@jitable
def learn(
    crowd: Crowd, culture: Culture, p: Floats, spoke: Floats, punished: Floats, ignored: Floats
) -> None:
    """Update norm, fear and futility of everybody from what their contacts did today."""
    for i in range(p.size):
        near, seen, bad, unanswered = 0.0, 0.0, 0.0, 0.0
        for k in range(crowd.start[i], crowd.start[i + 1]):
            j = crowd.contacts[k]
            near += p[j]
            seen += spoke[j]
            bad += punished[j]
            unanswered += ignored[j]
        n_contacts = crowd.start[i + 1] - crowd.start[i]
        if n_contacts > 0:
            crowd.norm[i] = norm_next(crowd.norm[i], near / n_contacts, culture.tau)
        crowd.fear[i] = learnt(crowd.fear[i], seen, bad, culture.prior_fear, culture)
        crowd.futility[i] = learnt(
            crowd.futility[i], seen, unanswered, culture.prior_futility, culture
        )
