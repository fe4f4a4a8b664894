"""M11: from acted-on concerns to fixes, fewer latent hazards and lasting lessons."""

from __future__ import annotations

from culturesim.jitable import jitable


@jitable
def expected_fixes(n_pending: int, tau_fix: float) -> float:
    r"""Mean number of causes removed today.

    Parameters
    ----------
    n_pending : int
        Concerns acted on and not finished, 0 or more. [count]
    tau_fix : float
        Mean time from action to fix, 1 or more. [day]

    Returns
    -------
    float
        Mean, 0 or more. [day⁻¹]

    Notes
    -----
    .. math:: \lambda = W / \tau_f

    Status A: first-order delay, after the delay of corrective action in [1]_.

    References
    ----------
    .. [1] Cooke and Rohleder, System Dynamics Review 22:213, 2006.

    Examples
    --------
    >>> expected_fixes(30, 60.0)
    0.5
    """
    return n_pending / tau_fix


@jitable
def hazard_next(hazard: float, inflow: float, gamma: float, eta: float, fixes: float) -> float:
    r"""Stock of latent hazards after today.

    Parameters
    ----------
    hazard : float
        Stock before, 0 or more. [-]
    inflow : float
        New hazards, 0 or more. [day⁻¹]
    gamma : float
        Share that vanishes by itself, in [0, 1]. [day⁻¹]
    eta : float
        Share removed by one fix a head, 0 or more. [head]
    fixes : float
        Fixes a head today, 0 or more. [head⁻¹ day⁻¹]

    Returns
    -------
    float
        Stock after, 0 or more. [-]

    Notes
    -----
    .. math:: H' = \max(H + a - \gamma H - \eta x H, 0)

    Status A: section 10.3 of the theory, with fixes a head; incident learning as the balancing
    loop is from [1]_.

    References
    ----------
    .. [1] Cooke and Rohleder, System Dynamics Review 22:213, 2006.

    Examples
    --------
    >>> round(hazard_next(1.0, 0.002, 0.001, 0.08, 0.0), 6)
    1.001
    >>> round(hazard_next(1.0, 0.0, 0.0, 0.08, 0.5), 6)
    0.96
    """
    after = hazard + inflow - gamma * hazard - eta * fixes * hazard
    return 0.0 if after < 0.0 else after


@jitable
def hazard_inflow(
    base: float, standard: float, standard_weight: float, stress: float, stress_weight: float
) -> float:
    r"""Inflow of latent hazards: higher when standards slip and problems pile up.

    Parameters
    ----------
    base : float
        Inflow at full standard and no backlog, 0 or more. [day⁻¹]
    standard : float
        Practice as a share of what is taught, in [0, 1]. [-]
    standard_weight, stress_weight : float
        Extra inflow with no standard, and per normal backlog, 0 or more. [-]
    stress : float
        Backlog of problems in units of the normal one, 0 or more. [-]

    Returns
    -------
    float
        Inflow, at least ``base``. [day⁻¹]

    Notes
    -----
    .. math:: a = a_0 \left(1 + w_s (1 - S) + w_p P\right)

    Status A: loop R3 of the theory; erosion of standards raising risk is among the archetypes of
    [1]_.

    References
    ----------
    .. [1] Marais, Saleh and Leveson, Safety Science, 2006.

    Examples
    --------
    >>> round(hazard_inflow(0.002, 0.8, 1.5, 0.4, 0.5), 6)
    0.003
    """
    return base * (1.0 + standard_weight * (1.0 - standard) + stress_weight * stress)


@jitable
def lessons_next(
    lessons: float, fixes: float, rate: float, tau_memory: float, frac_left: float
) -> float:
    r"""Lessons held after today: gained with fixes, lost with time and with leavers.

    Parameters
    ----------
    lessons : float
        Stock before, 0 or more. [-]
    fixes : float
        Fixes a head today, 0 or more. [head⁻¹ day⁻¹]
    rate : float
        Lessons gained by one fix a head, 0 or more. [head]
    tau_memory : float
        Time constant of forgetting, 1 or more. [day]
    frac_left : float
        Share of the staff who left today, in [0, 1]. [day⁻¹]

    Returns
    -------
    float
        Stock after, 0 or more. [-]

    Notes
    -----
    .. math:: L' = \max(L + r x - L / \tau_m - \ell L, 0)

    Status A: structure after [1]_, lessons drained by memory loss and turnover.

    References
    ----------
    .. [1] Cooke and Rohleder, System Dynamics Review 22:213, 2006.

    Examples
    --------
    >>> round(lessons_next(1.0, 0.5, 0.12, 500.0, 0.01), 6)
    1.048
    """
    after = lessons + rate * fixes - lessons / tau_memory - frac_left * lessons
    return 0.0 if after < 0.0 else after
