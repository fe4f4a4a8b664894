"""What the sweep machinery costs: overhead, efficiency of two workers, memory of the parent.

``python benchmarks/sweep.py`` takes about five minutes on two quiet processors, prints JSON and
stores results/sweep.json; ``--quick`` takes one, with fewer runs, and stores nothing; ``--check``
ends with exit code 1 when a target is missed. Clock ratios mean something on a quiet machine only;
``interpreter`` and the ratios of CPU time hold on a busy one too.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from measure import machine

HERE = Path(__file__).resolve().parent
SMALL = """\
name = "bench"
scenario = "small"
replicates = {replicates}
[design]
kind = "lhs"
points = {points}
[factors]
fear = {{ low = 0.0, high = 1.0 }}
staffing = {{ low = 0.7, high = 1.1 }}
"""
TINY = """\
name = "memory"
scenario = "tiny.toml"
replicates = 20
outcomes = ["deaths"]
[design]
kind = "lhs"
points = {points}
[factors]
fear = {{ low = 0.0, high = 1.0 }}
"""
HOSPITAL = """\
title = "The least there can be"
days = 2
warm_up_days = 0
[organisation]
wards = 1
departments = 0
divisions = 1
executives = 1
board_members = 1
beds_per_ward = 1
ward_registered_nurses = 1
ward_support_workers = 0
ward_doctors = 0
ward_allied = 0
spare_posts = 0.0
"""
CHILD = """\
import json, resource, sys
from pathlib import Path
from culturesim.experiments import Experiment
experiment = Experiment.from_file(sys.argv[1])
import time; began = time.monotonic()
summary = experiment.run(Path(sys.argv[2]), workers=2)
seconds = time.monotonic() - began
lines = Path("/proc/self/status").read_text().splitlines() if Path("/proc").exists() else []
peak = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
peak = peak or [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]
print(json.dumps([summary.done, seconds, peak[0] / 1024]))
"""


def timed(job):
    """Wall and CPU seconds of a call, those of this process alone."""
    wall, cpu = time.monotonic(), time.process_time()
    job()
    return time.monotonic() - wall, time.process_time() - cpu


def bare(experiment, workers):
    """Run the same scenarios and seeds with nothing around them but a pool of threads."""
    from culturesim.simulation import Simulation

    job, design = experiment.job(), experiment.design()
    columns = [design[name].tolist() for name in experiment.factors]
    todo = [
        (job.scenario(tuple(column[p] for column in columns)), job.seed_of(p * 1_000_000 + r))
        for p in range(len(design))
        for r in range(experiment.plan.replicates.least)
    ]
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda pair: Simulation(*pair).run(), todo))


def sweep(experiment, **how):
    with tempfile.TemporaryDirectory() as folder:
        experiment.run(Path(folder) / "out", **how)


def ratios(rounds, points, replicates):
    """Time bare runs and sweeps in turns; medians of the ratios inside a round."""
    from culturesim.experiments import Experiment

    text = SMALL.format(points=points, replicates=replicates)
    experiment = Experiment.from_toml(text)
    jobs = {
        "bare_1": lambda: bare(experiment, 1),
        "bare_2": lambda: bare(experiment, 2),
        "sweep_1": lambda: sweep(experiment, workers=1),
        "sweep_2": lambda: sweep(experiment, workers=2),
    }
    times = {name: [] for name in jobs}
    for turn in range(rounds + 1):
        for name, job in jobs.items():
            found = timed(job)
            if turn:  # the first round warms caches
                times[name].append(found)

    def ratio(above, below, which):
        pairs = zip(times[above], times[below], strict=True)
        return round(median(a[which] / b[which] for a, b in pairs), 3)

    return {
        "runs": points * replicates,
        "rounds": rounds,
        "wall_seconds_a_run": {
            name: round(median(t[0] for t in found) / (points * replicates), 5)
            for name, found in times.items()
        },
        "sweep_over_bare_2_workers_wall": ratio("sweep_2", "bare_2", 0),
        "sweep_over_bare_2_workers_cpu": ratio("sweep_2", "bare_2", 1),
        "efficiency_of_2_workers": round(ratio("sweep_1", "sweep_2", 0) / 2.0, 3),
        "efficiency_of_2_bare_threads": round(ratio("bare_1", "bare_2", 0) / 2.0, 3),
    }


def interpreter(runs):
    """CPU time of a run of the sweep, and the part of it spent outside the compiled days.

    Only that part holds Python's lock, so it is what two threads can make each other wait for.
    """
    from culturesim import simulation
    from culturesim.experiments import Experiment
    from culturesim.experiments.work import Item, do_item

    experiment = Experiment.from_toml(SMALL.format(points=runs // 5, replicates=5))
    job, design = experiment.job(), experiment.design()
    items = [
        Item(p * 1_000_000 + r, tuple(float(design[f][p]) for f in experiment.factors))
        for p in range(len(design))
        for r in range(5)
    ]
    compiled, plain = 0.0, simulation.run_days

    def timed_days(*arguments):
        nonlocal compiled
        began = time.thread_time()
        plain(*arguments)
        compiled += time.thread_time() - began

    for item in items[:5]:
        do_item(job, item, lambda: None)
    simulation.run_days = timed_days
    began = time.thread_time()
    for item in items:
        do_item(job, item, lambda: None)
    whole = time.thread_time() - began
    simulation.run_days = plain
    began = time.thread_time()
    for item in items:
        simulation.Simulation(job.scenario(item.values), job.seed_of(item.run)).run()
    alone = time.thread_time() - began
    return {
        "runs": len(items),
        "cpu_milliseconds_a_run": round(1000.0 * whole / len(items), 2),
        "outside_compiled_days_share": round(1.0 - compiled / whole, 3),
        "run_with_outcomes_over_bare_cpu": round(whole / alone, 3),
    }


class Cluster:
    """A scheduler and one worker of two threads, as processes."""

    def __enter__(self):
        command = [sys.executable, "-m", "dask"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        port = 28_786 + os.getpid() % 1000
        self.address = f"tcp://127.0.0.1:{port}"
        self.processes = [
            subprocess.Popen([*command, "scheduler", "--host", "127.0.0.1", "--port", str(port),
                              "--no-dashboard"], **quiet),
            subprocess.Popen([*command, "worker", self.address, "--nthreads", "2", "--no-nanny",
                              "--no-dashboard"], **quiet),
        ]  # fmt: skip
        return self

    def cpu(self):
        """CPU seconds of scheduler and worker so far."""
        ticks = os.sysconf("SC_CLK_TCK")
        total = 0
        for process in self.processes:
            fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total / ticks

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
            process.wait()


def through_dask(rounds, points, replicates):
    """Time bare runs and sweeps on a Dask cluster of two threads in turns."""
    from culturesim.experiments import Experiment

    experiment = Experiment.from_toml(SMALL.format(points=points, replicates=replicates))
    walls, cpus = [], []
    with Cluster() as cluster:
        bare(experiment, 2)
        sweep(experiment, scheduler=cluster.address)  # loads the engine on the worker
        for _ in range(rounds):
            wall, cpu = timed(lambda: bare(experiment, 2))
            before = cluster.cpu()
            wall_dask, cpu_dask = timed(lambda: sweep(experiment, scheduler=cluster.address))
            walls.append(wall_dask / wall)
            cpus.append((cpu_dask + cluster.cpu() - before) / cpu)
    return {
        "dask_over_bare_2_threads_wall": round(median(walls), 3),
        "dask_over_bare_2_threads_cpu_all_processes": round(median(cpus), 3),
        "rounds": rounds,
    }


def memory(sizes):
    """Peak memory of the parent by number of runs, each in a process of its own."""
    found = {}
    for runs in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "tiny.toml").write_text(HOSPITAL)
            (folder / "x.toml").write_text(TINY.format(points=runs // 20))
            command = [sys.executable, "-c", CHILD, str(folder / "x.toml"), str(folder / "out")]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            count, seconds, peak = json.loads(done.stdout)
            assert count == runs
            found[str(runs)] = {
                "peak_mb": round(peak, 1),
                "milliseconds_a_run": round(1000.0 * seconds / runs, 3),
            }
    peaks = [entry["peak_mb"] for entry in found.values()]
    return {**found, "growth_mb": round(peaks[-1] - peaks[0], 1)}


def main():
    """Measure, print and store."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--only", choices=("interpreter", "ratios", "dask", "memory"))
    asked = parser.parse_args()
    rounds, points = (1, 6) if asked.quick else (4, 10)
    sizes = (1_000, 10_000) if asked.quick else (1_000, 10_000, 100_000)
    from culturesim.runs import prepare

    prepare()
    parts = {
        "interpreter": lambda: interpreter(20 if asked.quick else 60),
        "ratios": lambda: ratios(rounds, points, 10),
        "dask": lambda: through_dask((rounds + 1) // 2, 2 * points, 10),
        "memory": lambda: memory(sizes),
    }
    wanted = [asked.only] if asked.only else list(parts)
    found = {name: parts[name]() for name in wanted}
    targets = judge(found)
    report = {"machine": machine(), **found, "targets": targets}
    text = json.dumps(report, indent=2)
    print(text)
    if not asked.quick and not asked.only:
        (HERE / "results" / "sweep.json").write_text(text + "\n", encoding="utf-8")
    sys.exit(int(asked.check and not all(entry["met"] for entry in targets.values())))


def judge(found):
    """Compare with the targets."""
    targets = {}
    if "ratios" in found:
        over = found["ratios"]["sweep_over_bare_2_workers_wall"]
        half = found["ratios"]["efficiency_of_2_workers"]
        targets["overhead_at_most_0.10"] = {"value": round(over - 1.0, 3), "met": over <= 1.10}
        targets["efficiency_at_least_0.85"] = {"value": half, "met": half >= 0.85}
    if "dask" in found:
        over = found["dask"]["dask_over_bare_2_threads_wall"]
        targets["dask_at_most_0.25"] = {"value": round(over - 1.0, 3), "met": over <= 1.25}
    if "memory" in found:
        growth = found["memory"]["growth_mb"]
        targets["memory_flat_within_32_mb"] = {"value": growth, "met": growth <= 32.0}
    return targets


if __name__ == "__main__":
    main()
