"""Headline cards: base, change and difference with intervals, in words as well as in colour."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

from culturesim.app.answers import CARDS, Answer, Pairwise
from culturesim.app.noticing import (
    Noticed,
    finders_words,
    horizon,
    near_words,
    span_words,
    when_words,
)
from culturesim.app.texts import t
from culturesim.outcomes import OUTCOMES
from culturesim.report.words import difference_words, number, range_words

__all__ = ["cards_of", "interval_note", "split", "verdict"]

RARE = 0.05  # chance of a sign test below which a split of pairs is not taken for chance [-]
_ARROWS = {1: "▲", -1: "▼", 0: "●"}


def verdict(found: Pairwise, better: int) -> tuple[str, int]:
    """Say whether a difference is one, and for whom.

    Parameters
    ----------
    found : Pairwise
        The comparison.
    better : int
        1 if more is better, -1 if less is, 0 if neither.

    Returns
    -------
    word : str
        Key of the word: ``same``, ``unclear``, ``better``, ``worse``, ``more`` or ``less``.
    sign : int
        1 for more, -1 for less, 0 if the interval holds 0.

    Examples
    --------
    >>> from culturesim.app.answers import pairwise
    >>> verdict(pairwise("deaths", [{"deaths": 1.0}] * 9, [{"deaths": 3.0}] * 9), -1)
    ('worse', 1)
    """
    d = found.difference
    if d.n == 0 or d.mean == d.low == d.high == 0.0:
        return "same", 0
    if not (d.low > 0.0 or d.high < 0.0):
        return "unclear", 0
    sign = 1 if d.mean > 0.0 else -1
    if better == 0:
        return ("more" if sign > 0 else "less"), sign
    return ("better" if sign == better else "worse"), sign


def cards_of(answer: Answer) -> list[dict[str, Any]]:
    """Make the cards.

    Parameters
    ----------
    answer : Answer
        What the runs say so far.

    Returns
    -------
    list of dict
        For each card its title, explanation, lines of base, change and difference, an arrow and a
        word.

    Examples
    --------
    >>> cards_of.__name__
    'cards_of'
    """
    harm, deaths, *others = (_card(answer, name) for name in CARDS)
    return [harm, deaths, _board_card(answer.board), _caught_card(answer), *others,
            _cost_card(answer)]  # fmt: skip


def interval_note(answer: Answer) -> str:
    """Say what the intervals are, and what they span.

    Parameters
    ----------
    answer : Answer
        What the runs say so far.

    Returns
    -------
    str
        A sentence.

    Examples
    --------
    >>> interval_note.__name__
    'interval_note'
    """
    time = span_words(answer.base.days)
    if answer.view.spans == "seeds":
        return t("cards.interval", n=answer.n, time=time)
    from culturesim.parameters.plausible import load_plausible

    found = load_plausible()
    note = t("cards.interval_sets", n=answer.n, sets=len(found), time=time)
    why = found.outline()["provisional"]
    return f"{note} {t('cards.provisional', why=why)}" if why else note


def _card(answer: Answer, name: str) -> dict[str, Any]:
    found, outcome = answer.numbers[name], OUTCOMES[name]
    word, sign = verdict(found, outcome.better)
    row = SimpleNamespace(unit=outcome.unit, difference=found.difference.mean,
                          low=found.difference.low, high=found.difference.high,
                          share_same_sign=found.share_same_sign, n=found.difference.n)  # fmt: skip
    difference, interval, share = difference_words(row)
    unit = "" if outcome.unit == "share" else f" {outcome.unit}"
    return {
        "name": name,
        "title": t(f"cards.{name}"),
        "tip": outcome.meaning,
        "base": number(found.base.mean, outcome.unit),
        "baseRange": range_words(name, found.base),
        "other": number(found.other.mean, outcome.unit),
        "otherRange": range_words(name, found.other),
        "unit": unit.strip(),
        "difference": difference if word != "same" else t("cards.no_difference"),
        "interval": interval if word != "same" else "",
        "share": t("cards.share", share=share) if sign else "",
        "word": t(f"cards.{word}"),
        "kind": word,
        "arrow": _ARROWS[sign],
    }


def _board_card(board: tuple[Noticed, Noticed]) -> dict[str, Any]:
    base, other = board
    view, score, days = other.bars
    return {
        "name": "board",
        "title": t("cards.board"),
        "tip": t("cards.board_tip", view=f"{100 * view:.0f}", score=f"{100 * score:.0f}",
                 days=days),
        "base": _knew(base),
        "baseRange": _knew_when(base),
        "other": _knew(other),
        "otherRange": _knew_when(other),
        "unit": "",
        "note": near_words(other) if other.knew < other.n else "",
        "difference": _knew(other),
        "interval": _knew_when(other),
        "share": "",
        "word": "",
        "kind": "same",
        "arrow": "",
        "once": True,
    }  # fmt: skip


def _knew(found: Noticed) -> str:
    key = "board_never" if not found.knew else "board_knew"
    return t(f"cards.{key}", k=found.knew, n=found.n)


def _knew_when(found: Noticed) -> str:
    if not found.knew:
        return t("cards.board_within", time=horizon(found))
    return t("cards.board_when", time=when_words(found.after))


def split(answer: Answer) -> tuple[int, int, str]:
    """Count the pairs in which only one of both runs fails, and say whether that is chance.

    Parameters
    ----------
    answer : Answer
        What the runs say so far.

    Returns
    -------
    more, less : int
        Pairs in which care fails with the change only, and without it only. [pairs]
    word : str
        ``worse`` or ``better`` if tossing a coin for each of these pairs would split them as
        unevenly less than once in twenty times (exact sign test); else ``unclear``, or ``same``.

    Examples
    --------
    >>> split.__name__
    'split'
    """
    both = [(bool(a["is_failing"]), bool(b["is_failing"]))
            for a, b in zip(answer.rows(0), answer.rows(1), strict=True)]  # fmt: skip
    less, more = both.count((True, False)), both.count((False, True))
    n = less + more
    if not n:
        return more, less, "same"
    tail = sum(math.comb(n, k) for k in range(max(less, more), n + 1)) / 2**n
    return more, less, "unclear" if 2.0 * tail >= RARE else "worse" if more > less else "better"


def _caught_card(answer: Answer) -> dict[str, Any]:
    base, other = answer.caught
    only, without, word = split(answer)
    more = other.failing - base.failing
    return {
        "name": "caught",
        "title": t("cards.caught"),
        "tip": t("cards.caught_tip"),
        "base": t("cards.of_runs", k=base.failing, n=base.n),
        "baseRange": finders_words(base),
        "other": t("cards.of_runs", k=other.failing, n=other.n),
        "otherRange": finders_words(other),
        "unit": "",
        "difference": t("cards.failing_more", more=f"{more:+d}".replace("+0", "0")),
        "interval": t("cards.failing_pairs", more=only, less=without, n=base.n),
        "share": "",
        "word": t(f"cards.{word}"),
        "kind": word,
        "arrow": _ARROWS[(more > 0) - (more < 0)],
    }


def _money(value: float) -> str:
    """Write a sum to three figures; more would look more exact than it is."""
    if math.isnan(value):
        return "-"
    rounded = float(f"{value:.3g}")
    return f"£{rounded:,.0f}".replace("£-", "-£")


def _hours(scenario: Any, hours: float) -> str:
    if not scenario.levers:
        return t("cards.no_levers")
    return t("cards.hours", hours=f"{hours:,.0f}")


def _cost_card(answer: Answer) -> dict[str, Any]:
    money, hours = answer.numbers["cost_money"], answer.numbers["cost_hours"]
    return {
        "name": "cost",
        "title": t("cards.cost"),
        "tip": t("cards.cost_tip"),
        "base": _money(money.base.mean),
        "baseRange": _hours(answer.base, hours.base.mean),
        "other": _money(money.other.mean),
        "otherRange": _hours(answer.changed, hours.other.mean),
        "unit": "",
        "difference": _money(money.difference.mean),
        "interval": "",
        "share": "",
        "word": t("cards.cost_word", time=span_words(answer.base.days)),
        "kind": "same",
        "arrow": _ARROWS[(money.difference.mean > 0) - (money.difference.mean < 0)],
    }
