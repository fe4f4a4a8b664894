"""Files: round trips change nothing, gaps are filled and said, what is wrong is named."""

import csv

import networkx as nx
import numpy as np
import pytest

from culturesim.errors import InputError
from culturesim.organisation import (
    OrganisationSizes,
    build_organisation,
    freeze,
    read_csv,
    read_graphml,
    write_csv,
    write_graphml,
)

NODES = """id,kind,label,beds,division,ward,profession,grade
Northfield,hospital,Northfield General,,,,,
Med,division,Medicine,,,,,
Elm,ward,Elm ward,12,Med,,,
Clinic,ward,,0,Med,,,
ann,Ward manager,,,,Elm,,
bob,ward_manager,,,,Clinic,,
cat,division_manager,,,Med,,,
dan,executive,,,,,,
eve,board_member,,,,,,
fay,board_member,,,,,,
"""
EDGES = """source,target,kind
cat,ann,manages
cat,bob,manages
dan,cat,manages
eve,dan,manages
eve,fay,manages
"""
STAFF = "".join(f"n{i},staff,,,,Elm,Registered nurse,{1 + i % 4}\n" for i in range(20))
STAFF += "".join(f"d{i},staff,,,,Clinic,doctor,4\n" for i in range(3))


@pytest.fixture
def files(tmp_path):
    """Write the two CSV files of a small real organisation, changed as asked."""

    def write(nodes=NODES + STAFF, edges=EDGES):
        for name, text in (("nodes.csv", nodes), ("edges.csv", edges)):
            data = text if isinstance(text, bytes) else text.encode()
            (tmp_path / name).write_bytes(data)
        return tmp_path / "nodes.csv", tmp_path / "edges.csv"

    return write


def refused(files, said, **texts):
    with pytest.raises(InputError, match=said) as caught:
        read_csv(*files(**texts))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("hospitals", [1, 2])
def test_round_trips_change_nothing(tmp_path, hospitals):
    sizes = OrganisationSizes(hospitals=hospitals, wards=3, departments=2)
    graph = build_organisation(sizes, seed=3)
    before = freeze(graph)
    write_graphml(graph, tmp_path / "a.graphml")
    again = read_graphml(tmp_path / "a.graphml")
    assert before.differences(freeze(again)) == []
    assert again.graph["notes"] == []
    write_csv(again, tmp_path / "n.csv", tmp_path / "e.csv")
    third = read_csv(tmp_path / "n.csv", tmp_path / "e.csv")
    assert before.differences(freeze(third)) == []
    write_graphml(third, tmp_path / "b.graphml")
    assert before.differences(freeze(read_graphml(tmp_path / "b.graphml"))) == []


def test_minimal_files_are_filled_in_and_it_is_said(files):
    graph = read_csv(*files())
    teams, regulator, ties = graph.graph["notes"]
    assert teams.startswith("no teams given: made 3")
    assert regulator.startswith("no regulator given")
    assert ties.startswith("no advice ties given: drew")
    f = freeze(graph)
    assert (f.n_wards, f.n_staff, f.n_beds, f.n_teams) == (2, 23, 12, 3)
    assert f.is_department.tolist() == [0, 1]
    assert f.ward_label == ("Elm ward", "Clinic")
    assert f.manager_node == ("ann", "bob", "cat", "dan", "eve", "fay")
    assert f.manager_parent.tolist() == [2, 2, 3, 4, -1, 4]
    assert len(f.tie_idx) > 50
    assert f.differences(freeze(read_csv(*files()))) == []
    assert f.differences(freeze(read_csv(*files(), seed=1))) != []


def test_given_ties_and_teams_are_kept(files):
    nodes = "id,kind,beds,division,ward,team,profession,grade\n" + "".join(
        ",".join([c[0], c[1], c[3], c[4], c[5], "", *c[6:]]) + "\n"
        for c in csv.reader((NODES + STAFF).splitlines()[1:])
    )
    nodes = nodes.replace("Elm,,Registered", "Elm,Reds,Registered") + "Reds,team,,,Elm,,,\n"
    edges = EDGES + "n0,n1,advises\nn1,n0,advises\nann,n0,advises\nann,n0,manages\n"
    graph = read_csv(*files(nodes, edges))
    assert "made 1 of about" in graph.graph["notes"][0]
    f = freeze(graph)
    assert f.nodes.team[0] == "Reds"
    assert np.diff(f.team_staff_start).tolist() == [20, 3]
    assert len(f.tie_idx) == 2
    assert graph.edges["ann", "n0"]["kind"] == "manages"


def test_directed_and_undirected_graphml(files, tmp_path):
    graph = read_csv(*files())
    bare = nx.DiGraph()
    bare.add_nodes_from(graph.nodes(data=True))
    for a, b, attributes in graph.edges(data=True):
        if attributes["kind"] == "manages":
            boss = attributes["manager"]
            bare.add_edge(boss, b if boss == a else a, kind="manages")
        else:
            bare.add_edge(a, b, kind=attributes["kind"])
    path = tmp_path / "directed.graphml"
    nx.write_graphml(bare, path)
    assert freeze(graph).differences(freeze(read_graphml(path))) == []
    nx.write_graphml(bare.to_undirected(), path)
    with pytest.raises(InputError, match=r"directed.graphml, edge 'eve' to 'fay': undirected and"):
        read_graphml(path)
    undirected = bare.to_undirected()
    undirected.edges["eve", "fay"]["manager"] = "eve"
    nx.write_graphml(undirected, path)
    assert freeze(graph).differences(freeze(read_graphml(path))) == []


