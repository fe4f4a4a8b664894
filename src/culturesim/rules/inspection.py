"""M15, visits and what follows: readiness, sharpness, the ladder of sanctions."""

from __future__ import annotations

from culturesim.jitable import jitable

TOP_STEP = 4  # advise, warn, conditions, special measures


@jitable
def readiness_next(readiness: float, is_visited: bool, tau: float) -> float:
    r"""Best behaviour while inspectors are about, fading when they have left.

    Parameters
    ----------
    readiness : float
        Before, in [0, 1]. [-]
    is_visited : bool
        Whether somebody inspects on the spot today.
    tau : float
        Time constant of fading, 1 or more. [day]

    Returns
    -------
    float
        After, in [0, 1]. [-]

    Notes
    -----
    .. math:: r' = 1 \text{ on the day}, \qquad r' = r - r / \tau \text{ otherwise}

    Status A for the size. That the effect lasts about as long as the visit: [1]_.

    References
    ----------
    .. [1] Barnett, Olenski and Jena, JAMA Internal Medicine 177:693, 2017,
       doi:10.1001/jamainternmed.2016.9685.

    Examples
    --------
    >>> readiness_next(0.2, True, 7.0), readiness_next(1.0, False, 10.0)
    (1.0, 0.9)
    """
    return 1.0 if is_visited else readiness - readiness / tau


@jitable
def answering(cost: float, is_near: bool, scrutiny: float) -> float:
    r"""Capacity that inspectors and outside attention take from care.

    Parameters
    ----------
    cost : float
        Share that preparing for an announced inspection takes, in [0, 1]. [-]
    is_near : bool
        Whether one is near.
    scrutiny : float
        Outside attention, in [0, 1]. [-]

    Returns
    -------
    float
        Share of capacity, in [0, cost]. [-]

    Notes
    -----
    .. math:: c \text{ if near}, \qquad c\, S \text{ otherwise}

    Status A: action plans, returns and follow-up visits at full attention are put on a par with
    preparing for a visit. Staff of a hospital under scrutiny were worn out by it: [1]_.

    References
    ----------
    .. [1] Care Quality Commission, Mid Staffordshire inspection report, 2014.

    Examples
    --------
    >>> answering(0.01, True, 0.2), answering(0.01, False, 0.5), answering(0.01, False, 0.0)
    (0.01, 0.005, 0.0)
    """
    return cost if is_near else cost * scrutiny


@jitable
def rel_on_show(readiness: float, gain: float) -> float:
    r"""Multiplier of patients' exposure to hazards while everybody is on show.

    Parameters
    ----------
    readiness : float
        In [0, 1]. [-]
    gain : float
        Share of exposures avoided at full readiness, in [0, 1]. [-]

    Returns
    -------
    float
        In [0, 1]. [-]

    Notes
    -----
    .. math:: 1 - g r

    Status A for the size; direction as in [1]_: mortality 7.03 per cent in weeks with surveyors in
    the house against 7.21 in others, and back.

    References
    ----------
    .. [1] Barnett, Olenski and Jena, JAMA Internal Medicine 177:693, 2017,
       doi:10.1001/jamainternmed.2016.9685.

    Examples
    --------
    >>> rel_on_show(0.0, 0.3), rel_on_show(1.0, 0.3)
    (1.0, 0.7)
    """
    return 1.0 - gain * readiness


@jitable
def sharpness(depth: int, iota: float, deep_gain: float) -> float:
    r"""How much a kind of inspection sees.

    Parameters
    ----------
    depth : int
        0 at the desk, 1 a visit, 2 a deep dive. [code]
    iota : float
        Sharpness of a visit, 0 or more. [-]
    deep_gain : float
        A deep dive's sharpness over a visit's, 1 or more. [-]

    Returns
    -------
    float
        0 or more. [-]

    Notes
    -----
    A deep dive brings mixed teams, comes at night and hears staff and patients first. Status A for
    the size; the method: [1]_.

    References
    ----------
    .. [1] Keogh, Review into the quality of care and treatment provided by 14 hospital trusts in
       England, 2013.

    Examples
    --------
    >>> sharpness(0, 1.5, 2.0), sharpness(2, 1.5, 2.0)
    (1.5, 3.0)
    """
    return iota * deep_gain if depth == 2 else iota


