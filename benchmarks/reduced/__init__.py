"""A reduced hospital, three times: compiled loops, the same loops in C, and plain Mesa.

Staff work in teams of twelve, three teams to a ward. Each day everybody draws a workload; some
come upon a hazard; each of the eleven colleagues may see it, and who sees it may speak; the
manager thanks or blames; fear, voice, burnout and standards move; every thirty days standards
spread over four personal ties. About 2.5 draws and 1.2 logistic functions a person a day, ten
series a ward a day.
"""

TEAM = 12
WARD = 36
SERIES = (
    "hazards", "seen", "spoken", "blamed", "thanked",
    "workload", "fear", "voice", "burnout", "standard",
)  # fmt: skip
"""Recorded each day for each ward: five counts, then five means."""
