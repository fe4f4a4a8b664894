"""Headline cards: base, change and difference with intervals, in words as well as in colour."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

from culturesim.app.answers import CARDS, Answer, Caughts, Pairwise
from culturesim.app.texts import t
from culturesim.outcomes import OUTCOMES
from culturesim.report.words import difference_words, duration, number, range_words

__all__ = ["cards_of", "interval_note", "verdict"]

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
    cards = [_card(answer, name) for name in CARDS]
    return [*cards, _caught_card(answer.caught), _cost_card(answer)]


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
    if answer.view.spans == "seeds":
        return t("cards.interval", n=answer.n)
    from culturesim.parameters.plausible import load_plausible

    found = load_plausible()
    note = t("cards.interval_sets", n=answer.n, sets=len(found))
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


def _caught_words(found: Caughts) -> tuple[str, str]:
    """Say in how many runs failing was caught, and how late."""
    if not found.failing:
        return t("cards.not_failing"), t("cards.of_runs", k=found.n, n=found.n)
    if not found.caught:
        return t("cards.nobody"), t("cards.failing_of", k=found.failing, n=found.n)
    late = t("cards.at_once") if found.after < 1.0 else duration(found.after)
    detail = t("cards.caught_detail", caught=found.caught, failing=found.failing, n=found.n,
               board=found.by_board, regulator=found.by_regulator)  # fmt: skip
    return late, detail


def _caught_card(caught: tuple[Caughts, Caughts]) -> dict[str, Any]:
    (base, base_range), (other, other_range) = (_caught_words(found) for found in caught)
    more = caught[1].failing - caught[0].failing
    return {
        "name": "caught",
        "title": t("cards.caught"),
        "tip": t("cards.caught_tip"),
        "base": base,
        "baseRange": base_range,
        "other": other,
        "otherRange": other_range,
        "unit": "",
        "difference": t("cards.failing_more", more=f"{more:+d}".replace("+0", "0")),
        "interval": "",
        "share": "",
        "word": t("cards.failing_word"),
        "kind": "same",
        "arrow": _ARROWS[(more > 0) - (more < 0)],
    }


def _money(value: float) -> str:
    return f"£{value:,.0f}".replace("£-", "-£") if not math.isnan(value) else "-"


def _cost_card(answer: Answer) -> dict[str, Any]:
    money, hours = answer.numbers["cost_money"], answer.numbers["cost_hours"]
    return {
        "name": "cost",
        "title": t("cards.cost"),
        "tip": t("cards.cost_tip"),
        "base": _money(money.base.mean),
        "baseRange": t("cards.hours", hours=f"{hours.base.mean:,.0f}"),
        "other": _money(money.other.mean),
        "otherRange": t("cards.hours", hours=f"{hours.other.mean:,.0f}"),
        "unit": "",
        "difference": _money(money.difference.mean),
        "interval": "",
        "share": "",
        "word": t("cards.cost_word"),
        "kind": "same",
        "arrow": _ARROWS[(money.difference.mean > 0) - (money.difference.mean < 0)],
    }
