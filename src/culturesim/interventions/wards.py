"""Parameters that may differ between wards, so that a lever on them can be limited to some."""

from __future__ import annotations

from culturesim.interventions.lever import Lever

__all__ = ["WARD_PARAMETERS", "can_be_limited"]

_BY_WARD = """
establishment_registered_nurse establishment_support_worker establishment_doctor
establishment_allied_health rel_vacancy agency_cover absence_base absence_slope leave_rate
leave_energy leave_contacts leave_fear vacancy_shortest vacancy_longest energy_recovery
energy_drain energy_moral
work_registered_nurse work_support_worker work_doctor work_allied_health work_agency care_need
outlier_extra overtime_most practice_theta practice_most tau_standard_down tau_standard_up
standard_restoring problem_inflow problem_resolution problem_work problem_relief second_order
barrier_practice barrier_challenge barrier_system barrier_surveillance second_team
witness see_base see_missed notice_sd tolerance_harmless tolerance_harm near_miss_framing
risk_rate hierarchy_gradient skill_share challenge_share form_share bypass_share
handling_capacity feedback_to_speaker visibility learning_rate prior_fear prior_futility
belief_drift
tau_fix hazard_inflow hazard_fix hazard_fading lesson_rate lesson_memory
huddle_rate huddle_lessons walk_rounds walk_feedback socialisation induction induction_days
induction_pull code_learning contact_learning link_wards link_hospitals outside_contact
outside_learning newcomer_right newcomer_wrong
"""

#: Their names; both engines read them from the set of the ward (`World.ward_p`).
WARD_PARAMETERS: frozenset[str] = frozenset(_BY_WARD.split())


def can_be_limited(lever: Lever) -> bool:
    """Tell whether a lever can be limited to some wards.

    Parameters
    ----------
    lever : Lever
        The lever.

    Returns
    -------
    bool
        Whether something it is meant to change can differ between wards. What it does to a whole
        hospital, as a side effect does to money, then counts by the share of wards it covers.

    Examples
    --------
    >>> from culturesim.interventions import LEVERS
    >>> can_be_limited(LEVERS["huddles"]), can_be_limited(LEVERS["leaders-attention"])
    (True, False)
    """
    return any(effect.parameter in WARD_PARAMETERS for effect in lever.effects)
