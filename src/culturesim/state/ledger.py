"""The event ledger: what happened, to whom, where, and what caused it."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

FIELDS = ("day", "kind", "who", "whom", "ward", "cause", "detail")
L: Any = namedtuple("ledger_fields", FIELDS)(*range(len(FIELDS)))

KINDS = (
    "exposure",
    "near_miss",
    "harm",
    "noticed",
    "silent",
    "challenged",
    "told_manager",
    "reported",
    "bypassed",
    "acted",
    "ignored",
    "punished",
    "fixed",
    "complaint",
    "complaint_upheld",
    "complaint_brushed_off",
    "escalated",
    "alert",
    "inspection",
    "finding",
    "leave",
    "join",
    "death",
    "death_of_harm",
    "hazard_born",
    "passed_up",
    "stopped_at",
    "attention",
    "sanction",
    "survey",
    "outlier",
    "turned_away",
    "went_outside",
    "retaliated",
    "campaign",
    "story_published",
    "scandal",
    "inquiry_called",
    "inquiry_reported",
    "recommendation",
)
K: Any = namedtuple("ledger_kinds", KINDS)(*range(len(KINDS)))
