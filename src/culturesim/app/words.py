"""What happened and why, in plain sentences, from the pairs of runs and from one pair's ledger."""

from __future__ import annotations

import math
from typing import Any

from culturesim.app.answers import Answer
from culturesim.app.cards import verdict
from culturesim.app.changes import Change, base_dials
from culturesim.app.noticing import (
    Caughts,
    Noticed,
    finders_words,
    horizon,
    span_words,
    when_words,
)
from culturesim.app.texts import catalogue, t
from culturesim.app.told import Told, asides, reason, which
from culturesim.interventions import LEVERS
from culturesim.outcomes import OUTCOMES
from culturesim.report.words import date_words, number

MOST_NAMED = 4  # with more changes a sentence names their number; dials and levers show them

__all__ = ["change_words", "headline", "headlines", "why"]

#: Kinds of event told about, in the order in which one leads to the next.
CHAIN = ("hazard_born", "noticed", "silent", "told_manager", "reported", "bypassed", "acted",
         "ignored", "punished", "harm", "complaint", "finding", "leave")  # fmt: skip


def change_words(answer_base: Any, change: Change) -> str:
    """Say what was changed.

    Parameters
    ----------
    answer_base : Scenario
        The base, for the dials' settings.
    change : Change
        The changes.

    Returns
    -------
    str
        A phrase; for no change, that there is none.

    Examples
    --------
    >>> from culturesim.app.changes import View, base_of
    >>> change_words(base_of(View()), Change((("staffing", 0.9),)))
    'nurse staffing from 100 % to 90 %'
    """
    was = base_dials(answer_base)

    parts = [t("words.dial", name=_dial(name), was=f"{100 * was[name]:.0f} %",
               now=f"{100 * value:.0f} %") for name, value in change.dials]  # fmt: skip
    if change.dials and change.from_day > 1:
        parts[-1] += f" {_since(answer_base, change.from_day)}"
    for name, strength, day in change.levers:
        text = LEVERS[name].title[:1].lower() + LEVERS[name].title[1:]
        if strength < 1.0:
            text += " " + t("words.at_strength", strength=f"{100 * strength:.0f} %")
        parts.append(text if day == 1 else f"{text} {_since(answer_base, day)}")
    return ", ".join(parts) or t("words.nothing")


def _short(base: Any, change: Change) -> str:
    """Say what was changed, or only how many things if there are more than a sentence holds."""
    n = len(change.dials) + len(change.levers)
    if n <= MOST_NAMED:
        return change_words(base, change)
    many, first = t("words.many", n=n), change.first_day
    return many if first == 1 else f"{many} {_since(base, first)}"


def _since(base: Any, day: int) -> str:
    return t("words.from_day", date=date_words(base.start, day))


def _dial(name: str) -> str:
    """Name a dial in words; those that the page does not show have none of their own."""
    key = f"dials.{name}.label"
    return t(key).lower() if key in catalogue() else name.replace("_", " ")


def headline(answer: Answer) -> str:
    """Say in sentences what the change does to patients, and who comes to know.

    Parameters
    ----------
    answer : Answer
        What the runs say so far.

    Returns
    -------
    str
        The sentences of :func:`headlines`.

    Examples
    --------
    >>> headline.__name__
    'headline'
    """
    return " ".join(f"{line['head']}: {line['text']}" for line in headlines(answer))


def headlines(answer: Answer) -> list[dict[str, str]]:
    """Say what happens to patients, when the board comes to know, and who finds out besides.

    Parameters
    ----------
    answer : Answer
        What the runs say so far.

    Returns
    -------
    list of dict
        For each line ``name``, ``head`` and ``text``.

    Examples
    --------
    >>> headlines.__name__
    'headlines'
    """
    lines = {"patients": _patients(answer), "board": _board(answer.board[1], answer),
             "others": _others(*answer.caught)}  # fmt: skip
    return [{"name": name, "head": t(f"words.{name}"), "text": text}
            for name, text in lines.items()]  # fmt: skip


