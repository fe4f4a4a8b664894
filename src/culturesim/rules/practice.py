"""M18, team learning: a ward's practice as a code that people learn from and teach, after March.

Good practice has 30 points. A person, or a ward's code, does each of them one way (``yes``) or the
other (``no``), or has no settled way. A set of points is a whole number of 30 bits, so that a
month's learning is a handful of whole-number operations.
"""

from __future__ import annotations

from culturesim.jitable import jitable
from culturesim.rules.numeric import clip, power

N_POINTS = 30
ALL_POINTS = (1 << N_POINTS) - 1


@jitable
def n_points(points: int) -> int:
    r"""Count the points in a set.

    Parameters
    ----------
    points : int
        Set of points, 0 to ``ALL_POINTS``. [bits]

    Returns
    -------
    int
        How many, 0 to 30. [count]

    Notes
    -----
    .. math:: n = \sum_k b_k

    Status D: arithmetic. The 30 points are those of [1]_.

    References
    ----------
    .. [1] March, Organization Science 2:71, 1991.

    Examples
    --------
    >>> n_points(0), n_points(0b1011), n_points(ALL_POINTS)
    (0, 3, 30)
    """
    # Sums of neighbouring bits, of pairs, of fours, and of all bytes: no branch to guess.
    n = points - ((points >> 1) & 0x55555555)
    n = (n & 0x33333333) + ((n >> 2) & 0x33333333)
    n = (n + (n >> 4)) & 0x0F0F0F0F
    return ((n * 0x01010101) >> 24) & 0xFF


@jitable
def lead_over_error(yes: int, no: int, sound: int) -> int:
    r"""Points done soundly less points done wrongly.

    Parameters
    ----------
    yes, no : int
        Points done one way and the other; no point is in both. [bits]
    sound : int
        Points for which ``yes`` is sound practice. [bits]

    Returns
    -------
    int
        -30 to 30; a point without a settled way counts nothing, as a coin would on average. [count]

    Notes
    -----
    .. math:: s = |Y \cap R| + |N \setminus R| - |Y \setminus R| - |N \cap R|

    Status V: performance in the model of [1]_, in expectation.

    References
    ----------
    .. [1] March, Organization Science 2:71, 1991.

    Examples
    --------
    >>> lead_over_error(0b0011, 0b0100, 0b0001)
    1
    """
    n_right = n_points((yes & sound) | (no & (ALL_POINTS ^ sound)))
    return 2 * n_right - n_points(yes | no)


@jitable
def know_how(lead: int) -> float:
    r"""Share of points that are done soundly, an unsettled point counting half.

    Parameters
    ----------
    lead : int
        Points done soundly less points done wrongly, -30 to 30. [count]

    Returns
    -------
    float
        Share, in [0, 1]. [-]

    Notes
    -----
    .. math:: \kappa = \frac{1}{2} + \frac{s}{60}

    Status D: arithmetic on [1]_.

    References
    ----------
    .. [1] March, Organization Science 2:71, 1991.

    Examples
    --------
    >>> know_how(30), know_how(0), know_how(-30)
    (1.0, 0.5, 0.0)
    """
    return 0.5 + lead / (2.0 * N_POINTS)


@jitable
def step_towards(yes: int, no: int, model_yes: int, model_no: int, points: int) -> tuple[int, int]:
    r"""Move one step towards a model on some points: from the opposite to unsettled to the same.

    Parameters
    ----------
    yes, no : int
        Points done one way and the other. [bits]
    model_yes, model_no : int
        The same of the model. [bits]
    points : int
        Points on which to move. [bits]

    Returns
    -------
    tuple of 2 int
        Points done one way and the other, afterwards. [bits]

    Notes
    -----
    .. math:: b_k \mapsto b_k + \operatorname{sgn}(m_k - b_k)
              \quad \text{where } m_k \neq 0,\; b_k \in \{-1, 0, 1\}

    Status V: beliefs move one step at a time in the replication of [1]_ on which the theory rests
    (its section 6.1).

    References
    ----------
    .. [1] March, Organization Science 2:71, 1991.

    Examples
    --------
    >>> step_towards(0b000, 0b001, 0b011, 0b100, 0b111)
    (2, 4)
    """
    up, down = points & model_yes, points & model_no
    unsettled = ALL_POINTS ^ (yes | no)
    return (yes & (ALL_POINTS ^ down)) | (up & unsettled), (no & (ALL_POINTS ^ up)) | (
        down & unsettled
    )


@jitable
def p_code_follows(lead: int, p_one: float) -> float:
    r"""Chance that a ward's code takes over what most of those do who do better than it.

    Parameters
    ----------
    lead : int
        By how many they outnumber the others, 0 or more. [people]
    p_one : float
        Chance if they outnumber them by one, in [0, 1]. [turn⁻¹]

    Returns
    -------
    float
        Chance, in [0, 1]. [turn⁻¹]

    Notes
    -----
    .. math:: p = 1 - (1 - p_2)^k

    Status V: [1]_.

    References
    ----------
    .. [1] March, Organization Science 2:71, 1991.

    Examples
    --------
    >>> p_code_follows(0, 0.5), p_code_follows(1, 0.5), p_code_follows(2, 0.5)
    (0.0, 0.5, 0.75)
    """
    if lead <= 0 or p_one <= 0.0:
        return 0.0
    if p_one >= 1.0:
        return 1.0
    return 1.0 - power(1.0 - p_one, float(lead))


@jitable
def rel_practice(know: float, reference: float, weight: float) -> float:
    r"""Quality of the practice barrier relative to that at the reference know-how.

    Parameters
    ----------
    know : float
        Know-how of the ward's code, in [0, 1]. [-]
    reference : float
        Know-how at which nothing changes, in [0, 1]. [-]
    weight : float
        Change of quality per unit of know-how, 0 or more. [-]

    Returns
    -------
    float
        Multiplier, 0 or more. [-]

    Notes
    -----
    .. math:: m = \max(0, 1 + w (\kappa - \kappa_0))

    Status A: that a team which has learnt does better is verified (debriefs, 20 to 25 percent,
    [1]_); the form is not.

    References
    ----------
    .. [1] Tannenbaum and Cerasoli, Human Factors 55:231, 2013.

    Examples
    --------
    >>> rel_practice(0.8, 0.8, 0.5), rel_practice(1.0, 0.8, 0.5)
    (1.0, 1.1)
    """
    return clip(1.0 + weight * (know - reference), 0.0, 2.0)


@jitable
def pulled_in(own: float, ward: float, pull: float) -> float:
    r"""Pull what a newcomer believes or holds proper towards the ward's people, for a month.

    Parameters
    ----------
    own : float
        The newcomer's level, 0 or more. [any]
    ward : float
        Mean of those in post on the ward, 0 or more. [as ``own``]
    pull : float
        Share of the distance covered in a month, in [0, 1]. [month⁻¹]

    Returns
    -------
    float
        Level afterwards, between the two. [as ``own``]

    Notes
    -----
    .. math:: x' = x + \pi (\bar x - x)

    Status A: newcomers are taught how things are done here [1]_; size assumed.

    References
    ----------
    .. [1] Van Maanen and Schein, Research in Organizational Behavior 1:209, 1979.

    Examples
    --------
    >>> pulled_in(1.0, 0.6, 0.25)
    0.9
    """
    return own + pull * (ward - own)
