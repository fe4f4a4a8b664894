"""T11: a regulator's score from routine data finds bad hospitals only if the data are honest.

Forty hospitals that differ, all under a target by threat. In one world figures are managed, staff
keep silent and patients give up; in the other nobody does. The score is the plain sum of what a
regulator is sent, each in standard deviations and in the direction in which it reads it; the truth
is preventable harm. After Griffiths and others (2017), whose score of 150 such indicators did not
predict later ratings.
"""

import dataclasses

import numpy as np
import pytest

from culturesim.scenario import load_scenario

from .studies import HOSPITAL, WARD, simulate
from .test_what_if import STORED

LEAGUE = STORED.parents[2] / "scenarios" / "what-if" / "league.toml"
WORST = 0.2  # share of hospitals taken for truly bad
YEAR = 365
AS_IT_IS = {"target_threat": 1.0}
NO_GAMING = {"gaming_most": 0.0, "rating_gaming": 0.0}
ALL_SPEAK = {"committed_share": 1.0, "complaint_powerless": 0.0, "complaint_futility": 0.0}
READ_AS_BAD = {"ratio": 1, "fill": -1, "rating": -1, "seen_reported": -1}
COUNTED_AS_BAD = ("n_complaints", "n_reports")


def hospitals(settings, is_coding_even, n_hospitals=None):
    """The forty hospitals under settings; coders of all of them may record alike."""
    scenario = load_scenario(str(LEAGUE)).with_changes(settings)
    system = scenario.organisation
    draws = tuple(draw for draw in system.draws if draw[0] != "coding" or not is_coding_even)
    changed = dataclasses.replace(system, draws=draws, hospitals=n_hospitals or system.hospitals)
    return dataclasses.replace(scenario, organisation=changed)


def per_bed_day(run, name, first, last):
    """A ward count over patients in beds, a number a hospital."""
    starts = run.organisation.hospital_ward_start[:-1]
    counts = (run.series.ward[first:last, WARD[c]].sum(axis=0) for c in (name, "n_patients"))
    count, bed_days = (np.add.reduceat(c.astype(float), starts) for c in counts)
    return count / bed_days


def area(score, is_bad):
    """Chance that a bad hospital scores above another: the area under the ROC curve."""
    above = score[is_bad][:, None] - score[~is_bad][None, :]
    return float((above > 0.0).mean() + 0.5 * (above == 0.0).mean())


def area_of(run):
    """Area of the second year's score for preventable harm in the second and third."""
    day = 2 * YEAR - 1
    read = {name: sign * run.series.hospital[day, HOSPITAL[name]].astype(float)
            for name, sign in READ_AS_BAD.items()}  # fmt: skip
    read |= {name: per_bed_day(run, name, YEAR, 2 * YEAR) for name in COUNTED_AS_BAD}
    score = sum((x - x.mean()) / max(x.std(), 1e-12) for x in read.values())
    harm = per_bed_day(run, "n_preventable", YEAR, 3 * YEAR)
    return area(score, harm >= np.quantile(harm, 1.0 - WORST))


def areas(settings, seeds, *, is_coding_even=False, n_hospitals=None):
    return [area_of(run) for run in simulate(
        hospitals(settings, is_coding_even, n_hospitals), seeds)]  # fmt: skip


def test_area_by_hand():
    is_bad = np.array([True, False, True, False])
    assert area(np.array([4.0, 1.0, 3.0, 2.0]), is_bad) == 1.0
    assert area(np.array([2.0, 2.0, 2.0, 2.0]), is_bad) == 0.5
    assert area(np.array([1.0, 4.0, 3.0, 2.0]), is_bad) == 0.25


def test_honest_data_find_bad_hospitals_better():
    managed = areas(AS_IT_IS, range(1), n_hospitals=20)
    honest = areas(AS_IT_IS | NO_GAMING | ALL_SPEAK, range(1), is_coding_even=True, n_hospitals=20)
    assert honest[0] > 0.7
    assert honest[0] > managed[0]


@pytest.mark.slow
def test_t11_the_score_fails_where_figures_are_managed_and_people_silent(record_property):
    """Six runs of forty hospitals each way; published accuracy 48 %, odds ratio 0.38."""
    seeds = range(6)
    found = {
        "as it is": areas(AS_IT_IS, seeds),
        "no gaming": areas(AS_IT_IS | NO_GAMING, seeds, is_coding_even=True),
        "all speak": areas(AS_IT_IS | ALL_SPEAK, seeds),
        "neither": areas(AS_IT_IS | NO_GAMING | ALL_SPEAK, seeds, is_coding_even=True),
    }
    mean = {name: float(np.mean(each)) for name, each in found.items()}
    for name, each in found.items():
        low, high = min(each), max(each)
        record_property(f"area, {name}", f"{mean[name]:.2f} ({low:.2f} to {high:.2f})")
    assert 0.4 <= mean["as it is"] <= 0.65
    assert mean["neither"] > 0.8
    assert mean["as it is"] < mean["neither"] - 0.15