def test_spreadsheet_habits_are_understood(files):
    nodes = "\ufeff" + (NODES + STAFF).replace(",12,", ", 12.0 ,").replace("\n", "\r\n")
    assert freeze(read_csv(*files(nodes))).n_beds == 12


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id,kind", "name,kind", r"nodes.csv: column 'id' is missing; columns given: name, kind"),
        ("Elm,ward,", ",ward,", r"nodes.csv, line 4: id is empty"),
        ("Elm,ward,", "Elm,,", r"nodes.csv, line 4: kind is empty"),
        ("bob,ward_manager", "ann,ward_manager", r"nodes.csv, line 7: node 'ann' is given twice"),
        ("Elm ward,12", "Elm ward,twelve", r"node 'Elm': beds 'twelve' is not a whole number"),
        ("Elm ward,12", "Elm ward,-1", r"nodes.csv and edges.csv, node 'Elm': beds -1 is outside"),
        ("Elm ward,12", "Elm, ward,12", r"nodes.csv, line 4: more cells than columns"),
        ("Elm,Registered nurse,1", "Elms,doctor,1", r"node 'n0': ward 'Elms' is unknown; did you"),
        ("Elm,Registered nurse,1", "Elm,nurses,1", r"unknown profession 'nurses'"),
        ("Northfield,hospital", "Elm/team/1,hospital", r"node 'Elm/team/1': this name is kept"),
        ("dan,executive", "dan,exec", r"unknown kind 'exec'; did you mean 'executive'"),
        ("Med,division", "Med\0,division", r"line contains NUL|is unknown"),
    ],
)
def test_bad_nodes(files, old, new, said):
    refused(files, said, nodes=(NODES + STAFF).replace(old, new, 1))


@pytest.mark.parametrize(
    ("edges", "said"),
    [
        ("", r"edges.csv: column 'source' is missing; columns given: none"),
        (EDGES + "cat,anne,manages\n", r"edge 'cat' to 'anne': 'anne' is not among .* 'ann'"),
        (EDGES + "cat,,manages\n", r"edges.csv, line 7: target is empty"),
        (EDGES + "n0,n0,advises\n", r"cannot be joined to itself"),
        (EDGES + "ann,cat,manages\n", r"edge 'ann' to 'cat': each manages the other"),
        (EDGES + "ann,cat,belongs\n", r"joined twice, by belongs and manages"),
        (EDGES + "n0,n1,advise\n", r"unknown kind 'advise'; did you mean 'advises'"),
        (EDGES + "dan,bob,manages\n", r"node 'bob': two line managers"),
        (EDGES.replace("dan,cat,manages\n", ""), r"so ward 'Elm' does not reach the board"),
    ],
)
def test_bad_edges(files, edges, said):
    refused(files, said, edges=edges)


def test_not_utf8(files):
    refused(files, r"nodes.csv: not UTF-8 text", nodes=(NODES + "é").encode("utf-16"))


def test_broken_csv(files):
    long_cell = "x" * 200_000
    refused(files, r"nodes.csv: not a CSV file", nodes=NODES + f"{long_cell},ward\n")


def test_several_hospitals_must_be_named(files):
    refused(
        files, r"a division must name its hospital", nodes=NODES + STAFF + "Two,hospital,,,,,,\n"
    )


def test_missing_files_and_folders(tmp_path, graph):
    (tmp_path / "nodes.csv").write_text(NODES)
    with pytest.raises(InputError, match=r"edges.csv: cannot be read \(No such file"):
        read_csv(tmp_path / "nodes.csv", tmp_path / "edges.csv")
    with pytest.raises(InputError, match=r"cannot be read \(Is a directory"):
        read_graphml(tmp_path)
    with pytest.raises(InputError, match="cannot be written"):
        write_graphml(graph, tmp_path)
    with pytest.raises(InputError, match="cannot be written"):
        write_csv(graph, tmp_path / "n.csv", tmp_path)


@pytest.mark.parametrize("text", ["", "not xml", "<a/>", "<graphml>", "\x00\x01"])
def test_not_graphml(tmp_path, text):
    path = tmp_path / "a.graphml"
    path.write_text(text)
    with pytest.raises(InputError, match=r"a.graphml: not a GraphML file") as caught:
        read_graphml(path)
    assert "\n" not in str(caught.value)


def test_check_failure_names_the_graphml_file(tmp_path, graph):
    graph.nodes["H1/ward/1"]["beds"] = -4
    write_graphml(graph, tmp_path / "bad.graphml")
    with pytest.raises(InputError, match=r"^bad.graphml, node 'H1/ward/1': beds -4"):
        read_graphml(tmp_path / "bad.graphml")
