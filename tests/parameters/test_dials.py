"""The three headline dials: in range, monotone, and silent when left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.errors import InputError
from culturesim.parameters import (
    DEFAULT_DIALS,
    DIALS,
    Parameters,
    apply_dials,
    dial_table,
    load_registry,
)
from culturesim.parameters.dials import MAPPING, check_dial, dial_values, patients_per_nurse


def settings_of(dial):
    return st.floats(DIALS[dial].low, DIALS[dial].high)


@pytest.mark.parametrize("row", dial_table(), ids=lambda row: f"{row.dial}-{row.parameter}")
def test_the_whole_range_of_a_dial_is_allowed_by_the_registry(row):
    parameter = load_registry()[row.parameter]
    assert parameter.type == "float"
    assert parameter.low <= min(row.at_low, row.at_high)
    assert max(row.at_low, row.at_high) <= parameter.high


def test_every_line_passes_through_the_default():
    """Setting the dials of the ordinary hospital changes nothing, so a dial has no hidden jump."""
    assert DEFAULT_DIALS.keys() == DIALS.keys()
    set_by_hand = apply_dials(Parameters.default(), **DEFAULT_DIALS)
    assert set_by_hand.changed() == {}
    assert set_by_hand == Parameters.default()


def test_no_parameter_is_under_two_dials():
    names = [parameter for _, parameter, _, _ in MAPPING]
    assert len(names) == len(set(names))
    assert {dial for dial, *_ in MAPPING} == set(DIALS)


@given(st.data(), st.sampled_from(list(DIALS)))
def test_each_parameter_moves_one_way(data, dial):
    lower, upper = sorted(data.draw(st.tuples(settings_of(dial), settings_of(dial))))
    before, after = dial_values(dial, lower), dial_values(dial, upper)
    for name, parameter, at_0, at_1 in MAPPING:
        if name == dial:
            assert (after[parameter] - before[parameter]) * (at_1 - at_0) >= 0


@given(settings_of("fear"), settings_of("transparency"))
def test_what_a_dial_sets_is_what_the_parameters_hold(fear, transparency):
    made = apply_dials(Parameters.default(), fear=fear, transparency=transparency)
    expected = dial_values("fear", fear) | dial_values("transparency", transparency)
    assert {name: made[name] for name in expected} == expected
    untouched = set(made) - set(expected)
    assert all(made[name] == Parameters.default()[name] for name in untouched)


def test_the_ends_come_out_exactly_as_written():
    for dial, parameter, at_0, at_1 in MAPPING:
        assert dial_values(dial, 1.0)[parameter] == at_1
        if DIALS[dial].low == 0:
            assert dial_values(dial, 0.0)[parameter] == at_0


@pytest.mark.parametrize("setting", [0.5, 0.85, 0.9, 1.0, 1.1])
def test_staffing_is_the_establishment_itself(setting):
    made = apply_dials(Parameters.default(), staffing=setting)
    assert made.establishment_registered_nurse == setting
    assert patients_per_nurse(setting) == pytest.approx(8 / setting)


def test_zero_is_a_setting_and_none_is_not():
    assert apply_dials(Parameters.default(), fear=0.0).manager_blame == 0.05
    assert apply_dials(Parameters.default(), fear=None) == Parameters.default()


@pytest.mark.parametrize(
    ("name", "setting", "message"),
    [
        ("feer", 0.5, r"a\.toml: no dial 'feer'; did you mean 'fear'\?"),
        ("fear", 1.01, r"a\.toml, fear: 1\.01 is outside the range 0 to 1"),
        ("staffing", 0.0, r"a\.toml, staffing: 0\.0 is outside the range 0\.5 to 1\.25"),
        ("fear", float("nan"), "fear: nan is outside"),
        ("fear", True, "fear: expected a number, got true"),
        ("fear", "high", "fear: expected a number, got 'high'"),
    ],
)
def test_a_wrong_setting_is_named(name, setting, message):
    with pytest.raises(InputError, match=message):
        check_dial(name, setting, "a.toml")


def test_functions_refuse_what_the_dial_refuses():
    with pytest.raises(InputError, match=r"dials, fear: 2 is outside"):
        apply_dials(Parameters.default(), fear=2)
    with pytest.raises(InputError, match="fear: -1 is outside"):
        dial_values("fear", -1)
    with pytest.raises(InputError, match="staffing: 2 is outside"):
        patients_per_nurse(2)


def test_every_dial_says_what_turning_it_up_means():
    assert all(dial.description.endswith(".") for dial in DIALS.values())
