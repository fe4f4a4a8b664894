"""Shipped experiments are valid and modest, and the table of portfolios is current."""

import importlib.util
from pathlib import Path

import pytest

from culturesim.experiments import Experiment

FOLDER = Path(__file__).resolve().parents[3] / "experiments"
FILES = sorted(FOLDER.glob("*.toml"))


def test_all_six_are_there():
    assert {f.stem for f in FILES} >= {"fear-staffing-transparency", "levers", "detection",
                                       "hysteresis", "networks", "uncertainty"}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_experiment_is_valid_and_modest(path):
    experiment = Experiment.from_file(path)
    assert experiment.name == path.stem
    assert experiment.estimate().runs <= 5_000, "a laptop does it in minutes"
    assert experiment.plan.replicates.common_random_numbers


def test_portfolios_are_those_of_the_levers():
    spec = importlib.util.spec_from_file_location("portfolios", FOLDER / "portfolios.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (FOLDER / "levers.csv").read_text("utf-8") == module.table(), (
        "run python experiments/portfolios.py"
    )
