"""T18: a harsher penalty does not deter in the inspection game, until somebody learns or commits.

Nothing of this is a rule of the model, whose regulators work by fixed programmes; only the
logistic choice is shared.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from culturesim.evidence.theory.records import Check, Replication, at_least, at_most, near
from culturesim.rules.numeric import logistic

__all__ = ["INSPECTION", "Game", "committed_offence", "equilibrium", "learning_offence"]

LOSS = 2.0  # the inspector's, from an offence that is not found


class Game(NamedTuple):
    """Stakes of the game.

    Parameters
    ----------
    gain, penalty : float
        What a trust gains by offending and loses when it is found, the second larger. [money]
    cost, reward : float
        What an inspection costs and what a catch brings the inspector, the second larger. [money]

    Examples
    --------
    >>> Game().penalty
    4.0
    """

    gain: float = 1.0
    penalty: float = 4.0
    cost: float = 0.6
    reward: float = 2.0


def equilibrium(game: Game) -> tuple[float, float]:
    r"""Solve the simultaneous game.

    Parameters
    ----------
    game : Game
        Stakes.

    Returns
    -------
    offend, inspect : float
        Chances of the mixed equilibrium, each making the *other* side indifferent. [-]

    Notes
    -----
    Trust's payoffs are 0 if it complies, g if it offends unseen and g - P if it is seen;
    inspector's are -c for an inspection, r - c for one that finds something, 0 otherwise. With A
    and B the two tables, both sides are indifferent where two linear equations hold; they give
    :math:`x^* = c / r` and :math:`y^* = g / P`.

    References
    ----------
    .. [1] Tsebelis, Rationality and Society 2:255, 1990.

    Examples
    --------
    >>> [round(p, 3) for p in equilibrium(Game())]
    [0.3, 0.25]
    """
    # Rows: offend, comply. Columns: inspect, leave alone.
    trust = np.array([[game.gain - game.penalty, game.gain], [0.0, 0.0]])
    inspector = np.array([[game.reward - game.cost, 0.0], [-game.cost, 0.0]])
    ones = np.ones(2)
    mix_of_inspector = np.linalg.solve(np.array([trust[0] - trust[1], ones]), [0.0, 1.0])
    gap = inspector[:, 0] - inspector[:, 1]
    mix_of_trust = np.linalg.solve(np.array([gap, ones]), [0.0, 1.0])
    return float(mix_of_trust[0]), float(mix_of_inspector[0])


def learning_offence(game: Game, sharpness: float = 5.0, rounds: int = 20_000) -> float:
    r"""Share of trusts that offend when both sides learn what pays.

    Parameters
    ----------
    game : Game
        Stakes.
    sharpness : float
        How strongly choices follow what pays, above 0. [money⁻¹]
    rounds : int
        Rounds of learning. [count]

    Returns
    -------
    float
        Share in the end, in (0, 1). [-]

    Notes
    -----
    A small part of each side revises its choice every round, more often for the better one:

    .. math::
       x' = x + \epsilon(\sigma(\lambda (g - P y)) - x), \quad
       y' = y + \epsilon(\sigma(\lambda (r x - c)) - y)

    References
    ----------
    .. [1] McKelvey and Palfrey, Games and Economic Behavior 10:6, 1995,
       doi:10.1006/game.1995.1023.

    Examples
    --------
    >>> learning_offence(Game(penalty=8.0)) < learning_offence(Game())
    True
    """
    offend, inspect, step = 0.5, 0.5, 0.01
    for _ in range(rounds):
        pays_offence = game.gain - game.penalty * inspect
        pays_inspection = game.reward * offend - game.cost
        offend += step * (logistic(sharpness * pays_offence) - offend)
        inspect += step * (logistic(sharpness * pays_inspection) - inspect)
    return offend


def committed_offence(game: Game) -> tuple[float, float]:
    """Work out what happens when the inspector announces a rate and keeps to it.

    Parameters
    ----------
    game : Game
        Stakes.

    Returns
    -------
    offend, inspect : float
        Trusts' best answer, complying when indifferent, to the rate that pays the inspector
        most when an offence not found costs it 2. [-]

    Examples
    --------
    >>> committed_offence(Game())
    (0.0, 0.25)
    """
    rates = np.linspace(0.0, 1.0, 100_001)
    offend = (game.gain - game.penalty * rates > 1e-9).astype(float)
    pays = rates * (game.reward * offend - game.cost) - (1.0 - rates) * LOSS * offend
    best = int(np.argmax(pays))
    return float(offend[best]), float(rates[best])


def run(_seed: int) -> tuple[Check, ...]:
    """Run the game with single and double penalties; nothing is drawn."""
    base, harsh = Game(), Game(penalty=8.0)
    offend, inspect = equilibrium(base)
    offend_harsh, inspect_harsh = equilibrium(harsh)
    announced = committed_offence(base)
    return (
        near("offences at rest, c / r", offend, 0.3, 1e-12),
        near("inspections at rest, g / P", inspect, 0.25, 1e-12),
        near("offences, penalty doubled over single", offend_harsh / offend, 1.0, 0.02),
        near("inspections, penalty doubled over single", inspect_harsh / inspect, 0.5, 0.01),
        at_most("offences with learning, doubled over single",
                learning_offence(harsh) / learning_offence(base), 0.9),
        at_least("offences fewer when the inspector commits first", offend - announced[0], 0.3),
        near("inspections it then takes", announced[1], inspect, 1e-4),
        near("the same with the penalty doubled", committed_offence(harsh)[1], inspect / 2, 1e-4),
    )  # fmt: skip


INSPECTION = Replication(
    id="T18",
    title="Inspection paradox",
    source="Tsebelis, Rationality and Society 2:255, 1990; section 4.1 of the theory",
    kind="X",
    statement="In the static game doubling the penalty leaves offences unchanged within 2 % and "
    "halves inspections; learning on both sides, or an inspector who commits first, breaks this.",
    rules=("numeric.logistic",),
    run=run,
    note="Learning is a smoothed best response of many; the finite-population results of section "
    "4.1 (a U-shaped effect, dependence on the start) are not attempted.",
)
