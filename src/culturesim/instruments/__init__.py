"""Instruments: what each observer of a hospital sees, when, and how it can mislead.

`CATALOGUE` describes every instrument, `read` gives what one of them showed in a run, and
`truth_for` names what it stands for and never sees. An instrument reads recorded columns only, and
none that is in `TRUTH`.
"""

from culturesim.instruments.catalogue import CATALOGUE, describe
from culturesim.instruments.kinds import Instrument, Item
from culturesim.instruments.reading import Reading, Recorded, read, truth_for
from culturesim.instruments.truth import KNOWN, TRUTH

__all__ = [
    "CATALOGUE",
    "KNOWN",
    "TRUTH",
    "Instrument",
    "Item",
    "Reading",
    "Recorded",
    "describe",
    "read",
    "truth_for",
]
