"""M5: exposures, barriers in series with a common factor, and what gets through."""

from __future__ import annotations

from culturesim.jitable import jitable


@jitable
def p_exposure(base: float, rel_hazard: float, most: float) -> float:
    r"""Chance that a patient meets a hazard today.

    Parameters
    ----------
    base : float
        Chance with no latent hazards and reference care, in [0, 1]. [day⁻¹]
    rel_hazard : float
        Multiplier from :func:`~culturesim.rules.care.rel_exposure_hazard`, 0 or more. [-]
    most : float
        Bound, in [0, 1]. [day⁻¹]

    Returns
    -------
    float
        Probability, in [0, most]. [day⁻¹]

    Notes
    -----
    .. math:: p = \min(p_0 h, p_{\max})

    Status A: M5 of the theory draws a Poisson number of exposures; here a patient meets at most
    one a day. The base rate is tuned to 8.7 % of admissions harmed [1]_.

    References
    ----------
    .. [1] Sari et al., Quality and Safety in Health Care 16:434, 2007,
       doi:10.1136/qshc.2006.021154.

    Examples
    --------
    >>> p_exposure(0.05, 2.0, 0.8), p_exposure(0.5, 3.0, 0.8)
    (0.1, 0.8)
    """
    p = base * rel_hazard
    return p if p < most else most


@jitable
def common_factor(noise: float, sd: float) -> float:
    r"""Shared quality of all barriers of a ward today: 1 on average.

    Parameters
    ----------
    noise : float
        Standardised symmetric noise of the ward's day, mean 0, sd 1. [-]
    sd : float
        Spread of the factor, 0 or more. [-]

    Returns
    -------
    float
        Factor in [0, 2], numerical bounds. [-]

    Notes
    -----
    .. math:: z = \min(\max(1 + s\varepsilon, 0), 2)

    Bounded alike on both sides, so the mean stays 1 under symmetric noise. A spread above 0 makes
    barriers fail together: redundancy defeated by a common mode [1]_. Status A.

    References
    ----------
    .. [1] Ghaffarzadegan, Risk Analysis 28:1669, 2008.

    Examples
    --------
    >>> common_factor(0.5, 0.2), common_factor(-9.0, 0.2), common_factor(1.0, 0.0)
    (1.1, 0.0, 1.0)
    """
    z = 1.0 + sd * noise
    if z < 0.0:
        return 0.0
    return 2.0 if z > 2.0 else z


@jitable
def barrier(best: float, quality: float, common: float) -> float:
    r"""Chance that one barrier stops a hazard.

    Parameters
    ----------
    best : float
        Chance when the barrier is at its best, in [0, 1]. [-]
    quality : float
        State of the barrier, 1 at its best, 0 or more. [-]
    common : float
        Factor all barriers of the ward share today, see :func:`common_factor`. [-]

    Returns
    -------
    float
        Probability, in [0, 1]. [-]

    Notes
    -----
    .. math:: b = \min(\max(b_{\max} q z, 0), 1)

    Status A: after the layers of defence of [1]_; the factors multiply.

    References
    ----------
    .. [1] Reason, Human error: models and management, BMJ 320:768, 2000.

    Examples
    --------
    >>> barrier(0.5, 0.8, 1.0), barrier(0.8, 1.0, 2.0)
    (0.4, 1.0)
    """
    b = best * quality * common
    if b < 0.0:
        return 0.0
    return 1.0 if b > 1.0 else b


@jitable
def unwatched(watched: float, second_team: float) -> float:
    r"""Chance that neither the ward nor a second team called by the family sees it in time.

    Parameters
    ----------
    watched : float
        Chance that the ward's own watching stops it, in [0, 1]. [-]
    second_team : float
        Chance that a second team stops what the ward let through, in [0, 1]. [-]

    Returns
    -------
    float
        Probability, in [0, 1]; ``1 - watched`` without a second team. [-]

    Notes
    -----
    .. math:: P = (1 - b)(1 - c)

    Status A: families see what staff miss, so the two are independent. Of 10,119 calls to such
    lines 3,457 showed a patient getting worse, and 1,885 changed the treatment [1]_.

    References
    ----------
    .. [1] NHS England, Over 10,000 calls to Martha's Rule in first 16 months, March 2026.

    Examples
    --------
    >>> unwatched(0.5, 0.0), unwatched(0.5, 0.5)
    (0.5, 0.25)
    """
    return (1.0 - watched) * (1.0 - second_team)


