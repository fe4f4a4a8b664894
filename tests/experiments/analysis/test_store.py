"""From a real sweep to the written analysis, by the command a person types."""

import subprocess
import sys

import pytest

from culturesim.errors import InputError
from culturesim.experiments import Experiment
from culturesim.experiments.analysis import analyse, read_study

SCENARIO = """\
title = "A tiny hospital"
days = 200
warm_up_days = 3
[organisation]
wards = 2
departments = 1
divisions = 1
beds_per_ward = 6
ward_registered_nurses = 6
ward_support_workers = 4
ward_doctors = 3
ward_allied = 2
department_registered_nurses = 4
department_support_workers = 4
department_doctors = 2
department_allied = 3
"""
EXPERIMENT = """\
name = "tiny"
title = "A tiny sweep"
scenario = "tiny-hospital.toml"
seed = 7
replicates = 5
[design]
kind = "{kind}"
{more}
[factors]
fear = {{ low = 0.0, high = 1.0, levels = 3 }}
hazard_fix = {{ low = 0.01, high = 0.2, scale = "log", levels = 2 }}
"""


def swept(folder, kind, more=""):
    (folder / "tiny-hospital.toml").write_text(SCENARIO)
    (folder / "tiny.toml").write_text(EXPERIMENT.format(kind=kind, more=more))
    Experiment.from_file(folder / "tiny.toml").run(folder / "store", workers=1)
    return folder / "store"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return swept(tmp_path_factory.mktemp("sweep"), "grid")


def test_a_store_becomes_a_study(store):
    study = read_study(store)
    assert (study.n_points, study.n_runs, study.design) == (6, 30, "grid")
    assert list(study.factors) == ["fear", "hazard_fix"]
    assert study.factors["hazard_fix"].scale == "log"
    assert {"is_failing", "fails_unseen"} <= set(study.runs)
    assert study.about["days"] == 200


@pytest.mark.parametrize(("kind", "more", "key"), [
    ("morris", "trajectories = 4", "morris"), ("saltelli", "base = 4", "sobol"),
])  # fmt: skip
def test_designs_of_a_sweep_fit_their_analysis(tmp_path, kind, more, key):
    found = analyse(swept(tmp_path, kind, more), only=[key])
    assert not found.skipped
    assert set(found[key].tables[key]["factor"]) == {"fear", "hazard_fix"}


def typed(*words):
    command = [sys.executable, "-m", "culturesim.cli", "analyse", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_writes_and_tells(store, tmp_path):
    done = typed(store, "--out", tmp_path / "out", "--only", "effects", "--only", "sobol")
    assert done.returncode == 0, done.stderr
    assert "matters most" in done.stdout
    assert "Left out: Sobol indices: needs a design of kind saltelli" in done.stdout
    assert (tmp_path / "out" / "analysis.html").is_file()
    assert (tmp_path / "out" / "main_effects.svg").is_file()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere"], "nowhere: no sweep is stored here"),
        (["STORE", "--map", "fear"], "--map: expected two different factors"),
        (["STORE", "--map", "feer,hazard_fix", "--only", "maps"], "did you mean 'fear'"),
        (["STORE", "--only", "everything"], "--only: no analysis is called 'everything'"),
        (["STORE", "--outcome", "death", "--only", "effects"], "did you mean 'deaths'"),
    ],
)
def test_what_is_wrong_is_one_line(store, tmp_path, words, message):
    words = [store if word == "STORE" else word for word in words]
    done = typed(*words, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_something_is_kept(store, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    done = typed(store, "--out", tmp_path, "--only", "effects")
    assert done.returncode == 2
    assert "is not empty" in done.stderr


def test_no_store_is_refused():
    with pytest.raises(InputError, match="no sweep is stored here"):
        read_study("nowhere")
