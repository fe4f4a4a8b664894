"""M17: scandal, public attention, the inquiry, its recommendations and what lasts of them."""

from __future__ import annotations

from culturesim.jitable import jitable
from culturesim.rules.exposure import presence
from culturesim.rules.numeric import exp, power


@jitable
def outcry(findings: float, disclosures: float, families: float, stories: float) -> float:
    r"""How many of the four channels speak at once.

    Parameters
    ----------
    findings, disclosures, families, stories : float
        Fading counts of the regulator's findings, of disclosures by staff and of stories in print;
        size of the campaign over the smallest that counts; 0 or more. [count]

    Returns
    -------
    float
        Sum of four presences, in [0, 4). [-]

    Notes
    -----
    .. math:: \sum_{k=1}^{4} \frac{x_k}{1 + x_k}

    Status A: M17 of the theory asks for four signals that coincide; here a sum of presences over a
    threshold, so that two loud channels can stand for three faint ones. Events and focusing:
    [1]_.

    References
    ----------
    .. [1] Birkland, Focusing events, mobilization, and agenda setting, Journal of Public Policy
       18:53, 1998.

    Examples
    --------
    >>> outcry(1.0, 0.0, 1.0, 3.0)
    1.75
    """
    return presence(findings) + presence(disclosures) + presence(families) + presence(stories)


@jitable
def public_attention(
    elapsed: int, flash: float, tau_flash: float, tau_memory: float, xi: float
) -> float:
    r"""Public attention so many days after it was caught.

    Parameters
    ----------
    elapsed : int
        Days since, 0 or more. [day]
    flash : float
        Share that is news of the day, in [0, 1]. [-]
    tau_flash, tau_memory : float
        Time constants of the news and of the memory, 1 or more. [day]
    xi : float
        Exponent of the memory's decay, 0 or more. [-]

    Returns
    -------
    float
        Attention, in [0, 1], 1 on the day. [-]

    Notes
    -----
    .. math:: A(t) = w e^{-t/\tau_1} + (1 - w)(1 + t/\tau_2)^{-\xi}

    Status A: numbers; the form, fast and then slow, is that of [1]_ and of M17 of the theory.

    References
    ----------
    .. [1] Candia and others, Nature Human Behaviour 3:82, 2019, doi:10.1038/s41562-018-0474-5.

    Examples
    --------
    >>> public_attention(0, 0.7, 10.0, 365.0, 1.0)
    1.0
    >>> round(public_attention(365, 0.7, 10.0, 365.0, 1.0), 6)
    0.15
    """
    return flash * exp(-elapsed / tau_flash) + (1.0 - flash) * power(
        1.0 + elapsed / tau_memory, -xi
    )


@jitable
def inquiry_days(z: float, median: float, spread: float, shortest: float) -> int:
    r"""Days from the announcement of an inquiry to its report.

    Parameters
    ----------
    z : float
        Standard normal draw. [-]
    median, shortest : float
        Median, and least, above 0. [day]
    spread : float
        Standard deviation of the logarithm, 0 or more. [-]

    Returns
    -------
    int
        Days, ``shortest`` or more. [day]

    Notes
    -----
    .. math:: t = \max(\lfloor m e^{\sigma z} \rfloor, t_{min})

    Status A: shape. Public inquiries of the United Kingdom took 2.5 years on average, one in seven
    5 years or more: [1]_.

    References
    ----------
    .. [1] Norris and Shepheard, How public inquiries can lead to change, Institute for Government,
       2017.

    Examples
    --------
    >>> inquiry_days(0.0, 650.0, 0.9, 180.0), inquiry_days(-3.0, 650.0, 0.9, 180.0)
    (650, 180)
    """
    days = median * exp(spread * z)
    return int(shortest) if days < shortest else int(days)


@jitable
def evidence_next(evidence: float, voice: float, protection: float, tau: float) -> float:
    r"""Share of what happened that the inquiry has heard, after a day of evidence.

    Parameters
    ----------
    evidence : float
        Share heard before, in [0, 1]. [-]
    voice, protection : float
        Staff's readiness to speak, and how far witnesses are protected, in [0, 1]. [-]
    tau : float
        Days in which open witnesses would tell nearly two thirds, 1 or more. [day]

    Returns
    -------
    float
        Share heard after, in [evidence, 1]. [-]

    Notes
    -----
    .. math:: e' = e + \left[p + (1 - p) v\right] (1 - e) / \tau

    Status A. One inquiry sat for 139 days, heard 164 witnesses and read over a million pages:
    [1]_.

    References
    ----------
    .. [1] Francis, Report of the Mid Staffordshire NHS Foundation Trust public inquiry, 2013.

    Examples
    --------
    >>> evidence_next(0.0, 0.5, 0.5, 100.0), evidence_next(0.4, 0.0, 0.0, 100.0)
    (0.0075, 0.4)
    """
    return evidence + (protection + (1.0 - protection) * voice) * (1.0 - evidence) / tau