@jitable
def veil(depth: int, is_announced: bool, hidden: float, unannounced: float) -> float:
    r"""Share of what is wrong that an inspection does not get to see.

    Parameters
    ----------
    depth : int
        0 at the desk, 1 a visit, 2 a deep dive. [code]
    is_announced : bool
        Whether it was announced.
    hidden : float
        Share hidden from an announced visit, in [0, 1]. [-]
    unannounced : float
        What is left of that without notice or in a deep dive, in [0, 1]. [-]

    Returns
    -------
    float
        In [0, 1]. [-]

    Notes
    -----
    .. math:: v = v_0 \text{ if announced}, \qquad v = u v_0 \text{ otherwise}

    Status A: M15 of the theory; a desk review sees papers, which are what is announced. Unannounced
    and night visits see more: [1]_.

    References
    ----------
    .. [1] Keogh, Review into the quality of care and treatment provided by 14 hospital trusts in
       England, 2013.

    Examples
    --------
    >>> veil(1, True, 0.4, 0.25), veil(1, False, 0.4, 0.25), veil(2, True, 0.4, 0.25)
    (0.4, 0.1, 0.1)
    """
    if depth == 2 or (depth == 1 and not is_announced):
        return hidden * unannounced
    return hidden


@jitable
def cost_of_visit(depth: int, desk: float, deep: float) -> float:
    r"""Capacity that an inspection takes of a body's year.

    Parameters
    ----------
    depth : int
        0 at the desk, 1 a visit, 2 a deep dive. [code]
    desk, deep : float
        Cost of a desk review and of a deep dive, above 0. [visits]

    Returns
    -------
    float
        1 for a visit. [visits]

    Notes
    -----
    Status A: few deep dives can be done in a year (cases B5).

    References
    ----------
    .. [1] Keogh, Review into the quality of care and treatment provided by 14 hospital trusts in
       England, 2013.

    Examples
    --------
    >>> [cost_of_visit(depth, 0.1, 5.0) for depth in range(3)]
    [0.1, 1.0, 5.0]
    """
    if depth == 1:
        return 1.0
    return desk if depth == 0 else deep


@jitable
def next_step(step: int, is_finding: bool, n_clean: int, deterrence: float) -> int:
    r"""Step on the ladder of sanctions after an inspection.

    Parameters
    ----------
    step : int
        Before: 0 none, 1 advice, 2 warning, 3 conditions, 4 special measures. [code]
    is_finding : bool
        Whether something was found.
    n_clean : int
        Inspections in a row that found nothing, this one included. [count]
    deterrence : float
        0 responsive, 1 deterrent. [-]

    Returns
    -------
    int
        After, 0 to 4. [code]

    Notes
    -----
    Responsive: one step up for a finding, one down for a clean inspection, as tit for tat is
    tough and forgiving [1]_. Deterrent (0.5 and above): two steps up, and down only after two
    clean inspections in a row. Status A for the numbers of steps.

    References
    ----------
    .. [1] Ayres and Braithwaite, Responsive Regulation, Oxford University Press, 1992.

    Examples
    --------
    >>> next_step(1, True, 0, 0.0), next_step(1, True, 0, 1.0)
    (2, 3)
    >>> next_step(2, False, 1, 0.0), next_step(2, False, 1, 1.0), next_step(2, False, 2, 1.0)
    (1, 2, 1)
    """
    is_deterrent = deterrence >= 0.5
    if is_finding:
        after = step + 2 if is_deterrent else step + 1
        return TOP_STEP if after > TOP_STEP else after
    if is_deterrent and n_clean < 2:
        return step
    return step - 1 if step > 0 else 0


@jitable
def sanction(step: int, share: float, most: float) -> float:
    r"""Effect of a step on the ladder on a hospital.

    Parameters
    ----------
    step : int
        Step, 0 to 4. [code]
    share : float
        Weight of this effect in the form of the ladder, 0 or more. [-]
    most : float
        Effect of the top step, 0 or more. [-]

    Returns
    -------
    float
        In [0, 1]. [-]

    Notes
    -----
    .. math:: x = \min\left(1, \frac{k}{4}\, s\, x_4\right)

    The share is the deterrent part for blame, the responsive part for support, and 1 plus
    publicity for pressure. Status A: direction after [1]_; being labelled a failing hospital also
    costs morale (cases B6 E14).

    References
    ----------
    .. [1] Ayres and Braithwaite, Responsive Regulation, Oxford University Press, 1992.

    Examples
    --------
    >>> sanction(0, 1.0, 0.2), sanction(2, 1.0, 0.2), sanction(4, 2.0, 0.8)
    (0.0, 0.1, 1.0)
    """
    effect = 0.25 * step * share * most
    return 1.0 if effect > 1.0 else effect
