"""Make ``docs/findings``: run the shipped experiments and write what they show.

``python docs/findings.py`` runs all of them in about a quarter of an hour on two processors (run
again after a stop, it goes on where it was), ``python docs/findings.py hysteresis levers`` some,
``--modest`` with a tenth of the runs, to see that all works; its pages are no findings and go to
``build/findings`` unless ``--out`` says otherwise. ``--pages`` runs nothing and writes pages from
the rows there are. Stores stay in ``experiments/out``.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import sys
import tempfile
import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import tomli_w

from culturesim import Experiment, __version__
from culturesim.errors import InputError
from culturesim.experiments.analysis import Analysis, analyse

ROOT = Path(__file__).resolve().parents[1]
EXPERIMENTS = ROOT / "experiments"
FINDINGS = ROOT / "docs" / "findings"
LARGEST = 60_000  # bytes of a table that is kept
DPI = 130
ORDER = ("fear-staffing-transparency", "detection", "levers", "hysteresis", "networks",
         "uncertainty")  # fmt: skip
# What the modest sweep of an experiment says instead of its file; the points it leaves out.
MODEST: dict[str, dict[str, Any]] = {
    "fear-staffing-transparency": {
        "factors": {"fear": [0.0, 0.4, 0.8], "staffing": [0.7, 0.85, 1.0]},
        "replicates": 6,
    },
    "detection": {"design": {"points": 64}, "replicates": {"number": 1}},
    "levers": {"design": {"file": "out/levers-modest.csv"}, "replicates": 6},
    "hysteresis": {
        "factors": {"blame": {"values": [0.0, 0.3, 0.5, 0.6, 0.9]}},
        "replicates": 6,
    },
    "networks": {"design": {"points": 64}, "replicates": {"number": 1}},
    "uncertainty": {"design": {"base": 16}, "replicates": 1},
}
PAIRED = ("leaders-attention", "staffing-establishment", "learning-cycle", "feedback-loop",
          "transparency-supported")  # fmt: skip


def merged(table: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Table with what another says instead."""
    both = dict(table)
    for key, value in other.items():
        inner = isinstance(value, dict) and isinstance(both.get(key), dict)
        both[key] = merged(both[key], value) if inner else value
    return both


def fewer_portfolios() -> None:
    """Write the levers alone and the pairs of five of them."""
    with (EXPERIMENTS / "levers.csv").open(encoding="utf-8", newline="") as file:
        names, *rows = list(csv.reader(file))
    pairs = [set(pair) for pair in combinations(PAIRED, 2)]
    pulled = [{n for n, x in zip(names, row, strict=True) if float(x) > 0.0} for row in rows]
    kept = [row for row, on in zip(rows, pulled, strict=True) if len(on) < 2 or on in pairs]
    path = EXPERIMENTS / str(MODEST["levers"]["design"]["file"])
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([names, *kept])


def opened(name: str, modest: bool) -> tuple[Experiment, Path]:
    """Read an experiment, and say where its rows go."""
    file = EXPERIMENTS / f"{name}.toml"
    if not modest:
        experiment = Experiment.from_file(file)
        return experiment, experiment.folder
    if name == "levers":
        fewer_portfolios()
    table = merged(tomllib.loads(file.read_text(encoding="utf-8")), MODEST[name])
    return Experiment.from_toml(tomli_w.dumps(table), file), EXPERIMENTS / "out" / f"{name}-modest"


