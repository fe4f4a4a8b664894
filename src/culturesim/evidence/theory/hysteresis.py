"""T16: a climate of fear outlives its cause.

The perceived norm alone has folds that are known exactly; with fear and futility the range in
which silence and voice are both stable is a computed table; with 200 people and blame that rises
and falls over years, voice collapses at more blame than it recovers at.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from culturesim.evidence.theory.compiling import compiled
from culturesim.evidence.theory.core import Culture, State, from_open, from_silence, settle
from culturesim.evidence.theory.crowd import make_crowd, voice_over
from culturesim.evidence.theory.records import Check, Replication, at_least, at_most, near
from culturesim.rules.norms import norm_next
from culturesim.rules.voice import p_speak_up

__all__ = ["HYSTERESIS", "bistable_range", "exact_folds", "norm_at_rest", "ramp"]

LONG = 20_000
APART = 0.1  # voice by which two states differ
FOLDS = {
    5.0: (-2.656, -2.344),
    6.0: (-3.415, -2.585),
    8.0: (-5.066, -2.934),
    10.0: (-6.810, -3.190),
}
# What differs from the defaults: lower and upper end of the bistable range of blame.
RANGES: tuple[tuple[str, dict[str, float], tuple[float, float]], ...] = (
    ("response 0.6", {"response": 0.6}, (0.01, 0.14)),
    ("response 0.7", {"response": 0.7}, (0.11, 0.28)),
    ("the defaults", {}, (0.23, 0.43)),
    ("response 0.9", {"response": 0.9}, (0.33, 0.59)),
    ("priors 0.5", {"prior_fear": 0.5, "prior_futility": 0.5}, (0.48, 0.53)),
    ("priors 0.6", {"prior_fear": 0.6, "prior_futility": 0.6}, (0.38, 0.48)),
    ("priors 0.8", {"prior_fear": 0.8, "prior_futility": 0.8}, (0.0, 0.39)),
    ("priors 0.9", {"prior_fear": 0.9, "prior_futility": 0.9}, (0.0, 0.34)),
    ("2 % committed", {"committed": 0.02}, (0.31, 0.45)),
    ("5 % committed", {"committed": 0.05}, (0.40, 0.48)),
    ("10 % committed", {"committed": 0.1}, (0.50, 0.53)),
    ("norm weight 3", {"b_norm": 3.0}, (0.19, 0.25)),
    ("norm weight 4", {"b_norm": 4.0}, (0.26, 0.64)),
    ("omega 0", {"omega": 0.0}, (0.21, 0.29)),
    ("omega 0.25", {"omega": 0.25}, (0.21, 0.35)),
    ("omega 0.75", {"omega": 0.75}, (0.23, 0.59)),
)
NO_LOOP: tuple[tuple[str, dict[str, float]], ...] = (
    ("response 0.5", {"response": 0.5}),
    ("norm weight 2", {"b_norm": 2.0}),
    ("visibility 0", {"visibility": 0.0}),
    ("15 % committed", {"committed": 0.15}),
)
RANGE_TOLERANCE = 0.015  # the table was read off a grid of 0.005 to 0.01
MOST_BLAME, RAMP_DAYS, RUNS = 0.9, 8 * 365, 30


def exact_folds(j: float) -> tuple[float, float]:
    r"""Field at which voice collapses and at which it recovers, for the norm alone.

    Parameters
    ----------
    j : float
        Weight of the norm, 4 or more. [-]

    Returns
    -------
    collapse, recovery : float
        Log-odds to speak where nobody else does. [-]

    Notes
    -----
    .. math:: v_\pm = \frac{1 \pm \sqrt{1 - 4 / J}}{2}, \quad h_\pm = \ln\frac{v}{1 - v} - J v

    Examples
    --------
    >>> [round(h, 3) for h in exact_folds(5.0)]
    [-2.656, -2.344]
    """
    root = math.sqrt(1.0 - 4.0 / j)
    high, low = (1.0 + root) / 2.0, (1.0 - root) / 2.0
    return (
        math.log(high / (1.0 - high)) - j * high,
        math.log(low / (1.0 - low)) - j * low,
    )


@compiled
def norm_at_rest(norm: float, field: float, j: float, days: int) -> float:
    """Share who speak after many days when only the norm matters.

    Parameters
    ----------
    norm : float
        Share at the start, in [0, 1]. [-]
    field, j : float
        Log-odds to speak where nobody else does, and weight of the norm. [-]
    days : int
        Days, 0 or more. [day]

    Returns
    -------
    float
        Share, in [0, 1]. [-]

    Examples
    --------
    >>> norm_at_rest(1.0, -2.6, 5.0, 5000) > 0.7, norm_at_rest(1.0, -2.7, 5.0, 5000) < 0.1
    (True, True)
    """
    for _ in range(days):
        norm = norm_next(norm, p_speak_up(field + j * norm), 5.0)
    return norm


def fold(j: float, from_above: bool) -> float:
    """Field at which the upper or the lower state ceases to be, by bisection to 0.0001."""
    low, high = -10.0, 0.0
    while high - low > 1e-4:
        middle = (low + high) / 2.0
        if norm_at_rest(1.0 if from_above else 0.0, middle, j, LONG) > 0.5:
            high = middle
        else:
            low = middle
    return (low + high) / 2.0


def bistable_range(culture: Culture) -> tuple[float, float] | None:
    """Range of blame in which voice and silence are both stable, on a grid of 0.005.

    Parameters
    ----------
    culture : Culture
        What is fixed; its own ``blame`` is not used.

    Returns
    -------
    (float, float) or None
        Least and most blame at which the state depends on where one starts. [-]

    Examples
    --------
    >>> bistable_range(Culture(visibility=0.0)) is None
    True
    """
    both = []
    for blame in np.arange(0.0, 0.801, 0.005).tolist():
        now = culture._replace(blame=blame)
        voice = settle(from_open(now), now, LONG).voice
        if voice - settle(from_silence(now), now, LONG).voice > APART:
            both.append(blame)
    return (both[0], both[-1]) if both else None


def ramp(culture: Culture, rng: Any) -> tuple[float, float, float]:
    """Raise blame from 0 to 0.9 over eight years and lower it again, with 200 people.

    Parameters
    ----------
    culture : Culture
        What is fixed; its own ``blame`` is not used.
    rng : Generator
        Draws everything.

    Returns
    -------
    collapse, recovery : float
        Blame at which voice first falls below one half and first rises above it again; the bounds
        of the ramp if it never does. [-]
    gap : float
        Mean difference of voice at equal blame, on the way up less on the way down. [-]

    Examples
    --------
    >>> collapse, recovery, _ = ramp(Culture(), np.random.default_rng(0))
    >>> collapse > recovery
    True
    """
    start: State = settle(from_open(culture._replace(blame=0.0)), culture._replace(blame=0.0), LONG)
    blame = np.linspace(0.0, MOST_BLAME, RAMP_DAYS)
    crowd = make_crowd(start, culture, rng)
    voice_over(crowd, culture, np.zeros(365), rng)  # time to forget the start
    voice = voice_over(crowd, culture, np.concatenate([blame, blame[::-1]]), rng)
    up, down = voice[:RAMP_DAYS], voice[RAMP_DAYS:]
    collapse = float(blame[np.argmax(up < 0.5)]) if (up < 0.5).any() else MOST_BLAME
    recovery = float(blame[::-1][np.argmax(down > 0.5)]) if (down > 0.5).any() else 0.0
    return collapse, recovery, float((up - down[::-1]).mean())


def mean_field_checks() -> list[Check]:
    """Folds of the norm alone, and bistable ranges of the whole core."""
    checks = []
    for j, (collapse, recovery) in FOLDS.items():
        checks.append(near(f"collapse, norm alone, J = {j:g}", fold(j, True), collapse, 1e-3))
        checks.append(near(f"recovery, norm alone, J = {j:g}", fold(j, False), recovery, 1e-3))
        off = max(abs(a - b) for a, b in
                  zip(exact_folds(j), (fold(j, True), fold(j, False)), strict=True))  # fmt: skip
        checks.append(at_most(f"both off their exact values, J = {j:g}", off, 5e-4))
    for name, change, (least, most) in RANGES:
        found = bistable_range(Culture()._replace(**change)) or (math.nan, math.nan)
        checks.append(near(f"both stable from blame, {name}", found[0], least, RANGE_TOLERANCE))
        checks.append(near(f"both stable up to blame, {name}", found[1], most, RANGE_TOLERANCE))
    for name, change in NO_LOOP:
        found = bistable_range(Culture()._replace(**change)) or (0.0, 0.0)
        checks.append(near(f"width of the range, {name}", found[1] - found[0], 0.0, 0.0))
    return checks


def run(seed: int) -> tuple[Check, ...]:
    """Run the mean field and the ramps."""
    rng = np.random.default_rng([seed, 16])
    ramps = np.array([ramp(Culture(), rng) for _ in range(RUNS)])
    weak = np.array([ramp(Culture(b_norm=2.0), rng) for _ in range(RUNS)])
    blind = np.array([ramp(Culture(visibility=0.0), rng) for _ in range(5)])
    gap = float(ramps[:, 2].mean())
    return (
        *mean_field_checks(),
        at_least("ramps that collapse at more blame than they recover at",
                 float((ramps[:, 0] > ramps[:, 1]).mean()), 0.9),
        at_most("gap of voice with norm weight 2, over the default's",
                float(weak[:, 2].mean()) / gap, 0.5),
        at_most("gap of voice with visibility 0, over the default's",
                abs(float(blind[:, 2].mean())) / gap, 0.05),
    )  # fmt: skip


HYSTERESIS = Replication(
    id="T16",
    title="Two climates and hysteresis",
    source="Exact folds and computed ranges of section 10.1 of the theory",
    kind="X",
    statement="The norm alone folds at its exact fields; the whole core is bistable in the table's "
    "ranges of blame; with 200 people voice collapses at more blame than it recovers at in nine "
    "ramps of ten; the loop closes with norm weight 2 or visibility 0.",
    rules=(
        "voice.speak_up_logit", "voice.p_speak_up", "belief.belief_after_events",
        "belief.belief_relaxed", "norms.norm_next", "response.p_punish",
    ),
    run=run,
    quick=False,
    note="With norm weight 2 the crowd keeps a small gap because beliefs lag behind a ramp; it "
    "must be under half of the default's. Published systems of this kind were not found: "
    "bistability is a hypothesis of the theory, here only shown to follow from the rules.",
)  # fmt: skip
