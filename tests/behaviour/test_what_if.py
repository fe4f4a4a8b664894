"""Thirty what-if questions against the literature; the full table is docs/model/what-if.md."""

import csv
from pathlib import Path

import pytest

from culturesim.lessons import AGREE, ask, list_questions, load_question, overall

STORED = Path(__file__).resolve().parents[2] / "docs" / "model" / "what-if.csv"
LEAST = 24  # of thirty


@pytest.mark.slow
def test_most_answers_agree_with_the_literature(record_property):
    verdicts = {
        number: ask(load_question(path)).verdict for number, path in list_questions().items()
    }
    agree = [number for number, verdict in verdicts.items() if verdict == AGREE]
    record_property("agree", f"{len(agree)} of {len(verdicts)}")
    record_property("others", ", ".join(f"{n} {v}" for n, v in verdicts.items() if v != AGREE))
    assert len(agree) >= LEAST


def test_what_is_stored_answers_the_files_and_gives_reasons():
    with STORED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    questions = {number: load_question(path) for number, path in list_questions().items()}
    for number in {int(row["number"]) for row in rows}:
        asked = questions[number]
        found = [row for row in rows if int(row["number"]) == number]
        expected = len(asked.expect) + len(asked.order) + len(asked.relation)
        assert len(found) == expected, f"question {number}: run make what-if"
        verdict = overall([row["verdict"] for row in found])
        assert verdict == AGREE or asked.reason, f"question {number}: say why under look_at, model"
