"""Managers: answering concerns (M8), passing news upward (M13), and what moves them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from culturesim.agents.leaders import Succession
from culturesim.agents.upward import Messenger
from culturesim.agents.voice import BYPASS, FORM, PEER
from culturesim.parameters import P
from culturesim.rules import aftermath, filtering, leadership, response
from culturesim.rules.numeric import clip
from culturesim.streams import field, uniform

if TYPE_CHECKING:
    from culturesim.agents.hospital import Hospital
    from culturesim.agents.model import HospitalModel
    from culturesim.agents.places import Ward
    from culturesim.agents.staff import Staff

__all__ = ["Manager"]

OF_WARD, OF_DIVISION, EXECUTIVE, OF_BOARD = 0, 1, 2, 3


class Manager(Succession, Messenger):
    """A manager: of a ward (level 0), of a division (1), an executive (2), on the board (3).

    Every column of the population ``manager`` in `culturesim.state.schema` is an attribute.

    Examples
    --------
    >>> from culturesim import HospitalModel
    >>> from culturesim.organisation import OrganisationSizes
    >>> from culturesim.scenario import Scenario
    >>> sizes = OrganisationSizes(wards=1, beds_per_ward=6, departments=0, divisions=1)
    >>> model = HospitalModel(Scenario("A week", days=7, warm_up_days=0, organisation=sizes))
    >>> model.managers[0].boss.level
    1
    """

    USED_BY: ClassVar[dict[str, tuple[str, ...]]] = {
        "handler_of": ("respond",),
        "answer": ("respond",),
        "chance_to_act": ("respond",),
        "chance_to_answer": ("respond",),
        "lasting_blame": ("lead",),
        "chance_to_punish": ("respond",),
        "chance_of_detriment": ("respond",),
        "before_report_upward": ("report_upward",),
        "form_view": ("report_upward",),
        "listen": ("report_upward",),
        "open_inbox": ("report_upward",),
        "share_kept_back": ("report_upward",),
        "tell_boss": ("report_upward",),
        "after_report_upward": ("report_upward",),
        "reason_to_stop": ("report_upward",),
        "attention_above": ("lead",),
        "is_chief": ("change_leaders",),
        "before_change_leaders": ("change_leaders",),
        "holder": ("change_leaders",),
        "leaves": ("change_leaders",),
        "is_removed": ("change_leaders",),
        "make_way": ("change_leaders",),
        "bring_style": ("change_leaders",),
        "ward": ("respond", "report_upward"),
        "hospital": ("respond", "report_upward", "lead", "change_leaders"),
        "boss": ("respond", "report_upward", "lead", "change_leaders"),
    }

    @cached_property
    def ward(self) -> Ward | None:
        """The ward, for a ward manager."""
        return self.model.wards[self.ward_row] if self.ward_row >= 0 else None

    @cached_property
    def hospital(self) -> Hospital:
        """The hospital."""
        return self.model.hospitals[self.hospital_row]

    @cached_property
    def boss(self) -> Manager | None:
        """The line manager; nobody for the chair of the board."""
        return self.model.managers[self.parent_row] if self.parent_row >= 0 else None

    def respond(self) -> None:
        """See to it that every concern raised on the ward today is dealt with."""
        if self.level != OF_WARD or self.ward is None or self.ward.n_voiced == 0:
            return
        p = self.ward.p
        capacity = leadership.after_handover(
            p[P.handling_capacity], self.handover, p[P.handover_usual], p[P.handover_loss]
        )
        handled = response.handled_share(self.ward.n_arrivals, capacity)
        for speaker in self.ward.staff:
            if speaker.channel >= PEER:
                self.handler_of(speaker).answer(speaker, handled)

    def handler_of(self, speaker: Staff) -> Manager:
        """Who deals with a concern: the ward manager, or the next one up if it went past the line.

        Parameters
        ----------
        speaker : Staff
            Who raised a concern on this manager's ward today.

        Returns
        -------
        Manager
            This manager or the boss.
        """
        return self.boss if speaker.channel == BYPASS and self.boss else self

    def answer(self, speaker: Staff, handled: float) -> None:
        """Act on a concern or ignore it; punish the speaker or not.

        Parameters
        ----------
        speaker : Staff
            Who raised it.
        handled : float
            Share of today's concerns that there is time for, in (0, 1]. [-]
        """
        i = speaker.row
        acted = uniform(self.word("act", 2 * i)) < self.chance_to_act(speaker, handled)
        shown = field(self.word("act", 2 * i + 1), 0) < self.chance_to_answer(speaker)
        punished = uniform(self.word("punish", i)) < self.chance_of_detriment(speaker)
        speaker.hear_answer(self, acted=acted, punished=punished, answered=acted and shown)

    def chance_to_answer(self, speaker: Staff) -> float:
        """Chance that an action is shown to the speaker.

        Parameters
        ----------
        speaker : Staff
            Who raised a concern.

        Returns
        -------
        float
            In [0, 1]. [-]
        """
        p = speaker.p
        return aftermath.raised(
            p[P.feedback_to_speaker], self.hospital.change, p[P.change_feedback]
        )

    def lasting_blame(self) -> float:
        """Readiness to blame in quiet times, or while the public looks on [-]."""
        p = self.model.p
        return aftermath.blame_after_exposure(
            base=leadership.lasting_level(
                p[P.manager_blame], self.style_blame, self.hospital.tone_blame
            ),
            attention=self.hospital.public_attention,
            ownership=p[P.local_ownership],
            added=p[P.exposure_blame],
            change=self.hospital.change,
            less_by_change=p[P.change_blame],
        )

    def chance_to_act(self, speaker: Staff, handled: float) -> float:
        """Chance of acting on a concern.

        Parameters
        ----------
        speaker : Staff
            Who raised it; doctors are believed more readily than support workers.
        handled : float
            Share of today's concerns that there is time for, in (0, 1]. [-]

        Returns
        -------
        float
            Probability; of being heeded on the spot when a peer was challenged. [-]
        """
        p = speaker.p
        if speaker.channel == PEER:
            heeded: float = p[P.challenge_heeded]
            return heeded
        credibility = {1: p[P.credibility_support], 2: p[P.credibility_doctor]}
        return handled * response.p_act(
            attention=self.attention,
            severity=speaker.concern,
            credibility=credibility.get(speaker.profession, 0.0),
            pressure_felt=self.pressure_felt,
            g_attention=p[P.act_attention],
            attention_half=p[P.act_half],
            g_severity=p[P.act_severity],
            severity_reference=p[P.severity_reference],
            g_pressure=p[P.act_pressure],
        )

    def chance_to_punish(self, speaker: Staff) -> float:
        """Chance of punishing a speaker.

        Parameters
        ----------
        speaker : Staff
            Who raised a concern; a form seldom shows who wrote it.

        Returns
        -------
        float
            Probability; 0 when a peer was challenged, which a manager need not hear of. [-]
        """
        p = speaker.p
        if speaker.channel == PEER:
            return 0.0
        punish = response.p_punish(self.blame, p[P.punish_omega], speaker.ward.voice_mean)
        return punish * p[P.form_exposed] if speaker.channel == FORM else punish

    def chance_of_detriment(self, speaker: Staff) -> float:
        """Chance that speaking costs the speaker, through this manager or through colleagues.

        Parameters
        ----------
        speaker : Staff
            Who raised a concern.

        Returns
        -------
        float
            Probability. [-]
        """
        return response.p_detriment(self.chance_to_punish(speaker), speaker.chance_of_sanction())

    @classmethod
    def before_report_upward(cls, model: HospitalModel) -> None:
        """Clear the tables of views before anybody reports.

        Parameters
        ----------
        model : HospitalModel
            The run.
        """
        for hospital in model.hospitals:
            hospital.division_view = hospital.executive_view = 0.0

    def report_upward(self) -> None:
        """Form a view of how bad things are and pass up what survives the filter."""
        hospital = self.hospital
        self.badness = self.form_view()
        if self.level == OF_DIVISION:
            hospital.division_view += self.badness / hospital.n_division_managers
        elif self.level == EXECUTIVE:
            hospital.executive_view += self.badness / hospital.n_executives
        if self.boss:
            self.filter = self.share_kept_back(self.boss)
            self.tell_boss(self.boss)

    def form_view(self) -> float:
        """How bad things are: a ward manager's own impression, else what came up [-]."""
        return self.listen(self.ward) if self.level == OF_WARD and self.ward else self.open_inbox()

    def listen(self, ward: Ward) -> float:
        """Add today's bad news to the running impression.

        Parameters
        ----------
        ward : Ward
            The manager's ward.

        Returns
        -------
        float
            How bad the impression is, in [0, 1). [-]
        """
        p = self.model.p
        bad = ward.heard_today + p[P.heard_informal] * ward.n_informal
        per_head = bad / ward.n_staff if ward.n_staff > 0 else 0.0
        self.heard = filtering.heard_next(self.heard, per_head, p[P.heard_tau])
        return filtering.badness_view(self.heard, p[P.heard_half])

    def open_inbox(self) -> float:
        """Mean of the views passed up today, 0 without any; the inbox is empty afterwards [-]."""
        view = self.inbox / self.n_inbox if self.n_inbox > 0 else 0.0
        self.inbox = 0.0
        self.n_inbox = 0
        return view

    def share_kept_back(self, boss: Manager) -> float:
        """Share of bad news not passed on.

        Parameters
        ----------
        boss : Manager
            Who would hear it, and how ready he or she is to blame.

        Returns
        -------
        float
            In [0, 0.95]. [-]
        """
        p = self.model.p
        if p[P.M13_on] == 0.0:
            return 0.0
        return filtering.filter_share(
            base=p[P.filter_base],
            pressure_felt=self.pressure_felt,
            fear=boss.blame,
            f_pressure=p[P.filter_pressure],
            f_fear=p[P.filter_fear],
        )

    def tell_boss(self, boss: Manager) -> None:
        """Pass the view up, unless nobody has ever told this manager anything.

        Parameters
        ----------
        boss : Manager
            Who hears it.
        """
        if self.level == OF_WARD or self.n_inbox_ever:
            boss.inbox += filtering.passed_up(self.badness, self.filter)
            boss.n_inbox += 1
            boss.n_inbox_ever = 1

    def lead(self) -> None:
        """Feel the pressure, attend to what those above attend to, and become defensive or less."""
        p = self.model.p
        if p[P.M8_on] == 0.0:
            return
        self.pressure_felt = self.hospital.pressure
        self.attention = response.attention_next(
            self.attention, self.attention_above(), p[P.tau_attention]
        )
        self.blame = response.blame_next(
            blame=self.blame,
            blame_base=clip(
                self.lasting_blame() + self.hospital.own_blame + self.hospital.sanction_blame,
                0.0,
                1.0,
            ),
            pressure_felt=self.pressure_felt,
            attention=self.attention,
            tau=p[P.tau_blame],
        )

    def attention_above(self) -> float:
        """Attention to safety of the boss, or of the board as a whole for its chair [-]."""
        attention: float = self.boss.attention if self.boss else self.hospital.attention
        return attention
