"""One run in a real browser: the hospital day by day, and who knew what."""

import re
import statistics
import time

import pytest

pytestmark = pytest.mark.browser

READY = "svg[data-ready='1']"
HOSPITAL = "/hospital?day=400&ward=2&who=70"
LARGEST_UPDATE = 100_000


def at(one, day):
    one.page.wait_for_function(
        """day => { const s = document.querySelector('svg[data-day]');
                    return s && +s.dataset.day >= day && s.dataset.ready === '1'; }""",
        arg=day, timeout=60_000,
    )  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [HOSPITAL, "/who-knew"])
def test_no_page_of_one_run_has_an_accessibility_fault(watched, path, scheme):
    from axe_playwright_python.sync_playwright import Axe

    one = watched(color_scheme=scheme).open(path)
    if path == HOSPITAL:
        one.page.wait_for_selector(".cs-inside .cs-terms")
    else:
        one.page.locator(".cs-choice select").select_option(index=3)
        one.page.wait_for_selector(".cs-patient .cs-lead")
        for summary in one.page.locator(".cs-timeline summary").all():
            summary.click()
    found = Axe().run(one.page)
    told = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found.response["violations"]]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("path", [HOSPITAL, "/who-knew"])
@pytest.mark.parametrize("width", [360, 2560])
def test_one_run_fits_every_width(watched, path, width):
    one = watched(viewport={"width": width, "height": 800}).open(path)
    one.page.wait_for_selector(".cs-inside .cs-terms" if path == HOSPITAL else ".cs-timeline")
    assert one.page.evaluate("document.documentElement.scrollWidth") <= width


def test_days_are_played_stepped_and_kept_in_the_address(watched):
    one = watched().open("/hospital?day=20")
    at(one, 20)
    one.page.get_by_role("button", name="A day on").click()
    at(one, 21)
    one.page.wait_for_function("location.search.includes('day=21')")
    one.page.get_by_label("Speed").select_option("10")
    play = one.page.get_by_role("button", name="Play")
    play.focus()
    one.page.keyboard.press("Enter")
    at(one, 31)  # past the end of the first days that were sent
    one.page.get_by_role("button", name="Pause").press("Enter")
    one.page.wait_for_function(
        "location.search.includes('day=' + document.querySelector('svg[data-day]').dataset.day)"
    )
    one.page.reload()
    at(one, 31)


def test_an_event_is_jumped_to(watched):
    one = watched().open("/hospital")
    one.page.wait_for_selector(".cs-jump option:nth-child(4)", state="attached")
    day = one.page.locator(".cs-jump option").nth(3).get_attribute("value")
    one.page.locator(".cs-jump").select_option(index=3)
    at(one, int(day))


def test_a_dot_is_clicked_and_the_decision_is_the_rule_s(watched):
    from culturesim.app.inside import signed
    from culturesim.app.person import person_on
    from culturesim.scenario import load_scenario

    one = watched().open("/hospital?day=400&ward=2")
    at(one, 400)
    choice = one.page.locator(".cs-pick-who")
    who = int(choice.locator("option").nth(4).get_attribute("value"))
    choice.select_option(str(who))
    one.page.wait_for_selector(".cs-inside .cs-terms")
    person = person_on(load_scenario("small"), 0, 400, who - 1)
    shown = one.page.locator(".cs-terms tbody .cs-figure").all_inner_texts()
    assert shown == [signed(term.amount) for term in person.decision.terms]
    assert f"who={who}" in one.page.url
    one.page.locator(".cs-inside td button").first.click()  # whom they listen to
    other = f"who={person.contacts[0][0] + 1}"
    one.page.wait_for_function("other => location.search.includes(other)", arg=other)
    ward = one.page.locator("[data-ward='4'] rect").first
    ward.scroll_into_view_if_needed()
    box = ward.bounding_box()
    one.page.mouse.click(box["x"] + 5, box["y"] + 5)
    one.page.wait_for_function("location.search.includes('ward=4')")


def test_a_patient_is_followed_and_the_link_says_so(watched):
    one = watched().open("/who-knew?v=1&change=fear:0.8")
    first = one.page.locator(".cs-patient .cs-lead").first
    first.wait_for()
    worst = first.inner_text()
    one.page.locator(".cs-choice select").select_option(index=2)
    one.page.wait_for_function(
        """was => { const told = document.querySelector('.cs-patient .cs-lead');
                    return location.search.includes('patient=') && told
                      && told.innerText !== was; }""",
        arg=worst,
    )  # fmt: skip
    told = first.inner_text()
    assert "good care would have prevented" in told
    assert "fatal" in worst
    again = watched().open(one.page.url.removeprefix(one.server.address))
    again.page.locator(".cs-patient .cs-lead").first.wait_for()
    assert again.page.locator(".cs-patient .cs-lead").first.inner_text() == told


def test_the_pair_told_under_what_if_is_the_run_of_the_other_pages(watched):
    """Seed, numbers and counts are the same; the address of the run says which it is."""
    one = watched().open("/?v=1&runs=4&change=fear:0.8,from:366").done(4)
    told = one.page.locator(".cs-story")
    told.get_by_text("the one with seed").wait_for()
    said = told.inner_text()
    seed = re.search(r"pairs the one with seed (\d) is told", said).group(1)
    run = f"(seed {seed}, set {seed} of the model's numbers"
    assert run in said
    harms = re.search(r"preventable harms \(of ([\d,]+) in the whole run\)", said).group(1)
    one.page.get_by_role("link", name="Who knew").click()
    one.page.locator(".cs-knew .cs-lead").first.get_by_text(run).wait_for()
    assert f"told={seed}" in one.page.url
    one.page.locator(".cs-patient .cs-lead").first.wait_for()
    assert harms in one.page.locator(".cs-knew").inner_text()
    one.page.get_by_role("link", name="Hospital").click()
    one.page.locator(".cs-hospital .cs-lead").get_by_text(run).wait_for()


def test_a_place_that_is_not_there_is_told_not_shown(watched):
    one = watched().open("/hospital?day=0&who=%3Cb%3E")
    assert "could not be used" in one.page.get_by_role("alert").first.inner_text()
    two = watched().open("/who-knew?patient=19999999")
    two.page.get_by_text("is not among the").wait_for()


def test_updates_are_small(watched):
    got: list[int] = []
    one = watched()
    one.page.on("websocket", lambda ws: ws.on("framereceived", lambda f: got.append(len(f or ""))))
    one.open("/hospital?day=400")
    at(one, 400)
    one.page.wait_for_timeout(1500)
    took = []
    for colour in ("silence", "energy", "futility", "fear"):
        got.clear()
        began = time.monotonic()
        one.page.locator(".cs-org-choice select").select_option(colour)
        one.page.wait_for_selector(f"svg[data-colour='{colour}']")
        took.append(time.monotonic() - began)
        one.page.wait_for_timeout(300)
        assert sum(got) < LARGEST_UPDATE
    got.clear()
    one.page.get_by_role("button", name="A week on").click()
    at(one, 407)
    assert sum(got) < LARGEST_UPDATE
    print(f"another colour: median {1000 * statistics.median(took):.0f} ms")
