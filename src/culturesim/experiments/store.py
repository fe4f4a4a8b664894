"""The store: a folder of Parquet files that any library can read, whose rows are the state.

A run is done when a row of a file says so; nothing else is read to decide. A file appears whole or
not at all: it is written under another name and renamed.
"""

from __future__ import annotations

import json
import os
import shutil
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from culturesim.errors import InputError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["Store", "sweep_away"]

LAYOUT = 1  # version of what is described in docs/how-to/run-a-sweep.md
ROWS, SERIES, STALE_SECONDS = "rows", "series", 3600.0


class Store:
    """A folder with the rows of one experiment.

    Parameters
    ----------
    folder : str or Path
        The folder.

    Raises
    ------
    InputError
        If it is no store, or of another layout.

    Examples
    --------
    >>> Store("nowhere")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: nowhere: no sweep is stored here (manifest.json is missing)
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        path = self.folder / "manifest.json"
        try:
            self.manifest: dict[str, Any] = json.loads(path.read_text("utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            raise InputError(
                f"{self.folder}: no sweep is stored here (manifest.json is missing)"
            ) from None
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: cannot be read: {error}") from None
        if not isinstance(self.manifest, dict) or self.manifest.get("layout") != LAYOUT:
            raise InputError(f"{path}: is not a manifest of layout {LAYOUT}")

    @classmethod
    def make(cls, folder: Path, manifest: dict[str, Any], files: dict[str, Any]) -> Store:
        """Make the folder with everything but rows, all of it or nothing.

        Parameters
        ----------
        folder : Path
            Where; another process may be making the same one.
        manifest : dict
            What the manifest says.
        files : dict of str to str or DataFrame
            Further files by name.

        Returns
        -------
        Store
            The folder, this process's or the other's.

        Raises
        ------
        InputError
            If the folder holds something else, or cannot be written to.
        """
        beside = folder.absolute().parent / f".{folder.name}-{uuid.uuid4().hex[:8]}"
        try:
            beside.mkdir(parents=True)
            for name in (ROWS, *([SERIES] if manifest["series"] else [])):
                (beside / name).mkdir()
            for name, content in files.items():
                path = beside / name
                path.parent.mkdir(exist_ok=True)
                if isinstance(content, str):
                    path.write_text(content, encoding="utf-8")
                else:
                    content.to_parquet(path, compression="zstd", index=False)
            text = json.dumps({"layout": LAYOUT, **manifest}, indent=1, ensure_ascii=False)
            (beside / "manifest.json").write_text(text, encoding="utf-8")
            try:
                beside.replace(folder)
            except OSError:
                if not (folder / "manifest.json").exists():
                    raise InputError(
                        f"{folder}: holds something that is not a sweep; give another folder"
                    ) from None
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise InputError(f"{folder}: cannot be written: {reason}") from None
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        return cls(folder)

    def rewrite_manifest(self, changes: dict[str, Any]) -> None:
        """Change entries of the manifest, in one step."""
        self.manifest |= changes
        text = json.dumps(self.manifest, indent=1, ensure_ascii=False)
        path = self.folder / "manifest.json"
        beside = path.with_name(f".manifest-{uuid.uuid4().hex[:8]}.tmp")
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)

    def design(self) -> pd.DataFrame:
        """Read the points."""
        import pandas as pd

        return pd.read_parquet(self.folder / "design.parquet")

    def files(self, kind: str = ROWS) -> list[Path]:
        """Files of rows or of series, in order of name."""
        return sorted((self.folder / kind).glob("*.parquet"))

    def write(self, kind: str, table: pa.Table) -> None:
        """Add a file of rows or of series.

        Parameters
        ----------
        kind : str
            ``"rows"`` or ``"series"``.
        table : Table
            Ordered by run; the file is named after its first run.

        Raises
        ------
        OSError
            If it cannot be written; nothing is left behind.
        """
        first = int(table.column("run")[0].as_py())
        self.replace(self.folder / kind / f"{first:015d}.parquet", table)

    def replace(self, path: Path, table: pa.Table) -> None:
        """Write a file in one step, in place of one that may be there; see :meth:`write`."""
        import pyarrow.parquet as pq

        beside = path.with_name(f".{path.name}.{os.getpid()}-{uuid.uuid4().hex[:6]}.tmp")
        try:
            with beside.open("wb") as file:
                pq.write_table(table, file, compression="zstd")
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)

    def columns(self, names: Sequence[str]) -> Iterator[tuple[Path, dict[str, NDArray[Any]]]]:
        """Read some columns of the rows, file by file.

        Parameters
        ----------
        names : sequence of str
            Columns.

        Yields
        ------
        Path, dict
            The file, and its columns by name.

        Raises
        ------
        InputError
            If a file is broken.
        """
        for path in self.files():
            table = self.read(path, names)
            yield path, {n: table.column(n).to_numpy(zero_copy_only=False) for n in names}

    def read(self, path: Path, names: Sequence[str] | None = None) -> pa.Table:
        """Read one file of the store, or refuse a broken one by name."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            return pq.ParquetFile(path).read(columns=None if names is None else list(names))
        except (OSError, pa.ArrowException, KeyError) as error:
            reason = str(error).splitlines()[0]
            raise InputError(
                f"{path}: is broken ({reason}); delete it and run again to have its runs redone"
            ) from None

    def done(self) -> NDArray[Any]:
        """Numbers of all runs that have a row, ordered.

        Returns
        -------
        ndarray of int64, shape (n_rows,)
            Without repeats.
        """
        found = [columns["run"] for _, columns in self.columns(["run"])]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)

    def counts(self) -> dict[str, int]:
        """Count rows by status."""
        import pyarrow.compute as pc

        total = {"done": 0, "failed": 0, "timeout": 0}
        for path in self.files():
            for entry in pc.value_counts(self.read(path, ["status"]).column("status")).to_pylist():
                total[entry["values"]] = total.get(entry["values"], 0) + entry["counts"]
        return total

    def rows(self) -> pd.DataFrame:
        """Read all rows, ordered by run."""
        return self._frame(ROWS, ["run"])

    def series(self) -> pd.DataFrame:
        """Read all series, ordered by run, hospital and day."""
        if not self.files(SERIES):
            raise InputError(f"{self.folder}: no series is kept; name some in the file's series")
        return self._frame(SERIES, ["run", "hospital", "day"])

    def _frame(self, kind: str, key: list[str]) -> pd.DataFrame:
        import pandas as pd
        import pyarrow as pa

        tables = [self.read(path) for path in self.files(kind)]
        if not tables:
            return pd.DataFrame()
        frame: pd.DataFrame = pa.concat_tables(tables).to_pandas()
        return frame.drop_duplicates(key).sort_values(key, ignore_index=True)


def sweep_away(folder: Path, *, all_of_them: bool) -> None:
    """Delete what a killed process left half-written.

    Parameters
    ----------
    folder : Path
        The store.
    all_of_them : bool
        Also those younger than an hour: nothing else is at work on the store.
    """
    for kind in (ROWS, SERIES):
        for path in (folder / kind).glob(".*.tmp"):
            try:
                if all_of_them or time.time() - path.stat().st_mtime > STALE_SECONDS:
                    path.unlink()
            except FileNotFoundError:  # its writer has just renamed it
                continue
