"""Build an organisation from its sizes: straight to arrays, or on to a NetworkX graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from culturesim.organisation.frozen import Frozen, Int32
from culturesim.organisation.graph import to_graph
from culturesim.organisation.labels import department_label, division_label, ward_label
from culturesim.organisation.sizes import OrganisationSizes
from culturesim.organisation.ties import build_ties

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["build_organisation", "deal_teams", "freeze_sizes", "labels_of", "one_size", "starts"]

#: Share of each profession in grades 4, 3 and 2, the rest in grade 1. Status A.
GRADE_SHARES = (
    (0.06, 0.16, 0.30),
    (0.00, 0.10, 0.30),
    (0.25, 0.20, 0.25),
    (0.06, 0.20, 0.34),
)


def build_organisation(sizes: OrganisationSizes, seed: int) -> nx.Graph:
    """Build a typed graph of an organisation.

    Parameters
    ----------
    sizes : OrganisationSizes
        How big it is.
    seed : int
        Seed of the advice ties, 0 or more.

    Returns
    -------
    networkx.Graph
        Nodes carry ``kind``, ``label``, ``hospital``, ``ward``, ... ; edges carry ``kind``:
        ``manages`` (with ``manager``, the end that manages), ``works_with`` (staff and their
        team), ``advises``, ``belongs``, ``represents`` (board member and hospital), ``oversees``.

    Raises
    ------
    InputError
        If the seed is not a whole number of 0 or more.

    Examples
    --------
    >>> graph = build_organisation(OrganisationSizes(wards=2, departments=0, divisions=1), seed=1)
    >>> graph.nodes["H1/ward/2"]["label"], graph.nodes["H1/staff/1"]["profession"]
    ('Ward 2 (Medicine)', 'registered_nurse')
    """
    return to_graph(freeze_sizes(sizes, seed))


def freeze_sizes(sizes: OrganisationSizes, seed: int) -> Frozen:
    """Build an organisation's arrays without making a graph.

    Parameters
    ----------
    sizes : OrganisationSizes
        How big it is.
    seed : int
        Seed of the advice ties, 0 or more.

    Returns
    -------
    Frozen
        The same arrays as ``freeze(build_organisation(sizes, seed))``.

    Raises
    ------
    InputError
        If the seed is not a whole number of 0 or more.

    Notes
    -----
    Grades are dealt by fixed shares in each profession (:data:`GRADE_SHARES`, status A), seniors
    first, so every ward has its seniors; only the ties depend on the seed. Spare posts are grade 1.

    Examples
    --------
    >>> freeze_sizes(OrganisationSizes(), seed=0).n_funded
    2958
    """
    columns = one_size(sizes)
    ptr, idx = build_ties(
        columns["staff_ward"],
        columns["staff_team"],
        columns["staff_profession"],
        columns["staff_grade"],
        columns["staff_is_spare"],
        columns["ward_hospital"],
        ties_per_person=sizes.ties_per_person,
        ties_same_profession=sizes.ties_same_profession,
        ties_same_ward=sizes.ties_same_ward,
        seed=seed,
    )
    return Frozen(
        n_hospitals=sizes.hospitals,
        n_divisions=sizes.hospitals * sizes.divisions,
        n_wards=len(columns["ward_hospital"]),
        n_teams=len(columns["team_ward"]),
        n_staff=len(columns["staff_ward"]),
        n_managers=sizes.n_managers,
        n_beds=sizes.n_beds,
        tie_ptr=ptr,
        tie_idx=idx,
        **columns,  # type: ignore[arg-type]  # mypy does not know which names a dict holds
        **labels_of(sizes),  # type: ignore[arg-type]
    )


def deal_teams(n_posts: int, n_funded: int, team_size: int) -> Int32:
    """Deal the posts of a ward, sorted by profession, over its teams in turn.

    Parameters
    ----------
    n_posts, n_funded : int
        Posts to deal, and how many of them are funded. [posts]
    team_size : int
        Funded posts in a team, about. [posts]

    Returns
    -------
    ndarray of int32, shape (n_posts,)
        Team of each post, from 0; every team gets somebody.

    Examples
    --------
    >>> deal_teams(7, 6, 3).tolist()
    [0, 1, 0, 1, 0, 1, 0]
    """
    n_teams = max(1, (2 * n_funded + team_size) // (2 * team_size))
    return np.arange(n_posts, dtype=np.int32) % np.int32(n_teams)


def _split(n: int, parts: int) -> Int32:
    """Which of `parts` even runs each of `n` things falls in."""
    return (np.arange(n, dtype=np.int64) * parts // max(n, 1)).astype(np.int32)


def one_size(sizes: OrganisationSizes) -> dict[str, Int32]:
    """Make every array of hospitals of one size but the ties."""
    columns = _ward_columns(sizes) | _staff_columns(sizes)
    return columns | _manager_columns(sizes, columns["ward_hospital"], columns["ward_division"])


def starts(counts: Int32) -> Int32:
    """Where each owner's things begin, one position more than there are owners."""
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)


def _ward_columns(sizes: OrganisationSizes) -> dict[str, Int32]:
    """Wards with beds first, then departments; both are split evenly over the divisions."""
    per_hospital = sizes.wards + sizes.departments
    hospital = np.repeat(np.arange(sizes.hospitals, dtype=np.int32), per_hospital)
    division = np.concatenate(
        [_split(sizes.wards, sizes.divisions), _split(sizes.departments, sizes.divisions)]
    )
    department = np.repeat(np.array([0, 1], np.int32), [sizes.wards, sizes.departments])
    beds = np.where(department == 1, 0, sizes.beds_per_ward).astype(np.int32)
    all_beds = np.tile(beds, sizes.hospitals)
    return {
        "hospital_ward_start": np.arange(sizes.hospitals + 1, dtype=np.int32) * per_hospital,
        "division_hospital": np.repeat(np.arange(sizes.hospitals, dtype=np.int32), sizes.divisions),
        "ward_hospital": hospital,
        "ward_division": np.tile(division, sizes.hospitals) + hospital * sizes.divisions,
        "ward_beds": all_beds,
        "ward_manager": np.arange(len(hospital), dtype=np.int32),
        "is_department": np.tile(department, sizes.hospitals),
        "ward_bed_start": starts(all_beds),
    }


