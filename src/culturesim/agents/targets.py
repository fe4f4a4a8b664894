"""Hospitals under a target: waits, effort and gaming, and what is reported (M12)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from culturesim.agents.attributes import HospitalColumns
from culturesim.agents.columns import Row
from culturesim.parameters import P
from culturesim.rules import measurement, targets, waits
from culturesim.state.identity import arrival_counter
from culturesim.streams import field, noise

if TYPE_CHECKING:
    from culturesim.agents.places import Ward

__all__ = ["Chaser"]


class Chaser(HospitalColumns, Row):
    """What a hospital does about the four-hour target of its emergency department."""

    @cached_property
    def wards(self) -> list[Ward]:
        """Wards and departments, in row order."""
        starts = self.model.world.hospital_ward
        return self.model.wards[starts[self.row] : starts[self.row + 1]]

    @cached_property
    def departments(self) -> list[Ward]:
        """Wards without beds, in row order."""
        return [ward for ward in self.wards if ward.beds == 0]

    @cached_property
    def emergency_places(self) -> list[Ward]:
        """The departments; all wards where there is none."""
        return self.departments or self.wards

    def chase_target(self) -> None:
        """Let waits follow load and effort; meet the target in truth or on paper."""
        p = self.model.p
        speed = waits.speed_of_effort(self.target_effort, p[P.effort_gain], p[P.effort_half])
        self.wait_median = waits.wait_median(
            base=p[P.wait_base],
            rho=self.load_of_departments(),
            occupancy=self.occupancy,
            occupancy_reference=p[P.occupancy_target],
            w_pressure=p[P.wait_pressure],
            w_occupancy=p[P.wait_occupancy],
            speed=speed,
        )
        self.rel_wait = waits.rel_death_after_wait(
            self.wait_median, speed, p[P.emergency_share], p[P.wait_hazard]
        )
        share = waits.share_within(p[P.target_limit], self.wait_median, p[P.wait_shape])
        self.seen_in_time = measurement.running_total(self.seen_in_time, share, p[P.return_window])
        self.answer_target()
        self.divert_care()
        self.record_waits(share)
        if self.model.day % 365 == int(p[P.survey_day]):
            self.ask_patients()

    def load_of_departments(self) -> float:
        """Mean pressure where emergency patients are seen [-]."""
        total = 0.0
        for ward in self.emergency_places:
            total += ward.pressure
        return total / len(self.emergency_places)

    def answer_target(self) -> None:
        """Settle the target, its pressure, gaming and effort from last month's performance."""
        p, seen = self.model.p, self.seen_in_time
        is_review = self.model.day % 365 == 0 and p[P.target_threat] > 0.0
        self.target_level = targets.next_target(
            target=self.target_level,
            wanted=p[P.target_share],
            reported=self.seen_reported,
            ratchet=p[P.target_ratchet] if is_review else 0.0,
        )
        self.target_pressure = targets.target_pressure(
            self.target_level, seen, p[P.target_threat], p[P.target_gap_full]
        )
        self.target_gaming = targets.gaming(
            target=self.target_level,
            seen=seen,
            most=p[P.gaming_most],
            pressure=self.target_pressure,
            audit=p[P.target_audit],
            survey=p[P.target_survey] if self.survey_waits >= 0.0 else 0.0,
        )
        self.seen_reported = seen + self.target_gaming
        wanted = targets.effort_wanted(
            pressure=self.target_pressure,
            gap=self.target_level - seen,
            gamed=self.target_gaming,
            substitution=p[P.effort_substitution],
        )
        self.target_effort = measurement.running_total(self.target_effort, wanted, p[P.effort_tau])

    def divert_care(self) -> None:
        """Take capacity from care, tomorrow, for effort and for gaming."""
        p = self.model.p
        taken = targets.frac_diverted(
            self.target_effort, self.target_gaming, p[P.effort_cost], p[P.gaming_cost]
        )
        for ward in self.emergency_places:
            ward.diverted = taken

    def record_waits(self, share: float) -> None:
        """Draw today's waits one by one, and what is written down about them.

        Parameters
        ----------
        share : float
            Emergency patients expected to be seen within the limit today, in [0, 1]. [-]
        """
        p = self.model.p
        early = waits.share_within(
            p[P.target_limit] - p[P.target_inside], self.wait_median, p[P.wait_shape]
        )
        misrecorded = targets.p_misrecorded(self.target_gaming, 1.0 - share)
        true, reported = [0, 0, 0], [0, 0, 0]  # early, just inside, over
        for ward in self.wards:
            for arrival in range(ward.n_admissions):
                word = self.word("wait", arrival_counter(ward.row, arrival))
                if field(word, 0) >= p[P.emergency_share]:
                    continue
                kind = written = 0 if field(word, 1) < early else 1 if field(word, 1) < share else 2
                if kind == 2 and field(word, 2) < misrecorded:
                    written = 1 if field(word, 3) < p[P.gaming_bunching] else 0
                true[kind] += 1
                reported[written] += 1
        self.n_waits_early, self.n_waits_just, self.n_waits_over = true
        self.n_reported_early, self.n_reported_just, self.n_reported_over = reported

    def ask_patients(self) -> None:
        """Yearly survey by an outside body: patients say what they went through."""
        self.survey_waits = waits.surveyed_share(
            self.seen_in_time,
            self.model.p[P.patient_survey_n],
            noise(self.word("patient_survey", self.row)),
        )
