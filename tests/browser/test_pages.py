"""Every page in a real browser: opens whole, is accessible, fits a phone."""

import pytest

pytestmark = pytest.mark.browser

CHANGED = "/?v=1&runs=8&change=staffing:0.9,from:366,huddles:0.5@366"


def ready(one, path):
    one.open(path)
    if path == "/model":
        one.page.wait_for_selector(".cs-table tbody tr")
    else:
        one.done(8 if "runs=8" in path else 100)
    return one


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/?v=1&runs=8", CHANGED, "/model"])
def test_no_page_has_an_accessibility_fault(watched, path, scheme):
    from axe_playwright_python.sync_playwright import Axe

    one = ready(watched(color_scheme=scheme), path)
    if path == CHANGED:  # open whatever opens, and look at it too
        for summary in one.page.locator(".cs-levers > details > summary").all():
            summary.click()
        one.page.locator(".cs-figure-bar button[aria-expanded]").first.click()
        one.page.get_by_role("button", name="Paste changes").click()
        one.page.locator(".cs-more summary").click()
        one.page.locator(".cs-ask").click()
        one.page.locator(".cs-sooner tbody tr").first.wait_for()
    found = Axe().run(one.page)
    told = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found.response["violations"]]
    assert not told, "\n".join(told)
    dark = one.page.evaluate("document.querySelector('.v-application').className")
    assert f"theme--{scheme}" in dark


@pytest.mark.parametrize("path", [CHANGED, "/model"])
@pytest.mark.parametrize("width", [360, 1280, 2560])
def test_nothing_sticks_out_sideways(watched, path, width):
    one = ready(watched(viewport={"width": width, "height": 800}), path)
    assert one.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_phone_may_zoom_and_knows_the_language(watched):
    page = watched(viewport={"width": 360, "height": 640}).open("/model").page
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    assert "user-scalable" not in page.locator("meta[name=viewport]").get_attribute("content")


def test_pages_are_reached_by_keyboard_and_keep_the_state(watched):
    one = ready(watched(), CHANGED)
    link = one.page.get_by_role("link", name="Model and evidence")
    link.focus()
    one.page.keyboard.press("Enter")
    one.page.wait_for_selector(".cs-table")
    assert "change=staffing:0.9" in one.page.url
    one.page.get_by_role("link", name="What if").press("Enter")
    one.done(8)
    assert (
        "nurse staffing from 100 % to 90 %" in one.page.locator(".cs-sentence").inner_text().lower()
    )


def test_light_and_dark_are_remembered(watched):
    one = ready(watched(color_scheme="light"), "/model")
    one.page.get_by_role("button", name="Dark").click()
    one.page.wait_for_selector(".v-application.theme--dark")
    one.page.reload()
    one.page.wait_for_selector(".v-application.theme--dark .cs-header")


def test_an_explanation_appears_on_focus_and_leaves_on_escape(watched):
    one = ready(watched(), "/?v=1&runs=8")
    about = one.page.get_by_role("button", name="About: Preventable harm").first
    about.focus()
    tip = about.locator("[role=tooltip]")
    assert tip.is_visible()
    one.page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_assumptions_are_searched(watched):
    one = ready(watched(), "/model")
    box = one.page.get_by_label("Search the assumptions")
    box.fill("belief_drift")
    rows = one.page.locator(".cs-table").last.locator("tbody tr")  # below the validation
    one.page.wait_for_function(
        "[...document.querySelectorAll('.cs-table')].pop().querySelectorAll('tbody tr').length < 5"
    )
    assert rows.first.inner_text().startswith("belief_drift")
