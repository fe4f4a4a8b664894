"""M12: the pressure of a target, effort and gaming, and what both cost."""

from __future__ import annotations

from culturesim.jitable import jitable


@jitable
def next_target(target: float, wanted: float, reported: float, ratchet: float) -> float:
    r"""Work out next year's target: it moves up to reported performance and never back.

    Parameters
    ----------
    target, wanted, reported : float
        Target so far, the one set from outside, and reported performance, in [0, 1]. [-]
    ratchet : float
        Share of reported excess that is asked for from now on, in [0, 1]; 0 on other days than
        the yearly review. [-]

    Returns
    -------
    float
        Target after, not below ``wanted``. [-]

    Notes
    -----
    .. math:: Y^{*\prime} = \max(Y^*, Y_w) + r \left(Y_{rep} - \max(Y^*, Y_w)\right)^+

    Status A: form; the ratchet as an effect of rule by targets is from [1]_.

    References
    ----------
    .. [1] Bevan and Hood, Public Administration 84:517, 2006.

    Examples
    --------
    >>> next_target(0.5, 0.75, 1.0, 0.5), next_target(0.75, 0.5, 0.25, 0.5)
    (0.875, 0.75)
    """
    level = target if target > wanted else wanted
    if reported > level:
        return level + ratchet * (reported - level)
    return level


@jitable
def target_pressure(target: float, seen: float, threat: float, gap_full: float) -> float:
    r"""Pressure of a target that is missed in truth.

    Parameters
    ----------
    target, seen : float
        Target and true performance, in [0, 1]. [-]
    threat : float
        What is at stake, in [0, 1]; 0 means there is no target. [-]
    gap_full : float
        Gap at which the threat is felt in full, above 0. [-]

    Returns
    -------
    float
        Pressure in [0, threat]. [-]

    Notes
    -----
    .. math:: \Pi = \theta \min\left((Y^* - Y)^+ / d, 1\right)

    Status A: M12 of the theory has a gap create pressure; the form is assumed. Targets backed by
    threats to those in charge: [1]_.

    References
    ----------
    .. [1] Bevan and Hood, Public Administration 84:517, 2006.

    Examples
    --------
    >>> target_pressure(0.75, 0.625, 0.5, 0.25), target_pressure(0.75, 0.875, 1.0, 0.25)
    (0.25, 0.0)
    """
    gap = target - seen
    if gap <= 0.0:
        return 0.0
    return threat * (gap / gap_full) if gap < gap_full else threat


@jitable
def gaming(
    target: float, seen: float, most: float, pressure: float, audit: float, survey: float
) -> float:
    r"""Share of patients that is reported as seen in time without having been.

    Parameters
    ----------
    target, seen : float
        Target and true performance, in [0, 1]. [-]
    most : float
        Gaming at full pressure when nobody checks, in [0, 1]. [-]
    pressure : float
        Pressure of the target, in [0, 1]. [-]
    audit, survey : float
        How far records are audited, and how far an independent survey is held against them, in
        [0, 1]. [-]

    Returns
    -------
    float
        Share in [0, 1]; never more than the gap. [-]

    Notes
    -----
    .. math:: G = \min\left(Y^* - Y,\; g_0 \Pi (1 - a) (1 - s)\right)^+

    Status A: M12 of the theory; the survey's factor is assumed. Officially 96 % against 77 % by
    survey in 2004/05: [1]_.

    References
    ----------
    .. [1] Bevan and Hood, Public Administration 84:517, 2006.

    Examples
    --------
    >>> gaming(0.75, 0.5, 0.25, 0.5, 0.0, 0.0), gaming(0.75, 0.5, 0.25, 1.0, 0.5, 0.5)
    (0.125, 0.0625)
    >>> gaming(0.75, 0.6875, 0.25, 1.0, 0.0, 0.0), gaming(0.5, 0.75, 0.25, 1.0, 0.0, 0.0)
    (0.0625, 0.0)
    """
    gap = target - seen
    if gap <= 0.0:
        return 0.0
    g = most * pressure * (1.0 - audit) * (1.0 - survey)
    return g if g < gap else gap


@jitable
def effort_wanted(pressure: float, gap: float, gamed: float, substitution: float) -> float:
    r"""Real effort that a hospital is heading for.

    Parameters
    ----------
    pressure : float
        Pressure of the target, in [0, 1]. [-]
    gap, gamed : float
        Target less true performance, and the share of it that is gamed away. [-]
    substitution : float
        Share of the effort that gaming the whole gap makes needless, in [0, 1]. [-]

    Returns
    -------
    float
        Effort in [0, pressure]. [-]

    Notes
    -----
    .. math:: e^* = \Pi \left(1 - s \, G / (Y^* - Y)\right)

    Status A: effort and gaming answer one pressure and stand in for each other, after [1]_.

    References
    ----------
    .. [1] Holmstrom and Milgrom, Journal of Law, Economics and Organization 7:24, 1991.

    Examples
    --------
    >>> effort_wanted(0.5, 0.25, 0.25, 0.5), effort_wanted(0.5, 0.25, 0.0, 0.5)
    (0.25, 0.5)
    >>> effort_wanted(0.0, -0.1, 0.0, 0.5)
    0.0
    """
    if gap <= 0.0:
        return 0.0
    return pressure * (1.0 - substitution * gamed / gap)


