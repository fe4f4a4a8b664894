"""Imports follow the arrows of the house, and starting stays quick."""

import os
import subprocess
import sys
from graphlib import TopologicalSorter

import pytest

from .rooms import OPEN_TO_ALL, ROOMS
from .source import PACKAGE, imports, name_of, python_files, room_of

HEAVY = frozenset({
    "mesa", "pandas", "pyarrow", "matplotlib", "numba", "solara", "networkx", "scipy",
})  # fmt: skip


def allowed(room: str, target: str) -> bool:
    """Whether a room may import a dotted name below culturesim."""
    may = (room, *OPEN_TO_ALL, *ROOMS[room].may_import)
    return any(target == name or target.startswith(name + ".") for name in may)


def faults_of_imports(path) -> list[str]:
    room = room_of(path)
    if not room:  # the package itself hands out public names, lazily
        return []
    if room not in ROOMS:
        return [f"{name_of(path)}: no room {room!r} in tests/architecture/rooms.py; add it there"]
    may = ", ".join(ROOMS[room].may_import) or "nothing of culturesim"
    return [
        f"{name_of(path)}:{line} imports {name}; {room} may import only {may} (and errors)"
        for line, name in imports(path)
        if name.startswith("culturesim.") and not allowed(room, name.removeprefix("culturesim."))
    ]


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_imports_follow_the_arrows(path):
    faults = faults_of_imports(path)
    assert not faults, "\n".join(faults)


def test_table_names_known_rooms():
    unknown = {
        f"{room} -> {name}"
        for room, entry in ROOMS.items()
        for name in entry.may_import
        if name.split(".")[0] not in ROOMS
    }
    assert not unknown


def test_table_has_no_circle():
    graph = {room: {n.split(".")[0] for n in entry.may_import} for room, entry in ROOMS.items()}
    assert list(TopologicalSorter(graph).static_order())  # raises CycleError on a circle


def test_a_backward_import_is_found():
    assert not allowed("rules", "engine.kernel")
    assert not allowed("streams", "rules.voice")
    assert not allowed("state", "statement")
    assert allowed("streams", "rules.numeric.u64")
    assert allowed("rules", "errors.InputError")


def loaded_by(module: str) -> dict[str, str]:
    """Modules that importing one loads, each with the module that asked for it."""
    command = [sys.executable, "-X", "importtime", "-c", f"import {module}"]
    env = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, f"import {module} failed:\n{done.stderr[-2000:]}"
    asked_by: dict[str, str] = {}
    waiting: list[tuple[int, str]] = []
    # A module is printed after those it imports, which stand two spaces further in.
    for row in done.stderr.splitlines():
        if not row.startswith("import time:") or row.endswith("imported package"):
            continue
        text = row.rsplit("|", 1)[1]
        depth, name = len(text) - len(text.lstrip()), text.strip()
        while waiting and waiting[-1][0] > depth:
            asked_by[waiting.pop()[1]] = name
        waiting.append((depth, name))
    return asked_by | {name: "the command line" for _, name in waiting}


def faults_of_start(module: str, heavy: frozenset[str]) -> list[str]:
    loaded = loaded_by(module)
    return [f"import {module} loads {name}, asked for by {loaded[name]}"
            for name in sorted(heavy & set(loaded))]  # fmt: skip


def test_package_imports_nothing_heavy():
    heavy = HEAVY | {"numpy", "typer", "rich"}
    assert not faults_of_start("culturesim", heavy)


def test_command_line_imports_nothing_heavy():
    assert not faults_of_start("culturesim.cli", HEAVY)


def test_a_heavy_import_is_found():
    loaded = loaded_by("networkx")
    assert "networkx" in loaded
    assert loaded["networkx.classes"] == "networkx"
