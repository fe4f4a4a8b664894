"""One run in a process of its own, and what the page keeps of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from culturesim.outcomes.failing import Thresholds
    from culturesim.outcomes.history import History
    from culturesim.scenario import Scenario

__all__ = ["PANELS", "Panel", "Piece", "both_stories", "one_run", "period_of"]

WINDOW = 84  # days that a point of a chart looks back on [days]
FIFTH = 73  # days between days from which a board's sight is kept: a fifth of a year [days]
MOST_POINTS = 66


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart: a quantity over another, or a level.

    Attributes
    ----------
    name : str
        Name; its title, unit and explanation are in the texts.
    above, below : str
        Quantities whose sums are divided; a level has no ``below``.
    times : float
        Factor. [-]
    is_truth : bool
        Whether it is what happens, not what the board sees.

    Examples
    --------
    >>> PANELS[0].name
    'harm'
    """

    name: str
    above: str
    below: str
    times: float
    is_truth: bool


#: Charts in pairs: what happens, and beside it what the board sees.
PANELS = (
    Panel("harm", "n_preventable", "n_patients", 1000.0, True),
    Panel("dashboard", "board_picture", "", 100.0, False),
    Panel("missed", "missed_care", "", 100.0, True),
    Panel("fill", "score_fill", "", 100.0, False),
    Panel("voice", "n_voiced", "n_concerns", 100.0, True),
    Panel("news", "board_view", "", 100.0, False),
)


@dataclass(frozen=True)
class Piece:
    """What is kept of one run.

    Attributes
    ----------
    seed : int
        Its seed. [-]
    row : dict
        Its outcomes, as in the outcome table of results; the first hospital's.
    days : ndarray of int64, shape (n_points,)
        Last day behind each point. [day]
    lines : ndarray of float64, shape (n_panels, n_points)
        A line a chart, each point over the 84 days before it.
    knowing : tuple of (int, int)
        Spells, first and last day, in which the board knew: by warnings or by its dashboard. [day]
    nearest : ndarray of float32, shape (3, n_starts)
        Worst that was held as long as it takes to know, from days 1, 74, 147, ... on: the ward
        managers' view and the board's view of bad news, and the dashboard, in [0, 1]. [-]
    bars : tuple of float
        View and dashboard at which a board knows, and for how many days in a row. [-, -, days]

    Examples
    --------
    >>> Piece.__name__
    'Piece'
    """

    seed: int
    row: dict[str, Any]
    days: NDArray[np.int64]
    lines: NDArray[np.float64]
    knowing: tuple[tuple[int, int], ...] = ()
    nearest: NDArray[np.float32] | None = None
    bars: tuple[float, float, int] = (0.5, 0.5, 30)


