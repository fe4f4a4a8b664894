"""M16: staff who go outside, and families who find each other."""

from __future__ import annotations

from culturesim.jitable import jitable
from culturesim.rules.numeric import exp, logistic


@jitable
def outside_logit(
    severity: float,
    n_warned: int,
    n_most: int,
    fear: float,
    protection: float,
    leaving: float,
    conviction: float,
    b_0: float,
    b_severity: float,
    b_ignored: float,
    b_fear: float,
    b_protection: float,
    b_leaving: float,
    b_conviction: float,
) -> float:
    r"""Log-odds that somebody who warned in vain takes a grave concern outside today.

    Parameters
    ----------
    severity, fear, protection, leaving, conviction : float
        Severity of the concern; fear of detriment; protection of those who disclose; readiness to
        leave, 1 minus energy; own conviction; in [0, 1]. [-]
    n_warned, n_most : int
        Grave concerns raised inside in vain so far; number beyond which more do not count. [count]
    b_0, b_severity, b_ignored, b_fear, b_protection, b_leaving, b_conviction : float
        Constant and weights, 0 or more but for the constant; fear lowers the sum. [logit]

    Returns
    -------
    float
        Log-odds, any size. [logit]

    Notes
    -----
    .. math:: b_0 + b_s s + b_i \min(n, n_{most}) - b_F F + b_p p + b_l l + b_c c

    Status A: M16 of the theory with conviction added and the warnings bounded, since somebody who
    was turned away ten times is not near certain to disclose. Most disclosures are first made
    inside, and most of these meet no response: [1]_.

    References
    ----------
    .. [1] Jones and Kelly, Deafening silence? BMJ Quality and Safety 23:709, 2014.

    Examples
    --------
    >>> b = (-6.0, 3.0, 0.8, 2.0, 1.5, 1.0, 1.0)
    >>> round(outside_logit(1.0, 2, 5, 0.5, 0.0, 0.0, 0.0, *b), 6)
    -2.4
    """
    n = n_most if n_warned > n_most else n_warned
    return (
        b_0
        + b_severity * severity
        + b_ignored * n
        - b_fear * fear
        + b_protection * protection
        + b_leaving * leaving
        + b_conviction * conviction
    )


@jitable
def p_go_outside(logit: float, channel: float) -> float:
    r"""Chance of a disclosure: willing, and somebody outside to be found who listens.

    Parameters
    ----------
    logit : float
        Log-odds of being willing. [logit]
    channel : float
        Chance of finding a listener, in [0, 1]. [-]

    Returns
    -------
    float
        Probability, in [0, 1]. [day⁻¹]

    Notes
    -----
    .. math:: P = c\,\sigma(x)

    Status A: M16 of the theory names the channel; a factor is the simplest form. Formal channels
    can put people off: [1]_.

    References
    ----------
    .. [1] Martin and others, Social Science and Medicine 208:19, 2018.

    Examples
    --------
    >>> p_go_outside(0.0, 0.5), p_go_outside(3.0, 0.0)
    (0.25, 0.0)
    """
    return channel * logistic(logit)


@jitable
def p_retaliation(blame: float, protection: float, most: float) -> float:
    r"""Chance that somebody who went outside suffers for it.

    Parameters
    ----------
    blame, protection : float
        The manager's readiness to blame; protection in law and in practice; in [0, 1]. [-]
    most : float
        Chance at full blame without protection, in [0, 1]. [-]

    Returns
    -------
    float
        Probability, in [0, most]. [-]

    Notes
    -----
    .. math:: P = r B (1 - p)

    Status A: M16 of the theory, signs only. About 30 % of those who had raised a concern said they
    felt unsafe afterwards: [1]_.

    References
    ----------
    .. [1] Francis, Freedom to speak up, 2015.

    Examples
    --------
    >>> p_retaliation(0.5, 0.5, 0.8), p_retaliation(0.0, 0.0, 0.8)
    (0.2, 0.0)
    """
    return most * blame * (1.0 - protection)


@jitable
def contact_here(contact: float, reference_beds: float, n_beds: int) -> float:
    r"""Chance that two given families around a hospital of this size find each other.

    Parameters
    ----------
    contact : float
        Chance around the reference hospital, in [0, 1]. [day⁻¹]
    reference_beds, n_beds : float, int
        Beds of the reference hospital and of this one, above 0. [beds]

    Returns
    -------
    float
        Chance, in [0, 1]. [day⁻¹]

    Notes
    -----
    .. math:: c' = \min(c\, b_0 / b, 1)

    Status A: the community a hospital serves grows with its beds, and two given people meet the
    less often the larger it is, as in mass action that depends on frequency: [1]_.

    References
    ----------
    .. [1] Begon and others, Epidemiology and Infection 129:147, 2002.

    Examples
    --------
    >>> contact_here(0.001, 400.0, 100), contact_here(0.5, 400.0, 10)
    (0.004, 1.0)
    """
    here = contact * reference_beds / n_beds if n_beds > 0 else contact
    return 1.0 if here > 1.0 else here


