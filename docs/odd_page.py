"""The ODD+D page: text from ``odd.txt``, lists read off schedule, schema, rules and registry."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import culturesim
from culturesim.parameters import load_registry
from culturesim.schedule import PHASES
from culturesim.schedule import __doc__ as TIMETABLE
from culturesim.state.schema import POPULATIONS, columns

TEXT = Path(__file__).resolve().with_name("odd.txt")
RULES = Path(culturesim.__file__).resolve().parent / "rules"


def entities() -> list[str]:
    """List each population with its columns and what kind of values they have."""
    rows = ["| entity | columns that change | fixed columns |", "| --- | --- | --- |"]
    for population in POPULATIONS:
        found = columns(population)
        moving = [f"`{c.name}`" for c in found if c.owner != "build"]
        fixed = [f"`{c.name}`" for c in found if c.owner == "build"]
        rows.append(f"| {population} | {', '.join(moving)} | {', '.join(fixed) or '-'} |")
    return rows


def phases() -> list[str]:
    """List the phases of a day: what happens, who acts, which mechanisms."""
    line = r"^ *\d+\. ``(\w+)`` +(.+?)(?: {2,}.*)?$"
    said = dict(re.findall(line, TIMETABLE or "", re.MULTILINE))
    rows = ["| | phase | what happens | who acts | mechanisms |", "| --- | --- | --- | --- | --- |"]
    for k, phase in enumerate(PHASES, 1):
        what = re.sub(r"\s*\(\w+\)$", "", said[phase.name])
        carried = ", ".join(phase.mechanisms) or "-"
        rows.append(f"| {k} | `{phase.name}` | {what} | {phase.agent or '-'} | {carried} |")
    return rows


def equation(docstring: str) -> str:
    """Give the first equation of a docstring, on one line; empty if it has none."""
    found = re.search(r"\.\. math::[ ]*(.*?)(?=\n\s*\n|\Z)", docstring, re.DOTALL)
    return " ".join(found.group(1).split()) if found else ""


def rules() -> list[str]:
    """List every rule: what it answers, and its equation."""
    lines: list[str] = []
    for path in sorted(RULES.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found = [node for node in tree.body if isinstance(node, ast.FunctionDef)
                 and not node.name.startswith("_")]  # fmt: skip
        if path.stem in {"__init__", "numeric"} or not found:
            continue
        lines += ["", f"**{path.stem}.** {(ast.get_docstring(tree) or '').splitlines()[0]}", ""]
        for node in found:
            text = ast.get_docstring(node) or ""
            maths = equation(text)
            lines.append(f"- `{node.name}`: {text.splitlines()[0]}"
                         + (f" `{maths}`" if maths else ""))  # fmt: skip
    return lines[1:]


def statuses() -> list[str]:
    """Count parameters by status."""
    words = {"V": "verified against the source", "R": "recalled or second-hand",
             "D": "derived from sourced numbers", "C": "computed with this model",
             "A": "assumed"}  # fmt: skip
    found = Counter(row.status for row in load_registry().rows if row.group != "switch")
    total = sum(found.values())
    rows = ["| status | parameters | share |", "| --- | --- | --- |"]
    return rows + [f"| {letter}, {what} | {found[letter]} | {100 * found[letter] / total:.0f} % |"
                   for letter, what in words.items()]  # fmt: skip


def odd_page() -> str:
    """Lay out the page."""
    page = TEXT.read_text(encoding="utf-8")
    for name, lines in (("entities", entities()), ("phases", phases()), ("rules", rules()),
                        ("statuses", statuses())):  # fmt: skip
        page = page.replace(f"<!-- {name} -->", "\n".join(lines))
    return "<!-- Written by docs/generate.py from docs/odd.txt and the code. -->\n" + page
