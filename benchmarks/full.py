"""Measure the full model: speed by size, memory, whole runs, compilation and start-up.

``python benchmarks/full.py`` prints JSON and stores it in ``benchmarks/results/full.json``, about
three minutes; ``--quick`` makes fewer rounds, leaves the compilation out and stores nothing;
``--check`` fails when a target is missed.
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import linear_regression, median
from typing import Any

from measure import cpu_seconds, interleave, machine, ratio

from culturesim.organisation.sizes import OrganisationSizes
from culturesim.runs import run
from culturesim.scenario import Scenario, load_scenario
from culturesim.simulation import Simulation
from culturesim.state.schema import SB

STORED = Path(__file__).parent / "results" / "full.json"
COMMAND = Path(sys.executable).with_name("culturesim")
# Staff asked for: the organisation, and the days in a round. The large ones are several hospitals.
SIZES = {
    400: (load_scenario("small").organisation, 800),
    4_000: (OrganisationSizes(wards=31, departments=18, divisions=5), 150),
    40_000: (OrganisationSizes(hospitals=14), 15),
    400_000: (OrganisationSizes(hospitals=137), 8),
}
LEAST = "at least"
MOST = "at most"
TARGETS = {
    "staff_days_per_cpu_s_400": (LEAST, 10e6),
    "staff_days_per_cpu_s_4000": (LEAST, 10e6),
    "staff_days_per_cpu_s_40000": (LEAST, 10e6),
    "staff_days_per_cpu_s_400000": (LEAST, 10e6),
    "slope_in_staff": (MOST, 1.05),
    "bytes_per_person": (MOST, 400),
    "midshire_ten_years_cpu_s": (MOST, 10.0),
    "small_five_years_cpu_s": (MOST, 0.15),
    "small_100_runs_wall_s": (MOST, 2.0),
    "ledger_on_over_off": (MOST, 1.4),
    "cold_compile_wall_s": (MOST, 30.0),
    "help_wall_s": (MOST, 0.3),
    "first_result_wall_s": (MOST, 2.0),
}


def in_post(simulation: Simulation) -> int:
    """Count the people in post."""
    return int(simulation.world.sb[SB.is_in_post].sum())


def bytes_of_state(simulation: Simulation) -> int:
    """Add up blocks, index arrays and ties; the series and the ledger are left out."""
    arrays = simulation.world._asdict()
    return sum(array.nbytes for name, array in arrays.items() if not name.startswith("ledger"))


def touch_record(simulation: Simulation) -> None:
    """Write the whole record once, so that days are timed and not the machine's handing out memory.

    A page that nobody has used yet costs 0.5 to 10 microseconds on a virtual machine, and a day of
    400 staff fills nearly one. Runs after the first take memory that is there already.
    """
    for array in (simulation.series.ward, simulation.series.hospital, simulation.series.oversight):
        array.fill(0.0)


def by_size(rounds: int) -> dict[str, Any]:
    """Time whole days at every size, taking turns: all mechanisms on, record kept, no ledger."""
    simulations, jobs = {}, {}
    for n, (organisation, days) in SIZES.items():
        all_days = (rounds + 2) * days  # measure.interleave drops two rounds
        scenario = Scenario("Speed", days=all_days, warm_up_days=30, organisation=organisation)
        simulations[n] = Simulation(scenario, seed=1)
        touch_record(simulations[n])
        jobs[str(n)] = lambda n=n, days=days: simulations[n].run(days)
    times = interleave(jobs, rounds)
    found: dict[str, Any] = {}
    for n, simulation in simulations.items():
        staff, days = in_post(simulation), SIZES[n][1]
        seconds = sorted(t / days for t in times[str(n)])
        found[str(n)] = {
            "in_post": staff,
            "posts": simulation.organisation.n_staff,
            "beds": simulation.organisation.n_beds,
            "days_a_round": days,
            "ns_per_staff_day": round(1e9 * median(seconds) / staff, 1),
            "staff_days_per_cpu_s": round(staff / median(seconds)),
            "best_round": round(staff / seconds[0]),
            "bytes_per_person": round(bytes_of_state(simulation) / staff, 1),
            "bytes_per_post": round(
                bytes_of_state(simulation) / simulation.organisation.n_staff, 1
            ),
        }
    return found


def slope(sizes: dict[str, Any]) -> float:
    """Slope of log CPU time a day on log staff: 1 when cost is proportional to staff."""
    staff = [math.log(size["in_post"]) for size in sizes.values()]
    day = [math.log(size["in_post"] / size["staff_days_per_cpu_s"]) for size in sizes.values()]
    return round(linear_regression(staff, day).slope, 3)


def simulate(scenario: Scenario, seed: int = 1, *, ledger: bool = False) -> None:
    """Run one scenario from building the organisation to the last day."""
    Simulation(scenario, seed, ledger=ledger).run()


def whole_runs(rounds: int) -> dict[str, Any]:
    """Time whole runs as a user makes them, warm-up and organisation included."""
    small, midshire = load_scenario("small"), load_scenario("midshire")
    one_year, ordinary = replace(small, days=365), replace(load_scenario("steady"), days=365)
    simulate(one_year)
    pair = interleave(
        {
            "on": lambda: simulate(ordinary, ledger=True),
            "off": lambda: simulate(ordinary, ledger=False),
        },
        rounds,
    )
    walls, cpus = [], []
    for _ in range(3):
        began = time.perf_counter()
        cpus.append(cpu_seconds(lambda: run(one_year, runs=100, workers=2)))
        walls.append(time.perf_counter() - began)
    return {
        "midshire_ten_years_cpu_s": round(cpu_seconds(lambda: simulate(midshire)), 2),
        "small_five_years_cpu_s": round(middle(lambda: cpu_seconds(lambda: simulate(small))), 3),
        "small_100_runs_wall_s": round(min(walls), 2),
        "small_100_runs_cpu_s": round(min(cpus), 2),
        "ledger_on_over_off": ratio(pair["on"], pair["off"]),
    }


def middle(job: Callable[[], float], rounds: int = 5) -> float:
    """Median of a few measurements."""
    return median(job() for _ in range(rounds))


def child(command: list[str], **environment: str) -> tuple[float, float]:
    """CPU and wall seconds of a program of its own."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=os.environ | environment)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def processes(*, compiling: bool) -> dict[str, Any]:
    """Time what a user waits for: help, the first result, and the first run of all."""
    first = [str(COMMAND), "run", "small", "--days", "30", "--runs", "1"]
    found: dict[str, Any] = {}
    if compiling:
        with tempfile.TemporaryDirectory() as empty:
            cold_cpu, cold_wall = child(first, NUMBA_CACHE_DIR=empty)
            warm_cpu, warm_wall = child(first, NUMBA_CACHE_DIR=empty)
        found["cold_compile_cpu_s"] = round(cold_cpu - warm_cpu, 1)
        found["cold_compile_wall_s"] = round(cold_wall - warm_wall, 1)
    child(first)  # the cache of this version of the engine is filled by now, and read once
    for name, command in {"help": [str(COMMAND), "--help"], "first_result": first}.items():
        pairs = sorted(child(command) for _ in range(5))
        found[f"{name}_cpu_s"] = round(median(cpu for cpu, _ in pairs), 2)
        found[f"{name}_wall_s"] = round(median(wall for _, wall in pairs), 2)
    return found


