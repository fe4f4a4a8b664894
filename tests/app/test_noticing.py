"""When the board comes to know, and counts of who found out that add up."""

import numpy as np
import pytest

from culturesim.app.noticing import Caughts, caughts, finders_words, noticed, when_words
from culturesim.app.uploads import read_upload
from culturesim.app.work import FIFTH, Piece, one_run
from culturesim.outcomes.caught import ACTORS
from culturesim.results.frames import histories_of
from culturesim.simulation import Simulation

SHORT = """
title = "Short"
days = 200
warm_up_days = 10
[organisation]
wards = 3
departments = 1
divisions = 1
[parameters]
knew_view = 0.2
caught_score = 0.1
caught_days = 20
"""


@pytest.fixture(scope="module")
def scenario():
    return read_upload(SHORT)


@pytest.fixture(scope="module")
def pieces(scenario):
    return [one_run(scenario, seed) for seed in range(4)]


def test_the_board_knows_on_the_day_that_the_outcome_table_says(pieces):
    days = [piece.row["knew_board_day"] for piece in pieces]
    assert not all(np.isnan(days))
    assert noticed(pieces, 1).after == tuple(sorted(day - 1 for day in days if not np.isnan(day)))
    assert noticed(pieces, 1).bars == (0.2, 0.1, 20)


def test_what_ended_before_the_change_does_not_count_and_what_lasts_counts_at_once():
    near = np.zeros((3, 3), np.float32)
    piece = Piece(0, {"days": 200}, np.array([84]), np.zeros((6, 1)), ((20, 60), (150, 170)), near)
    assert noticed([piece], 1).after == (19.0,)
    assert noticed([piece], 40).after == (0.0,)
    assert noticed([piece], 61).after == (89.0,)
    assert noticed([piece], 171).after == ()


def test_how_near_it_came_is_the_worst_that_was_held_for_as_long(scenario, pieces):
    """By hand, day by day, from the first day and from a fifth of a year on."""
    sim = Simulation(scenario, 0)
    sim.run()
    history = histories_of(sim)[0]
    for first in (1, 1 + FIFTH):
        days = range(first - 1, 200 - 19)
        found = noticed(pieces[:1], first)
        assert found.board == pytest.approx(
            max(history["board_view"][day : day + 20].min() for day in days)
        )
        assert found.dashboard == pytest.approx(
            min(history["board_picture"][day : day + 20].max() for day in days)
        )
        knew = found.board >= 0.2 or found.dashboard <= 0.1
        assert knew == bool(found.knew)


def test_those_who_found_out_and_nobody_add_up():
    rows = [{"is_failing": True, "caught_by": who, "caught_after": 9.0} for who in (*ACTORS,) * 2]
    rows += [{"is_failing": True, "caught_by": "nobody"}] * 3 + [{"is_failing": False}] * 5
    found = caughts(rows)
    assert (found.n, found.failing, found.caught, found.nobody) == (18, 13, 10, 3)
    words = finders_words(found, late=False)
    assert sum(int(part.rsplit(" ", 1)[1]) for part in words.split(", ")) == found.failing


def test_a_few_runs_make_no_rule():
    one = Caughts(100, 6, {"regulator": (13.0,)})
    assert finders_words(one) == "the regulator in 1 (13 days after it began), nobody in 5"
    assert "typically" not in when_words([float(day) for day in range(9)])
    assert when_words([float(day) for day in range(10, 30)]).startswith("typically 20 days (9 of")
