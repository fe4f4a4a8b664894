"""M10: the perceived norm of voice and the false enforcement of silence."""

from __future__ import annotations

from culturesim.jitable import jitable


@jitable
def norm_next(norm: float, mean_voice: float, tau: float) -> float:
    r"""Perceived share who speak, after today.

    Parameters
    ----------
    norm, mean_voice : float
        Norm before and contacts' mean readiness to speak, in [0, 1]. [-]
    tau : float
        Time constant, 1 or more. [day]

    Returns
    -------
    float
        Norm after, between the two. [-]

    Notes
    -----
    .. math:: n' = n + (\bar p - n) / \tau

    Status A: M10 of the theory; that single silences grow into a norm is from [1]_.

    References
    ----------
    .. [1] Perlow and Repenning, Research in Organizational Behavior 29:195, 2009.

    Examples
    --------
    >>> round(norm_next(0.2, 0.7, 5.0), 6)
    0.3
    """
    return norm + (mean_voice - norm) / tau


@jitable
def is_enforcing(
    is_loyal: bool,
    norm: float,
    frac_enforcing: float,
    conviction: float,
    cost: float,
    majority: float,
) -> bool:
    r"""Whether a person sanctions those who speak.

    Parameters
    ----------
    is_loyal : bool
        Whether the person truly believes in silence.
    norm, frac_enforcing : float
        Perceived share who speak and share of contacts who enforce silence, in [0, 1]. [-]
    conviction, cost : float
        Own conviction against and the cost of enforcing it falsely, in [0, 1]. [-]
    majority : float
        Perceived share who speak from which silence is no norm any more, in [0, 1]. [-]

    Returns
    -------
    bool
        Whether the person enforces silence tomorrow.

    Notes
    -----
    .. math:: e = [n < m]\,\left([\mathrm{loyal}] \vee [\bar e > S + K]\right)

    Status R: false enforcement after [1]_, equations recalled. That nobody enforces silence once
    most are seen to speak is added here (status A).

    References
    ----------
    .. [1] Centola, Willer and Macy, American Journal of Sociology 110:1009, 2005.

    Examples
    --------
    >>> is_enforcing(True, 0.2, 0.0, 0.3, 0.1, 0.5), is_enforcing(False, 0.2, 0.5, 0.3, 0.1, 0.5)
    (True, True)
    >>> is_enforcing(True, 0.6, 1.0, 0.0, 0.0, 0.5)
    False
    """
    if norm >= majority:
        return False
    if is_loyal:
        return True
    return frac_enforcing > conviction + cost


@jitable
def p_sanction(frac_enforcing: float, strength: float) -> float:
    r"""Chance that peers make a speaker pay.

    Parameters
    ----------
    frac_enforcing : float
        Share of contacts who enforce silence, in [0, 1]. [-]
    strength : float
        Chance when all do, in [0, 1]. [-]

    Returns
    -------
    float
        Probability for each concern raised, in [0, strength]. [-]

    Notes
    -----
    .. math:: p = s \bar e

    Status A: linear; peers' sanctions as the carrier of an unpopular norm are from [1]_.

    References
    ----------
    .. [1] Centola, Willer and Macy, American Journal of Sociology 110:1009, 2005.

    Examples
    --------
    >>> p_sanction(0.5, 0.3)
    0.15
    """
    return strength * frac_enforcing
