"""Which recorded columns are truth, and which somebody in the system knows.

Truth is what happens to patients and what goes on in people's minds. It is recorded for the reader
of a run; nobody inside the model holds it, and no instrument may read it. Everything else is on
some roster, register, form, chart or dashboard. Names are ``population.column``.
"""

from __future__ import annotations

__all__ = ["KNOWN", "TRUTH"]


def _names(population: str, text: str) -> frozenset[str]:
    return frozenset(f"{population}.{name}" for name in text.split())


#: Recorded columns nobody inside the model sees.
TRUTH: frozenset[str] = _names(
    "ward",
    """
    need capacity overtime pressure corner practice missed_care rel_death n_rn_missed
    problems problem_inflow hazard lessons common challenge
    standard_mean fear_mean futility_mean energy_mean voice_mean moral_mean
    n_exposures n_incidents n_near_misses n_harms n_preventable n_serious
    n_avoidable n_excess n_harmed_stays
    n_concerns n_voiced n_silent n_challenges n_punished diverted n_wronged
    know_how huddle n_turns n_beyond
    hazard_gathered
    """,
) | _names(
    "hospital",
    """
    true_view harm_rate attention pressure unresolved community_futility
    wait_median rel_wait seen_in_time n_waits_early n_waits_just n_waits_over
    target_pressure target_effort target_gaming
    round_view tone_blame tone_attention tone_money handover
    readiness sanction_pressure sanction_blame sanction_support
    n_reached_board n_reached_division n_reached_executive n_reached_past n_reached_ward
    families_apart n_retaliated seen_retaliated seen_heeded outcry evidence change
    """,
)

#: Recorded columns that are on paper, or that somebody in the system holds.
KNOWN: frozenset[str] = (
    _names(
        "ward",
        """
        n_staff n_patients n_outliers n_admissions n_waiting n_discharges n_stay_days
        n_deaths observed_deaths expected_deaths cusum n_alerts
        n_on_shift n_rostered n_absent n_leavers n_joiners rn_usual
        n_rn_planned n_rn_on_shift n_rn_agency
        n_told n_reports n_reported n_bypass n_arrivals heard_today
        n_acted n_ignored n_answered n_pending n_fixed
        n_complaints n_upheld n_informal n_huddles n_visits n_visits_answered
        """,
    )
    | _names(
        "hospital",
        """
        occupancy n_patients n_turned_away n_escalations scrutiny
        division_view executive_view board_view board_picture
        score_fill score_ratio score_complaints score_reports score_escalated
        fill complaints reports observed expected ratio_current ratio
        survey_recommend survey_safe survey_heard survey_waits
        preparing rating funnel_z is_funnel_outlier n_alerts_today
        shared_statistical shared_soft shared_returns sharing calm
        target_level seen_reported n_reported_early n_reported_just n_reported_over
        n_chiefs
        n_outside_regulator n_outside_press outside_score press_faces n_found finding_score
        campaign is_campaign n_letters letters_score story stories
        public_attention is_attended is_scandal is_sitting day_scandal day_report day_reported
        recommendations recommendations_open recommendations_done recommendations_listed
        reform_load posts_granted stigma
        """,
    )
    | _names(
        "oversight",
        """
        statistical soft score step day_next day_last n_inspections n_findings
        is_inspected is_finding returns wants is_waiting n_clean
        """,
    )
)
