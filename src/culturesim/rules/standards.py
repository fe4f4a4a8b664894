"""M3: corner cutting under pressure and the slow drift of what counts as normal practice."""

from __future__ import annotations

from culturesim.jitable import jitable
from culturesim.rules.numeric import power


@jitable
def corner_cutting(rho: float, theta: float, most: float) -> float:
    r"""Practice as a share of the standard: below it in overload, a little above it in slack.

    Parameters
    ----------
    rho : float
        Pressure, 0 or more. [-]
    theta : float
        Elasticity of practice to pressure, 0 or more. [-]
    most : float
        Most that slack lifts practice to, 1 (not at all) or more. [-]

    Returns
    -------
    float
        Share in (0, most]; 1 at pressure 1. [-]

    Notes
    -----
    .. math:: Q / S = \min(\rho^{-\theta}, q_{max})

    Status R: after the time per task of [1]_, equation and 0.6 recalled; the bound is assumed.

    References
    ----------
    .. [1] Oliva and Sterman, Management Science 47:894, 2001.

    Examples
    --------
    >>> corner_cutting(0.5, 0.6, 1.1), round(corner_cutting(1.2, 0.6, 1.1), 4)
    (1.1, 0.8964)
    """
    if rho <= 0.0:
        return most
    share = power(rho, -theta)
    return share if share < most else most


@jitable
def standard_next(
    standard: float,
    practice: float,
    tau_down: float,
    tau_up: float,
    restoring: float,
    external: float,
) -> float:
    r"""Work out tomorrow's standard: it falls fast and rises slowly towards practice.

    Parameters
    ----------
    standard, practice : float
        Standard before and practice today, 0 or more, 1 as taught. [-]
    tau_down, tau_up : float
        Time constants of a fall and of a rise, 1 or more. [day]
    restoring : float
        Pull of training and accreditation, in [0, 1]. [day⁻¹]
    external : float
        Standard they pull towards, above which practice lifts no standard. [-]

    Returns
    -------
    float
        Standard after, 0 or more. [-]

    Notes
    -----
    .. math:: S' = S + (Q - S) / \tau + \kappa (S_e - S)

    Status R: asymmetric erosion after [1]_, numbers recalled. The time constant is ``tau_down``
    while practice is below the standard and ``tau_up`` otherwise; the restoring term acts on both
    branches. Without it nothing brings a standard back after overload, since practice and standard
    are then equal; with practice never above the standard ``tau_up`` has no effect. A standard does
    not rise past the external one.

    References
    ----------
    .. [1] Oliva and Sterman, Management Science 47:894, 2001.

    Examples
    --------
    >>> round(standard_next(1.0, 0.7, 30.0, 300.0, 0.0, 1.0), 6)
    0.99
    >>> round(standard_next(0.7, 1.0, 30.0, 300.0, 0.0, 1.0), 6)
    0.701
    >>> round(standard_next(0.5, 0.5, 30.0, 300.0, 0.01, 1.0), 6)
    0.505
    """
    tau = tau_down if practice < standard else tau_up
    after = standard + (practice - standard) / tau + restoring * (external - standard)
    if after > external and after > standard:
        return standard if standard > external else external
    return after
