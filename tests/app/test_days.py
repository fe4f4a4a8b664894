"""Some days of one run, and the inside of a decision, against the run itself."""

import math

import numpy as np
import pytest

from culturesim.app.days import (
    COLOURS,
    SPOKEN,
    STEPS,
    WARD_NUMBERS,
    first_of,
    how_many,
    run_until,
    stretch_of,
)
from culturesim.app.inside import inside_data, signed
from culturesim.app.outline import outline_of
from culturesim.app.person import decision_on, person_on
from culturesim.scenario import load_scenario
from culturesim.simulation import Simulation
from culturesim.state.ledger import KINDS, K, L
from culturesim.state.schema import SB, SF

SEED = 3
FIRST = 57


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("small").with_changes(days=120, where="test")


@pytest.fixture(scope="module")
def whole(scenario):
    """The same run, made apart from the page."""
    sim = Simulation(scenario, SEED, ledger=True)
    sim.run()
    return sim


@pytest.fixture(scope="module")
def stretch(scenario):
    return stretch_of(scenario, SEED, FIRST)


def test_stretches_tile_the_days():
    for n_staff in (1, 440, 3378, 6000):
        firsts = [first_of(day, n_staff) for day in range(1, 200)]
        assert firsts[0] == 1
        assert all(0 <= day - first < how_many(n_staff) for day, first in enumerate(firsts, 1))


def test_a_person_is_coloured_by_what_the_run_holds(scenario, stretch):
    sim = Simulation(scenario, SEED)
    sim.run(FIRST + 4)
    for name in COLOURS[:3]:
        values = sim.world.sf[getattr(SF, name)]
        for row, mark in enumerate(stretch.colours[name][4]):
            if mark == "-":
                assert not (sim.world.sb[SB.is_in_post, row] and sim.world.sb[SB.is_funded, row])
            else:
                level = 44 if mark == "~" else ord(mark) - 48
                assert abs(level / STEPS - values[row]) <= 0.5 / STEPS + 1e-12


def test_marks_and_warnings_are_those_of_the_ledger(whole, stretch):
    rows = whole.ledger_rows()
    for k in range(len(stretch.acts)):
        today = rows[rows[:, L.day] == FIRST + k]
        silent = today[today[:, L.kind] == K.silent, L.who]
        assert {i for i, mark in enumerate(stretch.acts[k]) if mark == "s"} == set(silent.tolist())
        hurt = set(today[today[:, L.kind] == K.punished, L.whom].tolist())
        assert {i for i, mark in enumerate(stretch.acts[k]) if mark.isupper()} == hurt
        raised = np.isin(today[:, L.kind], [K.told_manager, K.reported, K.bypassed]).sum()
        ended = sum(n for _, level, _, n in stretch.warnings[k] if level < 4)
        assert ended == raised  # every warning ends somewhere, once
        kept = sum(n for _, level, reason, n in stretch.warnings[k] if reason)
        assert kept == (today[:, L.kind] == K.stopped_at).sum()


def test_silence_is_counted_over_four_weeks(whole, stretch):
    rows, day = whole.ledger_rows(), FIRST + 10
    lately = rows[(rows[:, L.day] > day - 28) & (rows[:, L.day] <= day)]
    spoken = [KINDS.index(name) for name in SPOKEN]
    for who, mark in enumerate(stretch.colours["silence"][10]):
        mine = lately[(lately[:, L.who] == who) & np.isin(lately[:, L.kind], spoken)]
        if mark == "-":
            assert len(mine) == 0
        else:
            share = (mine[:, L.kind] == K.silent).mean()
            assert abs((44 if mark == "~" else ord(mark) - 48) / STEPS - share) < 0.51 / STEPS


def test_a_ward_shows_what_waits(scenario, stretch):
    sim = Simulation(scenario, SEED)
    sim.run(FIRST)
    for k, (_, block, column) in enumerate(WARD_NUMBERS):
        values = sim.world.wf[column] if block == "f" else sim.world.wi[column]
        assert [ward[k] for ward in stretch.wards[0]] == pytest.approx(values, abs=6e-4)


def test_going_on_and_starting_anew_give_the_same_days(scenario, stretch):
    stretch_of(scenario, SEED, 1)  # the run now stands elsewhere
    assert stretch_of(scenario, SEED, FIRST) == stretch
    assert run_until(scenario, SEED, FIRST, "days").day == FIRST


def test_a_decision_worked_out_again_is_the_one_taken(scenario, whole):
    rows = whole.ledger_rows()
    spoken = [KINDS.index(name) for name in SPOKEN]
    taken = rows[np.isin(rows[:, L.kind], spoken) & (rows[:, L.day] > 80)]
    for day, kind, who, *_ in taken[:: max(1, len(taken) // 12)].tolist():
        found = decision_on(scenario, SEED, day, who)
        assert found.kind == KINDS[kind]
        assert math.fsum(term.amount for term in found.terms) == pytest.approx(found.logit)
        assert found.chance == pytest.approx(1.0 / (1.0 + math.exp(-found.logit)))
        signs = {term.name: term.amount for term in found.terms}
        assert signs["fear"] <= 0.0 <= signs["severity"]


def test_decisions_follow_their_chances(scenario, whole):
    """Among many decisions as many are to speak as their chances say; n is the test's own."""
    rows = whole.ledger_rows()
    spoken = [KINDS.index(name) for name in SPOKEN]
    taken = rows[np.isin(rows[:, L.kind], spoken) & (rows[:, L.day] <= 40)][::5]
    found = [decision_on(scenario, SEED, day, who) for day, _, who, *_ in taken.tolist()]
    chances = np.array([1.0 if one.committed else one.chance for one in found])
    spoke = np.array([one.kind != "silent" for one in found])
    spread = math.sqrt(float((chances * (1.0 - chances)).sum()))
    assert len(found) > 60
    assert abs(spoke.sum() - chances.sum()) < 3.5 * spread


def test_a_person_knows_what_the_ledger_says(scenario, whole):
    rows = whole.ledger_rows()
    who = int(rows[(rows[:, L.kind] == K.punished) & (rows[:, L.day] <= 100)][-1, L.whom])
    person = person_on(scenario, SEED, 100, who)
    assert person.decision is not None
    assert person.past[0][0] == person.decision.day
    assert any(came == "punished" for _, _, came in person.past)
    ties = whole.organisation
    neighbours = ties.tie_idx[ties.tie_ptr[who] : ties.tie_ptr[who + 1]]
    assert {row for row, *_ in person.contacts} <= set(neighbours.tolist())


def test_a_person_is_told_in_words(scenario):
    outline = outline_of(scenario, SEED)
    n_silent = 0
    for row in range(0, 200, 7):
        person = person_on(scenario, SEED, 100, row)
        told = inside_data(person, outline, scenario.start)
        if person.decision is None:
            assert told["terms"] == []
        elif person.decision.kind == "silent":
            n_silent += 1
            assert "stayed silent: " in told["said"][0]
            named = told["said"][0].split("stayed silent: ")[1].split(", ")
            assert "\N{MINUS SIGN}" in named[0]  # what held most back comes first
        assert len(told["has"]) == 7
    assert n_silent > 3


def test_signs_are_written():
    assert [signed(x) for x in (1.54, -2.06, 0.0, -0.04)] == ["+1.5", "\N{MINUS SIGN}2.1", "+0.0",
                                                            "+0.0"]  # fmt: skip
