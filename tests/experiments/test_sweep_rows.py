"""A sweep gives the rows that single runs give, whoever does them and in whatever order."""

import json

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

import culturesim
from culturesim.experiments import Experiment, Store, read_store
from culturesim.experiments.columns import NUMBERS, TEXTS
from culturesim.experiments.replicates import run_seed
from culturesim.outcomes import OUTCOMES
from culturesim.runs import keep, simulate

from . import tiny


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """One unbroken sweep of 18 runs on one thread."""
    folder = tmp_path_factory.mktemp("whole")
    experiment = Experiment.from_file(tiny.write(folder))
    summary = experiment.run(folder / "out", workers=1)
    assert (summary.done, summary.failed, summary.missing, summary.added) == (18, 0, 0, 18)
    return folder


def test_each_row_is_the_single_run_it_says(whole):
    _, design, rows = read_store(whole / "out")
    assert len(rows) == 18
    for row in rows.iloc[[0, 7, 17]].to_dict("records"):
        point = design.loc[row["point"]]
        assert (row["fear"], row["staffing"]) == (point["fear"], point["staffing"])
        scenario = culturesim.load_scenario(whole / "tiny-hospital.toml").with_changes(
            dials={"fear": row["fear"], "staffing": row["staffing"]}
        )
        alone = culturesim.run(scenario, runs=1, seed=row["seed"]).outcomes.iloc[0]
        for name in (*NUMBERS, *TEXTS):
            ours, theirs = row[name], alone[name]
            assert ours == theirs or (pd.isna(ours) and pd.isna(theirs)), name


def test_seeds_are_common_to_the_points_and_their_own_when_asked(whole, tmp_path):
    rows = tiny.rows(whole / "out")
    assert rows.groupby("replicate")["seed"].nunique().tolist() == [1, 1, 1]
    assert rows["seed"].nunique() == 3
    assert rows["seed"][1] == run_seed(7, 1, 0, True)
    path = tiny.write(tmp_path, replicates="{ number = 3, common_random_numbers = false }")
    apart = Experiment.from_file(path)
    assert len({apart.job().seed_of(run) for run in rows["run"]}) == 18


@pytest.mark.parametrize("how", [{"workers": 2}, {"workers": 5}, {"workers": 2, "processes": True}])
def test_workers_do_not_matter(whole, tmp_path, how):
    Experiment.from_file(whole / "tiny.toml").run(tmp_path / "out", **how)
    tiny.same(tmp_path / "out", whole / "out")


def test_shards_in_any_order_are_the_whole(whole, tmp_path):
    experiment = Experiment.from_file(whole / "tiny.toml")
    for k in (2, 0, 1):
        summary = experiment.run(tmp_path / "out", shard=(k, 3), workers=2)
        assert summary.missing == 0
        assert summary.added > 0
    tiny.same(tmp_path / "out", whole / "out")


def test_running_again_runs_nothing_and_a_lost_file_comes_back(whole, tmp_path):
    experiment = Experiment.from_file(whole / "tiny.toml")
    experiment.run(tmp_path / "out", workers=2)
    assert experiment.run(tmp_path / "out").added == 0
    lost = Store(tmp_path / "out").files()[1]
    n = len(pd.read_parquet(lost))
    lost.unlink()
    assert experiment.run(tmp_path / "out").added == n
    tiny.same(tmp_path / "out", whole / "out")


def test_the_store_needs_no_code_of_ours(whole):
    rows = tiny.rows(whole / "out")
    files = str(whole / "out" / "rows" / "*.parquet")
    mean = rows["deaths"].mean()
    assert duckdb.sql(f"select avg(deaths), count(*) from '{files}'").fetchall() == [(mean, 18)]
    assert pl.read_parquet(files)["deaths"].mean() == mean
    assert (rows[["run", "point", "replicate", "seed"]].dtypes == "int64").all()
    assert (rows[[*OUTCOMES, "fear", "staffing"]].dtypes == "float64").all()
    design = pd.read_parquet(whole / "out" / "design.parquet")
    assert design.dtypes.to_dict() == {"point": "int64", "fear": "float64", "staffing": "float64"}
    manifest = json.loads((whole / "out" / "manifest.json").read_text())
    assert {"culturesim", "commit", "model", "seed", "factors", "checksum"} <= set(manifest)
    assert (manifest["points"], manifest["runs"]) == (6, 18)


