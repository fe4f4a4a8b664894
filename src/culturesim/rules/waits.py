"""M12: how long emergency patients wait, and what an independent survey makes of it."""

from __future__ import annotations

import math

from culturesim.jitable import jitable
from culturesim.rules.numeric import exp, log, logistic


@jitable
def wait_median(
    base: float,
    rho: float,
    occupancy: float,
    occupancy_reference: float,
    w_pressure: float,
    w_occupancy: float,
    speed: float,
) -> float:
    r"""Median wait of an emergency patient, from the load of the departments and full beds.

    Parameters
    ----------
    base : float
        Median at pressure 1, reference occupancy and no effort, above 0. [hour]
    rho : float
        Mean pressure of the departments, 0 or more. [-]
    occupancy, occupancy_reference : float
        Beds taken over beds today, and the share at which ``base`` holds, in [0, 1]. [-]
    w_pressure, w_occupancy : float
        Rise of the log median per unit of pressure and of occupancy, 0 or more. [-]
    speed : float
        Speed gained by effort, as :func:`speed_of_effort`, 1 or more. [-]

    Returns
    -------
    float
        Median wait, above 0. [hour]

    Notes
    -----
    .. math:: w = w_0 \, e^{a (\rho - 1) + b (o - o_r)} / v

    Status A: form. Waits lengthen as beds fill: a queue near its capacity [1]_.

    References
    ----------
    .. [1] Bagust, Place and Posnett, BMJ 319:155, 1999, doi:10.1136/bmj.319.7203.155.

    Examples
    --------
    >>> wait_median(2.5, 1.0, 0.9, 0.9, 1.0, 3.0, 1.0)
    2.5
    >>> wait_median(2.5, 1.0, 0.9, 0.9, 1.0, 3.0, 1.25)
    2.0
    """
    load = exp(w_pressure * (rho - 1.0) + w_occupancy * (occupancy - occupancy_reference))
    return base * load / speed


@jitable
def speed_of_effort(effort: float, gain: float, half: float) -> float:
    r"""Speed of the emergency department over its speed without effort.

    Parameters
    ----------
    effort : float
        Real effort spent on shorter waits, in [0, 1]. [-]
    gain, half : float
        Most that effort adds, 0 or more, and the effort that has half of it, above 0. [-]

    Returns
    -------
    float
        Multiplier, 1 or more. [-]

    Notes
    -----
    .. math:: v = 1 + g \, e_t / (e_t + h)

    Status A: form; returns diminish. That effort shortens true waits is from [1]_, which compared
    England, under the target, with countries without it.

    References
    ----------
    .. [1] Bevan, Have targets done more harm than good in the English NHS? No, BMJ 338:a3129, 2009.

    Examples
    --------
    >>> speed_of_effort(0.0, 0.5, 0.5), speed_of_effort(0.5, 0.5, 0.5)
    (1.0, 1.25)
    """
    return 1.0 + gain * effort / (effort + half)


@jitable
def share_within(hours: float, median: float, shape: float) -> float:
    r"""Share of patients whose wait is at most so long.

    Parameters
    ----------
    hours, median : float
        A time and the median wait, above 0. [hour]
    shape : float
        Steepness of the distribution, above 0; higher means waits are more alike. [-]

    Returns
    -------
    float
        Share in (0, 1); a half at the median. [-]

    Notes
    -----
    .. math:: F(t) = \sigma(k \ln(t / w))

    Status A: a log-logistic distribution of waits, as often fitted to durations [1]_.

    References
    ----------
    .. [1] Bennett, Applied Statistics 32:165, 1983, doi:10.2307/2347295.

    Examples
    --------
    >>> share_within(2.5, 2.5, 2.5), round(share_within(4.0, 2.5, 2.5), 3)
    (0.5, 0.764)
    """
    return logistic(shape * log(hours / median))


@jitable
def rel_death_after_wait(median: float, speed: float, share: float, hazard: float) -> float:
    r"""Multiplier of the hazard of death for the time that effort has saved.

    Parameters
    ----------
    median : float
        Median wait with today's effort, 0 or more. [hour]
    speed : float
        Speed with that effort over speed without it, 1 or more. [-]
    share : float
        Share of inpatients who came through the emergency department, in [0, 1]. [-]
    hazard : float
        Log hazard of death an hour, 0 or more. [hour⁻¹]

    Returns
    -------
    float
        Multiplier in (0, 1]; 1 without effort. [-]

    Notes
    -----
    .. math:: 1 + s \left(e^{-b w (v - 1)} - 1\right)

    Without effort the wait would be ``median * speed``. Only time saved by effort counts: ordinary
    waits are part of the reference that care is calibrated to. Status A: form; direction and size
    after 14 % lower mortality among those affected with 21 minutes less in the department [1]_.

    References
    ----------
    .. [1] Gruber, Hoe and Stoye, Review of Economics and Statistics 105:1, 2023,
       doi:10.1162/rest_a_01044.

    Examples
    --------
    >>> rel_death_after_wait(2.5, 1.0, 0.7, 0.43)
    1.0
    >>> round(rel_death_after_wait(2.0, 1.175, 1.0, 0.43), 2)
    0.86
    """
    return 1.0 + share * (exp(-hazard * median * (speed - 1.0)) - 1.0)


@jitable
def surveyed_share(seen: float, n: float, z: float) -> float:
    r"""Share of patients who say in a survey that they were seen in time.

    Parameters
    ----------
    seen : float
        True share, in [0, 1]. [-]
    n : float
        Answers, 1 or more. [count]
    z : float
        Standard normal noise. [-]

    Returns
    -------
    float
        Share in [0, 1]. [-]

    Notes
    -----
    .. math:: \hat Y = Y + z \sqrt{Y (1 - Y) / n}

    Status D: normal approximation of a simple random sample [1]_, cut to [0, 1].

    References
    ----------
    .. [1] Cochran, Sampling Techniques, 3rd edition, Wiley, 1977, chapter 3.

    Examples
    --------
    >>> surveyed_share(0.5, 100.0, 1.0), surveyed_share(1.0, 100.0, 2.0)
    (0.55, 1.0)
    """
    share = seen + z * math.sqrt(seen * (1.0 - seen) / n)
    if share < 0.0:
        return 0.0
    return 1.0 if share > 1.0 else share
