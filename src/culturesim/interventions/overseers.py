"""Levers on the bodies that oversee: how many, who leads, what is shared, what they answer."""

from __future__ import annotations

from culturesim.interventions.lever import GROUPS, Effect, Lever

__all__ = ["OVERSEERS"]

_TEN, _ALSO = GROUPS

#: Levers on oversight: Berwick's ninth and tenth first, then what people also try.
OVERSEERS: tuple[Lever, ...] = (
    Lever(
        "duty-to-share", "A duty of bodies to share what they know", _TEN,
        "Bodies pass on alerts, complaints and returns, and share the work of acting on them.",
        180,
        (
            Effect("duty_to_share", "to", 1.0, "cases B2 no. 9; theory section 4.2"),
        ),
        (
            Effect("reliance", "times", 1.1, "what is shared also reassures: theory R7; assumed"),
        ),
        20_000.0, 5.0, "meetings and systems; assumed", "A",
        "cases A8: alerts and families' calls met in one team only; Weesie and Franzen 1998",
        ("M15",),
    ),
    Lever(
        "one-lead-body", "One named lead body", _TEN,
        "One body is known to be the one that acts; nobody can think that another will.",
        90,
        (
            Effect("lead_body", "to", 1.0, "cases C 26; theory section 4.2"),
        ),
        (
            Effect("reliance", "times", 1.05, "the others lean back: theory R7; assumed"),
        ),
        10_000.0, 0.0, "assumed", "A", "theory section 4.2; cases C 26: not measured", ("M15",),
    ),
    Lever(
        "fewer-bodies", "Fewer bodies", _TEN,
        "Bodies are merged: most of the others no longer count as responsible. Memory goes with "
        "them for a time.",
        365,
        (
            Effect("rel_bodies", "times", 0.3, "cases B2 no. 9; size assumed"),
        ),
        (
            Effect("alert_tau", "times", 0.7, "memory is lost in reorganisation: cases A8 and B6 "
                   "E13; size assumed", 540),
            Effect("inspect_gap", "times", 1.3, "inspectors are being reorganised: Fulop 2002; "
                   "size assumed", 540),
        ),
        0.0, 0.0, "savings and cost of merging taken as equal; assumed", "A",
        "cases B2 no. 9 and C 26; Oikonomou 2019: over 126 bodies", ("M15",),
    ),
    Lever(
        "more-bodies", "Five further bodies", _ALSO,
        "After a scandal new bodies are founded; each existing one has five more to rely on.",
        180,
        (
            Effect("extra_bodies", "by", 5.0, "cases C 26: eight outside bodies at other failings"),
        ),
        (
            Effect("reliance", "times", 1.2, "more assurance: Ghaffarzadegan 2008; size assumed"),
            Effect("work_registered_nurse", "times", 0.998, "returns to fill in; assumed"),
        ),
        60_000.0, 40.0, "returns and visits; assumed", "A",
        "theory section 4.2; cases C 26: beyond a few, more may mean slower", ("M15",),
    ),
    Lever(
        "responsive-sanctions", "A responsive ladder of sanctions", _TEN,
        "One step at a time, with help at every step, and down again after a clean visit.",
        90,
        (
            Effect("deterrence", "to", 0.0, "cases B2 no. 10; Ayres and Braithwaite 1992"),
            Effect("sanction_support", "by", 0.1, "help for hospitals on the ladder; assumed"),
        ),
        (
            Effect("sanction_pressure", "by", 0.02, "help comes with meetings; assumed"),
        ),
        60_000.0, 10.0, "support teams; assumed", "A",
        "theory section 4.1; Ayres and Braithwaite 1992", ("M8", "M15"),
    ),
    Lever(
        "deterrent-sanctions", "A deterrent ladder of sanctions", _ALSO,
        "Two steps at a time, in public, and slow to forgive: somebody must answer for a finding.",
        90,
        (
            Effect("deterrence", "to", 1.0, "cases B2 no. 10"),
            Effect("sanction_blame", "by", 0.1, "cases B2 no. 10; size assumed"),
        ),
        (
            Effect("sanction_publicity", "by", 0.5, "made an example of; assumed"),
            Effect("filter_fear", "times", 1.15, "bad news is kept back; cases B6 E4; assumed"),
        ),
        0.0, 0.0, "none of its own", "A",
        "theory section 4.1: a higher penalty lowers inspection only; cases B2 no. 10",
        ("M8", "M13", "M15"),
    ),
    Lever(
        "special-measures", "Special measures and a partner hospital", _ALSO,
        "At the top of the ladder: a partner, money and a new team, and the name of a failing "
        "hospital.",
        60,
        (
            Effect("sanction_support", "by", 0.2, "modest gains: cases C 30; size assumed"),
        ),
        (
            Effect("sanction_pressure", "by", 0.1, "cases C 30: morale; size assumed"),
            Effect("leave_rate", "times", 1.02, "labelled failing: cases B6 E14; size assumed"),
        ),
        150_000.0, 60.0, "partner's time and improvement team; assumed", "V",
        "cases C 30 and B6 E16: a good part of the fall is regression to the mean; Fulop 2023",
        ("M8", "M15"),
    ),
    Lever(
        "naming-and-shaming", "Naming and shaming", _ALSO,
        "Hospitals on the ladder are named in public for each step.",
        0,
        (
            Effect("sanction_publicity", "by", 2.0, "cases B6 E14; size assumed"),
        ),
        (
            Effect("filter_pressure", "times", 1.2, "bad news is kept back; assumed"),
            Effect("coding_depth", "by", 0.03, "the ratio is managed: cases B6 E15; assumed"),
            Effect("leave_rate", "times", 1.02, "labelled failing: cases B6 E14; size assumed"),
        ),
        10_000.0, 0.0, "assumed", "V",
        "cases B6 E1 and E14; Bevan and Wilson 2013", ("M8", "M13", "M15"),
    ),
    Lever(
        "inspection-blitz-unannounced", "A wave of unannounced inspections", _ALSO,
        "The wave of inspections without notice: nobody can prepare, and more is seen.",
        0,
        (
            Effect("inspect_threshold", "at most", 0.2, "cases B6 E3; size assumed", 365),
            Effect("inspect_gap", "at most", 45.0, "cases B6 E3; size assumed", 365),
            Effect("inspect_interval", "at most", 180.0, "cases B6 E3; size assumed", 365),
            Effect("inspect_notice", "at most", 0.0, "no notice", 365),
            Effect("inspect_veil", "times", 0.25, "cases B5; size assumed", 365),
        ),
        (
            Effect("money_pressure", "by", 0.05, "pressure to look well; assumed", 365),
            Effect("manager_blame", "by", 0.02, "fear, if used to punish: cases B5; assumed", 365),
        ),
        140_000.0, 60.0, "assumed", "V",
        "cases B5, B6 E3 and C 24; Castro-Avila 2019; Barnett 2017", ("M13", "M15"),
        (("inspections", 1),),
    ),
)  # fmt: skip
