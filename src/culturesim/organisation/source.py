"""Where an organisation comes from: sizes to build, or the files of a real one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from culturesim.organisation.bodies import Body, appoint
from culturesim.organisation.sizes import OrganisationSizes
from culturesim.organisation.system import OrganisationSystem, freeze_system

if TYPE_CHECKING:
    from culturesim.organisation.frozen import Frozen

__all__ = ["OrganisationFiles", "OrganisationSource", "freeze_source", "oversee"]


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


OrganisationSource: TypeAlias = OrganisationSizes | OrganisationFiles | OrganisationSystem


def oversee(organisation: Frozen, bodies: tuple[Body, ...], where: str = "scenario") -> Frozen:
    """Put an organisation under the bodies of a scenario.

    Parameters
    ----------
    organisation : Frozen
        The organisation.
    bodies : tuple of Body
        Bodies; with none, the organisation keeps its own.
    where : str
        File to name in a message.

    Returns
    -------
    Frozen
        The organisation under them.

    Raises
    ------
    InputError
        If a remit does not fit, or nobody oversees a hospital.

    Examples
    --------
    >>> frozen = freeze_source(OrganisationSizes(wards=2, departments=0, divisions=1), seed=1)
    >>> oversee(frozen, (Body("Inspectorate"),)).nodes.regulator
    ('regulator/inspectorate',)
    """
    if not bodies:
        return organisation
    overseers = appoint(bodies, organisation.hospital_label, where)
    names = organisation.names
    if names is not None:
        names = replace(names, regulator=tuple(overseer.node for overseer in overseers))
    return replace(organisation, overseers=overseers, names=names)


def freeze_source(source: OrganisationSource, seed: int) -> Frozen:
    """Build or read an organisation and freeze it.

    Parameters
    ----------
    source : OrganisationSizes, OrganisationFiles or OrganisationSystem
        Sizes, paths of files, or hospitals that differ.
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
    if isinstance(source, OrganisationSystem):
        return freeze_system(source, seed)
    from culturesim.organisation.freezing import freeze
    from culturesim.organisation.read import read_csv, read_graphml

    if source.graph:
        return freeze(read_graphml(source.graph, seed))
    return freeze(read_csv(str(source.nodes), str(source.edges), seed))
