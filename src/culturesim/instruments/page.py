"""The reference page of the instruments, written from the catalogue.

``python -m culturesim.instruments.page > docs/reference/instruments.md`` writes it anew.
"""

from __future__ import annotations

import sys

from culturesim.instruments.catalogue import CATALOGUE, describe
from culturesim.instruments.kinds import DAILY, EDITION, EDITION_DAYS, SURVEY, Instrument, Item
from culturesim.parameters import Parameters

__all__ = ["page"]

_HEAD = """# Instruments

What each observer in the model sees. None of them sees the truth: an instrument reads what is on
paper, and this page says how that differs from what happens to patients. Values in the text are the
defaults of the parameters named under each instrument; columns are `population.column`.

Written by `python -m culturesim.instruments.page`; do not edit.
"""
_SHOWN = {DAILY: "every day", EDITION: f"every {EDITION_DAYS} days", SURVEY: "the survey day"}


def page() -> str:
    """Write the reference page.

    Returns
    -------
    str
        Markdown.

    Examples
    --------
    >>> page().splitlines()[0]
    '# Instruments'
    """
    return "\n".join([_HEAD, *_overview(), *map(_section, CATALOGUE.values())])


def _overview() -> list[str]:
    rows = [
        f"| [{i.label}](#{_anchor(i.label)}) | {', '.join(i.seen_by)} | {i.claims} |"
        for i in CATALOGUE.values()
    ]
    return ["| instrument | seen by | taken to show |", "|---|---|---|", *rows, ""]


def _anchor(label: str) -> str:
    return label.lower().replace(" ", "-").replace("'", "")


def _section(instrument: Instrument) -> str:
    words = describe(instrument.name, Parameters.default())
    shown = _SHOWN.get(instrument.shown, f"days with `{instrument.shown}` above 0")
    lines = [
        f"## {instrument.label}\n",
        f'`read(run, "{instrument.name}")`: a reading on {shown}.\n',
        f"- **Taken to show**: {instrument.claims}",
        *(f"- **{word.capitalize()}**: {text}" for word, text in words.items()),
        f"- **Seen by**: {', '.join(instrument.seen_by)}",
        f"- **The truth it stands for**: {_code(instrument.stands_for)}",
        f"- **Parameters**: {_code(instrument.parameters)}",
        *(f"- **Source, status {text[0]}**: {text[3:]}" for text in instrument.source),
        "\n| item | column | unit | meaning |\n|---|---|---|---|",
        *(_row(item) for item in instrument.items),
    ]
    return "\n".join(lines) + "\n"


def _row(item: Item) -> str:
    column = f"`{item.column}`" + (f" x `{item.scale}`" if item.scale else "")
    return f"| `{item.name}` | {column} | {item.unit} | {item.meaning} |"


def _code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    sys.stdout.write(page())
