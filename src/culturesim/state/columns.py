"""The state of a run: blocks of columns from the schema, index arrays from the organisation."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from culturesim.errors import InputError
from culturesim.organisation.frozen import Frozen
from culturesim.state.ledger import FIELDS
from culturesim.state.oversight import case_starts, fill_oversight
from culturesim.state.schema import (
    HI,
    MI,
    PI,
    SB,
    SI,
    TI,
    WI,
    columns,
)
from culturesim.state.world import ByteBlock, IntBlock, World

MOST_TIES = 1 << 16  # contacts of one person; the engine adds up two counts in one number


def _block(population: str, kind: str, n: int, dtype: Any) -> Any:
    """One block of a population, every column at its initial value."""
    cols = columns(population, kind)
    block = np.zeros((len(cols), n), dtype=dtype)
    for row, column in enumerate(cols):
        block[row] = column.initial
    return block


def _blocks(population: str, n: int) -> tuple[NDArray[np.float64], IntBlock]:
    """Float and int block of one population."""
    return _block(population, "float", n, np.float64), _block(population, "int", n, np.int32)


def _hospital_departments(o: Frozen) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Wards without beds, hospital by hospital, with their start positions."""
    departments = np.flatnonzero(o.ward_beds == 0).astype(np.int64)
    starts = np.searchsorted(departments, o.hospital_ward_start).astype(np.int64)
    return departments, starts


def _chairs(o: Frozen) -> NDArray[np.int64]:
    """Row of the top manager of each hospital: no line manager, highest level."""
    chairs = np.zeros(o.n_hospitals, dtype=np.int64)
    for m in np.flatnonzero(o.manager_parent < 0):
        chairs[o.manager_hospital[m]] = m
    return chairs


def _by_degree(o: Frozen) -> NDArray[np.int32]:
    """Staff ward by ward, those with fewest ties first."""
    ties = np.diff(o.tie_ptr)
    if ties.size and ties.max() >= MOST_TIES:
        who = o.nodes.staff[int(ties.argmax())]
        raise InputError(f"organisation: {who} has {ties.max()} ties, most allowed {MOST_TIES - 1}")
    return np.lexsort((ties, o.staff_ward)).astype(np.int32)


