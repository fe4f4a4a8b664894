"""The small hospital still does what it did when the baseline was stored."""

import copy

import pytest

from .refresh import DAYS, SEEDS, differences, load, measure


@pytest.fixture(scope="module")
def measured():
    return measure()


def test_results_are_those_of_the_baseline(measured):
    stored = load()
    moved = differences(stored, measured)
    why = (
        "a parameter of the small scenario changed"
        if stored.get("parameters") != measured["parameters"]
        else "the parameters are the same, so the model changed"
    )
    assert not moved, (
        f"{len(moved)} figures of {DAYS} days moved: {why}. If that is meant, run `make baseline` "
        "and write it down in CHANGELOG.md under Results change.\n" + "\n".join(moved[:20])
    )


def test_measuring_twice_gives_the_same(measured):
    again = measure()
    assert again == measured
    assert len(again["seeds"]) == len(SEEDS)


def test_a_moved_figure_is_found(measured):
    for kind, name, change in (
        ("counts", "ward.n_harms", 1),
        ("levels", "ward.fear_mean", 1e-5),
        ("levels", "hospital.ratio", 1e-2),
    ):
        other = copy.deepcopy(measured)
        other["seeds"]["1"][kind][name] += change
        assert [name in line for line in differences(measured, other)] == [True]
    other = copy.deepcopy(measured)
    other["seeds"]["2"]["state"] = "0" * 64
    assert len(differences(measured, other)) == 1
    other["seeds"]["2"]["levels"]["ward.hazard"] *= 1.0 + 1e-13  # rounding of another machine
    assert len(differences(measured, other)) == 1


def test_an_empty_baseline_is_not_taken_for_agreement(measured):
    assert differences({"seeds": {}}, measured)
