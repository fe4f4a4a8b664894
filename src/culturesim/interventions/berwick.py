"""Levers under Berwick's ten recommendations, as far as the mechanisms of the model carry them."""

from __future__ import annotations

from culturesim.interventions.lever import GROUPS, Effect, Lever

__all__ = ["BERWICK"]

_TEN = GROUPS[0]
_NURSE = "27,000 a nurse a year (cases A1, derived) on 190 nurse posts per 100 beds"
_HOURS = "hours assumed; money none of its own"

#: Levers in the order of the recommendations.
BERWICK: tuple[Lever, ...] = (
    Lever(
        "learning-cycle", "A learning cycle with protected time", _TEN,
        "Three per cent of every shift is kept for finding causes and removing them: fixes come "
        "sooner, teach more, and more problems are solved for good.",
        180,
        (
            Effect("tau_fix", "times", 0.6, "cases B2 no. 1; size assumed"),
            Effect("lesson_rate", "times", 1.2, "theory M18, team learning 20 to 25 percent"),
            Effect("second_order", "times", 2.0, "Tucker and Edmondson, direction; size assumed"),
            Effect("handling_capacity", "times", 1.5, "cases B2 no. 1; size assumed"),
        ),
        (
            Effect("work_registered_nurse", "times", 0.97,
                   "cases B2 no. 1: 0 to 5 percent of the week protected; output dips first, "
                   "Repenning and Sterman 2001"),
            Effect("work_support_worker", "times", 0.97, "as for nurses"),
            Effect("form_share", "by", 0.05, "reports rise first: Edmondson 1996; size assumed"),
        ),
        0.0, 400.0, "3 percent of 37.5 h on 360 nursing posts per 100 beds", "V",
        "cases B2 no. 1; Repenning and Sterman 2001; Benn 2009", ("M4", "M8", "M11"),
        (("acted_share", 1),),
    ),
    Lever(
        "leaders-attention", "Leaders attend to safety before money", _TEN,
        "The board and its managers give safety the first place on the agenda, and those below "
        "see it: attention rises and spreads sooner. Money is unchanged.",
        90,
        (
            Effect("attention_base", "by", 0.1, "cases B2 no. 2; Jha and Epstein 2010, direction"),
            Effect("tau_attention", "times", 0.7, "assumed"),
        ),
        (
            Effect("prior_futility", "by", 0.02,
                   "words without money raise cynicism: cases B2 no. 2, recalled; size assumed"),
        ),
        0.0, 20.0, _HOURS, "V",
        "cases B2 no. 2; Jha and Epstein 2010 (association)", ("M8", "M13"),
        (("acted_share", 1),),
    ),
    Lever(
        "patients-present", "Patients and carers present on the ward", _TEN,
        "Carers may stay and take part in rounds: more patients have somebody who speaks for them, "
        "and fewer feel powerless.",
        120,
        (
            Effect("carer_share", "by", 0.2, "cases B2 no. 3; size assumed"),
            Effect("powerless_high", "times", 0.8, "assumed"),
            Effect("informal_constant", "by", 0.4, "cases B2 no. 3; size assumed"),
        ),
        (
            Effect("care_need", "times", 1.003, "time with carers; assumed"),
            Effect("filter_fear", "times", 1.05,
                   "staff defend themselves where fear is high: cases B2 no. 3; size assumed"),
        ),
        0.0, 20.0, _HOURS, "V", "cases B2 no. 3; Gillespie and Reader 2018", ("M14",),
        (("complaints_rate", 1),),
    ),
    Lever(
        "call-line", "A line by which families can call a second team", _TEN,
        "A number to ring when a patient gets worse and nobody listens: a second team comes and "
        "stops a few harms that the ward did not see coming, and remarks are heard.",
        60,
        (
            Effect("second_team", "by", 0.004,
                   "1,885 calls changed the treatment in about 2,600 months of 143 to 210 sites, "
                   "8.6 a year and site (NHS England 2026; cases B2 no. 3), of 2,200 harms that an "
                   "ordinary hospital here has in a year; at most, if each stopped one"),
            Effect("heard_informal", "times", 1.2, "assumed"),
        ),
        (
            Effect("care_need", "times", 1.00005,
                   "four calls a month and site (NHS England 2026), an hour of a nurse each"),
            Effect("filter_fear", "times", 1.05,
                   "staff defend themselves where fear is high: cases B2 no. 3; size assumed"),
        ),
        40_000.0, 15.0, "assumed", "V", "cases B2 no. 3 and C 16; NHS England 2024 and 2026",
        ("M5", "M13", "M14"),
    ),
    Lever(
        "staffing-establishment", "More funded nursing posts", _TEN,
        "The establishment is raised by a tenth of the nurses needed and a twentieth of the "
        "support workers; the posts then have to be filled.",
        60,
        (
            Effect("establishment_registered_nurse", "by", 0.10, "cases B2 no. 4"),
            Effect("establishment_support_worker", "by", 0.05, "cases B2 no. 4"),
        ),
        (
            Effect("rel_vacancy", "times", 1.2,
                   "everybody hires at once: cases B6 E8; size assumed"),
            Effect("agency_cover", "by", 0.05, "new posts stand vacant first: cases B6 E9"),
        ),
        700_000.0, 0.0, _NURSE + "; support workers at 20,000, assumed", "V",
        "cases B2 no. 4, B6 E8 and E9; Aiken 2014; Griffiths 2019", ("M1", "M2"),
        (("patients_per_nurse", -1), ("missed_care", -1)),
    ),
    Lever(
        "skill-mix", "A richer skill mix at the same cost", _TEN,
        "Support-worker posts are turned into nursing posts: seven nurses for ten assistants.",
        180,
        (Effect("establishment_registered_nurse", "by", 0.10, "Griffiths 2019; cases C 4"),),
        (
            Effect("establishment_support_worker", "by", -0.16,
                   "paid for by these posts; low assistant levels are worse too (Griffiths 2019)"),
        ),
        0.0, 0.0, "none: posts are exchanged at 20,000 to 27,000, assumed", "V",
        "Griffiths 2019 doi:10.1136/bmjqs-2018-008043; cases C 4", ("M1",),
        (("patients_per_nurse", -1), ("missed_care", -1)),
    ),
    Lever(
        "minimum-ratio", "A legal minimum of nurses", _TEN,
        "No fewer than 1.1 times the nursing posts that the average patient's needs ask for, "
        "whatever the budget says.",
        180,
        (Effect("establishment_registered_nurse", "at least", 1.1, "McHugh 2021; level assumed"),),
        (
            Effect("agency_cover", "by", 0.1, "complying on the day: cases B6 E10; size assumed"),
            Effect("rel_vacancy", "times", 1.2,
                   "pulls nurses from elsewhere in a shortage: cases C 7; size assumed"),
            Effect("establishment_support_worker", "by", -0.03,
                   "funds crowd out other posts: cases B2 no. 4; size assumed"),
        ),
        513_000.0, 0.0, _NURSE + ", if posts were just enough before", "V",
        "McHugh 2021 (Queensland); cases C 7", ("M1", "M2"),
        (("patients_per_nurse", -1), ("missed_care", -1)),
    ),
    Lever(
        "agency-cap", "A cap on agency staff", _TEN,
        "Six in ten of the vacant shifts that agency staff would have covered are left to the "
        "ward's own people.",
        30,
        (Effect("agency_cover", "times", 0.4, "cases B2 no. 4; size assumed"),),
        (
            Effect("overtime_most", "by", 0.01, "own staff work on: theory M3; size assumed"),
            Effect("energy_drain", "times", 1.05, "and tire; assumed"),
        ),
        -300_000.0, 0.0, "agency premium saved; assumed", "A", "cases B2 no. 4; Dall'Ora 2020",
        ("M1", "M2"), (("agency_shifts", -1), ("patients_per_nurse", 1)),
    ),
    Lever(
        "agency-expansion", "Gaps filled with agency staff", _TEN,
        "Nearly all vacant nursing shifts are covered from outside.",
        30,
        (Effect("agency_cover", "at least", 0.9, "cases C 5; size assumed"),),
        (
            Effect("work_agency", "times", 0.93,
                   "heavy use of temporary nurses goes with a death hazard of 1.12: Dall'Ora 2020"),
            Effect("problem_inflow", "times", 1.02, "teamwork suffers: cases C 5; size assumed"),
        ),
        400_000.0, 0.0, "agency premium; assumed", "V", "Dall'Ora 2020; cases B6 E10 and C 5",
        ("M1", "M4"), (("agency_shifts", 1), ("patients_per_nurse", -1)),
    ),
    Lever(
        "retention", "Keeping the staff there are", _TEN,
        "Pay, rosters and support that make people stay: a quarter fewer leave, and days off "
        "restore more.",
        180,
        (
            Effect("leave_rate", "times", 0.75, "cases B2 no. 4; size assumed"),
            Effect("energy_recovery", "times", 1.1, "assumed"),
        ),
        (
            Effect("money_pressure", "by", 0.02,
                   "funds crowd out other things: cases B2 no. 4; size assumed"),
        ),
        200_000.0, 10.0, "assumed", "A", "cases B2 no. 4", ("M2",), (("leavers_rate", -1),),
    ),
    Lever(
        "safety-training", "Training in safety science, managers included", _TEN,
        "Joiners come trained, teams debrief near misses, grades speak more freely and more causes "
        "are removed. Only joiners gain the skill itself, so it grows with turnover.",
        365,
        (
            Effect("skill_share", "by", 0.5, "cases B2 no. 5; size assumed"),
            Effect("hierarchy_gradient", "times", 0.8, "Neily 2010, direction; size assumed"),
            Effect("near_miss_framing", "by", -0.2, "theory M6: 0.7 to 0.3 with debriefing"),
            Effect("second_order", "times", 1.3, "cases B2 no. 5; size assumed"),
        ),
        (
            Effect("work_registered_nurse", "times", 0.99,
                   "absent from wards while training: cases B2 no. 5; two days a year"),
            Effect("work_doctor", "times", 0.99, "as for nurses"),
        ),
        90_000.0, 130.0, "1 percent of 37.5 h on 360 posts; course fees assumed", "V",
        "cases B2 no. 5; Neily 2010 doi:10.1001/jama.2010.1506; Engeda 2016", ("M4", "M6", "M7"),
        (("voice_share", 1),),
    ),
    Lever(
        "transparency-supported", "Publishing ward figures, with support", _TEN,
        "Each ward's staffing, missed care and harm are open to all, and those who read them help "
        "first: less is kept back, more of what was done is seen.",
        120,
        (
            Effect("visibility", "by", 0.1, "cases B2 no. 7; size assumed"),
            Effect("filter_base", "times", 0.7, "cases B2 no. 7; size assumed"),
            Effect("filter_fear", "times", 0.85, "cases B6 E5; size assumed"),
            Effect("board_bypass", "by", 0.1, "figures reach the board directly; assumed"),
            Effect("feedback_to_speaker", "by", 0.02,
                   "kept small: Metcalfe 2018 finds little or no effect (pattern C22); assumed"),
        ),
        (
            Effect("work_registered_nurse", "times", 0.997, "counting takes time: cases B3"),
            Effect("complaint_constant", "by", 0.05, "figures look worse first: cases B2 no. 7"),
        ),
        60_000.0, 60.0, "assumed", "V",
        "cases B2 no. 7 and B6 E5; Campanella 2016; Metcalfe 2018 finds little or no effect",
        ("M9", "M13"), (("futility_end", -1),),
    ),
    Lever(
        "transparency-unsupported", "Publishing ward figures, without support", _TEN,
        "The same figures are published and nobody helps: whoever is red is asked why.",
        120,
        (
            Effect("visibility", "by", 0.1, "cases B2 no. 7; size assumed"),
            Effect("board_bypass", "by", 0.1, "figures reach the board directly; assumed"),
        ),
        (
            Effect("manager_blame", "by", 0.02,
                   "blame: cases B6 E5; kept small: Metcalfe 2018 (pattern C22); size assumed"),
            Effect("filter_fear", "times", 1.15, "bad news is kept back: cases B6 E5"),
            Effect("coding_depth", "by", 0.04, "figures are managed: cases B6 E15; size assumed"),
            Effect("money_pressure", "by", 0.015, "pressure of the ranking; assumed"),
        ),
        40_000.0, 40.0, "assumed", "V",
        "cases B2 no. 7, B6 E5 and C 2; Martin 2018", ("M8", "M9", "M13"), (("fear_end", 1),),
    ),
    Lever(
        "feedback-loop", "You said, we did", _TEN,
        "Everybody who raises a concern is told within two weeks what was done about it.",
        60,
        (
            Effect("feedback_to_speaker", "at least", 0.98, "cases C 11; Benn 2009"),
            Effect("prior_futility", "times", 0.9, "Burlison, direction; size assumed"),
        ),
        (
            Effect("handling_capacity", "times", 0.9,
                   "answering takes the time that acting needs: cases C 11; size assumed"),
        ),
        20_000.0, 40.0, "assumed", "V", "cases C 11; Benn 2009; pattern C21", ("M8", "M9"),
        (("futility_end", -1), ("voice_share", 1)),
    ),
    Lever(
        "complaints-read", "Complaints read for what they say", _TEN,
        "Complaints and remarks are read for content, not counted, and answered: more are upheld "
        "and ward managers hear more in them.",
        90,
        (
            Effect("heard_informal", "by", 0.5, "cases B2 no. 8; size assumed"),
            Effect("upheld_half", "times", 0.7, "pattern C26, direction; size assumed"),
            Effect("community_rate", "times", 1.5, "assumed"),
            Effect("board_bypass", "by", 0.05, "content reaches the board; assumed"),
        ),
        (
            Effect("complaint_constant", "by", 0.1,
                   "an open ear is spoken into: cases B2 no. 8; size assumed"),
            Effect("handling_capacity", "times", 0.97, "overload: cases B2 no. 8; size assumed"),
        ),
        50_000.0, 35.0, "assumed", "V",
        "cases B2 no. 8; Gillespie and Reader 2018: 23 percent involved major harm",
        ("M13", "M14"), (("complaints_rate", 1),),
    ),
)  # fmt: skip