def _patients(answer: Answer) -> str:
    harm = answer.numbers["preventable_harm_rate"]
    said = _short(answer.base, answer.view.change)
    if answer.view.change.is_empty:
        text = t("words.base_only", harm=number(harm.base.mean), n=answer.n)
        return text[:1].upper() + text[1:]
    word, _ = verdict(harm, -1)
    if word in {"same", "unclear"}:
        text = t("words.harm_unclear", change=said, n=answer.n)
    else:
        d, was = harm.difference, harm.base.mean
        low, high = sorted(abs(100.0 * x / was) for x in (d.low, d.high))
        text = t(f"words.harm_{word}", change=said, share=f"{abs(100 * d.mean / was):.0f}",
                 low=f"{low:.0f}", high=f"{high:.0f}", same=f"{100 * harm.share_same_sign:.0f}",
                 n=answer.n, span=t(f"words.span_{answer.view.spans}"))  # fmt: skip
    deaths = answer.numbers["avoidable_deaths"]
    if verdict(deaths, -1)[0] in {"better", "worse"}:
        text += " " + t("words.deaths", was=number(deaths.base.mean), now=number(deaths.other.mean),
                        time=span_words(answer.base.days))  # fmt: skip
    return text[:1].upper() + text[1:]


def _board(found: Noticed, answer: Answer) -> str:
    """Say whether and when the board comes to know."""
    since = "" if answer.view.change.first_day == 1 else t("words.since")
    if not found.knew:
        return t("words.board_never", n=found.n, time=horizon(found), since=since,
                 board=f"{100 * found.board:.0f}", bar=f"{100 * found.bars[0]:.0f}")  # fmt: skip
    key = "board_all" if found.knew == found.n else "board_some"
    return t(f"words.{key}", k=found.knew, n=found.n, late=when_words(found.after),
             time=horizon(found), since=since)  # fmt: skip


def _others(base: Caughts, found: Caughts) -> str:
    """Say in how many runs care fails, and who finds out."""
    if found.failing == 0:
        return t("words.never_failing", n=found.n)
    was = t("words.failing_before", k=base.failing)
    return t("words.failing", k=found.failing, n=found.n, was=was,
             who=finders_words(found, late=False))  # fmt: skip


def why(answer: Answer, stories: dict[str, Any] | None, one: Told | None = None) -> dict[str, Any]:
    """Say what happened and why: links of the chain over all pairs, and events of one pair.

    Parameters
    ----------
    answer : Answer
        What the runs say so far.
    stories : dict or None
        From :func:`culturesim.app.work.both_stories`, once it is there.
    one : Told, optional
        The pair that the stories are of, to say why it is told and what puzzles in it.

    Returns
    -------
    dict
        ``steps``, sentences over all pairs; ``told``, which pair is told and the story of its
        changed run; ``which``, its seed and numbers; ``events``, rows of kind in words, number in
        the base and number in the changed run.

    Examples
    --------
    >>> why.__name__
    'why'
    """
    steps = [_step(answer, name) for name in ("patients_per_nurse", "missed_care", "voice_share",
             "acted_share", "fear_end", "preventable_harm_rate", "picture_end")]  # fmt: skip
    found: dict[str, Any] = {"steps": [step for step in steps if step], "told": [], "events": [],
                             "which": ""}  # fmt: skip
    if stories is not None:
        told = stories["changed"]["told"]
        found["told"] = [reason(answer, one), *told, *asides(answer, one)] if one else told
        found["which"] = which(answer, one) if one else ""
        counts = (stories["base"]["counts"], stories["changed"]["counts"])
        found["events"] = [
            [t(f"events.{kind}"), *(f"{count.get(kind, 0):,}" for count in counts)]
            for kind in CHAIN if any(kind in count for count in counts)
        ]  # fmt: skip
    return found


def _step(answer: Answer, name: str) -> str:
    """Say how one link of the chain moved; nothing if it did not."""
    from culturesim.app.answers import pairwise

    outcome = OUTCOMES[name]
    pair = pairwise(name, answer.rows(0), answer.rows(1), answer.view.spans)
    word, sign = verdict(pair, outcome.better)
    if word in {"same", "unclear"} or math.isnan(pair.base.mean):
        return ""
    key = f"why.{name}.{'up' if sign > 0 else 'down'}"
    times = 100.0 if outcome.unit == "score" else 1.0  # the page shows scores from 0 to 100
    return t(key, was=number(times * pair.base.mean, outcome.unit),
             now=number(times * pair.other.mean, outcome.unit))  # fmt: skip
