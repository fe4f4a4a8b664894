"""Make a full organisation graph from what a file says, filling in what follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from culturesim.errors import InputError, nearest
from culturesim.organisation.build import deal_teams
from culturesim.organisation.checks import REFERENCES, check_nodes, check_organisation
from culturesim.organisation.frozen import MANAGER_KINDS, PROFESSIONS
from culturesim.organisation.graph import HOME
from culturesim.organisation.sizes import OrganisationSizes
from culturesim.organisation.ties import build_ties

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["complete_organisation"]

_WHOLE = ("beds", "department", "grade", "spare")
_WORDS = ("kind", "profession")
_TRUTH = {"true": 1, "yes": 1, "false": 0, "no": 0}


def complete_organisation(
    nodes: Iterable[tuple[str, Mapping[str, Any]]],
    edges: Iterable[tuple[str, str, Mapping[str, Any]]],
    *,
    source: str,
    directed: bool,
    seed: int = 0,
) -> nx.Graph:
    """Make a checked organisation graph from nodes and edges as they were written.

    Parameters
    ----------
    nodes : iterable of (str, mapping)
        Identifier and attributes of each node.
    edges : iterable of (str, str, mapping)
        Ends and attributes of each edge.
    source : str
        File or files, named in messages.
    directed : bool
        Whether the first end of a ``manages`` edge is the manager.
    seed : int
        Seed of the advice ties when none are given.

    Returns
    -------
    networkx.Graph
        The graph; ``graph.graph["notes"]`` lists in plain words what was filled in.

    Raises
    ------
    InputError
        If an edge is impossible, or the organisation fails a check.

    Examples
    --------
    >>> complete_organisation([], [], source="empty.csv", directed=True)
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: empty.csv: no node of kind hospital
    """
    import networkx as nx

    graph = nx.Graph(source=source, notes=[])
    for node, attributes in nodes:
        graph.add_node(node, **_clean(attributes))
    _name_only_hospital(graph)
    check_nodes(graph)
    _name_hospitals(graph)
    _make_teams(graph)
    for a, b, attributes in edges:
        _add_edge(graph, a, b, _clean(attributes), directed=directed)
    _add_implied_edges(graph)
    _add_regulator(graph)
    check_organisation(graph)
    _add_ties(graph, seed)
    return graph


def _clean(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes without empty ones, words in lower case, whole numbers as int where they are."""
    found = {}
    for key, given in attributes.items():
        value = given.strip() if isinstance(given, str) else given
        if value is None or value == "" or value != value:  # noqa: PLR0124  (not a number)
            continue
        if key in _WORDS:
            value = str(value).lower().replace(" ", "_").replace("-", "_")
        elif key in _WHOLE:
            value = _whole(value)
        found[key] = value
    return found


def _whole(value: Any) -> Any:
    """Return a whole number where the value is one; what is not is left for the checks to name."""
    try:
        number = float(value)
    except ValueError:
        return _TRUTH.get(str(value).lower(), value)
    return int(number) if number.is_integer() else value


def _name_only_hospital(graph: nx.Graph) -> None:
    hospitals = [node for node, kind in graph.nodes(data="kind") if kind == "hospital"]
    if len(hospitals) == 1:
        for attributes in graph.nodes.values():
            if REFERENCES.get(attributes.get("kind", ""), ()):
                attributes.setdefault("hospital", hospitals[0])


def _name_hospitals(graph: nx.Graph) -> None:
    """Let everything name the hospital of the division or ward that it names."""
    for kind, references in REFERENCES.items():
        for attributes in graph.nodes.values():
            if attributes["kind"] == kind and references[0] != "hospital":
                home = graph.nodes[attributes[references[0]]]
                if "hospital" in home:
                    attributes.setdefault("hospital", home["hospital"])


def _make_teams(graph: nx.Graph) -> None:
    """Deal staff over teams on each ward where nobody names a team."""
    by_ward: dict[str, list[str]] = defaultdict(list)
    for node, attributes in graph.nodes.items():
        if attributes["kind"] == "staff":
            by_ward[attributes["ward"]].append(node)
    size = OrganisationSizes.team_size
    made = 0
    for ward, staff in by_ward.items():
        if any("team" in graph.nodes[node] for node in staff):
            continue
        rank = {node: _dealing_rank(graph.nodes[node]) for node in staff}
        staff.sort(key=rank.__getitem__)
        n_funded = sum(not spare for spare, _, _ in rank.values())
        team_of = deal_teams(len(staff), n_funded, size).tolist()
        teams = [f"{ward}/team/{t + 1}" for t in range(max(team_of) + 1)]
        made += len(teams)
        for team in teams:
            _add_new_node(graph, team, kind="team", ward=ward, **_hospital_of(graph, ward))
        for node, team in zip(staff, team_of, strict=True):
            graph.nodes[node]["team"] = teams[team]
    if made:
        graph.graph["notes"].append(f"no teams given: made {made} of about {size} people")


def _dealing_rank(attributes: Mapping[str, Any]) -> tuple[int, int, int]:
    """Funded before spare, by profession, seniors first."""
    profession = PROFESSIONS.index(attributes["profession"])
    return attributes.get("spare", 0), profession, -attributes["grade"]


