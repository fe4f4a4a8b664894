"""Model and evidence: every assumption with its source, the validation so far, and the limits."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any

import solara

from culturesim.app import parts
from culturesim.app.texts import t
from culturesim.report.words import STATUS

__all__ = ["Model", "assumptions", "validation"]


@cache
def assumptions() -> list[list[str]]:
    """List every parameter of the registry.

    Returns
    -------
    list of list of str
        Name, what it is, default, unit, range, status with its meaning, and source.

    Examples
    --------
    >>> len(assumptions()[0])
    7
    """
    from culturesim.parameters import load_registry

    return [
        [row.name, row.description, f"{row.default:g}", row.unit, f"{row.low:g} to {row.high:g}",
         f"{row.status}: {STATUS[row.status]}", row.source]
        for row in load_registry().values()
    ]  # fmt: skip


def validation() -> Any:
    """Take the table of published patterns, if this version has one.

    Returns
    -------
    list of list of str or None
        Its rows, the first one its heads; None if there is none.

    Examples
    --------
    >>> rows = validation()
    >>> rows is None or len(rows) > 1
    True
    """
    if find_spec("culturesim.evidence.shown") is None:
        return None
    from importlib import import_module

    return import_module("culturesim.evidence.shown").table_rows()


@solara.component
def Model() -> Any:
    """Show the page."""
    keys = ("name", "what", "default", "unit", "range", "status", "source")
    data = {
        "label": t("model.assumptions"),
        "search": t("model.search"),
        "choiceLabel": t("model.status_help"),
        "choices": [[letter, f"{letter}: {words}"] for letter, words in STATUS.items()],
        "choiceAt": 5,
        "all": t("model.all"),
        "count": t("model.count", shown="{shown}", total="{total}"),
        "heads": [t(f"model.{key}") for key in keys],
        "rows": assumptions(),
    }
    with solara.Div(classes=["cs-model"]) as page:
        solara.HTML("h1", unsafe_innerHTML=t("model.title"))
        solara.HTML("p", unsafe_innerHTML=t("model.lead"), classes=["cs-lead"])
        solara.HTML("h2", unsafe_innerHTML=t("model.limits"))
        solara.HTML("div", unsafe_innerHTML=str(_limits()), classes=["cs-prose"])
        solara.HTML("h2", unsafe_innerHTML=t("model.validation"))
        _Validation()
        solara.HTML("h2", unsafe_innerHTML=t("model.assumptions"))
        parts.Table(given=data)
    return page


def _limits() -> str:
    from culturesim.report.texts import limits

    return str(limits())


@solara.component
def _Validation() -> Any:
    rows = validation()
    if rows is None:
        return solara.HTML("p", unsafe_innerHTML=t("model.validation_none"))
    return parts.Table(given={"label": t("model.validation"), "search": "", "heads": rows[0],
                        "rows": rows[1:], "count": ""})  # fmt: skip
