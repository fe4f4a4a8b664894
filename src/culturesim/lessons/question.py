"""A what-if question as a file: cases to compare, what the literature expects, what to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from culturesim import errors
from culturesim.errors import InputError
from culturesim.lessons.expected import (
    Expectation,
    Order,
    Relation,
    one_of,
    read_expectation,
    read_order,
    read_relation,
    tables,
)
from culturesim.scenario import Scenario, load_scenario

__all__ = ["ASKED_BY", "STATUSES", "Case", "Question", "find_question", "list_questions",
           "load_question"]  # fmt: skip

ASKED_BY = ("leaders", "trainees", "researchers")
STATUSES = ("verified", "recalled", "assumed", "hypothesis")
_FOLDERS = (
    Path(__file__).parents[1] / "_scenarios" / "what-if",  # installed
    Path(__file__).parents[3] / "scenarios" / "what-if",  # in the source tree
)
_KEYS = ("number", "question", "asked_by", "runs", "cases", "expect", "order", "relation",
         "literature", "look_at")  # fmt: skip
_CASE = ("name", "label", "scenario", "days", "set", "levers", "timeline",
         "without")  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One of the runs that are compared."""

    name: str
    label: str
    scenario: Scenario


@dataclass(frozen=True)
class Question:
    """A what-if question with its cases and what is expected.

    Attributes
    ----------
    number : int
        1 to 99.
    name : str
        From the file's name.
    question : str
        As a person would ask it.
    asked_by : str
        ``leaders``, ``trainees`` or ``researchers``.
    runs : int
        Pairs of runs if no number is given. [runs]
    cases : tuple of Case
        The first is the base.
    expect : tuple of Expectation
        What the literature expects.
    order : tuple of Order
        In which order it expects signals to move.
    relation : tuple of Relation
        How it expects hospitals that differ in one thing to differ in another.
    answer, sources, status : str
        The literature's answer, its sources, and how well it is known.
    board, truth : str
        What to look at: what the board would see, and what happens to patients.
    reason : str
        Why the model does not agree, where it is known not to.
    """

    number: int
    name: str
    question: str
    asked_by: str
    runs: int
    cases: tuple[Case, ...]
    expect: tuple[Expectation, ...]
    order: tuple[Order, ...]
    relation: tuple[Relation, ...]
    answer: str
    sources: str
    status: str
    board: str
    truth: str
    reason: str

    def case(self, name: str) -> Case:
        """Find a case by its name."""
        return next(case for case in self.cases if case.name == name)


_READERS: dict[str, Any] = {
    "expect": read_expectation, "order": read_order, "relation": read_relation,
}  # fmt: skip


def load_question(path: str | Path) -> Question:
    """Load and check a what-if file.

    Parameters
    ----------
    path : str or Path
        The file, ``NN-name.toml``.

    Returns
    -------
    Question
        The checked question.

    Raises
    ------
    InputError
        If the file is missing or broken, a key is unknown, a case or an outcome does not exist,
        or a case would not run.
    """
    path = Path(path)
    where = f"what-if file {path}"
    table = errors.parse_toml(errors.read_text(path, where), where)
    errors.check_keys(table, _KEYS, where)
    for key in ("number", "question", "cases", "literature"):
        if key not in table:
            raise InputError(f"{where}: {key} is missing")
    text = errors.check_text
    literature = _texts(table["literature"], ("answer", "sources", "status"), where, "literature")
    look = _texts(table.get("look_at", {}), ("board", "truth", "model"), where, "look_at")
    cases = _cases(table["cases"], where, path.parent)
    names = tuple(case.name for case in cases)
    expect, order, relation = (
        tuple(
            read(entry, names, f"{where}, {key} {k}")
            for k, entry in enumerate(tables(table.get(key, []), f"{where}, {key}"), 1)
        )
        for key, read in _READERS.items()
    )
    if not (expect or order or relation):
        raise InputError(f"{where}: nothing is expected; give [[expect]], [[order]] or "
                         "[[relation]]")  # fmt: skip
    return Question(
        number=errors.check_whole(table["number"], 1, 99, f"{where}, number"),
        name=path.stem,
        question=text(table["question"], f"{where}, question", one_line=True),
        asked_by=one_of(table.get("asked_by", "leaders"), ASKED_BY, f"{where}, asked_by"),
        runs=errors.check_whole(table.get("runs", 20), 2, 10_000, f"{where}, runs"),
        cases=cases, expect=expect, order=order, relation=relation,
        answer=literature["answer"], sources=literature["sources"],
        status=one_of(literature["status"] or "assumed", STATUSES, f"{where}, literature, status"),
        board=look["board"], truth=look["truth"], reason=look["model"],
    )  # fmt: skip


