"""Timing that stands a busy machine: CPU time, interleaved rounds, median of per-round ratios."""

import os
import platform
import subprocess
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

DROPPED = 2  # first rounds: caches and branch predictors are cold


def cpu_seconds(job: Callable[[], object]) -> float:
    """Return the CPU seconds one call takes; other programs' work does not count."""
    began = time.process_time()
    job()
    return time.process_time() - began


def interleave(jobs: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Time every job once a round, A B C A B C, and drop the first rounds."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds + DROPPED):
        for name, job in jobs.items():
            times[name].append(cpu_seconds(job))
    return {name: values[DROPPED:] for name, values in times.items()}


def ratio(slow: list[float], fast: list[float]) -> dict[str, float]:
    """Return the median of the per-round ratios, their quartiles, and the ratio of best rounds.

    Neighbours on the machine slow a program that waits for memory more than one that does not;
    the best rounds show the ratio with the least of that.
    """
    ratios = sorted(a / b for a, b in zip(slow, fast, strict=True))
    n = len(ratios)
    return {
        "median": round(median(ratios), 3),
        "lower_quartile": round(ratios[n // 4], 3),
        "upper_quartile": round(ratios[(3 * n) // 4], 3),
        "of_best_rounds": round(min(slow) / min(fast), 3),
        "rounds": n,
    }


def machine(compiler: str | None = None) -> dict[str, Any]:
    """Describe the kind of machine, how busy it is, and the versions in use."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "cpu": _cpu_model(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "load_1_min": None if load is None else round(load, 2),
        "python": platform.python_version(),
        **{name: version(name) for name in ("numpy", "numba", "mesa")},
        "compiler": None if compiler is None else _first_line([compiler, "--version"]),
    }


def _cpu_model() -> str:
    """Return the processor's name."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _first_line(command: list[str]) -> str:
    """Return the first line a command prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")[0]
