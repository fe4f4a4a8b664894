"""Columns of the store: what came of a run, besides which run it was."""

from __future__ import annotations

from culturesim.outcomes import OUTCOMES

__all__ = ["NUMBERS", "TEXTS", "describe_columns"]

_STORY = """
is_failing | share | The hospital was failing at some time: 1 or 0.
failing_day | day | Day on which the first spell of failing began; none if it never failed.
failing_at_end | share | Failing on the last day: 1 or 0.
failing_from_start | share | Failing from day 1: 1 or 0.
caught_day | day | Day on which board or regulator acted on failing, whichever was first.
caught_after | days | Days from the beginning of failing to being caught; none if not caught.
board_day | day | Day on which the board caught it.
board_after | days | Days from the beginning of failing to the board.
regulator_day | day | Day on which the regulator caught it.
regulator_after | days | Days from the beginning of failing to the regulator.
harms_before | harms | Preventable harms from the beginning of failing until caught, or the end.
avoidable_before | deaths | Deaths from preventable harm in that time.
concerns_before | concerns | Concerns staff held in that time.
silent_before | concerns | Concerns kept silent in that time.
complaints_before | complaints | Formal complaints in that time.
knew_ward_day | day | Day on which ward managers knew.
knew_division_day | day | Day on which division managers knew.
knew_executive_day | day | Day on which executives knew.
knew_board_day | day | Day on which the board knew.
kept_back_ward | share | Bad news that ward managers kept back.
kept_back_division | share | Bad news that division managers kept back.
kept_back_executive | share | Bad news that executives kept back.
cost_money | GBP | What the levers cost over the run; below 0 for a saving.
cost_hours | hours | Staff time that the levers took.
"""

#: Text columns, and their meaning.
TEXTS: dict[str, str] = {
    "caught_by": "board, regulator or nobody.",
    "caught_signal": "The signal by which failing was caught.",
    "board_signal": "The signal by which the board caught it.",
    "regulator_signal": "The signal by which the regulator caught it.",
}


def _numbers() -> dict[str, tuple[str, str]]:
    found = {name: (outcome.unit, outcome.meaning) for name, outcome in OUTCOMES.items()}
    for line in _STORY.strip().splitlines():
        name, unit, meaning = (part.strip() for part in line.split("|"))
        found[name] = (unit, meaning)
    return found


#: Numeric columns, float64, not a number where there is nothing to tell: unit and meaning.
NUMBERS: dict[str, tuple[str, str]] = _numbers()


def describe_columns() -> list[tuple[str, str, str, str]]:
    """List the columns of a file of rows that do not depend on the experiment.

    Returns
    -------
    list of tuple
        Name, type, unit and meaning.

    Examples
    --------
    >>> describe_columns()[0][:3]
    ('run', 'int64', '-')
    """
    first = [
        ("run", "int64", "-", "Number of the run: point times 1,000,000 plus replicate."),
        ("point", "int64", "-", "Row of design.parquet."),
        ("replicate", "int64", "-", "Which run of the point, from 0."),
        ("seed", "int64", "-", "Seed of the run: `culturesim run SCENARIO --seed` repeats it."),
        ("status", "string", "-", "done, failed (it raised an error) or timeout."),
        ("message", "string", "-", "What went wrong; empty if done."),
        ("seconds", "float64", "s", "Time the run took; left out when rows are compared."),
    ]
    numbers = [(name, "float64", unit, text) for name, (unit, text) in NUMBERS.items()]
    return first + numbers + [(name, "string", "-", text) for name, text in TEXTS.items()]
