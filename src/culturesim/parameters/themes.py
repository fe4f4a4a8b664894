"""Five more dials: the themes that inquiries find, each as a condition a hospital starts from.

The themes are those of Walshe and Higgins (BMJ 325:895, 2002). A dial sets what brings a theme
about; how much of it a run then shows is measured by the index of the same name in
`culturesim.outcomes.themes`. Turned to 0, the theme is cut: what a run no longer shows is what it
contributed. Like the headline dials, each line passes through the registry's default at the
setting of the ordinary hospital; end points are assumed (status A).
"""

from __future__ import annotations

__all__ = ["ORDINARY", "THEME_DIALS", "THEME_MAPPING"]

#: Setting of every theme in the ordinary hospital. [-]
ORDINARY = 0.2

#: Name and description of each dial, in the order of the paper.
THEME_DIALS: dict[str, str] = {
    "isolation": "Ties to other wards and hospitals that carry no lessons, and little contact with "
    "practice elsewhere: 0 is well connected, 1 is cut off.",
    "inadequate_leadership": "Known problems that are not tackled: little attention at the top, "
    "slow to spread, a high threshold for acting, little time for concerns.",
    "system_failure": "Checks that are absent or have decayed: weak built-in defences, forgotten "
    "lessons, latent hazards and operational problems.",
    "poor_communication": "Messages that are lost inside and with patients: pressure and fear "
    "filter them, remarks are not passed on, complaints are not upheld.",
    "disempowerment": "Staff without training or a say, and patients who are powerless and expect "
    "nothing of a complaint.",
}

#: Rows of (dial, parameter, value with the dial at 0, value with the dial at 1), linear between.
THEME_MAPPING: tuple[tuple[str, str, float, float], ...] = (
    ("isolation", "link_wards", 1.0, 0.0),
    ("isolation", "link_hospitals", 1.0, 0.0),
    ("isolation", "outside_contact", 0.25, 0.0),
    ("inadequate_leadership", "attention_base", 0.75, 0.25),
    ("inadequate_leadership", "tau_attention", 30.0, 105.0),
    ("inadequate_leadership", "act_half", 0.40, 0.65),
    ("inadequate_leadership", "handling_capacity", 3.5, 1.0),
    ("system_failure", "barrier_system", 0.34, 0.14),
    ("system_failure", "lessons_initial", 0.85, 0.10),
    ("system_failure", "hazard_initial", 0.60, 2.60),
    ("system_failure", "problem_inflow", 0.13, 0.18),
    ("system_failure", "standard_initial", 0.98, 0.83),
    ("poor_communication", "filter_pressure", 0.15, 0.40),
    ("poor_communication", "filter_fear", 0.20, 0.70),
    ("poor_communication", "heard_informal", 0.35, 0.10),
    ("poor_communication", "challenge_heeded", 0.65, 0.40),
    ("poor_communication", "upheld_half", 0.45, 0.70),
    ("disempowerment", "powerless_low", 0.10, 0.60),
    ("disempowerment", "powerless_high", 0.76, 0.96),
    ("disempowerment", "community_initial", 0.40, 0.90),
    ("disempowerment", "voice_constant", -0.8, -2.3),
    ("disempowerment", "skill_share", 0.30, 0.05),
)
