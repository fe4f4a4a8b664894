"""Validation of real, small simulations: shared worlds, repeatable, and a pattern can be moved."""

import json
import math
import re

import pytest

from culturesim.errors import InputError
from culturesim.evidence import (
    Estimate,
    Measured,
    Size,
    Validation,
    changes_of,
    find_patterns,
    load_patterns,
    measure_patterns,
    validate_patterns,
    validation_page,
    worlds,
)
from culturesim.evidence.observed import watch
from culturesim.evidence.worlds import DRAWS, WORLDS, Seen, draw_hospital, gather
from culturesim.scenario import load_scenario
from culturesim.simulation import Simulation

ORDINARY = ["C01", "C03", "C04", "C05", "C06", "C08", "C14", "C17", "C18", "C19", "C20", "C25",
            "C26", "C27", "C29"]  # fmt: skip
SMALL = Size(8, 2, base="small", failing="small")


@pytest.fixture(scope="module")
def found() -> Validation:
    return validate_patterns(ORDINARY, SMALL)


def test_what_is_asked_for_is_measured_on_real_runs(found):
    assert [one.pattern.id for one in found.measured] == ORDINARY
    for one in found.measured:
        assert not one.reason
        assert math.isfinite(one.of(one.pattern.headline).mean), one.pattern.id
        assert set(one.estimates) <= {part.key for part in one.pattern.parts}
    assert found.count("in") + found.count("out") == len(ORDINARY)
    assert found.count("in") >= 5  # a wrong unit would lose most of them


def test_every_world_is_simulated_once_for_all_patterns(monkeypatch):
    monkeypatch.setattr(worlds, "LARGEST", worlds.SMALLEST)
    monkeypatch.setattr(worlds, "DAYS", dict.fromkeys(worlds.DAYS, 480))
    seen = gather(SMALL, WORLDS[:5])
    assert [len(seen[world]) for world in WORLDS[:5]] == [2, 8, 6, 6, 6]
    for one, other in zip(seen["control"], seen["package"], strict=True):
        before = slice(0, 365)
        assert (one.ward["n_reports"][before] == other.ward["n_reports"][before]).all()
        assert (one.ward["n_reports"] != other.ward["n_reports"]).any()


def test_threads_do_not_matter(found):
    again = validate_patterns(ORDINARY[:6], SMALL, workers=1)
    assert again.rows() == found.rows()[: len(again.rows())]


def test_a_world_less_changes_no_other_pattern(found):
    alone = validate_patterns(["C19"], SMALL).measured[0]
    together = next(one for one in found.measured if one.pattern.id == "C19")
    assert alone.estimates == together.estimates


@pytest.mark.parametrize(("name", "value", "id_", "part"), [
    ("witness", 1.0, "C05", "reported"),
    ("absence_base", 0.06, "C14", "absence"),
    ("risk_mean", 0.06, "C04", "deaths"),
    ("exposure_base", 0.06, "C01", "harmed"),
])  # fmt: skip
def test_a_parameter_moves_its_pattern(name, value, id_, part):
    table = measure_patterns([{}, {name: value}], [id_], seeds=2, base="small")
    rows = table[table.part == part].set_index("set").model
    assert rows[1] > 1.2 * rows[0]
    assert table.columns[0] == "set"


def test_watching_agrees_with_the_record():
    scenario = load_scenario("small").with_changes(days=120)
    seen = watch(Simulation(scenario, 3, ledger=True), closely=True)
    assert seen.stays["died"].sum() == seen.total("n_deaths")
    assert seen.stays["length"].sum() == seen.total("n_stay_days")
    assert seen.stays["day"].size == seen.total("n_deaths") + seen.total("n_discharges")
    assert seen.patient_days["died"].sum() == (seen.stays["died"] - seen.stays["of_harm"]).sum()
    followed = seen.patient_days["weight"].sum()
    assert followed == pytest.approx(seen.total("n_patients"), rel=0.1)
    assert (seen.absent <= seen.rostered).all()
    assert len(seen.surveys) == 1  # on the last day


