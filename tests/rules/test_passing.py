"""Which filter stops a warning, and when a hazard counts as born: by hand, and properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.rules.filtering import filter_share, surviving_share
from culturesim.rules.passing import decline_percent, hazards_born, stopped_by, takes_over

share = st.floats(0.0, 1.0)


@pytest.mark.parametrize(
    ("u", "reason"), [(0.0, 1), (0.099, 1), (0.1, 2), (0.199, 2), (0.2, 3), (0.349, 3), (0.35, 0)]
)
def test_reasons_divide_the_share_kept_back(u, reason):
    assert stopped_by(u, 0.35, 0.1, 0.1) == reason


def test_nothing_is_stopped_where_nothing_is_kept_back():
    assert {stopped_by(u / 100, 0.0, 0.1, 0.2) for u in range(100)} == {0}


@given(base=share, pressure=share, fear=share)
def test_the_chance_is_the_share(base, pressure, fear):
    """Over a fine grid of chances as many warnings are stopped as the filter keeps back."""
    kept = filter_share(base, pressure, fear, 0.2, 0.3)
    grid = [(k + 0.5) / 1000 for k in range(1000)]
    reasons = [stopped_by(u, kept, base, 0.2 * pressure) for u in grid]
    assert sum(r > 0 for r in reasons) == pytest.approx(1000 * kept, abs=1.0)
    assert reasons.count(1) == pytest.approx(1000 * min(base, kept), abs=1.0)
    from_fear = max(0.0, kept - base - 0.2 * pressure)
    assert reasons.count(3) == pytest.approx(1000 * from_fear, abs=2.0)


def test_equal_filters_leave_the_surviving_share():
    grid = [(k + 0.5) / 50 for k in range(50)]
    through = sum(
        all(stopped_by(u, 0.3, 0.3, 0.0) == 0 for u in (a, b, c))
        for a in grid for b in grid for c in grid
    )  # fmt: skip
    assert through / 50**3 == pytest.approx(surviving_share(0.3, 3, 0.0))


def test_hazards_are_born_in_whole_units():
    assert [hazards_born(g, 0.5) for g in (0.0, 0.49, 0.5, 1.6)] == [0, 0, 1, 3]


@given(gathered=st.floats(0.0, 100.0), unit=st.floats(0.05, 20.0))
def test_what_is_left_is_less_than_one(gathered, unit):
    left = gathered - unit * hazards_born(gathered, unit)
    assert -1e-9 <= left < unit * (1.0 + 1e-9)


def test_each_unit_of_the_stock_has_the_same_chance():
    taken = [takes_over((k + 0.5) / 1000, 0.1, 0.8) for k in range(1000)]
    assert sum(taken) == 125
    assert takes_over(0.999, 0.1, 0.0)


def test_share_of_decline_by_hand():
    assert decline_percent(0.0018, 0.0018) == 0
    assert decline_percent(0.0018, 0.0024) == 25
    assert decline_percent(0.0, 0.001) == 100
    assert decline_percent(0.0, 0.0) == 0
