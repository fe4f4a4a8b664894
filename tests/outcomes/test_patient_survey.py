"""The inpatient survey: its mapping by hand, its signs, and who stands out."""

import numpy as np
import pytest

from culturesim.outcomes.history import History
from culturesim.outcomes.patient_survey import (
    REFERENCE,
    SECTIONS,
    bands,
    exposures,
    good_answers,
    survey,
)

NURSES = [section.name for section in SECTIONS].index("nurses")


def test_one_kind_more_of_care_left_undone_by_hand():
    odds = [p / (1.0 - p) for p in (good_answers(REFERENCE | {"missed": 0.19 + more})[NURSES]
                                    for more in (0.0, 1.0 / 13.0))]  # fmt: skip
    assert odds[1] / odds[0] == pytest.approx(0.78)


@pytest.mark.parametrize("name", REFERENCE)
def test_worse_care_never_brings_better_answers(name):
    here, worse = good_answers(REFERENCE), good_answers(REFERENCE | {name: REFERENCE[name] + 0.2})
    assert (worse <= here + 1e-12).all()
    assert (worse < here - 1e-3).any()


def test_what_a_month_went_through():
    days = np.arange(60)
    values = {
        "missed_care": np.where(days < 30, 0.9, 0.2),
        "seen_in_time": np.full(60, 0.7),
        "occupancy": np.where(days % 2, 0.95, 0.9),
        "n_admissions": np.full(60, 10.0),
        "n_harms": np.full(60, 1.0),
    }
    met = exposures(History("A", values), 60)
    assert met == pytest.approx({"missed": 0.2, "late": 0.3, "full": 0.5, "harmed": 0.1})


def test_the_sample_is_unbiased_and_of_its_size():
    rng = np.random.default_rng(3)
    found = survey(np.full(4000, 0.77), rng)
    assert found.mean() == pytest.approx(0.77, abs=0.002)
    assert found.std() == pytest.approx(np.sqrt(0.77 * 0.23 / 437), rel=0.1)


def test_hospitals_that_differ_widely_hide_one_another():
    rng = np.random.default_rng(4)
    alike = np.append(survey(np.full(39, 0.77), rng), 0.68)[:, None]
    spread = np.append(rng.normal(0.77, 0.06, 39), 0.68)[:, None]
    assert bands(alike)[-1, 0] == -1
    assert bands(spread)[-1, 0] == 0
