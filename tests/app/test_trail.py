"""The course of a run and one patient's chances, against the ledger."""

import json

import numpy as np
import pytest

from culturesim.app.chances import patient_data, patients_list
from culturesim.app.days import run_until
from culturesim.app.knew import timeline_data
from culturesim.app.outline import outline_of
from culturesim.app.trail import ACTORS, _chances, chances_of, trail_of
from culturesim.errors import InputError
from culturesim.scenario import load_scenario
from culturesim.state.ledger import K, L

SEED = 2


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("small").with_changes(days=400, where="test")


@pytest.fixture(scope="module")
def trail(scenario):
    return trail_of(scenario, SEED)


@pytest.fixture(scope="module")
def rows(scenario):
    return run_until(scenario, SEED, scenario.days, "trail").ledger_rows()


def test_no_warning_is_lost_on_the_way(trail):
    """What was told to a manager was passed up or kept back at each level, and the rest arrived."""
    totals = trail.totals
    stopped = sum(totals[level][why] for level in ("ward", "division", "executive")
                  for why in ("habit", "pressure", "fear"))  # fmt: skip
    assert totals["staff"]["raised"] == stopped + totals["board"]["reached"]
    assert totals["executive"]["passed"] == totals["board"]["reached"]


def test_columns_add_up(trail, rows):
    for actor, parts in ACTORS.items():
        assert tuple(trail.counts[actor]) == parts
        for what in parts:
            assert sum(trail.counts[actor][what]) == trail.totals[actor][what]
            assert len(trail.counts[actor][what]) == -(-trail.days // trail.period)
    assert trail.totals["staff"]["silent"] == (rows[:, L.kind] == K.silent).sum()


def test_what_travels_is_small(trail, scenario):
    assert len(json.dumps(timeline_data(trail, scenario.start))) < 100_000


def test_patients_are_gravely_and_preventably_harmed(trail, rows, scenario):
    assert trail.patients
    for event, day, ward, grade in trail.patients:
        assert rows[event, L.kind] == K.harm
        assert rows[event, L.detail] == 10 * grade + 1
        assert (rows[event, L.day], rows[event, L.ward]) == (day, ward)
    listed = patients_list(trail.patients, outline_of(scenario, SEED), scenario.start)
    assert [item[0] for item in listed] == sorted(item[0] for item in trail.patients)


def test_chances_lie_before_the_harm_and_come_of_its_hazard(trail, rows, scenario):
    found = [chances_of(scenario, SEED, event) for event, *_ in trail.patients]
    with_hazard = [one for one in found if one.born is not None]
    assert len(with_hazard) > 3
    for one in with_hazard:
        hazard = rows[rows[one.event, L.cause], L.cause]
        noticed = rows[: one.event]
        direct = (noticed[:, L.kind] == K.noticed) & (noticed[:, L.cause] == hazard)
        assert one.n_chances >= direct.sum()
        assert all(one.born <= chance.day <= one.day for chance in one.chances)
        assert one.ended["silent"] <= one.n_chances


def test_one_story_by_hand():
    """Hazard, near miss, two who notice: one silent, one told, passed up once, then kept back."""
    rows = np.array([
        # day kind who whom ward cause detail
        [1, K.hazard_born, -1, -1, 0, -1, 40],
        [3, K.exposure, -1, 7, 0, 0, 0],
        [3, K.near_miss, -1, 7, 0, 1, 0],
        [3, K.noticed, 5, -1, 0, 2, 600],
        [3, K.silent, 5, -1, 0, 3, 0],
        [4, K.noticed, 6, -1, 0, 0, 600],
        [4, K.told_manager, 6, 0, 0, 5, 3],
        [4, K.ignored, 0, 6, 0, 6, 0],
        [4, K.punished, 0, 6, 0, 6, 3],
        [4, K.passed_up, 0, 1, 0, 6, 1],
        [4, K.stopped_at, 1, 2, 0, 9, 3],
        [9, K.exposure, -1, 8, 0, 0, 0],
        [9, K.harm, -1, 8, 0, 11, 31],
        [9, K.death_of_harm, -1, 8, 0, 12, 2],
    ], dtype=np.int32)  # fmt: skip
    found = _chances(rows, np.array([0, 1, 2, 3]), 12)
    assert (found.born, found.of_decline, found.grade, found.bed) == (1, 40, 3, 8)
    assert [
        (c.day, c.saw, c.who, c.said, c.answer, c.stopped, c.reason) for c in found.chances
    ] == [
        (3, "near_miss", 5, "silent", "", "", ""),
        (4, "hazard", 6, "told_manager", "ignored", "division", "fear"),
    ]
    assert found.earlier == {"exposure": 2, "near_miss": 1, "harm": 0, "fixed": 0}
    assert found.ended == {"silent": 1, "peer": 0, "acted": 0, "board": 0}
    assert found.stops == {("division", "fear"): 1}
    assert found.ward_before == {"noticed": 2, "silent": 1, "acted": 0, "ignored": 1}
    assert found.after == [(9, "death_of_harm")]


def test_a_story_is_told(trail, scenario):
    outline = outline_of(scenario, SEED)
    for event, *_ in trail.patients[:: len(trail.patients) // 6]:
        told = patient_data(chances_of(scenario, SEED, event), outline, scenario.start)
        assert "could have been prevented" in told["told"][0]
        assert all(len(row) == len(told["heads"]) for row in told["rows"])
        assert not any("{" in sentence for sentence in told["told"])


@pytest.mark.parametrize("event", [-1, 0, 10**9])
def test_what_is_no_harm_is_refused(scenario, event):
    with pytest.raises(InputError, match="is no harm to a patient"):
        chances_of(scenario, SEED, event)
