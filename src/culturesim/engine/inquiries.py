"""The phase of scandal and inquiry: attention, recommendations, and what lasts of them (M17)."""

from __future__ import annotations

from culturesim.engine.events import emit
from culturesim.jitable import jitable
from culturesim.parameters import P
from culturesim.rules import aftermath, inquiry
from culturesim.state.ledger import K
from culturesim.state.schema import HF, HI, OI, WF
from culturesim.state.world import Vector, World
from culturesim.streams import STREAM, draw, key, noise, poisson, uniform

NEVER = -999999


@jitable
def _breaks(s: World, p: Vector, h: int) -> bool:
    """Whether today's story becomes a scandal."""
    s.hf[HF.outcry, h] = inquiry.outcry(
        s.hf[HF.finding_score, h],
        s.hf[HF.press_faces, h] + s.hf[HF.outside_score, h],
        s.hf[HF.campaign, h] / p[P.campaign_core],
        s.hf[HF.stories, h],
    )
    if s.hi[HI.story, h] == 0 or s.hi[HI.is_sitting, h] == 1:
        return False
    if s.hf[HF.public_attention, h] >= p[P.scandal_rest]:
        return False
    return s.hf[HF.outcry, h] >= p[P.scandal_threshold]


@jitable
def _call(s: World, p: Vector, h: int, day: int, z: float, cause: int) -> None:
    """An inquiry is announced; when it will report is drawn."""
    s.hi[HI.is_sitting, h] = 1
    s.hf[HF.evidence, h] = 0.0
    days = inquiry.inquiry_days(z, p[P.inquiry_median], p[P.inquiry_spread], p[P.inquiry_shortest])
    s.hi[HI.day_report, h] = day + days
    s.hi[HI.inquiry_event, h] = emit(
        s.ledger, s.ledger_count, day, K.inquiry_called, -1, h, -1, cause, days
    )


@jitable
def _start(s: World, p: Vector, h: int, day: int, i0: int, i1: int) -> None:
    """A scandal breaks, or not; an inquiry is called after it or ordered without one."""
    s.hi[HI.is_scandal, h] = 0
    cause = -1
    called = uniform(draw(i0, i1, 4 * h)) < p[P.inquiry_ordered]
    if _breaks(s, p, h):
        s.hi[HI.is_scandal, h] = 1
        s.hi[HI.day_scandal, h] = day
        s.hf[HF.stigma, h] = 1.0
        cause = emit(
            s.ledger, s.ledger_count, day, K.scandal, -1, h, -1, s.hi[HI.story_event, h],
            int(1000.0 * s.hf[HF.outcry, h]),
        )  # fmt: skip
        called = called or uniform(draw(i0, i1, 4 * h + 1)) < p[P.inquiry_chance]
    if called and s.hi[HI.is_sitting, h] == 0:
        _call(s, p, h, day, noise(draw(i0, i1, 4 * h + 2)), cause)


@jitable
def _sit(s: World, p: Vector, h: int, day: int, u: float) -> None:
    """The inquiry hears evidence, and reports on its day."""
    if s.hi[HI.is_sitting, h] == 0:
        return
    first, last = s.hospital_ward[h], s.hospital_ward[h + 1]
    total = 0.0
    for w in range(first, last):
        total += s.wf[WF.voice_mean, w]
    s.hf[HF.evidence, h] = inquiry.evidence_next(
        s.hf[HF.evidence, h], total / (last - first), p[P.inquiry_protection], p[P.inquiry_hearing]
    )
    if day < s.hi[HI.day_report, h]:
        return
    made = poisson(u, p[P.inquiry_recommendations] * s.hf[HF.evidence, h])
    s.hf[HF.recommendations, h] += made
    s.hf[HF.recommendations_open, h] += made
    s.hf[HF.recommendations_listed, h] = s.hf[HF.recommendations_open, h]
    s.hi[HI.is_sitting, h] = 0
    s.hi[HI.day_reported, h] = day
    s.hi[HI.inquiry_event, h] = emit(
        s.ledger, s.ledger_count, day, K.inquiry_reported, -1, h, -1, s.hi[HI.inquiry_event, h],
        made,
    )  # fmt: skip


@jitable
def _since(p: Vector, day: int, then: int) -> float:
    """Attention left of an event on day ``then``; 0 if there was none."""
    if then == NEVER:
        return 0.0
    return inquiry.public_attention(
        day - then,
        p[P.attention_flash],
        p[P.attention_tau_flash],
        p[P.attention_tau_memory],
        p[P.attention_power],
    )


