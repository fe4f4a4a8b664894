"""Which pair of runs is told, why that one, and what needs a word in its story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from culturesim.app.changes import run_of
from culturesim.app.noticing import span_words
from culturesim.app.texts import t
from culturesim.report.words import date_words, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from culturesim.app.answers import Answer
    from culturesim.scenario import Scenario

__all__ = ["Told", "asides", "numbers_words", "pair_told", "reason", "scenarios_told", "which"]

_HARM = "preventable_harm_rate"


@dataclass(frozen=True)
class Told:
    """The pair that is told, and how it was found.

    Attributes
    ----------
    at : int
        Its place among the pairs. [-]
    fails : tuple of 2 bool
        Whether care fails in its base and in its changed run, as in most of them.
    as_most : tuple of 2 int
        Runs that go the same way, of the base and of the change. [runs]
    n : int
        Pairs. [runs]
    difference, middle : float
        Its difference in preventable harm, and the median over all pairs. [per 1,000 bed-days]

    Examples
    --------
    >>> Told(3, (False, True), (97, 60), 100, 0.8, 0.79).at
    3
    """

    at: int
    fails: tuple[bool, bool]
    as_most: tuple[int, int]
    n: int
    difference: float
    middle: float


def pair_told(rows: Sequence[Sequence[dict[str, Any]]]) -> Told:
    """Choose the pair to tell: one that goes as most go, nearest the middle difference in harm.

    Parameters
    ----------
    rows : sequence of 2 sequences of dict
        Outcome rows of the base and of the changed runs, in pairs; at least one pair.

    Returns
    -------
    Told
        Of the pairs whose base fails or not as most bases do, and whose changed run fails or not
        as most changed runs do, the one whose difference in preventable harm is nearest the median
        over all pairs; of equals the one whose changed run is nearest the median of these, and then
        the first. If no pair goes as most go in both, as most changed runs go.

    Examples
    --------
    >>> base = [{"is_failing": False, "preventable_harm_rate": 2.0}] * 3
    >>> worse = [{"is_failing": x > 3.0, "preventable_harm_rate": x} for x in (9.0, 3.0, 4.0)]
    >>> pair_told([base, worse])
    Told(at=2, fails=(False, True), as_most=(3, 2), n=3, difference=2.0, middle=2.0)
    """
    harm = np.array([[row[_HARM] for row in side] for side in rows], dtype=float)
    failed = np.array([[bool(row["is_failing"]) for row in side] for side in rows])
    n = failed.shape[1]
    most = failed.sum(axis=1) * 2 > n
    same = failed == most[:, None]
    fit = same.all(axis=0)
    fit = fit if fit.any() else same[1]
    gap = harm[1] - harm[0]
    middle = float(np.median(gap))
    far, apart = np.abs(gap - middle), np.abs(harm[1] - np.median(harm[1]))
    at = int(min(np.flatnonzero(fit), key=lambda k: (round(far[k], 9), apart[k], k)))
    fails = (bool(failed[0, at]), bool(failed[1, at]))
    as_most = (int((failed[0] == fails[0]).sum()), int((failed[1] == fails[1]).sum()))
    return Told(at, fails, as_most, n, float(gap[at]), middle)


def scenarios_told(answer: Answer, told: Told) -> tuple[Scenario, Scenario, int]:
    """Find the very runs of a pair.

    Parameters
    ----------
    answer : Answer
        What the runs say.
    told : Told
        The pair.

    Returns
    -------
    base, changed : Scenario
        Both scenarios with the set of numbers that the pair had.
    seed : int
        Seed of the pair. [-]
    """
    seed = answer.pairs[told.at][0].seed
    spans = answer.view.spans
    return run_of(answer.base, spans, seed), run_of(answer.changed, spans, seed), seed


def numbers_words(scenario: Scenario) -> str:
    """Say with which of the model's numbers a run is made.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.

    Returns
    -------
    str
        A phrase.

    Examples
    --------
    >>> from culturesim.app.changes import View, base_of
    >>> numbers_words(base_of(View())), numbers_words(run_of(base_of(View()), "both", 3))
    ("the model's usual numbers", "set 3 of the model's numbers")
    """
    if scenario.parameter_set is None:
        return t("why.usual")
    return t("why.set", number=scenario.parameter_set)


def reason(answer: Answer, told: Told) -> str:
    """Say which pair of runs is told, and why that one.

    Parameters
    ----------
    answer : Answer
        What the runs say.
    told : Told
        The pair.

    Returns
    -------
    str
        Sentences.
    """
    seed = answer.pairs[told.at][0].seed
    ways = [
        t(f"why.{side}_{'fails' if fails else 'sound'}", k=k, n=told.n)
        for side, fails, k in zip(("base", "change"), told.fails, told.as_most, strict=True)
    ]
    is_same = answer.view.change.is_empty
    goes = ways[0] if is_same else t("why.goes", base=ways[0], change=ways[1])
    near = t("why.near_harm") if is_same else t(
        "why.near", own=_signed(told.difference), middle=_signed(told.middle))  # fmt: skip
    as_most = all(2 * k >= told.n for k in told.as_most)
    return t("why.reason" if as_most else "why.reason_half", n=told.n, seed=seed, goes=goes,
             near=near)  # fmt: skip


def which(answer: Answer, told: Told) -> str:
    """Name the pair that is told.

    Parameters
    ----------
    answer : Answer
        What the runs say.
    told : Told
        The pair.

    Returns
    -------
    str
        A phrase: seed, numbers and length of its runs.
    """
    base, _, seed = scenarios_told(answer, told)
    return t("why.which", seed=seed, numbers=numbers_words(base),
             time=span_words(answer.base.days))  # fmt: skip


def _signed(value: float) -> str:
    sign = "+" if value > 0.0 else "-" if value < 0.0 else ""
    return f"{sign}{number(abs(value))}"


def asides(answer: Answer, told: Told) -> list[str]:
    """Say what would puzzle in the story: a failing older than the change, what reaching means.

    Parameters
    ----------
    answer : Answer
        What the runs say.
    told : Told
        The pair.

    Returns
    -------
    list of str
        Sentences.
    """
    was, now = (piece.row for piece in answer.pairs[told.at])
    bar, _, days = answer.pairs[told.at][1].bars
    terms = t("knew.terms", bar=f"{100 * bar:.0f}", days=days)
    if not now["is_failing"]:
        return [terms]
    found = [] if answer.view.change.is_empty else _older(answer, was, now)
    return [*found, terms, t("why.whole", time=span_words(answer.base.days))]


def _older(answer: Answer, was: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Say why care failed before the change or just after, and whether it did so without it."""
    found = []
    began, first = float(now["failing_day"]), answer.view.change.first_day
    p = answer.changed.parameters
    window = min(int(p["harm_window"]), answer.base.days)
    early = window - int(began - first + 1)  # days of the window that lie before the change
    if began != was["failing_day"] and first > 1 and early > 0:
        found.append(t("why.before" if began < first else "why.soon", window=window, early=early,
                       date=date_words(answer.base.start, began),
                       days=f"{p['failing_days']:.0f}"))  # fmt: skip
    if was["is_failing"]:
        found.append(t("why.anyway",
                       date=date_words(answer.base.start, float(was["failing_day"]))))  # fmt: skip
    return found
