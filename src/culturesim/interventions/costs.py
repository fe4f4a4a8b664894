"""What levers cost over a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from culturesim.interventions.catalogue import LEVERS
from culturesim.interventions.dated import DatedLever

__all__ = ["Cost", "cost_of"]

DAYS_A_YEAR, DAYS_A_WEEK, BEDS = 365.0, 7.0, 100.0


class Cost(NamedTuple):
    """What levers cost.

    Attributes
    ----------
    money : float
        Less than 0 for a saving. [GBP]
    hours : float
        Staff time. [hours]

    Examples
    --------
    >>> Cost(100.0, 2.0).money
    100.0
    """

    money: float
    hours: float


def cost_of(
    levers: Sequence[DatedLever], beds: float, days: int, covered: Sequence[float] = ()
) -> Cost:
    """Add up what levers cost a hospital over a run.

    Parameters
    ----------
    levers : sequence of DatedLever
        The levers.
    beds : float
        Beds of the hospital, to which costs are in proportion. [beds]
    days : int
        Days of the run, from day 1. [days]
    covered : sequence of float
        Share of the hospital's wards that each lever covers, all if left out. [-]

    Returns
    -------
    Cost
        In all. A lever costs its strength times its price, in proportion to its ramp, for its
        ``cost_days``, or else for as long as one of its effects is in force.

    Examples
    --------
    >>> year = [DatedLever("agency-cap", 0.5, day=1, ramp_days=0)]
    >>> cost_of(year, 200.0, 365).money == LEVERS["agency-cap"].cost_money
    True
    """
    money = hours = 0.0
    shares = covered or [1.0] * len(levers)
    for use, share in zip(levers, shares, strict=True):
        scale = share * use.strength * full_days(use, days) * beds / BEDS
        money += scale / DAYS_A_YEAR * LEVERS[use.name].cost_money
        hours += scale / DAYS_A_WEEK * LEVERS[use.name].cost_hours
    return Cost(money, hours)


@cache
def full_days(use: DatedLever, days: int) -> float:
    """Count the days a lever is paid for, a day of the ramp or of fading in proportion.

    Parameters
    ----------
    use : DatedLever
        The lever.
    days : int
        Days of the run. [days]

    Returns
    -------
    float
        Days in full force. [days]

    Examples
    --------
    >>> full_days(DatedLever("agency-cap", 1.0, day=1, ramp_days=2), 10)
    8.5
    """
    lever = LEVERS[use.name]
    lasting = {effect.lasts_days: effect for effect in lever.all_effects}
    longest = lasting.get(0) or lasting[max(lasting)]
    if lever.cost_days:  # paid for so long, whether or not anything is left of it
        longest = replace(longest, lasts_days=0)
    last = min(days, use.day + use.ramp_days + lever.cost_days - 1) if lever.cost_days else days
    if use.strength == 0.0:
        return 0.0
    force = sum(use.in_force(longest, day) for day in range(use.day, last + 1))
    return force / use.strength
