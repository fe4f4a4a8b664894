"""Patients who came to harm in a run, numbered from 1, and which of them to follow."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from culturesim.errors import InputError
from culturesim.inquiry.events import Events
from culturesim.inquiry.periods import PREVENTABLE

__all__ = ["WORST", "Patient", "find_patient", "n_harmed", "to_follow"]

#: Word for the patient with the gravest harm and the most chances missed before it.
WORST = "worst"

_GRADES = ("low", "serious", "fatal")


class Patient(NamedTuple):
    """One patient who came to harm.

    Attributes
    ----------
    number : int
        Place among all harms of the hospital in the run, from 1. [-]
    harm, exposure, hazard : int
        Numbers of the events in the ledger; hazard -1 if no latent hazard stood behind it. [-]
    day : int
        Day of the harm. [day]
    ward, severity : str
        Where, and how grave; ``preventable`` in the words if good care would have prevented it.

    Examples
    --------
    >>> Patient(1, 9, 8, -1, 3, "Ward 1", "low").hazard
    -1
    """

    number: int
    harm: int
    exposure: int
    hazard: int
    day: int
    ward: str
    severity: str


def n_harmed(events: Events) -> int:
    """Count the harms of a run.

    Parameters
    ----------
    events : Events
        The run.

    Returns
    -------
    int
        Harms in the ledger. [harms]
    """
    return int(events.is_kind("harm").sum())


def _worst(events: Events, harms: np.ndarray) -> int:
    """Position of the gravest preventable harm with the most concerns about its hazard before."""
    grade = np.zeros(len(harms), dtype=np.int64)
    for n, word in enumerate(_GRADES):
        grade[events.detail_is(word, f"{word}, preventable")[harms]] = n
    grade += 10 * events.detail_is(*PREVENTABLE)[harms]
    gravest = np.flatnonzero(grade == grade.max())
    missed = np.zeros(len(gravest), dtype=np.int64)
    noticed, old = events.is_kind("noticed"), events.detail_is("there from the start")
    missed -= 2 * len(events)  # below any with a hazard
    for k, place in enumerate(gravest.tolist()):
        exposure = events.cause[harms[place]]
        hazard = events.cause[exposure] if exposure >= 0 else -1
        if hazard >= 0:
            found = events.children(int(hazard))
            missed[k] = noticed[found[: np.searchsorted(found, exposure)]].sum()
            if old[hazard]:  # nobody can say since when
                missed[k] -= len(events)
    return int(gravest[missed.argmax()])


def find_patient(events: Events, patient: int | str = WORST) -> Patient:
    """Find a patient who came to harm.

    Parameters
    ----------
    events : Events
        A run.
    patient : int or str
        Number, from 1 in order of days, or ``"worst"``: of the gravest preventable harms the one
        with the most concerns about its hazard before it, the earliest of equals.

    Returns
    -------
    Patient
        The patient.

    Raises
    ------
    InputError
        If nobody came to harm, or there is no patient of that number.

    Examples
    --------
    >>> import pandas as pd
    >>> from culturesim.inquiry import COLUMNS, read_events
    >>> rows = [(0, 4, "exposure", "", "bed 3", "W", -1, "")]
    >>> rows += [(1, 4, "harm", "", "bed 3", "W", 0, "serious, preventable")]
    >>> find_patient(read_events(pd.DataFrame(rows, columns=COLUMNS))).severity
    'serious, preventable'
    """
    harms = np.flatnonzero(events.is_kind("harm"))
    if not len(harms):
        raise InputError("story: nobody came to harm in this run")
    if patient == WORST:
        place = _worst(events, harms)
    elif isinstance(patient, bool) or not isinstance(patient, int | np.integer):
        raise InputError(f"patient: a number or {WORST!r} is expected, not {patient!r}")
    elif not 1 <= patient <= len(harms):
        raise InputError(
            f"patient: {patient} is not among the {len(harms):,} harmed, 1 to {len(harms)}"
        )
    else:
        place = int(patient) - 1
    return _patient(events, harms, place)


def _patient(events: Events, harms: np.ndarray, place: int) -> Patient:
    harm = events.event(int(harms[place]))
    hazard = int(events.cause[harm.cause]) if harm.cause >= 0 else -1
    return Patient(place + 1, harm.event, harm.cause, hazard, harm.day, harm.ward, harm.detail)


def to_follow(events: Events, most: int = 80) -> list[Patient]:
    """Choose patients worth following, all over a run.

    Parameters
    ----------
    events : Events
        A run.
    most : int
        How many at most. [patients]

    Returns
    -------
    list of Patient
        Gravely and preventably harmed patients in order of days: as many seriously as fatally
        harmed, and of each three in four with a latent hazard behind.

    Examples
    --------
    >>> import pandas as pd
    >>> from culturesim.inquiry import COLUMNS, read_events
    >>> rows = [(0, 4, "exposure", "", "bed 3", "W", -1, "")]
    >>> rows += [(1, 4, "harm", "", "bed 3", "W", 0, "serious, preventable")]
    >>> [p.number for p in to_follow(read_events(pd.DataFrame(rows, columns=COLUMNS)))]
    [1]
    """
    harms = np.flatnonzero(events.is_kind("harm"))
    met = events.cause[harms]
    behind = (met >= 0) & (events.cause[np.maximum(met, 0)] >= 0)
    found: list[int] = []
    for grade in _GRADES[1:]:
        grave = events.detail_is(f"{grade}, preventable")[harms]
        for has, share in ((True, 3), (False, 1)):
            places = np.flatnonzero(grave & (behind == has))
            every = -(-len(places) // max(most * share // 8, 1)) or 1
            found += places[::every].tolist()
    return [_patient(events, harms, place) for place in sorted(found)]
