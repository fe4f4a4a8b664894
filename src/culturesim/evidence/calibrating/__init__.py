"""Calibration: which sets of parameters show the tuning patterns, and what each guess carries.

:func:`read_task` checks a file, :func:`calibrate` searches by history matching in waves and can be
stopped and resumed, :func:`accepted` says which sets are plausible, :func:`screen` ranks guesses by
what they move (Morris).
"""

from culturesim.evidence.calibrating.matching import calibrate
from culturesim.evidence.calibrating.outcome import accepted, propose, write_ensemble
from culturesim.evidence.calibrating.screening import screen
from culturesim.evidence.calibrating.task import Prior, Task, read_task

__all__ = ["Prior", "Task", "accepted", "calibrate", "propose", "read_task", "screen"]
__all__ += ["write_ensemble"]
