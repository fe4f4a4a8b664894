"""Levers that work from outside, or after exposure: disclosure, families, inquiry, reform."""

from __future__ import annotations

from culturesim.interventions.lever import GROUPS, Effect, Lever

__all__ = ["OUTSIDERS"]

_ALSO = GROUPS[1]

#: Levers in the order in which a failing comes out.
OUTSIDERS: tuple[Lever, ...] = (
    Lever(
        "protect-disclosers", "Protecting those who go outside", _ALSO,
        "A law with teeth and an officer at the regulator who listens: more who warned in vain "
        "disclose, and fewer suffer for it.",
        90,
        (
            Effect("outside_protection", "to", 0.8, "theory M16: protection; size assumed"),
            Effect("outside_channel", "times", 2.0, "theory M16; size assumed"),
        ),
        (
            Effect("challenge_share", "times", 0.95,
                   "formal channels deter soft concerns: cases B6 E6; size assumed"),
        ),
        20_000.0, 5.0, "assumed", "A", "theory M16; cases A3: threats in spite of the law",
        ("M16",),
    ),
    Lever(
        "gagging-clauses", "Clauses that forbid staff to go outside", _ALSO,
        "Contracts and settlements forbid disclosure. Less comes out; those inside learn why.",
        30,
        (
            Effect("outside_channel", "times", 0.3, "theory M16: a channel is needed; assumed"),
        ),
        (
            Effect("prior_fear", "times", 1.08, "cases B6 E4; size assumed"),
            Effect("retaliation", "by", 0.1, "assumed"),
        ),
        10_000.0, 0.0, "lawyers; assumed", "A", "theory M16, signs", ("M9", "M16"),
        (("fear_end", 1),),
    ),
    Lever(
        "families-forum", "A forum where harmed families meet", _ALSO,
        "Families who were harmed are invited together and answered; they also find each other.",
        60,
        (
            Effect("family_alone", "times", 20.0, "cases A8: no aggregation of complaints; "
                   "size assumed"),
            Effect("upheld_half", "times", 0.85, "cases B2 no. 3, direction; size assumed"),
        ),
        (
            Effect("handling_capacity", "times", 0.98, "managers' time; assumed"),
            Effect("powerless_high", "times", 0.95, "families speak more readily; assumed"),
        ),
        15_000.0, 10.0, "assumed", "A", "cases A8 and A10: families meet each other",
        ("M14", "M16"),
    ),
    Lever(
        "public-inquiry", "A public inquiry", _ALSO,
        "An inquiry is ordered on one day. It hears evidence, reports when it is ready, and its "
        "recommendations are carried out, filed or forgotten.",
        0,
        (
            Effect("inquiry_ordered", "by", 1.0, "a decision of one day", 1),
        ),
        (
            Effect("work_registered_nurse", "times", 0.997,
                   "statements and documents take time; assumed", 365),
        ),
        1_100_000.0, 40.0,
        "639 million for 68 inquiries, over 465 beds and 1.8 years: theory 4.5, derived", "V",
        "theory 4.5; pattern C28: findings repeat, recommendations are mostly exhortation",
        ("M1", "M17"), (("inquiries", 1),), cost_days=657,
    ),
    Lever(
        "local-ownership", "Lessons owned by those who do the work", _ALSO,
        "Recommendations are not worked through as a list but turned into changes by the wards "
        "themselves. It is slower, takes more of their time, and outlasts attention.",
        180,
        (
            Effect("local_ownership", "to", 0.9, "seed 2013; cases C 29; size assumed"),
        ),
        (
            Effect("implement_rate", "times", 0.8, "learning takes longer than orders; assumed"),
            Effect("recommendation_load", "times", 1.3, "time to learn is time off care; assumed"),
        ),
        20_000.0, 60.0, "assumed", "A",
        "seed 2013; cases C 29: local capability makes changes last, length of reports does not",
        ("M8", "M17"),
    ),
)  # fmt: skip