def period_of(days: int) -> int:
    """Choose how far apart the points of a chart lie.

    Parameters
    ----------
    days : int
        Length of the run. [days]

    Returns
    -------
    int
        28, or as many whole weeks as keep a chart at 66 points. [days]

    Examples
    --------
    >>> period_of(1825), period_of(3652)
    (28, 56)
    """
    weeks = -(-days // (MOST_POINTS * 7))
    return max(28, 7 * weeks)


@lru_cache(maxsize=128)
def frozen_of(source: Any, seed: int) -> Any:
    """Organisation of a run; the same for the base and for every change of it."""
    from culturesim.organisation.source import freeze_source
    from culturesim.simulation import build_seed

    return freeze_source(source, build_seed(seed))


def one_run(scenario: Scenario, seed: int) -> Piece:
    """Simulate one run, exactly as the command line does, and keep what the page shows.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.
    seed : int
        Seed of the run. [-]

    Returns
    -------
    Piece
        Outcomes and lines.

    Examples
    --------
    >>> one_run.__name__
    'one_run'
    """
    from culturesim.outcomes.headline import read_thresholds
    from culturesim.results.frames import histories_of, outcome_rows
    from culturesim.simulation import Simulation

    small = scenario.estimate() < 5_000_000 and not scenario.regulators
    organisation = frozen_of(scenario.organisation, seed) if small else None
    sim = Simulation(scenario, seed, organisation=organisation)
    sim.run()
    histories = histories_of(sim)
    row = outcome_rows(sim, histories, 1)[0]
    days, lines = _lines(histories[0])
    limits = read_thresholds(sim.scenario.parameters)
    bars = (limits.knew_view, limits.caught_score, int(limits.caught_days))
    return Piece(seed, row, days, lines, _knowing(histories[0], limits),
                 _nearest(histories[0], bars[2]), bars)  # fmt: skip


def _knowing(history: History, limits: Thresholds) -> tuple[tuple[int, int], ...]:
    """Find the spells in which the board knew, by either of its ways."""
    import numpy as np

    from culturesim.outcomes.failing import held

    knew = held(history["board_view"] >= limits.knew_view, limits.caught_days)
    knew |= held(history["board_picture"] <= limits.caught_score, limits.caught_days)
    edges = np.flatnonzero(np.diff(np.r_[0, knew.astype(np.int8), 0]))
    return tuple((int(a) + 1, int(b)) for a, b in edges.reshape(-1, 2))


def _nearest(history: History, days: int) -> NDArray[np.float32]:
    """Find how near ward managers, the board and its dashboard came to knowing, from days on."""
    import numpy as np

    days = min(days, history.days)
    starts = np.arange(0, history.days - days + 1, FIFTH)
    found = []
    for name, sign in (("true_view", 1.0), ("board_view", 1.0), ("board_picture", -1.0)):
        windows = np.lib.stride_tricks.sliding_window_view(sign * history[name], days)
        worst = np.maximum.accumulate(windows.min(axis=1)[::-1])[::-1]
        found.append(sign * worst[starts])
    return np.array(found, dtype=np.float32)


def _lines(history: History) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Work out every chart's line."""
    import numpy as np

    ends = np.arange(min(WINDOW, history.days), history.days + 1, period_of(history.days))
    return ends, np.stack([_line(history, panel, ends) for panel in PANELS])


def _line(history: History, panel: Panel, ends: NDArray[np.int64]) -> NDArray[np.float64]:
    import numpy as np

    def summed(values: NDArray[np.float64]) -> NDArray[np.float64]:
        total = np.concatenate([[0.0], np.cumsum(values)])
        return np.asarray(total[ends] - total[np.maximum(ends - WINDOW, 0)])

    above = summed(history[panel.above])
    ones = np.ones(history.days)
    below = summed(history[panel.below] if panel.below else ones)
    with np.errstate(all="ignore"):
        found: NDArray[np.float64] = panel.times * np.where(below > 0.0, above / below, np.nan)
    return found


def both_stories(base: Scenario, changed: Scenario, seed: int) -> dict[str, Any]:
    """Run one pair with their ledgers and count what happened.

    Parameters
    ----------
    base, changed : Scenario
        The pair.
    seed : int
        Seed of both. [-]

    Returns
    -------
    dict
        ``base`` and ``changed``, each with ``counts`` of events by kind, and ``told``, the story of
        that run in sentences.

    Examples
    --------
    >>> both_stories.__name__
    'both_stories'
    """
    return {"base": _story(base, seed), "changed": _story(changed, seed)}


@lru_cache(maxsize=16)
def _story(scenario: Scenario, seed: int) -> dict[str, Any]:
    from culturesim.report.story import tell
    from culturesim.results import Results
    from culturesim.simulation import Simulation

    sim = Simulation(scenario, seed, ledger=True)
    sim.run()
    results = Results.from_simulation(sim)
    assert results.ledger is not None
    counts = results.ledger["kind"].value_counts()
    return {"counts": {str(kind): int(n) for kind, n in counts.items()}, "told": tell(results)}
