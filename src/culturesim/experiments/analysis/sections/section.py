"""What a section of an analysis is made of, and the words that sections share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from culturesim.experiments.analysis.study import Study
from culturesim.experiments.analysis.told import unit_of

__all__ = ["Drawing", "Finding", "Options", "Section", "SkippedError"]
__all__ += ["amount", "amounts", "between", "joint_words", "listed", "n_words", "of_interest"]
__all__ += ["sureness"]

SURE, LIKELY, OPEN = "sure", "likely", "open"
_DEFAULT = ("is_failing", "fails_unseen", "preventable_harm_rate", "voice_share", "fear_end",
            "preventable_harms", "avoidable_deaths")  # fmt: skip


class SkippedError(Exception):
    """An analysis that the design does not permit; the message says why, for the page.

    Examples
    --------
    >>> str(SkippedError("needs a Saltelli design"))
    'needs a Saltelli design'
    """


@dataclass(frozen=True)
class Options:
    """What a person asked for.

    Attributes
    ----------
    outcomes : tuple of str
        Outcomes to look at; the most telling ones that were kept, if empty.
    pairs : tuple of (str, str)
        Factors of phase maps; the strongest pairs, if empty.
    cases : str
        Two-state outcome that scenario discovery looks for.

    Examples
    --------
    >>> Options().cases
    'fails_unseen'
    """

    outcomes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    cases: str = "fails_unseen"


@dataclass(frozen=True)
class Finding:
    """One sentence that a reader may quote.

    Attributes
    ----------
    text : str
        The sentence, with numbers, interval and n.
    strength : float
        For ordering: how much it matters, in [0, 1]. [-]
    sure : str
        ``"sure"`` if the interval leaves no doubt of the sentence, ``"likely"`` if what is picked
        is there but others may be as large, or holds in most resamples, ``"open"`` if it may be
        chance.

    Examples
    --------
    >>> Finding("Fear matters.", 0.5, "sure").sure
    'sure'
    """

    text: str
    strength: float
    sure: str


@dataclass(frozen=True)
class Drawing:
    """A picture that can be drawn at any width.

    Attributes
    ----------
    name : str
        File name without ending.
    label : str
        What it shows, in a sentence; also for screen readers.
    draw : callable
        Width in inches to figure.
    narrow : bool
        Whether it can be drawn for a phone.
    drawn : dict of float to Figure
        What has been drawn, by width.

    Examples
    --------
    >>> Drawing("map", "A map", lambda width: None).narrow
    True
    """

    name: str
    label: str
    draw: Callable[[float], Any]
    narrow: bool = True
    drawn: dict[float, Any] = field(default_factory=dict, repr=False, compare=False)

    def figure(self, width: float) -> Any:
        """Draw at a width once, and lay it out once, for page and files alike.

        Parameters
        ----------
        width : float
            Width. [inch]

        Returns
        -------
        Figure
            The picture.
        """
        if width not in self.drawn:
            figure = self.draw(width)
            figure.draw_without_rendering()
            figure.set_layout_engine("none")
            self.drawn[width] = figure
        return self.drawn[width]


@dataclass
class Section:
    """One analysis: words, pictures and tables.

    Attributes
    ----------
    key, title, how : str
        Name in file names, heading, and how it was done in a sentence or two.
    findings : list of Finding
        What it says.
    drawings : list of Drawing
        Pictures.
    tables : dict of str to DataFrame
        Tables by file name without ending.
    notes : list of str
        What could not be done.

    Examples
    --------
    >>> Section("map", "Phase map", "Cells.").findings
    []
    """

    key: str
    title: str
    how: str
    findings: list[Finding] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def of_interest(study: Study, options: Options, most: int = 4) -> list[str]:
    """Choose the outcomes to look at.

    Parameters
    ----------
    study : Study
        The runs.
    options : Options
        What was asked for.
    most : int
        Most outcomes, unless more were asked for.

    Returns
    -------
    list of str
        Those asked for, else the most telling ones that differ between runs.

    Raises
    ------
    InputError
        If an outcome that was asked for was not kept or never differs.

    Examples
    --------
    >>> design = pd.DataFrame({"point": [0, 1], "a": [0, 1]})
    >>> rows = pd.DataFrame({"point": [0, 1], "replicate": 0, "status": "done", "y": [1.0, 2.0]})
    >>> of_interest(Study.of("a", "grid", design, rows), Options())
    ['y']
    """
    if options.outcomes:
        return [study.check_outcome(name) for name in options.outcomes]
    there = study.outcomes
    chosen = [name for name in _DEFAULT if name in there]
    return (chosen or there)[:most]


def n_words(study: Study) -> str:
    """Say how many runs an analysis rests on.

    Parameters
    ----------
    study : Study
        The runs.

    Returns
    -------
    str
        A sentence.
    """
    return f"n = {study.n_runs:,} runs at {study.n_points:,} points."


def amount(value: float, outcome: str) -> str:
    """Write a value of an outcome, shares in percent.

    Parameters
    ----------
    value : float
        The value.
    outcome : str
        Its name, for the unit.

    Returns
    -------
    str
        The text with its unit.

    Examples
    --------
    >>> amount(0.25, "is_failing"), amount(12.0, "detection_days"), amount(-1200.0, "cost_money")
    ('25 %', '12 days', '-1,200 GBP')
    """
    unit = unit_of(outcome)
    if unit.startswith("share"):
        return f"{100.0 * value:.0f} %"
    size = abs(value)
    text = f"{value:,.0f}" if size >= 100 or value == round(value) else f"{value:.3g}"
    return f"{text} {unit}".strip()


def amounts(low: float, high: float, outcome: str) -> str:
    """Write two values of an outcome as a range.

    Parameters
    ----------
    low, high : float
        The values.
    outcome : str
        Its name, for the unit.

    Returns
    -------
    str
        The range with its unit once.

    Examples
    --------
    >>> amounts(0.25, 0.5, "is_failing"), amounts(1.0, 2.5, "detection_days")
    ('25 to 50 %', '1 to 2.5 days')
    """
    unit = "%" if unit_of(outcome).startswith("share") else unit_of(outcome)
    first = amount(low, outcome).removesuffix(unit).strip()
    return f"{first} to {amount(high, outcome)}"


def between(low: float, high: float, as_share: bool = True) -> str:
    """Write an interval.

    Parameters
    ----------
    low, high : float
        Its ends.
    as_share : bool
        Write in percent.

    Returns
    -------
    str
        In brackets, or words if there is none.

    Examples
    --------
    >>> between(0.1, 0.3), between(float("nan"), 1.0)
    ('(95 % interval 10 to 30 %)', '(too few to give an interval)')
    """
    if not (np.isfinite(low) and np.isfinite(high)):
        return "(too few to give an interval)"
    if as_share:
        return f"(95 % interval {100 * low:.0f} to {100 * high:.0f} %)"
    return f"(95 % interval {low:.3g} to {high:.3g})"


def joint_words(low: float, high: float, of: str, name: str = "", both: str = "") -> str:
    """Write the interval of something picked, which holds for all it was picked from.

    Parameters
    ----------
    low, high : float
        Its ends.
    of : str
        What it was picked from, as in ``"30 cells"``.
    name : str
        Outcome, for the unit; shares of variance if left out.
    both : str
        More to say inside the brackets.

    Returns
    -------
    str
        In brackets, or words if there is none.

    Examples
    --------
    >>> joint_words(0.1, 0.3, "12 factors")
    '(10 to 30 %, 95 % for all 12 factors at once)'
    >>> joint_words(float("nan"), 1.0, "3 levers", "deaths", "n = 1 pairs")
    '(too few to give an interval, n = 1 pairs)'
    """
    more = f", {both}" if both else ""
    if not (np.isfinite(low) and np.isfinite(high)):
        return f"(too few to give an interval{more})"
    ends = amounts(low, high, name) if name else f"{100 * low:.0f} to {100 * high:.0f} %"
    return f"({ends}, 95 % for all {of} at once{more})"


def sureness(low: float, against: float) -> str:
    """Grade a finding by the lower end of its interval and what it is compared with.

    Parameters
    ----------
    low : float
        Lower end; NaN if there is none.
    against : float
        What it should lie above.

    Returns
    -------
    str
        ``"sure"``, or ``"open"``.

    Examples
    --------
    >>> sureness(0.3, 0.1), sureness(float("nan"), 0.1)
    ('sure', 'open')
    """
    return SURE if np.isfinite(low) and low > against else OPEN


def listed(words: Iterable[str]) -> str:
    """Put words into a list as in a sentence.

    Parameters
    ----------
    words : iterable of str
        The words.

    Returns
    -------
    str
        The list.

    Examples
    --------
    >>> listed(["fear", "staffing", "huddles"])
    'fear, staffing and huddles'
    """
    found = list(words)
    return " and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)
