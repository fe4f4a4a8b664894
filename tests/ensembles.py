"""Write what the slow ensemble tests measured to docs/model/ensembles.md; run by `make slow`."""

import datetime as dt
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import culturesim

ROOT = Path(__file__).resolve().parent.parent


def main(results: Path) -> None:
    """Turn a JUnit file into a page."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    version = culturesim.__version__
    lines = [
        "# What the slow ensembles measured",
        "",
        f"`make slow`, culturesim {version}, commit {commit or 'unknown'}, {today}.",
        "Each row is a test with its own tolerance; the numbers are what it measured.",
        "",
        "| test | result | seconds | measured |",
        "|---|---|---:|---|",
    ]
    for case in ET.parse(results).getroot().iter("testcase"):
        bad = case.find("failure") is not None or case.find("error") is not None
        said = "; ".join(f"{p.get('name')} {p.get('value')}" for p in case.iter("property"))
        where = (case.get("classname") or "").removeprefix("tests.")
        seconds = float(case.get("time") or 0.0)
        result = "failed" if bad else "passed"
        lines.append(f"| {where}: {case.get('name')} | {result} | {seconds:.0f} | {said} |")
    page = ROOT / "docs" / "model" / "ensembles.md"
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"written: {page.relative_to(ROOT)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
