"""Instruments fed from outside the line: disclosures by staff, families' letters, newspapers."""

from __future__ import annotations

from culturesim.instruments import sources
from culturesim.instruments.kinds import DAILY, Instrument, Item

__all__ = ["OUTSIDE_INSTRUMENTS"]

DISCLOSURES = Instrument(
    name="disclosures",
    label="Whistleblower contacts",
    claims="that something grave is wrong and nobody inside will hear it",
    population="staff who raised a concern graver than {outside_severity:g} in vain at least "
    "{outside_attempts} times",
    sampling="those who are willing and find a listener; fear keeps most away",
    delay="months to years after the first warning inside; fades over {alert_tau:.0f} days",
    noise="one or two a year, in good hospitals too: a grave concern may be brushed off anywhere",
    cost="an officer who listens; detriment to the discloser with a chance of up to "
    "{retaliation:.0%}, which is charged to fear",
    gaming="gagging clauses and threats; a hospital that frightens its staff has fewer",
    seen_by=("regulator",),
    shown=DAILY,
    items=(
        Item("contacts", "hospital.n_outside_regulator", "disclosures", "disclosed on the day"),
        Item("score", "hospital.outside_score", "disclosures", "regulator's fading count of them"),
    ),
    stands_for=("ward.missed_care", "ward.n_preventable"),
    parameters=(
        "outside_severity", "outside_attempts", "outside_constant", "outside_channel",
        "outside_press", "outside_weight", "outside_protection", "retaliation", "alert_tau",
    ),
    source=(sources.GUARDIAN_2024,),
)  # fmt: skip

FAMILY_LETTERS = Instrument(
    name="family_letters",
    label="Letters of a families' campaign",
    claims="that many were harmed and none was heard",
    population="families who were harmed, brushed off, and have found each other",
    sampling="members of a campaign of at least {campaign_core:g}",
    delay="years: families give up after about {unresolved_memory:.0f} days and members tire after "
    "about {campaign_tau:.0f}",
    noise="whether the first families happen to meet",
    cost="the families' own time; not charged in the model",
    gaming="families who are answered one by one never need each other",
    seen_by=("regulator", "public"),
    shown=DAILY,
    items=(
        Item("letters", "hospital.n_letters", "letters", "written on the day"),
        Item("members", "hospital.campaign", "families", "families in the campaign"),
    ),
    stands_for=("ward.n_preventable", "ward.n_harms"),
    parameters=(
        "family_contact", "family_alone", "family_beds", "family_publicity", "campaign_tau",
        "campaign_core", "campaign_letters", "unresolved_memory",
    ),
    source=(sources.OMBUDSMAN_2015,),
)  # fmt: skip

PRESS_STORIES = Instrument(
    name="press_stories",
    label="Press stories",
    claims="that a hospital is a scandal",
    population="hospitals with a striking number in print and people who will be named",
    sampling="at most {press_rate:.0%} a day, with both at hand and nothing printed lately",
    delay="that of the number: a ratio a year old, a survey, a finding of the last "
    "{story_tau:.0f} days",
    noise="chance, and the noise of the numbers; most outliers are never news",
    cost="nothing to the hospital, but its name, which takes {stigma_tau:.0f} days to mend",
    gaming="a good press office; settling with a family on condition of silence",
    seen_by=("public", "board", "regulator"),
    shown="hospital.story",
    items=(
        Item("story", "hospital.story", "code",
             "tens: 1 ratio, 2 survey, 3 finding; ones: 1 staff, 2 family"),
        Item("lately", "hospital.stories", "stories", "fading count of stories"),
    ),
    stands_for=("ward.n_preventable",),
    parameters=(
        "press_rate", "press_ratio_low", "press_ratio_high", "press_survey_low",
        "press_survey_high", "press_finding", "press_face", "story_tau", "stigma_tau",
    ),
    source=(sources.HOGAN_2015,),
)  # fmt: skip

OUTSIDE_INSTRUMENTS = (DISCLOSURES, FAMILY_LETTERS, PRESS_STORIES)
