"""What a measure is, how one is registered, and what measures share."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from culturesim.evidence.observed import Observed
from culturesim.evidence.statistics import Estimate
from culturesim.evidence.worlds import Seen

__all__ = ["MEASURES", "Measure", "NotMeasurableError", "measure"]

Result = Mapping[str, Estimate]
YEAR = 365
RESPONSE = 0.46  # of staff answer the English survey; assumed: whatever they think
QUESTIONNAIRE_SD = 0.1  # noise of one answer on a scale from 0 to 1; assumed
MIDDLE = 0.5  # above the middle of the scale somebody agrees


class NotMeasurableError(Exception):
    """A pattern that cannot be measured on what was simulated; says why.

    Examples
    --------
    >>> str(NotMeasurableError("no deaths"))
    'no deaths'
    """


@dataclass(frozen=True, slots=True)
class Measure:
    """How one pattern is measured.

    Attributes
    ----------
    id : str
        Number of the pattern.
    worlds : tuple of str
        Simulated worlds it looks at.
    how : str
        How it observes them, in words.
    run : callable
        Takes what was seen and a random generator, gives an estimate for each part.

    Examples
    --------
    >>> from culturesim.evidence.measures import MEASURES
    >>> MEASURES["C01"].worlds
    ('ordinary',)
    """

    id: str
    worlds: tuple[str, ...]
    how: str
    run: Callable[[Seen, np.random.Generator], Result]


#: Measures by number of the pattern; filled by the files of this folder.
MEASURES: dict[str, Measure] = {}


def measure(id_: str, *worlds: str) -> Callable[[Any], Any]:
    """Register a function as the measure of a pattern; its docstring says how it observes.

    Parameters
    ----------
    id_ : str
        Number of the pattern.
    *worlds : str
        Worlds it needs.

    Returns
    -------
    callable
        A decorator that gives the function back.

    Examples
    --------
    >>> measure.__name__
    'measure'
    """

    def register(function: Any) -> Any:
        how = " ".join((function.__doc__ or "").split())
        MEASURES[id_] = Measure(id_, worlds, how, function)
        return function

    return register


def generator(id_: str, seed: int) -> np.random.Generator:
    """Answer a measure's own random numbers, which no other measure can shift.

    Parameters
    ----------
    id_ : str
        Number of the pattern.
    seed : int
        Seed of the whole. [-]

    Returns
    -------
    Generator
        Random numbers.

    Examples
    --------
    >>> generator("C01", 0).random() == generator("C01", 0).random()
    True
    """
    return np.random.default_rng([seed, zlib.crc32(id_.encode())])


def answers(values: Any, rng: np.random.Generator) -> Any:
    """Answers on a scale of five points, as a questionnaire gets them.

    Parameters
    ----------
    values : ndarray of float64
        What people feel, in [0, 1]. [-]
    rng : Generator
        Noise of the questionnaire.

    Returns
    -------
    ndarray of float64
        0, 0.25, 0.5, 0.75 or 1.

    Examples
    --------
    >>> answers(np.array([0.1, 0.9]), np.random.default_rng(1)).tolist()
    [0.25, 1.0]
    """
    noisy = values + QUESTIONNAIRE_SD * rng.standard_normal(np.shape(values))
    return np.round(4.0 * np.clip(noisy, 0.0, 1.0)) / 4.0


def agree(values: Any, rng: np.random.Generator) -> Any:
    """Whether people agree with a sentence: what they feel, with noise, is past the middle.

    Parameters
    ----------
    values : ndarray of float64
        What people feel, in [0, 1]. [-]
    rng : Generator
        Noise of the questionnaire.

    Returns
    -------
    ndarray of bool
        Whether each agrees.

    Examples
    --------
    >>> agree(np.array([0.0, 1.0]), np.random.default_rng(1)).tolist()
    [False, True]
    """
    return values + QUESTIONNAIRE_SD * rng.standard_normal(np.shape(values)) > MIDDLE


def ratio(above: float, below: float) -> float:
    """Divide, with NaN where there is nothing to divide by."""
    return float(above) / float(below) if below else float("nan")


def patients_per_nurse(seen: Observed, first: int = 0, last: int = YEAR) -> float:
    """Mean patients for one nurse on a shift of twelve hours, on wards with beds."""
    beds = seen.beds > 0
    nurses = seen.ward["n_rn_on_shift"][first:last] + seen.ward["n_rn_agency"][first:last]
    patients = seen.ward["n_patients"][first:last][:, beds].sum(dtype=np.float64)
    return ratio(2.0 * patients, nurses[:, beds].sum(dtype=np.float64))


def rate(seen: Observed, name: str, first: int, last: int, below: str = "n_patients") -> float:
    """Sum of one ward column over that of another, over days ``first`` to ``last`` (not in it)."""
    above = seen.ward[name][first:last].sum(dtype=np.float64)
    return ratio(above, seen.ward[below][first:last].sum(dtype=np.float64))


def percent(values: Any) -> float:
    """Mean of true and false, in per cent; NaN of nothing."""
    return 100.0 * float(np.mean(values)) if np.size(values) else float("nan")
