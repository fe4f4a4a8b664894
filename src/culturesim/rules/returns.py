"""M15, what is told to a body: declared ratings, returns below a limit, the funnel."""

from __future__ import annotations

import math

from culturesim.jitable import jitable
from culturesim.rules.numeric import clip


@jitable
def self_rating(picture: float, pressure: float, gaming: float) -> float:
    r"""Rating that a hospital declares of itself.

    Parameters
    ----------
    picture : float
        Board's picture, in [0, 1], 1 = all well. [-]
    pressure : float
        Pressure of money and targets on the board, in [0, 1]. [-]
    gaming : float
        Share of the gap to the best rating that full pressure talks away, in [0, 1]. [-]

    Returns
    -------
    float
        In [picture, 1]. [-]

    Notes
    -----
    .. math:: D = B + (1 - B)\, g\, \Pi

    Status A. Declared ratings of the failing hospital rose from year to year (cases A6); a
    regulator's own score and its ratings hardly agreed [1]_.

    References
    ----------
    .. [1] Griffiths A et al., BMJ Quality and Safety 26:120, 2017, doi:10.1136/bmjqs-2015-004687.

    Examples
    --------
    >>> self_rating(0.5, 0.0, 0.5), self_rating(0.5, 0.8, 0.5)
    (0.5, 0.7)
    """
    return picture + (1.0 - picture) * gaming * pressure


@jitable
def shortfall(value: float, limit: float) -> float:
    r"""How far a return lies below its limit.

    Parameters
    ----------
    value : float
        The return, 0 or more. [-]
    limit : float
        Below which it is a signal, above 0. [-]

    Returns
    -------
    float
        0 at the limit and above, 1 at a return of 0. [-]

    Notes
    -----
    .. math:: \max(0, 1 - x / x_0)

    Status A: M15 of the theory. A score from 150 such indicators did not predict later ratings
    [1]_.

    References
    ----------
    .. [1] Griffiths A et al., BMJ Quality and Safety 26:120, 2017, doi:10.1136/bmjqs-2015-004687.

    Examples
    --------
    >>> shortfall(0.95, 0.9), shortfall(0.45, 0.9)
    (0.0, 0.5)
    """
    below = 1.0 - value / limit
    return below if below > 0.0 else 0.0


@jitable
def funnel_z(observed: float, expected: float, days: float) -> float:
    r"""Distance of a hospital's deaths from what was expected, in standard deviations.

    Parameters
    ----------
    observed, expected : float
        Running rates of deaths and of predicted deaths, 0 or more. [day⁻¹]
    days : float
        Days that a running rate stands for: twice its time constant. [days]

    Returns
    -------
    float
        Above 0 with more deaths than expected; 0 without any expected. [-]

    Notes
    -----
    The square root makes the spread of a Poisson count the same for large and small hospitals:

    .. math:: z = 2\left(\sqrt{O T} - \sqrt{E T}\right)

    Status R: standard transformation, form recalled from [1]_. An exponential average over tau
    has the variance of a plain one over 2 tau (derived).

    References
    ----------
    .. [1] Spiegelhalter, Statistics in Medicine 24:1185, 2005, doi:10.1002/sim.1970.

    Examples
    --------
    >>> funnel_z(1.21, 1.0, 100.0), funnel_z(1.0, 0.0, 100.0)
    (2.0, 0.0)
    """
    if expected <= 0.0:
        return 0.0
    return 2.0 * (math.sqrt(observed * days) - math.sqrt(expected * days))


@jitable
def funnel_limit(limit: float, dispersion: float) -> float:
    r"""Limit of the funnel with over-dispersion.

    Parameters
    ----------
    limit : float
        Limit without over-dispersion, above 0. [-]
    dispersion : float
        Mean of the squared winsorised z of all hospitals; below 1 counts as 1. [-]

    Returns
    -------
    float
        At least ``limit``. [-]

    Notes
    -----
    .. math:: z_0 \sqrt{\max(1, \phi)}

    Status R: multiplicative over-dispersion, form recalled from [1]_. Case mix and coding differ
    between hospitals for reasons that are not quality; without it most would be outliers.

    References
    ----------
    .. [1] Spiegelhalter, Quality and Safety in Health Care 14:347, 2005,
       doi:10.1136/qshc.2005.013755.

    Examples
    --------
    >>> funnel_limit(3.0, 0.5), funnel_limit(3.0, 4.0)
    (3.0, 6.0)
    """
    return limit * math.sqrt(clip(dispersion, 1.0, 1e12))