@jitable
def expected_meetings(apart: float, contact: float, rel_contact: float) -> float:
    r"""Pairs of wronged families who find each other today without a campaign.

    Parameters
    ----------
    apart : float
        Families who were harmed, brushed off and stand alone, 0 or more. [count]
    contact : float
        Chance that two given families meet, in [0, 1]. [day⁻¹]
    rel_contact : float
        Multiplier for publicity, 1 or more. [-]

    Returns
    -------
    float
        Expected pairs, 0 or more. [day⁻¹]

    Notes
    -----
    .. math:: k\, c\, \frac{n (n - 1)}{2}

    0 below two families. Status D: pairs among n that meet at one rate. Long-lasting failings came
    to light once families met: [1]_.

    References
    ----------
    .. [1] Kirkup, The report of the Morecambe Bay investigation, 2015.

    Examples
    --------
    >>> expected_meetings(5.0, 0.001, 1.0), expected_meetings(1.0, 0.001, 1.0)
    (0.01, 0.0)
    """
    if apart <= 1.0:
        return 0.0
    return rel_contact * contact * (apart * (apart - 1.0) / 2.0)


@jitable
def expected_joiners(apart: float, members: float, contact: float, rel_contact: float) -> float:
    r"""Families who find the campaign today.

    Parameters
    ----------
    apart, members : float
        Families alone, and in the campaign, 0 or more. [count]
    contact : float
        Chance that two given families meet, in [0, 1]. [day⁻¹]
    rel_contact : float
        Multiplier for publicity, 1 or more. [-]

    Returns
    -------
    float
        Expected families, in [0, apart]. [day⁻¹]

    Notes
    -----
    .. math:: n \left(1 - e^{-k c m}\right)

    Every member looks, so a campaign grows once contact times families alone exceeds the rate at
    which members tire: a threshold nobody sets. Status A: M16 of the theory in the form of mass
    action, as in the spread of an infection: [1]_.

    References
    ----------
    .. [1] Kermack and McKendrick, Proceedings of the Royal Society A 115:700, 1927.

    Examples
    --------
    >>> round(expected_joiners(10.0, 5.0, 0.001, 2.0), 6), expected_joiners(10.0, 0.0, 0.1, 1.0)
    (0.099502, 0.0)
    """
    return apart * (1.0 - exp(-rel_contact * contact * members))


@jitable
def presence(score: float) -> float:
    r"""How present something is in people's minds, from a fading count.

    Parameters
    ----------
    score : float
        Fading count, 0 or more. [count]

    Returns
    -------
    float
        Presence, in [0, 1), 0.5 at one. [-]

    Notes
    -----
    .. math:: a = \frac{x}{1 + x}

    Status A: one case is half the way, many cases add little. Diminishing effect of repeated news:
    [1]_.

    References
    ----------
    .. [1] Downs, Up and down with ecology: the issue-attention cycle, Public Interest 28:38, 1972.

    Examples
    --------
    >>> presence(0.0), presence(1.0), presence(3.0)
    (0.0, 0.5, 0.75)
    """
    return score / (1.0 + score)


@jitable
def soft_signals(n_complaints: int, n_disclosures: int, n_letters: int, weight: float) -> float:
    r"""Soft intelligence that reaches a regulator in a day.

    Parameters
    ----------
    n_complaints, n_disclosures, n_letters : int
        Complaints taken outside, disclosures by staff, letters of a campaign. [count]
    weight : float
        Weight of a disclosure beside a complaint, 0 or more. [-]

    Returns
    -------
    float
        Signals, 0 or more. [day⁻¹]

    Notes
    -----
    .. math:: n_c + w n_d + n_l

    Status A: weights; a regulator's soft intelligence in M15 of the theory. [1]_ on its use.

    References
    ----------
    .. [1] Martin and others, Social Science and Medicine 142:19, 2015.

    Examples
    --------
    >>> soft_signals(1, 2, 3, 5.0)
    14.0
    """
    return n_complaints + weight * n_disclosures + n_letters
