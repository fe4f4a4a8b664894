"""The state in the address: round trips, and hostile addresses."""

import base64
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from culturesim.app.address import change_code, read_address, read_change, to_address
from culturesim.app.changes import Alternative, Change, View
from culturesim.app.settings import LIMITS
from culturesim.errors import InputError
from culturesim.interventions import CONTRADICTIONS, LEVERS
from culturesim.parameters.dials import DIALS

CLASHING = {name for pair in CONTRADICTIONS for name in pair[:2]}
HARMLESS = sorted(set(LEVERS) - CLASHING)


@st.composite
def changes(draw):
    change = Change(from_day=draw(st.integers(1, 1825)))
    for name, dial in DIALS.items():
        if draw(st.booleans()):
            steps = round((dial.high - dial.low) * 100)
            change = change.with_dial(name, round(dial.low + draw(st.integers(0, steps)) / 100, 2))
    for name in draw(st.lists(st.sampled_from(HARMLESS), max_size=4, unique=True)):
        strength = draw(st.integers(1, 100)) / 100
        change = change.with_lever(name, strength, draw(st.integers(1, 1825)))
    return change


@given(changes())
def test_a_set_of_changes_survives_its_code(change):
    assert read_change(change_code(change)) == change


@settings(max_examples=15)
@given(changes(), st.integers(0, 2**53 - 1), st.integers(2, 100), st.text(max_size=30))
def test_a_state_survives_its_address(change, seed, runs, name):
    kept = (Alternative(name.strip()[:40] or "?", change),)
    view = View("midshire", "", change, seed, runs, kept)
    if not change.dials and not change.levers and change.from_day != 1:
        assert read_address(to_address(view))[0].change.from_day == change.from_day
    assert read_address("?" + to_address(view))[0] == view


def test_the_start_has_a_bare_address():
    assert to_address(View()) == ""
    assert read_address("")[0] == read_address(None)[0] == View()


def test_an_uploaded_scenario_travels_in_the_address():
    view = View(upload='title = "Ours <b>"\ndays = 30\n', change=Change((("fear", 0.5),)))
    assert read_address(to_address(view))[0] == view


def packed(raw: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip("=")


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("v=2", "v: '2'"),
        ("colour=red", "'colour' is not known"),
        ("scenario=../../etc/passwd", "no scenario is called"),
        ("scenario=smalll", "did you mean 'small'"),
        ("change=fear:2", "outside the range"),
        ("change=fear:nan", "expected a number"),
        ("change=fear:1e3", "expected a number"),
        ("change=fear", "expected NAME:VALUE"),
        ("change=hudles:1", "did you mean 'huddles'"),
        ("change=huddles:2", "strength"),
        ("change=huddles:0", "strength"),
        ("change=huddles:1@0", "outside the range"),
        ("change=huddles:1@999999999999999999", "whole number"),
        ("change=huddles:1@4000", "outside the run"),
        ("change=staffing:0.9,from:9999", "outside the range"),
        ("change=agency-cap:1,agency-expansion:1", "agency"),
        ("seed=-1", "whole number"),
        ("seed=1.5", "whole number"),
        ("seed=٣", "whole number"),
        ("seed=9007199254740992", "outside the range"),
        ("runs=1", "outside the range"),
        ("runs=100000", "outside the range"),
        ("upload=%00%00", "cannot be unpacked"),
        ("upload=abcd", "cannot be unpacked"),
        (f"upload={packed(b'x' * 300_000)}", "longer than"),
        (f"upload={packed(b'title = 3')}", "days is missing"),
        ("alt=a;fear:9", "outside the range"),
        ("&".join(f"alt=n{k};fear:0.5" for k in range(5)), "at most 4"),
        ("a=1&" * 30, "too many parts"),
        ("seed=" + "1" * 20_000, "longer than"),
    ],
)
def test_a_bad_address_is_refused_in_one_line(query, part):
    with pytest.raises(InputError) as caught:
        read_address(query)
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_packed_bomb_is_not_unpacked():
    bomb = packed(b"\0" * 8_000_000)
    assert len(bomb) < LIMITS.address_bytes
    with pytest.raises(InputError, match="longer than"):
        read_address(f"upload={bomb}")


@given(st.text(max_size=200))
def test_no_address_brings_anything_but_a_state_or_a_refusal(query):
    try:
        view, _ = read_address(query)
    except InputError:
        return
    assert isinstance(view, View)
