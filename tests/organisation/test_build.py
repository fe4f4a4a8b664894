"""Building: arrays and graph say the same, everything is in order, the same seed gives the same."""

import re
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from culturesim.errors import InputError
from culturesim.organisation import (
    OrganisationSizes,
    build_organisation,
    check_organisation,
    freeze,
    freeze_sizes,
)
from culturesim.organisation.frozen import MANAGER_KINDS, PROFESSIONS
from culturesim.organisation.labels import department_label, division_label, ward_label

posts = st.integers(1, 5)
SIZES = st.builds(
    OrganisationSizes,
    hospitals=st.integers(1, 3),
    wards=st.integers(2, 4),
    beds_per_ward=st.integers(0, 3),
    divisions=st.integers(1, 3),
    departments=st.integers(1, 3),
    executives=st.integers(1, 4),
    board_members=st.integers(1, 3),
    ward_registered_nurses=posts,
    ward_support_workers=posts,
    ward_doctors=st.integers(0, 2),
    ward_allied=st.integers(0, 2),
    department_registered_nurses=st.integers(0, 3),
    department_support_workers=st.integers(0, 3),
    department_doctors=posts,
    department_allied=posts,
    team_size=st.integers(1, 8),
    ties_per_person=st.floats(0, 6),
    ties_same_profession=st.floats(0, 1),
    ties_same_ward=st.floats(0, 1),
    spare_posts=st.floats(0, 1),
)


@given(sizes=SIZES, seed=st.integers(0, 2**63 - 1))
def test_graph_and_arrays_are_the_same_organisation(sizes, seed):
    direct = freeze_sizes(sizes, seed)
    by_graph = freeze(build_organisation(sizes, seed))
    assert direct.differences(by_graph) == []
    assert (direct.n_staff, direct.n_funded) == (sizes.n_posts, sizes.n_staff)
    assert (direct.n_beds, direct.n_managers) == (sizes.n_beds, sizes.n_managers)


def test_default_hospital_by_graph(hospital):
    assert hospital.differences(freeze(build_organisation(OrganisationSizes(), 1))) == []


def test_same_seed_same_organisation_and_only_ties_depend_on_it(sizes):
    first = freeze_sizes(sizes, 5)
    assert first.differences(freeze_sizes(sizes, 5)) == []
    assert set(first.differences(freeze_sizes(sizes, 6))) <= {"tie_ptr", "tie_idx"}
    assert not np.array_equal(first.tie_idx[:50], freeze_sizes(sizes, 6).tie_idx[:50])


@pytest.mark.parametrize("seed", [-1, 1.0, None, True])
def test_bad_seed(sizes, seed):
    for make in (freeze_sizes, build_organisation):
        with pytest.raises(InputError, match="is not a whole number of 0 or more"):
            make(sizes, seed)


def test_everything_is_contiguous(system):
    f = system
    for owner, start in (
        (f.ward_hospital, f.hospital_ward_start),
        (f.staff_ward, f.ward_staff_start),
        (f.team_ward, f.ward_team_start),
        (f.staff_team, f.team_staff_start),
    ):
        assert np.all(np.diff(owner) >= 0)
        assert np.array_equal(np.diff(start), np.bincount(owner, minlength=len(start) - 1))
    assert np.array_equal(f.team_ward[f.staff_team], f.staff_ward)
    assert np.array_equal(np.diff(f.ward_bed_start), f.ward_beds)
    assert np.array_equal(f.division_hospital[f.ward_division], f.ward_hospital)


def test_types_and_immutability(hospital):
    for field in fields(hospital):
        value = getattr(hospital, field.name)
        if isinstance(value, np.ndarray):
            assert value.dtype == (np.int64 if field.name == "tie_ptr" else np.int32), field.name
            assert value.flags.c_contiguous
            with pytest.raises(ValueError, match="read-only"):
                value[0] = 1


def test_management_by_hand(sizes):
    f = freeze_sizes(sizes, 1)
    assert f.manager_start.tolist() == [0, 4, 6, 9, 13]
    # wards 0, 1 in division 0, ward 2 in division 1; the department in division 0
    assert f.ward_division.tolist() == [0, 0, 1, 0]
    chair, chief = 9, 6
    divisions, executives = [7, 8], [chair, chief, chief]
    assert f.manager_parent.tolist() == [4, 4, 5, 4, *divisions, *executives, -1, 9, 9, 9]
    assert f.manager_ward.tolist() == [0, 1, 2, 3] + [-1] * 9
    assert f.manager_division.tolist() == [0, 0, 1, 0, 0, 1] + [-1] * 7


