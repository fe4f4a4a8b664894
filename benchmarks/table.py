"""Write the figures of ``results/full.json`` into the README as a table.

``python benchmarks/table.py`` prints the table; ``--write`` puts it between the marks in
``benchmarks/README.md``, so that no figure there is copied by hand.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
STORED, README = HERE / "results" / "full.json", HERE / "README.md"
BEGIN, END = "<!-- full.json -->", "<!-- end -->"
NAMES = {
    "slope_in_staff": "slope of CPU time a day in staff, log-log",
    "bytes_per_person": "bytes of state a person in post, at most",
    "midshire_ten_years_cpu_s": "Midshire, ten years, one run, CPU s",
    "small_five_years_cpu_s": "small, five years, one run, CPU s",
    "small_100_runs_wall_s": "small, one year, 100 runs on two threads, s by the clock",
    "ledger_on_over_off": "ledger on over off",
    "cold_compile_wall_s": "cold compilation by two processes, s by the clock",
    "help_wall_s": "`culturesim --help`, s by the clock",
    "first_result_wall_s": "first result of `small`, 30 days, full cache, s by the clock",
}


def sizes(result: dict[str, Any]) -> list[str]:
    """Rows on speed and memory by size."""
    found = result["sizes"]
    rows = [
        "| staff asked for | " + " | ".join(f"{int(n):,}" for n in found) + " | target |",
        "| --- |" + " ---: |" * (len(found) + 1),
    ]
    kinds = {
        "people in post": ("in_post", lambda x: f"{x:,}", ""),
        "ns a staff-day": ("ns_per_staff_day", lambda x: f"{x:.0f}", ""),
        "**million staff-days a CPU second**": (
            "staff_days_per_cpu_s", lambda x: f"**{x / 1e6:.1f}**", "10",
        ),
        "the same, best round": ("best_round", lambda x: f"{x / 1e6:.1f}", ""),
        "bytes of state a person in post": ("bytes_per_person", lambda x: f"{x:.0f}", "400"),
    }  # fmt: skip
    for words, (name, shown, target) in kinds.items():
        cells = " | ".join(shown(size[name]) for size in found.values())
        rows.append(f"| {words} | {cells} | {target} |")
    return rows


def targets(result: dict[str, Any]) -> list[str]:
    """Rows on everything else that has a target."""
    rows = ["| what | measured | target | met |", "| --- | ---: | ---: | --- |"]
    for name, words in NAMES.items():
        if name in result["targets"]:
            verdict = result["targets"][name]
            side = "at least" if "at least" in verdict else "at most"
            met = "yes" if verdict["met"] else "**no**"
            rows.append(f"| {words} | {verdict['measured']} | {side} {verdict[side]:g} | {met} |")
    return rows


def table(result: dict[str, Any]) -> str:
    """Lay out a whole result, with the machine it comes from."""
    machine = result["machine"]
    about = (
        f"Commit {result['commit']}, {machine['cpu']}, {machine['cores']} cores, load "
        f"{machine['load_1_min']} at the start and {result['load_1_min_at_the_end']} at the end; "
        f"Python {machine['python']}, NumPy {machine['numpy']}, numba {machine['numba']}."
    )
    return "\n".join([about, "", *sizes(result), "", *targets(result)])


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Figures of full.json as a table.")
    parser.add_argument("--write", action="store_true", help="write it into the README")
    options = parser.parse_args(arguments)
    made = table(json.loads(STORED.read_text(encoding="utf-8")))
    if not options.write:
        print(made)
        return 0
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    README.write_text(f"{before}{BEGIN}\n{made}\n{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