def commit() -> str:
    """Short hash of the commit, with a plus sign when files differ from it."""

    def git(*words: str) -> str:
        asked = ["git", "-C", str(Path(__file__).parent), *words]
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no")
    return git("rev-parse", "--short", "HEAD") + ("+" if changed else "")


def judge(result: dict[str, Any]) -> dict[str, Any]:
    """Set each target beside what was measured."""
    measured = {**result["whole_runs"], **result["processes"]}
    measured["ledger_on_over_off"] = measured["ledger_on_over_off"]["median"]
    measured["slope_in_staff"] = result["slope_in_staff"]
    sizes = result["sizes"]
    measured["bytes_per_person"] = max(size["bytes_per_person"] for size in sizes.values())
    for n, size in sizes.items():
        measured[f"staff_days_per_cpu_s_{n}"] = size["staff_days_per_cpu_s"]
    verdicts = {}
    for name, (side, target) in TARGETS.items():
        if name in measured:
            value = measured[name]
            met = value >= target if side == LEAST else value <= target
            verdicts[name] = {side: target, "measured": value, "met": met}
    return verdicts


def measure(*, quick: bool) -> dict[str, Any]:
    """Take all measurements."""
    simulate(replace(load_scenario("small"), days=1))  # compiles, if that is still to be done
    result: dict[str, Any] = {
        "benchmark": "full model, all mechanisms on, one thread unless said, CPU time unless said",
        "commit": commit(),
        "machine": machine(),
        "sizes": by_size(3 if quick else 9),
    }
    result["slope_in_staff"] = slope(result["sizes"])
    result["whole_runs"] = whole_runs(3 if quick else 9)
    result["processes"] = processes(compiling=not quick)
    result["load_1_min_at_the_end"] = round(os.getloadavg()[0], 2)
    result["targets"] = judge(result)
    return result


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; exit code 1 when ``--check`` finds a target missed."""
    parser = argparse.ArgumentParser(description="Speed, memory and start-up of the full model.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds; store nothing")
    parser.add_argument("--check", action="store_true", help="fail when a target is missed")
    options = parser.parse_args(arguments)
    result = measure(quick=options.quick)
    text = json.dumps(result, indent=2)
    print(text)
    if not options.quick:
        STORED.write_text(text + "\n")
    missed = [name for name, verdict in result["targets"].items() if not verdict["met"]]
    return 1 if options.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
