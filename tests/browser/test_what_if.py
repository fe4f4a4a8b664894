"""The first page as people use it: figures, steps, links, files, bad input."""

import csv
import io
import re
import subprocess
import sys

import pytest

from culturesim.report.words import number

pytestmark = pytest.mark.browser


def set_dial(page, name, value):
    """Move a dial as a mouse does: many small moves, then let go."""
    page.get_by_role("slider", name=name).evaluate(
        """(dial, value) => { for (const part of [0.3, 0.6, 1]) {
               dial.value = Number(dial.value) + part * (value - dial.value);
               dial.dispatchEvent(new Event('input', { bubbles: true })); }
             dial.value = value;
             dial.dispatchEvent(new Event('input', { bubbles: true }));
             dial.dispatchEvent(new Event('change', { bubbles: true })); }""",
        value,
    )


@pytest.mark.parametrize("spans", ["seeds", "both"])
def test_a_dial_gives_the_figures_of_the_command_line(watched, tmp_path, spans):
    one = watched().open("/?v=1&runs=8&seed=3").done(8)
    if spans != "both":
        one.page.get_by_text("More settings").click()
        one.page.get_by_label("Ranges show").select_option(spans)
        one.page.wait_for_function("location.search.includes('spans=seeds')")
        one.done(8)
    set_dial(one.page, "Nurse staffing", 0.9)
    one.page.wait_for_function("document.querySelector('.cs-command').innerText.includes('0.9')")
    one.done(8)
    with one.page.expect_download() as got:
        one.page.get_by_role("button", name="Figures as CSV").click()
    rows = {row["outcome"]: row for row in csv.DictReader(io.StringIO(
        got.value.path().read_text(encoding="utf-8")))}  # fmt: skip
    command = one.page.locator(".cs-command").inner_text().split()
    assert command[:2] == ["culturesim", "compare"]
    out = tmp_path / "out"
    subprocess.run([sys.executable, "-m", "culturesim.cli", *command[1:], "--out", str(out)],
                   check=True, capture_output=True)  # fmt: skip
    with (out / "comparison.csv").open(encoding="utf-8") as told:
        for row in csv.DictReader(told):
            for key in ("base", "other", "difference", "low", "high", "n", "run_low", "run_high"):
                assert rows[row["outcome"]][key] == row[key], (row["outcome"], key)
    shown = re.search(r"[\d.]+", one.card("preventable_harm_rate").split("Your change")[1]).group()
    assert shown == number(float(rows["preventable_harm_rate"]["other"]))


def test_the_scenario_file_runs_at_the_command_line_to_the_same_bits(watched, tmp_path):
    one = watched().open("/?v=1&runs=4&seed=2&change=staffing:0.85,from:366,walk-rounds:1@400")
    one.done(4)
    with one.page.expect_download() as got:
        one.page.get_by_role("button", name="All runs as CSV").click()
    runs = list(csv.DictReader(io.StringIO(got.value.path().read_text(encoding="utf-8"))))
    with one.page.expect_download() as got:
        one.page.get_by_role("button", name="Scenario file (TOML)").click()
    file = tmp_path / got.value.suggested_filename
    got.value.save_as(file)
    from culturesim import run

    command = file.read_text(encoding="utf-8").splitlines()[1]
    assert command == "# culturesim run small-changed.toml --runs 4 --seed 2 --uncertainty both"
    rows = run(file, runs=4, seed=2, uncertainty="both").outcomes
    changed = [row for row in runs if row["scenario"] == "changed"]
    assert [float(row["preventable_harm_rate"]) for row in changed] == list(
        rows["preventable_harm_rate"]
    )


def test_a_link_opens_the_same_page_elsewhere(watched):
    one = watched().open("/?v=1&runs=8").done(8)
    set_dial(one.page, "Fear", 0.6)
    one.page.wait_for_function("window.location.search.includes('fear:0.6')")
    one.done(8)
    one.page.get_by_label("Name for this set of changes").fill("Fear <b>up</b>")
    one.page.get_by_role("button", name="Keep", exact=True).click()
    one.page.wait_for_function("window.location.search.includes('alt=')")
    link = one.page.url.removeprefix(one.server.address)
    two = watched().open(link).done(8)
    assert two.page.get_by_role("slider", name="Fear").input_value() == "0.6"
    assert two.card("preventable_harm_rate") == one.card("preventable_harm_rate")
    assert "Fear <b>up</b>" in two.page.locator(".cs-alternatives tbody").inner_text()
    assert two.page.locator(".cs-alternatives tbody b").count() == 0


def test_an_alternative_without_a_name_gets_one(watched):
    one = watched().open("/?v=1&runs=8&change=fear:0.6").done(8)
    one.page.get_by_role("button", name="Keep", exact=True).click()
    one.page.wait_for_function("window.location.search.includes('alt=')")
    assert "fear from 20 % to 60 %" in one.page.locator(".cs-alternatives tbody").inner_text()


def test_steps_back_and_forth_and_reset(watched):
    one = watched().open("/?v=1&runs=8").done(8)
    dial = one.page.get_by_role("slider", name="Fear")
    dial.focus()
    one.page.keyboard.press("ArrowRight")
    one.page.wait_for_function("window.location.search.includes('fear:0.21')")
    one.page.get_by_role("button", name="↶ Undo").press("Enter")
    one.page.wait_for_function("!window.location.search.includes('fear')")
    assert dial.input_value() == "0.2"
    one.page.get_by_role("button", name="↷ Redo").press("Enter")
    one.page.wait_for_function("window.location.search.includes('fear:0.21')")
    one.page.get_by_role("button", name="Back to base").press("Enter")
    one.page.wait_for_function("!window.location.search.includes('fear')")
    one.done(8)


