"""Components of the page, written in Vue: what they are given and what they report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

__all__ = ["Address", "Alternatives", "Bar", "Charts", "Choice", "Dials", "Header", "Keep"]
__all__ += ["Inside", "League", "Levers", "Organisation", "Progress", "Spot", "Start", "Story"]
__all__ += ["Table", "Timeline"]

Event = Callable[[Any], None]
Data = dict[str, Any]


@solara.component_vue("vue/header.vue")
def Header(given: Data, event_go: Event | None = None) -> None:
    """Name, pages and the switch between light and dark."""


@solara.component_vue("vue/address.vue")
def Address(query: str) -> None:
    """Keep the address in step with the state."""


@solara.component_vue("vue/start.vue")
def Start(given: Data, event_scenario: Event | None = None, event_preset: Event | None = None,
          event_seed: Event | None = None, event_spans: Event | None = None) -> None:  # fmt: skip
    """Scenario, seed and examples to try."""


@solara.component_vue("vue/dials.vue")
def Dials(given: Data, event_dial: Event | None = None, event_start: Event | None = None) -> None:
    """Show the three dials, and from when they hold."""


@solara.component_vue("vue/levers.vue")
def Levers(given: Data, event_lever: Event | None = None) -> None:
    """Levers in groups, each with strength, day and a card."""


@solara.component_vue("vue/league.vue")
def League(given: Data) -> None:
    """Draw many hospitals: funnel, truth and ranking."""


@solara.component_vue("vue/spot.vue")
def Spot(given: Data, event_choose: Event | None = None, event_next: Event | None = None) -> None:
    """Show dashboards to choose from, and what was true."""


@solara.component_vue("vue/bar.vue")
def Bar(given: Data, event_undo: Event | None = None, event_redo: Event | None = None,
        event_reset: Event | None = None, event_replay: Event | None = None,
        event_paste: Event | None = None) -> None:  # fmt: skip
    """Undo, redo, reset, replay, copy and paste."""


@solara.component_vue("vue/progress.vue")
def Progress(given: Data, found: Data | None = None, sooner: Data | None = None,
             event_cancel: Event | None = None, event_more: Event | None = None,
             event_ask: Event | None = None, event_close: Event | None = None,
             event_halt: Event | None = None, event_resume: Event | None = None,
             event_pick: Event | None = None) -> None:  # fmt: skip
    """How many runs are done, a way to stop, and what those runs say, in one message.

    In two messages a browser could show that all runs are done over the figures of fewer.
    """


@solara.component_vue("vue/charts.vue")
def Charts(given: Data, words: Data, old: bool = False, replay: int = 0) -> None:
    """Charts of base and change, in pairs, and of their difference."""


@solara.component_vue("vue/story.vue")
def Story(given: Data) -> None:
    """Tell what happened and why."""


@solara.component_vue("vue/alternatives.vue")
def Alternatives(given: Data, event_keep: Event | None = None, event_use: Event | None = None,
                 event_drop: Event | None = None) -> None:  # fmt: skip
    """Named sets of changes, side by side."""


@solara.component_vue("vue/keep.vue")
def Keep(given: Data, payload: Data, event_want: Event | None = None,
         event_upload: Event | None = None) -> None:  # fmt: skip
    """Share, download, upload."""


@solara.component_vue("vue/table.vue")
def Table(given: Data) -> None:
    """Show a table that can be searched."""


@solara.component_vue("vue/organisation.vue")
def Organisation(given: Data, scene: Data, people: Data, event_day: Event | None = None,
                 event_want: Event | None = None, event_who: Event | None = None,
                 event_ward: Event | None = None, event_colour: Event | None = None,
                 event_side: Event | None = None) -> None:  # fmt: skip
    """Draw the hospital, person by person, day by day."""


@solara.component_vue("vue/inside.vue")
def Inside(given: Data, event_who: Event | None = None, event_close: Event | None = None) -> None:
    """Show the terms of a decision, and who somebody listens to."""


@solara.component_vue("vue/timeline.vue")
def Timeline(given: Data) -> None:
    """Show who had warnings, who kept them back and why, over a whole run."""


@solara.component_vue("vue/choice.vue")
def Choice(given: Data, event_choose: Event | None = None) -> None:
    """Let one of a list be chosen."""
