"""Levers in runs: both engines, nothing at strength 0, and the direction each one states."""

import numpy as np
import pytest

from culturesim.agents import HospitalModel
from culturesim.interventions import LEVERS, DatedLever
from culturesim.outcomes import outcome_row, read_history, read_thresholds
from culturesim.report.comparison import render_comparison
from culturesim.results import Results
from culturesim.runs import compare
from culturesim.scenario import Scenario, load_scenario
from culturesim.simulation import Simulation

SEEDS = range(6)
DAYS = 540


def finished(scenario, seed=0):
    simulation = Simulation(scenario, seed)
    simulation.run()
    return simulation


def outcomes(scenario):
    """Outcome rows of a small ensemble."""
    rows = []
    for seed in SEEDS:
        run = finished(scenario, seed)
        history = read_history(run.series, run.organisation, 0, run.day)
        rows.append(outcome_row(history, read_thresholds(scenario.parameters)))
    return rows


@pytest.fixture(scope="module")
def small():
    return load_scenario("small").with_changes(days=DAYS)


@pytest.fixture(scope="module")
def without(small):
    return outcomes(small)


@pytest.mark.parametrize("name", LEVERS)
def test_a_lever_moves_what_it_says(small, without, name):
    pulled = outcomes(small.with_changes(levers=[{"name": name}]))
    if LEVERS[name].is_weak:
        assert len(pulled) == len(without)  # it can be pulled; nothing more is claimed
    for outcome, sign in LEVERS[name].shows_in:
        moved = [after[outcome] - before[outcome]
                 for before, after in zip(without, pulled, strict=True)]  # fmt: skip
        error = float(np.std(moved, ddof=1)) / len(moved) ** 0.5
        assert sign * float(np.mean(moved)) > 2.0 * error, (outcome, moved)


def same(one, other):
    return all(a.tobytes() == b.tobytes() for a, b in zip(one.series, other.series, strict=True))


def test_strength_0_is_no_lever_to_the_last_bit():
    base = Scenario("A test", days=60, warm_up_days=20)
    base = base.with_changes({"wards": 2, "departments": 1, "divisions": 1})
    entries = [{"name": name, "strength": 0} for name in LEVERS]
    assert same(finished(base), finished(base.with_changes(levers=entries)))
    strong = base.with_changes(levers=[{"name": "huddles", "ramp_days": 0}])
    assert not same(finished(base), finished(strong))


def test_a_lever_changes_nothing_before_its_day(small):
    base = small.with_changes(days=60)
    late = base.with_changes(levers=[{"name": "suspend-speaker", "day": 41}])
    one, other = finished(base), finished(late)
    for a, b in zip(one.series, other.series, strict=True):
        assert a[:40].tobytes() == b[:40].tobytes()
    assert not same(one, other)


def test_both_engines_are_equal_with_levers():
    uses = tuple(DatedLever(name, 0.7, 5, 10) for name in
                 ("huddles", "staffing-establishment", "suspend-speaker", "retention"))  # fmt: skip
    scenario = Scenario("A test", days=30, warm_up_days=10, levers=uses)
    scenario = scenario.with_changes({"wards": 2, "departments": 1, "divisions": 1})
    models = [HospitalModel(scenario, 2), HospitalModel(scenario, 2, engine="agents")]
    for _ in range(30):
        for model in models:
            model.step()
    assert same(models[0].simulation, models[1].simulation)


def test_costs_stand_in_the_outcome_table(small):
    scenario = small.with_changes(days=73, levers=[{"name": "call-line", "ramp_days": 0}])
    row = Results.from_simulation(finished(scenario)).outcomes.iloc[0]
    assert row["cost_money"] == pytest.approx(40_000.0 * 0.2 * 1.12)
    assert row["cost_hours"] == pytest.approx(15.0 * 73 / 7 * 1.12)


def test_a_comparison_tells_the_levers_of_each_side_and_their_cost(small):
    base = small.with_changes(days=30)
    other = base.with_changes(levers=[{"name": "call-line", "ramp_days": 0}])
    page = render_comparison(compare(base, other, runs=1))
    assert "Levers pulled: other" in page
    assert "Levers pulled: base" not in page
    assert "Levers cost GBP" in page


def test_transparency_helps_or_harms_with_support_and_is_weak_either_way(small):
    """E5, and pattern C22: published or not, harm changes little (band -5 to 3 %)."""
    base = small.with_changes(days=730)

    def harm(*levers):
        scenario = base.with_changes(levers=[{"name": name} for name in levers])
        return np.array([row["preventable_harm_rate"] for row in outcomes(scenario)])

    without = harm()
    change = {
        support: 100.0 * (harm(f"transparency-{support}") - without) / without.mean()
        for support in ("supported", "unsupported")
    }
    error = {support: moved.std(ddof=1) / len(SEEDS) ** 0.5 for support, moved in change.items()}
    assert change["supported"].mean() < -2.0 * error["supported"]
    assert change["unsupported"].mean() > 2.0 * error["unsupported"]
    assert change["supported"].mean() >= -5.0 - error["supported"]
    assert change["unsupported"].mean() <= 3.0 + error["unsupported"]
