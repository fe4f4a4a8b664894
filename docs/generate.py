"""Write the pages of docs that can be read off the code: ``python docs/generate.py``.

Parameters come from the registry, columns from the schema of the state, words from ``words.csv``
beside this file. A test compares the pages with what this script would write.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path

from culturesim.experiments import describe_columns
from culturesim.interventions import CONTRADICTIONS, LEVERS, Effect, Lever
from culturesim.parameters import DEFAULT_DIALS, DIALS, RELATIONS, Row, dial_table, load_registry
from culturesim.report.levers import cost_words, shows_words
from culturesim.state.schema import POPULATIONS, columns

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER))

from evidence_page import evidence_page  # noqa: E402
from odd_page import odd_page  # noqa: E402
from plausible_page import plausible_page, sensitivity_page  # noqa: E402

DO_NOT_EDIT = "<!-- Written by docs/generate.py. Do not edit: run `python docs/generate.py`. -->"

GROUPS = {
    "switch": "Switches of the mechanisms",
    "staffing": "Posts, rosters and work",
    "patients": "Patients and beds",
    "care": "Care and what it leaves undone",
    "harm": "Hazards, barriers and harm",
    "noticing": "Noticing and getting used to",
    "voice": "Speaking up",
    "response": "What managers do with a concern",
    "belief": "Fear, futility and the norm of voice",
    "learning": "Fixes, hazards and lessons",
    "workforce": "Energy, absence and leaving",
    "standards": "Standards of care",
    "problems": "Operational problems",
    "upward": "The way of bad news upward",
    "complaints": "Patients' voice",
    "oversight": "Instruments and the regulator",
    "outcome": "Definitions of outcomes",
    "targets": "Targets, gaming and crowding out",
    "exposure": "Going outside, campaigns and the press",
    "inquiry": "Scandal, inquiry and what lasts",
    "leaders": "Leaders and their successors",
    "teams": "Team learning, huddles and walk-rounds",
}
STATUSES = {
    "V": "verified against the source named",
    "R": "recalled, or known through a secondary source, and still to be checked",
    "D": "derived from sourced numbers",
    "C": "computed: calibrated or measured with this model",
    "A": "assumed",
}
PREFIXES = {
    "n_": "a count",
    "is_": "true or false",
    "p_": "a probability, per day unless it says otherwise",
    "rate_": "a rate of events",
    "frac_": "a share, in [0, 1]",
    "day_": "a day, as an index",
    "rel_": "a multiplier, 1 for no difference",
    "tau_": "a time constant",
}
SOURCES = (
    "*Theory*, *pattern* and *cases* stand for the notes behind the model: its mechanisms M1 to "
    "M18, the published patterns C01 to C33, and the cases it was drawn from."
)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lay out a Markdown table, a line a row."""
    lines = [list(header), ["---"] * len(header), *(list(row) for row in rows)]
    return ["| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines]


def unit(text: str) -> str:
    """Print a unit."""
    return text.replace("-1", "⁻¹")


def number(row: Row, value: float) -> str:
    """Print a value of a parameter."""
    return ("off", "on")[int(value)] if row.type == "bool" else f"{value:.12g}"


def status_lines() -> list[str]:
    """Say what the letters of the status mean, and where sources point."""
    letters = [f"**{letter}** {meaning}" for letter, meaning in STATUSES.items()]
    return [f"Status: {'; '.join(letters)}.", "", SOURCES]


def parameters_page() -> str:
    """Lay out the parameters by group, the dials, and the pairs that must fit."""
    rows = load_registry().rows
    lines = [DO_NOT_EDIT, "# Parameters", ""]
    lines += [f"All {len(rows)} numbers of the model, each of which a scenario file may set.", ""]
    lines += [*status_lines(), ""]
    for group, title in GROUPS.items():
        lines += [f"## {title}", "", f"Group `{group}`.", ""]
        lines += table(
            ("name", "unit", "default", "range", "what it is", "source", "status"),
            (
                (
                    f"`{row.name}`", unit(row.unit), number(row, row.default),
                    f"{number(row, row.low)} to {number(row, row.high)}",
                    row.description, row.source, row.status,
                )
                for row in rows
                if row.group == group
            ),
        )  # fmt: skip
        lines.append("")
    return "\n".join([*lines, *dial_lines(), "", *relation_lines()]) + "\n"


def dial_lines() -> list[str]:
    """Say what each dial sets, and where the defaults stand."""
    ordinary = ", ".join(f"{name} {value:g}" for name, value in DEFAULT_DIALS.items())
    about = (
        "A dial sets several parameters at once, each on a straight line. Every line passes "
        f"through the default, so the ordinary hospital stands at {ordinary}."
    )
    lines = ["## Dials", "", about]
    for dial in DIALS.values():
        name = f"{dial.name}, {dial.low:g} to {dial.high:g}"
        lines += ["", f"### {name[0].upper()}{name[1:]}", "", dial.description, ""]
        lines += table(
            ("parameter", "unit", f"at {dial.low:g}", f"at {dial.high:g}", "default"),
            (
                (
                    f"`{row.parameter}`", unit(row.unit), f"{row.at_low:g}", f"{row.at_high:g}",
                    f"{row.default:g}",
                )
                for row in dial_table()
                if row.dial == dial.name
            ),
        )  # fmt: skip
    return lines


def relation_lines() -> list[str]:
    """List pairs of parameters that must fit together."""
    lines = ["## Pairs that must fit", ""]
    lines += ["A scenario is refused if a pair does not fit, on the first day or on any other.", ""]
    return lines + table(("rule", "because"), ((r.rule, r.reason) for r in RELATIONS))


def words() -> list[dict[str, str]]:
    """Read the glossary's words from ``words.csv``."""
    with (FOLDER / "words.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def glossary_page() -> str:
    """Lay out the words with unit and source, the beginnings of names, and every column."""
    about = (
        "One meaning a word, in the field's words where it has one. Below the words: how names "
        "are built, and every column of the state."
    )
    lines = [DO_NOT_EDIT, "# Glossary", "", about, "", *status_lines()]
    lines += ["A word of this project's own, or a definition of this model, has status A."]
    for group, some in groupby(words(), key=lambda word: word["group"]):
        lines += ["", f"## {group}", ""]
        lines += table(
            ("word", "in the code", "unit", "meaning", "not", "source", "status"),
            (
                (
                    f"**{word['word']}**", word["in the code"], unit(word["unit"]),
                    word["meaning"], word["not"], word["source"], word["status"],
                )
                for word in some
            ),
        )  # fmt: skip
    lines += ["", "## Beginnings of names", ""]
    lines += table(("begins with", "is"), ((f"`{k}`", v) for k, v in PREFIXES.items()))
    return "\n".join([*lines, *column_lines()]) + "\n"


def column_lines() -> list[str]:
    """List every column of the state, by population."""
    lines = ["", "## Columns", ""]
    lines += ["What is known about each member of a population at any moment of a day."]
    for population in POPULATIONS:
        lines += ["", f"### {population[0].upper()}{population[1:]}", ""]
        lines += table(
            ("column", "unit", "at first", "written in", "meaning"),
            (
                (f"`{c.name}`", unit(c.unit), f"{c.initial:g}", c.owner, c.meaning)
                for c in columns(population)
            ),
        )
    return lines


LEVERS_ABOUT = """\
A lever is something people do to change a hospital: a dated change of parameters with a strength
from 0 to 1, a ramp, a cost and side effects, which are changes of parameters too. Most sizes are
assumed: compare directions and orders of size, not decimals. `culturesim levers` lists them,
`--lever NAME=STRENGTH@DAY` pulls one, and a scenario file dates them:

```toml
[[levers]]
name = "huddles"
strength = 0.8        # 1 if left out
date = 2006-09-01     # or day; day 1 if left out
ramp_days = 90        # the lever's own if left out
```

Levers act on the value that dials, settings and timeline give for the day, whatever it is. Those
that move one parameter combine, in any order of levers: first *towards* pulls part of the way
(several targets: what is left of the value is the product of 1 - a over their strengths a, the
rest their mean weighted by a), then factors multiply (a factor m counts as 1 + a (m - 1)), then
additions add up, then floors and ceilings pull from the wrong side only. The result stays in the
parameter's range. Strength 0 changes nothing, to the last bit. An effect
that passes is whole for the days named after the ramp, and fades over as many again; a lever is
paid for as long as it acts, unless its cost says otherwise."""


def effect_rows(kind: str, effects: Iterable[Effect]) -> list[tuple[str, str, str, str]]:
    """Lay out the effects of a lever."""
    return [(kind, f"`{e.parameter}`", e.words.removeprefix(e.parameter + " "), e.source)
            for e in effects]  # fmt: skip


def lever_lines(lever: Lever) -> list[str]:
    """Lay out one lever."""
    full = f"in full force after {lever.ramp_days} days" if lever.ramp_days else "at once"
    facts = (
        f"Costs {cost_words(lever)} per 100 beds ({lever.cost_source}). Works through "
        f"{', '.join(lever.works_through)}. Shows in: {shows_words(lever)}. Direction: status "
        f"{lever.status}. Sources: {lever.sources}."
    )
    return [
        "", f"### {lever.title}", "",
        f"`{lever.name}`, {full}. {lever.what_changes}", "", facts, "",
        *table(("", "parameter", "at full strength", "source"),
               [*effect_rows("effect", lever.effects),
                *effect_rows("side effect", lever.side_effects)]),
    ]  # fmt: skip


def levers_page() -> str:
    """Lay out the levers by group, those that contradict, and those that wait."""
    lines = [DO_NOT_EDIT, "# Levers", "", LEVERS_ABOUT, "", *status_lines()]
    for group, some in groupby(LEVERS.values(), key=lambda lever: lever.group):
        lines += ["", f"## {group[0].upper()}{group[1:]}"]
        for lever in some:
            lines += lever_lines(lever)
    lines += ["", "## Levers that contradict", "", "A scenario is refused that pulls both.", ""]
    return "\n".join([*lines, *table(("lever", "and", "because"), CONTRADICTIONS)]) + "\n"


def sweep_page() -> str:
    """Lay out the columns of the rows of a sweep."""
    about = (
        "Columns of `rows/*.parquet`, a row a run; the experiment's factors stand after `seconds`, "
        "as float64, text or bool. Outcomes of a run that is not done are null; a day that does "
        "not exist is not a number. [Run a sweep](../how-to/run-a-sweep.md) tells the rest."
    )
    rows = [(f"`{name}`", kind, unit, text) for name, kind, unit, text in describe_columns()]
    lines = [DO_NOT_EDIT, "# Columns of a sweep", "", about, ""]
    return "\n".join([*lines, *table(("column", "type", "unit", "meaning"), rows)]) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "reference/parameters.md": parameters_page,
    "reference/glossary.md": glossary_page,
    "reference/sweep-columns.md": sweep_page,
    "model/levers.md": levers_page,
    "model/odd.md": odd_page,
    "model/evidence.md": evidence_page,
    "model/plausible.md": plausible_page,
    "model/sensitivity.md": sensitivity_page,
}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        path = FOLDER / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
