"""Levers on team learning and on leaders: what M18 carries."""

from __future__ import annotations

from culturesim.interventions.lever import GROUPS, Effect, Lever

__all__ = ["LEARNING"]

_TEN, _ALSO = GROUPS

#: Levers in the order of the design: networks first, then meetings, then leaders.
LEARNING: tuple[Lever, ...] = (
    Lever(
        "learning-network", "A learning network of wards and hospitals", _TEN,
        "Wards and hospitals meet to compare how they work: every advice tie between wards and "
        "between hospitals carries lessons, more of each is taken over, and more is heard from "
        "outside. It spreads along the ties there are, over a year or more.",
        180,
        (
            Effect("link_wards", "to", 1.0, "cases B2 no. 6 and B4, isolation"),
            Effect("link_hospitals", "to", 1.0, "cases B2 no. 6 and B4, isolation"),
            Effect("contact_learning", "times", 1.5, "assumed"),
            Effect("outside_contact", "by", 0.15, "cases B2 no. 6; size assumed"),
        ),
        (
            Effect("socialisation", "times", 1.5,
                   "fashion and over-imitation: cases B2 no. 6; Lazer and Friedman 2007; assumed"),
            Effect("work_registered_nurse", "times", 0.997, "time for meetings; assumed"),
        ),
        40_000.0, 60.0, "a co-ordinator and half an hour a post a month; assumed", "V",
        "cases B2 no. 6 and B4; Lazer and Friedman 2007; central programmes add little beyond the "
        "trend (cases B2 no. 6)", ("M18",), (("isolation", -1),),
    ),
    Lever(
        "buddying", "A strong hospital as a buddy", _TEN,
        "People of a hospital that does well work beside those of this one: most months somebody "
        "on every ward sees sound practice, and takes some of it over.",
        90,
        (
            Effect("outside_contact", "at least", 0.6, "cases B4 and B5; size assumed"),
            Effect("outside_learning", "times", 1.2, "assumed"),
        ),
        (
            Effect("manager_blame", "by", 0.02,
                   "shame when links open abruptly: cases B4; size assumed"),
            Effect("leave_rate", "times", 1.02, "the best staff are poached: cases B4; assumed"),
        ),
        150_000.0, 80.0, "three people of the buddy; assumed", "A",
        "cases B4 and B5; after Keogh 2013, what survives regression to the mean is modest "
        "(cases C 30)", ("M18",), (("isolation", -1),),
    ),
    Lever(
        "rotation", "Rotation of staff and peer review between wards", _TEN,
        "People work on other wards for a while and look at each other's practice.",
        120,
        (
            Effect("link_wards", "to", 1.0, "cases B4, isolation"),
            Effect("contact_learning", "times", 1.3, "cases B4; size assumed"),
        ),
        (
            Effect("work_registered_nurse", "times", 0.995,
                   "finding one's way on a strange ward; assumed"),
            Effect("leave_rate", "times", 1.02, "not everybody likes to move; assumed"),
        ),
        0.0, 60.0, "hours assumed", "A", "cases B4, isolation: rotation, peer review", ("M18",),
    ),
    Lever(
        "open-induction", "Newcomers are asked what they see", _TEN,
        "Newcomers keep what they bring for a while, and the ward learns from them: they are "
        "drawn more slowly to the way things are done here.",
        30,
        (
            Effect("induction", "times", 0.3,
                   "March 1991: slow socialisation keeps what newcomers know; size assumed"),
            Effect("induction_pull", "times", 0.4, "as for practice; size assumed"),
            Effect("code_learning", "times", 1.2, "they are listened to; assumed"),
        ),
        (
            Effect("work_registered_nurse", "times", 0.999, "talks with newcomers; assumed"),
            Effect("problem_inflow", "times", 1.01,
                   "two ways of doing a thing side by side; assumed"),
        ),
        5_000.0, 15.0, "an hour a newcomer a week for six months; assumed", "R",
        "March 1991; theory section 6.1: holds where a ward learns from its best", ("M18",),
    ),
    Lever(
        "patients-on-the-board", "A seat for patients on the board", _TEN,
        "Complaints are heard at the board at first hand, and weigh there when they are worse than "
        "what managers report.",
        60,
        (
            Effect("patient_seat", "to", 0.5, "cases B2 no. 3; size assumed"),
        ),
        (
            Effect("complaint_constant", "by", 0.03, "more people complain; assumed"),
            Effect("manager_blame", "by", 0.01,
                   "managers defend themselves: cases B2 no. 3; size assumed"),
        ),
        15_000.0, 5.0, "fees and support; assumed", "A",
        "cases B2 no. 3: carer on the board; tokenism is the usual outcome", ("M13", "M14"),
    ),
    Lever(
        "huddles", "Daily safety huddles", _ALSO,
        "Ten minutes a shift in which everybody may say what worries them. As the habit forms, "
        "what happens to speakers is seen by more, near misses are read as warnings, grades count "
        "for less, and more is learnt. Busy wards skip them.",
        60,
        (
            Effect("huddle_rate", "to", 1.0, "theory M18"),
        ),
        (
            Effect("handling_capacity", "times", 0.95,
                   "what is raised has to be dealt with; assumed"),
            Effect("work_doctor", "times", 0.986, "10 of 720 minutes, derived"),
        ),
        0.0, 190.0, "1.4 percent of 37.5 h on 360 posts", "V",
        "theory M18 and T13; Tannenbaum and Cerasoli 2013", ("M6", "M7", "M9", "M11", "M18"),
        (("voice_share", 1),),
    ),
    Lever(
        "walk-rounds", "Leaders' walk-rounds, with feedback", _ALSO,
        "Executives visit each ward once a month, see for themselves, and come back to say what "
        "was done: those at work come to think that speaking leads somewhere.",
        90,
        (
            Effect("walk_rounds", "by", 1.0, "theory M13 and M18: a bypass"),
            Effect("walk_feedback", "to", 0.9, "Sexton 2018, direction; size assumed"),
        ),
        (
            Effect("work_registered_nurse", "times", 0.998,
                   "wards prepare for the visit: cases C 12, recalled; size assumed"),
        ),
        0.0, 25.0, "hours assumed", "V",
        "Sexton 2018 doi:10.1136/bmjqs-2016-006399; cases C 12", ("M9", "M13", "M18"),
        (("futility_end", -1),),
    ),
    Lever(
        "walk-rounds-silent", "Leaders' walk-rounds, without feedback", _ALSO,
        "The same visits, after which nothing is heard: the board sees more, those visited trust "
        "less.",
        90,
        (
            Effect("walk_rounds", "by", 1.0, "royal-visit effect: cases C 12"),
        ),
        (
            Effect("walk_feedback", "to", 0.0,
                   "visits without action lower trust: cases B2 no. 2, recalled"),
            Effect("work_registered_nurse", "times", 0.998, "wards prepare for the visit; assumed"),
        ),
        0.0, 20.0, "hours assumed", "R", "cases B2 no. 2 and C 12; Singer and Tucker 2014",
        ("M9", "M13", "M18"), (("futility_end", 1),),
    ),
    Lever(
        "replace-chief-executive", "Replacing the chief executive", _ALSO,
        "The chief executive goes and one from outside comes, with a style drawn from what leaders "
        "elsewhere are like. Finding their feet takes the better part of a year.",
        0,
        (
            Effect("chief_removal", "to", 1.0, "theory M18: redrawn", 1),
            Effect("leader_outsider", "to", 1.0, "theory M18: redrawn", 1),
        ),
        (
            Effect("tau_attention", "times", 1.3, "memory is lost: cases B6 E13; assumed", 270),
            Effect("problem_inflow", "times", 1.02, "new plans; assumed", 270),
        ),
        200_000.0, 0.0, "severance, search and interim, for a year; assumed", "V",
        "Janke and others 2019: no measurable effect; cases B7 and C 14", ("M8", "M13", "M18"),
        cost_days=365,
    ),
    Lever(
        "reorganisation", "Reorganising the management", _ALSO,
        "New divisions and new lines: half of the managers go or move, and nobody remembers what "
        "the wards had told them.",
        0,
        (
            Effect("manager_removal", "to", 0.5, "cases B6 E13; share assumed", 1),
        ),
        (
            Effect("attention_base", "by", -0.08,
                   "minds are on the reorganisation: Fulop 2002; size assumed", 365),
            Effect("tau_attention", "times", 1.3, "new lines: cases B6 E13; assumed", 365),
            Effect("problem_inflow", "times", 1.04, "nobody knows who does what; assumed", 270),
        ),
        300_000.0, 150.0, "severance and search, for a year; assumed", "V",
        "Fulop and others 2002: 18 months or more of delay; cases B6 E13", ("M8", "M13", "M18"),
        cost_days=365,
    ),
    Lever(
        "merger", "Merging with a neighbour", _ALSO,
        "Two managements become one: the chief executive and four managers in ten go, the way "
        "from ward to board grows longer, and for eighteen months minds are elsewhere. The wards "
        "themselves stay; the neighbour's are not added to the model.",
        0,
        (
            Effect("chief_removal", "to", 1.0, "cases C 15", 1),
            Effect("manager_removal", "to", 0.4, "cases C 15; share assumed", 1),
        ),
        (
            Effect("filter_base", "by", 0.05, "a longer way from ward to board: cases C 15"),
            Effect("attention_base", "by", -0.1, "18 months of lost focus: Fulop 2002", 540),
            Effect("money_pressure", "by", 0.05, "savings are expected and do not come", 730),
            Effect("problem_inflow", "times", 1.04, "two ways of doing everything; assumed", 540),
        ),
        900_000.0, 300.0, "no saving within two years: Fulop 2002; size assumed", "V",
        "Fulop and others 2002; Gaynor 2012; cases C 15", ("M8", "M13", "M18"),
        cost_days=730,
    ),
)  # fmt: skip
