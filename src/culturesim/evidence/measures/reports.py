"""Incident reports: C05 to C10."""

from __future__ import annotations

from typing import Any

import numpy as np

from culturesim.evidence.measures.base import (
    RESPONSE,
    YEAR,
    NotMeasurableError,
    agree,
    answers,
    measure,
    percent,
    rate,
    ratio,
)
from culturesim.evidence.measures.harm import REVIEWED, SENSITIVITY
from culturesim.evidence.measures.log import Log
from culturesim.evidence.observed import Observed, Survey
from culturesim.evidence.statistics import Estimate, correlation, over_runs, resampled
from culturesim.evidence.worlds import Seen

HALF_YEAR = 182
ASKED = {0: 587, 2: 186}  # nurses and doctors who answered on what keeps them from reporting
WARDS = 8  # in the study of wards


@measure("C05", "ordinary")
def captured(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Notes of 1,006 stays a run are searched for incidents, harm or none, which they show in
    nine cases of ten; reports on the same stays are added; the share of all found that has a
    report.
    """
    shares, harmed_shares = [], []
    for o in seen["ordinary"]:
        log = Log(o)
        rows = log.incidents()
        stay = log.stays_of(rows)
        n = len(o.stays["day"])
        drawn = np.zeros(n + 1, dtype=bool)  # the last place stands for stays that had not ended
        drawn[rng.choice(n, size=min(REVIEWED, n), replace=False)] = True
        rows, stay = rows[drawn[stay]], stay[drawn[stay]]
        reported = log.spoken_of("reported")[rows]
        found = reported | (rng.random(rows.size) < SENSITIVITY)
        shares.append(percent(reported[found]))
        with_report = np.zeros(n, dtype=bool)
        with_report[stay[reported]] = True
        harmed_shares.append(percent(with_report[drawn[:n] & (o.stays["harm"] > 0)]))
    return {"reported": over_runs(shares), "harmed": over_runs(harmed_shares)}


@measure("C06", "ordinary")
def slips(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """All hazards that reached a patient's care in a year stand for clinically important
    slips: how many of 1,000 led to an incident that staff noticed, and that was reported on a
    form. Reports per 1,000 of all slips cannot be counted: the model has no slips too small to
    matter.
    """
    del rng
    out: dict[str, list[float]] = {"reported": [], "noticed": [], "severity": []}
    for o in seen["ordinary"]:
        log = Log(o)
        n = log.at("exposure").size
        noticed = log.marked(log.cause[log.noticed_incidents()])
        reported = log.spoken_of("reported")
        harm, rest = log.at("harm"), log.at("near_miss")
        out["reported"].append(1000.0 * ratio(reported[log.incidents()].sum(), n))
        out["noticed"].append(1000.0 * ratio(noticed[log.incidents()].sum(), n))
        out["severity"].append(ratio(percent(reported[harm]), percent(reported[rest])))
    return {name: over_runs(values) for name, values in out.items()}


@measure("C07", "hospitals")
def report_rates(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Incident forms per 1,000 occupied bed-days of half a year, all hospitals: their median,
    and the ratio of the 95th to the 5th percentile; intervals by resampling hospitals.
    """
    rates = 1000.0 * np.array([rate(o, "n_reports", 0, HALF_YEAR) for o in seen["hospitals"]])
    again = rates[rng.integers(0, rates.size, (1000, rates.size))]
    high, low = np.percentile(again, [95, 5], axis=1)
    spread, n = ratio(*np.percentile(rates, [95, 5])), rates.size
    return {
        "rate": resampled(float(np.median(rates)), np.median(again, axis=1), n, "hospitals"),
        "spread": resampled(spread, high / np.maximum(low, 1e-9), n, "hospitals"),
    }


def _agree(o: Observed, survey: Survey, what: Any, rng: np.random.Generator) -> float:
    """Share of the nurses and doctors asked who agree with a sentence, in per cent."""
    said = []
    for profession, n in ASKED.items():
        pool = np.flatnonzero((o.profession == profession) & (survey.is_in_post == 1))
        rows = rng.choice(pool, size=min(n, pool.size), replace=False)
        said.append(agree(what[rows], rng))
    return percent(np.concatenate(said))


@measure("C08", "ordinary")
def barriers(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """587 nurses and 186 doctors a run agree or not with two sentences, as their beliefs and
    the noise of a questionnaire have it: nothing comes of a report; reporting brings trouble.
    Forms a head in a year are counted from the incident system.
    """
    nothing, fear, nurses = [], [], []
    for o in seen["ordinary"]:
        survey, log = o.surveys[0], Log(o)
        nothing.append(_agree(o, survey, survey.futility, rng))
        fear.append(_agree(o, survey, survey.fear, rng))
        by = np.bincount(o.profession[log.who[log.at("reported")]], minlength=4)
        heads = np.bincount(o.profession[survey.is_in_post == 1], minlength=4)
        nurses.append(ratio(by[0] / heads[0], by[2] / heads[2]))
    return {
        "feedback": over_runs(nothing),
        "fear": over_runs(fear),
        "over": over_runs([ratio(a, b) for a, b in zip(nothing, fear, strict=True)]),
        "nurses": over_runs(nurses),
    }


def openness(o: Observed, survey: Survey, rng: np.random.Generator) -> Any:
    """Mean answer of each ward's staff on how safe it is to speak; NaN where nobody answered."""
    asked = (survey.is_in_post == 1) & (rng.random(survey.fear.size) < RESPONSE)
    said = answers(1.0 - survey.fear[asked], rng)
    n = np.bincount(o.staff_ward[asked], minlength=o.beds.size)
    with np.errstate(invalid="ignore"):
        return np.bincount(o.staff_ward[asked], said, minlength=o.beds.size) / n


def _by_ward(o: Observed, name: str) -> Any:
    """A ward column per 1,000 bed-days of the second year; NaN for a department."""
    above = o.ward[name][YEAR : 2 * YEAR].sum(axis=0, dtype=np.float64)
    patients = o.ward["n_patients"][YEAR : 2 * YEAR].sum(axis=0, dtype=np.float64)
    return np.where(o.beds > 0, 1000.0 * above / np.maximum(patients, 1.0), np.nan)


@measure("C09", "hospitals")
def reporting_paradox(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Each study takes eight wards of two hospitals: staff rate how safe it is to speak, and
    recorded incidents of a year are counted; one study for each pair of hospitals. True
    incidents of all wards stand beside the same ratings.
    """
    hospitals = seen["hospitals"]
    table = [
        np.stack([openness(o, o.surveys[1], rng), _by_ward(o, "n_reports"),
                  _by_ward(o, "n_incidents")])[:, o.beds > 0]
        for o in hospitals
    ]  # fmt: skip
    found = []
    for first, second in zip(table[::2], table[1::2], strict=False):
        both = np.concatenate([first, second], axis=1)
        rows = rng.choice(both.shape[1], size=min(WARDS, both.shape[1]), replace=False)
        found.append(correlation(both[0, rows], both[1, rows]).mean)
    every = np.concatenate(table, axis=1)
    return {
        "recorded": over_runs(found, "studies"),
        "true": correlation(every[0], every[2], "wards"),
    }


def mortality_ratio(o: Observed, first: int, last: int) -> float:
    """Deaths over those that recorded case mix predicts, 100 as expected."""
    return 100.0 * rate(o, "observed_deaths", first, last, "expected_deaths")


@measure("C10", "hospitals")
def reports_and_mortality(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Across hospitals: incident forms per bed-day of two years with the mortality ratio of
    the same years, and with the mean of wards' answers on how safe it is to speak.
    """
    hospitals = seen["hospitals"]
    if len(hospitals) < 4:
        raise NotMeasurableError("fewer than four hospitals")
    reports = [rate(o, "n_reports", 0, 2 * YEAR) for o in hospitals]
    ratios = [mortality_ratio(o, 0, 2 * YEAR) for o in hospitals]
    culture = [float(np.nanmean(openness(o, o.surveys[1], rng))) for o in hospitals]
    return {"mortality": correlation(reports, ratios), "culture": correlation(reports, culture)}
