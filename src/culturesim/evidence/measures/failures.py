"""Failing hospitals and inquiries: C24 and C28."""

from __future__ import annotations

from typing import Any

import numpy as np

from culturesim.evidence.measures.base import YEAR, NotMeasurableError, measure
from culturesim.evidence.observed import Observed
from culturesim.evidence.statistics import Estimate, over_runs
from culturesim.evidence.worlds import Seen

NATIONAL = 225  # organisations in the English service, between 200 and 250
QUARTER = 90  # days over which harm is judged
WORSE = 1.5  # times the first year's preventable harm counts as failing


def _inquiries(seen: Seen, o: Observed) -> Any:
    """Days on which an inquiry was called, from 1; none if the model has no inquiries."""
    kinds = [k for k, kind in enumerate(seen.kinds) if kind == "inquiry_called"]
    return o.events[np.isin(o.events[:, 1], kinds), 0]


def failing_since(o: Observed) -> int | None:
    """Day from which preventable harm stays half as high again as in the first half-year."""
    harm = o.ward["n_preventable"].sum(axis=1, dtype=np.float64)
    patients = o.ward["n_patients"].sum(axis=1, dtype=np.float64)
    usual = harm[: YEAR // 2].sum() / patients[: YEAR // 2].sum()
    window = np.ones(QUARTER)
    rate = np.convolve(harm, window, "valid") / np.convolve(patients, window, "valid")
    days = np.flatnonzero(rate > WORSE * usual)
    return int(days[0]) + 1 if days.size else None


@measure("C24", "failing")
def years_to_investigation(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """The failing hospital over ten years, where it ended in an inquiry, as the published cases
    all did: from the first concern that staff took past the line, or complaint upheld, after
    preventable harm had come to stand half as high again as at first, to the day the inquiry was
    called. Runs without an inquiry in ten years do not count. The alarm is the first one of a
    ward's chart of deaths in that time.
    """
    del rng
    years, lead = [], []
    for o in seen["failing"]:
        since = failing_since(o)
        called = [] if since is None else [int(d) for d in _inquiries(seen, o) if d >= since]
        if since is None or not called:
            continue
        end = min(called)
        warned = (o.ward["n_bypass"] + o.ward["n_upheld"]).sum(axis=1) > 0
        first = since + int(np.argmax(warned[since - 1 :]))
        years.append((end - first) / YEAR)
        alarms = np.flatnonzero(o.ward["n_alerts"].sum(axis=1)[since - 1 : end] > 0)
        lead.append((end - since - int(alarms[0])) / YEAR if alarms.size else 0.0)
    if not years:
        raise NotMeasurableError("no run of the failing hospital ended in an inquiry")
    return {"years": over_runs(years), "alarm": over_runs(lead)}


@measure("C28", "hospitals")
def inquiries(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Inquiries called in all hospitals over three years, scaled to 225 organisations."""
    del rng
    if "inquiry_called" not in seen.kinds:
        raise NotMeasurableError("the model has no public inquiries (mechanism M17)")
    hospitals = seen["hospitals"]
    rates = [NATIONAL * len(_inquiries(seen, o)) * YEAR / o.days for o in hospitals]
    return {"rate": over_runs(rates, "hospitals")}
