"""Advice ties: symmetric, of the asked number and shares, homophilous, clustered, reproducible."""

import networkx as nx
import numpy as np
import pytest

from culturesim.errors import InputError
from culturesim.organisation import Frozen, OrganisationSizes, build_ties, freeze_sizes


def ends(f: Frozen, *, funded_only: bool = True) -> tuple[np.ndarray, np.ndarray]:
    row = np.repeat(np.arange(f.n_staff), np.diff(f.tie_ptr))
    keep = np.ones(len(row), bool)
    if funded_only:
        keep = (f.staff_is_spare[row] == 0) & (f.staff_is_spare[f.tie_idx] == 0)
    return row[keep], f.tie_idx[keep]


def density_ratios(f: Frozen) -> np.ndarray:
    """Tie density within professions over that across them, for each ward."""
    row, column = ends(f)
    found = []
    for ward in range(f.n_wards):
        here = (f.staff_ward[row] == ward) & (f.staff_ward[column] == ward)
        same = f.staff_profession[row[here]] == f.staff_profession[column[here]]
        people = (f.staff_ward == ward) & (f.staff_is_spare == 0)
        counts = np.bincount(f.staff_profession[people])
        within = (counts * (counts - 1)).sum()
        across = people.sum() * (people.sum() - 1) - within
        found.append((same.sum() / within) / ((~same).sum() / across))
    return np.array(found)


@pytest.mark.parametrize("which", ["hospital", "system"])
def test_csr_is_symmetric_sorted_and_simple(which, request):
    f = request.getfixturevalue(which)
    row, column = ends(f, funded_only=False)
    key = row.astype(np.int64) * f.n_staff + column
    assert np.all(np.diff(key) > 0)
    assert np.array_equal(np.sort(column.astype(np.int64) * f.n_staff + row), key)
    assert np.all(row != column)
    assert (f.tie_ptr[0], f.tie_ptr[-1]) == (0, len(f.tie_idx))


def test_number_of_ties_and_shares_are_those_asked_for(hospital):
    row, column = ends(hospital)
    same_profession = hospital.staff_profession[row] == hospital.staff_profession[column]
    same_ward = hospital.staff_ward[row] == hospital.staff_ward[column]
    assert len(row) / hospital.n_funded == pytest.approx(8.0, abs=0.1)
    assert same_profession.mean() == pytest.approx(0.55, abs=0.02)
    assert same_ward.mean() == pytest.approx(0.70, abs=0.02)


def test_homophily_is_inside_the_band_of_pattern_c27(hospital):
    ratios = density_ratios(hospital)
    assert 1.3 <= ratios.mean() <= 5.0
    assert np.mean((ratios >= 1.3) & (ratios <= 5.0)) >= 0.95


def test_without_homophily_the_density_ratio_is_about_one():
    # 0.2586 of the other people on a ward are of one's own profession
    f = freeze_sizes(OrganisationSizes(departments=0, ties_same_profession=0.2586), seed=1)
    assert density_ratios(f).mean() == pytest.approx(1.0, abs=0.15)


def test_wards_are_clustered(hospital):
    row, column = ends(hospital)
    network = nx.Graph(zip(row.tolist(), column.tolist(), strict=True))
    assert nx.average_clustering(network) > 8 * nx.density(network)
    transitivity, density = [], []
    for ward in range(20):
        people = np.flatnonzero((hospital.staff_ward == ward) & (hospital.staff_is_spare == 0))
        inside = network.subgraph(people.tolist())
        transitivity.append(nx.transitivity(inside))
        density.append(nx.density(inside))
    # published clinical networks: 0.02 to 0.23 (pattern C27)
    assert np.mean(density) * 1.2 < np.mean(transitivity) < 0.23


def test_everybody_is_reachable_and_seniors_are_asked_more(hospital):
    row, column = ends(hospital)
    network = nx.Graph(zip(row.tolist(), column.tolist(), strict=True))
    assert nx.is_connected(network)
    degree = np.diff(hospital.tie_ptr)
    assert (
        degree[hospital.staff_grade == 4].mean() > 1.15 * degree[hospital.staff_grade == 1].mean()
    )


def test_spare_posts_do_not_change_the_funded_network():
    with_spare = freeze_sizes(OrganisationSizes(), 3)
    row, column = ends(with_spare)
    without = freeze_sizes(OrganisationSizes(spare_posts=0), 3)
    assert len(row) == pytest.approx(len(without.tie_idx), rel=0.01)
    spare = np.flatnonzero(with_spare.staff_is_spare)
    row, column = ends(with_spare, funded_only=False)
    from_spare = np.isin(row, spare)
    assert not np.isin(column[from_spare], spare).any()
    assert from_spare.sum() / len(spare) == pytest.approx(8.0, abs=0.1)


def test_a_few_ties_lead_to_other_hospitals():
    f = freeze_sizes(OrganisationSizes(hospitals=3), 2)
    row, column = ends(f)
    hospital = f.ward_hospital[f.staff_ward]
    assert np.mean(hospital[row] != hospital[column]) == pytest.approx(0.02, abs=0.005)


def test_extreme_sizes_give_what_is_possible():
    lonely = OrganisationSizes(
        wards=1,
        departments=0,
        divisions=1,
        ward_registered_nurses=1,
        ward_support_workers=0,
        ward_doctors=0,
        ward_allied=0,
        spare_posts=0,
    )
    assert len(freeze_sizes(lonely, 1).tie_idx) == 0
    none = freeze_sizes(OrganisationSizes(ties_per_person=0), 1)
    assert len(none.tie_idx) == 0
    full = OrganisationSizes(wards=2, departments=0, divisions=1, ties_per_person=50)
    f = freeze_sizes(full, 1)
    row, _ = ends(f)
    assert 45 * 90 * 0.8 < len(row) <= 90 * 89


def test_one_profession_only_still_finds_partners():
    zero, n = np.zeros(40, np.int32), 40
    ptr, idx = build_ties(
        zero,
        zero,
        zero,
        np.ones(n, np.int32),
        zero,
        np.zeros(1, np.int32),
        ties_per_person=4.0,
        ties_same_profession=0.0,
        ties_same_ward=0.0,
        seed=0,
    )
    assert len(idx) / n == pytest.approx(4.0, abs=0.5)
    assert ptr[-1] == len(idx)


def test_bad_seed():
    zero = np.zeros(2, np.int32)
    with pytest.raises(InputError, match="seed: -1"):
        build_ties(
            zero,
            zero,
            zero,
            zero,
            zero,
            zero[:1],
            ties_per_person=1.0,
            ties_same_profession=1.0,
            ties_same_ward=1.0,
            seed=-1,
        )
