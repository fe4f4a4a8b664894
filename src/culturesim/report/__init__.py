"""One page about a set of runs that opens anywhere without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from culturesim.report.html import Html, el, join
from culturesim.report.story import tell

__all__ = ["render", "tell"]

MOST_DRAWN = 6  # hospitals whose posts are drawn side by side


def render(results: Any, hospital: str | None = None) -> str:
    """Write the report of a set of runs.

    Parameters
    ----------
    results : Results
        The runs.
    hospital : str, optional
        Which hospital it is about, if there are several; the first if left out.

    Returns
    -------
    str
        A whole HTML page with its style and pictures inside; it fetches nothing.

    Raises
    ------
    InputError
        If there is no such hospital.

    Examples
    --------
    >>> render.__name__
    'render'
    """
    from culturesim.plots import Plots

    plots = Plots(results, hospital)
    title = results.provenance["scenario"]["title"]
    style = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"{title} - culturesim"),
        el("style", Html(style)),
    )
    body = el("body", el("main", _body(results, plots, hospital)))
    return "<!doctype html>\n" + el("html", head, body, lang="en-GB") + "\n"


def _body(results: Any, plots: Any, hospital: str | None) -> list[Html]:
    from culturesim.report import inquiry, sections, texts
    from culturesim.report.system import hospitals
    from culturesim.report.themes import themes

    return [
        _opening(results, hospital),
        hospitals(results) if hospital is None else Html(""),
        el("h2", "Outcomes"),
        sections.cards(results, hospital),
        el("h2", "What happened, and what the board saw"),
        sections.timeline(results),
        sections.pictures_note(results),
        _picture(plots.truth_and_board, "Preventable harm, the board's dashboard and the published "
                 "mortality ratio over time", "truth"),
        el("h2", "Culture"),
        _picture(plots.culture, "Fear, futility, voice and energy over time", "culture"),
        themes(results, hospital),
        el("h2", "Staffing and care"),
        _picture(plots.staffing, "Nurse shifts and care left undone over time", "staffing"),
        el("h2", "Who knew what, and who caught it"),
        el("p", "Each level's view of how bad things are, from 0, all well, to 1. What a level "
           "keeps back does not reach the next one."),
        _picture(plots.who_knew, "View of bad news by level of the hospital over time", "knew"),
        sections.who_knew(results, hospital),
        sections.who_caught(results, hospital),
        inquiry.one_run(results, hospital),
        el("h2", "What each observer could see"),
        texts.instruments(results),
        el("h2", "The organisation"),
        *_organisation(results, plots),
        sections.wards(results),
        el("h2", "What was assumed"),
        sections.assumed(results),
        el("h2", "Terms"),
        texts.glossary(results),
        el("h2", "How this was made, and what it is not"),
        texts.limits(),
        sections.provenance(results),
    ]  # fmt: skip


def _organisation(results: Any, plots: Any) -> list[Html]:
    """Draw every post, unless there are too many hospitals for one picture."""
    n = len(results.provenance["organisation"]["hospitals"])
    if n > MOST_DRAWN:
        return [el("p", f"{n} hospitals are too many to draw post by post.", class_="note")]
    return [
        el("p", "From the board down to each ward, a square a post, coloured by the share of "
           "concerns that staff kept silent."),
        _picture(plots.organisation, "The organisation, wards coloured by silence", "organisation",
                 narrow=False),
    ]  # fmt: skip


def _opening(results: Any, hospital: str | None) -> Html:
    scenario = results.provenance["scenario"]
    parts = [
        el("p", f"culturesim report on the scenario {scenario['name']}", class_="kind"),
        el("h1", scenario["title"]),
    ]
    if scenario["summary"]:
        parts.append(el("p", scenario["summary"]))
    story = [" ".join(tell(results, hospital))]
    if hospital is None and len(results.provenance["organisation"]["hospitals"]) > 1:
        from culturesim.report.system import system_words

        story = [system_words(results), *story]
    parts.append(el("div", *(el("p", words) for words in story), class_="story"))
    if scenario["expectation"]:
        parts.append(el("p", el("b", "What to look for: "), scenario["expectation"]))
    return join(parts)


def _picture(draw: Any, label: str, name: str, narrow: bool = True) -> Html:
    from culturesim.report.pictures import picture

    return picture(lambda width: draw(width=width, title=False), label, name, narrow)
