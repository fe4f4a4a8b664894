"""What changes did and did not do: C21, C22 and C30."""

from __future__ import annotations

from typing import Any

import numpy as np

from culturesim.evidence.measures.base import YEAR, NotMeasurableError, measure, rate, ratio
from culturesim.evidence.observed import Observed
from culturesim.evidence.statistics import Estimate, over_runs
from culturesim.evidence.worlds import Seen

SETTLED = 30  # days until the package is in force
LEAST = 5  # inspected hospitals


def _difference(pair: tuple[Observed, Observed], name: str) -> tuple[float, float]:
    """Before-and-after change of a rate a bed-day with the package, less that without it."""
    changes = []
    for o in pair:
        before = rate(o, name, 0, YEAR)
        changes.append((rate(o, name, YEAR + SETTLED, 2 * YEAR + SETTLED) - before, before))
    return changes[0][0] - changes[1][0], changes[0][1]


@measure("C21", "control", "package")
def reporting_package(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Hospitals that guarantee feedback from the second year on, against the same hospitals
    without: difference of before-and-after changes in forms per 10,000 bed-days; and the same
    for true harm, as a share of what it was. The study's package also shortened the form and
    taught; how much easier a short form is nobody measured, so that part is left out.
    """
    del rng
    pairs = list(zip(seen["package"], seen["control"], strict=True))
    reports = [10_000.0 * _difference(pair, "n_reports")[0] for pair in pairs]
    harms = [_difference(pair, "n_harms") for pair in pairs]
    change = [100.0 * ratio(moved, before) for moved, before in harms]
    return {"reports": over_runs(reports, "hospitals"), "harm": over_runs(change, "hospitals")}


@measure("C22", "control", "published")
def publication(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Hospitals whose ward data are published from the second year on, without support,
    against the same hospitals without: harm per bed-day in months 13 to 24 after it.
    """
    del rng
    change = []
    for o, other in zip(seen["published"], seen["control"], strict=True):
        with_it, without = (rate(h, "n_harms", 2 * YEAR, 3 * YEAR) for h in (o, other))
        change.append(100.0 * (ratio(with_it, without) - 1.0))
    return {"harm": over_runs(change, "hospitals")}


def _year_after(o: Observed, day: int) -> float:
    """Harm a bed-day in the year after a day over that in the year before, as a logarithm."""
    after, before = rate(o, "n_harms", day, day + YEAR), rate(o, "n_harms", day - YEAR, day)
    return float(np.log(after / before)) if after > 0.0 and before > 0.0 else float("nan")


def _visits(o: Observed) -> Any:
    """Days of inspections, from 0."""
    return np.flatnonzero(o.oversight["is_inspected"] > 0)


@measure("C30", "hospitals")
def inspection(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Hospitals inspected in the second of three years: harm per bed-day in the year after
    over the year before the visit, against all hospitals without a visit in those two years,
    at the same dates.
    """
    del rng
    change = []
    for o in seen["hospitals"]:
        days = _visits(o)
        days = days[(days >= YEAR) & (days < o.days - YEAR)]
        if not days.size:
            continue
        day = int(days[0])
        own = _year_after(o, day)
        others = np.array([_year_after(c, day) for c in seen["hospitals"]
                           if not np.any(np.abs(_visits(c) - day) < YEAR)])  # fmt: skip
        others = others[np.isfinite(others)]
        if others.size and np.isfinite(own):
            change.append(100.0 * (np.exp(own - others.mean()) - 1.0))
    if len(change) < LEAST:
        raise NotMeasurableError(f"{len(change)} inspected hospitals with others to compare with; "
                                 f"at least {LEAST} are needed")  # fmt: skip
    return {"harm": over_runs(change, "hospitals")}
