"""Those of the ten facts that can be asked of forty hospitals that differ, without a squeeze.

Also F7: Midshire's inpatient survey beside theirs. The comparison hospitals stand in for the
country, which neither the cases nor the model knows better.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from culturesim.outcomes.history import History, read_history
from culturesim.outcomes.league import rank_correlation
from culturesim.outcomes.patient_survey import bands, exposures, good_answers, survey
from culturesim.scenario import load_scenario
from culturesim.simulation import Simulation

from .studies import simulate

Floats = NDArray[np.float64]
N_SYSTEMS, N_MIDSHIRES = 2, 8
YEAR, MONTH = 365, 30.5
SURVEY_DAY = 2 * YEAR + 270  # in the third year: autumn 2007
WORST = 0.1
NEEDED = ("n_preventable", "n_patients", "n_incidents", "n_reports", "survey_recommend", "ratio",
          "is_finding", "missed_care", "seen_in_time", "occupancy", "n_admissions",
          "n_harms")  # fmt: skip


def _histories(run: Simulation) -> list[History]:
    """What is needed of each hospital of a run."""
    found = [read_history(run.series, run.organisation, h, run.day)
             for h in range(len(run.organisation.hospital_ward_start) - 1)]  # fmt: skip
    return [History(one.hospital, {name: one[name] for name in NEEDED}) for one in found]


@cache
def systems(n: int = N_SYSTEMS) -> tuple[tuple[History, ...], ...]:
    """Runs of the forty hospitals, three years; records are let go one by one."""
    scenario = load_scenario("system")
    return tuple(tuple(_histories(simulate(scenario, range(k, k + 1))[0])) for k in range(n))


@cache
def midshires(n: int = N_MIDSHIRES) -> tuple[History, ...]:
    """Midshire to the survey of 2007."""
    scenario = load_scenario("midshire").with_changes(days=SURVEY_DAY)
    return tuple(_histories(run)[0] for run in simulate(scenario, range(n)))


def _rate(history: History, name: str, per: str, first: int = 1, last: int | None = None) -> float:
    return history.total(name, first, last) / max(history.total(per, first, last), 1.0)


def harm(history: History) -> float:
    """Preventable harm a bed-day over the whole run (truth)."""
    return _rate(history, "n_preventable", "n_patients")


def months_to_finding(history: History) -> float:
    """Months to the first finding; infinite if there is none."""
    days = np.flatnonzero(history["is_finding"] > 0)
    return float(days[0] / MONTH) if days.size else float("inf")


def same_in_survey(hospitals: list[History], seed: int) -> NDArray[np.int64]:
    """How many of ten sections are about the same, a number a hospital."""
    rng = np.random.default_rng([7, seed])
    shares = np.array([good_answers(exposures(h, SURVEY_DAY)) for h in hospitals])
    return (bands(survey(shares, rng)) == 0).sum(axis=1)


def midshire_in_survey() -> Floats:
    """F7: sections about the same in Midshire, a run of it beside the hospitals of a system."""
    found = [same_in_survey([*systems()[k % N_SYSTEMS], one], k)[-1]
             for k, one in enumerate(midshires())]  # fmt: skip
    return np.array(found, dtype=float)


def worst_in_survey() -> Floats:
    """F7 on the system: sections about the same in the tenth with most harm."""
    found = []
    for k, hospitals in enumerate(systems()):
        rates = np.array([harm(h) for h in hospitals])
        same = same_in_survey(list(hospitals), k)
        found.extend(same[rates >= np.quantile(rates, 1.0 - WORST)])
    return np.array(found, dtype=float)


def found_and_not() -> tuple[Floats, int, int]:
    """F2 and F10: months to the finding of the worse half; how many were as bad and not found.

    As bad: at least as much harm as the middle one of those found.
    """
    waits, as_bad, n_missed = [], [], 0
    for hospitals in systems():
        rates = np.array([harm(h) for h in hospitals])
        months = np.array([months_to_finding(h) for h in hospitals])
        is_found = np.isfinite(months)
        waits.extend(months[is_found & (rates >= np.median(rates))])
        n_missed += int((~is_found).sum())
        as_bad.append(int((~is_found & (rates >= np.median(rates[is_found]))).sum()))
    return np.array(waits), n_missed, sum(as_bad)


def forms_and_harm() -> Floats:
    """F3 on the system: rank correlation of forms per incident with true harm."""
    return np.array([
        rank_correlation(
            np.array([_rate(h, "n_reports", "n_incidents") for h in hospitals]),
            np.array([harm(h) for h in hospitals]),
        )
        for hospitals in systems()
    ])  # fmt: skip


def opinion_before_finding() -> Floats:
    """F4 on the system: staff's recommendation, in points, a year before the first finding.

    Against the mean of all hospitals on the same day; of hospitals found after the first year.
    """
    gaps = []
    for hospitals in systems():
        for one in hospitals:
            months = months_to_finding(one)
            day = int(months * MONTH) - YEAR if np.isfinite(months) else -1
            if day > 0 and one["survey_recommend"][day] >= 0.0:
                everybody = np.mean([h["survey_recommend"][day] for h in hospitals])
                gaps.append(100.0 * (one["survey_recommend"][day] - everybody))
    return np.array(gaps, dtype=float)


def ratio_and_harm() -> Floats:
    """F5 on the system: rank correlation of the last published ratio with true harm."""
    return np.array([
        rank_correlation(np.array([h["ratio"][-1] for h in hospitals]),
                         np.array([harm(h) for h in hospitals]))
        for hospitals in systems()
    ])  # fmt: skip
