"""The press: families who find each other, and stories with a number and a face (M16)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from culturesim.agents.columns import Member
from culturesim.parameters import P
from culturesim.rules import exposure, measurement, oversight, press
from culturesim.streams import poisson, uniform

if TYPE_CHECKING:
    from culturesim.agents.hospital import Hospital
    from culturesim.agents.model import HospitalModel

__all__ = ["Press"]

RATIO, SURVEY, FINDING = 10, 20, 30
STAFF_FACE, FAMILY_FACE = 1, 2


class Press(Member):
    """The newspapers that write about one hospital, and the families who come to them.

    What they hold is in the columns of the hospital, for it is what is publicly known of it.

    Examples
    --------
    >>> from culturesim import HospitalModel
    >>> from culturesim.organisation import OrganisationSizes
    >>> from culturesim.scenario import Scenario
    >>> sizes = OrganisationSizes(wards=1, beds_per_ward=6, departments=0, divisions=1)
    >>> model = HospitalModel(Scenario("A week", days=7, warm_up_days=0, organisation=sizes))
    >>> model.press[0].hospital is model.hospitals[0], model.press[0].number()
    (True, (0.0, 30))
    """

    population = "press"

    USED_BY: ClassVar[dict[str, tuple[str, ...]]] = {
        "before_expose": ("expose",),
        "hospital": ("expose",),
        "families_meet": ("expose",),
        "follow_campaign": ("expose",),
        "keep_file": ("expose",),
        "number": ("expose",),
        "face": ("expose",),
        "look_for_story": ("expose",),
        "print_story": ("expose",),
        "tell_staff": ("expose",),
    }

    @cached_property
    def hospital(self) -> Hospital:
        """The hospital they write about."""
        return self.model.hospitals[self.row]

    @property
    def node(self) -> str:
        """Name of the hospital in the organisation graph."""
        return self.hospital.node

    @staticmethod
    def before_expose(model: HospitalModel) -> None:
        """Count the regulators' findings of today, hospital by hospital.

        Parameters
        ----------
        model : HospitalModel
            The run.
        """
        for hospital in model.hospitals:
            hospital.n_found = hospital.n_letters = hospital.story = 0
            hospital.seen_retaliated = hospital.seen_heeded = 0
        for case in model.cases:
            case.hospital.n_found += case.is_finding

    def expose(self) -> None:
        """Follow families and disclosures; print a story where there is a number and a face."""
        if self.model.p[P.M16_on] == 0.0:
            return
        self.families_meet()
        self.follow_campaign()
        self.keep_file()
        self.look_for_story()
        self.tell_staff()

    def families_meet(self) -> None:
        """Wronged families find each other, join the campaign, tire, or give up."""
        p, h = self.model.p, self.hospital
        apart, members = h.families_apart, h.campaign
        for ward in h.wards:
            apart += ward.n_wronged
        contact = exposure.contact_here(p[P.family_contact], p[P.family_beds], h.n_beds)
        rel = 1.0 + p[P.family_publicity] * exposure.presence(h.stories)
        joining = poisson(
            uniform(self.word("family", 4 * self.row)),
            exposure.expected_joiners(apart, members, contact, rel),
        )
        joining += 2 * poisson(
            uniform(self.word("family", 4 * self.row + 1)),
            exposure.expected_meetings(apart, contact * p[P.family_alone], rel),
        )
        if joining > apart:
            joining = int(apart)
        fade = measurement.running_total
        h.families_apart = fade(apart - joining, 0.0, p[P.unresolved_memory])
        h.campaign = fade(members + joining, 0.0, p[P.campaign_tau])

    def follow_campaign(self) -> None:
        """Notice a campaign once it is large enough; its members write to the regulator."""
        p, h = self.model.p, self.hospital
        if h.is_campaign == 0:
            if h.campaign >= p[P.campaign_core]:
                h.is_campaign = 1
                h.campaign_event = self.model.emit("campaign", whom=h.row, detail=int(h.campaign))
        elif h.campaign < 0.5 * p[P.campaign_core]:
            h.is_campaign = 0
        if h.is_campaign:
            u = uniform(self.word("family", 4 * self.row + 2))
            h.n_letters = poisson(u, p[P.campaign_letters] * h.campaign)

    def keep_file(self) -> None:
        """Keep fading counts of what has come out so far."""
        p, h, fade = self.model.p, self.hospital, oversight.score_next
        h.outside_score = fade(h.outside_score, h.n_outside_regulator, p[P.alert_tau])
        h.letters_score = fade(h.letters_score, h.n_letters, p[P.alert_tau])
        h.finding_score = fade(h.finding_score, h.n_found, p[P.story_tau])
        h.press_faces = fade(h.press_faces, h.n_outside_press, p[P.story_tau])

    def number(self) -> tuple[float, int]:
        """Strength of the numbers in print, and which is best: 10 ratio, 20 survey, 30 finding."""
        p, h = self.model.p, self.hospital
        ratio = press.part_of_range(h.ratio, p[P.press_ratio_low], p[P.press_ratio_high])
        survey = 0.0
        if h.survey_recommend >= 0.0:
            survey = press.part_of_range(
                h.survey_recommend, p[P.press_survey_low], p[P.press_survey_high]
            )
        found = p[P.press_finding] * exposure.presence(h.finding_score)
        best = RATIO
        if found >= ratio and found >= survey:
            best = FINDING
        elif survey >= ratio:
            best = SURVEY
        return press.number_in_print(ratio, survey, found), best

    def face(self) -> tuple[float, int]:
        """Strength of the personal stories at hand, and whose most are: 1 staff, 2 families."""
        h = self.hospital
        families = h.campaign if h.is_campaign else 0.0
        best = STAFF_FACE if h.press_faces > families else FAMILY_FACE
        return exposure.presence((families + h.press_faces) / self.model.p[P.press_face]), best

    def look_for_story(self) -> None:
        """Print a story, or not."""
        p, h = self.model.p, self.hospital
        number, of_number = self.number()
        face, of_face = self.face()
        chance = press.p_story(p[P.press_rate], number, face, h.stories)
        if uniform(self.word("press", self.row)) < chance:
            self.print_story(of_number + of_face)
        h.stories = oversight.score_next(h.stories, 1.0 if h.story else 0.0, p[P.story_tau])

    def print_story(self, story: int) -> None:
        """Put a story in print.

        Parameters
        ----------
        story : int
            Its number (10, 20 or 30) plus its face (1 or 2).
        """
        h = self.hospital
        h.story = story
        is_staff = story % 10 == STAFF_FACE
        cause = h.outside_event if is_staff else h.campaign_event
        h.story_event = self.model.emit("story_published", whom=h.row, cause=cause, detail=story)

    def tell_staff(self) -> None:
        """Let the hospital see what became of those who went outside."""
        h = self.hospital
        h.seen_retaliated = h.n_retaliated
        heard = h.outside_score >= 0.5 and h.n_found > 0
        h.seen_heeded = 1 if heard or h.story % 10 == STAFF_FACE else 0
