"""M4: operational problems, pending interruptions and the tipping point of coping."""

from __future__ import annotations

from culturesim.jitable import jitable
from culturesim.rules.numeric import exp


@jitable
def coping(stress: float) -> float:
    """Speed of work under stress relative to its best.

    Parameters
    ----------
    stress : float
        Backlog of interruptions over the normal backlog, 0 or more. [-]

    Returns
    -------
    float
        Relative speed in [0, 1], 1 at stress 1. [-]

    Notes
    -----
    .. math:: f(S) = S e^{1 - S}

    Status D: reduced form after the rise-and-fall curve of [1]_, not their equation; applied to
    hospitals in [2]_.

    References
    ----------
    .. [1] Rudolph and Repenning, Administrative Science Quarterly 47:1, 2002.
    .. [2] Morrison and Rudolph, Academic Emergency Medicine 18:1246, 2011.

    Examples
    --------
    >>> coping(0.0), coping(1.0), round(coping(2.0), 4)
    (0.0, 1.0, 0.7358)
    """
    return stress * exp(1.0 - stress)


@jitable
def problems_next(stress: float, inflow: float, resolution: float, most: float) -> float:
    r"""Backlog of interruptions after today, in units of the normal backlog.

    Parameters
    ----------
    stress : float
        Backlog before, 0 or more. [-]
    inflow, resolution : float
        New problems and the fastest resolution, 0 or more. [day⁻¹]
    most : float
        Bound, above 0. [-]

    Returns
    -------
    float
        Backlog after, in [0, most]. [-]

    Notes
    -----
    .. math:: S' = \min(\max(S + \lambda - \mu f(S), 0), S_{\max})

    Status D: two equilibria for inflow below resolution, a stable one and a tipping point; none
    above. After [1]_. Monotone in the backlog while resolution is below 1/e.

    References
    ----------
    .. [1] Rudolph and Repenning, Administrative Science Quarterly 47:1, 2002.

    Examples
    --------
    >>> round(problems_next(0.374, 0.14, 0.2, 5.0), 3), problems_next(4.9, 0.3, 0.2, 5.0)
    (0.374, 5.0)
    """
    after = stress + inflow - resolution * coping(stress)
    if after < 0.0:
        return 0.0
    return most if after > most else after


@jitable
def frac_second_order(
    base: float, fear: float, prior_fear: float, rho: float, slack_most: float
) -> float:
    r"""Share of solved problems whose cause is removed too.

    Parameters
    ----------
    base : float
        Share at the prior fear and pressure 1, in [0, 1]. [-]
    fear, prior_fear : float
        Fear now, in [0, 1], and as brought, below 1. [-]
    rho : float
        Pressure, 0 or more. [-]
    slack_most : float
        Bound of the slack factor, which is 1 at pressure 1, in [1, 2]. [-]

    Returns
    -------
    float
        Share in [0, 1]. [-]

    Notes
    -----
    .. math:: \pi_2 = \min\left(\pi_0 \frac{1 - F}{1 - F_0} \min(\max(2 - \rho, 0), s), 1\right)

    Status V: base of 7 % observed [1]_; the fear factor is M4 of the theory. The slack factor is
    assumed here: it falls by one per unit of pressure, to none at pressure 2.

    References
    ----------
    .. [1] Tucker and Edmondson, Why hospitals don't learn from failures, California Management
       Review, 2003.

    Examples
    --------
    >>> round(frac_second_order(0.07, 0.5, 0.5, 1.0, 1.5), 6)
    0.07
    >>> frac_second_order(0.07, 0.5, 0.5, 2.0, 1.5)
    0.0
    """
    safety = (1.0 - fear) / (1.0 - prior_fear)
    slack = 2.0 - rho
    if slack < 0.0:
        slack = 0.0
    if slack > slack_most:
        slack = slack_most
    share = base * safety * slack
    return 1.0 if share > 1.0 else share


@jitable
def inflow_next(
    inflow: float, solved: float, frac_removed: float, relief: float, target: float, tau: float
) -> float:
    r"""Inflow of problems after today: removed causes lower it, new causes restore it.

    Parameters
    ----------
    inflow, target : float
        Inflow before and the one it returns to, 0 or more. [day⁻¹]
    solved : float
        Problems solved today, 0 or more. [day⁻¹]
    frac_removed : float
        Share solved for good, in [0, 1]. [-]
    relief : float
        Fall of inflow per cause removed, 0 or more. [-]
    tau : float
        Time in which causes are replaced, 1 or more. [day]

    Returns
    -------
    float
        Inflow after, 0 or more. [day⁻¹]

    Notes
    -----
    .. math:: \lambda' = \max(\lambda - \delta \pi_2 s + (\lambda^* - \lambda) / \tau, 0)

    Status A: the theory lowers inflow with each cause removed; the slow return is added here. Time
    for improvement as a capability that decays: [1]_.

    References
    ----------
    .. [1] Repenning and Sterman, Administrative Science Quarterly 47:265, 2002.

    Examples
    --------
    >>> round(inflow_next(0.14, 0.2, 0.5, 0.1, 0.14, 365.0), 6)
    0.13
    """
    after = inflow - relief * solved * frac_removed + (target - inflow) / tau
    return 0.0 if after < 0.0 else after
