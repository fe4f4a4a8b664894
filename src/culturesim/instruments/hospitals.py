"""Instruments fed by counts: staffing, mortality, waits, inspections, the board's dashboard."""

from __future__ import annotations

from culturesim.instruments import sources
from culturesim.instruments.kinds import DAILY, EDITION, SURVEY, Instrument, Item

__all__ = ["HOSPITAL_INSTRUMENTS"]

STAFFING_RETURN = Instrument(
    name="staffing_return",
    label="Nurse staffing return",
    claims="whether there are enough registered nurses",
    population="registered-nurse shifts that are funded and on the roster",
    sampling="all of them",
    delay="a fading mean of about {return_window:.0f} days",
    noise="none",
    cost="a count of the roster; not charged in the model",
    gaming="posts that are cut leave the denominator, so the return can read full on a ward with "
    "too few nurses; an agency shift counts like any other",
    seen_by=("board", "regulator"),
    shown=DAILY,
    items=(
        Item("fill", "hospital.fill", "share", "filled over planned shifts, fading mean"),
        Item("planned", "ward.n_rn_planned", "shifts", "funded nurse shifts of the day"),
        Item("worked", "ward.n_rn_on_shift", "shifts", "of these, worked by post holders"),
        Item("agency", "ward.n_rn_agency", "shifts", "of these, worked by agency staff"),
    ),
    stands_for=("ward.pressure", "ward.missed_care"),
    parameters=("return_window", "agency_cover", "establishment_registered_nurse"),
    source=(sources.ZARANKO_2023,),
)  # fmt: skip

MORTALITY_RATIO = Instrument(
    name="mortality_ratio",
    label="Standardised mortality ratio",
    claims="whether more patients die than should",
    population="patients whose stay ends",
    sampling="all of them, with the illness the coders recorded",
    delay="a fading mean of about {ratio_window:.0f} days, in print after a lag of about "
    "{ratio_lag:.0f} days more",
    noise="random error of about {ratio_noise:g} points in each edition, besides chance in deaths",
    cost="coding of every stay; not charged in the model",
    gaming="recording more illness (coding_depth, now {coding_depth:g}) raises the expected deaths "
    "and lowers the ratio; nobody lives longer for it",
    seen_by=("board", "regulator", "public"),
    shown=EDITION,
    items=(
        Item("ratio", "hospital.ratio", "points", "published ratio, 100 as expected"),
        Item("current", "hospital.ratio_current", "points", "the same before the lag of print"),
    ),
    stands_for=("ward.n_avoidable", "ward.n_excess"),
    parameters=("ratio_calibration", "coding_depth", "ratio_window", "ratio_lag", "ratio_noise",
                "score_ratio_best", "score_ratio_worst"),
    source=(sources.HOGAN_2015, sources.GIRLING_2012),
)  # fmt: skip

MORTALITY_CHART = Instrument(
    name="mortality_chart",
    label="CUSUM alerts",
    claims="that deaths on a ward have begun to exceed what its patients' illness explains",
    population="patients whose stay ends, ward by ward",
    sampling="all of them, with the illness the coders recorded",
    delay="days to years: a chart signals at {cusum_limit:g} and looks for odds of death times "
    "{cusum_odds:g}; small wards are slowest",
    noise="false alarms; an alert is explained away with a chance of {alert_explained:.0%}",
    cost="an analyst and a letter for each alert; not charged in the model",
    gaming="deeper coding lowers the chart as it lowers the ratio",
    seen_by=("regulator",),
    shown="ward.n_alerts",
    items=(
        Item("alerts", "ward.n_alerts", "alerts", "charts that signalled on the day"),
        Item("statistical", "oversight.statistical", "score", "regulator's fading score of them"),
    ),
    stands_for=("ward.n_avoidable", "ward.n_excess"),
    parameters=("cusum_odds", "cusum_limit", "ratio_calibration", "coding_depth",
                "alert_explained", "alert_tau"),
    source=(sources.STEINER_2000, sources.CECIL_2018),
)  # fmt: skip

FOUR_HOUR_FIGURE = Instrument(
    name="four_hour_figure",
    label="Reported four-hour figure",
    claims="how many emergency patients are seen within the limit",
    population="emergency admissions",
    sampling="all of them, as their waits were recorded against a limit of {target_limit:g} hours",
    delay="a fading mean of about {return_window:.0f} days; recorded waits the same day",
    noise="none in the figure; chance in the recorded waits",
    cost="recording is not charged in the model; gaming takes {gaming_cost:g} of the departments' "
    "capacity per share of patients gamed",
    gaming="under a threat (target_threat, now {target_threat:g}) waits over the limit are "
    "recorded as within it, {gaming_bunching:.0%} of them just inside; audits "
    "(target_audit, now {target_audit:g}) lower it",
    seen_by=("board", "regulator", "public"),
    shown=DAILY,
    items=(
        Item("reported", "hospital.seen_reported", "share", "reported as seen within the limit"),
        Item("target", "hospital.target_level", "share", "what the target asks for"),
        Item("early", "hospital.n_reported_early", "patients", "recorded as well within the limit"),
        Item("just", "hospital.n_reported_just", "patients", "recorded as just inside it"),
        Item("over", "hospital.n_reported_over", "patients", "recorded as over it"),
    ),
    stands_for=("hospital.seen_in_time", "hospital.wait_median"),
    parameters=("target_limit", "target_inside", "return_window", "target_threat", "target_audit",
                "target_survey", "gaming_most", "gaming_bunching", "gaming_cost"),
    source=(sources.BEVAN_HOOD_2006, sources.MASON_2012),
)  # fmt: skip

