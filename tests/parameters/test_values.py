"""A checked set of values: what it accepts, refuses and gives."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.errors import InputError
from culturesim.parameters import P, Parameters, load_registry
from culturesim.parameters.relations import RELATED

ROWS = load_registry()
BASE = Parameters.default().replace(manager_blame=0.2, prior_fear=0.5)
WHERE = "scenario file x.toml, [parameters]"
FREE = [name for name in ROWS if name not in RELATED]  # the others must fit one another


def names_of(kind):
    return [name for name, row in ROWS.items() if row.type == kind]


def test_values_are_read_by_name_in_their_type():
    assert BASE.manager_blame == BASE["manager_blame"] == 0.2
    for kind, python in (("float", float), ("int", int), ("bool", bool)):
        assert all(type(BASE[name]) is python for name in names_of(kind))
    assert dict(BASE)["prior_fear"] == 0.5
    assert len(BASE) == len(ROWS) == len(list(BASE))


def test_equal_by_content_hashable_and_frozen():
    same = Parameters.default().replace(prior_fear=np.float64(0.5), manager_blame=0.2)
    assert same == BASE
    assert hash(same) == hash(BASE)
    assert BASE.replace(manager_blame=0.3) != BASE
    assert pickle.loads(pickle.dumps(BASE)) == BASE
    with pytest.raises(AttributeError):
        BASE.stored = ()


def test_minus_zero_is_stored_as_zero():
    name = next(name for name, row in ROWS.items() if row.type == "float" and row.low == 0)
    assert np.copysign(1.0, BASE.replace(**{name: -0.0})[name]) == 1.0


def test_vector_is_read_only_float64_in_registry_order():
    vector = BASE.vector()
    assert vector.dtype == np.float64
    assert vector.shape == (len(ROWS),)
    assert vector[P.manager_blame] == 0.2
    with pytest.raises(ValueError, match="read-only"):
        vector[0] = 1.0


def test_changed_lists_what_differs():
    assert Parameters.default().changed() == {}
    changed = Parameters.default().replace(
        manager_blame=ROWS["manager_blame"].default, prior_fear=0.75
    )
    assert changed.changed() == {"prior_fear": 0.75}


def test_numpy_values_count_as_plain_ones():
    for name in FREE:
        row = ROWS[name]
        kind = {"float": np.float64, "int": np.int64, "bool": np.bool_}[row.type]
        assert BASE.replace(**{name: kind(row.high)})[name] == row.high


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"manager_blam": 0.5}, f"{WHERE}: no parameter 'manager_blam'; did you mean 'manager_bl"),
        ({"manager_blame": 1.5}, f"{WHERE}, manager_blame: 1.5 is outside the range 0 to 1"),
        ({"manager_blame": float("nan")}, "manager_blame: nan is outside the range 0 to 1"),
        ({"manager_blame": float("inf")}, "manager_blame: inf is outside the range 0 to 1"),
        ({"manager_blame": 10**5000}, "a number of thousands of digits is outside the range"),
        ({"manager_blame": "x" * 99}, "expected a number, got 'xxxxx"),
        ({"manager_blame": True}, "manager_blame: expected a number, got true"),
    ],
)
def test_a_mistake_is_one_line_naming_file_and_key(changes, message):
    with pytest.raises(InputError) as caught:
        BASE.replace(where=WHERE, **changes)
    assert message in str(caught.value)
    assert len(str(caught.value)) < 250


def test_a_range_is_given_with_its_unit():
    name = next(name for name, row in ROWS.items() if row.unit != "-" and row.type == "float")
    with pytest.raises(InputError) as caught:
        BASE.replace(**{name: ROWS[name].high + 1})
    assert str(caught.value).endswith(f" {ROWS[name].unit}")


def test_values_given_directly_are_checked_too():
    with pytest.raises(InputError, match="values needed, got 1"):
        Parameters((0.0,))
    stored = list(BASE.stored)
    stored[P.manager_blame] = 2.0
    with pytest.raises(InputError, match=r"parameters, manager_blame: 2\.0 is outside 0 to 1"):
        Parameters(tuple(stored))


def test_an_unknown_attribute_gives_the_nearest_name():
    with pytest.raises(AttributeError, match="did you mean 'manager_blame'"):
        _ = BASE.manager_blam
    with pytest.raises(AttributeError):
        _ = BASE._repr_html_
    with pytest.raises(KeyError):
        BASE["manager_blam"]


@given(st.data())
def test_whatever_is_in_range_is_taken(data):
    name = data.draw(st.sampled_from(FREE))
    row = ROWS[name]
    kind = (
        st.floats(row.low, row.high)
        if row.type == "float"
        else st.integers(int(row.low), int(row.high))
    )
    value = data.draw(kind)
    assert BASE.replace(**{name: value})[name] == value
