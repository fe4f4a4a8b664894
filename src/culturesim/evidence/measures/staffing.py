"""Staffing, burnout, absence and leaving: C11 to C15, and C29."""

from __future__ import annotations

from typing import Any

import numpy as np

from culturesim.evidence.measures.base import (
    RESPONSE,
    YEAR,
    agree,
    measure,
    patients_per_nurse,
    percent,
    ratio,
)
from culturesim.evidence.measures.log import Log
from culturesim.evidence.observed import Observed, Survey
from culturesim.evidence.statistics import (
    Estimate,
    correlation,
    logistic_regression,
    odds_ratio,
    over_runs,
    resampled,
)
from culturesim.evidence.worlds import Seen

PATIENTS = 422_730  # in the study of nine countries
NURSE, SUPPORT, DOCTOR = 0, 1, 2


def discharged(hospitals: list[Observed], rng: np.random.Generator) -> dict[str, Any]:
    """Stays of the first year, at most as many as in the study, with their hospital's averages."""
    columns: dict[str, list[Any]] = {"died": [], "logit_risk": [], "hospital": []}
    for k, o in enumerate(hospitals):
        year = o.stays["day"] <= YEAR
        columns["died"].append(o.stays["died"][year])
        columns["logit_risk"].append(o.stays["logit_risk"][year])
        columns["hospital"].append(np.full(int(year.sum()), k))
    joined = {name: np.concatenate(parts) for name, parts in columns.items()}
    n = joined["died"].size
    if n > PATIENTS:
        rows = rng.choice(n, size=PATIENTS, replace=False)
        joined = {name: column[rows] for name, column in joined.items()}
    return joined


def left_undone(o: Observed, first: int = 0, last: int = YEAR) -> float:
    """Share of care left undone, mean over patients."""
    patients = o.ward["n_patients"][first:last]
    missed = (o.ward["missed_care"][first:last] * patients).sum(dtype=np.float64)
    return ratio(missed, patients.sum(dtype=np.float64))


