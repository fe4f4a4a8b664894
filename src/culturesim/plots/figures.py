"""The pictures over time, and the headline outcomes over runs."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from culturesim.outcomes import KEPT_BACK, OUTCOMES
from culturesim.outcomes.caught import VIEWS
from culturesim.outcomes.spans import has_sets, interval_of, span_words
from culturesim.plots.style import (
    BLUE,
    GREEN,
    INK,
    MUTED,
    SIZE,
    VERMILION,
    Picture,
    band,
    date_axis,
    mark_timeline,
    notes,
    panel_title,
    style_axes,
)
from culturesim.plots.wide import Wide

__all__ = ["HEADLINE", "NARROW", "draw_culture", "draw_outcomes", "draw_staffing", "draw_truth"]
__all__ += ["draw_who_knew"]

NARROW = 5.0  # inches; below this panels stand under each other

#: Outcomes drawn by :func:`draw_outcomes`.
HEADLINE = (
    "preventable_harm_rate",
    "avoidable_deaths",
    "missed_care",
    "voice_share",
    "fear_end",
    "futility_end",
    "patients_per_nurse",
    "picture_end",
)


def _value(results: Any, parameter: str) -> float:
    return float(results.provenance["parameters"][parameter]["value"])


def _finish(figure: Picture, panels: Sequence[Axes], results: Any, width: float, title: str,
            lines: Sequence[str] = ()) -> Picture:  # fmt: skip
    """Dates, marks, title and small print, the same for every picture over time."""
    scenario = results.provenance["scenario"]
    start = dt.date.fromisoformat(scenario["start"])
    columns = len({axes.get_subplotspec().colspan.start for axes in panels})  # type: ignore[union-attr]
    for axes in panels:
        style_axes(axes)
        date_axis(axes, width / columns < NARROW)
    days = results.provenance["days"]
    shown = [change for change in scenario["timeline"] if change["day"] <= days]
    mark_timeline(panels, shown, start, days, width / columns)
    if title:
        figure.suptitle(title, fontsize=SIZE + 3, color=INK, x=0.01, ha="left")
        notes(figure, [*lines, runs_note(results.provenance), *timeline_notes(scenario)], width)
    return figure


def runs_note(provenance: dict[str, Any]) -> str:
    """Say what line and bands are, and what the bands span.

    Parameters
    ----------
    provenance : dict
        Of results.

    Returns
    -------
    str
        One sentence or two.

    Examples
    --------
    >>> runs_note({"seeds": [0]})
    'One run.'
    """
    words = f"{span_words(provenance)}."
    if len(provenance["seeds"]) == 1:
        return words
    return f"{words} Line, the median; bands, the middle half and the middle nine tenths of runs."


def timeline_notes(scenario: dict[str, Any]) -> list[str]:
    """List the numbered changes of a scenario with their dates.

    Parameters
    ----------
    scenario : dict
        From the provenance.

    Returns
    -------
    list of str
        One line each.

    Examples
    --------
    >>> change = {"day": 2, "ramp_days": 0, "label": "Posts cut", "set": {}}
    >>> timeline_notes({"start": "2005-01-01", "timeline": [change]})
    ['1  2 January 2005: Posts cut']
    """
    start = dt.date.fromisoformat(scenario["start"])
    lines = []
    for number, change in enumerate(scenario["timeline"], start=1):
        day = start + dt.timedelta(days=change["day"] - 1)
        label = change["label"] or ", ".join(f"{k} = {v}" for k, v in change["set"].items())
        ramp = f" (over {change['ramp_days']} days)" if change["ramp_days"] else ""
        lines.append(f"{number}  {day.day} {day:%B} {day.year}: {label}{ramp}")
    return lines


def _grid(width: float, n: int, columns: int, height: float) -> tuple[Picture, list[Axes]]:
    """Make a figure of n panels in at most so many columns."""
    columns = columns if width >= NARROW else 1
    rows = math.ceil(n / columns)
    figure = Picture(width, height * rows + 0.3)
    axes = figure.subplots(rows, columns, sharex=columns == 1, squeeze=False)
    return figure, [axes[k // columns][k % columns] for k in range(n)]


def draw_truth(results: Any, hospital: str | None, width: float, title: bool) -> Picture:
    """Draw what happened to patients above what the board saw, on one axis of time."""
    wide = Wide(results, hospital)
    figure, panels = _grid(width, 3, 1, 1.75)
    harm = 1000.0 * wide.ratio("n_preventable", "n_patients", smooth=3)
    band(panels[0], wide.x, harm, VERMILION)
    _failing_above(panels[0], results)
    panels[0].set_ylim(0.0, None)
    panel_title(panels[0], "What happened: preventable harm", "per 1,000 bed-days", width)
    band(panels[1], wide.x, wide.level("board_picture"), BLUE)
    panels[1].set_ylim(0.0, 1.0)
    panel_title(panels[1], "What the board saw: its dashboard", "1 = all well", width)
    band(panels[2], wide.x, wide.level("ratio"), BLUE)
    panels[2].axhline(100.0, color=INK, linewidth=1.0, linestyle="--")
    _beside(panels[2], 100.0, "as expected")
    panel_title(panels[2], "What was published: mortality ratio", "100 = as expected", width)
    lines = ["Harm is averaged over the 84 days before."]
    heading = "What happened, and what the board saw" if title else ""
    return _finish(figure, panels, results, width, heading, lines)


def _failing_above(axes: Axes, results: Any) -> None:
    """Draw the line above which a hospital is failing; a belt where each run has its own."""
    own = results.provenance.get("harm_references") or [_value(results, "harm_reference")]
    limits = 1000.0 * _value(results, "failing_multiple") * np.array(own, dtype=float)
    low, middle, high = np.percentile(limits, [5, 50, 95])
    axes.axhline(middle, color=INK, linewidth=1.0, linestyle="--")
    if high > low:
        axes.axhspan(low, high, color=INK, alpha=0.07, linewidth=0)
        _beside(axes, middle, "failing above; by parameter set")
    else:
        _beside(axes, middle, "failing above this line")


def _beside(axes: Axes, y: float, text: str) -> None:
    axes.annotate(text, (1.0, y), xycoords=("axes fraction", "data"), xytext=(-2, 2),
                  textcoords="offset points", ha="right", va="bottom",
                  fontsize=SIZE - 1, color=INK)  # fmt: skip


def draw_culture(results: Any, hospital: str | None, width: float, title: bool) -> Picture:
    """Draw fear, futility, voice and energy."""
    wide = Wide(results, hospital)
    figure, panels = _grid(width, 4, 2, 1.75)
    for axes, (name, words, colour) in zip(
        panels,
        (
            ("fear_mean", "Fear: “speaking will cost me”", VERMILION),
            ("futility_mean", "Futility: “speaking changes nothing”", VERMILION),
            ("", "Voice: share of concerns raised", BLUE),
            ("energy_mean", "Energy: how rested staff are", GREEN),
        ),
        strict=True,
    ):
        runs = wide.level(name) if name else wide.ratio("n_voiced", "n_concerns")
        band(axes, wide.x, runs, colour)
        axes.set_ylim(0.0, 1.0)
        panel_title(axes, words, "0 to 1", width / (2 if width >= NARROW else 1))
    return _finish(figure, panels, results, width, "Culture" if title else "")


def draw_staffing(results: Any, hospital: str | None, width: float, title: bool) -> Picture:
    """Draw nurse shifts funded and worked, and care left undone."""
    wide = Wide(results, hospital)
    figure, panels = _grid(width, 2, 1, 2.0)
    own, agency = wide.daily("n_rn_on_shift"), wide.daily("n_rn_agency")
    band(panels[0], wide.x, wide.daily("n_rn_planned"), INK, "funded", "--")
    band(panels[0], wide.x, own + agency, GREEN, "worked, agency included")
    band(panels[0], wide.x, own, BLUE, "worked by own staff")
    panels[0].legend(fontsize=SIZE - 0.5, frameon=False, labelcolor=INK, loc="lower left",
                     ncols=3 if width >= NARROW else 1)  # fmt: skip
    panels[0].set_ylim(0.0, 1.15 * panels[0].get_ylim()[1])  # room for the numbers of changes
    panel_title(panels[0], "Registered-nurse shifts", "a day", width)
    band(panels[1], wide.x, wide.level("missed_care"), VERMILION)
    panels[1].yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    panels[1].set_ylim(0.0, None)
    panel_title(panels[1], "Care left undone", "share of needed care", width)
    return _finish(figure, panels, results, width, "Staffing and care" if title else "")


def draw_who_knew(results: Any, hospital: str | None, width: float, title: bool) -> Picture:
    """Draw how bad each level took things to be, from the board down to the wards."""
    wide = Wide(results, hospital)
    figure, panels = _grid(width, 4, 1, 1.15)
    limit = _value(results, "knew_view")
    outcomes = _of_hospital(results, hospital)
    kept = {level: outcomes[column].mean() for column, level in KEPT_BACK.items()}
    for axes, level in zip(panels, reversed(VIEWS), strict=True):
        band(axes, wide.x, wide.level(VIEWS[level]), BLUE)
        axes.axhline(limit, color=INK, linewidth=1.0, linestyle="--")
        axes.set_ylim(0.0, 1.0)
        axes.set_yticks([0.0, 0.5, 1.0])
        after = "the board, past the line included" if level == "executives" else "the next level"
        passed = f": {kept[level]:.0%} less reached {after}" if level in kept else ""
        panel_title(axes, f"{level.capitalize()}{passed}", "", width)
    _beside(panels[0], limit, "knew, at or above this line")
    lines = ["Each level's view of how bad things are: 0 all well, 1 as bad as can be."]
    return _finish(figure, panels, results, width, "Who knew what" if title else "", lines)


def _of_hospital(results: Any, hospital: str | None) -> Any:
    outcomes = results.outcomes
    place = hospital or results.provenance["organisation"]["hospitals"][0]
    return outcomes[outcomes["hospital"] == place]


def draw_outcomes(results: Any, hospital: str | None, width: float, title: bool) -> Picture:
    """Draw headline outcomes: a dot a run, the mean and its interval."""
    figure = Picture(width, 0.95 * len(HEADLINE) / (2 if width >= NARROW else 1) + 0.5)
    columns = 2 if width >= NARROW else 1
    axes = figure.subplots(math.ceil(len(HEADLINE) / columns), columns, squeeze=False)
    outcomes = _of_hospital(results, hospital)
    for k, name in enumerate(HEADLINE):
        _strip(axes[k // columns][k % columns], outcomes[name].to_numpy(), name, width / columns,
               results.provenance)  # fmt: skip
    if title:
        figure.suptitle("Outcomes", fontsize=SIZE + 3, color=INK, x=0.01, ha="left")
        bar = ("middle nine tenths of runs" if has_sets(results.provenance)
               else "95 % bootstrap interval of the mean")  # fmt: skip
        small = f"{span_words(results.provenance)}. A dot a run; tick, mean; bar, {bar}."
        notes(figure, [small], width)
    return figure


def _strip(axes: Axes, values: Any, name: str, width: float, provenance: Any) -> None:
    """One outcome as a strip of dots with mean and interval."""
    interval = interval_of(values, provenance)
    spread = np.random.default_rng(0).uniform(-0.25, 0.25, len(values))
    axes.scatter(values, spread, s=14, color=BLUE, alpha=0.45, linewidths=0)
    if interval.n > 1:
        axes.plot([interval.low, interval.high], [0, 0], color=INK, linewidth=2.2)
    axes.plot([interval.mean], [0], marker="|", markersize=13, markeredgewidth=2.2, color=INK)
    axes.set_ylim(-0.6, 0.6)
    axes.set_yticks([])
    style_axes(axes, grid="x")
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_color(MUTED)
    axes.margins(x=0.08)
    panel_title(axes, OUTCOMES[name].label, OUTCOMES[name].unit, width)
