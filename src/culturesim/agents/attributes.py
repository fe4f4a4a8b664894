"""Columns as typed attributes: the names an editor offers, and what each cell holds.

The attributes themselves are made from `culturesim.state.schema`, which says what they mean; a test
keeps the two lists equal.
"""

from __future__ import annotations

__all__ = [
    "CaseColumns",
    "HospitalColumns",
    "ManagerColumns",
    "PatientColumns",
    "StaffColumns",
    "TeamColumns",
    "WardColumns",
]


class StaffColumns:
    """Columns of the population ``staff``; codes and flags are whole numbers."""

    energy: float
    fear: float
    futility: float
    norm: float
    tolerance: float
    tolerance_seen: float
    standard: float
    risk_belief: float
    skill: float
    disposition: float
    conviction: float
    moral_load: float
    p_voice: float
    contacts_left: float
    enforcement: float
    concern: float
    post_rank: float
    profession: int
    grade: int
    ward_row: int
    team_row: int
    roster_offset: int
    incumbent: int
    is_spare: int
    is_funded: int
    is_in_post: int
    day_filled: int
    is_rostered: int
    is_on_shift: int
    is_loyal: int
    is_committed: int
    is_enforcing: int
    enforcing_next: int
    concern_event: int
    concern_kind: int
    channel: int
    is_acted: int
    is_punished: int
    is_answered: int
    n_ignored: int
    n_seen: int
    n_seen_punished: int
    n_seen_nothing: int
    n_left_today: int
    n_warned: int
    practice_yes: int
    practice_no: int
    is_model: int


class TeamColumns:
    """Columns of the population ``team``; codes and flags are whole numbers."""

    event_severity: float
    ward_row: int
    n_events: int
    event_class: int
    event_id: int
    n_witnesses: int
    n_reports: int
    n_handled: int
    n_punished: int
    n_nothing: int


class WardColumns:
    """Columns of the population ``ward``; codes and flags are whole numbers."""

    arrival_rate: float
    need_share: float
    need: float
    capacity: float
    overtime: float
    pressure: float
    corner: float
    missed_care: float
    rel_death: float
    problems: float
    problem_inflow: float
    hazard: float
    hazard_gathered: float
    rn_usual: float
    lessons: float
    common: float
    practice: float
    challenge: float
    standard_mean: float
    fear_mean: float
    futility_mean: float
    energy_mean: float
    voice_mean: float
    moral_mean: float
    heard_today: float
    cusum: float
    observed_deaths: float
    expected_deaths: float
    diverted: float
    know_how: float
    huddle: float
    hospital_row: int
    division_row: int
    beds: int
    n_staff: int
    n_patients: int
    n_outliers: int
    n_pending: int
    code_yes: int
    code_no: int
    hazard_event: int
    n_admissions: int
    n_waiting: int
    n_on_shift: int
    n_rn_planned: int
    n_rn_on_shift: int
    n_rn_agency: int
    n_absent: int
    n_rostered: int
    n_rn_missed: int
    n_fixed: int
    n_exposures: int
    n_incidents: int
    n_near_misses: int
    n_harms: int
    n_preventable: int
    n_serious: int
    n_concerns: int
    n_voiced: int
    n_silent: int
    n_challenges: int
    n_told: int
    n_reports: int
    n_bypass: int
    n_reported: int
    n_arrivals: int
    n_acted: int
    n_ignored: int
    n_punished: int
    n_answered: int
    n_leavers: int
    n_joiners: int
    n_discharges: int
    n_deaths: int
    n_avoidable: int
    n_excess: int
    n_harmed_stays: int
    n_stay_days: int
    n_complaints: int
    n_upheld: int
    n_informal: int
    n_alerts: int
    n_wronged: int
    n_turns: int
    n_beyond: int
    n_huddles: int
    n_visits: int
    n_visits_answered: int


