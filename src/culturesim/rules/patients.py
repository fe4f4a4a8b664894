"""M14: patients and families: risk, stay, experience and complaint."""

from __future__ import annotations

from culturesim.jitable import jitable
from culturesim.rules.numeric import log, logistic


@jitable
def age_band(u: float, frac_under_45: float, frac_under_65: float, frac_under_80: float) -> int:
    """Age band of an admission: 0 under 45, 1 45-64, 2 65-79, 3 80 and over.

    Parameters
    ----------
    u, frac_under_45, frac_under_65, frac_under_80 : float
        Uniform draw in [0, 1), and rising cumulated shares in [0, 1]. [-]

    Returns
    -------
    int
        Band, in {0, 1, 2, 3}. [code]

    Notes
    -----
    Number of shares at or below the draw. Status A: age mix of general wards like those of [1]_.

    References
    ----------
    .. [1] Griffiths P et al., BMJ Quality and Safety 28:609, 2019, doi:10.1136/bmjqs-2018-008043.

    Examples
    --------
    >>> [age_band(u, 0.3, 0.55, 0.8) for u in (0.1, 0.4, 0.7, 0.9)]
    [0, 1, 2, 3]
    """
    if u < frac_under_45:
        return 0
    if u < frac_under_65:
        return 1
    return 2 if u < frac_under_80 else 3


@jitable
def baseline_risk(mean_risk: float, rel_age: float, spread: float, u: float) -> float:
    r"""Chance of dying in an average stay under reference care.

    Parameters
    ----------
    mean_risk, rel_age : float
        Mean over all admissions, in [0, 1], and the age band's risk over that mean. [-]
    spread, u : float
        Half-width within a band as a share, and a uniform draw, in [0, 1). [-]

    Returns
    -------
    float
        Risk, in [0, 0.95] (a numerical bound, far beyond the defaults). [-]

    Notes
    -----
    :math:`r = \bar r\, a\, (1 + s (2u - 1))`, a mean of :math:`\bar r a`. Status A: shape; 4.1 %
    of stays over a day ended in death [1]_.

    References
    ----------
    .. [1] Griffiths P et al., BMJ Quality and Safety 28:609, 2019, doi:10.1136/bmjqs-2018-008043.

    Examples
    --------
    >>> baseline_risk(0.04, 2.5, 0.6, 0.5), baseline_risk(0.04, 1.0, 0.5, 0.0)
    (0.1, 0.02)
    """
    risk = mean_risk * rel_age * (1.0 + spread * (2.0 * u - 1.0))
    return 0.95 if risk > 0.95 else risk


@jitable
def acuity(band: int, mean_band: float, step: float, noise: float, sd: float) -> float:
    r"""Care needed relative to the average patient.

    Parameters
    ----------
    band : int
        Age band, 0 to 3. [code]
    mean_band, step, noise, sd : float
        Mean band of admissions; rise from band to band; standardised noise; its spread. [-]

    Returns
    -------
    float
        Acuity, 1 on average, 0.4 or more (a numerical bound, beyond the noise by default). [-]

    Notes
    -----
    :math:`a = \max(1 + k (b - \bar b) + \sigma\varepsilon, 0.4)`. Status A: M1 of the theory;
    nursing hours a patient as the exposure: [1]_.

    References
    ----------
    .. [1] Griffiths P et al., BMJ Quality and Safety 28:609, 2019, doi:10.1136/bmjqs-2018-008043.

    Examples
    --------
    >>> round(acuity(3, 1.35, 0.1, 0.0, 0.15), 6), acuity(0, 1.35, 0.1, -9.0, 0.15)
    (1.165, 0.4)
    """
    a = 1.0 + step * (band - mean_band) + sd * noise
    return 0.4 if a < 0.4 else a


