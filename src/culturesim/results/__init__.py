"""Results of runs: tidy frames, in and out of files, with where they come from."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from culturesim.errors import InputError, check_whole
from culturesim.results.files import (
    check_folder,
    clean_json,
    read_folder,
    text_writer,
    write_folder,
)

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from culturesim.inquiry import Events
    from culturesim.plots import Plots
    from culturesim.results.frames import Compact

__all__ = ["Results", "check_folder", "text_writer", "write_folder"]


@dataclass(frozen=True, eq=False)
class Results:
    """One or many runs of one scenario.

    Attributes
    ----------
    table : DataFrame or Compact
        What the series is made from.
    series : DataFrame
        Columns run, day (last of its period), level (``hospital`` or ``ward``), place, quantity
        and value, a row each. Hospitals stand day by day unless that would be too much, wards in
        longer periods: counts are added up over a period, levels averaged. The quantities, with
        unit and meaning, are :data:`culturesim.outcomes.QUANTITIES`.
    outcomes : DataFrame
        A row a run (and hospital, if there are several); see
        :func:`culturesim.outcomes.outcome_row`.
    ledger : DataFrame or None
        Events: run, event, day, kind, who, whom, ward, cause and detail; None if none was kept.
    provenance : dict
        Version, commit, seeds, times, platform, scenario, every parameter, the organisation.

    Examples
    --------
    >>> Results.concat([])
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: results: there is nothing to put together
    """

    table: pd.DataFrame | Compact = field(repr=False)
    outcomes: pd.DataFrame = field(repr=False)
    ledger: pd.DataFrame | None = field(repr=False)
    provenance: dict[str, Any] = field(repr=False)

    @cached_property
    def series(self) -> pd.DataFrame:
        """The tidy series, made when first asked for."""
        import pandas as pd

        return self.table if isinstance(self.table, pd.DataFrame) else self.table.frame()

    @classmethod
    def from_simulation(
        cls,
        sim: Any,
        run: int = 1,
        every: int | None = None,
        n_runs: int = 1,
        started: dt.datetime | None = None,
        scenario: Any = None,
    ) -> Results:
        """Take the results of one run.

        Parameters
        ----------
        sim : Simulation
            The run, finished or not.
        run : int
            Its number, from 1.
        every : int, optional
            Days that a ward's row stands for; chosen by size if left out, 7 at least. [days]
        n_runs : int
            Runs it will be put together with, which the choice takes into account. [runs]
        started : datetime, optional
            When the run was started.
        scenario : Scenario, optional
            What to name as the scenario, if the run's own was drawn from it.

        Returns
        -------
        Results
            Of this run.

        Raises
        ------
        InputError
            If no day has been simulated yet, or ``every`` is not 1 to 100,000.

        Examples
        --------
        >>> Results.from_simulation.__name__
        'from_simulation'
        """
        from culturesim.outcomes import QUANTITIES, WARD_QUANTITIES
        from culturesim.results import frames
        from culturesim.results.events import ledger_frame
        from culturesim.results.provenance import describe_run

        if sim.day < 1:
            raise InputError("results: no day has been simulated yet")
        if every is not None:
            check_whole(every, 1, 100_000, "every")
        o = sim.organisation
        days = max(sim.day, sim.scenario.days)
        top = frames.choose_every(days, o.n_hospitals, len(QUANTITIES), n_runs)
        ward = every or frames.choose_every(days, o.n_wards, len(WARD_QUANTITIES), n_runs, 7)
        histories = frames.histories_of(sim)
        provenance = describe_run(sim, started, scenario)
        if sim.ledger_truncated_on is not None:
            provenance["ledger_truncated_on"] = {str(run): sim.ledger_truncated_on}
        return cls(
            frames.compact_series(sim, histories, run, (top, ward)),
            frames.outcomes_frame(sim, histories, run),
            ledger_frame(sim, run) if sim.has_ledger else None,
            provenance,
        )

    @classmethod
    def concat(cls, parts: Sequence[Results]) -> Results:
        """Put runs of one scenario together.

        Parameters
        ----------
        parts : sequence of Results
            In order of the runs.

        Returns
        -------
        Results
            All of them.

        Raises
        ------
        InputError
            If there are none, or they are of different scenarios, length or periods.

        Examples
        --------
        >>> Results.concat.__name__
        'concat'
        """
        from culturesim.results.frames import Compact
        from culturesim.results.provenance import merge

        if not parts:
            raise InputError("results: there is nothing to put together")
        if len({part.provenance["scenario"]["toml"] for part in parts}) > 1:
            raise InputError("results: runs of different scenarios cannot be put together")
        if len({part.provenance["days"] for part in parts}) > 1:
            raise InputError("results: runs of different length cannot be put together")
        tables = [part.table for part in parts]
        compact = [table for table in tables if isinstance(table, Compact)]
        ledgers = [part.ledger for part in parts if part.ledger is not None]
        return cls(
            compact[0].join(compact[1:])
            if len(compact) == len(parts)
            else _stack([part.series for part in parts]),
            _stack([part.outcomes for part in parts]),
            _stack(ledgers) if ledgers else None,
            merge([part.provenance for part in parts]),
        )

    @property
    def n_runs(self) -> int:
        """Number of runs."""
        return int(self.outcomes["run"].nunique())

    @cached_property
    def plot(self) -> Plots:
        """Pictures of these results, as matplotlib figures; see :class:`culturesim.plots.Plots`."""
        from culturesim.plots import Plots

        return Plots(self)

    def events(self, run: int | None = None, hospital: str | None = None) -> Events:
        """Open the ledger of one run, to ask what led to what.

        Parameters
        ----------
        run : int, optional
            Number of the run; the first of which events were kept if left out.
        hospital : str, optional
            Which hospital, if there are several; the first if left out.

        Returns
        -------
        Events
            What :mod:`culturesim.inquiry` reads.

        Raises
        ------
        InputError
            If no events were kept, or there is no such run or hospital.

        Examples
        --------
        >>> Results.events.__name__
        'events'
        """
        from culturesim.results.stories import events_of

        return events_of(self, run, hospital)

    def story(self, run: int | None = None, hospital: str | None = None) -> pd.DataFrame:
        """Tell one run: who knew what, when, and what stopped it.

        Parameters
        ----------
        run, hospital
            As in :meth:`events`.

        Returns
        -------
        DataFrame
            A row a line, dated, in plain English; columns as in
            :class:`culturesim.inquiry.Line`.

        Raises
        ------
        InputError
            As :meth:`events`.

        Examples
        --------
        >>> Results.story.__name__
        'story'
        """
        from culturesim.inquiry import story_frame
        from culturesim.results.stories import story_of

        return story_frame(story_of(self, run, hospital))

    def chances(
        self, patient: int | str = "worst", run: int | None = None, hospital: str | None = None
    ) -> pd.DataFrame:
        """Follow one harmed patient back through every chance there was to prevent it.

        Parameters
        ----------
        patient : int or str
            Number among the harmed, from 1, or ``"worst"``; see
            :func:`culturesim.inquiry.find_patient`.
        run, hospital
            As in :meth:`events`.

        Returns
        -------
        DataFrame
            A row a chance; columns as in :class:`culturesim.inquiry.Chance`.

        Raises
        ------
        InputError
            As :meth:`events`, and if there is no such patient.

        Examples
        --------
        >>> Results.chances.__name__
        'chances'
        """
        from culturesim.inquiry import chances_frame, chances_of, find_patient

        events = self.events(run, hospital)
        return chances_frame(chances_of(events, find_patient(events, patient)))

    def save(
        self,
        folder: str | Path,
        force: bool = False,
        texts: dict[str, str] | None = None,
    ) -> Path:
        """Write everything to a folder, all of it or nothing.

        Parameters
        ----------
        folder : str or Path
            The folder; made if need be.
        force : bool
            Replace results that are there; other files stay.
        texts : dict of str to str, optional
            Further text files to write beside, by name.

        Returns
        -------
        Path
            The folder, with ``series.parquet``, ``outcomes.parquet``, ``ledger.parquet`` (if
            events were kept) and ``provenance.json``.

        Raises
        ------
        InputError
            If the folder holds something and ``force`` is not given, or cannot be written to.

        Examples
        --------
        >>> Results.save.__name__
        'save'
        """
        writers: dict[str, Callable[[Path], object]] = {
            "series.parquet": lambda path: self.series.to_parquet(path, compression="zstd"),
            "outcomes.parquet": lambda path: self.outcomes.to_parquet(path, compression="zstd"),
        }
        ledger = self.ledger
        if ledger is not None:
            writers["ledger.parquet"] = lambda path: ledger.to_parquet(path, compression="zstd")
        provenance = json.dumps(clean_json(self.provenance), indent=1, ensure_ascii=False)
        for name, text in {"provenance.json": provenance, **(texts or {})}.items():
            writers[name] = text_writer(text)
        return write_folder(folder, writers, force)

    @classmethod
    def load(cls, folder: str | Path) -> Results:
        """Read results that were saved.

        Parameters
        ----------
        folder : str or Path
            The folder.

        Returns
        -------
        Results
            Equal to those saved.

        Raises
        ------
        InputError
            If a file is missing or broken.

        Examples
        --------
        >>> Results.load("nowhere")
        Traceback (most recent call last):
            ...
        culturesim.errors.InputError: nowhere...provenance.json: no such file
        """
        frames, provenance = read_folder(folder)
        return cls(frames["series"], frames["outcomes"], frames.get("ledger"), provenance)


def _stack(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Concatenate frames, keeping categories even where runs differ in them."""
    import pandas as pd
    from pandas.api.types import union_categoricals

    if len(frames) == 1:
        return frames[0]
    different = [
        name
        for name, dtype in frames[0].dtypes.items()
        if isinstance(dtype, pd.CategoricalDtype)
        and any(frame[name].dtype != dtype for frame in frames[1:])
    ]
    stacked = pd.concat(
        [frame.drop(columns=different) for frame in frames] if different else frames,
        ignore_index=True,
    )
    for name in different:
        stacked[name] = union_categoricals([frame[name] for frame in frames])
    return stacked[frames[0].columns] if different else stacked
