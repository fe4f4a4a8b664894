"""The reduced model as compiled loops over columns, in the style of the engine.

Everything the loops call, except streams and elementary functions, is in this one file, so the
kernel cache notices every edit.
"""

from dataclasses import dataclass

import numpy as np
from numba.extending import register_jitable
from numpy.typing import NDArray

from culturesim.engine.kernel import kernel
from culturesim.rules.numeric import clip, logistic
from culturesim.streams import STREAM, draw, integer, key, noise, uniform

from . import SERIES, TEAM, WARD

# Rows of the block of columns, one column of numbers for each.
FEAR, VOICE, BURNOUT, STANDARD, WORKLOAD, CHANCE, P_HAZARD, SPREAD = range(8)
ANSWERS, BLAMES = range(2)
CHUNK = 8  # wards; about 300 staff stay in the first-level cache


@dataclass
class Columns:
    """State of a reduced hospital: shapes (8, n), (2, n), (n, 4) and (days, wards, 10)."""

    state: NDArray[np.float64]
    counts: NDArray[np.int32]
    ties: NDArray[np.int32]
    out: NDArray[np.float64]


def start(n_staff: int, n_days: int, seed: int = 0) -> Columns:
    """Return the state before day 1, with room to record ``n_days``."""
    n_wards = n_staff // WARD
    n = n_wards * WARD
    state = np.zeros((8, n))
    state[FEAR], state[VOICE], state[BURNOUT], state[STANDARD] = 0.3, 0.5, 0.4, 0.6
    k0, k1 = key(seed, STREAM.build, 0)
    ties = [integer(draw(k0, k1, i), n) for i in range(4 * n)]
    return Columns(
        state,
        np.zeros((2, n), np.int32),
        np.array(ties, np.int32).reshape(n, 4),
        np.zeros((n_days, n_wards, len(SERIES))),
    )


@register_jitable
def prepare(work, hazard, first, workload, chance, p_hazard, burnout, standard):
    """Draw workloads and chances, then the probability of a hazard, for one chunk of staff."""
    for i in range(workload.size):
        workload[i] = noise(draw(work[0], work[1], first + i))
    for i in range(workload.size):
        chance[i] = uniform(draw(hazard[0], hazard[1], first + i))
    for i in range(workload.size):
        p_hazard[i] = logistic(0.5 * workload[i] + burnout[i] - standard[i] - 3.2)


@register_jitable
def events(keys, first, fear, voice, chance, p_hazard, answers, blames, out):
    """Hazards of one ward: who sees them, who speaks, what the manager answers."""
    notice, speak, answer = keys
    p_blame = logistic(2.0 * out[5] - 1.0)
    hazards = seen = spoken = blamed = 0
    for i in range(WARD):
        if chance[i] >= p_hazard[i]:
            continue
        hazards += 1
        team = i - i % TEAM
        for slot in range(TEAM):
            j = team + slot
            counter = (first + i) * 32 + slot
            if j == i or uniform(draw(notice[0], notice[1], counter)) >= 0.3:
                continue
            seen += 1
            p_speak = logistic(2.0 * voice[j] - 3.0 * fear[j])
            if uniform(draw(speak[0], speak[1], counter)) >= p_speak:
                continue
            spoken += 1
            answers[j] += 1
            if uniform(draw(answer[0], answer[1], counter)) < p_blame:
                blamed += 1
                blames[j] += 1
    out[0], out[1], out[2], out[3], out[4] = hazards, seen, spoken, blamed, spoken - blamed


@register_jitable
def learn(fear, voice, answers, blames):
    """Move fear and voice of one ward by the answers heard; clear them."""
    for team in range(0, WARD, TEAM):
        team_answers = 0
        team_blames = 0
        for i in range(team, team + TEAM):
            team_answers += answers[i]
            team_blames += blames[i]
        heard, cold = float(team_answers), float(team_blames)
        for i in range(team, team + TEAM):
            own, harsh = float(answers[i]), float(blames[i])
            up = 0.1 * (harsh - own * fear[i]) + 0.02 * (cold - heard * fear[i])
            thanks = 0.1 * (own - harsh - own * voice[i]) + 0.02 * (heard - cold - heard * voice[i])
            fear[i] = clip(fear[i] + up - 0.002 * (fear[i] - 0.3), 0.0, 1.0)
            voice[i] = clip(voice[i] + thanks - 0.002 * (voice[i] - 0.5), 0.0, 1.0)
            answers[i] = 0
            blames[i] = 0


@register_jitable
def drift(voice, burnout, standard, workload):
    """Move burnout towards the day's strain and standards towards voice."""
    for i in range(WARD):
        strain = clip(0.4 + 0.25 * workload[i], 0.0, 1.0)
        burnout[i] = burnout[i] + 0.02 * (strain - burnout[i])
        standard[i] = standard[i] + 0.005 * (voice[i] - standard[i])


@register_jitable
def mean(column):
    """Mean in index order."""
    total = 0.0
    for i in range(WARD):
        total = total + column[i]
    return total / float(WARD)


@register_jitable
def spread(standard, after, ties):
    """Standards drift halfway to those of four ties."""
    for i in range(standard.size):
        around = standard[ties[i, 0]] + standard[ties[i, 1]]
        around = around + standard[ties[i, 2]] + standard[ties[i, 3]]
        after[i] = 0.5 * standard[i] + 0.125 * around
    for i in range(standard.size):
        standard[i] = after[i]


@register_jitable
def one_ward(keys, first, state, counts, out):
    """Events, learning and record of one ward."""
    # Take the row before the slice: only then does the compiler know that numbers are adjacent.
    fear = state[FEAR][first : first + WARD]
    voice = state[VOICE][first : first + WARD]
    burnout = state[BURNOUT][first : first + WARD]
    standard = state[STANDARD][first : first + WARD]
    workload = state[WORKLOAD][first : first + WARD]
    chance = state[CHANCE][first : first + WARD]
    p_hazard = state[P_HAZARD][first : first + WARD]
    answers = counts[ANSWERS][first : first + WARD]
    blames = counts[BLAMES][first : first + WARD]
    out[5] = mean(workload)
    events(keys, first, fear, voice, chance, p_hazard, answers, blames, out)
    learn(fear, voice, answers, blames)
    drift(voice, burnout, standard, workload)
    out[6], out[7], out[8], out[9] = mean(fear), mean(voice), mean(burnout), mean(standard)


@register_jitable
def one_day(seed, day, state, counts, ties, out):
    """All phases of a day; ``out`` has one row a ward."""
    work = key(seed, STREAM.task, day)
    hazard = key(seed, STREAM.hazard, day)
    notice = key(seed, STREAM.witness, day)
    speak = key(seed, STREAM.speak, day)
    answer = key(seed, STREAM.act, day)
    n_wards = out.shape[0]
    for chunk in range(0, n_wards, CHUNK):
        last = min(chunk + CHUNK, n_wards)
        a, b = chunk * WARD, last * WARD
        prepare(work, hazard, a, state[WORKLOAD][a:b], state[CHANCE][a:b], state[P_HAZARD][a:b],
                state[BURNOUT][a:b], state[STANDARD][a:b])  # fmt: skip
        for ward in range(chunk, last):
            one_ward((notice, speak, answer), ward * WARD, state, counts, out[ward])
    if day % 30 == 0:
        spread(state[STANDARD], state[SPREAD], ties)


@kernel
def run(seed, first_day, state, counts, ties, out):
    """Run as many days as ``out`` has room for, from ``first_day`` on."""
    for d in range(out.shape[0]):
        one_day(seed, first_day + d, state, counts, ties, out[d])
