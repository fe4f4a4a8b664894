"""Dated changes and ramps, worked out by hand, and the pairs they must not pull apart."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.errors import InputError
from culturesim.parameters import Change, P, Parameters, timetable
from culturesim.parameters.timeline import check_timeline

BASE = Parameters.default().replace(manager_blame=0.2, prior_fear=0.5)


def change(day, value, ramp_days=0, name="manager_blame"):
    return Change(day, ((name, value),), ramp_days)


def blame(table):
    return [(day, pytest.approx(vector[P.manager_blame])) for day, vector in table]


def test_no_change_is_one_segment():
    table = timetable(BASE, [], 10)
    assert [day for day, _ in table] == [1]
    assert (table[0][1] == BASE.vector()).all()


def test_a_step_is_in_force_from_its_day():
    assert blame(timetable(BASE, [change(5, 0.8)], 10)) == [(1, 0.2), (5, 0.8)]


def test_a_step_on_day_one_replaces_the_first_segment_unless_there_is_a_warm_up():
    assert blame(timetable(BASE, [change(1, 0.8)], 10)) == [(1, 0.8)]
    assert blame(timetable(BASE, [change(1, 0.8)], 10, first_day=-4)) == [(-4, 0.2), (1, 0.8)]


def test_a_ramp_moves_on_a_straight_line_and_ends_exactly():
    table = timetable(BASE, [change(3, 0.6, 4)], 10)
    assert blame(table) == [(1, 0.2), (4, 0.3), (5, 0.4), (6, 0.5), (7, 0.6)]
    assert table[-1][1][P.manager_blame] == 0.6
    assert all(vector[P.prior_fear] == 0.5 for _, vector in table)


def test_a_ramp_stops_with_the_run():
    assert blame(timetable(BASE, [change(9, 0.6, 4)], 10)) == [(1, 0.2), (10, 0.3)]
    assert blame(timetable(BASE, [change(11, 0.6)], 10)) == [(1, 0.2)]


def test_a_later_entry_starts_from_the_value_reached():
    table = timetable(BASE, [change(5, 0.2, 2), change(3, 0.6, 4)], 10)  # in any order
    assert blame(table) == [(1, 0.2), (4, 0.3), (5, 0.4), (6, 0.3), (7, 0.2)]
    stepped = timetable(BASE, [change(3, 0.6, 4), change(5, 0.9)], 10)
    assert blame(stepped) == [(1, 0.2), (4, 0.3), (5, 0.9)]


def test_two_parameters_ramp_together():
    both = [Change(2, (("manager_blame", 0.4), ("prior_fear", 0.3)), 2), change(3, 0.9)]
    rows = [(d, *(round(float(v[p]), 9) for p in (P.manager_blame, P.prior_fear))) for d, v in
            timetable(BASE, both, 10)]  # fmt: skip
    assert rows == [(1, 0.2, 0.5), (3, 0.9, 0.4), (4, 0.9, 0.3)]


def test_a_change_to_the_present_value_makes_no_segment():
    assert blame(timetable(BASE, [change(5, 0.2, 3)], 10)) == [(1, 0.2)]


values = st.floats(0.0, 1.0)


@given(st.lists(st.builds(change, st.integers(1, 40), values, st.integers(0, 30)),
                unique_by=lambda c: c.day), st.integers(1, 40))  # fmt: skip
def test_segments_are_ordered_in_range_and_those_of_a_longer_run(changes, days):
    table = timetable(BASE, changes, days)
    firsts = [day for day, _ in table]
    assert firsts == sorted(set(firsts))
    assert firsts[0] == 1
    assert firsts[-1] <= days
    low, high = (
        min([0.2, *(c.values[0][1] for c in changes)]),
        max([0.2, *(c.values[0][1] for c in changes)]),
    )
    assert all(low <= vector[P.manager_blame] <= high for _, vector in table)
    longer = [(d, v.tobytes()) for d, v in timetable(BASE, changes, days + 7) if d <= days]
    assert longer == [(d, v.tobytes()) for d, v in table]


SHORTEST, LONGEST = "vacancy_shortest", "vacancy_longest"  # 60 and 120 days unless changed


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            [change(5, 200.0, name=SHORTEST)],
            "timeline entry of day 5: vacancy_shortest 200 and vacancy_longest 120 on day 5: ",
        ),
        # on its way from 60 to 160 in ten days it passes 120 after the sixth
        ([change(5, 160.0, 10, SHORTEST)], "entry of day 5: vacancy_shortest 130 and "),
        ([change(5, 160.0, 10, SHORTEST)], " on day 12: "),
        # the second entry is the one that spoils it
        ([change(5, 110.0, name=SHORTEST), change(9, 100.0, name=LONGEST)], "entry of day 9: "),
        (
            [Change(9, ((LONGEST, 50.0),), date=dt.date(2005, 1, 9))],
            "timeline entry of 2005-01-09: vacancy_shortest 60 and vacancy_longest 50 on day 9",
        ),
        ([change(2000, 50.0, name=LONGEST)], "timeline entry of day 2,000: "),
        (
            [change(5, 0.95, name="harm_fatal")],
            "harm_fatal 0.95 and harm_serious 0.09 on day 5: harm_fatal and harm_serious may be at",
        ),
    ],
)
def test_an_impossible_day_names_its_entry_both_values_and_what_is_allowed(changes, message):
    for refuse in (
        lambda: check_timeline(BASE, changes, 3000, "a.toml"),
        lambda: timetable(BASE, changes, 3000),
    ):
        with pytest.raises(InputError) as caught:
            refuse()
        assert message in str(caught.value)
        assert "\n" not in str(caught.value)


def test_what_fits_on_every_day_is_taken():
    together = Change(5, ((SHORTEST, 200.0), (LONGEST, 300.0)), ramp_days=30)
    after_the_run = change(11, 500.0, name=SHORTEST)
    check_timeline(BASE, [together], 50)
    check_timeline(BASE, [after_the_run], 10)
    # two shares that swap sum to 1 on the way but for a rounding
    swap = Change(2, (("challenge_share", 0.7), ("bypass_share", 0.3)), ramp_days=7)
    check_timeline(BASE.replace(challenge_share=0.3, bypass_share=0.7), [swap], 20)


def test_an_entry_may_repair_what_it_would_spoil():
    """The pair is judged by the day, not by the entry: two entries of one day count together."""
    check_timeline(BASE, [change(5, 400.0, name=LONGEST), change(5, 200.0, name=SHORTEST)], 10)
