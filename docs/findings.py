"""Make ``docs/findings``: run the shipped experiments and write what they show.

``python docs/findings.py`` runs all of them (stopped and run again, it goes on where it was),
``python docs/findings.py hysteresis levers`` some, ``--modest`` with fewer points: minutes instead
of a quarter of an hour. ``--pages`` runs nothing and writes pages from the rows there are. Stores
stay in ``experiments/out``; words, pictures and the smaller tables go to ``docs/findings/NAME``.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import tempfile
import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import tomli_w

from culturesim import Experiment, __version__
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
        "factors": {"staffing": [0.7, 0.85, 1.0], "transparency": [0.0, 1.0]}
    },
    "detection": {"design": {"points": 72}, "replicates": 4},
    "levers": {"design": {"file": "out/levers-modest.csv"}},
    "hysteresis": {
        "factors": {"blame": {"values": [0.0, 0.3, 0.4, 0.45, 0.5, 0.6, 0.9]}},
        "replicates": 12,
    },
    "networks": {"design": {"points": 64}, "replicates": 3},
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
    whole = Experiment.from_file(EXPERIMENTS / f"{name}.toml").estimate()
    n_points, runs = found.study.n_points, found.study.n_runs
    text = (
        f"\n## How this was made\n\n"
        f"{runs:,} runs at {n_points:,} points, {runs / n_points:.0f} at each, with the same seeds "
        f"at every point. culturesim {__version__}, commit `{manifest['commit'][:12]}`, seed "
        f"{manifest['seed']}, {manifest['made'][:10]}. Results move when defaults do: the numbers "
        "here are those of that commit.\n\n"
    )
    if modest:
        text += (
            f"The experiment file has {whole.points:,} points and {whole.runs:,} runs; the page "
            "shows a thinner sweep of it (what differs is `MODEST` in `docs/findings.py`). Again:\n"
            f"\n    python docs/findings.py --modest {name}\n\nAll points:\n\n"
        )
    return text + (
        f"    culturesim sweep run experiments/{name}.toml\n"
        f"    culturesim analyse experiments/out/{name}\n\n"
        "A model of invented hospitals: use it to think with, not to predict or judge a real one.\n"
    )


def make(name: str, modest: bool, run: bool) -> Analysis:
    """Run one experiment, if rows are missing, and write its findings."""
    experiment, store = opened(name, modest)
    if run:
        experiment.run(store)
    found = analyse(store)
    manifest = json.loads((store / "manifest.json").read_text(encoding="utf-8"))
    folder = FINDINGS / name
    notes = folder / "notes.txt"  # Markdown written by hand, kept
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
        notes.write_text(kept, encoding="utf-8")
        text += f"\n{kept}"
    text += made_by(name, found, manifest, modest)
    (folder / "README.md").write_text(text, encoding="utf-8")
    return found


def index(names: list[str]) -> None:
    """Write the page that lists what was found, the strongest sentences of each experiment."""
    about = (
        "What the shipped experiments show, in the words of `culturesim analyse`; made by "
        "`python docs/findings.py --modest`. They are findings about the model: of invented "
        "hospitals, under its assumptions. *Sure*: the interval leaves no doubt. *Likely*: it "
        "leads by less than its interval, or holds in most resamples. *Open*: it may be chance. "
        "Intervals hold the luck of runs and of points tried, not what is unknown about "
        "hospitals. Each page says with which commit it was made."
    )
    lines = ["# Findings", "", about]
    for name in names:
        page = FINDINGS / name / "README.md"
        if not page.is_file():
            continue
        text = page.read_text(encoding="utf-8").splitlines()
        strongest = [line for line in text[1 : text.index("", 2)] if line.startswith("* ")]
        lines += ["", f"## [{text[0].removeprefix('# ')}]({name}/README.md)", "", *strongest[:4]]
    (FINDINGS / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Make the findings that were named, or all."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("names", nargs="*", choices=[[], *ORDER])
    words.add_argument("--modest", action="store_true", help="fewer points")
    words.add_argument("--pages", action="store_true", help="run nothing")
    asked = words.parse_args()
    names = asked.names or list(ORDER)
    for name in names:
        found = make(name, asked.modest, not asked.pages)
        print(f"{name}: {found.study.n_runs:,} runs, {len(found.sections)} analyses", flush=True)
    index(list(ORDER))


if __name__ == "__main__":
    main()
