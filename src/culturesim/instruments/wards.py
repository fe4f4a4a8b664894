"""Instruments fed by people: forms, complaints, remarks and the staff survey."""

from __future__ import annotations

from culturesim.instruments import sources
from culturesim.instruments.kinds import DAILY, SURVEY, Instrument, Item

__all__ = ["WARD_INSTRUMENTS"]

INCIDENT_REPORTS = Instrument(
    name="incident_reports",
    label="Incident reporting system",
    claims="how many incidents happen",
    population="staff on shift who saw an incident or an everyday hazard and took it for a concern",
    sampling="those who speak at all and choose the form: about {form_share:.0%} of a nurse's "
    "raised everyday concerns at ordinary pressure, fewer under load",
    delay="the form reaches the ward manager the same day; the board sees a fading mean of about "
    "{return_window:.0f} days",
    noise="chance of being seen, of being taken for a concern, and of a form being chosen",
    cost="minutes of a nurse's shift for each form and handling by the ward manager, who manages "
    "{handling_capacity:g} concerns a day; the minutes are not charged in the model",
    gaming="staff who expect blame or no answer file less, and the falling count reads as safety",
    seen_by=("ward manager", "board"),
    shown=DAILY,
    items=(
        Item("forms", "ward.n_reports", "forms", "incident forms filed on the day"),
        Item("incidents", "ward.n_reported", "incidents", "incidents with at least one form"),
        Item("rate", "hospital.reports", "forms a bed-day", "rate on the board's dashboard"),
    ),
    stands_for=("ward.n_incidents", "ward.n_harms"),
    parameters=(
        "form_share", "form_event", "form_rel_doctor", "form_rel_other", "witness",
        "handling_capacity", "return_window", "score_reports_half",
    ),
    source=(sources.SARI_2007, sources.HUTCHINSON_2009),
)  # fmt: skip

FORMAL_COMPLAINTS = Instrument(
    name="formal_complaints",
    label="Formal complaints",
    claims="how many patients were badly treated",
    population="patients whose stay ends, and their families",
    sampling="those who write; power over the patient and an expectation that nothing will happen "
    "keep most from it",
    delay="on the day the stay ends; the board sees a fading mean of about {return_window:.0f} "
    "days",
    noise="few events: a small hospital has none for weeks",
    cost="a reply to each complaint; not charged in the model",
    gaming="brushing complaints off teaches those outside that it is no use, and fewer are made",
    seen_by=("board",),
    shown=DAILY,
    items=(
        Item("complaints", "ward.n_complaints", "complaints", "formal complaints of the day"),
        Item("upheld", "ward.n_upheld", "complaints", "of these, upheld"),
        Item("rate", "hospital.complaints", "complaints a bed-day", "rate on the dashboard"),
    ),
    stands_for=("ward.missed_care", "ward.n_harms"),
    parameters=(
        "complaint_constant", "complaint_experience", "complaint_harm", "complaint_powerless",
        "complaint_futility", "complaint_carer", "community_rate", "return_window",
        "score_complaints_half",
    ),
    source=(sources.HEALTHWATCH_2025, sources.QUALITYWATCH_2015),
)  # fmt: skip

INFORMAL_REMARKS = Instrument(
    name="informal_remarks",
    label="Informal remarks",
    claims="what patients and families make of the care",
    population="patients whose stay ends, and their families",
    sampling="those who say something at the bedside; weaker patients say less",
    delay="on the day; fades in the ward manager's impression over {heard_tau:.0f} days",
    noise="chance of a remark, and a weight of {heard_informal:g} beside a concern of staff",
    cost="none beyond listening",
    gaming="nobody writes them down: they stop at the ward manager unless passed up",
    seen_by=("ward manager",),
    shown=DAILY,
    items=(Item("remarks", "ward.n_informal", "remarks", "bedside remarks of the day"),),
    stands_for=("ward.missed_care", "ward.n_harms"),
    parameters=("informal_constant", "complaint_experience", "complaint_powerless",
                "notice_missed", "heard_informal", "heard_tau"),
    source=(sources.OHARA_2018, sources.HEALTHWATCH_2025),
)  # fmt: skip

ESCALATED_COMPLAINTS = Instrument(
    name="escalated_complaints",
    label="Complaints taken outside",
    claims="how many people the hospital failed to answer",
    population="people whose formal complaint was brushed off",
    sampling="a chance of {escalation:.0%} in 90 days; given up after about "
    "{unresolved_memory:.0f} days",
    delay="weeks to months after the complaint; fades in the regulator's score over "
    "{alert_tau:.0f} days",
    noise="few events",
    cost="a family's time; not charged in the model",
    gaming="upholding on paper, or making complaint useless in everybody's eyes",
    seen_by=("regulator",),
    shown=DAILY,
    items=(
        Item("complaints", "hospital.n_escalations", "complaints", "taken outside on the day"),
        Item("soft", "oversight.soft", "score", "regulator's fading score of them"),
    ),
    stands_for=("ward.missed_care", "ward.n_harms"),
    parameters=("escalation", "unresolved_memory", "alert_tau", "soft_weight"),
    source=(sources.OMBUDSMAN_2015,),
)

STAFF_SURVEY = Instrument(
    name="staff_survey",
    label="Annual staff survey",
    claims="whether staff would recommend the care, feel safe to speak and expect to be heard",
    population="staff in post on the survey day",
    sampling="each answers with a chance of {survey_sample:.0%}, whatever he or she thinks",
    delay="once a year, on day {survey_day} of 365; the last value stands until the next",
    noise="the sample, and yes-or-no answers to what is a matter of degree",
    cost="a quarter of an hour of each who answers (assumed); not charged in the model",
    gaming="a hospital-wide mean hides the worst wards; nobody is punished for an answer here",
    seen_by=("board", "regulator", "public"),
    shown=SURVEY,
    items=(
        Item("recommend", "hospital.survey_recommend", "share", "would recommend the care"),
        Item("safe", "hospital.survey_safe", "share", "safe to raise unsafe practice"),
        Item("heard", "hospital.survey_heard", "share", "the hospital would act"),
        Item("answers", "ward.n_staff", "people", "number of answers expected", "survey_sample"),
    ),
    stands_for=("ward.missed_care", "ward.fear_mean", "ward.futility_mean"),
    parameters=(
        "survey_day", "survey_sample", "recommend_constant", "recommend_care",
        "recommend_futility", "safe_constant", "safe_fear", "heard_constant", "heard_futility",
    ),
    source=(sources.GUARDIAN_2024, sources.ALLEN_2020),
)  # fmt: skip

WARD_INSTRUMENTS = (
    INCIDENT_REPORTS,
    FORMAL_COMPLAINTS,
    INFORMAL_REMARKS,
    ESCALATED_COMPLAINTS,
    STAFF_SURVEY,
)
