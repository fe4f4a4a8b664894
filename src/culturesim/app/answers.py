"""Bands, differences and headline numbers from the pairs of runs that are there so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from culturesim.app.noticing import Caughts, Noticed, caughts, noticed
from culturesim.app.work import Piece
from culturesim.outcomes import Interval, bootstrap_mean
from culturesim.outcomes.intervals import middle_of_runs

if TYPE_CHECKING:
    from culturesim.app.changes import View
    from culturesim.scenario import Scenario

__all__ = ["BAND", "CARDS", "Answer", "Pairwise", "answer_of", "pairwise"]

BAND = (5.0, 50.0, 95.0)  # percentiles of a band: 9 of 10 runs lie within, as on the cards

#: Outcomes that have a card, in order.
CARDS = (
    "preventable_harm_rate",
    "avoidable_deaths",
    "missed_care",
    "voice_share",
)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pairwise:
    """One outcome in the base, in the changed scenario, and the difference pair by pair.

    Attributes
    ----------
    name : str
        Outcome.
    base, other, difference : Interval
        Means with 95 % bootstrap intervals, or the middle nine tenths of runs.
    share_same_sign : float
        Share of pairs in which the difference has the sign of the mean. [-]

    Examples
    --------
    >>> pairwise("deaths", [{"deaths": 1.0}] * 2, [{"deaths": 3.0}] * 2).difference.mean
    2.0
    """

    name: str
    base: Interval
    other: Interval
    difference: Interval
    share_same_sign: float


def pairwise(
    name: str, base: Sequence[Any], other: Sequence[Any], spans: str = "seeds"
) -> Pairwise:
    """Compare one outcome over pairs of runs, as the command line's ``compare`` does.

    Parameters
    ----------
    name : str
        Outcome.
    base, other : sequence of mapping
        Outcome rows in pairs.
    spans : str
        What the pairs differ by. Where sets of parameters differ the middle nine tenths of runs
        are given, which more runs do not make narrower.

    Returns
    -------
    Pairwise
        The comparison.

    Examples
    --------
    >>> pairwise("deaths", [{"deaths": 1.0}] * 2, [{"deaths": 1.0}] * 2).difference.mean
    0.0
    """
    was, now = (np.array([row[name] for row in rows], dtype=float) for rows in (base, other))
    interval = bootstrap_mean if spans == "seeds" else middle_of_runs
    difference = interval(now - was)
    pairs = (now - was)[~np.isnan(now - was)]
    same = float(np.mean(np.sign(pairs) == np.sign(difference.mean))) if len(pairs) else np.nan
    return Pairwise(name, interval(was), interval(now), difference, same)


@dataclass(frozen=True, eq=False)
class Answer:
    """What the pairs of runs say so far.

    Attributes
    ----------
    view : View
        The state it answers.
    base, changed : Scenario
        The two scenarios.
    pairs : tuple of (Piece, Piece)
        The runs.
    numbers : dict of str to Pairwise
        Headline outcomes.
    caught : tuple of 2 Caughts
        Who found out that care failed, in the base and in the changed scenario.
    board : tuple of 2 Noticed
        When the board came to know, in both counted from the day of the change.
    days : ndarray of int64, shape (n_points,)
        Days of the points. [day]
    bands : ndarray of float64, shape (2, n_panels, 3, n_points)
        For base and change, percentiles 5, 50 and 95 of every chart.
    gap : ndarray of float64, shape (3, n_points)
        The same of the paired difference in the first chart.

    Examples
    --------
    >>> Answer.__name__
    'Answer'
    """

    view: View
    base: Scenario
    changed: Scenario
    pairs: tuple[tuple[Piece, Piece], ...] = field(repr=False)
    numbers: dict[str, Pairwise] = field(repr=False)
    caught: tuple[Caughts, Caughts] = field(repr=False)
    board: tuple[Noticed, Noticed] = field(repr=False)
    days: NDArray[np.int64] = field(repr=False)
    bands: Floats = field(repr=False)
    gap: Floats = field(repr=False)

    @property
    def n(self) -> int:
        """Pairs of runs [runs]."""
        return len(self.pairs)

    def rows(self, which: int) -> list[dict[str, Any]]:
        """Outcome rows of the base (0) or the changed scenario (1)."""
        return [pair[which].row for pair in self.pairs]


def answer_of(
    view: View, scenarios: tuple[Scenario, Scenario], pairs: Sequence[tuple[Piece, Piece]]
) -> Answer:
    """Work the answer out.

    Parameters
    ----------
    view : View
        The state.
    scenarios : tuple of 2 Scenario
        Base and changed.
    pairs : sequence of (Piece, Piece)
        Their runs, in order of seed.

    Returns
    -------
    Answer
        The answer.

    Examples
    --------
    >>> answer_of.__name__
    'answer_of'
    """
    rows = tuple([pair[k].row for pair in pairs] for k in (0, 1))
    lines = np.stack([[pair[k].lines for pair in pairs] for k in (0, 1)])
    first = lines[:, :, 0]
    return Answer(
        view,
        *scenarios,
        tuple(pairs),
        {name: pairwise(name, rows[0], rows[1], view.spans)
         for name in [*CARDS, "cost_money", "cost_hours"]},
        (caughts(rows[0]), caughts(rows[1])),
        (noticed([pair[0] for pair in pairs], view.change.first_day),
         noticed([pair[1] for pair in pairs], view.change.first_day)),
        pairs[0][0].days,
        _percentiles(lines).transpose(1, 2, 0, 3),
        _percentiles((first[1] - first[0])[None])[:, 0],
    )  # fmt: skip


def _percentiles(lines: Floats) -> Floats:
    """Percentiles over runs, the second axis; a point without a value stays without one."""
    with np.errstate(all="ignore"):
        if not np.isnan(lines).any():
            return np.asarray(np.percentile(lines, BAND, axis=1))
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            return np.asarray(np.nanpercentile(lines, BAND, axis=1))
