"""The inquiry: scandal, evidence, recommendations, attention, and what lasts (M17)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from culturesim.agents.columns import Member
from culturesim.engine.inquiries import NEVER
from culturesim.parameters import P
from culturesim.rules import aftermath, inquiry
from culturesim.streams import noise, poisson, uniform

if TYPE_CHECKING:
    from culturesim.agents.hospital import Hospital

__all__ = ["Inquiry"]


class Inquiry(Member):
    """An inquiry into one hospital, asleep until it is called.

    What it has found and what became of it stands in the columns of the hospital.

    Examples
    --------
    >>> from culturesim import HospitalModel
    >>> from culturesim.organisation import OrganisationSizes
    >>> from culturesim.scenario import Scenario
    >>> sizes = OrganisationSizes(wards=1, beds_per_ward=6, departments=0, divisions=1)
    >>> model = HospitalModel(Scenario("A week", days=7, warm_up_days=0, organisation=sizes))
    >>> model.inquiries[0].is_sitting, model.inquiries[0].attention_since(NEVER)
    (False, 0.0)
    """

    population = "inquiry"

    USED_BY: ClassVar[dict[str, tuple[str, ...]]] = {
        "hospital": ("inquire",),
        "is_sitting": ("inquire",),
        "is_scandal_breaking": ("inquire",),
        "break_scandal": ("inquire",),
        "be_called": ("inquire",),
        "start": ("inquire",),
        "hear_evidence": ("inquire",),
        "report": ("inquire",),
        "attention_since": ("inquire",),
        "hold_attention": ("inquire",),
        "carry_out": ("inquire",),
        "recommendations_today": ("inquire",),
        "bring_money": ("inquire",),
        "end": ("inquire",),
    }

    @cached_property
    def hospital(self) -> Hospital:
        """The hospital it is about."""
        return self.model.hospitals[self.row]

    @property
    def node(self) -> str:
        """Name of the hospital in the organisation graph."""
        return self.hospital.node

    @property
    def is_sitting(self) -> bool:
        """Whether it sits."""
        return self.hospital.is_sitting == 1

    def inquire(self) -> None:
        """Be called, hear evidence, report; attention fades, and something is built or not."""
        if self.model.p[P.M17_on] == 0.0:
            self.end()
            return
        self.start()
        if self.is_sitting:
            self.hear_evidence()
            if self.model.day >= self.hospital.day_report:
                self.report()
        self.hold_attention()
        self.carry_out()
        self.bring_money()

    def is_scandal_breaking(self) -> bool:
        """Whether today's story becomes a scandal: enough channels speak at once."""
        p, h = self.model.p, self.hospital
        h.outcry = inquiry.outcry(
            findings=h.finding_score,
            disclosures=h.press_faces + h.outside_score,
            families=h.campaign / p[P.campaign_core],
            stories=h.stories,
        )
        if h.story == 0 or self.is_sitting or h.public_attention >= p[P.scandal_rest]:
            return False
        return bool(h.outcry >= p[P.scandal_threshold])

    def start(self) -> None:
        """Let a scandal break, or not; be called after it, or ordered without one."""
        p, cause = self.model.p, -1
        self.hospital.is_scandal = 0
        called = uniform(self.word("inquiry", 4 * self.row)) < p[P.inquiry_ordered]
        if self.is_scandal_breaking():
            cause = self.break_scandal()
            chance = p[P.inquiry_chance]
            called = called or uniform(self.word("inquiry", 4 * self.row + 1)) < chance
        if called and not self.is_sitting:
            self.be_called(cause)

    def break_scandal(self) -> int:
        """All look at the hospital at once.

        Returns
        -------
        int
            Ledger row.
        """
        h = self.hospital
        h.is_scandal = 1
        h.day_scandal = self.model.day
        h.stigma = 1.0
        return self.model.emit(
            "scandal", whom=h.row, cause=h.story_event, detail=int(1000.0 * h.outcry)
        )

    def be_called(self, cause: int) -> None:
        """Be announced; when it will report is drawn.

        Parameters
        ----------
        cause : int
            Ledger row of the scandal, -1 for none.
        """
        p, h = self.model.p, self.hospital
        days = inquiry.inquiry_days(
            noise(self.word("inquiry", 4 * self.row + 2)),
            p[P.inquiry_median],
            p[P.inquiry_spread],
            p[P.inquiry_shortest],
        )
        h.is_sitting = 1
        h.evidence = 0.0
        h.day_report = self.model.day + days
        h.inquiry_event = self.model.emit("inquiry_called", whom=h.row, cause=cause, detail=days)

    def hear_evidence(self) -> None:
        """Hear witnesses, the more readily they speak the more."""
        p, h = self.model.p, self.hospital
        total = 0.0
        for ward in h.wards:
            total += ward.voice_mean
        h.evidence = inquiry.evidence_next(
            h.evidence, total / len(h.wards), p[P.inquiry_protection], p[P.inquiry_hearing]
        )

    def report(self) -> None:
        """Report; recommendations follow from what was heard."""
        p, h = self.model.p, self.hospital
        made = poisson(
            uniform(self.word("inquiry", 4 * self.row + 3)),
            p[P.inquiry_recommendations] * h.evidence,
        )
        h.recommendations += made
        h.recommendations_open += made
        h.recommendations_listed = h.recommendations_open
        h.is_sitting = 0
        h.day_reported = self.model.day
        h.inquiry_event = self.model.emit(
            "inquiry_reported", whom=h.row, cause=h.inquiry_event, detail=made
        )

    def attention_since(self, then: int) -> float:
        """Public attention that is left of an event.

        Parameters
        ----------
        then : int
            Its day; `culturesim.engine.inquiries.NEVER` if there was none. [day]

        Returns
        -------
        float
            Attention, in [0, 1]. [-]
        """
        p = self.model.p
        if then == NEVER:
            return 0.0
        return inquiry.public_attention(
            self.model.day - then,
            p[P.attention_flash],
            p[P.attention_tau_flash],
            p[P.attention_tau_memory],
            p[P.attention_power],
        )

    def hold_attention(self) -> None:
        """Public attention, and what those in charge feel of it."""
        p, h = self.model.p, self.hospital
        attention = self.attention_since(h.day_scandal)
        attention = max(attention, p[P.attention_report] * self.attention_since(h.day_reported))
        h.public_attention = attention
        story = p[P.attention_story] if h.story else 0.0
        h.scrutiny = max(h.scrutiny, attention, story)
        attended = attention >= p[P.scandal_rest]
        if attended != h.is_attended:
            h.is_attended = attended
            self.model.emit(
                "attention", whom=h.row, cause=h.story_event, detail=int(1000.0 * attention)
            )

    def recommendations_today(self, n_open: float) -> tuple[float, float]:
        """How many of the open recommendations are carried out and fall asleep today.

        Parameters
        ----------
        n_open : float
            Open recommendations. [count]

        Returns
        -------
        tuple of float
            Carried out, fallen asleep. [day⁻¹]
        """
        p, h = self.model.p, self.hospital
        done = inquiry.done_today(
            n_open, h.scrutiny, h.attention, p[P.implement_rate], p[P.implement_at_once]
        )
        return done, inquiry.lapsed_today(n_open, h.scrutiny, p[P.recommendation_lapse])

    def carry_out(self) -> None:
        """Recommendations are carried out or fall asleep; change is built, and lost."""
        p, h = self.model.p, self.hospital
        h.recommendations += p[P.recommendations_sent]
        n_open = h.recommendations_open + p[P.recommendations_sent]
        h.recommendations_listed = max(h.recommendations_listed, n_open)
        done, lapsed = self.recommendations_today(n_open)
        h.recommendations_open = max(n_open - done - lapsed, 0.0)
        before = h.recommendations_done
        h.recommendations_done = before + done
        if int(before + done) > int(before):
            self.model.emit(
                "recommendation", whom=h.row, cause=h.inquiry_event, detail=int(before + done)
            )
        h.change = inquiry.change_next(
            change=h.change,
            done=done,
            each=p[P.change_each]
            * inquiry.said_anew(h.recommendations_listed, p[P.recommendations_new]),
            ownership=p[P.local_ownership],
            on_paper=p[P.change_on_paper],
            attention=h.scrutiny,
            tau_order=p[P.change_lasting_order],
            tau_owned=p[P.change_lasting_owned],
        )
        h.reform_load = aftermath.reform_load(
            h.recommendations_open, p[P.recommendation_load], p[P.recommendation_load_most]
        )

    def bring_money(self) -> None:
        """Money for posts comes with attention and goes with it; a bad name fades slowly."""
        p, h = self.model.p, self.hospital
        h.posts_granted = aftermath.posts_next(
            h.posts_granted, h.scrutiny, p[P.posts_share], p[P.posts_tau]
        )
        stigma = h.stigma
        if h.story:
            stigma = aftermath.raised(stigma, 1.0, p[P.stigma_story])
        h.stigma = aftermath.stigma_named(
            stigma - stigma / p[P.stigma_tau],
            max((case.step for case in h.cases), default=0),
            p[P.sanction_publicity],
        )

    def end(self) -> None:
        """With M17 off nothing follows, whatever followed before."""
        h = self.hospital
        h.is_scandal = h.is_sitting = h.is_attended = 0
        h.public_attention = h.recommendations_open = h.recommendations_listed = 0.0
        h.change = h.reform_load = h.posts_granted = h.stigma = 0.0
