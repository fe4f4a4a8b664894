"""Take pictures of every page of the web page: light and dark, on a phone, on a projector.

``make screenshots`` starts a server of its own and writes to ``docs/screenshots``, in less than
six minutes on two processors. Look at them before you commit them.
"""

import io
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from PIL import Image

FOLDER = Path(__file__).with_name("screenshots")
PORT = 8799
CHANGE = (
    "v=1&change=staffing:0.9,from:366"
    "&alt=Cut a tenth;staffing:0.9,from:366"
    "&alt=Cut, but open;staffing:0.9,transparency:0.9,from:366"
)
PAGES = {
    "what-if": f"/?{CHANGE}",
    "sooner": "/?v=1&change=staffing:0.9,from:366&sooner=1",
    "hospital": "/hospital?v=1&change=fear:0.5&day=400&ward=3&who=73",
    "who-knew": "/who-knew?v=1&change=fear:0.5",
    "model": "/model",
    "system": "/system",
}
#: Name of a picture's end: width, height and scheme. All of a page are taken of one opened page.
SHAPES = {
    "light": (1280, 900, "light"),
    "light-phone": (360, 800, "light"),
    "light-projector": (1920, 1080, "light"),
    "dark": (1280, 900, "dark"),
}
THERE = ".cs-cards, .cs-table tbody, .cs-terms, .cs-timeline, .cs-league"
DONE = """() => { const p = document.querySelector('.cs-progress');
  const patient = document.querySelector('.cs-patient');
  if (!p) return !patient || patient.querySelector('.cs-lead');
  const all = /^([0-9]+) of \\1\\b/.test(p.querySelector('[role=status]').innerText);
  const told = document.querySelector('.cs-story ol, .cs-story table, .cs-league');
  const sooner = document.querySelector('.cs-sooner');
  if (sooner && sooner.querySelector('.cs-progress-row')) return false;
  const rows = [...document.querySelectorAll('.cs-alternatives tbody tr')];
  return all && told && rows.every((row) => row.dataset.n === rows[0].dataset.n); }"""
PATIENCE = 200.0  # longest wait for a page; what is there by then is taken [s]


def serve() -> subprocess.Popen:
    """Start a server and wait for it."""
    server = subprocess.Popen([sys.executable, "-m", "culturesim.cli", "app", "--port", str(PORT)])
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=2).close()
            return server
        except OSError:
            time.sleep(0.5)
    server.terminate()
    raise SystemExit("the server did not start")


def take(browser, name: str, path: str) -> None:
    """Take all pictures of one page."""
    from playwright.sync_api import TimeoutError as TooLong

    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{PORT}{path}")
    page.wait_for_selector(THERE, timeout=1000 * PATIENCE)
    try:
        page.wait_for_function(DONE, timeout=1000 * PATIENCE)
    except TooLong:
        sys.stderr.write(f"{name}: taken before it was done\n")
    scheme = "light"
    for end, (width, height, wanted) in SHAPES.items():
        page.set_viewport_size({"width": width, "height": height})
        if wanted != scheme:
            page.locator(".cs-theme").click()
            scheme = wanted
        page.mouse.move(0, 0)
        page.wait_for_timeout(700)
        whole = name != "model" and "projector" not in end  # a long table, a wall: the first screen
        write(page.screenshot(full_page=whole), f"{name}-{end}.png")
    context.close()


def write(data: bytes, name: str) -> None:
    """Write a picture, in few enough colours to be small."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save(FOLDER / name, optimize=True)


def main() -> None:
    """Take all pictures."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    FOLDER.mkdir(exist_ok=True)
    server = serve()
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
            early = browser.new_page()  # so that the many hospitals are simulated meanwhile
            early.goto(f"http://127.0.0.1:{PORT}{PAGES['system']}")
            for name, where in PAGES.items():
                take(browser, name, where)
            browser.close()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
