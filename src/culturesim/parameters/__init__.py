"""The parameters room: every number of the model, with its unit, range, source and status.

``registry`` reads and checks the table of parameters, ``values`` holds one validated set of values,
``relations`` says which pairs must fit together, ``timeline`` holds dated changes over the days of
a run, ``dials`` turns the three headline dials into values.
"""

from culturesim.parameters.dials import (
    DEFAULT_DIALS,
    DIALS,
    Dial,
    DialRow,
    apply_dials,
    dial_table,
)
from culturesim.parameters.registry import P, Registry, Row, load_registry
from culturesim.parameters.relations import RELATIONS, Relation
from culturesim.parameters.timeline import Change, timetable
from culturesim.parameters.values import Parameters

__all__ = [
    "DEFAULT_DIALS",
    "DIALS",
    "RELATIONS",
    "Change",
    "Dial",
    "DialRow",
    "P",
    "Parameters",
    "Registry",
    "Relation",
    "Row",
    "apply_dials",
    "dial_table",
    "load_registry",
    "timetable",
]
