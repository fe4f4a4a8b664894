"""Measures across hospitals made by hand: what comes out is what was put in."""

from dataclasses import replace

import numpy as np
import pytest

from .hospitals import hospital, means, run, stays, survey, trial


def loaded(nurses: float, odds: float, n: int = 4000, **changes):
    """A hospital with so many nurse shifts a ward and day; odds of death, 1 for 1 in 20."""
    rng = np.random.default_rng([int(100 * nurses), int(100 * odds)])
    p = odds / (19.0 + odds)
    died = rng.random(n) < p
    rows = {name: np.zeros(n, dtype=np.float32) for name in hospital().stays}
    rows |= {"died": died.astype(np.float32), "day": np.full(n, 100.0),
             "logit_risk": rng.normal(-3.0, 0.01, n)}  # fmt: skip
    o = hospital(stays=rows, **changes)
    o.ward["n_rn_on_shift"][:] = nurses
    return o


def test_c11_finds_the_odds_that_are_there():
    """20 patients a nurse at one nurse, 10 at two, 5 at four; odds rise by 5 % a patient."""
    made = [loaded(k, 1.05 ** (20 / k - 5)) for k in (1, 2, 4)] * 8
    found = run("C11", hospitals=made)["odds"]
    assert found.mean == pytest.approx(1.05, abs=0.012)
    assert found.low < found.mean < found.high
    assert found.n == 24


def test_c12_reads_tasks_wards_and_odds():
    made = []
    for k in range(12):
        o = loaded(2, 1.2 ** (k % 3))
        o.ward["missed_care"][:] = 0.1 * (1 + k % 3)
        o.ward["n_rn_missed"][:] = 1.5
        made.append(o)
    found = means("C12", ordinary=made[:2], hospitals=made)
    assert found["missed"] == pytest.approx(75.0)
    assert found["wards"] == pytest.approx(3.0)
    assert found["odds"] == pytest.approx(1.2, abs=0.06)


def test_c29_finds_the_odds_of_a_low_day():
    rng = np.random.default_rng(5)
    n = 60_000
    low = rng.integers(0, 6, n).astype(float)
    died = rng.random(n) < 1 / (1 + np.exp(3.0 - np.log(1.1) * low))
    weight = np.where(died, 1.0, 10.0)
    kept = died | (rng.random(n) < 0.1)
    table = {"died": died, "logit_risk": rng.standard_normal(n), "low_days": low,
             "day_of_stay": rng.integers(0, 9, n), "weight": weight}  # fmt: skip
    o = hospital(patient_days={name: column[kept] for name, column in table.items()})
    found = run("C29", ordinary=[o])["hazard"]
    assert found.mean == pytest.approx(1.1, abs=0.03)
    assert found.high - found.low < 0.1


def years(ratio: float):
    """Three years of deaths at a multiple of those predicted, one a ward and day."""
    o = trial(1, 1)
    o.ward["expected_deaths"][:] = 1.0
    o.ward["observed_deaths"][:] = ratio
    return o


def test_c23_flags_the_one_that_sticks_out():
    usual = [years(1.0 + 0.02 * (k % 3 - 1)) for k in range(18)]
    found = means("C23", hospitals=[*usual, years(1.6), years(0.5)])
    assert found == pytest.approx({"high": 5.0, "low": 5.0})


def test_c10_correlates_reports_with_deaths_and_answers():
    made = []
    for k in range(12):
        o = replace(years(1.0 + 0.1 * (k % 2)), surveys=(survey(40), survey(40, fear=1 - k / 12)))
        o.ward["n_reports"][:] = k
        made.append(o)
    found = means("C10", hospitals=made)
    assert abs(found["mortality"]) < 0.3
    assert found["culture"] > 0.9


def test_c31_sees_the_rise_and_the_fall_around_an_alert():
    """Risk rises by 5 % a month for a year to the alert, and is back at 1 afterwards."""
    made = []
    for _ in range(12):
        o = years(1.0)
        day = 600
        month = np.arange(1095) // 30 - day // 30
        rise = np.where((month >= -12) & (month <= 0), 1.05 ** (month + 12.0), 1.0)
        o.ward["observed_deaths"][:] = rise[:, None]
        o.ward["n_alerts"][day + 29] = 1
        made.append(o)
    found = means("C31", hospitals=made)
    assert found["rise"] == pytest.approx(5.0, abs=0.1)
    assert found["fall"] == pytest.approx(100 * (1.05**-12 - 1), abs=0.5)


def test_c32_finds_the_slope_that_is_there():
    """Avoidable deaths rise by a point for each hundredth of the ratio."""
    made = []
    for k in range(40):
        o = years(1.0 + 0.01 * k)
        dead = stays([{"died": 1, "of_harm": 1, "preventable": 1}] * k + [{"died": 1}] * (100 - k))
        o.ward["n_rn_on_shift"][:], o.ward["n_rn_missed"][:] = 50, k
        made.append(replace(o, stays=dead))
    found = means("C32", hospitals=made)
    assert found["slope"] == pytest.approx(np.std(np.arange(40)), rel=0.1)
    assert found["right"] == 100.0


def test_c33_a_score_that_follows_the_findings_agrees_with_them():
    made = []
    for k in range(40):
        bad = k % 2
        o = years(1.0)
        for name in o.hospital:
            o.hospital[name] = np.full(1095, 0.6)
        o.hospital["survey_recommend"][:] = 0.7 - 0.2 * bad
        o.hospital["ratio"][:] = 100 + 20 * bad
        for name, value in (("is_inspected", 1), ("is_finding", bad)):
            o.oversight[name] = np.zeros(1095)
            o.oversight[name][500] = value
        made.append(o)
    found = means("C33", hospitals=made)
    assert found["kappa"] > 0.6  # the two halves differ in how many were found
    assert found["staff"] == pytest.approx(20.0)


def test_c09_eight_wards_of_two_hospitals():
    """Reports follow openness, true incidents run against it."""
    made = []
    for k in range(16):
        place = np.arange(40) % 4
        fear = 0.2 * place + 0.01 * (k % 5)
        asked = replace(survey(40), fear=fear)
        o = hospital(beds=np.full(4, 10), staff_ward=place, surveys=(asked, asked))
        forms = np.tile(4.0 - np.arange(4), (1095, 1))
        ward = {"n_patients": np.full((1095, 4), 10.0), "n_reports": forms,
                "n_incidents": 5.0 - forms}  # fmt: skip
        made.append(replace(o, days=1095, ward=ward))
    found = means("C09", hospitals=made)
    assert found["recorded"] > 0.8
    assert found["true"] < -0.8