def made_by(name: str, found: Analysis, manifest: dict[str, Any], modest: bool) -> str:
    """How the page was made, so that anybody can make it again."""
    experiment = Experiment.from_file(EXPERIMENTS / f"{name}.toml")
    whole, shared = experiment.estimate(), experiment.plan.replicates.common_random_numbers
    n_points, runs = found.study.n_points, found.study.n_runs
    text = (
        f"\n## How this was made\n\n"
        f"{runs:,} runs at {n_points:,} points, {runs / n_points:.0f} at each, "
        f"{'with the same seeds at every point' if shared else 'each with a seed of its own'}. "
        f"culturesim {__version__}, commit `{manifest['commit'][:12]}`, seed "
        f"{manifest['seed']}, {manifest['made'][:10]}. Results move when defaults do: the numbers "
        "here are those of that commit.\n\n"
    )
    if modest:
        text += (
            f"The experiment file has {whole.points:,} points and {whole.runs:,} runs; the page "
            "shows a thinner sweep of it (what differs is `MODEST` in `docs/findings.py`). Again:\n"
            f"\n    python docs/findings.py --modest --out docs/findings {name}\n\nAll points:\n\n"
        )
    return text + (
        f"    culturesim sweep run experiments/{name}.toml\n"
        f"    culturesim analyse experiments/out/{name}\n\n"
        "A model of invented hospitals: use it to think with, not to predict or judge a real one.\n"
    )


def make(name: str, modest: bool, run: bool, out: Path) -> Analysis:
    """Run one experiment, if rows are missing, and write its findings."""
    experiment, store = opened(name, modest)
    if run:
        experiment.run(store)
    found = analyse(store)
    manifest = json.loads((store / "manifest.json").read_text(encoding="utf-8"))
    folder = out / name
    notes = FINDINGS / name / "notes.txt"  # Markdown written by hand, kept
    kept = notes.read_text(encoding="utf-8") if notes.is_file() else ""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as beside:
        written = found.save(Path(beside) / "all", formats=("png",))
        for path in sorted(written.iterdir()):
            if path.suffix == ".png" or (path.suffix == ".csv" and path.stat().st_size <= LARGEST):
                shutil.copy(path, folder / path.name)
    text = found.markdown()
    if kept:
        (folder / "notes.txt").write_text(kept, encoding="utf-8")
        text += f"\n{kept}"
    text += made_by(name, found, manifest, modest)
    (folder / "README.md").write_text(text, encoding="utf-8")
    return found


def index(names: list[str], out: Path) -> None:
    """Write the page that lists what was found, the strongest sentences of each experiment."""
    about = (
        "What the shipped experiments show, in the words of `culturesim analyse`; made by "
        "`make findings`. They are findings about the model: of invented hospitals, under its "
        "assumptions. *Sure*: the interval leaves no doubt. *Likely*: it is there, but something "
        "else may be as large, or it holds in most resamples only. *Open*: it may be chance. Where "
        "a sentence picks the highest of many, its interval holds for all of them at once, so that "
        "picking does not flatter it. Intervals hold the luck of runs and of points tried, not "
        "what is unknown about hospitals. Each page says with which commit it was made."
    )
    lines = ["# Findings", "", about]
    for name in names:
        page = out / name / "README.md"
        if not page.is_file():
            continue
        text = page.read_text(encoding="utf-8").splitlines()
        strongest = [line for line in text[1 : text.index("", 2)] if line.startswith("* ")]
        lines += ["", f"## [{text[0].removeprefix('# ')}]({name}/README.md)", "", *strongest[:4]]
    (out / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def processor_seconds() -> float:
    """Seconds that processors have worked for this process and its children."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    """Make the findings that were named, or all."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("names", nargs="*", choices=[[], *ORDER])
    words.add_argument("--modest", action="store_true", help="fewer points")
    words.add_argument("--pages", action="store_true", help="run nothing")
    words.add_argument("--out", type=Path, help="where pages go")
    asked = words.parse_args()
    names = asked.names or list(ORDER)
    out = asked.out or (ROOT / "build" / "findings" if asked.modest else FINDINGS)
    for name in names:
        began = processor_seconds()
        try:
            found = make(name, asked.modest, not asked.pages, out)
        except InputError as error:  # such as rows of another model in experiments/out
            sys.exit(f"{name}: {error}")
        print(f"{name}: {found.study.n_runs:,} runs, {len(found.sections)} analyses, "
              f"{processor_seconds() - began:.0f} s of processors", flush=True)  # fmt: skip
    index(list(ORDER), out)


if __name__ == "__main__":
    main()
