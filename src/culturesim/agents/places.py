"""Places: teams and wards, where care is given and learnt from (M1, M3, M4, M5, M11)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from culturesim.agents.attributes import TeamColumns, WardColumns
from culturesim.agents.columns import Member, Row
from culturesim.agents.learning import LearningWard
from culturesim.parameters import P
from culturesim.rules import (
    barriers,
    care,
    learning,
    measurement,
    passing,
    practice,
    problems,
    standards,
    teamwork,
)
from culturesim.streams import noise, poisson, uniform

if TYPE_CHECKING:
    from culturesim.agents.hospital import Hospital
    from culturesim.agents.manager import Manager
    from culturesim.agents.patient import Patient
    from culturesim.agents.staff import Staff

__all__ = ["Team", "Ward"]


class Team(TeamColumns, Row, population="team"):
    """A team of a ward: every column of the population ``team``; it decides nothing."""

    @cached_property
    def ward(self) -> Ward:
        """The ward of the team."""
        return self.model.wards[self.ward_row]


WATCHING = 3  # the barrier that a second team adds to


class Ward(LearningWard, WardColumns, Member, population="ward"):
    """A ward, or a department, which is a ward without beds.

    Every column of the population ``ward`` in `culturesim.state.schema` is an attribute.

    Examples
    --------
    >>> from culturesim import HospitalModel
    >>> from culturesim.organisation import OrganisationSizes
    >>> from culturesim.scenario import Scenario
    >>> sizes = OrganisationSizes(wards=1, beds_per_ward=6, departments=0, divisions=1)
    >>> model = HospitalModel(Scenario("A week", days=7, warm_up_days=0, organisation=sizes))
    >>> ward = model.wards[0]
    >>> ward.beds, ward.manager.ward is ward
    (6, True)
    """

    USED_BY: ClassVar[dict[str, tuple[str, ...]]] = {
        "muster": ("weigh_workload",),
        "average_beliefs": ("weigh_workload",),
        "work_needed": ("weigh_workload",),
        "feel_pressure": ("weigh_workload",),
        "give_care": ("weigh_workload",),
        "pile_up_problems": ("weigh_workload",),
        "count_missed_tasks": ("weigh_workload",),
        "chance_barrier_fails": ("meet_hazards",),
        "count_reported": ("investigate",),
        "causes_removed": ("investigate",),
        "learn_lessons": ("investigate",),
        "p": (
            "roster", "weigh_workload", "meet_hazards", "notice", "speak_up", "respond", "learn",
            "conform", "renew", "investigate", "share_lessons", "agree_practice", "go_round",
        ),
        "gradient": ("speak_up", "learn", "renew"),
        "settle_code": ("agree_practice",),
        "hospital": (
            "weigh_workload", "meet_hazards", "depart", "renew", "report_upward", "share_lessons",
            "agree_practice", "roster", "go_outside", "learn",
        ),
        "manager": ("report_upward", "govern", "go_outside", "go_round"),
        "staff": (
            "weigh_workload", "respond", "report_upward", "measure", "agree_practice", "go_round"
        ),
        "inflow_of_hazards": ("investigate",),
        "bear_hazards": ("investigate",),
        "teams": ("meet_hazards", "investigate"),
        "patients": ("weigh_workload",),
    }  # fmt: skip

    @property
    def p(self) -> list[float]:
        """Parameter values in force on the ward, in the order of `culturesim.parameters.P`."""
        return self.model.ward_parameters(self.row)

    @property
    def gradient(self) -> float:
        """Authority gradient, which the habit of the huddle makes less steep [-]."""
        p = self.p
        return teamwork.with_habit(
            p[P.hierarchy_gradient], -p[P.huddle_hierarchy], self.huddle, 2.0
        )

    @cached_property
    def hospital(self) -> Hospital:
        """The hospital of the ward."""
        return self.model.hospitals[self.hospital_row]

    @cached_property
    def manager(self) -> Manager:
        """The ward manager."""
        return self.model.managers[self.row]

    @cached_property
    def staff(self) -> list[Staff]:
        """The posts of the ward, vacant ones among them."""
        starts = self.model.world.ward_staff
        return self.model.staff[starts[self.row] : starts[self.row + 1]]

    @cached_property
    def teams(self) -> list[Team]:
        """The teams of the ward."""
        starts = self.model.world.ward_team
        return self.model.teams[starts[self.row] : starts[self.row + 1]]

    @property
    def patients(self) -> list[Patient]:
        """Those in the ward's beds, in bed order."""
        starts = self.model.world.ward_bed
        return self.model.patients_in(range(starts[self.row], starts[self.row + 1]))

    def weigh_workload(self) -> None:
        """Weigh work needed against work available, and what that does to care and practice."""
        p = self.p
        self.average_beliefs()
        self.muster()
        self.feel_pressure()
        self.give_care()
        if p[P.M4_on] > 0.0:
            self.pile_up_problems()
        self.common = barriers.common_factor(
            noise(self.word("common", self.row)), p[P.barrier_common_sd]
        )
        self.rn_usual = measurement.running_total(
            self.rn_usual, self.n_rn_on_shift, p[P.return_window]
        )
        self.count_missed_tasks()

    def muster(self) -> None:
        """Work available, and the practice and readiness to speak of those on shift."""
        p = self.p
        capacity = practice = challenge = 0.0
        n_on_shift = 0
        for person in self.staff:
            if person.is_on_shift == 0:
                continue
            work = p[P.work_registered_nurse + person.profession]
            if person.is_on_shift == 2:  # agency
                capacity += work * p[P.work_agency]
                continue
            n_on_shift += 1
            capacity += care.effective_shift(work, person.energy)
            practice += person.standard
            challenge += person.p_voice
        lost = self.diverted + p[P.huddle_time] * self.huddle
        capacity *= 1.0 - self.hospital.preparing
        self.capacity = capacity * ((1.0 - lost) * (1.0 - self.hospital.reform_load))
        self.practice = practice / n_on_shift if n_on_shift else self.standard_mean
        self.challenge = challenge / n_on_shift if n_on_shift else 0.0

    def average_beliefs(self) -> None:
        """Head count and means over those in post, on shift or not."""
        in_post = [person for person in self.staff if person.is_in_post]
        self.n_staff = len(in_post)
        if not in_post:
            return
        for mean, column in (
            ("fear_mean", "fear"),
            ("futility_mean", "futility"),
            ("energy_mean", "energy"),
            ("voice_mean", "p_voice"),
            ("moral_mean", "moral_load"),
            ("standard_mean", "standard"),
        ):
            total = 0.0
            for person in in_post:  # not sum(), which newer Pythons round differently
                total += getattr(person, column)
            setattr(self, mean, total / len(in_post))

    def work_needed(self) -> float:
        """Work patients need today; a department works for its hospital's inpatients [shifts]."""
        p = self.p
        if self.beds == 0:
            return self.need_share * self.hospital.n_patients
        need = 0.0
        for patient in self.patients:
            shifts = patient.acuity * p[P.care_need]
            if patient.home is not self:
                shifts = shifts * (1.0 + p[P.outlier_extra])
            need += shifts
        return need

    def feel_pressure(self) -> None:
        """Pressure of the day after overtime, with the work that problems make."""
        p = self.p
        need = self.work_needed()
        most = p[P.pressure_most]
        if p[P.M4_on] > 0.0:
            need = need * care.rel_work_of_problems(
                self.problems, p[P.problem_initial], p[P.problem_work]
            )
        overtime = 0.0
        if p[P.M3_on] > 0.0:
            overtime = care.overtime_share(
                care.pressure(need, self.capacity, most), p[P.overtime_most]
            )
        self.need = need
        self.overtime = overtime
        self.pressure = care.pressure(need, self.capacity * (1.0 + overtime), most)

    def give_care(self) -> None:
        """Care missed, the hazard of death and practice under today's pressure."""
        p = self.p
        self.missed_care, self.rel_death, self.corner = p[P.missed_reference], 1.0, 1.0
        if p[P.M1_on] > 0.0:
            self.missed_care = care.missed_care(
                self.pressure, p[P.missed_most], p[P.missed_steepness], p[P.missed_half]
            )
            self.rel_death = care.rel_death_hazard(
                missed=self.missed_care,
                missed_reference=p[P.missed_reference],
                slope=p[P.missed_slope],
                occupancy=self.hospital.occupancy,
                knee=p[P.occupancy_knee],
                step=p[P.occupancy_step],
            )
            self.rel_death *= self.hospital.rel_wait
        if p[P.M3_on] > 0.0:
            self.corner = standards.corner_cutting(
                self.pressure, p[P.practice_theta], p[P.practice_most]
            )
        self.practice *= self.corner

    def pile_up_problems(self) -> None:
        """Backlog of operational problems, and their inflow, which removed causes lower."""
        p, rho = self.p, self.pressure
        resolution = p[P.problem_resolution]
        if rho > 1.0:
            resolution = resolution / rho
        solved = resolution * problems.coping(self.problems)
        share = problems.frac_second_order(
            p[P.second_order], self.fear_mean, p[P.prior_fear], rho, p[P.problem_slack_most]
        )
        inflow = self.problem_inflow
        self.problems = problems.problems_next(self.problems, inflow, resolution, p[P.problem_most])
        self.problem_inflow = problems.inflow_next(
            inflow=inflow,
            solved=solved,
            frac_removed=share,
            relief=p[P.problem_relief],
            target=p[P.problem_inflow] * (1.0 + p[P.problem_hazard] * (self.hazard - 1.0)),
            tau=p[P.problem_tau],
        )

    def count_missed_tasks(self) -> None:
        """Count nurse shifts with a task left undone."""
        chance = care.p_any_missed(self.missed_care, int(self.p[P.missed_items]))
        for person in self.staff:
            if person.profession == 0 and person.is_on_shift > 0:
                self.n_rn_missed += uniform(self.word("task", person.row)) < chance

    def chance_barrier_fails(self, j: int) -> float:
        """Chance that a barrier does not stop a hazard today.

        Parameters
        ----------
        j : int
            0 practice, 1 a colleague's challenge, 2 the system's defences, 3 surveillance.

        Returns
        -------
        float
            Probability. [-]
        """
        p = self.p
        challenge, lessons = self.challenge, self.lessons
        done = self.practice * practice.rel_practice(
            self.know_how, p[P.know_how_reference], p[P.know_how_weight]
        )
        missed, common = self.missed_care, self.common
        if p[P.M5_on] == 0.0:
            done, challenge, lessons = 1.0, p[P.floor_challenge], p[P.floor_lessons]
            missed, common = p[P.missed_reference], 1.0
        best, quality = (
            (p[P.barrier_practice], done),
            (p[P.barrier_challenge], challenge),
            (p[P.barrier_system], barriers.system_quality(lessons)),
            (p[P.barrier_surveillance], 1.0 - missed),
        )[j]
        stopped = barriers.barrier(best, quality, common)
        return barriers.unwatched(stopped, p[P.second_team] if j == WATCHING else 0.0)

    def investigate(self) -> None:
        """Finish acted-on concerns, remove causes, keep lessons; new hazards are born."""
        p = self.p
        self.count_reported()
        self.n_fixed = self.causes_removed() if p[P.M11_on] > 0.0 else 0
        if p[P.M11_on] > 0.0:
            self.n_pending += self.n_acted - self.n_fixed
        self.learn_lessons()
        for _ in range(self.n_fixed):
            self.model.emit("fixed", ward=self.row, cause=self.hazard_event)
        self.bear_hazards()

    def count_reported(self) -> None:
        """Count today's teams with an incident and at least one form about it."""
        self.n_reported += len([team for team in self.teams if team.n_reports > 0])

    def causes_removed(self) -> int:
        """How many acted-on concerns are finished today [count]."""
        mean = learning.expected_fixes(self.n_pending, self.p[P.tau_fix])
        return min(poisson(uniform(self.word("investigate", self.row)), mean), self.n_pending)

    def learn_lessons(self) -> None:
        """Latent hazards and lessons after today's fixes."""
        p = self.p
        n_heads = self.n_staff if self.n_staff > 0 else 1
        fixes = self.n_fixed / n_heads
        self.hazard = learning.hazard_next(
            self.hazard, self.inflow_of_hazards(), p[P.hazard_fading], p[P.hazard_fix], fixes
        )
        rate = p[P.lesson_rate]
        rate = teamwork.with_habit(rate, p[P.huddle_lessons] * rate, self.huddle, 10.0)
        self.lessons = learning.lessons_next(
            lessons=self.lessons,
            fixes=fixes,
            rate=rate,
            tau_memory=p[P.lesson_memory],
            frac_left=self.n_leavers / n_heads,
        )

    def inflow_of_hazards(self) -> float:
        """Latent hazard born today: more when practice has slipped and problems pile up [day⁻¹]."""
        p = self.p
        return learning.hazard_inflow(
            base=p[P.hazard_inflow],
            standard=self.practice,
            standard_weight=p[P.hazard_standard],
            stress=self.problems,
            stress_weight=p[P.hazard_problems],
        )

    def bear_hazards(self) -> None:
        """Write down the latent hazards that have come about; one stands for all of the ward."""
        p, inflow = self.p, self.inflow_of_hazards()
        unit = p[P.hazard_unit]
        gathered = self.hazard_gathered + inflow
        n_born = passing.hazards_born(gathered, unit)
        self.hazard_gathered = gathered - unit * n_born
        share = passing.decline_percent(p[P.hazard_inflow], inflow)
        for n in range(n_born):
            event = self.model.emit("hazard_born", ward=self.row, detail=share)
            if passing.takes_over(
                uniform(self.word("latent", 4096 * self.row + n)), unit, self.hazard
            ):
                self.hazard_event = event
