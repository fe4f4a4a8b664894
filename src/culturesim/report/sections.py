"""The parts of the report, from the story to the small print."""

from __future__ import annotations

import datetime as dt
from typing import Any

from culturesim.outcomes import ACTORS, KEPT_BACK, KNEW, OUTCOMES, WARNINGS
from culturesim.outcomes.spans import (
    ensemble_words,
    has_sets,
    interval_name,
    interval_of,
    span_words,
)
from culturesim.parameters import load_registry
from culturesim.plots.figures import runs_note
from culturesim.plots.organisation import ward_table
from culturesim.report.html import Html, el, join, table
from culturesim.report.levers import levers_pulled
from culturesim.report.story import outcomes_of
from culturesim.report.words import (
    STATUS,
    date_words,
    duration,
    interval_words,
    number,
    of_runs,
    range_words,
)

__all__ = ["CARDS", "assumed", "cards", "pictures_note", "provenance", "timeline"]
__all__ += ["wards", "who_caught", "who_knew"]

#: Headline outcomes shown as cards; all of them are in the table below the cards.
CARDS = (
    "preventable_harm_rate",
    "preventable_harms",
    "avoidable_deaths",
    "missed_care",
    "voice_share",
    "fear_end",
    "patients_per_nurse",
    "leavers_rate",
)
WARDS_SHOWN = 12


def start_of(results: Any) -> dt.date:
    """Date of day 1 of a set of results."""
    return dt.date.fromisoformat(results.provenance["scenario"]["start"])


def cards(results: Any, hospital: str | None) -> Html:
    """Headline outcomes: a card each, then all of them in a table."""
    rows = outcomes_of(results, hospital)
    told = results.provenance
    found = {name: interval_of(rows[name].to_numpy(dtype=float), told) for name in OUTCOMES}
    items = []
    for name in CARDS:
        outcome, interval = OUTCOMES[name], found[name]
        unit = "" if outcome.unit == "share" else f" {outcome.unit.removeprefix('share ')}"
        items.append(
            el(
                "li",
                el("span", el("abbr", outcome.label, title=outcome.meaning), class_="label"),
                el("span", number(interval.mean, outcome.unit), el("span", unit, class_="unit"),
                   class_="value"),
                el("span", interval_words(name, interval), class_="range"),
            )
        )  # fmt: skip
    lines = [
        [
            el("abbr", outcome.label, title=outcome.meaning),
            number(found[name].mean, outcome.unit),
            range_words(name, found[name]),
            outcome.unit,
        ]
        for name, outcome in OUTCOMES.items()
    ]
    every = table(["Outcome", "Mean", interval_name(told), "Unit"], lines, "numbers")
    return join(
        [
            el("ul", items, class_="cards"),
            el("p", f"{span_words(told)}.{_ranges(told)}", class_="note"),
            el("details", el("summary", "All outcomes"), every),
        ]
    )  # fmt: skip


def _ranges(provenance: dict[str, Any]) -> str:
    """Say what the ranges beside outcomes are."""
    if len(provenance["seeds"]) == 1:
        return ""
    if has_sets(provenance):
        return " The ranges hold the middle nine tenths of runs."
    return " The ranges are 95 % intervals of the mean over these runs."


def timeline(results: Any) -> Html:
    """Dated changes of the scenario, numbered as in the pictures."""
    scenario = results.provenance["scenario"]
    start, items = start_of(results), []
    for change in scenario["timeline"]:
        ramp = f", over {duration(change['ramp_days'])}" if change["ramp_days"] else ""
        changes = ", ".join(f"{name} = {value}" for name, value in change["set"].items())
        label = change["label"] or "Change"
        items.append(
            el("li", el("b", date_words(start, change["day"])), f"{ramp}: {label} ",
               el("code", changes))
        )  # fmt: skip
    return el("ol", items, class_="timeline") if items else Html("")


def pictures_note(results: Any) -> Html:
    """Say how to read the bands and the dotted lines."""
    marks = " Numbered dotted lines are the dated changes listed above."
    text = runs_note(results.provenance)
    return el("p", text + (marks if results.provenance["scenario"]["timeline"] else ""),
              class_="note")  # fmt: skip


def who_knew(results: Any, hospital: str | None) -> Html:
    """Table of when each level knew, and what it kept back."""
    rows, start = outcomes_of(results, hospital), start_of(results)
    kept = {level: column for column, level in KEPT_BACK.items()}
    warned = {level: column for column, level in WARNINGS.items()}
    lines = []
    for column, level in KNEW.items():
        days = rows[column].dropna()
        when = date_words(start, float(days.median())) if len(days) else "never"
        share = number(float(rows[kept[level]].mean()), "share") if level in kept else "-"
        reached = f"{float(rows[warned[level]].median()):,.0f}"
        lines.append([level.capitalize(), of_runs(len(days), len(rows)), when, share, reached])
    head = ["Level", "Came to know in", "Typically from", "Kept back from the next level",
            "Warnings that reached it"]  # fmt: skip
    note = (
        "Kept back and warnings: in a run in which care failed from the first failing day until it "
        "was caught, or to the end; in any other over the whole run."
    )
    return join([table(head, lines), el("p", note, class_="note")])


