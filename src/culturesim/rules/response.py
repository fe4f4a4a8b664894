"""M8: what a manager does with a concern, and how a manager's defensiveness moves."""

from __future__ import annotations

from culturesim.jitable import jitable
from culturesim.rules.numeric import logistic


@jitable
def p_act(
    attention: float,
    severity: float,
    credibility: float,
    pressure_felt: float,
    g_attention: float,
    attention_half: float,
    g_severity: float,
    severity_reference: float,
    g_pressure: float,
) -> float:
    r"""Chance that a manager acts on a concern, given time to handle it.

    Parameters
    ----------
    attention, severity, pressure_felt : float
        Attention to safety, severity of the concern, pressure of money and targets, in [0, 1]. [-]
    credibility : float
        Extra log-odds for who speaks. [-]
    attention_half, severity_reference : float
        Attention at which half of the concerns of this severity are acted on, in [0, 1]. [-]
    g_attention, g_severity, g_pressure : float
        Weights on the logit scale, 0 or more. [-]

    Returns
    -------
    float
        Probability for each concern, in (0, 1). [-]

    Notes
    -----
    .. math:: q = \sigma(g_A (A - A_h) + g_S (s - s_{ref}) + c - g_P \Pi)

    Status A: a sum where M8 of the theory multiplies attention, severity and credibility, and a
    decision apart from punishing (:func:`p_punish`) in place of one choice among three, which
    could not hold the theory's closed manager (blame 0.7, action 0.4). About half of nurses'
    concerns got no action [1]_.

    References
    ----------
    .. [1] Royal College of Nursing, surveys of nurses who raised concerns, 2009, 2011 and 2013.

    Examples
    --------
    >>> p_act(0.45, 0.6, 0.0, 0.0, 4.0, 0.45, 1.0, 0.6, 0.8)
    0.5
    >>> round(p_act(0.8, 0.6, 0.0, 0.0, 4.0, 0.45, 1.0, 0.6, 0.8), 3)
    0.802
    """
    return logistic(
        g_attention * (attention - attention_half)
        + g_severity * (severity - severity_reference)
        + credibility
        - g_pressure * pressure_felt
    )


@jitable
def handled_share(n_arrivals: int, capacity: float) -> float:
    r"""Share of today's concerns a manager has time for.

    Parameters
    ----------
    n_arrivals : int
        Concerns raised today, 0 or more. [day⁻¹]
    capacity : float
        Concerns one can handle, 0 or more. [day⁻¹]

    Returns
    -------
    float
        Share in [0, 1]. [-]

    Notes
    -----
    .. math:: k = \min(1, \kappa / n)

    Status D: every concern has the same chance of being handled, in place of a queue whose order
    would matter; the theory's min(q, capacity / arrivals) becomes q times this share, lower when
    both bind. Encouragement can flood those who answer; feedback is what keeps reporting alive
    [1]_.

    References
    ----------
    .. [1] Burlison et al., Journal of Patient Safety, PMC5415419.

    Examples
    --------
    >>> handled_share(2, 3.0), handled_share(6, 3.0), handled_share(0, 0.0)
    (1.0, 0.5, 1.0)
    """
    if n_arrivals <= capacity:
        return 1.0
    return capacity / n_arrivals


@jitable
def p_punish(blame: float, omega: float, voice_share: float) -> float:
    r"""Chance that a speaker suffers: punishing one of many is harder.

    Parameters
    ----------
    blame : float
        Manager's readiness to blame, in [0, 1]. [-]
    omega : float
        How far numbers protect, in [0, 1]. [-]
    voice_share : float
        Share who speak, in [0, 1]. [-]

    Returns
    -------
    float
        Probability for each concern raised, in [0, blame]. [-]

    Notes
    -----
    .. math:: \beta' = \beta (1 - \omega n)

    Status A: the summary form of M8 of the theory; safety in numbers as in models of protest [1]_.
    Drawn apart from :func:`p_act`: a manager may act and punish.

    References
    ----------
    .. [1] Epstein, Proceedings of the National Academy of Sciences 99:7243, 2002.

    Examples
    --------
    >>> round(p_punish(0.7, 0.5, 0.4), 6), p_punish(0.7, 0.5, 0.0)
    (0.56, 0.7)
    """
    return blame * (1.0 - omega * voice_share)


@jitable
def p_detriment(punish: float, sanction: float) -> float:
    """Chance of any detriment, from the manager or from peers.

    Parameters
    ----------
    punish, sanction : float
        Chances of each, in [0, 1]. [-]

    Returns
    -------
    float
        Probability for each concern raised, in [0, 1]. [-]

    Notes
    -----
    .. math:: P = 1 - (1 - p)(1 - s)

    Status D: independent causes. Of cases taken to guardians 3.9 % recorded detriment [1]_.

    References
    ----------
    .. [1] National Guardian's Office, Listening to the silence, 2024.

    Examples
    --------
    >>> p_detriment(0.5, 0.5), p_detriment(0.0, 0.25)
    (0.75, 0.25)
    """
    return 1.0 - (1.0 - punish) * (1.0 - sanction)


@jitable
def blame_next(
    blame: float, blame_base: float, pressure_felt: float, attention: float, tau: float
) -> float:
    r"""Readiness to blame after today: pressure without attention makes defensive.

    Parameters
    ----------
    blame : float
        Readiness before, in [0, 1]. [-]
    blame_base : float
        Lasting readiness of the person, in [0, 1]. [-]
    pressure_felt, attention : float
        Pressure of money and targets, attention to safety, in [0, 1]. [-]
    tau : float
        Time constant, 1 or more. [day]

    Returns
    -------
    float
        Readiness after, in [0, 1]. [-]

    Notes
    -----
    .. math:: B' = B + \frac{B_0 + (1 - B_0) \Pi (1 - A) - B}{\tau}

    Status A: M8 of the theory with a lasting base added, without which every manager at peace
    would end at blame 0; at base 0 it is the theory's equation. Attribution to people that
    confirms itself: [1]_.

    References
    ----------
    .. [1] Repenning and Sterman, Administrative Science Quarterly 47:265, 2002.

    Examples
    --------
    >>> round(blame_next(0.2, 0.0, 0.5, 0.5, 180.0), 6)
    0.200278
    >>> round(blame_next(0.2, 0.2, 0.0, 0.5, 180.0), 6)
    0.2
    """
    target = blame_base + (1.0 - blame_base) * pressure_felt * (1.0 - attention)
    return blame + (target - blame) / tau


@jitable
def attention_next(attention: float, target: float, tau: float) -> float:
    r"""Attention to safety after today: it follows those above.

    Parameters
    ----------
    attention, target : float
        Attention before and of those above, in [0, 1]. [-]
    tau : float
        Time constant, 1 or more. [day]

    Returns
    -------
    float
        Attention after, between the two. [-]

    Notes
    -----
    .. math:: A' = A + (A^* - A) / \tau

    Status A: the theory gives 60 days for a board (M13); used at every level here. Units whose
    leaders were open detected more errors [1]_.

    References
    ----------
    .. [1] Edmondson, Journal of Applied Behavioral Science 32:5, 1996.

    Examples
    --------
    >>> round(attention_next(0.2, 0.65, 45.0), 6)
    0.21
    """
    return attention + (target - attention) / tau
