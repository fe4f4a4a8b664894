"""The organisation: who works where, who manages whom and who asks whom for advice.

An organisation starts either from a few sizes (:class:`OrganisationSizes`) or from files that
describe a real one (:func:`read_graphml`, :func:`read_csv`). Either way it becomes a typed NetworkX
graph, is checked, and is frozen to index arrays (:class:`Frozen`) for the engine's loops.

Nothing is imported until it is asked for, so that reading the sizes of a scenario stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from culturesim.organisation.build import build_organisation, freeze_sizes
    from culturesim.organisation.checks import check_organisation
    from culturesim.organisation.freezing import freeze
    from culturesim.organisation.frozen import Frozen
    from culturesim.organisation.graph import to_graph
    from culturesim.organisation.picture import Layout, layout
    from culturesim.organisation.read import read_csv, read_graphml
    from culturesim.organisation.sizes import OrganisationSizes
    from culturesim.organisation.source import OrganisationFiles, freeze_source, oversee
    from culturesim.organisation.system import OrganisationSystem
    from culturesim.organisation.ties import build_ties
    from culturesim.organisation.write import write_csv, write_graphml

__all__ = [
    "Frozen",
    "Layout",
    "OrganisationFiles",
    "OrganisationSizes",
    "OrganisationSystem",
    "build_organisation",
    "build_ties",
    "check_organisation",
    "freeze",
    "freeze_sizes",
    "freeze_source",
    "layout",
    "oversee",
    "read_csv",
    "read_graphml",
    "to_graph",
    "write_csv",
    "write_graphml",
]

_HOME = {
    "Frozen": "frozen",
    "Layout": "picture",
    "OrganisationFiles": "source",
    "OrganisationSizes": "sizes",
    "OrganisationSystem": "system",
    "build_organisation": "build",
    "build_ties": "ties",
    "check_organisation": "checks",
    "freeze": "freezing",
    "freeze_sizes": "build",
    "freeze_source": "source",
    "layout": "picture",
    "oversee": "source",
    "read_csv": "read",
    "read_graphml": "read",
    "to_graph": "graph",
    "write_csv": "write",
    "write_graphml": "write",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
