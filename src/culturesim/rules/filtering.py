"""M13: what survives on the way up, and the board's picture."""

from __future__ import annotations

from culturesim.jitable import jitable


@jitable
def filter_share(
    base: float, pressure_felt: float, fear: float, f_pressure: float, f_fear: float
) -> float:
    r"""Share of bad news that one level keeps from the next.

    Parameters
    ----------
    base : float
        Share kept with neither pressure nor fear, in [0, 1]. [-]
    pressure_felt, fear : float
        Pressure on the teller and fear of the listener, in [0, 1]. [-]
    f_pressure, f_fear : float
        Extra share at full pressure and at full fear, 0 or more. [-]

    Returns
    -------
    float
        Share in [0, 0.95], a numerical bound: a trace always gets through. [-]

    Notes
    -----
    .. math:: f = \min(f_0 + f_1 \Pi + f_2 F, 0.95)

    Status A: M13 of the theory; fear of the boss as a filter is from [1]_. The engine passes the
    boss's blame as fear.

    References
    ----------
    .. [1] Morrison and Milliken, Organizational silence, Academy of Management Review, 2000.

    Examples
    --------
    >>> round(filter_share(0.1, 0.5, 0.5, 0.2, 0.3), 6), filter_share(0.5, 1.0, 1.0, 1.0, 1.0)
    (0.35, 0.95)
    """
    f = base + f_pressure * pressure_felt + f_fear * fear
    return 0.95 if f > 0.95 else f


@jitable
def passed_up(view: float, filtered: float) -> float:
    """Bad news that one level passes to the next.

    Parameters
    ----------
    view : float
        View of the teller, in [0, 1]. [-]
    filtered : float
        Share kept back, in [0, 1]. [-]

    Returns
    -------
    float
        What is told, in [0, view]. [-]

    Notes
    -----
    .. math:: v' = v (1 - f)

    Status D: applied at L levels it leaves (1 - f)^L, as :func:`surviving_share`. Structures that
    deter upward talk: [1]_.

    References
    ----------
    .. [1] Morrison and Milliken, Organizational silence, Academy of Management Review, 2000.

    Examples
    --------
    >>> passed_up(0.5, 0.2)
    0.4
    """
    return view * (1.0 - filtered)


@jitable
def with_bypass(filtered_view: float, direct_view: float, p_bypass: float) -> float:
    """View at the top when a share of the bad news arrives past the hierarchy.

    Parameters
    ----------
    filtered_view, direct_view : float
        View through the levels, and the view unfiltered, in [0, 1]. [-]
    p_bypass : float
        Share that arrives direct, in [0, 1]. [-]

    Returns
    -------
    float
        View between the two. [-]

    Notes
    -----
    .. math:: v' = v_f + w (v - v_f)

    Status D: equal to the bypass formula of :func:`surviving_share` times the direct view.
    Walk-rounds with feedback as such a channel: [1]_.

    References
    ----------
    .. [1] Sexton et al., BMJ Quality and Safety, 2018, doi:10.1136/bmjqs-2016-006399.

    Examples
    --------
    >>> with_bypass(0.2, 0.6, 0.25), with_bypass(0.2, 0.6, 0.0)
    (0.3, 0.2)
    """
    return filtered_view + p_bypass * (direct_view - filtered_view)


@jitable
def surviving_share(f: float, n_levels: int, p_bypass: float) -> float:
    r"""Share of a message that survives equal filters, with one bypass channel.

    Parameters
    ----------
    f : float
        Share each level keeps back, in [0, 1]. [-]
    n_levels : int
        Levels, 0 or more. [count]
    p_bypass : float
        Share that arrives direct, in [0, 1]. [-]

    Returns
    -------
    float
        Share in [0, 1]. [-]

    Notes
    -----
    .. math:: s = 1 - (1 - w)\left(1 - (1 - f)^L\right)

    Status D: algebra from independent levels; 0.24 at f = 0.3 and L = 4. Upward filtering as a
    claim: [1]_.

    References
    ----------
    .. [1] Morrison and Milliken, Organizational silence, Academy of Management Review, 2000.

    Examples
    --------
    >>> round(surviving_share(0.3, 4, 0.0), 4), round(surviving_share(0.3, 4, 0.2), 4)
    (0.2401, 0.3921)
    """
    through = 1.0
    for _ in range(n_levels):
        through = through * (1.0 - f)
    return 1.0 - (1.0 - p_bypass) * (1.0 - through)


@jitable
def heard_next(heard: float, severity_per_head: float, tau: float) -> float:
    r"""Impression of bad news that a manager keeps, after today's.

    Parameters
    ----------
    heard, severity_per_head : float
        Impression before and what was heard today, 0 or more. [head⁻¹ day⁻¹]
    tau : float
        Time over which the impression forms, 1 or more. [day]

    Returns
    -------
    float
        Impression after, between the two. [head⁻¹ day⁻¹]

    Notes
    -----
    .. math:: x' = x + (y - x) / \tau

    Status A: exponential forgetting, as a chart of weighted averages [1]_.

    References
    ----------
    .. [1] Roberts, Technometrics 1:239, 1959.

    Examples
    --------
    >>> round(heard_next(0.0, 0.3, 30.0), 6)
    0.01
    """
    return heard + (severity_per_head - heard) / tau


