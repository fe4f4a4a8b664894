"""Put hospitals of different sizes one after the other."""

from __future__ import annotations

import numpy as np

from culturesim.organisation.build import labels_of, one_size, starts
from culturesim.organisation.frozen import Floats, Frozen, Int32
from culturesim.organisation.sizes import OrganisationSizes
from culturesim.organisation.ties import build_ties

__all__ = ["join_hospitals"]

#: Columns that hold rows of something, and of what; starts are shifted like rows.
_REFERS_TO = {
    "hospital_ward_start": "ward",
    "division_hospital": "hospital",
    "ward_hospital": "hospital",
    "ward_division": "division",
    "ward_manager": "ward",
    "ward_bed_start": "bed",
    "ward_staff_start": "staff",
    "ward_team_start": "team",
    "team_ward": "ward",
    "team_staff_start": "staff",
    "staff_ward": "ward",
    "staff_team": "team",
}
_OF_MANAGERS = {
    "manager_level": None,
    "manager_hospital": "hospital",
    "manager_ward": "ward",
    "manager_division": "division",
    "manager_parent": "manager",
    "manager_start": None,
}
_TIED = (
    "staff_ward", "staff_team", "staff_profession", "staff_grade", "staff_is_spare",
    "ward_hospital",
)  # fmt: skip


def join_hospitals(every: tuple[OrganisationSizes, ...], traits: Floats, seed: int) -> Frozen:
    """Build hospitals of different sizes and put them one after the other.

    Parameters
    ----------
    every : tuple of OrganisationSizes
        Sizes of each hospital, one hospital each; the first gives the shares of ties for all.
    traits : ndarray of float64, shape (7, n_hospitals)
        How each differs, as in :class:`~culturesim.organisation.frozen.Frozen`.
    seed : int
        Seed of the advice ties, 0 or more.

    Returns
    -------
    Frozen
        For equal sizes the arrays of :func:`freeze_sizes`.

    Raises
    ------
    InputError
        If the seed is not a whole number of 0 or more.

    Examples
    --------
    >>> small, big = OrganisationSizes(wards=2, name="A"), OrganisationSizes(wards=9, name="B")
    >>> both = join_hospitals((small, big), np.zeros((7, 2)), seed=1)
    >>> both.n_beds, both.hospital_label
    (253, ('A', 'B'))
    """
    parts = [one_size(sizes) for sizes in every]
    counts = {
        "hospital": [1] * len(every),
        "division": [sizes.divisions for sizes in every],
        "ward": [len(part["ward_hospital"]) for part in parts],
        "team": [len(part["team_ward"]) for part in parts],
        "staff": [len(part["staff_ward"]) for part in parts],
        "bed": [sizes.n_beds for sizes in every],
    }
    first = {name: starts(np.array(n)).tolist() for name, n in counts.items()}
    columns = {name: _joined(name, parts, first) for name in parts[0] if name not in _OF_MANAGERS}
    columns |= _join_managers(parts, first)
    ties = every[0]
    ptr, idx = build_ties(
        *(columns[name] for name in _TIED),
        ties_per_person=ties.ties_per_person,
        ties_same_profession=ties.ties_same_profession,
        ties_same_ward=ties.ties_same_ward,
        seed=seed,
    )
    labels = [labels_of(sizes) for sizes in every]
    return Frozen(
        n_hospitals=len(every),
        n_divisions=first["division"][-1],
        n_wards=first["ward"][-1],
        n_teams=first["team"][-1],
        n_staff=first["staff"][-1],
        n_managers=len(columns["manager_level"]),
        n_beds=first["bed"][-1],
        tie_ptr=ptr,
        tie_idx=idx,
        traits=traits,
        **columns,  # type: ignore[arg-type]
        **{name: sum((label[name] for label in labels), ()) for name in labels[0]},  # type: ignore[arg-type]
    )


def _joined(name: str, parts: list[dict[str, Int32]], first: dict[str, list[int]]) -> Int32:
    """One column of all hospitals, with rows of others counted on."""
    target = _REFERS_TO.get(name)
    shifts = first[target][:-1] if target else [0] * len(parts)
    moved = [part[name] + shift for part, shift in zip(parts, shifts, strict=True)]
    if name.endswith("_start"):
        moved = [moved[0][:1], *(column[1:] for column in moved)]
    return np.concatenate(moved).astype(np.int32)


def _join_managers(parts: list[dict[str, Int32]], first: dict[str, list[int]]) -> dict[str, Int32]:
    """Put managers of all hospitals level by level, with rows of others counted on."""
    level = np.concatenate([part["manager_level"] for part in parts])
    before = starts(np.array([len(part["manager_level"]) for part in parts]))
    order = np.argsort(level, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    found = {"manager_level": level[order]}
    for name, target in _OF_MANAGERS.items():
        if target is None:
            continue
        shifts = before[:-1].tolist() if target == "manager" else first[target][:-1]
        moved = np.concatenate(
            [
                np.where(part[name] >= 0, part[name] + shift, -1)
                for part, shift in zip(parts, shifts, strict=True)
            ]
        )[order]
        if target == "manager":
            moved = np.where(moved >= 0, place[moved], -1)
        found[name] = moved.astype(np.int32)
    found["manager_start"] = np.searchsorted(found["manager_level"], np.arange(5)).astype(np.int32)
    return found
