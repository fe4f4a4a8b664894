"""Asking small questions for real: the same numbers as by hand, the page, and the command."""

import csv

import numpy as np
import pytest

import culturesim
from culturesim.cli import _run
from culturesim.errors import InputError
from culturesim.lessons import AGREE, CANNOT_TELL, DISAGREE, ask, load_question
from culturesim.lessons.page import findings_table, in_numbers, render
from culturesim.lessons.values import read_value

SMALL = """
number = 41
question = "What if nobody speaks for patients, and <nurses> go?"
runs = 3

[[cases]]
name = "base"
label = "as it is"
scenario = "small"
days = 450

[[cases]]
name = "cut"
label = "a third fewer nurses"
scenario = "small"
days = 450
timeline = [{ day = 92, label = "a cut", set = { establishment_registered_nurse = 0.67 } }]

[[expect]]
value = "n_rn_missed / n_rn_on_shift"
sign = "more"
from_day = 92
why = "Fewer hands & more undone."

[[expect]]
value = "n_rn_missed / n_rn_on_shift"
sign = "less"
from_day = 92
why = "The wrong way round, to see the model disagree."

[[expect]]
value = "missed_care"
sign = "more"
between = ["cut", "cut"]
before = [1, 91]
from_day = 120
why = "More than before, in the same runs."

[[expect]]
value = "caught_after"
sign = "less"
why = "Nothing is caught so soon, so nobody can tell."

[[order]]
values = ["missed_care", "n_complaints / n_admissions"]
from_day = 92
why = "Undone first, complaints later or not at all."

[literature]
answer = "More care is left undone."
sources = "Invented for this test"

[look_at]
board = "Savings."
truth = "Care."
model = "It was asked the wrong way round."
"""

