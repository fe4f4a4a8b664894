"""Designs: which points of the factors' space are run."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from culturesim import errors
from culturesim.errors import InputError
from culturesim.experiments.factors import Factor
from culturesim.experiments.replicates import run_seed

if TYPE_CHECKING:
    import pandas as pd

    from culturesim.scenario import Scenario

__all__ = ["KINDS", "MAX_POINTS", "Design", "read_design"]

MAX_POINTS = 10_000_000
#: Kinds of design, and the keys each takes besides ``kind``.
KINDS: dict[str, tuple[str, ...]] = {
    "grid": (),
    "lhs": ("points",),
    "sobol": ("points",),
    "saltelli": ("base", "second_order"),
    "morris": ("trajectories", "levels"),
    "one-at-a-time": (),
    "table": ("file",),
}
_DEFAULTS: dict[str, Any] = {
    "points": 256, "base": 256, "second_order": False, "trajectories": 20, "levels": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Design:
    """Which points are run.

    Attributes
    ----------
    kind : str
        A name of :data:`KINDS`.
    settings : tuple of (str, object)
        Its keys, every default spelt out.

    Examples
    --------
    >>> read_design({"kind": "lhs", "points": 64}, "a.toml").settings
    (('points', 64),)
    """

    kind: str
    settings: tuple[tuple[str, Any], ...]

    def __getitem__(self, key: str) -> Any:
        return dict(self.settings)[key]

    def to_table(self) -> dict[str, Any]:
        """Write as ``[design]`` of an experiment file."""
        return {"kind": self.kind, **dict(self.settings)}

    def n_points(self, factors: tuple[Factor, ...]) -> int | None:
        """Count the points before any is made.

        Parameters
        ----------
        factors : tuple of Factor
            The factors that vary.

        Returns
        -------
        int or None
            Points; None for a table, which has to be read.

        Examples
        --------
        >>> from culturesim.experiments.factors import read_factors
        >>> three = read_factors({"fear": [0.0, 0.5, 1.0], "manager_blame": [0.1, 0.2]}, "a.toml")
        >>> read_design({"kind": "grid"}, "a.toml").n_points(three)
        6
        """
        k = len(factors)
        levels = [factor.spread.n_levels for factor in factors]
        if self.kind in ("lhs", "sobol"):
            return int(self["points"])
        if self.kind == "saltelli":
            return int(self["base"]) * (2 * k + 2 if self["second_order"] else k + 2)
        if self.kind == "morris":
            return int(self["trajectories"]) * (k + 1)
        if self.kind == "one-at-a-time":
            return 1 + sum(levels)
        return math.prod(levels) if self.kind == "grid" else None

    def table(self, factors: tuple[Factor, ...], base: Scenario, seed: int) -> pd.DataFrame:
        """Make the points of every kind but a table.

        Parameters
        ----------
        factors : tuple of Factor
            The factors that vary.
        base : Scenario
            The base scenario, for one-at-a-time.
        seed : int
            Seed of the experiment; the design has a stream of its own. [-]

        Returns
        -------
        DataFrame
            A column a factor, a row a point.

        Raises
        ------
        InputError
            If the library that makes the design is not installed.
        """
        import pandas as pd

        names = [factor.name for factor in factors]
        if self.kind == "grid":
            rows = list(itertools.product(*(factor.spread.grid() for factor in factors)))
            columns = list(zip(*rows, strict=True))
            return pd.DataFrame(dict(zip(names, map(list, columns), strict=True)))
        if self.kind == "one-at-a-time":
            return _one_at_a_time(factors, base)
        cube = self.cube(len(factors), seed)
        return pd.DataFrame({f.name: f.spread.quantile(cube[:, k]) for k, f in enumerate(factors)})

    def more(self, factors: tuple[Factor, ...], seed: int, first: int) -> pd.DataFrame:
        """Make the points that a larger design has beyond its first ones.

        Parameters
        ----------
        factors : tuple of Factor
            The factors that vary.
        seed : int
            Seed of the experiment. [-]
        first : int
            Points there are.

        Returns
        -------
        DataFrame
            The other points: of a Sobol sequence those that follow; of a Latin hypercube one of
            their own.
        """
        import pandas as pd

        if self.kind == "sobol":
            cube = self.cube(len(factors), seed)[first:]
        else:
            rest = Design(self.kind, (("points", self["points"] - first),))
            cube = rest.cube(len(factors), run_seed(seed, first, 1, False))
        return pd.DataFrame({f.name: f.spread.quantile(cube[:, k]) for k, f in enumerate(factors)})

    def cube(self, k: int, seed: int) -> Any:
        """Fill the unit cube.

        Parameters
        ----------
        k : int
            Number of factors.
        seed : int
            Seed of the experiment. [-]

        Returns
        -------
        ndarray of float64, shape (n_points, k)
            Coordinates in [0, 1]. [-]

        Raises
        ------
        InputError
            If SALib is not installed, which saltelli and morris need.

        Examples
        --------
        >>> read_design({"kind": "lhs", "points": 8}, "a.toml").cube(2, seed=1).shape
        (8, 2)
        """
        if self.kind in ("saltelli", "morris"):
            return _by_salib(self, k, seed)
        from numpy.random import default_rng
        from scipy.stats import qmc

        generator = default_rng([seed, 0x0DE51617])
        if self.kind == "lhs":
            return qmc.LatinHypercube(k, rng=generator).random(self["points"])
        return qmc.Sobol(k, rng=generator).random(self["points"])


def _by_salib(design: Design, k: int, seed: int) -> Any:
    try:
        from SALib.sample import morris, sobol
    except ImportError:
        raise InputError(
            f"[design] kind: {design.kind} needs SALib: pip install 'culturesim[analysis]'"
        ) from None
    problem = {"num_vars": k, "names": [f"x{i}" for i in range(k)], "bounds": [[0.0, 1.0]] * k}
    small = run_seed(seed, 0, 0, False) % 2**32
    if design.kind == "morris":
        return morris.sample(problem, design["trajectories"], design["levels"], seed=small)
    second = design["second_order"]
    return sobol.sample(problem, design["base"], calc_second_order=second, seed=small)


def _one_at_a_time(factors: tuple[Factor, ...], base: Scenario) -> pd.DataFrame:
    """Make the base point, then every level of each factor with the others at their base."""
    import pandas as pd

    at_base = {factor.name: factor.base_value(base) for factor in factors}
    rows = [at_base]
    rows += [at_base | {f.name: value} for f in factors for value in f.spread.grid()]
    return pd.DataFrame(rows)


def read_design(given: object, where: str) -> Design:
    """Check the ``[design]`` of an experiment file.

    Parameters
    ----------
    given : object
        A table with ``kind`` and the keys of that kind.
    where : str
        File to name in a message.

    Returns
    -------
    Design
        The design.

    Raises
    ------
    InputError
        If the kind or a key is unknown, or a number out of range.

    Examples
    --------
    >>> read_design({"kind": "sobol", "points": 100}, "a.toml")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: a.toml, [design] points: 100 is not a power of two, which sobol \
