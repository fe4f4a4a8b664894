"""A run that raises, hangs or takes its process down is a row; the others are as ever."""

import pytest

from culturesim.experiments import Experiment
from culturesim.experiments.upkeep import retry

from . import tiny


@pytest.fixture(autouse=True)
def models_can_be_found(monkeypatch):
    monkeypatch.syspath_prepend(tiny.ROOT / "tests" / "experiments")


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound")
    Experiment.from_file(tiny.write(folder)).run(folder / "out")
    return tiny.rows(folder / "out")


def sweep(folder, model, replicates=3, **how):
    more = f'model = "faulty:{model}"'
    experiment = Experiment.from_file(tiny.write(folder, replicates=replicates, more=more))
    summary = experiment.run(folder / "out", workers=2, **how)
    return summary, tiny.rows(folder / "out")


def assert_others_are(sound, rows):
    good = rows[rows["fear"] != 0.5].reset_index(drop=True)
    assert len(good) == 2 * len(rows) // 3
    assert good.equals(sound[sound["run"].isin(good["run"])].reset_index(drop=True))


def test_a_run_that_raises_is_a_row(tmp_path, sound):
    summary, rows = sweep(tmp_path, "Raises")
    assert (summary.done, summary.failed, summary.timeout, summary.missing) == (12, 6, 0, 0)
    assert summary.exit_code == 1
    bad = rows[rows["fear"] == 0.5]
    assert set(bad["status"]) == {"failed"}
    assert set(bad["message"]) == {"ValueError: the roster is empty"}
    assert bad[["deaths", "failing_day"]].isna().all().all()
    assert bad["staffing"].tolist() == sound.loc[bad.index, "staffing"].tolist()
    assert bad["seed"].tolist() == sound.loc[bad.index, "seed"].tolist()
    assert_others_are(sound, rows)


@pytest.mark.parametrize(
    "processes",
    [pytest.param(False, id="threads"), pytest.param(True, id="processes", marks=pytest.mark.slow)],
)
def test_a_run_that_hangs_is_a_row(tmp_path, sound, processes):
    limit = 5.0 if processes else 0.5  # a new process loads the engine within its first run
    summary, rows = sweep(tmp_path, "Hangs", replicates=1, limit=limit, processes=processes)
    assert (summary.done, summary.failed, summary.timeout) == (4, 0, 2)
    assert summary.exit_code == 1
    bad = rows[rows["status"] == "timeout"]
    assert set(bad["fear"]) == {0.5}
    assert bad["message"].str.startswith(f"took longer than its limit of {limit:g} s").all()
    assert_others_are(sound, rows)


def test_a_slow_run_is_stopped_between_days(tmp_path, sound, monkeypatch):
    monkeypatch.setattr("culturesim.runs.single.STRETCH_DAYS", 1)
    summary, rows = sweep(tmp_path, "Dawdles", replicates=1, limit=1.0)
    assert summary.timeout == 2
    assert set(rows.loc[rows["fear"] == 0.5, "message"]) == {"took longer than its limit of 1 s"}
    assert_others_are(sound, rows)


def test_a_run_that_kills_its_process_is_a_row(tmp_path, sound):
    summary, rows = sweep(tmp_path, "Dies", replicates=1, processes=True)
    assert (summary.done, summary.failed) == (4, 2)
    bad = rows[rows["fear"] == 0.5]
    assert set(bad["message"]) == {"its worker process died twice: killed by SIGKILL"}
    assert_others_are(sound, rows)


def test_retry_does_failed_runs_again_and_no_others(tmp_path, sound, monkeypatch):
    monkeypatch.chdir(tmp_path)
    summary, before = sweep(tmp_path, "RaisesOnce")
    assert summary.failed == 6
    again = retry(tmp_path / "out", workers=2)
    assert (again.added, again.failed) == (6, 6)
    (tmp_path / "mended").touch()
    again = retry(tmp_path / "out", workers=2)
    assert (again.added, again.done, again.failed) == (6, 18, 0)
    rows = tiny.rows(tmp_path / "out")
    assert rows.equals(sound)
    assert before[before["status"] == "done"].equals(rows[before["status"] == "done"])
    assert retry(tmp_path / "out").added == 0


def test_a_combination_that_contradicts_is_a_row(tmp_path):
    text = tiny.EXPERIMENT.replace("fear = [0.0, 0.5, 1.0]", "agency-cap = [0.0, 1.0]").replace(
        "staffing = {{ low = 0.7, high = 1.0, levels = {levels} }}",
        '"agency-expansion" = [0.0, 1.0]',
    )
    experiment = Experiment.from_file(tiny.write(tmp_path, replicates=2, text=text))
    summary = experiment.run(tmp_path / "out")
    rows = tiny.rows(tmp_path / "out")
    assert (summary.done, summary.failed) == (6, 2)
    bad = rows[rows["status"] == "failed"]
    assert (bad["agency-cap"] * bad["agency-expansion"]).tolist() == [1.0, 1.0]
    assert bad["message"].str.contains("agency-cap and agency-expansion contradict").all()
