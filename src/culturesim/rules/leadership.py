"""M18, leaders: how long they stay, what a new one brings, and what a change costs."""

from __future__ import annotations

from culturesim.jitable import jitable
from culturesim.rules.numeric import clip


@jitable
def p_replaced(tenure: float, scrutiny: float, weight: float) -> float:
    r"""Chance that a leader goes today.

    Parameters
    ----------
    tenure : float
        Mean time in post when nothing is wrong, 1 or more. [day]
    scrutiny : float
        Outside attention after a finding, in [0, 1]. [-]
    weight : float
        How much likelier full attention makes it, 0 or more. [-]

    Returns
    -------
    float
        Chance, in [0, 1]. [day⁻¹]

    Notes
    -----
    .. math:: p = \min(1, (1 + w s) / \tau)

    Status A: form; a mean of 900 days and a rise after scandals are those of mechanism M18 [1]_.

    References
    ----------
    .. [1] The theory of this model, section 8, M18.

    Examples
    --------
    >>> p_replaced(900.0, 0.0, 5.0) == 1.0 / 900.0
    True
    >>> p_replaced(1.0, 1.0, 5.0)
    1.0
    """
    return clip((1.0 + weight * scrutiny) / tenure, 0.0, 1.0)


@jitable
def tone_of(
    style: float, comes_from_outside: bool, usual: float, here: float, pull: float
) -> float:
    r"""Shift of a hospital's climate that a chief executive brings.

    Parameters
    ----------
    style : float
        Personal deviation from what leaders here are like. [-]
    comes_from_outside : bool
        Whether the person was not formed in this hospital.
    usual : float
        What leaders are like elsewhere, in [0, 1]. [-]
    here : float
        What leaders are like in this hospital, in [0, 1]. [-]
    pull : float
        How far somebody from outside moves this hospital towards elsewhere, in [0, 1]. [-]

    Returns
    -------
    float
        Shift. [-]

    Notes
    -----
    .. math:: t = e + [\text{outside}] \, \rho (u - h)

    Status A: successors from within resemble those before them. Chief executives of English
    hospitals make no measurable difference on average [1]_, so the pull is weak.

    References
    ----------
    .. [1] Janke and others, The impact of CEOs in the public sector, NBER 25853, 2019.

    Examples
    --------
    >>> tone_of(0.05, False, 0.2, 0.7, 0.3)
    0.05
    >>> round(tone_of(0.05, True, 0.2, 0.7, 0.3), 6)
    -0.1
    """
    return style + (pull * (usual - here) if comes_from_outside else 0.0)


@jitable
def lasting_level(base: float, style: float, tone: float) -> float:
    r"""Level to which a manager returns: the hospital's, with the chief's tone and one's own style.

    Parameters
    ----------
    base : float
        Level of the hospital, in [0, 1]. [-]
    style, tone : float
        Own deviation, and the shift the chief executive brings. [-]

    Returns
    -------
    float
        Level, in [0, 1]. [-]

    Notes
    -----
    .. math:: B_0 = \min(1, \max(0, B + e + t))

    Status A: additive; that managers differ and are redrawn is mechanism M18 [1]_.

    References
    ----------
    .. [1] The theory of this model, section 8, M18.

    Examples
    --------
    >>> round(lasting_level(0.2, 0.05, -0.1), 6), lasting_level(0.9, 0.2, 0.1)
    (0.15, 1.0)
    """
    return clip(base + style + tone, 0.0, 1.0)


@jitable
def handover_next(handover: float, tau: float) -> float:
    r"""How new a leader still is, after another day.

    Parameters
    ----------
    handover : float
        1 on the day of arrival, in [0, 1]. [-]
    tau : float
        Time constant of finding one's feet, 1 or more. [day]

    Returns
    -------
    float
        After today, in [0, 1]. [-]

    Notes
    -----
    .. math:: h' = h (1 - 1 / \tau)

    Status A: first order. Six to eighteen months are lost to a change at the top and to a merger
    [1]_.

    References
    ----------
    .. [1] Fulop and others, Process and impact of mergers of NHS trusts, BMJ 325:246, 2002.

    Examples
    --------
    >>> handover_next(1.0, 200.0)
    0.995
    """
    return handover - handover / tau


@jitable
def after_handover(level: float, handover: float, usual: float, loss: float) -> float:
    r"""Work out what a leader achieves who is newer, or more settled, than leaders usually are.

    Parameters
    ----------
    level : float
        Level of leaders as they usually are, 0 or more. [any]
    handover, usual : float
        How new the leader is, and how new leaders are on average in an ordinary hospital, in
        [0, 1]. [-]
    loss : float
        Share lost by being new, in [0, 1]. [-]

    Returns
    -------
    float
        Level now; ``level`` itself at the usual. [as ``level``]

    Notes
    -----
    .. math:: x' = x (1 - \ell (h - \bar h))

    Status A: reorganisation costs attention and memory [1]_; size assumed.

    References
    ----------
    .. [1] Fulop and others, Process and impact of mergers of NHS trusts, BMJ 325:246, 2002.

    Examples
    --------
    >>> round(after_handover(3.0, 1.0, 0.25, 0.2), 6), after_handover(3.0, 0.25, 0.25, 0.2)
    (2.55, 3.0)
    """
    return level * (1.0 - loss * (handover - usual))
