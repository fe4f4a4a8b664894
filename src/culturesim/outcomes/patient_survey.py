"""The inpatient survey in ten sections: what patients went through, as a survey would put it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from culturesim.outcomes.league import winsorised_dispersion

if TYPE_CHECKING:
    from culturesim.outcomes.history import History

__all__ = ["ANSWERS", "SECTIONS", "Section", "bands", "exposures", "good_answers", "survey"]

ANSWERS = 437  # forms that came back of 850 in one hospital in 2008 (cases A3)
MONTH = 30
Floats = NDArray[np.float64]

# Log-odds of a good answer for one more of thirteen kinds of care left undone, times thirteen.
_MOST, _LEAST = 13.0 * math.log(0.78), 13.0 * math.log(0.86)
_LEVEL = math.log(0.77 / 0.23)  # three quarters and more answered "always" (CQC 2014)


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the survey.

    Attributes
    ----------
    name : str
        What it asks about.
    weights : dict of str to float
        Exposure to the log-odds of a good answer it costs when it rises by 1. [logit]

    Examples
    --------
    >>> len(SECTIONS), SECTIONS[5].name
    (10, 'nurses')
    """

    name: str
    weights: dict[str, float]


#: The ten sections of the survey of 2008. Care left undone weighs as in Aiken and others (2018);
#: weights of waits, crowding and harm are assumed. Two sections ask about what the model has not.
SECTIONS = (
    Section("emergency department", {"late": -1.8, "missed": _LEAST}),
    Section("waiting list and planned admission", {}),
    Section("waiting for a bed", {"full": -1.0}),
    Section("hospital and ward", {"missed": _LEAST, "full": -0.5}),
    Section("doctors", {"missed": _LEAST}),
    Section("nurses", {"missed": _MOST}),
    Section("care and treatment", {"missed": 0.5 * (_MOST + _LEAST)}),
    Section("operations and procedures", {}),
    Section("leaving hospital", {"missed": _LEAST}),
    Section("overall", {"missed": _MOST, "harmed": -2.0}),
)

#: What patients of the ordinary hospital go through; a section stands at its level there.
REFERENCE = {"missed": 0.19, "late": 0.25, "full": 0.25, "harmed": 0.09}


def exposures(history: History, day: int) -> dict[str, float]:
    """Tell what the patients of a month went through.

    Parameters
    ----------
    history : History
        Days of one hospital.
    day : int
        Survey day; patients of the thirty days before it are asked. [day]

    Returns
    -------
    dict of str to float
        ``missed``, care left undone; ``late``, emergency patients not seen within the limit;
        ``full``, days past 92.5 % of beds; ``harmed``, harms a stay; in [0, 1]. [-]

    Examples
    --------
    >>> exposures.__name__
    'exposures'
    """
    first, last = max(day - MONTH, 0), day
    mean = {
        name: float(history[name][first:last].mean()) for name in ("missed_care", "seen_in_time")
    }
    full = float((history["occupancy"][first:last] > 0.925).mean())
    stays = history.total("n_admissions", first + 1, last)
    harmed = history.total("n_harms", first + 1, last) / max(stays, 1.0)
    return {
        "missed": mean["missed_care"],
        "late": 1.0 - mean["seen_in_time"],
        "full": full,
        "harmed": min(harmed, 1.0),
    }


def good_answers(met: Mapping[str, float]) -> Floats:
    r"""Share of good answers in each section, if everybody were asked.

    Parameters
    ----------
    met : mapping of str to float
        What patients went through, as :func:`exposures` gives it. [-]

    Returns
    -------
    ndarray of float64, shape (10,)
        Shares, in (0, 1). [-]

    Notes
    -----
    .. math:: p_k = \sigma\left(l + \sum_j w_{kj} (x_j - x_j^0)\right)

    The mapping is fixed and nothing in a run reads it. Status: the weight of care left undone is
    verified, odds of 0.78 to 0.86 for one kind more of thirteen [1]_; the others are assumed.

    References
    ----------
    .. [1] Aiken et al., BMJ Open 8:e019189, 2018, doi:10.1136/bmjopen-2017-019189.

    Examples
    --------
    >>> good_answers(REFERENCE).round(2).tolist() == [0.77] * 10
    True
    """
    logits = [
        _LEVEL + sum(w * (met[name] - REFERENCE[name]) for name, w in section.weights.items())
        for section in SECTIONS
    ]
    return np.asarray(1.0 / (1.0 + np.exp(-np.array(logits))), dtype=np.float64)


def survey(shares: Floats, rng: np.random.Generator, n: int = ANSWERS) -> Floats:
    """Draw the answers of a sample.

    Parameters
    ----------
    shares : ndarray of float64
        Shares of good answers if everybody were asked, in [0, 1]. [-]
    rng : Generator
        Where chance comes from; a stream of the study's own.
    n : int
        Answers, 1 or more. [answers]

    Returns
    -------
    ndarray of float64, same shape
        Shares observed. [-]

    Examples
    --------
    >>> survey(np.array([0.0, 1.0]), np.random.default_rng(1)).tolist()
    [0.0, 1.0]
    """
    return np.asarray(rng.binomial(n, shares) / n, dtype=np.float64)


def bands(observed: Floats, n: int = ANSWERS) -> NDArray[np.int64]:
    r"""Set hospitals beside each other, section by section, as the survey's report did.

    Parameters
    ----------
    observed : ndarray of float64, shape (n_hospitals, n_sections)
        Shares of good answers. [-]
    n : int
        Answers of each hospital. [answers]

    Returns
    -------
    ndarray of int64, same shape
        -1 worse than expected, 0 about the same, 1 better. [code]

    Notes
    -----
    .. math:: z = \frac{p - \bar p}{\sqrt{\bar p (1 - \bar p) / n}}, \qquad
       |z| > 1.96 \sqrt{\phi}

    with over-dispersion :math:`\phi` from winsorised z-scores [1]_: what hospitals commonly differ
    by counts as about the same.

    References
    ----------
    .. [1] Spiegelhalter, Quality and Safety in Health Care 14:347, 2005,
       doi:10.1136/qshc.2005.013755.

    Examples
    --------
    >>> shares = np.array([[0.77]] * 11 + [[0.5]])
    >>> bands(shares).ravel().tolist()[-2:]
    [0, -1]
    """
    mean = observed.mean(axis=0)
    z = (observed - mean) / np.sqrt(np.maximum(mean * (1.0 - mean), 1e-9) / n)
    phi = np.array([winsorised_dispersion(column) for column in z.T])
    limit = 1.96 * np.sqrt(phi)
    found = (z > limit).astype(np.int64) - (z < -limit).astype(np.int64)
    return np.asarray(found, dtype=np.int64)
