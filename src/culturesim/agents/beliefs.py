"""Staff and their beliefs: learning from what happens to speakers (M9), and conforming (M10)."""

from __future__ import annotations

from culturesim.agents.voice import Observer
from culturesim.parameters import P
from culturesim.rules import belief, norms, noticing, teamwork, workforce
from culturesim.rules.numeric import clip
from culturesim.streams import integer

__all__ = ["Believer"]

NOBODY = -1.0  # readiness to speak in a vacant post


class Believer(Observer):
    """What a member of staff comes to believe about speaking."""

    def learn(self) -> None:
        """Learn from today's events, drift towards the prior, settle on a readiness to speak."""
        p = self.p
        if self.is_in_post:
            if p[P.M9_on] > 0.0:
                self.learn_from_events()
            drift = p[P.belief_drift]
            prior = clip(p[P.prior_fear] + self.ward.hospital.own_fear, 0.0, 1.0)
            self.fear = belief.belief_relaxed(self.fear, prior, drift)
            self.futility = belief.belief_relaxed(self.futility, p[P.prior_futility], drift)
            self.p_voice = 1.0 if self.is_committed else self.usual_readiness()
        else:
            self.p_voice = NOBODY
        self.n_seen = self.n_seen_punished = self.n_seen_nothing = 0

    def learn_from_events(self) -> None:
        """Fear and futility after what happened to oneself, team mates and contacts today."""
        p, team = self.p, self.team
        own = 1 if self.channel > 1 else 0
        if own + team.n_handled + self.n_seen == 0:
            return
        own_punished = self.is_punished
        own_nothing = own - self.is_answered

        def weight(n_own: int, n_team: int, n_contacts: int) -> float:
            return belief.experience_weight(
                n_own, n_team - n_own, n_contacts, p[P.weight_team], p[P.weight_contacts]
            )

        seen = weight(own, team.n_handled, self.n_seen)
        punished = weight(own_punished, team.n_punished, self.n_seen_punished)
        nothing = weight(own_nothing, team.n_nothing, self.n_seen_nothing)
        alpha, rel = p[P.learning_rate], p[P.rel_bad_news]
        visibility = teamwork.with_habit(
            p[P.visibility], p[P.huddle_visibility], self.ward.huddle, 1.0
        )
        self.fear = belief.belief_after_events(self.fear, seen, punished, alpha, visibility, rel)
        self.futility = belief.belief_after_events(
            self.futility, seen, nothing, alpha, visibility, rel
        )

    def conform(self) -> None:
        """Count those who left; follow the norm; once a week compare tolerance with a contact."""
        p = self.p
        self.contacts_left = workforce.contacts_left_next(
            self.contacts_left, self.n_left_today, len(self.contacts), p[P.leave_memory]
        )
        self.n_left_today = 0
        if not self.is_in_post:
            return
        if p[P.M10_on] > 0.0:
            self.follow_norm()
        if p[P.M6_on] > 0.0 and self.contacts and (self.model.day + self.row) % 7 == 0:
            self.compare_tolerance()

    def follow_norm(self) -> None:
        """Take contacts' readiness for the norm; decide whether to sanction speakers tomorrow."""
        p = self.p
        n = n_enforcing = 0
        total = 0.0
        for contact in self.contacts:
            if contact.is_in_post:
                n += 1
                total += contact.p_voice
                n_enforcing += contact.is_enforcing
        if n > 0:
            self.norm = norms.norm_next(self.norm, total / n, p[P.tau_norm])
            self.enforcement = n_enforcing / n
        self.enforcing_next = norms.is_enforcing(
            is_loyal=self.is_loyal == 1,
            norm=self.norm,
            frac_enforcing=self.enforcement,
            conviction=self.conviction,
            cost=p[P.enforcing_cost],
            majority=p[P.enforcing_majority],
        )

    def compare_tolerance(self) -> None:
        """Move towards the tolerance of one contact, unless it is too far from one's own."""
        p = self.p
        peer = self.contacts[integer(self.word("sanction", self.row), len(self.contacts))]
        self.tolerance = noticing.tolerance_after_peer(
            self.tolerance, peer.tolerance_seen, p[P.tolerance_confidence], p[P.tolerance_peer]
        )
