"""What a reader has set on the page, and the two scenarios it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from culturesim.app.settings import LIMITS
from culturesim.app.uploads import check_size, read_upload
from culturesim.errors import InputError, check_whole, nearest, shown
from culturesim.parameters.dials import DEFAULT_DIALS, DIALS, check_dial, dial_values

if TYPE_CHECKING:
    from culturesim.scenario import Scenario

__all__ = ["SPANS", "Alternative", "Change", "View", "base_dials", "base_of", "changed_of"]
__all__ += ["run_of", "scenarios_of", "usual_spans"]

#: What the runs of an answer may differ by, and so what its bands span.
SPANS = ("seeds", "both")


@dataclass(frozen=True)
class Change:
    """A set of changes: what is different from the base.

    Attributes
    ----------
    dials : tuple of (str, float)
        Dials that were moved, and their settings. [-]
    levers : tuple of (str, float, int)
        Levers pulled: name, strength in (0, 1] and first day. [-, day]
    from_day : int
        First day of the dials' new settings; on day 1 they hold in the warm-up too. [day]

    Examples
    --------
    >>> Change((("staffing", 0.9),)).is_empty
    False
    """

    dials: tuple[tuple[str, float], ...] = ()
    levers: tuple[tuple[str, float, int], ...] = ()
    from_day: int = 1

    @property
    def is_empty(self) -> bool:
        """Whether nothing is changed."""
        return not self.dials and not self.levers

    @property
    def first_day(self) -> int:
        """Day on which the first of the changes begins, 1 if there is none [day]."""
        days = [self.from_day] if self.dials else []
        return min([*days, *(day for _, _, day in self.levers)], default=1)

    def with_dial(self, name: str, value: float | None) -> Change:
        """Set one dial, or with None put it back to the base's setting."""
        if name not in DIALS:
            raise InputError(f"dial: no dial {shown(name)}{nearest(name, DIALS)}")
        kept = tuple(pair for pair in self.dials if pair[0] != name)
        if value is None:
            return replace(self, dials=kept)
        setting = check_dial(name, round(float(value), 6), "dial")
        order = [*DIALS].index
        return replace(self, dials=tuple(sorted([*kept, (name, setting)],
                                                key=lambda pair: order(pair[0]))))  # fmt: skip

    def with_lever(self, name: str, strength: float, day: int) -> Change:
        """Pull a lever, or with strength 0 let it go."""
        kept = tuple(lever for lever in self.levers if lever[0] != name)
        if strength > 0.0:
            kept = tuple(sorted([*kept, (name, round(float(strength), 6), int(day))]))
        return replace(self, levers=kept)


@dataclass(frozen=True)
class Alternative:
    """A set of changes that has a name.

    Attributes
    ----------
    name : str
        Up to 40 characters, shown as text.
    change : Change
        The changes.

    Examples
    --------
    >>> Alternative("Fewer nurses", Change()).name
    'Fewer nurses'
    """

    name: str
    change: Change


@dataclass(frozen=True)
class View:
    """The whole state of a page.

    Attributes
    ----------
    scenario : str
        Name of a shipped scenario.
    upload : str
        Text of an uploaded scenario, which then is the base; empty for none.
    change : Change
        What is different from the base.
    seed : int
        Seed of the first pair of runs. [-]
    runs : int
        Pairs of runs wanted. [runs]
    alternatives : tuple of Alternative
        Sets of changes kept side by side.
    spans : str
        What pairs of runs differ by: ``seeds``, luck alone, or ``both``, luck and plausible sets
        of parameters, as ``--uncertainty`` at the command line.

    Examples
    --------
    >>> View().scenario
    'small'
    """

    scenario: str = "small"
    upload: str = ""
    change: Change = field(default_factory=Change)
    seed: int = 0
    runs: int = LIMITS.pairs
    alternatives: tuple[Alternative, ...] = ()
    spans: str = "both"


def usual_spans(base: Scenario) -> str:
    """Choose what pairs differ by: as ``culturesim compare``, unless a base names a set itself."""
    return SPANS[0] if base.parameter_set is not None else SPANS[1]


