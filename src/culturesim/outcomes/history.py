"""The record of a run, day by day, for one hospital or for all its wards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from culturesim.outcomes.quantities import QUANTITIES, WARD_QUANTITIES
from culturesim.outcomes.themes import theme_days
from culturesim.state.series import HOSPITAL_RECORD, OVERSIGHT_RECORD, WARD_RECORD

if TYPE_CHECKING:
    from culturesim.organisation.frozen import Frozen
    from culturesim.state.columns import Series

__all__ = ["Floats", "History", "read_history", "ward_days"]

Floats = NDArray[np.float64]

_WARD = {column.name: q for q, column in enumerate(WARD_RECORD)}
_HOSPITAL = {column.name: q for q, column in enumerate(HOSPITAL_RECORD)}
_OVERSIGHT = {column.name: q for q, column in enumerate(OVERSIGHT_RECORD)}


def _by_weight() -> dict[str, tuple[str, ...]]:
    """Column that weighs wards, "" for a sum, to the quantities of wards it is for."""
    found: dict[str, list[str]] = {}
    for name in WARD_QUANTITIES:
        weight = QUANTITIES[name].weight
        found.setdefault(f"n_{weight}" if weight in ("staff", "patients") else "", []).append(name)
    return {weight: tuple(names) for weight, names in found.items()}


_BY_WEIGHT = _by_weight()


@dataclass(frozen=True)
class History:
    """One hospital's quantities, day by day.

    Attributes
    ----------
    hospital : str
        Name of the hospital.
    values : dict of str to ndarray of float64, shape (days,)
        Each quantity of :data:`culturesim.outcomes.QUANTITIES`, in its unit a day; counts are
        added up over wards, levels averaged. Besides, ``rn_shifts_on_wards`` counts nurse shifts
        worked on wards with beds [shifts], ``inspection_reason`` is 0 for none, 1 for the diary and
        2 for signals, and ``story_kind`` is 0 for none, else tens for its number (1 mortality
        ratio, 2 staff survey, 3 finding) and ones for its face (1 staff, 2 family).

    Examples
    --------
    >>> history = History("Midshire", {"n_harms": np.array([1.0, 3.0])})
    >>> history.days, history.total("n_harms")
    (2, 4.0)
    """

    hospital: str
    values: dict[str, Floats]

    @property
    def days(self) -> int:
        """Days recorded [days]."""
        return len(next(iter(self.values.values())))

    def __getitem__(self, name: str) -> Floats:
        return self.values[name]

    def total(self, name: str, first: int = 1, last: int | None = None) -> float:
        """Add a quantity up over days.

        Parameters
        ----------
        name : str
            The quantity.
        first, last : int
            First and last day, both counted; all days if left out. [day]

        Returns
        -------
        float
            The sum; 0 for an empty stretch.

        Examples
        --------
        >>> History("Midshire", {"n_harms": np.array([1.0, 3.0, 5.0])}).total("n_harms", 2)
        8.0
        """
        return float(self.values[name][first - 1 : last].sum())

    def mean(self, name: str, days: int, *, at_start: bool = False) -> float:
        """Average a quantity over the last days, or the first.

        Parameters
        ----------
        name : str
            The quantity.
        days : int
            How many days, or all if there are fewer. [days]
        at_start : bool
            Take the first days.

        Returns
        -------
        float
            The mean.

        Examples
        --------
        >>> History("Midshire", {"ratio": np.array([90.0, 110.0, 130.0])}).mean("ratio", 2)
        120.0
        """
        values = self.values[name]
        return float((values[:days] if at_start else values[-days:]).mean())


def read_history(series: Series, organisation: Frozen, hospital: int, days: int) -> History:
    """Read one hospital's days from the record of a run.

    Parameters
    ----------
    series : Series
        The record.
    organisation : Frozen
        The organisation it is about.
    hospital : int
        Row of the hospital.
    days : int
        Days simulated so far. [days]

    Returns
    -------
    History
        All quantities of the hospital.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, freeze_sizes
    >>> from culturesim.state.columns import make_series
    >>> frozen = freeze_sizes(OrganisationSizes(wards=2, departments=0, divisions=1), seed=1)
    >>> read_history(make_series(frozen, 3), frozen, 0, 3)["n_harms"].tolist()
    [0.0, 0.0, 0.0]
    """
    start = organisation.hospital_ward_start
    wards = slice(int(start[hospital]), int(start[hospital + 1]))
    ward = series.ward[:days, :, wards]
    of_wards: dict[str, Floats] = {}
    for weight, names in _BY_WEIGHT.items():
        columns = [_WARD[name] for name in names]
        weights = ward[:, _WARD[weight]] if weight else None
        of_wards |= dict(zip(names, _over_wards(ward[:, columns], weights).T, strict=True))
    values = {}
    for name, quantity in QUANTITIES.items():
        if quantity.source == "ward":
            values[name] = of_wards[name]
        elif quantity.source == "hospital":
            values[name] = series.hospital[:days, _HOSPITAL[name], hospital].astype(np.float64)
        elif quantity.source == "oversight":
            values[name] = _over_cases(series, name, hospital, days)
    values["inspection_reason"] = _reason(series, hospital, days)
    values["story_kind"] = values["story"]
    values["story"] = (values["story"] > 0.0).astype(np.float64)
    has_beds = organisation.ward_beds[wards] > 0
    worked = ward[:, _WARD["n_rn_on_shift"]] + ward[:, _WARD["n_rn_agency"]]
    values["rn_shifts_on_wards"] = _over_wards(worked[:, None, has_beds], None)[:, 0]
    values |= theme_days(values)
    return History(organisation.hospital_label[hospital], values)


def _cases(series: Series, name: str, hospital: int, days: int) -> Floats:
    """One column of oversight for every body over a hospital, shape (days, bodies)."""
    first, last = series.hospital_case[hospital : hospital + 2]
    return series.oversight[:days, _OVERSIGHT[name], first:last].astype(np.float64)


def _over_cases(series: Series, name: str, hospital: int, days: int) -> Floats:
    """Inspections and findings of all bodies added up; of a score, that of the most worried."""
    values = _cases(series, name, hospital, days)
    if QUANTITIES[name].is_count:
        return np.asarray((values > 0.0).sum(axis=1, dtype=np.float64))
    return np.asarray(values.max(axis=1))


def _reason(series: Series, hospital: int, days: int) -> Floats:
    """Why a body inspects, that of one which finds something before others."""
    reasons = _cases(series, "is_inspected", hospital, days)
    finds = _cases(series, "is_finding", hospital, days) > 0.0
    found = np.where(finds, reasons, 0.0).max(axis=1)
    return np.asarray(np.where(found > 0.0, found, reasons.max(axis=1)))


def _sum(values: NDArray[np.float32]) -> Floats:
    """Add up over wards; over so few at a time `einsum` is twice as fast as `sum`."""
    return np.asarray(np.einsum("dqw->dq", values, dtype=np.float64))


def _over_wards(values: NDArray[np.float32], weight: NDArray[np.float32] | None) -> Floats:
    """Add several quantities up over wards, or average them under a weight.

    Of (days, quantities, wards) makes (days, quantities); plain means on a day without weight.
    """
    if weight is None:
        return _sum(values)
    total = _sum(weight[:, None])
    weighted = _sum(values * weight[:, None, :])
    found = weighted / np.maximum(total, 1.0)
    if not total.all():
        found = np.where(total > 0.0, found, values.mean(axis=2, dtype=np.float64))
    return np.asarray(found)


def ward_days(series: Series, days: int, every: int) -> tuple[NDArray[np.int32], Floats]:
    """Read all wards, in periods of days.

    Parameters
    ----------
    series : Series
        The record.
    days : int
        Days simulated so far. [days]
    every : int
        Length of a period; the last may be shorter. [days]

    Returns
    -------
    last_day : ndarray of int32, shape (n_periods,)
        Last day of each period. [day]
    values : ndarray of float64, shape (n_periods, n_wards, n_quantities)
        Quantities in the order of :data:`culturesim.outcomes.WARD_QUANTITIES`: counts added up
        over the period, levels averaged.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, freeze_sizes
    >>> from culturesim.state.columns import make_series
    >>> frozen = freeze_sizes(OrganisationSizes(wards=2, departments=0, divisions=1), seed=1)
    >>> ward_days(make_series(frozen, 10), 10, 7)[0].tolist()
    [7, 10]
    """
    columns = [_WARD[name] for name in WARD_QUANTITIES]
    starts = np.arange(0, days, every)
    lengths = np.diff(np.append(starts, days))
    summed = np.empty((len(starts), series.ward.shape[2], len(columns)))
    for k, (start, length) in enumerate(zip(starts, lengths, strict=True)):
        stretch = series.ward[start : start + length].sum(axis=0, dtype=np.float64)
        summed[k] = stretch[columns].T
    is_count = np.array([QUANTITIES[name].is_count for name in WARD_QUANTITIES])
    summed[:, :, ~is_count] /= lengths[:, None, None]
    return (starts + lengths).astype(np.int32), summed
