"""What an analysis reads: the finished runs of a sweep, its factors, and what came of each run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from culturesim.errors import InputError, nearest
from culturesim.experiments.analysis.told import FACTS, label_of, told

__all__ = ["RANDOM", "Factor", "Study"]

Floats = NDArray[np.float64]

#: Designs whose points are a sample of the factors' ranges, not chosen levels.
RANDOM = frozenset({"lhs", "sobol", "saltelli", "morris"})
FEW_LEVELS = 20  # a factor with more values is read in bins


@dataclass(frozen=True)
class Factor:
    """One thing that differs between the points of a design.

    Attributes
    ----------
    name : str
        Column of the design.
    kind : str
        ``"number"``, ``"switch"`` (true or false) or ``"choice"``.
    levels : tuple
        Its different values, sorted, if there are few; empty otherwise.
    low, high : float
        Ends of its range, NaN for a choice. In the factor's own unit.
    scale : str
        ``"linear"``, or ``"log"`` if points are even on a logarithmic scale.
    label : str
        What a reader sees.

    Examples
    --------
    >>> Factor.of("fear", pd.Series([0.0, 0.5, 1.0])).levels
    (0.0, 0.5, 1.0)
    """

    name: str
    kind: str
    levels: tuple[Any, ...]
    low: float = float("nan")
    high: float = float("nan")
    scale: str = "linear"
    label: str = ""

    @classmethod
    def of(cls, name: str, values: pd.Series, scale: str = "linear") -> Factor:
        """Read a factor from its column.

        Parameters
        ----------
        name : str
            Its name.
        values : Series
            Its value at each point.
        scale : str
            ``"linear"`` or ``"log"``.

        Returns
        -------
        Factor
            The factor.
        """
        label = name.replace("_", " ").replace("lever.", "").replace("levers.", "")
        label = label.rsplit(".", 1)[-1]
        found = values.drop_duplicates()
        numeric = pd.api.types.is_numeric_dtype(values.dtype)
        if pd.api.types.is_bool_dtype(values.dtype) or not numeric:
            kind = "switch" if pd.api.types.is_bool_dtype(values.dtype) else "choice"
            return cls(name, kind, tuple(sorted(found.tolist(), key=str)), label=label)
        levels = tuple(sorted(found.tolist())) if len(found) <= FEW_LEVELS else ()
        return cls(name, "number", levels, float(found.min()), float(found.max()), scale, label)

    @property
    def is_number(self) -> bool:
        """Whether its values have an order and distances."""
        return self.kind == "number"


@dataclass(frozen=True)
class Study:
    """The finished runs of one experiment, ready to be analysed.

    Attributes
    ----------
    name, title : str
        Of the experiment.
    design : str
        Kind of design: ``grid``, ``lhs``, ``sobol``, ``saltelli``, ``morris``, ``one-at-a-time``
        or ``table``.
    factors : dict of str to Factor
        What differs between points; a factor with one value is left out.
    points : DataFrame
        Factors by point, index ``point``.
    runs : DataFrame
        Finished runs: ``point``, ``replicate``, ``seed``, outcomes, and the facts of :data:`FACTS`.
    n_failed : int
        Runs that failed or ran out of time. [runs]
    about : dict
        Words for the page: ``days``, ``scenario``, ``command``.
    series : DataFrame or None
        ``point``, ``replicate``, ``day`` and the quantities kept over time, means over hospitals.

    Examples
    --------
    >>> design = pd.DataFrame({"point": [0, 1], "fear": [0.0, 1.0]})
    >>> rows = pd.DataFrame({"point": [0, 1], "replicate": 0, "status": "done", "deaths": 1.0})
    >>> Study.of("a", "grid", design, rows).n_runs
    2
    """

    name: str
    title: str
    design: str
    factors: dict[str, Factor]
    points: pd.DataFrame
    runs: pd.DataFrame
    n_failed: int = 0
    about: dict[str, Any] = field(default_factory=dict)
    series: pd.DataFrame | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        name: str,
        kind: str,
        design: pd.DataFrame,
        rows: pd.DataFrame,
        scales: Mapping[str, str] | None = None,
        title: str = "",
        about: Mapping[str, Any] | None = None,
    ) -> Study:
        """Make a study from the tables of a store.

        Parameters
        ----------
        name, kind : str
            Of the experiment, and of its design.
        design : DataFrame
            Column ``point`` and one column a factor.
        rows : DataFrame
            One row a run: ``point``, ``replicate``, ``status`` and outcomes.
        scales : mapping, optional
            Scale of each factor; linear if left out.
        title : str
            For the page.
        about : mapping, optional
            More words for the page.

        Returns
        -------
        Study
            With the runs whose status is ``done``.

        Raises
        ------
        InputError
            If a column is missing, no run has finished, or a factor has a missing value.
        """
        for table, columns in ((design, ["point"]), (rows, ["point", "replicate", "status"])):
            for column in columns:
                if column not in table:
                    raise InputError(f"{name}: the tables have no column '{column}'")
        done = rows[rows["status"] == "done"]
        if done.empty:
            raise InputError(f"{name}: no run has finished, so there is nothing to analyse")
        points = design.set_index("point").sort_index()
        empty = [column for column in points if points[column].isna().any()]
        if empty:
            raise InputError(f"{name}: factor '{empty[0]}' has missing values in the design")
        points = points.loc[points.index.isin(done["point"])]
        factors = {
            name: Factor.of(name, points[name], (scales or {}).get(name, "linear"))
            for name in map(str, points)
            if (points[name] != points[name].iloc[0]).any()
        }
        drop = [column for column in points if column in done]
        runs = told(done.drop(columns=drop).reset_index(drop=True))
        return cls(name, title or name, kind, factors, points, runs, len(rows) - len(done),
                   dict(about or {}))  # fmt: skip

    @property
    def n_runs(self) -> int:
        """Number of finished runs."""
        return len(self.runs)

    @property
    def n_points(self) -> int:
        """Number of points with a finished run."""
        return len(self.points)

    @property
    def is_random(self) -> bool:
        """Whether the points are a sample, so that uncertainty is over points, not seeds."""
        return self.design in RANDOM

    @property
    def outcomes(self) -> list[str]:
        """Outcomes and facts that have at least two different values."""
        skip = {"point", "replicate", "seed", "run", "seconds"}
        names = [str(c) for c in self.runs if c not in skip]
        numeric = [c for c in names if pd.api.types.is_numeric_dtype(self.runs[c].dtype)]
        return [c for c in numeric if len(self.runs[c].dropna().unique()) > 1]

    def check_outcome(self, name: str) -> str:
        """Refuse an outcome that was not kept.

        Parameters
        ----------
        name : str
            Its name.

        Returns
        -------
        str
            The name.

        Raises
        ------
        InputError
            If no column has that name, or all its values are the same.
        """
        if name not in self.outcomes:
            why = "is the same in every run" if name in self.runs else "was not kept"
            raise InputError(f"{self.name}, outcome {name!r}: {why}{nearest(name, self.outcomes)}")
        return name

    def check_factors(self, names: Sequence[str]) -> list[str]:
        """Refuse a factor that does not differ between the points.

        Parameters
        ----------
        names : sequence of str
            Names of factors.

        Returns
        -------
        list of str
            The names.

        Raises
        ------
        InputError
            If the design has no such factor.
        """
        for name in names:
            if name not in self.factors:
                hint = nearest(name, self.factors)
                raise InputError(f"{self.name}: the design has no factor {name!r}{hint}")
        return list(names)

    @property
    def block(self) -> int:
        """Points that were made from one another: of a base row or a trajectory; else 1."""
        d, n = len(self.factors), int(self.about.get("n_points", self.n_points))
        made = int(self.about.get({"saltelli": "base", "morris": "trajectories"}
                                  .get(self.design, ""), 0))  # fmt: skip
        if self.design == "saltelli":
            return n // made if made else d + 2 if n % (d + 2) == 0 else 2 * d + 2
        return 1 if self.design != "morris" else n // made if made else d + 1

    def independent(self) -> Study:
        """Leave out the points that were made from others, which a sample does not hold.

        Returns
        -------
        Study
            Of a Saltelli design its two samples, A and B: the first and the last point of each
            base row; those between are A with one column of B. Of a Morris design the point where
            each trajectory starts. Any other study as it is.

        Notes
        -----
        The points of a base row share coordinates. Counted as a sample they would make every
        interval over points too narrow.

        Examples
        --------
        >>> design = pd.DataFrame({"point": range(8), "a": range(8), "b": range(8)})
        >>> rows = pd.DataFrame({"point": range(8), "replicate": 0, "status": "done", "y": 1.0})
        >>> Study.of("s", "saltelli", design, rows).independent().points.index.tolist()
        [0, 3, 4, 7]
        """
        size = self.block
        if size == 1 or self.about.get("independent"):
            return self
        place = self.points.index.to_numpy() % size
        kept = (place == 0) | ((place == size - 1) & (self.design == "saltelli"))
        points = self.points[kept]
        runs = self.runs[self.runs["point"].isin(points.index)].reset_index(drop=True)
        return replace(self, points=points, runs=runs, about={**self.about, "independent": True})

    def matrix(self, outcome: str) -> Floats:
        """Outcome by point and replicate.

        Parameters
        ----------
        outcome : str
            Its name.

        Returns
        -------
        ndarray of float64, shape (n_points, n_replicates)
            NaN where a run is missing or has no value.
        """
        rows = np.searchsorted(self.points.index.to_numpy(), self.runs["point"].to_numpy())
        names, columns = np.unique(self.runs["replicate"].to_numpy(), return_inverse=True)
        values = np.full((self.n_points, len(names)), np.nan)
        values[rows, columns] = self.runs[outcome].to_numpy(dtype=np.float64)
        return values

    def label(self, outcome: str) -> str:
        """Say what a reader calls an outcome."""
        return label_of(outcome)

    def is_two_state(self, outcome: str) -> bool:
        """Whether an outcome is either true or false in a run."""
        if outcome in FACTS:
            return FACTS[outcome].unit == "share of runs"
        return bool(self.runs[outcome].dropna().isin([0.0, 1.0]).all())