@jitable
def planned_stay(u: float, mean_days: float, longest: int) -> int:
    r"""Length of stay in whole days: near-exponential, bounded.

    Parameters
    ----------
    u, mean_days : float
        Uniform draw in [0, 1), and mean aimed at, above 1. [-, day]
    longest : int
        Bound, 1 or more. [day]

    Returns
    -------
    int
        Days, in [1, longest]. [day]

    Notes
    -----
    :math:`1 + \lfloor -\ln(1 - u)(\mu - \tfrac{1}{2}) \rfloor`, whose mean is above ``mean_days``
    by 0.01 at 6.6 and 0.06 at 2. Status A: shape; overnight stays averaged 7.3 days [1]_.

    References
    ----------
    .. [1] Health Foundation, Longer hospital stays and fewer admissions, 2023.

    Examples
    --------
    >>> [planned_stay(u, 6.6, 120) for u in (0.0, 0.5, 0.999999999999)]
    [1, 5, 120]
    """
    stay = 1 + int(-log(1.0 - u) * (mean_days - 0.5))
    return longest if stay > longest else stay


@jitable
def p_death_today(risk: float, stay_mean: float, rel_hazard: float) -> float:
    r"""Chance that a patient dies today of the illness, care included.

    Parameters
    ----------
    risk, rel_hazard : float
        Chance of dying in an average stay; multiplier for care, see ``rel_death_hazard``. [-]
    stay_mean : float
        Mean stay, above 0. [day]

    Returns
    -------
    float
        Probability, in [0, 0.5], a numerical bound. [day⁻¹]

    Notes
    -----
    :math:`p = \min(r h / \mu, \tfrac{1}{2})`. Status A: constant hazard; staffing multiplies it
    [1]_.

    References
    ----------
    .. [1] Griffiths P et al., BMJ Quality and Safety 28:609, 2019, doi:10.1136/bmjqs-2018-008043.

    Examples
    --------
    >>> p_death_today(0.066, 6.6, 1.0), p_death_today(1.0, 1.0, 2.0)
    (0.01, 0.5)
    """
    p = risk / stay_mean * rel_hazard
    return 0.5 if p > 0.5 else p


@jitable
def bad_experience(missed_mean: float, worst_harm: int, notice: float, harm_weight: float) -> float:
    r"""Badness of a stay as the patient or family felt it.

    Parameters
    ----------
    missed_mean : float
        Care left undone over the stay, in [0, 1]. [-]
    worst_harm : int
        Worst class of harm, 0 to 3. [code]
    notice, harm_weight : float
        Share of missed care noticed; weight of a class of harm; 0 or more. [-]

    Returns
    -------
    float
        Experience in [0, 1]. [-]

    Notes
    -----
    :math:`x = \min(\nu m + w c, 1)`. Status A: M14; one patient in ten named a confirmed incident
    [1]_.

    References
    ----------
    .. [1] O'Hara et al., BMJ Quality and Safety 27:673, 2018, doi:10.1136/bmjqs-2017-006974.

    Examples
    --------
    >>> round(bad_experience(0.2, 0, 0.6, 0.25), 6), bad_experience(0.5, 3, 0.6, 0.25)
    (0.12, 1.0)
    """
    x = notice * missed_mean + harm_weight * worst_harm
    return 1.0 if x > 1.0 else x


@jitable
def p_complain(
    experience: float,
    is_harmed: bool,
    powerlessness: float,
    futility: float,
    has_carer: bool,
    c_0: float,
    c_experience: float,
    c_harm: float,
    c_powerless: float,
    c_futility: float,
    c_carer: float,
) -> float:
    r"""Chance of a formal complaint at the end of a stay.

    Parameters
    ----------
    experience, powerlessness, futility : float
        Badness felt, powerlessness, what the community expects of a complaint, in [0, 1]. [-]
    is_harmed, has_carer : bool
        Whether harm was done; whether somebody speaks for the patient.
    c_0, c_experience, c_harm, c_powerless, c_futility, c_carer : float
        Constant and weights on the logit scale, weights 0 or more. [-]

    Returns
    -------
    float
        Probability for the stay, in (0, 1). [-]

    Notes
    -----
    :math:`p = \sigma(c_0 + c_x x + c_h [h] - c_p q - c_u U_p + c_a [a])`; staff fear does not
    enter. Status A: M14 of the theory; 9 % of people with poor care complained formally [1]_.

    References
    ----------
    .. [1] Healthwatch England and YouGov, reported by BMJ Group, 2025.

    Examples
    --------
    >>> round(p_complain(0.5, True, 0.5, 0.5, True, -4.6, 2.0, 2.0, 2.0, 2.0, 1.0), 4)
    0.0691
    """
    x = c_0 + c_experience * experience - c_powerless * powerlessness - c_futility * futility
    if is_harmed:
        x = x + c_harm
    if has_carer:
        x = x + c_carer
    return logistic(x)