def _hospital_of(graph: nx.Graph, node: str) -> dict[str, str]:
    hospital = graph.nodes[node].get("hospital")
    return {} if hospital is None else {"hospital": hospital}


def _add_new_node(graph: nx.Graph, node: str, **attributes: Any) -> None:
    if node in graph:
        raise InputError(
            f"{graph.graph['source']}, node {node!r}: this name is kept for a node that is filled "
            "in; give it another"
        )
    graph.add_node(node, **attributes)


def _add_edge(
    graph: nx.Graph, a: str, b: str, attributes: dict[str, Any], *, directed: bool
) -> None:
    where = f"{graph.graph['source']}, edge {a!r} to {b!r}"
    for end in (a, b):
        if end not in graph:
            raise InputError(f"{where}: {end!r} is not among the nodes{nearest(end, graph)}")
    if a == b:
        raise InputError(f"{where}: a node cannot be joined to itself")
    if attributes.get("kind") == "manages" and "manager" not in attributes:
        attributes["manager"] = a if directed else _senior(graph, a, b, where)
    kinds = {attributes.get("kind")}
    if graph.has_edge(a, b):
        before = dict(graph.edges[a, b])
        kinds.add(before.get("kind"))
        if attributes.get("manager", 0) != before.get("manager", 0) and len(kinds) == 1:
            raise InputError(f"{where}: each manages the other")
        if len(kinds) > 1 and "advises" not in kinds:
            given = " and ".join(sorted(map(str, kinds)))
            raise InputError(f"{where}: joined twice, by {given}")
        if before.get("kind") != "advises":
            return  # a working tie says more than an advice tie between the same two
    graph.add_edge(a, b, **attributes)


def _senior(graph: nx.Graph, a: str, b: str, where: str) -> str:
    ranks = {kind: rank for rank, kind in enumerate(MANAGER_KINDS)}
    rank_a, rank_b = (ranks.get(graph.nodes[node]["kind"], -1) for node in (a, b))
    if rank_a == rank_b:
        raise InputError(
            f"{where}: undirected and between equals; name the one who manages in `manager`"
        )
    return a if rank_a > rank_b else b


def _add_implied_edges(graph: nx.Graph) -> None:
    """Join everything to its home, and staff without a line manager to their ward's manager."""
    of_ward = {
        attributes["ward"]: node
        for node, attributes in graph.nodes.items()
        if attributes["kind"] == "ward_manager"
    }
    managed = {
        b if d.get("manager") == a else a
        for a, b, d in graph.edges(data=True)
        if d.get("kind") == "manages"
    }
    for node, attributes in graph.nodes.items():
        kind = attributes["kind"]
        if kind in HOME and HOME[kind][0] in attributes:
            home, edge = attributes[HOME[kind][0]], HOME[kind][1]
            if not graph.has_edge(node, home):
                graph.add_edge(node, home, kind=edge)
        if kind == "staff" and node not in managed and attributes["ward"] in of_ward:
            boss = of_ward[attributes["ward"]]
            graph.add_edge(node, boss, kind="manages", manager=boss)


def _add_regulator(graph: nx.Graph) -> None:
    kinds = dict(graph.nodes(data="kind"))
    if "regulator" in kinds.values():
        return
    _add_new_node(graph, "regulator/quality", kind="regulator", label="Quality inspectorate")
    for node, kind in kinds.items():
        if kind == "hospital":
            graph.add_edge("regulator/quality", node, kind="oversees")
    graph.graph["notes"].append("no regulator given: added one that oversees every hospital")


def _add_ties(graph: nx.Graph, seed: int) -> None:
    """Draw advice ties with the default shares when the file has none."""
    if any(kind == "advises" for _, _, kind in graph.edges(data="kind")):
        return
    nodes = list(graph.nodes.items())
    staff = [node for node, attributes in nodes if attributes["kind"] == "staff"]
    index = {
        node: i
        for kind in ("hospital", "ward", "team")
        for i, node in enumerate(n for n, a in nodes if a["kind"] == kind)
    }
    wards = [a for _, a in nodes if a["kind"] == "ward"]
    of = [graph.nodes[node] for node in staff]
    ptr, idx = build_ties(
        np.array([index[a["ward"]] for a in of], np.int32),
        np.array([index[a["team"]] for a in of], np.int32),
        np.array([PROFESSIONS.index(a["profession"]) for a in of], np.int32),
        np.array([a["grade"] for a in of], np.int32),
        np.array([a.get("spare", 0) for a in of], np.int32),
        np.array([index[a["hospital"]] for a in wards], np.int32),
        ties_per_person=OrganisationSizes.ties_per_person,
        ties_same_profession=OrganisationSizes.ties_same_profession,
        ties_same_ward=OrganisationSizes.ties_same_ward,
        seed=seed,
    )
    for i, node in enumerate(staff):
        neighbours = (staff[j] for j in idx[ptr[i] : ptr[i + 1]].tolist())
        graph.add_edges_from((node, other, {"kind": "advises"}) for other in neighbours)
    graph.graph["notes"].append(
        f"no advice ties given: drew {len(idx) // 2} with the default shares"
    )
