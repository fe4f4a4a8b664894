"""When the board comes to know, how near it came, and who found out that care failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from culturesim.app.texts import t
from culturesim.app.work import FIFTH, Piece
from culturesim.outcomes.caught import ACTORS
from culturesim.words import duration

__all__ = ["FEW", "Caughts", "Noticed", "caughts", "finders_words", "horizon", "near_words"]
__all__ += ["noticed", "span_words", "when_words"]

FEW = 10  # below so many runs all are told by their range, and no middle is given [runs]


@dataclass(frozen=True)
class Noticed:
    """Whether and when the board came to know, over runs.

    Attributes
    ----------
    n : int
        Runs. [runs]
    first, last : int
        Day from which it counts, that of the change, and last day of the runs. [day]
    after : tuple of float
        Days from the first day until the board knew, rising, in the runs in which it did. [days]
    ward, board, dashboard : float
        Middle run's nearest to knowing since then, as `culturesim.app.work.Piece` says. [-]
    bars : tuple of float
        View and dashboard at which a board knows, and days in a row. [-, -, days]

    Examples
    --------
    >>> Noticed(8, 366, 1825, (13.0,), 0.4, 0.2, 0.6, (0.5, 0.5, 30)).knew
    1
    """

    n: int
    first: int
    last: int
    after: tuple[float, ...]
    ward: float
    board: float
    dashboard: float
    bars: tuple[float, float, int]

    @property
    def knew(self) -> int:
        """Runs in which the board came to know [runs]."""
        return len(self.after)


def noticed(pieces: Sequence[Piece], first: int) -> Noticed:
    """See in which runs the board came to know on or after a day, and when.

    Parameters
    ----------
    pieces : sequence of Piece
        The runs; at least one.
    first : int
        The day, 1 or more. What was known on it already counts as known that day. [day]

    Returns
    -------
    Noticed
        What was found.

    Examples
    --------
    >>> row, two = {"days": 400}, np.array([[0.4, 0.3], [0.6, 0.2], [0.5, 0.7]], np.float32)
    >>> run = Piece(0, row, np.array([84]), np.zeros((6, 1)), ((80, 90),), two)
    >>> found = noticed([run], 74)
    >>> found.after, round(found.board, 2)
    ((6.0,), 0.2)
    """
    days = [next((max(a, first) for a, b in piece.knowing if b >= first), None)
            for piece in pieces]  # fmt: skip
    after = sorted(float(day - first) for day in days if day is not None)
    near = [piece.nearest[:, min(-(-(first - 1) // FIFTH), piece.nearest.shape[1] - 1)]
            for piece in pieces if piece.nearest is not None]  # fmt: skip
    ward, board, dashboard = np.median(near, axis=0) if near else [float("nan")] * 3
    return Noticed(len(pieces), first, int(pieces[0].row["days"]), tuple(after), float(ward),
                   float(board), float(dashboard), pieces[0].bars)  # fmt: skip


@dataclass(frozen=True)
class Caughts:
    """In how many runs care failed, and who found out first.

    Attributes
    ----------
    n, failing : int
        Runs, and those in which care came to fail. [runs]
    after : mapping of str to tuple of float
        For each of :data:`culturesim.outcomes.caught.ACTORS`, days from the beginning of failing
        until it was caught, rising, in the runs in which this actor was the first. [days]

    Examples
    --------
    >>> Caughts(8, 3, {"board": (2.0,), "press": ()}).nobody
    2
    """

    n: int
    failing: int
    after: Mapping[str, tuple[float, ...]]

    @property
    def caught(self) -> int:
        """Runs in which somebody found out [runs]."""
        return sum(len(days) for days in self.after.values())

    @property
    def nobody(self) -> int:
        """Failing runs in which nobody with power over the hospital found out [runs]."""
        return self.failing - self.caught


def caughts(rows: Sequence[Mapping[str, Any]]) -> Caughts:
    """Count failing runs by who caught them.

    Parameters
    ----------
    rows : sequence of mapping
        Outcome rows.

    Returns
    -------
    Caughts
        The counts, which add up.

    Examples
    --------
    >>> row = {"is_failing": True, "caught_by": "press", "caught_after": 9.0}
    >>> caughts([row, {"is_failing": False}]).after["press"]
    (9.0,)
    """
    failed = [row for row in rows if row["is_failing"]]
    after = {who: tuple(sorted(float(row["caught_after"]) for row in failed
                               if row["caught_by"] == who)) for who in ACTORS}  # fmt: skip
    return Caughts(len(rows), len(failed), after)


def when_words(days: Sequence[float]) -> str:
    """Say how late, without making a rule of a few runs.

    Parameters
    ----------
    days : sequence of float
        One for each run, rising; at least one. [days]

    Returns
    -------
    str
        Below :data:`FEW` the range of all; from there on the middle run and the middle nine tenths.

    Examples
    --------
    >>> when_words([13.0]), when_words([0.0, 800.0])
    ('13 days', 'at once to 2.2 years')
    """
    if len(days) < FEW:
        return _range(days[0], days[-1])
    low, middle, high = np.percentile(days, [5.0, 50.0, 95.0])
    return t("noticing.typically", middle=_time(middle), range=_range(low, high))


def _time(days: float) -> str:
    return t("noticing.at_once") if days < 1.0 else duration(days)


def _range(low: float, high: float) -> str:
    first, last = _time(low), _time(high)
    return first if first == last else t("noticing.range", low=first, high=last)


def horizon(found: Noticed) -> str:
    """Say how long the runs go on after the change.

    Parameters
    ----------
    found : Noticed
        What was found.

    Returns
    -------
    str
        A stretch of time.

    Examples
    --------
    >>> horizon(Noticed(8, 366, 1825, (), 0.4, 0.2, 0.6, (0.5, 0.5, 30)))
    '4 years'
    """
    return span_words(found.last - found.first + 1)


def span_words(days: float) -> str:
    """Write a stretch of days, whole years without a decimal.

    Parameters
    ----------
    days : float
        Its length. [days]

    Returns
    -------
    str
        The stretch.

    Examples
    --------
    >>> span_words(1825), span_words(1000)
    ('5 years', '2.7 years')
    """
    return duration(days).replace(".0 ", " ")


def near_words(found: Noticed) -> str:
    """Say how near the board came to knowing, in the middle run.

    Parameters
    ----------
    found : Noticed
        What was found.

    Returns
    -------
    str
        A sentence.

    Examples
    --------
    >>> near_words(Noticed(8, 366, 1825, (), 0.4, 0.2, 0.6, (0.5, 0.5, 30)))[:30]
    'At the worst its reports of ba'
    """
    view, score, days = found.bars
    return t("noticing.near", board=f"{100 * found.board:.0f}", bar=f"{100 * view:.0f}",
             days=days, dashboard=f"{100 * found.dashboard:.0f}", score=f"{100 * score:.0f}",
             ward=f"{100 * found.ward:.0f}")  # fmt: skip


def finders_words(found: Caughts, late: bool = True) -> str:
    """Say who found out in how many runs; the counts add up to the failing runs.

    Parameters
    ----------
    found : Caughts
        The counts.
    late : bool
        Say how late, too.

    Returns
    -------
    str
        A list, nobody last.

    Examples
    --------
    >>> finders_words(Caughts(8, 3, {"board": (), "press": (90.0,)}))
    'the press in 1 (3 months after it began), nobody in 2'
    """
    parts = []
    for who, days in found.after.items():
        if days:
            words = t("noticing.by", who=t(f"noticing.{who}"), k=len(days))
            parts.append(f"{words} ({t('noticing.later', time=when_words(days))})" if late
                         else words)  # fmt: skip
    if found.nobody:
        parts.append(t("noticing.by", who=t("noticing.nobody"), k=found.nobody))
    return ", ".join(parts)
