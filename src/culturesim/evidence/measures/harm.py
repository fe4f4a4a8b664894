"""Harm and death: C01 to C04."""

from __future__ import annotations

from typing import Any

import numpy as np

from culturesim.evidence.measures.base import measure, percent
from culturesim.evidence.measures.log import Log
from culturesim.evidence.observed import Observed
from culturesim.evidence.statistics import Estimate, over_runs
from culturesim.evidence.worlds import Seen

REVIEWED = 1006  # case notes read in the English study
SENSITIVITY = 0.9  # of two-stage review; assumed: notes leave some harm out
# Two reviewers agree on preventability with kappa 0.44, so each errs with chance e where
# 1 - 4 e (1 - e) = 0.44 at an even split.
MISJUDGED = 0.168
DEATHS_REVIEWED = 100  # in each hospital


def reviewed(seen: Observed, rng: np.random.Generator) -> dict[str, Any]:
    """Draw case notes and read them: harm found, and judged preventable."""
    n = len(seen.stays["day"])
    rows = rng.choice(n, size=min(REVIEWED, n), replace=False)
    found = (seen.stays["harm"][rows] > 0) & (rng.random(rows.size) < SENSITIVITY)
    judged = (seen.stays["preventable"][rows] > 0) ^ (rng.random(rows.size) < MISJUDGED)
    return {"harmed": found, "preventable": found & judged, "harm": seen.stays["harm"][rows]}


@measure("C01", "ordinary")
def adverse_events(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Two-stage review of 1,006 case notes a run, drawn at random from the stays of a year;
    notes show nine in ten of the stays with harm.
    """
    return {"harmed": over_runs([percent(reviewed(o, rng)["harmed"]) for o in seen["ordinary"]])}


@measure("C02", "ordinary")
def preventable_harm(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """The same review; harm is truly preventable where it would not have come about under good
    care with the same luck, and each reviewer misjudges that in 17 of 100 cases, which gives
    the published agreement.
    """
    reviews = [reviewed(o, rng) for o in seen["ordinary"]]
    return {
        "preventable": over_runs([percent(r["preventable"]) for r in reviews]),
        "severe": over_runs([percent(r["harm"][r["preventable"]] > 1) for r in reviews]),
        "share": over_runs([percent(r["preventable"][r["harmed"]]) for r in reviews]),
    }


@measure("C03", "ordinary")
def avoidable_deaths(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Review of 100 deaths a run, drawn at random: those due to preventable harm. Reviewers
    are taken to be right on average.
    """
    shares = []
    for o in seen["ordinary"]:
        dead = np.flatnonzero(o.stays["died"] > 0)
        rows = rng.choice(dead, size=min(DEATHS_REVIEWED, dead.size), replace=False)
        shares.append(percent((o.stays["of_harm"][rows] > 0) & (o.stays["preventable"][rows] > 0)))
    return {"avoidable": over_runs(shares)}


def extra_stay(o: Observed) -> float:
    """Days more of harmed stays than of unharmed ones still there on the day of the harm."""
    log = Log(o)
    rows = log.at("harm")
    stay = log.stays_of(rows)
    rows, stay = rows[stay >= 0], stay[stay >= 0]
    stay, first = np.unique(stay, return_index=True)  # the first harm of each stay
    length, risk = o.stays["length"].astype(np.int64), o.stays["logit_risk"]
    on_day = length[stay] - (o.stays["day"][stay].astype(np.int64) - log.day[rows[first]])
    group = np.digitize(risk, np.quantile(risk, [0.25, 0.5, 0.75]))
    other = (o.stays["harm"] == 0) & (o.stays["died"] == 0)
    usual = np.stack([_length_given(length[other & (group == g)], length.max()) for g in range(4)])
    lived = o.stays["died"][stay] == 0
    extra = (length[stay] - usual[group[stay], on_day])[lived]
    known = extra[np.isfinite(extra)]
    return float(known.mean()) if known.size else float("nan")


def _length_given(lengths: Any, longest: int) -> Any:
    """Mean length of stays that last at least so many days, by that number of days."""
    n = np.bincount(lengths, minlength=longest + 1)
    days = n * np.arange(longest + 1)
    with np.errstate(invalid="ignore"):
        return np.cumsum(days[::-1])[::-1] / np.cumsum(n[::-1])[::-1]


@measure("C04", "ordinary")
def deaths_and_stays(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """All stays of more than a day that end in a year, as discharge records have them; extra
    days are those of harmed patients who live over unharmed ones of the same quarter of
    recorded risk who were still there on the day of stay of the harm.
    """
    del rng  # a census, not a sample
    over = [o.stays["length"] > 1 for o in seen["ordinary"]]
    pairs = list(zip(seen["ordinary"], over, strict=True))
    return {
        "deaths": over_runs([percent(o.stays["died"][k] > 0) for o, k in pairs]),
        "stay": over_runs([float(o.stays["length"][k].mean()) for o, k in pairs]),
        "extra": over_runs([extra_stay(o) for o in seen["ordinary"]]),
    }
