"""A small hospital and experiments on it, for tests of sweeps."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = """\
title = "A tiny hospital"
days = 20
warm_up_days = 3
[organisation]
wards = 2
departments = 1
divisions = 1
beds_per_ward = 6
ward_registered_nurses = 6
ward_support_workers = 4
ward_doctors = 3
ward_allied = 2
department_registered_nurses = 4
department_support_workers = 4
department_doctors = 2
department_allied = 3
"""
EXPERIMENT = """\
name = "tiny"
scenario = "tiny-hospital.toml"
seed = 7
replicates = {replicates}
{more}
[design]
kind = "grid"
[factors]
fear = [0.0, 0.5, 1.0]
staffing = {{ low = 0.7, high = 1.0, levels = {levels} }}
"""


def write(folder, replicates=3, levels=2, more="", text=None):
    """An experiment file and its scenario in a folder; the file's path."""
    (folder / "tiny-hospital.toml").write_text(SCENARIO)
    path = folder / "tiny.toml"
    given = EXPERIMENT if text is None else text
    path.write_text(given.format(replicates=replicates, levels=levels, more=more))
    return path


def rows(folder):
    """Rows as stored, by pandas alone, ordered and without what a clock decides."""
    frame = pd.read_parquet(Path(folder) / "rows")
    assert not frame["run"].duplicated().any()
    return frame.drop(columns="seconds").sort_values("run", ignore_index=True)


def same(one, other):
    """Whether two stores hold the same rows to the last bit."""
    pd.testing.assert_frame_equal(rows(one), rows(other), check_exact=True)


def environment(**more):
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests" / "experiments")])
    return os.environ | {"PYTHONPATH": path, "COLUMNS": "100", "TERM": "dumb", **more}


def command(*arguments):
    return [sys.executable, "-m", "culturesim.cli", *map(str, arguments)]


def call(*arguments, **options):
    """A command as a process of its own."""
    return subprocess.run(command(*arguments), capture_output=True, text=True, timeout=300,
                          env=environment(), check=False, **options)  # fmt: skip


def one_line(done, *parts, code=2):
    """Assert that a command ended with one line that holds all of these."""
    assert done.returncode == code, done.stderr + done.stdout
    lines = [line for line in done.stderr.splitlines() if not line.startswith("compiling")]
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("culturesim: ")
    assert "Traceback" not in done.stdout
    for part in parts:
        assert part in lines[0]
