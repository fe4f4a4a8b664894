"""A scenario changed from the command line, and written back to TOML."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.errors import InputError
from culturesim.organisation.sizes import OrganisationSizes
from culturesim.parameters import DIALS, Change, load_registry
from culturesim.parameters.relations import RELATED
from culturesim.scenario import Scenario

BASE = Scenario.from_toml(
    """title = "A test"
days = 1000
[dials]
fear = 0.5
[[timeline]]
day = 10
set = { prior_fear = 0.5 }
[[timeline]]
date = 2006-04-01
set = { manager_blame = 0.5 }
"""
)


def refused(**kwargs):
    with pytest.raises(InputError) as caught:
        BASE.with_changes(**kwargs)
    return str(caught.value)


def test_names_are_plain_or_with_their_table():
    changed = BASE.with_changes(
        {
            "manager_blame": "0.25",
            "parameters.prior_fear": 0.5,
            "fear": "0",
            "dials.staffing": "0.9",
        }
        | {"wards": "8", "organisation.name": "2005", "runs": "3", "title": "12", "warm_up_days": 0}
    )
    assert dict(changed.settings) == {"manager_blame": 0.25, "prior_fear": 0.5}
    assert dict(changed.dials) == {"fear": 0.0, "staffing": 0.9}
    assert (changed.organisation.wards, changed.organisation.name) == (8, "2005")
    assert (changed.runs, changed.title, changed.warm_up_days) == (3, "12", 0)
    assert BASE.with_changes() == BASE


def test_plain_keys_and_dials_can_be_arguments():
    changed = BASE.with_changes(dials={"fear": 0.75}, days=2000, start=date(2005, 1, 2))
    assert (dict(changed.dials), changed.days, changed.start) == (
        {"fear": 0.75},
        2000,
        date(2005, 1, 2),
    )


def test_a_shorter_run_drops_what_comes_after_it():
    assert [change.day for change in BASE.timeline] == [10, 456]
    assert [change.day for change in BASE.with_changes({"days": 100}).timeline] == [10]
    assert [change.day for change in BASE.with_changes({"days": 5}).timeline] == []


def test_dates_stay_when_the_start_moves_and_days_stay_days():
    assert [c.day for c in BASE.with_changes({"start": "2005-01-11"}).timeline] == [10, 446]
    assert "day -274 is outside the run" in refused(start=date(2007, 1, 1))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"manager_blam": 1}, "--set: nothing is called 'manager_blam'; did you mean 'manager_bl"),
        ({"feer": 1}, "did you mean 'fear'?"),
        ({"dials.feer": 1}, "--set, [dials]: no dial 'feer'; did you mean 'fear'?"),
        ({"parameters.x": 1}, "--set, [parameters]: no parameter 'x'"),
        (
            {"organisation.ward": 1},
            "--set, [organisation] ward: no such size; did you mean 'wards'?",
        ),
        ({"timeline.x": 1}, "--set: nothing is called 'timeline.x'"),
        ({"fear": "high"}, "--set, [dials], fear: expected a number, got 'high'"),
        ({"manager_blame": "2"}, "--set, [parameters], manager_blame: 2 is outside the range"),
        ({"days": "many"}, "--set, days: expected a whole number, got 'many'"),
        ({"days": "-1"}, "--set, days: -1 is outside the range"),
        ({"start": "2005"}, "--set, start: expected a date such as 2005-01-01, got 2005"),
        ({"start": "2005-01-01T00:00:00"}, "--set, start: expected a date"),
        ({"wards": "8.5"}, "--set, [organisation] wards: 8.5 is not a whole number"),
    ],
)
def test_a_mistake_names_where_it_was_made(changes, message):
    assert message in refused(parameters=changes)
    assert refused(parameters=changes, where="request").startswith("request")


ROWS = load_registry()
FREE = [name for name in ROWS if name not in RELATED]  # the others must fit one another
texts = st.text(max_size=40)
lines = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=30)


def value_of(name):
    row = ROWS[name]
    if row.type == "float":
        return st.floats(row.low, row.high).map(lambda x: x + 0.0)
    if row.type == "bool":
        return st.booleans()
    return st.integers(int(row.low), int(row.high))


def settings(names, **kwargs):
    chosen = st.lists(st.sampled_from(names), unique=True, max_size=5, **kwargs)
    return chosen.flatmap(
        lambda some: st.tuples(*(st.tuples(st.just(n), value_of(n)) for n in some))
    )


@st.composite
def scenarios(draw):
    days = draw(st.integers(1, 2000))
    start = draw(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
    floats = [name for name in FREE if ROWS[name].type == "float"]
    timeline = []
    for day in sorted(draw(st.sets(st.integers(1, days), max_size=4))):
        ramp = draw(st.integers(0, 500))
        values = draw(settings(floats if ramp else FREE, min_size=1))
        when = draw(st.sampled_from([None, start + timedelta(days=day - 1)]))
        timeline.append(Change(day, values, ramp, draw(st.just("") | lines), when))
    dials = draw(st.lists(st.sampled_from(list(DIALS)), unique=True))
    return Scenario(
        title=draw(lines),
        days=days,
        summary=draw(texts),
        start=start,
        warm_up_days=draw(st.integers(0, 1000)),
        runs=draw(st.integers(1, 1000)),
        dials=tuple((d, draw(st.floats(DIALS[d].low, DIALS[d].high)) + 0.0) for d in dials),
        organisation=OrganisationSizes(
            name=draw(lines), wards=draw(st.integers(4, 40)), spare_posts=draw(st.floats(0.0, 2.0))
        ),
        settings=draw(settings(FREE)),
        timeline=tuple(timeline),
        expectation=draw(texts),
    )


@given(scenarios())
def test_toml_brings_back_an_equal_scenario(scenario):
    assert Scenario.from_toml(scenario.to_toml()) == scenario
    assert scenario.with_changes() == scenario
