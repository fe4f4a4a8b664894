"""What would have made the board notice sooner: the figures of the command line, plainly told."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from culturesim import runs
from culturesim.app import session
from culturesim.app.changes import Change, View, base_of, changed_of
from culturesim.app.earlier import answer_words, sooner_data, use_measure
from culturesim.app.noticing import Caughts, Noticed
from culturesim.app.pool import Pool
from culturesim.app.shown import PRESETS
from culturesim.app.sooner import MEASURES, Row, find_sooner, measures_of, plain_of, ranked
from culturesim.interventions import LEVERS
from culturesim.outcomes.intervals import Interval

from .test_noticing import SHORT

CUT = Change((("staffing", 0.8),), (), 60)
VIEW = View(upload=SHORT, change=CUT, seed=3, runs=6)


@pytest.fixture(scope="module")
def found():
    shown, told = [], []
    with ThreadPoolExecutor(2) as executor:
        complete = asyncio.run(find_sooner(VIEW, Pool(2, lambda: executor), shown.append,
                                           lambda *at: told.append(at)))  # fmt: skip
    assert complete
    return shown, told


def test_measures_begin_with_the_change():
    assert set(MEASURES.values()) <= set(LEVERS)
    for measure in measures_of(VIEW):
        assert set(CUT.dials) <= set(measure.change.dials)
        assert measure.change.from_day == 60
        assert all(day == 60 for _, _, day in measure.change.levers)


def test_what_is_there_already_or_cannot_go_with_it_is_not_offered():
    change = replace(CUT, levers=(("huddles", 0.5, 90), ("walk-rounds-silent", 1.0, 90)))
    names = [measure.name for measure in measures_of(replace(VIEW, change=change))]
    assert "huddles" not in names
    assert "rounds" not in names
    assert "seat" in names


def test_the_figures_are_those_of_the_command_line(found):
    """Same seeds and sets: the measure against the change alone, and days on which a board knew."""
    base = base_of(VIEW)
    rows = {row.name: row for row in found[0][-1]}
    seat = next(m.change for m in measures_of(VIEW) if m.name == "seat")
    done = runs.compare(changed_of(base, CUT), changed_of(base, seat), VIEW.runs, VIEW.seed,
                        uncertainty=VIEW.spans)  # fmt: skip
    row = done.table.set_index("outcome").loc["preventable_harm_rate"]
    harm = rows["seat"].harm.difference
    assert tuple(harm) == (row.difference, row.run_low, row.run_high, row.n)
    assert rows["seat"].board.n == rows["alone"].board.n == VIEW.runs


def test_all_rows_have_the_same_pairs_at_every_stage(found):
    for rows in found[0]:
        assert len({row.board.n for row in rows}) == 1
    assert [rows[0].board.n for rows in found[0]] == [4, 6]
    assert found[1][-1][0] == found[1][-1][1]


def test_measures_are_tried_without_the_change_too(found):
    assert [m.name for m in plain_of(VIEW)] == ["open", "all", "all_open"]
    assert all("staffing" not in dict(m.change.dials) for m in plain_of(VIEW))
    assert not plain_of(replace(VIEW, change=Change()))
    rows = {row.name: row for row in found[0][-1]}
    assert rows["all"].without.n == VIEW.runs
    assert rows["seat"].without is None


def test_the_session_asks_for_one_state_only():
    session.steps.value = session.Steps((VIEW,))
    session.asked.value = VIEW
    session.put(replace(VIEW, seed=9))
    assert session.asked.value != session.current()


def test_a_measure_of_the_table_can_be_taken_over():
    session.steps.value = session.Steps((VIEW,))
    use_measure("seat")
    assert session.current().change.levers == (("patients-on-the-board", 1.0, 60),)
    session.undo()
    assert session.current() == VIEW


def row(name, knew=(), view=0.3, without=None, n=48, ward=0.46):
    board = Noticed(n, 366, 1825, tuple(knew), ward, view, 0.6, (0.5, 0.5, 30))
    harm = Interval(-0.5, -0.9, -0.1, n)
    pair = type("Pair", (), {"base": Interval(8.0, 7.0, 9.0, n), "difference": harm})()
    plain = None if without is None else replace(board, after=tuple([9.0] * without))
    return Row(name, board, Caughts(n, 0, {}), pair, plain)


def test_it_is_said_plainly_that_nothing_helps_by_itself_and_what_does_at_once():
    rows = ranked([row("alone"), row("rounds"), row("seat", view=0.4),
                   row("all", [200.0] * 30, 0.55, without=28)])  # fmt: skip
    assert [r.name for r in rows] == ["alone", "all", "seat", "rounds"]
    none, all_of, anyway, why, instead = answer_words(rows)
    assert none.startswith("None of these 2 things by itself makes the board notice: in none of 48")
    assert "a seat for patients on the board: the board is told of 40 of 100" in none
    assert "in 30 of 48 runs, typically 7 months" in all_of
    assert "in 28 of 48 runs as well" in anyway
    assert "46 of 100 bad" in why
    assert "-6 % (-11 to -1 %)" in instead


def test_two_runs_of_many_are_no_answer():
    said = answer_words(ranked([row("alone"), row("seat", [90.0, 100.0])]))
    assert "at best in 2 of 48 runs" in said[0]
    said = answer_words(ranked([row("alone"), row("seat", [90.0] * 40)]))
    assert said[0].startswith("Soonest: a seat for patients on the board. The board then comes")


def test_what_is_kept_back_is_named_where_it_is_the_reason():
    assert "The rest is kept back" in answer_words([row("alone", ward=0.6), row("seat")])[-2]


def test_every_row_has_a_cell_under_every_head(found):
    given = sooner_data(VIEW, found[0][-1], (1, 1), False)
    assert all(len(r["cells"]) + 1 == len(given["heads"]) for r in given["rows"])
    assert given["rows"][0]["name"] == "alone"


def test_sentences_that_may_still_change_say_so(found):
    rows = found[0][-1]
    first = sooner_data(VIEW, rows, (3, 60), True)["said"][0]
    assert first.startswith("So far, over 6 pairs of runs")
    assert "3 of 60" in first
    assert sooner_data(VIEW, rows, (60, 60), False)["said"] == answer_words(ranked(rows))


def test_what_would_happen_without_the_change_follows_the_best_at_once():
    rows = ranked([row("alone"), row("all", [200.0] * 30, 0.55, without=28),
                   row("all_open", [100.0] * 48, 0.7, without=40), row("seat")])  # fmt: skip
    _, best, without, second, *_ = answer_words(rows)
    assert "in 48 of 48" in best
    assert "in 40 of 48" in without
    assert "in 30 of 48" in second


def test_the_example_of_an_open_culture_is_the_one_of_the_table():
    open_one = next(m for m in measures_of(VIEW) if m.name == "open")
    cut = dict(PRESETS["cut_open"].dials)
    assert cut.pop("staffing") == 0.9
    assert cut.items() <= dict(open_one.change.dials).items()
