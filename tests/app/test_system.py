"""Many hospitals: the league of a real run, what is shown of it, and the game."""

import asyncio
import math
import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from culturesim.app import standings, system
from culturesim.app.league import SCORES, Standing, Table, system_run
from culturesim.app.pool import Pool, tell
from culturesim.app.spotting import CHOICES, Game, round_of
from culturesim.errors import InputError
from culturesim.organisation import OrganisationSizes
from culturesim.organisation.system import OrganisationSystem, Plan
from culturesim.scenario import Scenario

SIZES = OrganisationSizes(
    wards=2, beds_per_ward=8, divisions=1, departments=0, executives=2, board_members=2,
    ward_registered_nurses=7, ward_support_workers=5, ward_doctors=3, ward_allied=1,
    ties_per_person=3.0, name="Place",
)  # fmt: skip


def standing(k, **given):
    """Hospital k of eight: the higher its number, the worse in truth and the better published."""
    made = Standing(f"Hospital {k}", 100.0 - k, 100.0, 100.0 - k, 0.0, 5.0 + k, k + 1, 8 - k,
                    False, (0.9,) * len(SCORES), (0.7,) * 11 + (0.6 - 0.01 * k,), 0.2, k >= 6,
                    "nobody", math.nan)  # fmt: skip
    return replace(made, **given)


@pytest.fixture
def table():
    return Table(3, 1.5, tuple(standing(k) for k in range(8)))


@pytest.fixture(scope="module")
def scenario():
    plans = tuple(Plan(f"Place {k}", SIZES, staffing=s) for k, s in enumerate((0.7, 1.0, 1.1)))
    return Scenario("Three", days=370, warm_up_days=30, runs=2,
                    organisation=OrganisationSystem(SIZES, plans, 3))  # fmt: skip


def test_a_run_gives_the_figures_of_its_results(scenario):
    import culturesim
    from culturesim.outcomes.league import league_table

    found = system_run(scenario, 5)
    results = culturesim.run(scenario, runs=1, seed=5)
    league = league_table(results).set_index("hospital")
    outcomes = results.outcomes.set_index("hospital")
    assert [one.name for one in found.standings] == list(outcomes.index)
    for one in found.standings:
        row = league.loc[one.name]
        assert (one.observed, one.rank_seen, one.rank_true) == (
            row["observed"], row["rank_ratio"], row["rank_harm"])  # fmt: skip
        assert one.ratio == pytest.approx(row["ratio"], rel=1e-4)
        assert one.harm == pytest.approx(row["harm_rate"], rel=1e-4)
        assert one.is_failing == outcomes.loc[one.name, "is_failing"]
        assert len(one.picture) == 4
        assert all(0.0 <= score <= 1.0 for score in (*one.scores, *one.picture))
    assert len({one.harm for one in found.standings}) == 3


def test_one_hospital_is_no_league():
    alone = Scenario("Alone", days=370, warm_up_days=0, organisation=SIZES)
    with pytest.raises(InputError, match="two or more"):
        system_run(alone, 1)


def test_hospitals_over_runs_by_hand(table):
    worse = replace(table, standings=tuple(replace(s, ratio=s.ratio + 10, is_failing=True)
                                           for s in table.standings))  # fmt: skip
    first, *_, last = standings.hospitals_of((table, worse, table))
    assert (first["ratio"], first["ratioLow"], first["ratioHigh"]) == (100.0, 100.0, 110.0)
    assert (first["seen"], first["true"], first["failing"], first["isFailing"]) == (1, 8, 1, False)
    assert (last["seen"], last["true"], last["failing"], last["isFailing"]) == (8, 1, 3, True)
    assert first["picture"] == pytest.approx((0.7 * 3 + 0.6) / 4)


def test_agreement_by_hand(table):
    assert standings.agreement((table,)) == ([pytest.approx(-1.0)], 0, 1)
    true = replace(table, standings=tuple(replace(s, ratio=100 + s.harm) for s in table.standings))
    assert standings.agreement((true,)) == ([pytest.approx(1.0)], 1, 1)


def test_one_run_is_called_one_run_and_more_are_counted(table):
    assert "not a finding" in standings.system_data((table,))["note"]
    assert "Over 2 runs" in standings.system_data((table, table))["note"]


def test_the_table_lists_the_worst_in_truth_first(table):
    rows = standings.table_data((table,))["rows"]
    assert rows[0] == ["Hospital 7", "93", "8", "12.0", "1", "1 / 1", "failing in truth"]
    assert len(rows) == 8


