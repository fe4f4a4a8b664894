"""Phase maps against counts, and the page: what it says, leaves out, and writes."""

import re

import numpy as np
import pandas as pd
import pytest

from culturesim.errors import InputError
from culturesim.experiments.analysis import Options, Study, analyse_study
from culturesim.experiments.analysis.estimates import wilson
from culturesim.experiments.analysis.maps import phase_map, slices
from culturesim.experiments.analysis.told import told

from .made import dials_study, grid, levers_study, rows_of, sampled_study


@pytest.fixture(scope="module")
def dials():
    return dials_study(8)


def test_a_cell_is_counted_as_by_hand(dials):
    only = {"transparency": 0.5}
    table, x, y = phase_map(dials, "fear", "staffing", only)
    point = dials.points.index[(dials.points["fear"] == 0.6) & (dials.points["staffing"] == 0.8)
                               & (dials.points["transparency"] == 0.5)][0]  # fmt: skip
    runs = dials.runs[dials.runs["point"] == point]
    cell = table[(table["x"] == "0.6") & (table["y"] == "0.8")].iloc[0]
    assert cell["n_runs"] == 8
    assert cell["n_failing"] == runs["is_failing"].sum()
    assert cell["is_failing"] == pytest.approx(runs["is_failing"].mean())
    ends = wilson(runs["is_failing"].sum(), 8)
    assert (cell["is_failing_low"], cell["is_failing_high"]) == pytest.approx(ends)
    among = runs[runs["is_failing"] > 0]
    assert cell["is_caught"] == pytest.approx(among["is_caught"].mean())
    by = cell["caught_by_board"] + cell["caught_by_regulator"]
    assert by == pytest.approx(cell["is_caught"])
    assert (x.n, y.n) == (6, 5)


def test_days_to_detection_count_the_never_caught():
    rows = pd.DataFrame({"is_failing": [1.0] * 5, "caught_by": ["nobody"] * 3 + ["board"] * 2,
                         "caught_after": [np.nan] * 3 + [10.0, 20.0]})  # fmt: skip
    assert np.sort(told(rows)["detection_days"])[2] == np.inf


def test_a_few_failing_runs_give_no_share_of_them():
    points = grid(a=[0.0, 1.0], b=[0.0, 1.0])

    def outcomes(p, replicate, rng):
        failing = (p["a"] * p["b"] + (replicate < 4) * (1.0 - p["a"])).clip(0, 1)
        return {"is_failing": failing, "caught_by": np.where(failing > 0, "board", "nobody"),
                "caught_after": np.where(failing > 0, 30.0, np.nan)}  # fmt: skip

    table, *_ = phase_map(Study.of("m", "grid", points, rows_of(points, 10, outcomes)), "a", "b")
    few = table["n_failing"].between(1, 4)
    assert few.any()
    assert table.loc[few, "is_caught"].isna().all()
    assert table.loc[table["n_failing"] >= 5, "is_caught"].notna().all()


def test_bins_of_a_sample_hold_enough_runs():
    table, *_ = phase_map(sampled_study(300, 4), "fear", "staffing")
    assert table["n_runs"].sum() == 1200
    assert table["n_runs"].min() >= 20


def test_slices_are_of_the_one_further_factor(dials):
    assert slices(dials, "fear", "staffing") == [{"transparency": v} for v in (0.0, 0.5, 1.0)]
    assert slices(sampled_study(60, 1), "fear", "staffing") == [{}]


def test_the_page_says_what_was_left_out_and_why(dials):
    found = analyse_study(dials, Options(pairs=(("fear", "transparency"),)), only=["maps", "sobol"])
    assert found.skipped["Sobol indices"] == "needs a design of kind saltelli; this one is grid"
    page = found.html()
    assert "What was left out, and why" in page
    assert page.count("<svg") == 3
    assert not re.search(r'(?:src|href)="(?!#)', page), "the page fetches nothing"
    words = re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
    assert not re.search(r"\bnan\b", words)
    assert len(found.strongest) <= 7
    assert found.strongest[0].sure == "sure"
    assert all("n = " in f.text or "interval" in f.text or "%" in f.text for f in found.strongest)


