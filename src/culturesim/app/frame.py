"""What every page stands in: header, error boundary, footer, and the address kept in step."""

from __future__ import annotations

import logging
from typing import Any

import solara

from culturesim import __version__
from culturesim.app import parts, place, session
from culturesim.app.address import read_address, to_address
from culturesim.app.changes import View
from culturesim.app.texts import t
from culturesim.errors import InputError

__all__ = ["PATHS", "Bounded", "Frame"]

#: Pages that exist, in the order of the header: path and key of the title.
PATHS: list[tuple[str, str]] = []

ASKED = "sooner=1"  # in an address: what would have made the board notice sooner is asked, too

_log = logging.getLogger(__name__)


@solara.component
def Frame(children: Any = ()) -> Any:
    """Layout of every page; Solara hands it the page as its child.

    Parameters
    ----------
    children : list of Element
        The page.
    """
    router = solara.use_router()
    solara.use_memo(lambda: _open(router.search), [])
    path = "/" + (router.path.strip("/").split("/")[0] if router.path else "")
    title = next((t(key) for where, key in PATHS if where == path), t("frame.name"))
    with solara.Div(classes=["cs-root"]) as whole:
        solara.Title(f"{title} - {t('frame.name')}")
        query = place.join(to_address(session.current()), path)
        if path == "/" and session.asked.value == session.current():
            query = "&".join(filter(None, [query, ASKED]))
        parts.Header(
            given=_header(path),
            event_go=lambda to: router.push(_to(str(to))),
        )
        parts.Address(query=query)
        page = {"id": "cs-page", "tabindex": "-1", "role": "main"}
        with solara.Div(classes=["cs-page"], attributes=page):
            if session.notice.value:
                Notice(session.notice.value)
            Bounded(children=list(children))
        solara.HTML("p", unsafe_innerHTML=_text(t("frame.footer", version=__version__)),
                    classes=["cs-footer"], attributes={"role": "contentinfo"})  # fmt: skip
    return whole


def _text(text: str) -> str:
    """Escape text that goes where HTML is expected."""
    from html import escape

    return escape(text)


@solara.component
def Notice(text: str) -> Any:
    """One line about what was wrong with what was asked for."""
    return solara.HTML("div", unsafe_innerHTML=_text(text), classes=["cs-notice"],
                       attributes={"role": "alert"})  # fmt: skip


@solara.component
def Bounded(children: Any = ()) -> Any:
    """Keep an error in a page from taking anything else with it.

    Parameters
    ----------
    children : list of Element
        What may fail.
    """
    error, clear = solara.use_exception()
    if error is None:
        # The keys matter: an element that takes the place of a failed one must be another.
        return solara.Div(children=list(children)).key("page")
    _log.error("a page failed", exc_info=error)
    with solara.Div(classes=["cs-notice"], attributes={"role": "alert"}) as told:
        solara.HTML("h1", unsafe_innerHTML=_text(t("frame.oops")))
        solara.HTML("p", unsafe_innerHTML=_text(t("frame.oops_more")))
        solara.Button(t("frame.again"), on_click=clear, classes=["cs-button"])
    return told.key("told")


def _to(path: str) -> str:
    """Address of another page in the same state."""
    query = place.join(to_address(session.current()), path)
    return f"{path}?{query}" if query else path


def _header(path: str) -> dict[str, Any]:
    pages = [{"path": where, "title": t(key), "here": where == path} for where, key in PATHS]
    words = {"name": "name", "skip": "skip", "dark": "to_dark", "light": "to_light",
             "label": "pages"}  # fmt: skip
    return {"pages": pages, **{key: t(f"frame.{word}") for key, word in words.items()}}


def _open(query: str | None) -> None:
    """Take the state from the address, once, when a page is opened."""
    try:
        query = place.split(query or "", place.place.set)
    except InputError as error:
        session.notice.value = t("frame.address_bad", why=str(error))
        return
    parts_of = (query or "").removeprefix("?").split("&")
    is_asked = ASKED in parts_of
    query = "&".join(part for part in parts_of if part != ASKED)
    _take(query)
    if is_asked and not session.notice.value:
        session.asked.value = session.current()


def _take(query: str) -> None:
    """Take the state from what is left of the query."""
    if not query:
        if session.current() == View() != session.start():
            session.steps.value = session.Steps((session.start(),))
        return
    try:
        view, model = read_address(query)
    except InputError as error:
        session.notice.value = t("frame.address_bad", why=str(error))
        return
    if view != session.current():
        session.steps.value = session.Steps((View(), view), 1)
    if model and model != __version__:
        session.notice.value = t("frame.older_model", was=model, now=__version__)