@jitable
def p_informal(
    experience: float, powerlessness: float, c_0: float, c_experience: float, c_powerless: float
) -> float:
    r"""Chance that a patient or carer says something at the bedside.

    Parameters
    ----------
    experience, powerlessness : float
        Badness felt and powerlessness, in [0, 1]. [-]
    c_0, c_experience, c_powerless : float
        Constant and weights on the logit scale, weights 0 or more. [-]

    Returns
    -------
    float
        Probability for the stay, in (0, 1). [-]

    Notes
    -----
    :math:`p = \sigma(c_0 + c_x x - c_p q)`. Status A: 30 % of those with poor care gave feedback
    [1]_.

    References
    ----------
    .. [1] Healthwatch England and YouGov, reported by BMJ Group, 2025.

    Examples
    --------
    >>> round(p_informal(0.5, 0.5, -1.6, 2.0, 2.0), 4)
    0.168
    """
    return logistic(c_0 + c_experience * experience - c_powerless * powerlessness)


@jitable
def p_upheld(attention: float, half: float, slope: float) -> float:
    r"""Chance that a complaint is upheld: leaders who attend to safety accept fault.

    Parameters
    ----------
    attention, half, slope : float
        Board's attention to safety and where half are upheld, in [0, 1]; weight (logit). [-]

    Returns
    -------
    float
        Probability, in (0, 1). [-]

    Notes
    -----
    :math:`p = \sigma(k (A - A_h))`. Status A: form; about half were upheld [1]_.

    References
    ----------
    .. [1] QualityWatch, NHS written complaints (KO41a) 2014/15.

    Examples
    --------
    >>> p_upheld(0.5, 0.5, 2.0), round(p_upheld(1.0, 0.5, 2.0), 4)
    (0.5, 0.7311)
    """
    return logistic(slope * (attention - half))


@jitable
def community_futility_next(futility: float, n_closed: int, n_upheld: int, rate: float) -> float:
    r"""Futility the community has learnt to expect after today's answers.

    Parameters
    ----------
    futility, rate : float
        Expectation before and learning rate, in [0, 1]. [-]
    n_closed, n_upheld : int
        Complaints answered and upheld today, the second no larger. [count]

    Returns
    -------
    float
        Expectation after, in [0, 1]; unchanged on a day without answers. [-]

    Notes
    -----
    :math:`U' = U + \alpha (1 - n_u / n_c - U)`. Status A: M14; most of those with poor care did
    nothing [1]_.

    References
    ----------
    .. [1] Healthwatch England and YouGov, reported by BMJ Group, 2025.

    Examples
    --------
    >>> round(community_futility_next(0.5, 4, 1, 0.02), 6)
    0.505
    >>> community_futility_next(0.5, 0, 0, 0.02)
    0.5
    """
    if n_closed < 1:
        return futility
    return futility + rate * (1.0 - n_upheld / n_closed - futility)


@jitable
def expected_escalations(n_unresolved: float, p_per_90_days: float) -> float:
    r"""Mean number of unresolved complaints taken outside today.

    Parameters
    ----------
    n_unresolved, p_per_90_days : float
        Complaints brushed off, and the chance that one goes outside in 90 days. [count, -]

    Returns
    -------
    float
        Mean, 0 or more. [day⁻¹]

    Notes
    -----
    :math:`\lambda = n\, p_{90} / 90`. Status A: M14; one dissatisfied person in three complains
    [1]_.

    References
    ----------
    .. [1] Parliamentary and Health Service Ombudsman, 2015.

    Examples
    --------
    >>> expected_escalations(90.0, 0.1)
    0.1
    """
    return n_unresolved * p_per_90_days / 90.0
