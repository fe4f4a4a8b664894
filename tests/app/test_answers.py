"""What the page shows is what the command line computes, and grows without going back."""

import asyncio
import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from culturesim import runs
from culturesim.app import session
from culturesim.app.address import read_address, to_address
from culturesim.app.answers import CARDS
from culturesim.app.cards import cards_of, interval_note, split, verdict
from culturesim.app.changes import Change, View
from culturesim.app.files import figures_file, report_file, runs_file
from culturesim.app.pool import Pool
from culturesim.app.progress import find_answer, stages_of
from culturesim.app.shown import chart_data
from culturesim.app.words import headline, why
from culturesim.app.work import WINDOW, both_stories, one_run, period_of
from culturesim.errors import InputError
from culturesim.results.frames import histories_of, outcome_rows
from culturesim.scenario import Scenario
from culturesim.simulation import Simulation

SHORT = """
title = "Short <script>alert(1)</script>"
days = 200
warm_up_days = 10
[organisation]
wards = 3
departments = 1
divisions = 1
"""
VIEW = View(upload=SHORT, change=Change((("staffing", 0.8),)), seed=5, runs=10, spans="seeds")


@pytest.fixture(scope="module")
def pool():
    with ThreadPoolExecutor(2) as executor:
        yield Pool(2, lambda: executor)


def ask(view, pool, **more):
    shown, told = [], []
    complete = asyncio.run(
        find_answer(view, pool, shown.append, lambda n, total: told.append((n, total)), **more)
    )
    return shown, told, complete


@pytest.fixture(scope="module")
def answers(pool):
    return ask(VIEW, pool)


def test_the_figures_are_those_of_the_command_line(answers):
    final = answers[0][-1]
    table = runs.compare(final.base, final.changed, VIEW.runs, VIEW.seed, uncertainty="seeds").table
    table = table.set_index("outcome")
    for name in CARDS:
        found, row = final.numbers[name], table.loc[name]
        assert found.base.mean == row.base
        assert found.other.mean == row.other
        assert tuple(found.difference) == (row.difference, row.low, row.high, row.n)
        assert found.share_same_sign == row.share_same_sign


def test_pairs_may_differ_by_plausible_sets_too_as_at_the_command_line(pool, answers):
    """Both halves of a pair have one set; the middle of runs is shown, and the note says so."""
    view = replace(VIEW, spans="both")
    final = ask(view, pool)[0][-1]
    table = runs.compare(final.base, final.changed, view.runs, view.seed, uncertainty="both").table
    table = table.set_index("outcome")
    for name in CARDS:
        found, row = final.numbers[name], table.loc[name]
        assert tuple(found.difference) == (row.difference, row.run_low, row.run_high, row.n)
    assert "luck differs, and with it the model's numbers" in interval_note(final)
    assert "luck alone" in interval_note(answers[0][-1])
    name = "preventable_harm_rate"
    assert final.numbers[name].base != answers[0][-1].numbers[name].base
    assert read_address(to_address(view))[0] == view
    assert read_address(to_address(VIEW))[0] == VIEW


def test_a_scenario_with_a_set_of_its_own_is_not_given_others():
    view = View(upload=f"parameter_set = 3\n{SHORT}", spans="both", runs=4)
    with pytest.raises(InputError, match="names parameter_set 3 itself"):
        read_address(to_address(view))


def test_answers_grow_and_progress_never_goes_back(answers):
    shown, told, complete = answers
    assert complete
    assert [answer.n for answer in shown] == [4, 10]
    assert all(a <= b for a, b in itertools.pairwise(n for n, _ in told))
    assert told[-1] == (10, 10)


def test_stages_end_with_what_is_wanted():
    assert stages_of(100) == [4, 16, 48, 100]
    assert stages_of(2) == [2]


def test_what_is_there_already_is_shown_at_once(pool, answers):
    shown, _, complete = ask(VIEW, pool)
    assert complete
    assert [answer.n for answer in shown] == [10]


