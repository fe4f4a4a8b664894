"""Levers: what people do to change a hospital, as dated changes of parameters.

A :class:`Lever` names the parameters it moves, how far and how fast, what else it does (its side
effects, as parameters too), what it costs, and where each of these comes from. A scenario holds
:class:`DatedLever` entries: which lever, how strongly, from which day. :func:`with_levers` puts
them on top of whatever the scenario's own timeline does, day by day.
"""

from __future__ import annotations

from culturesim.interventions.catalogue import CONTRADICTIONS, LEVERS, find_lever
from culturesim.interventions.costs import Cost, cost_of
from culturesim.interventions.courses import with_levers
from culturesim.interventions.coverage import Coverage, cover
from culturesim.interventions.dated import DatedLever, parse_lever, read_levers
from culturesim.interventions.lever import Effect, Lever
from culturesim.interventions.wards import WARD_PARAMETERS, can_be_limited

__all__ = [
    "CONTRADICTIONS",
    "LEVERS",
    "WARD_PARAMETERS",
    "Cost",
    "Coverage",
    "DatedLever",
    "Effect",
    "Lever",
    "can_be_limited",
    "cost_of",
    "cover",
    "find_lever",
    "parse_lever",
    "read_levers",
    "with_levers",
]
