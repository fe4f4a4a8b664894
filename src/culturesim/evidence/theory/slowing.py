"""T17: the nearer the edge, the slower the recovery from a small shock."""

from __future__ import annotations

import math

import numpy as np

from culturesim.evidence.theory.core import Culture, State, day_after, from_open, settle
from culturesim.evidence.theory.records import Check, Replication, at_least, near

__all__ = ["SLOWING", "eigenvalue", "half_life"]

LONG = 50_000
SHOCK = 1e-3
# Blame: dominant daily eigenvalue on the open branch; section 10.2 of the theory.
TABLE = {0.0: 0.953, 0.2: 0.960, 0.3: 0.966, 0.40: 0.981, 0.425: 0.989, 0.435: 0.997}


def eigenvalue(blame: float) -> float:
    """Share of a small shock that is left after a day, once its fast parts are gone.

    Parameters
    ----------
    blame : float
        Managers' readiness to blame, in [0, 1]. [-]

    Returns
    -------
    float
        Dominant eigenvalue of a day of the core on the open branch, 1 where it ends. [-]

    Examples
    --------
    >>> round(eigenvalue(0.0), 2)
    0.95
    """
    culture = Culture(blame=blame)
    rest = settle(from_open(culture), culture, LONG)
    step, columns = 1e-6, []
    for k in range(len(rest)):
        ahead, behind = list(rest), list(rest)
        ahead[k] += step
        behind[k] -= step
        difference = np.subtract(
            day_after(State(*ahead), culture), day_after(State(*behind), culture)
        )
        columns.append(difference / (2.0 * step))
    return float(np.abs(np.linalg.eigvals(np.array(columns).T)).max())


def half_life(blame: float) -> float:
    """Days in which the later half of a small shock to fear halves again.

    Parameters
    ----------
    blame : float
        Managers' readiness to blame, in [0, 1]. [-]

    Returns
    -------
    float
        Half-life, from a tenth of the shock to a twentieth. [day]

    Examples
    --------
    >>> 10.0 < half_life(0.0) < 20.0
    True
    """
    culture = Culture(blame=blame)
    rest = settle(from_open(culture), culture, LONG)
    state = rest._replace(fear=rest.fear + SHOCK)
    gaps: list[float] = []
    while not gaps or gaps[-1] > max(gaps) / 20.0:
        state = day_after(state, culture)
        gaps.append(abs(state.fear - rest.fear))
    tenth = next(day for day, gap in enumerate(gaps) if gap <= max(gaps) / 10.0)
    return float(len(gaps) - 1 - tenth)


def run(_seed: int) -> tuple[Check, ...]:
    """Perturb the mean field and let it recover; nothing is drawn."""
    checks = [
        near(f"eigenvalue, blame {blame}", eigenvalue(blame), value, 0.002)
        for blame, value in TABLE.items()
    ]
    calm, edge = half_life(0.0), half_life(0.43)
    return (
        *checks,
        near("half-life, blame 0, days", calm, math.log(2.0) / -math.log(0.953), 1.0),
        at_least("half-life at blame 0.43 over the one at 0", edge / calm, 5.0),
        at_least("half-life at blame 0.435, days",
                 math.log(2.0) / -math.log(eigenvalue(0.435)), 200.0),
    )  # fmt: skip


SLOWING = Replication(
    id="T17",
    title="Slowing down near the edge",
    source="Section 10.2 of the theory; idea of critical slowing down from Scheffer et al., Nature "
    "461:53, 2009, doi:10.1038/nature08227",
    kind="S",
    statement="A small shock takes at least five times as long to halve at blame 0.43 as at none; "
    "eigenvalues equal the table within 0.002.",
    rules=(
        "voice.speak_up_logit", "voice.p_speak_up", "belief.belief_after_events",
        "belief.belief_relaxed", "norms.norm_next", "response.p_punish",
    ),
    run=run,
    note="In the mean field only: with 200 people chance moves the edge, and autocorrelation rose "
    "before collapse in half of the runs (section 10.2), so no warning sign is tested.",
)  # fmt: skip
