"""Measure where a day goes: time of each phase for a staff-day, at the four sizes of ``full.py``.

``python benchmarks/phases.py`` prints a table in about a minute; ``--json`` prints JSON instead,
``--days N`` sets the days at the smallest size and ``--sizes 400,4000`` chooses sizes. Phases are
the engine's own loops, called one by one from a compiled loop that reads the monotonic clock
between them. Clock readings are not CPU time: the lower quartile over days stands for a phase, so
that a day on which somebody else had the core does not count. What a phase does on few days (a
ward's monthly look at its code, the yearly survey) is in the mean, not in the quartile. Nothing is
stored.
"""

import argparse
import ctypes
import json
import sys
from typing import Any

import numpy as np
from full import SIZES, in_post
from numba import njit

from culturesim.engine.day import PHASE_LOOPS, record
from culturesim.engine.held import hold
from culturesim.engine.kernel import OPTIONS
from culturesim.scenario import Scenario
from culturesim.simulation import Simulation

CLOCK_MONOTONIC = 1
_clock = ctypes.CDLL(None).clock_gettime
_clock.argtypes = [ctypes.c_int, ctypes.c_void_p]
_clock.restype = ctypes.c_int
NAMES = [*PHASE_LOOPS, "record"]


def _timed_days() -> Any:
    """Compile a loop over days that notes the clock after each phase and after the record."""
    lines = ["def timed(world, p, seed, first_day, n_days, out, row, times):"]
    lines += ["    s = hold(world)", "    for d in range(n_days):"]
    calls = ["pass", *(f"{name}(s, p, seed, first_day + d)" for name in PHASE_LOOPS)]
    calls.append("record(world, out, row + d)")
    for k, call in enumerate(calls):
        lines += [f"        {call}", f"        clock({CLOCK_MONOTONIC}, times[d, {k}].ctypes)"]
    names: dict[str, Any] = {**PHASE_LOOPS, "hold": hold, "record": record, "clock": _clock}
    exec("\n".join(lines), names)
    return njit(names["timed"], **OPTIONS)


def by_phase(simulation: Simulation, days: int, timed: Any) -> dict[str, dict[str, float]]:
    """Run days; nanoseconds a staff-day of each phase, lower quartile and mean over days."""
    times = np.zeros((days, len(NAMES) + 1, 2), dtype=np.int64)
    first = simulation.day + 1
    p, seed = simulation.parameters_on(first), np.uint64(simulation.seed)
    timed(simulation.world, p, seed, first, days, simulation.series, first - 1, times)
    simulation.day += days
    clock = times[:, :, 0] * 1_000_000_000 + times[:, :, 1]
    spent = np.diff(clock, axis=1) / in_post(simulation)
    return {
        name: {"quartile": float(np.percentile(spent[:, k], 25)), "mean": float(spent[:, k].mean())}
        for k, name in enumerate(NAMES)
    }


def measure(days_at_400: int, sizes: list[int]) -> dict[str, dict[str, dict[str, float]]]:
    """Time all phases at some sizes, after a month of warm-up and three days."""
    timed = _timed_days()
    found = {}
    for n in sizes:
        organisation, _ = SIZES[n]
        days = max(8, int(days_at_400 * (400 / n) ** 0.7))
        scenario = Scenario("Phases", days=days + 3, warm_up_days=30, organisation=organisation)
        simulation = Simulation(scenario, seed=1)
        by_phase(simulation, 3, timed)
        found[str(n)] = by_phase(simulation, days, timed)
    return found


def table(found: dict[str, dict[str, dict[str, float]]]) -> str:
    """Lay out quartiles, a row a phase and a column a size, and the sums."""
    rows = [f"{'ns a staff-day':<16}" + "".join(f"{size:>10}" for size in found)]
    for name in NAMES:
        row = "".join(f"{found[size][name]['quartile']:10.2f}" for size in found)
        rows.append(f"{name:<16}{row}")
    for kind in ("quartile", "mean"):
        sums = [sum(phase[kind] for phase in phases.values()) for phases in found.values()]
        rows.append(f"{'sum of ' + kind + 's':<16}" + "".join(f"{total:10.2f}" for total in sums))
    return "\n".join(rows)


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Time of each phase of a day, by size.")
    parser.add_argument("--json", action="store_true", help="print JSON in place of a table")
    parser.add_argument("--days", type=int, default=1500, help="days at the smallest size")
    parser.add_argument("--sizes", default="400,4000,40000,400000", help="sizes, by commas")
    options = parser.parse_args(arguments)
    found = measure(options.days, [int(n) for n in options.sizes.split(",")])
    print(json.dumps(found, indent=2) if options.json else table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
