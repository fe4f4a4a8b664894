"""Read a real organisation from a GraphML file, or from a CSV of nodes and a CSV of edges.

What a file must hold
---------------------
Every node has an identifier (any text) and a ``kind``; which other columns (GraphML: node
attributes) it needs depends on the kind. What names another node gives that node's identifier.

=================== ==================================================================
kind                columns needed
=================== ==================================================================
hospital            none
division            ``hospital`` when there are several hospitals
ward                ``beds`` (0 for a department such as theatres), ``division``
team                ``ward``
staff               ``profession``, ``grade`` (1 junior to 4 senior), ``ward``
ward_manager        ``ward``; one for each ward
division_manager    ``division``; one for each division
executive           ``hospital`` when there are several hospitals
board_member        ``hospital`` when there are several hospitals
regulator           none
=================== ==================================================================

Professions are registered_nurse, support_worker, doctor and allied_health. Optional columns:
``label`` (a name for readers), ``team`` of a staff, ``spare`` (1 for an unfunded post) and
``department`` of a ward (1 or 0; without it a ward with 0 beds is a department). Further columns
are kept and not used.

Every edge has two ends and a ``kind``: ``manages`` (source is the manager), ``advises`` (either
way), ``oversees`` (regulator and hospital), ``works_with`` (staff and their team), ``belongs``
(anything and the place it names) or ``represents`` (board member and hospital). Only the
management above the wards must be written: ward managers, division managers, executives and board
members, each under one line manager; the chair of the board has none. An undirected GraphML edge
between two executives or two board members must name the one who manages in an attribute
``manager``.

What is filled in when it is missing
------------------------------------
Staff are managed by their ward's manager. Things are joined to the places they name. Wards where
nobody names a team get teams of about 12 people. Without a regulator, one is added. Without any
``advises`` edge, ties are drawn with the default shares of
:class:`~culturesim.organisation.sizes.OrganisationSizes`. The last three are said in plain words
in ``graph.graph["notes"]``, to be shown to the person who gave the file.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from culturesim.errors import InputError
from culturesim.organisation.complete import complete_organisation

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["read_csv", "read_graphml"]


def read_graphml(path: str | Path, seed: int = 0) -> nx.Graph:
    """Read an organisation from a GraphML file.

    Parameters
    ----------
    path : str or Path
        The file, UTF-8.
    seed : int
        Seed of the advice ties when the file has none, 0 or more.

    Returns
    -------
    networkx.Graph
        A complete, checked organisation.

    Raises
    ------
    InputError
        If the file cannot be read, is not GraphML, or the organisation fails a check.

    Examples
    --------
    >>> read_graphml("nowhere.graphml")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: nowhere.graphml: cannot be read (No such file or directory)
    """
    import networkx as nx

    path = Path(path)
    try:
        with path.open("rb") as file:
            raw = nx.read_graphml(file)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    except (ParseError, UnicodeDecodeError, nx.NetworkXError, ValueError, KeyError) as error:
        raise InputError(f"{path}: not a GraphML file ({_one_line(error)})") from None
    return complete_organisation(
        raw.nodes.items(),
        raw.edges(data=True),
        source=path.name,
        directed=raw.is_directed(),
        seed=seed,
    )


def read_csv(nodes_path: str | Path, edges_path: str | Path, seed: int = 0) -> nx.Graph:
    """Read an organisation from two CSV files.

    Parameters
    ----------
    nodes_path : str or Path
        Nodes, with columns ``id``, ``kind`` and those of the module's table; UTF-8, commas.
    edges_path : str or Path
        Edges, with columns ``source``, ``target`` and ``kind``; UTF-8, commas.
    seed : int
        Seed of the advice ties when the file has none, 0 or more.

    Returns
    -------
    networkx.Graph
        A complete, checked organisation.

    Raises
    ------
    InputError
        If a file cannot be read or is not UTF-8, a column or an identifier is missing, a row has
        too many cells, an identifier is given twice, or the organisation fails a check.

    Examples
    --------
    >>> read_csv("nowhere.csv", "edges.csv")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: nowhere.csv: cannot be read (No such file or directory)
    """
    nodes_path, edges_path = Path(nodes_path), Path(edges_path)
    nodes: dict[str, dict[str, str]] = {}
    for line, row in _rows(nodes_path, ("id", "kind")):
        node = row.pop("id")
        if node in nodes:
            raise InputError(f"{nodes_path.name}, line {line}: node {node!r} is given twice")
        nodes[node] = row
    edges = [
        (row.pop("source"), row.pop("target"), row)
        for _, row in _rows(edges_path, ("source", "target", "kind"))
    ]
    return complete_organisation(
        nodes.items(),
        edges,
        source=f"{nodes_path.name} and {edges_path.name}",
        directed=True,
        seed=seed,
    )


def _rows(path: Path, needed: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """Line number and cells of each row, stripped; the needed cells are never empty."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            columns = [name.strip() for name in reader.fieldnames or ()]
            reader.fieldnames = columns
            rows = [(reader.line_num, row) for row in reader]
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8 text; save it as CSV UTF-8") from None
    except csv.Error as error:
        raise InputError(f"{path}: not a CSV file ({_one_line(error)})") from None
    for name in needed:
        if name not in columns:
            given = ", ".join(columns) or "none"
            raise InputError(f"{path.name}: column {name!r} is missing; columns given: {given}")
    return [(line, _cells(path, line, row, needed)) for line, row in rows]


def _cells(path: Path, line: int, row: dict[str, str], needed: tuple[str, ...]) -> dict[str, str]:
    if None in row:
        raise InputError(f"{path.name}, line {line}: more cells than columns")
    cells = {key: (value or "").strip() for key, value in row.items()}
    for name in needed:
        if not cells[name]:
            raise InputError(f"{path.name}, line {line}: {name} is empty")
    return cells


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
