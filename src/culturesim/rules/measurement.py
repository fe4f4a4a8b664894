"""Instruments' arithmetic: what a return, a ratio or a survey makes of what it sees."""

from __future__ import annotations

from culturesim.jitable import jitable
from culturesim.rules.numeric import logistic


@jitable
def running_total(total: float, today: float, window: float) -> float:
    """Daily rate with exponentially fading weights.

    Parameters
    ----------
    total, today : float
        Rate before and today's value. [any]
    window : float
        Time constant, 1 or more. [day]

    Returns
    -------
    float
        Rate after, between the two. [any]

    Notes
    -----
    .. math:: x' = x + (y - x) / w

    Status A: stands in for a return over a fixed window; one number of state instead of a history
    [1]_.

    References
    ----------
    .. [1] Roberts, Technometrics 1:239, 1959.

    Examples
    --------
    >>> running_total(0.0, 3.0, 30.0)
    0.1
    """
    return total + (today - total) / window


@jitable
def mortality_ratio(observed: float, expected: float) -> float:
    r"""Observed over expected deaths times 100.

    Parameters
    ----------
    observed, expected : float
        Deaths, 0 or more, over the same time. [count]

    Returns
    -------
    float
        Ratio, 0 or more; 100 while nothing is expected. [point]

    Notes
    -----
    .. math:: R = 100\, O / E

    An instrument and never the truth: a standard deviation of it moves the share of avoidable
    deaths by 0.3 points (-0.2 to 0.7) [1]_. Status D: definition.

    References
    ----------
    .. [1] Hogan et al., BMJ 351:h3239, 2015, doi:10.1136/bmj.h3239.

    Examples
    --------
    >>> mortality_ratio(120.0, 100.0), mortality_ratio(3.0, 0.0)
    (120.0, 100.0)
    """
    if expected <= 0.0:
        return 100.0
    return 100.0 * observed / expected


@jitable
def published_next(published: float, current: float, lag_days: float) -> float:
    r"""Value in print: it follows the current one with a first-order lag.

    Parameters
    ----------
    published, current : float
        Value in print and value of today. [any]
    lag_days : float
        Mean lag, 1 or more. [day]

    Returns
    -------
    float
        Value in print tomorrow, between the two. [any]

    Notes
    -----
    .. math:: p' = p + (c - p) / \tau

    Status A: a smooth lag in place of dated editions; yearly indicators appeared months after the
    deaths they count [1]_.

    References
    ----------
    .. [1] Health and Social Care Information Centre, Summary Hospital-level Mortality Indicator,
       July 2013 to June 2014, published January 2015.

    Examples
    --------
    >>> published_next(100.0, 127.0, 270.0)
    100.1
    """
    return published + (current - published) / lag_days


@jitable
def fill_rate(n_filled: float, n_planned: float) -> float:
    r"""Share of planned shifts filled; planned means funded posts only.

    Parameters
    ----------
    n_filled, n_planned : float
        Shifts, 0 or more. [count]

    Returns
    -------
    float
        Share in [0, 1]; 1 with nothing planned. [-]

    Notes
    -----
    .. math:: f = \min(n_f / n_p, 1)

    A cut of posts lowers the plan too, so the return can look full on a ward with too few nurses.
    Status D: definition of the return; ward fill rates as an exposure: [1]_.

    References
    ----------
    .. [1] Zaranko et al., BMJ Quality and Safety 32:254, 2023, doi:10.1136/bmjqs-2022-015291.

    Examples
    --------
    >>> fill_rate(9.0, 12.0), fill_rate(13.0, 12.0), fill_rate(0.0, 0.0)
    (0.75, 1.0, 1.0)
    """
    if n_planned <= 0.0:
        return 1.0
    f = n_filled / n_planned
    return 1.0 if f > 1.0 else f


@jitable
def p_recommend(
    missed: float, standard: float, futility: float, c_0: float, c_care: float, c_futility: float
) -> float:
    r"""Chance that a member of staff would recommend the care given here.

    Parameters
    ----------
    missed, standard, futility : float
        Care left undone, own standard, own futility, in [0, 1]. [-]
    c_0, c_care, c_futility : float
        Constant and weights on the logit scale, weights 0 or more. [-]

    Returns
    -------
    float
        Probability, in (0, 1). [-]

    Notes
    -----
    .. math:: p = \sigma(c_0 + c_c (1 - m) S - c_u U)

    Status A: the item separated later inspection ratings better than routine data did: 51, 60, 70,
    88 % over the four ratings [1]_.

    References
    ----------
    .. [1] Allen et al., International Journal for Quality in Health Care 32:113, 2020,
       doi:10.1093/intqhc/mzz101.

    Examples
    --------
    >>> round(p_recommend(0.2, 1.0, 0.4, -3.6, 6.0, 1.5), 3)
    0.646
    """
    return logistic(c_0 + c_care * (1.0 - missed) * standard - c_futility * futility)


@jitable
def p_feels_safe(fear: float, c_0: float, c_fear: float) -> float:
    r"""Chance of answering that it is safe to raise unsafe practice.

    Parameters
    ----------
    fear : float
        Believed chance of detriment, in [0, 1]. [-]
    c_0, c_fear : float
        Constant and weight on the logit scale, weight 0 or more. [-]

    Returns
    -------
    float
        Probability, in (0, 1). [-]

    Notes
    -----
    .. math:: p = \sigma(c_0 - c_f F)

    Status A: form; level set to the 71.3 % of staff who felt secure in 2023 [1]_.

    References
    ----------
    .. [1] National Guardian's Office, Listening to the silence, 2024.

    Examples
    --------
    >>> round(p_feels_safe(0.3, 2.2, 3.5), 3)
    0.76
    """
    return logistic(c_0 - c_fear * fear)


@jitable
def p_feels_heard(futility: float, c_0: float, c_futility: float) -> float:
    r"""Chance of answering that the hospital would act on a concern.

    Parameters
    ----------
    futility : float
        Believed chance that nothing happens, in [0, 1]. [-]
    c_0, c_futility : float
        Constant and weight on the logit scale, weight 0 or more. [-]

    Returns
    -------
    float
        Probability, in (0, 1). [-]

    Notes
    -----
    .. math:: p = \sigma(c_0 - c_u U)

    Status A: form; level set to the 56.8 % of staff who were confident of action in 2023 [1]_.

    References
    ----------
    .. [1] National Guardian's Office, Listening to the silence, 2024.

    Examples
    --------
    >>> round(p_feels_heard(0.4, 1.6, 3.0), 3)
    0.599
    """
    return logistic(c_0 - c_futility * futility)
