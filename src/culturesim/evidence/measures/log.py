"""Reading the log of events: incidents, who noticed them, what was said, what came of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from culturesim.evidence.observed import Observed
from culturesim.state.ledger import FIELDS, KINDS

__all__ = ["Log"]

RAISED = ("challenged", "told_manager", "reported", "bypassed")
FORMAL = ("told_manager", "reported", "bypassed")


class Log:
    """Events of one run by column, with the links between them.

    Parameters
    ----------
    seen : Observed
        A hospital of which a log was kept.

    Attributes
    ----------
    day, who, whom, cause, detail : ndarray of int32, shape (n_events,)
        Columns of the log.

    Examples
    --------
    >>> Log.__name__
    'Log'
    """

    def __init__(self, seen: Observed) -> None:
        self._seen = seen
        columns = dict(zip(FIELDS, seen.events.T, strict=True))
        self.day, self.who, self.whom = columns["day"], columns["who"], columns["whom"]
        self.cause, self.detail = columns["cause"], columns["detail"]
        self._kind = columns["kind"]

    def at(self, *kinds: str) -> NDArray[np.int64]:
        """Rows of events of some kinds, in order.

        Parameters
        ----------
        *kinds : str
            Kinds of event.

        Returns
        -------
        ndarray of int64
            Rows.
        """
        return np.flatnonzero(np.isin(self._kind, [KINDS.index(kind) for kind in kinds]))

    def is_kind(self, rows: Any, *kinds: str) -> Any:
        """Whether rows are of some kinds; -1, for no row, is of none.

        Parameters
        ----------
        rows : ndarray of int
            Rows.
        *kinds : str
            Kinds of event.

        Returns
        -------
        ndarray of bool
            Whether each is.
        """
        known = np.isin(self._kind[rows], [KINDS.index(kind) for kind in kinds])
        return known & (np.asarray(rows) >= 0)

    def marked(self, rows: Any) -> NDArray[np.bool_]:
        """A flag for every event of the log, set at some rows; -1 is no row."""
        flags = np.zeros(len(self._kind), dtype=bool)
        flags[np.asarray(rows)[np.asarray(rows) >= 0]] = True
        return flags

    def incidents(self) -> NDArray[np.int64]:
        """Rows of incidents: harms, and those stopped before harm."""
        return self.at("near_miss", "harm")

    def noticed_incidents(self) -> NDArray[np.int64]:
        """Rows at which a member of staff noticed an incident."""
        rows = self.at("noticed")
        return np.asarray(rows[self.is_kind(self.cause[rows], "near_miss", "harm")])

    def said(self, *kinds: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows of what was said through some channels, and of what had been noticed."""
        rows = self.at(*kinds)
        return rows, self.cause[rows].astype(np.int64)

    def spoken_of(self, *kinds: str) -> NDArray[np.bool_]:
        """For every event, whether it is an incident somebody spoke of through some channels."""
        _, noticed = self.said(*kinds)
        noticed = noticed[noticed >= 0]
        return self.marked(self.cause[noticed])

    def stays_of(self, rows: Any) -> NDArray[np.int64]:
        """Positions of the stays, among those that ended, in which events of a bed happened.

        Parameters
        ----------
        rows : ndarray of int
            Rows of events whose ``whom`` is a bed.

        Returns
        -------
        ndarray of int64
            Positions in the table of stays, -1 where the stay had not ended.
        """
        stays = self._seen.stays
        end = stays["bed"].astype(np.int64) * 100_000 + stays["day"].astype(np.int64)
        order = np.argsort(end, kind="stable")
        looked = self.whom[rows].astype(np.int64) * 100_000 + self.day[rows]
        place = np.searchsorted(end[order], looked)
        inside = place < len(order)
        found = order[np.minimum(place, len(order) - 1)]
        first = stays["day"][found] - stays["length"][found] + 1
        right = inside & (stays["bed"][found] == self.whom[rows]) & (first <= self.day[rows])
        return np.where(right, found, -1)
