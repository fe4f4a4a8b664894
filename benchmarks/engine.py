"""Compare compiled loops with plain Mesa and with C on the reduced model.

``python benchmarks/engine.py`` prints JSON and stores it in ``benchmarks/results/engine.json``;
``--quick`` makes fewer rounds and stores nothing; ``--check`` fails when a target is missed.
Bits are compared before anything is timed: the compiled loops, the same source as plain Python
and the C twin must give equal columns and equal records.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from measure import interleave, machine, ratio
from reduced import SERIES, WARD, loops, native, plain_mesa
from reduced.loops import Columns

from culturesim.streams import GENERATOR

STORED = Path(__file__).parent / "results" / "engine.json"
SIZES = {400: 900, 4000: 90}  # staff asked for: days of the loops in a round
MESA_DAYS = 30
TARGETS = {
    "times_plain_mesa_400": 80.0,
    "times_plain_mesa_4000": 120.0,
    "fraction_of_c_400": 0.9,
    "fraction_of_c_4000": 0.9,
}
Runner = Callable[[int, int, Columns], None]


def compiled(seed: int, first_day: int, columns: Columns) -> None:
    """Run the compiled loops."""
    loops.run(seed, first_day, columns.state, columns.counts, columns.ties, columns.out)


def python(seed: int, first_day: int, columns: Columns) -> None:
    """Run the same source uncompiled."""
    run = getattr(loops.run, "py_func", loops.run)
    run(seed, first_day, columns.state, columns.counts, columns.ties, columns.out)


def fingerprint(runner: Runner, n_staff: int, n_days: int) -> bytes:
    """Return every bit of state and record after a run that begins before day 1."""
    columns = loops.start(n_staff, n_days)
    runner(7, -5, columns)
    return columns.state.tobytes() + columns.counts.tobytes() + columns.out.tobytes()


def compare_bits(in_c: Runner | None) -> dict[str, bool]:
    """Tell whether the engines agree to the last bit; refuse to go on if they do not."""
    same = {"plain_python": fingerprint(python, 72, 40) == fingerprint(compiled, 72, 40)}
    if in_c is not None:
        same["c"] = fingerprint(in_c, 1000, 200) == fingerprint(compiled, 1000, 200)
    if not all(same.values()):
        sys.exit(f"bits differ, nothing timed: {same}")
    return same


def compare_events(n_staff: int = 1440, n_days: int = 60) -> dict[str, list[float]]:
    """Mean of each series in both models from one start: the same work, not the same bits."""
    columns = loops.start(n_staff, n_days)
    compiled(1, 1, columns)
    hospital = plain_mesa.Hospital(n_staff)
    for _ in range(n_days):
        hospital.step()
    table = hospital.datacollector.get_agenttype_vars_dataframe(plain_mesa.Ward)
    means = {
        "compiled": columns.out.mean(axis=(0, 1)),
        "plain_mesa": np.array([table[name].mean() for name in SERIES]),
    }
    counts = [mean[:5] for mean in means.values()]
    if not np.allclose(*counts, rtol=0.1):
        sys.exit(f"the two models do different work, nothing timed: {means}")
    return {name: [round(float(v), 3) for v in mean] for name, mean in means.items()}


def time_size(n_staff: int, n_days: int, rounds: int, in_c: Runner | None) -> dict[str, Any]:
    """Time one size of hospital, all engines interleaved."""
    n = n_staff // WARD * WARD
    mine, theirs = loops.start(n, n_days), loops.start(n, n_days)
    hospital = plain_mesa.Hospital(n)
    jobs: dict[str, Callable[[], object]] = {
        "compiled": lambda: compiled(1, 1, mine),
        "plain_mesa": lambda: [hospital.step() for _ in range(MESA_DAYS)],
    }
    days = {"compiled": n_days, "plain_mesa": MESA_DAYS, "c": n_days}
    if in_c is not None:
        jobs["c"] = lambda: in_c(1, 1, theirs)
    times = interleave(jobs, rounds)
    each = {name: [t / (n * days[name]) for t in values] for name, values in times.items()}
    found: dict[str, Any] = {
        "staff": n,
        "days_a_round": {name: days[name] for name in jobs},
        "ns_per_agent_step": {k: round(1e9 * float(np.median(v)), 1) for k, v in each.items()},
        "times_plain_mesa": ratio(each["plain_mesa"], each["compiled"]),
    }
    if in_c is not None:
        found["fraction_of_c"] = ratio(each["c"], each["compiled"])
    return found


def measure(rounds: int) -> dict[str, Any]:
    """Compare bits and events, then time every size."""
    with tempfile.TemporaryDirectory() as folder:
        in_c = native.build(Path(folder)) if native.compiler() else None
        result: dict[str, Any] = {
            "benchmark": "reduced model, one thread, CPU time",
            "machine": machine(native.compiler()),
            "generator": GENERATOR,
            "same_bits": compare_bits(in_c),
            "series": list(SERIES),
            "series_means": compare_events(),
            "sizes": {str(n): time_size(n, days, rounds, in_c) for n, days in SIZES.items()},
        }
    result["targets"] = judge(result["sizes"])
    return result


def judge(sizes: dict[str, Any]) -> dict[str, Any]:
    """Set each target beside what was measured."""
    verdicts = {}
    for name, target in TARGETS.items():
        kind, size = name.rsplit("_", 1)
        if kind in sizes[size]:
            value = sizes[size][kind]["median"]
            verdicts[name] = {"target": target, "measured": value, "met": value >= target}
    return verdicts


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; exit code 1 when ``--check`` finds a target missed."""
    parser = argparse.ArgumentParser(description="Compiled loops against plain Mesa and C.")
    parser.add_argument("--quick", action="store_true", help="7 rounds, not 31; store nothing")
    parser.add_argument("--check", action="store_true", help="fail when a target is missed")
    options = parser.parse_args(arguments)
    result = measure(7 if options.quick else 31)
    text = json.dumps(result, indent=2)
    print(text)
    if not options.quick:
        STORED.write_text(text + "\n")
    missed = [name for name, verdict in result["targets"].items() if not verdict["met"]]
    return 1 if options.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
