"""Patients: meeting hazards and barriers (M5), leaving, dying and complaining (M1, M14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from culturesim.agents.attributes import PatientColumns
from culturesim.agents.columns import Member
from culturesim.engine.care import p_harm_floor
from culturesim.parameters import P
from culturesim.rules import barriers, care, inspection, oversight, patients
from culturesim.state.identity import ARRIVALS_A_DAY, patient_counter
from culturesim.streams import field, integer, uniform

if TYPE_CHECKING:
    from culturesim.agents.model import HospitalModel
    from culturesim.agents.places import Ward

__all__ = ["Patient"]

STAYING, LEFT, DIED, DIED_OF_HARM = 0, 1, 2, 3
LOW, FATAL = 1, 3
EARLIEST_DAY = -1_000_000


class Patient(PatientColumns, Member, population="patient"):
    """Somebody in a bed, from admission to leaving; the row is the bed.

    Patients are made when somebody asks for them. A patient who has left keeps the identity but
    looks at a bed that is free or holds another; `is_here` tells.

    Parameters
    ----------
    model : HospitalModel
        The run.
    row : int
        Row of the bed. [row]

    Attributes
    ----------
    identity : tuple of int
        Admitting ward, day of admission, and number among that day's arrivals there.

    Examples
    --------
    >>> from culturesim import HospitalModel
    >>> from culturesim.organisation import OrganisationSizes
    >>> from culturesim.scenario import Scenario
    >>> sizes = OrganisationSizes(wards=1, beds_per_ward=6, departments=0, divisions=1)
    >>> model = HospitalModel(Scenario("A week", days=7, warm_up_days=0, organisation=sizes))
    >>> all(patient.is_here for patient in model.patients)
    True
    """

    USED_BY: ClassVar[dict[str, tuple[str, ...]]] = {
        "counter": ("meet_hazards", "depart"),
        "home": ("admit", "weigh_workload", "depart", "watch"),
        "bed_ward": ("admit", "meet_hazards", "depart"),
        "place_of_care": ("meet_hazards",),
        "spend_day": ("meet_hazards",),
        "chance_of_exposure": ("meet_hazards",),
        "chance_without_hazards": ("meet_hazards",),
        "face_barriers": ("meet_hazards",),
        "come_to_harm": ("meet_hazards",),
        "tell_of_incident": ("meet_hazards",),
        "end_of_day": ("depart",),
        "chance_to_die": ("depart",),
        "leave_records": ("depart",),
        "experience": ("depart",),
        "speak_at_bedside": ("depart",),
        "complain": ("depart",),
        "chance_to_complain": ("depart",),
        "hear_verdict": ("depart",),
    }

    def __init__(self, model: HospitalModel, row: int) -> None:
        super().__init__(model, row)
        self.identity = self.present_identity()
        home, day, arrival = self.identity
        stay = (day - EARLIEST_DAY) * model.organisation.n_wards + home
        self.unique_id = model.first_id["patient"] + stay * ARRIVALS_A_DAY + arrival

    def present_identity(self) -> tuple[int, int, int]:
        """Who is in the bed, or was there last: home, day of admission, arrival."""
        return self.home_row, self.day_admitted, self.arrival

    @property
    def is_here(self) -> bool:
        """Whether this patient is still in the bed."""
        return self.is_present == 1 and self.identity == self.present_identity()

    @property
    def counter(self) -> int:
        """Counter of this patient's draws."""
        return patient_counter(self.home_row, self.arrival, self.day_admitted)

    @property
    def home(self) -> Ward:
        """The ward that admitted the patient."""
        return self.model.wards[self.home_row]

    @property
    def bed_ward(self) -> Ward:
        """The ward of the bed."""
        return self.model.wards[self.bed_ward_row]

    @property
    def node(self) -> str:
        """Name of the ward of the bed in the organisation graph."""
        return self.bed_ward.node

    def meet_hazards(self) -> None:
        """Live through the day's care, perhaps meet a hazard, and the barriers in its way."""
        self.spend_day()
        place = self.place_of_care()
        chance = self.chance_of_exposure(place)
        u = uniform(self.word("exposure", self.counter))
        if u < chance:
            place.n_exposures += 1
            anyway = u < self.chance_without_hazards(place)
            cause = self.model.emit(
                "exposure",
                whom=self.row,
                ward=place.row,
                cause=-1 if anyway else place.hazard_event,
            )
            self.face_barriers(place, chance, cause)

    def spend_day(self) -> None:
        """Count care missed, and days short of nurses or in a crowded hospital."""
        ward = self.bed_ward
        self.missed_sum += ward.missed_care
        self.n_low_days += ward.n_rn_on_shift < ward.rn_usual
        self.n_full_days += ward.hospital.occupancy > self.model.p[P.occupancy_knee]

    def place_of_care(self) -> Ward:
        """Where the patient is in care: a department with the chance of a visit, else the ward."""
        departments = self.bed_ward.hospital.departments
        visits = field(self.word("visit", self.counter), 0) < self.model.p[P.department_visit]
        if not departments or not visits:
            return self.bed_ward
        return departments[integer(self.word("visit", self.counter + 1), len(departments))]

    def chance_of_exposure(self, place: Ward) -> float:
        """Chance of meeting a hazard.

        Parameters
        ----------
        place : Ward
            Where the patient is in care.

        Returns
        -------
        float
            Probability. [day⁻¹]
        """
        p = self.model.p
        rel = care.rel_exposure_hazard(place.rel_death, place.hazard)
        rel *= inspection.rel_on_show(place.hospital.readiness, p[P.readiness_gain])
        return barriers.p_exposure(p[P.exposure_base], rel, p[P.exposure_most])

    def chance_without_hazards(self, place: Ward) -> float:
        """Chance of meeting a hazard that there would be without any latent ones.

        Parameters
        ----------
        place : Ward
            Where the patient is in care.

        Returns
        -------
        float
            Probability. [day⁻¹]
        """
        p = self.model.p
        rel = care.rel_exposure_hazard(place.rel_death, 0.0)
        return barriers.p_exposure(p[P.exposure_base], rel, p[P.exposure_most])

    def face_barriers(self, place: Ward, p_meet: float, cause: int) -> None:
        """Be saved by practice, or by a challenge, the system or surveillance; or come to harm.

        Parameters
        ----------
        place : Ward
            Where the patient is in care.
        p_meet : float
            Chance there was of meeting the hazard. [day⁻¹]
        cause : int
            Ledger row of the exposure.
        """
        word = self.word("barrier", self.counter)
        gaps = [place.chance_barrier_fails(j) for j in range(4)]
        failed = [field(word, j) < gap for j, gap in enumerate(gaps)]
        if not failed[0]:
            return
        place.n_incidents += 1
        if all(failed):
            p_today = p_meet * barriers.p_all_fail(*(1.0 - gap for gap in gaps))
            grade, event = self.come_to_harm(place, p_today, cause)
        else:
            place.n_near_misses += 1
            grade, event = (
                0,
                self.model.emit("near_miss", whom=self.row, ward=place.row, cause=cause),
            )
        self.tell_of_incident(place, grade, event)

    def come_to_harm(self, place: Ward, p_today: float, cause: int) -> tuple[int, int]:
        """Be harmed: how gravely, whether it was preventable, and what it does to the stay.

        Parameters
        ----------
        place : Ward
            Where it happens.
        p_today : float
            Chance there was of this harm. [day⁻¹]
        cause : int
            Ledger row of the exposure.

        Returns
        -------
        tuple of int
            Grade (1 low, 2 serious, 3 fatal) and ledger row of the harm.
        """
        p = self.model.p
        word = self.word("outcome", self.counter)
        grade = barriers.harm_class(field(word, 0), p[P.harm_fatal], p[P.harm_serious])
        p_floor: float = p_harm_floor(p)
        preventable = field(word, 1) < barriers.p_preventable(p_today, p_floor)
        place.n_harms += 1
        place.n_preventable += preventable
        place.n_serious += grade > LOW
        if grade == FATAL:
            self.dies_today = 1
        else:
            self.day_leaves += int(p[P.stay_extra_low if grade == LOW else P.stay_extra_serious])
        if grade > self.worst_harm:
            self.worst_harm = grade
            self.is_preventable = preventable
        self.event_id = self.model.emit(
            "harm", whom=self.row, ward=place.row, cause=cause, detail=10 * grade + preventable
        )
        return grade, self.event_id

    def tell_of_incident(self, place: Ward, grade: int, event: int) -> None:
        """Leave the incident to be seen by one team, which remembers the gravest of its day.

        Parameters
        ----------
        place : Ward
            Where it happened.
        grade : int
            Grade of the harm, 0 for none.
        event : int
            Ledger row of the incident.
        """
        teams = place.teams
        team = teams[integer(self.word("outcome", self.counter + 1), len(teams))]
        team.n_events += 1
        if 1 + grade > team.event_class:
            team.event_class = 1 + grade
            team.event_id = event
            team.event_severity = self.model.p[P.severity_no_harm + grade]

    def depart(self) -> None:
        """Die, leave, or stay another day; those who leave may complain, as may the bereaved."""
        self.outcome = self.end_of_day()
        if self.outcome != STAYING:
            self.leave_records()
            if self.model.p[P.M14_on] > 0.0:
                self.speak_at_bedside()
                self.complain()

    def end_of_day(self) -> int:
        """How the day ends: 0 staying, 1 leaving, 2 dead, 3 dead of harm."""
        if self.dies_today:
            return DIED_OF_HARM
        u = uniform(self.word("death", self.counter))
        if u < self.chance_to_die(self.bed_ward.rel_death):
            if u >= self.chance_to_die(1.0):
                self.home.n_excess += 1
            return DIED
        return LEFT if self.model.day >= self.day_leaves else STAYING

    def chance_to_die(self, rel_hazard: float) -> float:
        """Chance of dying today of the illness.

        Parameters
        ----------
        rel_hazard : float
            Hazard relative to reference care. [-]

        Returns
        -------
        float
            Probability. [day⁻¹]
        """
        return patients.p_death_today(self.risk, self.model.p[P.stay_mean], rel_hazard)

    def leave_records(self) -> None:
        """Be counted by the ward that admitted the patient."""
        p, home = self.model.p, self.home
        home.n_stay_days += self.model.day - self.day_admitted + 1
        home.expected_deaths += oversight.expected_death(
            self.risk, p[P.ratio_calibration], p[P.coding_depth] + home.hospital.own_coding
        )
        home.n_harmed_stays += self.worst_harm > 0
        if self.outcome == LEFT:
            home.n_discharges += 1
            return
        home.n_deaths += 1
        home.observed_deaths += 1.0
        of_harm = self.outcome == DIED_OF_HARM
        home.n_avoidable += of_harm and self.is_preventable == 1
        self.model.emit(
            "death_of_harm" if of_harm else "death",
            whom=self.row,
            ward=home.row,
            cause=self.event_id,
            detail=self.age_band,
        )

    def experience(self) -> float:
        """How bad the stay was for the patient or family, in [0, 1] [-]."""
        p = self.model.p
        days = self.model.day - self.day_admitted + 1
        return patients.bad_experience(
            self.missed_sum / days, self.worst_harm, p[P.notice_missed], p[P.experience_harm]
        )

    def speak_at_bedside(self) -> None:
        """Say something to staff, or not."""
        p = self.model.p
        chance = patients.p_informal(
            experience=self.experience(),
            powerlessness=self.powerlessness,
            c_0=p[P.informal_constant],
            c_experience=p[P.complaint_experience],
            c_powerless=p[P.complaint_powerless],
        )
        if field(self.word("complain", self.counter), 0) < chance:
            self.home.n_informal += 1

    def chance_to_complain(self) -> float:
        """Chance of a formal complaint about the stay that ends today [-]."""
        p = self.model.p
        return patients.p_complain(
            experience=self.experience(),
            is_harmed=self.worst_harm > 0,
            powerlessness=self.powerlessness,
            futility=self.home.hospital.community_futility,
            has_carer=self.has_carer == 1,
            c_0=p[P.complaint_constant],
            c_experience=p[P.complaint_experience],
            c_harm=p[P.complaint_harm],
            c_powerless=p[P.complaint_powerless],
            c_futility=p[P.complaint_futility],
            c_carer=p[P.complaint_carer],
        )

    def complain(self) -> None:
        """Write a formal complaint, or not."""
        if uniform(self.word("complain", self.counter + 1)) >= self.chance_to_complain():
            return
        self.home.n_complaints += 1
        cause = self.model.emit(
            "complaint",
            whom=self.row,
            ward=self.home.row,
            cause=self.event_id,
            detail=int(1000.0 * self.experience()),
        )
        self.hear_verdict(cause)

    def hear_verdict(self, cause: int) -> None:
        """Be told that the complaint is upheld, or be brushed off.

        Parameters
        ----------
        cause : int
            Ledger row of the complaint.
        """
        home, p = self.home, self.model.p
        chance = patients.p_upheld(home.hospital.attention, p[P.upheld_half], p[P.complaint_upheld])
        upheld = field(self.word("complain", self.counter), 1) < chance
        if upheld:
            home.n_upheld += 1
        else:
            home.hospital.unresolved += 1.0
            home.n_wronged += self.worst_harm > 0
        kind = "complaint_upheld" if upheld else "complaint_brushed_off"
        self.model.emit(kind, whom=self.row, ward=home.row, cause=cause)
