"""The organisation as a typed NetworkX graph, which Mesa's network space can hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from culturesim.organisation.frozen import MANAGER_KINDS, PROFESSIONS, Frozen

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["EDGE_KINDS", "HOME", "to_graph"]

#: Every kind of edge.
EDGE_KINDS = ("manages", "works_with", "advises", "oversees", "represents", "belongs")

#: The node each kind is joined to as its home: kind of home, and kind of the edge.
HOME = {
    "division": ("hospital", "belongs"),
    "ward": ("division", "belongs"),
    "team": ("ward", "belongs"),
    "staff": ("team", "works_with"),
    "ward_manager": ("ward", "belongs"),
    "division_manager": ("division", "belongs"),
    "executive": ("hospital", "belongs"),
    "board_member": ("hospital", "represents"),
}

_Node = tuple[str, dict[str, Any]]
_Edge = tuple[str, str, dict[str, Any]]


def to_graph(organisation: Frozen) -> nx.Graph:
    """Make the typed graph of a frozen organisation.

    Parameters
    ----------
    organisation : Frozen
        The organisation as arrays.

    Returns
    -------
    networkx.Graph
        Nodes carry ``kind`` and the identifiers of the ``hospital``, ``division``, ``ward`` and
        ``team`` they are part of; staff also ``profession``, ``grade`` and ``spare``, wards
        ``beds`` and ``department``. Edges carry ``kind``; one that ``manages`` also names its
        ``manager``.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, freeze_sizes
    >>> frozen = freeze_sizes(OrganisationSizes(wards=2, departments=0, divisions=1), seed=1)
    >>> to_graph(frozen).number_of_nodes()
    135
    """
    import networkx as nx

    graph = nx.Graph(source="organisation")
    graph.add_nodes_from(_place_nodes(organisation))
    graph.add_nodes_from(_staff_nodes(organisation))
    graph.add_nodes_from(_manager_nodes(organisation))
    for node, attributes in list(graph.nodes.items()):
        if attributes["kind"] in HOME:
            home, kind = HOME[attributes["kind"]]
            graph.add_edge(node, attributes[home], kind=kind)
    graph.add_edges_from(_edges(organisation))
    return graph


def _place_nodes(organisation: Frozen) -> Iterator[_Node]:
    names = organisation.nodes
    for node, label in zip(names.hospital, organisation.hospital_label, strict=True):
        yield node, {"kind": "hospital", "label": label}
    for node, overseer in zip(names.regulator, organisation.bodies, strict=True):
        yield node, {"kind": "regulator", "label": overseer.name}
    for i, node in enumerate(names.division):
        hospital = names.hospital[organisation.division_hospital[i]]
        label = organisation.division_label[i]
        yield node, {"kind": "division", "label": label, "hospital": hospital}
    for i, node in enumerate(names.ward):
        yield (
            node,
            {
                "kind": "ward",
                "label": organisation.ward_label[i],
                "hospital": names.hospital[organisation.ward_hospital[i]],
                "division": names.division[organisation.ward_division[i]],
                "beds": int(organisation.ward_beds[i]),
                "department": int(organisation.is_department[i]),
            },
        )
    for i, node in enumerate(names.team):
        ward = organisation.team_ward[i]
        hospital = names.hospital[organisation.ward_hospital[ward]]
        yield node, {"kind": "team", "hospital": hospital, "ward": names.ward[ward]}


def _staff_nodes(organisation: Frozen) -> Iterator[_Node]:
    names = organisation.nodes
    rows = zip(
        names.staff,
        organisation.ward_hospital[organisation.staff_ward].tolist(),
        organisation.staff_ward.tolist(),
        organisation.staff_team.tolist(),
        organisation.staff_profession.tolist(),
        organisation.staff_grade.tolist(),
        organisation.staff_is_spare.tolist(),
        strict=True,
    )
    for node, hospital, ward, team, profession, grade, spare in rows:
        yield (
            node,
            {
                "kind": "staff",
                "hospital": names.hospital[hospital],
                "ward": names.ward[ward],
                "team": names.team[team],
                "profession": PROFESSIONS[profession],
                "grade": grade,
                "spare": spare,
            },
        )


def _manager_nodes(organisation: Frozen) -> Iterator[_Node]:
    names = organisation.nodes
    for i, node in enumerate(names.manager):
        attributes = {
            "kind": MANAGER_KINDS[organisation.manager_level[i]],
            "hospital": names.hospital[organisation.manager_hospital[i]],
        }
        if organisation.manager_division[i] >= 0:
            attributes["division"] = names.division[organisation.manager_division[i]]
        if organisation.manager_ward[i] >= 0:
            attributes["ward"] = names.ward[organisation.manager_ward[i]]
        yield node, attributes


def _edges(organisation: Frozen) -> Iterator[_Edge]:
    names = organisation.nodes
    for regulator, overseer in zip(names.regulator, organisation.bodies, strict=True):
        for h in overseer.hospitals:
            yield regulator, names.hospital[h], {"kind": "oversees"}
    for i, parent in enumerate(organisation.manager_parent.tolist()):
        if parent >= 0:
            boss = names.manager[parent]
            yield boss, names.manager[i], {"kind": "manages", "manager": boss}
    for staff, ward in zip(names.staff, organisation.staff_ward.tolist(), strict=True):
        boss = names.manager[ward]
        yield boss, staff, {"kind": "manages", "manager": boss}
    row = np.repeat(np.arange(organisation.n_staff), np.diff(organisation.tie_ptr))
    once = row < organisation.tie_idx
    pairs = zip(row[once].tolist(), organisation.tie_idx[once].tolist(), strict=True)
    for i, j in pairs:
        yield names.staff[i], names.staff[j], {"kind": "advises"}
