"""What can be seen of a simulated hospital: patients, staff, answers, counts, a log of events.

A measure gets an :class:`Observed` and nothing else. It holds what happened, as truth (for what
case-note review would find) or as an instrument shows it; no parameter can be reached from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from culturesim.state.schema import PF, PI, SB, SF, SI
from culturesim.state.series import HOSPITAL_RECORD, OVERSIGHT_RECORD, WARD_RECORD

if TYPE_CHECKING:
    from culturesim.simulation import Simulation

__all__ = ["Observed", "Survey", "watch"]

Array = NDArray[Any]
WARD_KEPT = (
    "n_patients", "n_admissions", "n_discharges", "n_deaths", "n_stay_days", "n_incidents",
    "n_harms", "n_preventable", "n_reports", "n_reported", "n_bypass", "n_arrivals", "n_acted",
    "n_ignored", "n_informal", "n_complaints", "n_upheld", "n_rn_on_shift", "n_rn_agency",
    "n_rn_planned", "n_rn_missed", "n_alerts", "n_voiced", "missed_care", "observed_deaths",
    "expected_deaths",
)  # fmt: skip
HOSPITAL_KEPT = ("survey_safe", "survey_heard", "survey_recommend", "ratio", "fill",
                 "n_escalations")  # fmt: skip
OVERSIGHT_KEPT = ("is_inspected", "is_finding", "statistical", "soft")
SURVEY_DAY = 270  # of each year: the autumn survey of staff
MONTH = 30


@dataclass(frozen=True, slots=True)
class Survey:
    """What staff would answer on one day, a row a post.

    Attributes
    ----------
    day : int
        The day. [day]
    is_in_post, incumbent : ndarray of int32, shape (n_staff,)
        Whether somebody holds the post, and which holder that is.
    energy, fear, futility, readiness : ndarray of float64, shape (n_staff,)
        How they are and what they believe, in [0, 1]; readiness is the chance of raising a grave
        concern. A measure adds the noise of a questionnaire. [-]

    Examples
    --------
    >>> float(Survey(270, *([np.ones(3)] * 6)).energy.mean())
    1.0
    """

    day: int
    is_in_post: Array
    incumbent: Array
    energy: Array
    fear: Array
    futility: Array
    readiness: Array


@dataclass(frozen=True, slots=True)
class Observed:
    """One simulated hospital as seen over some time.

    Attributes
    ----------
    number, days : int
        Number of the hospital or run; days seen. [-; days]
    beds : ndarray, shape (n_wards,)
        Beds of each ward.
    ward, hospital, oversight : mapping of str to ndarray
        Recorded columns by day: shape (days, n_wards), or (days,).
    stays : mapping of str to ndarray
        Stays that ended, one row each: day, ward, bed, length [days], died, of_harm, harm (0 none,
        1 low, 2 serious, 3 fatal), preventable, logit_risk (recorded illness), missed (mean
        share of care left undone), has_carer.
    patient_days : mapping of str to ndarray
        All deaths and a known share of the other patient-days: died, logit_risk, day_of_stay,
        low_days, weight; empty unless followed.
    rostered, absent : ndarray, shape (days, 4)
        Shifts rostered to holders, and lost to sickness, by profession; empty unless followed.
    profession, grade, team, staff_ward : ndarray, shape (n_staff,)
        Of each post: 0 nurse, 1 support worker, 2 doctor, 3 allied health; 1 junior to 4 senior.
    tie_ptr, tie_idx : ndarray
        Advice ties, as an organisation holds them.
    surveys : tuple of Survey
        Yearly surveys of staff, and the posts as they stood on the last day.
    events : ndarray of int32, shape (n_events, 7)
        Log of events in the columns of :data:`culturesim.state.ledger.FIELDS`; empty if none was
        kept.

    Examples
    --------
    >>> Observed.__slots__[:2]
    ('number', 'days')
    """

    number: int
    days: int
    beds: Array
    ward: Mapping[str, Array]
    hospital: Mapping[str, Array]
    oversight: Mapping[str, Array]
    stays: Mapping[str, Array]
    patient_days: Mapping[str, Array]
    rostered: Array
    absent: Array
    profession: Array
    grade: Array
    team: Array
    staff_ward: Array
    tie_ptr: Array
    tie_idx: Array
    surveys: tuple[Survey, ...]
    events: Array

    def total(self, name: str) -> float:
        """Add up a recorded ward column over wards and days.

        Parameters
        ----------
        name : str
            The column.

        Returns
        -------
        float
            Its sum.
        """
        return float(self.ward[name].sum(dtype=np.float64))


STAY = ("day", "ward", "bed", "length", "died", "of_harm", "harm", "preventable", "logit_risk",
        "missed", "has_carer")  # fmt: skip
PATIENT_DAY = ("died", "logit_risk", "day_of_stay", "low_days", "weight")
SHARE_FOLLOWED = 0.1  # of patient-days without a death: a case-control sample within the cohort


@dataclass(slots=True)
class _Notes:
    """What a watcher has written down so far."""

    stays: list[Array] = field(default_factory=list)
    patient_days: list[Array] = field(default_factory=list)
    rostered: list[Array] = field(default_factory=list)
    absent: list[Array] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)


def _logit(p: Array) -> Array:
    return np.log(p / (1.0 - p))


def _departures(simulation: Simulation, notes: _Notes) -> None:
    """Write down the stays that ended today."""
    s = simulation.world
    gone = np.flatnonzero(s.pi[PI.outcome] > 0)
    length = simulation.day - s.pi[PI.day_admitted, gone] + 1
    outcome = s.pi[PI.outcome, gone]
    notes.stays.append(np.stack([
        np.full(gone.size, simulation.day), s.pi[PI.home, gone], gone, length, outcome > 1,
        outcome == 3, s.pi[PI.worst_harm, gone], s.pi[PI.is_preventable, gone],
        _logit(s.pf[PF.risk, gone]), s.pf[PF.missed_sum, gone] / length,
        s.pi[PI.has_carer, gone],
    ]).astype(np.float32))  # fmt: skip


def _at_risk(simulation: Simulation, notes: _Notes, rng: np.random.Generator) -> None:
    """Write down deaths from illness today, and a sample of those who did not die."""
    s = simulation.world
    here = np.flatnonzero((s.pi[PI.is_present] == 1) & (s.pi[PI.outcome] != 3))
    died = s.pi[PI.outcome, here] == 2
    kept = died | (rng.random(here.size) < SHARE_FOLLOWED)
    at, dead = here[kept], died[kept]
    notes.patient_days.append(np.stack([
        dead, _logit(s.pf[PF.risk, at]), simulation.day - s.pi[PI.day_admitted, at],
        np.minimum(s.pi[PI.n_low_days, at], 5), np.where(dead, 1.0, 1.0 / SHARE_FOLLOWED),
    ]).astype(np.float32))  # fmt: skip


def _shifts(simulation: Simulation, notes: _Notes) -> None:
    """Count rostered and lost shifts by profession."""
    s = simulation.world.sb
    due = (s[SB.is_rostered] == 1) & (s[SB.is_in_post] == 1)
    off = due & (s[SB.is_on_shift] == 0)
    notes.rostered.append(np.bincount(s[SB.profession, due], minlength=4))
    notes.absent.append(np.bincount(s[SB.profession, off], minlength=4))


def _ask(simulation: Simulation) -> Survey:
    """Take down what staff would answer today."""
    s = simulation.world
    names = (SF.energy, SF.fear, SF.futility, SF.p_voice)
    return Survey(simulation.day, s.sb[SB.is_in_post].copy(), s.si[SI.incumbent].copy(),
                  *(s.sf[name].copy() for name in names))  # fmt: skip


def _kept(record: tuple[Any, ...], block: Array, names: tuple[str, ...]) -> dict[str, Array]:
    """Columns by name from a record of shape (days, columns, rows)."""
    position = {column.name: k for k, column in enumerate(record)}
    return {name: block[:, position[name]].copy() for name in names}


def _table(names: tuple[str, ...], rows: list[Array]) -> dict[str, Array]:
    """Columns by name from blocks of shape (columns, rows)."""
    whole = np.concatenate(rows, axis=1) if rows else np.zeros((len(names), 0), dtype=np.float32)
    return dict(zip(names, whole, strict=True))


def watch(simulation: Simulation, number: int = 0, *, closely: bool = False) -> Observed:
    """Run a simulation to its end and write down what can be seen.

    Parameters
    ----------
    simulation : Simulation
        A fresh run of at least one day; its log of events is taken if it keeps one.
    number : int
        Number of the hospital. [-]
    closely : bool
        Follow patients and rosters day by day too.

    Returns
    -------
    Observed
        Of all its days, and of its first hospital where there are several.

    Examples
    --------
    >>> from culturesim.scenario import load_scenario
    >>> from culturesim.simulation import Simulation
    >>> seen = watch(Simulation(load_scenario("small").with_changes(days=30), 1))
    >>> seen.days, bool(seen.total("n_deaths") == seen.stays["died"].sum())
    (30, True)
    """
    notes, rng = _Notes(), np.random.default_rng([simulation.seed, number])
    while simulation.days_left:
        simulation.run(1)
        _departures(simulation, notes)
        if closely:
            _at_risk(simulation, notes, rng)
            _shifts(simulation, notes)
        if simulation.day % 365 == SURVEY_DAY or not simulation.days_left:
            notes.surveys.append(_ask(simulation))
    return _written(simulation, number, notes)


def _written(simulation: Simulation, number: int, notes: _Notes) -> Observed:
    """Turn notes, record and log into what a measure reads."""
    o, series = simulation.organisation, simulation.series
    top = {name: column[:, 0] for name, column in
           _kept(HOSPITAL_RECORD, series.hospital, HOSPITAL_KEPT).items()}  # fmt: skip
    outside = {name: column[:, 0] for name, column in
               _kept(OVERSIGHT_RECORD, series.oversight, OVERSIGHT_KEPT).items()}  # fmt: skip
    return Observed(
        number, simulation.day, o.ward_beds, _kept(WARD_RECORD, series.ward, WARD_KEPT), top,
        outside, _table(STAY, notes.stays), _table(PATIENT_DAY, notes.patient_days),
        np.array(notes.rostered), np.array(notes.absent), o.staff_profession, o.staff_grade,
        o.staff_team, o.staff_ward, o.tie_ptr, o.tie_idx, tuple(notes.surveys),
        simulation.ledger_rows(),
    )  # fmt: skip
