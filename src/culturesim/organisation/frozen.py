"""The organisation as index arrays: what the engine's loops read.

Everything is sorted so that the wards of a hospital, the teams of a ward and the staff of a team
are contiguous. Managers come in four runs: ward managers (one a ward, same index), division
managers (one a division), executives, board members.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt

from culturesim.organisation.bodies import Overseer, appoint

__all__ = [
    "KINDS",
    "MANAGER_KINDS",
    "PROFESSIONS",
    "TRAITS",
    "Frozen",
    "Int32",
    "Int64",
    "NodeNames",
]

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

#: Columns of a hospital in which it may differ from the others, in the order of `traits`.
TRAITS = (
    "own_fear",
    "own_initial_fear",
    "own_blame",
    "own_attention",
    "own_pressure",
    "rel_posts",
    "own_coding",
)

#: Professions in the order of `staff_profession`.
PROFESSIONS = ("registered_nurse", "support_worker", "doctor", "allied_health")

#: Kinds of manager in the order of `manager_level`.
MANAGER_KINDS = ("ward_manager", "division_manager", "executive", "board_member")

#: Every kind of node.
KINDS = ("hospital", "division", "ward", "team", "staff", *MANAGER_KINDS, "regulator")


_OTHERS = ("names", "overseers")  # compared as `nodes` and `bodies`


@dataclass(frozen=True)
class NodeNames:
    """Identifiers of the graph's nodes, in the order of the arrays.

    Parameters
    ----------
    hospital, division, ward, team, staff, manager, regulator : tuple of str
        One identifier for each row of that population.

    Examples
    --------
    >>> NodeNames(("H1",), (), (), (), (), (), ()).hospital
    ('H1',)
    """

    hospital: tuple[str, ...]
    division: tuple[str, ...]
    ward: tuple[str, ...]
    team: tuple[str, ...]
    staff: tuple[str, ...]
    manager: tuple[str, ...]
    regulator: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Frozen:
    """An organisation as read-only arrays of int32 (``tie_ptr`` int64).

    Parameters
    ----------
    n_hospitals, n_divisions, n_wards, n_teams, n_staff, n_managers, n_beds : int
        How many there are; staff are posts, spare posts among them.
    hospital_ward_start : ndarray, shape (n_hospitals + 1,)
        First ward of each hospital.
    division_hospital : ndarray, shape (n_divisions,)
        Hospital of each division.
    ward_hospital, ward_division, ward_beds, ward_manager : ndarray, shape (n_wards,)
        Hospital, division, beds and manager of each ward.
    is_department : ndarray, shape (n_wards,)
        1 for a ward without beds that is a department, else 0.
    ward_bed_start, ward_staff_start, ward_team_start : ndarray, shape (n_wards + 1,)
        First bed, staff and team of each ward.
    team_ward : ndarray, shape (n_teams,)
        Ward of each team.
    team_staff_start : ndarray, shape (n_teams + 1,)
        First staff of each team.
    staff_ward, staff_team, staff_profession, staff_grade, staff_is_spare : ndarray, (n_staff,)
        Ward, team, profession (position in :data:`PROFESSIONS`), grade (1 junior to 4 senior), and
        1 for an unfunded spare post.
    manager_level, manager_hospital : ndarray, shape (n_managers,)
        Level (0 ward, 1 division, 2 executive, 3 board) and hospital.
    manager_ward, manager_division, manager_parent : ndarray, shape (n_managers,)
        Ward, division and line manager, -1 where there is none.
    manager_start : ndarray, shape (5,)
        First manager of each level.
    tie_ptr, tie_idx : ndarray, shapes (n_staff + 1,) and (2 * ties,)
        Advice ties, symmetric: neighbours of `i` are ``tie_idx[tie_ptr[i]:tie_ptr[i + 1]]``, in
        rising order.
    hospital_label, division_label, ward_label : tuple of str
        Names shown to readers.
    names : NodeNames or None
        Identifiers of the nodes; None stands for the regular ones (``H1/ward/3``), which are made
        when asked for, so that a big organisation stays small.
    overseers : tuple of Overseer
        Bodies and the hospitals they oversee; none stands for one inspectorate over all.
    traits : ndarray of float64, shape (7, n_hospitals), or None
        How each hospital differs, rows as in :data:`TRAITS`; None where none does.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, freeze_sizes
    >>> small = freeze_sizes(OrganisationSizes(wards=2, departments=0, divisions=1), seed=1)
    >>> small.n_wards, small.n_beds, small.staff_node[0]
    (2, 46, 'H1/staff/1')
    """

    n_hospitals: int
    n_divisions: int
    n_wards: int
    n_teams: int
    n_staff: int
    n_managers: int
    n_beds: int
    hospital_ward_start: Int32
    division_hospital: Int32
    ward_hospital: Int32
    ward_division: Int32
    ward_beds: Int32
    ward_manager: Int32
    is_department: Int32
    ward_bed_start: Int32
    ward_staff_start: Int32
    ward_team_start: Int32
    team_ward: Int32
    team_staff_start: Int32
    staff_ward: Int32
    staff_team: Int32
    staff_profession: Int32
    staff_grade: Int32
    staff_is_spare: Int32
    manager_level: Int32
    manager_hospital: Int32
    manager_ward: Int32
    manager_division: Int32
    manager_parent: Int32
    manager_start: Int32
    tie_ptr: Int64
    tie_idx: Int32
    hospital_label: tuple[str, ...]
    division_label: tuple[str, ...]
    ward_label: tuple[str, ...]
    names: NodeNames | None = None
    overseers: tuple[Overseer, ...] = ()
    traits: Floats | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    @property
    def n_funded(self) -> int:
        """Posts that are not spare [posts]."""
        return self.n_staff - int(self.staff_is_spare.sum())

    @cached_property
    def nodes(self) -> NodeNames:
        """Identifiers of all nodes, given or regular."""
        return self.names or _regular_names(self)

    @property
    def staff_node(self) -> tuple[str, ...]:
        """Identifier of each staff node."""
        return self.nodes.staff

    @property
    def ward_node(self) -> tuple[str, ...]:
        """Identifier of each ward node."""
        return self.nodes.ward

    @property
    def manager_node(self) -> tuple[str, ...]:
        """Identifier of each manager node."""
        return self.nodes.manager

    @cached_property
    def bodies(self) -> tuple[Overseer, ...]:
        """Bodies and the hospitals they oversee; one inspectorate over all if none were given."""
        return self.overseers or appoint((), self.hospital_label, "organisation")

    def differences(self, other: Frozen) -> list[str]:
        """Names of the fields in which two organisations differ.

        Parameters
        ----------
        other : Frozen
            The organisation to compare with.

        Returns
        -------
        list of str
            Field names; empty when every array, label and node identifier is the same.

        Examples
        --------
        >>> from culturesim.organisation import OrganisationSizes, freeze_sizes
        >>> sizes = OrganisationSizes(wards=2, departments=0, divisions=1)
        >>> freeze_sizes(sizes, seed=1).differences(freeze_sizes(sizes, seed=1))
        []
        """
        found = []
        for name in [field.name for field in fields(self) if field.name not in _OTHERS]:
            mine, theirs = getattr(self, name), getattr(other, name)
            if isinstance(mine, np.ndarray) and isinstance(theirs, np.ndarray):
                same = mine.dtype == theirs.dtype and np.array_equal(mine, theirs)
            elif isinstance(mine, np.ndarray) or isinstance(theirs, np.ndarray):
                same = False
            else:
                same = mine == theirs
            if not same:
                found.append(name)
        found += ["bodies"] if self.bodies != other.bodies else []
        return found + (["nodes"] if self.nodes != other.nodes else [])


def _regular_names(organisation: Frozen) -> NodeNames:
    hospital = [f"H{h + 1}" for h in range(organisation.n_hospitals)]
    division = _numbered(organisation.division_hospital, hospital, "division")
    ward = _numbered(organisation.ward_hospital, hospital, "ward")
    start = organisation.manager_start
    owner = organisation.manager_hospital
    manager = [f"{node}/manager" for node in (*ward, *division)]
    manager += _numbered(owner[start[2] : start[3]], hospital, "executive")
    manager += _numbered(owner[start[3] : start[4]], hospital, "board")
    return NodeNames(
        hospital=tuple(hospital),
        division=tuple(division),
        ward=tuple(ward),
        team=tuple(_numbered(organisation.team_ward, ward, "team")),
        staff=tuple(
            _numbered(organisation.ward_hospital[organisation.staff_ward], hospital, "staff")
        ),
        manager=tuple(manager),
        regulator=tuple(overseer.node for overseer in organisation.bodies),
    )


def _numbered(owner: Int32, owner_node: list[str], word: str) -> list[str]:
    """Make identifiers numbered from 1 within each owner; `owner` is sorted."""
    first = np.searchsorted(owner, owner)
    number = np.arange(len(owner)) - first + 1
    return [
        f"{owner_node[o]}/{word}/{n}" for o, n in zip(owner.tolist(), number.tolist(), strict=True)
    ]
