"""League tables by hand, and on a small system with its pictures and its part of the report."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection

import culturesim
from culturesim.errors import InputError
from culturesim.organisation import OrganisationSizes
from culturesim.organisation.system import OrganisationSystem, Plan
from culturesim.outcomes.league import (
    churn_table,
    league_table,
    rank_correlation,
    winsorised_dispersion,
)
from culturesim.report import render
from culturesim.report.system import system_words
from culturesim.scenario import Scenario

SIZES = OrganisationSizes(
    wards=2, beds_per_ward=8, divisions=1, departments=0, executives=2, board_members=2,
    ward_registered_nurses=7, ward_support_workers=5, ward_doctors=3, ward_allied=1,
    ties_per_person=3.0, name="Place",
)  # fmt: skip


def results(counts, days=730, n_runs=1):
    """Results of which only the hospitals' yearly counts matter: {(year, place): four counts}."""
    names = ("n_deaths", "expected_deaths", "n_preventable", "n_patients")
    rows = [
        (run, 365 * year, "hospital", place, name, value)
        for run in range(1, n_runs + 1)
        for (year, place), values in counts.items()
        for name, value in zip(names, values, strict=True)
    ]
    series = pd.DataFrame(rows, columns=["run", "day", "level", "place", "quantity", "value"])
    places = sorted({place for _, place in counts})
    provenance = {"organisation": {"hospitals": places}, "days": days}
    return SimpleNamespace(series=series, provenance=provenance, n_runs=n_runs)


def test_a_table_by_hand():
    counts = {
        (1, "A"): (121, 100, 9, 1000), (1, "B"): (100, 100, 30, 1000), (1, "C"): (81, 100, 3, 1000),
        (2, "A"): (110, 100, 8, 1000), (2, "B"): (130, 100, 31, 1000), (2, "C"): (90, 100, 2, 1000),
    }  # fmt: skip
    league = league_table(results(counts))
    first = league[league["year"] == 1].set_index("hospital")
    assert first["ratio"].tolist() == [121.0, 100.0, 81.0]
    assert first["z"].tolist() == pytest.approx([2.0, 0.0, -2.0])
    assert first["harm_rate"].tolist() == [9.0, 30.0, 3.0]
    assert first["rank_ratio"].tolist() == [1, 2, 3]
    assert first["rank_harm"].tolist() == [2, 1, 3]
    assert not league["is_outlier"].any()
    churn = churn_table(league).set_index("year")
    assert churn.loc[1, "published_and_true"] == pytest.approx(0.5)
    assert churn.loc[2, "published_and_true"] == pytest.approx(1.0)
    assert churn.loc[2, "published_again"] == pytest.approx(0.5)
    assert churn.loc[2, "true_again"] == pytest.approx(1.0)
    assert churn.loc[2, "worst_again"] == 0.0
    assert np.isnan(churn.loc[1, "worst_again"])


def test_an_outlier_lies_above_the_widened_limit():
    counts = {(1, f"H{k:02}"): (100 + 4 * (k % 2), 100, 1, 1000) for k in range(11)}
    counts[1, "H99"] = (150, 100, 1, 1000)
    league = league_table(results(counts, days=365)).set_index("hospital")
    assert league.loc["H99", "is_outlier"]
    assert league["is_outlier"].sum() == 1
    spread = {key: (100 + 40 * (k % 2), 100, 1, 1000) for k, key in enumerate(counts)}
    assert not league_table(results(spread, days=365))["is_outlier"].any()


def test_over_dispersion_pulls_the_ends_in():
    assert winsorised_dispersion(np.array([9.0, -9.0])) == 1.0, "too few to tell"
    calm = np.array([1.0] * 9 + [-1.0] * 9 + [50.0, -50.0])
    assert winsorised_dispersion(calm) == pytest.approx(1.0)
    assert winsorised_dispersion(np.zeros(20)) == 1.0


def test_rank_correlation_needs_spread():
    assert np.isnan(rank_correlation(np.ones(4), np.arange(4.0)))
    assert rank_correlation(np.arange(4.0), -np.arange(4.0)) == pytest.approx(-1.0)


def test_refusals():
    one = {(1, "A"): (1, 1, 1, 1)}
    with pytest.raises(InputError, match="one hospital"):
        league_table(results(one))
    with pytest.raises(InputError, match="a year or more"):
        league_table(results(one | {(1, "B"): (1, 1, 1, 1)}, days=300))


@pytest.fixture(scope="module")
def small_system():
    harsh = Plan("Harsh", SIZES, fear=0.5, staffing=0.7, leadership=-0.3)
    system = OrganisationSystem(SIZES, (harsh,), 14)
    scenario = Scenario("Fourteen", days=380, warm_up_days=60, organisation=system)
    return culturesim.run(scenario, runs=2, seed=3)


def test_a_system_is_told_as_one(small_system):
    words = system_words(small_system)
    assert words.startswith("Of 14 hospitals, typically ")
    page = render(small_system)
    assert "All 14 hospitals" in page
    assert "The 12 with the most preventable harm" in page
    assert "too many to draw post by post" in page
    assert "Published rank against true rank" in page


def test_pictures_hold_every_hospital(small_system):
    for draw in (small_system.plot.funnel, small_system.plot.ranking):
        axes = draw(width=4.2).axes[0]
        drawn = [c for c in axes.collections if isinstance(c, PathCollection)]
        dots = sum(len(c.get_offsets()) for c in drawn)
        assert dots == 14
    league = league_table(small_system)
    assert len(league) == 2 * 14
    assert sorted(league[league["run"] == 1]["rank_harm"]) == list(range(1, 15))


def test_nothing_failing_is_said(small_system):
    calm = replace(small_system, outcomes=small_system.outcomes.assign(is_failing=False))
    assert system_words(calm) == "None of the 14 hospitals was failing in any run."