def test_hospitals_differ_around_the_changes():
    base = load_scenario("small").with_changes({"manager_blame": 0.4})
    drawn = [draw_hospital(base, k, 30) for k in range(40)]
    blame = [one.parameters.manager_blame for one in drawn]
    assert sum(blame) / 40 == pytest.approx(0.4, abs=0.06)
    assert len({one.organisation.wards for one in drawn}) > 8
    nurses = [one.parameters.establishment_registered_nurse for one in drawn]
    assert len(set(nurses)) > 30
    assert {draw.name for draw in DRAWS} >= {"fear", "demand"}


@pytest.mark.parametrize(("hospitals", "seeds", "part"), [
    (7, 4, "hospitals: 7"), (8, 1, "seeds: 1"), (8, 2.5, "seeds"), (20_000, 2, "hospitals"),
])  # fmt: skip
def test_a_bad_size_is_refused(hospitals, seeds, part):
    with pytest.raises(InputError, match=part):
        Size(hospitals, seeds)


@pytest.mark.parametrize(("changes", "part"), [
    ({"nosuch": 1}, "nosuch"), ({"witness": 9}, "witness"), ({"witness": "much"}, "witness"),
])  # fmt: skip
def test_a_bad_change_is_refused_before_anything_runs(changes, part):
    with pytest.raises(InputError, match=part):
        validate_patterns(["C05"], SMALL, changes)
    with pytest.raises(InputError, match=part):
        measure_patterns(changes, ["C05"])


def test_bad_workers_are_refused():
    with pytest.raises(InputError, match="workers"):
        gather(SMALL, ["ordinary"], workers=0)


@pytest.mark.parametrize("texts", [["witness"], ["=1"], ["witness="], ["a=1", "a=2"]])
def test_changes_that_cannot_be_read_are_refused(texts):
    with pytest.raises(InputError, match="--set"):
        changes_of(texts)


def by_hand(values: dict[str, float]) -> Validation:
    """Made-up values for the headlines of some patterns; NaN for one that was not measured."""
    measured = []
    for id_, value in values.items():
        pattern = load_patterns()[id_]
        estimate = {pattern.headline.key: Estimate(value, value - 1, value + 1, 4, "runs")}
        known = math.isfinite(value)
        measured.append(Measured(pattern, "Somehow.", estimate if known else {},
                                 "" if known else "nothing there"))  # fmt: skip
    return Validation(tuple(measured), SMALL, {"witness": "0.3"}, 1.0, "2026-01-01")


def test_verdicts_and_rows():
    found = by_hand({"C01": 8.0, "C05": 50.0, "C28": math.nan})
    assert [one.verdict for one in found.measured] == ["in", "out", "unknown"]
    rows = found.rows()
    assert json.loads(json.dumps(rows, allow_nan=False)) == rows
    assert rows[0]["verdict"] == "in"
    assert rows[0]["tuned_by"] == ["exposure_base"]
    assert rows[-1]["reason"] == "nothing there"


def test_the_page_shows_every_number_and_fetches_nothing():
    page = validation_page(by_hand({"C01": 8.0, "C05": 50.0, "C28": math.nan}), (), "culturesim")
    assert page.count("<article") == 3
    assert "1 of 3 in their band, 1 out of it, 1 not measured" in page
    assert "Not measured: </b>nothing there" in page
    assert "witness = 0.3" in page
    assert "8.00 (7.00 to 9.00)" in page
    assert not re.findall(r"https?://|@import|<script|src=", page)
    n_parts = sum(len(p.parts) for p in find_patterns(["C01", "C05", "C28"]))
    assert page.count('role="img"') == n_parts
    assert page.count('class="model out"') >= 2  # the key and C05


def test_seen_knows_the_kinds_of_event():
    assert "harm" in Seen().kinds


@pytest.mark.slow
@pytest.mark.parametrize("changes", [
    {"M5_on": 0, "exposure_base": 0}, {"M7_on": 0}, {"M14_on": 0, "M15_on": 0}, {"M2_on": 0},
    {"risk_mean": 0.001, "harm_fatal": 0, "see_base": 0, "witness": 0},
], ids=str)  # fmt: skip
def test_a_world_without_a_mechanism_is_measured_or_says_why(monkeypatch, changes):
    monkeypatch.setattr(worlds, "SMALLEST", 3)
    monkeypatch.setattr(worlds, "LARGEST", 3)
    found = validate_patterns(None, SMALL, changes)
    assert len(found.measured) == 33
    for one in found.measured:
        assert one.reason or one.estimates
