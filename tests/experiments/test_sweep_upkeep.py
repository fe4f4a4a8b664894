"""Looking after a store: plan, status, extend, verify, compact, export, run-one; and adapters."""

import dataclasses
import json
import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import culturesim
from culturesim.errors import InputError
from culturesim.experiments import Experiment, Store
from culturesim.experiments.adapters import as_function, points_of, to_salib
from culturesim.experiments.export import export, run_one
from culturesim.experiments.locks import hold
from culturesim.experiments.schedule import too_wide
from culturesim.experiments.upkeep import compact, extend, status
from culturesim.experiments.verify import verify

from . import tiny

LHS = """\
name = "tiny"
scenario = "tiny-hospital.toml"
seed = 7
replicates = 2
outcomes = ["deaths", "fear_end", "is_failing", "caught_by"]
{more}
[design]
kind = "{kind}"
points = {points}
[factors]
fear = {{ low = 0.0, high = 1.0 }}
wards = [1, 2]
"""


def sampled(folder, kind="lhs", points=4, more=""):
    text = LHS.replace("{kind}", kind).replace("{points}", str(points))
    return Experiment.from_file(tiny.write(folder, text=text, more=more))


@pytest.fixture
def swept(tmp_path):
    experiment = Experiment.from_file(tiny.write(tmp_path))
    experiment.run(tmp_path / "out", workers=2)
    return tmp_path / "out"


