"""Frames agree with the record they come from, and survive the disk."""

import json
import os

import numpy as np
import pandas as pd
import pytest

from culturesim.errors import InputError
from culturesim.outcomes import OUTCOMES, QUANTITIES, WARD_QUANTITIES
from culturesim.results import Results, check_folder
from culturesim.results.frames import choose_every, places
from culturesim.simulation import Simulation
from culturesim.state.ledger import KINDS
from culturesim.state.series import HOSPITAL_RECORD, WARD_RECORD


@pytest.fixture(scope="module")
def sim(scenario):
    made = Simulation(scenario, 5, ledger=True)
    made.run()
    return made


def pick(frame, run, level, quantity, place=None):
    chosen = (frame["run"] == run) & (frame["level"] == level) & (frame["quantity"] == quantity)
    if place is not None:
        chosen &= frame["place"] == place
    return frame.loc[chosen].sort_values("day")


def test_series_has_the_documented_columns_and_quantities(results):
    assert list(results.series) == ["run", "day", "level", "place", "quantity", "value"]
    wards = results.series[results.series["level"] == "ward"]
    assert set(wards["quantity"].unique()) == set(WARD_QUANTITIES)
    assert set(results.series["quantity"].unique()) == set(QUANTITIES)


def test_hospital_counts_are_the_sum_of_wards(results, sim):
    column = [c.name for c in WARD_RECORD].index("n_incidents")
    recorded = sim.series.ward[:, column].sum(axis=1)
    daily = pick(results.series, 1, "hospital", "n_incidents")
    assert daily["value"].to_numpy().tolist() == recorded.tolist()
    weekly = pick(results.series, 1, "ward", "n_incidents")
    assert weekly["value"].sum() == recorded.sum()


def test_hospital_levels_are_those_recorded(results, sim):
    column = [c.name for c in HOSPITAL_RECORD].index("board_picture")
    daily = pick(results.series, 1, "hospital", "board_picture")
    assert daily["value"].to_numpy().tolist() == sim.series.hospital[:, column, 0].tolist()


def test_ward_rows_stand_for_their_period(results, sim):
    column = [c.name for c in WARD_RECORD].index("fear_mean")
    ward = places(sim.organisation)[1][2]
    weekly = pick(results.series, 1, "ward", "fear_mean", ward)
    assert weekly["day"].tolist() == [*range(7, 200, 7), 200]
    recorded = sim.series.ward[:, column, 2].astype(float)
    assert weekly["value"].iloc[1] == pytest.approx(recorded[7:14].mean(), rel=1e-6)
    assert weekly["value"].iloc[-1] == pytest.approx(recorded[196:].mean(), rel=1e-6)


def test_care_is_averaged_over_patients_and_beliefs_over_staff(results, sim):
    names = [c.name for c in WARD_RECORD]
    record = sim.series.ward.astype(float)
    for quantity, weight in (("missed_care", "n_patients"), ("fear_mean", "n_staff")):
        value, by = record[:, names.index(quantity)], record[:, names.index(weight)]
        expected = (value * by).sum(axis=1) / by.sum(axis=1)
        daily = pick(results.series, 1, "hospital", quantity)["value"].to_numpy()
        assert daily == pytest.approx(expected, rel=1e-6)


def test_outcomes_have_a_row_a_run(results):
    assert results.outcomes["run"].tolist() == [1, 2, 3]
    assert results.outcomes["seed"].tolist() == [5, 6, 7]
    assert set(OUTCOMES) <= set(results.outcomes.columns)
    assert results.n_runs == 3


def test_ledger_agrees_with_counts_and_speaks_in_words(results):
    ledger, series = results.ledger, results.series
    assert set(ledger["kind"].cat.categories) == set(KINDS)
    counted = {"harm": "n_harms", "silent": "n_silent", "complaint": "n_complaints"}
    for kind, quantity in counted.items():
        found = ((ledger["run"] == 2) & (ledger["kind"] == kind)).sum()
        assert found == pick(series, 2, "hospital", quantity)["value"].sum()
    silent = ledger[ledger["kind"] == "silent"]
    assert silent["who"].str.contains("/staff/").all()
    assert (silent["ward"] != "").all()
    answered = ledger[ledger["kind"] == "acted"]
    assert answered["who"].str.contains("/manager|division|executive").all()
    assert set(answered["detail"]) <= {"shown to the speaker", "not shown to the speaker"}
    harms = ledger[ledger["kind"] == "harm"]
    assert harms["detail"].str.match("(low|serious|fatal)(, preventable)?$").all()


