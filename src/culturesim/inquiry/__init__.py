"""Who knew what, when, and what stopped it: read from the ledger of a run, no rule inside."""

from __future__ import annotations

from culturesim.inquiry.chances import STOPS, Chance, chances_frame, chances_of
from culturesim.inquiry.events import COLUMNS, Event, Events, read_events
from culturesim.inquiry.moments import Moment, moments_of
from culturesim.inquiry.patients import WORST, Patient, find_patient, n_harmed, to_follow
from culturesim.inquiry.periods import Period, periods_of
from culturesim.inquiry.story import Line, story_frame, story_lines
from culturesim.inquiry.telling import counted, picked, tell_patient

__all__ = [
    "COLUMNS", "STOPS", "WORST", "Chance", "Event", "Events", "Line", "Moment", "Patient",
    "Period", "chances_frame", "chances_of", "counted", "find_patient", "moments_of", "n_harmed",
    "periods_of", "picked", "read_events", "story_frame", "story_lines", "tell_patient",
    "to_follow",
]  # fmt: skip
