"""Levers in scenario files and at the command line: what is read, and what is refused."""

import os
import subprocess
import sys
from datetime import date

import pytest

from culturesim.errors import InputError
from culturesim.interventions import DatedLever, find_lever, parse_lever, read_levers
from culturesim.parameters import P
from culturesim.scenario import Scenario

START = date(2005, 1, 1)
HEAD = 'title = "A test"\ndays = 900\nwarm_up_days = 30\n'
FULL = (
    HEAD
    + """
[[timeline]]
day = 10
set = { agency_cover = 0.4 }
[[levers]]
name = "huddles"
date = 2006-01-01
strength = 0.5
[[levers]]
name = "agency-cap"
day = 20
ramp_days = 0
"""
)


def message_of(call, *args, **kwargs):
    with pytest.raises(InputError) as caught:
        call(*args, **kwargs)
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_a_file_is_read_and_written_back():
    scenario = Scenario.from_toml(FULL)
    assert scenario.levers == (
        DatedLever("agency-cap", 1.0, 20, 0),
        DatedLever("huddles", 0.5, 366, 60, date(2006, 1, 1)),
    )
    assert Scenario.from_toml(scenario.to_toml()) == scenario
    starts = {day: vector[P.agency_cover] for day, vector in scenario.timetable()}
    assert starts[-29] == 0.45
    assert starts[10] == 0.4
    assert starts[20] == pytest.approx(0.16)


def test_what_is_left_out_has_a_default():
    assert read_levers([{"name": "huddles"}], START, 99, "a.toml") == (
        DatedLever("huddles", 1.0, 1, 60),
    )


def test_a_copy_keeps_the_levers_that_still_fit():
    scenario = Scenario.from_toml(FULL)
    assert [use.name for use in scenario.with_changes(days=100).levers] == ["agency-cap"]
    moved = scenario.with_changes(start="2005-01-11")
    assert [use.day for use in moved.levers] == [20, 356]
    more = scenario.with_changes(levers=[{"name": "call-line"}])
    assert {use.name for use in more.levers} == {"agency-cap", "huddles", "call-line"}


@pytest.mark.parametrize(
    ("entries", "parts"),
    [
        ("huddles", ["[[levers]]", "huddles"]),
        (["huddles"], ["entry 1", "table"]),
        ([{}], ["entry 1", "name is missing"]),
        ([{"name": 3}], ["name", "text"]),
        ([{"name": "hudles"}], ["'hudles'", "did you mean 'huddles'"]),
        ([{"name": "huddles", "streng": 1}], ["streng", "did you mean 'strength'"]),
        ([{"name": "huddles", "strength": 1.2}], ["huddles", "1.2", "0 to 1"]),
        ([{"name": "huddles", "strength": -0.1}], ["-0.1"]),
        ([{"name": "huddles", "strength": float("nan")}], ["nan"]),
        ([{"name": "huddles", "strength": True}], ["number"]),
        ([{"name": "huddles", "strength": "full"}], ["number", "full"]),
        ([{"name": "huddles", "day": 0}], ["day 0", "1 to 900"]),
        ([{"name": "huddles", "day": 901}], ["day 901", "1 to 900"]),
        ([{"name": "huddles", "day": 1.5}], ["whole number"]),
        ([{"name": "huddles", "date": "2005"}], ["date"]),
        ([{"name": "huddles", "date": date(2004, 12, 31)}], ["2004-12-31", "outside the run"]),
        ([{"name": "huddles", "day": 1, "date": START}], ["either"]),
        ([{"name": "huddles", "ramp_days": -1}], ["ramp_days", "-1"]),
        ([{"name": "huddles"}, {"name": "huddles", "day": 5}], ["entry 2", "twice"]),
        ([{"name": "agency-cap"}, {"name": "agency-expansion"}], ["contradict", "agency-cap"]),
        ([{"name": "blame-free-policy"}, {"name": "suspend-speaker"}], ["contradict"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line(entries, parts):
    text = message_of(read_levers, entries, START, 900, "a.toml")
    assert text.startswith("a.toml")
    for part in parts:
        assert part in text


def test_a_lever_of_no_strength_contradicts_nothing():
    entries = [{"name": "agency-cap"}, {"name": "agency-expansion", "strength": 0}]
    assert len(read_levers(entries, START, 9, "a.toml")) == 2


def test_a_pair_of_values_that_does_not_fit_names_the_file():
    text = HEAD + "[parameters]\npowerless_low = 0.7\n"
    text += '[[levers]]\nname = "patients-present"\nramp_days = 0\nday = 7\n'
    said = message_of(Scenario.from_toml, text)
    assert said.startswith("scenario, levers: powerless_low 0.7 and powerless_high 0.64 on day 7")


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("huddles", {"name": "huddles"}),
        ("huddles=1", {"name": "huddles", "strength": 1}),
        ("huddles@30", {"name": "huddles", "day": 30}),
        (" huddles = 0.5 @ 2006-04-01 ", {"name": "huddles", "strength": 0.5,
                                          "date": date(2006, 4, 1)}),
    ],
)  # fmt: skip
def test_a_lever_typed(text, entry):
    assert parse_lever(text) == entry


@pytest.mark.parametrize("text", ["", "=1", "huddles=", "huddles@", "huddles=1@", "@3",
                                  "huddles@soon", "huddles@true", "huddles@1.5"])  # fmt: skip
def test_a_lever_mistyped(text):
    assert "--lever" in message_of(parse_lever, text)


def test_finding_a_lever():
    assert "did you mean 'retention'" in message_of(find_lever, "retentio")


def call(repository, *arguments):
    env = os.environ | {"PYTHONPATH": str(repository / "src"), "COLUMNS": "110", "TERM": "dumb"}
    command = [sys.executable, "-m", "culturesim.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=env, timeout=300,
                          check=False)  # fmt: skip


def test_levers_are_listed_and_shown_in_full(repository):
    assert "suspend-speaker" in call(repository, "levers").stdout
    full = call(repository, "levers", "huddles").stdout
    for words in ("side effects", "handling_capacity", "status", "cost", "M9"):
        assert words in full


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["levers", "hudles"], "did you mean 'huddles'"),
        (["run", "small", "--lever", "hudles"], "did you mean 'huddles'"),
        (["run", "small", "--lever", "huddles=2"], "0 to 1"),
        (["run", "small", "--lever", "huddles=1@99999"], "outside the run"),
        (["run", "small", "--lever", "huddles@2001-01-01"], "outside the run"),
        (["compare", "small", "small", "--lever", "agency-cap", "--lever", "agency-expansion"],
         "contradict"),
    ],
)  # fmt: skip
def test_the_command_line_refuses(repository, arguments, part):
    done = call(repository, *arguments)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert part in done.stderr


def test_a_lever_on_the_command_line_reaches_the_report(repository, tmp_path):
    out = tmp_path / "out"
    done = call(repository, "run", "small", "--days", 60, "--runs", 1, "--lever",
                "call-line=0.5@2005-01-11", "--out", out)  # fmt: skip
    assert done.returncode == 0, done.stderr
    page = (out / "report.html").read_text()
    for words in ("A line by which families", "Side effects", "11 January 2005", "Levers cost GBP"):
        assert words in page
