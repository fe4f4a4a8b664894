"""Checks of an organisation graph; every message names the file and the node at fault.

An organisation that passes has: known kinds and professions; whole, sensible numbers; one manager
for every ward and division; staff on every ward and in every team; exactly one line manager for
everybody except one chair in each hospital; no circle in the management; a line from every ward to
the board; and no node apart from the rest.
"""

from __future__ import annotations

from collections import Counter
from numbers import Integral
from typing import TYPE_CHECKING, Any

from culturesim.errors import InputError, nearest
from culturesim.organisation.frozen import KINDS, MANAGER_KINDS, PROFESSIONS
from culturesim.organisation.graph import EDGE_KINDS, HOME

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["check_nodes", "check_organisation", "line_managers"]

#: Kinds of node named in the attributes of each kind; the first must not be left out.
REFERENCES = {
    "division": ("hospital",),
    "ward": ("division", "hospital"),
    "team": ("ward", "hospital"),
    "staff": ("ward", "hospital", "team"),
    "ward_manager": ("ward", "hospital", "division"),
    "division_manager": ("division", "hospital"),
    "executive": ("hospital",),
    "board_member": ("hospital",),
}

_RANK = {kind: rank for rank, kind in enumerate(("staff", *MANAGER_KINDS))}

_ENDS = {
    "oversees": {("regulator", "hospital")},
    "represents": {("board_member", "hospital")},
    "works_with": {("staff", "team")},
    "belongs": {(kind, home) for kind, (home, _) in HOME.items()} | {("staff", "ward")},
    "advises": {(a, b) for a in _RANK for b in _RANK},
    "manages": {(a, b) for a in _RANK for b in _RANK},
}


def check_organisation(graph: nx.Graph) -> None:
    """Refuse an organisation graph that the model could not run.

    Parameters
    ----------
    graph : networkx.Graph
        A complete typed graph, as :func:`~culturesim.organisation.build.build_organisation` and
        the readers make it; ``graph.graph["source"]`` names its file in messages.

    Raises
    ------
    InputError
        At the first check that fails.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, build_organisation
    >>> graph = build_organisation(OrganisationSizes(wards=2, departments=0, divisions=1), seed=1)
    >>> graph.nodes["H1/ward/2"]["beds"] = -3
    >>> check_organisation(graph)
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: organisation, node 'H1/ward/2': beds -3 is outside 0 to 10,000
    """
    check_nodes(graph)
    _check_posts(graph)
    _check_edges(graph)
    _check_management(graph)
    _check_connected(graph)


def _fail(graph: nx.Graph, node: object, problem: str) -> InputError:
    return InputError(f"{graph.graph.get('source', 'organisation')}, node {node!r}: {problem}")


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def check_nodes(graph: nx.Graph) -> None:
    """Check kinds, numbers, professions and references of the nodes, one node at a time.

    Parameters
    ----------
    graph : networkx.Graph
        A typed graph; edges are not looked at.

    Raises
    ------
    InputError
        If there is no hospital, a kind or profession is unknown, a number is missing, not whole
        or out of range, or a node names another that is missing, of another kind or elsewhere.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph(source="a.csv")
    >>> graph.add_node("w1", kind="wrad")
    >>> check_nodes(graph)
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: a.csv, node 'w1': unknown kind 'wrad'; did you mean 'ward'?
    """
    for node, attributes in graph.nodes.items():
        kind = attributes.get("kind")
        if kind is None:
            raise _fail(graph, node, f"no kind is given; allowed: {', '.join(KINDS)}")
        if kind not in KINDS:
            raise _fail(graph, node, f"unknown kind {kind!r}{nearest(str(kind), KINDS)}")
    if "hospital" not in (kind for _, kind in graph.nodes(data="kind")):
        raise InputError(f"{graph.graph.get('source', 'organisation')}: no node of kind hospital")
    for node, attributes in graph.nodes.items():
        _check_references(graph, node, attributes)
        if attributes["kind"] == "ward":
            _check_number(graph, node, "beds", 0, 10_000)
            _check_number(graph, node, "department", 0, 1, default=0)
        if attributes["kind"] == "staff":
            _check_number(graph, node, "grade", 1, 4)
            _check_number(graph, node, "spare", 0, 1, default=0)
            profession = attributes.get("profession")
            if profession not in PROFESSIONS:
                hint = nearest(str(profession), PROFESSIONS)
                raise _fail(graph, node, f"unknown profession {profession!r}{hint}")


