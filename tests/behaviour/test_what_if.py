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
        number: ask(load_question(path), min(load_question(path).runs, 12)).verdict
        for number, path in list_questions().items()
    }
    agree = [number for number, verdict in verdicts.items() if verdict == AGREE]
    record_property("agree", f"{len(agree)} of {len(verdicts)}")
    record_property("others", ", ".join(f"{n} {v}" for n, v in verdicts.items() if v != AGREE))
    assert len(agree) >= LEAST


def test_what_is_stored_holds_all_thirty_and_gives_reasons():
    with STORED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    questions = {number: load_question(path) for number, path in list_questions().items()}
    by_number = {n: [row for row in rows if int(row["number"]) == n] for n in questions}
    agree = 0
    for number, asked in questions.items():
        found = by_number[number]
        expected = len(asked.expect) + len(asked.order) + len(asked.relation)
        assert len(found) == expected, f"question {number}: run make what-if"
        verdict = overall([row["verdict"] for row in found])
        assert verdict == AGREE or asked.reason, f"question {number}: say why under look_at, model"
        agree += verdict == AGREE
    assert agree >= LEAST