def base_of(view: View) -> Scenario:
    """Load the base.

    Parameters
    ----------
    view : View
        The state.

    Returns
    -------
    Scenario
        A shipped scenario by its name, or the uploaded one.

    Raises
    ------
    InputError
        If there is no such scenario, or the upload is refused.

    Examples
    --------
    >>> base_of(View()).name
    'small'
    """
    return _upload(view.upload) if view.upload else _shipped(view.scenario)


@lru_cache(maxsize=32)
def _shipped(name: str) -> Scenario:
    from culturesim.scenario import list_scenarios, load_scenario

    names = list_scenarios()
    if name not in names:  # never a path: a reader of the page may not read files
        raise InputError(f"scenario: no scenario is called {shown(name)}{nearest(name, names)}")
    return check_size(load_scenario(name))


@lru_cache(maxsize=32)
def _upload(text: str) -> Scenario:
    return read_upload(text)


def base_dials(base: Scenario) -> dict[str, float]:
    """Find a scenario's dials, the ordinary hospital's where it says nothing."""
    return {**DEFAULT_DIALS, **dict(base.dials)}


def changed_of(base: Scenario, change: Change) -> Scenario:
    """Make the scenario that a set of changes turns the base into.

    Parameters
    ----------
    base : Scenario
        The base.
    change : Change
        The changes.

    Returns
    -------
    Scenario
        What ``culturesim compare`` makes of the base with ``--set`` and ``--lever``: dials from
        day 1 replace the base's, later ones are an entry of its timeline.

    Raises
    ------
    InputError
        If a dial, lever or day is refused.

    Examples
    --------
    >>> changed_of(base_of(View()), Change((("staffing", 0.9),))).dials
    (('staffing', 0.9),)
    """
    levers = [{"name": n, "strength": s, "day": d} for n, s, d in change.levers]
    check_whole(change.from_day, 1, base.days, "page, first day of the dials")
    if change.from_day == 1 or not change.dials:
        return base.with_changes(dials=dict(change.dials), levers=levers, where="page")
    return _dated(base, change).with_changes(levers=levers, where="page")


def scenarios_of(view: View) -> tuple[Scenario, Scenario]:
    """Make both scenarios that a state stands for.

    Parameters
    ----------
    view : View
        The state.

    Returns
    -------
    base, changed : Scenario
        The scenarios, before a plausible set is taken.

    Raises
    ------
    InputError
        If one is refused, or cannot differ by what the state says.

    Examples
    --------
    >>> [scenario.name for scenario in scenarios_of(View())]
    ['small', 'small']
    """
    from culturesim.runs.drawing import check_spans

    base = base_of(view)
    both = (base, changed_of(base, view.change))
    if view.spans not in SPANS:
        raise InputError(f"spans: {shown(view.spans)}; allowed: {', '.join(SPANS)}")
    check_spans(view.spans, "seeds", view.runs, both)
    return both


@lru_cache(maxsize=8192)
def run_of(scenario: Scenario, spans: str, seed: int) -> Scenario:
    """Take the plausible set that goes with a seed, as the command line does.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.
    spans : str
        One of `SPANS`.
    seed : int
        Seed of the run. [-]

    Returns
    -------
    Scenario
        The same for ``seeds``.

    Examples
    --------
    >>> run_of(base_of(View()), "seeds", 3) == base_of(View())
    True
    """
    from culturesim.runs.drawing import drawn

    return drawn(scenario, spans, seed, 0)[0]


def _dated(base: Scenario, change: Change) -> Scenario:
    """Put the dials' new settings on the timeline."""
    values: dict[str, Any] = {}
    for name, setting in change.dials:
        values |= dial_values(name, setting)
    words = " and ".join(f"{name} to {setting:g}" for name, setting in change.dials)
    entry: dict[str, Any] = {"day": change.from_day, "label": f"dials: {words}", "set": values}
    return with_entry(base, entry)


def with_entry(base: Scenario, entry: dict[str, Any]) -> Scenario:
    """Add an entry to a scenario's timeline, checked as a file would be."""
    import tomllib

    import tomli_w

    from culturesim.scenario import Scenario

    table = tomllib.loads(base.to_toml())
    table.setdefault("timeline", []).append(entry)
    made = Scenario.from_toml(tomli_w.dumps(table))
    return replace(made, name=base.name)