def test_lone_executive_manages_the_divisions():
    f = freeze_sizes(OrganisationSizes(executives=1, board_members=1), 1)
    assert set(f.manager_parent[34:38].tolist()) == {38}
    assert f.manager_parent[38:].tolist() == [39, -1]


def test_teams_mix_professions_and_are_about_the_asked_size(hospital):
    funded = hospital.staff_is_spare == 0
    size = np.bincount(hospital.staff_team[funded])
    assert size.min() >= 9
    assert size.max() <= 15
    for profession in range(4):
        here = hospital.staff_team[funded & (hospital.staff_profession == profession)]
        per_team = np.bincount(here, minlength=hospital.n_teams)
        for ward in range(hospital.n_wards):
            of_ward = per_team[hospital.team_ward == ward]
            assert of_ward.max() - of_ward.min() <= 1


def test_grades_form_a_pyramid_and_every_ward_has_seniors(hospital):
    for profession in range(4):
        grade = hospital.staff_grade[hospital.staff_profession == profession]
        counts = np.bincount(grade, minlength=5)[1:]
        assert counts[0] > counts[3]
        assert counts[0] >= counts[1:].max()
    for ward in range(hospital.n_wards):
        assert hospital.staff_grade[hospital.staff_ward == ward].max() == 4


def test_spare_posts_are_nurses_and_support_workers(hospital):
    spare = hospital.staff_is_spare == 1
    assert set(hospital.staff_profession[spare].tolist()) == {0, 1}
    assert int(spare.sum()) == 20 * 7 + 14 * 20
    assert freeze_sizes(OrganisationSizes(spare_posts=0), 1).n_staff == 2958


def test_graph_nodes_edges_and_mesa(graph):
    from mesa.discrete_space import Network

    kinds = {kind for _, kind in graph.nodes(data="kind")}
    assert kinds == {"hospital", "division", "ward", "team", "staff", "regulator", *MANAGER_KINDS}
    edges = {kind for *_, kind in graph.edges(data="kind")}
    assert edges == {"manages", "works_with", "advises", "oversees", "represents", "belongs"}
    assert graph.nodes["H1/ward/1"]["label"] == "Ward 1 (Medicine)"
    assert graph.nodes["H1/ward/4"]["label"] == "Emergency department"
    assert graph.nodes["H1/ward/4"]["department"] == 1
    assert graph.nodes["H1/staff/1"]["profession"] in PROFESSIONS
    assert graph.has_edge("regulator/quality", "H1")
    assert graph.edges["H1/ward/1", "H1/ward/1/manager"]["kind"] == "belongs"
    assert graph.edges["H1/ward/1/manager", "H1/staff/1"]["manager"] == "H1/ward/1/manager"
    check_organisation(graph)
    import random

    network = Network(graph, random=random.Random(1))
    neighbours = {cell.coordinate for cell in network._cells["H1/staff/1"].connections.values()}
    assert neighbours == set(graph["H1/staff/1"])


def test_node_names_are_unique_and_of_the_agreed_form(system):
    every = [name for field in fields(system.nodes) for name in getattr(system.nodes, field.name)]
    assert len(set(every)) == len(every)
    assert system.ward_node[4] == "H2/ward/1"
    assert system.manager_node[4] == "H2/ward/1/manager"
    assert system.manager_node[-1] == "H3/board/9"
    assert "H2/division/4/manager" in system.manager_node
    assert "H1/executive/1" in system.manager_node
    assert all(re.fullmatch(r"H[123]/staff/\d+", node) for node in system.staff_node)
    assert system.hospital_label == ("Hospital 1", "Hospital 2", "Hospital 3")


def test_ward_labels_do_not_repeat_within_a_hospital():
    f = freeze_sizes(OrganisationSizes(wards=40, departments=45, divisions=12), 1)
    assert len(set(f.ward_label)) == 85
    assert len(set(f.division_label)) == 12


def test_labels_are_numbered_when_names_run_out():
    assert department_label(20) == "Emergency department 2"
    assert division_label(8) == "Medicine 2"
    assert ward_label(0, 8) == "Ward 1 (Medicine 2)"


def test_differences_are_named(hospital):
    other = replace(hospital, n_beds=1, ward_beds=hospital.ward_beds + np.int32(1))
    assert hospital.differences(other) == ["n_beds", "ward_beds"]
    renamed = replace(hospital.nodes, ward=("x", *hospital.nodes.ward[1:]))
    assert hospital.differences(replace(hospital, names=renamed)) == ["nodes"]
