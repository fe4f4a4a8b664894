"""Many hospitals in one run, in a process of its own: each as it is seen, and as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from culturesim.outcomes.history import History
    from culturesim.scenario import Scenario

__all__ = ["SCENARIO", "SCORES", "Standing", "Table", "system_run", "table_of"]

SCENARIO = "system"
YEAR = 365
QUARTER = 91  # days that a point of a small chart stands for [days]

#: What a board's dashboard shows, each a score from 0, as bad as can be, to 1, all well.
SCORES = ("score_fill", "score_ratio", "score_complaints", "score_reports", "score_escalated")


@dataclass(frozen=True)
class Standing:
    """One hospital in one run, over its last year where nothing else is said.

    Attributes
    ----------
    name : str
        Its name.
    observed, expected : float
        Deaths, and deaths that the recorded case mix predicts. [deaths]
    ratio, z : float
        Deaths over expected deaths, 100 as expected, and the distance from that in standard
        deviations. [-]
    harm : float
        True preventable harm. [harms per 1,000 bed-days]
    rank_seen, rank_true : int
        Rank by ratio and by harm, 1 the worst.
    is_outlier : bool
        Above the funnel, widened by over-dispersion.
    scores : tuple of float
        Mean of each of :data:`SCORES` over all years. [-]
    picture : tuple of float
        The whole dashboard, quarter by quarter of all years, 1 all well. [-]
    missed : float
        True share of care left undone. [-]
    is_failing : bool
        Whether care was failing in truth at any time.
    caught_by : str
        Who caught it first; ``nobody`` if nobody did.
    caught_after : float
        Days from the beginning of failing until then; NaN if nobody did. [days]

    Examples
    --------
    >>> Standing.__name__
    'Standing'
    """

    name: str
    observed: float
    expected: float
    ratio: float
    z: float
    harm: float
    rank_seen: int
    rank_true: int
    is_outlier: bool
    scores: tuple[float, ...]
    picture: tuple[float, ...]
    missed: float
    is_failing: bool
    caught_by: str
    caught_after: float


@dataclass(frozen=True)
class Table:
    """The league of one run.

    Attributes
    ----------
    seed : int
        Seed of the run. [-]
    dispersion : float
        Over-dispersion of the last year, 1 or more. [-]
    standings : tuple of Standing
        In the order of the organisation.
    """

    seed: int
    dispersion: float
    standings: tuple[Standing, ...]


def system_run(scenario: Scenario, seed: int) -> Table:
    """Simulate one run of many hospitals, telling how far it has come.

    Parameters
    ----------
    scenario : Scenario
        Two hospitals or more, of a year or more.
    seed : int
        Seed of the run. [-]

    Returns
    -------
    Table
        Every hospital as it is seen, and as it is.

    Raises
    ------
    InputError
        If there is one hospital only, or less than a year.

    Examples
    --------
    >>> system_run.__name__
    'system_run'
    """
    from culturesim.app.pool import tell
    from culturesim.results.frames import histories_of, outcome_rows
    from culturesim.simulation import Simulation

    tell(0.0)
    sim = Simulation(scenario, seed)
    whole = scenario.warm_up_days + scenario.days
    while sim.days_left:
        tell((scenario.warm_up_days + sim.day) / whole)
        sim.run(min(30, sim.days_left))
    histories = histories_of(sim)
    found = table_of(seed, histories, outcome_rows(sim, histories, 1))
    tell(0.0)
    return found


def table_of(seed: int, histories: Sequence[History], rows: Sequence[dict[str, Any]]) -> Table:
    """Put the league of a run together.

    Parameters
    ----------
    seed : int
        Seed of the run. [-]
    histories : sequence of History
        The days of its hospitals.
    rows : sequence of dict
        Their outcomes, in the same order.

    Returns
    -------
    Table
        The league of the last whole year.

    Raises
    ------
    InputError
        If there is one hospital only, or less than a year.

    Examples
    --------
    >>> table_of.__name__
    'table_of'
    """
    from culturesim.outcomes.league import league_of

    league = league_of(histories)
    last = league[league["year"] == league["year"].max()].to_dict("records")
    standings = [_standing(*given) for given in zip(last, histories, rows, strict=True)]
    return Table(seed, float(last[0]["dispersion"]), tuple(standings))


def _standing(line: Any, history: History, row: dict[str, Any]) -> Standing:
    end = history.days // YEAR * YEAR
    year = slice(end - YEAR, end)
    return Standing(
        name=str(row["hospital"]),
        observed=float(line["observed"]),
        expected=float(line["expected"]),
        ratio=float(line["ratio"]),
        z=float(line["z"]),
        harm=float(line["harm_rate"]),
        rank_seen=int(line["rank_ratio"]),
        rank_true=int(line["rank_harm"]),
        is_outlier=bool(line["is_outlier"]),
        scores=tuple(float(history[name].mean()) for name in SCORES),
        picture=_quarters(history["board_picture"]),
        missed=float(history["missed_care"][year].mean()),
        is_failing=bool(row["is_failing"]),
        caught_by=str(row["caught_by"]),
        caught_after=float(row["caught_after"]),
    )


def _quarters(daily: NDArray[np.float64]) -> tuple[float, ...]:
    """Mean of every whole quarter."""
    n = len(daily) // QUARTER
    means: list[float] = daily[: n * QUARTER].reshape(n, QUARTER).mean(axis=1).tolist()
    return tuple(means)