@jitable
def p_all_fail(practice: float, challenge: float, system: float, surveillance: float) -> float:
    r"""Chance that a hazard passes four barriers in series: the product of their gaps.

    Parameters
    ----------
    practice, challenge, system, surveillance : float
        Chances that each barrier stops it, in [0, 1]. [-]

    Returns
    -------
    float
        Probability, in [0, 1]. [-]

    Notes
    -----
    .. math:: P = \prod_{k=1}^{4} (1 - b_k)

    Status D: exact if the barriers are independent given the day's common factor z. Convex in z,
    so its mean exceeds its value at the mean when z varies [1]_.

    References
    ----------
    .. [1] Ghaffarzadegan, Risk Analysis 28:1669, 2008.

    Examples
    --------
    >>> p_all_fail(0.5, 0.5, 0.5, 0.5), p_all_fail(1.0, 0.0, 0.0, 0.0)
    (0.0625, 0.0)
    """
    return (1.0 - practice) * (1.0 - challenge) * (1.0 - system) * (1.0 - surveillance)


@jitable
def system_quality(lessons: float) -> float:
    r"""Strength of system defences grown from lessons held.

    Parameters
    ----------
    lessons : float
        Stock of lessons, 0 or more. [-]

    Returns
    -------
    float
        Share of the best, in [0, 1). [-]

    Notes
    -----
    .. math:: q = \frac{L}{1 + L}

    Status A: saturating form; that corrective action grows with lessons is from [1]_.

    References
    ----------
    .. [1] Cooke and Rohleder, System Dynamics Review 22:213, 2006.

    Examples
    --------
    >>> system_quality(0.0), system_quality(1.0), system_quality(3.0)
    (0.0, 0.5, 0.75)
    """
    return lessons / (1.0 + lessons)


@jitable
def p_preventable(p_actual: float, p_floor: float) -> float:
    r"""Share of harms that would not have happened with every barrier at its best.

    Parameters
    ----------
    p_actual : float
        Chance of harm today as things are, in [0, 1]. [day⁻¹]
    p_floor : float
        Chance with every barrier at its reference best, in [0, 1]. [day⁻¹]

    Returns
    -------
    float
        Share in [0, 1]; 0 when things are no worse than the floor. [-]

    Notes
    -----
    .. math:: f = \max(1 - p_f / p, 0)

    Status A: the counterfactual definition of preventable; pooled reviews find 6 % of patients
    preventably harmed [1]_.

    References
    ----------
    .. [1] Panagioti et al., BMJ 366:l4185, 2019, doi:10.1136/bmj.l4185.

    Examples
    --------
    >>> p_preventable(0.02, 0.005), p_preventable(0.004, 0.005), p_preventable(0.0, 0.0)
    (0.75, 0.0, 0.0)
    """
    if p_actual <= p_floor or p_actual <= 0.0:
        return 0.0
    return 1.0 - p_floor / p_actual


@jitable
def harm_class(u: float, frac_fatal: float, frac_serious: float) -> int:
    r"""Severity of a harm: 1 low, 2 serious, 3 fatal.

    Parameters
    ----------
    u : float
        Uniform draw in [0, 1). [-]
    frac_fatal, frac_serious : float
        Shares of harms, adding up to 1 at most. [-]

    Returns
    -------
    int
        Class, in {1, 2, 3}. [code]

    Notes
    -----
    .. math:: c = 3\,[u < f_3],\quad 2\,[f_3 \le u < f_3 + f_2],\quad 1\ \text{otherwise}

    Status A: the shares, not the rule, carry the evidence: 12 % of preventable harm severe or
    fatal [1]_, 7.4 % of adverse events lethal [2]_.

    References
    ----------
    .. [1] Panagioti et al., BMJ 366:l4185, 2019, doi:10.1136/bmj.l4185.
    .. [2] de Vries et al., Quality and Safety in Health Care 17:216, 2008,
       doi:10.1136/qshc.2007.023622.

    Examples
    --------
    >>> harm_class(0.01, 0.03, 0.09), harm_class(0.05, 0.03, 0.09), harm_class(0.5, 0.03, 0.09)
    (3, 2, 1)
    """
    if u < frac_fatal:
        return 3
    if u < frac_fatal + frac_serious:
        return 2
    return 1
