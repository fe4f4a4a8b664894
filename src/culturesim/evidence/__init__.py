"""What the model is held to: published numbers, published models and exact results.

:func:`validate_patterns` simulates what the patterns of :func:`load_patterns` need and measures it
as the studies did; :func:`measure_patterns` does so for many sets of parameters and gives a table.
`culturesim.evidence.theory` holds the replications of theory.
"""

from culturesim.evidence.page import validation_page
from culturesim.evidence.records import Part, Pattern, find_patterns, load_patterns, tuned_by
from culturesim.evidence.statistics import Estimate
from culturesim.evidence.validation import (
    FULL,
    QUICK,
    Measured,
    Validation,
    measure_patterns,
    validate_patterns,
)
from culturesim.evidence.worlds import Size, changes_of

__all__ = [
    "FULL",
    "QUICK",
    "Estimate",
    "Measured",
    "Part",
    "Pattern",
    "Size",
    "Validation",
    "changes_of",
    "find_patterns",
    "load_patterns",
    "measure_patterns",
    "tuned_by",
    "validate_patterns",
    "validation_page",
]
