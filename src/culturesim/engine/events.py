"""Writing events into the ledger from compiled phases."""

from __future__ import annotations

import numpy as np
from numba.extending import register_jitable
from numpy.typing import NDArray


@register_jitable
def emit(
    ledger: NDArray[np.int32],
    count: NDArray[np.int64],
    day: int,
    kind: int,
    who: int,
    whom: int,
    ward: int,
    cause: int,
    detail: int,
) -> int:
    """Append one event and return its number; -1 when the ledger is off."""
    row = count[0]
    if row >= ledger.shape[0]:
        return -1
    ledger[row, 0] = day
    ledger[row, 1] = kind
    ledger[row, 2] = who
    ledger[row, 3] = whom
    ledger[row, 4] = ward
    ledger[row, 5] = cause
    ledger[row, 6] = detail
    count[0] = row + 1
    return row + count[1]
