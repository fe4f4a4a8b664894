"""Levers as people read them: a list, one in full, and those a scenario pulled."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from culturesim.interventions import LEVERS, Effect, Lever, find_lever
from culturesim.report.html import Html, el, join, table
from culturesim.report.words import STATUS, date_words, duration, number

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["cost_words", "lever_in_full", "lever_list", "levers_pulled", "shows_words"]


def cost_words(lever: Lever) -> str:
    """Say what a lever costs at full strength.

    Parameters
    ----------
    lever : Lever
        The lever.

    Returns
    -------
    str
        Money [GBP a year] and hours [a week], per 100 beds.

    Examples
    --------
    >>> cost_words(find_lever("call-line"))
    'GBP 40,000 a year and 15 h a week'
    """
    money = f"GBP {lever.cost_money:,.0f} a year".replace("GBP -", "saves GBP ")
    parts = [money] * bool(lever.cost_money)
    parts += [f"{lever.cost_hours:,.0f} h a week"] * bool(lever.cost_hours)
    return " and ".join(parts) or "nothing of its own"


def shows_words(lever: Lever) -> str:
    """Say where a lever shows.

    Parameters
    ----------
    lever : Lever
        The lever.

    Returns
    -------
    str
        Outcomes with the direction in which they move, or that it is weak.

    Examples
    --------
    >>> shows_words(find_lever("coding-away"))
    'mortality_ratio falls'
    """
    moves = {1: "rises", -1: "falls"}
    found = ", ".join(f"{name} {moves[sign]}" for name, sign in lever.shows_in)
    return found or "weak: nothing is known to move in the ordinary hospital"


def lever_list() -> Table:
    """Lay out every lever, a row each.

    Returns
    -------
    Table
        For the terminal.

    Examples
    --------
    >>> lever_list().row_count == len(LEVERS)
    True
    """
    from rich.table import Table

    found = Table("Lever", "What it is", "Cost per 100 beds", "Full in", box=None, pad_edge=False)
    found.columns[0].no_wrap = True
    group = ""
    for lever in LEVERS.values():
        if lever.group != group:
            group = lever.group
            found.add_section()
        full = f"{lever.ramp_days} days" if lever.ramp_days else "at once"
        found.add_row(lever.name, lever.title, cost_words(lever), full)
    return found


def lever_in_full(name: str) -> Table:
    """Lay out one lever.

    Parameters
    ----------
    name : str
        Name of the lever.

    Returns
    -------
    Table
        For the terminal.

    Raises
    ------
    InputError
        If there is no such lever.

    Examples
    --------
    >>> lever_in_full("huddles").row_count
    12
    """
    from rich.table import Table

    lever = find_lever(name)
    found = Table(box=None, show_header=False, pad_edge=False)
    found.add_column(no_wrap=True)
    for words, value in (
        ("name", lever.name),
        ("what it is", lever.title),
        ("group", lever.group),
        ("what changes", lever.what_changes),
        ("full in", f"{lever.ramp_days} days"),
        ("effects", _lines(lever.effects)),
        ("side effects", _lines(lever.side_effects)),
        ("cost per 100 beds", f"{cost_words(lever)} ({lever.cost_source})"),
        ("works through", ", ".join(lever.works_through)),
        ("shows in", shows_words(lever)),
        ("status", f"{lever.status}: {STATUS[lever.status]} (direction; sizes as noted)"),
        ("sources", lever.sources),
    ):
        found.add_row(words, value)
    return found


def _lines(effects: tuple[Effect, ...]) -> str:
    return "\n".join(f"{effect.words} ({effect.source})" for effect in effects)


def levers_pulled(results: Any) -> Html:
    """List the levers a scenario pulled, with what each was taken to do and what they cost.

    Parameters
    ----------
    results : Results
        The runs.

    Returns
    -------
    Html
        A table, and the cost over the run.
    """
    scenario = results.provenance["scenario"]
    start = dt.date.fromisoformat(scenario["start"])
    lines = []
    for use in scenario["levers"]:
        ramp = f", over {duration(use['ramp_days'])}" if use["ramp_days"] else ""
        lines.append([
            f"{use['title']} ({use['name']})", f"{use['strength']:g}",
            f"{date_words(start, use['day'])}{ramp}", "; ".join(use["effects"]),
            "; ".join(use["side_effects"]), f"{use['sources']} ({STATUS[use['status']]})",
        ])  # fmt: skip
    head = ["Lever", "Strength", "From", "Effects at full strength", "Side effects",
            "Source (status of the direction)"]  # fmt: skip
    first = results.outcomes.iloc[0]
    money, hours = (number(float(first[name])) for name in ("cost_money", "cost_hours"))
    cost = f"Levers cost GBP {money} and {hours} hours of staff over the run, as assumed for each."
    return join([table(head, lines, "words"), el("p", cost, class_="note")])
