"""M7: a member of staff decides whether to speak, and to whom."""

from __future__ import annotations

from culturesim.jitable import jitable
from culturesim.rules.numeric import log, logistic, power


@jitable
def speak_up_logit(
    severity: float,
    fear: float,
    futility: float,
    norm: float,
    hierarchy: float,
    skill: float,
    diffusion: float,
    disposition: float,
    b_0: float,
    b_severity: float,
    b_fear: float,
    b_futility: float,
    b_norm: float,
    b_hierarchy: float,
    b_skill: float,
) -> float:
    r"""Log-odds that a held concern is raised; every term can be shown to a reader.

    Parameters
    ----------
    severity, fear, futility, norm : float
        Severity, believed chance of detriment, believed chance that nothing happens, perceived
        share who speak, in [0, 1]. [-]
    hierarchy, skill : float
        Felt authority gradient, 0 or more; training, in [0, 1]. [-]
    diffusion, disposition : float
        Log-odds from other observers (0 or below) and from lasting readiness. [-]
    b_0, b_severity, b_fear, b_futility, b_norm, b_hierarchy, b_skill : float
        Constant and weights, weights 0 or more. [-]

    Returns
    -------
    float
        Log-odds, any size. [-]

    Notes
    -----
    .. math:: x = b_0 + b_s s - b_F F - b_U U + b_N n - b_h h + b_K k + d + \xi

    Status D: fear 3.0 from a trial (log-odds 2.39 [1]_) over an assumed shift of 0.8, futility at
    least as strong, training from odds of 3 [2]_; the weight of the norm is assumed. Evidence on
    tone conflicts: see the theory, section 12.

    References
    ----------
    .. [1] Barzallo Salazar et al., Journal of the American College of Surgeons 219:1001, 2014.
    .. [2] Engeda, Scientifica 6748301, 2016.

    Examples
    --------
    >>> x = speak_up_logit(0.6, 0.1, 0.25, 0.9, 0, 0, 0, 0, -1.3, 2.5, 3, 3, 3.5, 0.5, 1.1)
    >>> round(x, 6)
    2.3
    """
    return (
        b_0
        + b_severity * severity
        - b_fear * fear
        - b_futility * futility
        + b_norm * norm
        - b_hierarchy * hierarchy
        + b_skill * skill
        + diffusion
        + disposition
    )


@jitable
def p_speak_up(logit: float) -> float:
    r"""Probability that a held concern is raised today.

    Parameters
    ----------
    logit : float
        Log-odds from :func:`speak_up_logit`. [-]

    Returns
    -------
    float
        Probability, in (0, 1]. [day⁻¹]

    Notes
    -----
    .. math:: p = \sigma(x)

    Status D: 0.91 in the theory's open culture and 0.02 in its culture of fear; clinicians who
    held a concern withheld it at least once in four weeks in 19 to 39 % of cases [1]_.

    References
    ----------
    .. [1] Schwappach and Richard, BMJ Quality and Safety 27:827, 2018,
       doi:10.1136/bmjqs-2017-007388.

    Examples
    --------
    >>> p_speak_up(0.0), round(p_speak_up(2.3), 2)
    (0.5, 0.91)
    """
    return logistic(logit)


@jitable
def felt_hierarchy(grade: int, gradient: float) -> float:
    r"""Felt authority gradient: full for the most junior grade, none for the most senior.

    Parameters
    ----------
    grade : int
        Grade, 1 most junior to 4 most senior. [code]
    gradient : float
        Gradient between grades, 0 or more. [-]

    Returns
    -------
    float
        Gradient as felt, in [0, gradient]. [-]

    Notes
    -----
    .. math:: h = g\,\frac{4 - r}{3}

    Status A: linear in grade; team members challenged a senior's dangerous act in 28 % of
    situations [1]_.

    References
    ----------
    .. [1] St Pierre et al., Anaesthesist 61:857, 2012, doi:10.1007/s00101-012-2086-1.

    Examples
    --------
    >>> felt_hierarchy(1, 0.6), felt_hierarchy(4, 0.6)
    (0.6, 0.0)
    """
    return gradient * (4 - grade) / 3.0


