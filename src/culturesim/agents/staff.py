"""Staff: one method for each phase of their day, in the order of `culturesim.schedule`.

The working day (`roster`, `renew`) is here; concerns are in `culturesim.agents.voice`, beliefs in
`culturesim.agents.beliefs`.
"""

from __future__ import annotations

from typing import ClassVar

from culturesim.agents.beliefs import NOBODY
from culturesim.agents.learning import Learner
from culturesim.parameters import P
from culturesim.rules import aftermath, care, standards, workforce
from culturesim.rules.numeric import clip
from culturesim.state.identity import person_counter
from culturesim.streams import field, noise, uniform

__all__ = ["Staff"]

NOT_ADVERTISED = -999999  # day_filled of a post that nobody is being sought for


class Staff(Learner):
    """A post and whoever holds it.

    Every column of the population ``staff`` in `culturesim.state.schema` is an attribute:
    ``person.fear``, ``person.profession`` (0 registered nurse, 1 support worker, 2 doctor,
    3 allied health), ``person.is_on_shift``, ...

    Examples
    --------
    >>> from culturesim import HospitalModel
    >>> from culturesim.organisation import OrganisationSizes
    >>> from culturesim.scenario import Scenario
    >>> sizes = OrganisationSizes(wards=1, beds_per_ward=6, departments=0, divisions=1)
    >>> model = HospitalModel(Scenario("A week", days=7, warm_up_days=0, organisation=sizes))
    >>> model.staff[0].fear = 0.9
    >>> float(model.world.sf[1, 0])
    0.9
    """

    USED_BY: ClassVar[dict[str, tuple[str, ...]]] = {
        "chance_of_absence": ("roster",),
        "come_in": ("roster",),
        "chance_to_see": ("notice",),
        "_chance_to_see": ("notice",),
        "chance_to_see_anyway": ("notice",),
        "everyday_severity": ("notice",),
        "is_concerned": ("notice",),
        "hold_concern": ("notice",),
        "witness_incident": ("notice",),
        "look_round": ("notice",),
        "decide_to_speak": ("speak_up",),
        "chance_to_speak": ("speak_up", "learn", "renew"),
        "choose_channel": ("speak_up",),
        "raise_concern": ("speak_up",),
        "keep_silent": ("speak_up",),
        "chance_of_sanction": ("respond",),
        "hear_answer": ("respond",),
        "be_seen": ("respond",),
        "learn_from_events": ("learn",),
        "usual_readiness": ("learn", "renew"),
        "follow_norm": ("conform",),
        "compare_tolerance": ("conform",),
        "tire": ("renew",),
        "drift": ("renew",),
        "chance_to_leave": ("renew",),
        "leave": ("renew",),
        "days_to_fill": ("renew",),
        "fill_vacancy": ("renew",),
        "take_up_post": ("renew",),
        "before_go_outside": ("go_outside",),
        "hear_of_disclosers": ("go_outside",),
        "chance_to_disclose": ("go_outside",),
        "disclose": ("go_outside",),
        "bring_practice": ("renew",),
        "own_counter": ("renew",),
        "is_new": ("share_lessons",),
        "be_taken_in": ("share_lessons",),
        "points": ("share_lessons",),
        "follow": ("share_lessons",),
        "compare": ("share_lessons",),
        "link_to": ("share_lessons",),
        "p": (
            "roster", "notice", "speak_up", "respond", "learn", "conform", "renew", "share_lessons"
        ),
        "ward": (
            "roster", "notice", "speak_up", "respond", "learn", "conform", "renew",
            "report_upward", "measure", "go_outside", "share_lessons",
        ),
        "team": ("notice", "speak_up", "respond", "learn"),
        "contacts": ("respond", "conform", "renew", "share_lessons"),
    }  # fmt: skip

    def roster(self) -> None:
        """Be on the roster or not, come to work or not."""
        p = self.p
        n_shifts = int(p[P.shifts_nurse] if self.profession < 2 else p[P.shifts_other])
        share = p[P.establishment_registered_nurse + self.profession]
        if self.profession == 0:
            share *= self.ward.hospital.rel_posts
        establishment = aftermath.establishment_granted(share, self.ward.hospital.posts_granted)
        self.is_funded = workforce.is_funded(self.post_rank, establishment)
        self.is_rostered = self.is_funded and workforce.is_rostered(
            self.model.day, self.roster_offset, n_shifts, int(p[P.weeks_leave])
        )
        self.is_on_shift = self.come_in() if self.is_rostered else 0
        if self.is_on_shift > 0:
            self.ward.n_on_shift += 1
        if self.is_rostered and self.profession == 0:
            self.ward.n_rn_planned += 1
            self.ward.n_rn_on_shift += self.is_on_shift == 1
            self.ward.n_rn_agency += self.is_on_shift == 2

    def come_in(self) -> int:
        """Who works the rostered shift: 0 nobody, 1 the holder of the post, 2 agency."""
        if not self.is_in_post:
            is_covered = uniform(self.word("agency", self.row)) < self.p[P.agency_cover]
            return 2 if self.profession < 2 and is_covered else 0
        self.ward.n_rostered += 1
        if uniform(self.word("roster", self.row)) < self.chance_of_absence():
            self.ward.n_absent += 1
            return 0
        return 1

    def chance_of_absence(self) -> float:
        """Chance of being off sick today when on the roster, in [0, 1] [day⁻¹]."""
        p = self.p
        rel = p[P.absence_rel_nurse + self.profession]
        rel_season = care.season(self.model.day, p[P.season_absence])
        return workforce.p_absent(
            self.energy, p[P.absence_base], p[P.absence_slope], rel, rel_season
        )

    def renew(self) -> None:
        """Tire or rest, drift, stay or leave; a vacant funded post waits to be filled."""
        if not self.is_in_post:
            if self.is_funded:
                self.fill_vacancy()
            return
        if self.p[P.M2_on] > 0.0:
            self.tire()
        if self.p[P.M3_on] > 0.0 and self.is_on_shift == 1:
            self.drift()
        if not self.is_funded:
            self.leave(is_cut=True)
        elif uniform(self.word("leave", self.row)) < self.chance_to_leave():
            self.leave(is_cut=False)

    def tire(self) -> None:
        """Energy and moral load after the day."""
        p = self.p
        on_shift = self.is_on_shift == 1
        n_unspoken = 1 if self.channel == 1 else 0
        missed = self.ward.missed_care if on_shift else 0.0
        self.moral_load = workforce.moral_load_next(
            self.moral_load, missed, n_unspoken, p[P.moral_ethic], p[P.moral_tau]
        )
        self.energy = workforce.energy_next(
            energy=self.energy,
            is_on_shift=on_shift,
            rho=self.ward.pressure,
            overtime=self.ward.overtime,
            moral_load=self.moral_load,
            recovery=p[P.energy_recovery],
            drain=p[P.energy_drain],
            moral_drain=p[P.energy_moral],
        )

    def drift(self) -> None:
        """Take what was done on shift for the standard, little by little."""
        p = self.p
        self.standard = standards.standard_next(
            standard=self.standard,
            practice=self.standard * self.ward.corner,
            tau_down=p[P.tau_standard_down],
            tau_up=p[P.tau_standard_up],
            restoring=p[P.standard_restoring],
            external=1.0,
        )

    def chance_to_leave(self) -> float:
        """Chance of leaving the hospital today [day⁻¹]."""
        p = self.p
        stigma = self.ward.hospital.stigma
        rate: float = p[P.leave_rate] / 365.0 * aftermath.rel_by_stigma(stigma, p[P.stigma_leave])
        if p[P.M2_on] == 0.0:
            return rate
        return workforce.p_leave(
            energy=self.energy,
            contacts_left=self.contacts_left,
            fear=self.fear,
            rate_base=rate,
            b_energy=p[P.leave_energy],
            b_contacts=p[P.leave_contacts],
            b_fear=p[P.leave_fear],
        )

    def leave(self, *, is_cut: bool) -> None:
        """Leave; contacts will know tomorrow.

        Parameters
        ----------
        is_cut : bool
            Whether the post goes too, so that nobody is sought for it.
        """
        self.is_in_post = self.is_enforcing = self.enforcing_next = 0
        self.p_voice = NOBODY
        self.day_filled = NOT_ADVERTISED if is_cut else self.model.day + self.days_to_fill()
        self.ward.n_leavers += 1
        for contact in self.contacts:
            contact.n_left_today += 1
        self.model.emit(
            "leave", who=self.row, whom=self.incumbent, ward=self.ward.row, detail=is_cut
        )

    def days_to_fill(self) -> int:
        """Days until a post that falls vacant today is filled [days]."""
        p, stigma = self.p, self.ward.hospital.stigma
        return workforce.vacancy_days(
            uniform(self.word("recruit", self.row)),
            p[P.vacancy_shortest],
            p[P.vacancy_longest],
            p[P.rel_vacancy] * aftermath.rel_by_stigma(stigma, p[P.stigma_vacancy]),
        )

    def fill_vacancy(self) -> None:
        """Advertise the post, wait, or start somebody new in it."""
        if self.day_filled == NOT_ADVERTISED:
            self.day_filled = self.model.day + self.days_to_fill()
        elif self.model.day >= self.day_filled:
            self.incumbent += 1
            self.is_in_post = 1
            self.day_filled = self.model.day
            self.take_up_post()
            self.bring_practice()
            self.ward.n_joiners += 1
            self.model.emit("join", who=self.row, whom=self.incumbent, ward=self.ward.row)

    def take_up_post(self) -> None:
        """Start afresh: standards as taught, rested, with the beliefs people bring with them."""
        p = self.p
        counter = person_counter(self.row, self.incumbent)
        word = self.word("person", counter, day=0)
        low, high = p[P.conviction_low], p[P.conviction_high]
        self.disposition = p[P.disposition_sd] * noise(self.word("person", counter + 1, day=0))
        self.skill = 1.0 if field(word, 0) < p[P.skill_share] else 0.0
        self.conviction = low + (high - low) * field(word, 1)
        self.is_loyal = field(word, 2) < p[P.loyal_share]
        self.is_committed = field(word, 3) < p[P.committed_share]
        self.energy = self.standard = 1.0
        self.fear = clip(p[P.prior_fear] + self.ward.hospital.own_fear, 0.0, 1.0)
        self.futility = p[P.prior_futility]
        self.norm, self.tolerance = p[P.initial_norm], p[P.tolerance_initial]
        self.risk_belief = p[P.risk_initial]
        self.moral_load = self.contacts_left = self.enforcement = 0.0
        self.p_voice = self.usual_readiness()
        self.is_enforcing = self.enforcing_next = self.n_ignored = self.n_warned = 0