def test_an_answer_is_stopped_and_gone_on_with(watched):
    one = watched().open("/?v=1&seed=77000")
    one.page.get_by_role("button", name="Stop").click(timeout=60_000)
    go_on = one.page.get_by_role("button", name="Go on")
    go_on.wait_for()
    assert "Stopped after" in one.page.locator(".cs-progress").inner_text()
    go_on.click()
    one.done()


def test_the_newest_setting_wins(watched):
    one = watched().open("/?v=1&runs=8").done(8)
    for value in (0.3, 0.5, 0.8, 0.4, 0.9):
        set_dial(one.page, "Fear", value)
    one.page.wait_for_function("window.location.search.includes('fear:0.9')")
    one.done(8)
    assert "fear from 20 % to 90 %" in one.page.locator(".cs-sentence").inner_text().lower()


def test_that_all_is_done_comes_in_one_message_with_the_figures(watched):
    """In two, a reader may see that all is done over the figures of fewer pairs."""
    got: list[str] = []
    one = watched()
    one.page.on("websocket", lambda ws: ws.on("framereceived", lambda f: got.append(str(f))))
    one.open("/?v=1&runs=8&seed=52000&change=fear:0.55").done(8)
    told = [frame for frame in got if "8 of 8 pairs of runs" in frame]
    assert "of the 8 pairs of runs" in told[0], told[0][:2000]


def test_a_replay_shows_before_and_after(watched):
    one = watched().open("/?v=1&runs=8&change=fear:0.8").done(8)
    set_dial(one.page, "Fear", 0.4)
    one.page.wait_for_function("window.location.search.includes('fear:0.4')")
    one.done(8)
    one.page.get_by_role("button", name="Replay last change").click()
    for words in ("Before the last change", "After the last change"):
        one.page.get_by_text(words).wait_for()


@pytest.mark.parametrize("kind", ["SVG", "PNG"])
def test_a_chart_is_saved(watched, kind):
    one = watched().open("/?v=1&runs=8&change=fear:0.8").done(8)
    with one.page.expect_download() as got:
        one.page.get_by_role("button", name=f"Save as {kind}: Preventable harm").click()
    data = got.value.path().read_bytes()
    assert data.startswith(b"<?xml" if kind == "SVG" else b"\x89PNG")


def test_a_report_opens_by_itself(watched, tmp_path):
    one = watched().open("/?v=1&runs=8&change=fear:0.8").done(8)
    with one.page.expect_download(timeout=60_000) as got:
        one.page.get_by_role("button", name="Report to print (HTML)").click()
    text = got.value.path().read_text(encoding="utf-8")
    assert "fear from 20 % to 80 %" in text
    assert "<script" not in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('title = "x"\ndays = 99999', "at most"),
        ('title = "x"\ndays = 9\n[organisation]\nwards = 1000000000', "wards"),
        ("not toml at all", "TOML"),
        ('title = "x"\ndays = 9\n[organisation]\ngraph = "/etc/passwd"', "files cannot be used"),
    ],
)
def test_a_bad_file_is_told_about_and_the_page_lives_on(watched, text, told):
    one = watched().open("/?v=1&runs=8").done(8)
    one.page.locator("input[type=file]").set_input_files(
        {"name": "bad.toml", "mimeType": "text/plain", "buffer": text.encode()}
    )
    notice = one.page.get_by_role("alert").first
    notice.wait_for()
    assert told in notice.inner_text()
    set_dial(one.page, "Fear", 0.6)
    one.page.wait_for_function("window.location.search.includes('fear:0.6')")
    one.done(8)


def test_an_enormous_file_never_leaves_the_browser(watched):
    one = watched().open("/?v=1&runs=8").done(8)
    one.page.locator("input[type=file]").set_input_files(
        {"name": "big.toml", "mimeType": "text/plain", "buffer": b"#" * 5_000_000}
    )
    one.page.get_by_text("This file is too large").wait_for()


def test_an_uploaded_scenario_is_the_base_and_its_name_is_text(watched):
    text = """
title = "<img src=x onerror=alert(1)>"
days = 200
warm_up_days = 5
[organisation]
wards = 2
departments = 0
divisions = 1
"""
    one = watched().open("/?v=1&runs=8").done(8)
    one.page.locator("input[type=file]").set_input_files(
        {"name": "ours.toml", "mimeType": "text/plain", "buffer": text.encode()}
    )
    one.page.wait_for_function("window.location.search.includes('upload=')")
    one.done(8)
    assert one.page.locator("img").count() == 0
    assert "<img src=x" in one.page.locator(".cs-start option").first.inner_text()


@pytest.mark.parametrize(
    "query",
    [
        "?v=9",
        "?change=fear:99",
        "?scenario=<script>alert(1)</script>",
        "?seed=1e9",
        "?x=" + "y" * 9000,
    ],
)
def test_a_hand_edited_address_is_told_about(watched, query):
    one = watched().open("/" + query)
    notice = one.page.get_by_role("alert").first
    notice.wait_for()
    assert "The address could not be used" in notice.inner_text()
    assert one.page.get_by_role("slider", name="Fear").input_value() == "0.2"
