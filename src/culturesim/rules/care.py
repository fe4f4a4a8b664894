"""M1: demand, capacity, missed care, and what missed care does to patients."""

from __future__ import annotations

import math

from culturesim.jitable import jitable
from culturesim.rules.numeric import exp, logistic


@jitable
def season(day: int, amplitude: float) -> float:
    r"""Triangular yearly wave: highest in mid-January, lowest in mid-July.

    Parameters
    ----------
    day : int
        Day of the run, 0 for 1 January. [day]
    amplitude : float
        Height of the wave, in [0, 1]. [-]

    Returns
    -------
    float
        Multiplier in [1 - amplitude, 1 + amplitude]. [-]

    Notes
    -----
    .. math:: w = 1 + a\left(1 - \frac{2 d}{182.5}\right)

    where d is the distance in days from day 15 of the nearest year. A triangle needs no sine,
    whose bits differ between machines. Status A: shape; winter excess of staff absence from [1]_.

    References
    ----------
    .. [1] Palmer and Rolewicz, All is not well, Nuffield Trust, 2023.

    Examples
    --------
    >>> season(15, 0.1), round(season(198, 0.1), 3)
    (1.1, 0.901)
    """
    day_of_year = (day - 15) % 365
    distance = day_of_year if day_of_year < 183 else 365 - day_of_year
    return 1.0 + amplitude * (1.0 - 2.0 * distance / 182.5)


@jitable
def effective_shift(weight: float, energy: float) -> float:
    r"""Share of a full shift's work that one person gives.

    Parameters
    ----------
    weight : float
        Work of a rested member of that profession, 0 or more. [shift]
    energy : float
        Energy, in [0, 1]. [-]

    Returns
    -------
    float
        Work given, in [0, weight]. [shift]

    Notes
    -----
    .. math:: c = w \sqrt{E}

    Status A: exponent 0.5 (M1 of the theory): tiredness costs little at first; loss of output
    through burnout is in [1]_.

    References
    ----------
    .. [1] Homer, System Dynamics Review 1:42, 1985.

    Examples
    --------
    >>> effective_shift(1.0, 0.25), effective_shift(0.4, 1.0)
    (0.5, 0.4)
    """
    return weight * math.sqrt(energy)


@jitable
def overtime_share(pressure: float, most: float) -> float:
    r"""Extra hours worked under pressure, as a share of a shift.

    Parameters
    ----------
    pressure : float
        Work needed over work available, 0 or more. [-]
    most : float
        Most overtime, 0 or more. [-]

    Returns
    -------
    float
        Share in [0, most]. [-]

    Notes
    -----
    .. math:: o = \min(\max(\rho - 1, 0), o_{\max})

    Status A: that overtime is a first answer to overload is from [1]_; M3 of the theory bounds it
    at 15 %.

    References
    ----------
    .. [1] Oliva and Sterman, Management Science 47:894, 2001.

    Examples
    --------
    >>> overtime_share(0.9, 0.15), round(overtime_share(1.1, 0.15), 6), overtime_share(2.0, 0.15)
    (0.0, 0.1, 0.15)
    """
    excess = pressure - 1.0
    if excess <= 0.0:
        return 0.0
    return excess if excess < most else most


@jitable
def rel_work_of_problems(problems: float, reference: float, weight: float) -> float:
    r"""Work needed relative to a day with the reference backlog of operational problems.

    Parameters
    ----------
    problems, reference : float
        Backlog and reference backlog, 0 or more, 1 = normal. [-]
    weight : float
        Extra work per normal backlog, 0 or more. [-]

    Returns
    -------
    float
        Multiplier, 0 or more. [-]

    Notes
    -----
    .. math:: \max(1 + w (I - I_r), 0)

    Status A: M4 of the theory lets pending interruptions add to pressure; after [1]_.

    References
    ----------
    .. [1] Rudolph and Repenning, Administrative Science Quarterly 47:1, 2002.

    Examples
    --------
    >>> round(rel_work_of_problems(1.4, 0.4, 0.05), 6), rel_work_of_problems(0.0, 3.0, 2.0)
    (1.05, 0.0)
    """
    rel = 1.0 + weight * (problems - reference)
    return 0.0 if rel < 0.0 else rel


@jitable
def pressure(need: float, capacity: float, most: float) -> float:
    r"""Work needed over work available, bounded so that an empty ward stays finite.

    Parameters
    ----------
    need, capacity : float
        Work needed and work available, 0 or more. [shift]
    most : float
        Bound, above 0. [-]

    Returns
    -------
    float
        Pressure, in [0, most]. [-]

    Notes
    -----
    .. math:: \rho = \min(n / c, \rho_{\max})

    A ward with neither patients nor staff has pressure 0. Status D: definition; work pressure as a
    ratio follows [1]_.

    References
    ----------
    .. [1] Oliva and Sterman, Management Science 47:894, 2001.

    Examples
    --------
    >>> pressure(6.0, 5.0, 3.0), pressure(1.0, 0.0, 3.0), pressure(0.0, 0.0, 3.0)
    (1.2, 3.0, 0.0)
    """
    if capacity <= 0.0:
        return most if need > 0.0 else 0.0
    ratio = need / capacity
    return ratio if ratio < most else most


