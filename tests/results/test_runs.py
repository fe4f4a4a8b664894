"""Many runs: the same bits on any number of threads, and pairs that share their luck."""

import pandas as pd
import pytest

from culturesim.errors import InputError
from culturesim.results import Results
from culturesim.runs import compare, export_organisation, run
from culturesim.scenario import Scenario


def test_threads_do_not_change_a_bit(results, scenario):
    alone = run(scenario, runs=3, seed=5, ledger=True, every=7, workers=1)
    for name in ("series", "outcomes", "ledger"):
        pd.testing.assert_frame_equal(getattr(results, name), getattr(alone, name))


def test_run_k_is_the_run_of_seed_plus_k(results, scenario):
    third = run(scenario, runs=1, seed=7)
    ours = results.outcomes.iloc[[2]].drop(columns="run").reset_index(drop=True)
    pd.testing.assert_frame_equal(third.outcomes.drop(columns="run"), ours)


def test_progress_counts_all_days(scenario):
    seen = []
    run(scenario, runs=2, days=100, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (200, 200)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_ledger_of_the_first_run_only(scenario):
    kept = run(scenario, runs=2, days=30, ledger="first").ledger
    assert kept is not None
    assert set(kept["run"]) == {1}


def test_days_shorten_the_run(scenario):
    found = run(scenario, runs=1, days=10)
    assert found.provenance["days"] == 10


@pytest.mark.parametrize(
    ("wrong", "part"),
    [
        ({"runs": 0}, "runs: 0"),
        ({"seed": -1}, "seed: -1"),
        ({"workers": 0}, "workers: 0"),
        ({"engine": "agent"}, "did you mean 'agents'"),
        ({"days": 0}, "days: 0"),
    ],
)
def test_wrong_requests_are_one_line(scenario, wrong, part):
    with pytest.raises(InputError, match=part) as error:
        run(scenario, **wrong)
    assert "\n" not in str(error.value)


def test_an_error_in_a_thread_is_the_error(scenario, monkeypatch):
    def broken(*_, **__):
        raise InputError("it was this")

    monkeypatch.setattr(Results, "from_simulation", broken)
    with pytest.raises(InputError, match="it was this"):
        run(scenario, runs=4, days=5, workers=2)


def test_a_scenario_compared_with_itself_differs_in_nothing(scenario):
    table = compare(scenario, scenario, runs=2, days=60).table
    assert (table["difference"].dropna() == 0.0).all()


def test_pairs_share_their_luck(scenario):
    kinder = scenario.with_changes({"dials.fear": 0.0})
    found = compare(scenario, kinder, runs=3, seed=1)
    row = found.table.set_index("outcome").loc["voice_share"]
    assert row["difference"] == pytest.approx(row["other"] - row["base"])
    assert row["difference"] > 0.0
    assert row["low"] <= row["difference"] <= row["high"]
    assert row["share_same_sign"] == 1.0
    assert row["n"] == 3
    assert found.plot().axes


def test_lengths_must_agree(scenario):
    with pytest.raises(InputError, match="give days"):
        compare(scenario, Scenario("Short", days=5))


def test_a_comparison_is_written(scenario, tmp_path):
    found = compare(scenario, scenario, runs=2, days=20)
    folder = found.save(tmp_path / "c", texts={"comparison.html": "x"})
    assert len(pd.read_csv(folder / "comparison.csv")) == len(found.table)
    with pytest.raises(InputError, match="not empty"):
        found.save(folder)


def test_an_organisation_goes_out_and_comes_back(scenario, tmp_path):
    folder = export_organisation(scenario, tmp_path / "o", seed=5)
    text = 'title = "Read back"\ndays = 20\nwarm_up_days = 5\n'
    (folder / "a.toml").write_text(text + '[organisation]\ngraph = "organisation.graphml"\n')
    (folder / "b.toml").write_text(
        text + '[organisation]\nnodes = "nodes.csv"\nedges = "edges.csv"\n'
    )
    first, second = (run(folder / name, runs=1, seed=5) for name in ("a.toml", "b.toml"))
    pd.testing.assert_frame_equal(first.series, second.series)
    built = scenario.with_changes({"dials.fear": 0.5}, days=20, warm_up_days=5)
    assert len(first.series) == len(run(built, runs=1, seed=5).series)
