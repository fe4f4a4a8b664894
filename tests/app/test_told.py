"""The pair of runs that is told goes as most go, is the one of the figures, and says why."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from culturesim.app import place, session, words
from culturesim.app.asked import chosen, looked_at
from culturesim.app.changes import Change, View, scenarios_of
from culturesim.app.hospital import set_own_seed
from culturesim.app.place import Place
from culturesim.app.told import asides, pair_told, reason, scenarios_told, which
from culturesim.app.work import Piece, both_stories, one_run

SHORT = """
title = "Short"
days = 200
warm_up_days = 10
[organisation]
wards = 3
departments = 1
divisions = 1
"""
CUT = Change((("staffing", 0.9),), (), 366)


def row(harm, day=None):
    return {"is_failing": day is not None, "preventable_harm_rate": harm,
            "failing_day": float("nan") if day is None else float(day)}  # fmt: skip


def rows_of(*pairs):
    """Rows of base and change from (harm, failing day) of both."""
    return [row(*base) for base, _ in pairs], [row(*other) for _, other in pairs]


def piece(seed, found):
    return Piece(seed, found, np.array([84]), np.zeros((6, 1)))


def answer(*pairs, view=None):
    """Stand in for an answer, with pieces that hold outcomes only."""
    view = view or View(change=CUT, seed=40)
    base, changed = scenarios_of(view)
    both = zip(*rows_of(*pairs), strict=True)
    pieces = tuple((piece(view.seed + k, was), piece(view.seed + k, now))
                   for k, (was, now) in enumerate(both))  # fmt: skip
    return SimpleNamespace(view=view, base=base, changed=changed, pairs=pieces, n=len(pairs))


ANYWAY = "This hospital fails without your change too: from 1 December 2005."
SOUND, FAILS = (5.0,), (9.0, 500)


def test_it_goes_as_most_go_and_is_nearest_the_middle():
    """By hand: differences 4, 1, 1.5, 2 and 3; the pair of the middle, 2, has a failing base."""
    pairs = [((5.0,), (9.0, 500)), ((5.0,), (6.0,)), ((5.0,), (6.5, 600)), ((8.0, 90), (10.0, 90)),
             ((5.0,), (8.0, 400))]  # fmt: skip
    told = pair_told(rows_of(*pairs))
    assert (told.at, told.fails, told.as_most) == (2, (False, True), (4, 4))
    assert (told.n, told.difference, told.middle) == (5, 1.5, 2.0)


def test_of_equals_it_is_nearest_the_middle_of_harm_then_the_first():
    same = [((harm,), (harm,)) for harm in (9.0, 4.0, 5.0, 1.0, 5.0)]
    assert pair_told(rows_of(*same)).at == 2


def test_without_a_pair_that_goes_as_most_do_the_change_decides():
    """Half and half the other way round: no pair has a sound base and a failing change."""
    pairs = [((5.0,), (6.0,))] * 2 + [((8.0, 9), (9.0, 9))] * 2 + [((5.0,), (6.0,))]
    assert pair_told(rows_of(*pairs)).at == 0
    crossed = [((5.0,), (6.0,)), ((5.0,), (6.0,)), ((8.0, 9), (9.0, 9)), ((8.0, 9), (9.0, 9)),
               ((8.0, 9), (5.0,))]  # fmt: skip
    told = pair_told(rows_of(*crossed))
    assert told.at == 4
    assert told.fails == (True, False)
    none = [((5.0,), (6.0,)), ((5.0,), (6.5,)), ((8.0, 9), (9.0, 9)), ((5.0,), (9.0, 9)),
            ((8.0, 9), (9.0, 9))]  # fmt: skip
    assert pair_told(rows_of(*none)).at == 3


def test_it_says_which_pair_it_is_and_why():
    found = answer(((5.0,), (9.0, 500)), ((5.0,), (6.5, 600)), ((5.0,), (6.0,)))
    told = pair_told(rows_of(((5.0,), (9.0, 500)), ((5.0,), (6.5, 600)), ((5.0,), (6.0,))))
    assert reason(found, told) == (
        "Of the 3 pairs the one with seed 41 is told because it goes as most go (without your "
        "change care does not fail, as in 3 of 3 runs; with it care fails, as in 2 of 3), and of "
        "those that do is nearest the middle of the difference in preventable harm (+1.50 per "
        "1,000 bed-days; the middle of all pairs +1.50)."
    )
    assert "seed 41, set 41 of the model's numbers; Hospital" in which(found, told)
    luck = SimpleNamespace(**vars(found) | {"view": replace(found.view, spans="seeds")})
    assert "seed 41, the model's usual numbers; Hospital" in which(luck, told)


@pytest.mark.parametrize(
    ("base", "other", "begins"),
    [
        (SOUND, SOUND, ["A warning comes"]),
        (SOUND, (9.0, 455), ["A warning comes", "The counts"]),
        (SOUND, (9.0, 454), ["That 30 March 2006, the first failing day, comes so soon",
                             "A warning", "The counts"]),
        (SOUND, (9.0, 335), ["That 1 December 2005, the first failing day, lies before",
                             "A warning", "The counts"]),
        ((9.0, 335), (9.0, 335), [ANYWAY, "A warning", "The counts"]),
        ((9.0, 700), (9.0, 335), ["That 1 December", "This hospital", "A warning", "The counts"]),
    ],
)  # fmt: skip
def test_what_would_puzzle_is_said(base, other, begins):
    found = answer((base, other))
    said = asides(found, pair_told(rows_of((base, other))))
    assert len(said) == len(begins)
    assert all(text.startswith(begin) for text, begin in zip(said, begins, strict=True))


def test_the_numbers_in_what_puzzles_are_the_scenarios():
    found = answer((SOUND, (9.0, 335)))
    said = " ".join(asides(found, pair_told(rows_of((SOUND, (9.0, 335))))))
    p = found.changed.parameters
    late = " ".join(asides(answer((SOUND, (9.0, 370))), pair_told(rows_of((SOUND, (9.0, 370))))))
    assert "over the 90 days up to it, and 85 of these lie before your change" in late
    assert f"over the {p['harm_window']:.0f} days before each day" in said
    assert f"for {p['failing_days']:.0f} days in a row, and with your change" in said
    assert f"stands at {100 * found.pairs[0][1].bars[0]:.0f} of 100 or worse" in said


def test_the_run_told_is_the_run_of_the_figures_and_of_the_other_pages():
    """The pair has its plausible set, in the story as in the answer."""
    view = View(upload=SHORT, change=Change((("staffing", 0.8),)), seed=5, runs=2)
    found = answer((SOUND, SOUND), (SOUND, SOUND), view=view)
    told = pair_told(rows_of((SOUND, SOUND), (SOUND, SOUND)))
    base, changed, seed = scenarios_told(found, told)
    assert (seed, base.parameter_set, changed.parameter_set) == (5, 5, 5)
    there = Place(told=seed)
    assert looked_at(view, there) == (changed, seed)
    assert looked_at(view, replace(there, run="base")) == (base, seed)
    assert looked_at(view, Place()) == (chosen(view, Place()), view.seed)
    harms = both_stories(base, changed, seed)["changed"]["counts"]["death_of_harm"]
    row = one_run(changed, seed).row
    assert harms >= row["avoidable_deaths"] > 0


def test_a_seed_of_ones_own_leaves_the_pair_that_is_told():
    session.steps.value = session.Steps((View(),))
    place.place.value = Place(told=17)
    set_own_seed("not a seed")
    assert place.place.value.told == 17
    set_own_seed("0")
    assert (place.place.value.told, session.current().seed, session.notice.value) == (-1, 0, "")
    place.place.value = Place()


def test_the_story_begins_with_why_it_is_told(monkeypatch):
    view = View(upload=SHORT, change=Change((("staffing", 0.8),)), seed=5, runs=2)
    found = answer((SOUND, FAILS), (SOUND, FAILS), view=view)
    found = SimpleNamespace(**vars(found), rows=lambda k: [])
    one = pair_told(rows_of((SOUND, FAILS), (SOUND, FAILS)))
    stories = {side: {"counts": {}, "told": ["It was so."]} for side in ("base", "changed")}
    monkeypatch.setattr(words, "_step", lambda *_: "")
    told = words.why(found, stories, one)["told"]
    assert told[0].startswith("Of the 2 pairs the one with seed 5 is told because")
    assert told[1] == "It was so."
    assert told[2].startswith("A warning comes when")