@jitable
def diffusion(n_observers: int, cost_ratio: float) -> float:
    r"""Log-odds lost when several saw the same and each may leave it to another.

    Parameters
    ----------
    n_observers : int
        People who saw it, 0 or more. [count]
    cost_ratio : float
        Cost over benefit of being the one who speaks, in (0, 1). [-]

    Returns
    -------
    float
        Log-odds, 0 or below; 0 for one observer. [-]

    Notes
    -----
    .. math:: d = \ln\left(1 - (c/b)^{1/(n - 1)}\right)

    Status D: mixed equilibrium of the volunteer's dilemma [1]_, algebra in section 4.2 of the
    theory; the log of a probability is used as a shift of log-odds.

    References
    ----------
    .. [1] Diekmann, Volunteer's dilemma, Journal of Conflict Resolution, 1985.

    Examples
    --------
    >>> diffusion(1, 0.3), round(diffusion(2, 0.3), 4), round(diffusion(5, 0.3), 4)
    (0.0, -0.3567, -1.3474)
    """
    if n_observers < 2:
        return 0.0
    return log(1.0 - power(cost_ratio, 1.0 / (n_observers - 1)))


@jitable
def channel_form_share(
    base: float, rel_profession: float, is_event: bool, event_weight: float, pressure: float
) -> float:
    r"""Share of raised concerns that go on an incident form.

    Parameters
    ----------
    base : float
        Share of a nurse's everyday concerns, in [0, 1]. [-]
    rel_profession, event_weight : float
        Multipliers of the profession and of an incident, 0 or more. [-]
    is_event : bool
        Whether the concern is about an incident.
    pressure : float
        Work needed over work available, 0 or more. [-]

    Returns
    -------
    float
        Share in [0, 0.9], a numerical bound: some always just tell somebody. [-]

    Notes
    -----
    .. math:: f = \min(f_0\, r\, e^{[event]} / \max(\rho, 1), 0.9)

    Status A: effort costs more under pressure; 54 % of doctors and 44 % of nurses said the form
    takes too long, and nurses reported more [1]_.

    References
    ----------
    .. [1] Evans et al., Quality and Safety in Health Care 15:39, 2006,
       doi:10.1136/qshc.2004.012559.

    Examples
    --------
    >>> channel_form_share(0.4, 1.0, False, 1.5, 2.0)
    0.2
    >>> round(channel_form_share(0.4, 1.0, True, 1.5, 1.0), 6)
    0.6
    """
    share = base * rel_profession
    if is_event:
        share = share * event_weight
    if pressure > 1.0:
        share = share / pressure
    return 0.9 if share > 0.9 else share


@jitable
def channel(u: float, frac_challenge: float, frac_bypass: float, frac_form: float) -> int:
    r"""Channel of a raised concern: 2 challenge a peer, 3 line manager, 4 form, 5 bypass.

    Parameters
    ----------
    u : float
        Uniform draw in [0, 1). [-]
    frac_challenge, frac_bypass : float
        Shares of all raised concerns, adding up to 1 at most. [-]
    frac_form : float
        Share of the remaining ones put on a form, in [0, 1]. [-]

    Returns
    -------
    int
        Channel, in {2, 3, 4, 5}. [code]

    Notes
    -----
    .. math:: P(5) = w,\quad P(2) = k,\quad P(4) = (1 - w - k) f,\quad P(3) = (1 - w - k)(1 - f)

    Status A: one channel for each concern, where surveys allow several answers (72 % line manager,
    38 % form [1]_).

    References
    ----------
    .. [1] Royal College of Nursing, surveys of nurses who raised concerns, 2009, 2011 and 2013.

    Examples
    --------
    >>> [channel(u, 0.15, 0.05, 0.5) for u in (0.01, 0.1, 0.3, 0.9)]
    [5, 2, 4, 3]
    """
    if u < frac_bypass:
        return 5
    if u < frac_bypass + frac_challenge:
        return 2
    if u < frac_bypass + frac_challenge + (1.0 - frac_bypass - frac_challenge) * frac_form:
        return 4
    return 3
