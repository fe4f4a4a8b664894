"""Levers on top of a timeline: by hand, in any order, within the range, nothing at strength 0."""

import datetime as dt
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.errors import InputError
from culturesim.interventions import LEVERS, DatedLever, Effect, with_levers
from culturesim.interventions.courses import moved
from culturesim.interventions.lever import Lever
from culturesim.parameters import Change, P, Parameters, load_registry, timetable

BASE = Parameters.default()


def lever(*effects, name="test"):
    return Lever(name, "T", "Berwick's ten", "W", 0, effects, (), 0.0, 0.0, "-", "A", "-", ())


@pytest.fixture
def known(monkeypatch):
    """Make levers of these effects known, by letter."""

    def add(**levers):
        for name, effects in levers.items():
            monkeypatch.setitem(LEVERS, name, lever(*effects, name=name))

    return add


def course(parameter, uses, changes=(), days=400, base=BASE):
    """The value of one parameter by day."""
    table = with_levers(timetable(base, changes, days), uses, days)
    starts = {day: float(vector[getattr(P, parameter)]) for day, vector in table}
    return lambda day: starts[max(first for first in starts if first <= day)]


@pytest.mark.parametrize(
    ("kind", "amount", "share", "expected"),
    [
        ("times", 2.0, 1.0, 0.8),
        ("times", 2.0, 0.5, 0.6),  # 0.4 (1 + 0.5 (2 - 1))
        ("times", 0.5, 0.5, 0.3),
        ("by", 0.1, 1.0, 0.5),
        ("by", -0.1, 0.5, 0.35),
        ("to", 0.8, 1.0, 0.8),
        ("to", 0.8, 0.25, 0.5),
        ("at least", 0.8, 0.5, 0.6),
        ("at least", 0.2, 1.0, 0.4),
        ("at most", 0.2, 0.5, 0.3),
        ("at most", 0.8, 1.0, 0.4),
    ],
)
def test_one_effect_by_hand(kind, amount, share, expected):
    assert moved(0.4, [(Effect("demand", kind, amount), share)]) == pytest.approx(expected)


def test_several_effects_by_hand():
    twice, more, towards = (Effect("demand", *e) for e in (("times", 2.0), ("by", 0.1), ("to", 0)))
    effects = [(towards, 0.5), (more, 1.0), (twice, 1.0)]
    assert moved(0.4, effects) == pytest.approx(0.4 / 2 * 2 + 0.1)
    assert moved(0.4, [(twice, 1.0), (twice, 0.5)]) == pytest.approx(1.2)
    floor, ceiling = Effect("demand", "at least", 0.6), Effect("demand", "at most", 0.7)
    assert moved(0.4, [(ceiling, 1.0), (more, 1.0), (floor, 0.5)]) == pytest.approx(0.55)
    assert moved(0.4, [(ceiling, 1.0), (twice, 1.0), (floor, 1.0)]) == pytest.approx(0.7)
    to_one, to_none = Effect("demand", "to", 1.0), Effect("demand", "to", 0.0)
    # a quarter of 0.4 is left; the rest is the mean of the targets
    assert moved(0.4, [(to_one, 0.5), (to_none, 0.5)]) == pytest.approx(0.1 + 0.75 * 0.5)


def test_a_ramp_is_nothing_on_its_day_and_whole_at_its_end(known):
    known(a=[Effect("demand", "by", 0.4)])
    value = course("demand", [DatedLever("a", 0.5, day=10, ramp_days=4)])
    assert [value(day) for day in (1, 10, 11, 12, 14, 400)] == pytest.approx(
        [1, 1, 1.05, 1.1, 1.2, 1.2]
    )
    at_once = course("demand", [DatedLever("a", 1.0, day=10, ramp_days=0)])
    assert [at_once(9), at_once(10)] == pytest.approx([1.0, 1.4])


def test_what_passes_stays_whole_then_fades(known):
    known(a=[Effect("demand", "by", 0.4, lasts_days=10)])
    value = course("demand", [DatedLever("a", 1.0, day=10, ramp_days=0)])
    assert [value(day) for day in (10, 20, 25, 30, 400)] == pytest.approx([1.4, 1.4, 1.2, 1, 1])