def _ward_template(
    sizes: OrganisationSizes, posts: tuple[int, int, int, int]
) -> tuple[Int32, Int32, Int32, Int32]:
    """Team, profession, grade and spare of one ward's posts, sorted by team."""
    spare = sizes.spare_of(posts)
    profession = np.repeat(np.arange(4, dtype=np.int32), posts)
    profession = np.concatenate([profession, np.repeat(np.arange(4, dtype=np.int32), spare)])
    is_spare = np.repeat(np.array([0, 1], np.int32), [sum(posts), sum(spare)])
    grade = np.concatenate([*(_grades(n, p) for p, n in enumerate(posts)), np.ones(sum(spare))])
    team = deal_teams(len(profession), sum(posts), sizes.team_size)
    by_team = np.argsort(team, kind="stable")
    return (
        team[by_team],
        profession[by_team],
        grade.astype(np.int32)[by_team],
        is_spare[by_team],
    )


def _grades(n: int, profession: int) -> Int32:
    """Grades of `n` people of a profession, seniors first."""
    rank = (np.arange(n) + 0.5) / max(n, 1)
    bounds = np.cumsum(GRADE_SHARES[profession])
    return (4 - np.searchsorted(bounds, rank, side="right")).astype(np.int32)


def _staff_columns(sizes: OrganisationSizes) -> dict[str, Int32]:
    kinds = [_ward_template(sizes, sizes.ward_posts)]
    kinds.append(_ward_template(sizes, sizes.department_posts))
    repeats = (sizes.wards, sizes.departments)
    team, profession, grade, spare = (
        np.tile(
            np.concatenate([np.tile(kind[c], n) for kind, n in zip(kinds, repeats, strict=True)]),
            sizes.hospitals,
        )
        for c in range(4)
    )
    n_staff = np.tile(np.repeat([len(kind[0]) for kind in kinds], repeats), sizes.hospitals)
    n_teams = np.tile(
        np.repeat([kind[0].max(initial=-1) + 1 for kind in kinds], repeats), sizes.hospitals
    )
    ward = np.repeat(np.arange(len(n_staff), dtype=np.int32), n_staff)
    team_start = starts(n_teams)
    staff_team = team_start[ward] + team
    return {
        "ward_staff_start": starts(n_staff),
        "ward_team_start": team_start,
        "team_ward": np.repeat(np.arange(len(n_staff), dtype=np.int32), n_teams),
        "team_staff_start": starts(np.bincount(staff_team).astype(np.int32)),
        "staff_ward": ward,
        "staff_team": staff_team,
        "staff_profession": profession,
        "staff_grade": grade,
        "staff_is_spare": spare,
    }


def _manager_columns(
    sizes: OrganisationSizes, ward_hospital: Int32, ward_division: Int32
) -> dict[str, Int32]:
    """Chair, then chief executive, then executives, who take the divisions in turn."""
    n = sizes.hospitals
    counts = np.array(
        [len(ward_hospital), n * sizes.divisions, n * sizes.executives, n * sizes.board_members]
    )
    start = starts(counts)
    level = np.repeat(np.arange(4, dtype=np.int32), counts)
    each = np.arange(n, dtype=np.int32)
    chief = start[2] + each * sizes.executives
    chair = start[3] + each * sizes.board_members
    others = max(sizes.executives - 1, 1)
    turn = np.arange(sizes.divisions) % others + (1 if sizes.executives > 1 else 0)
    division_boss = (chief[:, None] + turn[None, :]).ravel()
    executive_boss = np.repeat(chief, sizes.executives)
    executive_boss[:: sizes.executives] = chair
    board_boss = np.repeat(chair, sizes.board_members)
    board_boss[:: sizes.board_members] = -1
    none = np.full(level.size, -1, np.int32)
    ward, division = none.copy(), none.copy()
    ward[: start[1]] = np.arange(start[1])
    division[: start[1]] = ward_division
    division[start[1] : start[2]] = np.arange(counts[1])
    per_level = (sizes.divisions, sizes.executives, sizes.board_members)
    hospital = np.concatenate([ward_hospital, *(np.repeat(each, k) for k in per_level)])
    parent = np.concatenate([start[1] + ward_division, division_boss, executive_boss, board_boss])
    return {
        "manager_level": level,
        "manager_hospital": hospital,
        "manager_ward": ward,
        "manager_division": division,
        "manager_parent": parent.astype(np.int32),
        "manager_start": start,
    }


def labels_of(sizes: OrganisationSizes) -> dict[str, tuple[str, ...]]:
    """Names of hospitals, divisions and wards."""
    many = sizes.hospitals > 1
    wards = [ward_label(w, d) for w, d in enumerate(_split(sizes.wards, sizes.divisions).tolist())]
    wards += [department_label(d) for d in range(sizes.departments)]
    divisions = [division_label(d) for d in range(sizes.divisions)]
    return {
        "hospital_label": tuple(
            f"{sizes.name} {h + 1}" if many else sizes.name for h in range(sizes.hospitals)
        ),
        "division_label": tuple(divisions) * sizes.hospitals,
        "ward_label": tuple(wards) * sizes.hospitals,
    }
