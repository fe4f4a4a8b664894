"""Ten published facts of Mid Staffordshire, measured on Midshire as an observer would.

Each fact is a function from ensembles to numbers a run; ``docs/measure.py facts`` and the tests
use the same ones. Months are thirty days and a half; the cut is the day the posts begin to go.
"""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
from numpy.typing import NDArray

from culturesim.scenario import Scenario, load_scenario
from culturesim.simulation import Simulation

from .studies import HOSPITAL, OVERSIGHT, WARD

Floats = NDArray[np.float64]
Course = dict[str, Floats]
CUT, MONTH, YEAR = 456, 30.5, 365
MONTHS_60 = CUT + 1830
N_RUNS, N_PAIRS, N_HOSPITALS = 12, 8, 160

SUMS = ("n_reports", "n_incidents", "n_avoidable", "n_rn_on_shift", "n_rn_agency", "n_leavers")
SUMS += ("n_staff", "n_deaths")
LEVELS = ("board_picture", "harm_rate", "survey_recommend", "ratio", "seen_in_time")
LEVELS += ("seen_reported", "survey_waits", "posts_granted", "scrutiny")


def _course(scenario: Scenario, seed: int) -> Course:
    """Run once and keep what the facts need, a number a day."""
    run = Simulation(scenario, seed)
    run.run()
    s = run.series
    found = {name: s.ward[:, WARD[name]].sum(axis=1).astype(float) for name in SUMS}
    found |= {name: s.hospital[:, HOSPITAL[name], 0].astype(float) for name in LEVELS}
    staff = s.ward[:, WARD["n_staff"]].astype(float)
    energy = s.ward[:, WARD["energy_mean"]]
    found["energy"] = (energy * staff).sum(axis=1) / np.maximum(staff.sum(axis=1), 1.0)
    found["is_finding"] = s.oversight[:, OVERSIGHT["is_finding"]].max(axis=1).astype(float)
    return found


def courses(scenario: Scenario, n: int) -> Course:
    """Put ``n`` runs beside each other; arrays of shape (runs, days)."""
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda seed: _course(scenario, seed), range(n)))
    return {name: np.stack([run[name] for run in runs]) for name in runs[0]}


@cache
def midshire(n: int = N_RUNS) -> Course:
    """Midshire as it is, ten years."""
    return courses(load_scenario("midshire"), n)


@cache
def without_families(n: int = N_PAIRS) -> Course:
    """Midshire to sixty months after the cut; wronged families never find each other."""
    scenario = load_scenario("midshire").with_changes({"family_contact": 0.0}, days=MONTHS_60)
    return courses(scenario, n)


@cache
def unwatched(n: int = N_PAIRS) -> Course:
    """Midshire with nobody outside who looks: no inspections, disclosures, families or press."""
    off = {"M15_on": False, "M16_on": False}
    return courses(load_scenario("midshire").with_changes(off), n)


@cache
def many_squeezed(n: int = N_HOSPITALS) -> Course:
    """Many small hospitals under Midshire's dated changes, to sixty months after the cut."""
    sizes = load_scenario("small").organisation
    midshire = load_scenario("midshire").with_changes(days=MONTHS_60)
    return courses(dataclasses.replace(midshire, organisation=sizes), n)