def test_causes_point_at_earlier_events_of_the_same_run(results):
    ledger = results.ledger[results.ledger["run"] == 1].set_index("event")
    harms = ledger[ledger["kind"] == "harm"]
    causes = ledger.loc[harms["cause"]]
    assert (causes["kind"] == "exposure").all()
    assert (causes["day"].to_numpy() == harms["day"].to_numpy()).all()


def test_provenance_says_where_results_come_from(results, scenario):
    p = results.provenance
    assert p["seeds"] == [5, 6, 7]
    assert p["scenario"]["toml"] == scenario.to_toml()
    assert p["parameters"]["manager_blame"]["changed"]
    assert not p["parameters"]["tau_norm"]["changed"]
    assert {"numpy", "numba", "python", "platform", "culturesim", "commit"} <= set(p)
    assert p["started"] <= p["finished"]


def test_saved_results_come_back_the_same(results, tmp_path):
    folder = results.save(tmp_path / "a" / "b", texts={"report.html": "page"})
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["ledger.parquet", "outcomes.parquet", "provenance.json", "report.html",
                     "series.parquet"]  # fmt: skip
    assert not [path for path in folder.parent.iterdir() if path != folder]
    back = Results.load(folder)
    for name in ("series", "outcomes", "ledger"):
        pd.testing.assert_frame_equal(getattr(results, name), getattr(back, name))
    assert back.provenance["seeds"] == [5, 6, 7]
    json.dumps(back.provenance, allow_nan=False)


def test_a_folder_with_something_in_it_is_refused_without_force(results, tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    (tmp_path / "ledger.parquet").write_text("of an earlier run")
    with pytest.raises(InputError, match="not empty"):
        results.save(tmp_path)
    bare = Results(results.series, results.outcomes, None, results.provenance)
    bare.save(tmp_path, force=True)
    assert (tmp_path / "mine.txt").read_text() == "keep"
    assert not (tmp_path / "ledger.parquet").exists()
    assert Results.load(tmp_path).ledger is None


def test_nothing_is_left_when_the_disk_refuses(results, tmp_path, monkeypatch):
    def full(self, path, **_):
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", full)
    with pytest.raises(InputError, match="cannot be written: no space left on device"):
        results.save(tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_places_that_cannot_be_written_to(tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(InputError, match="is a file"):
        check_folder(file)
    with pytest.raises(InputError, match="cannot be written"):
        check_folder(file / "below")
    with pytest.raises(InputError, match="cannot be written"):
        check_folder("a" * 300)
    if os.geteuid():  # whoever may write anywhere is not refused
        tmp_path.chmod(0o500)
        with pytest.raises(InputError, match="permission denied"):
            check_folder(tmp_path / "new")


@pytest.mark.parametrize("name", ["series.parquet", "provenance.json"])
def test_broken_and_missing_files_are_named(results, tmp_path, name):
    folder = results.save(tmp_path / "out")
    (folder / name).write_bytes(b"{")
    with pytest.raises(InputError, match=name):
        Results.load(folder)
    (folder / name).unlink()
    with pytest.raises(InputError, match=rf"{name}: no such file"):
        Results.load(folder)


def test_runs_that_do_not_belong_together_are_refused(results, scenario):
    with pytest.raises(InputError, match="nothing"):
        Results.concat([])
    other = Simulation(scenario.with_changes(title="Another"), 1)
    other.run(3)
    mixed = [results, Results.from_simulation(other)]
    with pytest.raises(InputError, match="different scenarios"):
        Results.concat(mixed)
    short = Simulation(scenario, 1)
    with pytest.raises(InputError, match="no day"):
        Results.from_simulation(short)
    short.run(3)
    with pytest.raises(InputError, match="every: 0 is outside"):
        Results.from_simulation(short, every=0)
    pair = [Results.from_simulation(short, run, every) for run, every in ((1, 2), (2, 3))]
    with pytest.raises(InputError, match="different periods"):
        Results.concat(pair)
    with pytest.raises(InputError, match="different length"):
        Results.concat([results, Results.from_simulation(short, 4)])


def test_big_ensembles_get_longer_periods():
    assert choose_every(365, 1, 60, 1) == 1
    assert choose_every(3650, 34, 38, 20) == 28
    assert choose_every(36500, 340, 38, 100) == 91
    assert choose_every(10, 1, 1, 1, least=7) == 7


def test_frames_stay_small(results):
    series = results.series
    assert series.memory_usage(deep=True).sum() / len(series) < 25.0
    assert series["value"].dtype == np.float32