def test_a_lever_acts_on_what_the_timeline_gives_that_day(known):
    known(a=[Effect("demand", "times", 0.5)])
    cut = [Change(5, (("demand", 1.2),)), Change(20, (("demand", 0.8),), ramp_days=4)]
    value = course("demand", [DatedLever("a", 1.0, day=10, ramp_days=0)], cut)
    days = (1, 5, 10, 20, 22, 24)
    assert [value(day) for day in days] == pytest.approx([1, 1.2, 0.6, 0.6, 0.5, 0.4])


def test_levers_combine_and_stay_in_range(known):
    known(a=[Effect("manager_blame", "by", 0.7)], b=[Effect("manager_blame", "times", 3.0)])
    known(c=[Effect("establishment_doctor", "by", -9.0)], d=[Effect("missed_items", "times", 0.5)])
    uses = [DatedLever(name, 1.0, day=1, ramp_days=0) for name in "abcd"]
    assert course("manager_blame", uses)(1) == 1.0
    assert course("establishment_doctor", uses)(1) == 0.0
    assert course("missed_items", uses)(1) == 6.0  # 13 halved, whole


def test_a_pair_that_does_not_fit_is_refused(known):
    known(a=[Effect("vacancy_shortest", "to", 500.0)])
    with pytest.raises(InputError, match=r"^x\.toml, levers: vacancy_shortest 500 .* on day 3: "):
        with_levers(timetable(BASE, [], 9), [DatedLever("a", 1.0, 3, 0)], 9, "x.toml")


def test_warm_up_and_days_after_the_end_are_untouched():
    table = timetable(BASE, [], 20, first_day=-9)
    made = with_levers(table, [DatedLever("huddles", 1.0, day=15, ramp_days=2)], 20)
    assert [day for day, _ in made] == [-9, 16, 17]
    assert with_levers(table, [DatedLever("huddles", 1.0, day=21, ramp_days=0)], 20) is table


USES = st.lists(
    st.builds(
        DatedLever,
        st.sampled_from(list(LEVERS)),
        st.floats(0.0, 1.0),
        st.integers(1, 60),
        st.integers(0, 20),
    ),
    max_size=6,
    unique_by=lambda use: use.name,
)
CHANGES = [Change(9, (("manager_blame", 0.6), ("agency_cover", 0.3)), ramp_days=20)]


def as_bytes(table):
    return [(day, vector.tobytes()) for day, vector in table]


@given(USES, st.randoms(use_true_random=False))
def test_the_order_of_levers_does_not_matter(uses, chance):
    table = timetable(BASE, CHANGES, 60)
    other = list(uses)
    chance.shuffle(other)
    assert as_bytes(with_levers(table, uses, 60)) == as_bytes(with_levers(table, other, 60))


@given(USES)
def test_every_day_stays_in_range_and_strength_0_changes_nothing(uses):
    table = timetable(BASE, CHANGES, 60)
    for _, vector in with_levers(table, uses, 60):
        Parameters(tuple(vector.tolist()))  # refuses what is out of range or does not fit
    still = [DatedLever(use.name, 0.0, use.day, use.ramp_days) for use in uses]
    assert as_bytes(with_levers(table, still, 60)) == as_bytes(table)
    some = [*uses[:3], *still[3:]]
    assert as_bytes(with_levers(table, some, 60)) == as_bytes(with_levers(table, uses[:3], 60))


def test_three_on_one_parameter_in_every_order(known):
    known(a=[Effect("demand", "times", 1.1)], b=[Effect("demand", "by", 0.1)])
    known(c=[Effect("demand", "to", 1.5), Effect("demand", "at most", 1.4)])
    uses = [DatedLever(name, 0.3, day=1, ramp_days=7) for name in "abc"]
    found = {course("demand", order)(5) for order in permutations(uses)}
    assert len(found) == 1


def test_a_date_moves_with_the_start():
    use = DatedLever("huddles", 1.0, 10, 0, dt.date(2005, 1, 10))
    assert use.day_from(dt.date(2005, 1, 9)) == 2
    assert DatedLever("huddles", 1.0, 10, 0).day_from(dt.date(2005, 1, 9)) == 10


def test_registry_has_no_lever_of_a_switch():
    assert all(load_registry()[e.parameter].type != "bool"
               for one in LEVERS.values() for e in one.all_effects)  # fmt: skip
