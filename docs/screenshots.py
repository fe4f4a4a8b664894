"""Take pictures of every page of the web page, light and dark, wide and on a phone.

``make screenshots`` starts a server of its own and writes to ``docs/screenshots``. Look at them
before you commit them.
"""

import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

FOLDER = Path(__file__).with_name("screenshots")
PORT = 8799
CHANGE = (
    "v=1&change=staffing:0.9,from:366"
    "&alt=Cut a tenth;staffing:0.9,from:366"
    "&alt=Cut, but open;staffing:0.9,transparency:0.9,from:366"
)
PAGES = {
    "what-if": f"/?{CHANGE}",
    "hospital": "/hospital?v=1&change=fear:0.5&day=400&ward=3&who=73",
    "who-knew": "/who-knew?v=1&change=fear:0.5",
    "system": "/system",
    "model": "/model",
}
DONE = """() => { const p = document.querySelector('.cs-progress');
  const told = document.querySelector('.cs-story ol, .cs-story table');
  const all = p && /^([0-9]+) of \\1\\b/.test(p.querySelector('[role=status]').innerText);
  return !p || (told && all); }"""


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


def take(browser, name: str, path: str, scheme: str, width: int) -> None:
    """Take one picture of a whole page."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{PORT}{path}")
    page.wait_for_selector(".cs-cards, .cs-table tbody, .cs-terms, .cs-timeline", timeout=120_000)
    page.wait_for_function(DONE, timeout=240_000)
    page.wait_for_timeout(700)
    whole = name != "model"  # a long table is cut
    suffix = "-phone" if width < 600 else ""
    page.screenshot(path=FOLDER / f"{name}-{scheme}{suffix}.png", full_page=whole)
    context.close()


def main() -> None:
    """Take all pictures."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    FOLDER.mkdir(exist_ok=True)
    server = serve()
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
            for name, where in PAGES.items():
                for scheme in ("light", "dark"):
                    take(browser, name, where, scheme, 1280)
                take(browser, name, where, "light", 360)
            browser.close()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
