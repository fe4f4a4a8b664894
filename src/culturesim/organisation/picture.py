"""Where to draw everybody: the board on top, then executives, divisions, wards and their staff."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from culturesim.organisation.frozen import Frozen

__all__ = ["Layout", "layout"]

Positions = npt.NDArray[np.float64]

#: Heights of regulator, board, executives, divisions, ward managers and wards; staff lie below.
_Y_REGULATOR, _Y_BOARD, _Y_EXECUTIVE, _Y_DIVISION, _Y_MANAGER, _Y_WARD = (
    0.98,
    0.90,
    0.80,
    0.70,
    0.60,
    0.55,
)
_Y_STAFF = 0.52
_GAP = 0.15  # share of a ward's width left free beside its staff


@dataclass(frozen=True)
class Layout:
    """Positions in a picture, (0, 0) bottom left and (1, 1) top right.

    Parameters
    ----------
    hospital : ndarray of float64, shape (n_hospitals, 2)
        Middle of each hospital's column, at the height of the regulator.
    manager : ndarray of float64, shape (n_managers, 2)
        Each manager, in the order of the arrays.
    ward : ndarray of float64, shape (n_wards, 2)
        Middle of each ward's top edge.
    ward_width : float
        Width of a ward's column, the same for all.
    staff : ndarray of float64, shape (n_staff, 2)
        Each post, packed under its ward.
    dot : float
        Distance between neighbouring staff along x; along y it is ``dot * aspect``.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, freeze_sizes
    >>> layout(freeze_sizes(OrganisationSizes(), seed=1)).staff.shape
    (3378, 2)
    """

    hospital: Positions
    manager: Positions
    ward: Positions
    ward_width: float
    staff: Positions
    dot: float


def layout(organisation: Frozen, aspect: float = 2.0) -> Layout:
    """Lay an organisation out from the board down to the staff of each ward.

    Parameters
    ----------
    organisation : Frozen
        The organisation as arrays.
    aspect : float
        Width of the picture over its height, above 0, so that staff are packed in squares. [-]

    Returns
    -------
    Layout
        Positions in [0, 1]. Wards stand side by side, those of a division together.

    Raises
    ------
    ValueError
        If the aspect is not a number above 0.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, freeze_sizes
    >>> small = freeze_sizes(OrganisationSizes(wards=2, departments=0, divisions=1), seed=1)
    >>> layout(small).ward.tolist()
    [[0.25, 0.55], [0.75, 0.55]]
    """
    if not (math.isfinite(aspect) and aspect > 0.0):
        raise ValueError(f"aspect {aspect!r} is not a number above 0")
    n_wards = organisation.n_wards
    width = 1.0 / n_wards
    place = np.empty(n_wards)
    place[np.lexsort((organisation.ward_division, organisation.ward_hospital))] = np.arange(n_wards)
    ward_x = (place + 0.5) * width
    dot, staff = _pack(organisation, ward_x - 0.5 * width, width, aspect)
    low, high = _extent(organisation, ward_x, width)
    return Layout(
        hospital=_at((low + high) / 2.0, _Y_REGULATOR),
        manager=_managers(organisation, ward_x, low, high),
        ward=_at(ward_x, _Y_WARD),
        ward_width=width,
        staff=staff,
        dot=dot,
    )


def _at(x: Positions, y: float) -> Positions:
    return np.column_stack([x, np.full(len(x), y)])


def _extent(organisation: Frozen, ward_x: Positions, width: float) -> tuple[Positions, Positions]:
    """Left and right edge of each hospital."""
    start = organisation.hospital_ward_start[:-1]
    low = np.minimum.reduceat(ward_x, start) - 0.5 * width
    return low, np.maximum.reduceat(ward_x, start) + 0.5 * width


def _pack(
    organisation: Frozen, left: Positions, width: float, aspect: float
) -> tuple[float, Positions]:
    """Staff in rows under their ward, with the largest distance at which the fullest ward fits."""
    most = int(np.diff(organisation.ward_staff_start).max())
    room = (1.0 - _GAP) * width
    per_row = 1
    while math.ceil(most / per_row) * (room / per_row) * aspect > _Y_STAFF:
        per_row += 1
    dot = room / per_row
    row, column = np.divmod(_rank(organisation.staff_ward), per_row)
    x = left[organisation.staff_ward] + 0.5 * _GAP * width + (column + 0.5) * dot
    return dot, np.column_stack([x, _Y_STAFF - (row + 0.5) * dot * aspect])


def _rank(owner: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Position of each row among those of the same owner; `owner` is sorted."""
    return np.asarray(np.arange(len(owner)) - np.searchsorted(owner, owner))


def _managers(
    organisation: Frozen, ward_x: Positions, low: Positions, high: Positions
) -> Positions:
    start = organisation.manager_start
    rows = [_at(ward_x, _Y_MANAGER)]
    division = slice(start[1], start[2])
    total = np.bincount(organisation.ward_division, ward_x, organisation.n_divisions)
    count = np.bincount(organisation.ward_division, minlength=organisation.n_divisions)
    hospital = organisation.manager_hospital[division]
    middle = (low[hospital] + high[hospital]) / 2.0
    rows.append(_at(np.where(count > 0, total / np.maximum(count, 1), middle), _Y_DIVISION))
    for level, y in ((2, _Y_EXECUTIVE), (3, _Y_BOARD)):
        owner = organisation.manager_hospital[start[level] : start[level + 1]]
        n_peers = np.bincount(owner, minlength=len(low))[owner]
        share = (_first_in_the_middle(_rank(owner), n_peers) + 0.5) / n_peers
        rows.append(_at(low[owner] + share * (high[owner] - low[owner]), y))
    return np.concatenate(rows)


def _first_in_the_middle(
    rank: npt.NDArray[np.int64], n_peers: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Place from the left of each peer: chair or chief in the middle, the others in order."""
    middle = n_peers // 2
    return np.where(rank == 0, middle, np.where(rank <= middle, rank - 1, rank))
