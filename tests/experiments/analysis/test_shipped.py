"""Shipped experiments are valid and modest, and the table of portfolios is current."""

import importlib.util
from pathlib import Path

import pytest

from culturesim.experiments import Experiment
from culturesim.scenario import load_scenario

FOLDER = Path(__file__).resolve().parents[3] / "experiments"
DOCS = FOLDER.parent / "docs"
FILES = sorted(FOLDER.glob("*.toml"))


def test_all_six_are_there():
    assert {f.stem for f in FILES} >= {"fear-staffing-transparency", "levers", "detection",
                                       "hysteresis", "networks", "uncertainty"}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_experiment_is_valid_and_modest(path):
    experiment = Experiment.from_file(path)
    assert experiment.name == path.stem
    assert experiment.estimate().runs <= 5_000, "a laptop does it in minutes"
    sample = experiment.plan.design.kind == "lhs"
    assert experiment.plan.replicates.common_random_numbers is not sample, (
        "chosen points are compared seed by seed; intervals over a sample need luck of its own"
    )


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_portfolios_are_those_of_the_levers():
    module = load(FOLDER / "portfolios.py")
    assert (FOLDER / "levers.csv").read_text("utf-8") == module.table(), (
        "run python experiments/portfolios.py"
    )


def test_bodies_are_many_over_the_small_hospital():
    module = load(FOLDER / "bodies.py")
    for number in module.NUMBERS:
        path = FOLDER / "bodies" / module.name(number)
        assert path.read_text("utf-8") == module.text(number), "run python experiments/bodies.py"
        scenario = load_scenario(path)
        assert scenario.organisation == load_scenario("small").organisation
        assert len(scenario.regulators) == number
        assert sum(1.0 / body.rel_interval for body in scenario.regulators) == 1.0, "one diary"


@pytest.mark.parametrize("name", load(DOCS / "findings.py").ORDER)
def test_the_modest_sweep_is_a_thinner_one_of_the_same_factors(name):
    findings = load(DOCS / "findings.py")
    whole, _ = findings.opened(name, modest=False)
    modest, store = findings.opened(name, modest=True)
    assert store.name == f"{name}-modest"
    assert modest.factors == whole.factors
    assert modest.estimate().runs < whole.estimate().runs
    if whole.plan.design.kind == "table":
        both = whole.design().merge(modest.design(), on=list(whole.factors))
        assert len(both) == len(modest.design())