@jitable
def frac_diverted(effort: float, gamed: float, effort_cost: float, gaming_cost: float) -> float:
    r"""Share of the departments' working capacity that the target takes from care.

    Parameters
    ----------
    effort, gamed : float
        Real effort and gamed share, in [0, 1]. [-]
    effort_cost, gaming_cost : float
        Share taken at full effort, and per unit of gamed share, 0 or more. [-]

    Returns
    -------
    float
        Share in [0, 0.95], a numerical bound. [-]

    Notes
    -----
    .. math:: d = \min(c_e e_t + c_g G, 0.95)

    What is not measured pays for what is [1]_. Status A: M12 of the theory has gaming cost 5 % per
    10 points; the cost of effort is assumed.

    References
    ----------
    .. [1] Holmstrom and Milgrom, Journal of Law, Economics and Organization 7:24, 1991.

    Examples
    --------
    >>> frac_diverted(0.5, 0.25, 0.25, 0.5), frac_diverted(1.0, 1.0, 0.5, 1.0)
    (0.25, 0.95)
    """
    taken = effort_cost * effort + gaming_cost * gamed
    return 0.95 if taken > 0.95 else taken


@jitable
def pressure_on_board(money: float, pressure: float, weight: float) -> float:
    r"""Pressure on a board from money and a target together.

    Parameters
    ----------
    money, pressure : float
        Pressure of money and of the target, in [0, 1]. [-]
    weight : float
        Weight of the target beside money, 0 or more. [-]

    Returns
    -------
    float
        Pressure in [0, 1]; ``money`` without a target. [-]

    Notes
    -----
    .. math:: \Pi_b = \min(m + w \Pi, 1)

    Status A: M12 of the theory adds the two. Targets and balanced books pressed together: [1]_.

    References
    ----------
    .. [1] Francis, Report of the Mid Staffordshire NHS Foundation Trust Public Inquiry, HC 898,
       2013.

    Examples
    --------
    >>> pressure_on_board(0.25, 0.5, 0.5), pressure_on_board(0.25, 0.0, 0.5)
    (0.5, 0.25)
    """
    both = money + weight * pressure
    return 1.0 if both > 1.0 else both


@jitable
def attention_left(attention: float, gamed: float, blinding: float) -> float:
    r"""Attention to safety that gaming leaves.

    Parameters
    ----------
    attention, gamed : float
        Attention without gaming, and gamed share, in [0, 1]. [-]
    blinding : float
        Attention lost per unit of gamed share, 0 or more. [-]

    Returns
    -------
    float
        Attention in [0, attention]. [-]

    Notes
    -----
    .. math:: A' = (A - k G)^+

    Status A: M12 of the theory; a board that trusts gamed figures sees less [1]_.

    References
    ----------
    .. [1] Bevan and Hood, Public Administration 84:517, 2006.

    Examples
    --------
    >>> attention_left(0.5, 0.25, 0.5), attention_left(0.5, 0.0, 0.5), attention_left(0.1, 1.0, 0.5)
    (0.375, 0.5, 0.0)
    """
    left = attention - blinding * gamed
    return 0.0 if left < 0.0 else left


@jitable
def score_with_target(picture: float, score: float, weight: float) -> float:
    r"""Board's picture with the target as a sixth score.

    Parameters
    ----------
    picture, score : float
        Mean of the five other scores, and the target's, in [0, 1]. [-]
    weight : float
        Weight of the sixth score, 1 as any other, 0 without a target. [-]

    Returns
    -------
    float
        Picture in [0, 1]; unchanged at weight 0. [-]

    Notes
    -----
    .. math:: B' = B + \frac{w}{5 + w} (s - B)

    Status D: weighted mean of six. As :func:`culturesim.rules.filtering.board_picture` [1]_.

    References
    ----------
    .. [1] Griffiths A et al., BMJ Quality and Safety 26:120, 2017, doi:10.1136/bmjqs-2015-004687.

    Examples
    --------
    >>> round(score_with_target(0.7, 1.0, 1.0), 6), score_with_target(0.7, 1.0, 0.0)
    (0.75, 0.7)
    """
    return picture + weight / (5.0 + weight) * (score - picture)


@jitable
def score_target(reported: float, target: float) -> float:
    r"""Dashboard score of the reported figure: full when the target is reported as met.

    Parameters
    ----------
    reported, target : float
        Reported performance in [0, 1], and the target, above 0. [-]

    Returns
    -------
    float
        Score in [0, 1]. [-]

    Notes
    -----
    .. math:: s = \min(Y_{rep} / Y^*, 1)

    Status A: dashboard convention; boards were shown the reported figure [1]_.

    References
    ----------
    .. [1] Bevan and Hood, Public Administration 84:517, 2006.

    Examples
    --------
    >>> score_target(0.375, 0.75), score_target(0.875, 0.75)
    (0.5, 1.0)
    """
    return 1.0 if reported >= target else reported / target


@jitable
def p_misrecorded(gamed: float, over: float) -> float:
    r"""Chance that a patient seen too late is recorded as seen in time.

    Parameters
    ----------
    gamed, over : float
        Share of all patients that is gamed, and that is seen too late, in [0, 1]. [-]

    Returns
    -------
    float
        Probability. [-]

    Notes
    -----
    .. math:: p = \min(G / (1 - Y), 1)

    Status D: share of a share. Corrected records just under a limit: [1]_.

    References
    ----------
    .. [1] Bevan and Hood, Public Administration 84:517, 2006.

    Examples
    --------
    >>> p_misrecorded(0.125, 0.25), p_misrecorded(0.5, 0.25), p_misrecorded(0.0, 0.0)
    (0.5, 1.0, 0.0)
    """
    if gamed <= 0.0:
        return 0.0
    return 1.0 if gamed >= over else gamed / over