def test_only_what_was_asked_for(dials):
    found = analyse_study(dials, Options(pairs=(("transparency", "fear"),)), only=["maps"])
    names = ["map_transparency_fear", "map_transparency_fear_by_staffing"]
    assert list(found["maps"].tables) == names
    with pytest.raises(KeyError):
        found["sobol"]
    with pytest.raises(InputError, match="no analysis is called 'mapz'; did you mean 'maps'"):
        analyse_study(dials, only=["mapz"])
    with pytest.raises(InputError, match="the design has no factor 'feer'; did you mean 'fear'"):
        analyse_study(dials, Options(pairs=(("feer", "staffing"),)), only=["maps"])


def test_files_are_written_whole_or_not_at_all(tmp_path):
    found = analyse_study(levers_study(6), only=["levers", "pareto"])
    folder = found.save(tmp_path / "out", formats=("png", "svg"))
    names = {p.name for p in folder.iterdir()}
    assert {"analysis.html", "findings.md", "pareto.csv", "pareto.png", "pareto.svg"} <= names
    read = pd.read_csv(folder / "pareto.csv")
    assert read["on_front"].sum() == found["pareto"].tables["pareto"]["on_front"].sum()
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    with pytest.raises(InputError, match="is not empty"):
        found.save(folder)
    found.save(folder, force=True, formats=())


def test_nothing_is_left_when_a_picture_cannot_be_written(tmp_path, monkeypatch):
    found = analyse_study(levers_study(6), only=["pareto"])

    def fail(figure, path, dpi):
        assert path.parent.is_dir()
        raise OSError("disk full")

    monkeypatch.setattr("culturesim.experiments.analysis.files._save_picture", fail)
    with pytest.raises(OSError, match="disk full"):
        found.save(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_hospital_that_does_not_fail_is_not_unseen():
    rows = pd.DataFrame({"is_failing": [0.0, 1.0], "caught_by": ["nobody", "nobody"]})
    found = told(rows)
    assert found["fails_unseen"].tolist() == [0.0, 1.0]
    assert np.isnan(found["is_caught"][0])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d, r: (d.drop(columns="point"), r), "no column 'point'"),
        (lambda d, r: (d, r.drop(columns="replicate")), "no column 'replicate'"),
        (lambda d, r: (d, r.assign(status="failed")), "no run has finished"),
        (lambda d, r: (d.assign(a=[0.0, np.nan]), r), "factor 'a' has missing values"),
    ],
)
def test_tables_that_are_no_store_are_refused(change, message):
    points = grid(a=[0.0, 1.0])
    rows = rows_of(points, 2, lambda p, r, g: {"y": p["a"]})
    with pytest.raises(InputError, match=message):
        Study.of("bad", "grid", *change(points, rows))


def test_failed_runs_are_left_out_and_counted():
    points = grid(a=[0.0, 1.0])
    rows = rows_of(points, 4, lambda p, r, g: {"y": p["a"] + r})
    rows.loc[2, ["status", "y"]] = ["failed", np.nan]
    study = Study.of("f", "grid", points, rows)
    assert (study.n_runs, study.n_failed) == (7, 1)
    assert "1 runs failed or ran out of time" in analyse_study(study, only=["convergence"]).html()


def test_what_the_press_finds_is_seen_and_is_not_the_regulators():
    by = ["press", "whistleblower", "regulator", "nobody"]
    rows = pd.DataFrame({"is_failing": 1.0, "caught_after": [5.0, 7.0, 9.0, None], "caught_by": by})
    found = told(rows)
    assert found["fails_unseen"].tolist() == [0.0, 0.0, 0.0, 1.0]
    assert found["caught_from_outside"].tolist() == [1.0, 1.0, 0.0, 0.0]
    assert found["caught_by_regulator"].tolist() == [0.0, 0.0, 1.0, 0.0]
    assert found["detection_days"].tolist() == [5.0, 7.0, 9.0, float("inf")]
