"""M6: who notices, what counts as a concern, and how the unusual becomes normal."""

from __future__ import annotations

from culturesim.jitable import jitable


@jitable
def p_see(
    base: float,
    hazard: float,
    missed: float,
    missed_weight: float,
    risk_belief: float,
    risk_initial: float,
) -> float:
    r"""Chance that a person on shift sees something amiss that is not an incident.

    Parameters
    ----------
    base : float
        Chance at one unit of hazard, no missed care and a newcomer's belief, in [0, 1]. [day⁻¹]
    hazard : float
        Latent hazards of the ward, 0 or more. [-]
    missed : float
        Share of care left undone, in [0, 1]. [-]
    missed_weight : float
        Weight of missed care beside hazards, 0 or more. [-]
    risk_belief, risk_initial : float
        Belief in danger, own and a newcomer's, in [0, 1]. [-]

    Returns
    -------
    float
        Probability, in [0, 1]. [day⁻¹]

    Notes
    -----
    .. math:: p = \min(p_0 (H + w m)(1 - r_0 + r), 1)

    Status A: those who expect danger look harder. Level set so that 62 to 80 % of clinicians have
    a concern in four weeks [1]_.

    References
    ----------
    .. [1] Schwappach and Richard, BMJ Quality and Safety 27:827, 2018,
       doi:10.1136/bmjqs-2017-007388.

    Examples
    --------
    >>> round(p_see(0.07, 1.0, 0.2, 1.0, 0.5, 0.5), 6)
    0.084
    """
    p = base * (hazard + missed_weight * missed) * (1.0 - risk_initial + risk_belief)
    return 1.0 if p > 1.0 else p


@jitable
def everyday_severity(
    base: float, standard_gap: float, gap_weight: float, noise: float, sd: float
) -> float:
    r"""Severity with which an everyday deviation strikes the one who sees it.

    Parameters
    ----------
    base : float
        Severity at full standards, in [0, 1]. [-]
    standard_gap, gap_weight : float
        Shortfall of practice, in [0, 1], and its weight, 0 or more. [-]
    noise, sd : float
        Standardised noise and its spread, 0 or more. [-]

    Returns
    -------
    float
        Severity in [0, 1]. [-]

    Notes
    -----
    .. math:: s = \min(\max(s_0 + w g + \sigma\varepsilon, 0), 1)

    Status A: scale of M7 of the theory. That the operating point moves to the boundary as
    standards slip: [1]_.

    References
    ----------
    .. [1] Morrison and Wears, Cognition, Technology and Work 24:127, 2022,
       doi:10.1007/s10111-021-00668-x.

    Examples
    --------
    >>> round(everyday_severity(0.4, 0.2, 0.5, 0.0, 0.1), 6)
    0.5
    >>> everyday_severity(0.4, 1.0, 1.0, 0.0, 0.1)
    1.0
    """
    s = base + gap_weight * standard_gap + sd * noise
    if s < 0.0:
        return 0.0
    return 1.0 if s > 1.0 else s


@jitable
def is_concern(deviation: float, noise: float, sd: float, tolerance: float) -> bool:
    r"""Whether a seen deviation exceeds what one has come to tolerate.

    Parameters
    ----------
    deviation : float
        Severity of what is seen, in [0, 1]. [-]
    noise, sd : float
        Standardised noise and its spread, 0 or more. [-]
    tolerance : float
        Largest deviation that raises no concern, in [0, 1]. [-]

    Returns
    -------
    bool
        Whether it is a concern.

    Notes
    -----
    .. math:: c = [d + \sigma\varepsilon > T]

    Status A: M6 of the theory, a threshold with noise; normalisation acts through the threshold
    [1]_.

    References
    ----------
    .. [1] Dillon and Tinsley, How near-misses influence decision making under risk, Management
       Science, 2008.

    Examples
    --------
    >>> is_concern(0.5, 0.0, 0.1, 0.3), is_concern(0.3, 0.0, 0.1, 0.3)
    (True, False)
    """
    return deviation + sd * noise > tolerance