def _far_ties(o: Frozen) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Contacts in other hospitals, ward by ward, with their start positions."""
    ward = np.repeat(o.staff_ward, np.diff(o.tie_ptr))
    is_far = o.ward_hospital[ward] != o.ward_hospital[o.staff_ward[o.tie_idx]]
    starts = np.searchsorted(ward[is_far], np.arange(o.n_wards + 1)).astype(np.int64)
    return starts, o.tie_idx[is_far].astype(np.int32)


def make_world(
    o: Frozen,
    ledger_capacity: int = 0,
    ward_set: NDArray[np.int64] | None = None,
    n_parameters: int = 0,
) -> World:
    """Blocks at their initial values and index arrays for an organisation.

    Parameters
    ----------
    o : Frozen
        The organisation. [-]
    ledger_capacity : int
        Rows of the event buffer, 0 to keep no ledger. [rows]
    ward_set : ndarray of int64, shape (n_wards,), optional
        Parameter set of each ward; all have the same if left out. [row]
    n_parameters : int
        Length of a parameter set. [count]

    Returns
    -------
    World
        Everything the phases read and write; beliefs, posts and patients are set by
        `culturesim.engine.start.start`.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, freeze_sizes
    >>> world = make_world(freeze_sizes(OrganisationSizes(wards=1, departments=0, divisions=1), 1))
    >>> world.pi.shape[1]
    23
    """
    sf, si = _blocks("staff", o.n_staff)
    sb: ByteBlock = _block("staff", "byte", o.n_staff, np.int8)
    tf, ti = _blocks("team", o.n_teams)
    wf, wi = _blocks("ward", o.n_wards)
    pf, pi = _blocks("patient", o.n_beds)
    mf, mi = _blocks("manager", o.n_managers)
    hf, hi = _blocks("hospital", o.n_hospitals)
    hospital_case = case_starts(o)
    of, oi = _blocks("oversight", int(hospital_case[-1]))
    rf, ri = _blocks("regulator", len(o.bodies))
    department, hospital_department = _hospital_departments(o)
    sets = np.zeros(o.n_wards, dtype=np.int64) if ward_set is None else ward_set
    world = World(
        sf,
        si,
        sb,
        tf,
        ti,
        wf,
        wi,
        pf,
        pi,
        mf,
        mi,
        hf,
        hi,
        of,
        oi,
        o.ward_staff_start.astype(np.int64),
        o.ward_team_start.astype(np.int64),
        o.ward_bed_start.astype(np.int64),
        o.hospital_ward_start.astype(np.int64),
        hospital_department,
        department,
        o.tie_ptr.astype(np.int64),
        o.tie_idx.astype(np.int32),
        _chairs(o),
        np.zeros((ledger_capacity, len(FIELDS)), dtype=np.int32),
        np.zeros(2, dtype=np.int64),
        np.zeros((int(sets.max(initial=0)) + 1, n_parameters)),
        sets,
        rf,
        ri,
        hospital_case,
        np.zeros(max(2 * o.n_staff, o.n_beds)),
        np.zeros(o.n_staff, dtype=np.int32),
        _by_degree(o),
        *_far_ties(o),
    )
    _fill_static(world, o)
    return world


def _fill_static(s: World, o: Frozen) -> None:
    """Columns the organisation settles: who belongs where."""
    s.sb[SB.profession], s.sb[SB.grade] = o.staff_profession, o.staff_grade
    s.si[SI.ward], s.si[SI.team] = o.staff_ward, o.staff_team
    s.sb[SB.is_spare] = o.staff_is_spare
    s.ti[TI.ward] = o.team_ward
    s.wi[WI.hospital], s.wi[WI.division], s.wi[WI.beds] = (
        o.ward_hospital,
        o.ward_division,
        o.ward_beds,
    )
    s.pi[PI.bed_ward] = np.repeat(np.arange(o.n_wards), o.ward_beds)
    s.mi[MI.level], s.mi[MI.hospital] = o.manager_level, o.manager_hospital
    s.mi[MI.ward], s.mi[MI.division] = o.manager_ward, o.manager_division
    s.mi[MI.parent] = o.manager_parent
    s.hi[HI.n_beds] = np.bincount(o.ward_hospital, weights=o.ward_beds, minlength=o.n_hospitals)
    bosses = np.zeros(o.n_managers, dtype=bool)
    bosses[o.manager_parent[o.manager_parent >= 0]] = True
    for level, row in ((1, HI.n_division_managers), (2, HI.n_executives)):
        at = o.manager_hospital[(o.manager_level == level) & bosses]
        s.hi[row] = np.maximum(np.bincount(at, minlength=o.n_hospitals), 1)
    fill_oversight(s, o)


class Series(NamedTuple):
    """Recorded columns, one row a day: float32 arrays of shape (days, quantities, rows).

    Attributes
    ----------
    ward, hospital, oversight : ndarray of float32, shape (days, quantities, rows)
        The record; counts are exact up to 16,777,216. [as in the schema]
    ward_floats, ward_ints, hospital_floats, hospital_ints, oversight_floats, oversight_ints
        Rows of the blocks that are copied, ndarray of int64. [row]
    hospital_case : ndarray of int64, shape (n_hospitals + 1,)
        First case of each hospital in the record of oversight. [row]

    Examples
    --------
    >>> Series._fields[:3]
    ('ward', 'hospital', 'oversight')
    """

    ward: NDArray[np.float32]
    hospital: NDArray[np.float32]
    oversight: NDArray[np.float32]
    ward_floats: NDArray[np.int64]
    ward_ints: NDArray[np.int64]
    hospital_floats: NDArray[np.int64]
    hospital_ints: NDArray[np.int64]
    oversight_floats: NDArray[np.int64]
    oversight_ints: NDArray[np.int64]
    hospital_case: NDArray[np.int64]


def make_series(o: Frozen, days: int) -> Series:
    """Make room for the record of a run.

    Parameters
    ----------
    o : Frozen
        The organisation.
    days : int
        Days to be recorded, 0 or more. [days]

    Returns
    -------
    Series
        Zeros; pages of memory are taken when a day is written.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, freeze_sizes
    >>> o = freeze_sizes(OrganisationSizes(wards=2, departments=0, divisions=1), 1)
    >>> series = make_series(o, 10)
    >>> series.ward.shape[0], series.ward.shape[2], series.hospital.shape[2]
    (10, 2, 1)
    """
    from culturesim.state import series as r

    def rows(positions: tuple[int, ...]) -> NDArray[np.int64]:
        return np.array(positions, dtype=np.int64)

    return Series(
        np.zeros((days, len(r.WARD_RECORD), o.n_wards), dtype=np.float32),
        np.zeros((days, len(r.HOSPITAL_RECORD), o.n_hospitals), dtype=np.float32),
        np.zeros((days, len(r.OVERSIGHT_RECORD), int(case_starts(o)[-1])), dtype=np.float32),
        rows(r.WARD_FLOATS),
        rows(r.WARD_INTS),
        rows(r.HOSPITAL_FLOATS),
        rows(r.HOSPITAL_INTS),
        rows(r.OVERSIGHT_FLOATS),
        rows(r.OVERSIGHT_INTS),
        case_starts(o),
    )
