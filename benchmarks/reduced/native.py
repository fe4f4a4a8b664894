"""Build and call the C twin."""

import ctypes
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np

from culturesim.streams import STREAM

from .loops import Columns

SOURCE = Path(__file__).with_name("loops.c")
FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")
STREAM_NUMBERS = np.array(
    [STREAM.task, STREAM.hazard, STREAM.witness, STREAM.speak, STREAM.act], np.int64
)


def compiler() -> str | None:
    """Return the C compiler of this machine, or None."""
    return shutil.which("gcc") or shutil.which("cc")


def build(folder: Path) -> Callable[[int, int, Columns], None]:
    """Compile the twin into ``folder``; return a function of (seed, first day, columns)."""
    library = folder / "loops.so"
    subprocess.run([str(compiler()), *FLAGS, str(SOURCE), "-o", str(library)], check=True)
    function = ctypes.CDLL(str(library)).run
    function.argtypes = [ctypes.c_int64] * 4 + [ctypes.c_void_p] * 5
    function.restype = None

    def run(seed: int, first_day: int, columns: Columns) -> None:
        arrays = (STREAM_NUMBERS, columns.state, columns.counts, columns.ties, columns.out)
        n_days, n_wards = columns.out.shape[:2]
        function(seed, first_day, n_days, n_wards, *(array.ctypes.data for array in arrays))

    return run
