"""Failing, knowing and catching on courses made by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.errors import InputError
from culturesim.outcomes import (
    KEPT_BACK,
    KNEW,
    OUTCOMES,
    QUANTITIES,
    WARD_QUANTITIES,
    History,
    Thresholds,
    bootstrap_mean,
    find_caught,
    find_failing,
    find_knew,
    kept_back,
    outcome_row,
    read_thresholds,
    trend_of_board_picture_and_harm,
)
from culturesim.outcomes.failing import held, rolling_rate
from culturesim.parameters import Parameters, load_registry

DAYS = 400
LIMITS = Thresholds(harm_reference=0.01, harm_window=10, failing_multiple=2.0, failing_days=30,
                    knew_view=0.5, caught_score=0.4, caught_days=10, soft_weight=0.5)  # fmt: skip


def history(**changes) -> History:
    """A calm hospital of 100 patients: one preventable harm a day in a hundred, all well."""
    values = {name: np.zeros(DAYS) for name in QUANTITIES}
    values |= {"n_patients": np.full(DAYS, 100.0), "n_preventable": np.ones(DAYS),
               "board_picture": np.full(DAYS, 0.8), "n_concerns": np.full(DAYS, 4.0),
               "n_silent": np.full(DAYS, 3.0), "n_voiced": np.ones(DAYS),
               "rn_shifts_on_wards": np.full(DAYS, 25.0),
               "inspection_reason": np.zeros(DAYS), "story_kind": np.zeros(DAYS)}  # fmt: skip
    for name in ("score_fill", "score_ratio", "score_complaints", "score_reports"):
        values[name] = np.full(DAYS, 0.9)
    values["score_escalated"] = np.full(DAYS, 0.8)
    return History("Tiny", values | changes)


def step(before: float, after: float, day: int) -> np.ndarray:
    """One value up to the day before ``day``, another from it."""
    return np.where(np.arange(1, DAYS + 1) < day, before, after)


FAILING = {"n_preventable": step(1.0, 5.0, 100)}


def test_a_calm_hospital_is_not_failing_and_nobody_has_anything_to_catch():
    row = outcome_row(history(), LIMITS)
    assert not row["is_failing"]
    assert math.isnan(row["failing_day"])
    assert row["caught_by"] == "nobody"
    assert row["harms_before"] == 0.0


def test_failing_begins_on_the_first_day_the_average_is_above():
    # The mean over 10 days passes 2 a day when three of them have 5 and seven have 1: 2.2.
    failing = find_failing(history(**FAILING), LIMITS)
    assert failing == (102, DAYS - 101, True, False)


def test_a_spell_one_day_too_short_does_not_count():
    # Above on 10 - 2 - 2 + L days for a burst of L days: 3rd day of it to 7 days after its end.
    for length, counts in ((24, False), (25, True)):
        burst = np.ones(DAYS)
        burst[99 : 99 + length] = 5.0
        failing = find_failing(history(n_preventable=burst), LIMITS)
        assert (failing.began is not None) == counts, length
        if counts:
            assert failing.days == 30
            assert not failing.at_end


def test_failing_from_the_first_day_that_can_be_judged():
    failing = find_failing(history(n_preventable=np.full(DAYS, 5.0)), LIMITS)
    assert failing.began == 10
    assert failing.from_start


def test_the_board_is_told_from_below_after_the_view_held_long_enough():
    told = history(**FAILING, board_view=step(0.1, 0.6, 200))
    row = outcome_row(told, LIMITS)
    assert (row["caught_by"], row["caught_signal"]) == ("board", "warnings from below")
    assert row["caught_day"] == 209  # the tenth day at 0.6
    assert row["caught_after"] == 209 - 102
    assert row["harms_before"] == 5 * (209 - 101)
    assert row["silent_before"] == 3 * (209 - 101)


def test_the_board_sees_it_on_its_dashboard_by_the_lowest_score():
    seen = history(**FAILING, board_picture=step(0.8, 0.35, 150), score_ratio=step(0.9, 0.05, 120))
    caught = find_caught(seen, find_failing(seen, LIMITS), LIMITS)[0]
    assert caught == ("board", "its dashboard (mortality ratio)", 159)


def test_what_was_known_when_failing_began_counts_at_once():
    known = history(**FAILING, board_view=np.full(DAYS, 0.9))
    assert outcome_row(known, LIMITS)["caught_after"] == 0.0


@pytest.mark.parametrize(
    ("reason", "statistical", "soft", "signal"),
    [
        (1.0, 3.0, 0.0, "an inspection in its diary"),
        (2.0, 3.0, 4.0, "an inspection after mortality alerts"),
        (2.0, 1.0, 4.0, "an inspection after complaints taken outside"),
    ],
)
def test_the_regulator_finds_it(reason, statistical, soft, signal):
    day = np.zeros(DAYS)
    day[[50, 249]] = 1.0  # the finding on day 51 comes before failing began and does not count
    found = history(**FAILING, is_finding=day, inspection_reason=reason * day,
                    statistical=np.full(DAYS, statistical), soft=np.full(DAYS, soft))  # fmt: skip
    row = outcome_row(found, LIMITS)
    assert (row["caught_by"], row["caught_day"]) == ("regulator", 250)
    assert row["caught_signal"] == signal
    assert math.isnan(row["board_day"])


@pytest.mark.parametrize(
    ("disclosed", "letters", "by", "signal"),
    [
        # Of 4 soft signals worth 0.5 each, disclosures count 3 and letters 1.
        (1.0, 0.5, "whistleblower", "an inspection after staff who went outside"),
        (0.2, 2.5, "families", "an inspection after letters of families"),
        (0.3, 0.9, "regulator", "an inspection after complaints taken outside"),
    ],
)
def test_whoever_sent_the_inspectors_has_caught_it(disclosed, letters, by, signal):
    day = np.zeros(DAYS)
    day[249] = 1.0
    found = history(**FAILING, is_finding=day, inspection_reason=2.0 * day,
                    soft=np.full(DAYS, 4.0), outside_score=np.full(DAYS, disclosed),
                    letters_score=np.full(DAYS, letters))  # fmt: skip
    row = outcome_row(found, LIMITS)
    assert (row["caught_by"], row["caught_signal"]) == (by, signal)
    assert row["regulator_day"] == 250, "the regulator found it all the same"


def test_the_press_has_a_number_and_a_face():
    story = np.zeros(DAYS)
    story[[20, 179]] = (31.0, 22.0)
    printed = history(**FAILING, story_kind=story, story=story > 0)
    row = outcome_row(printed, LIMITS)
    assert (row["caught_by"], row["caught_day"]) == ("press", 180)
    assert row["caught_signal"] == "a story with the staff survey and the face of a family"
    assert math.isnan(row["whistleblower_day"])
    assert row["stories"] == 2.0


def test_an_inquiry_is_counted_once_however_long_it_sits():
    sitting = np.zeros(DAYS)
    sitting[:50] = sitting[200:300] = 1.0
    assert outcome_row(history(is_sitting=sitting), LIMITS)["inquiries"] == 2.0


def test_the_first_to_know_has_caught_it():
    finding = np.zeros(DAYS)
    finding[149] = 1.0
    both = history(**FAILING, board_view=step(0.1, 0.6, 200), is_finding=finding)
    row = outcome_row(both, LIMITS)
    assert row["caught_by"] == "regulator"
    assert row["board_day"] == 209


def test_who_knew_and_what_each_level_kept_back():
    views = history(true_view=np.full(DAYS, 0.8), division_view=np.full(DAYS, 0.6),
                    executive_view=step(0.0, 0.6, 300), board_view=np.full(DAYS, 0.15))  # fmt: skip
    knew = find_knew(views, LIMITS)
    assert knew == {"ward managers": 10, "division managers": 10, "executives": 309, "board": None}
    kept = kept_back(views, 300)
    assert kept == pytest.approx(
        {"ward managers": 0.25, "division managers": 0.0, "executives": 0.75}
    )


def test_the_row_holds_every_column_that_is_documented():
    row = outcome_row(history(), LIMITS)
    assert set(OUTCOMES) | set(KNEW) | set(KEPT_BACK) <= set(row)


def test_headline_numbers_by_hand():
    busy = history(n_deaths=np.full(DAYS, 2.0), n_admissions=np.full(DAYS, 20.0),
                   n_complaints=np.full(DAYS, 0.5), missed_care=step(0.1, 0.3, 201))  # fmt: skip
    row = outcome_row(busy, LIMITS)
    assert row["preventable_harm_rate"] == pytest.approx(10.0)  # 1 for 100 patients
    assert row["patients_per_nurse"] == pytest.approx(8.0)  # 25 shifts are 12.5 nurses at a time
    assert row["complaints_rate"] == pytest.approx(25.0)
    assert row["missed_care"] == pytest.approx(0.2)
    assert row["voice_share"] == pytest.approx(0.25)
    assert row["deaths"] == 800.0


def test_thresholds_are_parameters_of_their_group():
    registry = load_registry()
    own = {name for name in Thresholds._fields if registry[name].group == "outcome"}
    assert own == {row.name for row in registry.values() if row.group == "outcome"}
    changed = Parameters.default().replace(failing_multiple=3.0)
    assert read_thresholds(changed).failing_multiple == 3.0


def test_quantities_are_known_and_those_of_wards_come_from_wards():
    assert len(QUANTITIES) >= 45
    assert all(quantity.meaning and quantity.unit for quantity in QUANTITIES.values())
    assert {QUANTITIES[name].source for name in WARD_QUANTITIES} == {"ward"}


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.integers(1, 12))
def test_held_is_what_looking_back_day_by_day_says(condition, days):
    slow = [t + 1 >= days and all(condition[t + 1 - days : t + 1]) for t in range(len(condition))]
    assert held(np.array(condition), days).tolist() == slow


@given(st.lists(st.integers(0, 9), min_size=5, max_size=40), st.integers(1, 5))
def test_rolling_rate_is_the_windows_own_rate(counts, window):
    values = np.array(counts, dtype=float)
    exposure = np.full(len(values), 7.0)
    rate = rolling_rate(values, exposure, window)
    assert np.isnan(rate[: window - 1]).all()
    for t in range(window - 1, len(values)):
        assert rate[t] == pytest.approx(values[t + 1 - window : t + 1].sum() / (7.0 * window))


def test_bootstrap_covers_the_mean_and_leaves_out_what_is_missing():
    values = np.random.default_rng(3).normal(5.0, 2.0, 40)
    interval = bootstrap_mean([*values, np.nan])
    assert interval.n == 40
    assert interval.low < values.mean() < interval.high
    half = 1.96 * values.std() / np.sqrt(40)
    assert interval.high - interval.low == pytest.approx(2 * half, rel=0.15)
    assert bootstrap_mean(values) == bootstrap_mean(values)
    assert bootstrap_mean([]).n == 0
    assert math.isnan(bootstrap_mean([1.0]).low)


def test_trend_counts_months_of_a_flat_picture_and_the_rise_of_harm():
    picture = np.concatenate([np.full(365, 0.7), np.full(365, 0.72), np.full(365, 0.5)])
    harms = np.concatenate([np.full(365, 1.0), np.linspace(1.0, 2.0, 730)])
    trend = trend_of_board_picture_and_harm(picture, harms, np.full(1095, 100.0), 366, window=30)
    assert 11.5 < trend.months_flat_or_better < 13.5
    assert 0.4 < trend.rise_of_harm < 0.6
    falling = trend_of_board_picture_and_harm(1.0 - np.arange(1095) / 1095, harms,
                                              np.full(1095, 100.0), 366, window=30)  # fmt: skip
    assert falling.months_flat_or_better < 1.0


@pytest.mark.parametrize("day", [1, 401])
def test_trend_needs_days_on_both_sides(day):
    with pytest.raises(ValueError, match="day"):
        trend_of_board_picture_and_harm(np.ones(400), np.ones(400), np.ones(400), day)


def test_an_unknown_parameter_is_no_threshold():
    with pytest.raises(InputError):
        Parameters.default().replace(failing_multipel=3.0)
