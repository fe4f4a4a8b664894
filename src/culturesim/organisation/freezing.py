"""Freeze a checked graph to index arrays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from culturesim.errors import InputError
from culturesim.organisation.bodies import Body, Overseer
from culturesim.organisation.checks import check_organisation, line_managers
from culturesim.organisation.frozen import (
    MANAGER_KINDS,
    PROFESSIONS,
    Frozen,
    Int32,
    Int64,
    NodeNames,
)

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["freeze"]


def freeze(graph: nx.Graph) -> Frozen:
    """Turn a typed graph into index arrays.

    Parameters
    ----------
    graph : networkx.Graph
        From :func:`build_organisation` or a reader of :mod:`culturesim.organisation.read`.

    Returns
    -------
    Frozen
        The arrays. Nodes keep the order of the graph within their hospital, ward and team.

    Raises
    ------
    InputError
        If the graph fails a check of :mod:`culturesim.organisation.checks`, or nobody oversees a
        hospital.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, build_organisation
    >>> sizes = OrganisationSizes(wards=2, departments=0, divisions=1)
    >>> freeze(build_organisation(sizes, seed=1)).n_wards
    2
    """
    check_organisation(graph)
    order = _Order(graph)
    columns = _ward_columns(graph, order) | _staff_columns(graph, order)
    ptr, idx = _ties(graph, order)
    return Frozen(
        n_hospitals=len(order.names.hospital),
        n_divisions=len(order.names.division),
        n_wards=len(order.names.ward),
        n_teams=len(order.names.team),
        n_staff=len(order.names.staff),
        n_managers=len(order.names.manager),
        n_beds=int(columns["ward_beds"].sum()),
        tie_ptr=ptr,
        tie_idx=idx,
        hospital_label=order.labels("hospital"),
        division_label=order.labels("division"),
        ward_label=order.labels("ward"),
        names=order.names,
        overseers=_overseers(graph, order),
        **columns,  # type: ignore[arg-type]  # mypy does not know which names a dict holds
        **_manager_columns(graph, order),  # type: ignore[arg-type]
    )


class _Order:
    """Nodes sorted by where they belong, and the position of each."""

    def __init__(self, graph: nx.Graph) -> None:
        self.graph = graph
        self.position: dict[str, int] = {}
        hospital = self._sorted("hospital", None)
        division = self._sorted("division", "hospital")
        ward = self._sorted("ward", "hospital")
        team = self._sorted("team", "ward")
        staff = self._sorted("staff", "team")
        manager: list[str] = []
        for kind, home in zip(
            MANAGER_KINDS, ("ward", "division", "hospital", "hospital"), strict=True
        ):
            manager += self._sorted(kind, home, first=len(manager))
        regulator = self._sorted("regulator", None)
        populations = (hospital, division, ward, team, staff, manager, regulator)
        self.names = NodeNames(*(tuple(nodes) for nodes in populations))

    def _sorted(self, kind: str, home: str | None, first: int = 0) -> list[str]:
        nodes = [n for n, node_kind in self.graph.nodes(data="kind") if node_kind == kind]
        if home:
            nodes.sort(key=lambda node: self.position[self.graph.nodes[node][home]])
        self.position.update((node, first + i) for i, node in enumerate(nodes))
        return nodes

    def of(self, nodes: Iterable[str], attribute: str) -> Int32:
        """Position of the node each of `nodes` names in an attribute, -1 without one."""
        named = (self.graph.nodes[node].get(attribute) for node in nodes)
        return _int32(-1 if name is None else self.position[name] for name in named)

    def number(self, nodes: Iterable[str], attribute: str) -> Int32:
        """Read a whole-number attribute of each of `nodes`, 0 without one."""
        return _int32(int(self.graph.nodes[node].get(attribute, 0)) for node in nodes)

    def labels(self, kind: str) -> tuple[str, ...]:
        nodes = getattr(self.names, kind)
        return tuple(str(self.graph.nodes[node].get("label", node)) for node in nodes)


def _int32(values: Iterable[int]) -> Int32:
    return np.fromiter(values, np.int32)


def _starts(owner: Int32, n_owners: int) -> Int32:
    return np.searchsorted(owner, np.arange(n_owners + 1)).astype(np.int32)


def _ward_columns(graph: nx.Graph, order: _Order) -> dict[str, Int32]:
    names = order.names
    hospital = order.of(names.ward, "hospital")
    beds = order.number(names.ward, "beds")
    department = (
        int(graph.nodes[w].get("department", graph.nodes[w]["beds"] == 0)) for w in names.ward
    )
    return {
        "hospital_ward_start": _starts(hospital, len(names.hospital)),
        "division_hospital": order.of(names.division, "hospital"),
        "ward_hospital": hospital,
        "ward_division": order.of(names.ward, "division"),
        "ward_beds": beds,
        "ward_manager": np.arange(len(names.ward), dtype=np.int32),
        "is_department": _int32(department),
        "ward_bed_start": np.concatenate([[0], np.cumsum(beds)]).astype(np.int32),
    }


def _staff_columns(graph: nx.Graph, order: _Order) -> dict[str, Int32]:
    names = order.names
    team_ward = order.of(names.team, "ward")
    staff_team = order.of(names.staff, "team")
    staff_ward = team_ward[staff_team]
    number = {name: i for i, name in enumerate(PROFESSIONS)}
    return {
        "ward_staff_start": _starts(staff_ward, len(names.ward)),
        "ward_team_start": _starts(team_ward, len(names.ward)),
        "team_ward": team_ward,
        "team_staff_start": _starts(staff_team, len(names.team)),
        "staff_ward": staff_ward,
        "staff_team": staff_team,
        "staff_profession": _int32(number[graph.nodes[s]["profession"]] for s in names.staff),
        "staff_grade": order.number(names.staff, "grade"),
        "staff_is_spare": order.number(names.staff, "spare"),
    }


def _manager_columns(graph: nx.Graph, order: _Order) -> dict[str, Int32]:
    nodes = order.names.manager
    number = {kind: i for i, kind in enumerate(MANAGER_KINDS)}
    level = _int32(number[graph.nodes[node]["kind"]] for node in nodes)
    ward = order.of(nodes, "ward")
    division = order.of(nodes, "division")
    ward_division = order.of(order.names.ward, "division")
    boss = line_managers(graph)
    parent: list[Any] = [boss.get(node) for node in nodes]
    return {
        "manager_level": level,
        "manager_hospital": order.of(nodes, "hospital"),
        "manager_ward": np.where(level == 0, ward, -1).astype(np.int32),
        "manager_division": np.select(
            [level == 0, level == 1], [ward_division[np.maximum(ward, 0)], division], -1
        ).astype(np.int32),
        "manager_parent": _int32(-1 if p is None else order.position[p] for p in parent),
        "manager_start": _starts(level, len(MANAGER_KINDS)),
    }


def _overseers(graph: nx.Graph, order: _Order) -> tuple[Overseer, ...]:
    """Bodies of the graph with the hospitals that their edges lead to."""
    found = []
    for node, label in zip(order.names.regulator, order.labels("regulator"), strict=True):
        near = (other for other in graph[node] if graph[node][other]["kind"] == "oversees")
        rows = tuple(sorted(order.position[hospital] for hospital in near))
        found.append(Overseer(label, Body(label), rows, node))
    watched = {row for overseer in found for row in overseer.hospitals}
    for row, node in enumerate(order.names.hospital):
        if row not in watched:
            source = graph.graph.get("source", "organisation")
            raise InputError(
                f"{source}: node {node!r}: nobody oversees it; join a regulator to it by oversees"
            )
    return tuple(found)


def _ties(graph: nx.Graph, order: _Order) -> tuple[Int64, Int32]:
    """Advice ties as CSR; ties of people who are not staff play no part in the model."""
    ends = [
        (order.position[a], order.position[b])
        for a, b, kind in graph.edges(data="kind")
        if kind == "advises" and graph.nodes[a]["kind"] == graph.nodes[b]["kind"] == "staff"
    ]
    one_way = np.array(ends, np.int64).reshape(-1, 2)
    both = np.concatenate([one_way, one_way[:, ::-1]])
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    ptr = np.searchsorted(both[:, 0], np.arange(len(order.names.staff) + 1)).astype(np.int64)
    return ptr, both[:, 1].astype(np.int32)