class PatientColumns:
    """Columns of the population ``patient``; codes and flags are whole numbers."""

    acuity: float
    risk: float
    powerlessness: float
    missed_sum: float
    bed_ward_row: int
    is_present: int
    home_row: int
    arrival: int
    day_admitted: int
    day_leaves: int
    age_band: int
    has_carer: int
    worst_harm: int
    is_preventable: int
    dies_today: int
    n_low_days: int
    n_full_days: int
    outcome: int
    event_id: int


class ManagerColumns:
    """Columns of the population ``manager``; codes and flags are whole numbers."""

    blame: float
    attention: float
    pressure_felt: float
    heard: float
    badness: float
    filter: float
    inbox: float
    style_blame: float
    handover: float
    level: int
    hospital_row: int
    ward_row: int
    division_row: int
    parent_row: int
    n_inbox: int
    n_inbox_ever: int
    incumbent: int
    day_came: int


class HospitalColumns:
    """Columns of the population ``hospital``; codes and flags are whole numbers."""

    occupancy: float
    attention: float
    pressure: float
    scrutiny: float
    true_view: float
    division_view: float
    executive_view: float
    board_view: float
    board_picture: float
    score_fill: float
    score_ratio: float
    score_complaints: float
    score_reports: float
    score_escalated: float
    observed: float
    expected: float
    ratio_current: float
    ratio: float
    fill: float
    complaints: float
    reports: float
    harm_rate: float
    unresolved: float
    community_futility: float
    survey_recommend: float
    survey_safe: float
    survey_heard: float
    wait_median: float
    rel_wait: float
    seen_in_time: float
    seen_reported: float
    target_level: float
    target_pressure: float
    target_effort: float
    target_gaming: float
    survey_waits: float
    own_fear: float
    own_initial_fear: float
    own_blame: float
    own_attention: float
    own_pressure: float
    rel_posts: float
    own_coding: float
    readiness: float
    preparing: float
    rating: float
    funnel_z: float
    sanction_pressure: float
    sanction_blame: float
    sanction_support: float
    shared_statistical: float
    shared_soft: float
    shared_returns: float
    sharing: float
    calm: float
    families_apart: float
    campaign: float
    outside_score: float
    letters_score: float
    finding_score: float
    press_faces: float
    stories: float
    outcry: float
    public_attention: float
    evidence: float
    recommendations: float
    recommendations_open: float
    recommendations_done: float
    recommendations_listed: float
    change: float
    reform_load: float
    posts_granted: float
    stigma: float
    round_view: float
    tone_blame: float
    tone_attention: float
    tone_money: float
    handover: float
    n_beds: int
    n_division_managers: int
    n_executives: int
    n_patients: int
    n_turned_away: int
    n_escalations: int
    n_reached_ward: int
    n_reached_division: int
    n_reached_executive: int
    n_reached_board: int
    n_reached_past: int
    n_waits_early: int
    n_waits_just: int
    n_waits_over: int
    n_reported_early: int
    n_reported_just: int
    n_reported_over: int
    n_alerts_today: int
    is_funnel_outlier: int
    n_outside_regulator: int
    n_outside_press: int
    n_retaliated: int
    seen_retaliated: int
    seen_heeded: int
    n_found: int
    n_letters: int
    is_campaign: int
    story: int
    is_scandal: int
    is_sitting: int
    is_attended: int
    day_scandal: int
    day_report: int
    day_reported: int
    outside_event: int
    campaign_event: int
    story_event: int
    inquiry_event: int
    sound: int
    n_chiefs: int


class CaseColumns:
    """Columns of the population ``oversight``; codes and flags are whole numbers."""

    statistical: float
    soft: float
    score: float
    returns: float
    regulator_row: int
    hospital_row: int
    step: int
    day_next: int
    day_last: int
    n_inspections: int
    n_findings: int
    is_inspected: int
    is_finding: int
    lead: int
    wants: int
    is_waiting: int
    n_clean: int


class RegulatorColumns:
    """Columns of the population ``regulator``; codes and flags are whole numbers."""

    capacity: float
    left: float
    rel_threshold: float
    rel_interval: float
    rel_reliance: float
    own_deterrence: float
    remit: int
    signals: int
    is_sharing: int
    is_announcing: int
    depth_diary: int
    depth_signals: int
    n_visits: int
