"""A real Dask scheduler and real workers, each a process of its own, and what happens to them."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest

from culturesim.errors import InputError
from culturesim.experiments import Experiment, SweepStoppedError

from . import tiny

pytest.importorskip("distributed")


class Cluster:
    """A scheduler and workers as processes, each in a session of its own."""

    def __init__(self, folder, workers=2, nanny=False):
        self.folder, self.nanny = folder, nanny
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.workers = []
        self.up(workers)

    def start(self, *arguments):
        command = [sys.executable, "-m", "dask", *arguments]
        env = tiny.environment(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1")
        return subprocess.Popen(command, cwd=self.folder, env=env, start_new_session=True,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip

    def up(self, workers):
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", str(self.port),
                                    "--no-dashboard")  # fmt: skip
        nanny = "--nanny" if self.nanny else "--no-nanny"
        self.workers = [
            self.start("worker", self.address, "--nthreads", "1", nanny, "--no-dashboard",
                       "--death-timeout", "30")
            for _ in range(workers)
        ]  # fmt: skip

    def kill(self, process):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def down(self):
        for process in (self.scheduler, *self.workers):
            self.kill(process)


@pytest.fixture
def cluster(tmp_path):
    made = Cluster(tmp_path)
    yield made
    made.down()


@pytest.fixture(autouse=True)
def models_can_be_found(monkeypatch):
    monkeypatch.syspath_prepend(tiny.ROOT / "tests" / "experiments")


def files(out):
    return list((out / "rows").glob("*.parquet")) if (out / "rows").exists() else []


def unbroken(tmp_path, replicates):
    folder = tmp_path / "unbroken"
    folder.mkdir()
    Experiment.from_file(tiny.write(folder, replicates=replicates)).run(folder / "out")
    return folder / "out"


def in_the_background(job):
    """Run a job in a thread; answers the thread and a list that its result or error gets into."""
    got = []

    def work():
        try:
            got.append(job())
        except Exception as error:  # noqa: BLE001
            got.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    return thread, got


def wait_for_files(out, n=1):
    until = time.monotonic() + 120.0
    while len(files(out)) < n:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_cluster_gives_the_same_rows_whatever_dies(tmp_path, cluster):
    """A worker dies and the sweep goes on; the scheduler dies and threads go on."""
    path = tiny.write(tmp_path, replicates=20, more='model = "faulty:Slow"')
    experiment, alone = Experiment.from_file(path), unbroken(tmp_path, 20)
    first, second = tmp_path / "first", tmp_path / "second"
    how = {"scheduler": cluster.address, "patience": 10.0}
    thread, got = in_the_background(lambda: experiment.run(first, **how))
    wait_for_files(first)
    cluster.kill(cluster.workers[0])
    thread.join(timeout=120)
    assert (got[0].done, got[0].failed, got[0].missing) == (120, 0, 0)
    tiny.same(first, alone)
    thread, got = in_the_background(lambda: experiment.run(second, **how))
    wait_for_files(second)
    cluster.down()
    thread.join(timeout=120)
    assert isinstance(got[0], SweepStoppedError)
    stored = len(tiny.rows(second))
    assert 0 < stored < 120
    assert f"the scheduler at {cluster.address} is gone" in str(got[0])
    assert f"{stored} runs are stored" in str(got[0])
    assert experiment.run(second).added == 120 - stored
    tiny.same(second, alone)


@pytest.mark.slow
def test_a_scheduler_that_comes_back_is_used_again(tmp_path, cluster):
    path = tiny.write(tmp_path, replicates=40, more='model = "faulty:Slow"')
    experiment, out, said = Experiment.from_file(path), tmp_path / "out", []
    how = {"scheduler": cluster.address, "patience": 60.0, "message": said.append}
    thread, got = in_the_background(lambda: experiment.run(out, **how))
    wait_for_files(out)
    cluster.down()
    cluster.up(2)
    thread.join(timeout=240)
    assert (got[0].done, got[0].missing) == (240, 0), got
    assert any("waiting for it to come back" in line for line in said)
    tiny.same(out, unbroken(tmp_path, 40))


@pytest.mark.slow
def test_a_run_that_kills_its_worker_each_time_is_a_row(tmp_path):
    cluster = Cluster(tmp_path, nanny=True)
    try:
        path = tiny.write(tmp_path, replicates=1, more='model = "faulty:Dies"')
        summary = Experiment.from_file(path).run(scheduler=cluster.address)
    finally:
        cluster.down()
    rows = tiny.rows(tmp_path / "out" / "tiny")
    assert (summary.done, summary.failed) == (4, 2)
    assert rows.loc[rows["status"] == "failed", "fear"].tolist() == [0.5, 0.5]
    assert rows.loc[rows["status"] == "failed", "message"].str.contains("worker died").all()


def test_no_scheduler_is_one_line(tmp_path):
    experiment = Experiment.from_file(tiny.write(tmp_path))
    with pytest.raises(InputError, match=r"--scheduler tcp://127.0.0.1:9: no scheduler with wor"):
        experiment.run(scheduler="tcp://127.0.0.1:9", patience=0.5)
    with pytest.raises(InputError, match=r"--scheduler nowhere\.json: no such file"):
        experiment.run(scheduler="nowhere.json", patience=0.5)
