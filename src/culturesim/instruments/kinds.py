"""What an instrument is: a description, and the recorded columns it shows."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DAILY", "EDITION", "EDITION_DAYS", "SURVEY", "Instrument", "Item"]

#: Values of `Instrument.shown` that are not a column.
DAILY, EDITION, SURVEY = "daily", "edition", "survey"

#: Days from one edition of the mortality ratio to the next. [days]
EDITION_DAYS = 30


@dataclass(frozen=True, slots=True)
class Item:
    """One number an instrument shows.

    Attributes
    ----------
    name : str
        Name in a reading.
    column : str
        Recorded column, ``population.column``; a ward column is added up over wards.
    unit : str
        Unit of a value.
    meaning : str
        What it is, in plain words.
    scale : str
        Parameter the column is multiplied by; empty for none.

    Examples
    --------
    >>> Item("forms", "ward.n_reports", "forms", "incident forms filed on the day").scale
    ''
    """

    name: str
    column: str
    unit: str
    meaning: str
    scale: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument: what it shows, to whom, how late, and how it can mislead.

    Attributes
    ----------
    name, label : str
        Name in `culturesim.instruments.CATALOGUE`; name shown to readers.
    claims : str
        What it is taken to measure.
    population, sampling, delay, noise, cost, gaming : str
        Whom or what it is about; who of them enters; how late it is; what makes it err by chance;
        what it costs and whether the model charges it; how it can look better than the truth.
        ``{x}`` stands for the value of parameter ``x``.
    seen_by : tuple of str
        Who sees it: ward manager, division, board, regulator, public.
    shown : str
        Days with a reading: ``daily``, ``edition`` (every 30 days), ``survey`` (the survey day), or
        a recorded column that is above 0 on those days.
    items : tuple of Item
        The numbers it shows.
    stands_for : tuple of str
        Columns of `culturesim.instruments.TRUTH` that its readers take it for.
    parameters : tuple of str
        Rows of the parameter registry that shape it.
    source : tuple of str
        Published work on the real instrument; status letters as in the registry.

    Examples
    --------
    >>> from culturesim.instruments import CATALOGUE
    >>> CATALOGUE["staffing_return"].reads
    ('hospital.fill', 'ward.n_rn_planned', 'ward.n_rn_on_shift', 'ward.n_rn_agency')
    """

    name: str
    label: str
    claims: str
    population: str
    sampling: str
    delay: str
    noise: str
    cost: str
    gaming: str
    seen_by: tuple[str, ...]
    shown: str
    items: tuple[Item, ...]
    stands_for: tuple[str, ...]
    parameters: tuple[str, ...]
    source: tuple[str, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        """Recorded columns it reads, ``population.column``."""
        marker = (self.shown,) if "." in self.shown else ()
        return tuple(dict.fromkeys((*(item.column for item in self.items), *marker)))
