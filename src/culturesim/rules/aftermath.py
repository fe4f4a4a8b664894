"""M17: what exposure and reform do to a hospital: load, blame, money, a bad name."""

from __future__ import annotations

from culturesim.jitable import jitable
from culturesim.rules.numeric import exp


@jitable
def reform_load(n_open: float, each: float, most: float) -> float:
    r"""Share of working capacity that open recommendations take.

    Parameters
    ----------
    n_open : float
        Open recommendations, 0 or more. [count]
    each, most : float
        What one takes, and the most that all take, in [0, 1], the second above 0. [-]

    Returns
    -------
    float
        Share, in [0, most]. [-]

    Notes
    -----
    .. math:: m \left(1 - e^{-l R / m}\right)

    Status A: recommendations cost slack. Programmes compete with work for the same hours: [1]_.

    References
    ----------
    .. [1] Repenning and Sterman, Administrative Science Quarterly 47:265, 2002.

    Examples
    --------
    >>> reform_load(0.0, 0.0001, 0.05), round(reform_load(50.0, 0.001, 0.05), 6)
    (0.0, 0.031606)
    """
    return most * (1.0 - exp(-each * n_open / most))


@jitable
def blame_after_exposure(
    base: float,
    attention: float,
    ownership: float,
    added: float,
    change: float,
    less_by_change: float,
) -> float:
    r"""Lasting readiness of managers to blame while the public looks on, and after change.

    Parameters
    ----------
    base : float
        Readiness in quiet times, in [0, 1]. [-]
    attention, ownership, change : float
        Public attention; how reform is carried out, 1 owned locally; change in force; in
        [0, 1]. [-]
    added : float
        Share of the rest added at full attention under orders, in [0, 1]. [-]
    less_by_change : float
        Share that full change takes away, in [0, 1]. [-]

    Returns
    -------
    float
        Readiness, in [0, 1]. [-]

    Notes
    -----
    .. math:: B_0' = \left[B_0 + (1 - B_0) b A (1 - o)\right] (1 - g C)

    Status A: somebody must answer for it, unless the lesson belongs to those who learn it. Blame
    after inquiries: [1]_.

    References
    ----------
    .. [1] Walshe and Higgins, The use and impact of inquiries in the NHS, BMJ 325:895, 2002.

    Examples
    --------
    >>> blame_after_exposure(0.2, 0.0, 0.0, 0.5, 0.0, 0.5)
    0.2
    >>> round(blame_after_exposure(0.2, 1.0, 0.0, 0.5, 0.5, 0.5), 6)
    0.45
    """
    felt = base + (1.0 - base) * (added * attention * (1.0 - ownership))
    return felt * (1.0 - less_by_change * change)


@jitable
def raised(x: float, share: float, gain: float) -> float:
    r"""Bring a share nearer to 1 by change.

    Parameters
    ----------
    x : float
        Share before, in [0, 1]. [-]
    share : float
        Change in force, in [0, 1]. [-]
    gain : float
        Part of the rest that full change adds, in [0, 1]. [-]

    Returns
    -------
    float
        Share after, in [x, 1]. [-]

    Notes
    -----
    .. math:: x' = x + (1 - x) g C

    Status A: the simplest form that stays a share. Leaders' attention and answers to those who
    speak as what inquiries ask for: [1]_.

    References
    ----------
    .. [1] Berwick, A promise to learn, a commitment to act, 2013.

    Examples
    --------
    >>> raised(0.5, 0.5, 0.5), raised(0.5, 0.0, 0.5)
    (0.625, 0.5)
    """
    return x + (1.0 - x) * (gain * share)


