"""The records of published patterns: complete, found by number, and tuned where they say so."""

import json
import re

import pytest

from culturesim.errors import InputError
from culturesim.evidence import find_patterns, load_patterns, tuned_by
from culturesim.evidence.measures import MEASURES
from culturesim.evidence.records import Part
from culturesim.evidence.worlds import WORLDS
from culturesim.parameters import load_registry

PATTERNS = load_patterns()
IDS = [f"C{k:02d}" for k in range(1, 34)]


def test_every_pattern_is_there_once_with_a_measure():
    assert list(PATTERNS) == IDS
    assert sorted(MEASURES) == IDS


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=IDS)
def test_a_record_is_complete(pattern):
    assert pattern.headline.has_band
    assert pattern.confidence in {"verified", "recalled"}
    assert len(pattern.source) > 20
    assert not pattern.doi or re.fullmatch(r"10\.\d{4,}/\S+", pattern.doi)
    assert all((pattern.statement, pattern.design, pattern.caveat, pattern.group))
    keys = [part.key for part in pattern.parts]
    assert len(keys) == len(set(keys))
    for part in pattern.parts:
        if part.band_low is not None and part.band_high is not None:
            assert part.band_low < part.band_high
        if part.value is not None and part.has_band:
            assert part.holds(part.value), f"{part.key}: the published figure is out of its band"


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_a_measure_says_how_and_on_what(measure):
    assert measure.how.endswith(".")
    assert len(measure.how) > 60
    assert set(measure.worlds) <= set(WORLDS)
    assert measure.worlds


def test_patterns_are_found_whatever_their_case_and_order():
    assert [p.id for p in find_patterns(["c33", "C01", "c01"])] == ["C01", "C33"]
    assert len(find_patterns()) == 33
    assert [p.id for p in find_patterns("C07")] == ["C07"]


@pytest.mark.parametrize(("ids", "part"), [
    (["C34"], "nothing is called 'C34'"),
    (["T5"], "nothing is called 'T5'"),
    ([""], "nothing is called ''"),
    ([3], "nothing is called 3"),
    ([], "none asked for"),
])  # fmt: skip
def test_an_unknown_number_is_refused(ids, part):
    with pytest.raises(InputError, match=re.escape(part)):
        find_patterns(ids)


def test_tuned_patterns_are_those_that_computed_parameters_name():
    registry = load_registry()
    for name, rows in tuned_by().items():
        for row in rows:
            assert registry[row].status == "C"
            assert name in registry[row].source
    assert tuned_by()["C14"] == ("absence_base",)
    assert tuned_by()["C11"] == ()


@pytest.mark.parametrize(("low", "high", "value", "holds", "words"), [
    (6.0, 13.0, 13.0, True, "6 to 13"),
    (6.0, 13.0, 5.9, False, "6 to 13"),
    (None, 0.0, -0.2, True, "at most 0"),
    (2.0, None, 1.9, False, "at least 2"),
    (None, None, 1.9, None, "none set"),
    (6.0, 13.0, float("nan"), False, "6 to 13"),
])  # fmt: skip
def test_a_band_holds_or_not(low, high, value, holds, words):
    part = Part("x", "a number", "%", 1.0, None, None, low, high)
    assert part.holds(value) is holds
    assert part.band == words


@pytest.mark.parametrize(("value", "low", "high", "words"), [
    (8.7, 7.0, 10.4, "8.7 (7 to 10.4)"),
    (None, 31.0, 43.5, "31 to 43.5"),
    (None, None, None, "direction only"),
    (0.0, None, None, "0"),
])  # fmt: skip
def test_a_published_figure_in_words(value, low, high, words):
    assert Part("x", "a number", "%", value, low, high, None, None).published == words


def test_every_pattern_that_misses_says_why(repository):
    """The stored results of the full validation, against the records."""
    path = repository / "docs" / "model" / "validation" / "validation.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert stored["hospitals"] >= 100
    assert stored["seeds"] >= 30
    headlines = {row["id"]: row for row in stored["patterns"] if row["is_headline"]}
    assert list(headlines) == IDS
    for name, row in headlines.items():
        missed = row["verdict"] in {"out", "unknown"}
        assert bool(PATTERNS[name].miss) == missed, name
    parts = [(row["id"], row["part"]) for row in stored["patterns"]]
    assert parts == [(p.id, part.key) for p in PATTERNS.values() for part in p.parts]


def test_misses_name_parameters_that_exist():
    registry = load_registry()
    for pattern in PATTERNS.values():
        for name in re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", pattern.miss):
            assert name in registry, f"{pattern.id}: {name}"
