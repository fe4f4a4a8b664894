"""Every check refuses what it should, naming the file and the node."""

import networkx as nx
import numpy as np
import pytest

from culturesim.errors import InputError
from culturesim.organisation import check_organisation, freeze
from culturesim.organisation.checks import check_nodes, line_managers


def refuse(graph: nx.Graph, said: str) -> None:
    """The graph is refused, by the check and by freezing, with these words."""
    graph.graph["source"] = "mine.graphml"
    for act in (check_organisation, freeze):
        with pytest.raises(InputError, match=f"^mine.graphml.*{said}") as caught:
            act(graph)
        assert "\n" not in str(caught.value)


def test_a_built_organisation_passes(graph):
    check_organisation(graph)


@pytest.mark.parametrize(
    ("node", "key", "value", "said"),
    [
        ("H1/ward/1", "kind", "wrad", "node 'H1/ward/1': unknown kind 'wrad'; did you mean 'ward'"),
        ("H1/ward/1", "kind", None, "node 'H1/ward/1': no kind is given"),
        ("H1/ward/1", "beds", -1, "node 'H1/ward/1': beds -1 is outside 0 to 10,000"),
        ("H1/ward/1", "beds", None, "node 'H1/ward/1': no beds given"),
        ("H1/ward/1", "beds", 2.5, "node 'H1/ward/1': beds 2.5 is not a whole number"),
        ("H1/ward/1", "department", 2, "department 2 is outside 0 to 1"),
        ("H1/ward/1", "division", None, "a ward must name its division"),
        ("H1/ward/1", "division", "H1/division/9", "division 'H1/division/9' is unknown; did you"),
        ("H1/ward/1", "division", "H1/ward/2", "division 'H1/ward/2' is unknown"),
        ("H1/staff/1", "profession", "porter", "node 'H1/staff/1': unknown profession 'porter'"),
        ("H1/staff/1", "profession", None, "unknown profession None"),
        ("H1/staff/1", "grade", 5, "grade 5 is outside 1 to 4"),
        ("H1/staff/1", "grade", None, "no grade given"),
        ("H1/staff/1", "spare", 2, "spare 2 is outside 0 to 1"),
        ("H1/staff/1", "ward", None, "a staff must name its ward"),
        ("H1/staff/1", "ward", "H1/ward/2", "ward 'H1/ward/2' but its team .* is in 'H1/ward/1'"),
        ("H1/staff/1", "team", None, "a staff must name its team"),
        ("H1/executive/2", "hospital", None, "an executive must name its hospital"),
        ("H1/staff/1", "hospital", None, "node 'H1/staff/1': a staff must name its hospital"),
        ("H1/ward/1/manager", "ward", "H1/ward/2", "nodes of kind ward_manager name it; exactly 1"),
    ],
)
def test_bad_attribute(graph, node, key, value, said):
    if value is None:
        del graph.nodes[node][key]
    else:
        graph.nodes[node][key] = value
    refuse(graph, said)


def test_numpy_numbers_are_whole_numbers(graph):
    graph.nodes["H1/ward/1"]["beds"] = np.int64(23)
    check_organisation(graph)


def test_no_hospital(graph):
    refuse(nx.Graph(), "no node of kind hospital")
    with pytest.raises(InputError, match=r"^organisation: no node of kind hospital"):
        check_nodes(nx.Graph())


def test_empty_ward(graph):
    staff = [n for n, a in graph.nodes.items() if a["kind"] == "staff" and a["ward"] == "H1/ward/2"]
    graph.remove_nodes_from(staff)
    refuse(graph, "node 'H1/ward/2': empty ward: no funded staff name it")


def test_ward_with_only_spare_posts_is_empty(graph):
    for attributes in graph.nodes.values():
        if attributes.get("ward") == "H1/ward/2" and attributes["kind"] == "staff":
            attributes["spare"] = 1
    refuse(graph, "node 'H1/ward/2': empty ward")


def test_empty_team(graph):
    graph.add_node("t", kind="team", ward="H1/ward/1", hospital="H1")
    refuse(graph, "node 't': empty team: no funded staff name it")


@pytest.mark.parametrize("kind", ["ward", "division"])
def test_place_without_a_manager(graph, kind):
    graph.remove_node(f"H1/{kind}/1/manager")
    refuse(graph, f"node 'H1/{kind}/1': 0 nodes of kind {kind}_manager name it; exactly 1 must")


