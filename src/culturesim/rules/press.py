"""M16: newspapers, which need a number and a face."""

from __future__ import annotations

from culturesim.jitable import jitable


@jitable
def part_of_range(x: float, low: float, high: float) -> float:
    r"""How far a published figure lies on the way from ordinary to striking.

    Parameters
    ----------
    x : float
        The figure. [any]
    low, high : float
        Where a reader begins to wonder, and where no reader is left in doubt; they may fall. [any]

    Returns
    -------
    float
        Part, in [0, 1]. [-]

    Notes
    -----
    .. math:: \min(\max(\frac{x - a}{b - a}, 0), 1)

    Status A: a straight line. Most outliers are nobody's news: [1]_.

    References
    ----------
    .. [1] Girling and others, BMJ Quality and Safety 21:1052, 2012.

    Examples
    --------
    >>> part_of_range(115.0, 110.0, 130.0), part_of_range(0.25, 0.5, 0.0)
    (0.25, 0.5)
    """
    part = (x - low) / (high - low)
    if part < 0.0:
        return 0.0
    return 1.0 if part > 1.0 else part


@jitable
def number_in_print(ratio: float, survey: float, finding: float) -> float:
    r"""Whether there is a number that can be printed.

    Parameters
    ----------
    ratio, survey, finding : float
        How striking the published mortality ratio, the staff survey and the regulator's published
        findings are, in [0, 1]. [-]

    Returns
    -------
    float
        Strength of the best of the numbers, in [0, 1]. [-]

    Notes
    -----
    .. math:: 1 - (1 - a)(1 - b)(1 - c)

    Status A: any of the three will do. The national storm over one English hospital began when a
    regulator's report gave a number to what families had said for more than a year: [1]_.

    References
    ----------
    .. [1] Francis, Report of the Mid Staffordshire NHS Foundation Trust public inquiry, 2013.

    Examples
    --------
    >>> number_in_print(0.5, 0.5, 0.0), number_in_print(0.0, 0.0, 0.0)
    (0.75, 0.0)
    """
    return 1.0 - (1.0 - ratio) * (1.0 - survey) * (1.0 - finding)


@jitable
def p_story(rate: float, number: float, face: float, stories: float) -> float:
    r"""Chance that a newspaper prints a story about the hospital today.

    Parameters
    ----------
    rate : float
        Chance with a full number and a full face and no story yet, in [0, 1]. [day⁻¹]
    number, face : float
        Number and personal story at hand, in [0, 1]. [-]
    stories : float
        Fading count of stories printed, 0 or more. [count]

    Returns
    -------
    float
        Probability, in [0, rate]. [day⁻¹]

    Notes
    -----
    .. math:: P = \frac{r\, n\, f}{1 + s}

    Nothing is printed without both; what was printed lately is no longer news. Status A: M16 of the
    theory (a number and a face) as a product, the smallest form with that property. One identified
    person moves readers more than statistics do: [1]_.

    References
    ----------
    .. [1] Small and Loewenstein, Journal of Risk and Uncertainty 26:5, 2003.

    Examples
    --------
    >>> p_story(0.02, 0.5, 0.5, 0.0), p_story(0.02, 1.0, 0.0, 0.0), p_story(0.02, 0.0, 1.0, 0.0)
    (0.005, 0.0, 0.0)
    """
    return rate * number * face / (1.0 + stories)