def test_a_refused_budget_ends_the_answer(pool):
    shown, _, complete = ask(VIEW, pool, allowed=lambda n: n == 0)
    assert complete  # everything was there already
    assert shown
    shown, _, complete = ask(View(upload=SHORT, seed=900, runs=8), pool, allowed=lambda n: False)
    assert not complete
    assert not shown


def test_calling_an_answer_off_leaves_nothing_behind(pool):
    async def begin_and_leave():
        task = asyncio.create_task(
            find_answer(View(upload=SHORT, seed=500), pool, lambda a: None, lambda n, m: None)
        )
        await asyncio.sleep(0.3)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(begin_and_leave())
    assert pool.n_waiting == 0


def test_an_older_answer_never_replaces_a_newer_one(answers):
    final = answers[0][-1]
    session.answer.value = None
    session.steps.value = session.Steps((View(),))
    session.take(final)
    assert session.answer.value is None
    session.steps.value = session.Steps((VIEW,))
    session.take(final)
    assert session.answer.value is final


def test_a_point_is_the_rate_of_its_window():
    """By hand: harms over bed-days of the 84 days before a point."""
    from culturesim.app.uploads import read_upload
    from culturesim.results.frames import histories_of
    from culturesim.simulation import Simulation

    scenario = read_upload(SHORT)
    piece = one_run(scenario, 5)
    sim = Simulation(scenario, 5)
    sim.run()
    history = histories_of(sim)[0]
    last = int(piece.days[-1])
    rate = 1000.0 * history.total("n_preventable", last - WINDOW + 1, last)
    assert piece.lines[0, -1] == pytest.approx(
        rate / history.total("n_patients", last - WINDOW + 1, last), rel=1e-12
    )
    assert piece.days.tolist() == [84, 112, 140, 168, 196]


@pytest.mark.parametrize("days", [7, 83, 84, 85, 1825, 4018])
def test_a_chart_has_few_points(days):
    assert (days - 84) / period_of(days) <= 66


def test_bands_hold_the_middle_and_the_gap_is_paired(answers):
    final = answers[0][-1]
    low, middle, high = (final.bands[:, :, k] for k in range(3))
    there = ~np.isnan(middle)
    assert (low[there] <= middle[there]).all()
    assert (middle[there] <= high[there]).all()
    pairs = [b.lines[0] - a.lines[0] for a, b in final.pairs]
    assert np.allclose(final.gap[1], np.median(pairs, axis=0))


def test_charts_are_small_and_plain(answers):
    import json

    final = answers[0][-1]
    text = json.dumps(chart_data(final, final), allow_nan=False)
    assert len(text) < 100_000
    assert chart_data(final, None)["before"] is None


def test_cards_say_in_words_what_they_colour(answers):
    cards = {card["name"]: card for card in cards_of(answers[0][-1])}
    harm, deaths, *others = CARDS
    assert list(cards) == [harm, deaths, "board", "caught", *others, "cost"]
    assert cards["missed_care"]["kind"] == "worse"
    assert (cards["missed_care"]["word"], cards["missed_care"]["arrow"]) == ("worse", "▲")
    assert cards["cost"]["base"] == "£0"


class _Failing:
    """An answer of which only failing is known."""

    def __init__(self, base, changed):
        self.runs = base, changed

    def rows(self, which):
        return [{"is_failing": bool(x)} for x in self.runs[which]]


def test_failing_runs_are_judged_by_the_pairs_that_differ():
    assert split(_Failing([0] * 10, [1] * 5 + [0] * 5)) == (5, 0, "unclear")  # 2 / 2**5 = 0.06
    assert split(_Failing([0] * 10, [1] * 6 + [0] * 4)) == (6, 0, "worse")  # 2 / 2**6 = 0.03
    assert split(_Failing([1] * 6, [0] * 6)) == (0, 6, "better")
    assert split(_Failing([1, 0, 1], [1, 0, 1])) == (0, 0, "same")
    assert split(_Failing([1, 0], [0, 1])) == (1, 1, "unclear")


