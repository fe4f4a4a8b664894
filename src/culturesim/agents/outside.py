"""Staff who go outside after warnings in vain, and what all learn from it (M16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from culturesim.agents.beliefs import Believer
from culturesim.agents.voice import PEER
from culturesim.parameters import P
from culturesim.rules import belief, exposure
from culturesim.streams import field, uniform

if TYPE_CHECKING:
    from culturesim.agents.model import HospitalModel

__all__ = ["Discloser"]

TO_REGULATOR, TO_PRESS = 1, 2


class Discloser(Believer):
    """What a member of staff does with a grave concern that nobody inside would hear."""

    @staticmethod
    def before_go_outside(model: HospitalModel) -> None:
        """Set the day's counts of disclosures to zero.

        Parameters
        ----------
        model : HospitalModel
            The run.
        """
        for hospital in model.hospitals:
            hospital.n_outside_regulator = hospital.n_outside_press = hospital.n_retaliated = 0

    def go_outside(self) -> None:
        """Hear what became of yesterday's disclosers; perhaps disclose."""
        if self.model.p[P.M16_on] == 0.0 or not self.is_in_post:
            return
        self.hear_of_disclosers()
        if self.concern <= self.model.p[P.outside_severity]:
            return
        if self.channel > PEER and (self.is_acted == 0 or self.is_punished == 1):
            self.n_warned += 1
        if self.n_warned < self.model.p[P.outside_attempts]:
            return
        if uniform(self.word("outside", 2 * self.row)) < self.chance_to_disclose():
            self.disclose()

    def hear_of_disclosers(self) -> None:
        """Learn fear from detriment to disclosers, and hope from disclosures that were heeded."""
        p, hospital = self.model.p, self.ward.hospital
        n_bad, n_good = hospital.seen_retaliated, hospital.seen_heeded
        if n_bad + n_good == 0:
            return
        weight, alpha, rel = p[P.outside_visible], p[P.learning_rate], p[P.rel_bad_news]
        after = belief.belief_after_events
        self.fear = after(self.fear, weight * (n_bad + n_good), weight * n_bad, alpha, 1.0, rel)
        self.futility = after(self.futility, weight * n_good, 0.0, alpha, 1.0, rel)

    def chance_to_disclose(self) -> float:
        """Chance of taking today's concern outside, once enough warnings were in vain [-]."""
        p = self.model.p
        logit = exposure.outside_logit(
            severity=self.concern,
            n_warned=self.n_warned,
            n_most=int(p[P.outside_attempts_most]),
            fear=self.fear,
            protection=p[P.outside_protection],
            leaving=1.0 - self.energy,
            conviction=self.conviction,
            b_0=p[P.outside_constant],
            b_severity=p[P.outside_grave],
            b_ignored=p[P.outside_ignored],
            b_fear=p[P.outside_fear],
            b_protection=p[P.outside_shield],
            b_leaving=p[P.outside_leaving],
            b_conviction=p[P.outside_conviction],
        )
        return exposure.p_go_outside(logit, p[P.outside_channel])

    def disclose(self) -> None:
        """Tell a regulator or a newspaper, and perhaps suffer for it."""
        p, ward = self.model.p, self.ward
        hospital = ward.hospital
        word = self.word("outside", 2 * self.row + 1)
        to_press = field(word, 0) < p[P.outside_press]
        hospital.n_outside_press += to_press
        hospital.n_outside_regulator += not to_press
        event = self.model.emit(
            "went_outside", who=self.row, whom=hospital.row, ward=ward.row,
            cause=self.concern_event, detail=TO_PRESS if to_press else TO_REGULATOR,
        )  # fmt: skip
        hospital.outside_event = event
        suffers = exposure.p_retaliation(
            ward.manager.blame, p[P.outside_protection], p[P.retaliation]
        )
        if field(word, 1) < suffers:
            hospital.n_retaliated += 1
            self.model.emit(
                "retaliated", who=ward.manager.row, whom=self.row, ward=ward.row, cause=event
            )