LEAGUE = """
number = 42
question = "Which hospitals?"
runs = 2
[[cases]]
name = "league"
label = "six hospitals"
scenario = "{league}"
[[expect]]
value = "n_deaths / n_patients"
sign = "less"
between = ["league", "league"]
before = [1, 112]
from_day = 113
among = {{ value = "n_deaths / n_patients", worst = 0.17, from_day = 1, to_day = 112 }}
[[relation]]
value = "pressure"
with = "n_rn_missed / n_rn_on_shift"
than = "occupancy"
sign = "more"
[[relation]]
value = "pressure"
with = "n_rn_missed / n_rn_on_shift"
sign = "more"
[literature]
answer = "The worst fall back."
"""
SIX = """
title = "Six hospitals"
days = 224
warm_up_days = 30
[organisation]
wards = 2
departments = 1
divisions = 1
name = "Hospital"
[system]
hospitals = 6
seed = 1
beds = { distribution = "uniform", low = 50, high = 90 }
staffing = { distribution = "uniform", low = 0.7, high = 1.1 }
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path = tmp_path_factory.mktemp("asked") / "41-small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def answer(small):
    return ask(load_question(small))


def test_findings_are_the_numbers_of_paired_runs(answer, small):
    first, second = (
        culturesim.run(case.scenario, 3, 0, every=28) for case in load_question(small).cases
    )
    value = read_value("n_rn_missed / n_rn_on_shift", (92, 0), "here")
    finding = answer.findings[0]
    assert finding.first == pytest.approx(value.of(first).mean())
    assert finding.difference.mean == pytest.approx((value.of(second) - value.of(first)).mean())
    assert finding.difference.n == answer.n == 3
    days = second.series
    rows = days[(days["level"] == "hospital") & (days["quantity"] == "missed_care")]
    by_hand = rows[rows["day"] <= 91].groupby("run")["value"].mean().to_numpy()
    assert answer.findings[2].first == pytest.approx(float(np.mean(by_hand)))


def test_each_finding_gets_its_verdict_and_the_question_the_worst(answer):
    assert [f.verdict for f in answer.findings] == [AGREE, DISAGREE, AGREE, CANNOT_TELL, AGREE]
    assert answer.verdict == DISAGREE
    assert "month 1" in answer.findings[4].found
    assert answer.findings[0].difference == answer.findings[1].difference


def test_the_table_and_the_page_hold_every_finding(answer):
    table = findings_table([answer])
    assert list(table["verdict"]) == [f.verdict for f in answer.findings]
    assert set(table["n"]) == {3}
    page = render([answer])
    assert "0 of 1 answers agree" in page
    assert "&lt;nurses&gt;" in page
    assert "<nurses>" not in page
    assert "It was asked the wrong way round." in page
    assert "http" not in page


def test_the_worst_and_relations_are_taken_over_hospitals(tmp_path):
    league, asked = tmp_path / "six.toml", tmp_path / "42-six.toml"
    league.write_text(SIX, encoding="utf-8")
    asked.write_text(LEAGUE.format(league=league.name), encoding="utf-8")
    question = load_question(asked)
    found = ask(question)
    results = culturesim.run(question.cases[0].scenario, 2, 0, every=28)
    early, late = (read_value("n_deaths / n_patients", window, "here").by_hospital(results)
                   for window in ((1, 112), (113, 0)))  # fmt: skip
    worst = early.groupby("run").idxmax()
    assert found.findings[0].first == pytest.approx(early[worst].mean())
    assert found.findings[0].second == pytest.approx(late[worst].mean())
    assert found.findings[0].difference.n == 2
    closer, plain = found.findings[1:]
    assert plain.second > 0.7  # the fuller the hands, the more is left undone
    assert plain.verdict == AGREE
    assert plain.difference.n == 6
    assert closer.second == plain.second
    assert "over 6 hospitals" in plain.what


def test_numbers_are_written_with_a_true_minus_and_nothing_is_none():
    nan = float("nan")
    assert in_numbers(1200.0, 2.5, -3.25, -400.0, 0.001, "") == (
        "1,200", "2.50", "−3.25 (−400.0 to +0.0010)")  # fmt: skip
    assert in_numbers(nan, nan, nan, nan, nan, "") == ("none", "no value", "no pair of runs has it")
    assert in_numbers(1.0, 1.0, 0.0, 0.0, 0.0, "month 4")[2] == "month 4"


def test_progress_goes_on_over_all_cases(small):
    seen = []
    ask(load_question(small), 2, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1]
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_numbers_of_runs_that_make_no_sense_are_refused(small):
    with pytest.raises(InputError, match="runs"):
        ask(load_question(small), 0)
    with pytest.raises(InputError, match="two runs or more"):
        ask(load_question(small), 1)


@pytest.fixture
def call(monkeypatch, capsys):
    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["culturesim", "what-if", *map(str, arguments)])
        code = _run()
        said = capsys.readouterr()
        return code, " ".join(said.out.split()), said.err

    return run


@pytest.mark.parametrize("arguments", [[], ["list"]])
def test_the_list_has_a_line_for_each_of_the_thirty(call, arguments):
    code, out, _ = call(*arguments)
    assert code == 0
    assert "1 leaders If we cut nurse posts by a tenth" in out
    assert "30 researchers Special measures" in out


def test_an_answer_is_told_and_written(call, small, tmp_path):
    folder = tmp_path / "out"
    code, out, _ = call(small, "--runs", 2, "--out", folder)
    assert code == 0
    for text in ("The model agrees.", "The model disagrees.", "The model cannot tell.",
                 "2 runs of each case", "The literature (assumed): More care is left undone.",
                 "What is true: Care.", "Why the model does not agree: It was asked"):  # fmt: skip
        assert text in out
    with (folder / "findings.csv").open(encoding="utf-8") as file:
        assert [row["verdict"] for row in csv.DictReader(file)][:2] == [AGREE, DISAGREE]
    assert (folder / "what-if.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(("arguments", "part"), [
    (["99"], "there is no question 99; there are 1 to 30"),
    (["nosuch.toml"], "nosuch.toml"),
    (["18", "--runs", "0"], "runs"),
    (["18", "--seed", "-1"], "seed"),
])  # fmt: skip
def test_what_is_wrong_is_one_line_and_nothing_is_written(call, tmp_path, arguments, part):
    folder = tmp_path / "out"
    code, out, err = call(*arguments, "--out", folder)
    assert code == 2
    assert part in err
    assert err.count("\n") == 1
    assert not out
    assert not folder.exists()
