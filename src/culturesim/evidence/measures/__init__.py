"""Measures: each observes simulated hospitals the way a study observed real ones.

A measure sees an :class:`~culturesim.evidence.observed.Observed` a hospital and its own random
numbers; a test keeps parameters, scenarios and simulations out of this folder.
"""

from culturesim.evidence.measures import (
    detection,
    failures,
    harm,
    patients,
    reports,
    staffing,
    trials,
    voice,
)
from culturesim.evidence.measures.base import MEASURES, Measure, NotMeasurableError, generator

__all__ = ["MEASURES", "Measure", "NotMeasurableError", "generator"]
__all__ += ["detection", "failures", "harm", "patients", "reports", "staffing", "trials", "voice"]
