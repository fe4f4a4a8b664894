"""The evidence page: what the last full validation showed, from its stored results."""

from __future__ import annotations

import json
import re
from itertools import groupby
from pathlib import Path
from typing import Any

from culturesim.evidence.page import VERDICTS, estimate_words, short_source
from culturesim.evidence.records import load_patterns, tuned_by
from culturesim.evidence.statistics import Estimate
from culturesim.evidence.worlds import DRAWS, LARGEST, SMALLEST

STORED = Path(__file__).resolve().parent / "model" / "validation" / "validation.json"
ABOUT = """\
<!-- Written by docs/generate.py from docs/model/validation/validation.json. -->
# Evidence

Published numbers beside the model's. Each pattern is measured on simulated hospitals the way its
study measured real ones: case notes are sampled and readers overlook some harm, staff answer a
questionnaire if they answer at all, regressions have the study's design. No measure reads a
parameter; a test sees to it ([decision 0024](../decisions/0024-measures-read-no-parameters.md)).
A pattern is judged by its first number.

```console
$ culturesim validate                            # all patterns, about a minute of computing
$ culturesim validate C05 --set witness=0.5      # change a parameter and watch a pattern move
$ culturesim validate --theory                   # known models and exact results
```

A band is our judgement, wider than the published interval. An interval of the model is 95 % over
runs, hospitals, wards or studies, as the column n says; it covers luck and nothing else. *Tuned*
names the parameters that were set so that the model shows the pattern (status C in
[the list](../reference/parameters.md)); only patterns left alone test anything.
[Limits](limits.md) says where the evidence itself is weak, and [how to add a
pattern](../how-to/add-an-evidence-pattern.md) what a measure may see.
"""
HOSPITALS = f"""\
## The hospitals that differ

Patterns across hospitals need hospitals that differ as real ones do. Each is drawn around the
ordinary one, with {SMALLEST} to {LARGEST} wards, cut at the range of each parameter:

| what | standard deviation | where from |
| --- | --- | --- |
"""


def cell(text: str) -> str:
    """Make text safe in a table."""
    return text.replace("|", r"\|")


def row(one: dict[str, Any]) -> str:
    """Lay out one number."""
    part = next(p for p in load_patterns()[one["id"]].parts if p.key == one["part"])
    nan = float("nan")
    model = Estimate(*(nan if one[k] is None else one[k] for k in ("model", "model_low",
                     "model_high")), one["n"], one["what"])  # fmt: skip
    label = f"{part.label}, {part.unit}" if part.unit else part.label
    name = f"**{one['id']}**" if one["is_headline"] else ""
    n = f"{one['n']:,} {one['what']}" if one["n"] else ""
    word = VERDICTS[one["verdict"]]
    cells = (name, label, part.published, part.band, estimate_words(model), n,
             f"**{word}**" if one["verdict"] == "out" else word,
             short_source(one["source"]) if one["is_headline"] else "",
             (", ".join(f"`{p}`" for p in tuned_by()[one["id"]]) or "no") if one["is_headline"]
             else "")  # fmt: skip
    return "| " + " | ".join(cell(text) for text in cells) + " |"


def evidence_page() -> str:
    """Lay out the page."""
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    made = (f"`{stored['command']}`, culturesim {stored['culturesim']}, {stored['date']}: "
            f"**{stored['in_band']} of 33 patterns in band, {stored['out_of_band']} out, "
            f"{stored['not_measured']} not measured.** The same as a page with a picture a "
            "pattern: [validation.html](validation/validation.html).")  # fmt: skip
    lines = [ABOUT, "## Where the defaults stand", "", made]
    for group, rows in groupby(stored["patterns"], key=lambda one: one["group"]):
        lines += ["", f"### {group}", "",
                  "| | pattern | published | band | model | n | | source | tuned |",
                  "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"]  # fmt: skip
        kept = list(rows)
        lines += [row(one) for one in kept]
        reasons = {one["id"]: one["reason"] for one in kept if one["is_headline"] and one["reason"]}
        lines += [line for id_, why in reasons.items() for line in ("", f"{id_}: {why}.")]
    headlines = [one for one in stored["patterns"] if one["is_headline"]]
    lines += ["", "## Why the ones that miss, miss", "",
              "As far as is known; a guess until the parameter named is moved.", ""]  # fmt: skip
    lines += [f"- **{one['id']}** {load_patterns()[one['id']].miss}" for one in headlines
              if one["verdict"] in {"out", "unknown"}]  # fmt: skip
    lines += ["", "## How each is measured", ""]
    for one in headlines:
        pattern = load_patterns()[one["id"]]
        doi = f" doi:{pattern.doi}" if pattern.doi else ""
        source = re.sub(r"\s+", " ", pattern.source)
        lines += [f"**{one['id']}** {pattern.statement}", "", f"- Measured: {one['how']}",
                  f"- Source ({pattern.confidence}): {source}{doi}",
                  f"- Caveat: {pattern.caveat}", ""]  # fmt: skip
    draws = [f"| `{d.name}` | {d.sd:g}{' of its logarithm' if d.is_factor else ''} | {d.why} |"
             for d in DRAWS]  # fmt: skip
    return "\n".join([*lines, HOSPITALS.rstrip("\n"), *draws]) + "\n"