def _check_number(
    graph: nx.Graph, node: str, key: str, low: int, high: int, default: int | None = None
) -> None:
    value: Any = graph.nodes[node].get(key, default)
    if value is None:
        raise _fail(graph, node, f"no {key} given; allowed: {low} to {high:,}")
    if not isinstance(value, Integral):
        raise _fail(graph, node, f"{key} {value!r} is not a whole number")
    if not low <= int(value) <= high:
        raise _fail(graph, node, f"{key} {value} is outside {low} to {high:,}")


def _check_references(graph: nx.Graph, node: str, attributes: dict[str, Any]) -> None:
    for place, key in enumerate(REFERENCES.get(attributes["kind"], ())):
        named = attributes.get(key)
        if named is None:
            if place == 0:
                raise _fail(graph, node, f"{_a(attributes['kind'])} must name its {key}")
            continue
        if named not in graph or graph.nodes[named]["kind"] != key:
            known = [n for n, kind in graph.nodes(data="kind") if kind == key]
            raise _fail(graph, node, f"{key} {named!r} is unknown{nearest(str(named), known)}")
        # What a node names must agree with what that node names in turn.
        for shared in ("ward", "division", "hospital"):
            mine, theirs = attributes.get(shared), graph.nodes[named].get(shared)
            if mine is not None and theirs is not None and mine != theirs:
                raise _fail(
                    graph, node, f"{shared} {mine!r} but its {key} {named!r} is in {theirs!r}"
                )


def _check_posts(graph: nx.Graph) -> None:
    """Every ward and division has one manager; every ward and team has funded staff."""
    held = Counter(
        (attributes["kind"], attributes.get(home))
        for attributes in graph.nodes.values()
        for home in ("ward", "division", "team")
        if not attributes.get("spare")
    )
    for node, attributes in graph.nodes.items():
        kind = attributes["kind"]
        if kind in {"ward", "division"} and held[f"{kind}_manager", node] != 1:
            n = held[f"{kind}_manager", node]
            raise _fail(graph, node, f"{n} nodes of kind {kind}_manager name it; exactly 1 must")
        if kind in {"ward", "team"} and not held["staff", node]:
            raise _fail(graph, node, f"empty {kind}: no funded staff name it")
        if kind == "staff" and attributes.get("team") is None:
            raise _fail(graph, node, "a staff must name its team")
        if kind in REFERENCES and attributes.get("hospital") is None:
            raise _fail(graph, node, f"{_a(kind)} must name its hospital")


def _check_edges(graph: nx.Graph) -> None:
    for a, b, attributes in graph.edges(data=True):
        kind = attributes.get("kind")
        if kind not in EDGE_KINDS:
            hint = nearest(str(kind), EDGE_KINDS)
            raise _fail(graph, a, f"edge to {b!r} has unknown kind {kind!r}{hint}")
        ends = (graph.nodes[a]["kind"], graph.nodes[b]["kind"])
        allowed = _ENDS[kind]
        if ends not in allowed and ends[::-1] not in allowed:
            raise _fail(
                graph, a, f"{_a(ends[0])} and {_a(ends[1])} ({b!r}) cannot be joined by {kind}"
            )
        if kind in {"belongs", "works_with", "represents"}:
            low, high = (a, b) if ends in allowed else (b, a)
            named = graph.nodes[low][graph.nodes[high]["kind"]]
            if named != high:
                raise _fail(graph, low, f"joined by {kind} to {high!r} but it names {named!r}")


