"""Hospitals made by hand, for measures to look at."""

from dataclasses import replace

import numpy as np

from culturesim.evidence.measures import MEASURES, generator
from culturesim.evidence.observed import STAY, WARD_KEPT, Observed, Survey
from culturesim.evidence.worlds import Seen
from culturesim.state.ledger import KINDS

DAYS, WARDS = 365, 2


def stays(rows: list[dict[str, float]]) -> dict[str, np.ndarray]:
    """Stays from what matters of each; the rest as usual."""
    usual = {"day": 10, "ward": 0, "bed": 0, "length": 5, "died": 0, "of_harm": 0, "harm": 0,
             "preventable": 0, "logit_risk": -3.0, "missed": 0.2, "has_carer": 0}  # fmt: skip
    made = [usual | row for row in rows]
    return {name: np.array([row[name] for row in made], dtype=np.float32) for name in STAY}


def survey(n: int, **answers: float) -> Survey:
    """Everybody in post, with the same beliefs."""
    usual = {"energy": 1.0, "fear": 0.0, "futility": 0.0, "readiness": 0.5} | answers
    return Survey(270, np.ones(n, dtype=np.int32), np.ones(n, dtype=np.int32),
                  *(np.full(n, usual[name]) for name in
                    ("energy", "fear", "futility", "readiness")))  # fmt: skip


def events(*rows: tuple[int, str, int, int, int, int]) -> np.ndarray:
    """A log from (day, kind, who, whom, cause, detail)."""
    table = [(day, KINDS.index(kind), who, whom, 0, cause, detail)
             for day, kind, who, whom, cause, detail in rows]  # fmt: skip
    return np.array(table, dtype=np.int32).reshape(-1, 7)


def hospital(n_staff: int = 40, **changes) -> Observed:
    """A quiet hospital of two wards where nothing happens, with some things changed."""
    ward = {name: np.zeros((DAYS, WARDS), dtype=np.float32) for name in WARD_KEPT}
    ward["n_patients"] += 10
    empty = np.zeros(DAYS, dtype=np.float32)
    top = {name: empty.copy() for name in ("survey_safe", "survey_heard", "survey_recommend",
                                           "ratio", "fill", "n_escalations")}  # fmt: skip
    outside = {name: empty.copy() for name in ("is_inspected", "is_finding", "statistical", "soft")}
    profession = np.arange(n_staff, dtype=np.int32) % 4
    plain = Observed(
        0, DAYS, np.array([10, 10]), ward, top, outside, stays([{}]), {},
        np.full((DAYS, 4), 10), np.zeros((DAYS, 4)), profession,
        np.ones(n_staff, dtype=np.int32) + (np.arange(n_staff) >= n_staff // 2) * 2,
        np.zeros(n_staff, dtype=np.int32), np.zeros(n_staff, dtype=np.int32),
        np.zeros(n_staff + 1, dtype=np.int64), np.zeros(0, dtype=np.int32),
        (survey(n_staff), survey(n_staff)), events(),
    )  # fmt: skip
    return replace(plain, **changes)


def trial(forms: float, harms: float, before: float = 1):
    """Three years: one form and one harm a day on each ward, other numbers after the first."""
    o = hospital()
    ward = {name: np.tile(column, (3, 1)) for name, column in o.ward.items()}
    ward["n_reports"][:] = before
    ward["n_harms"][:] = 1
    ward["n_reports"][365:], ward["n_harms"][365:] = forms, harms
    return replace(o, days=1095, ward=ward)


def run(name: str, **worlds):
    """Measure a pattern on worlds made by hand."""
    return MEASURES[name].run(Seen(worlds), generator(name, 0))


def means(name: str, **worlds) -> dict[str, float]:
    """The same, means only."""
    return {key: estimate.mean for key, estimate in run(name, **worlds).items()}
