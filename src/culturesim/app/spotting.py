"""Spot the failing hospital from its dashboard: rounds, and the score of whoever plays."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from culturesim.app.league import Standing, Table

__all__ = ["CHOICES", "Game", "Round", "can_play", "round_of"]

CHOICES = 4


@dataclass(frozen=True)
class Round:
    """Hospitals of one run to choose from, one of them failing in truth.

    Attributes
    ----------
    standings : tuple of Standing
        The hospitals, in the order shown.
    failing : int
        Which of them is failing.
    by_ratio, by_dashboard : int
        Which has the worst published mortality, and which the worst dashboard in the last quarter.
    """

    standings: tuple[Standing, ...]
    failing: int
    by_ratio: int
    by_dashboard: int


def round_of(tables: tuple[Table, ...], number: int) -> Round | None:
    """Draw a round; the same runs and number give the same round to everybody.

    Parameters
    ----------
    tables : tuple of Table
        Runs to draw from.
    number : int
        Number of the round, from 0.

    Returns
    -------
    Round or None
        One failing hospital among others that never failed; None where no run has both.

    Examples
    --------
    >>> round_of((), 0) is None
    True
    """
    fit = [table for table in tables if can_play(table)]
    if not fit:
        return None
    draw = np.random.default_rng((fit[0].seed, number))
    table = fit[number % len(fit)]
    failing = [s for s in table.standings if s.is_failing]
    sound = [s for s in table.standings if not s.is_failing]
    chosen = [failing[draw.integers(len(failing))]]
    chosen += [sound[k] for k in draw.choice(len(sound), CHOICES - 1, replace=False)]
    shown = tuple(chosen[k] for k in draw.permutation(CHOICES))
    return Round(
        shown,
        shown.index(chosen[0]),
        int(np.argmax([s.ratio for s in shown])),
        int(np.argmin([s.picture[-1] for s in shown])),
    )


def can_play(table: Table) -> bool:
    """Say whether a run has a failing hospital, and enough others.

    Parameters
    ----------
    table : Table
        The run.

    Returns
    -------
    bool
        Whether a round can be drawn from it.

    Examples
    --------
    >>> can_play(Table(0, 1.0, ()))
    False
    """
    n_failing = sum(s.is_failing for s in table.standings)
    return n_failing >= 1 and len(table.standings) - n_failing >= CHOICES - 1


@dataclass(frozen=True)
class Game:
    """How a reader has done so far.

    Attributes
    ----------
    number : int
        Round that is played, from 0.
    chosen : int or None
        What was chosen in it; None until something is.
    played, found, by_ratio, by_dashboard : int
        Rounds revealed; how often the reader, the worst published mortality and the worst
        dashboard were right in them. [rounds]

    Examples
    --------
    >>> Game().next().number
    0
    """

    number: int = 0
    chosen: int | None = None
    played: int = 0
    found: int = 0
    by_ratio: int = 0
    by_dashboard: int = 0

    def choose(self, which: int, played: Round) -> Game:
        """Choose a hospital; only the first choice of a round counts, and only one that is there.

        Parameters
        ----------
        which : int
            Which of the hospitals shown.
        played : Round
            The round.

        Returns
        -------
        Game
            With the round counted.
        """
        if self.chosen is not None or not 0 <= which < len(played.standings):
            return self
        return replace(
            self,
            chosen=which,
            played=self.played + 1,
            found=self.found + (which == played.failing),
            by_ratio=self.by_ratio + (played.by_ratio == played.failing),
            by_dashboard=self.by_dashboard + (played.by_dashboard == played.failing),
        )

    def next(self) -> Game:
        """Go on to another round, once this one is revealed."""
        if self.chosen is None:
            return self
        return replace(self, number=self.number + 1, chosen=None)
