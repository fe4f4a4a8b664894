"""M18, meetings: the daily huddle of a ward, and leaders who walk round."""

from __future__ import annotations

from culturesim.jitable import jitable
from culturesim.rules.numeric import clip


@jitable
def p_huddle(planned: float, pressure: float) -> float:
    r"""Chance that a ward's huddle takes place today: a busy ward skips it.

    Parameters
    ----------
    planned : float
        Share of days on which one is planned, in [0, 1]. [day⁻¹]
    pressure : float
        Work needed over work available, 0 or more. [-]

    Returns
    -------
    float
        Chance, in [0, 1]. [day⁻¹]

    Notes
    -----
    .. math:: p = h \min(1, \max(0, 2 - \rho))

    Status A: what is not care goes first under pressure; straight line from the load that can just
    be met to twice that. Debriefs as such are well studied [1]_, their survival under load is not.

    References
    ----------
    .. [1] Tannenbaum and Cerasoli, Human Factors 55:231, 2013.

    Examples
    --------
    >>> p_huddle(1.0, 0.9), p_huddle(1.0, 1.5), p_huddle(1.0, 3.0)
    (1.0, 0.5, 0.0)
    """
    return planned * clip(2.0 - pressure, 0.0, 1.0)


@jitable
def with_habit(level: float, change: float, habit: float, most: float) -> float:
    r"""Something on the ward as the habit of the huddle changes it.

    Parameters
    ----------
    level : float
        Without huddles, 0 or more. [any]
    change : float
        Change when one is held every day. [as ``level``]
    habit : float
        Share of days on which one was held lately, in [0, 1]. [-]
    most : float
        Highest value allowed. [as ``level``]

    Returns
    -------
    float
        With huddles, in [0, ``most``] if ``level`` is; ``level`` itself without the habit. [as
        ``level``]

    Notes
    -----
    .. math:: x' = \min(x_{max}, \max(0, x + \Delta a))

    Status A for linearity. Debriefs make teams a fifth to a quarter better [1]_.

    References
    ----------
    .. [1] Tannenbaum and Cerasoli, Human Factors 55:231, 2013.

    Examples
    --------
    >>> round(with_habit(0.6, 0.3, 1.0, 1.0), 6), with_habit(0.2, -0.3, 1.0, 2.0)
    (0.9, 0.0)
    """
    if habit == 0.0:
        return level
    return clip(level + change * habit, 0.0, most)


@jitable
def futility_after_visit(futility: float, is_answered: bool, rate: float) -> float:
    r"""Belief that speaking changes nothing, after a leader's walk-round.

    Parameters
    ----------
    futility : float
        Belief before, in [0, 1]. [-]
    is_answered : bool
        Whether the ward hears what was done about what it said.
    rate : float
        Learning rate from a visit, in [0, 1]. [-]

    Returns
    -------
    float
        Belief after, in [0, 1]. [-]

    Notes
    -----
    .. math:: U' = U + \alpha ([\text{nothing heard}] - U)

    Status A for the size. Direction: walk-rounds with feedback go with better safety climate and
    less burnout [1]_; visits after which nothing happens can lower trust [2]_.

    References
    ----------
    .. [1] Sexton and others, BMJ Quality and Safety 27:261, 2018, doi:10.1136/bmjqs-2016-006399.
    .. [2] Singer and Tucker, BMJ Quality and Safety 23:789, 2014.

    Examples
    --------
    >>> futility_after_visit(0.5, True, 0.1), futility_after_visit(0.5, False, 0.1)
    (0.45, 0.55)
    """
    return futility + rate * ((0.0 if is_answered else 1.0) - futility)


@jitable
def seen_on_rounds(
    view: float, mean_badness: float, n_seen: int, n_wards: int, memory: float
) -> float:
    r"""Work out what leaders know at first hand of how bad things are.

    Parameters
    ----------
    view : float
        What they knew yesterday, in [0, 1]. [-]
    mean_badness : float
        Mean over the wards visited today of how bad the ward manager takes things to be. [-]
    n_seen, n_wards : int
        Wards visited today, and wards in all, 1 or more. [wards]
    memory : float
        Time over which what was seen fades, 1 or more. [day]

    Returns
    -------
    float
        What they know now, in [0, 1]. [-]

    Notes
    -----
    .. math:: v' = v - \frac{v}{\tau} + \frac{n}{N} (b - v) \quad \text{(the last term if } n > 0)

    Status A: first order. A walk-round is a way past the hierarchy [1]_.

    References
    ----------
    .. [1] The theory of this model, section 6.2: one bypass channel.

    Examples
    --------
    >>> seen_on_rounds(0.4, 0.0, 0, 10, 100.0)
    0.396
    >>> seen_on_rounds(0.0, 0.8, 5, 10, 100.0)
    0.4
    """
    after = view - view / memory
    if n_seen > 0:
        after = after + n_seen / n_wards * (mean_badness - view)
    return clip(after, 0.0, 1.0)
