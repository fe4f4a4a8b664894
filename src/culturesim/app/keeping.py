"""Side by side, and share and keep: the lower part of the first page."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import solara
import solara.lab

from culturesim.app import files, parts, session, shown, words
from culturesim.app.answers import CARDS, Answer
from culturesim.app.cards import cards_of
from culturesim.app.changes import Alternative, View, base_of, changed_of, usual_spans
from culturesim.app.pool import shared_pool
from culturesim.app.settings import LIMITS
from culturesim.app.texts import t
from culturesim.errors import InputError

__all__ = ["KeepIt", "SideBySide"]


@solara.component
def SideBySide(view: View) -> Any:
    """Named sets of changes over the same runs."""

    def keep(name: str) -> None:
        said = " ".join(str(name).split()) or words.change_words(base_of(view), view.change)
        item = Alternative(said[:40].strip(" ,"), view.change)
        others = tuple(a for a in view.alternatives if a.name != item.name)
        if len(others) < LIMITS.alternatives:
            session.put(replace(view, alternatives=(*others, item)))

    def use(at: float) -> None:
        session.put(replace(view, change=view.alternatives[int(at)].change))

    def drop(at: float) -> None:
        left = tuple(a for k, a in enumerate(view.alternatives) if k != int(at))
        session.put(replace(view, alternatives=left))

    return parts.Alternatives(given=_table(view), event_keep=keep, event_use=use, event_drop=drop)


def _table(view: View) -> dict[str, Any]:
    base = base_of(view)
    rows: list[dict[str, Any]] = []
    for at, item in enumerate(view.alternatives):
        found = session.kept.value.get((base, item.change, view.seed, view.spans))
        cells = [words.change_words(base, item.change), *_cells(found)]
        if not rows and found is not None:
            same = [t("words.nothing"), *_base_cells(found)]
            rows.append({"name": t("cards.base"), "at": -1, "cells": same, "now": False,
                         "n": found.n})  # fmt: skip
        rows.append({"name": item.name, "at": at, "cells": cells, "now": item.change == view.change,
                     "n": found.n if found is not None else 0})  # fmt: skip
    keys = ("title", "help", "keep", "use", "drop", "none", "now")
    outcomes = [t(f"cards.{name}") for name in (*CARDS, "board", "caught")]
    first, last = ("name_head", "what"), ("pairs",)
    heads = [*(t(f"alternatives.{key}") for key in first), *outcomes,
             *(t(f"alternatives.{key}") for key in last)]  # fmt: skip
    return {
        **{key: t(f"alternatives.{key}") for key in keys},
        "nameLabel": t("alternatives.name"),
        "fullText": t("alternatives.full"),
        "full": len(view.alternatives) >= LIMITS.alternatives,
        "empty": view.change.is_empty,
        "heads": heads,
        "rows": rows,
    }


def _cells(found: Answer | None) -> list[str]:
    """Mean and difference of each headline outcome, as on its card; and when failing is caught."""
    if found is None:
        return [t("alternatives.not_yet")] + [""] * (len(CARDS) + 1)
    cards = {card["name"]: card for card in cards_of(found)}
    cells = [
        f"{card['other']}: {card['difference']} {card['word']}"
        + (f" ({card['interval']})" if card["interval"] else "")
        for card in (cards[name] for name in CARDS)
    ]
    return [*cells, *(_said(cards[name], "other") for name in ("board", "caught"))]


def _base_cells(found: Answer) -> list[str]:
    """Each headline outcome in the base."""
    cards = {card["name"]: card for card in cards_of(found)}
    return [*(cards[name]["base"] for name in CARDS),
            *(_said(cards[name], "base") for name in ("board", "caught"))]  # fmt: skip


def _said(card: dict[str, Any], side: str) -> str:
    more = card[f"{side}Range"]
    return f"{card[side]}: {more}" if more else str(card[side])


@solara.component
def KeepIt(view: View) -> Any:
    """Link, downloads, upload, and the command that gives the same figures."""
    wanted, want = solara.use_state(("", 0))

    async def make() -> None:
        await _make(wanted[0], view)

    solara.lab.use_task(make, dependencies=[wanted], prefer_threaded=False, raise_error=False)
    found = session.answer.value
    ready = found is not None and found.view == view
    changed = changed_of(base_of(view), view.change)
    buttons = [{"name": name, "title": t(f"keep.{name}"), "off": name != "toml" and not ready}
               for name in files.KINDS]  # fmt: skip
    data = {
        **{key: t(f"keep.{key}") for key in ("title", "share", "shared", "busy", "upload")},
        "files": buttons,
        "uploadHelp": t("keep.upload_help", kb=LIMITS.upload_bytes // 1024),
        "tooLong": t("keep.too_long"),
        "most": LIMITS.upload_bytes,
        "commandTitle": t("keep.command"),
        "command": shown.command(view, changed),
    }
    return parts.Keep(given=data, payload=session.payload.value, event_upload=_upload,
                      event_want=lambda kind: want((str(kind), wanted[1] + 1)))  # fmt: skip


async def _make(kind: str, view: View) -> None:
    """Make a file; what takes long is made in another process."""
    if kind not in files.KINDS:
        return
    if kind == "toml":
        made: Any = files.toml_file(view)
    else:
        found = session.answer.value
        if found is None or found.view != view:
            session.payload.value = {"failed": kind}
            return
        future = shared_pool().call(files.KINDS[kind], found)
        made = await asyncio.wrap_future(future)
    session.payload.value = {**made, "number": session.payload.value.get("number", 0) + 1}


def _upload(text: str) -> None:
    def make(view: View) -> View:
        given = str(text)
        base = base_of(replace(view, upload=given))
        if not given.strip():
            raise InputError("uploaded scenario: it is empty")
        spans = usual_spans(base) if base.parameter_set is not None else view.spans
        return View(scenario=view.scenario, upload=given, seed=view.seed, runs=view.runs,
                    spans=spans)  # fmt: skip

    session.attempt(make)
