"""A server of its own, a browser that sees nothing else, and a word where there is no browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
READY = 400.0  # the engine may have to be compiled first [s]
PATIENCE = 120_000  # longest wait for anything on a page, on a busy machine [ms]


def browser_path() -> str | None:
    """Where a Chromium is, if there is one."""
    return os.environ.get("CULTURESIM_CHROMIUM") or next(
        filter(None, map(shutil.which, NAMES)), None
    )


class Served:
    """A server in a process of its own."""

    def __init__(self, *options: str, port: int = 0, command: list[str] | None = None) -> None:
        self.port = port or free_port()
        command = command or [
            sys.executable,
            "-m",
            "culturesim.cli",
            "app",
            "--port",
            str(self.port),
            *options,
        ]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self.address = f"http://127.0.0.1:{self.port}"
        self._wait()

    def _wait(self) -> None:
        ends = time.monotonic() + READY
        while time.monotonic() < ends:
            if self.process.poll() is not None:
                raise RuntimeError(self.process.stderr.read())
            try:
                urllib.request.urlopen(f"{self.address}/readyz", timeout=2).close()
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("the server did not start")

    def stop(self) -> str:
        """End it as Ctrl+C or a service manager does; returns what it said."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        said: str = self.process.stderr.read()
        self.process.stderr.close()
        return said


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests."""
    path = browser_path()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium was found, and in CI there must be one")
        pytest.skip("no Chromium was found: install one, or set CULTURESIM_CHROMIUM to its path")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served():
    """One server for most tests."""
    server = Served()
    yield server
    said = server.stop()
    assert "Traceback" not in said, said


class Watched:
    """A page whose failed requests, strange addresses and errors are kept."""

    def __init__(self, browser, server, **options) -> None:
        options = {"viewport": {"width": 1280, "height": 900}, **options}
        self.context = browser.new_context(accept_downloads=True, **options)
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.server = server
        self.faults: list[str] = []
        self.n_bytes = 0
        page = self.page
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("console", self._console)
        page.on("requestfailed", self._failed)
        page.on("request", lambda request: self._request(request.url))
        page.on("response", self._response)

    def _console(self, said) -> None:
        if said.type == "error":
            self.faults.append(f"console: {said.text}")

    def _failed(self, request) -> None:
        # A page that is left or closed lets go of what it had asked for; nobody was refused.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"failed: {request.url}, {request.failure}")

    def _request(self, url: str) -> None:
        if not url.startswith((self.server.address, "data:", "blob:")):
            self.faults.append(f"outside: {url}")

    def _response(self, got) -> None:
        if got.status >= 400:
            self.faults.append(f"{got.status}: {got.url}")

    def open(self, path: str = "/") -> "Watched":
        self.page.goto(self.server.address + path)
        self.page.wait_for_selector("h1")
        return self

    def done(self, n: int = 100, timeout: float = 5 * PATIENCE) -> "Watched":
        """Wait until an answer over n pairs is there and not of an older state."""
        self.page.wait_for_function(
            """n => { const p = document.querySelector('.cs-progress');
                      return p && p.dataset.for === window.location.search.slice(1)
                        && p.querySelector('[role=status]').innerText.startsWith(n + ' of '); }""",
            arg=n, timeout=timeout,
        )  # fmt: skip
        return self

    def card(self, name: str) -> str:
        return self.page.locator(f"[data-card={name}]").inner_text()


@pytest.fixture
def watched(chromium, served):
    """A page on the server; nothing may have gone wrong on it by the end."""
    made: list[Watched] = []

    def make(**options) -> Watched:
        made.append(Watched(chromium, options.pop("server", served), **options))
        return made[-1]

    yield make
    faults = [fault for one in made for fault in one.faults]
    for one in made:
        one.context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).resolve().parents[2]
