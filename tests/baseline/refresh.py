"""What the small hospital does in 90 days, stored so that an unintended change is seen.

``make baseline`` measures again, says what moved and stores it; do that only for a change of
results that is meant, and write it down under "Results change" in ``CHANGELOG.md``.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np

from culturesim.scenario import load_scenario
from culturesim.simulation import Simulation
from culturesim.state.schema import POPULATIONS
from culturesim.state.series import HOSPITAL_RECORD, OVERSIGHT_RECORD, WARD_RECORD
from culturesim.streams import GENERATOR

FILE = Path(__file__).resolve().parent / "baseline.json"
DAYS = 90
SEEDS = (1, 2)
RECORDS = {"ward": WARD_RECORD, "hospital": HOSPITAL_RECORD, "oversight": OVERSIGHT_RECORD}


def measure():
    """Sums of all recorded columns and the digest of the state, by seed."""
    scenario = load_scenario("small").with_changes(days=DAYS)
    return {
        "generator": GENERATOR,
        "parameters": _digest(repr(list(scenario.parameters.items())).encode()),
        "seeds": {str(seed): _measure_one(scenario, seed) for seed in SEEDS},
    }


def _measure_one(scenario, seed):
    simulation = Simulation(scenario, seed, ledger=True)
    simulation.run()
    counts, levels = {}, {}
    for population, record in RECORDS.items():
        values = getattr(simulation.series, population).astype(np.float64)
        for q, column in enumerate(record):
            name, total = f"{population}.{column.name}", values[:, q].sum()
            if column.kind == "int":
                counts[name] = int(total)
            else:
                levels[name] = float(total)
    events = np.ascontiguousarray(simulation.ledger_rows(), dtype="<i4")
    return {
        "state": _digest(*_blocks(simulation.world)),
        "events": len(events),
        "ledger": _digest(events.tobytes()),
        "counts": counts,
        "levels": levels,
    }


def _blocks(world):
    """Both blocks of every population, in a fixed byte order."""
    for population in POPULATIONS:
        letter = population[0]
        yield np.ascontiguousarray(getattr(world, f"{letter}f"), dtype="<f8").tobytes()
        yield np.ascontiguousarray(getattr(world, f"{letter}i"), dtype="<i4").tobytes()


def _digest(*parts):
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part)
    return whole.hexdigest()


def load():
    """Stored baseline; empty before the first refresh."""
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {"seeds": {}}


def differences(stored, measured, tolerance=1e-9):
    """One line for every stored figure that moved: counts at all, levels beyond rounding."""
    found = []
    if stored.get("generator") != measured["generator"]:
        found.append(f"generator: {stored.get('generator')} -> {measured['generator']}")
    for seed, now in measured["seeds"].items():
        before = stored["seeds"].get(seed, {"counts": {}, "levels": {}})
        for kind in ("counts", "levels"):
            for name in sorted(before[kind].keys() | now[kind].keys()):
                old, new = before[kind].get(name), now[kind].get(name)
                if not _same(old, new, tolerance if kind == "levels" else 0.0):
                    found.append(f"seed {seed}, {name}: {old} -> {new}")
        found += [
            f"seed {seed}, {name}: {before.get(name)} -> {now[name]}"
            for name in ("events", "ledger", "state")
            if before.get(name) != now[name]
        ]
    return found


def _same(old, new, tolerance):
    if old is None or new is None:
        return False
    return abs(new - old) <= tolerance * max(abs(old), abs(new))


def main():
    """Measure, say what moved, store."""
    stored, measured = load(), measure()
    moved = differences(stored, measured)
    if stored.get("parameters") != measured["parameters"]:
        moved.insert(0, "parameters of the small scenario changed")
    for line in moved or ["nothing moved"]:
        print(line)
    FILE.write_text(json.dumps(measured, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