@jitable
def done_today(
    n_open: float, attention: float, leadership: float, rate: float, at_once: float
) -> float:
    r"""Recommendations carried out today.

    Parameters
    ----------
    n_open, at_once : float
        Open recommendations, 0 or more; how many can be worked on at once, above 0. [count]
    attention, leadership : float
        Outside attention, and the board's attention to safety, in [0, 1]. [-]
    rate : float
        Share carried out with all attention and few open, in [0, 1]. [day⁻¹]

    Returns
    -------
    float
        Recommendations, in [0, n_open]. [day⁻¹]

    Notes
    -----
    .. math:: d = \iota\, S\, A \frac{R}{1 + R / R_{max}}

    Status A: M17 of the theory with a bound, since reports with more recommendations did not bring
    more change: [1]_.

    References
    ----------
    .. [1] Walshe and Higgins, The use and impact of inquiries in the NHS, BMJ 325:895, 2002.

    Examples
    --------
    >>> round(done_today(40.0, 1.0, 0.5, 0.01, 40.0), 6), done_today(40.0, 0.0, 0.5, 0.01, 40.0)
    (0.1, 0.0)
    """
    return rate * attention * leadership * n_open / (1.0 + n_open / at_once)


@jitable
def said_anew(n_listed: float, n_new: float) -> float:
    r"""Share of a recommendation that others on its list do not say as well.

    Parameters
    ----------
    n_listed : float
        Recommendations on the list, 0 or more. [count]
    n_new : float
        How many can each say something new, above 0. [count]

    Returns
    -------
    float
        In (0, 1]; 1 for a list no longer than ``n_new``. [-]

    Notes
    -----
    .. math:: \min(1, R_0 / R_L)

    Status A: what a list of any length can change is bounded by what there is to say. The reports
    of 59 inquiries have five themes, and neither their length nor the number of their
    recommendations brought more change: [1]_.

    References
    ----------
    .. [1] Walshe and Higgins, The use and impact of inquiries in the NHS, BMJ 325:895, 2002.

    Examples
    --------
    >>> said_anew(20.0, 38.0), said_anew(152.0, 38.0)
    (1.0, 0.25)
    """
    return 1.0 if n_listed <= n_new else n_new / n_listed


@jitable
def lapsed_today(n_open: float, attention: float, tau: float) -> float:
    r"""Recommendations that fall asleep today because nobody asks after them.

    Parameters
    ----------
    n_open : float
        Open recommendations, 0 or more. [count]
    attention : float
        Outside attention, in [0, 1]. [-]
    tau : float
        Time constant while nobody attends, 1 or more. [day]

    Returns
    -------
    float
        Recommendations, in [0, n_open]. [day⁻¹]

    Notes
    -----
    .. math:: (1 - S) R / \tau

    Status A. Of 68 inquiries six were followed up in full: [1]_.

    References
    ----------
    .. [1] Norris and Shepheard, How public inquiries can lead to change, Institute for Government,
       2017.

    Examples
    --------
    >>> lapsed_today(40.0, 0.5, 100.0), lapsed_today(40.0, 1.0, 100.0)
    (0.2, 0.0)
    """
    return (1.0 - attention) * n_open / tau


@jitable
def change_next(
    change: float,
    done: float,
    each: float,
    ownership: float,
    on_paper: float,
    attention: float,
    tau_order: float,
    tau_owned: float,
) -> float:
    r"""Change in force after today: built by what is carried out, lost while nobody attends.

    Parameters
    ----------
    change : float
        Change in force before, in [0, 1]. [-]
    done, each : float
        Recommendations carried out today, and what one of them changes, 0 or more. [count, -]
    ownership : float
        How it is carried out: 0 a list by order, 1 learning owned by those who do the work. [-]
    on_paper : float
        Share of what is done by order that changes paper only, in [0, 1]. [-]
    attention : float
        Outside attention, in [0, 1]. [-]
    tau_order, tau_owned : float
        Time constants of what was ordered and of what is owned, while nobody attends, 1 or
        more. [day]

    Returns
    -------
    float
        Change after, in [0, 1] while ``done`` times ``each`` is below 1. [-]

    Notes
    -----
    .. math:: C' = C + k d \left[1 - q (1 - o)\right] (1 - C) - \frac{(1 - S) C}
       {\tau_0 + o (\tau_1 - \tau_0)}

    Status A: M17 of the theory has one time constant of four years, which is that of the default
    ownership. Learning that is owned locally outlasts lists: [1]_.

    References
    ----------
    .. [1] Moss, Learning from failings in healthcare, editorial, 2013.

    Examples
    --------
    >>> change_next(0.0, 0.5, 0.02, 1.0, 0.5, 1.0, 730.0, 3650.0)
    0.01
    >>> change_next(0.5, 0.0, 0.02, 0.0, 0.5, 0.0, 500.0, 3650.0)
    0.499
    """
    built = each * done * (1.0 - on_paper * (1.0 - ownership)) * (1.0 - change)
    tau = tau_order + ownership * (tau_owned - tau_order)
    return change + built - (1.0 - attention) * change / tau