def test_the_stored_file_is_the_experiment_with_every_default(whole):
    stored = Experiment.from_store(whole / "out")
    given = Experiment.from_file(whole / "tiny.toml")
    assert stored.plan == given.plan
    assert stored.checksum() == given.checksum()
    again = Experiment.from_toml(stored.to_toml(), whole / "tiny.toml")
    assert again.plan == given.plan
    for words in ("number = 3", "hospitals", "every", 'scale = "linear"', "common_random"):
        assert words in (whole / "out" / "experiment.toml").read_text()


def test_series_are_kept_if_asked_for(tmp_path):
    more = 'series = ["n_preventable", "fear_mean"]\nevery = 8\noutcomes = ["deaths"]'
    experiment = Experiment.from_file(tiny.write(tmp_path, more=more))
    experiment.run(workers=2)
    series = experiment.series()
    assert list(series.columns) == ["run", "hospital", "day", "n_preventable", "fear_mean"]
    assert series["day"].unique().tolist() == [8, 16, 20]
    assert len(series) == 3 * 18
    assert list(experiment.results().columns)[-1] == "deaths"
    row = experiment.results().iloc[5]
    scenario = experiment.job().scenario((row["fear"], row["staffing"]))
    alone = culturesim.run(scenario, runs=1, seed=int(row["seed"]), every=8).series
    harms = alone.query("level == 'hospital' and quantity == 'n_preventable'")
    ours = series.loc[series["run"] == row["run"], "n_preventable"]
    assert harms["value"].sum() == ours.sum()
    daily = alone.query("level == 'hospital' and quantity == 'fear_mean'")["value"].to_numpy()
    theirs = [daily[:8].mean(), daily[8:16].mean(), daily[16:].mean()]
    np.testing.assert_allclose(
        series.loc[series["run"] == row["run"], "fear_mean"], theirs, rtol=1e-6
    )


def test_several_hospitals_stand_in_one_row(tmp_path):
    more = 'hospitals = "mean"\noutcomes = ["deaths", "caught_by"]'
    path = tiny.write(tmp_path, replicates=1, more=more)
    path.write_text(path.read_text() + "hospitals = 2\n")
    experiment = Experiment.from_file(path)
    experiment.run(workers=2)
    row = experiment.results().iloc[0]
    scenario = experiment.job().scenario((row["fear"], row["staffing"]))
    alone = culturesim.run(scenario, runs=1, seed=int(row["seed"])).outcomes
    assert len(alone) == 2
    assert row["deaths"] == alone["deaths"].mean()
    assert row["caught_by"] == ""


def test_a_constant_after_a_factor_keeps_the_checksum(tmp_path):
    text = (
        tiny.write(tmp_path)
        .read_text("utf-8")
        .replace("[factors]\n", "[factors]\nvisibility = [0.2, 0.4]\nmanager_blame = 0.3\n")
    )
    given = Experiment.from_toml(text, tmp_path / "tiny.toml")
    again = Experiment.from_toml(given.to_toml(), tmp_path / "tiny.toml")
    assert given.plan.to_table() == again.plan.to_table()
    assert given.checksum() == again.checksum()


def test_a_sweep_has_the_bodies_of_its_scenario():
    """Runs that share sizes and seed share their organisation, but not who oversees it."""
    bodies, found = tiny.ROOT / "experiments" / "bodies", []
    for name in ("1-body", "8-bodies", "1-body"):
        scenario = culturesim.load_scenario(bodies / f"{name}.toml")
        scenario = scenario.with_changes(days=700, dials={"fear": 0.8, "staffing": 0.75})
        sim = simulate(scenario, 5, lambda: None)
        found.append(sim.series.oversight.shape[2])
        alone = culturesim.run(scenario, runs=1, seed=5).outcomes.iloc[0]
        ours = keep(sim, "first", (), 1).outcomes
        for column in NUMBERS:
            assert ours[column] == alone[column] or pd.isna(ours[column]), column
    assert found == [1, 8, 1]
