"""Decision records stay complete, numbered and listed."""

import re

import pytest

from .source import ROOT

FOLDER = ROOT / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
STATUS = r"^\*\*Status:\*\* (accepted|proposed|refused|superseded by \d{4})"
HEADINGS = ["Context", "Decision", "Alternatives refused", "Consequences", "Evidence"]


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.name)
def test_record_is_complete_and_listed(path):
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {path.name[:4]}. ")
    assert re.search(STATUS, text, re.MULTILINE)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    assert f"({path.name})" in (FOLDER / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 70, "a record is one page"


def test_numbers_are_taken_once():
    """Gaps are allowed: people who work side by side are given numbers beforehand."""
    numbers = [int(path.name[:4]) for path in RECORDS]
    assert len(set(numbers)) == len(numbers)
    assert min(numbers) == 1
