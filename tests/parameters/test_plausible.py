"""Plausible sets: what wins over what, and what is refused in one line."""

import json

import pandas as pd
import pytest

from culturesim.errors import InputError
from culturesim.evidence.calibrating import write_ensemble
from culturesim.parameters import Parameters, load_registry, plausible
from culturesim.parameters.plausible import check_set, fingerprint, load_plausible, with_set
from culturesim.scenario import Scenario


def test_the_ensemble_of_the_package_is_whole():
    found = load_plausible()
    assert len(found) > 0
    for number in range(len(found)):  # every set fits together
        with_set(Parameters.default(), number, "set")
    for key in ("tuning", "priors", "seed", "budget", "share", "model"):
        assert found.about[key] not in (None, ""), key
    assert set(found.about["priors"]) <= set(found.names)
    assert fingerprint() == found.checksum[:16]


def test_a_set_stands_in_for_defaults_and_what_is_set_wins(three_sets):
    base = Scenario("A week", days=7, parameter_set=1)
    assert base.parameters.changed() == {"witness": 0.45, "prior_fear": 0.55}
    assert Scenario("A week", days=7).parameters == Parameters.default()
    dialled = base.with_changes(dials={"fear": 0.0})
    assert (dialled.parameters.prior_fear, dialled.parameters.witness) == (0.45, 0.45)
    named = dialled.with_changes({"prior_fear": 0.61, "witness": 0.25})
    assert (named.parameters.prior_fear, named.parameters.witness) == (0.61, 0.25)


def test_a_scenario_with_a_set_goes_out_and_comes_back(three_sets):
    base = Scenario("A week", days=7, parameter_set=2)
    assert Scenario.from_toml(base.to_toml()) == base
    assert "parameter_set" not in Scenario("A week", days=7).to_toml()
    assert base.with_changes({"parameter_set": "0"}).parameter_set == 0  # as typed after --set


@pytest.mark.parametrize(
    ("number", "words"),
    [(3, "outside the range 0 to 2"), (-1, "outside the range 0 to 2"), (1.5, "a whole number"),
     (True, "a whole number"), ("one", "a whole number")],
)  # fmt: skip
def test_a_number_that_is_no_set_is_refused(three_sets, number, words):
    with pytest.raises(InputError, match=words):
        check_set(number, "a.toml, parameter_set")
    text = f'title = "x"\ndays = 3\nparameter_set = {json.dumps(number)}\n'
    with pytest.raises(InputError, match="parameter_set") as error:
        Scenario.from_toml(text)
    assert "\n" not in str(error.value)


def test_a_set_that_does_not_fit_what_the_scenario_sets_is_named(ensemble):
    ensemble(pd.DataFrame({"conviction_high": [0.2], "conviction_low": [0.1]}))
    with pytest.raises(InputError, match="conviction_low must be at most conviction_high"):
        Scenario("A week", days=7, settings=(("conviction_low", 0.6),)).with_changes(
            parameter_set=0
        )


def damaged(path):
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def unknown(path):
    write_ensemble(pd.DataFrame({"witnes": [0.2]}), {}, path)


def out_of_range(path):
    high = load_registry()["witness"].high
    write_ensemble(pd.DataFrame({"witness": [0.2, high + 1.0]}), {}, path)


def not_a_number(path):
    write_ensemble(pd.DataFrame({"witness": [0.2, float("nan")]}), {}, path)


FAULTS = [
    (damaged, "plausible.parquet: is damaged"),
    (unknown, "did you mean 'witness'"),
    (out_of_range, "witness: 2.0 is outside the range 0 to 1"),
    (not_a_number, "witness"),
    (lambda path: path.unlink(), "plausible.parquet: cannot be read: no such file"),
    (lambda path: path.with_suffix(".json").write_text("{"), "must be JSON with a key sha256"),
]


@pytest.mark.parametrize(("spoil", "words"), FAULTS)
def test_a_broken_ensemble_is_one_line(three_sets, spoil, words):
    spoil(three_sets)
    load_plausible.cache_clear()
    with pytest.raises(InputError) as error:
        Scenario("A week", days=7).with_changes(parameter_set=0)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("spoil", "words"), FAULTS)
def test_at_the_command_line_it_is_one_line_and_exit_code_2(
    three_sets, spoil, words, monkeypatch, capsys
):
    from culturesim import cli

    spoil(three_sets)
    load_plausible.cache_clear()
    monkeypatch.setattr("sys.argv", ["culturesim", "run", "small", "--uncertainty", "both",
                                     "--days", "3", "--runs", "2"])  # fmt: skip
    assert cli._run() == 2
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1


def test_nothing_is_read_before_a_set_is_asked_for(three_sets, monkeypatch):
    three_sets.unlink()
    load_plausible.cache_clear()
    assert Scenario("A week", days=7).parameters == Parameters.default()
    assert plausible.fingerprint() == ""