needs; 128 is
    """
    at = f"{where}, [design]"
    table = errors.check_table(given, at)
    kind = table.get("kind")
    if kind not in KINDS:
        near = errors.nearest(str(kind), KINDS)
        raise InputError(f"{at} kind: no design {errors.shown(kind)}{near}")
    errors.check_keys(table, ("kind", *KINDS[kind]), f"{at} of kind {kind}")
    settings = []
    for key in KINDS[kind]:
        if key == "file" and key not in table:
            raise InputError(f"{at}: file is missing, which kind table needs")
        value = table.get(key, _DEFAULTS.get(key))
        settings.append((key, _check_setting(kind, key, value, f"{at} {key}")))
    return Design(kind, tuple(settings))


def _check_setting(kind: str, key: str, value: Any, at: str) -> Any:
    if key == "file":
        return errors.check_text(value, at, one_line=True)
    if key == "second_order":
        if not isinstance(value, bool):
            raise InputError(f"{at}: expected true or false, got {errors.shown(value)}")
        return value
    low, high = (4, 64) if key == "levels" else (1, MAX_POINTS)
    number = errors.check_whole(value, low, high, at)
    if key == "levels" and number % 2:
        raise InputError(f"{at}: {number} is not even, which morris needs")
    if (kind == "sobol" or key == "base") and number & (number - 1):
        raise InputError(
            f"{at}: {number} is not a power of two, which {kind} needs; "
            f"{1 << number.bit_length()} is"
        )
    return number
