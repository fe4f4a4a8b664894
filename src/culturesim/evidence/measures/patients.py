"""Patients asked, and patients who complain: C25 and C26."""

from __future__ import annotations

from typing import Any

import numpy as np

from culturesim.evidence.measures.base import measure, percent, ratio
from culturesim.evidence.measures.log import Log
from culturesim.evidence.observed import Observed
from culturesim.evidence.statistics import Estimate, over_runs
from culturesim.evidence.worlds import Seen

ASKED = 2471  # inpatients asked at the bedside, on 33 wards
SEES = 0.5  # chance that patient or carer names an incident of the stay; assumed
POOR = 0.24  # of people had poor care, in the survey; here those with the worst care
RAISES = 0.5  # chance that a patient whose care was poor tells the interviewer so; assumed


def had_poor_care(o: Observed) -> Any:
    """Whether each stay is among the 24 in 100 with the worst care: harm, then care undone."""
    experience = (o.stays["harm"] > 0) + o.stays["missed"]
    return experience >= np.quantile(experience, 1.0 - POOR)


@measure("C25", "ordinary")
def bedside(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """2,471 patients a run are asked before they leave. Where an incident happened in the
    stay, harm or none, half can name it, and clinicians agree; half of the others among the 24
    in 100 with the worst care give a concern that is no incident.
    """
    confirmed, share = [], []
    for o in seen["ordinary"]:
        log = Log(o)
        stay = log.stays_of(log.incidents())
        n = len(o.stays["day"])
        happened = np.zeros(n + 1, dtype=bool)
        happened[stay] = True
        alive = np.flatnonzero(o.stays["died"] == 0)
        rows = rng.choice(alive, size=min(ASKED, alive.size), replace=False)
        named = happened[rows] & (rng.random(rows.size) < SEES)
        other = had_poor_care(o)[rows] & (rng.random(rows.size) < RAISES) & ~named
        confirmed.append(percent(named))
        share.append(100.0 * ratio(named.sum(), (named | other).sum()))
    return {"confirmed": over_runs(confirmed), "share": over_runs(share)}


@measure("C26", "ordinary")
def complaints(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """The 24 in 100 stays of a year with the worst care, as many as said so in the survey: how
    many led to a formal complaint. Remarks to staff are counted over the same patients, since
    nobody writes down whose they were; complaints upheld over complaints.
    """
    del rng
    out: dict[str, list[float]] = {"formal": [], "informal": [], "nothing": [], "upheld": []}
    for o in seen["ordinary"]:
        log = Log(o)
        poor = had_poor_care(o)
        stay = log.stays_of(log.at("complaint"))
        complained = np.zeros(poor.size + 1, dtype=bool)
        complained[stay] = True
        formal = percent(complained[:-1][poor])
        informal = 100.0 * ratio(o.total("n_informal"), poor.sum())
        out["formal"].append(formal)
        out["informal"].append(informal)
        out["nothing"].append(max(0.0, 100.0 - formal - informal))
        out["upheld"].append(100.0 * ratio(o.total("n_upheld"), o.total("n_complaints")))
    return {name: over_runs(values) for name, values in out.items()}