def test_unknown_edge_kind(graph):
    graph.edges["H1/ward/1", "H1/division/1"]["kind"] = "belong"
    refuse(graph, "unknown kind 'belong'; did you mean 'belongs'")
    del graph.edges["H1/ward/1", "H1/division/1"]["kind"]
    refuse(graph, "unknown kind None")


@pytest.mark.parametrize(
    ("a", "b", "kind", "said"),
    [
        ("H1/staff/1", "H1/staff/2", "works_with", "cannot be joined by works_with"),
        ("H1", "H1/staff/1", "oversees", "cannot be joined by oversees"),
        ("H1/staff/1", "H1/ward/2", "belongs", "joined by belongs to 'H1/ward/2' but it names"),
    ],
)
def test_edge_that_makes_no_sense(graph, a, b, kind, said):
    graph.add_edge(a, b, kind=kind)
    refuse(graph, f"node '{a}'.*{said}")


def test_two_line_managers(graph):
    boss = "H1/executive/3"
    graph.add_edge(boss, "H1/ward/1/manager", kind="manages", manager=boss)
    refuse(graph, "node 'H1/ward/1/manager': two line managers")


def test_manager_must_be_one_of_the_ends(graph):
    graph.edges["H1/division/1/manager", "H1/ward/1/manager"]["manager"] = "H1/executive/1"
    refuse(graph, "names manager 'H1/executive/1', which is neither end")


def test_manager_must_not_rank_below(graph):
    graph.edges["H1/division/1/manager", "H1/ward/1/manager"]["manager"] = "H1/ward/1/manager"
    refuse(graph, "a division_manager cannot be managed by a ward_manager")


def test_staff_must_be_managed_by_their_own_ward(graph):
    graph.remove_edge("H1/ward/1/manager", "H1/staff/1")
    boss = "H1/ward/2/manager"
    graph.add_edge(boss, "H1/staff/1", kind="manages", manager=boss)
    refuse(graph, "node 'H1/staff/1': managed by .* not the manager of its ward")


def test_staff_without_a_line_manager(graph):
    graph.remove_edge("H1/ward/1/manager", "H1/staff/1")
    refuse(graph, "node 'H1/staff/1': no line manager")


def test_ward_that_does_not_reach_the_board(graph):
    graph.remove_edge("H1/division/1/manager", "H1/executive/2")
    said = "node 'H1/division/1/manager': no line manager, so ward 'H1/ward/1' does not reach the"
    refuse(graph, said)


def test_circle_in_the_management(graph):
    graph.remove_edge("H1/executive/1", "H1/board/1")
    graph.remove_edge("H1/executive/1", "H1/executive/2")
    graph.add_edge("H1/executive/1", "H1/executive/2", kind="manages", manager="H1/executive/2")
    graph.add_edge("H1/executive/2", "H1/executive/3", kind="manages", manager="H1/executive/3")
    refuse(graph, "node 'H1/executive/.': the management goes round in a circle")


def test_two_chairs(graph):
    graph.remove_edge("H1/board/1", "H1/board/3")
    refuse(graph, "node 'H1/board/3': no line manager, and nor has 'H1/board/1'; .* one chair")


def test_hospital_without_a_board(graph):
    graph.add_node("H2", kind="hospital")
    refuse(graph, "node 'H2': no board")


def test_manager_of_another_hospital():
    from culturesim.organisation import OrganisationSizes, build_organisation

    graph = build_organisation(OrganisationSizes(hospitals=2, wards=1, departments=3), 1)
    graph.remove_edge("H1/executive/1", "H1/executive/2")
    boss = "H2/executive/1"
    graph.add_edge(boss, "H1/executive/2", kind="manages", manager=boss)
    refuse(graph, "node 'H1/executive/2': managed by 'H2/executive/1' of another hospital")
    with pytest.raises(InputError, match="of another hospital"):
        line_managers(graph)


def test_ward_in_a_division_of_another_hospital(graph):
    graph.add_node("H2", kind="hospital")
    graph.nodes["H1/ward/1"]["hospital"] = "H2"
    refuse(graph, "node .*hospital 'H.' but its .* is in 'H.'")


def test_orphan(graph):
    graph.add_node("regulator/money", kind="regulator")
    refuse(graph, "node 'regulator/money': orphan")
