"""Writing events into the ledger from compiled phases."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from culturesim.jitable import jitable


@jitable
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
    """Append one event to the ledger.

    Parameters
    ----------
    ledger : ndarray of int32, shape (capacity, 7)
        Event buffer, columns as in `culturesim.state.ledger.FIELDS`.
    count : ndarray of int64, shape (2,)
        Rows in the buffer, and rows moved out of it before. [rows]
    day : int
        Day; 0 and below in the warm-up. [day]
    kind : int
        Kind, a field of `culturesim.state.ledger.K`. [code]
    who, whom : int
        Who acted and on whom, rows of the populations that the kind says; -1 for nobody. [row]
    ward : int
        Ward; -1 where none is concerned. [row]
    cause : int
        Number of the event that led to this one, -1 for none. [-]
    detail : int
        What the kind says. [-]

    Returns
    -------
    int
        Number of the event in the whole run; -1 when the ledger is off or full. [-]

    Examples
    --------
    >>> import numpy as np
    >>> ledger, count = np.zeros((1, 7), np.int32), np.zeros(2, np.int64)
    >>> [int(emit(ledger, count, 3, 0, -1, whom, 2, -1, 0)) for whom in (5, 6)]
    [0, -1]
    """
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