def test_plan_tells_runs_time_and_disk_and_writes_nothing(tmp_path):
    path = tiny.write(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    done = tiny.call("sweep", "plan", path, "--workers", "2")
    assert done.returncode == 0, done.stderr
    assert re.search(r"6 points, 18 runs, about 1 s with 2 workers, [\d.]+ kB on disk", done.stdout)
    assert "dials.staffing  0.7, 1" in done.stdout
    assert sorted(tmp_path.rglob("*")) == before


def test_status_tells_how_far_it_is(tmp_path):
    experiment = Experiment.from_file(tiny.write(tmp_path))
    experiment.run(tmp_path / "out", shard=(0, 2))
    with hold(tmp_path / "out", (1, 2)):
        assert status(tmp_path / "out").is_running
    found = status(tmp_path / "out")
    assert (found.runs, found.done + found.missing, found.is_running) == (18, 18, False)
    assert 0 < found.done < 18
    experiment.run(tmp_path / "out")
    assert status(tmp_path / "out").missing == 0


def test_more_replicates_are_those_of_the_larger_sweep(swept, tmp_path):
    before = tiny.rows(swept)
    assert extend(swept, replicates=5) == 12
    assert Experiment.from_store(swept).run().added == 12
    rows = tiny.rows(swept)
    assert rows[rows["replicate"] < 3].reset_index(drop=True).equals(before)
    Experiment.from_file(tiny.write(tmp_path, replicates=5)).run(tmp_path / "larger")
    tiny.same(swept, tmp_path / "larger")
    tiny.write(tmp_path, replicates=3)
    with pytest.raises(InputError, match=r"replicates\.number was 5, is 3"):
        Experiment.from_file(tmp_path / "tiny.toml").run(swept)
    with pytest.raises(InputError, match="5 is not more than the 5 there are"):
        extend(swept, replicates=5)
    with pytest.raises(InputError, match="give --replicates or --points"):
        extend(swept)
    with pytest.raises(InputError, match="a design of kind grid cannot grow"):
        extend(swept, points=8)


@pytest.mark.parametrize("kind", ["lhs", "sobol"])
def test_more_points_leave_the_first_ones_alone(tmp_path, kind):
    experiment = sampled(tmp_path, kind)
    experiment.run()
    before, out = tiny.rows(experiment.folder), experiment.folder
    assert extend(out, points=8) == 8
    extended = Experiment.from_store(out)
    assert extended.run().added == 8
    rows = tiny.rows(out)
    assert rows[rows["point"] < 4].reset_index(drop=True).equals(before)
    assert extended.design().iloc[:4].equals(experiment.design())
    if kind == "sobol":
        tiny.same(out, _run(sampled(_new(tmp_path), kind, points=8)))
    assert verify(out, rerun=3) == []
    with pytest.raises(InputError, match="8 is not more than the 8 there are"):
        extend(out, points=8)


def _new(folder):
    (folder / "larger").mkdir()
    return folder / "larger"


def _run(experiment):
    experiment.run()
    return experiment.folder


def test_replicates_are_added_until_the_interval_is_narrow(tmp_path):
    until = "[replicates]\nmin = 4\nmax = 12\nstep = 4\n"
    until += 'until = {{ outcome = "fear_end", half_width = 0.02 }}\n'
    text = LHS.replace("replicates = 2\n", "") + until
    folders = []
    for k, how in enumerate(({"workers": 1}, {"workers": 3}, None)):
        folder = tmp_path / str(k)
        folder.mkdir()
        given = text.replace("{kind}", "lhs").replace("{points}", "8")
        experiment = Experiment.from_file(tiny.write(folder, text=given))
        if how is None:  # three shards, each deciding about its own points
            for shard in range(3):
                experiment.run(shard=(shard, 3), workers=2)
        else:
            experiment.run(**how)
        folders.append(experiment.folder)
    rows = tiny.rows(folders[0])
    counts = rows.groupby("point").size()
    assert set(counts) <= {4, 8, 12}
    assert len(set(counts)) > 1
    rule = experiment.plan.replicates
    for point, n in counts.items():
        values = rows.loc[rows["point"] == point, "fear_end"].to_numpy()
        assert rule.until.is_met(values) or n == 12
        assert n == 4 or not rule.until.is_met(values[: n - 4])
    tiny.same(folders[0], folders[1])
    tiny.same(folders[0], folders[2])
    wide = [
        point
        for point, n in counts.items()
        if n == 12
        and not rule.until.is_met(rows.loc[rows["point"] == point, "fear_end"].to_numpy())
    ]
    assert too_wide(experiment, Store(folders[0])) == len(wide)
    narrow = dataclasses.replace(rule.until, half_width=1e-9)
    plan = dataclasses.replace(
        experiment.plan, replicates=dataclasses.replace(rule, until=narrow, most=4)
    )
    assert too_wide(dataclasses.replace(experiment, plan=plan), Store(folders[0])) == 8


def test_compact_leaves_one_file_of_the_same_rows(swept):
    before = tiny.rows(swept)
    double = Store(swept).files()[0]
    double.with_name("000000000999999.parquet").write_bytes(double.read_bytes())
    assert any("there twice" in fault for fault in verify(swept, rerun=0))
    files = len(Store(swept).files())
    assert compact(swept) == (files, 18)
    assert len(Store(swept).files()) == 1
    assert tiny.rows(swept).equals(before)
    assert Experiment.from_store(swept).run().added == 0
    assert verify(swept, rerun=0) == []


def test_verify_finds_what_was_tampered_with(swept):
    assert verify(swept, rerun=18) == []
    path = Store(swept).files()[0]
    sound = pd.read_parquet(path)
    for column, value, words in (
        ("deaths", -1.0, "deaths was -1.0, is"),
        ("seed", 5, "the seed is not that of the run"),
        ("fear", 0.25, "factors are not those of the point"),
        ("status", "well", "status 'well' is none of done, failed, timeout"),
        ("point", 3, "point and replicate are not those of the run"),
        ("run", 99_000_000, "holds runs that the experiment does not have"),
    ):
        changed = sound.copy()
        changed.loc[0, column] = value
        changed.to_parquet(path, index=False)
        assert words in " ".join(verify(swept, rerun=18)), column
    sound.drop(columns="deaths").to_parquet(path, index=False)
    assert "other columns" in verify(swept)[0]
    sound.to_parquet(path, index=False)
    assert verify(swept, rerun=18) == []
    path.write_bytes(b"not a table")
    assert "is broken" in verify(swept)[0]
    manifest = swept / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"checksum": "0"}))
    assert "checksum" in verify(swept)[0]


def test_exports_hold_every_row(swept, tmp_path):
    rows = Experiment.from_store(swept).results()
    read = pd.read_csv(export(swept, "csv", tmp_path / "x.csv"), float_precision="round_trip")
    assert read["deaths"].tolist() == rows["deaths"].tolist()
    pd.testing.assert_frame_equal(pd.read_parquet(export(swept, "parquet")), rows)
    with xr.open_dataset(export(swept, "netcdf", tmp_path / "x.nc"), engine="scipy") as data:
        assert dict(data.sizes) == {"point": 6, "replicate": 3}
        assert data["deaths"].sel(point=4, replicate=1) == rows["deaths"][4 * 3 + 1]
        assert data["fear"].to_numpy().tolist() == [0.0, 0.0, 0.5, 0.5, 1.0, 1.0]
    with pytest.raises(InputError, match="no format 'xlsx'"):
        export(swept, "xlsx")
    with pytest.raises(InputError, match="cannot be written"):
        export(swept, "csv", tmp_path / "nowhere" / "x.csv")