@jitable
def posts_next(granted: float, attention: float, share: float, tau: float) -> float:
    r"""Share of the missing posts that money has come for.

    Parameters
    ----------
    granted : float
        Share before, in [0, 1]. [-]
    attention : float
        Outside attention, in [0, 1]. [-]
    share : float
        Share granted at full attention, in [0, 1]. [-]
    tau : float
        Time constant of approval and of its withdrawal, 1 or more. [day]

    Returns
    -------
    float
        Share after, in [0, 1]. [-]

    Notes
    -----
    .. math:: g' = g + (s S - g) / \tau

    Status A: form. One hospital got 1.7 of the 3.2 million pounds its missing nurses would have
    cost, and the national wave of new posts stalled within a year: [1]_.

    References
    ----------
    .. [1] Francis, Report of the Mid Staffordshire NHS Foundation Trust public inquiry, 2013.

    Examples
    --------
    >>> posts_next(0.0, 1.0, 0.5, 100.0), posts_next(0.5, 0.0, 0.5, 100.0)
    (0.005, 0.495)
    """
    return granted + (share * attention - granted) / tau


@jitable
def establishment_granted(establishment: float, granted: float) -> float:
    r"""Funded posts over the plan, with what was granted after exposure.

    Parameters
    ----------
    establishment : float
        Funded posts over the plan without it, 0 or more. [-]
    granted : float
        Share of the missing posts that money has come for, in [0, 1]. [-]

    Returns
    -------
    float
        Funded posts over the plan; unchanged at 1 and above. [-]

    Notes
    -----
    .. math:: e' = e + \max(1 - e, 0)\, g

    Status D. Funded posts are not yet people on a ward: vacancies follow the usual way: [1]_.

    References
    ----------
    .. [1] Francis, Report of the Mid Staffordshire NHS Foundation Trust public inquiry, 2013.

    Examples
    --------
    >>> establishment_granted(0.8, 0.5), establishment_granted(1.1, 0.5)
    (0.9, 1.1)
    """
    if establishment >= 1.0:
        return establishment
    return establishment + (1.0 - establishment) * granted


@jitable
def stigma_named(stigma: float, step: int, publicity: float) -> float:
    r"""Stigma of a hospital that is named in public for its step on the ladder of sanctions.

    Parameters
    ----------
    stigma : float
        How bad the name is otherwise, in [0, 1]. [-]
    step : int
        Highest step, 0 none to 4 special measures. [code]
    publicity : float
        How far a hospital is named for it, 0 or more. [-]

    Returns
    -------
    float
        In [stigma, 1]. [-]

    Notes
    -----
    .. math:: s' = \max\left[s, \min\left(\tfrac{k}{4} P, 1\right)\right]

    Status A: form; the top step, named in full, is as bad a name as a scandal. Special measures
    cost hospitals staff and recruits: [1]_.

    References
    ----------
    .. [1] Fulop et al., Health and Social Care Delivery Research 11(19), 2023.

    Examples
    --------
    >>> stigma_named(0.1, 2, 1.0), stigma_named(0.6, 2, 1.0), stigma_named(0.1, 4, 3.0)
    (0.5, 0.6, 1.0)
    """
    named = 0.25 * step * publicity
    if named > 1.0:
        named = 1.0
    return named if named > stigma else stigma


@jitable
def rel_by_stigma(stigma: float, gain: float) -> float:
    r"""Multiplier of vacancies or leaving in a hospital with a bad name.

    Parameters
    ----------
    stigma : float
        How bad the name is, in [0, 1]. [-]
    gain : float
        Rise at full stigma, 0 or more. [-]

    Returns
    -------
    float
        Multiplier, 1 or more. [-]

    Notes
    -----
    .. math:: 1 + g s

    Status A: size. One hospital was short of nurses five years after its exposure, its name
    keeping recruits away: [1]_.

    References
    ----------
    .. [1] Care Quality Commission, Mid Staffordshire inspection report, 2014.

    Examples
    --------
    >>> rel_by_stigma(0.5, 0.5), rel_by_stigma(0.0, 0.5)
    (1.25, 1.0)
    """
    return 1.0 + gain * stigma
