"""One number a run, named in a what-if file: an outcome, a quantity of the series, or a ratio."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from culturesim import errors
from culturesim.errors import InputError
from culturesim.outcomes import OUTCOMES, QUANTITIES

if TYPE_CHECKING:
    import pandas as pd

    from culturesim.results import Results

__all__ = ["MORE_COLUMNS", "OR_END", "Value", "read_value"]

#: Ending of a name: the day, or the last day of the run where it never came.
OR_END = "_or_end"

#: Columns of the outcome table, beside the headline outcomes, that a what-if may name.
MORE_COLUMNS = {
    "is_failing": "whether the hospital fails",
    "failing_at_end": "whether it is failing at the end",
    "caught_after": "days from the beginning of failing until somebody caught it",
    "cost_money": "cost of levers [GBP]",
    "cost_hours": "cost of levers [hours of staff]",
    "failing_day_or_end": "day on which failing began, or the last day",
    "caught_day_or_end": "day on which it was caught, or the last day",
    "knew_ward_day_or_end": "day on which ward managers knew, or the last day",
    "knew_executive_day_or_end": "day on which executives knew, or the last day",
    "knew_board_day_or_end": "day on which the board knew, or the last day",
}
_SHAPE = re.compile(r"^([a-z_]+)(?:\s*/\s*([a-z_]+))?$")


@dataclass(frozen=True, slots=True)
class Value:
    """A number that each run has.

    Attributes
    ----------
    name : str
        Outcome, column or quantity.
    per : str
        What it is divided by, or nothing.
    from_day, to_day : int
        Days that count, for quantities of the series; 0 means from the first, to the last. [day]

    Examples
    --------
    >>> Value("n_preventable", "n_patients").words
    'harms that good care would have prevented, per patients in beds'
    """

    name: str
    per: str = ""
    from_day: int = 0
    to_day: int = 0

    @property
    def words(self) -> str:
        """What it is, in plain words."""
        when = ""
        if self.from_day or self.to_day:
            last = f"day {self.to_day:,}" if self.to_day else "the end"
            when = f", day {max(self.from_day, 1):,} to {last}"
        per = f", per {_words(self.per)}" if self.per else ""
        return f"{_words(self.name)}{per}{when}"

    def of(self, results: Results) -> NDArray[np.float64]:
        """Work out the value of every run, in order of seed.

        Parameters
        ----------
        results : Results
            The runs; of several hospitals, counts are added and other numbers averaged.

        Returns
        -------
        ndarray of float64, shape (n_runs,)
            The values; NaN where a run has none.
        """
        return self._by(results, ["run"]).to_numpy(dtype=np.float64)

    def by_hospital(self, results: Results) -> pd.Series:
        """Work out the value of every hospital of every run.

        Parameters
        ----------
        results : Results
            The runs.

        Returns
        -------
        Series of float64
            A row a run and hospital, indexed by both; NaN where one has no value.
        """
        return self._by(results, ["run", "hospital"])

    def _by(self, results: Results, keys: list[str]) -> pd.Series:
        above = _column(results, self.name, (self.from_day, self.to_day), keys)
        if not self.per:
            return above
        below = _column(results, self.per, (self.from_day, self.to_day), keys)
        return above / below.where(below != 0.0)


def _words(name: str) -> str:
    if name in OUTCOMES:
        return OUTCOMES[name].label.lower()
    if name in MORE_COLUMNS:
        return MORE_COLUMNS[name]
    meaning = QUANTITIES[name].meaning.removesuffix(" (truth)").removesuffix(" (instrument)")
    return meaning.removesuffix("; -1 before the first")


def _column(results: Results, name: str, days: tuple[int, int], keys: list[str]) -> pd.Series:
    if name in QUANTITIES:
        return _from_series(results, name, days, keys)
    table = results.outcomes
    column = name.removesuffix(OR_END) if name.endswith(OR_END) else name
    values = table[column].astype(float)
    if name.endswith(OR_END):
        values = values.fillna(table["days"].astype(float))
    adds_up = OUTCOMES[name].unit in _COUNTED if name in OUTCOMES else name.startswith("cost")
    groups = values.groupby([table[key].astype(str) if key == "hospital" else table[key]
                             for key in keys])  # fmt: skip
    return groups.sum() if adds_up else groups.mean()


_COUNTED = ("harms", "deaths", "shifts", "alerts", "visits", "findings", "disclosures", "stories",
            "scandals", "inquiries")  # fmt: skip


def _from_series(results: Results, name: str, days: tuple[int, int], keys: list[str]) -> pd.Series:
    series = results.series
    chosen = (series["level"] == "hospital") & (series["quantity"] == name)
    chosen &= series["day"] >= max(days[0], 1)
    if days[1]:
        chosen &= series["day"] <= days[1]
    rows = series[chosen.to_numpy()]
    values = rows["value"].astype(float)
    values = values.where(values >= 0.0)  # a survey is -1 before the first
    where = {"run": rows["run"], "hospital": rows["place"].astype(str).rename("hospital")}
    groups = values.groupby([where[key] for key in keys])
    return groups.sum() if QUANTITIES[name].is_count else groups.mean()


def read_value(text: object, window: tuple[int, int], where: str) -> Value:
    """Read a name, or one name divided by another.

    Parameters
    ----------
    text : object
        ``"deaths"`` or ``"n_preventable / n_patients"``.
    window : tuple of int
        First and last day that count; 0 for none. [day]
    where : str
        File and key to name in a message.

    Returns
    -------
    Value
        The checked value.

    Raises
    ------
    InputError
        If it is no such text, a name is unknown, or days are given for an outcome of the whole run.

    Examples
    --------
    >>> read_value("deaths", (0, 0), "outcome").name
    'deaths'
    """
    found = _SHAPE.match(errors.check_text(text, where, one_line=True))
    if not found:
        raise InputError(f"{where}: expected NAME or NAME / NAME, got {errors.shown(text)}")
    known = (*OUTCOMES, *MORE_COLUMNS, *QUANTITIES)
    for name in filter(None, found.groups()):
        if name not in known:
            near = errors.nearest(name, known)
            raise InputError(
                f"{where}: no outcome or quantity is called {errors.shown(name)}{near}"
            )
        if any(window) and name not in QUANTITIES:
            raise InputError(f"{where}: days can be chosen for quantities of the series only, "
                             f"{errors.shown(name)} is of the whole run")  # fmt: skip
    return Value(found[1], found[2] or "", *window)
