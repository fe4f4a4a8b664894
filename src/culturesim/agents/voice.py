"""Staff and their concerns: noticing (M6), speaking up (M7), and what an answer costs (M8)."""

from __future__ import annotations

from culturesim.agents.columns import Member
from culturesim.agents.person import Person
from culturesim.parameters import P
from culturesim.rules import norms, noticing, teamwork, voice
from culturesim.streams import field, noise, uniform

__all__ = ["Observer"]

SILENT, PEER, LINE_MANAGER, FORM, BYPASS = 1, 2, 3, 4, 5
EVERYDAY, NO_HARM, HARM = 1, 2, 3

_COUNTED = {
    PEER: ("challenged", "n_challenges"),
    LINE_MANAGER: ("told_manager", "n_told"),
    FORM: ("reported", "n_reports"),
    BYPASS: ("bypassed", "n_bypass"),
}


class Observer(Person):
    """What a member of staff sees, and says."""

    def notice(self) -> None:
        """See an incident of the team, or something amiss, or nothing; yesterday's concern goes."""
        p = self.p
        self.concern = 0.0
        self.concern_kind = self.channel = 0
        self.is_acted = self.is_punished = self.is_answered = 0
        if self.is_on_shift != 1:
            return
        word = self.word("notice", 4 * self.row)
        if self.team.n_events > 0 and field(word, 0) < p[P.witness]:
            self.witness_incident()
        elif field(word, 1) < self.chance_to_see():
            anyway = field(word, 1) < self.chance_to_see_anyway()
            self.look_round(-1 if anyway else self.ward.hazard_event)
        elif p[P.M6_on] > 0.0:
            self.risk_belief = noticing.risk_belief_next(
                self.risk_belief, p[P.risk_initial], p[P.risk_quiet]
            )

    def witness_incident(self) -> None:
        """Judge the gravest incident of the team by what one tolerates, and learn from it."""
        p, team = self.p, self.team
        severity = team.event_severity
        is_harm = team.event_class > 1
        concerned = self.is_concerned(severity, noise(self.word("notice", 4 * self.row + 1)))
        if p[P.M6_on] > 0.0:
            if is_harm:
                signal = 1.0
                self.tolerance = noticing.tolerance_after_harm(self.tolerance, p[P.tolerance_harm])
            else:
                signal = noticing.near_miss_signal(
                    teamwork.with_habit(
                        p[P.near_miss_framing], -p[P.huddle_framing], self.ward.huddle, 1.0
                    )
                )
                self.tolerance = noticing.tolerance_after_harmless(
                    self.tolerance, severity, p[P.tolerance_harmless]
                )
            self.risk_belief = noticing.risk_belief_next(self.risk_belief, signal, p[P.risk_rate])
        if concerned:
            team.n_witnesses += 1
            self.hold_concern(severity, HARM if is_harm else NO_HARM, team.event_id)

    def look_round(self, cause: int) -> None:
        """See an everyday deviation; one that does no harm makes the next look more normal.

        Parameters
        ----------
        cause : int
            Ledger row of the latent hazard behind it, -1 for none.
        """
        p = self.p
        severity = self.everyday_severity()
        if self.is_concerned(severity, noise(self.word("notice", 4 * self.row + 2))):
            self.hold_concern(severity, EVERYDAY, cause)
        if p[P.M6_on] > 0.0:
            self.tolerance = noticing.tolerance_after_harmless(
                self.tolerance, severity, p[P.tolerance_harmless]
            )

    def chance_to_see(self) -> float:
        """Chance of seeing something amiss that is not an incident, in [0, 1] [day⁻¹]."""
        return self._chance_to_see(self.ward.hazard)

    def chance_to_see_anyway(self) -> float:
        """Chance of seeing it if the ward had no latent hazards, in [0, 1] [day⁻¹]."""
        return self._chance_to_see(0.0)

    def _chance_to_see(self, hazard: float) -> float:
        p = self.p
        return noticing.p_see(
            base=p[P.see_base],
            hazard=hazard,
            missed=self.ward.missed_care,
            missed_weight=p[P.see_missed],
            risk_belief=self.risk_belief,
            risk_initial=p[P.risk_initial],
        )

    def everyday_severity(self) -> float:
        """How bad the everyday deviation seen today is, in [0, 1] [-]."""
        p = self.p
        return noticing.everyday_severity(
            base=p[P.severity_everyday],
            standard_gap=1.0 - self.ward.practice,
            gap_weight=p[P.severity_gap],
            noise=noise(self.word("notice", 4 * self.row + 1)),
            sd=p[P.severity_sd],
        )

    def is_concerned(self, severity: float, eta: float) -> bool:
        """Whether something seen counts as a concern.

        Parameters
        ----------
        severity : float
            How bad it is, in [0, 1]. [-]
        eta : float
            Noise of the judgement, mean 0, standard deviation 1. [-]

        Returns
        -------
        bool
            Whether it exceeds what one has come to tolerate.
        """
        return noticing.is_concern(severity, eta, self.p[P.notice_sd], self.tolerance)

    def hold_concern(self, severity: float, kind: int, cause: int) -> None:
        """Hold a concern for the rest of the day.

        Parameters
        ----------
        severity : float
            In [0, 1]. [-]
        kind : int
            1 everyday, 2 incident without harm, 3 harm.
        cause : int
            Ledger row of what it is about, -1 for none.
        """
        self.concern = severity
        self.concern_kind = kind
        self.ward.n_concerns += 1
        self.concern_event = self.model.emit(
            "noticed", who=self.row, ward=self.ward.row, cause=cause, detail=int(1000.0 * severity)
        )

    def speak_up(self) -> None:
        """Raise the concern held, through some channel, or keep it."""
        if self.concern_kind == 0:
            return
        if self.decide_to_speak():
            self.raise_concern()
        else:
            self.keep_silent()

    def decide_to_speak(self) -> bool:
        """Whether the concern held is raised: the committed always speak."""
        n_observers = self.team.n_witnesses if self.concern_kind > EVERYDAY else 0
        chance = self.chance_to_speak(self.concern, n_observers)
        speaks = uniform(self.word("speak", self.row)) < chance or self.is_committed == 1
        return self.p[P.M7_on] > 0.0 and speaks

    def chance_to_speak(self, severity: float, n_observers: int) -> float:
        """Chance of raising a concern.

        Parameters
        ----------
        severity : float
            How bad the matter is, in [0, 1]. [-]
        n_observers : int
            Colleagues who hold the same concern, oneself included; 0 if nobody can. [people]

        Returns
        -------
        float
            Probability; `speak_up` asks for it about a concern held, `learn` and `renew` about a
            reference concern, which is how ready colleagues take this person to be. [day⁻¹]
        """
        p = self.p
        return voice.p_speak_up(
            voice.speak_up_logit(
                severity=severity,
                fear=self.fear,
                futility=self.futility,
                norm=self.norm,
                hierarchy=voice.felt_hierarchy(self.grade, self.ward.gradient),
                skill=self.skill,
                diffusion=voice.diffusion(n_observers, p[P.voice_cost_ratio]),
                disposition=self.disposition,
                b_0=p[P.voice_constant],
                b_severity=p[P.voice_severity],
                b_fear=p[P.voice_fear],
                b_futility=p[P.voice_futility],
                b_norm=p[P.voice_norm],
                b_hierarchy=p[P.voice_hierarchy],
                b_skill=p[P.voice_skill],
            )
        )

    def usual_readiness(self) -> float:
        """Chance of raising a concern of reference severity seen by nobody else [day⁻¹]."""
        return self.chance_to_speak(self.p[P.severity_reference], 0)

    def choose_channel(self, u: float) -> int:
        """With whom to raise the concern held.

        Parameters
        ----------
        u : float
            Uniform number in [0, 1). [-]

        Returns
        -------
        int
            2 a peer on the spot, 3 the line manager, 4 an incident form, 5 past the line.
        """
        p = self.p
        rel = {0: 1.0, 2: p[P.form_rel_doctor]}.get(self.profession, p[P.form_rel_other])
        frac_form = voice.channel_form_share(
            base=p[P.form_share],
            rel_profession=rel,
            is_event=self.concern_kind > EVERYDAY,
            event_weight=p[P.form_event],
            pressure=self.ward.pressure,
        )
        return voice.channel(u, p[P.challenge_share], p[P.bypass_share], frac_form)

    def raise_concern(self) -> None:
        """Raise the concern held: counted, and on the ward manager's desk unless with a peer."""
        ward = self.ward
        self.channel = self.choose_channel(uniform(self.word("channel", self.row)))
        kind, counter = _COUNTED[self.channel]
        ward.n_voiced += 1
        setattr(ward, counter, getattr(ward, counter) + 1)
        if self.channel == FORM and self.concern_kind > EVERYDAY:
            self.team.n_reports += 1
        if self.channel > PEER:
            ward.n_arrivals += 1
        self.concern_event = self.model.emit(
            kind,
            who=self.row,
            whom=ward.row,
            ward=ward.row,
            cause=self.concern_event,
            detail=self.channel,
        )

    def keep_silent(self) -> None:
        """Keep the concern held to oneself."""
        self.channel = SILENT
        self.ward.n_silent += 1
        self.concern_event = self.model.emit(
            "silent", who=self.row, ward=self.ward.row, cause=self.concern_event
        )

    def chance_of_sanction(self) -> float:
        """Chance that colleagues make this person pay for speaking, in [0, 1] [day⁻¹]."""
        return norms.p_sanction(self.enforcement, self.p[P.sanction_strength])

    def hear_answer(self, handler: Member, *, acted: bool, punished: bool, answered: bool) -> None:
        """Take in what became of the concern raised, and let colleagues see it.

        Parameters
        ----------
        handler : Manager
            Who dealt with it.
        acted, punished, answered : bool
            Whether it was acted on, cost the speaker, and the speaker was shown an action.
        """
        ward, emit = self.ward, self.model.emit
        self.is_acted, self.is_punished, self.is_answered = acted, punished, answered
        about = {
            "who": handler.row,
            "whom": self.row,
            "ward": ward.row,
            "cause": self.concern_event,
        }
        emit("acted" if acted else "ignored", **about, detail=acted and answered)
        if punished:
            emit("punished", **about, detail=self.channel)
            ward.n_punished += 1
        ward.n_answered += answered
        if self.channel > PEER:
            ward.n_acted += acted
            ward.n_ignored += not acted
        if PEER < self.channel < BYPASS:
            ward.heard_today += self.concern
        if punished or not acted:
            self.n_ignored += 1
        self.be_seen()

    def be_seen(self) -> None:
        """Team mates and contacts see what speaking led to."""
        nothing = not self.is_answered
        self.team.n_handled += 1
        self.team.n_punished += self.is_punished
        self.team.n_nothing += nothing
        for contact in self.contacts:
            contact.n_seen += 1
            contact.n_seen_punished += self.is_punished
            contact.n_seen_nothing += nothing