def test_run_one_is_the_row_with_its_events(swept):
    rows = Experiment.from_store(swept).results()
    results = run_one(swept, 4_000_001)
    assert results.outcomes["deaths"].item() == rows.set_index("run")["deaths"][4_000_001]
    assert len(results.ledger) > 0
    for run in (99_000_000, -1):
        with pytest.raises(InputError, match="there is no run"):
            run_one(swept, run)


def test_a_scenario_is_a_function(tmp_path):
    experiment = sampled(tmp_path)
    model = as_function(experiment, ["deaths"], replicates=2)
    scenario = culturesim.load_scenario(tmp_path / "tiny-hospital.toml").with_changes(
        {"wards": 1}, dials={"fear": 0.75}
    )
    seeds = [experiment.job().seed_of(replicate) for replicate in (0, 1)]
    alone = [culturesim.run(scenario, 1, seed).outcomes["deaths"].item() for seed in seeds]
    assert model(fear=0.75, wards=np.float64(1.0)) == {"deaths": np.mean(alone)}
    for wrong, words in (
        ({"fear": 0.5}, "factor wards is missing"),
        ({"fear": 0.5, "wards": 1, "feer": 1}, "has no factor 'feer'"),
        ({"fear": 2.0, "wards": 1}, "fear: 2.0 is outside the range"),
    ):
        with pytest.raises(InputError, match=words):
            model(**wrong)
    with pytest.raises(InputError, match="'caught_by' is not a number"):
        as_function(experiment, ["caught_by"])


def test_salib_gets_shares_and_means_and_no_gap(tmp_path):
    from SALib.analyze import morris

    text = LHS.replace("points = {points}", "trajectories = 3").replace("{kind}", "morris")
    experiment = Experiment.from_file(tiny.write(tmp_path, text=text))
    experiment.run()
    rows = experiment.results()
    problem, x, y = to_salib(experiment, rows, "fear_end")
    assert (x.min(), x.max(), x.shape) == (0.0, 1.0, (9, 2))
    assert y.tolist() == points_of(rows, "fear_end")["mean"].tolist()
    found = morris.analyze(problem, x, y, seed=1)
    assert list(found["names"]) == ["fear", "wards"]
    assert found["mu_star"][0] > found["mu_star"][1]  # fear is moved by the dial of that name
    rows.loc[rows["point"] == 4, "fear_end"] = np.nan
    with pytest.raises(InputError, match=r"fear_end is missing at 1 of 9 points \(4\)"):
        to_salib(experiment, rows, "fear_end")
    with pytest.raises(InputError, match="no column 'feer'"):
        to_salib(experiment, rows, "feer")


def test_ema_workbench_drives_a_scenario_and_reads_a_sweep(tmp_path):
    ema = pytest.importorskip("ema_workbench")
    from culturesim.experiments.ema import ema_model

    experiment = sampled(tmp_path)
    model = ema_model(experiment, ["deaths"])
    experiments, outcomes = ema.perform_experiments(model, scenarios=3)
    function = as_function(experiment, ["deaths"])
    first = experiments.iloc[0]
    assert outcomes["deaths"][0] == function(fear=first["fear"], wards=first["wards"])["deaths"]
    experiment.run()
    path = export(experiment.folder, "ema", tmp_path / "x.tar.gz")
    table, read = ema.load_results(str(path))
    assert read["deaths"].tolist() == experiment.results()["deaths"].tolist()
    np.testing.assert_allclose(table["fear"], experiment.results()["fear"], rtol=1e-14)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_core_imports_no_extra(tmp_path):
    code = (
        "import sys; sys.modules.update(dict.fromkeys("
        "['SALib', 'ema_workbench', 'distributed', 'dask', 'xarray', 'sklearn', 'pymoo']))\n"
        "from culturesim.experiments import Experiment\n"
        "from culturesim.errors import InputError\n"
        "import culturesim.experiments.ema, culturesim.experiments.export\n"
        f"x = Experiment.from_toml({(LHS.format(kind='lhs', points=4, more=''))!r}"
        ".replace('tiny-hospital.toml', 'small').replace('seed = 7', 'seed = 7\\ndays = 5'))\n"
        "assert len(x.design()) == 4\n"
        "try:\n    x.run('out', scheduler='tcp://x:1')\n"
        "except InputError as error:\n    print(error, flush=True)\n"
        "import os; os._exit(0)\n"  # how native threads end is not asked here
    )
    done = subprocess.run([sys.executable, "-c", code], env=tiny.environment(), check=False,
                          capture_output=True, text=True, cwd=tmp_path)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "needs Dask: pip install 'culturesim[cluster]'" in done.stdout
