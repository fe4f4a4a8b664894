"""T27: what survives L levels is (1 - f)^L, and a bypass w makes it 1 - (1 - w)(1 - (1 - f)^L)."""

from __future__ import annotations

import itertools

from culturesim.evidence.theory.records import Check, Replication, at_most, near
from culturesim.rules.filtering import passed_up, surviving_share, with_bypass

__all__ = ["UPWARD_FILTER", "carried_up"]

SHARES = (0.0, 0.1, 0.3, 0.7, 1.0)
LEVELS = (0, 1, 4, 12)


def carried_up(view: float, f: float, n_levels: int) -> float:
    """Give what arrives when each level tells the next, one after the other.

    Parameters
    ----------
    view : float
        What the lowest level knows, in [0, 1]. [-]
    f : float
        Share each level keeps back, in [0, 1]. [-]
    n_levels : int
        Levels, 0 or more. [count]

    Returns
    -------
    float
        What arrives, in [0, view]. [-]

    Examples
    --------
    >>> carried_up(1.0, 0.5, 3)
    0.125
    """
    for _ in range(n_levels):
        view = passed_up(view, f)
    return view


def run(_seed: int) -> tuple[Check, ...]:
    """Run chains of tellers against the formulas; nothing is drawn."""
    off_chain = off_bypass = off_formula = 0.0
    for f, n_levels, w in itertools.product(SHARES, LEVELS, SHARES):
        power = (1.0 - f) ** n_levels
        formula = 1.0 - (1.0 - w) * (1.0 - power)
        chain = carried_up(1.0, f, n_levels)
        off_chain = max(off_chain, abs(chain - power))
        off_bypass = max(off_bypass, abs(with_bypass(chain, 1.0, w) - formula))
        off_formula = max(off_formula, abs(surviving_share(f, n_levels, w) - formula))
    return (
        near("survives four levels that keep back 0.3", carried_up(1.0, 0.3, 4), 0.2401, 1e-12),
        at_most("largest error of the power", off_chain, 1e-12),
        at_most("largest error with a bypass, told step by step", off_bypass, 1e-12),
        at_most("largest error with a bypass, at once", off_formula, 1e-12),
    )


UPWARD_FILTER = Replication(
    id="T27",
    title="Bad news on its way up",
    source="Algebra in section 6.2 of the theory; the claim after Morrison and Milliken, Academy "
    "of Management Review 25:706, 2000",
    kind="X",
    statement="Of a message (1 - f)^L survives L levels, and 1 - (1 - w)(1 - (1 - f)^L) with a "
    "bypass w.",
    rules=("filtering.passed_up", "filtering.with_bypass", "filtering.surviving_share"),
    run=run,
)
