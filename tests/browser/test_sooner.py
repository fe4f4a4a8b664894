"""A new reader: what happens to patients, when the board knows, what would have helped."""

import re

import pytest

pytestmark = pytest.mark.browser

CUT = "Cut nurse posts by a tenth"
ASK = "What would have made the board notice sooner?"


def line(one, name):
    return one.page.locator(f"[data-line={name}]").inner_text()


def rows(one):
    return {row.get_attribute("data-row"): row.inner_text()
            for row in one.page.locator(".cs-sooner tbody tr").all()}  # fmt: skip


def complete(one, n):
    one.page.wait_for_function(
        f"document.querySelector('.cs-sooner')?.dataset.n === '{n}' "
        "&& !document.querySelector('.cs-sooner .cs-progress-row')", timeout=600_000)  # fmt: skip


def test_from_a_cut_to_what_the_board_would_have_needed(watched):
    one = watched().open("/?v=1&runs=4").done(4)
    one.page.get_by_role("button", name=CUT).click()
    one.page.wait_for_function("window.location.search.includes('staffing:0.9')")
    one.done(4)
    assert one.page.get_by_role("button", name=CUT).get_attribute("aria-pressed") == "true"
    assert re.search(r"preventable harm rises by \d+ % \(\d+ to \d+ %", line(one, "patients"))
    assert re.search(r"in none of 4 runs within 4 years.*50 counts as knowing", line(one, "board"))
    failing = line(one, "others")
    if "Found out by" in failing:  # those who found out, and nobody, add up to the failing runs
        whole = int(re.search(r"fail in (\d+) of 4", failing)[1])
        assert sum(map(int, re.findall(r" in (\d+)[,.]", failing))) == whole
    one.page.get_by_role("button", name=ASK).click()
    complete(one, 4)
    told = rows(one)
    assert next(iter(told)) == "alone"
    assert {"published", "rounds", "complaints", "seat", "open", "all", "all_open"} <= set(told)
    assert "0 of 4" in told["alone"]
    assert "makes the board notice" in one.page.locator(".cs-said").first.inner_text()
    assert "sooner=1" in one.page.url
    again = watched().open(one.page.url.removeprefix(one.server.address))
    complete(again, 4)
    assert rows(again) == told


def test_another_change_puts_the_answer_away_and_undo_brings_it_back(watched):
    one = watched().open("/?v=1&runs=2&change=fear:0.6&sooner=1")
    complete(one, 2)
    told = rows(one)
    one.page.get_by_role("button", name="Back to base").click()
    one.page.wait_for_function("!window.location.search.includes('fear')")
    assert one.page.locator(".cs-sooner").count() == 0
    one.page.get_by_role("button", name="↶ Undo").click()
    complete(one, 2)
    assert rows(one) == told
    one.page.get_by_role("button", name="Close").click()
    one.page.get_by_role("button", name=ASK).wait_for()
    assert "sooner" not in one.page.url


def test_the_measures_are_stopped_and_gone_on_with(watched):
    one = watched().open("/?v=1&seed=88000&change=fear:0.6&sooner=1")
    part = one.page.locator(".cs-sooner")
    part.get_by_role("button", name="Stop").click()
    part.get_by_role("button", name="Go on").click()
    part.get_by_role("button", name="Stop").wait_for()
    part.locator("tbody tr").first.wait_for()


def test_on_a_phone_the_answer_stands_before_the_dials_and_in_sight(watched):
    one = watched(viewport={"width": 390, "height": 844}).open("/?v=1&runs=4").done(4)
    one.page.get_by_role("button", name=CUT).click()
    one.page.wait_for_function("window.location.search.includes('staffing:0.9')")
    one.done(4)
    top, dials = (one.page.locator(where).bounding_box()["y"]
                  for where in (".cs-progress", ".cs-dials"))  # fmt: skip
    assert 0 <= top < 844
    assert top < dials
