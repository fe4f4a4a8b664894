"""The five themes of inquiries in a report."""

from __future__ import annotations

from typing import Any

from culturesim.outcomes import THEMES
from culturesim.outcomes.spans import interval_name, interval_of
from culturesim.report.html import Html, el, join, table
from culturesim.report.story import outcomes_of
from culturesim.report.words import range_words

__all__ = ["themes"]

_ABOUT = (
    "The themes that Walshe and Higgins (2002) found in report after report of inquiries, each as "
    "an index from 0, nothing of it, to 1, over the last 90 days. Each is also a dial: turned to 0 "
    "it is cut, and what a run then no longer shows is what it contributed."
)


def themes(results: Any, hospital: str | None = None) -> Html:
    """Lay out the five themes as indices at the end of the runs.

    Parameters
    ----------
    results : Results
        The runs.
    hospital : str, optional
        Which hospital it is about, if there are several; the first if left out.

    Returns
    -------
    Html
        A heading, a paragraph and a table.

    Examples
    --------
    >>> themes.__name__
    'themes'
    """
    rows, lines = outcomes_of(results, hospital), []
    for name, theme in THEMES.items():
        interval = interval_of(rows[name].to_numpy(dtype=float), results.provenance)
        mean = f"{interval.mean:.2f}"
        lines.append([theme.label, mean, range_words(name, interval), theme.formula])
    head = ["Theme", "Mean", interval_name(results.provenance), "How it is worked out"]
    return join([el("h3", "The five themes of inquiries"), el("p", _ABOUT), table(head, lines)])
