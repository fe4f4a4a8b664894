"""The model's answer to a what-if question, held against the literature's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from culturesim.lessons.expected import SIGNS, Expectation, Order, Relation
from culturesim.lessons.question import Question
from culturesim.lessons.relation import relate
from culturesim.lessons.seen import first_seen, month_seen
from culturesim.lessons.values import Value
from culturesim.outcomes import Interval, bootstrap_mean

if TYPE_CHECKING:
    from culturesim.results import Results

__all__ = ["AGREE", "CANNOT_TELL", "DISAGREE", "Answer", "Finding", "ask", "judge", "overall"]

AGREE, DISAGREE, CANNOT_TELL = "agrees", "disagrees", "cannot tell"
MONTH = 28  # days a point of the series stands for
YEAR = 13  # such months
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
        Means of the two cases; NaN for an order, correlations for a relation.
    difference : Interval
        Mean paired difference with its 95 % interval; of an order, empty; of a relation, the rank
        correlation.
    found : str
        In words, for an order: when each signal moved; for a relation, the correlations.
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
    n : int
        Pairs of runs.
    seed : int
        Seed of the first run.
    """

    question: Question
    findings: tuple[Finding, ...]
    n: int
    seed: int

    @property
    def verdict(self) -> str:
        """Agree if all findings do, disagree if any does, else nobody can tell."""
        return overall([finding.verdict for finding in self.findings])


def overall(verdicts: Sequence[str]) -> str:
    """Put verdicts on one question together.

    Parameters
    ----------
    verdicts : sequence of str
        One a finding.

    Returns
    -------
    str
        ``agrees`` if all do, ``disagrees`` if any does, else ``cannot tell``.

    Examples
    --------
    >>> overall(["agrees", "cannot tell"])
    'cannot tell'
    """
    if DISAGREE in verdicts:
        return DISAGREE
    return CANNOT_TELL if CANNOT_TELL in verdicts else AGREE


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

    n = question.runs if runs is None else runs
    results = {}
    for k, case in enumerate(question.cases):
        results[case.name] = run(case.scenario, n, seed, every=MONTH, workers=workers,
                                 progress=_part(progress, k, len(question.cases)))  # fmt: skip
    findings = [_compared(question, e, results) for e in question.expect]
    findings += [_ordered(question, o, results) for o in question.order]
    findings += [_related(question, r, results) for r in question.relation]
    return Answer(question, tuple(findings), n, seed)


def _part(
    progress: Callable[[int, int], None] | None, k: int, of: int
) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda done, total: progress(done + k * total, of * total)


def _compared(question: Question, expectation: Expectation, results: dict[str, Results]) -> Finding:
    first, second = _two(expectation, results)
    interval = bootstrap_mean(second - first)
    mean = float(np.nanmean(first)) if not np.all(np.isnan(first)) else float("nan")
    return Finding(
        what=_what(question, expectation),
        expected=SIGNS[expectation.sign],
        first=mean,
        second=mean + interval.mean,
        difference=interval,
        found="",
        verdict=judge(expectation.sign, interval, expectation.within * abs(mean)),
        why=expectation.why,
    )


def _two(expectation: Expectation, results: dict[str, Results]) -> tuple[Floats, Floats]:
    """Values of every run in both cases."""
    was, now = (results[name] for name in expectation.between)
    value = expectation.value
    if expectation.among is None:
        return expectation.first_value.of(was), value.of(now)
    ranked = expectation.among.value.by_hospital(was).groupby("run")
    wanted = (expectation.among.worst * ranked.transform("count")).round().clip(lower=1)
    chosen = ranked.rank(ascending=False, method="first") <= wanted
    first, second = (
        values[chosen.reindex(values.index)].groupby("run").mean().to_numpy(dtype=np.float64)
        for values in (expectation.first_value.by_hospital(was), value.by_hospital(now))
    )
    return first, second


def _what(question: Question, expectation: Expectation) -> str:
    """Say what is compared."""
    labels = [question.case(name).label for name in expectation.between]
    words, against = expectation.value.words, labels[0]
    if expectation.among is not None:
        worst = (
            f"{100.0 * expectation.among.worst:g} in 100 worst by {expectation.among.value.words}"
        )
        words = f"{words}, among the {worst}"
    if expectation.before is not None:
        against += f", day {max(expectation.before[0], 1):,} to day {expectation.before[1]:,}"
    return f"{words}: {labels[1]}, against {against}"


def _related(question: Question, relation: Relation, results: dict[str, Results]) -> Finding:
    found = results[relation.case]
    value, other = (each.by_hospital(found) for each in (relation.value, relation.other))
    than = None if relation.than is None else relation.than.by_hospital(found)
    near, far, interval = relate(value, other, than)
    label = question.case(relation.case).label
    pair = f"{relation.value.words}, and {relation.other.words}: {label}"
    told = f"rank correlation {near:+.2f}".replace("-", "−")
    expected = f"{relation.sign} of the one, with more of the other"
    if relation.than is not None:
        told += f"; of {relation.than.words}: {far:+.2f}".replace("-", "−")
        expected = f"{relation.sign} closely related than {relation.than.words}"
    told += (
        f"; {'gap' if relation.than else 'interval'} {interval.low:+.2f} to {interval.high:+.2f}"
    )
    return Finding(
        what=f"over {interval.n} hospitals, {pair}", expected=expected, first=far, second=near,
        difference=interval, found=told.replace("-", "−"),
        verdict=judge(relation.sign, interval, 0.0), why=relation.why,
    )  # fmt: skip


def _ordered(question: Question, order: Order, results: dict[str, Results]) -> Finding:
    months = [month_seen(_alarms(value, order, results)) for value in order.values]
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
        what=f"month in which half of the runs raise an alarm: {labels[1]}, against {labels[0]}",
        expected=", then ".join(value.words for value in order.values),
        first=float("nan"), second=float("nan"), difference=bootstrap_mean([]),
        found=said, verdict=verdict, why=order.why,
    )  # fmt: skip


def _alarms(value: Value, order: Order, results: dict[str, Results]) -> Floats:
    """Month of the alarm in every changed run, counted from the day of the change."""
    last = int(next(iter(results.values())).outcomes["days"].max())
    before = min(YEAR, (order.from_day - 1) // MONTH)
    starts = range(order.from_day - before * MONTH, last - MONTH + 2, MONTH)
    windows = [Value(value.name, value.per, first, first + MONTH - 1) for first in starts]
    was, now = (np.stack([window.of(results[name]) for window in windows], axis=1)
                for name in order.between)  # fmt: skip
    return first_seen(was, now, before)
