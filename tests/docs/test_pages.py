"""What the pages show runs, what they link to exists, and what they list is what the code holds."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from culturesim import schedule
from culturesim.parameters import load_registry
from culturesim.scenario import list_scenarios

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SHOWN = [
    ROOT / "README.md",
    *sorted(DOCS.glob("how-to/*.md")),
    *sorted(DOCS.glob("tutorials/*.md")),
]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
PAGES += sorted(DOCS.rglob("*.md"))
SETS_UP = ("make ",)  # commands that build the environment the tests already run in


def named(path):
    return path.relative_to(ROOT).as_posix()


def blocks(path):
    """Language and text of the fenced blocks of a page, in order."""
    found = re.findall(r"^```(\w+)\n(.*?)^```$", path.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [(language, text) for language, text in found if language in {"python", "console"}]


def commands(text):
    """What is typed in a console block."""
    lines = (line.removeprefix("$ ") for line in text.splitlines() if line.startswith("$ "))
    return [line for line in lines if not line.startswith(SETS_UP)]


def shortened(line):
    """The same command on a shorter run."""
    return re.sub(r"--days \d+", "--days 30", re.sub(r"--runs \d+", "--runs 2", line))


def run_console(lines, folder):
    tools = Path(sys.executable).parent
    env = os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    for line in lines:
        done = subprocess.run(
            line, shell=True, cwd=folder, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stderr[-2000:]}"
        assert done.stdout, line


@pytest.mark.filterwarnings("ignore:Failed to validate hooks", "ignore::DeprecationWarning")
@pytest.mark.parametrize("path", [p for p in SHOWN if blocks(p)], ids=named)
def test_what_a_page_shows_runs(path, tmp_path, monkeypatch):
    """All blocks of a page in order, Python in one session, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    session = {"__name__": "page"}
    for language, text in blocks(path):
        if language == "console":
            lines = commands(text)
            lesson = path.parent.name == "tutorials"
            run_console([shortened(line) if lesson else line for line in lines], tmp_path)
        else:
            exec(compile(text, named(path), "exec"), session)


def anchors(path):
    """Headings of a page as a link names them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        there = (path.parent / name).resolve() if name else path
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


def test_the_index_names_every_page():
    index = (DOCS / "README.md").read_text("utf-8")
    listed = [p for p in DOCS.rglob("*.md") if p.parent.name != "decisions" and p.parent != DOCS]
    missing = [named(p) for p in listed if f"({p.relative_to(DOCS).as_posix()})" not in index]
    assert not missing


def test_the_day_is_the_schedule():
    page = (DOCS / "explanation" / "the-day.md").read_text("utf-8")
    text = (schedule.__doc__ or "").split("\n\n")[1]
    shown = re.search(r"^```text\n(.*?)\n```$", page, re.MULTILINE | re.DOTALL)
    assert shown
    assert shown.group(1) == text
    numbered = re.findall(r"``(\w+)``", text)
    assert numbered == [phase.name for phase in schedule.PHASES]
    assert all(f"`{name}`" in page.replace(shown.group(0), "") for name in numbered)


def test_calibration_names_every_computed_parameter():
    page = (DOCS / "model" / "calibration.md").read_text("utf-8")
    computed = [row for row in load_registry().rows if row.status == "C"]
    for row in computed:
        assert f"| `{row.name}` | {row.default:g} | {row.source} |" in page, (
            f"{row.name}: run `python docs/measure.py calibration --write`"
        )
    assert page.count("| `") >= len(computed)


def test_mechanisms_names_every_switch_and_files_that_exist():
    page = (DOCS / "model" / "mechanisms.md").read_text("utf-8")
    switches = [row.name for row in load_registry().rows if row.group == "switch"]
    assert re.findall(r"^Switch `(\w+)`", page, re.MULTILINE) == switches
    for name, function in re.findall(r"`rules/(\w+)\.py: (\w+)`", page):
        source = ROOT / "src" / "culturesim" / "rules" / f"{name}.py"
        assert f"def {function}(" in source.read_text("utf-8"), f"{name}.{function}"


def test_readme_is_short_and_lists_the_scenarios():
    text = (ROOT / "README.md").read_text("utf-8")
    assert all(f"`{name}`" in text for name in list_scenarios())
    assert "make demo" in text
    assert "make test" in text
    assert len(text.splitlines()) <= 80


@pytest.fixture(scope="module")
def measure():
    spec = importlib.util.spec_from_file_location("measure", DOCS / "measure.py")
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


def test_tables_have_their_place(measure):
    """The script that measures finds every mark it fills in."""
    for name, marks in {
        "calibration": ("computed", "patterns"),
        "midshire": ("years", "story"),
    }.items():
        page = (DOCS / "model" / f"{name}.md").read_text("utf-8")
        filled = measure.fill(page, dict.fromkeys(marks, "| a |"))
        assert filled.count("| a |") == len(marks)
    with pytest.raises(ValueError, match="0 places"):
        measure.fill("nothing", {"story": ""})


def test_intervals_are_of_the_mean(measure):
    assert measure.shown([0.1, 0.1, 0.1], 1, 100) == "10.0 (10.0 to 10.0)"
    assert measure.table(("a", "b"), [("1", "2")]).splitlines() == [
        "| a | b |",
        "| --- | --- |",
        "| 1 | 2 |",
    ]
