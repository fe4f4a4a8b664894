"""T25: scandal, inquiry, reform, forgetting, scandal.

A toy with the parts of the theory's M17: hazards grow, the chance of a scandal grows with them, a
scandal draws attention that fades, an inquiry reports years later, and what it recommends is
carried out only while somebody is looking and wears off once nobody is.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from culturesim.evidence.theory.compiling import compiled
from culturesim.evidence.theory.records import Check, Replication, at_least, at_most
from culturesim.rules.learning import hazard_next
from culturesim.rules.oversight import scrutiny_next

__all__ = ["SCANDALS", "History", "Reform", "play_scandals"]

YEAR = 365.0
YEARS = 3_000
HALF_LIVES = (30.0, 120.0, 365.0, 730.0)
ACCEPTED = (0.3, 0.9)
N_RECOMMENDATIONS = 38  # 2,600 recommendations of 68 inquiries
FOLLOWED_BY_COMMITTEE = 6 / 68


class Reform(NamedTuple):
    """What stays fixed in a history; only the first two are varied.

    Parameters
    ----------
    half_life : float
        Half-life of attention, above 0. [day]
    accepted : float
        Share of recommendations that are taken on, in [0, 1]. [-]
    inflow, care : float
        Hazards that arise, and the share removed while all attend, 0 or more. [day⁻¹]
    p_scandal : float
        Chance of a scandal at one unit of hazard, rising with its cube, in [0, 1]. [day⁻¹]
    p_done : float
        Chance that a recommendation taken on is carried out while all attend. [day⁻¹]
    relief : float
        Share of the inflow that all recommendations together would stop, in [0, 1]. [-]
    reversion, delay : float
        Time constants: of change wearing off unattended, and of an inquiry, exponential with one
        in seven taking five years or more. [day]

    Examples
    --------
    >>> Reform().accepted
    0.6
    """

    half_life: float = 120.0
    accepted: float = 0.6
    inflow: float = 0.001
    care: float = 0.01
    p_scandal: float = 0.002
    p_done: float = 0.003
    relief: float = 0.5
    reversion: float = 4.0 * YEAR
    delay: float = 5.0 * YEAR / math.log(7.0)


class History(NamedTuple):
    """What came of one.

    Parameters
    ----------
    gaps : ndarray of float64
        Times between scandals. [year]
    inquiries, complete : int
        Inquiries that reported, and those of which all that was taken on was carried out before
        the next scandal. [count]

    Examples
    --------
    >>> History(np.array([4.0]), 1, 0).complete
    0
    """

    gaps: NDArray[np.float64]
    inquiries: int
    complete: int


@compiled
def play_scandals(reform: Reform, years: int, rng: Any) -> History:
    """Play a long history of one health system.

    Parameters
    ----------
    reform : Reform
        What is fixed.
    years : int
        Length, 0 or more. [year]
    rng : Generator
        Draws scandals, delays and what is carried out.

    Returns
    -------
    History
        Gaps between scandals, and how inquiries were followed up.

    Examples
    --------
    >>> play_scandals(Reform(), 100, np.random.default_rng(0)).gaps.size > 3
    True
    """
    days = int(years * 365)
    gaps = np.empty(days)
    n_gaps, last, inquiries, complete = 0, 0, 0, 0
    hazard, attention, change, waiting, report_on = 0.5, 0.0, 0.0, 0, -1
    wanted = max(round(N_RECOMMENDATIONS * reform.accepted), 1)
    for day in range(days):
        stopped = reform.relief * change / N_RECOMMENDATIONS
        inflow = reform.inflow * (1.0 - stopped)
        hazard = hazard_next(hazard, inflow, 0.0, reform.care, attention)
        attention = scrutiny_next(attention, reform.half_life / math.log(2.0))
        change -= change * (1.0 - attention) / reform.reversion
        if waiting > 0 and rng.random() < waiting * reform.p_done * attention:
            waiting -= 1
            change = min(change + 1.0, float(N_RECOMMENDATIONS))
            complete += waiting == 0
        if day == report_on:
            inquiries, waiting, report_on = inquiries + 1, wanted, -1
            attention = 1.0
        if rng.random() < reform.p_scandal * hazard * hazard * hazard:
            gaps[n_gaps] = (day - last) / 365.0
            n_gaps, last, attention, waiting = n_gaps + 1, day, 1.0, 0
            if report_on < day:
                report_on = day + 1 + int(-math.log(1.0 - rng.random()) * reform.delay)
    return History(gaps[:n_gaps], inquiries, complete)


def run(seed: int) -> tuple[Check, ...]:
    """Run histories over half-lives of attention and shares taken on."""
    rng = np.random.default_rng([seed, 25])
    median, spread = {}, []
    for accepted in ACCEPTED:
        for half_life in HALF_LIVES:
            gaps = play_scandals(Reform(half_life, accepted), YEARS, rng).gaps
            median[half_life, accepted] = float(np.median(gaps))
            spread.append(float(gaps.std() / gaps.mean()))
    few, many = ACCEPTED
    longer = [median[h, few] for h in HALF_LIVES]
    by_share = max(median[h, many] / median[h, few] for h in HALF_LIVES)
    default = play_scandals(Reform(), YEARS, rng)
    return (
        at_most("largest coefficient of variation of gaps", max(spread), 0.999),
        at_most("steps down as half-life rises", int((np.diff(longer) <= 0.0).sum()), 0),
        at_least("gap at half-life 730 over 30 days", longer[-1] / longer[0], 2.0, 11.1 / 1.7),
        at_most("gap at 0.9 taken on over 0.3, largest", by_share, 1.5, 5.4 / 4.3),
        at_least("first ratio over second", longer[-1] / longer[0] / by_share, 1.5),
        at_most("inquiries followed up fully, default", default.complete / default.inquiries, 0.1,
                FOLLOWED_BY_COMMITTEE),
    )  # fmt: skip


SCANDALS = Replication(
    id="T25",
    title="Scandals that come round",
    source="Section 4.5 of the theory; Institute for Government, How public inquiries can lead to "
    "change, 2017: 6 of 68 inquiries fully followed up, one in seven took five years or more",
    kind="S",
    statement="Gaps between scandals are more regular than chance; they lengthen with the "
    "half-life of attention more than with the share of recommendations taken on; under a tenth of "
    "inquiries are followed up fully.",
    rules=("learning.hazard_next", "oversight.scrutiny_next"),
    run=run,
    note="A toy: its numbers are assumed and only the order and the bounds are tested. "
    "References are ratios of an earlier toy of the same parts (section 4.5). The published share "
    "followed up is by parliamentary committees, the toy's is of recommendations carried out.",
)
