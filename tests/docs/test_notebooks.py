"""The notebooks of the tutorials run from top to bottom, at a small size."""

import re
import sys
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
FOLDER = Path(__file__).resolve().parents[2] / "docs" / "tutorials"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SMALL = {"days": "400", "replicates": "5", "fear": "[0.1, 0.9]", "staffing": "[0.7, 1.0]"}


def made_small(cell):
    """A cell of parameters with the values of a small size."""
    for name, value in SMALL.items():
        line = re.compile(rf"^{name} = .*$", re.MULTILINE)
        cell.source = line.sub(f"{name} = {value}", cell.source)


def test_there_are_four():
    assert {p.stem for p in NOTEBOOKS} == {"first-sweep", "phase-map", "transparency", "checks"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path, tmp_path, monkeypatch):
    book = nbformat.read(path, as_version=4)
    marked = [cell for cell in book.cells if "parameters" in cell.metadata.get("tags", [])]
    assert len(marked) == 1, "one cell of parameters, so that a small size can be set"
    assert not any(cell.get("outputs") for cell in book.cells), "kept without outputs"
    made_small(marked[0])
    book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    monkeypatch.setenv("PYTHONPATH", ":".join(p for p in sys.path if p))
    client = nbclient.NotebookClient(
        book, timeout=None, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    shown = [out for cell in book.cells if cell.cell_type == "code" for out in cell.outputs]
    assert any("image/png" in out.get("data", {}) for out in shown), "it shows a picture"