@jitable
def badness_view(heard: float, half: float) -> float:
    r"""View of how bad things are, from the impression of bad news.

    Parameters
    ----------
    heard, half : float
        Impression, 0 or more, and the impression at which the view is half, above 0. [head⁻¹
        day⁻¹]

    Returns
    -------
    float
        View in [0, 1). [-]

    Notes
    -----
    .. math:: v = \frac{x}{x + x_h}

    Status A: saturating, so that a view never passes 1 however much is heard. Attention as a
    bounded response to signals: [1]_.

    References
    ----------
    .. [1] Cooke and Rohleder, System Dynamics Review 22:213, 2006.

    Examples
    --------
    >>> badness_view(0.0, 0.02), badness_view(0.02, 0.02)
    (0.0, 0.5)
    """
    return heard / (heard + half)


@jitable
def score_below(value: float, half: float) -> float:
    r"""Dashboard score of a count that looks better when low.

    Parameters
    ----------
    value, half : float
        Count or rate, 0 or more, and the one with half a score, above 0. [any]

    Returns
    -------
    float
        Score in (0, 1], 1 at none. [-]

    Notes
    -----
    .. math:: s = \frac{h}{h + x}

    It reads few complaints and few reports as good news, as such dashboards do, although more open
    hospitals report more [1]_. Status A.

    References
    ----------
    .. [1] Hutchinson et al., Quality and Safety in Health Care 18:5, 2009,
       doi:10.1136/qshc.2007.022400.

    Examples
    --------
    >>> score_below(0.0, 0.02), score_below(0.02, 0.02)
    (1.0, 0.5)
    """
    return half / (half + value)


@jitable
def score_ratio(ratio: float, best: float, worst: float) -> float:
    r"""Dashboard score of a mortality ratio.

    Parameters
    ----------
    ratio : float
        Observed over expected deaths, 100 as expected. [point]
    best, worst : float
        Ratios with a full and with no score; ``worst`` above ``best``. [point]

    Returns
    -------
    float
        Score in [0, 1]. [-]

    Notes
    -----
    .. math:: s = \min\left(\max\left(\frac{w - r}{w - b}, 0\right), 1\right)

    Status A: dashboard convention. The ratio itself says little of avoidable death [1]_.

    References
    ----------
    .. [1] Hogan et al., BMJ 351:h3239, 2015, doi:10.1136/bmj.h3239.

    Examples
    --------
    >>> score_ratio(100.0, 70.0, 130.0), score_ratio(60.0, 70.0, 130.0)
    (0.5, 1.0)
    >>> score_ratio(140.0, 70.0, 130.0)
    0.0
    """
    s = (worst - ratio) / (worst - best)
    if s < 0.0:
        return 0.0
    return 1.0 if s > 1.0 else s


@jitable
def board_picture(
    fill: float, ratio: float, complaints: float, reports: float, escalated: float
) -> float:
    r"""Picture the board sees: the plain mean of five dashboard scores, 1 = all well.

    Parameters
    ----------
    fill, ratio, complaints, reports, escalated : float
        Scores of staffing, mortality, complaints, reports and news from below, in [0, 1]. [-]

    Returns
    -------
    float
        Picture in [0, 1]. [-]

    Notes
    -----
    .. math:: B = \tfrac{1}{5} \sum_k s_k

    Status A: equal weights; a composite score of this kind failed to predict inspectors' ratings
    [1]_.

    References
    ----------
    .. [1] Griffiths A et al., BMJ Quality and Safety 26:120, 2017, doi:10.1136/bmjqs-2015-004687.

    Examples
    --------
    >>> board_picture(1.0, 0.5, 0.5, 0.5, 1.0)
    0.7
    """
    return (fill + ratio + complaints + reports + escalated) / 5.0


@jitable
def board_attention_target(
    base: float, view: float, scrutiny: float, pressure_felt: float, gain: float, crowd: float
) -> float:
    r"""Attention to safety that a board is heading for.

    Parameters
    ----------
    base : float
        Attention with nothing on the desk, in [0, 1]. [-]
    view, scrutiny, pressure_felt : float
        View of bad news, outside scrutiny, pressure of money and targets, in [0, 1]. [-]
    gain, crowd : float
        Attention gained at a full view and lost at full pressure, 0 or more. [-]

    Returns
    -------
    float
        Attention in [0, 1]. [-]

    Notes
    -----
    .. math:: A^* = \min(\max(A_0 + g v + S (1 - A_0) - k \Pi, 0), 1)

    Status A: M13 of the theory has attention follow the signal alone; base, scrutiny and crowding
    out (M12) are added here. That targets crowd out what they do not measure: [1]_.

    References
    ----------
    .. [1] Bevan and Hood, Public Administration 84:517, 2006.

    Examples
    --------
    >>> round(board_attention_target(0.5, 0.2, 0.0, 0.4, 0.5, 0.35), 6)
    0.46
    >>> board_attention_target(0.5, 0.0, 1.0, 0.0, 0.5, 0.35)
    1.0
    """
    a = base + gain * view + scrutiny * (1.0 - base) - crowd * pressure_felt
    if a < 0.0:
        return 0.0
    return 1.0 if a > 1.0 else a
