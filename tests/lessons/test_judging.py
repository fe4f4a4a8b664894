"""Verdicts, alarms and relations, by hand and by what must always hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.errors import InputError
from culturesim.lessons.answer import AGREE, CANNOT_TELL, DISAGREE, judge, overall
from culturesim.lessons.expected import SIGNS
from culturesim.lessons.relation import rank_correlations, relate
from culturesim.lessons.seen import first_seen, month_seen
from culturesim.outcomes import Interval

FINITE = st.floats(-1e3, 1e3)


@pytest.mark.parametrize(("sign", "low", "high", "tolerance", "verdict"), [
    ("more", 0.1, 0.3, 0.0, AGREE), ("more", -0.1, 0.3, 0.0, CANNOT_TELL),
    ("more", -0.3, -0.1, 0.0, DISAGREE), ("less", -0.3, -0.1, 0.0, AGREE),
    ("more", 0.0, 0.0, 0.0, DISAGREE), ("less", 0.0, 0.0, 0.0, DISAGREE),
    ("same", -0.1, 0.1, 0.2, AGREE), ("same", 0.1, 0.3, 0.2, CANNOT_TELL),
    ("same", 0.3, 0.4, 0.2, DISAGREE), ("same", 0.0, 0.0, 0.0, AGREE),
    ("not more", -9.0, 0.1, 0.2, AGREE), ("not more", 0.1, 0.3, 0.2, CANNOT_TELL),
    ("not more", 0.3, 0.4, 0.2, DISAGREE), ("not less", -0.1, 9.0, 0.2, AGREE),
    ("not less", -0.4, -0.3, 0.2, DISAGREE),
])  # fmt: skip
def test_an_interval_is_held_against_what_is_expected(sign, low, high, tolerance, verdict):
    assert judge(sign, Interval((low + high) / 2, low, high, 9), tolerance) == verdict


@given(FINITE, FINITE, st.floats(0, 10))
def test_more_and_less_mirror_each_other(a, b, tolerance):
    low, high = min(a, b), max(a, b)
    given_, turned = Interval(0.0, low, high, 5), Interval(0.0, -high, -low, 5)
    for sign, mirror in (("more", "less"), ("same", "same"), ("not more", "not less")):
        assert judge(sign, given_, tolerance) == judge(mirror, turned, tolerance)


def test_one_run_tells_nothing():
    alone = Interval(1.0, float("nan"), float("nan"), 1)
    assert all(judge(sign, alone, 0.0) == CANNOT_TELL for sign in SIGNS)


def test_a_question_agrees_only_if_all_findings_do():
    assert overall([AGREE, AGREE]) == AGREE
    assert overall([AGREE, CANNOT_TELL]) == CANNOT_TELL
    assert overall([CANNOT_TELL, DISAGREE, AGREE]) == DISAGREE


@pytest.fixture
def quiet():
    return np.random.default_rng(1).normal(size=(40, 48))


def test_a_large_step_is_seen_at_once_and_a_small_one_later(quiet):
    months = np.arange(48)
    large, small = (quiet + step * (months >= 12) for step in (6.0, 1.2))
    assert month_seen(first_seen(quiet, large)) in (13, 14)
    assert 15 <= month_seen(first_seen(quiet, small)) <= 30


def test_few_runs_without_a_change_raise_an_alarm(quiet):
    fresh = np.random.default_rng(2).normal(size=(400, 48))
    assert np.isfinite(first_seen(quiet, quiet)).mean() <= 0.05
    assert np.isfinite(first_seen(quiet, fresh)).mean() < 0.2
    assert month_seen(first_seen(quiet, fresh)) is None


def test_numbers_that_persist_raise_no_more_false_alarms():
    rng = np.random.default_rng(3)
    own = rng.normal(size=(80, 1)) + 0.1 * rng.normal(size=(80, 48))  # a level of each hospital
    assert np.isfinite(first_seen(own[:40], own[40:])).mean() < 0.3


def test_a_lasting_level_of_its_own_does_not_hide_what_changes():
    rng = np.random.default_rng(3)
    own = rng.normal(size=(80, 1)) + 0.1 * rng.normal(size=(80, 48))
    worse = own[40:] + 1.0 * (np.arange(48) >= 13)
    assert month_seen(first_seen(own[:40], worse)) is None
    assert month_seen(first_seen(own[:40], worse, before=13)) in (1, 2)


def test_a_season_is_no_signal(quiet):
    season = 3.0 * np.sin(2 * np.pi * np.arange(48) / 12)
    assert month_seen(first_seen(quiet + season, quiet[::-1] + season)) is None


def test_a_fall_is_seen_as_a_rise_is_and_gaps_do_not_matter(quiet):
    step = 2.0 * (np.arange(48) >= 12)
    assert (first_seen(quiet, quiet + step) == first_seen(-quiet, -quiet - step)).all()
    gaps = quiet.copy()
    gaps[:, :6] = np.nan
    assert month_seen(first_seen(gaps, gaps + step)) > 12


def test_half_of_the_runs_must_have_an_alarm():
    assert month_seen(np.array([5.0, 9.0, np.inf, np.inf])) == 9
    assert month_seen(np.array([5.0, np.inf, np.inf, np.inf])) is None
    with pytest.raises(InputError, match="two runs or more"):
        first_seen(np.zeros((1, 5)), np.zeros((1, 5)))


def _hospitals(rng, n_runs, n):
    keys = pd.MultiIndex.from_product([range(n_runs), [f"h{k}" for k in range(n)]],
                                      names=["run", "hospital"])  # fmt: skip
    return pd.Series(rng.normal(size=n_runs * n), keys)


def test_correlations_by_hand():
    first, second = np.array([[1.0, 2, 3, 4]]), np.array([[1.0, 2, 4, 3]])
    assert rank_correlations(first, second)[0] == pytest.approx(0.8)  # 1 - 6 * 2 / (4 * 15)
    assert np.isnan(rank_correlations(first, np.ones((1, 4)))[0])


def test_a_relation_is_found_and_noise_is_not():
    rng = np.random.default_rng(4)
    x, noise = _hospitals(rng, 3, 30), _hospitals(rng, 3, 30)
    near, _, interval = relate(x, -x + 0.3 * noise)
    assert near < -0.9
    assert interval.low < interval.mean < interval.high < -0.8
    assert interval.n == 30
    assert relate(x, noise)[2].low < 0.0 < relate(x, noise)[2].high


def test_the_closer_of_two_is_told_whatever_the_signs():
    rng = np.random.default_rng(5)
    x, far = _hospitals(rng, 3, 30), _hospitals(rng, 3, 30)
    close = -x + 0.2 * _hospitals(rng, 3, 30)
    near, other, interval = relate(close, x, far)
    assert near < 0.0
    assert abs(other) < 0.4
    assert interval.low > 0.0
    assert relate(far, x, close)[2].high < 0.0


def test_too_few_hospitals_tell_nothing():
    x = _hospitals(np.random.default_rng(6), 3, 4)
    assert np.isnan(relate(x, -x)[2].mean)
    missing = _hospitals(np.random.default_rng(7), 2, 6)
    missing.iloc[:2] = np.nan
    assert relate(missing, -missing)[2].n == 4
