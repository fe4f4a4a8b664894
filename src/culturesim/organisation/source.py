"""Where an organisation comes from: sizes to build, or the files of a real one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from culturesim.organisation.sizes import OrganisationSizes

if TYPE_CHECKING:
    from culturesim.organisation.frozen import Frozen

__all__ = ["OrganisationFiles", "OrganisationSource", "freeze_source"]


@dataclass(frozen=True, slots=True)
class OrganisationFiles:
    """A real organisation, read from one GraphML file or from node and edge CSV files.

    Attributes
    ----------
    graph, nodes, edges : str or None
        Absolute paths: ``graph`` alone, or ``nodes`` and ``edges``.

    Examples
    --------
    >>> OrganisationFiles(graph="hospital.graphml").nodes is None
    True
    """

    graph: str | None = None
    nodes: str | None = None
    edges: str | None = None


OrganisationSource: TypeAlias = OrganisationSizes | OrganisationFiles


def freeze_source(source: OrganisationSource, seed: int) -> Frozen:
    """Build or read an organisation and freeze it.

    Parameters
    ----------
    source : OrganisationSizes or OrganisationFiles
        Sizes, or paths of files.
    seed : int
        Seed of what has to be drawn: ties, and teams where files leave them out. [-]

    Returns
    -------
    Frozen
        Index arrays.

    Raises
    ------
    InputError
        If a file is missing, broken or describes an impossible organisation.

    Examples
    --------
    >>> freeze_source(OrganisationSizes(wards=2, departments=0, divisions=1), seed=1).n_wards
    2
    """
    if isinstance(source, OrganisationSizes):
        from culturesim.organisation.build import freeze_sizes

        return freeze_sizes(source, seed)
    from culturesim.organisation.freezing import freeze
    from culturesim.organisation.read import read_csv, read_graphml

    if source.graph:
        return freeze(read_graphml(source.graph, seed))
    return freeze(read_csv(str(source.nodes), str(source.edges), seed))
