"""Measure a country of hospitals: time by size, memory, and equal bits on one or more threads.

``python benchmarks/system.py`` prints JSON and stores it in ``benchmarks/results/system.json``;
``--quick`` simulates five days and stores nothing; ``--check`` fails when a target is missed.
Every size is timed in a process of its own, ledger off, on one thread, in seconds of processor
time; the slope is that of log time on log staff from ``system`` to ``england``.

How fast one core reads memory depends on whether a cache holds it, and so does the cost of a
staff-day. ``by_size`` shows both: hospitals of england's kind, 12 to 280 of them, and beside each
number the speed at which an array as large as that state is read. The slope from 140 to 280, where
nothing fits a cache, tells whether the work itself grows in proportion.
"""

import argparse
import hashlib
import json
import math
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from full import touch_record
from measure import machine

STORED = Path(__file__).parent / "results" / "system.json"
TARGETS = {"slope": (0.95, 1.05), "cpu_minutes": (0.0, 15.0), "gigabytes": (0.0, 2.0)}
ROUNDS = 1
HOSPITALS = (12, 20, 40, 140, 280)
SHORT = 36  # days of each of these
STRETCHES = 3  # the quickest third is the one that neighbours disturbed least


def read_speed(megabytes: float) -> float:
    """Speed at which one core adds up an array of this size, best of five [GB a second]."""
    import numpy as np

    array = np.ones(int(megabytes * 1e6 / 8))
    turns, best = max(1, int(400 / megabytes)), math.inf
    for _ in range(5):
        began = time.process_time()
        for _ in range(turns):
            array.sum()
        best = min(best, (time.process_time() - began) / turns)
    return array.nbytes / best / 1e9


def one(name: str, days: int, hospitals: int = 0) -> dict[str, float]:
    """Time days of a scenario in this process, building and warm-up apart."""
    from culturesim.scenario import load_scenario
    from culturesim.simulation import Simulation

    Simulation(load_scenario("small").with_changes(days=1), 1)  # compiles, if that is to be done
    scenario = load_scenario(name).with_changes(days=days, warm_up_days=2)
    if hospitals:
        system = replace(scenario.organisation, hospitals=hospitals)
        scenario = replace(scenario, organisation=system)
    started = time.process_time()
    simulation = Simulation(scenario, 1)
    touch_record(simulation)
    built = time.process_time()
    stretches = []
    for _ in range(STRETCHES):
        began = time.process_time()
        simulation.run(days // STRETCHES)
        stretches.append(time.process_time() - began)
    simulation.run()
    ended = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    arrays = simulation.world._asdict().values()
    megabytes = sum(array.nbytes for array in arrays) / 1e6
    return {
        "hospitals": simulation.organisation.n_hospitals,
        "staff": simulation.organisation.n_funded,
        "posts": simulation.organisation.n_staff,
        "days": days,
        "cpu_seconds_building": round(built - started, 2),
        "cpu_seconds_of_days": round(ended - built, 3),
        "ns_per_staff_day": round(
            1e9 * (ended - built) / days / simulation.organisation.n_funded, 1
        ),
        "ns_best_stretch": round(
            1e9 * min(stretches) / (days // STRETCHES) / simulation.organisation.n_funded, 1
        ),
        "megabytes_of_state": round(megabytes),
        "gigabytes_read_a_second": round(read_speed(megabytes), 1),
        "gigabytes": round(peak, 3),
    }


def apart(name: str, days: int, hospitals: int = 0) -> dict[str, float]:
    """Run :func:`one` in a process of its own."""
    command = [sys.executable, __file__, "--one", name, "--days", str(days)]
    command += ["--hospitals", str(hospitals)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    print(f"{name}: {found}", file=sys.stderr, flush=True)
    return found


def slope(small: dict[str, float], large: dict[str, float], cost: str) -> float:
    """Slope of log time on log staff from one size to the next, by the cost of a staff-day."""
    times, staff = large[cost] / small[cost], large["staff"] / small["staff"]
    return round(1.0 + math.log(times) / math.log(staff), 3)


def fingerprint(workers: int) -> str:
    """Digest of everything kept of two short runs of the system on so many threads."""
    from culturesim import runs
    from culturesim.scenario import load_scenario

    scenario = load_scenario("system").with_changes(days=20, warm_up_days=20)
    results = runs.run(scenario, runs=2, workers=workers)
    whole = hashlib.sha256(results.outcomes.to_csv().encode())
    for arrays in results.table.arrays:
        for array in arrays:
            whole.update(array.tobytes())
    return whole.hexdigest()


def main() -> None:
    """Measure, print, store, check."""
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--quick", "--check"):
        parser.add_argument(option, action="store_true")
    parser.add_argument("--one", default="")
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--hospitals", type=int, default=0)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(one(asked.one, asked.days, asked.hospitals)))
        return
    days, rounds = (5, 1) if asked.quick else (asked.days, ROUNDS)
    measured = {
        name: min(
            (apart(name, days) for _ in range(rounds)), key=lambda m: m["cpu_seconds_of_days"]
        )
        for name in ("system", "england")
    }
    large = measured["england"]
    by_size = [apart("england", min(days, SHORT), n) for n in HOSPITALS]
    found = {
        "slope": slope(measured["system"], large, "ns_per_staff_day"),
        "slope_beyond_caches": slope(*by_size[-2:], "ns_best_stretch"),
        "cpu_minutes": round(
            (large["cpu_seconds_of_days"] + large["cpu_seconds_building"]) / 60.0, 2
        ),
        "gigabytes": large["gigabytes"],
        "same_bits_on_one_and_two_threads": fingerprint(1) == fingerprint(2),
    }
    whole = {"machine": machine(), "rounds": rounds, "measured": measured,
             "by_size": by_size, "found": found}  # fmt: skip
    print(json.dumps(whole, indent=1))
    if not asked.quick:
        STORED.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    missed = [k for k, (low, high) in TARGETS.items() if not low <= found[k] <= high]
    if asked.check and (missed or not found["same_bits_on_one_and_two_threads"]):
        sys.exit(f"targets missed: {missed or 'bits'}")


if __name__ == "__main__":
    main()
