"""The page's course of a run and its patients are the inquiry's, as the command line tells them."""

import json

import pytest

from culturesim import run
from culturesim.app.knew import ACTORS, patient_data, patients_list, timeline_data
from culturesim.app.trail import followed_of, trail_of
from culturesim.app.work import one_run
from culturesim.errors import InputError
from culturesim.inquiry import chances_of, find_patient, tell_patient
from culturesim.scenario import load_scenario

SEED = 2


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("small").with_changes(days=400, where="test")


@pytest.fixture(scope="module")
def trail(scenario):
    return trail_of(scenario, SEED)


@pytest.fixture(scope="module")
def events(scenario):
    return run(scenario, runs=1, seed=SEED, ledger=True).events()


@pytest.fixture(scope="module")
def totals(trail, scenario):
    actors = timeline_data(trail, scenario.start)["actors"]
    return {row["name"]: {part["name"]: sum(part["bins"]) for part in row["parts"]}
            for row in actors}  # fmt: skip


def test_no_warning_is_lost_on_the_way(totals):
    """What was told to a manager was passed up or kept back at each level, and the rest arrived."""
    stopped = sum(totals[level][why] for level in ("ward", "division", "executive")
                  for why in ("habit", "pressure", "fear"))  # fmt: skip
    assert totals["staff"]["raised"] == stopped + totals["board"]["reached"]
    assert totals["executive"]["passed"] == totals["board"]["reached"]


def test_columns_add_up_to_the_ledger(trail, totals, events):
    assert {actor: tuple(parts) for actor, parts in totals.items()} == ACTORS
    assert len(trail.periods) == -(-trail.days // trail.every)
    assert totals["staff"]["silent"] == events.is_kind("silent").sum()
    past = events.is_kind("passed_up") & events.detail_is("past the line")
    assert totals["board"]["past"] == past.sum()
    assert totals["patients"]["died"] == events.is_kind("death_of_harm").sum()


def test_counts_are_those_of_the_story_under_what_if(trail, totals, scenario):
    """The story says how much of the whole run it counts; the whole run is what is shown here."""
    row = one_run(scenario, SEED).row
    assert totals["patients"]["harmed"] == row["preventable_harms"]
    reached = totals["board"]["reached"] + totals["board"]["past"]
    assert not row["is_failing"]
    assert reached == row["warnings_board"]
    told = timeline_data(trail, scenario.start)["told"]
    assert "In the whole run: of " in told
    assert f"{totals['board']['past']:,} more reached it past the line" in told


def test_what_travels_is_small(trail, scenario):
    assert len(json.dumps(timeline_data(trail, scenario.start))) < 100_000


def test_patients_are_gravely_and_preventably_harmed(trail, scenario):
    assert len(trail.patients) > 3
    assert {p.severity for p in trail.patients} <= {"serious, preventable", "fatal, preventable"}
    assert trail.worst in {p.number for p in trail.patients}
    listed = patients_list(trail.patients, scenario.start)
    assert [item[0] for item in listed] == sorted(p.number for p in trail.patients)


def test_a_patient_from_an_address_need_not_be_gravely_harmed(events, scenario):
    """Any patient may be followed whom the command line can follow."""
    everybody = [find_patient(events, k) for k in (1, 2, 3, 4, 5, 60)]
    assert {p.severity.partition(",")[0] for p in everybody} >= {"low"}
    assert len(patients_list(everybody, scenario.start)) == 6


def test_a_patient_has_the_story_of_the_command_line(trail, scenario, events):
    for one in trail.patients[:: max(len(trail.patients) // 6, 1)]:
        found = followed_of(scenario, SEED, one.number)
        patient = find_patient(events, one.number)
        chances = chances_of(events, patient)
        assert found.patient == patient == one
        assert found.told == tell_patient(events, patient, chances, scenario.start)
        assert found.n_chances == len(chances) == sum(n for *_, n in found.ended)
        data = patient_data(found, scenario.start)
        assert "good care would have prevented" in data["told"]
        for table in data["tables"]:
            assert all(len(row) == len(table["heads"]) for row in table["rows"])


@pytest.mark.parametrize("number", [-1, 10**9])
def test_a_patient_that_there_is_not_is_refused(scenario, number):
    with pytest.raises(InputError, match="is not among the"):
        followed_of(scenario, SEED, number)
