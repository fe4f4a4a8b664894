"""Measure the web page against its budgets, in a real browser on this machine.

``python benchmarks/page.py`` prints JSON and stores it in ``benchmarks/results/page.json``, in less
than four minutes; ``--quick`` makes three moves of twelve pairs and stores nothing; ``--check``
fails when a budget is missed. Nothing else should run meanwhile. What is measured:

- first_band_s, full_answer_s: from letting go of a dial to the first band, and to all 100 pairs
  drawn, medians over 30 settings that nobody asked for before;
- update_s, update_kb: a step back to an answer that is there already, until it is drawn, and what a
  stage of an answer sends;
- cold_page_s, cold_page_mb: the page opened with an empty cache, until its dials stand there;
- mb_a_session: what the server grows by with each reader;
- crowd_*: twenty readers at once, each with a change of their own: the slowest first answer, the
  growth from a first crowd to a second one like it, and readers who saw an answer not their own.
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from statistics import median

import psutil
from measure import machine

from culturesim.app.progress import stages_of

STORED = Path(__file__).parent / "results" / "page.json"
PORT = 8798
ADDRESS = f"http://127.0.0.1:{PORT}"
BUDGETS = {
    "first_band_s": 0.5,
    "full_answer_s": 3.0,
    "cold_page_s": 3.0,
    "cold_page_mb": 1.1,
    "update_s": 0.2,
    "update_kb": 100.0,
    "mb_a_session": 2.0,
    "crowd_growth_mb": 20.0,
    "crowd_wrong": 0,
}
READERS = 20
MOVE = """value => { const dial = document.querySelector('#cs-dial-staffing');
  dial.value = value; window.csMoved = performance.now();
  window.csFirst = null; window.csFull = null;
  dial.dispatchEvent(new Event('input', { bubbles: true }));
  dial.dispatchEvent(new Event('change', { bubbles: true })); }"""
WATCH = """() => { new MutationObserver(() => {
    const c = document.querySelector('.cs-charts');
    if (!c || window.csMoved === undefined || c.dataset.for === window.csSent) return;
    if (c.dataset.for !== location.search.slice(1)) return;
    if (window.csFirst === null) window.csFirst = performance.now() - window.csMoved;
    if (window.csFull === null && c.dataset.n === String(window.csPairs)) {
      window.csFull = performance.now() - window.csMoved; window.csSent = c.dataset.for; }
  }).observe(document.body, { subtree: true, childList: true, attributes: true,
                              characterData: true }); }"""
FIRST = """() => { new MutationObserver(() => {
    if (!window.csAnswered && document.querySelector('.cs-card'))
      window.csAnswered = performance.now();
  }).observe(document, { subtree: true, childList: true }); }"""
BACK = """() => { window.csSent = document.querySelector('.cs-charts').dataset.for;
  window.csFirst = null; window.csMoved = performance.now();
  document.querySelector('.cs-bar button').click(); }"""


def serve() -> subprocess.Popen:
    """Start a server and wait until the base has been simulated."""
    server = subprocess.Popen([sys.executable, "-m", "culturesim.cli", "app", "--port", str(PORT)],
                              stderr=subprocess.DEVNULL)  # fmt: skip
    for _ in range(1200):
        try:
            urllib.request.urlopen(f"{ADDRESS}/readyz", timeout=2).close()
            return server
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


def cold(browser, times: int) -> dict:
    """Open the page with an empty cache."""
    seconds, sizes = [], []
    for _ in range(times):
        context = browser.new_context()
        page = context.new_page()
        tools = context.new_cdp_session(page)
        tools.send("Network.enable")
        got: list[float] = []
        tools.on("Network.loadingFinished", lambda e, got=got: got.append(e["encodedDataLength"]))
        began = time.perf_counter()
        page.goto(ADDRESS)
        page.wait_for_selector(".cs-dials")
        seconds.append(time.perf_counter() - began)
        page.wait_for_timeout(1500)
        sizes.append(sum(got) / 1e6)
        context.close()
    return {"cold_page_s": median(seconds), "cold_page_mb": max(sizes)}


def moves(browser, n: int, pairs: int) -> dict:
    """Move a dial again and again, to places where it has not been."""
    page = browser.new_page()
    received: list[int] = []
    page.on("websocket", lambda socket: socket.on(
        "framereceived", lambda data: received.append(len(data))))  # fmt: skip
    page.goto(f"{ADDRESS}/?v=1&runs={pairs}")
    done = f"document.querySelector('.cs-charts')?.dataset.n === '{pairs}'"
    page.wait_for_function(done, timeout=300_000)
    page.wait_for_timeout(3000)
    page.evaluate(f"window.csPairs = {pairs}")
    page.evaluate(WATCH)
    page.evaluate("window.csSent = document.querySelector('.cs-charts').dataset.for")
    first, full, sizes, steps = [], [], [], []
    for k in range(n):
        received.clear()
        page.evaluate(MOVE, 0.6 + 0.01 * k)
        page.wait_for_function("window.csFull", timeout=300_000)
        first.append(page.evaluate("window.csFirst") / 1000)
        full.append(page.evaluate("window.csFull") / 1000)
        page.wait_for_timeout(800)
        sizes.append(sum(received) / 1000 / len(stages_of(pairs)))
    page.wait_for_timeout(500)
    for _ in range(min(n, 10)):  # an answer that is there already: only the page's own work
        page.evaluate(BACK)
        page.wait_for_function("window.csFirst", timeout=60_000, polling=10)
        steps.append(page.evaluate("window.csFirst") / 1000)
        page.wait_for_timeout(800)
    page.close()
    return {"first_band_s": median(first), "full_answer_s": median(full), "n_moves": n,
            "update_s": median(steps), "update_kb": median(sizes)}  # fmt: skip


def memory(browser, server: subprocess.Popen, n: int) -> dict:
    """Open many sessions and see what the server grows by."""
    process = psutil.Process(server.pid)
    before = process.memory_info().rss
    contexts = [browser.new_context() for _ in range(n)]
    for context in contexts:
        page = context.new_page()
        page.goto(f"{ADDRESS}/?v=1&runs=8")
        page.wait_for_selector(".cs-card", timeout=300_000)
    grown = (process.memory_info().rss - before) / 1e6 / n
    for context in contexts:
        context.close()
    return {"mb_a_session": grown}


def crowd(browser, server: subprocess.Popen, n: int) -> dict:
    """Open pages all at once, each with a change of its own, and once more after they have left."""
    process = psutil.Process(server.pid)
    sizes, slowest, wrong = [], [], 0
    for _ in range(2):
        contexts = [browser.new_context() for _ in range(n)]
        pages = [context.new_page() for context in contexts]
        percents = [51 + 2 * k for k in range(n)]
        for page, percent in zip(pages, percents, strict=True):
            page.add_init_script(f"({FIRST})()")
            page.goto(f"{ADDRESS}/?v=1&runs=8&change=staffing:{percent / 100:.2f}",
                      wait_until="commit")  # fmt: skip
        for page, percent in zip(pages, percents, strict=True):
            page.wait_for_function("window.csAnswered", timeout=300_000)
            said = page.locator(".cs-sentence").inner_text()
            wrong += f"to {percent} %" not in said
        slowest.append(max(page.evaluate("window.csAnswered") for page in pages) / 1000)
        sizes.append(process.memory_info().rss / 1e6)
        for context in contexts:
            context.close()
        time.sleep(1)
    return {"crowd_readers": n, "crowd_first_answer_s": slowest[0],
            "crowd_growth_mb": sizes[1] - sizes[0], "crowd_wrong": wrong}  # fmt: skip


def main() -> None:
    """Measure, print, store."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    server = serve()
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"),
                                           args=["--no-sandbox"])  # fmt: skip
            quick = options.quick
            found = {**moves(browser, *((3, 12) if quick else (30, 100))),
                     **cold(browser, 1 if quick else 3),
                     **memory(browser, server, 4 if quick else 10),
                     **crowd(browser, server, 5 if quick else READERS)}  # fmt: skip
            browser.close()
    finally:
        server.terminate()
        server.wait()
    missed = {key: most for key, most in BUDGETS.items() if found[key] > most}
    load = psutil.getloadavg()[0]
    told = {"machine": machine(), "load_average": load, "budgets": BUDGETS, "measured": found,
            "missed": sorted(missed)}  # fmt: skip
    text = json.dumps(told, indent=2)
    print(text)
    if not options.quick:
        STORED.write_text(text + "\n", encoding="utf-8")
    if options.check and missed:
        sys.exit(f"missed: {', '.join(sorted(missed))}")


if __name__ == "__main__":
    main()
