"""Make ``docs/findings``: run the shipped experiments and write what they show.

``python docs/findings.py`` runs all of them (minutes on a laptop; stopped and run again, it goes on
where it was), ``python docs/findings.py hysteresis levers`` some. Stores stay in
``experiments/out``; words, pictures and the smaller tables go to ``docs/findings/NAME``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import tempfile
from pathlib import Path

from culturesim import Experiment, __version__
from culturesim.experiments.analysis import Analysis, analyse

ROOT = Path(__file__).resolve().parents[1]
EXPERIMENTS = ROOT / "experiments"
FINDINGS = ROOT / "docs" / "findings"
LARGEST = 60_000  # bytes of a table that is kept
ORDER = ("fear-staffing-transparency", "detection", "levers", "hysteresis", "networks",
         "uncertainty")  # fmt: skip


def made_by(name: str, found: Analysis, manifest: dict[str, object]) -> str:
    """How the page was made, so that anybody can make it again."""
    facts = {key: manifest[key] for key in ("version", "commit", "git", "seed") if key in manifest}
    plain = {key: value for key, value in facts.items() if not isinstance(value, dict)}
    told = ", ".join(f"{key} {value}" for key, value in plain.items())
    today = dt.datetime.now(dt.UTC).date().isoformat()
    return (
        f"\n## How this was made\n\n"
        f"{found.study.n_runs:,} runs at {found.study.n_points:,} points, culturesim {__version__}"
        f"{f' ({told})' if told else ''}, {today}.\n\n"
        f"    culturesim sweep run experiments/{name}.toml\n"
        f"    culturesim analyse experiments/out/{name}\n"
    )


def make(name: str) -> Analysis:
    """Run one experiment, if rows are missing, and write its findings."""
    file = EXPERIMENTS / f"{name}.toml"
    experiment = Experiment.from_file(file)
    experiment.run()
    found = analyse(experiment.folder)
    manifest = json.loads((experiment.folder / "manifest.json").read_text(encoding="utf-8"))
    folder = FINDINGS / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as beside:
        written = found.save(Path(beside) / "all", formats=("png",))
        for path in sorted(written.iterdir()):
            if path.suffix == ".png" or (path.suffix == ".csv" and path.stat().st_size <= LARGEST):
                shutil.copy(path, folder / path.name)
    text = found.markdown() + made_by(name, found, manifest)
    (folder / "README.md").write_text(text, encoding="utf-8")
    return found


def index(names: list[str]) -> None:
    """Write the page that lists what was found, the strongest sentences of each experiment."""
    about = (
        "What the shipped experiments show, at modest size, in the words of `culturesim analyse`; "
        "made by `python docs/findings.py`. They are findings about the model: of invented "
        "hospitals, under its assumptions."
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
    names = words.parse_args().names or list(ORDER)
    for name in names:
        found = make(name)
        print(f"{name}: {found.study.n_runs:,} runs, {len(found.sections)} analyses")
    index(list(ORDER))


if __name__ == "__main__":
    main()
