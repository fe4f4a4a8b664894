"""M17: values by hand, limits and signs of scandal, inquiry, reform and what it leaves."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.rules.aftermath import (
    blame_after_exposure,
    establishment_granted,
    posts_next,
    raised,
    reform_load,
    rel_by_stigma,
    stigma_named,
)
from culturesim.rules.inquiry import (
    change_next,
    done_today,
    evidence_next,
    inquiry_days,
    lapsed_today,
    outcry,
    public_attention,
    said_anew,
)

from .given import NOISE, TAU, UNIT, WEIGHT, between, lies_between, rises


def test_outcry_by_hand():
    assert outcry(1.0, 3.0, 0.0, 4.0) == pytest.approx(0.5 + 0.75 + 0.0 + 0.8)


@given(WEIGHT, WEIGHT, WEIGHT, WEIGHT)
def test_one_channel_alone_never_makes_a_scandal(a, b, c, d):
    assert outcry(a, 0.0, 0.0, 0.0) < 1.0
    assert outcry(a, b, c, d) < 4.0


def test_attention_by_hand():
    # after 10 days: 0.7 / e + 0.3 x (1 + 10/365)^-0.6
    expected = 0.7 * math.exp(-1.0) + 0.3 * (1.0 + 10.0 / 365.0) ** -0.6
    assert public_attention(10, 0.7, 10.0, 365.0, 0.6) == pytest.approx(expected)
    assert public_attention(0, 0.7, 10.0, 365.0, 0.6) == 1.0


@given(UNIT, TAU, TAU, between(0.0, 3.0))
def test_attention_only_fades(flash, tau_flash, tau_memory, xi):
    course = [public_attention(day, flash, tau_flash, tau_memory, xi) for day in (0, 1, 30, 3000)]
    assert all(rises(later, earlier) for earlier, later in pairwise(course))
    assert 0.0 <= course[-1] <= 1.0


@given(NOISE)
def test_no_report_before_its_time(z):
    assert inquiry_days(z, 657.0, 0.85, 180.0) >= 180
    assert inquiry_days(0.0, 657.0, 0.85, 180.0) == 657


@given(UNIT, UNIT, UNIT, TAU)
def test_evidence_only_grows_and_silence_without_protection_adds_none(e, voice, protection, tau):
    assert lies_between(evidence_next(e, voice, protection, tau), e, 1.0)
    assert evidence_next(e, 0.0, 0.0, tau) == e


def test_recommendations_by_hand():
    # 0.01 x 0.5 x 0.8 x 40 / (1 + 40 / 40) = 0.08; a quarter of the attention is gone
    assert done_today(40.0, 0.5, 0.8, 0.01, 40.0) == pytest.approx(0.08)
    assert lapsed_today(40.0, 0.75, 200.0) == pytest.approx(0.05)


def test_a_list_ten_times_as_long_is_not_ten_times_the_work():
    short, long = (done_today(n, 1.0, 0.7, 0.005, 40.0) for n in (29.0, 290.0))
    assert long / short < 2.5
    assert long / 290.0 < short / 29.0


@given(between(0.0, 500.0), UNIT, UNIT)
def test_nothing_is_done_unattended_and_nothing_lapses_attended(n_open, attention, leadership):
    assert done_today(n_open, 0.0, leadership, 0.005, 40.0) == 0.0
    assert lapsed_today(n_open, 1.0, 730.0) == 0.0
    both = done_today(n_open, attention, leadership, 0.005, 40.0)
    assert 0.0 <= both + lapsed_today(n_open, attention, 730.0) <= n_open


def test_a_long_list_says_no_more_in_all():
    assert said_anew(0.0, 38.0) == said_anew(38.0, 38.0) == 1.0
    assert said_anew(76.0, 38.0) == 0.5
    assert 290.0 * said_anew(290.0, 38.0) == pytest.approx(38.0)


@given(between(0.0, 500.0), between(0.0, 500.0))
def test_what_is_said_anew_never_rises_with_length(one, other):
    short, long = sorted((one, other))
    assert rises(said_anew(long, 38.0), said_anew(short, 38.0))


def test_change_by_hand():
    # built 0.03 x 0.5 x (1 - 0.6 x 0.75) x 0.6; lost 0.4 x 0.4 / (730 + 0.25 x 2920)
    after = change_next(0.4, 0.5, 0.03, 0.25, 0.6, 0.6, 730.0, 3650.0)
    assert after == pytest.approx(0.4 + 0.03 * 0.5 * 0.55 * 0.6 - 0.16 / 1460.0)


@given(UNIT, between(0.0, 2.0), UNIT, UNIT)
def test_what_is_owned_locally_builds_more_and_lasts_longer(change, done, one, other):
    low, high = sorted((one, other))
    by_order = change_next(change, done, 0.03, low, 0.6, 0.3, 730.0, 3650.0)
    owned = change_next(change, done, 0.03, high, 0.6, 0.3, 730.0, 3650.0)
    assert rises(by_order, owned)
    assert 0.0 <= owned <= 1.0


@given(UNIT)
def test_attended_change_does_not_revert(change):
    assert change_next(change, 0.0, 0.03, 0.0, 0.6, 1.0, 730.0, 3650.0) == change


def test_load_by_hand():
    assert reform_load(100.0, 0.0002, 0.04) == pytest.approx(0.04 * (1.0 - math.exp(-0.5)))
    assert reform_load(1e6, 0.0002, 0.04) == pytest.approx(0.04)


def test_blame_by_hand():
    # (0.2 + 0.8 x 0.4 x 0.5 x 0.75) x (1 - 0.5 x 0.4)
    assert blame_after_exposure(0.2, 0.5, 0.25, 0.4, 0.4, 0.5) == pytest.approx(0.256)


@given(UNIT, UNIT, UNIT, UNIT)
def test_quiet_times_change_nothing_to_the_last_bit(x, ownership, gain, tau):
    assert blame_after_exposure(x, 0.0, ownership, gain, 0.0, gain) == x
    assert raised(x, 0.0, gain) == x
    assert establishment_granted(x, 0.0) == x
    assert rel_by_stigma(0.0, gain) == 1.0
    assert reform_load(0.0, 0.0002, 0.04) == 0.0
    assert posts_next(0.0, 0.0, gain, 1.0 + tau) == 0.0


@given(UNIT, UNIT, UNIT)
def test_shares_stay_shares(x, share, gain):
    assert lies_between(raised(x, share, gain), x, 1.0)
    assert lies_between(establishment_granted(x, share), x, 1.0)
    assert lies_between(posts_next(x, share, gain, 180.0), x, share * gain)


def test_posts_above_the_plan_are_left_alone():
    assert establishment_granted(1.1, 0.7) == 1.1
    assert establishment_granted(0.9, 0.5) == pytest.approx(0.95)


def test_being_named_by_hand():
    assert stigma_named(0.0, 3, 1.0) == pytest.approx(0.75)
    assert stigma_named(0.0, 2, 0.0) == 0.0


@given(UNIT, st.integers(0, 4), between(0.0, 5.0))
def test_being_named_never_mends_a_name(stigma, step, publicity):
    assert stigma <= stigma_named(stigma, step, publicity) <= 1.0