PATIENT_SURVEY = Instrument(
    name="patient_survey",
    label="Independent patient survey",
    claims="how many emergency patients were seen within the limit",
    population="emergency patients of the month before the survey day",
    sampling="{patient_survey_n} answers, as if drawn at random",
    delay="once a year, on day {survey_day} of 365; the last value stands until the next",
    noise="the sample",
    cost="forms and their return; not charged in the model",
    gaming="not at all: patients are asked, not records",
    seen_by=("board", "regulator", "public"),
    shown=SURVEY,
    items=(Item("waits", "hospital.survey_waits", "share", "said to be seen within the limit"),),
    stands_for=("hospital.seen_in_time",),
    parameters=("patient_survey_n", "survey_day", "target_limit", "return_window"),
    source=(sources.BEVAN_HOOD_2006,),
)  # fmt: skip

INSPECTION = Instrument(
    name="inspection",
    label="Inspection findings",
    claims="whether the hospital is safe",
    population="the hospital, on the days of a visit",
    sampling="by diary, or when the regulator's score reaches {inspect_threshold:g}",
    delay="every {inspect_interval:.0f} days by diary, sooner on signals but at least "
    "{inspect_gap:.0f} days apart",
    noise="a failing hospital is missed with a chance that falls with how bad it is",
    cost="preparation and the visit itself; not charged in the model",
    gaming="notice hides a share of {inspect_veil:.0%} of what is there; a good picture of itself "
    "keeps the visit away",
    seen_by=("regulator", "board", "public"),
    shown="oversight.is_inspected",
    items=(
        Item("reason", "oversight.is_inspected", "code", "1 by diary, 2 on signals"),
        Item("found", "oversight.is_finding", "bool", "whether it found something"),
        Item("step", "oversight.step", "step", "step on the sanction pyramid afterwards"),
        Item("score", "oversight.score", "score", "what the regulator had made of its signals"),
    ),
    stands_for=("ward.n_preventable",),
    parameters=("inspect_threshold", "inspect_interval", "inspect_gap", "inspect_iota",
                "inspect_veil", "reliance", "soft_weight"),
    source=(sources.ALLEN_2020, sources.GRIFFITHS_2017),
)  # fmt: skip

BOARD_DASHBOARD = Instrument(
    name="board_dashboard",
    label="Board's dashboard",
    claims="whether all is well",
    population="the hospital, as its other instruments and its managers show it",
    sampling="five scores of equal weight; where there is a threat (target_threat) also the "
    "reported four-hour figure over its target, with weight {target_score:g}",
    delay="that of its parts; the mortality score is the slowest",
    noise="that of its parts",
    cost="a report to each meeting; not charged in the model",
    gaming="silence improves it: fewer forms, fewer complaints and less bad news from below all "
    "raise the score, and each level keeps some news back",
    seen_by=("board",),
    shown=DAILY,
    items=(
        Item("picture", "hospital.board_picture", "score", "mean of the scores, 1 all well"),
        Item("fill", "hospital.score_fill", "score", "nurse staffing return"),
        Item("ratio", "hospital.score_ratio", "score", "published mortality ratio"),
        Item("complaints", "hospital.score_complaints", "score", "few formal complaints"),
        Item("reports", "hospital.score_reports", "score", "few incident forms"),
        Item("escalated", "hospital.score_escalated", "score", "little bad news from below"),
    ),
    stands_for=("ward.n_preventable", "hospital.true_view"),
    parameters=("score_ratio_best", "score_ratio_worst", "score_complaints_half",
                "score_reports_half", "filter_base", "filter_pressure", "filter_fear",
                "board_bypass", "target_threat", "target_score"),
    source=("A: five scores, equal weights; a convention of this model", sources.GRIFFITHS_2017),
)  # fmt: skip

HOSPITAL_INSTRUMENTS = (
    STAFFING_RETURN,
    MORTALITY_RATIO,
    MORTALITY_CHART,
    FOUR_HOUR_FIGURE,
    PATIENT_SURVEY,
    INSPECTION,
    BOARD_DASHBOARD,
)
