"""Writing an analysis: all files beside the folder first, then moved in, so none is half there."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from culturesim.results.files import check_folder

__all__ = ["write_all"]


def _save_picture(figure: Any, path: Path, dpi: int) -> None:
    import matplotlib as mpl

    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": path.stem}):
        figure.savefig(path, dpi=dpi, facecolor="white",
                       metadata={"Date": None} if path.suffix == ".svg" else None)  # fmt: skip


def write_all(
    folder: Path,
    force: bool,
    texts: Mapping[str, str],
    tables: Mapping[str, pd.DataFrame],
    pictures: Mapping[str, Callable[[], Any]],
    formats: Sequence[str],
    dpi: int,
) -> Path:
    """Write texts, tables as CSV, and pictures.

    Parameters
    ----------
    folder : Path
        Where; it need not exist.
    force : bool
        Allow a folder that holds something; files of the same name are replaced.
    texts : mapping of str to str
        File name to text.
    tables : mapping of str to DataFrame
        File name without ending to table.
    pictures : mapping of str to callable
        File name without ending to what makes the figure.
    formats : sequence of str
        Endings of picture files.
    dpi : int
        Dots per inch of PNG.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        If the folder cannot be written to, or holds something and ``force`` is not given.
    """
    folder = check_folder(folder, force)
    beside = folder.absolute().parent / f".{folder.name}-{uuid.uuid4().hex[:8]}"
    beside.mkdir(parents=True)
    try:
        for name, text in texts.items():
            (beside / name).write_text(text, encoding="utf-8")
        for name, table in tables.items():
            table.to_csv(beside / f"{name}.csv", index=False, float_format="%.6g")
        for name, make in pictures.items():
            figure = make()
            for ending in formats:
                _save_picture(figure, beside / f"{name}.{ending}", dpi)
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(beside.iterdir()):
            path.replace(folder / path.name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return folder