def who_caught(results: Any, hospital: str | None) -> Html:
    """Table of who came to know while the hospital was failing, by which signal, how late."""
    rows = outcomes_of(results, hospital)
    failed = rows[rows["is_failing"]]
    if failed.empty:
        return el("p", "The hospital was never failing, so there was nothing to catch.")
    lines = []
    for who in ACTORS:
        found = failed[failed[f"{who}_day"].notna()]
        for signal, group in found.groupby(f"{who}_signal"):
            late = duration(float(group[f"{who}_after"].median()))
            first = int((group["caught_by"] == who).sum())
            lines.append([who.capitalize(), str(signal), of_runs(len(group), len(failed)),
                          str(first), late])  # fmt: skip
    nobody = int((failed["caught_by"] == "nobody").sum())
    if nobody:
        lines.append(["Nobody", "-", of_runs(nobody, len(failed)), "-", "-"])
    head = ["Who", "By which signal", "In failing runs", "First to know in",
            "Typically after failing began"]  # fmt: skip
    return table(head, lines)


def wards(results: Any) -> Html:
    """Wards with the most silence, in numbers."""
    found = ward_table(results)
    found["silence"] = found["n_silent"] / found["n_concerns"].where(found["n_concerns"] > 0.0)
    worst = found.sort_values("silence", ascending=False).head(WARDS_SHOWN)
    lines = [
        [
            row.label,
            row.division,
            f"{row.posts:,}",
            number(row.silence, "share"),
            number(row.n_preventable),
            number(row.missed_care, "share"),
        ]
        for row in worst.itertuples()
    ]
    head = ["Ward", "Division", "Posts", "Concerns kept silent", "Preventable harms a run",
            "Care left undone"]  # fmt: skip
    words = f"The {len(lines)} wards with the most silence" if len(found) > len(lines) else "Wards"
    return el("details", el("summary", words), table(head, lines, "numbers"))


def assumed(results: Any) -> Html:
    """List dials, levers and parameters that differ from their defaults, with status and source."""
    scenario, parameters = results.provenance["scenario"], results.provenance["parameters"]
    parts: list[Html] = []
    if scenario["dials"]:
        words = ", ".join(f"{name} {value:g}" for name, value in scenario["dials"].items())
        parts.append(el("p", f"Dials: {words}."))
    if scenario.get("levers"):
        parts.append(levers_pulled(results))
    if results.provenance.get("ensemble"):
        names = ", ".join(results.provenance["ensemble"]["parameters"])
        parts.append(el("p", f"{ensemble_words(results.provenance)} The parameters: {names}."))
    registry = load_registry()
    lines = []
    for name, entry in parameters.items():
        if entry["changed"] and name in registry:
            row = registry[name]
            unit = "" if entry["unit"] == "-" else f" {entry['unit']}"
            lines.append([el("code", name), f"{entry['value']:g}{unit}", f"{entry['default']:g}",
                          row.description, f"{row.source} ({STATUS[row.status]})"])  # fmt: skip
    if lines:
        head = ["Parameter", "Here", "Default", "What it is", "Source of the default (status)"]
        parts.append(table(head, lines, "words"))
    else:
        others = " but those of the sets" if results.provenance.get("ensemble") else ""
        parts.append(el("p", f"Every parameter{others} stood at its default on the first day."))
    counts = dict.fromkeys(STATUS, 0)
    for entry in parameters.values():
        counts[entry["status"]] += 1
    told = "; ".join(f"{counts[letter]} {words}" for letter, words in STATUS.items())
    parts.append(el("p", f"Of the model's {len(parameters)} parameters: {told}.", class_="note"))
    return join(parts)


def _checksum(provenance: dict[str, Any]) -> str:
    """Name the ensemble of plausible sets, if one was used."""
    ensemble = provenance.get("ensemble")
    return f"Plausible sets: SHA-256 {ensemble['sha256']}. " if ensemble else ""


def provenance(results: Any) -> Html:
    """Say where the page comes from, with the whole scenario file."""
    p = results.provenance
    changed = " with changes" if p["changed_since_commit"] else ""
    commit = f", commit {p['commit'][:12]}{changed}" if p["commit"] else ""
    seeds = f"{p['seeds'][0]} to {p['seeds'][-1]}" if len(p["seeds"]) > 1 else str(p["seeds"][0])
    text = (
        f"culturesim {p['culturesim']}{commit}; seeds {seeds}; Python {p['python']}, NumPy "
        f"{p['numpy']}, numba {p['numba']}; {p['platform']}; {p['started']} to {p['finished']}. "
        f"{_checksum(p)}Same version, scenario and seeds give the same results."
    )
    if p["ledger_truncated_on"]:
        cut = min(p["ledger_truncated_on"].values())
        text += f" The ledger grew too long and ends on day {cut:,} in at least one run."
    return join(
        [
            el("p", text, class_="note"),
            el("details", el("summary", "The scenario file"),
               el("pre", el("code", p["scenario"]["toml"]))),
        ]
    )  # fmt: skip
