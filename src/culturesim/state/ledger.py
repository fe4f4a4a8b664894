"""The event ledger: what happened, to whom, where, and what caused it."""

from __future__ import annotations

from typing import Any

from culturesim.positions import named_numbers

FIELDS = ("day", "kind", "who", "whom", "ward", "cause", "detail")
L: Any = named_numbers("ledger fields", {name: k for k, name in enumerate(FIELDS)})

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
    "leader_changed",
    "walk_round",
)
# who, whom and detail of those that need a word (others: culturesim.results.events):
# hazard_born: detail is the percentage that came of slipping practice and pending problems, -1 for
#   what was there before the ledger; exposures and concerns that would not have been without latent
#   hazards have one of them, drawn by its share in the ward's stock, as their cause; so have fixes.
# passed_up: a manager (-1 past the line) hands a warning to the boss, whose level is the detail, 4
#   past the line. stopped_at: a manager keeps it back; detail as in culturesim.rules.passing. The
#   causes lead from level to level back to the concern that was raised.
K: Any = named_numbers("kinds of event", {name: k for k, name in enumerate(KINDS)})
