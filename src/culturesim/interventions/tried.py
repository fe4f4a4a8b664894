"""What people also try: levers outside Berwick's ten, for comparison."""

from __future__ import annotations

from culturesim.interventions.lever import GROUPS, Effect, Lever

__all__ = ["TRIED"]

_ALSO = GROUPS[1]

#: Levers in the order of the design: money, meetings, voice, numbers, people, outsiders.
TRIED: tuple[Lever, ...] = (
    Lever(
        "cost-cutting", "Cutting posts to save money", _ALSO,
        "A tenth of the nursing posts and a twentieth of the others go over a year.",
        365,
        (
            Effect("establishment_registered_nurse", "by", -0.10, "cases A2: 150 posts"),
            Effect("establishment_support_worker", "by", -0.05, "cases A2"),
        ),
        (
            Effect("money_pressure", "by", 0.3, "cases A2 and A9; size assumed"),
            Effect("attention_base", "by", -0.1, "money crowds out safety: cases B1; assumed"),
            Effect("rel_vacancy", "times", 1.2, "vacancies are held open: cases A2; assumed"),
        ),
        -700_000.0, 0.0, "27,000 a nurse a year (cases A1, derived); support workers assumed", "V",
        "cases A2 and C 1; Griffiths 2019", ("M1", "M8"), (("missed_care", 1),),
    ),
    Lever(
        "nurses-to-assistants", "Assistants in place of nurses", _ALSO,
        "One nursing post in ten becomes assistant posts of the same cost.",
        365,
        (
            Effect("establishment_registered_nurse", "by", -0.10, "cases C 4: nurses replaced"),
            Effect("establishment_support_worker", "by", 0.15, "cases C 4: at the same cost"),
        ),
        (
            Effect("second_order", "times", 0.9, "fewer who may remove a cause; assumed"),
        ),
        0.0, 0.0, "none: posts are exchanged", "V", "Griffiths 2019; cases C 4", ("M1", "M4"),
        (("missed_care", 1),),
    ),
    Lever(
        "speak-up-guardian", "A guardian for those who speak up", _ALSO,
        "Somebody outside the line takes concerns, guards the speaker and reports to the board.",
        90,
        (
            Effect("bypass_share", "by", 0.05, "pattern C20; size assumed"),
            Effect("board_bypass", "by", 0.05, "theory M13: guardian as a bypass; assumed"),
            Effect("prior_fear", "times", 0.95, "assumed"),
        ),
        (
            Effect("challenge_share", "times", 0.9,
                   "formal channels deter soft concerns: cases B6 E6; size assumed"),
        ),
        30_000.0, 20.0, "half a post; assumed", "A",
        "cases B7: 20,000 cases a year, but short of time, variable and isolated", ("M7", "M13"),
    ),
    Lever(
        "duty-of-candour", "A duty of candour", _ALSO,
        "Harmed patients are told at once and offered redress: more complaints are upheld and "
        "fewer go outside.",
        120,
        (
            Effect("upheld_half", "times", 0.75, "Kachalia 2010, direction; size assumed"),
            Effect("escalation", "times", 0.64,
                   "claims 7.03 to 4.52 per 100,000 encounters, ratio 0.64: Kachalia 2010"),
            Effect("powerless_high", "times", 0.9, "assumed"),
        ),
        (
            Effect("filter_fear", "times", 1.15, "legal fear: cases B3; size assumed"),
            Effect("handling_capacity", "times", 0.97, "letters by tick-box: cases B3; assumed"),
        ),
        30_000.0, 25.0, "assumed", "V", "Kachalia 2010; cases B3 and C 17; Martin 2018",
        ("M13", "M14"), (("complaints_rate", 1),),
    ),
    Lever(
        "support-after-harm", "Support for staff after harm", _ALSO,
        "Somebody stands by those who were involved when a patient was harmed: what happened is "
        "less to be feared and weighs less.",
        120,
        (
            Effect("prior_fear", "times", 0.95,
                   "reports rose where candour came with support: Kachalia 2010, direction; "
                   "size assumed"),
            Effect("energy_moral", "times", 0.9, "Scott 2010, recalled; size assumed"),
        ),
        (
            Effect("care_need", "times", 1.0005, "time with colleagues; assumed"),
        ),
        30_000.0, 10.0, "assumed", "R",
        "cases B3: support for staff beside the duty; Kachalia 2010; Scott 2010, Joint Commission "
        "Journal 36:233", ("M2", "M9"),
    ),
    Lever(
        "blame-free-policy", "A blame-free policy", _ALSO,
        "Honest mistakes are not punished, and staff are told so.",
        180,
        (
            Effect("manager_blame", "times", 0.5, "cases B6 E4; size assumed"),
            Effect("prior_fear", "times", 0.9, "assumed"),
        ),
        (
            Effect("tolerance_harm", "times", 0.85,
                   "less of a shock after harm; assumed, nothing was found on it"),
        ),
        0.0, 10.0, "assumed", "V", "cases B6 E4; Edmondson 1996", ("M6", "M8", "M9"),
        (("fear_end", -1),),
    ),
    Lever(
        "suspend-speaker", "Suspending somebody who spoke up", _ALSO,
        "One person is sent home, and everybody knows why. It passes, slowly.",
        0,
        (
            Effect("manager_blame", "by", 0.05, "cases A3; size assumed", 180),
        ),
        (
            Effect("prior_fear", "by", 0.1, "cases A3 and B6 E4; size assumed", 180),
            Effect("visibility", "by", 0.15, "everybody hears of it; assumed", 60),
            Effect("leave_rate", "times", 1.1, "cases C 21; size assumed", 180),
            Effect("outside_protection", "by", -0.1,
                   "nobody believes in protection for a while; assumed", 180),
        ),
        30_000.0, 0.0, "cover for one post; assumed", "V", "cases A3, B6 E4 and C 18",
        ("M2", "M8", "M9"), (("fear_end", 1), ("voice_share", -1)),
    ),
    Lever(
        "prosecute-individual", "Prosecuting an individual", _ALSO,
        "A nurse is charged after an error. No safety is gained; for months less is reported and "
        "more is worked around.",
        0,
        (
            Effect("manager_blame", "by", 0.05, "cases C 18; size assumed", 180),
        ),
        (
            Effect("prior_fear", "by", 0.1, "cases C 18; size assumed", 180),
            Effect("form_share", "by", -0.08, "reporting falls: cases C 18; size assumed", 180),
            Effect("second_order", "times", 0.8, "work-arounds: cases C 18; assumed", 180),
        ),
        0.0, 10.0, "hours assumed; courts not counted", "R", "cases B2 no. 10 and C 18",
        ("M4", "M7", "M8", "M9"), (("fear_end", 1), ("reports_rate", -1)),
    ),
    Lever(
        "coding-away", "Coding the mortality ratio away", _ALSO,
        "New coders record more illness for each patient: the ratio falls, care does not change.",
        270,
        (
            Effect("coding_depth", "by", 0.2, "cases A4: 10 to 25 points"),
            Effect("alert_explained", "by", 0.2, "cases A5: alerts explained away; assumed"),
        ),
        (
            Effect("attention_base", "by", -0.03, "the board is reassured: cases A4; assumed"),
        ),
        30_000.0, 0.0, "coders; assumed", "V", "cases A4 and B6 E15", ("M13", "M15"),
        (("mortality_ratio", -1),),
    ),
    Lever(
        "mandated-checklist", "A mandated checklist", _ALSO,
        "A check built into the work stops some slips, and takes time whether needed or not.",
        120,
        (
            Effect("barrier_system", "by", 0.08, "Haynes 2009, recalled; size assumed"),
        ),
        (
            Effect("care_need", "times", 1.003, "time for the form; assumed"),
            Effect("practice_most", "times", 0.98,
                   "a minimum becomes a maximum: cases B3; size assumed"),
        ),
        10_000.0, 60.0, "assumed", "R", "Haynes 2009; cases B3", ("M1", "M3", "M5"),
    ),
    Lever(
        "recommendations-list", "A report with 290 recommendations", _ALSO,
        "A list to be worked through: attention for some months, and slack gone to answering it, "
        "until each item is carried out or falls asleep.",
        30,
        (
            Effect("attention_base", "by", 0.15, "half-life 6 to 12 months: cases B4", 180),
            Effect("recommendations_sent", "by", 9.667,
                   "290 in all with the ramp of 30 days: cases A7", 10),
        ),
        (
            Effect("handling_capacity", "times", 0.8, "managers answer the list; assumed", 365),
            Effect("problem_inflow", "times", 1.03, "initiative overload: cases B4", 365),
            Effect("manager_blame", "by", 0.03, "somebody must answer: cases B4", 180),
        ),
        100_000.0, 250.0, "assumed", "V",
        "cases B2, B4 and C 29: reports and their length do not bring change by themselves",
        ("M1", "M4", "M8", "M17"), (("missed_care", 1),),
    ),
    Lever(
        "inspection-blitz", "A wave of inspections", _ALSO,
        "For a year the regulator comes on the slightest signal and comes again soon.",
        0,
        (
            Effect("inspect_threshold", "at most", 0.2, "cases B6 E3; size assumed", 365),
            Effect("inspect_gap", "at most", 45.0, "cases B6 E3; size assumed", 365),
            Effect("inspect_interval", "at most", 180.0, "cases B6 E3; size assumed", 365),
        ),
        (
            Effect("work_registered_nurse", "times", 0.99,
                   "preparing takes time: Castro-Avila 2019; size assumed", 365),
            Effect("money_pressure", "by", 0.05, "pressure to look well; assumed", 365),
            Effect("filter_pressure", "times", 1.2, "bad news is kept back; assumed", 365),
        ),
        120_000.0, 130.0, "assumed", "V",
        "cases B6 E3: a short burst and no lasting gain; Castro-Avila 2019; Barnett 2017",
        ("M13", "M15"), (("inspections", 1),),
    ),
    Lever(
        "unannounced-inspection", "Inspections without notice", _ALSO,
        "The regulator's visits are not announced and come at night too.",
        0,
        (
            Effect("inspect_veil", "times", 0.25, "cases B5; size assumed"),
        ),
        (
            Effect("manager_blame", "by", 0.01, "fear, if used to punish: cases B5; assumed"),
        ),
        20_000.0, 0.0, "night visits; assumed", "V", "cases B5 and C 24", ("M15",),
    ),
)  # fmt: skip
