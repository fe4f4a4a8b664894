"""Thirty what-if questions against the literature, as `make what-if` last asked them.

Asking takes the better part of an hour of computing, so the answers are stored, and judged here;
the full table is docs/model/what-if.md.
"""

import csv
from pathlib import Path

from culturesim.lessons import AGREE, list_questions, load_question, overall

STORED = Path(__file__).resolve().parents[2] / "docs" / "model" / "what-if.csv"
LEAST = 24  # of thirty


def stored() -> dict[int, list[dict[str, str]]]:
    """Stored comparisons by question."""
    found: dict[int, list[dict[str, str]]] = {}
    with STORED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(int(row["number"]), []).append(row)
    return found


def verdict(rows: list[dict[str, str]]) -> str:
    return overall([row["verdict"] for row in rows])


def test_most_answers_agree_with_the_literature():
    answers = stored()
    assert sorted(answers) == sorted(list_questions()), "run make what-if"
    agree = [number for number, rows in answers.items() if verdict(rows) == AGREE]
    assert len(agree) >= LEAST


def test_what_is_stored_answers_the_files_and_gives_reasons():
    for number, path in list_questions().items():
        asked, found = load_question(path), stored()[number]
        expected = len(asked.expect) + len(asked.order) + len(asked.relation)
        assert len(found) == expected, f"question {number}: run make what-if"
        assert all(int(row["n"]) == asked.runs for row in found), f"question {number}: other runs"
        told = verdict(found) == AGREE or asked.reason
        assert told, f"question {number}: say why under look_at, model"
