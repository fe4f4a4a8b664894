"""Hospitals: admissions, the instruments they read, and the board's picture (M13)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from culturesim.agents.attributes import HospitalColumns
from culturesim.agents.columns import Member
from culturesim.agents.leaders import Walker
from culturesim.agents.targets import Chaser
from culturesim.engine.beds import find_bed, settle
from culturesim.parameters import P
from culturesim.rules import aftermath, care, filtering, leadership, measurement, patients, targets
from culturesim.rules.numeric import clip
from culturesim.state.identity import ARRIVALS_A_DAY
from culturesim.streams import field, integer, noise, poisson, uniform

if TYPE_CHECKING:
    from culturesim.agents.manager import Manager
    from culturesim.agents.patient import Patient
    from culturesim.agents.places import Ward
    from culturesim.agents.regulator import Case
    from culturesim.agents.staff import Staff

__all__ = ["Hospital"]

RATIO_DAYS = 30  # the mortality ratio is worked out anew once a month


class Hospital(Chaser, Walker, HospitalColumns, Member, population="hospital"):
    """A hospital, and its board as a body.

    Every column of the population ``hospital`` in `culturesim.state.schema` is an attribute.

    Examples
    --------
    >>> from culturesim import HospitalModel
    >>> from culturesim.organisation import OrganisationSizes
    >>> from culturesim.scenario import Scenario
    >>> sizes = OrganisationSizes(wards=2, beds_per_ward=6, departments=1, divisions=1)
    >>> model = HospitalModel(Scenario("A week", days=7, warm_up_days=0, organisation=sizes))
    >>> len(model.hospitals[0].wards), len(model.hospitals[0].departments)
    (3, 1)
    """

    USED_BY: ClassVar[dict[str, tuple[str, ...]]] = {
        "free_beds": ("admit",),
        "arrivals_today": ("admit",),
        "take_in": ("admit",),
        "find_bed": ("admit",),
        "turn_away": ("admit",),
        "load_of_departments": ("chase_target",),
        "answer_target": ("chase_target",),
        "divert_care": ("chase_target",),
        "record_waits": ("chase_target",),
        "ask_patients": ("chase_target",),
        "read_returns": ("measure",),
        "publish_ratio": ("measure",),
        "count_escalations": ("measure",),
        "ask_staff": ("measure",),
        "answer_survey": ("measure",),
        "views": ("govern",),
        "visit": ("go_round",),
        "fill_dashboard": ("govern",),
        "wards": (
            "admit",
            "meet_hazards",
            "chase_target",
            "measure",
            "govern",
            "expose",
            "inquire",
            "go_round",
        ),
        "departments": ("meet_hazards", "chase_target"),
        "emergency_places": ("chase_target",),
        "patients": ("admit", "watch"),
        "chair": ("report_upward", "govern"),
        "cases": ("watch", "inquire"),
    }

    @property
    def patients(self) -> list[Patient]:
        """Those in the hospital's beds, in bed order."""
        s = self.model.world
        first, last = s.hospital_ward[self.row], s.hospital_ward[self.row + 1]
        return self.model.patients_in(range(s.ward_bed[first], s.ward_bed[last]))

    @property
    def cases(self) -> list[Case]:
        """The files that bodies keep on the hospital, in row order."""
        starts = self.model.world.hospital_case
        return self.model.cases[starts[self.row] : starts[self.row + 1]]

    @cached_property
    def chair(self) -> Manager:
        """The chair of the board."""
        return self.model.managers[int(self.model.world.chair[self.row])]

    def admit(self) -> None:
        """Free beds, then admit the day's patients ward by ward from a drawn first ward."""
        self.free_beds()
        self.n_turned_away = 0
        n = len(self.wards)
        start = integer(self.word("arrival", 2 * self.row + 1), n)
        for j in range(n):
            ward = self.wards[(start + j) % n]
            for arrival in range(self.arrivals_today(ward)):
                bed = self.find_bed(ward)
                if bed < 0:
                    self.turn_away(ward, arrival)
                else:
                    self.take_in(ward, arrival, bed)
        self.occupancy = self.n_patients / self.n_beds if self.n_beds > 0 else 0.0

    def free_beds(self) -> None:
        """Free the beds of those who left or died yesterday."""
        for patient in self.patients:
            if patient.outcome != 0:
                ward = patient.bed_ward
                patient.outcome = patient.is_present = 0
                ward.n_patients -= 1
                ward.n_outliers -= patient.home is not ward
                self.n_patients -= 1

    def arrivals_today(self, ward: Ward) -> int:
        """How many patients come to a ward today.

        Parameters
        ----------
        ward : Ward
            A ward of this hospital; nobody is admitted to a department.

        Returns
        -------
        int
            At most `culturesim.state.identity.ARRIVALS_A_DAY`. [patients]
        """
        if ward.beds == 0:
            return 0
        p = self.model.p
        rel = p[P.demand] * care.season(self.model.day, p[P.season_admissions])
        n = poisson(uniform(self.word("arrival", 2 * ward.row)), ward.arrival_rate * rel)
        return min(n, ARRIVALS_A_DAY)

    def find_bed(self, ward: Ward) -> int:
        """First free bed of a ward, else of the next ward round the hospital.

        Parameters
        ----------
        ward : Ward
            Ward the patient should go to.

        Returns
        -------
        int
            Row of the bed, -1 when the hospital is full.
        """
        return int(find_bed(self.model.world, self.row, ward.row))

    def take_in(self, ward: Ward, arrival: int, bed: int) -> None:
        """Put a patient to bed.

        Parameters
        ----------
        ward : Ward
            Ward that admits the patient.
        arrival : int
            Number among the day's arrivals there.
        bed : int
            Row of the bed, perhaps on another ward.
        """
        model = self.model
        k0, k1 = model.stream("patient")
        settle(model.world, model.p, bed, ward.row, arrival, model.day, k0, k1)
        place = model.patient(bed).bed_ward
        ward.n_admissions += 1
        place.n_patients += 1
        self.n_patients += 1
        if place is not ward:
            place.n_outliers += 1
            model.emit("outlier", whom=bed, ward=place.row, detail=ward.row)

    def turn_away(self, ward: Ward, arrival: int) -> None:
        """Find no bed for a patient.

        Parameters
        ----------
        ward : Ward
            Ward that should have admitted the patient.
        arrival : int
            Number among the day's arrivals there.
        """
        ward.n_waiting += 1
        self.n_turned_away += 1
        self.model.emit("turned_away", whom=arrival, ward=ward.row)

    def measure(self) -> None:
        """Read the instruments: returns daily, the ratio with its lag, the survey once a year."""
        self.read_returns()
        self.publish_ratio()
        self.count_escalations()
        if self.model.day % 365 == int(self.model.p[P.survey_day]):
            self.ask_staff()

    def read_returns(self) -> None:
        """Staffing return, complaint and incident rates, deaths: the hospital's own counts."""
        p, window = self.model.p, self.model.p[P.return_window]
        filled = planned = complaints = upheld = reports = harms = 0
        observed = expected = 0.0
        for ward in self.wards:
            filled += ward.n_rn_on_shift + ward.n_rn_agency
            planned += ward.n_rn_planned
            complaints += ward.n_complaints
            upheld += ward.n_upheld
            reports += ward.n_reports
            harms += ward.n_preventable
            observed += ward.observed_deaths
            expected += ward.expected_deaths
        days = self.n_patients if self.n_patients > 0 else 1
        rate = measurement.running_total
        self.fill = rate(self.fill, measurement.fill_rate(filled, planned), window)
        self.complaints = rate(self.complaints, complaints / days, window)
        self.reports = rate(self.reports, reports / days, window)
        self.harm_rate = rate(self.harm_rate, harms / days, p[P.harm_window])
        self.observed = rate(self.observed, observed, p[P.ratio_window])
        self.expected = rate(self.expected, expected, p[P.ratio_window])
        self.community_futility = patients.community_futility_next(
            self.community_futility, complaints, upheld, p[P.community_rate]
        )

    def publish_ratio(self) -> None:
        """Work out the mortality ratio once a month; what is published follows with a lag."""
        p = self.model.p
        if self.model.day % RATIO_DAYS == 0:
            ratio = measurement.mortality_ratio(self.observed, self.expected)
            error = noise(self.word("ratio", self.row, day=self.model.day // 365))
            self.ratio_current = ratio + p[P.ratio_noise] * error
        self.ratio = measurement.published_next(self.ratio, self.ratio_current, p[P.ratio_lag])

    def count_escalations(self) -> None:
        """Count unresolved complaints taken outside today; others are given up."""
        p = self.model.p
        mean = patients.expected_escalations(self.unresolved, p[P.escalation])
        n_out = poisson(uniform(self.word("escalate", self.row)), mean)
        if n_out > self.unresolved:
            n_out = int(self.unresolved)
        self.n_escalations = n_out
        self.unresolved -= n_out + self.unresolved / p[P.unresolved_memory]
        self.unresolved = max(self.unresolved, 0.0)
        for _ in range(n_out):
            self.model.emit("escalated", whom=self.row)

    def ask_staff(self) -> None:
        """Yearly staff survey: a sample answers three questions, each yes or no."""
        n = n_recommend = n_safe = n_heard = 0
        for ward in self.wards:
            for person in ward.staff:
                word = self.word("survey", person.row)
                if person.is_in_post and field(word, 0) < self.model.p[P.survey_sample]:
                    recommend, safe, heard = self.answer_survey(person, word)
                    n += 1
                    n_recommend += recommend
                    n_safe += safe
                    n_heard += heard
        if n > 0:
            self.survey_recommend = n_recommend / n
            self.survey_safe = n_safe / n
            self.survey_heard = n_heard / n
        self.model.emit("survey", whom=self.row, detail=n)

    def answer_survey(self, person: Staff, word: int) -> tuple[bool, bool, bool]:
        """Answers of one member of staff.

        Parameters
        ----------
        person : Staff
            Who is asked.
        word : int
            Random word of which three quarters decide the answers. [-]

        Returns
        -------
        tuple of bool
            Would recommend the care; safe to raise unsafe practice; the hospital would act.
        """
        p = self.model.p
        p_recommend = measurement.p_recommend(
            missed=person.ward.missed_care,
            standard=person.standard,
            futility=person.futility,
            c_0=p[P.recommend_constant],
            c_care=p[P.recommend_care],
            c_futility=p[P.recommend_futility],
        )
        p_safe = measurement.p_feels_safe(person.fear, p[P.safe_constant], p[P.safe_fear])
        p_heard = measurement.p_feels_heard(
            person.futility, p[P.heard_constant], p[P.heard_futility]
        )
        return field(word, 1) < p_recommend, field(word, 2) < p_safe, field(word, 3) < p_heard

    def govern(self) -> None:
        """Look at the dashboard; pressure and attention to safety follow."""
        p = self.model.p
        self.true_view, self.board_view = self.views()
        self.fill_dashboard()
        if p[P.M8_on] > 0.0:
            own = clip(p[P.money_pressure] + self.own_pressure + self.sanction_pressure, 0.0, 1.0)
            money = leadership.lasting_level(own, self.tone_money, 0.0)
            self.pressure = targets.pressure_on_board(
                money, self.target_pressure, p[P.target_weight]
            )
            settled = leadership.lasting_level(p[P.attention_base], self.tone_attention, 0.0)
            attention = filtering.board_attention_target(
                base=clip(
                    aftermath.raised(
                        leadership.after_handover(
                            settled, self.handover, p[P.handover_usual], p[P.handover_loss]
                        ),
                        self.change,
                        p[P.change_attention],
                    )
                    + self.own_attention
                    + self.sanction_support,
                    0.0,
                    1.0,
                ),
                view=self.board_view,
                scrutiny=self.scrutiny,
                pressure_felt=self.pressure,
                gain=p[P.attention_gain],
                crowd=p[P.attention_crowding],
            )
            self.attention = targets.attention_left(
                attention, self.target_gaming, p[P.gaming_blinding]
            )

    def views(self) -> tuple[float, float]:
        """How bad things are, with nothing filtered and as the board hears it [-]."""
        p = self.model.p
        total = 0.0
        for ward in self.wards:
            total += ward.manager.badness
        true_view = total / len(self.wards)
        if p[P.M13_on] == 0.0:
            return true_view, true_view
        view = filtering.with_bypass(self.chair.badness, true_view, p[P.board_bypass])
        if self.round_view > view:
            view = filtering.with_bypass(view, self.round_view, p[P.walk_weight])
        grievance = 1.0 - self.score_complaints
        if grievance > view:
            view = filtering.with_bypass(view, grievance, p[P.patient_seat])
        return true_view, view

    def fill_dashboard(self) -> None:
        """Five scores and their mean, 1 = all well; with a target, its score is the sixth."""
        p = self.model.p
        self.score_fill = self.fill
        self.score_ratio = filtering.score_ratio(
            self.ratio, p[P.score_ratio_best], p[P.score_ratio_worst]
        )
        self.score_complaints = filtering.score_below(self.complaints, p[P.score_complaints_half])
        self.score_reports = filtering.score_below(self.reports, p[P.score_reports_half])
        self.score_escalated = 1.0 - self.board_view
        self.board_picture = filtering.board_picture(
            self.score_fill,
            self.score_ratio,
            self.score_complaints,
            self.score_reports,
            self.score_escalated,
        )
        if p[P.target_threat] > 0.0:
            self.board_picture = targets.score_with_target(
                self.board_picture,
                targets.score_target(self.seen_reported, self.target_level),
                p[P.target_score],
            )
