"""The table of parameters: it loads, and every mistake in it is one clear line."""

from pathlib import Path

import pytest

from culturesim.errors import InputError
from culturesim.parameters import P, Parameters, load_registry
from culturesim.parameters.registry import COLUMNS, check_value, read_registry, read_settings

HEADER = ",".join(COLUMNS)
GOOD = 'blame,response,float,-,0.2,0,1,"Blame, of the manager",theory M8,A'


def table(tmp_path: Path, *lines: str, header: str = HEADER) -> Path:
    path = tmp_path / "registry.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def test_a_good_table_keeps_order_and_text(tmp_path):
    other = GOOD.replace("blame", "A2_on", 1).replace("float,-,0.2", "bool,-,true")
    registry = read_registry(table(tmp_path, GOOD, other))
    assert registry.names == ("blame", "A2_on")
    assert registry["blame"].description == "Blame, of the manager"
    assert registry["A2_on"].default == 1.0
    assert (len(registry), list(registry), registry.position("A2_on")) == (2, ["blame", "A2_on"], 1)
    with pytest.raises(KeyError):
        registry["nothing"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (GOOD.replace("blame", "2blame", 1), "line 2, 2blame: not usable as a name"),
        (GOOD.replace("blame", "_blame", 1), "not usable as a name"),
        (GOOD.replace("blame", "lambda", 1), "not usable as a name"),
        (GOOD.replace("blame", "vector", 1), "not usable as a name"),
        (GOOD.replace("float", "double"), "line 2, blame, type: 'double' is none of float, int"),
        (GOOD[:-1] + "X", "blame, status: 'X' is none of V, R, D, C, A"),
        (GOOD.replace("theory M8", " "), "blame, source: is empty"),
        (GOOD.replace("0.2", "much"), "blame, default: 'much' is not a number"),
        (GOOD.replace("0.2", "nan"), "blame, default: nan is not finite"),
        (GOOD.replace("0.2", "1.5"), "blame: default 1.5 outside 0 to 1"),
        (GOOD.replace("float", "int"), "blame: type int needs whole numbers"),
        (GOOD.replace("float,-,0.2,0,1", "bool,-,1,0,2"), "blame: a bool ranges from 0 to 1"),
        (GOOD + ",more", "line 2: 10 cells are needed"),
        ("blame,response", "line 2: 10 cells are needed"),
        (GOOD + "\n" + GOOD, "registry registry.csv, blame: is there twice"),
    ],
)
def test_a_mistake_is_named(tmp_path, line, message):
    with pytest.raises(InputError) as caught:
        read_registry(table(tmp_path, line))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unreadable_table_is_named(tmp_path):
    with pytest.raises(InputError, match="the header must be name,group"):
        read_registry(table(tmp_path, GOOD, header="name,unit"))
    with pytest.raises(InputError, match=r"registry none\.csv: cannot be read"):
        read_registry(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes(HEADER.encode() + b"\n\xe9")
    with pytest.raises(InputError, match="cannot be read as UTF-8 CSV"):
        read_registry(tmp_path / "latin.csv")
    with pytest.raises(InputError, match="cannot be read as UTF-8 CSV"):
        read_registry(table(tmp_path, 'blame,"unfinished'))


def test_positions_are_those_of_the_vector():
    vector = Parameters.default().vector()
    assert P._fields == load_registry().names
    for name, row in load_registry().items():
        assert vector[getattr(P, name)] == row.default


def test_a_table_of_settings_keeps_order_and_types():
    rows = load_registry()
    name = next(name for name, row in rows.items() if row.type == "int")
    read = read_settings({"prior_fear": 0.75, name: rows[name].low, "manager_blame": 0.5}, "x")
    assert [key for key, _ in read] == ["prior_fear", name, "manager_blame"]
    assert [type(value) for _, value in read] == [float, int, float]


def test_a_value_of_each_wrong_type_is_refused():
    rows = load_registry()
    whole = next(name for name, row in rows.items() if row.type == "int")
    switch = next((name for name, row in rows.items() if row.type == "bool"), None)
    cases = [("manager_blame", bad, "expected a number") for bad in ("0.5", True, None, [0.5])]
    cases += [(whole, bad, "expected a whole number") for bad in (1.5, True, "2", float("nan"))]
    cases += [(switch, bad, "expected true or false") for bad in (2, "on", 0.5)] if switch else []
    for name, bad, message in cases:
        with pytest.raises(InputError, match=f"a.toml, {name}: {message}, got "):
            check_value(name, bad, "a.toml")
