"""Speaking up, what comes of it, and who asks whom: C16 to C20, and C27."""

from __future__ import annotations

from typing import Any

import numpy as np

from culturesim.evidence.measures.base import RESPONSE, measure, percent, ratio
from culturesim.evidence.measures.log import FORMAL, RAISED, Log
from culturesim.evidence.observed import Observed
from culturesim.evidence.statistics import Estimate, over_runs
from culturesim.evidence.worlds import Seen

FOUR_WEEKS = 28
RECOGNISED = 0.66  # of dangerous acts, in the study; the model has no simulated theatre
TEAM = {0: 18, 2: 59}  # nurses and doctors in that study
SENIOR, JUNIOR = 3, 2
LEAST_WARD = 20  # staff, for a density to mean something


@measure("C16", "ordinary")
def survey_items(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Two items of the simulated staff survey, which samples staff: safe to raise unsafe
    practice, and confident that it would be acted on.
    """
    del rng  # the survey has drawn its sample
    safe = [100.0 * float(o.hospital["survey_safe"][-1]) for o in seen["ordinary"]]
    heard = [100.0 * float(o.hospital["survey_heard"][-1]) for o in seen["ordinary"]]
    return {"safe": over_runs(safe), "gap": over_runs(np.subtract(safe, heard))}


def _asked(o: Observed, rng: np.random.Generator, professions: tuple[int, ...]) -> Any:
    """Posts of those who answer the autumn survey."""
    there = (o.surveys[0].is_in_post == 1) & np.isin(o.profession, professions)
    return np.flatnonzero(there & (rng.random(there.size) < RESPONSE))


def _recent(log: Log, rows: Any, day: int) -> Any:
    """Rows of the four weeks up to a day."""
    return rows[(log.day[rows] > day - FOUR_WEEKS) & (log.day[rows] <= day)]


@measure("C17", "ordinary")
def witnessed(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Staff of all professions who answer the autumn survey: whether they saw an incident in
    the last four weeks and took it for one; and whether the last one they saw was reported, by
    form or to a manager, by themselves or somebody else.
    """
    saw, reported = [], []
    for o in seen["ordinary"]:
        log = Log(o)
        asked = _asked(o, rng, (0, 1, 2, 3))
        rows = _recent(log, log.noticed_incidents(), o.surveys[0].day)
        last = np.full(o.profession.size, -1, dtype=np.int64)
        last[log.who[rows]] = rows  # rows rise with time, so the last one stays
        witness = asked[last[asked] >= 0]
        saw.append(100.0 * ratio(witness.size, asked.size))
        reported.append(percent(log.spoken_of(*FORMAL)[log.cause[last[witness]]]))
    return {"witnessed": over_runs(saw), "reported": over_runs(reported)}


@measure("C18", "ordinary")
def voice_and_silence(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Nurses and doctors who answer are asked about the last four weeks: did you have a
    concern, raise one with anybody, keep one back? They are taken to remember. Besides,
    incidents that were raised over everyday concerns that were raised.
    """
    out: dict[str, list[float]] = {"withheld": [], "held": [], "raised": [], "kind": []}
    for o in seen["ordinary"]:
        log, day = Log(o), o.surveys[0].day
        asked = _asked(o, rng, (0, 2))
        for name, kinds in (("held", ("noticed",)), ("raised", RAISED), ("withheld", ("silent",))):
            has = np.zeros(o.profession.size, dtype=bool)
            has[log.who[_recent(log, log.at(*kinds), day)]] = True
            out[name].append(percent(has[asked]))
        spoken, noticed = log.marked(log.said(*RAISED)[1]), log.at("noticed")
        incident = log.is_kind(log.cause[noticed], "near_miss", "harm")
        out["kind"].append(ratio(percent(spoken[noticed[incident]]),
                                 percent(spoken[noticed[~incident]])))  # fmt: skip
    return {name: over_runs(values) for name, values in out.items()}


@measure("C19", "ordinary")
def challenge(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """18 nurses and 59 doctors of the junior grades stand, each once, before a senior's
    dangerous act in a simulated theatre. They see the danger in 66 of 100 cases, as in the
    study, and then speak with their own readiness to raise a grave concern. Senior less junior
    witnesses, all staff.
    """
    shares, rank = [], []
    for o in seen["ordinary"]:
        survey = o.surveys[0]
        spoke = []
        for profession, n in TEAM.items():
            pool = (o.profession == profession) & (survey.is_in_post == 1) & (o.grade <= JUNIOR)
            rows = rng.choice(np.flatnonzero(pool), size=min(n, int(pool.sum())), replace=False)
            spoke.append(rng.random(rows.size) < RECOGNISED * survey.readiness[rows])
        shares.append(percent(np.concatenate(spoke)))
        there = (survey.is_in_post == 1) & np.isin(o.profession, (0, 2))
        senior, junior = there & (o.grade >= SENIOR), there & (o.grade <= JUNIOR)
        gap = survey.readiness[senior].mean() - survey.readiness[junior].mean()
        rank.append(100.0 * RECOGNISED * float(gap))
    return {"challenged": over_runs(shares), "rank": over_runs(rank)}


@measure("C20", "ordinary")
def no_action(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """All concerns raised with the line manager in a year: the share on which nothing was
    done. Nurses who raised one with a manager and met with detriment at least once in the
    year. Concerns taken past the line that brought detriment.
    """
    del rng
    out: dict[str, list[float]] = {"nothing": [], "discouraged": [], "detriment": []}
    for o in seen["ordinary"]:
        log = Log(o)
        ignored = log.marked(log.cause[log.at("ignored")])
        punished = log.marked(log.cause[log.at("punished")])
        told = log.at("told_manager")
        out["nothing"].append(percent(ignored[told]))
        nurses = told[o.profession[log.who[told]] == 0]
        hurt = np.bincount(log.who[nurses], punished[nurses], minlength=o.profession.size) > 0
        out["discouraged"].append(percent(hurt[np.unique(log.who[nurses])]))
        out["detriment"].append(percent(punished[log.at("bypassed")]))
    return {name: over_runs(values) for name, values in out.items()}


@measure("C27", "ordinary")
def advice_ties(seen: Seen, rng: np.random.Generator) -> dict[str, Estimate]:
    """Advice ties inside each ward or department of at least twenty people: density within
    professions over density across them, mean over wards; and the share of ties across
    professions that touch the best-connected tenth. Ties of the model are mutual and of one
    kind, so neither reciprocity nor the order of kinds of tie can be measured.
    """
    del rng
    shares, brokers = [], []
    for o in seen["ordinary"]:
        found = [_ward_ties(o, w) for w in range(o.beds.size)]
        both = np.array([one for one in found if one is not None])
        shares.append(float(np.nanmean(both[:, 0])))
        brokers.append(float(np.nanmean(both[:, 1])))
    return {"ratio": over_runs(shares), "brokers": over_runs(brokers)}


def _ward_ties(o: Observed, w: int) -> tuple[float, float] | None:
    """Density ratio and brokers' share in one ward."""
    people = np.flatnonzero((o.staff_ward == w) & (o.surveys[0].is_in_post == 1))
    if people.size < LEAST_WARD:
        return None
    place = np.full(o.profession.size, -1)
    place[people] = np.arange(people.size)
    own = np.repeat(people, np.diff(o.tie_ptr)[people])
    other = np.concatenate([o.tie_idx[o.tie_ptr[i] : o.tie_ptr[i + 1]] for i in people])
    inside = place[other] >= 0
    own, other = own[inside], other[inside]
    alike = o.profession[own] == o.profession[other]
    n = np.bincount(o.profession[people], minlength=4)
    within, across = float((n * (n - 1)).sum()), float(people.size**2 - (n**2).sum())
    density = ratio(ratio(alike.sum(), within), ratio((~alike).sum(), across))
    degree = np.bincount(place[own[~alike]], minlength=people.size)
    top = np.zeros(people.size, dtype=bool)
    top[np.argsort(-degree, kind="stable")[: max(1, people.size // 10)]] = True
    touched = top[place[own[~alike]]] | top[place[other[~alike]]]
    return density, percent(touched)
