"""The what-if page: what the model answered, beside the literature.

    culturesim what-if all --runs 12 --out measured
    python docs/what_if_page.py measured/findings.csv

Findings are stored in docs/model/what-if.csv, a row each; several files are put together, a later
one replacing the questions it holds. Without a file the page is written anew from what is stored.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from itertools import groupby
from math import nan
from pathlib import Path

from culturesim.lessons import AGREE, CANNOT_TELL, DISAGREE, list_questions, load_question, overall
from culturesim.lessons.page import in_numbers

HERE = Path(__file__).resolve().parent / "model"
STORED, PAGE = HERE / "what-if.csv", HERE / "what-if.md"
ABOUT = """\
<!-- Written by docs/what_if_page.py from docs/model/what-if.csv; `make what-if` measures anew. -->
# What if: thirty questions

What hospital leaders, trainees and researchers ask, what the literature expects, and what the
model says. Every question is a file in `scenarios/what-if/`; its expectation was written from the
[case notes](../science/cases.md) before the model was asked, and is not moved by the answer.

```console
$ culturesim what-if            # the list
$ culturesim what-if 7          # one question, with intervals
$ culturesim what-if all --out answers
```

Cases of a question are run with the same seeds and compared pair by pair. A comparison **agrees**
if its whole 95 % interval lies where it is expected, **disagrees** if none of it does, and
otherwise one **cannot tell**. A question agrees if all of its comparisons do. Agreement is of
direction, not of size; for *about the same*, *no more* and *no less* the file says what still
counts as no difference. How an order of signals is judged: [decision
0031](../decisions/0031-what-counts-as-seen.md). Many expectations are hypotheses of the case notes:
the column *known* says how well each is known. Agreement with a hypothesis is no evidence.
"""

# What has changed since the stored answers; empty once all thirty have been measured anew.
SINCE = ""


def read(path: Path) -> list[dict[str, str]]:
    """Read stored findings."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def store(paths: Sequence[Path]) -> None:
    """Put findings together, the later file first."""
    by_number: dict[int, list[dict[str, str]]] = {}
    for path in [*([STORED] if STORED.exists() else []), *paths]:
        rows = sorted(read(path), key=lambda row: int(row["number"]))
        for number, group in groupby(rows, key=lambda row: int(row["number"])):
            by_number[number] = list(group)
    rows = [row for number in sorted(by_number) for row in by_number[number]]
    with STORED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def cell(text: str) -> str:
    """Make text safe in a table."""
    return text.replace("|", r"\|")


def number_of(text: str) -> float:
    """Read a number, or nothing."""
    return float(text) if text else nan


def row(one: dict[str, str]) -> str:
    """Lay out one finding."""
    names = ("first", "second", "difference", "low", "high")
    values = [number_of(one[name]) for name in names]
    first, second, gap = in_numbers(*values, one["found"])
    cells = (one["number"], one["compared"], first, second, gap, one["expected"], one["n"])
    return f"| {' | '.join(cell(text) for text in cells)} | {one['verdict']} |"


def page(rows: list[dict[str, str]]) -> str:
    """Write the page."""
    questions = {number: load_question(path) for number, path in list_questions().items()}
    found = {int(n): list(group) for n, group in groupby(rows, key=lambda one: one["number"])}
    verdicts = {n: overall([one["verdict"] for one in group]) for n, group in found.items()}
    count = {v: sum(one == v for one in verdicts.values()) for v in (AGREE, DISAGREE, CANNOT_TELL)}
    left = ", ".join(str(n) for n in questions if n not in found)
    missing = f" Not measured yet on this version: {left}." if left else ""
    lines = [ABOUT, "## The answers", "", *([SINCE] if SINCE else []),
             (f"**{count[AGREE]} of {len(found)} agree**, {count[DISAGREE]} disagree, of "
              f"{count[CANNOT_TELL]} one cannot tell.{missing}"), "",
             "| no. | question | asked by | known | comparisons that agree | model |",
             "| ---: | --- | --- | --- | --- | --- |"]  # fmt: skip
    for n, group in found.items():
        asked = questions[n]
        agree = sum(one["verdict"] == AGREE for one in group)
        lines.append(f"| {n} | {cell(asked.question)} | {asked.asked_by} | {asked.status} | "
                     f"{agree} of {len(group)} | {verdicts[n]} |")  # fmt: skip
    lines += ["", "## Where the model does not agree, and why", ""]
    lines += [f"- **{n}. {questions[n].question}** ({verdicts[n]}) {questions[n].reason}"
              for n in found if verdicts[n] != AGREE]  # fmt: skip
    lines += [
        "",
        "## What was measured",
        "",
        (
            "Measured with `culturesim what-if all`; a run of one is paired with the run of the "
            "same seed of the other."
        ),
        "",
        (
            "| no. | compared | first | second | difference (95 % interval) | expected | "
            "runs of each | model |"
        ),
        "| ---: | --- | ---: | ---: | --- | --- | ---: | --- |",
    ]
    return "\n".join([*lines, *(row(one) for one in rows), ""])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        store([Path(name) for name in sys.argv[1:]])
    PAGE.write_text(page(read(STORED)), encoding="utf-8")
