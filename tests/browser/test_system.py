"""Many hospitals in a real browser: game, marks, and the page whole."""

import sys
from pathlib import Path

import pytest

from .conftest import Served, free_port

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def few():
    """A server of few hospitals."""
    port = free_port()
    command = [sys.executable, str(Path(__file__).with_name("few_hospitals.py")), str(port)]
    server = Served(port=port, command=command)
    yield server
    said = server.stop()
    assert "Traceback" not in said, said


def ready(one):
    one.open("/system")
    one.page.wait_for_function(
        "document.querySelector('.cs-progress')?.innerText.startsWith('2 of 2')", timeout=300_000
    )
    one.page.wait_for_selector(".cs-league")
    return one


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_fault_before_and_after_the_choice(watched, few, scheme):
    from axe_playwright_python.sync_playwright import Axe

    one = ready(watched(server=few, color_scheme=scheme))
    for is_chosen in (False, True):
        found = Axe().run(one.page)
        told = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found.response["violations"]]
        assert not told, "\n".join(told)
        if is_chosen:
            break
        one.page.get_by_role("button", name="This one").first.click()
        one.page.wait_for_selector(".cs-truth")
        one.page.get_by_label("Show a hospital").select_option(index=3)


@pytest.mark.parametrize("width", [360, 1280, 2560])
def test_nothing_sticks_out_sideways(watched, few, width):
    one = ready(watched(server=few, viewport={"width": width, "height": 800}))
    assert one.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_round_is_played_by_keyboard_and_counted(watched, few):
    one = ready(watched(server=few))
    assert not one.page.locator(".cs-spot .cs-truth").count()
    one.page.get_by_role("button", name="This one: Hospital C").press("Enter")
    one.page.wait_for_selector(".cs-truth")
    assert one.page.locator(".cs-board.cs-failing").count() == 1
    told = one.page.locator(".cs-spot [role=status]").inner_text()
    right = one.page.locator(".cs-board.cs-failing.cs-chosen").count()
    assert f"You: {right} of 1 rounds" in told
    one.page.get_by_role("button", name="Another round").press("Enter")
    one.page.wait_for_selector(".cs-truth", state="detached")
    assert one.page.get_by_role("button", name="This one").count() == 4


def test_a_chosen_hospital_is_marked_in_every_chart_and_told(watched, few):
    one = ready(watched(server=few))
    box = one.page.get_by_label("Show a hospital")
    box.select_option(index=1)
    name = box.input_value()
    assert one.page.locator(f".cs-league [data-hospital='{name}'][opacity='1']").count() == 3
    assert one.page.locator(".cs-told").first.inner_text().startswith(f"{name} as it is seen")
    assert one.page.locator(".cs-league .cs-dot").count() == 3 * 14
