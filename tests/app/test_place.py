"""Where a reader looks, in the address and back."""

import pytest

from culturesim.app import place
from culturesim.app.place import Place, join, split
from culturesim.errors import InputError


@pytest.fixture(autouse=True)
def fresh():
    place.place.value = Place()


def test_a_place_survives_its_address():
    there = Place(day=400, who=70, ward=2, patient=9, colour="silence", run="base", told=17)
    place.place.value = there
    query = join("v=1&seed=3", "/hospital")
    found = []
    assert split(query, found.append) == "v=1&seed=3"
    assert found == [there]


def test_other_pages_and_the_start_say_nothing():
    assert join("", "/hospital") == ""
    place.put(day=4)
    assert join("v=1", "/") == "v=1"
    assert join("", "/who-knew") == "day=4"


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("day=0", "day: 0 is outside the range"),
        ("day=9999999", "day: 9999999 is outside the range"),
        ("who=-1", "who: -1 is outside the range"),
        ("who=<b>", "who: -1 is outside the range"),
        ("colour=red", "allowed: fear, futility, energy, silence"),
        ("run=both", "allowed: change, base"),
        ("patient=1e9", "patient: -1"),
        ("told=-2", "told: -1 is outside the range"),
        ("told=9007199254740992", "told: 9007199254740992 is outside the range"),
    ],
)
def test_a_hand_made_place_is_refused(query, part):
    with pytest.raises(InputError, match="address, ") as told:
        split(query, lambda _: None)
    assert part in str(told.value)
