"""What the components are given: the state and the answer as plain data with their words."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from culturesim.app.address import change_code, to_address
from culturesim.app.answers import Answer
from culturesim.app.changes import SPANS, Change, View, base_dials, base_of
from culturesim.app.sooner import OPEN
from culturesim.app.texts import t
from culturesim.app.work import PANELS
from culturesim.interventions import LEVERS
from culturesim.interventions.lever import GROUPS
from culturesim.parameters.dials import DIALS, PATIENTS_PER_NURSE
from culturesim.words import date_words

if TYPE_CHECKING:
    from culturesim.scenario import Scenario

__all__ = ["BIG_DIALS", "PRESETS", "bar_data", "chart_data", "chart_words", "command", "dials_data"]
__all__ += ["levers_data", "spans_data", "start_data"]

YEAR = 365

#: Dials that are shown; those of the themes of inquiries may stand in an address or a file.
BIG_DIALS = ("fear", "staffing", "transparency")

#: Examples to try: a base's dials and levers, changed from a year after the start.
PRESETS: dict[str, Change] = {
    "cut": Change((("staffing", 0.9),), (), YEAR + 1),
    "cut_open": Change((*OPEN, ("staffing", 0.9)), (), YEAR + 1),
    "rounds": Change((("staffing", 0.9),), (("walk-rounds", 1.0, YEAR + 1),), YEAR + 1),
    "fear": Change((("fear", 0.8),), (), YEAR + 1),
    "huddles": Change((), (("huddles", 1.0, YEAR + 1),)),
}


@lru_cache(maxsize=1)
def _titles() -> tuple[tuple[str, str], ...]:
    """Names and titles of the shipped scenarios, read from their files once a server."""
    from culturesim.scenario import list_scenarios

    return tuple(list_scenarios().items())


def start_data(view: View) -> dict[str, Any]:
    """Scenario, seed and examples."""
    base = base_of(view)
    scenarios = [{"name": name, "title": title} for name, title in _titles()]
    if view.upload:
        title = t("what_if.uploaded", title=base.title)
        scenarios.insert(0, {"name": "", "title": title})
    return {
        "scenarioLabel": t("what_if.scenario"),
        "scenario": "" if view.upload else view.scenario,
        "scenarios": scenarios,
        "seedLabel": t("what_if.seed"),
        "seedTip": t("what_if.seed_tip"),
        "seed": view.seed,
        "tryLabel": t("what_if.try"),
        "moreLabel": t("what_if.more"),
        "presets": [
            {"name": name, "title": t(f"presets.{name}"), "on": view.change == change}
            for name, change in PRESETS.items()
        ],
    }


def spans_data(view: View) -> dict[str, Any]:
    """Name what the bands span, and what they may span."""
    return {
        "spansLabel": t("what_if.spans"),
        "spansTip": t("what_if.spans_tip"),
        "spans": [[name, t(f"what_if.spans_{name}"), name == view.spans] for name in SPANS],
    }


def dials_data(view: View) -> dict[str, Any]:
    """Describe the three dials."""
    base = base_of(view)
    was, now = base_dials(base), dict(view.change.dials)
    years = [k for k in (1, 2, 3) if k * YEAR < base.days]
    starts = [{"day": 1, "words": t("dials.from_start")}]
    starts += [{"day": k * YEAR + 1, "words": t("dials.from_year", years=k)} for k in years]
    if view.change.from_day not in {item["day"] for item in starts}:
        words = t("words.from_day", date=date_words(base.start, view.change.from_day))
        starts.append({"day": view.change.from_day, "words": words})
    return {
        "title": t("dials.title"),
        "about": t("frame.about"),
        "fromLabel": t("dials.from"),
        "fromTip": t("dials.from_tip"),
        "from": view.change.from_day,
        "starts": starts,
        "dials": [_dial(name, was[name], now.get(name, was[name])) for name in BIG_DIALS],
    }


def _dial(name: str, was: float, now: float) -> dict[str, Any]:
    return {
        "name": name,
        "label": t(f"dials.{name}.label"),
        "tip": t(f"dials.{name}.tip"),
        "ends": [t(f"dials.{name}.low"), t(f"dials.{name}.high")],
        "low": DIALS[name].low,
        "high": DIALS[name].high,
        "base": was,
        "was": t("dials.base", value=f"{100 * was:.0f} %"),
        "value": now,
        "patients": PATIENTS_PER_NURSE,
        "patientsWords": t("dials.patients"),
    }


def levers_data(view: View) -> dict[str, Any]:
    """Levers in their two groups, with what is set."""
    base = base_of(view)
    pulled = {name: (strength, day) for name, strength, day in view.change.levers}
    day = YEAR + 1 if base.days > YEAR else 1
    names = (t("levers.ten"), t("levers.others"))
    groups = [
        {"title": title, "levers": [_lever(name, pulled.get(name, (0.0, day)))
                                    for name, lever in LEVERS.items() if lever.group == group]}
        for group, title in zip(GROUPS, names, strict=True)
    ]  # fmt: skip
    keys = ("title", "help", "strength", "card", "pulled")
    first = t("levers.day", date=date_words(base.start, 1))
    return {**{key: t(f"levers.{key}") for key in keys}, "day": first, "days": base.days,
            "groups": groups}  # fmt: skip


def _lever(name: str, at: tuple[float, int]) -> dict[str, Any]:
    from culturesim.report.levers import cost_words, shows_words
    from culturesim.report.words import STATUS

    lever = LEVERS[name]
    rows = [
        [t("levers.changes"), "; ".join(effect.words for effect in lever.effects)],
        [t("levers.side"), "; ".join(effect.words for effect in lever.side_effects)],
        [t("levers.shows"), shows_words(lever)],
        [t("levers.cost"), cost_words(lever)],
        [t("levers.evidence"), f"{STATUS[lever.status]}. {lever.sources}"],
    ]
    what = f"{lever.what_changes} {t('levers.full', days=lever.ramp_days)}."
    return {
        "name": name,
        "title": lever.title,
        "what": what,
        "rows": [[head, text.replace("_", " ")] for head, text in rows if text],
        "strength": at[0],
        "day": at[1],
    }


def bar_data(view: View, can_undo: bool, can_redo: bool, can_replay: bool) -> dict[str, Any]:
    """Describe the bar of steps."""
    keys = ("label", "undo", "redo", "reset", "replay", "copy", "copied", "paste")
    return {
        **{key: t(f"bar.{key}") for key in keys},
        "prompt": t("bar.paste_prompt"),
        "canUndo": can_undo,
        "canRedo": can_redo,
        "canReset": not view.change.is_empty or view.change.from_day != 1,
        "canReplay": can_replay,
        "code": change_code(view.change),
    }


def chart_words() -> dict[str, str]:
    """Words of the charts, which never change."""
    keys = ("truth", "board", "base", "other", "band", "table", "svg", "png", "day", "low", "mid",
            "high", "none", "rescale", "mark")  # fmt: skip
    return {
        **{key: t(f"charts.{key}") for key in keys},
        "before": t("bar.before"),
        "after": t("bar.after"),
        "results": t("what_if.results"),
        "about": t("frame.about"),
    }


def chart_data(answer: Answer, before: Answer | None) -> dict[str, Any]:
    """Lines of the charts."""
    same = answer.view.change.is_empty
    replayable = before is not None and len(before.days) == len(answer.days)
    harm = next(panel for panel in PANELS if panel.name == "harm")
    gap = {"name": "gap", "title": t("charts.gap"), "unit": t("charts.harm.unit"),
           "tip": t("charts.gap_tip"), "truth": harm.is_truth}  # fmt: skip
    return {
        "panels": [_panel(answer, panel.name, panel.is_truth) for panel in PANELS],
        "gapPanel": gap,
        "dates": [answer.base.date_of(int(day)).isoformat() for day in answer.days],
        "base": _plain(answer.bands[0]),
        "other": _plain(answer.bands[1]),
        "before": _plain(before.bands[1]) if before is not None and replayable else None,
        "gap": _plain(answer.gap),
        "marks": _marks(answer),
        "same": same,
        "n": answer.n,
        "answers": to_address(answer.view),
    }


def _panel(answer: Answer, name: str, is_truth: bool) -> dict[str, Any]:
    texts = {key: t(f"charts.{name}.{key}") for key in ("title", "unit", "tip")}
    view, score, _ = answer.board[1].bars
    bar = {"news": 100.0 * view, "dashboard": 100.0 * score}.get(name)
    found: dict[str, Any] = {"name": name, "truth": is_truth, **texts}
    if bar is not None:
        found["bar"] = {"at": bar, "text": t("charts.bar")}
    return found


def _plain(values: Any) -> Any:
    """Nested lists with four digits; a point without a value is None."""
    if isinstance(values, np.ndarray) and values.ndim > 1:
        return [_plain(part) for part in values]
    return [None if math.isnan(v) else float(f"{v:.4g}") for v in values.tolist()]


def _marks(answer: Answer) -> list[float]:
    """Where on the axis a change begins, counted in points."""
    change, days = answer.view.change, answer.days.astype(float)
    first = {change.from_day} if change.dials else set()
    first |= {day for _, _, day in change.levers}
    places = np.arange(len(days), dtype=float)
    return [round(float(np.interp(day, days, places)), 2) for day in sorted(first) if day > 1]


def command(view: View, changed: Scenario) -> str:
    """Write the command that gives the same figures."""
    plain = not view.upload and (view.change.from_day == 1 or not view.change.dials)
    numbers = f"--runs {view.runs} --seed {view.seed} --uncertainty {view.spans}"
    if not plain:
        base = "your-file.toml" if view.upload else view.scenario
        return f"culturesim compare {base} {file_name(changed)} {numbers}"
    sets = "".join(f" --set {name}={value:g}" for name, value in view.change.dials)
    levers = "".join(f" --lever {n}={s:g}@{d}" for n, s, d in view.change.levers)
    return f"culturesim compare {view.scenario} {view.scenario} {numbers}{sets}{levers}"


def file_name(changed: Scenario) -> str:
    """Name of the file that the changed scenario is saved as."""
    return f"{changed.name}-changed.toml"
