"""Write an organisation to GraphML or CSV, to be looked at and edited elsewhere and read back."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from culturesim.errors import InputError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["write_csv", "write_graphml"]

_NODE_COLUMNS = (
    "id",
    "kind",
    "label",
    "hospital",
    "division",
    "ward",
    "team",
    "profession",
    "grade",
    "spare",
    "beds",
    "department",
)


def write_graphml(graph: nx.Graph, path: str | Path) -> None:
    """Write an organisation to a GraphML file.

    Parameters
    ----------
    graph : networkx.Graph
        The organisation.
    path : str or Path
        The file to write; one that is there is replaced.

    Raises
    ------
    InputError
        If the file cannot be written.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, build_organisation
    >>> graph = build_organisation(OrganisationSizes(wards=2, departments=0, divisions=1), seed=1)
    >>> write_graphml(graph, "no/such/folder/a.graphml")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: no/such/folder/a.graphml: cannot be written (No such file or ...
    """
    import networkx as nx

    plain = nx.Graph()
    plain.add_nodes_from(graph.nodes.items())
    plain.add_edges_from(graph.edges(data=True))
    path = Path(path)
    try:
        with path.open("wb") as file:
            nx.write_graphml(plain, file)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror})") from None


def write_csv(graph: nx.Graph, nodes_path: str | Path, edges_path: str | Path) -> None:
    """Write an organisation to a CSV of nodes and a CSV of edges.

    Parameters
    ----------
    graph : networkx.Graph
        The organisation.
    nodes_path, edges_path : str or Path
        The files to write; those that are there are replaced.

    Raises
    ------
    InputError
        If a file cannot be written.

    Examples
    --------
    >>> from culturesim.organisation import OrganisationSizes, build_organisation
    >>> graph = build_organisation(OrganisationSizes(wards=2, departments=0, divisions=1), seed=1)
    >>> write_csv(graph, "no/such/folder/nodes.csv", "no/such/folder/edges.csv")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: no/such/folder/nodes.csv: cannot be written (No such file or ...
    """
    nodes = ([node, *map(a.get, _NODE_COLUMNS[1:])] for node, a in graph.nodes.items())
    _write_rows(Path(nodes_path), _NODE_COLUMNS, nodes)
    edges = (_edge_row(a, b, attributes) for a, b, attributes in graph.edges(data=True))
    _write_rows(Path(edges_path), ("source", "target", "kind"), edges)


def _edge_row(a: str, b: str, attributes: dict[str, Any]) -> tuple[str, str, str]:
    """Return ends and kind; the manager comes first where there is one."""
    source, target = (b, a) if attributes.get("manager") == b else (a, b)
    return source, target, attributes["kind"]


def _write_rows(path: Path, header: tuple[str, ...], rows: Any) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            writer.writerows(rows)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror})") from None
