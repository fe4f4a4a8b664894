"""Team learning as agents see it: taking newcomers in, comparing, agreeing on a code (M18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from culturesim.agents.attributes import WardColumns
from culturesim.agents.columns import Row
from culturesim.agents.outside import Discloser
from culturesim.engine.practice import TURN_DAYS, WORDS_A_TURN, points_drawn
from culturesim.parameters import P
from culturesim.rules import measurement, practice, teamwork
from culturesim.rules.practice import ALL_POINTS, N_POINTS
from culturesim.state.identity import person_counter
from culturesim.streams import field, integer, uniform

if TYPE_CHECKING:
    from culturesim.agents.hospital import Hospital
    from culturesim.agents.staff import Staff

__all__ = ["Learner", "LearningWard"]


class Learner(Discloser):
    """What a member of staff learns from the ward, from contacts and from outside."""

    @property
    def is_new(self) -> bool:
        """Whether the holder of the post is still a newcomer."""
        tenure = self.model.day - self.day_filled
        return self.incumbent > 0 and tenure < self.p[P.induction_days]

    def share_lessons(self) -> None:
        """Once a month follow the ward's code a little, and compare it with others'."""
        day = self.model.day
        if self.p[P.M18_on] == 0.0 or (self.row + day) % TURN_DAYS or not self.is_in_post:
            return
        chance = self.p[P.socialisation]
        if self.is_new:
            chance = self.p[P.induction]
            self.be_taken_in()
        ward = self.ward
        self.follow(ward.code_yes, ward.code_no, self.points("lesson", 2, chance))
        ward.n_turns += 1
        self.compare()

    def be_taken_in(self) -> None:
        """Be pulled, as a newcomer, towards what the ward's people believe and hold proper."""
        ward, pull = self.ward, self.p[P.induction_pull]
        self.standard = practice.pulled_in(self.standard, ward.standard_mean, pull)
        self.fear = practice.pulled_in(self.fear, ward.fear_mean, pull)
        self.futility = practice.pulled_in(self.futility, ward.futility_mean, pull)

    def points(self, stream: str, first: int, chance: float) -> int:
        """Draw a set of points of practice.

        Parameters
        ----------
        stream : str
            Name of the decision.
        first : int
            First of eight draws of this person today. [-]
        chance : float
            Chance of each point, in [0, 1]. [-]

        Returns
        -------
        int
            The set. [bits]
        """
        k0, k1 = self.model.stream(stream)
        return int(points_drawn(k0, k1, WORDS_A_TURN * self.row + first, chance))

    def follow(self, model_yes: int, model_no: int, points: int) -> None:
        """Move one step towards a model on some points.

        Parameters
        ----------
        model_yes, model_no : int
            Points that the model does one way and the other. [bits]
        points : int
            Points on which to move. [bits]
        """
        self.practice_yes, self.practice_no = practice.step_towards(
            self.practice_yes, self.practice_no, model_yes, model_no, points
        )

    def compare(self) -> None:
        """Learn from the world outside, or from a contact on a ward that does better."""
        counter = WORDS_A_TURN * self.row
        word, ward = self.word("lesson", counter), self.ward
        if field(word, 0) < self.p[P.outside_contact]:
            ward.n_beyond += 1
            sound = ward.hospital.sound
            points = self.points("lesson", 10, self.p[P.outside_learning])
            self.follow(sound, ALL_POINTS ^ sound, points)
            return
        if not self.contacts:
            return
        peer = self.contacts[integer(self.word("lesson", counter + 1), len(self.contacts))]
        if peer.ward is ward or field(word, 1) >= self.link_to(peer):
            return
        ward.n_beyond += 1
        if peer.ward.know_how > ward.know_how:
            points = self.points("lesson", 10, self.p[P.contact_learning])
            self.follow(peer.ward.code_yes, peer.ward.code_no, points)

    def link_to(self, peer: Staff) -> float:
        """Chance that a tie beyond the ward carries a lesson.

        Parameters
        ----------
        peer : Staff
            A contact on another ward.

        Returns
        -------
        float
            In [0, 1]. [-]
        """
        same = peer.ward.hospital is self.ward.hospital
        link: float = self.p[P.link_wards if same else P.link_hospitals]
        return link

    def bring_practice(self) -> None:
        """Bring along a way of working, as a newcomer does."""
        p, sound = self.p, self.ward.hospital.sound
        k0, k1 = self.model.stream("practice", 0)
        counter, right = self.own_counter, p[P.newcomer_right]
        known = int(points_drawn(k0, k1, counter, right))
        settled = int(points_drawn(k0, k1, counter, right + p[P.newcomer_wrong]))
        mistaken = settled & (ALL_POINTS ^ known)
        other = ALL_POINTS ^ sound
        self.practice_yes = (known & sound) | (mistaken & other)
        self.practice_no = (known & other) | (mistaken & sound)
        self.is_model = 0

    @property
    def own_counter(self) -> int:
        """First counter that belongs to this holder of the post [-]."""
        return int(person_counter(self.row, self.incumbent))


class LearningWard(WardColumns, Row):
    """A ward's huddles, and the code by which it works."""

    if TYPE_CHECKING:

        @property
        def p(self) -> list[float]:
            """Parameter values, from the class that this is mixed into."""

        @property
        def hospital(self) -> Hospital:
            """The hospital, likewise."""

        @property
        def staff(self) -> list[Staff]:
            """The posts, likewise."""

    def agree_practice(self) -> None:
        """Hold the huddle or skip it; once a month learn from those who do better than the code."""
        p = self.p
        if p[P.M18_on] == 0.0:
            return
        chance = teamwork.p_huddle(p[P.huddle_rate], self.pressure)
        self.n_huddles = 1 if uniform(self.word("huddle", self.row)) < chance else 0
        self.huddle = measurement.running_total(self.huddle, self.n_huddles, p[P.huddle_tau])
        sound = self.hospital.sound
        if (self.row + self.model.day) % TURN_DAYS == 0:
            self.settle_code(sound)
        self.know_how = practice.know_how(
            practice.lead_over_error(self.code_yes, self.code_no, sound)
        )

    def settle_code(self, sound: int) -> None:
        """Take over points from those who do better than the ward's code.

        Parameters
        ----------
        sound : int
            Points of which the first way is sound. [bits]
        """
        yes, no = self.code_yes, self.code_no
        score = practice.lead_over_error(yes, no, sound)
        for person in self.staff:
            own = practice.lead_over_error(person.practice_yes, person.practice_no, sound)
            person.is_model = person.is_in_post == 1 and own > score
        p_one = self.p[P.code_learning]
        p_one = teamwork.with_habit(p_one, self.p[P.huddle_lessons] * p_one, self.huddle, 1.0)
        models = [person for person in self.staff if person.is_model]
        for k in range(N_POINTS):
            lead = 0
            for person in models:
                lead += (person.practice_yes >> k & 1) - (person.practice_no >> k & 1)
            word = self.word("code", N_POINTS * self.row + k)
            if uniform(word) < practice.p_code_follows(abs(lead), p_one):
                point = 1 << k
                rest = ALL_POINTS ^ point
                yes, no = (yes | point, no & rest) if lead > 0 else (yes & rest, no | point)
        self.code_yes, self.code_no = yes, no
