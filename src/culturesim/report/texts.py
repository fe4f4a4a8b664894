"""Fixed texts of the report: instruments, terms and limits."""

from __future__ import annotations

from typing import Any

from culturesim.report.html import Html, el, join, table

__all__ = ["glossary", "instruments", "limits"]

# Name, who sees it, what it counts, delay, how it can mislead; {x} is the value of parameter x.
_INSTRUMENTS = (
    (
        "Incident forms",
        "Ward managers, board",
        "Forms filed by staff about what they saw and took for a concern",
        "Running mean of {return_window:.0f} days",
        "Falls when people stop filing, which looks like safety",
    ),
    (
        "Nurse staffing return",
        "Board",
        "Registered-nurse shifts worked, agency included, over shifts funded",
        "Running mean of {return_window:.0f} days",
        "Stays full when funded posts are cut: the shortfall leaves the count",
    ),
    (
        "Formal complaints",
        "Board",
        "Patients and families who complain in writing after the stay",
        "Running mean of {return_window:.0f} days",
        "Falls when people expect nothing from it, or dare not",
    ),
    (
        "Complaints taken outside",
        "Regulator",
        "Complaints brushed off by the hospital and taken further",
        "Weeks to months after the complaint; fades over {alert_tau:.0f} days",
        "Needs a family with time and trust left",
    ),
    (
        "Mortality ratio",
        "Board, public",
        "Deaths over deaths predicted from recorded case mix, times 100",
        "Window of {ratio_window:.0f} days, published with a lag of {ratio_lag:.0f} days",
        "Random error of about {ratio_noise:g} points; deeper coding lowers it and saves nobody",
    ),
    (
        "Mortality chart",
        "Regulator",
        "Risk-adjusted CUSUM of deaths on each ward",
        "Days to months; an alert fades over {alert_tau:.0f} days",
        "False alarms; explained away as coding with chance {alert_explained:.0%}",
    ),
    (
        "Staff survey",
        "Board, public",
        "A sample of {survey_sample:.0%} of staff: recommend care, safe to speak, would act",
        "Once a year",
        "An average hides the worst wards; asked long before it is read",
    ),
    (
        "Board's dashboard",
        "Board",
        "Mean of staffing return, mortality, complaints, forms, and bad news from below",
        "That of its parts",
        "Silence from staff and patients makes it better",
    ),
    (
        "Inspection",
        "Regulator",
        "A visit that finds true harm above the reference with some chance",
        "Every {inspect_interval:.0f} days by diary, sooner on signals",
        "Notice lets the hospital show its better side",
    ),
)

_TERMS = {
    "Preventable harm": (
        "A harm to a patient beyond what would happen with every barrier of care at a level that "
        "good hospitals reach. Nobody in the hospital sees this number."
    ),
    "Failing": (
        "Preventable harm per bed-day, averaged over {harm_window:.0f} days, stays above "
        "{failing_multiple:g} times the reference ({per_1000:.3g} per 1,000 bed-days) for at "
        "least {failing_days:.0f} days. It began on the first of these days."
    ),
    "Knew": (
        "A level of the hospital held that things were bad: its view of bad news stood at "
        "{knew_view:g} or above, on a scale from 0 to 1, for {caught_days:.0f} days."
    ),
    "Caught": (
        "The first of those with power over the hospital to know while it was failing: the "
        "board, by warnings from below (it knew) or by its dashboard (at {caught_score:g} or "
        "below for {caught_days:.0f} days); the regulator, by an inspection that found it, or "
        "whistleblowers or families if theirs were the signals that sent it; or the press."
    ),
    "Concern": (
        "Something a member of staff saw and took to be wrong. It is raised, with a peer, the "
        "line manager, by form or past the line, or kept silent."
    ),
    "Fear and futility": (
        "What staff believe: that who speaks will suffer for it, and that nothing will happen. "
        "They are apart; both keep people silent."
    ),
    "Interval": (
        "Bootstrap percentile interval of the mean over runs, 95 %. It shows what the runs differ "
        "by: luck alone or, where plausible parameter sets were drawn, what published numbers "
        "leave open of the parameters too. It shows no doubt about the model's form."
    ),
}


def _values(results: Any) -> dict[str, float]:
    entries = results.provenance["parameters"].items()
    values = {name: float(entry["value"]) for name, entry in entries}
    return values | {"per_1000": 1000.0 * values["harm_reference"]}


def instruments(results: Any) -> Html:
    """Table of what each observer sees, how late, and how it can mislead.

    Parameters
    ----------
    results : Results
        For the values of parameters.

    Returns
    -------
    Html
        The table.
    """
    values = _values(results)
    rows = [[cell.format(**values) for cell in row] for row in _INSTRUMENTS]
    head = ["Instrument", "Seen by", "What it counts", "Delay", "How it misleads"]
    return table(head, rows, "words")


def glossary(results: Any) -> Html:
    """Definitions of the terms on the page, with this run's thresholds.

    Parameters
    ----------
    results : Results
        For the values of parameters.

    Returns
    -------
    Html
        A definition list.
    """
    values = _values(results)
    terms = ((el("dt", term), el("dd", text.format(**values))) for term, text in _TERMS.items())
    return el("dl", terms)


def limits() -> Html:
    """Say what the page is not.

    Returns
    -------
    Html
        Paragraphs.
    """
    return join(
        [
            el("p", "A model of many people in one hospital, day by day: staff notice and speak "
               "or stay silent, managers act or do not and pass on part of what they hear, "
               "patients are harmed or not, a regulator watches from outside. Each run draws its "
               "own luck; runs with the same seed share it, so that two scenarios can be compared "
               "like for like."),
            el("p", "What this is not: a prediction for a real hospital or ward, a record of a "
               "real one, or a judgement on anybody. Many of its numbers are assumed, and say so; "
               "the shape of a course and the order of scenarios deserve more trust than any "
               "single number. Counts of harm belong to the model, not to patients."),
        ]
    )  # fmt: skip
