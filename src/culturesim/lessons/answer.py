"""The model's answer to a what-if question, held against the literature's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from culturesim.lessons.question import SIGNS, Expectation, Order, Question
from culturesim.lessons.values import Value
from culturesim.outcomes import Interval, bootstrap_mean

if TYPE_CHECKING:
    from culturesim.results import Results

__all__ = ["AGREE", "CANNOT_TELL", "DISAGREE", "Answer", "Finding", "ask", "judge"]

AGREE, DISAGREE, CANNOT_TELL = "agrees", "disagrees", "cannot tell"
MONTH = 28  # days a point of the series stands for
STANDING = 3  # months in a row a difference must show before it counts as seen
RANGE, MOST = 1.96, 0.5  # what is outside the range of unchanged runs, in how many of the changed
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Finding:
    """One expectation and what the model shows.

    Attributes
    ----------
    what : str
        What is compared, and between which cases.
    expected : str
        The sign or order expected.
    first, second : float
        Means of the two cases; NaN for an order.
    difference : Interval
        Mean paired difference with its 95 % interval; of an order, empty.
    found : str
        In words, for an order: when each signal moved.
    verdict : str
        ``agrees``, ``disagrees`` or ``cannot tell``.
    why : str
        Why the literature expects it.
    """

    what: str
    expected: str
    first: float
    second: float
    difference: Interval
    found: str
    verdict: str
    why: str


@dataclass(frozen=True)
class Answer:
    """All findings on one question.

    Attributes
    ----------
    question : Question
        What was asked.
    findings : tuple of Finding
        One an expectation.
    results : dict of str to Results
        Runs of every case, by its name.
    """

    question: Question
    findings: tuple[Finding, ...]
    results: dict[str, Results]

    @property
    def verdict(self) -> str:
        """Agree if all findings do, disagree if any does, else nobody can tell."""
        verdicts = {finding.verdict for finding in self.findings}
        if DISAGREE in verdicts:
            return DISAGREE
        return CANNOT_TELL if CANNOT_TELL in verdicts else AGREE

    @property
    def n(self) -> int:
        """Pairs of runs."""
        return next(iter(self.results.values())).n_runs


def judge(sign: str, interval: Interval, tolerance: float) -> str:
    """Hold a paired difference against the sign expected of it.

    Parameters
    ----------
    sign : str
        ``more``, ``less``, ``same``, ``not more`` or ``not less``.
    interval : Interval
        Mean difference with its interval, in units of the outcome.
    tolerance : float
        Size that still counts as no difference, same unit; for the last three signs.

    Returns
    -------
    str
        ``agrees`` if the whole interval is where it is expected, ``disagrees`` if none of it is,
        otherwise ``cannot tell``.

    Examples
    --------
    >>> judge("more", Interval(0.5, 0.2, 0.9, 20), 0.0)
    'agrees'
    >>> judge("less", Interval(0.5, 0.2, 0.9, 20), 0.0)
    'disagrees'
    >>> judge("more", Interval(0.5, -0.2, 0.9, 20), 0.0)
    'cannot tell'
    >>> judge("same", Interval(0.0, -0.1, 0.1, 20), 0.2)
    'agrees'
    """
    low, high = interval.low, interval.high
    if np.isnan(low) or np.isnan(high):
        return CANNOT_TELL
    wanted = {
        "more": (0.0, np.inf),
        "less": (-np.inf, 0.0),
        "same": (-tolerance, tolerance),
        "not more": (-np.inf, tolerance),
        "not less": (-tolerance, np.inf),
    }[sign]
    if sign in {"more", "less"} and low == high == 0.0:  # nothing moved in any pair
        return DISAGREE
    if low >= wanted[0] and high <= wanted[1]:
        return AGREE
    return DISAGREE if high <= wanted[0] or low >= wanted[1] else CANNOT_TELL


def ask(
    question: Question,
    runs: int | None = None,
    seed: int = 0,
    *,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Answer:
    """Run all cases of a question with the same seeds, and judge what they show.

    Parameters
    ----------
    question : Question
        What is asked.
    runs : int, optional
        Runs a case; the question says, if left out. [runs]
    seed : int
        Seed of the first run. [-]
    workers : int, optional
        Threads; the answer does not depend on it.
    progress : callable, optional
        Called with steps done and steps in all.

    Returns
    -------
    Answer
        The findings.

    Raises
    ------
    InputError
        If the number of runs or the seed is refused.
    """
    from culturesim.runs import run

    n = runs or question.runs
    results = {}
    for k, case in enumerate(question.cases):
        results[case.name] = run(case.scenario, n, seed, every=MONTH, workers=workers,
                                 progress=_part(progress, k, len(question.cases)))  # fmt: skip
    findings = [_compared(question, e, results) for e in question.expect]
    findings += [_ordered(question, o, results) for o in question.order]
    return Answer(question, tuple(findings), results)


def _part(
    progress: Callable[[int, int], None] | None, k: int, of: int
) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda done, total: progress(done + k * total, of * total)


def _compared(question: Question, expectation: Expectation, results: dict[str, Results]) -> Finding:
    first, second = (expectation.value.of(results[name]) for name in expectation.between)
    interval = bootstrap_mean(second - first)
    mean = float(np.nanmean(first)) if not np.all(np.isnan(first)) else float("nan")
    labels = [question.case(name).label for name in expectation.between]
    return Finding(
        what=f"{expectation.value.words}: {labels[1]}, against {labels[0]}",
        expected=SIGNS[expectation.sign],
        first=mean,
        second=mean + interval.mean,
        difference=interval,
        found="",
        verdict=judge(expectation.sign, interval, expectation.within * abs(mean)),
        why=expectation.why,
    )


def _ordered(question: Question, order: Order, results: dict[str, Results]) -> Finding:
    months = [_seen(value, order, results) for value in order.values]
    said = "; ".join(
        f"{value.words}: " + ("not in this run" if m is None else f"month {m}")
        for value, m in zip(order.values, months, strict=True)
    )
    labels = [question.case(name).label for name in order.between]
    ranks = [np.inf if m is None else float(m) for m in months]
    if np.isinf(ranks[0]):
        verdict = CANNOT_TELL
    else:
        verdict = AGREE if ranks == sorted(ranks) else DISAGREE
    return Finding(
        what=f"order in which signals move: {labels[1]}, against {labels[0]}",
        expected=", then ".join(value.words for value in order.values),
        first=float("nan"), second=float("nan"), difference=bootstrap_mean([]),
        found=said, verdict=verdict, why=order.why,
    )  # fmt: skip


def _seen(value: Value, order: Order, results: dict[str, Results]) -> int | None:
    """First month after the change in which an observer without the twin runs would see it.

    Seen means: most changed runs lie outside the range (mean and 1.96 standard deviations) of the
    unchanged runs, on the same side, three months in a row.
    """
    last = int(next(iter(results.values())).outcomes["days"].max())
    sides = []
    for first in range(order.from_day, last - MONTH + 2, MONTH):
        window = Value(value.name, value.per, first, first + MONTH - 1)
        was, now = (window.of(results[name]) for name in order.between)
        if len(was) < 2 or not len(now):
            return None
        middle, spread = np.nanmean(was), RANGE * np.nanstd(was, ddof=1)
        above, below = np.mean(now > middle + spread), np.mean(now < middle - spread)
        sides.append(int(above > MOST) - int(below > MOST))
    for k in range(len(sides) - STANDING + 1):
        if sides[k] and all(side == sides[k] for side in sides[k : k + STANDING]):
            return k + 1
    return None