@pytest.mark.parametrize("number", range(12))
def test_a_round_has_one_failing_hospital_and_is_the_same_for_all(table, number):
    played = round_of((table,), number)
    assert played == round_of((table,), number)
    assert [s.is_failing for s in played.standings].count(True) == 1
    assert played.standings[played.failing].is_failing
    assert len({s.name for s in played.standings}) == CHOICES
    assert played.standings[played.by_ratio].ratio == max(s.ratio for s in played.standings)
    assert played.standings[played.by_dashboard] == max(
        played.standings, key=lambda s: int(s.name.split()[1]))  # fmt: skip


def test_rounds_differ_and_the_failing_one_has_no_fixed_place(table):
    assert {round_of((table,), n).failing for n in range(40)} == set(range(CHOICES))


def test_nothing_can_be_spotted_where_all_or_none_fail(table):
    for failing in (True, False):
        same = replace(table, standings=tuple(replace(s, is_failing=failing)
                                              for s in table.standings))  # fmt: skip
        assert round_of((same,), 0) is None
    assert "nothing to spot" in standings.round_data(None, Game())["lead"]


def test_nothing_of_the_truth_is_sent_before_the_choice(table):
    played = round_of((table,), 0)
    closed = repr(standings.round_data(played, Game()))
    assert not any(s.name in closed for s in played.standings)
    assert "True" not in closed
    game = Game().choose(played.failing, played)
    opened = standings.round_data(played, game)
    assert opened["result"].startswith("Right: it was hospital")
    assert [one["failing"] for one in opened["hospitals"]].index(True) == played.failing
    assert any("Nobody with power" in line for one in opened["hospitals"] for line in one["truth"])


@pytest.mark.parametrize(
    "who", ["board", "regulator", "whistleblower", "families", "press"]
)  # every actor that outcomes know
def test_who_caught_it_is_named(table, who):
    caught = replace(table, standings=tuple(
        replace(s, caught_by=who, caught_after=40.0) if s.is_failing else s
        for s in table.standings))  # fmt: skip
    played = round_of((caught,), 0)
    data = standings.round_data(played, Game().choose(0, played))
    assert any("after 40 days" in line for one in data["hospitals"] for line in one["truth"])


def test_only_the_first_choice_counts_and_only_one_that_is_there(table):
    played = round_of((table,), 1)
    wrong = next(k for k in range(CHOICES) if k != played.failing)
    game = Game().choose(99, played).choose(-1, played)
    assert game == Game()
    game = game.choose(wrong, played).choose(played.failing, played)
    assert (game.chosen, game.played, game.found) == (wrong, 1, 0)
    assert Game().next() == Game()
    after = game.next()
    assert (after.number, after.chosen, after.played) == (1, None, 1)


def half_way(_scenario, seed):
    tell(0.5)
    time.sleep(0.3)
    return seed, os.getpid(), os.nice(0)


def test_long_runs_are_made_once_in_processes_that_end():
    pool = Pool(1)
    try:
        first = pool.long(half_way, "s", 1)
        assert pool.long(half_way, "s", 1) is first
        second = pool.long(half_way, "s", 2)
        (_, one, nice), (_, two, _) = first.result(120), second.result(120)
        assert one != two != os.getpid()
        assert nice > os.nice(0)
        assert pool.share_of_long == 0.5
    finally:
        pool.close()


def fails(*_given):
    raise ZeroDivisionError("once")


def test_a_long_run_that_failed_may_be_asked_for_again():
    executor = ThreadPoolExecutor(1)
    pool = Pool(1, lambda: executor)
    first = pool.long(fails, 1)
    with pytest.raises(ZeroDivisionError):
        first.result(30)
    assert pool.long(fails, 1) is not first
    executor.shutdown()


def test_tables_are_shown_run_by_run_and_leaving_does_not_stop_them(scenario):
    executor = ThreadPoolExecutor(1)
    pool = Pool(1, lambda: executor)
    shown, said = [], []

    async def leave_then_stay():
        going = asyncio.create_task(system.find_tables(pool, scenario, shown.append, said.append))
        await asyncio.sleep(0)
        going.cancel()
        await asyncio.gather(going, return_exceptions=True)
        await system.find_tables(pool, scenario, shown.append, lambda *now: said.append(now))

    asyncio.run(leave_then_stay())
    executor.shutdown()
    assert [[table.seed for table in tables] for tables in shown] == [[0], [0, 1]]
    assert said[-1] == (2, 0.0)