def test_a_sentence_names_four_changes_and_counts_more(answers):
    final = answers[0][-1]
    levers = tuple((name, 1.0, 366) for name in ("huddles", "walk-rounds", "complaints-read"))
    four = Change((("staffing", 0.9),), levers, 366)
    five = Change((("staffing", 0.9), ("fear", 0.0)), levers, 366)
    said = [headline(replace(final, view=replace(final.view, change=change)))
            for change in (four, five)]  # fmt: skip
    assert "nurse staffing from" in said[0].lower()
    assert "these 5 changes from " in said[1].lower()


def test_no_change_makes_no_difference(pool):
    final = ask(View(upload=SHORT, seed=5, runs=8), pool)[0][-1]
    assert {verdict(found, -1) for found in final.numbers.values()} == {("same", 0)}
    assert "nothing is changed yet" in headline(final).lower()


def test_the_story_follows_the_chain(answers):
    final = answers[0][-1]
    stories = both_stories(final.base, final.changed, 5)
    told = why(final, stories)
    assert any(step.startswith("More care is left undone") for step in told["steps"])
    events = {row[0] for row in told["events"]}
    assert {"patients harmed by care, preventable or not", "concerns kept silent"} <= events
    assert told["told"]


def test_files_hold_the_figures(answers):
    final = answers[0][-1]
    lines = figures_file(final)["text"].splitlines()
    row = next(line for line in lines if line.startswith("missed_care,"))
    assert repr(final.numbers["missed_care"].difference.mean) in row
    assert len(runs_file(final)["text"].splitlines()) == 1 + 2 * VIEW.runs


def test_the_report_is_whole_and_escapes_names(answers):
    text = report_file(answers[0][-1])["text"]
    assert text.startswith("<!doctype html>")
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "10 pairs" in text


def test_a_small_scenario_keeps_the_bodies_it_names():
    body = '[[regulators]]\nname = "Daily"\nkind = "quality"\nremit = "all"\nrel_interval = 0.25\n'
    years = SHORT.replace("\ndays = 200", "\ndays = 900")
    scenario = Scenario.from_toml(years + body)
    sim = Simulation(scenario, 3)
    sim.run()
    want = outcome_rows(sim, histories_of(sim), 1)[0]
    found = one_run(scenario, 3).row
    assert found["inspections"] == want["inspections"]
    assert found["inspections"] != one_run(Scenario.from_toml(years), 3).row["inspections"]
    assert found["preventable_harms"] == want["preventable_harms"]


def test_scores_run_from_0_to_100_wherever_a_reader_sees_them(answers):
    """Card, chart, threshold and list of the dashboard have one scale, as the staffing return."""
    final = answers[0][-1]
    shown = {panel["name"]: panel for panel in chart_data(final, None)["panels"]}
    names = list(shown)
    rows = final.rows(0)
    for name, outcome in (("dashboard", "picture_end"), ("fill", None)):
        assert "100" in shown[name]["unit"] or "%" in shown[name]["unit"]
        values = np.array([pair[0].lines[names.index(name), -1] for pair in final.pairs])
        assert (values > 20.0).all()
        assert (values <= 100.0 + 1e-9).all()
        if outcome:
            ends = np.array([100.0 * row[outcome] for row in rows])
            assert np.abs(values - ends).max() < 15.0  # the last 84 days and the last 90
    assert shown["dashboard"]["bar"]["at"] == 100.0 * final.board[1].bars[1]
    worse = [dict(row, picture_end=0.64) for row in rows], [dict(r, picture_end=0.62) for r in rows]
    told = why(SimpleNamespace(rows=lambda k: worse[k], view=final.view), None)["steps"]
    assert told[-1] == ("The board's dashboard looks worse at the end: 64.0 becomes 62.0 of 100, "
                        "where 100 is all well.")  # fmt: skip