@jitable
def tolerance_after_harmless(tolerance: float, deviation: float, rate: float) -> float:
    r"""Tolerance after a deviation that did no harm.

    Parameters
    ----------
    tolerance, deviation : float
        Tolerance before and severity of what was seen, in [0, 1]. [-]
    rate : float
        Share of the gap closed, in [0, 1]. [-]

    Returns
    -------
    float
        Tolerance after, never below the one before. [-]

    Notes
    -----
    .. math:: T' = T + \eta_s \max(d - T, 0)

    Status A: M6 of the theory; later risk taking rises after near misses that end well [1]_.

    References
    ----------
    .. [1] Dillon and Tinsley, How near-misses influence decision making under risk, Management
       Science, 2008.

    Examples
    --------
    >>> round(tolerance_after_harmless(0.3, 0.5, 0.02), 6)
    0.304
    >>> tolerance_after_harmless(0.3, 0.2, 0.02)
    0.3
    """
    gap = deviation - tolerance
    if gap <= 0.0:
        return tolerance
    return tolerance + rate * gap


@jitable
def tolerance_after_harm(tolerance: float, rate: float) -> float:
    r"""Tolerance after known harm.

    Parameters
    ----------
    tolerance : float
        Tolerance before, in [0, 1]. [-]
    rate : float
        Share lost, in [0, 1]. [-]

    Returns
    -------
    float
        Tolerance after, in [0, tolerance]. [-]

    Notes
    -----
    .. math:: T' = T (1 - \eta_h)

    Status A: M6 of the theory; a step back after each accident, then renewed drift [1]_.

    References
    ----------
    .. [1] Morrison and Wears, Cognition, Technology and Work 24:127, 2022,
       doi:10.1007/s10111-021-00668-x.

    Examples
    --------
    >>> round(tolerance_after_harm(0.5, 0.3), 6)
    0.35
    """
    return tolerance * (1.0 - rate)


@jitable
def tolerance_after_peer(tolerance: float, peer: float, confidence: float, rate: float) -> float:
    r"""Tolerance after comparing with a peer, unless the two are too far apart.

    Parameters
    ----------
    tolerance, peer : float
        Own tolerance and the peer's, in [0, 1]. [-]
    confidence : float
        Largest gap over which a peer pulls, in [0, 1]. [-]
    rate : float
        Share of the gap closed, in [0, 1]. [-]

    Returns
    -------
    float
        Tolerance after, between the two. [-]

    Notes
    -----
    .. math:: T' = T + \mu (T_j - T)\,[|T_j - T| \le d_c]

    Status V: bounded confidence of [1]_, one-sided here: the peer's tolerance is left as it is.
    The numbers used are assumed.

    References
    ----------
    .. [1] Deffuant et al., Advances in Complex Systems 3:87, 2000.

    Examples
    --------
    >>> round(tolerance_after_peer(0.3, 0.5, 0.25, 0.1), 6)
    0.32
    >>> tolerance_after_peer(0.3, 0.9, 0.25, 0.1)
    0.3
    """
    gap = peer - tolerance
    if gap > confidence or gap < -confidence:
        return tolerance
    return tolerance + rate * gap


@jitable
def near_miss_signal(framing: float) -> float:
    r"""Weight of a near miss as a share of a failure.

    Parameters
    ----------
    framing : float
        How far it is read as a success (phi), in [0, 1]. [-]

    Returns
    -------
    float
        Signal in [0, 1]. [-]

    Notes
    -----
    .. math:: y = 1 - \varphi

    Status A: numbers; the direction, and that the framing 'almost happened' reverses it, are from
    [1]_ and later work of the authors.

    References
    ----------
    .. [1] Dillon and Tinsley, How near-misses influence decision making under risk, Management
       Science, 2008.

    Examples
    --------
    >>> near_miss_signal(0.0), near_miss_signal(0.75)
    (1.0, 0.25)
    """
    return 1.0 - framing


@jitable
def risk_belief_next(belief: float, signal: float, rate: float) -> float:
    r"""Belief in danger after what was just seen.

    Parameters
    ----------
    belief, signal : float
        Belief before and what was seen, 1 for harm, in [0, 1]. [-]
    rate : float
        Learning rate, in [0, 1]. [-]

    Returns
    -------
    float
        Belief after, between the two. [-]

    Notes
    -----
    .. math:: r' = r + \alpha_r (y - r)

    Status D: with :func:`near_miss_signal` a near miss lowers belief if and only if phi > 1 - r.
    Near misses read as successes: [1]_.

    References
    ----------
    .. [1] Dillon and Tinsley, How near-misses influence decision making under risk, Management
       Science, 2008.

    Examples
    --------
    >>> round(risk_belief_next(0.5, 1.0, 0.05), 6), round(risk_belief_next(0.5, 0.3, 0.05), 6)
    (0.525, 0.49)
    """
    return belief + rate * (signal - belief)
