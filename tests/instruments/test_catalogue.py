"""The catalogue is complete, honest about what it reads, and the same as its page."""

import dataclasses
import re

import pytest

from culturesim.errors import InputError
from culturesim.instruments import CATALOGUE, KNOWN, TRUTH, describe, truth_for
from culturesim.instruments.kinds import DAILY, EDITION, SURVEY
from culturesim.instruments.page import page
from culturesim.outcomes import QUANTITIES
from culturesim.parameters import Parameters, load_registry
from culturesim.state.series import HOSPITAL_RECORD, OVERSIGHT_RECORD, WARD_RECORD

RECORDED = {
    f"{c.population}.{c.name}": c for c in (*WARD_RECORD, *HOSPITAL_RECORD, *OVERSIGHT_RECORD)
}
OBSERVERS = {"ward manager", "division", "board", "regulator", "public"}
ALL = pytest.mark.parametrize("instrument", CATALOGUE.values(), ids=CATALOGUE)


def faults(instrument):
    """Columns an instrument reads although nobody inside the model sees them."""
    return sorted(set(instrument.reads) & TRUTH)


def test_every_recorded_column_is_truth_or_known():
    # A new column must be put on one side before an instrument can read it.
    assert set(RECORDED) == TRUTH | KNOWN
    assert not TRUTH & KNOWN


def test_truth_holds_what_happens_to_patients_and_in_minds():
    hidden = "missed_care hazard n_exposures n_harms n_preventable n_avoidable n_excess n_silent"
    assert {f"ward.{name}" for name in (*hidden.split(), "fear_mean", "futility_mean")} <= TRUTH
    assert "hospital.harm_rate" in TRUTH


@ALL
def test_no_instrument_reads_truth(instrument):
    assert not faults(instrument)
    assert set(instrument.reads) <= KNOWN


def test_an_instrument_that_reads_truth_is_found():
    survey = CATALOGUE["staff_survey"]
    first = dataclasses.replace(survey.items[0], column="ward.fear_mean")
    assert faults(dataclasses.replace(survey, items=(first,))) == ["ward.fear_mean"]
    assert faults(dataclasses.replace(survey, shown="ward.n_harms")) == ["ward.n_harms"]


@ALL
def test_it_stands_for_truth_that_results_hold(instrument):
    assert instrument.stands_for
    assert set(instrument.stands_for) <= TRUTH
    for name, column in zip(truth_for(instrument.name), instrument.stands_for, strict=True):
        assert QUANTITIES[name].source == column.split(".")[0]


@ALL
def test_descriptions_are_whole(instrument):
    words = describe(instrument.name, Parameters.default())
    assert all(words.values())
    assert not any(re.search(r"[{}]", text) for text in words.values())
    assert instrument.claims
    assert set(instrument.seen_by) <= OBSERVERS
    assert set(instrument.parameters) <= set(load_registry())
    assert all(re.match(r"[VRDCA]: \S", text) for text in instrument.source)


@ALL
def test_items_are_recorded_columns(instrument):
    names = [item.name for item in instrument.items]
    assert len(names) == len(set(names))
    for item in instrument.items:
        # Only a count may be added up over wards.
        assert item.column.split(".")[0] != "ward" or RECORDED[item.column].kind == "int"
        assert not item.scale or item.scale in instrument.parameters
    assert instrument.shown in {DAILY, EDITION, SURVEY} or instrument.shown in RECORDED


def test_descriptions_follow_the_parameters():
    described = describe("staff_survey", Parameters.default().replace(survey_sample=0.5))
    assert "50%" in described["sampling"]


@pytest.mark.parametrize("ask", [truth_for, lambda name: describe(name, Parameters.default())])
def test_a_wrong_name_is_one_clear_line(ask):
    with pytest.raises(InputError, match=r"no instrument is called 'inspections'.*inspection"):
        ask("inspections")


def test_page_is_as_written(repository):
    path = repository / "docs" / "reference" / "instruments.md"
    assert path.read_text(encoding="utf-8") == page(), "python -m culturesim.instruments.page"
