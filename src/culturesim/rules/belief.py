"""M9: learning from what happened to the last one who spoke."""

from __future__ import annotations

from culturesim.jitable import jitable


@jitable
def experience_weight(
    n_own: int, n_team: int, n_contacts: int, w_team: float, w_contacts: float
) -> float:
    """Weight of the events seen today: one's own count 1, those of others less.

    Parameters
    ----------
    n_own, n_team, n_contacts : int
        Events of oneself, of team mates and of contacts, 0 or more. [count]
    w_team, w_contacts : float
        Weights of a team mate's and a contact's event, in [0, 1]. [-]

    Returns
    -------
    float
        Total weight, 0 or more. [-]

    Notes
    -----
    .. math:: W = n_s + w_t n_t + w_c n_c

    A team mate who is a contact too counts under both heads. Status A: the theory gives weights 1,
    0.5 and 0.2; that people learn from what befalls others is from [1]_.

    References
    ----------
    .. [1] Detert and Edmondson, Implicit voice theories, Academy of Management Journal, 2011.

    Examples
    --------
    >>> experience_weight(1, 2, 5, 0.5, 0.2)
    3.0
    """
    return n_own + w_team * n_team + w_contacts * n_contacts


@jitable
def belief_after_events(
    belief: float, weight: float, weight_bad: float, alpha: float, visibility: float, rel_bad: float
) -> float:
    r"""Belief (fear or futility) after the day's visible events.

    Parameters
    ----------
    belief : float
        Belief before, in [0, 1]. [-]
    weight, weight_bad : float
        Weights of all events and of those that went badly, 0 or more, the second no larger; see
        :func:`experience_weight`. [-]
    alpha, visibility : float
        Learning rate and visibility of events, in [0, 1]. [-]
    rel_bad : float
        Weight of bad outcomes beside good ones, 1 for symmetry. [-]

    Returns
    -------
    float
        Belief after, in [0, 1]. [-]

    Notes
    -----
    .. math:: F' = F + \alpha\Theta\left[r W_b (1 - F) - (W - W_b) F\right]

    With one event this is M9 of the theory. Several events on one day add up instead of
    compounding, so that their order cannot matter; a total pull above 1 is scaled back to 1.
    Status A: the form; that feedback is the strongest correlate of reporting is from [1]_.

    References
    ----------
    .. [1] Burlison et al., Journal of Patient Safety, PMC5415419.

    Examples
    --------
    >>> round(belief_after_events(0.5, 1.0, 1.0, 0.3, 1.0, 1.0), 6)
    0.65
    >>> round(belief_after_events(0.5, 1.0, 0.0, 0.3, 1.0, 1.0), 6)
    0.35
    """
    up = alpha * visibility * rel_bad * weight_bad
    down = alpha * visibility * (weight - weight_bad)
    total = up + down
    if total > 1.0:
        up = up / total
        total = 1.0
    after = belief + up - total * belief
    return belief if weight <= 0.0 else after  # last, so that a loop has no branch to guess


@jitable
def belief_relaxed(belief: float, prior: float, delta: float) -> float:
    r"""Belief without news: it drifts back to what people brought with them.

    Parameters
    ----------
    belief : float
        Belief before, in [0, 1]. [-]
    prior : float
        Implicit theory of voice people bring, in [0, 1]. [-]
    delta : float
        Share of the gap closed in a day, in [0, 1]. [day⁻¹]

    Returns
    -------
    float
        Belief after, between belief and prior. [-]

    Notes
    -----
    .. math:: F' = F + \delta (F_0 - F)

    Status A: existence of such priors is from [1]_; no data found identify the rate or the prior.

    References
    ----------
    .. [1] Detert and Edmondson, Implicit voice theories, Academy of Management Journal, 2011.

    Examples
    --------
    >>> round(belief_relaxed(0.1, 0.7, 0.005), 6)
    0.103
    """
    return belief + delta * (prior - belief)
