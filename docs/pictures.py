"""Make every picture of the documentation: ``python docs/pictures.py``, about two minutes."""

from __future__ import annotations

from pathlib import Path

import culturesim

FOLDER = Path(__file__).resolve().parent / "pictures"
RUNS = 20


def main() -> None:
    """Run the scenarios and write the pictures."""
    FOLDER.mkdir(exist_ok=True)
    midshire = culturesim.run("midshire", runs=RUNS)
    pictures = {
        "midshire": midshire.plot.truth_and_board(),
        "midshire-who-knew": midshire.plot.who_knew(),
        "open-and-fear": culturesim.compare("open-culture", "fear-culture", runs=RUNS).plot(),
    }
    for name, picture in pictures.items():
        path = FOLDER / f"{name}.png"
        picture.savefig(path, dpi=100, bbox_inches="tight", metadata={"Software": None})


if __name__ == "__main__":
    main()
