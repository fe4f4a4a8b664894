"""The arrays every phase sees: blocks of columns, index arrays, parameters and the ledger."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatBlock = NDArray[np.float64]
IntBlock = NDArray[np.int32]
ByteBlock = NDArray[np.int8]
Vector: TypeAlias = NDArray[np.float64] | list[float]


class World(NamedTuple):
    """Blocks and index arrays, passed whole to compiled phases and agents alike.

    Attributes
    ----------
    sf, si, tf, ti, wf, wi, pf, pi, mf, mi, hf, hi, of, oi : ndarray, shape (n_columns, n_rows)
        Float and int blocks of staff, teams, wards, patients (beds), managers, hospitals and
        oversight; see `culturesim.state.schema`.
    sb : ndarray of int8, shape (n_columns, n_staff)
        Flags and codes of staff.
    ward_staff, ward_team, ward_bed, hospital_ward, hospital_department : ndarray of int64
        Start positions, one more than there are owners.
    department : ndarray of int64
        Wards without beds, hospital by hospital.
    tie_ptr, tie_idx : ndarray
        Informal advice ties in CSR form.
    chair : ndarray of int64, shape (n_hospitals,)
        Manager row of each hospital's chair.
    ledger : ndarray of int32, shape (capacity, 7)
        Event buffer; no rows when the ledger is off.
    ledger_count : ndarray of int64, shape (2,)
        Rows in the buffer, and rows moved out of it before.
    ward_p : ndarray of float64, shape (n_sets, n_parameters)
        Parameters in force, in registry order: set 0 where no lever is limited to some wards.
    ward_set : ndarray of int64, shape (n_wards,)
        Set of each ward.
    rf, ri : ndarray, shape (n_columns, n_regulators)
        Float and int block of regulators.
    hospital_case : ndarray of int64, shape (n_hospitals + 1,)
        First row of oversight of each hospital: its cases lie together.
    room : ndarray of float64, shape (max(2 * n_staff, n_beds),)
        Working room of a phase: one or two numbers for each post, or one for each bed; means
        nothing between phases.
    count_room : ndarray of int32, shape (n_staff,)
        The same for whole numbers, such as a list of those a phase has something to ask.
    by_degree : ndarray of int32, shape (n_staff,)
        Staff of each ward in the order of their number of ties. [row]
    far_ptr, far_idx : ndarray
        Staff of other hospitals to whom a ward's people have ties, in CSR form.
    """

    sf: FloatBlock
    si: IntBlock
    sb: ByteBlock
    tf: FloatBlock
    ti: IntBlock
    wf: FloatBlock
    wi: IntBlock
    pf: FloatBlock
    pi: IntBlock
    mf: FloatBlock
    mi: IntBlock
    hf: FloatBlock
    hi: IntBlock
    of: FloatBlock
    oi: IntBlock
    ward_staff: NDArray[np.int64]
    ward_team: NDArray[np.int64]
    ward_bed: NDArray[np.int64]
    hospital_ward: NDArray[np.int64]
    hospital_department: NDArray[np.int64]
    department: NDArray[np.int64]
    tie_ptr: NDArray[np.int64]
    tie_idx: NDArray[np.int32]
    chair: NDArray[np.int64]
    ledger: IntBlock
    ledger_count: NDArray[np.int64]
    ward_p: FloatBlock
    ward_set: NDArray[np.int64]
    rf: FloatBlock
    ri: IntBlock
    hospital_case: NDArray[np.int64]
    room: NDArray[np.float64]
    count_room: NDArray[np.int32]
    by_degree: NDArray[np.int32]
    far_ptr: NDArray[np.int64]
    far_idx: NDArray[np.int32]
