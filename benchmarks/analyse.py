"""Measure `analyse` on 10^5 runs and PRIM on 10^5 rows; both should take at most 60 s.

``python benchmarks/analyse.py`` prints JSON and stores it in
``benchmarks/results/analyse.json``; ``--rows 10000`` makes a smaller study and stores nothing;
``--check`` fails when a target is missed. Runs are made up: hospitals that fail by a stated rule of
ten factors, with luck.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from measure import machine

from culturesim.experiments.analysis import Study, analyse_study
from culturesim.experiments.analysis.prim import find_boxes

STORED = Path(__file__).parent / "results" / "analyse.json"
FACTORS = 10
REPLICATES = 10
MOST = {"analyse_cpu_s": 60.0, "prim_cpu_s": 60.0}


def made(rows: int) -> Study:
    """Make a study of so many runs: points of a sample with ten runs each."""
    rng = np.random.default_rng(0)
    n = rows // REPLICATES
    points = pd.DataFrame(rng.uniform(size=(n, FACTORS)), columns=[f"f{k}" for k in range(FACTORS)])
    points.insert(0, "point", range(n))
    x = points.loc[points.index.repeat(REPLICATES)].reset_index(drop=True)
    fails = rng.uniform(size=len(x)) < 1.0 / (1.0 + np.exp(-8.0 * (x["f0"] - x["f1"])))
    board = fails & (rng.uniform(size=len(x)) < x["f2"] * (1.0 - x["f0"]))
    regulator = fails & ~board & (rng.uniform(size=len(x)) < 0.5 * x["f3"])
    by = np.where(board, "board", np.where(regulator, "regulator", "nobody"))
    table = pd.DataFrame(
        {
            "point": x["point"],
            "replicate": np.tile(np.arange(REPLICATES), n),
            "status": "done",
            "is_failing": fails.astype(float),
            "caught_by": by,
            "caught_after": np.where(by == "nobody", np.nan, 900.0 * rng.uniform(size=len(x))),
            "preventable_harm_rate": 8.0 + 6.0 * x["f0"] + rng.normal(size=len(x)),
            "voice_share": 0.6 - 0.5 * x["f0"] + 0.05 * rng.normal(size=len(x)),
        }
    )
    return Study.of("benchmark", "lhs", points, table, title="Benchmark")


def measure(rows: int) -> dict[str, Any]:
    """Time reading into a study, all analyses, page and files, and PRIM alone."""
    study = made(rows)
    wall, cpu = time.perf_counter(), time.process_time()
    found = analyse_study(study)
    thought = time.process_time() - cpu
    with tempfile.TemporaryDirectory() as folder:
        found.save(Path(folder) / "out")
    whole = time.process_time() - cpu
    seen = time.perf_counter() - wall
    table = study.points.loc[study.runs["point"], list(study.factors)].reset_index(drop=True)
    cases = study.runs["fails_unseen"].to_numpy() > 0
    cpu = time.process_time()
    boxes = find_boxes(table, cases)
    return {
        "runs": study.n_runs,
        "factors": FACTORS,
        "analyses": [section.key for section in found.sections],
        "analyse_cpu_s": round(whole, 2),
        "analyse_wall_s": round(seen, 2),
        "of_which_numbers_cpu_s": round(thought, 2),
        "prim_cpu_s": round(time.process_time() - cpu, 2),
        "prim_boxes": len(boxes),
        "targets": MOST,
    }


def main() -> None:
    """Print and store the measurement."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--rows", type=int, default=100_000)
    words.add_argument("--check", action="store_true")
    given = words.parse_args()
    result = {"machine": machine(), **measure(given.rows)}
    text = json.dumps(result, indent=2) + "\n"
    print(text, end="")
    if given.rows == 100_000:
        STORED.write_text(text, encoding="utf-8")
    missed = [name for name, most in MOST.items() if result[name] > most]
    if given.check and missed:
        sys.exit(f"missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