def _texts(value: object, keys: tuple[str, ...], where: str, name: str) -> dict[str, str]:
    table = errors.check_table(value, f"{where}, [{name}]")
    errors.check_keys(table, keys, f"{where}, [{name}]")
    return {k: errors.check_text(table.get(k, ""), f"{where}, {name}, {k}") for k in keys}


def _cases(value: object, where: str, folder: Path) -> tuple[Case, ...]:
    entries = tables(value, f"{where}, cases")
    if len(entries) < 1:
        raise InputError(f"{where}, cases: at least one case is needed")
    cases = tuple(_case(entry, f"{where}, case {k}", folder) for k, entry in enumerate(entries, 1))
    names = [case.name for case in cases]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"{where}, cases: two cases are called {errors.shown(name)}")
    return cases


def _case(value: object, where: str, folder: Path) -> Case:
    """Read one case: a scenario, shipped or beside the file, and what is changed in it."""
    table = errors.check_table(value, where)
    errors.check_keys(table, _CASE, where)
    for key in ("name", "scenario"):
        if key not in table:
            raise InputError(f"{where}: {key} is missing")
    name = errors.check_text(table["name"], f"{where}, name", one_line=True)
    base = errors.check_text(table["scenario"], f"{where}, scenario")
    try:
        scenario = load_scenario(folder / base if base.endswith(".toml") else base)
    except InputError as error:
        raise InputError(f"{where}, scenario: {error}") from error
    if "days" in table:
        scenario = scenario.with_changes(where=where, days=table["days"])
    changes: Mapping[str, object] = errors.check_table(table.get("set", {}), f"{where}, set")
    if changes:
        scenario = scenario.with_changes(changes, where=f"{where}, set")
    if table.get("without"):
        scenario = _without(scenario, tables(table["without"], f"{where}, without"), where)
    if table.get("timeline"):
        scenario = _with_timeline(scenario, tables(table["timeline"], where), where)
    if table.get("levers"):
        scenario = scenario.with_changes(where=where, levers=tables(table["levers"], where))
    return Case(name, errors.check_text(table.get("label", name), f"{where}, label"), scenario)


def _without(scenario: Scenario, labels: list[Any], where: str) -> Scenario:
    """Leave out dated changes, by their labels, and levers, by their names."""
    there = [change.label for change in scenario.timeline]
    there += [use.name for use in scenario.levers]
    for label in labels:
        if label not in there:
            has = ", ".join(there) or "none"
            raise InputError(f"{where}, without: {scenario.name} has no dated change or lever "
                             f"called {errors.shown(label)}; it has {has}")  # fmt: skip
    return replace(
        scenario,
        timeline=tuple(change for change in scenario.timeline if change.label not in labels),
        levers=tuple(use for use in scenario.levers if use.name not in labels),
    )


def _with_timeline(scenario: Scenario, entries: list[Any], where: str) -> Scenario:
    """Add dated changes to those of a scenario."""
    import tomli_w

    table = errors.parse_toml(scenario.to_toml(), where)
    table["timeline"] = [*table.get("timeline", []), *entries]
    try:
        return replace(Scenario.from_toml(tomli_w.dumps(table)), name=scenario.name)
    except InputError as error:
        raise InputError(f"{where}: {error}") from error


def list_questions() -> dict[int, Path]:
    """List the what-if files that come with the package.

    Returns
    -------
    dict of int to Path
        Number, from the file's name, to file.

    Examples
    --------
    >>> 1 in list_questions()
    True
    """
    folder = next((folder for folder in _FOLDERS if folder.is_dir()), _FOLDERS[0])
    return {int(path.stem.split("-")[0]): path for path in sorted(folder.glob("[0-9][0-9]-*.toml"))}


def find_question(name: str) -> Question:
    """Find a question by number, or load a file.

    Parameters
    ----------
    name : str
        A number that :func:`list_questions` has, or the path of a file.

    Returns
    -------
    Question
        The checked question.

    Raises
    ------
    InputError
        If there is none.

    Examples
    --------
    >>> find_question("1").number
    1
    """
    if name.strip().isdigit():
        listed = list_questions()
        number = int(name)
        if number not in listed:
            raise InputError(f"what-if: there is no question {number}; there are "
                             f"{min(listed, default=0)} to {max(listed, default=0)}")  # fmt: skip
        return load_question(listed[number])
    return load_question(name)
