"""A scenario file, checked, to a frozen :class:`Scenario`; and back to TOML.

A scenario says what is simulated: which organisation, with which dials and parameters, for how
long, and what changes on which day. A mistake in it is one line naming the file and the key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from culturesim import errors
from culturesim.errors import InputError
from culturesim.interventions import DatedLever, read_levers, with_levers
from culturesim.organisation.bodies import Body, read_bodies
from culturesim.organisation.given import check_bodies, estimated_bytes, places_table, read_places
from culturesim.organisation.sizes import OrganisationSizes
from culturesim.organisation.source import OrganisationFiles, OrganisationSource
from culturesim.parameters.dials import DIALS, apply_dials, check_dial
from culturesim.parameters.plausible import check_set, with_set
from culturesim.parameters.registry import load_registry, read_settings
from culturesim.parameters.timeline import Change, check_timeline, read_changes, timetable
from culturesim.parameters.values import Parameters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["OrganisationFiles", "Scenario", "list_scenarios", "load_scenario"]

MAX_BYTES, MAX_DAYS, MAX_RUNS = 8_000_000_000, 200_000, 100_000
_PLAIN = ("title", "summary", "start", "days", "warm_up_days", "runs", "parameter_set")
_SECTIONS = ("dials", "parameters", "organisation")
_TABLES = (*_SECTIONS, "expectation")
_LISTS = ("timeline", "levers", "regulators", "hospitals")
_TEXTS = ("title", "summary", "name", "graph", "nodes", "edges", "text")
_SIZES = tuple(size.name for size in fields(OrganisationSizes))
_SOURCE = Path(__file__).resolve().parent
_FOLDERS = (_SOURCE / "_scenarios", _SOURCE.parents[1] / "scenarios")  # installed; source tree


@dataclass(frozen=True)
class Scenario:
    r"""What is simulated; checked, never changed.

    Attributes
    ----------
    title, summary, expectation, start : str, str, str, date
        One line; what it shows; what a reader should look for; the date of day 1.
    days, warm_up_days : int
        Days reported, and days simulated before day 1 and not reported. [days]
    runs : int
        Number of runs unless told otherwise. [runs]
    dials, settings : tuple of (str, float)
        Dials and parameters set by name in the file; a setting wins over a dial.
    organisation : OrganisationSizes, OrganisationFiles or OrganisationSystem
        The organisation to build, the files to read it from, or hospitals that differ.
    timeline : tuple of Change
        Dated changes in day order.
    levers : tuple of DatedLever
        Levers pulled, on top of the timeline.
    regulators : tuple of Body
        Bodies that oversee the hospitals; none stands for one quality inspectorate over all.
    parameter_set : int or None
        Plausible set that stands in for defaults; dials, settings and dates win over it.
    name : str
        Short name, from the file; not compared.

    Examples
    --------
    >>> scenario = Scenario.from_toml('title = "A week"\ndays = 7\n[dials]\nfear = 0.0')
    >>> scenario.parameters.manager_blame, scenario.date_of(7).isoformat()
    (0.05, '2005-01-07')
    """

    title: str
    days: int
    summary: str = ""
    start: date = date(2005, 1, 1)
    warm_up_days: int = 365
    runs: int = 20
    dials: tuple[tuple[str, float], ...] = ()
    organisation: OrganisationSource = field(default_factory=OrganisationSizes)
    settings: tuple[tuple[str, Any], ...] = ()
    timeline: tuple[Change, ...] = ()
    levers: tuple[DatedLever, ...] = ()
    expectation: str = ""
    regulators: tuple[Body, ...] = ()
    parameter_set: int | None = None
    name: str = field(default="scenario", compare=False)

    @classmethod
    def from_toml(cls, text: str, path: Path | None = None) -> Scenario:
        """Check the text of a scenario file.

        Parameters
        ----------
        text : str
            TOML.
        path : Path, optional
            The file, to name in a message and to find organisation files beside it.

        Returns
        -------
        Scenario
            The checked scenario.

        Raises
        ------
        InputError
            If the text is not TOML, a key is unknown or missing, a value is of the wrong type or
            out of range, the timeline contradicts itself, or the run would be absurdly large.

        Examples
        --------
        >>> Scenario.from_toml("days = 0")
        Traceback (most recent call last):
            ...
        culturesim.errors.InputError: scenario: title is missing
        """
        where = f"scenario file {path}" if path else "scenario"
        return _from_table(errors.parse_toml(text, where), where, path or Path("scenario"))

    @property
    def parameters(self) -> Parameters:
        """Parameters in force on the first day: defaults, set, dials, settings."""
        return _first_set(self, "parameters")

    def date_of(self, day: int) -> date:
        """Find the date of a day: 1 is the first reported day, warm-up days are 0 and below.

        Parameters
        ----------
        day : int
            Day of the run. [day]

        Returns
        -------
        date
            The date.

        Raises
        ------
        InputError
            If the day falls outside the years 1 to 9999.

        Examples
        --------
        >>> Scenario("A week", days=7).date_of(2)
        datetime.date(2005, 1, 2)
        """
        try:
            return self.start + timedelta(days=day - 1)
        except OverflowError:
            raise InputError(f"scenario, start: day {day} is outside the years 1 to 9999") from None

    def timetable(
        self, days: int | None = None, weight: Callable[[DatedLever, Any], float] | None = None
    ) -> list[tuple[int, NDArray[np.float64]]]:
        """List the parameter vectors of a run; see :func:`culturesim.parameters.timetable`.

        Parameters
        ----------
        days : int, optional
            Last day wanted; the scenario's own if left out. [day]
        weight : callable, optional
            As for :func:`culturesim.interventions.with_levers`.

        Returns
        -------
        list of (int, ndarray of float64)
            First day and vector of each segment; the first is ``1 - warm_up_days``.

        Examples
        --------
        >>> [day for day, _ in Scenario("A week", days=7, warm_up_days=0).timetable()]
        [1]
        """
        last = self.days if days is None else days
        table = timetable(self.parameters, self.timeline, last, 1 - self.warm_up_days)
        return with_levers(table, self.levers, last, f"scenario {self.name}", weight)

    def estimate(self) -> int:
        """Estimate the memory of a run.

        Returns
        -------
        int
            400 a post and 240 a ward and day, or ten times the size of organisation files. [bytes]

        Examples
        --------
        >>> Scenario("A week", days=7).estimate() < 2_000_000
        True
        """
        return estimated_bytes(self.organisation, self.days)

    def to_toml(self) -> str:
        """Write the scenario as a file that loads to an equal one.

        Returns
        -------
        str
            TOML; organisation files by absolute path.

        Examples
        --------
        >>> scenario = Scenario("A week", days=7)
        >>> Scenario.from_toml(scenario.to_toml()) == scenario
        True
        """
        import tomli_w

        return tomli_w.dumps(_to_table(self))

    def with_changes(
        self,
        parameters: Mapping[str, object] | None = None,
        dials: Mapping[str, object] | None = None,
        where: str = "--set",
        levers: Sequence[Mapping[str, object]] = (),
        **plain: object,
    ) -> Scenario:
        """Make a copy with some things changed, checked as a file would be.

        Parameters
        ----------
        parameters : mapping, optional
            Name of a parameter, dial, size or plain key, alone or after its table
            (``"dials.fear"``), to its value, which may be text as typed at a command line.
        dials : mapping, optional
            Dial to setting.
        where : str
            What to name in a message.
        levers : sequence of mapping, optional
            Entries of ``[[levers]]`` to add.
        **plain
            Plain keys of a scenario file, such as ``days``, ``start`` and ``parameter_set``.

        Returns
        -------
        Scenario
            The copy, without timeline entries and levers after its last day. If ``start`` moves,
            those given by date keep their date, the others their day.

        Raises
        ------
        InputError
            If a name is unknown or a value is refused.

        Examples
        --------
        >>> Scenario("A week", days=7).with_changes({"fear": "0.25", "days": "30"}).days
        30
        """
        changes = {**(parameters or {}), **{f"dials.{k}": v for k, v in (dials or {}).items()}}
        homes = dict(zip(("", *_SECTIONS), (_PLAIN, DIALS, load_registry(), _SIZES), strict=True))
        table = _to_table(self)
        for key, value in (changes | plain).items():
            section, name = errors.find_name(key, homes, where)
            typed = isinstance(value, str) and name not in _TEXTS
            target = table[section] if section else table
            target[name] = errors.parse_value(str(value)) if typed else value
        start = errors.check_date(table["start"], f"{where}, start")
        days = errors.check_whole(table["days"], 1, MAX_DAYS * 5000, f"{where}, days")
        table["timeline"] = [c.to_table() for c in self.timeline if c.day_from(start) <= days]
        table["levers"] = [u.to_table() for u in self.levers if u.day_from(start) <= days]
        table["levers"] += [dict(entry) for entry in levers]
        return _from_table(table, where, Path(self.name))


def load_scenario(path_or_name: str | Path) -> Scenario:
    """Load a scenario file.

    Parameters
    ----------
    path_or_name : str or Path
        A TOML file; or a single word, the name of a scenario shipped with the package.

    Returns
    -------
    Scenario
        The checked scenario.

    Raises
    ------
    InputError
        If there is no such file or name, it is not UTF-8, or as :meth:`Scenario.from_toml`.

    Examples
    --------
    >>> load_scenario("nowhere.toml")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: scenario file nowhere.toml: no such file
    """
    path = Path(path_or_name)
    if path.name == str(path_or_name) and not path.suffix:
        shipped = _shipped()
        if path.name not in shipped:
            name = f"{errors.shown(path.name)}{errors.nearest(path.name, shipped)}"
            raise InputError(f"no scenario is called {name}")
        path = shipped[path.name]
    return Scenario.from_toml(errors.read_text(path, f"scenario file {path}"), path)


def list_scenarios() -> dict[str, str]:
    """List the scenarios shipped with the package.

    Returns
    -------
    dict
        Name to title, in order of name.

    Raises
    ------
    InputError
        If one of the files is broken.

    Examples
    --------
    >>> all(title for title in list_scenarios().values())
    True
    """
    return {name: load_scenario(name).title for name in _shipped()}


def _shipped() -> dict[str, Path]:
    folder = next((folder for folder in _FOLDERS if folder.is_dir()), _FOLDERS[0])
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def _from_table(table: dict[str, Any], where: str, path: Path) -> Scenario:
    errors.check_keys(table, (*_PLAIN, *_TABLES, *_LISTS, "system"), where)
    for key in ("title", "days"):
        if key not in table:
            raise InputError(f"{where}: {key} is missing")
    at = {key: f"{where}, {key}" for key in _PLAIN} | {k: f"{where}, [{k}]" for k in _TABLES}
    given = {key: errors.check_table(table.get(key, {}), at[key]) for key in _TABLES}
    errors.check_keys(given["expectation"], ("text",), at["expectation"])
    start = errors.check_date(table.get("start", Scenario.start), at["start"])
    days = errors.check_whole(table["days"], 1, MAX_DAYS * 5000, at["days"])
    warm_up_days, runs = (
        table.get(key, getattr(Scenario, key)) for key in ("warm_up_days", "runs")
    )
    scenario = Scenario(
        title=errors.check_text(table["title"], at["title"], one_line=True),
        days=days,
        summary=errors.check_text(table.get("summary", ""), at["summary"]),
        start=start,
        warm_up_days=errors.check_whole(warm_up_days, 0, MAX_DAYS, at["warm_up_days"]),
        runs=errors.check_whole(runs, 1, MAX_RUNS, at["runs"]),
        dials=tuple((k, check_dial(k, v, at["dials"])) for k, v in given["dials"].items()),
        organisation=read_places(table, given["organisation"], where, path.parent),
        settings=read_settings(given["parameters"], at["parameters"]),
        timeline=read_changes(table.get("timeline", []), start, days, where),
        levers=read_levers(table.get("levers", []), start, days, where),
        regulators=read_bodies(table.get("regulators", []), where),
        expectation=errors.check_text(given["expectation"].get("text", ""), at["expectation"]),
        parameter_set=check_set(table.get("parameter_set"), at["parameter_set"]),
        name=path.stem,
    )
    total, n_bytes = scenario.days + scenario.warm_up_days, scenario.estimate()
    if total > MAX_DAYS or n_bytes > MAX_BYTES:
        raise InputError(
            f"{where}: {total:,} days of this organisation need about {n_bytes / 1e9:,.1f} GB; "
            f"at most {MAX_BYTES / 1e9:g} GB and {MAX_DAYS:,} days are allowed"
        )
    for day in (1 - scenario.warm_up_days, days):
        scenario.date_of(day)  # refuses what the calendar does not hold
    check_bodies(scenario.organisation, scenario.regulators, where)
    first_set = _first_set(scenario, at["parameters"])
    check_timeline(first_set, scenario.timeline, days, where)
    if scenario.levers:
        with_levers(timetable(first_set, scenario.timeline, days), scenario.levers, days, where)
    return scenario


def _first_set(scenario: Scenario, where: str) -> Parameters:
    first = with_set(Parameters.default(), scenario.parameter_set, f"{where}, parameter_set")
    with_dials = apply_dials(first, **dict(scenario.dials))  # type: ignore[arg-type]
    return with_dials.replace(where, **dict(scenario.settings))


def _to_table(scenario: Scenario) -> dict[str, Any]:
    return {
        **{key: v for key in _PLAIN if (v := getattr(scenario, key)) is not None},
        "expectation": {"text": scenario.expectation},
        "dials": dict(scenario.dials),
        **places_table(scenario.organisation),
        "parameters": dict(scenario.settings),
        "timeline": [change.to_table() for change in scenario.timeline],
        "levers": [use.to_table() for use in scenario.levers],
        "regulators": [body.to_table() for body in scenario.regulators],
    }
