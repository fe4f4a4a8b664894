"""Model and evidence: every assumption with its source, the validation so far, and the limits."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import solara

from culturesim.app import parts
from culturesim.app.texts import t
from culturesim.report.words import STATUS

_PACKAGE = Path(__file__).resolve().parents[1]
_STORED = (  # installed; source tree
    _PACKAGE / "_validation" / "validation.json",
    _PACKAGE.parents[1] / "docs" / "model" / "validation" / "validation.json",
)

__all__ = ["Model", "assumptions", "misses", "validation"]


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


def validation(file: Path | None = None) -> tuple[str, list[list[str]]] | None:
    """Take the stored table of published patterns beside the model's numbers.

    Parameters
    ----------
    file : Path, optional
        Where ``culturesim validate`` has stored it; the one of this version if left out.

    Returns
    -------
    tuple of (str, list of list of str) or None
        How it was made and what came out, and a row for each pattern's headline number: pattern,
        what it says, published, band, model, n, verdict and source. None if there is none.

    Examples
    --------
    >>> validation(Path("nowhere.json")) is None
    True
    """
    found = file or next((path for path in _STORED if path.is_file()), _STORED[0])
    if not found.is_file():
        return None
    table = json.loads(found.read_text(encoding="utf-8"))
    words = t("model.validation_made", command=table["command"], date=table["date"],
              inside=table["in_band"], outside=table["out_of_band"],
              unmeasured=table["not_measured"])  # fmt: skip
    return words, [_pattern(row) for row in table["patterns"] if row["is_headline"]]


def _pattern(row: dict[str, Any]) -> list[str]:
    """One row of the table."""
    n = f"{row['n']} {row['what']}" if row["n"] else ""
    return [
        row["id"],
        f"{row['statement']} ({row['label']})",
        _number(row, "published"),
        f"{_one(row['band_low'])} to {_one(row['band_high'])} {row['unit']}",
        _number(row, "model"),
        n,
        t(f"model.verdict_{row['verdict']}"),
        row["source"],
    ]


def misses(rows: list[list[str]]) -> list[str]:
    """Say of each pattern out of its band why, as far as is known.

    Parameters
    ----------
    rows : list of list of str
        Rows of :func:`validation`.

    Returns
    -------
    list of str
        A paragraph for each.

    Examples
    --------
    >>> misses([["C13", *[""] * 5, t("model.verdict_out"), ""]])[0][:32]
    'C13: People do not differ in how'
    """
    from culturesim.evidence.records import load_patterns

    patterns, out = load_patterns(), t("model.verdict_out")
    return [f"{row[0]}: {patterns[row[0]].miss}" for row in rows
            if row[6] == out and patterns[row[0]].miss]  # fmt: skip


def _one(value: float | None) -> str:
    return t("model.open_end") if value is None else f"{value:.3g}"


def _number(row: dict[str, Any], key: str) -> str:
    if row[key] is None:
        return ""
    ends = (row[f"{key}_low"], row[f"{key}_high"])
    interval = f" ({ends[0]:.3g} to {ends[1]:.3g})" if None not in ends else ""
    return f"{row[key]:.3g}{interval} {row['unit']}"


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
    found = validation()
    if found is None:
        return solara.HTML("p", unsafe_innerHTML=t("model.validation_none"))
    words, rows = found
    keys = ("pattern", "says", "published", "band", "model", "n", "verdict", "source")
    verdicts = sorted({row[6] for row in rows})
    with solara.Div() as shown:
        solara.HTML("p", unsafe_innerHTML=escape(words), classes=["cs-lead"])
        if told := misses(rows):
            said = "".join(f"<p>{escape(text)}</p>" for text in (t("model.why_out"), *told))
            solara.HTML("div", unsafe_innerHTML=said, classes=["cs-prose"])
        parts.Table(given={
            "label": t("model.validation"),
            "search": t("model.search_patterns"),
            "choiceLabel": t("model.verdict"),
            "choices": [[word, word] for word in verdicts],
            "choiceAt": 6,
            "all": t("model.all"),
            "count": t("model.count", shown="{shown}", total="{total}"),
            "heads": [t(f"model.{key}") for key in keys],
            "rows": rows,
        })  # fmt: skip
    return shown
