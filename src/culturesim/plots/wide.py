"""Series as arrays of runs by periods, ready to draw."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
from matplotlib.dates import date2num

from culturesim.outcomes import QUANTITIES
from culturesim.plots.style import Floats

__all__ = ["PERIOD", "Wide"]

PERIOD = 28  # days a drawn point stands for, unless rows are longer


class Wide:
    """One hospital's series by quantity, as runs by periods of about 28 days.

    Parameters
    ----------
    results : Results
        The runs.
    hospital : str, optional
        Which hospital; the first if left out.

    Attributes
    ----------
    x : ndarray of float64, shape (n_periods,)
        Middle of each period, as matplotlib counts dates. [days]
    n_runs : int
        Number of runs.

    Examples
    --------
    >>> PERIOD
    28
    """

    def __init__(self, results: Any, hospital: str | None = None) -> None:
        series = results.series
        place = hospital or results.provenance["organisation"]["hospitals"][0]
        chosen = ((series["level"] == "hospital") & (series["place"] == place)).to_numpy()
        self.n_runs = results.n_runs
        values = series["value"].to_numpy()[chosen].astype(np.float64)
        values = values.reshape(self.n_runs, -1, len(QUANTITIES))
        days = series["day"].to_numpy()[chosen].reshape(self.n_runs, -1, len(QUANTITIES))[0, :, 0]
        rows = max(1, PERIOD // int(days[0]))
        keep = max(rows, len(days) // rows * rows)  # a short last period would only be noisier
        starts = np.arange(0, min(keep, len(days)), rows)
        self._sums = np.add.reduceat(values[:, :keep], starts, axis=1)
        self._rows = np.diff(np.append(starts, min(keep, len(days))))
        ends = days[np.append(starts[1:], min(keep, len(days))) - 1]
        begins = np.concatenate([[0], ends[:-1]])
        self._lengths = (ends - begins).astype(np.float64)
        start = dt.date.fromisoformat(results.provenance["scenario"]["start"])
        first = float(date2num(start))  # type: ignore[no-untyped-call]
        self.x: Floats = first - 1.0 + (begins + ends + 1) / 2.0
        self._place = {name: q for q, name in enumerate(QUANTITIES)}

    def level(self, name: str) -> Floats:
        """Mean of a level in each period.

        Parameters
        ----------
        name : str
            A quantity that is not a count.

        Returns
        -------
        ndarray of float64, shape (n_runs, n_periods)
            In the unit of the quantity.
        """
        return np.asarray(self._sums[:, :, self._place[name]] / self._rows)

    def daily(self, name: str) -> Floats:
        """Mean count a day in each period.

        Parameters
        ----------
        name : str
            A count.

        Returns
        -------
        ndarray of float64, shape (n_runs, n_periods)
            In the unit of the quantity, a day.
        """
        return np.asarray(self._sums[:, :, self._place[name]] / self._lengths)

    def ratio(self, above: str, below: str, smooth: int = 1) -> Floats:
        """One count over another, over one or several periods looking back.

        Parameters
        ----------
        above, below : str
            Counts.
        smooth : int
            Periods put together. [periods]

        Returns
        -------
        ndarray of float64, shape (n_runs, n_periods)
            NaN where there is nothing to divide by.
        """
        top, bottom = (self._trailing(self._sums[:, :, self._place[n]], smooth)
                       for n in (above, below))  # fmt: skip
        return np.asarray(np.where(bottom > 0.0, top / np.where(bottom > 0.0, bottom, 1.0), np.nan))

    @staticmethod
    def _trailing(values: Floats, n: int) -> Floats:
        total = np.cumsum(values, axis=1)
        before = np.zeros_like(total)
        before[:, n:] = total[:, :-n]
        return total - before
