"""Measures see what a study could see: no parameter, scenario or simulation can be reached."""

import ast
from dataclasses import fields

import pytest

from culturesim.evidence.observed import Observed, Survey

from .source import PACKAGE, imports, name_of, parse, python_files

FOLDER = PACKAGE / "evidence" / "measures"
FILES = python_files(FOLDER)
MAY_IMPORT = ("culturesim.evidence.measures", "culturesim.evidence.observed",
              "culturesim.evidence.statistics", "culturesim.evidence.worlds.Seen",
              "culturesim.state.ledger")  # fmt: skip
FORBIDDEN = frozenset({"parameters", "scenario", "settings", "dials", "world", "registry",
                       "simulation"})  # fmt: skip


def faults_of(tree: ast.Module, found: list[tuple[int, str]]) -> list[str]:
    faults = [f"line {line} imports {name}" for line, name in found
              if name.startswith("culturesim.")
              and not any(name == may or name.startswith(may + ".") for may in MAY_IMPORT)
              and not any(may.startswith(name + ".") for may in MAY_IMPORT)]  # fmt: skip
    faults += [f"line {node.lineno} reads .{node.attr}" for node in ast.walk(tree)
               if isinstance(node, ast.Attribute) and node.attr in FORBIDDEN]  # fmt: skip
    return faults


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_measure_reads_no_parameter(path):
    assert not faults_of(parse(path), list(imports(path)))


@pytest.mark.parametrize("text", [
    "from culturesim.parameters import P",
    "from culturesim.simulation import Simulation",
    "from culturesim.evidence.worlds import gather",
    "def f(o): return o.scenario",
    "def f(o): return o.simulation.world.sf",
])  # fmt: skip
def test_reading_one_is_found(text):
    tree = ast.parse(text)
    found = [(node.lineno, f"{node.module}.{alias.name}") for node in ast.walk(tree)
             if isinstance(node, ast.ImportFrom) for alias in node.names]  # fmt: skip
    assert faults_of(tree, found)


def test_what_a_measure_gets_holds_no_parameter():
    names = {f.name for kind in (Observed, Survey) for f in fields(kind)}
    assert not names & FORBIDDEN
    assert len(FILES) >= 9
