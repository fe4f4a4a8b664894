"""Plausible parameter sets as a factor of an experiment."""

import json

import pandas as pd
import pytest

from culturesim import Experiment
from culturesim.errors import InputError
from culturesim.parameters.plausible import load_plausible
from culturesim.runs import run

from .tiny import SCENARIO

FILE = """\
name = "sets"
scenario = "tiny-hospital.toml"
seed = 7
replicates = 1
outcomes = ["fear_end", "voice_share"]
[design]
kind = "{kind}"
[factors]
parameter_set = {factor}
"""


def experiment(folder, factor, kind="grid", more="", scenario=""):
    (folder / "tiny-hospital.toml").write_text(scenario + SCENARIO)
    path = folder / "sets.toml"
    path.write_text(FILE.format(kind=kind, factor=factor) + more)
    return Experiment.from_file(path)


def test_all_takes_every_set_equally_often(three_sets, tmp_path):
    (tmp_path / "tiny-hospital.toml").write_text(SCENARIO)
    text = FILE.format(kind="lhs", factor='"all"').replace('"lhs"', '"lhs"\npoints = 9')
    (tmp_path / "sets.toml").write_text(text + "fear = { low = 0.0, high = 1.0 }\n")
    made = Experiment.from_file(tmp_path / "sets.toml")
    assert made.design()["parameter_set"].value_counts().to_dict() == {0.0: 3, 1.0: 3, 2.0: 3}
    assert made.plan.to_table()["factors"]["parameter_set"]["high"] == 2.0
    assert experiment(tmp_path, '"all"').design()["parameter_set"].tolist() == [0.0, 1.0, 2.0]


def test_a_sweep_over_all_sets_is_resumed(three_sets, tmp_path):
    made = experiment(tmp_path, '"all"')
    made.run(tmp_path / "rows", workers=1)
    again = Experiment.from_store(tmp_path / "rows")
    assert again.run(tmp_path / "rows", workers=1).done == 3


def test_rows_are_those_of_runs_with_the_set(three_sets, tmp_path):
    made = experiment(tmp_path, "[0, 2]")
    made.run(tmp_path / "rows", workers=1)
    rows = made.results(tmp_path / "rows").sort_values("point")
    assert (rows["status"] == "done").all()
    for number, row in zip((0, 2), rows.itertuples(), strict=True):
        scenario = made.scenarios["tiny-hospital.toml"].with_changes(parameter_set=number)
        alone = run(scenario, 1, row.seed).outcomes
        assert alone["fear_end"].item() == row.fear_end
    manifest = json.loads((tmp_path / "rows" / "manifest.json").read_text())
    assert manifest["ensemble"] == load_plausible().checksum
    assert manifest["factors"]["parameter_set"] == {"sets": "parameter_set", "in": "ensemble"}


def test_a_store_of_another_ensemble_is_refused(ensemble, tmp_path):
    ensemble(pd.DataFrame({"witness": [0.4, 0.5]}))
    experiment(tmp_path, "[0, 1]").run(tmp_path / "rows", workers=1)
    ensemble(pd.DataFrame({"witness": [0.4, 0.6]}))
    again = experiment(tmp_path, "[0, 1]")
    with pytest.raises(InputError, match="another ensemble of plausible sets") as error:
        again.run(tmp_path / "rows", workers=1)
    assert "\n" not in str(error.value)


def test_an_experiment_without_sets_does_not_depend_on_the_ensemble(ensemble, tmp_path):
    ensemble(pd.DataFrame({"witness": [0.4]}))
    made = experiment(tmp_path, '"all"')  # one set: a constant in all but name
    before = made.checksum()
    (tmp_path / "sets.toml").write_text(FILE.format(kind="grid", factor="0").replace(
        "parameter_set = 0", "fear = [0.0, 1.0]"))  # fmt: skip
    plain = Experiment.from_file(tmp_path / "sets.toml").checksum()
    ensemble(pd.DataFrame({"witness": [0.5]}))
    assert Experiment.from_file(tmp_path / "sets.toml").checksum() == plain
    assert experiment(tmp_path, '"all"').checksum() != before


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        ("[0, 3]", "3 is outside the range 0 to 2"),
        ("[0.5]", "a whole number"),
        ('"every"', "expected a number"),
        ("{ low = 0, high = 9 }", "9 is outside the range 0 to 2"),
        ("{ values = [0, 1], day = 5 }", "cannot change during a run"),
    ],
)
def test_what_is_no_set_is_one_line(three_sets, tmp_path, factor, words):
    with pytest.raises(InputError, match=words) as error:
        experiment(tmp_path, factor)
    assert "parameter_set" in str(error.value)
    assert "\n" not in str(error.value)