@measure("C11", "hospitals")
def staffing_and_death(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Logistic regression of death in hospital on the hospital's mean patients per nurse and
    shift and the patient's recorded risk: stays of a year in all hospitals, at most 422,730 of
    them as in the study; errors allow for patients of one hospital being alike.
    """
    hospitals = seen["hospitals"]
    d = discharged(hospitals, rng)
    load = np.array([patients_per_nurse(o) for o in hospitals])[d["hospital"]]
    fit = logistic_regression(d["died"], [d["logit_risk"], load], d["hospital"])
    return {"odds": odds_ratio(fit, 2, len(hospitals))}


@measure("C12", "ordinary", "hospitals")
def missed_care(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Nurse shifts on wards with a task left undone, in a year. Care left undone in the worst
    over the best quarter of the wards of all hospitals. Odds of death by the hospital's mean
    care left undone, with recorded risk, as for C11.
    """
    shares = []
    for o in seen["ordinary"]:
        beds = o.beds > 0
        missed, on, agency = (
            o.ward[name][:, beds].sum(dtype=np.float64)
            for name in ("n_rn_missed", "n_rn_on_shift", "n_rn_agency")
        )
        shares.append(100.0 * ratio(missed, on + agency))
    hospitals = seen["hospitals"]
    wards = np.concatenate([o.ward["missed_care"][:YEAR, o.beds > 0].mean(axis=0)
                            for o in hospitals])  # fmt: skip
    d = discharged(hospitals, rng)
    undone = 10.0 * np.array([left_undone(o) for o in hospitals])[d["hospital"]]
    fit = logistic_regression(d["died"], [d["logit_risk"], undone], d["hospital"])
    again = [_quarters(wards[rng.integers(0, wards.size, wards.size)]) for _ in range(400)]
    return {
        "missed": over_runs(shares),
        "wards": resampled(_quarters(wards), again, wards.size, "wards"),
        "odds": odds_ratio(fit, 2, len(hospitals)),
    }


def _quarters(values: Any) -> float:
    """Mean of the highest over that of the lowest quarter."""
    ordered = np.sort(values)
    k = max(1, ordered.size // 4)
    return ratio(float(ordered[-k:].mean()), float(ordered[:k].mean()))


def surveyed_nurses(o: Observed, survey: Survey, rng: np.random.Generator) -> Any:
    """Posts of the nurses who answer a survey."""
    there = (o.profession == NURSE) & (survey.is_in_post == 1)
    return np.flatnonzero(there & (rng.random(there.size) < RESPONSE))


@measure("C13", "ordinary", "hospitals")
def burnout(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Nurses who answer a survey have high burnout when exhaustion, as a questionnaire has it,
    is past half its scale (27 of 54). Odds of it by the hospital's patients per nurse, across
    hospitals. People of the model have no intentions, so those surveyed are looked up again a
    year later: left or not.
    """
    hospitals = seen["hospitals"]
    shares = []
    for o in seen["ordinary"]:
        nurses = surveyed_nurses(o, o.surveys[0], rng)
        shares.append(percent(agree(1.0 - o.surveys[0].energy[nurses], rng)))
    burnt, load, group, left = [], [], [], []
    for k, o in enumerate(hospitals):
        first, later = o.surveys[0], o.surveys[1]
        nurses = surveyed_nurses(o, first, rng)
        burnt.append(agree(1.0 - first.energy[nurses], rng))
        load.append(np.full(nurses.size, patients_per_nurse(o)))
        group.append(np.full(nurses.size, k))
        same = first.incumbent[nurses] == later.incumbent[nurses]
        left.append(~(same & (later.is_in_post[nurses] == 1)))
    high, gone = np.concatenate(burnt), np.concatenate(left)
    where = np.concatenate(group)
    if not 0 < high.sum() < high.size:
        nothing = Estimate(np.nan, np.nan, np.nan, len(hospitals), "hospitals")
        return {"burnout": over_runs(shares), "odds": nothing, "leave": nothing}
    fit = logistic_regression(high, [np.concatenate(load)], where)
    again = []
    for _ in range(300):
        rows = rng.integers(0, high.size, high.size)
        again.append(_relative(gone[rows], high[rows]))
    return {
        "burnout": over_runs(shares),
        "odds": odds_ratio(fit, 1, len(hospitals)),
        "leave": resampled(_relative(gone, high), again, high.size, "nurses"),
    }


def _relative(gone: Any, high: Any) -> float:
    """Share who left among some over that among the others."""
    return ratio(percent(gone[high]), percent(gone[~high]))


@measure("C14", "ordinary")
def absence(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Rostered shifts lost to sickness in a year, all professions, as payroll counts them;
    December to February over June to August; and the order of doctors, nurses and support
    workers.
    """
    del rng  # a census
    share, season, order = [], [], []
    day = np.arange(YEAR)
    winter, summer = (day < 59) | (day >= 334), (day >= 151) & (day < 243)
    for o in seen["ordinary"]:
        lost, due = o.absent.sum(axis=1), o.rostered.sum(axis=1)
        share.append(100.0 * ratio(lost.sum(), due.sum()))
        cold, warm = (ratio(lost[k].sum(), due[k].sum()) for k in (winter, summer))
        season.append(ratio(cold, warm))
        role = o.absent.sum(axis=0) / np.maximum(o.rostered.sum(axis=0), 1)
        order.append(float(role[DOCTOR] < role[NURSE] < role[SUPPORT]))
    return {"absence": over_runs(share), "season": over_runs(season), "roles": over_runs(order)}


@measure("C15", "ordinary", "hospitals")
def leaving(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Nurses who leave in a year, over nurses in post at the survey; posts that are cut do not
    count. Across hospitals, the share of surveyed nurses gone a year later beside patients per
    nurse.
    """
    share = []
    for o in seen["ordinary"]:
        log, heads = Log(o), o.surveys[0].is_in_post == 1
        gone = log.at("leave")
        gone = gone[(log.detail[gone] == 0) & (o.profession[log.who[gone]] == NURSE)]
        share.append(100.0 * ratio(gone.size, (heads & (o.profession == NURSE)).sum()))
    left, load = [], []
    for o in seen["hospitals"]:
        first, later = o.surveys[0], o.surveys[1]
        nurses = surveyed_nurses(o, first, rng)
        stayed = (first.incumbent == later.incumbent) & (later.is_in_post == 1)
        left.append(percent(~stayed[nurses]))
        load.append(patients_per_nurse(o))
    return {"leavers": over_runs(share), "strain": correlation(load, left)}


@measure("C29", "ordinary")
def low_days(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Every day of every patient of one hospital, under all seeds: odds of death from illness
    that day by the days spent so far, at most five, on a ward with fewer nurses than it
    usually has; with recorded risk and day of stay. A sample of days without death stands for
    all. The study's second result, that agency shifts do not help, is not measured: a ward's
    agency shifts are too few to tell.
    """
    del rng
    names = ("died", "logit_risk", "day_of_stay", "low_days", "weight")
    d = {name: np.concatenate([o.patient_days[name] for o in seen["ordinary"]]) for name in names}
    covariates = [d["logit_risk"], d["day_of_stay"], d["low_days"]]
    fit = logistic_regression(d["died"], covariates, weights=d["weight"])
    return {"hazard": odds_ratio(fit, 3, len(seen["ordinary"]), "runs")}
