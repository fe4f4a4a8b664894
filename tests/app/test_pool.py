"""The queue before the processes: order, calling off, and an end with the server."""

import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from culturesim.app.pool import Desk, Pool


@pytest.fixture
def held():
    """A desk whose one worker waits until it is let go."""
    gate = threading.Event()
    executor = ThreadPoolExecutor(1)
    desk = Desk(lambda: executor)
    first = desk.submit(0, gate.wait, 30)
    yield desk, gate, first
    gate.set()
    executor.shutdown()


def test_first_answers_go_before_later_stages_of_others(held):
    desk, gate, _ = held
    done = []
    desk.submit(0, done.append, "handed on already")
    waiting = [desk.submit(rank, done.append, rank) for rank in (4, 3, 0, 3, 0)]
    gate.set()
    for future in waiting:
        future.result(30)
    assert done == ["handed on already", 0, 0, 3, 3, 4]


def test_what_is_called_off_is_not_begun(held):
    desk, gate, _ = held
    done = []
    desk.submit(0, done.append, 1)
    off, on = desk.submit(0, done.append, 2), desk.submit(0, done.append, 3)
    assert off.cancel()
    assert desk.n_waiting == 1
    gate.set()
    on.result(30)
    assert done == [1, 3]


def test_an_error_reaches_who_waits_and_the_desk_goes_on():
    executor = ThreadPoolExecutor(1)
    desk = Desk(lambda: executor)
    with pytest.raises(ZeroDivisionError):
        desk.submit(0, divmod, 1, 0).result(30)
    assert desk.submit(0, divmod, 7, 2).result(30) == (3, 1)
    executor.shutdown()


def test_a_closed_desk_takes_nothing():
    desk = Desk(lambda: ThreadPoolExecutor(1))
    desk.close()
    assert desk.submit(0, divmod, 1, 1).cancelled()


def test_a_run_is_simulated_once(monkeypatch):
    from culturesim.app import work

    asked = []
    monkeypatch.setattr(work, "one_run", lambda scenario, seed: asked.append(seed) or seed * 10)
    executor = ThreadPoolExecutor(1)
    pool = Pool(2, lambda: executor)
    assert [pool.run("a", 1).result(30), pool.run("a", 1).result(30)] == [10, 10]
    assert pool.run("b", 1).result(30) == 10
    assert asked == [1, 1]
    assert pool.found("a", 2) is None
    executor.shutdown()


def test_processes_end_when_the_server_is_killed(tmp_path):
    """Not shut down: killed, with no chance to clean up."""
    script = textwrap.dedent("""
        import os, time
        from culturesim.app.pool import Pool
        if __name__ == "__main__":
            pool = Pool(1)
            print(pool.call(os.getpid).result(60), flush=True)
            time.sleep(60)
    """)
    path = tmp_path / "killed.py"
    path.write_text(script)
    server = subprocess.Popen([sys.executable, str(path)], stdout=subprocess.PIPE, text=True)
    child = int(server.stdout.readline())
    server.kill()
    server.wait()
    server.stdout.close()
    assert _gone(child), "the process outlived its server"


def _gone(process: int) -> bool:
    import psutil

    for _ in range(300):
        try:
            if psutil.Process(process).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.1)
    return False
