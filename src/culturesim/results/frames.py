"""Long, tidy frames from the arrays of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from culturesim.errors import InputError
from culturesim.interventions import cost_of
from culturesim.outcomes import (
    QUANTITIES,
    WARD_QUANTITIES,
    outcome_row,
    read_history,
    read_thresholds,
    ward_days,
)
from culturesim.outcomes.history import Floats

if TYPE_CHECKING:
    from culturesim.organisation.frozen import Frozen
    from culturesim.outcomes.history import History

__all__ = ["EVERY", "ROWS_KEPT", "Compact", "choose_every", "compact_series", "histories_of"]
__all__ += ["in_periods", "outcome_rows", "outcomes_frame", "places"]

EVERY = (1, 7, 28, 91)
ROWS_KEPT = 4_000_000
LEVELS = ("hospital", "ward")


def choose_every(days: int, n_places: int, n_quantities: int, n_runs: int, least: int = 1) -> int:
    """Choose the length of a period so that a series stays of handy size.

    Parameters
    ----------
    days, n_places, n_quantities, n_runs : int
        Size of the daily series.
    least : int
        Shortest period wanted. [days]

    Returns
    -------
    int
        Shortest of 1, 7, 28 and 91, not below ``least``, with at most 4,000,000 rows; else 91.
        [days]

    Examples
    --------
    >>> choose_every(days=365, n_places=1, n_quantities=60, n_runs=20)
    1
    >>> choose_every(days=3650, n_places=34, n_quantities=38, n_runs=20)
    28
    """
    for every in EVERY:
        if every >= least and days * n_places * n_quantities * n_runs / every <= ROWS_KEPT:
            return every
    return EVERY[-1]


def places(organisation: Frozen) -> tuple[list[str], list[str]]:
    """Name the hospitals and wards of an organisation for readers.

    Parameters
    ----------
    organisation : Frozen
        The organisation.

    Returns
    -------
    hospitals, wards : list of str
        All different: a ward is named after its hospital too when there are several.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, freeze_sizes
    >>> places(freeze_sizes(OrganisationSizes(wards=1, departments=0, divisions=1), seed=1))
    (['Hospital'], ['Ward 1 (Medicine)'])
    """
    hospitals = _different(list(organisation.hospital_label))
    wards = list(organisation.ward_label)
    if len(hospitals) > 1:
        owner = organisation.ward_hospital.tolist()
        wards = [f"{hospitals[h]}: {ward}" for h, ward in zip(owner, wards, strict=True)]
    return hospitals, _different(wards)


def _different(labels: list[str]) -> list[str]:
    """Tell labels that occur more than once apart by a number."""
    seen: dict[str, int] = {}
    named = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        named.append(label if seen[label] == 1 else f"{label} [{seen[label]}]")
    return named


def in_periods(
    history: History, every: int, names: Sequence[str] | None = None
) -> tuple[NDArray[np.int32], Floats]:
    """Put a hospital's days together: counts added up, levels averaged.

    Parameters
    ----------
    history : History
        The hospital.
    every : int
        Length of a period; the last may be shorter. [days]
    names : sequence of str, optional
        Quantities wanted; all if left out.

    Returns
    -------
    last_day : ndarray of int32, shape (n_periods,)
        Last day of each period. [day]
    values : ndarray of float64, shape (n_periods, n_quantities)
        Quantities in the order of ``names``. [their units]

    Examples
    --------
    >>> from culturesim.outcomes import History
    >>> history = History("Midshire", {"n_harms": np.array([1.0, 3.0, 5.0])})
    >>> [part.tolist() for part in in_periods(history, 2, ["n_harms"])]
    [[2, 3], [[4.0], [5.0]]]
    """
    wanted = [*QUANTITIES] if names is None else [*names]
    daily = np.column_stack([history[name] for name in wanted])
    starts = np.arange(0, history.days, every)
    lengths = np.diff(np.append(starts, history.days))
    summed = np.add.reduceat(daily, starts, axis=0)
    is_count = np.array([QUANTITIES[name].is_count for name in wanted])
    summed[:, ~is_count] /= lengths[:, None]
    return (starts + lengths).astype(np.int32), summed


@dataclass(frozen=True)
class Compact:
    """The series of runs of one scenario as arrays, from which the tidy frame is made when asked.

    Attributes
    ----------
    runs : tuple of int
        Numbers of the runs.
    every : tuple of 2 int
        Length of a row's period for hospitals and for wards. [days]
    names : tuple of 2 tuples of str
        Names of hospitals and of wards.
    last_days : tuple of 2 ndarray of int32, shape (n_periods,)
        Last day of each period, for hospitals and for wards. [day]
    arrays : tuple of 2 tuples of ndarray of float32, shape (n_periods, n_places, n_quantities)
        For hospitals and for wards, an array a run.

    Examples
    --------
    >>> Compact((), (1, 7), ((), ()), (np.zeros(0), np.zeros(0)), ((), ())).runs
    ()
    """

    runs: tuple[int, ...]
    every: tuple[int, int]
    names: tuple[tuple[str, ...], tuple[str, ...]]
    last_days: tuple[Any, Any]
    arrays: tuple[tuple[Any, ...], tuple[Any, ...]]

    def frame(self) -> pd.DataFrame:
        """Make the tidy frame.

        Returns
        -------
        DataFrame
            Columns run, day (last of the period), level, place, quantity, value.
        """
        numbers = [np.arange(len(QUANTITIES), dtype=np.int16)]
        numbers.append(np.array([[*QUANTITIES].index(n) for n in WARD_QUANTITIES], dtype=np.int16))
        first = (0, len(self.names[0]))
        run, day, level, place, quantity = ([] for _ in range(5))
        for k in range(len(self.runs)):
            for at in (0, 1):
                n_periods, n_places, n_quantities = self.arrays[at][k].shape
                n = n_periods * n_places * n_quantities
                where = np.arange(first[at], first[at] + n_places, dtype=np.int32)
                run.append(np.full(n, self.runs[k], dtype=np.int32))
                day.append(np.repeat(self.last_days[at], n_places * n_quantities))
                level.append(np.full(n, at, dtype=np.int8))
                place.append(np.tile(np.repeat(where, n_quantities), n_periods))
                quantity.append(np.tile(numbers[at], n_periods * n_places))
        values = [self.arrays[at][k].ravel() for k in range(len(self.runs)) for at in (0, 1)]
        return pd.DataFrame(
            {
                "run": np.concatenate(run),
                "day": np.concatenate(day),
                "level": _categories(level, LEVELS),
                "place": _categories(place, [*self.names[0], *self.names[1]]),
                "quantity": _categories(quantity, [*QUANTITIES]),
                "value": np.concatenate(values),
            }
        )

    def join(self, others: Sequence[Compact]) -> Compact:
        """Add further runs of the same scenario.

        Parameters
        ----------
        others : sequence of Compact
            In order.

        Returns
        -------
        Compact
            All runs.

        Raises
        ------
        InputError
            If the lengths of periods or the places differ.
        """
        if any(other.every != self.every or other.names != self.names for other in others):
            raise InputError("results: runs with rows of different periods or places")
        every = [self, *others]
        return Compact(
            tuple(run for part in every for run in part.runs),
            self.every,
            self.names,
            self.last_days,
            (
                tuple(array for part in every for array in part.arrays[0]),
                tuple(array for part in every for array in part.arrays[1]),
            ),
        )


def _categories(codes: list[NDArray[Any]], names: Sequence[str]) -> Any:
    whole: Any = np.concatenate(codes)
    return pd.Categorical.from_codes(whole, categories=pd.Index(names))


def compact_series(sim: Any, histories: list[History], run: int, every: tuple[int, int]) -> Compact:
    """Take the series of one run.

    Parameters
    ----------
    sim : Simulation
        A run, finished or not, of at least one day.
    histories : list of History
        Its hospitals.
    run : int
        Number of the run.
    every : tuple of 2 int
        Length of a row's period for hospitals and for wards. [days]

    Returns
    -------
    Compact
        Counts added up over periods, levels averaged.

    Examples
    --------
    >>> compact_series.__name__
    'compact_series'
    """
    hospitals, wards = places(sim.organisation)
    found = [in_periods(history, every[0]) for history in histories]
    top = np.stack([values for _, values in found], axis=1).astype(np.float32)
    last_days, by_ward = ward_days(sim.series, sim.day, every[1])
    return Compact(
        (run,),
        every,
        (tuple(hospitals), tuple(wards)),
        (found[0][0], last_days),
        ((top,), (by_ward.astype(np.float32),)),
    )


def outcomes_frame(sim: Any, histories: list[History], run: int) -> Any:
    """Make the outcome rows of one run, one a hospital.

    Parameters
    ----------
    sim : Simulation
        The run.
    histories : list of History
        Its hospitals.
    run : int
        Number of the run.

    Returns
    -------
    DataFrame
        Columns run, seed, parameter_set (where a plausible set was used), those of
        :func:`culturesim.outcomes.outcome_row`, and what levers cost:
        cost_money [GBP] and cost_hours [hours of staff].

    Examples
    --------
    >>> outcomes_frame.__name__
    'outcomes_frame'
    """
    frame = pd.DataFrame(outcome_rows(sim, histories, run))
    if sim.scenario.parameter_set is not None:
        frame.insert(2, "parameter_set", sim.scenario.parameter_set)
    return frame


def outcome_rows(sim: Any, histories: list[History], run: int) -> list[dict[str, Any]]:
    """Make the outcome rows of one run as plain mappings; see :func:`outcomes_frame`.

    Parameters
    ----------
    sim : Simulation
        The run.
    histories : list of History
        Its hospitals.
    run : int
        Number of the run.

    Returns
    -------
    list of dict
        One a hospital.

    Examples
    --------
    >>> outcome_rows.__name__
    'outcome_rows'
    """
    thresholds = read_thresholds(sim.scenario.parameters)
    names = places(sim.organisation)[0]
    beds = np.bincount(sim.organisation.ward_hospital, sim.organisation.ward_beds)
    costs = [
        cost_of(sim.scenario.levers, n, sim.day, covered(sim, h))
        for h, n in enumerate(beds.tolist())
    ]
    return [
        {"run": run, "seed": sim.seed}
        | outcome_row(history, thresholds)
        | {"hospital": name, "cost_money": cost.money, "cost_hours": cost.hours}
        for history, name, cost in zip(histories, names, costs, strict=True)
    ]


def covered(sim: Any, hospital: int) -> list[float]:
    """Share of a hospital's wards that each lever of the scenario covers.

    Parameters
    ----------
    sim : Simulation
        The run.
    hospital : int
        Row of the hospital.

    Returns
    -------
    list of float
        In the order of the scenario's levers. [-]
    """
    starts, coverage = sim.organisation.hospital_ward_start, sim.coverage
    first, last = int(starts[hospital]), int(starts[hospital + 1])
    return [coverage.share_of(use, first, last) for use in sim.scenario.levers]


def histories_of(sim: Any) -> list[History]:
    """Read every hospital of a run.

    Parameters
    ----------
    sim : Simulation
        The run.

    Returns
    -------
    list of History
        In the order of the organisation.
    """
    rows = range(sim.organisation.n_hospitals)
    return [read_history(sim.series, sim.organisation, h, sim.day) for h in rows]
