"""The row of outcomes of one run, and what each of its numbers means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from culturesim.outcomes.caught import (
    ACTORS,
    find_caught,
    find_knew,
    kept_back,
    warnings_reached,
)
from culturesim.outcomes.failing import Failing, Thresholds, find_failing
from culturesim.outcomes.history import Floats, History
from culturesim.outcomes.themes import THEMES

__all__ = [
    "KEPT_BACK", "KNEW", "OUTCOMES", "WARNINGS", "Outcome", "outcome_row", "read_thresholds",
]  # fmt: skip

END_DAYS = 90  # days that "at the end" and "at the start" stand for
SHIFTS_ROUND_THE_CLOCK = 2  # twelve-hour shifts that cover a day


@dataclass(frozen=True, slots=True)
class Outcome:
    """One number of the outcome row.

    Attributes
    ----------
    name : str
        Column of the outcome table.
    label : str
        What a reader sees.
    unit : str
        Unit, ``share`` for a number in [0, 1].
    better : int
        1 if more is better for patients or staff, -1 if less is, 0 if neither can be said.
    meaning : str
        Definition in one sentence.

    Examples
    --------
    >>> OUTCOMES["deaths"].label
    'Deaths'
    """

    name: str
    label: str
    unit: str
    better: int
    meaning: str


_TABLE = """
preventable_harm_rate | Preventable harm | per 1,000 bed-days | -1 | Harms that good care would have prevented, per 1,000 days a bed is taken.
preventable_harms | Preventable harms | harms | -1 | Harms that good care would have prevented, in all.
deaths | Deaths | deaths | -1 | All deaths in hospital.
avoidable_deaths | Deaths from preventable harm | deaths | -1 | Patients killed by a harm that good care would have prevented.
excess_deaths | Excess deaths | deaths | -1 | Further deaths that would not have happened with reference staffing and occupancy.
missed_care | Care left undone | share | -1 | Share of needed care left undone, averaged over patients.
voice_share | Concerns raised | share | 1 | Of the concerns staff held, the share raised through any channel.
acted_share | Concerns acted on | share | 1 | Of the concerns that reached a manager, the share acted on.
warnings_share | Warnings that reached the board | share | 1 | Of the concerns raised with managers, the share whose news reached the board, through the line or past it.
fear_end | Fear at the end | share | -1 | Staff's mean belief that speaking brings detriment, last 90 days.
futility_end | Futility at the end | share | -1 | Staff's mean belief that speaking changes nothing, last 90 days.
energy_end | Energy at the end | share | 1 | Staff's mean energy, last 90 days; 1 is rested.
nurse_fill | Nurse shifts worked by own staff | share | 1 | Of the funded registered-nurse shifts on the roster, the share worked by post holders.
patients_per_nurse | Patients per nurse | patients | -1 | Patients on wards per registered nurse at work, agency counted, night and day.
leavers_rate | Leavers | share a year | -1 | People who left over posts held, a year.
absence_rate | Sickness absence | share | -1 | Share of rostered shifts lost to sickness.
complaints_rate | Complaints | per 1,000 admissions | 0 | Formal complaints per 1,000 admissions; few may mean good care or silent patients.
reports_rate | Incident forms | per 1,000 bed-days | 0 | Incident forms per 1,000 bed-days; few may mean few incidents or silent staff.
reported_share | Incidents reported | share | 1 | Of the incidents that happened, the share with at least one form.
mortality_ratio | Published mortality ratio | points | 0 | Mean of the last 90 days; 100 is as expected. It lags, is noisy and can be coded away.
picture_start | Board's picture at the start | score | 0 | Dashboard the board sees, first 90 days; 1 is all well.
picture_end | Board's picture at the end | score | 0 | Dashboard the board sees, last 90 days; 1 is all well.
agency_shifts | Agency nurse shifts | shifts | -1 | Registered-nurse shifts worked by agency staff.
alerts | Mortality alerts | alerts | 0 | Signals of the regulator's mortality charts.
inspections | Inspections | visits | 0 | Visits by the regulator, by diary or on signals.
findings | Findings | findings | 0 | Inspections that found that care was failing.
disclosures | Concerns taken outside by staff | disclosures | 0 | Disclosures to the regulator or a newspaper; few may mean few reasons or too much fear.
stories | Stories in print | stories | 0 | Stories newspapers printed about the hospital.
scandals | Scandals | scandals | 0 | Times that enough channels spoke at once for a scandal.
inquiries | Inquiries | inquiries | 0 | Inquiries that were called.
change_end | Change in force at the end | share | 1 | What exposure and inquiry have changed and nobody has let slip, last 90 days.
failing_days | Days failing | days | -1 | Days in spells of preventable harm above the failing threshold.
isolation | Isolation | index | -1 | Last 90 days, 0 to 1: practice is not compared with anybody's elsewhere.
inadequate_leadership | Inadequate leadership | index | -1 | Last 90 days, 0 to 1: concerns not acted on, and the board's lack of attention to safety.
system_failure | System and process failure | index | -1 | Last 90 days, 0 to 1: care undone, practice below what is taught, problems that pile up.
poor_communication | Poor communication | index | -1 | Last 90 days, 0 to 1: bad news lost on its way up, speakers and patients not answered.
disempowerment | Disempowered staff and patients | index | -1 | Last 90 days, 0 to 1: concerns kept silent, fear and futility, complaints held to be in vain.
cost_money | Cost of the levers | GBP | -1 | What the levers pulled cost over the run, as assumed for each; less than 0 is a saving.
cost_hours | Staff time for the levers | hours | -1 | Hours of staff that the levers take outside care over the run, as assumed for each.
"""  # noqa: E501


def _read() -> dict[str, Outcome]:
    rows = ([cell.strip() for cell in row.split("|")] for row in _TABLE.strip().splitlines())
    return {r[0]: Outcome(r[0], r[1], r[2], int(r[3]), r[4]) for r in rows}


#: Headline outcomes by column name, in order of telling.
OUTCOMES: dict[str, Outcome] = _read()

#: Columns that hold the day on which a level of the hospital knew, and its level.
KNEW = {
    "knew_ward_day": "ward managers",
    "knew_division_day": "division managers",
    "knew_executive_day": "executives",
    "knew_board_day": "board",
}

#: Columns that hold the share of bad news a level kept back from the next, and its level.
KEPT_BACK = {
    "kept_back_ward": "ward managers",
    "kept_back_division": "division managers",
    "kept_back_executive": "executives",
}

#: Columns that hold how many warnings reached a level, and the level.
WARNINGS = {
    "warnings_ward": "ward managers",
    "warnings_division": "division managers",
    "warnings_executive": "executives",
    "warnings_board": "board",
}


def read_thresholds(parameters: Mapping[str, Any]) -> Thresholds:
    """Take the thresholds of the outcomes from a run's parameters.

    Parameters
    ----------
    parameters : mapping of str to number
        Parameters by name.

    Returns
    -------
    Thresholds
        Those of group ``outcome``, and the regulator's weight of complaints.

    Examples
    --------
    >>> from culturesim.parameters import Parameters
    >>> read_thresholds(Parameters.default()).failing_multiple > 1.0
    True
    """
    return Thresholds(*(parameters[name] for name in Thresholds._fields))


def outcome_row(history: History, thresholds: Thresholds) -> dict[str, Any]:
    """Work out the outcomes of one hospital in one run.

    Parameters
    ----------
    history : History
        Its days.
    thresholds : Thresholds
        What failing, knowing and catching mean.

    Returns
    -------
    dict
        ``hospital`` and ``days``; the headline numbers of :data:`OUTCOMES`; ``is_failing``,
        ``failing_day``, ``failing_at_end``, ``failing_from_start``; ``caught_by``,
        ``caught_signal``, ``caught_day``, ``caught_after`` (days from the beginning of failing);
        the same for each of :data:`ACTORS` apart; what happened between the beginning of
        failing and its being caught, or the end (``harms_before``, ``avoidable_before``,
        ``concerns_before``, ``silent_before``, ``complaints_before``); ``knew_*_day``; and
        ``kept_back_*``, the share of bad news each level kept back, and ``warnings_*``, how many
        warnings reached each level, in that time, or in the whole run if it never failed. A day
        that does not exist is NaN.

    Examples
    --------
    >>> import numpy as np
    >>> from culturesim.outcomes.quantities import QUANTITIES
    >>> names = [*QUANTITIES, "inspection_reason", "rn_shifts_on_wards"]
    >>> values = {name: np.ones(200) for name in names} | {"story_kind": np.zeros(200)}
    >>> row = outcome_row(
    ...     History("X", values),
    ...     Thresholds(0.01, 90, 1.5, 80, 0.5, 0.5, 30, 0.5),
    ... )
    >>> row["preventable_harm_rate"], row["is_failing"], row["caught_by"]
    (1000.0, True, 'board')
    """
    failing = find_failing(history, thresholds)
    return {
        "hospital": history.hospital,
        "days": history.days,
        **_care(history),
        **_people(history),
        **_instruments(history),
        **_story(history, failing, thresholds),
        **{name: history.mean(name, END_DAYS) for name in THEMES},
        "cost_money": 0.0,
        "cost_hours": 0.0,
    }


def _ratio(above: float, below: float) -> float:
    return above / below if below > 0.0 else float("nan")


def _care(h: History) -> dict[str, float]:
    bed_days = h.total("n_patients")
    missed = h["missed_care"] * h["n_patients"]
    return {
        "preventable_harm_rate": 1000.0 * _ratio(h.total("n_preventable"), bed_days),
        "preventable_harms": h.total("n_preventable"),
        "deaths": h.total("n_deaths"),
        "avoidable_deaths": h.total("n_avoidable"),
        "excess_deaths": h.total("n_excess"),
        "missed_care": _ratio(float(missed.sum()), bed_days),
    }


def _people(h: History) -> dict[str, float]:
    shifts = h.total("rn_shifts_on_wards")
    return {
        "voice_share": _ratio(h.total("n_voiced"), h.total("n_concerns")),
        "acted_share": _ratio(h.total("n_acted"), h.total("n_arrivals")),
        "warnings_share": _ratio(
            h.total("n_reached_board") + h.total("n_reached_past"), h.total("n_arrivals")
        ),
        "fear_end": h.mean("fear_mean", END_DAYS),
        "futility_end": h.mean("futility_mean", END_DAYS),
        "energy_end": h.mean("energy_mean", END_DAYS),
        "nurse_fill": _ratio(h.total("n_rn_on_shift"), h.total("n_rn_planned")),
        "patients_per_nurse": SHIFTS_ROUND_THE_CLOCK * _ratio(h.total("n_patients"), shifts),
        "leavers_rate": 365.0 * _ratio(h.total("n_leavers"), h.total("n_staff")),
        "absence_rate": _ratio(h.total("n_absent"), h.total("n_rostered")),
    }


def _instruments(h: History) -> dict[str, float]:
    return {
        "complaints_rate": 1000.0 * _ratio(h.total("n_complaints"), h.total("n_admissions")),
        "reports_rate": 1000.0 * _ratio(h.total("n_reports"), h.total("n_patients")),
        "reported_share": _ratio(h.total("n_reported"), h.total("n_incidents")),
        "mortality_ratio": h.mean("ratio", END_DAYS),
        "picture_start": h.mean("board_picture", END_DAYS, at_start=True),
        "picture_end": h.mean("board_picture", END_DAYS),
        "agency_shifts": h.total("n_rn_agency"),
        "alerts": h.total("n_alerts"),
        "inspections": h.total("is_inspected"),
        "findings": h.total("is_finding"),
        "disclosures": h.total("n_outside_regulator") + h.total("n_outside_press"),
        "stories": h.total("story"),
        "scandals": h.total("is_scandal"),
        "inquiries": _begun(h["is_sitting"]),
        "change_end": h.mean("change", END_DAYS),
    }


def _begun(sitting: Floats) -> float:
    """Count the spells of a yes-or-no course."""
    return float(((sitting[1:] > 0.0) & (sitting[:-1] == 0.0)).sum() + (sitting[0] > 0.0))


def _day(day: int | None) -> float:
    return float("nan") if day is None else float(day)


def _story(h: History, failing: Failing, thresholds: Thresholds) -> dict[str, Any]:
    caught, actors = find_caught(h, failing, thresholds)
    began, last = failing.began or 1, caught.day or h.days
    is_failing = failing.began is not None
    row: dict[str, Any] = {
        "failing_days": float(failing.days),
        "is_failing": is_failing,
        "failing_day": _day(failing.began),
        "failing_at_end": failing.at_end,
        "failing_from_start": failing.from_start,
    }
    for name, actor in (("caught", caught), *((name, actors[name]) for name in ACTORS)):
        row[f"{name}_signal"] = actor.signal
        row[f"{name}_day"] = _day(actor.day)
        row[f"{name}_after"] = _day(actor.day) - _day(failing.began)
    row["caught_by"] = caught.by
    for name, quantity in (
        ("harms_before", "n_preventable"),
        ("avoidable_before", "n_avoidable"),
        ("concerns_before", "n_concerns"),
        ("silent_before", "n_silent"),
        ("complaints_before", "n_complaints"),
    ):
        row[name] = h.total(quantity, began, last) if is_failing else 0.0
    knew = find_knew(h, thresholds)
    row |= {column: _day(knew[level]) for column, level in KNEW.items()}
    until = last if is_failing else None
    reached = warnings_reached(h, began, until)
    row |= {column: reached[level] for column, level in WARNINGS.items()}
    shares = kept_back(h, began, until)
    return row | {column: shares[level] for column, level in KEPT_BACK.items()}
