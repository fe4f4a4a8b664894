"""M15, several bodies: who feels responsible, who acts, what is shared, whose calm reassures."""

from __future__ import annotations

from culturesim.jitable import jitable
from culturesim.rules.numeric import exp
from culturesim.rules.voice import diffusion


@jitable
def n_responsible(n_bodies: float, extra: float, rel: float) -> int:
    r"""Bodies that one body believes to be responsible, itself among them.

    Parameters
    ----------
    n_bodies : float
        Bodies whose remit holds the hospital, 1 or more. [bodies]
    extra : float
        Further bodies it believes to be watching, 0 or more. [bodies]
    rel : float
        Share of the others that it counts, 0 or more. [-]

    Returns
    -------
    int
        1 or more. [bodies]

    Notes
    -----
    .. math:: K_e = 1 + \mathrm{round}\left((K - 1 + K_x)\, r\right)

    Status A: M15 of the theory. More than 126 bodies had influence on English hospitals [1]_.

    References
    ----------
    .. [1] Oikonomou et al., BMJ Open 9:e028663, 2019, doi:10.1136/bmjopen-2018-028663.

    Examples
    --------
    >>> n_responsible(1.0, 0.0, 1.0), n_responsible(5.0, 4.0, 0.5)
    (1, 5)
    """
    return 1 + int((n_bodies - 1.0 + extra) * rel + 0.5)


@jitable
def cost_borne(cost_ratio: float, degree: float, others: float) -> float:
    r"""Cost of acting over its benefit when those who share the case share the cost.

    Parameters
    ----------
    cost_ratio : float
        Cost of acting over the benefit of somebody acting, in [0, 1). [-]
    degree : float
        How far this body shares, in [0, 1]. [-]
    others : float
        Sum of the degrees of the other bodies, 0 or more. [bodies]

    Returns
    -------
    float
        In [0, cost_ratio]. [-]

    Notes
    -----
    .. math:: (c/b)' = \frac{c/b}{1 + d \sum_j d_j}

    Status A: an even split. That sharing the cost can turn the size effect round: [1]_.

    References
    ----------
    .. [1] Weesie and Franzen, Journal of Conflict Resolution 42:600, 1998.

    Examples
    --------
    >>> cost_borne(0.5, 0.0, 4.0), cost_borne(0.5, 1.0, 4.0)
    (0.5, 0.1)
    """
    return cost_ratio / (1.0 + degree * others)


@jitable
def p_acts(n_bodies: int, cost_ratio: float, lead: float) -> float:
    r"""Chance that a body which sees a signal acts on it in one round of review.

    Parameters
    ----------
    n_bodies : int
        Bodies believed responsible, 1 or more. [bodies]
    cost_ratio : float
        Cost of acting over the benefit of somebody acting, in [0, 1). [-]
    lead : float
        How clearly this body is the named lead, in [0, 1]. [-]

    Returns
    -------
    float
        Probability, in (0, 1]. [-]

    Notes
    -----
    The mixed equilibrium of the volunteer's dilemma [1]_, by
    :func:`culturesim.rules.voice.diffusion`:

    .. math:: p = 1 - (c/b)^{1/(K_e - 1)}, \qquad P = p + \ell\,(1 - p)

    Status D for p; A for the lead, who is believed to act alone.

    References
    ----------
    .. [1] Diekmann, Journal of Conflict Resolution 29:605, 1985.

    Examples
    --------
    >>> p_acts(1, 0.5, 0.0), p_acts(2, 0.5, 0.0), p_acts(10, 0.5, 1.0)
    (1.0, 0.5, 1.0)
    """
    p = exp(diffusion(n_bodies, cost_ratio))
    return p + lead * (1.0 - p)


@jitable
def pooled(own: float, best: float, degree: float) -> float:
    r"""Score of a signal after what other bodies pass on.

    Parameters
    ----------
    own : float
        Own score, 0 or more. [-]
    best : float
        Highest score among bodies that share, 0 or more. [-]
    degree : float
        How far this body shares, in [0, 1]. [-]

    Returns
    -------
    float
        At least ``own``. [-]

    Notes
    -----
    .. math:: s = a + d \max(0, b - a)

    Status A: M15 of the theory. At Mid Staffordshire alerts and families' calls met in one team
    only, and that was the check which worked (cases A8).

    References
    ----------
    .. [1] Francis, Report of the Mid Staffordshire NHS Foundation Trust Public Inquiry, 2013.

    Examples
    --------
    >>> pooled(1.0, 5.0, 0.5), pooled(5.0, 1.0, 1.0)
    (3.0, 5.0)
    """
    return own + degree * (best - own) if best > own else own


@jitable
def calm(score: float, threshold: float) -> float:
    r"""Assurance that one body's silence gives another.

    Parameters
    ----------
    score : float
        Its score, 0 or more. [-]
    threshold : float
        Score at which it would come, above 0. [-]

    Returns
    -------
    float
        1 at a score of 0, 0 at the threshold and above. [-]

    Notes
    -----
    .. math:: q = \max(0, 1 - S / S_0)

    Status A: loop R7 of the theory: more guards can mean less safety [1]_.

    References
    ----------
    .. [1] Ghaffarzadegan, Risk Analysis 28:1669, 2008.

    Examples
    --------
    >>> calm(3.0, 12.0), calm(20.0, 12.0)
    (0.75, 0.0)
    """
    share = 1.0 - score / threshold
    return share if share > 0.0 else 0.0


@jitable
def assurance(picture: float, others: float, n_others: float) -> float:
    r"""Assurance of a body: the hospital's word and the calm of the other bodies, evenly.

    Parameters
    ----------
    picture : float
        Hospital's own picture or declared rating, in [0, 1]. [-]
    others : float
        Sum of the calm of the other bodies, in [0, n_others]. [-]
    n_others : float
        How many there are, 0 or more. [bodies]

    Returns
    -------
    float
        In [0, 1]. [-]

    Notes
    -----
    .. math:: A = \frac{B + \sum_j q_j}{1 + (K - 1)}

    Status A: each word counts the same.

    References
    ----------
    .. [1] Ghaffarzadegan, Risk Analysis 28:1669, 2008.

    Examples
    --------
    >>> assurance(0.8, 0.0, 0.0), assurance(0.4, 1.8, 2.0)
    (0.8, 0.7333333333333334)
    """
    return (picture + others) / (1.0 + n_others)
