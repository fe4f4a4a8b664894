"""kill -9, Ctrl-C, a full disk, a second process, a changed file: nothing lost, nothing doubled."""

import json
import random
import signal
import subprocess
import sys
import time

import pytest

from culturesim.errors import InputError
from culturesim.experiments import Experiment, Store

from . import tiny


@pytest.fixture(autouse=True)
def models_can_be_found(monkeypatch):
    monkeypatch.syspath_prepend(tiny.ROOT / "tests" / "experiments")


def start(*arguments):
    return subprocess.Popen(
        tiny.command(*arguments), env=tiny.environment(), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def wait_for(condition, process=None, seconds=120.0):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        if process is not None and process.poll() is not None:
            return False
        time.sleep(0.002)
    return True


def files(out):
    return list((out / "rows").glob("*.parquet")) if (out / "rows").exists() else []


def killed_until_done(tmp_path, runs, kills):
    """Kill -9 a sweep at random moments, resuming each time; then let it finish."""
    path = tiny.write(tmp_path, replicates=runs // 6, more='model = "faulty:Slow"')
    out = tmp_path / "out"
    chance, landed = random.Random(7), 0
    for _ in range(kills):
        before = len(files(out))
        process = start("sweep", "run", path, "--out", out, "--workers", 2)
        went_on = wait_for(lambda n=before: len(files(out)) > n, process)
        if went_on:  # it is at work: now, at any moment of a batch or of a write
            time.sleep(chance.uniform(0.0, 0.5))
        landed += process.poll() is None
        process.kill()
        process.communicate()
        tiny.rows(out)  # every file that has a name opens, and no run is there twice
    assert Experiment.from_file(path).run(out, workers=2).missing == 0
    return landed, out


def unbroken(tmp_path, runs):
    folder = tmp_path / "unbroken"
    folder.mkdir()
    Experiment.from_file(tiny.write(folder, replicates=runs // 6)).run(folder / "out")
    return folder / "out"


def test_killed_three_times_and_resumed_it_is_the_unbroken_sweep(tmp_path):
    landed, out = killed_until_done(tmp_path, runs=150, kills=3)
    assert landed == 3
    tiny.same(out, unbroken(tmp_path, runs=150))
    assert not list(out.rglob("*.tmp"))


@pytest.mark.slow
def test_killed_twenty_times_and_resumed_it_is_the_unbroken_sweep(tmp_path):
    landed, out = killed_until_done(tmp_path, runs=2400, kills=20)
    assert landed == 20
    tiny.same(out, unbroken(tmp_path, runs=2400))


@pytest.mark.parametrize("name", ["SIGINT", pytest.param("SIGTERM", marks=pytest.mark.slow)])
def test_stopped_it_keeps_what_is_finished_and_goes_on(tmp_path, name):
    path = tiny.write(tmp_path, replicates=20, more='model = "faulty:Slow"')
    out = tmp_path / "out"
    process = start("sweep", "run", path, "--out", out, "--workers", 2)
    assert wait_for(lambda: files(out), process)
    process.send_signal(getattr(signal, name))
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    stored = len(tiny.rows(out))
    assert 0 < stored < 120
    assert f"stopped; {stored} runs are stored, run the same command again to go on" in said
    assert said.count("\n") == 1
    again = Experiment.from_file(path).run(out, workers=2)
    assert (again.added, again.done) == (120 - stored, 120)
    tiny.same(out, unbroken(tmp_path, runs=120))


def test_a_full_disk_stops_it_and_room_lets_it_go_on(tmp_path):
    """A limit of the system on the size of files stands for the disk: the write itself fails."""
    path, out = tiny.write(tmp_path, replicates=20), tmp_path / "out"
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from culturesim.experiments.store import Store\n"
        "made = Store.replace\n"
        "def limited(self, path, table):\n"
        "    size = 200 if len(self.files()) >= 3 else -1\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (size, -1))\n"
        "    made(self, path, table)\n"
        "Store.replace = limited\n"
        "from culturesim.cli import main; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "sweep", "run", str(path), "--out", str(out)],
        env=tiny.environment(), capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    stored = len(tiny.rows(out))
    assert len(files(out)) == 3
    tiny.one_line(done, "cannot write: file too large", f"{stored} runs are stored", code=3)
    assert not list(out.rglob("*.tmp"))
    assert Experiment.from_file(path).run(out).added == 120 - stored
    tiny.same(out, unbroken(tmp_path, runs=120))


def test_a_second_process_is_refused_but_other_shards_are_not(tmp_path):
    path = tiny.write(tmp_path, replicates=40, more='model = "faulty:Slow"')
    out = tmp_path / "out"
    process = start("sweep", "run", path, "--out", out, "--workers", 1, "--shard", "0/2")
    try:
        assert wait_for(lambda: files(out), process)
        experiment = Experiment.from_file(tiny.write(tmp_path, replicates=40,
                                                     more='model = "faulty:Slow"'))  # fmt: skip
        holder = f"process {process.pid} on "
        with pytest.raises(InputError, match=f"{holder}.*at work on shard 0/2 already"):
            experiment.run(out, shard=(0, 2))
        with pytest.raises(InputError, match=f"{holder}.*shards of 2, these are of 3"):
            experiment.run(out, shard=(1, 3))
        with pytest.raises(InputError, match="is at work on it; wait, or stop it"):
            experiment.run(out)
        other = tiny.call("sweep", "run", path, "--out", out, "--shard", "1/2")
        assert other.returncode == 0, other.stderr
        assert process.wait(timeout=120) == 0
    finally:
        process.kill()
        process.communicate()
    tiny.same(out, unbroken(tmp_path, runs=240))


def test_a_changed_experiment_is_refused_and_the_difference_said(tmp_path):
    path, out = tiny.write(tmp_path), tmp_path / "out"
    Experiment.from_file(path).run(out)
    before = tiny.rows(out)
    path.write_text(path.read_text().replace("high = 1.0", "high = 0.9") + "huddles = [0.0, 1.0]\n")
    done = tiny.call("sweep", "run", path, "--out", out)
    tiny.one_line(done, "has changed since", "factors.staffing.high was 1.0, is 0.9",
                  "factors.huddles.values = [0.0, 1.0] is new")  # fmt: skip
    tiny.write(tmp_path)
    scenario = tmp_path / "tiny-hospital.toml"
    scenario.write_text(scenario.read_text().replace("days = 20", "days = 21"))
    with pytest.raises(InputError, match=r"scenario tiny-hospital\.toml: days was 20, is 21"):
        Experiment.from_file(path).run(out)
    assert tiny.rows(out).equals(before)
    tiny.write(tmp_path, more="[run]\nworkers = 1\nlimit = 100")
    assert Experiment.from_file(path).run(out).added == 0  # how it is run does not matter


def test_rows_of_another_model_are_refused(tmp_path):
    path, out = tiny.write(tmp_path), tmp_path / "out"
    experiment = Experiment.from_file(path)
    experiment.run(out)
    manifest = json.loads((out / "manifest.json").read_text())
    (out / "manifest.json").write_text(json.dumps(manifest | {"model": "0123456789abcdef"}))
    with pytest.raises(InputError, match=r"made by another model .*0123456789abcdef"):
        experiment.run(out)


def test_a_broken_file_is_named_and_its_runs_come_back_without_it(tmp_path):
    path, out = tiny.write(tmp_path), tmp_path / "out"
    experiment = Experiment.from_file(path)
    experiment.run(out)
    before = tiny.rows(out)
    broken = Store(out).files()[0]
    broken.write_bytes(broken.read_bytes()[:100])
    with pytest.raises(InputError, match=f"{broken.name}: is broken .*delete it and run again"):
        experiment.run(out)
    broken.unlink()
    experiment.run(out)
    assert tiny.rows(out).equals(before)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_place_that_holds_something_else_is_refused(tmp_path, what):
    experiment = Experiment.from_file(tiny.write(tmp_path))
    out = tmp_path / "out"
    if what == "file":
        out.write_text("notes")
    else:
        out.mkdir()
        (out / "notes.txt").write_text("notes")
    with pytest.raises(InputError, match="holds something that is not a sweep"):
        experiment.run(out)
    kept = out if what == "file" else out / "notes.txt"
    assert kept.read_text() == "notes"
    assert len(list(tmp_path.iterdir())) == 3
