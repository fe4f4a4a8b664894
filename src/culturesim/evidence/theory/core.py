"""The core of fear, futility and norm that T15, T16 and T17 share, in its mean field.

Everybody is alike and everything happens at its expected rate, so a ward is three numbers: the
share who speak, fear and futility. A day is made of the rules the model itself uses.
"""

from __future__ import annotations

from typing import NamedTuple

from culturesim.evidence.theory.compiling import compiled
from culturesim.jitable import jitable
from culturesim.rules.belief import belief_after_events, belief_relaxed
from culturesim.rules.norms import norm_next
from culturesim.rules.response import p_punish
from culturesim.rules.voice import p_speak_up, speak_up_logit

__all__ = ["Culture", "State", "day_after", "from_open", "from_silence", "settle"]


class Culture(NamedTuple):
    """What stays fixed in the core; defaults are those of section 10.1 of the theory.

    Parameters
    ----------
    blame, response : float
        Managers' readiness to blame and share of concerns they act on, in [0, 1]. [-]
    prior_fear, prior_futility : float
        Beliefs people bring, in [0, 1]. [-]
    committed : float
        Share who always speak, in [0, 1]. [-]
    b_norm : float
        Weight of the perceived norm, 0 or more. [-]
    omega : float
        How far numbers protect speakers, in [0, 1]. [-]
    visibility : float
        Share of events that others see, in [0, 1]. [-]
    disposition_sd : float
        Spread of lasting readiness to speak, 0 or more; the mean field leaves it out. [-]
    n_contacts, concerns : float
        Contacts a person watches, and contestable concerns, 0 or more. [head, head⁻¹ day⁻¹]
    alpha, delta : float
        Learning rate and daily drift to the prior, in [0, 1]. [-, day⁻¹]
    tau : float
        Time constant of the norm, 1 or more. [day]
    severity, b_0, b_severity, b_fear, b_futility : float
        Severity of a concern in [0, 1], constant and weights of the decision to speak. [-]

    Examples
    --------
    >>> Culture(blame=0.3).b_norm
    3.5
    """

    blame: float = 0.1
    response: float = 0.8
    prior_fear: float = 0.7
    prior_futility: float = 0.7
    committed: float = 0.0
    b_norm: float = 3.5
    omega: float = 0.5
    visibility: float = 1.0
    disposition_sd: float = 0.5
    n_contacts: float = 8.0
    concerns: float = 0.02
    alpha: float = 0.3
    delta: float = 0.005
    tau: float = 5.0
    severity: float = 0.6
    b_0: float = -1.3
    b_severity: float = 2.5
    b_fear: float = 3.0
    b_futility: float = 3.0


class State(NamedTuple):
    """Where the core is: voice, fear and futility, each in [0, 1].

    Parameters
    ----------
    voice, fear, futility : float
        Share who speak, believed chance of detriment, believed chance that nothing happens. [-]

    Examples
    --------
    >>> State(0.02, 0.7, 0.7).voice
    0.02
    """

    voice: float
    fear: float
    futility: float


def from_open(culture: Culture) -> State:
    """Start from a place where nearly everybody speaks.

    Parameters
    ----------
    culture : Culture
        What is fixed.

    Returns
    -------
    State
        Nearly all speak; fear and futility as experience there would teach.

    Examples
    --------
    >>> from_open(Culture()).voice
    0.98
    """
    return State(0.98, 0.0, 1.0 - culture.response)


def from_silence(culture: Culture) -> State:
    """Start from a place where nobody has spoken for long.

    Parameters
    ----------
    culture : Culture
        What is fixed.

    Returns
    -------
    State
        Only the committed speak; beliefs are those people bring.

    Examples
    --------
    >>> from_silence(Culture())
    State(voice=0.0, fear=0.7, futility=0.7)
    """
    return State(culture.committed, culture.prior_fear, culture.prior_futility)


@jitable
def readiness(norm: float, fear: float, futility: float, disposition: float, c: Culture) -> float:
    """Chance that a person who holds a concern raises it."""
    return p_speak_up(
        speak_up_logit(
            c.severity, fear, futility, norm, 0.0, 0.0, 0.0, disposition,
            c.b_0, c.b_severity, c.b_fear, c.b_futility, c.b_norm, 0.0, 0.0,
        )
    )  # fmt: skip


@jitable
def learnt(belief: float, seen: float, bad: float, prior: float, c: Culture) -> float:
    """Belief after the day's events and its drift, both read from yesterday's belief."""
    taught = belief_after_events(belief, seen, bad, c.alpha, c.visibility, 1.0)
    return taught + belief_relaxed(belief, prior, c.delta) - belief


@jitable
def day_after(state: State, c: Culture) -> State:
    r"""Work out the core one day later.

    Parameters
    ----------
    state : State
        Yesterday.
    c : Culture
        What is fixed.

    Returns
    -------
    State
        Today.

    Notes
    -----
    With v voice, :math:`\kappa = k c v` the events a person sees and m the committed share:

    .. math::
       v' &= v + (m + (1 - m)\,\sigma(x(v, F, U)) - v) / \tau \\
       F' &= F + \alpha\Theta\kappa(\beta (1 - \omega v) - F) + \delta (F_0 - F) \\
       U' &= U + \alpha\Theta\kappa(1 - q - U) + \delta (U_0 - U)

    A day of these has the same rest points as the equations in continuous time.

    Examples
    --------
    >>> round(day_after(State(0.5, 0.7, 0.7), Culture(blame=0.7)).fear, 6)
    0.6958
    """
    p = readiness(state.voice, state.fear, state.futility, 0.0, c)
    seen = c.n_contacts * c.concerns * state.voice
    punished = seen * p_punish(c.blame, c.omega, state.voice)
    return State(
        norm_next(state.voice, c.committed + (1.0 - c.committed) * p, c.tau),
        learnt(state.fear, seen, punished, c.prior_fear, c),
        learnt(state.futility, seen, seen * (1.0 - c.response), c.prior_futility, c),
    )


@compiled
def settle(state: State, culture: Culture, days: int) -> State:
    """Run the core for many days.

    Parameters
    ----------
    state : State
        Start.
    culture : Culture
        What is fixed.
    days : int
        Days, 0 or more. [day]

    Returns
    -------
    State
        The end.

    Examples
    --------
    >>> settle(State(0.5, 0.2, 0.3), Culture(), 0)
    State(voice=0.5, fear=0.2, futility=0.3)
    """
    for _ in range(days):
        state = day_after(state, culture)
    return state
