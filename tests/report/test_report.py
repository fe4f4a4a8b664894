"""The page says what happened, fetches nothing, and shows text as text."""

import dataclasses
import datetime as dt
import re
from html import unescape
from html.parser import HTMLParser
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from culturesim.errors import InputError
from culturesim.organisation import OrganisationSizes
from culturesim.outcomes import OUTCOMES, Interval
from culturesim.plots import Plots
from culturesim.report import render, tell
from culturesim.report.comparison import render_comparison
from culturesim.report.gist import caught_words, gist, names_of
from culturesim.report.html import Html, el, join
from culturesim.report.words import difference_words, duration, interval_words, number, of_runs
from culturesim.runs import compare, run

VOID = {"meta", "br", "hr"}
NAMESPACES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
HOSTILE = '</title><script>alert("1")</script><img src=x onerror=alert(2)> & "quotes"'


class Checker(HTMLParser):
    """Tags opened and closed in order; identifiers used once; nothing fetched."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.faults, self.tags = [], set(), [], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append(tag)
        if values.get("id") in self.ids:
            self.faults.append(f"id {values['id']} twice")
        self.ids |= {values["id"]} if values.get("id") else set()
        for name in ("src", "href", "xlink:href"):
            if name in values and not values[name].startswith(("#", "data:")):
                self.faults.append(f"{name} {values[name][:40]}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")


def check(page: str) -> Checker:
    checker = Checker()
    checker.feed(page)
    assert not checker.faults, checker.faults[:5]
    assert not checker.open
    assert set(re.findall(r"https?://[^\s\"'<]+", page)) <= NAMESPACES
    assert "@import" not in page
    assert not set(checker.tags) & {"script", "link", "iframe", "img"}
    return checker


@pytest.fixture(scope="module")
def page(results):
    return render(results)


def test_page_is_whole_small_and_fetches_nothing(page):
    check(page)
    assert len(page) < 3_000_000


def test_page_has_its_parts_in_order(page):
    headings = re.findall(r"<h2>(.*?)</h2>", page)
    assert headings == [
        "Outcomes",
        "What happened, and what the board saw",
        "Culture",
        "Staffing and care",
        "Who knew what, and who caught it",
        "The story of one run",
        "What each observer could see",
        "The organisation",
        "What was assumed",
        "Terms",
        "How this was made, and what it is not",
    ]
    assert "to the end; in any other over the whole run" in page
    assert page.count("<svg") == 9  # four for wide and for narrow screens, the organisation once
    for words in ("not: a prediction", "Posts cut", "3 runs", "establishment_registered_nurse"):
        assert words in page
    assert all(outcome.label in unescape(page) for outcome in OUTCOMES.values())


def test_page_tells_one_run_and_follows_one_patient(page, results):
    text = unescape(page)
    assert "one run, seed 5, event by event: an example and not a finding" in text
    assert "One patient, and every chance there was" in text
    told = results.story()["what"]
    assert "Posts cut." in set(told)
    assert all(line in text for line in told[results.story()["kind"] == "change"])
    rows = results.chances().groupby(["stopped_at", "why"]).size()
    for (where, why), n in rows.items():
        cells = f'<th scope="row">{where.capitalize()}</th><td>{why}</td><td>{n:,}</td>'
        assert cells in text


def test_page_without_events_tells_no_single_run(results):
    page = render(dataclasses.replace(results, ledger=None))
    assert "The story of one run" not in page


def test_colours_follow_the_page(page):
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    pictures = "".join(re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL))
    assert "currentColor" in pictures
    assert "#222222" not in pictures


def test_text_of_a_scenario_is_shown_as_text(scenario):
    sizes = OrganisationSizes(name="<i>A</i> & B $x$", wards=2, departments=0, divisions=1)
    hostile = type(scenario)(HOSTILE, summary=HOSTILE, expectation=HOSTILE, days=40,
                             warm_up_days=5, organisation=sizes, name=HOSTILE,
                             timeline=scenario.timeline)  # fmt: skip
    results = run(hostile, runs=1)
    results.provenance["scenario"]["timeline"][0]["label"] = HOSTILE
    page = render(results)
    check(page)
    assert "&lt;script&gt;" in page
    assert "&lt;i&gt;A" in page


def test_several_hospitals_are_compared(scenario):
    sizes = OrganisationSizes(hospitals=2, wards=2, departments=0, divisions=1)
    results = run(type(scenario)("Two", days=40, warm_up_days=5, organisation=sizes), runs=2)
    names = results.provenance["organisation"]["hospitals"]
    assert len(results.outcomes) == 4
    page = render(results)
    check(page)
    assert "All hospitals" in page
    assert "All hospitals" not in render(results, names[1])
    with pytest.raises(InputError, match="no hospital"):
        render(results, "Nowhere")


def outcome_rows(results, **changes):
    rows = results.outcomes.copy()
    for name, values in changes.items():
        rows[name] = values
    return SimpleNamespace(outcomes=rows, provenance=results.provenance, n_runs=len(rows))


def test_story_of_a_hospital_that_never_failed(results):
    calm = outcome_rows(results, is_failing=False)
    assert "never failing" in tell(calm)[1]
    assert len(tell(calm)) == 4


def test_counts_of_a_run_that_never_failed_are_of_all_of_it(results):
    """By hand: the middle of three runs, and the whole of one."""
    columns = {**FAILED, "is_failing": False, "preventable_harms": [10.0, 1762.0, 2000.0]}
    *_, harms, knew = tell(outcome_rows(results, **columns))
    assert harms == "In the whole run, typically: 1,762 preventable harms and 120 deaths from them."
    assert "took things to be in the whole run, 60 % reached the board" in knew
    *_, harms, knew = one_run(results, is_failing=False)
    assert harms == "In the whole run: 1,762 preventable harms and 120 deaths from them."
    assert "Of 11,976 warnings to ward managers in that time, 9,000 reached" in knew


def test_story_counts_runs_and_says_who_caught_it(results):
    told = outcome_rows(
        results, is_failing=True, failing_day=[31.0, 60.0, 90.0], failing_days=100.0,
        failing_from_start=False, caught_by=["board", "regulator", "nobody"],
        caught_signal=["warnings from below", "an inspection in its diary", ""],
        caught_after=[30.0, 90.0, np.nan], harms_before=12.0, avoidable_before=1.0,
        concerns_before=200.0, silent_before=150.0,
    )  # fmt: skip
    story = " ".join(tell(told))
    assert "in all 3 runs: typically from 1 March 2005 (earliest 31 January 2005" in story
    assert "by the board (typically after 30 days, mostly by warnings from below) in 1" in story
    assert "by nobody in 1 of these 3 runs" in story
    assert "12 preventable harms, 1 deaths" in story or "12 preventable harms, 1 death" in story
    assert "75.0 % of them kept silent" in story


def test_story_of_one_run(results):
    once = outcome_rows(results)
    once.outcomes = once.outcomes.head(1).assign(
        is_failing=True, failing_day=32.0, failing_days=90.0, failing_from_start=False,
        caught_by="nobody", caught_signal="", caught_after=np.nan,
    )  # fmt: skip
    story = " ".join(tell(once))
    assert "was simulated once" in story
    assert "from 1 February 2005, for 3 months in all" in story
    assert "Nobody with power over the hospital caught it." in story


FAILED = {
    "is_failing": True, "failing_day": 335.0, "failing_days": 334.0, "failing_from_start": False,
    "caught_by": "nobody", "caught_signal": "", "caught_day": np.nan, "caught_after": np.nan,
    "days": 1825.0, "preventable_harms": 1762.0, "harms_before": 1480.0, "avoidable_deaths": 120.0,
    "avoidable_before": 100.0, "concerns_before": 20000.0, "silent_before": 8000.0,
    "kept_back_ward": 0.2, "kept_back_division": 0.25, "kept_back_executive": 0.0,
    "warnings_ward": 11976.0, "warnings_division": 9000.0, "warnings_executive": 7000.0,
    "warnings_board": 6083.0, "knew_ward_day": np.nan, "knew_division_day": np.nan,
    "knew_executive_day": np.nan, "knew_board_day": np.nan,
}  # fmt: skip


def one_run(results, **changes):
    once = outcome_rows(results)
    once.outcomes = once.outcomes.head(1).assign(**FAILED | changes)
    return tell(once)


def test_counts_are_named_by_the_days_they_hold(results):
    """By hand: day 335 of 2005 is 1 December; 1,491 days follow, and care failed on 334 of them."""
    *_, meanwhile, knew = one_run(results)
    assert meanwhile == (
        "From 1 December 2005 to the end of the run, days on which it failed and others alike: "
        "1,480 preventable harms (of 1,762 in the whole run), 100 deaths from them (of 120 in the "
        "whole run), and 20,000 concerns held by staff, 40.0 % of them kept silent."
    )
    assert knew == (
        "No level of the hospital came to hold that things were bad. Of how bad ward managers "
        "took things to be from 1 December 2005 to the end of the run, 60 % reached the board "
        "(how bad the news was, not how many warnings). Of 11,976 warnings to ward managers in "
        "that time, 9,000 reached division managers, 7,000 reached executives, 6,083 reached the "
        "board."
    )


def test_counts_end_when_it_is_caught(results):
    caught = {"caught_by": "regulator", "caught_signal": "an inspection in its diary"}
    *_, meanwhile, knew = one_run(results, **caught, caught_day=435.0, caught_after=100.0)
    assert meanwhile.startswith("From 1 December 2005 until it was caught: 1,480 preventable harms")
    assert "took things to be from 1 December 2005 until it was caught, 60 %" in knew
    *_, by, knew = one_run(results, **caught, caught_day=335.0, caught_after=0.0)
    assert by == "The regulator knew when it began, by an inspection in its diary."
    assert "took things to be on 1 December 2005, 60 %" in knew
    assert "11,976 warnings to ward managers in that time" in knew


def test_a_middle_over_runs_is_of_one_kind(results):
    """A run that never failed counts over its whole length, so it is not part of the middle."""
    columns = {**FAILED, "is_failing": [True, True, False],
               "warnings_ward": [100.0, 300.0, 9000.0], "harms_before": [10.0, 30.0, 0.0],
               "kept_back_ward": [0.2, 0.2, 0.8]}  # fmt: skip
    *_, meanwhile, knew = tell(outcome_rows(results, **columns))
    span = "from the first failing day until it was caught or the run ended"
    assert meanwhile.startswith(f"F{span[1:]}, days on which it failed and others alike, typically")
    assert "typically: 20 preventable harms, 100 deaths" in meanwhile
    assert f"took things to be {span}, 60 % reached the board" in knew
    assert "Typically, of 200 warnings to ward managers in that time" in knew


def test_nothing_plain_gets_through_unescaped():
    assert join(["<b>", Html("<i>"), ["&"]]) == "&lt;b&gt;<i>&amp;"
    assert el("p", "<", title='"<>') == '<p title="&quot;&lt;&gt;">&lt;</p>'


def test_words():
    assert number(1234567.0) == "1,234,567"
    assert number(0.0) == "0.00"
    assert of_runs(2, 2) == "both runs"
    assert duration(0.2) == "no time"
    assert interval_words("fear_end", Interval(0.5, 0.4, 0.6, 9)) == "40.0 to 60.0 %, 9 runs"
    assert interval_words("fear_end", Interval(0.5, np.nan, np.nan, 1)) == "one run"


def test_differences_of_shares_are_points():
    row = SimpleNamespace(unit="share", difference=0.05, low=-0.01, high=0.11,
                          share_same_sign=0.75, n=4)  # fmt: skip
    assert difference_words(row) == ("+5.00 points", "-1.00 to +11.0", "75 %")


def test_comparison_page(scenario):
    other = scenario.with_changes({"dials.fear": 0.1}, title=HOSTILE)
    page = render_comparison(compare(scenario, other, runs=2, days=60))
    check(page)
    assert "2 times with the same seeds" in page
    assert "In short" in page
    assert "Caught first by" in page


def test_what_is_said_over_sets_has_the_signs_of_the_table(scenario, three_sets):
    found = compare(scenario, scenario.with_changes({"dials.fear": 0.9}), runs=3, days=40)
    assert found.has_sets
    fewer = found.table.assign(difference=-5.0, low=-9.0, high=-1.0, run_low=-12.0, run_high=-0.5)
    said = str(gist(dataclasses.replace(found, table=fewer)))
    assert "5.00 fewer" in said
    assert "; -12.0 to -0.50 in the middle" in said


def test_a_lever_names_the_scenario_that_it_changes(scenario):
    other = scenario.with_changes(levers=[{"name": "call-line", "day": 5}])
    found = compare(scenario, other, runs=2, days=40)
    assert names_of(found) == (
        scenario.title,
        "with “A line by which families can call a second team”",
    )
    page = render_comparison(found)
    cost = found.other.outcomes["cost_money"].mean()
    assert cost > 0.0
    assert f"GBP {cost:,.0f}" in page


def test_caught_when_and_by_whom_by_hand():
    rows = pd.DataFrame({
        "is_failing": [True, True, True, False],
        "caught_by": ["regulator", "regulator", "nobody", "nobody"],
        "caught_day": [100.0, 200.0, np.nan, np.nan],
        "caught_after": [60.0, 160.0, 900.0, np.nan],
    })  # fmt: skip
    when, by = caught_words(rows, dt.date(2005, 1, 1))
    assert when.startswith("about 30 May 2005")
    assert by == "regulator in 2, nobody in 1"
    assert caught_words(rows[3:], dt.date(2005, 1, 1))[0] == "never failing, nothing to catch"
    assert caught_words(rows[2:3], dt.date(2005, 1, 1)) == ("not in these runs", "nobody in 1")


@pytest.mark.parametrize(
    "name", ["truth_and_board", "culture", "staffing", "who_knew", "outcomes", "organisation"]
)
@pytest.mark.parametrize("width", [8.0, 4.0])
def test_every_picture_can_be_drawn(results, name, width):
    figure = getattr(results.plot, name)(width=width)
    assert figure.get_size_inches()[0] == width
    assert figure._repr_png_().startswith(b"\x89PNG")
    texts = " ".join(text.get_text() for text in figure.findobj(lambda a: hasattr(a, "get_text")))
    assert "3 runs" in texts


def test_pictures_of_one_run_draw_the_run_itself(scenario):
    once = run(scenario, runs=1, days=90)
    figure = once.plot.truth_and_board()
    assert not figure.axes[0].collections
    assert any("One run." in text.get_text() for text in figure.findobj(
        lambda a: hasattr(a, "get_text")))  # fmt: skip


def test_a_picture_that_is_not_known_is_refused(results):
    with pytest.raises(InputError, match="did you mean 'harm'"):
        results.plot.organisation(by="harms")
    with pytest.raises(InputError, match="no hospital"):
        Plots(results, "Elsewhere")


def test_wide_drawing_agrees_with_the_series(results):
    from culturesim.plots.wide import Wide

    series = results.series
    chosen = (series["level"] == "hospital") & (series["run"] == 2)
    first = chosen & (series["quantity"] == "n_voiced") & (series["day"] <= 28)
    below = chosen & (series["quantity"] == "n_concerns") & (series["day"] <= 28)
    expected = series.loc[first, "value"].sum() / series.loc[below, "value"].sum()
    wide = Wide(results)
    assert wide.ratio("n_voiced", "n_concerns")[1, 0] == pytest.approx(expected)
    assert wide.level("board_picture").shape == (3, 200 // 28)
    picture = chosen & (series["quantity"] == "board_picture")
    days = series.loc[picture & series["day"].between(29, 56), "value"]
    assert wide.level("board_picture")[1, 1] == pytest.approx(days.mean(), rel=1e-6)
