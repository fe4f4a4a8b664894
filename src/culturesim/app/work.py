"""One run in a process of its own, and what the page keeps of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from culturesim.outcomes.history import History
    from culturesim.scenario import Scenario

__all__ = ["PANELS", "Panel", "Piece", "both_stories", "one_run", "period_of"]

WINDOW = 84  # days that a point of a chart looks back on [days]
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
    Panel("dashboard", "board_picture", "", 1.0, False),
    Panel("missed", "missed_care", "", 100.0, True),
    Panel("fill", "score_fill", "", 1.0, False),
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

    Examples
    --------
    >>> Piece.__name__
    'Piece'
    """

    seed: int
    row: dict[str, Any]
    days: NDArray[np.int64]
    lines: NDArray[np.float64]


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
    from culturesim.results.frames import histories_of, outcome_rows
    from culturesim.simulation import Simulation

    small = scenario.estimate() < 5_000_000 and not scenario.regulators
    organisation = frozen_of(scenario.organisation, seed) if small else None
    sim = Simulation(scenario, seed, organisation=organisation)
    sim.run()
    histories = histories_of(sim)
    row = outcome_rows(sim, histories, 1)[0]
    days, lines = _lines(histories[0])
    return Piece(seed, row, days, lines)


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
