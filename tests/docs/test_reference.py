"""Pages of docs/reference say what the code says."""

import importlib.util
import re

import pytest

from culturesim.parameters import load_registry
from culturesim.state.schema import SCHEMA

COMPARED = ("reference/parameters.md", "reference/glossary.md", "model/odd.md",
            "model/evidence.md", "model/plausible.md", "model/sensitivity.md",
            "reference/sweep-columns.md")  # fmt: skip
REFRESH = "out of date: run `python docs/generate.py`"


@pytest.fixture(scope="module")
def generate(repository):
    spec = importlib.util.spec_from_file_location("generate", repository / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", COMPARED)
def test_a_page_is_up_to_date(generate, repository, name):
    written = (repository / "docs" / name).read_text(encoding="utf-8")
    assert written.splitlines() == generate.PAGES[name]().splitlines(), f"docs/{name} is {REFRESH}"


def test_every_page_is_compared(generate):
    assert {*generate.PAGES} == {*COMPARED, "model/levers.md"}  # the last in tests/interventions


def test_pages_are_written_where_they_are_read(generate, tmp_path, monkeypatch):
    (tmp_path / "words.csv").write_bytes((generate.FOLDER / "words.csv").read_bytes())
    monkeypatch.setattr(generate, "FOLDER", tmp_path)
    generate.main()
    for name, page in generate.PAGES.items():
        assert (tmp_path / name).read_text(encoding="utf-8") == page()


def test_every_parameter_is_in_a_group_with_a_title(generate):
    rows = load_registry().rows
    assert {row.group for row in rows} == set(generate.GROUPS)
    page = generate.parameters_page()
    assert all(page.count(f"| `{row.name}` | ") >= 1 for row in rows)
    assert all(f"| {row.status} |" in page for row in rows)


def test_every_table_is_rectangular(generate):
    for page in generate.PAGES.values():
        width = 0
        for line in page().splitlines():
            cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
            assert not (cells and width) or cells == width, line
            width = cells


def test_every_word_is_complete_and_there_once(generate):
    words = generate.words()
    names = [name for word in words for name in word["word"].split("; ")]
    assert len(names) == len(set(names))
    for word in words:
        assert all(text for key, text in word.items() if key != "not"), word["word"]
        assert word["status"] in generate.STATUSES


def test_names_in_the_glossary_are_names_in_the_code(generate, repository):
    """A name in backticks is a column or parameter, or stands somewhere in the source."""
    known = {column.name for column in SCHEMA} | set(load_registry())
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in (repository / "src").rglob("*.py")
    )
    for word in generate.words():
        for name in re.findall(r"`([^`]+)`", word["in the code"]):
            stem = re.escape(name).replace(r"\*", r"\w+")
            found = any(re.fullmatch(stem, each) for each in known)
            assert found or re.search(rf"\b{stem}\b", source), f"{word['word']}: {name}"
