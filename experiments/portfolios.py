"""Write ``levers.csv``: no lever, every Berwick lever alone, and every pair that may be pulled.

``python experiments/portfolios.py`` writes the file; a test compares it with the levers there are.
"""

from itertools import combinations
from pathlib import Path

from culturesim.interventions import CONTRADICTIONS
from culturesim.interventions.berwick import BERWICK

FILE = Path(__file__).with_name("levers.csv")


def table() -> str:
    """CSV with a column a lever and a row a portfolio."""
    names = [lever.name for lever in BERWICK]
    refused = {frozenset(pair[:2]) for pair in CONTRADICTIONS}
    chosen = [(), *((name,) for name in names)]
    chosen += [pair for pair in combinations(names, 2) if frozenset(pair) not in refused]
    rows = [",".join("1.0" if name in some else "0.0" for name in names) for some in chosen]
    return "\n".join([",".join(names), *rows]) + "\n"


if __name__ == "__main__":
    FILE.write_text(table(), encoding="utf-8")
