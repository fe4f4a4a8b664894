"""Leaders as agents see them: walking round, going and being replaced (M18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from culturesim.agents.attributes import HospitalColumns, ManagerColumns
from culturesim.agents.columns import Row
from culturesim.engine.leaders import SHORTEST_TERM
from culturesim.engine.practice import TURN_DAYS, points_drawn
from culturesim.parameters import P
from culturesim.rules import leadership, teamwork
from culturesim.state.identity import person_counter
from culturesim.streams import field, noise, uniform

if TYPE_CHECKING:
    from culturesim.agents.hospital import Hospital
    from culturesim.agents.manager import Manager
    from culturesim.agents.model import HospitalModel
    from culturesim.agents.places import Ward

__all__ = ["Succession", "Walker"]

EXECUTIVE, OF_BOARD = 2, 3


class Walker(HospitalColumns, Row):
    """A hospital whose leaders walk round its wards."""

    if TYPE_CHECKING:

        @property
        def wards(self) -> list[Ward]:
            """Wards, from the class that this is mixed into."""

    def go_round(self) -> None:
        """Visit some wards; meanwhile good practice itself moves on."""
        p, day = self.model.p, self.model.day
        if p[P.M18_on] == 0.0:
            return
        if day % TURN_DAYS == 0:
            k0, k1 = self.model.stream("guidance")
            chance = p[P.practice_change] * TURN_DAYS / 365.0
            self.sound ^= int(points_drawn(k0, k1, 0, chance))
        n_seen, total = 0, 0.0
        for ward in self.wards:
            word = self.word("round", ward.row)
            if field(word, 0) < ward.p[P.walk_rounds] / TURN_DAYS:
                n_seen += 1
                total += ward.manager.badness
                self.visit(ward, is_answered=field(word, 1) < ward.p[P.walk_feedback])
        self.round_view = teamwork.seen_on_rounds(
            self.round_view,
            total / n_seen if n_seen else 0.0,
            n_seen,
            len(self.wards),
            p[P.walk_memory],
        )

    def visit(self, ward: Ward, *, is_answered: bool) -> None:
        """Visit a ward; those at work come to think more or less of speaking.

        Parameters
        ----------
        ward : Ward
            The ward.
        is_answered : bool
            Whether it hears what was done.
        """
        ward.n_visits, ward.n_visits_answered = 1, int(is_answered)
        for person in ward.staff:
            if person.is_on_shift == 1 and person.is_in_post:
                person.futility = teamwork.futility_after_visit(
                    person.futility, is_answered, ward.p[P.walk_learning]
                )
        self.model.emit("walk_round", whom=self.row, ward=ward.row, detail=is_answered)


class Succession(ManagerColumns, Row):
    """A manager's post, and who comes after whom in it."""

    if TYPE_CHECKING:

        @property
        def hospital(self) -> Hospital:
            """The hospital, from the class that this is mixed into."""

        @property
        def boss(self) -> Manager | None:
            """The line manager, likewise."""

    @property
    def is_chief(self) -> bool:
        """Whether this is the chief executive: an executive who answers to the board."""
        return self.level == EXECUTIVE and self.boss is not None and self.boss.level == OF_BOARD

    @classmethod
    def before_change_leaders(cls, model: HospitalModel) -> None:
        """Let chief executives find their feet before anybody goes.

        Parameters
        ----------
        model : HospitalModel
            The run.
        """
        if model.p[P.M18_on] > 0.0:
            for hospital in model.hospitals:
                hospital.handover = leadership.handover_next(
                    hospital.handover, model.p[P.handover_tau]
                )

    def change_leaders(self) -> None:
        """Find one's feet; go, and be replaced."""
        p = self.model.p
        if p[P.M18_on] == 0.0:
            return
        self.handover = leadership.handover_next(self.handover, p[P.handover_tau])
        if self.leaves() or self.is_removed():
            self.make_way()

    @property
    def holder(self) -> int:
        """First counter that belongs to the holder of the post [-]."""
        return int(person_counter(self.row, self.incumbent))

    def leaves(self) -> bool:
        """Whether the holder goes today of his or her own accord, or falls."""
        p = self.model.p
        scrutiny = self.hospital.scrutiny if self.level >= EXECUTIVE else 0.0
        chance = leadership.p_replaced(p[P.leader_tenure], scrutiny, p[P.leader_fall])
        return uniform(self.word("leader", self.holder + 5)) < chance

    def is_removed(self) -> bool:
        """Whether the holder is removed by decision, which nobody is who has just come."""
        p = self.model.p
        share = p[P.manager_removal]
        if self.is_chief and p[P.chief_removal] > share:
            share = p[P.chief_removal]
        u = uniform(self.word("leader", self.holder + 4, day=0))
        return self.model.day - self.day_came >= SHORTEST_TERM and u < share

    def make_way(self) -> None:
        """Hand over to somebody who knows nothing of what was heard here."""
        p, hospital = self.model.p, self.hospital
        self.incumbent += 1
        self.day_came = self.model.day
        self.bring_style()
        self.handover, self.heard = 1.0, 0.0
        if self.is_chief:
            hospital.handover = 1.0
            hospital.n_chiefs += 1
        if p[P.M8_on] > 0.0:
            self.blame = leadership.lasting_level(
                p[P.manager_blame] + hospital.own_blame, self.style_blame, hospital.tone_blame
            )
            self.attention = leadership.lasting_level(
                p[P.attention_base] + hospital.own_attention, hospital.tone_attention, 0.0
            )
        self.model.emit(
            "leader_changed", who=self.row, whom=hospital.row, detail=int(self.is_chief)
        )

    def bring_style(self) -> None:
        """Bring one's own style; a chief executive sets the tone of the hospital."""
        p, hospital, counter = self.model.p, self.hospital, self.holder
        self.style_blame = p[P.leader_blame_sd] * noise(self.word("leader", counter + 1, day=0))
        attention = p[P.leader_attention_sd] * noise(self.word("leader", counter + 2, day=0))
        if not self.is_chief:
            return
        is_outsider = field(self.word("leader", counter, day=0), 0) < p[P.leader_outsider]
        pull = p[P.leader_pull]
        hospital.tone_blame = leadership.tone_of(
            self.style_blame, is_outsider, p[P.leader_blame], p[P.manager_blame], pull
        )
        hospital.tone_attention = leadership.tone_of(
            attention, is_outsider, p[P.leader_attention], p[P.attention_base], pull
        )
        money = noise(self.word("leader", counter + 3, day=0))
        hospital.tone_money = p[P.leader_money_sd] * money
