"""Informal advice ties: who asks whom, drawn in arrays for any number of staff.

Each person starts some ties. A tie is first given a place (own ward, own hospital, another
hospital) and whether it stays within the profession; then a partner is drawn among the people who
fit. Colleagues of the same team and senior colleagues are likelier partners, which gives clustering
inside wards and a few well-connected people.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from culturesim.errors import InputError
from culturesim.organisation.frozen import Int32, Int64

__all__ = ["BETWEEN_HOSPITALS", "OTHER_TEAM", "build_ties"]

#: Share of ties that lead to another hospital when there is one. Status A.
BETWEEN_HOSPITALS = 0.02

#: Chance of taking a partner of another team on the ward, own team 1. Status A.
OTHER_TEAM = 0.15

_ROUNDS = 64
_N_PROFESSIONS = 4
_WARD, _HOSPITAL, _SYSTEM = 0, 1, 2

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def build_ties(
    staff_ward: Int32,
    staff_team: Int32,
    staff_profession: Int32,
    staff_grade: Int32,
    staff_is_spare: Int32,
    ward_hospital: Int32,
    *,
    ties_per_person: float,
    ties_same_profession: float,
    ties_same_ward: float,
    seed: int,
) -> tuple[Int64, Int32]:
    """Draw advice ties and return them as symmetric, sorted CSR arrays.

    Parameters
    ----------
    staff_ward, staff_team, staff_profession, staff_grade, staff_is_spare : ndarray, (n_staff,)
        As in :class:`~culturesim.organisation.frozen.Frozen`.
    ward_hospital : ndarray, shape (n_wards,)
        Hospital of each ward.
    ties_per_person : float
        Mean number of ties among funded posts. [ties]
    ties_same_profession, ties_same_ward : float
        Shares of ties within the own profession and the own ward, in [0, 1]. [-]
    seed : int
        Seed of the generator, 0 or more.

    Returns
    -------
    tie_ptr : ndarray of int64, shape (n_staff + 1,)
        Where each person's neighbours begin.
    tie_idx : ndarray of int32
        Neighbours, sorted for each person.

    Raises
    ------
    InputError
        If the seed is not a whole number of 0 or more.

    Notes
    -----
    Funded posts draw ties among themselves, half of the mean each; a spare post draws the mean to
    funded posts. So the funded network does not depend on how many spare posts there are. Where a
    ward has too few people who fit, the tie goes to the hospital instead. Work is linear in ties.
    Only uniform draws are taken from the generator.

    Homophily by profession and clustering follow [1]_; the amounts are parameters (status A).

    References
    ----------
    .. [1] Creswick N, Westbrook JI, Braithwaite J, Understanding communication networks in the
       emergency department, BMC Health Services Research, 2009, doi:10.1186/1472-6963-9-247.

    Examples
    --------
    >>> zero, one = np.zeros(3, np.int32), np.ones(3, np.int32)
    >>> ptr, idx = build_ties(zero, zero, zero, one, zero, np.zeros(1, np.int32), seed=1,
    ...     ties_per_person=4.0, ties_same_profession=1.0, ties_same_ward=1.0)
    >>> ptr.tolist(), idx.tolist()
    ([0, 2, 4, 6], [1, 2, 0, 2, 0, 1])
    """
    rng = _generator(seed)
    hospital = ward_hospital[staff_ward]
    places = (staff_ward, hospital, np.zeros_like(staff_ward))
    pools = [_Pool.of(place, staff_profession, staff_is_spare) for place in places]
    source = _sources(staff_is_spare, ties_per_person, rng)
    level = np.where(rng.random(len(source)) < ties_same_ward, _WARD, _HOSPITAL)
    if int(ward_hospital.max(initial=0)) > 0:
        level[rng.random(len(source)) < BETWEEN_HOSPITALS] = _SYSTEM
    same = rng.random(len(source)) < ties_same_profession
    _move_where_nobody_fits(source, level, same, pools)
    people = _People(staff_ward, staff_team, hospital, staff_profession, staff_grade)
    keys = _draw_partners(source, level, same, pools, people, rng)
    return _to_csr(keys, len(staff_ward))


def _generator(seed: object) -> np.random.Generator:
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise InputError(f"seed: {seed!r} is not a whole number of 0 or more")
    return np.random.Generator(np.random.PCG64(int(seed)))


@dataclass(frozen=True)
class _People:
    ward: Int32
    team: Int32
    hospital: Int32
    profession: Int32
    grade: Int32


@dataclass(frozen=True)
class _Pool:
    """Funded staff sorted by place and profession, with where each block begins."""

    place: Int32
    profession: Int32
    order: Int64
    start: Int64

    @classmethod
    def of(cls, place: Int32, profession: Int32, is_spare: Int32) -> _Pool:
        funded = np.flatnonzero(is_spare == 0)
        block = place[funded].astype(np.int64) * _N_PROFESSIONS + profession[funded]
        by_block = np.argsort(block, kind="stable")
        n_blocks = (int(place.max(initial=0)) + 1) * _N_PROFESSIONS
        start = np.searchsorted(block[by_block], np.arange(n_blocks + 1))
        return cls(place, profession, funded[by_block], start)

    def blocks(self, who: Int64, same: Bools) -> tuple[Int64, Int64, Int64, Int64]:
        """First position, length, hole's position and hole's length of those who fit."""
        first = self.place[who].astype(np.int64) * _N_PROFESSIONS
        own = first + self.profession[who]
        own_start, own_size = self.start[own], self.start[own + 1] - self.start[own]
        start = np.where(same, own_start, self.start[first])
        whole = self.start[first + _N_PROFESSIONS] - self.start[first]
        size = np.where(same, own_size, whole - own_size)
        return start, size, own_start, np.where(same, 0, own_size)

    def draw(self, who: Int64, same: Bools, u: Floats) -> Int64:
        """Return one person who fits for each of `who`, -1 where there is none."""
        start, size, hole, hole_size = self.blocks(who, same)
        position = start + np.floor(u * size).astype(np.int64)
        position += np.where(position >= hole, hole_size, 0)
        found = self.order[np.where(size > 0, position, 0)]
        return np.where(size > 0, found, -1)


def _sources(is_spare: Int32, ties_per_person: float, rng: np.random.Generator) -> Int64:
    """Who starts each tie: half of the mean for a funded post, all of it for a spare one."""
    mean = np.where(is_spare == 1, ties_per_person, ties_per_person / 2.0)
    started = np.floor(mean + rng.random(len(is_spare))).astype(np.int64)
    return np.repeat(np.arange(len(is_spare)), started)


def _move_where_nobody_fits(source: Int64, level: Int64, same: Bools, pools: list[_Pool]) -> None:
    """Move ties that nobody fits to the hospital, then to the ward, then to any profession."""
    for change in ("hospital", "ward", "profession"):
        stuck = _others(source, level, same, pools) <= 0
        if change == "profession":
            same[stuck] = ~same[stuck]
        else:
            level[stuck] = _HOSPITAL if change == "hospital" else _WARD


def _others(source: Int64, level: Int64, same: Bools, pools: list[_Pool]) -> Int64:
    """How many people fit each tie, those of the nearer place and oneself left out."""
    sizes = np.stack([pool.blocks(source, same)[1] for pool in pools])
    nearer = np.concatenate([same[None, :].astype(np.int64), sizes[:-1]])
    chosen = np.arange(len(source))
    return np.asarray(sizes[level, chosen] - nearer[level, chosen])


def _draw_partners(
    source: Int64,
    level: Int64,
    same: Bools,
    pools: list[_Pool],
    people: _People,
    rng: np.random.Generator,
) -> Int64:
    """Ties as sorted keys ``low * n + high``; refused and repeated draws are taken again."""
    n = len(people.ward)
    keys = np.empty(0, np.int64)
    for attempt in range(_ROUNDS):
        if not len(source):
            break
        if attempt == _ROUNDS * 3 // 4:
            # Everybody on the ward who fits is known already: ask further away.
            level = np.where(level == _WARD, _HOSPITAL, level)
        u, accept = rng.random(len(source)), rng.random(len(source))
        target = np.full(len(source), -1, np.int64)
        for at, pool in enumerate(pools):
            here = np.flatnonzero(level == at)
            if here.size:
                target[here] = pool.draw(source[here], same[here], u[here])
        taken = accept < _p_accept(source, target, level, people)
        key = np.minimum(source, target) * n + np.maximum(source, target)
        fresh = _fresh(np.where(taken, key, -1), keys)
        if fresh.any():
            keys = np.sort(np.concatenate([keys, key[fresh]]), kind="stable")
            source, level, same = source[~fresh], level[~fresh], same[~fresh]
    return keys


def _p_accept(source: Int64, target: Int64, level: Int64, people: _People) -> Floats:
    """Chance of taking a proposed partner; 0 for oneself and for a nearer place than meant."""
    possible = (target >= 0) & (target != source)
    possible &= (level != _HOSPITAL) | (people.ward[source] != people.ward[target])
    possible &= (level != _SYSTEM) | (people.hospital[source] != people.hospital[target])
    other_team = (level == _WARD) & (people.team[source] != people.team[target])
    seniority = (1.0 + people.grade[target]) / 5.0
    return np.where(possible, seniority * np.where(other_team, OTHER_TEAM, 1.0), 0.0)


def _fresh(candidates: Int64, keys: Int64) -> Bools:
    """Which candidates are neither negative, nor among the keys, nor repeats of each other."""
    fresh = candidates >= 0
    if len(keys):
        near = np.minimum(np.searchsorted(keys, candidates), len(keys) - 1)
        fresh &= keys[near] != candidates
    new = np.flatnonzero(fresh)
    fresh[:] = False
    fresh[new[np.unique(candidates[new], return_index=True)[1]]] = True
    return fresh


def _to_csr(keys: Int64, n: int) -> tuple[Int64, Int32]:
    low, high = np.divmod(keys, max(n, 1))
    both = np.sort(np.concatenate([keys, high * n + low]), kind="stable")
    row, column = np.divmod(both, max(n, 1))
    ptr = np.searchsorted(row, np.arange(n + 1)).astype(np.int64)
    return ptr, column.astype(np.int32)
