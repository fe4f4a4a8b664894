"""An experiment: what its file says, its design, and the sweep that carries it out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from culturesim import errors
from culturesim.errors import InputError
from culturesim.experiments.designs import MAX_POINTS
from culturesim.experiments.estimates import (
    MAX_RUNS,
    Estimate,
    days_of,
    refuse_size,
    seconds_of,
)
from culturesim.experiments.files import Plan, beside, read_plan
from culturesim.experiments.named import ends, ensemble_of, load, named, renamed
from culturesim.experiments.work import Job, load_model
from culturesim.scenario import Scenario, load_scenario

if TYPE_CHECKING:
    import pandas as pd

    from culturesim.experiments.sweeping import Summary

__all__ = ["Experiment"]

LEAST_LIMIT, TIMES_EXPECTED = 600.0, 200.0  # limit where none is set: seconds; of the estimate


@dataclass(frozen=True)
class Experiment:
    """What an experiment file says, checked, with its scenarios.

    Attributes
    ----------
    plan : Plan
        The file, key by key.
    scenarios : dict of str to Scenario
        Every scenario it names, by the name it gives.
    path : Path
        The file; experiments made in Python have one that need not exist.

    Examples
    --------
    >>> experiment = Experiment.from_toml('''
    ... name = "fear-and-staffing"
    ... scenario = "small"
    ... days = 90
    ... replicates = 2
    ... [design]
    ... kind = "grid"
    ... [factors]
    ... fear = [0.0, 1.0]
    ... staffing = { low = 0.7, high = 1.0, levels = 3 }
    ... ''')
    >>> experiment.design().shape, experiment.estimate().runs
    ((6, 3), 12)
    """

    plan: Plan
    scenarios: dict[str, Scenario] = field(compare=False, repr=False)
    path: Path = field(compare=False)
    stored_in: Path | None = field(default=None, compare=False)

    @classmethod
    def from_file(cls, path: str | Path) -> Experiment:
        """Read an experiment file.

        Parameters
        ----------
        path : str or Path
            A TOML file.

        Returns
        -------
        Experiment
            Checked; a design that is made from factors is not made yet.

        Raises
        ------
        InputError
            If the file is missing, is not TOML, or says something that is refused.

        Examples
        --------
        >>> Experiment.from_file("nowhere.toml")
        Traceback (most recent call last):
            ...
        culturesim.errors.InputError: experiment file nowhere.toml: no such file
        """
        text = errors.read_text(Path(path), f"experiment file {path}")
        return cls.from_toml(text, Path(path))

    @classmethod
    def from_toml(cls, text: str, path: Path | None = None) -> Experiment:
        """Check the text of an experiment file.

        Parameters
        ----------
        text : str
            TOML.
        path : Path, optional
            The file, to name in messages and to find scenarios and tables beside it.

        Returns
        -------
        Experiment
            The experiment.

        Raises
        ------
        InputError
            As :meth:`from_file`; also if the design is too large to run.
        """
        where = f"experiment file {path}" if path else "experiment"
        plan = read_plan(errors.parse_toml(text, where), where)
        at = path or Path(f"{plan.name}.toml")
        if plan.design.kind == "table":
            from culturesim.experiments.custom import table_factors

            file = beside(at, plan.design["file"])
            found = table_factors(file, plan.factors, f"{where}, [design] file")
            plan = replace(plan, factors=(*plan.constants, *found))
        scenarios = {name: load(name, at, where) for name in named(plan)}
        made = cls(plan, scenarios, at)
        made._check(where)
        return made

    @classmethod
    def from_store(cls, folder: str | Path) -> Experiment:
        """Read the experiment of a store.

        Parameters
        ----------
        folder : str or Path
            The store.

        Returns
        -------
        Experiment
            As it was run.

        Raises
        ------
        InputError
            If there is no store, or its files are broken.

        Examples
        --------
        >>> Experiment.from_store("nowhere")
        Traceback (most recent call last):
            ...
        culturesim.errors.InputError: nowhere: no sweep is stored here (manifest.json is missing)
        """
        from culturesim.experiments.store import Store

        store = Store(folder)
        path = store.folder / "experiment.toml"
        where = f"experiment file {path}"
        plan = read_plan(errors.parse_toml(errors.read_text(path, where), where), where)
        scenarios = {
            name: load_scenario(store.folder / file)
            for name, file in store.manifest["scenarios"].items()
        }
        scenarios = {name: renamed(name, scenario) for name, scenario in scenarios.items()}
        return cls(plan, scenarios, path, store.folder)

    @property
    def name(self) -> str:
        """Short name."""
        return self.plan.name

    @property
    def title(self) -> str:
        """One line."""
        return self.plan.title

    @property
    def factors(self) -> tuple[str, ...]:
        """Names of the factors: columns of the design."""
        return tuple(factor.name for factor in self.plan.varied)

    @property
    def folder(self) -> Path:
        """The store, where none is named: ``out/NAME`` beside the file."""
        return self.stored_in or self.path.parent / "out" / self.name

    def design(self) -> pd.DataFrame:
        """Give the points.

        Returns
        -------
        DataFrame
            Column ``point`` from 0, and a column a factor.

        Raises
        ------
        InputError
            If a table of points is refused, or a library that the design needs is missing.
        """
        return self._design.copy()

    @cached_property
    def _design(self) -> pd.DataFrame:
        if self.stored_in is not None:
            from culturesim.experiments.store import Store

            return Store(self.stored_in).design()
        plan = self.plan
        if plan.design.kind == "table":
            from culturesim.experiments.custom import read_points

            where = f"experiment file {self.path}, [design] file"
            frame = read_points(beside(self.path, plan.design["file"]), plan.varied, where)
            if len(frame) * plan.replicates.least > MAX_RUNS:
                refuse_size(self, len(frame), plan.replicates.least, where)
        else:
            frame = plan.design.table(plan.varied, self.scenarios[plan.scenario], plan.seed)
        for factor in plan.varied:
            if factor.target.type in ("float", "int"):
                frame[factor.name] = frame[factor.name].astype("float64")
        frame.insert(0, "point", range(len(frame)))
        return frame

    def estimate(self, workers: int | None = None) -> Estimate:
        """Estimate runs, time and disk before anything is run.

        Parameters
        ----------
        workers : int, optional
            Runs at a time; as the file says, or one a processor.

        Returns
        -------
        Estimate
            The size of the sweep.
        """
        from culturesim.experiments.engines import processors

        n = workers or self.plan.options.workers or processors()
        return Estimate.of(self, len(self._design), n)

    def job(self, limit: float | None = None) -> Job:
        """Describe the work, for workers anywhere.

        Parameters
        ----------
        limit : float, optional
            Time a run may take; as the file says, or from the estimate. [s]

        Returns
        -------
        Job
            What all runs share.
        """
        plan = self.plan
        plain = (("days", plan.days), ("warm_up_days", plan.warm_up_days))
        expected = max(seconds_of(s, self) for s in self.scenarios.values())
        auto = max(LEAST_LIMIT, TIMES_EXPECTED * expected)
        return Job(
            scenarios=self.scenarios,
            base=plan.scenario,
            plain=tuple((key, value) for key, value in plain if value is not None),
            factors=plan.varied,
            constants=plan.constants,
            seed=plan.seed,
            common=plan.replicates.common_random_numbers,
            outcomes=plan.outcomes,
            series=plan.series,
            every=plan.every,
            hospitals=plan.hospitals,
            model=plan.model,
            limit=limit or plan.options.limit or auto,
        )

    def run(self, out: str | Path | None = None, **how: Any) -> Summary:
        """Run what is missing of the sweep; running again goes on where it stopped.

        Parameters
        ----------
        out : str or Path, optional
            The store; ``out/NAME`` beside the file if left out.
        **how
            Workers, shard, scheduler, limit, progress; see
            :func:`culturesim.experiments.sweeping.sweep`.

        Returns
        -------
        Summary
            How many runs are done, failed and missing.

        Raises
        ------
        InputError
            If the store belongs to another experiment, another process is at work on it, or an
            argument is refused.
        """
        from culturesim.experiments.sweeping import sweep

        return sweep(self, Path(out) if out is not None else self.folder, **how)

    def results(self, out: str | Path | None = None) -> pd.DataFrame:
        """Read the rows that are there.

        Parameters
        ----------
        out : str or Path, optional
            The store; ``out/NAME`` beside the file if left out.

        Returns
        -------
        DataFrame
            A row a run, failed ones among them; see
            :func:`culturesim.experiments.describe_columns`.

        Raises
        ------
        InputError
            If there is no store.
        """
        from culturesim.experiments.store import Store

        return Store(out if out is not None else self.folder).rows()

    def series(self, out: str | Path | None = None) -> pd.DataFrame:
        """Read the series that are there, if the experiment keeps any.

        Parameters
        ----------
        out : str or Path, optional
            The store; ``out/NAME`` beside the file if left out.

        Returns
        -------
        DataFrame
            A row a run, hospital and period.

        Raises
        ------
        InputError
            If there is no store, or no series in it.
        """
        from culturesim.experiments.store import Store

        return Store(out if out is not None else self.folder).series()

    def to_toml(self) -> str:
        """Write as an experiment file, every default spelt out."""
        import tomli_w

        return tomli_w.dumps(self.plan.to_table())

    def checksum(self) -> str:
        """Fingerprint of what decides the rows: file, scenarios and points.

        Returns
        -------
        str
            Sixteen hexadecimal digits.
        """
        table = {k: v for k, v in self.plan.to_table().items() if k not in ("run", "title")}
        whole = hashlib.sha256(repr(sorted(table.items())).encode())
        for name, scenario in sorted(self.scenarios.items()):
            whole.update(f"{name}\0{scenario.to_toml()}\0".encode())
        whole.update(self._design.to_csv(index=False).encode())
        whole.update(ensemble_of(self).encode())
        return whole.hexdigest()[:16]

    def _check(self, where: str) -> None:
        """Refuse what cannot be run: too many points, or ends of a factor that do not fit."""
        load_model(self.plan.model)
        n = self.plan.design.n_points(self.plan.varied)
        replicates = self.plan.replicates.least
        if n is not None and (n > MAX_POINTS or n * replicates > MAX_RUNS):
            refuse_size(self, n, replicates, f"{where}, [design]")
        job = self.job()
        bare = replace(job, factors=())
        try:
            base = bare.scenario(())
            days_of(base, self.plan)
        except InputError as error:
            raise InputError(f"{where}: {error}") from None
        for factor in self.plan.varied:
            for value in ends(factor.spread):
                alone = replace(job, factors=(factor,))
                try:
                    alone.scenario((value,))
                except InputError as error:
                    at = f"{where}, [factors] {factor.name} = {errors.shown(value)}"
                    raise InputError(f"{at}: {error}") from None
