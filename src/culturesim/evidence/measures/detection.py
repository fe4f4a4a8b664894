"""Finding bad hospitals from numbers: C23, C31, C32 and C33."""

from __future__ import annotations

from typing import Any

import numpy as np

from culturesim.evidence.measures.base import (
    RESPONSE,
    YEAR,
    NotMeasurableError,
    measure,
    percent,
    rate,
    ratio,
)
from culturesim.evidence.measures.reports import mortality_ratio
from culturesim.evidence.observed import MONTH, Observed
from culturesim.evidence.statistics import (
    Estimate,
    funnel_flags,
    over_runs,
    resampled,
    weighted_kappa,
)
from culturesim.evidence.worlds import Seen

SAMPLE, DEATHS_REVIEWED, SAMPLES = 34, 100, 400
SIGNIFICANT = 0.339  # |r| with 34 pairs and p < 0.05
LEAST_ALERTS, LEAST_RATED = 20, 6
BEFORE, AFTER = 12, 9  # months around an alert


def _flags(hospitals: list[Observed], year: int) -> Any:
    """Flags of one year's mortality indicator, with expected deaths set to the national total."""
    first, last = year * YEAR, (year + 1) * YEAR
    deaths, expected = (
        np.array([o.ward[name][first:last].sum(dtype=np.float64) for o in hospitals])
        for name in ("observed_deaths", "expected_deaths")
    )
    return funnel_flags(deaths, expected * deaths.sum() / expected.sum())