@jitable
def _attend(s: World, p: Vector, h: int, day: int) -> None:
    """Public attention, and the outside attention that those in charge feel."""
    attention = _since(p, day, s.hi[HI.day_scandal, h])
    renewed = p[P.attention_report] * _since(p, day, s.hi[HI.day_reported, h])
    if renewed > attention:
        attention = renewed
    s.hf[HF.public_attention, h] = attention
    felt = attention
    if s.hi[HI.story, h] > 0 and p[P.attention_story] > felt:
        felt = p[P.attention_story]
    if felt > s.hf[HF.scrutiny, h]:
        s.hf[HF.scrutiny, h] = felt
    attended = 1 if attention >= p[P.scandal_rest] else 0
    if attended != s.hi[HI.is_attended, h]:
        s.hi[HI.is_attended, h] = attended
        emit(
            s.ledger, s.ledger_count, day, K.attention, -1, h, -1, s.hi[HI.story_event, h],
            int(1000.0 * attention),
        )  # fmt: skip


@jitable
def _reform(s: World, p: Vector, h: int, day: int) -> None:
    """Recommendations are carried out or fall asleep; change is built, and lost."""
    s.hf[HF.recommendations, h] += p[P.recommendations_sent]
    n_open = s.hf[HF.recommendations_open, h] + p[P.recommendations_sent]
    if n_open > s.hf[HF.recommendations_listed, h]:
        s.hf[HF.recommendations_listed, h] = n_open
    anew = inquiry.said_anew(s.hf[HF.recommendations_listed, h], p[P.recommendations_new])
    scrutiny = s.hf[HF.scrutiny, h]
    done = inquiry.done_today(
        n_open, scrutiny, s.hf[HF.attention, h], p[P.implement_rate], p[P.implement_at_once]
    )
    lapsed = inquiry.lapsed_today(n_open, scrutiny, p[P.recommendation_lapse])
    left = n_open - done - lapsed
    s.hf[HF.recommendations_open, h] = left if left > 0.0 else 0.0
    before = s.hf[HF.recommendations_done, h]
    s.hf[HF.recommendations_done, h] = before + done
    if int(before + done) > int(before):
        emit(
            s.ledger, s.ledger_count, day, K.recommendation, -1, h, -1, s.hi[HI.inquiry_event, h],
            int(before + done),
        )  # fmt: skip
    s.hf[HF.change, h] = inquiry.change_next(
        s.hf[HF.change, h],
        done,
        p[P.change_each] * anew,
        p[P.local_ownership],
        p[P.change_on_paper],
        scrutiny,
        p[P.change_lasting_order],
        p[P.change_lasting_owned],
    )
    s.hf[HF.reform_load, h] = aftermath.reform_load(
        s.hf[HF.recommendations_open, h], p[P.recommendation_load], p[P.recommendation_load_most]
    )


@jitable
def _money_and_name(s: World, p: Vector, h: int) -> None:
    """Money for posts comes with attention and goes with it; a bad name fades slowly."""
    s.hf[HF.posts_granted, h] = aftermath.posts_next(
        s.hf[HF.posts_granted, h], s.hf[HF.scrutiny, h], p[P.posts_share], p[P.posts_tau]
    )
    stigma = s.hf[HF.stigma, h]
    if s.hi[HI.story, h] > 0:
        stigma = aftermath.raised(stigma, 1.0, p[P.stigma_story])
    stigma = stigma - stigma / p[P.stigma_tau]
    step = 0
    for o in range(s.hospital_case[h], s.hospital_case[h + 1]):
        step = s.oi[OI.step, o] if s.oi[OI.step, o] > step else step
    s.hf[HF.stigma, h] = aftermath.stigma_named(stigma, step, p[P.sanction_publicity])


@jitable
def _nothing(s: World, h: int) -> None:
    """With M17 off nothing follows, whatever followed before."""
    s.hi[HI.is_scandal : HI.is_attended + 1, h] = 0
    s.hf[HF.public_attention, h] = 0.0
    s.hf[HF.recommendations_open, h] = 0.0
    s.hf[HF.recommendations_listed, h] = 0.0
    s.hf[HF.change : HF.stigma + 1, h] = 0.0


@jitable
def inquire(s: World, p: Vector, seed: int, day: int) -> None:
    """Scandals break, inquiries sit and report, attention fades, and something is built or not.

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
    M17. Calls the rules of :mod:`culturesim.rules.inquiry` and
    :mod:`culturesim.rules.aftermath`. What those in charge feel is the greater of the regulator's
    scrutiny and the public's attention.
    """
    i0, i1 = key(seed, STREAM.inquiry, day)
    for h in range(s.hi.shape[1]):
        if p[P.M17_on] == 0.0:
            _nothing(s, h)
            continue
        _start(s, p, h, day, i0, i1)
        _sit(s, p, h, day, uniform(draw(i0, i1, 4 * h + 3)))
        _attend(s, p, h, day)
        _reform(s, p, h, day)
        _money_and_name(s, p, h)
