"""What would have made the board notice sooner: asked for, worked out and put in words."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import solara.lab

from culturesim.app import session
from culturesim.app.cards import verdict
from culturesim.app.changes import View
from culturesim.app.noticing import FEW, horizon, when_words
from culturesim.app.pool import shared_pool
from culturesim.app.sooner import MEASURES, TOGETHER, Row, find_sooner, measures_of, ranked
from culturesim.app.texts import t
from culturesim.outcomes.caught import ACTORS

__all__ = ["answer_words", "sooner_data", "use_measure", "use_sooner"]

LOOK = 0.1  # how often it is looked whether the answer itself has come as far [s]


def use_sooner(view: View) -> dict[str, Any] | None:
    """Work the answer out while it is asked for.

    Parameters
    ----------
    view : View
        The state.

    Returns
    -------
    dict or None
        What is shown; None if nobody asked.
    """
    asked = session.asked.value == view
    stopped = session.sooner_stopped.value == view

    async def find() -> None:
        if asked and not stopped:
            await _find(view)

    task = solara.lab.use_task(find, dependencies=[view, asked, stopped], prefer_threaded=False,
                               raise_error=False)  # fmt: skip
    if not asked:
        return None
    found = session.sooner.value
    rows = found[1] if found is not None and found[0] == view else []
    failed = task.error and not isinstance(task.exception, asyncio.CancelledError)
    running = bool(task.pending) and not stopped
    return sooner_data(view, rows, session.sooner_progress.value, running,
                       type(task.exception).__name__ if failed else "")  # fmt: skip


def use_measure(name: str) -> None:
    """Put a measure of the table into the change; one that there is not changes nothing.

    Parameters
    ----------
    name : str
        Its name.

    Examples
    --------
    >>> use_measure("nothing of the kind")
    """
    view = session.current()
    for measure in measures_of(view):
        if measure.name == name:
            session.put(replace(view, change=measure.change))


async def _find(view: View) -> None:
    async def covered(n: int) -> None:
        while session.stopped.value != view:
            answer = session.answer.value
            if answer is not None and answer.view == view and answer.n >= n:
                return
            await asyncio.sleep(LOOK)

    def show(rows: list[Row]) -> None:
        session.sooner.value = (view, rows)

    def tell(done: int, total: int) -> None:
        session.sooner_progress.value = (done, total)

    await find_sooner(view, shared_pool(), show, tell, session.spend, covered)


def sooner_data(
    view: View, rows: list[Row], progress: tuple[int, int], running: bool, failed: str = ""
) -> dict[str, Any]:
    """Make what is shown.

    Parameters
    ----------
    view : View
        The state.
    rows : list of Row
        What was found so far, the change alone first; empty for nothing yet.
    progress : tuple of int
        Runs done and runs wanted.
    running : bool
        Whether more is on its way.
    failed : str
        What went wrong, if anything.

    Returns
    -------
    dict
        Title, answer in sentences, heads and rows of a table, progress.

    Examples
    --------
    >>> sooner_data(View(), [], (0, 480), True)["rows"]
    []
    """
    done, total = progress
    keys = ("title", "close", "stop", "use", "label", "go_on")
    given: dict[str, Any] = {key: t(f"sooner.{key}") for key in keys}
    bar = f"{100 * rows[0].board.bars[0]:.0f}" if rows else ""
    ordered = ranked(rows) if rows else []
    n = rows[0].board.n if rows else 0
    text = t("sooner.running", done=f"{done:,}", total=f"{total:,}") if running else ""
    so_far = [t("sooner.so_far", n=n, done=f"{done:,}", total=f"{total:,}")] if running else []
    return given | {
        "lead": t("sooner.lead"),
        "heads": [
            t("sooner.what"),
            t("sooner.knew"),
            t("sooner.when"),
            t("sooner.near", bar=bar),
            t("sooner.harm"),
            t("sooner.fails"),
            t("sooner.others"),
        ],
        "n": n,
        "rows": [_cells(view, row) for row in ordered],
        "said": [*so_far, *answer_words(ordered)] if rows else [],
        "note": t("sooner.note", n=n, span=t(f"sooner.span_{view.spans}")) if rows else "",
        "progress": t("progress.failed", why=failed) if failed else text,
        "done": done,
        "total": total,
        "running": running,
        "canGoOn": session.sooner_stopped.peek() == view,
    }


def _title(name: str) -> str:
    return t(f"sooner.measure_{name}")


def _cells(view: View, row: Row) -> dict[str, Any]:
    alone = row.name == "alone"
    others = [t("noticing.by", who=t(f"noticing.{who}"), k=len(row.caught.after[who]))
              for who in ACTORS if who != "board" and row.caught.after[who]]  # fmt: skip
    title = t("sooner.nothing") if alone and view.change.is_empty else _title(row.name)
    return {
        "name": row.name,
        "title": title,
        "cells": [
            _knew(row),
            when_words(row.board.after) if row.board.knew else t("sooner.never"),
            f"{100 * row.board.board:.0f}",
            "" if alone else _harm(row),
            t("sooner.of", k=row.caught.failing, n=row.caught.n),
            ", ".join(others) or t("noticing.nobody"),
        ],
    }  # fmt: skip


def _knew(row: Row) -> str:
    told = t("sooner.of", k=row.board.knew, n=row.board.n)
    return told if row.without is None else t("sooner.plain", told=told, k=row.without.knew)


def _harm(row: Row) -> str:
    """Say how preventable harm differs from that of the change alone, in percent of it."""
    d, was = row.harm.difference, row.harm.base.mean
    if not was > 0.0:
        return t("cards.same")
    mean, low, high = (f"{100.0 * value / was:+.0f}".replace("+0", "0").replace("-0", "0")
                       for value in (d.mean, d.low, d.high))  # fmt: skip
    word, _ = verdict(row.harm, -1)
    told = t("sooner.percent", mean=mean, low=low, high=high)
    return told if word in {"better", "worse"} else f"{told}, {t(f'cards.{word}')}"


def answer_words(rows: list[Row]) -> list[str]:
    """Answer the question in sentences, from the rows in order.

    Parameters
    ----------
    rows : list of Row
        The change alone, then the measures in order.

    Returns
    -------
    list of str
        Whether a measure by itself would have done it, whether several at once, why, and what
        the measures do besides.

    Examples
    --------
    >>> answer_words.__name__
    'answer_words'
    """
    alone, others = rows[0], rows[1:]
    single = [row for row in others if row.name in {*MEASURES, "open"}]
    several = [row for row in others if row.name in TOGETHER]
    said = [_single(single)] if single else []
    for row in several[:1]:  # the best of them, and at once what it would do without the change
        said += [_with_runs(row, "several"), *([_without(row)] if row.without else [])]
    said += [_with_runs(row, "several") for row in several[1:]]
    return [*said, _reason(alone), *_instead(single)]


def _without(row: Row) -> str:
    """Say whether the board would learn of the change, or of how things are anyway."""
    assert row.without is not None
    with_it, plain = row.board.knew, row.without.knew
    key = "anyway" if with_it and plain >= with_it / 2 else "of_change"
    return t(f"sooner.{key}", what=_title(row.name), k=plain, n=row.without.n)


def _with_runs(row: Row, key: str) -> str:
    n, k = row.board.n, row.board.knew
    if not k:
        return t("sooner.neither", what=_title(row.name), n=n, time=horizon(row.board))
    return t(f"sooner.{key}", what=_title(row.name), k=k, n=n, time=when_words(row.board.after))


def _single(rows: list[Row]) -> str:
    """Say what the best of the single measures does."""
    best, n = rows[0], rows[0].board.n
    if best.board.knew >= max(FEW, n / 2):
        return _with_runs(best, "soonest")
    nearest = max(rows, key=lambda row: row.board.board)
    most = best.board.knew
    key = "none_alone" if not most else "best_alone" if nearest is best else "hardly_alone"
    return t(f"sooner.{key}", m=len(rows), n=n, k=most, best=_title(best.name),
             time=horizon(best.board), what=_title(nearest.name),
             near=f"{100 * nearest.board.board:.0f}",
             bar=f"{100 * nearest.board.bars[0]:.0f}")  # fmt: skip


def _reason(alone: Row) -> str:
    """Say why the board does not know: too little is seen on the wards, or it is kept back."""
    found = alone.board
    key = "why_below" if found.ward < found.bars[0] else "why_kept"
    return t(f"sooner.{key}", ward=f"{100 * found.ward:.0f}", board=f"{100 * found.board:.0f}",
             bar=f"{100 * found.bars[0]:.0f}")  # fmt: skip


def _instead(rows: list[Row]) -> list[str]:
    """Say which single measure prevents most harm, if one clearly does."""
    clear = [row for row in rows if verdict(row.harm, -1)[0] == "better"]
    if not clear:
        return []
    best = min(clear, key=lambda row: row.harm.difference.mean)
    return [t("sooner.instead", what=_title(best.name), harm=_harm(best))]