@jitable
def missed_care(rho: float, most: float, steepness: float, half: float) -> float:
    r"""Share of needed care left undone.

    Parameters
    ----------
    rho : float
        Pressure, 0 or more. [-]
    most : float
        Most that can be left undone, in [0, 1]. [-]
    steepness : float
        Steepness of the curve, 0 or more. [-]
    half : float
        Pressure at which half of the most is missed. [-]

    Returns
    -------
    float
        Share in [0, most]. [-]

    Notes
    -----
    .. math:: m = m_{\max}\,\sigma(\kappa (\rho - \rho_h))

    Status D: with 0.80, 2.5 and 1.48 the curve passes 2.4 of 13 tasks at pressure 1 and 7.8 of 13
    at 1.9 [1]_, and its slope at 1 gives odds of death of 1.068 per extra patient [2]_.

    References
    ----------
    .. [1] Ball et al., BMJ Quality and Safety 23:116, 2014, doi:10.1136/bmjqs-2012-001767.
    .. [2] Ball et al., International Journal of Nursing Studies 78:10, 2018,
       doi:10.1016/j.ijnurstu.2017.08.004.

    Examples
    --------
    >>> round(missed_care(1.0, 0.8, 2.5, 1.48), 3), round(missed_care(1.9, 0.8, 2.5, 1.48), 2)
    (0.185, 0.59)
    """
    return most * logistic(steepness * (rho - half))


@jitable
def p_any_missed(missed: float, n_items: int) -> float:
    """Chance that a nurse leaves at least one task undone in a shift.

    Parameters
    ----------
    missed : float
        Share of care left undone, in [0, 1]. [-]
    n_items : int
        Tasks asked about, 0 or more. [count]

    Returns
    -------
    float
        Probability, in [0, 1]. [shift⁻¹]

    Notes
    -----
    .. math:: P = 1 - (1 - m)^n

    Status A: tasks are missed independently; 86 % of nurses reported at least one of 13 [1]_,
    against 93 % by this rule at a missed share of 0.185.

    References
    ----------
    .. [1] Ball et al., BMJ Quality and Safety 23:116, 2014, doi:10.1136/bmjqs-2012-001767.

    Examples
    --------
    >>> round(p_any_missed(0.185, 13), 2), p_any_missed(0.5, 2)
    (0.93, 0.75)
    """
    none = 1.0
    for _ in range(n_items):
        none = none * (1.0 - missed)
    return 1.0 - none


@jitable
def rel_death_hazard(
    missed: float, missed_reference: float, slope: float, occupancy: float, knee: float, step: float
) -> float:
    r"""Multiplier of the daily hazard of death: missed care and a crowded hospital.

    Parameters
    ----------
    missed, missed_reference : float
        Care left undone today and at reference, in [0, 1]. [-]
    slope : float
        Log hazard for all care missed. [-]
    occupancy, knee : float
        Share of beds filled and the share above which deaths rise, in [0, 1]. [-]
    step : float
        Rise of the hazard above the knee, 0 or more. [-]

    Returns
    -------
    float
        Multiplier, above 0; 1 at reference care in a hospital below its knee. [-]

    Notes
    -----
    .. math:: h = e^{s (m - m_r)} \left(1 + k\,[o > o_k]\right)

    Status D: 1.159 per tenth of care missed [1]_ is exp(1.476 × 0.1); above 92.5 % occupancy 14.4
    % of deaths were attributable [2]_, a step of 0.17. M1 of the theory has the same form for one
    joint hazard of harm.

    References
    ----------
    .. [1] Ball et al., International Journal of Nursing Studies 78:10, 2018,
       doi:10.1016/j.ijnurstu.2017.08.004.
    .. [2] Kuntz et al., Management Science, 2015.

    Examples
    --------
    >>> round(rel_death_hazard(0.285, 0.185, 1.476, 0.9, 0.925, 0.17), 3)
    1.159
    >>> round(rel_death_hazard(0.185, 0.185, 1.476, 0.95, 0.925, 0.17), 3)
    1.17
    """
    multiplier = exp(slope * (missed - missed_reference))
    return multiplier * (1.0 + step) if occupancy > knee else multiplier


@jitable
def rel_exposure_hazard(rel_death: float, hazard: float) -> float:
    """Multiplier of the daily chance of meeting a hazard.

    Parameters
    ----------
    rel_death : float
        Multiplier from :func:`rel_death_hazard`, above 0. [-]
    hazard : float
        Stock of latent hazards of the ward, 0 or more. [-]

    Returns
    -------
    float
        Multiplier, above 0. [-]

    Notes
    -----
    .. math:: x = h (1 + H)

    Status A: M1 of the theory; latent conditions that wait for an occasion follow [1]_.

    References
    ----------
    .. [1] Reason, Human error: models and management, BMJ 320:768, 2000.

    Examples
    --------
    >>> rel_exposure_hazard(1.0, 1.0), rel_exposure_hazard(1.5, 0.0)
    (2.0, 1.5)
    """
    return rel_death * (1.0 + hazard)
