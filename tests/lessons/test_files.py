"""The thirty questions that come with the package."""

import re

import pytest

from culturesim.lessons import list_questions, load_question
from culturesim.lessons.question import ASKED_BY
from culturesim.lessons.values import Value

FILES = list_questions()


@pytest.fixture(scope="module")
def questions():
    return {number: load_question(path) for number, path in FILES.items()}


def test_there_are_thirty_and_each_has_the_number_of_its_file(questions):
    assert list(questions) == list(range(1, 31))
    assert all(asked.number == number for number, asked in questions.items())
    assert len({asked.question for asked in questions.values()}) == 30


def test_each_says_who_asks_what_is_known_and_where_to_look(questions):
    for asked in questions.values():
        assert asked.question.endswith("?") or asked.number == 19, asked.number
        for text in (asked.answer, asked.sources, asked.board, asked.truth):
            assert text, asked.number
    assert {asked.asked_by for asked in questions.values()} == set(ASKED_BY)


def test_each_comparison_says_why(questions):
    for asked in questions.values():
        for expected in (*asked.expect, *asked.order, *asked.relation):
            assert expected.why, asked.number


def test_every_case_is_looked_at_and_named_in_words(questions):
    for asked in questions.values():
        used = {name for e in asked.expect for name in e.between}
        used |= {name for o in asked.order for name in o.between}
        used |= {r.case for r in asked.relation}
        for case in asked.cases:
            assert case.label != case.name, (asked.number, case.name)
        unused = {case.name for case in asked.cases} - used
        assert not unused, (asked.number, unused)


def test_cases_that_are_compared_differ_and_run_as_long(questions):
    for asked in questions.values():
        for expected in (*asked.expect, *asked.order):
            first, second = (asked.case(name).scenario for name in expected.between)
            times = getattr(expected, "before", None)
            assert first != second or times, asked.number
            assert first.days == second.days, asked.number


def test_windows_lie_inside_the_run(questions):
    for asked in questions.values():
        for expected in asked.expect:
            days = asked.case(expected.between[0]).scenario.days
            window: Value = expected.value
            assert window.from_day < days, asked.number
            assert window.to_day <= days, asked.number


def test_no_figure_that_was_never_a_finding_stands_anywhere():
    for path in FILES.values():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"400\W+(to|and|-)\W+1[, ]?200", text), path.name
