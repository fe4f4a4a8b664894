"""The server with many readers, after a restart, at its end, and without any network."""

import os
import re
import shutil
import subprocess
import sys
import time

import psutil
import pytest

from .conftest import Served, Watched

pytestmark = pytest.mark.browser

READERS = 20


def test_twenty_readers_at_once_each_see_their_own(watched, served):
    """Every one gets an answer to its own dial; memory does not grow when they come again."""
    settings = [f"{0.5 + 0.02 * k:.2f}" for k in range(READERS)]
    process = psutil.Process(served.process.pid)
    sizes = []
    for _ in range(2):
        pages = [watched() for _ in settings]
        for one, value in zip(pages, settings, strict=True):
            one.page.goto(f"{served.address}/?v=1&runs=8&change=staffing:{value}")
        for one, value in zip(pages, settings, strict=True):
            one.done(8)
            percent = f"to {100 * float(value):.0f} %"
            assert percent in one.page.locator(".cs-sentence").inner_text()
            assert not one.faults
        sizes.append(process.memory_info().rss)
        for one in pages:
            one.context.close()
        time.sleep(1)
    assert sizes[1] - sizes[0] < 2_000_000 * READERS


def test_after_a_restart_a_reload_brings_everything_back(chromium):
    servers = [Served()]
    one = Watched(chromium, servers[0])
    try:
        one.open("/?v=1&runs=8&change=fear:0.6").done(8)
        said = one.card("preventable_harm_rate")
        servers.pop().stop()
        servers.append(Served(port=one.server.port))
        one.page.reload()
        one.done(8)
        assert one.card("preventable_harm_rate") == said
        assert one.page.get_by_role("slider", name="Fear").input_value() == "0.6"
    finally:
        one.context.close()
        for server in servers:
            server.stop()


@pytest.mark.parametrize("kill", [False, True])
def test_simulations_end_with_the_server(kill):
    server = Served()
    process = psutil.Process(server.process.pid)
    ends = time.monotonic() + 60
    while not (children := process.children(recursive=True)) and time.monotonic() < ends:
        time.sleep(0.2)
    assert children
    if kill:
        server.process.kill()
    server.stop()
    _, alive = psutil.wait_procs(children, timeout=30)
    assert not [child for child in alive if child.status() != psutil.STATUS_ZOMBIE]


def test_it_listens_on_this_computer_only(served):
    listening = [c.laddr.ip for c in psutil.Process(served.process.pid).net_connections()
                 if c.status == psutil.CONN_LISTEN]  # fmt: skip
    assert listening == ["127.0.0.1"]


def test_a_taken_port_is_one_line(served):
    done = subprocess.run(
        [sys.executable, "-m", "culturesim.cli", "app", "--port", str(served.port)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert re.fullmatch(r"culturesim: --host .* in use\n", done.stderr)


def test_solara_serves_it_too(chromium):
    from .conftest import free_port

    port = free_port()
    command = [sys.executable, "-m", "solara", "run", "culturesim.app.main", "--port", str(port)]
    command += ["--host", "127.0.0.1", "--production", "--no-open", "--no-check-version"]
    server = Served.__new__(Served)
    server.port, server.address = port, f"http://127.0.0.1:{port}"
    server.process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                      text=True)  # fmt: skip
    try:
        server._wait()
        one = Watched(chromium, server).open("/?v=1&runs=8&change=fear:0.6").done(8)
        assert not one.faults
        one.context.close()
    finally:
        server.stop()


INSIDE = "CULTURESIM_INSIDE_NAMESPACE"


def test_everything_works_without_a_network(root):
    """Once more, in a network that consists of this computer's loopback alone."""
    if os.environ.get(INSIDE):
        pytest.skip("this is the inside")
    if (
        shutil.which("unshare") is None
        or subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("this system allows no network namespaces")
    inner = (
        "ip link set lo up && ! ip route get 192.0.2.1 2>/dev/null && exec "
        f"{sys.executable} -m pytest -q -m browser -p no:cacheprovider "
        "tests/browser/test_pages.py tests/browser/test_what_if.py tests/browser/test_one_run.py "
        "-k '(accessibility and light) or gives_the_figures or is_saved'"
    )
    done = subprocess.run(["unshare", "-rn", "sh", "-c", inner], cwd=root, text=True, check=False,
                          capture_output=True, env={**os.environ, INSIDE: "1"})  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "skipped" not in done.stdout
