"""The pages without a browser: what a reader does becomes state, and state is what is shown."""

import json

import pytest
import solara

from culturesim.app import session, what_if
from culturesim.app.changes import Change, View, base_of
from culturesim.app.frame import Bounded
from culturesim.app.model import assumptions, validation
from culturesim.app.shown import BIG_DIALS, bar_data, command, dials_data, levers_data, start_data
from culturesim.parameters import load_registry


@pytest.fixture(autouse=True)
def fresh():
    session.steps.value = session.Steps()
    session.notice.value = ""
    session.answer.value = None


def test_a_dial_is_set_undone_and_set_again():
    what_if._dial(["staffing", 0.9])
    assert session.current().change.dials == (("staffing", 0.9),)
    session.undo()
    assert session.current() == View()
    session.redo()
    assert session.current().change.dials == (("staffing", 0.9),)
    session.reset()
    assert session.current().change.is_empty


def test_a_dial_at_the_base_is_no_change():
    what_if._dial(["fear", 0.7])
    what_if._dial(["fear", 0.2])
    assert session.current().change.is_empty


def test_undo_and_redo_stop_at_the_ends():
    session.undo()
    session.redo()
    assert session.steps.value.at == 0


@pytest.mark.parametrize(
    ("act", "given", "part"),
    [
        (what_if._dial, ["fear", 7.0], "outside the range"),
        (what_if._dial, ["<b>", 0.5], "no dial"),
        (what_if._lever, ["nothing", 1.0, 1], "no lever"),
        (what_if._lever, ["huddles", 1.0, 99999], "outside the run"),
        (what_if._lever, ["huddles", 9.0, 1], "outside the range"),
        (what_if._start_day, 99999, "outside"),
        (what_if._paste, "fear:x", "expected a number"),
        (what_if.set_seed, "-3", "whole number"),
        (what_if.set_scenario, "../secret", "no scenario"),
    ],
)
def test_a_mistake_is_a_notice_and_changes_nothing(act, given, part):
    act(given)
    assert part in session.notice.value
    assert session.current() == View()


def test_another_base_keeps_the_changes_that_fit():
    what_if._lever(["huddles", 0.5, 1800])
    what_if.set_scenario("midshire")
    assert session.current().scenario == "midshire"
    assert session.current().change.levers == (("huddles", 0.5, 1800),)


def test_every_example_can_be_tried():
    for name in what_if.shown.PRESETS:
        what_if.set_preset(name)
        assert not session.notice.value
        assert session.current().change == what_if.shown.PRESETS[name]


def test_the_state_is_shown():
    view = View(change=Change((("staffing", 0.9),), (("huddles", 0.5, 30),)), seed=4)
    dial = next(item for item in dials_data(view)["dials"] if item["name"] == "staffing")
    assert (dial["value"], dial["base"]) == (0.9, 1.0)
    levers = [item for group in levers_data(view)["groups"] for item in group["levers"]]
    assert [item["name"] for item in levers if item["strength"]] == ["huddles"]
    assert start_data(view)["seed"] == 4
    assert bar_data(view, True, False, False)["code"] == "staffing:0.9,huddles:0.5@30"


def test_dials_of_themes_are_not_shown_but_named_where_they_are_set():
    from culturesim.app.words import change_words
    from culturesim.parameters.dials import DIALS

    assert [dial["name"] for dial in dials_data(View())["dials"]] == [*BIG_DIALS]
    change = Change(tuple((name, dial.high) for name, dial in DIALS.items()))
    assert "poor communication from" in change_words(base_of(View()), change)


def test_the_command_is_the_one_that_gives_the_same_figures():
    from culturesim.app.changes import base_of, changed_of

    view = View(change=Change((("staffing", 0.9),), (("huddles", 0.5, 30),)), seed=4, runs=16)
    assert command(view, changed_of(base_of(view), view.change)) == (
        "culturesim compare small small --runs 16 --seed 4 --uncertainty both "
        "--set staffing=0.9 --lever huddles=0.5@30"
    )


def test_every_assumption_is_listed():
    assert [row[0] for row in assumptions()] == list(load_registry())
    assert all(all(row) for row in assumptions())


def test_the_stored_validation_is_shown(tmp_path):
    row = {"id": "C01", "statement": "Said <b>", "label": "part", "is_headline": True, "n": 30,
           "what": "runs", "unit": "%", "published": 8.7, "published_low": 7.0,
           "published_high": None, "band_low": None, "band_high": 13, "model": 7.65,
           "model_low": 7.4, "model_high": 7.9, "verdict": "in", "source": "A book"}  # fmt: skip
    table = {"command": "culturesim validate", "date": "2026-11-23", "in_band": 1, "out_of_band": 0,
             "not_measured": 0, "patterns": [row, row | {"is_headline": False}]}  # fmt: skip
    file = tmp_path / "validation.json"
    file.write_text(json.dumps(table), encoding="utf-8")
    words, rows = validation(file)
    assert "1 inside the band" in words
    assert rows == [["C01", "Said <b> (part)", "8.7 %", "any to 13 %", "7.65 (7.4 to 7.9) %",
                     "30 runs", "in band", "A book"]]  # fmt: skip
    assert validation(tmp_path / "nowhere.json") is None


def test_an_error_on_a_page_stays_there():
    @solara.component
    def Broken():
        raise ZeroDivisionError("by nothing")

    box, context = solara.render(Bounded(children=[Broken()]), handle_error=False)
    told = [html.unsafe_innerHTML for html in context.find(solara.widgets.HTML).widgets]
    context.close()
    assert box.children
    assert any("Something went wrong" in text for text in told)
    assert not any("by nothing" in text for text in told)


def test_a_dial_without_a_place_on_the_page_still_has_a_name():
    from culturesim.app.changes import base_of
    from culturesim.app.words import change_words

    view = View(change=Change((("poor_communication", 0.5),)))
    assert change_words(base_of(view), view.change).startswith("poor communication from 20 % to 50")
    assert [item["name"] for item in dials_data(view)["dials"]] == list(what_if.shown.BIG_DIALS)
