"""M15, the simple part: a risk-adjusted CUSUM, soft intelligence and inspection."""

from __future__ import annotations

from culturesim.jitable import jitable
from culturesim.rules.numeric import exp, log


@jitable
def cusum_next(cusum: float, p: float, is_death: bool, odds_ratio: float) -> float:
    r"""Risk-adjusted CUSUM after one patient.

    Parameters
    ----------
    cusum : float
        Chart before, 0 or more. [-]
    p : float
        Predicted chance of death, in [0, 1). [-]
    is_death : bool
        Whether the patient died.
    odds_ratio : float
        Odds ratio the chart looks for, above 1. [-]

    Returns
    -------
    float
        Chart after, 0 or more. [-]

    Notes
    -----
    .. math:: X' = \max\left(0, X + y \ln R - \ln(1 - p + R p)\right)

    Status R: form of [1]_, recalled; run lengths computed for it are in section 4.3 of the theory.
    The caller compares the chart with its limit.

    References
    ----------
    .. [1] Steiner et al., Biostatistics 1:441, 2000.

    Examples
    --------
    >>> round(cusum_next(0.0, 0.1, True, 2.0), 4), cusum_next(0.0, 0.1, False, 2.0)
    (0.5978, 0.0)
    """
    w = -log(1.0 - p + odds_ratio * p)
    if is_death:
        w = w + log(odds_ratio)
    after = cusum + w
    return 0.0 if after < 0.0 else after


@jitable
def expected_death(risk: float, calibration: float, coding: float) -> float:
    r"""Predicted chance of death as coders record the case mix.

    Parameters
    ----------
    risk : float
        True baseline risk, in [0, 1]. [-]
    calibration : float
        Factor that makes observed and expected equal in the reference hospital, above 0. [-]
    coding : float
        Share by which recorded case mix exceeds the true one, above -1. [-]

    Returns
    -------
    float
        Probability, in [0, 0.9], a numerical bound: no death is predicted for certain. [-]

    Notes
    -----
    .. math:: \hat p = \min(p\, c\, (1 + k), 0.9)

    Status A: deeper coding raises expected deaths and so lowers the ratio. Shifts of case mix can
    almost double false alarms [1]_.

    References
    ----------
    .. [1] Wittenberg et al., 2022, PMC9014690.

    Examples
    --------
    >>> round(expected_death(0.04, 1.0, 0.1), 6), expected_death(0.9, 1.5, 0.0)
    (0.044, 0.9)
    """
    p = risk * calibration * (1.0 + coding)
    return 0.9 if p > 0.9 else p


@jitable
def score_next(score: float, n_signals: float, tau: float) -> float:
    r"""Score of signals that fades with time.

    Parameters
    ----------
    score : float
        Score before, 0 or more. [-]
    n_signals : float
        Signals of today, 0 or more. [day⁻¹]
    tau : float
        Time constant of fading, 1 or more. [day]

    Returns
    -------
    float
        Score after, 0 or more. [-]

    Notes
    -----
    .. math:: s' = s - s / \tau + n

    Status A: M15 of the theory; in the long run the score is tau times the daily number of
    signals. Scores from routine data as a regulator's tool: [1]_.

    References
    ----------
    .. [1] Griffiths A et al., BMJ Quality and Safety 26:120, 2017, doi:10.1136/bmjqs-2015-004687.

    Examples
    --------
    >>> score_next(2.0, 1.0, 365.0) > 2.99, score_next(10.0, 0.0, 10.0)
    (True, 9.0)
    """
    return score - score / tau + n_signals


@jitable
def concern_score(
    statistical: float, soft: float, soft_weight: float, assurance: float, reliance: float
) -> float:
    r"""Score a regulator acts on, after others' assurance.

    Parameters
    ----------
    statistical, soft : float
        Scores of alerts and of outside complaints, 0 or more. [-]
    soft_weight : float
        Weight of a complaint beside an alert, 0 or more. [-]
    assurance : float
        Hospital's own picture, in [0, 1]. [-]
    reliance : float
        How far that picture lowers the score, in [0, 1]. [-]

    Returns
    -------
    float
        Score, 0 or more. [-]

    Notes
    -----
    .. math:: S = (a + w b)(1 - \lambda_r B)

    Status A: M15 of the theory, loop R7: the better others say it is, the less one looks. More
    guards can mean less safety: [1]_.

    References
    ----------
    .. [1] Ghaffarzadegan, Risk Analysis 28:1669, 2008.

    Examples
    --------
    >>> concern_score(3.0, 2.0, 0.5, 0.8, 0.5)
    2.4
    """
    return (statistical + soft_weight * soft) * (1.0 - reliance * assurance)


@jitable
def p_finding(iota: float, badness: float, veil: float) -> float:
    r"""Chance that an inspection finds what is wrong.

    Parameters
    ----------
    iota : float
        Sharpness, 0 or more. [-]
    badness : float
        Preventable harm above the reference, as a share of it, 0 or more. [-]
    veil : float
        Share hidden by notice and gaming, in [0, 1]. [-]

    Returns
    -------
    float
        Probability, in [0, 1). [-]

    Notes
    -----
    .. math:: P = 1 - e^{-\iota b (1 - v)}

    Status A: M15 of the theory. Ratings agreed with a score from routine data no better than
    chance [1]_, so what inspectors see is a separate draw.

    References
    ----------
    .. [1] Allen et al., International Journal for Quality in Health Care 32:113, 2020,
       doi:10.1093/intqhc/mzz101.

    Examples
    --------
    >>> round(p_finding(1.5, 1.0, 0.0), 4), p_finding(1.5, 1.0, 1.0)
    (0.7769, 0.0)
    """
    return 1.0 - exp(-iota * badness * (1.0 - veil))


@jitable
def attention_to_finding(badness: float) -> float:
    r"""Outside attention that a finding draws, the more the graver it is.

    Parameters
    ----------
    badness : float
        What the inspection came upon, 0 or more: preventable harm above the reference, as a share
        of it, or the shortfall of papers. [-]

    Returns
    -------
    float
        In [0, 1]; 1 from twice the reference on. [-]

    Notes
    -----
    .. math:: s = \min(b, 1)

    Status A: the simplest form in which faults of detail, which inspectors find nearly everywhere,
    are not an upheaval. Over 155 hospitals inspection brought no lasting change on average: [1]_.

    References
    ----------
    .. [1] Castro-Avila, Bloor and Thompson, Journal of Health Services Research and Policy 24:182,
       2019, doi:10.1177/1355819619837288.

    Examples
    --------
    >>> attention_to_finding(0.2), attention_to_finding(1.8)
    (0.2, 1.0)
    """
    return 1.0 if badness > 1.0 else badness


@jitable
def scrutiny_next(scrutiny: float, tau: float) -> float:
    r"""Pressure of outside attention, fading after a finding.

    Parameters
    ----------
    scrutiny : float
        Pressure before, in [0, 1]. [-]
    tau : float
        Time constant, 1 or more. [day]

    Returns
    -------
    float
        Pressure after, in [0, scrutiny]. [-]

    Notes
    -----
    .. math:: s' = s - s / \tau

    Status A: one exponential; decay of public attention has two stages [1]_, left to M17 of the
    theory.

    References
    ----------
    .. [1] Candia et al., Nature Human Behaviour 3:82, 2019.

    Examples
    --------
    >>> scrutiny_next(1.0, 10.0)
    0.9
    """
    return scrutiny - scrutiny / tau
