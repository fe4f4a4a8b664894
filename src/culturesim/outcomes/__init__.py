"""What came of a run: whether the hospital failed, who knew, who caught it, and the headline row.

The definitions are those of the model's description; their thresholds are parameters of the group
``outcome``.
"""

from culturesim.outcomes.caught import (
    ACTORS,
    Caught,
    find_caught,
    find_knew,
    kept_back,
    warnings_reached,
)
from culturesim.outcomes.failing import Failing, Thresholds, find_failing
from culturesim.outcomes.headline import (
    KEPT_BACK,
    KNEW,
    OUTCOMES,
    WARNINGS,
    Outcome,
    outcome_row,
    read_thresholds,
)
from culturesim.outcomes.history import History, read_history, ward_days
from culturesim.outcomes.intervals import (
    Interval,
    Trend,
    bootstrap_mean,
    trend_of_board_picture_and_harm,
)
from culturesim.outcomes.quantities import QUANTITIES, WARD_QUANTITIES, Quantity
from culturesim.outcomes.themes import THEMES, Theme, theme_days

__all__ = [
    "ACTORS",
    "KEPT_BACK",
    "KNEW",
    "OUTCOMES",
    "QUANTITIES",
    "THEMES",
    "WARD_QUANTITIES",
    "WARNINGS",
    "Caught",
    "Failing",
    "History",
    "Interval",
    "Outcome",
    "Quantity",
    "Theme",
    "Thresholds",
    "Trend",
    "bootstrap_mean",
    "find_caught",
    "find_failing",
    "find_knew",
    "kept_back",
    "outcome_row",
    "read_history",
    "read_thresholds",
    "theme_days",
    "trend_of_board_picture_and_harm",
    "ward_days",
    "warnings_reached",
]
