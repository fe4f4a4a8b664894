"""The phase of families and newspapers: campaigns, and stories with a number and a face (M16)."""

from __future__ import annotations

from culturesim.engine.events import emit
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import exposure, measurement, oversight, press
from culturesim.state.ledger import K
from culturesim.state.schema import HF, HI, OI, WI
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, key, poisson, uniform


@jitable
def _find_each_other(s: World, p: Vector, h: int, f0: int, f1: int) -> None:
    """Wronged families meet, join the campaign, tire, or give up."""
    apart, members = s.hf[HF.families_apart, h], s.hf[HF.campaign, h]
    for w in range(s.hospital_ward[h], s.hospital_ward[h + 1]):
        apart += s.wi[WI.n_wronged, w]
    contact = exposure.contact_here(p[P.family_contact], p[P.family_beds], s.hi[HI.n_beds, h])
    rel = 1.0 + p[P.family_publicity] * exposure.presence(s.hf[HF.stories, h])
    joining = poisson(
        uniform(draw(f0, f1, 4 * h)),
        exposure.expected_joiners(apart, members, contact, rel),
    )
    joining += 2 * poisson(
        uniform(draw(f0, f1, 4 * h + 1)),
        exposure.expected_meetings(apart, contact * p[P.family_alone], rel),
    )
    if joining > apart:
        joining = int(apart)
    apart -= joining
    members += joining
    s.hf[HF.families_apart, h] = measurement.running_total(apart, 0.0, p[P.unresolved_memory])
    s.hf[HF.campaign, h] = measurement.running_total(members, 0.0, p[P.campaign_tau])


@jitable
def _campaign(s: World, p: Vector, h: int, day: int, u: float) -> None:
    """The campaign is noticed or falls silent, and writes letters."""
    members = s.hf[HF.campaign, h]
    if s.hi[HI.is_campaign, h] == 0:
        if members >= p[P.campaign_core]:
            s.hi[HI.is_campaign, h] = 1
            s.hi[HI.campaign_event, h] = emit(
                s.ledger, s.ledger_count, day, K.campaign, -1, h, -1, -1, int(members)
            )
    elif members < 0.5 * p[P.campaign_core]:
        s.hi[HI.is_campaign, h] = 0
    if s.hi[HI.is_campaign, h] == 1:
        s.hi[HI.n_letters, h] = poisson(u, p[P.campaign_letters] * members)


@jitable
def _scores(s: World, p: Vector, h: int) -> None:
    """Fading counts of what has come out so far."""
    s.hf[HF.outside_score, h] = oversight.score_next(
        s.hf[HF.outside_score, h], s.hi[HI.n_outside_regulator, h], p[P.alert_tau]
    )
    s.hf[HF.letters_score, h] = oversight.score_next(
        s.hf[HF.letters_score, h], s.hi[HI.n_letters, h], p[P.alert_tau]
    )
    s.hf[HF.finding_score, h] = oversight.score_next(
        s.hf[HF.finding_score, h], s.hi[HI.n_found, h], p[P.story_tau]
    )
    s.hf[HF.press_faces, h] = oversight.score_next(
        s.hf[HF.press_faces, h], s.hi[HI.n_outside_press, h], p[P.story_tau]
    )


@jitable
def _story(s: World, p: Vector, h: int, u: float) -> int:
    """A story in print today, by its number and its face; 0 for none."""
    ratio = press.part_of_range(s.hf[HF.ratio, h], p[P.press_ratio_low], p[P.press_ratio_high])
    survey = 0.0
    if s.hf[HF.survey_recommend, h] >= 0.0:
        survey = press.part_of_range(
            s.hf[HF.survey_recommend, h], p[P.press_survey_low], p[P.press_survey_high]
        )
    found = p[P.press_finding] * exposure.presence(s.hf[HF.finding_score, h])
    families = s.hf[HF.campaign, h] if s.hi[HI.is_campaign, h] == 1 else 0.0
    staff = s.hf[HF.press_faces, h]
    chance = press.p_story(
        p[P.press_rate],
        press.number_in_print(ratio, survey, found),
        exposure.presence((families + staff) / p[P.press_face]),
        s.hf[HF.stories, h],
    )
    if u >= chance:
        return 0
    number = 1
    if found >= ratio and found >= survey:
        number = 3
    elif survey >= ratio:
        number = 2
    return 10 * number + (1 if staff > families else 2)


@jitable
def _print(s: World, p: Vector, h: int, day: int) -> None:
    """What a story in print leaves behind."""
    cause = s.hi[HI.campaign_event, h]
    if s.hi[HI.story, h] % 10 == 1:
        cause = s.hi[HI.outside_event, h]
    s.hi[HI.story_event, h] = emit(
        s.ledger, s.ledger_count, day, K.story_published, -1, h, -1, cause, s.hi[HI.story, h]
    )


@jitable
def _count_findings(s: World) -> None:
    """Findings of all regulators today, by hospital."""
    s.hi[HI.n_found, :] = 0
    for o in range(s.oi.shape[1]):
        s.hi[HI.n_found, s.oi[OI.hospital, o]] += s.oi[OI.is_finding, o]


@jitable
def expose(s: World, p: Vector, seed: int, day: int) -> None:
    """Wronged families find each other, and newspapers print where there is a number and a face.

    Parameters
    ----------
    s : World
        Blocks and index arrays, changed in place.
    p : ndarray of float64, shape (n_parameters,)
        Parameters in registry order. [as in the registry]
    seed : uint64
        Seed of the run. [-]
    day : int
        Day; 0 and below in the warm-up. [day]

    Notes
    -----
    M16. Calls the rules of :mod:`culturesim.rules.exposure`. Numbers are published ones: the
    mortality ratio, the staff survey, a regulator's findings; faces are members of a campaign and
    staff who told a newspaper.
    """
    f0, f1 = key(seed, STREAM.family, day)
    n0, n1 = key(seed, STREAM.press, day)
    _count_findings(s)
    s.hi[HI.n_letters, :] = 0
    s.hi[HI.story, :] = 0
    s.hi[HI.seen_retaliated, :] = 0
    s.hi[HI.seen_heeded, :] = 0
    if p[P.M16_on] == 0.0:
        return
    for h in range(s.hi.shape[1]):
        _find_each_other(s, p, h, f0, f1)
        _campaign(s, p, h, day, uniform(draw(f0, f1, 4 * h + 2)))
        _scores(s, p, h)
        s.hi[HI.story, h] = _story(s, p, h, uniform(draw(n0, n1, h)))
        if s.hi[HI.story, h] > 0:
            _print(s, p, h, day)
        s.hf[HF.stories, h] = oversight.score_next(
            s.hf[HF.stories, h], 1.0 if s.hi[HI.story, h] > 0 else 0.0, p[P.story_tau]
        )
        s.hi[HI.seen_retaliated, h] = s.hi[HI.n_retaliated, h]
        heard = s.hf[HF.outside_score, h] >= 0.5 and s.hi[HI.n_found, h] > 0
        if heard or s.hi[HI.story, h] % 10 == 1:
            s.hi[HI.seen_heeded, h] = 1
