"""What an instrument showed in a run, day by day, from the recorded columns alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from culturesim.errors import InputError, nearest
from culturesim.instruments.catalogue import CATALOGUE
from culturesim.instruments.kinds import DAILY, EDITION, EDITION_DAYS, SURVEY, Instrument
from culturesim.parameters import P
from culturesim.state.columns import Series
from culturesim.state.series import HOSPITAL_RECORD, OVERSIGHT_RECORD, WARD_RECORD

__all__ = ["Reading", "Recorded", "read", "truth_for"]

Floats = NDArray[np.float64]
_RECORDS = {"ward": WARD_RECORD, "hospital": HOSPITAL_RECORD, "oversight": OVERSIGHT_RECORD}
_POSITION = {
    f"{population}.{column.name}": q
    for population, record in _RECORDS.items()
    for q, column in enumerate(record)
}


class Recorded(Protocol):
    """What `read` needs of a run: `culturesim.simulation.Simulation` has it."""

    @property
    def series(self) -> Series:
        """The record."""

    @property
    def organisation(self) -> Any:
        """The frozen organisation, for which wards are whose."""

    @property
    def scenario(self) -> Any:
        """The scenario, for the parameters in force on a day."""

    @property
    def day(self) -> int:
        """Last day recorded [day]."""


@dataclass(frozen=True)
class Reading:
    """What one instrument showed about one hospital.

    Attributes
    ----------
    instrument : str
        Name of the instrument.
    hospital : int
        Row of the hospital.
    days : ndarray of int64, shape (n_readings,)
        Days on which it showed something new. [day]
    values : dict of str to ndarray of float64, shape (n_readings,)
        Each item of the instrument, in the unit of its `culturesim.instruments.Item`.

    Examples
    --------
    >>> reading = Reading("inspection", 0, np.array([40]), {"found": np.array([1.0])})
    >>> len(reading), reading["found"].tolist()
    (1, [1.0])
    """

    instrument: str
    hospital: int
    days: NDArray[np.int64]
    values: dict[str, Floats]

    def __len__(self) -> int:
        """Count the readings."""
        return len(self.days)

    def __getitem__(self, item: str) -> Floats:
        """Return an item's values; ``KeyError`` if there is none of that name."""
        return self.values[item]


def read(run: Recorded, name: str, hospital: int = 0) -> Reading:
    """Give what an instrument showed in a run.

    Parameters
    ----------
    run : Recorded
        A run, finished or under way, such as `culturesim.simulation.Simulation`.
    name : str
        Instrument, as in `culturesim.instruments.CATALOGUE`.
    hospital : int
        Row of the hospital, 0 to one less than there are. [row]

    Returns
    -------
    Reading
        Its readings up to the last day simulated; none on a day without news.

    Raises
    ------
    InputError
        If there is no such instrument or hospital.

    Notes
    -----
    The number of answers to a survey is an expected one, staff in post times the share who answer:
    the exact number is the detail of the survey's event in the ledger.

    Examples
    --------
    >>> read(None, "staff_surveys")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: no instrument is called 'staff_surveys'...
    """
    instrument = _find(name)
    n_hospitals = run.series.hospital.shape[2]
    if not 0 <= hospital < n_hospitals:
        raise InputError(f"hospital: {hospital!r} is outside the range 0 to {n_hospitals - 1}")
    days = _days(run, instrument, hospital)
    values = {}
    for item in instrument.items:
        values[item.name] = _column(run, item.column, hospital)[days - 1]
        if item.scale:
            values[item.name] *= _parameter(run, item.scale, days)
    return Reading(name, hospital, days, values)


def truth_for(name: str) -> tuple[str, ...]:
    """Name the truth an instrument stands for, to be put beside what it showed.

    Parameters
    ----------
    name : str
        Instrument, as in `culturesim.instruments.CATALOGUE`.

    Returns
    -------
    tuple of str
        Quantities of the series of a run's results.

    Raises
    ------
    InputError
        If there is no such instrument.

    Examples
    --------
    >>> truth_for("staffing_return")
    ('pressure', 'missed_care')
    """
    return tuple(column.split(".")[1] for column in _find(name).stands_for)


def _find(name: str) -> Instrument:
    if name not in CATALOGUE:
        raise InputError(f"no instrument is called {name!r}{nearest(name, CATALOGUE)}")
    return CATALOGUE[name]


def _column(run: Recorded, column: str, hospital: int) -> Floats:
    """One recorded column of a hospital, a value a day; wards are added up."""
    population = column.split(".", maxsplit=1)[0]
    record: NDArray[np.float32] = getattr(run.series, population)[: run.day, _POSITION[column]]
    if population == "oversight":  # of several bodies, what stood highest
        first, last = run.series.hospital_case[hospital : hospital + 2]
        return np.asarray(record[:, first:last].max(axis=1).astype(np.float64))
    if population != "ward":
        return record[:, hospital].astype(np.float64)
    first, last = run.organisation.hospital_ward_start[hospital : hospital + 2]
    return np.asarray(record[:, first:last].sum(axis=1, dtype=np.float64))


def _days(run: Recorded, instrument: Instrument, hospital: int) -> NDArray[np.int64]:
    """Days with a reading."""
    days = np.arange(1, run.day + 1, dtype=np.int64)
    if instrument.shown == DAILY:
        return days
    if instrument.shown == EDITION:
        is_shown = days % EDITION_DAYS == 0
    elif instrument.shown == SURVEY:
        is_shown = days % 365 == _parameter(run, "survey_day", days).astype(np.int64)
    else:
        is_shown = _column(run, instrument.shown, hospital) > 0.0
    return np.asarray(days[is_shown])


def _parameter(run: Recorded, name: str, days: NDArray[np.int64]) -> Floats:
    """Value of a parameter on each of some days."""
    table = run.scenario.timetable()
    starts = np.array([first for first, _ in table])
    values = np.array([vector[getattr(P, name)] for _, vector in table])
    return np.asarray(values[np.searchsorted(starts, days, side="right") - 1])