def line_managers(graph: nx.Graph) -> dict[str, str]:
    """Line manager of each person who has one.

    Parameters
    ----------
    graph : networkx.Graph
        A typed graph whose ``manages`` edges name their ``manager``.

    Returns
    -------
    dict of str to str
        Manager by person.

    Raises
    ------
    InputError
        If somebody has two line managers, or an edge's manager is not one of its ends, ranks below
        the person, is in another hospital, or is not the manager of a staff's own ward.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, build_organisation
    >>> graph = build_organisation(OrganisationSizes(wards=2, departments=0, divisions=1), seed=1)
    >>> line_managers(graph)["H1/ward/2/manager"]
    'H1/division/1/manager'
    """
    found: dict[str, str] = {}
    for a, b, attributes in graph.edges(data=True):
        if attributes["kind"] != "manages":
            continue
        boss = attributes.get("manager")
        if boss not in {a, b}:
            raise _fail(graph, a, f"edge to {b!r} names manager {boss!r}, which is neither end")
        person = b if boss == a else a
        _check_pair(graph, person, boss)
        if person in found:
            raise _fail(graph, person, f"two line managers, {found[person]!r} and {boss!r}")
        found[person] = boss
    return found


def _check_pair(graph: nx.Graph, person: str, boss: str) -> None:
    mine, theirs = graph.nodes[person], graph.nodes[boss]
    ranks = _RANK[mine["kind"]], _RANK[theirs["kind"]]
    peers = mine["kind"] == theirs["kind"] and mine["kind"] in {"executive", "board_member"}
    if ranks[0] >= ranks[1] and not peers:
        raise _fail(
            graph,
            person,
            f"{_a(mine['kind'])} cannot be managed by {_a(theirs['kind'])} ({boss!r})",
        )
    if mine["kind"] == "staff" and (theirs["kind"], theirs.get("ward")) != (
        "ward_manager",
        mine["ward"],
    ):
        raise _fail(graph, person, f"managed by {boss!r}, who is not the manager of its ward")
    if mine["hospital"] != theirs["hospital"]:
        raise _fail(graph, person, f"managed by {boss!r} of another hospital")


def _check_management(graph: nx.Graph) -> None:
    boss = line_managers(graph)
    wards_first = sorted(graph.nodes.items(), key=lambda item: item[1]["kind"] != "ward_manager")
    reaches: set[str] = set()
    for node, attributes in wards_first:
        if attributes["kind"] not in _RANK:
            continue
        path: dict[str, None] = {}
        while node in boss and node not in reaches:
            path[node] = None
            node = boss[node]  # noqa: PLW2901  (walking up the line)
            if node in path:
                raise _fail(graph, node, "the management goes round in a circle")
        if node not in reaches and graph.nodes[node]["kind"] != "board_member":
            ward = attributes.get("ward")
            cut = f", so ward {ward!r} does not reach the board" if ward else ""
            raise _fail(graph, node, f"no line manager{cut}")
        reaches.update(path, [node])
    _check_chairs(graph, boss)


def _check_chairs(graph: nx.Graph, boss: dict[str, str]) -> None:
    chair: dict[str, str] = {}
    for node, attributes in graph.nodes.items():
        if attributes["kind"] == "board_member" and node not in boss:
            first = chair.setdefault(attributes["hospital"], node)
            if first != node:
                raise _fail(
                    graph, node, f"no line manager, and nor has {first!r}; a board has one chair"
                )
    for node, kind in graph.nodes(data="kind"):
        if kind == "hospital" and node not in chair:
            raise _fail(graph, node, "no board: a hospital needs at least one board_member")


def _check_connected(graph: nx.Graph) -> None:
    import networkx as nx

    seen: set[str] = set()
    for node, kind in graph.nodes(data="kind"):
        if kind == "hospital" and node not in seen:
            seen |= nx.node_connected_component(graph, node)
    for node in graph:
        if node not in seen:
            raise _fail(graph, node, "orphan: no edge leads from it to a hospital")
