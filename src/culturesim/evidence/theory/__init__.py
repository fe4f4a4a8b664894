"""Published models and exact results, rebuilt small from the rules of the model.

Each replication of :data:`REPLICATIONS` states what must hold, where that is from, which rules it
runs, and gives checks: a result beside a published or computed value and its tolerance.
:func:`run_theory` runs them and :func:`theory_table` turns what came of it into rows.
"""

from culturesim.evidence.theory.catalogue import (
    REPLICATIONS,
    find_replications,
    run_theory,
    theory_table,
)
from culturesim.evidence.theory.page import theory_page
from culturesim.evidence.theory.records import Check, Replication, TheoryResult

__all__ = [
    "REPLICATIONS",
    "Check",
    "Replication",
    "TheoryResult",
    "find_replications",
    "run_theory",
    "theory_page",
    "theory_table",
]
