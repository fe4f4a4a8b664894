"""The story of a run, by hand and over real ledgers."""

import dataclasses
import datetime as dt
import itertools

import numpy as np
import pytest

from culturesim.errors import InputError
from culturesim.inquiry import Line, periods_of, read_events, story_frame, story_lines

from .ledgers import events, ledger, warnings

START = dt.date(2005, 1, 1)


def test_a_period_counts_by_hand():
    (month,) = periods_of(events(), START, 20)
    assert month.label == "January 2005"
    c = month.counts
    assert (c["noticed"], c["silent"], c["challenged"], c["raised"]) == (6, 2, 1, 3)
    assert (c["acted"], c["ignored"], c["punished"]) == (1, 2, 1), "a colleague's is no answer"
    assert (c["board"], c["preventable"], c["death_of_harm"]) == (1, 1, 1)
    assert month.stopped == {
        "ward manager": {"by habit": 1, "for pressure": 1, "for fear of the listener": 0},
        "division manager": {"by habit": 0, "for pressure": 0, "for fear of the listener": 0},
        "executive": {"by habit": 0, "for pressure": 0, "for fear of the listener": 1},
    }


def test_what_bypassed_the_manager_is_stopped_a_level_higher():
    run = read_events(
        ledger(
            (1, "noticed", "a", "", "W", -1, "300"),
            (1, "bypassed", "a", "", "W", 0, "past the line"),
            (1, "stopped_at", "md", "me", "W", 1, "by habit"),
        )
    )
    (month,) = periods_of(run, START, 20)
    assert sum(month.stopped["division manager"].values()) == 1
    assert sum(month.stopped["ward manager"].values()) == 0


@pytest.mark.parametrize(
    ("days", "n", "first", "last"),
    [
        (100, 4, "January 2005", "April 2005"),
        (365, 4, "January to March 2005", "October to December 2005"),
        (3652, 10, "2005", "2014"),
    ],
)
def test_periods_cover_every_day_once(days, n, first, last):
    periods = periods_of(events(), START, days)
    assert (len(periods), periods[0].label, periods[-1].label) == (n, first, last)
    assert (periods[0].first, periods[-1].last) == (1, days)
    assert all(a.last + 1 == b.first for a, b in itertools.pairwise(periods))


def test_the_story_in_english():
    lines = story_lines(events(), START, 20, [(8, "the books come first"), (90, "too late")])
    assert [line.day for line in lines] == [1, 8, 9]
    assert lines[0].what.startswith(
        "Staff held 6 concerns and took 3 to managers, who acted on 1. The news of 1 reached the "
        "board. Care did 1 preventable harm, and 1 patient died of harm."
    )
    assert lines[0].stopped_by == (
        "Silence: 2 (33 %). Told a colleague only: 1. Ward managers: 2, mostly out of habit. "
        "Executives: 1, mostly for fear of the boss. Speakers punished: 1."
    )
    assert lines[1].what == "The books come first."
    assert lines[2].what == "The quality regulator inspected as its diary said."
    assert lines[2].stopped_by == "The inspectors found nothing wrong."


SINGLE = [
    ("inspection", "on signals", "found that care was failing."),
    (
        "sanction",
        "special measures",
        "The quality regulator set its measures to: special measures.",
    ),
    ("campaign", "9", "a campaign of 9 families."),
    (
        "story_published",
        "the staff survey, and a family",
        "on the staff survey, with the face of a",
    ),
    ("scandal", "900", "became a scandal"),
    ("inquiry_called", "300", "inquiry was called"),
    ("inquiry_reported", "12", "with 12 recommendations"),
    ("attention", "1000", "The public looked"),
    ("went_outside", "to a newspaper", "took a concern outside, to a newspaper"),
    ("retaliated", "", "made to suffer"),
    ("alert", "funnel of hospitals", "mortality alert: funnel of hospitals"),
    ("death_of_harm", "65 to 79", "first patient died of harm, in W"),
    ("escalated", "0", "taken outside the hospital"),
    ("complaint_brushed_off", "0", "brushed off"),
    ("recommendation", "1", "first recommendation was carried out"),
    ("punished", "by form", "punished for speaking up"),
]


@pytest.mark.parametrize(("kind", "detail", "words"), SINGLE)
def test_single_days(kind, detail, words):
    rows = [(40, kind, "regulator/quality", "H", "W", -1, detail)]
    if kind == "inspection":
        rows.append((40, "finding", "regulator/quality", "H", "", 0, "2"))
    said = [line.what for line in story_lines(read_events(ledger(*rows)), START, 60)]
    assert any(words in line for line in said), said


def test_what_was_there_from_the_start_is_no_first_time():
    def lines(day):
        row = (day, "went_outside", "a", "H", "W", -1, "to a newspaper")
        return len([line for line in story_lines(read_events(ledger(row)), START, 60) if line.kind
                    == "went_outside"])  # fmt: skip

    assert (lines(30), lines(31)) == (0, 1)


def test_attention_comes_and_goes():
    rows = [(d, "attention", "", "H", "", -1, "900") for d in (5, 9, 20)]
    said = [line.what for line in story_lines(read_events(ledger(*rows)), START, 30)[1:]]
    assert [s.startswith("The public looked") for s in said] == [True, False, True]


def test_another_hospital_is_left_out():
    frame = warnings()
    assert len(read_events(frame, hospital="H", wards=["V"]).numbers("noticed")) == 0
    assert read_events(frame, hospital="H", wards=["V"]).numbers("inspection") == [25]
    assert read_events(frame, hospital="Other", wards=["W"]).numbers("inspection") == []


def test_no_such_run_and_no_events():
    with pytest.raises(InputError, match="no events were kept of run 4; there are those of 1"):
        read_events(warnings(), run=4)
    with pytest.raises(InputError, match="the ledger is empty"):
        read_events(warnings()[:0])


def test_a_real_story_adds_up_to_the_ledger(results):
    frame = results.story(run=2)
    assert tuple(frame.columns) == Line._fields
    assert list(frame["day"]) == sorted(frame["day"])
    run = results.events(run=2)
    months = periods_of(run, START, 200)
    rows = results.ledger[results.ledger["run"] == 2]
    for kind in ("noticed", "silent", "punished"):
        assert sum(m.counts[kind] for m in months) == (rows["kind"] == kind).sum() > 0
    stopped = sum(sum(why.values()) for m in months for why in m.stopped.values())
    assert stopped == (rows["kind"] == "stopped_at").sum() > 0
    assert "Posts cut." in set(frame["what"])


def test_a_story_of_each_run(results):
    first, second = (results.story(run=run)["what"].tolist() for run in (1, 2))
    assert first != second
    assert results.story()["what"].tolist() == first


def test_results_without_events_say_so(results):
    bare = dataclasses.replace(results, ledger=None)
    with pytest.raises(InputError, match="no events were kept"):
        bare.story()
    with pytest.raises(InputError, match="no hospital is called 'Tinny'"):
        results.story(hospital="Tinny")
    with pytest.raises(InputError, match="harmed"):
        results.chances(patient=10**6)


def test_results_hand_out_chances(results):
    frame = results.chances(run=1)
    assert np.all(np.diff(frame["event"]) >= 0)
    assert {"stopped_at", "what", "days_before"} <= set(frame.columns)


def test_a_table_of_no_lines_has_columns():
    assert tuple(story_frame([]).columns) == Line._fields


def test_a_short_ledger_is_told_to_its_end(results):
    cut = dataclasses.replace(
        results, provenance=results.provenance | {"ledger_truncated_on": {"1": 100}}
    )
    assert cut.story().query("kind == 'period'")["until"].max() == 100
