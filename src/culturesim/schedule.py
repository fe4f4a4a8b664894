"""What happens in a day, in order: numbered text and code in one place.

 1. ``open_day``        counters to zero; yesterday's decisions to enforce silence take effect
 2. ``admit``           patients arrive and find beds, or do not (hospital)
 3. ``roster``          who is funded, rostered, off sick, at work; agency (staff)              M2
 4. ``weigh_workload``  pressure, missed care, corner cutting, problems (ward)                  M1 M3 M4
 5. ``meet_hazards``    exposures and barriers; near misses and harms (patient)                 M5
 6. ``notice``          what is seen, and what counts as a concern (staff)                      M6
 7. ``speak_up``        raise it, and with whom, or keep it (staff)                             M7
 8. ``respond``         act or ignore, punish or not (manager)                                  M8
 9. ``learn``           fear and futility after what happened to speakers (staff)               M9
10. ``conform``         the norm of voice, enforcement, colleagues' tolerance (staff)           M6 M10
11. ``renew``           energy, standards, leaving, filling posts (staff)                       M2 M3
12. ``investigate``     fixes, latent hazards, lessons (ward)                                   M11
13. ``depart``          patients leave, die, complain (patient)                                 M1 M14
14. ``report_upward``   views formed and filtered (manager)                                     M13
15. ``lead``            blame and attention follow those above (manager)                        M8
16. ``chase_target``    waits, effort and gaming, what is reported (hospital)                   M12
17. ``measure``         returns, ratio, survey, complaints taken outside (hospital)
18. ``govern``          the board's picture, pressure and attention (hospital)                  M13
19. ``watch``           charts, letters, inspections (regulator)                                M15
20. ``go_outside``      take a grave concern outside after warnings in vain (staff)            M16
21. ``expose``          wronged families meet; a number and a face make a story (press)        M16
22. ``inquire``         scandal, inquiry, attention, reform and decay (inquiry)                M17
23. ``share_lessons``   newcomers taken in; practice compared (staff)                           M18
24. ``agree_practice``  huddles; the ward's code follows those who do better (ward)             M18
25. ``go_round``        leaders visit wards; good practice itself moves on (hospital)           M18
26. ``change_leaders``  managers go, others come (manager)                                      M18

Everybody in a phase reads what stood before it and writes what is theirs; counts handed to others
are whole numbers, so that order inside a phase does not matter. Where order is the matter itself
(who gets the last bed) it is drawn, and both engines use the same order. Recording
comes after the last phase.
"""

from __future__ import annotations

from typing import NamedTuple


class Phase(NamedTuple):
    """One phase: its name, the kind of agent that acts, and the mechanisms it carries."""

    name: str
    agent: str
    mechanisms: tuple[str, ...]


PHASES: tuple[Phase, ...] = (
    Phase("open_day", "", ()),
    Phase("admit", "Hospital", ()),
    Phase("roster", "Staff", ("M2",)),
    Phase("weigh_workload", "Ward", ("M1", "M3", "M4")),
    Phase("meet_hazards", "Patient", ("M5",)),
    Phase("notice", "Staff", ("M6",)),
    Phase("speak_up", "Staff", ("M7",)),
    Phase("respond", "Manager", ("M8",)),
    Phase("learn", "Staff", ("M9",)),
    Phase("conform", "Staff", ("M6", "M10")),
    Phase("renew", "Staff", ("M2", "M3")),
    Phase("investigate", "Ward", ("M11",)),
    Phase("depart", "Patient", ("M1", "M14")),
    Phase("report_upward", "Manager", ("M13",)),
    Phase("lead", "Manager", ("M8",)),
    Phase("chase_target", "Hospital", ("M12",)),
    Phase("measure", "Hospital", ()),
    Phase("govern", "Hospital", ("M13",)),
    Phase("watch", "Regulator", ("M15",)),
    Phase("go_outside", "Staff", ("M16",)),
    Phase("expose", "Press", ("M16",)),
    Phase("inquire", "Inquiry", ("M17",)),
    Phase("share_lessons", "Staff", ("M18",)),
    Phase("agree_practice", "Ward", ("M18",)),
    Phase("go_round", "Hospital", ("M18",)),
    Phase("change_leaders", "Manager", ("M18",)),
)