@measure("C23", "hospitals")
def mortality_flags(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """A year's deaths of each hospital over those that recorded case mix predicts, scaled to
    the total; 95 % control limits with an allowance for over-dispersion; each of three years
    gives one indicator.
    """
    del rng
    flags = np.stack([_flags(seen["hospitals"], year) for year in range(3)])
    out = {}
    for name, sign in (("high", 1), ("low", -1)):
        each = (flags == sign).mean(axis=0)  # years of one hospital are not independent
        out[name] = over_runs(100.0 * each, "hospitals")
    return out


def _around_alerts(o: Observed) -> list[Any]:
    """Deaths and predicted deaths in the months around each first alert of a ward."""
    alerts = np.argwhere(o.ward["n_alerts"] > 0)
    deaths, expected = o.ward["observed_deaths"], o.ward["expected_deaths"]
    found, last = [], np.full(o.beds.size, -10_000)
    for day, w in alerts:
        first, end = day + 1 - (BEFORE + 1) * MONTH, day + 1 + AFTER * MONTH
        if first < 0 or end > o.days or day - last[w] < AFTER * MONTH:
            continue
        last[w] = day
        found.append(np.stack([column[first:end, w].reshape(-1, MONTH).sum(axis=1, dtype=float)
                               for column in (deaths, expected)]))  # fmt: skip
    return found


def _fall(around: Any) -> tuple[float, float]:
    """Fall after an alert and monthly rise before it, in per cent, from sums over alerts."""
    risk = around[:, 0].sum(axis=0) / around[:, 1].sum(axis=0)
    at, later = risk[BEFORE], risk[-3:].mean()
    slope = np.polyfit(np.arange(BEFORE + 1), np.log(risk[: BEFORE + 1]), 1)[0]
    return 100.0 * (later / at - 1.0), 100.0 * (np.exp(slope) - 1.0)


@measure("C31", "hospitals")
def alerts(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """The regulator's charts of every ward, wards standing for diagnosis groups: deaths over
    predicted deaths, added up over alerts, by month from twelve before to nine after; the last
    three months against the month of the alert. Hospitals flagged high that were flagged the
    year before.
    """
    hospitals = seen["hospitals"]
    found = [one for o in hospitals for one in _around_alerts(o)]
    if len(found) < LEAST_ALERTS:
        raise NotMeasurableError(f"{len(found)} mortality alerts with a year before and nine "
                                 f"months after; at least {LEAST_ALERTS} are needed")  # fmt: skip
    around = np.stack(found)
    n = len(found)
    again = np.array([_fall(around[rng.integers(0, n, n)]) for _ in range(400)])
    fall, rise = _fall(around)
    flags = np.stack([_flags(hospitals, year) for year in range(3)]) == 1
    was, now = flags[:-1].ravel(), flags[1:].ravel()
    repeat = over_runs(100.0 * was[now], "flags")
    return {
        "fall": resampled(fall, again[:, 0], n, "alerts"),
        "rise": resampled(rise, again[:, 1], n, "alerts"),
        "repeat": repeat,
    }


def _slope(x: Any, y: Any) -> float:
    """Slope of y on x in standard deviations of x."""
    spread = float(np.std(x))
    return float(np.cov(x, y, bias=True)[0, 1]) / spread if spread else float("nan")


@measure("C32", "hospitals")
def ratio_and_quality(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """400 samples of 34 hospitals: in each hospital 100 deaths of a year are reviewed, and the
    share that was avoidable is set beside the mortality ratio; nurses' answers on tasks left
    undone are the process measure that is tested against the ratio. Intervals are the range of
    95 % of such studies.
    """
    hospitals = seen["hospitals"]
    n = min(SAMPLE, len(hospitals))
    ratios = np.array([mortality_ratio(o, 0, YEAR) for o in hospitals])
    missed = np.array([_nurses_said(o, rng) for o in hospitals])
    slopes, signs = [], []
    for _ in range(SAMPLES):
        rows = rng.choice(len(hospitals), size=n, replace=False)
        shares = [_review(hospitals[k], rng) for k in rows]
        slopes.append(_slope(ratios[rows], np.array(shares)))
        r = np.corrcoef(ratios[rows], missed[rows])[0, 1]
        signs.append(int(r > SIGNIFICANT) - int(r < -SIGNIFICANT))
    what = f"studies of {n}"
    out = {"slope": resampled(float(np.mean(slopes)), slopes, SAMPLES, what)}
    for name, sign in (("right", 1), ("null", 0), ("wrong", -1)):
        share = percent(np.array(signs) == sign)
        out[name] = Estimate(share, np.nan, np.nan, SAMPLES, what)
    return out


def _review(o: Observed, rng: np.random.Generator) -> float:
    """Avoidable share of 100 deaths of the first year, in per cent."""
    dead = np.flatnonzero((o.stays["died"] > 0) & (o.stays["day"] <= YEAR))
    rows = rng.choice(dead, size=min(DEATHS_REVIEWED, dead.size), replace=False)
    return percent((o.stays["of_harm"][rows] > 0) & (o.stays["preventable"][rows] > 0))


def _nurses_said(o: Observed, rng: np.random.Generator) -> float:
    """Share of a month's nurse shifts that nurses who answer say ended with a task undone."""
    missed = o.ward["n_rn_missed"][:MONTH].sum()
    shifts = o.ward["n_rn_on_shift"][:MONTH].sum() + o.ward["n_rn_agency"][:MONTH].sum()
    answered = max(1, int(RESPONSE * shifts / 15))  # a nurse works about fifteen shifts a month
    return float(rng.binomial(answered, min(1.0, ratio(missed, shifts)))) / answered


def _indicators(o: Observed, day: int) -> list[float]:
    """What a regulator can see of a hospital in the year before a day."""
    first = max(0, day - YEAR)
    surveyed = [o.hospital[name][day - 1] for name in ("survey_recommend", "survey_safe")]
    return [
        float(o.hospital["ratio"][day - 1]),
        float(o.hospital["fill"][day - 1]),
        rate(o, "n_complaints", first, day),
        rate(o, "n_reports", first, day),
        float(o.hospital["n_escalations"][first:day].sum()) / max(1.0, float(o.beds.sum())),
        *(float(value) for value in surveyed),
    ]


def _agreement(x: Any, rated: Any, rng: np.random.Generator) -> float:
    """Kappa of ratings predicted from the other half of the hospitals."""
    order = rng.permutation(len(rated))
    half = len(rated) // 2
    fit, test = order[:half], order[half:]
    z = (x - x[fit].mean(axis=0)) / np.maximum(x[fit].std(axis=0), 1e-9)
    weights = np.linalg.lstsq(np.column_stack([np.ones(half), z[fit]]), rated[fit], rcond=None)[0]
    score = np.column_stack([np.ones(test.size), z[test]]) @ weights
    n_bad = round(float(rated[fit].mean()) * test.size)
    predicted = np.zeros(test.size, dtype=np.int64)
    predicted[np.argsort(-score, kind="stable")[:n_bad]] = 1
    return weighted_kappa(predicted, rated[test], 2)


@measure("C33", "hospitals")
def risk_score(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """The first inspection of each hospital after its first year either finds something or
    not. A score from seven things the regulator sees (mortality ratio, staffing return,
    complaints, forms, complaints taken outside, two survey items) is fitted on half of the
    hospitals and rates the other half; mean over 200 such halves, interval the range of 95 %
    of them. Ratings have two levels, not four.
    """
    rows, rated, recommend = [], [], []
    for o in seen["hospitals"]:
        days = np.flatnonzero(o.oversight["is_inspected"] > 0)
        days = days[days > YEAR]
        if days.size:
            day = int(days[0])
            rows.append(_indicators(o, day))
            rated.append(int(o.oversight["is_finding"][day] > 0))
            recommend.append(100.0 * float(o.hospital["survey_recommend"][day - 1]))
    found, x, said = np.array(rated), np.array(rows), np.array(recommend)
    if min(found.sum(), (1 - found).sum()) < LEAST_RATED:
        raise NotMeasurableError(
            f"{int(found.sum())} of {found.size} inspections found something; at least "
            f"{LEAST_RATED} with and without a finding are needed: take more hospitals"
        )
    kappas = [_agreement(x, found, rng) for _ in range(200)]
    good, bad = said[found == 0], said[found == 1]
    error = 1.96 * np.sqrt(good.var() / good.size + bad.var() / bad.size)
    gap = float(good.mean() - bad.mean())
    n, known = found.size, [kappa for kappa in kappas if np.isfinite(kappa)]
    return {
        "kappa": resampled(sum(known) / max(1, len(known)), known, n, "hospitals"),
        "staff": Estimate(gap, gap - float(error), gap + float(error), n, "hospitals"),
    }
