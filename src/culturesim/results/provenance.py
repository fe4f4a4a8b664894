"""Where results come from: version, commit, scenario, every parameter, machine and times."""

from __future__ import annotations

import datetime as dt
import platform
import subprocess
import sys
import threading
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from culturesim import __version__
from culturesim.parameters import load_registry
from culturesim.parameters.plausible import load_plausible
from culturesim.results.frames import places

__all__ = ["LIBRARIES", "describe_run", "describe_software", "merge"]

BY_RUN = ("parameter_sets", "harm_references")
LIBRARIES = ("numpy", "numba", "mesa", "pandas", "pyarrow")


def describe_run(
    sim: Any, started: dt.datetime | None = None, scenario: Any = None
) -> dict[str, Any]:
    """Say where one run comes from.

    Parameters
    ----------
    sim : Simulation
        The run.
    started : datetime, optional
        When it was started; now if left out.
    scenario : Scenario, optional
        What to name as the scenario, if the run's own was drawn from it.

    Returns
    -------
    dict
        What ``provenance.json`` holds: version, commit, times, platform, versions, seeds, days,
        the scenario (as TOML, and its title, dates and timeline), every parameter with unit,
        status and whether it differs from its default, the plausible set of each run and the
        ensemble it is from (none and null where defaults were used), and the outline of the
        organisation.

    Examples
    --------
    >>> describe_run.__name__
    'describe_run'
    """
    now = dt.datetime.now(dt.UTC)
    software = describe_software()
    return {
        **{key: software.pop(key) for key in ("culturesim", *_commit())},
        "started": (started or now).isoformat(timespec="seconds"),
        "finished": now.isoformat(timespec="seconds"),
        **software,
        "seeds": [sim.seed],
        **_drawn(sim.scenario),
        "days": sim.day,
        "ledger_truncated_on": {},
        **_described(scenario or sim.scenario),
        "organisation": _outline(sim.organisation),
    }


def describe_software() -> dict[str, Any]:
    """Say what computed: version, commit, platform and libraries.

    Returns
    -------
    dict
        Version of culturesim, its commit if known, platform, Python and libraries.

    Examples
    --------
    >>> describe_software()["culturesim"] == __version__
    True
    """
    return {
        "culturesim": __version__,
        **_commit(),
        "platform": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: _version(name) for name in LIBRARIES},
    }


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


@cache
def _commit() -> dict[str, Any]:
    """Commit of the source, and whether it was changed since, if it lies in a git checkout."""
    folder = Path(__file__).resolve().parent

    def git(*arguments: str) -> str:
        command = ["git", "-C", str(folder), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=5)
        return done.stdout.strip()

    try:
        git("ls-files", "--error-unmatch", Path(__file__).name)  # not a checkout of something else
        commit = git("rev-parse", "HEAD")
        changed = bool(git("status", "--porcelain", "--untracked-files=no"))
    except (OSError, subprocess.SubprocessError):
        return {"commit": None, "changed_since_commit": None}
    return {"commit": commit, "changed_since_commit": changed}


def _drawn(scenario: Any) -> dict[str, Any]:
    """Plausible set of a run, the ensemble it is from, and its reference of harm."""
    number = scenario.parameter_set
    if number is None:
        return {"parameter_sets": [], "harm_references": [], "ensemble": None}
    return {
        "parameter_sets": [number],
        "harm_references": [scenario.parameters.harm_reference],
        "ensemble": load_plausible().outline(),
    }


def _described(scenario: Any) -> dict[str, Any]:
    """Scenario and parameters, worked out once for the runs of an ensemble, which share it."""
    known = getattr(_LAST, "found", None)
    if known is None or known[0] is not scenario:
        known = scenario, _scenario(scenario), _parameters(scenario.parameters)
        _LAST.found = known
    return {"scenario": known[1], "parameters": known[2]}


_LAST = threading.local()


def _scenario(scenario: Any) -> dict[str, Any]:
    return {
        "name": scenario.name,
        "title": scenario.title,
        "summary": scenario.summary,
        "expectation": scenario.expectation,
        "start": scenario.start.isoformat(),
        "days": scenario.days,
        "dials": dict(scenario.dials),
        "timeline": [
            {
                "day": change.day,
                "ramp_days": change.ramp_days,
                "label": change.label,
                "set": dict(change.values),
            }
            for change in scenario.timeline
        ],
        "levers": [use.to_record() for use in scenario.levers],
        "toml": scenario.to_toml(),
    }


def _parameters(parameters: Any) -> dict[str, dict[str, Any]]:
    changed = parameters.changed()
    return {
        name: {
            "value": parameters[name],
            "default": row.default,
            "unit": row.unit,
            "status": row.status,
            "changed": name in changed,
        }
        for name, row in load_registry().items()
    }


def _outline(organisation: Any) -> dict[str, Any]:
    """Enough of the organisation to draw it: places, sizes and who belongs to whom."""
    hospitals, wards = places(organisation)
    n_staff = np.diff(organisation.ward_staff_start)
    spare = np.bincount(organisation.staff_ward, organisation.staff_is_spare, organisation.n_wards)
    start = organisation.manager_start
    owner = organisation.manager_hospital
    return {
        "hospitals": hospitals,
        "divisions": list(organisation.division_label),
        "division_hospital": organisation.division_hospital.tolist(),
        "wards": [
            {
                "label": label,
                "hospital": int(organisation.ward_hospital[w]),
                "division": int(organisation.ward_division[w]),
                "beds": int(organisation.ward_beds[w]),
                "posts": int(n_staff[w] - spare[w]),
            }
            for w, label in enumerate(wards)
        ],
        "manager_parent": organisation.manager_parent.tolist(),
        "executives": owner[start[2] : start[3]].tolist(),
        "board": owner[start[3] : start[4]].tolist(),
    }


def merge(parts: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Put the provenance of several runs of one scenario together.

    Parameters
    ----------
    parts : list of mapping
        One each, in order of the runs.

    Returns
    -------
    dict
        The first one's, with all seeds, the first start and the last finish.

    Examples
    --------
    >>> first = {"seeds": [1], "started": "1", "finished": "2", "ledger_truncated_on": {}}
    >>> merge([first, first | {"seeds": [2], "finished": "3"}])["seeds"]
    [1, 2]
    """
    truncated: dict[str, int] = {}
    for part in parts:
        truncated |= part["ledger_truncated_on"]
    return {
        **parts[0],
        "seeds": [seed for part in parts for seed in part["seeds"]],
        **{key: [k for part in parts for k in part.get(key, [])] for key in BY_RUN},
        "started": min(part["started"] for part in parts),
        "finished": max(part["finished"] for part in parts),
        "command": " ".join(["culturesim", *sys.argv[1:]]) if _is_cli() else None,
        "ledger_truncated_on": truncated,
    }


def _is_cli() -> bool:
    return Path(sys.argv[0]).stem in {"culturesim", "cli"}
