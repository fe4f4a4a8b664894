"""How often each point is run, with which seeds, and when its interval is narrow enough."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from culturesim import errors
from culturesim.errors import InputError
from culturesim.experiments.columns import NUMBERS, TEXTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MAX_REPLICATES", "Replicates", "Until", "half_width", "read_replicates", "run_seed"]

MAX_REPLICATES = 1_000_000
_INTERVALS = ("t", "wilson")


@dataclass(frozen=True, slots=True)
class Until:
    """When a point has been run often enough.

    Attributes
    ----------
    outcome : str
        Column whose interval decides.
    half_width : float
        Half-width to reach. [unit of the outcome, or share of its mean]
    is_relative : bool
        Whether ``half_width`` is a share of the mean.
    interval : str
        ``"t"`` for a mean, ``"wilson"`` for a share of runs (an outcome of 0 and 1).
    confidence : float
        Coverage of the interval, in (0, 1). [-]

    Examples
    --------
    >>> Until("is_failing", 0.1, interval="wilson").is_met([0.0] * 40)
    True
    """

    outcome: str
    half_width: float
    is_relative: bool = False
    interval: str = "t"
    confidence: float = 0.95

    def is_met(self, values: Any) -> bool:
        """Decide whether the interval of these values is narrow enough.

        Parameters
        ----------
        values : array_like of float, shape (n,)
            The outcome in the runs so far; those that are not numbers are left out.

        Returns
        -------
        bool
            False while fewer than two values are there.
        """
        import numpy as np

        found = np.asarray(values, dtype=np.float64)
        found = found[np.isfinite(found)]
        if len(found) < 2:
            return False
        allowed = self.half_width * (abs(float(found.mean())) if self.is_relative else 1.0)
        return half_width(found, self.interval, self.confidence) <= allowed


def half_width(values: NDArray[Any], interval: str, confidence: float) -> float:
    r"""Half-width of the interval of a mean or of a share.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        At least two; 0 or 1 for a share.
    interval : str
        ``"t"`` or ``"wilson"``.
    confidence : float
        Coverage, in (0, 1). [-]

    Returns
    -------
    float
        Half of the distance between the interval's ends. [unit of the values]

    Notes
    -----
    For a mean :math:`t\,s/\sqrt{n}` with Student's t of n - 1 degrees of freedom; for a share
    Wilson's score interval [1]_, which keeps its coverage for rare events where the first does not.

    References
    ----------
    .. [1] Wilson EB, Probable inference, the law of succession, and statistical inference, Journal
       of the American Statistical Association, 1927, doi:10.1080/01621459.1927.10502953.

    Examples
    --------
    >>> import numpy as np
    >>> round(half_width(np.array([0.0, 1.0] * 50), "wilson", 0.95), 4)
    0.0962
    """
    from scipy import stats

    n = len(values)
    tail = 0.5 + confidence / 2.0
    if interval == "t":
        sd = float(values.std(ddof=1))
        return float(stats.t.ppf(tail, n - 1)) * sd / math.sqrt(n)
    z = float(stats.norm.ppf(tail))
    p = float(values.mean())
    return z / (1.0 + z * z / n) * math.sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n))


@dataclass(frozen=True, slots=True)
class Replicates:
    """How often each point is run.

    Attributes
    ----------
    least, most : int
        Runs of every point; equal if the number is fixed. [runs]
    step : int
        Runs added at a time while the interval is too wide. [runs]
    until : Until or None
        The stopping rule.
    common_random_numbers : bool
        Whether replicate r has the same seed at every point.

    Examples
    --------
    >>> Replicates(20, 20).next_total(20, None)
    20
    """

    least: int
    most: int
    step: int = 20
    until: Until | None = None
    common_random_numbers: bool = True

    def next_total(self, n: int, values: Any) -> int:
        """Decide how many runs a point should have, given the first ``n``.

        Parameters
        ----------
        n : int
            Runs there are. [runs]
        values : array_like of float, shape (n,), or None
            The deciding outcome in these runs.

        Returns
        -------
        int
            ``n`` if that is enough. [runs]
        """
        if n < self.least:
            return self.least
        if self.until is None or n >= self.most or self.until.is_met(values):
            return n
        return min(n + self.step, self.most)

    def to_table(self) -> dict[str, Any]:
        """Write as ``[replicates]`` of an experiment file, every default spelt out."""
        common = {"common_random_numbers": self.common_random_numbers}
        if self.until is None:
            return {"number": self.least, **common}
        u = self.until
        until = {"outcome": u.outcome, "half_width": u.half_width, "relative": u.is_relative,
                 "interval": u.interval, "confidence": u.confidence}  # fmt: skip
        return {"min": self.least, "max": self.most, "step": self.step, **common, "until": until}


def run_seed(root: int, replicate: int, point: int, common: bool) -> int:
    """Seed of one run; it depends on nothing else, so neither order nor number of runs matter.

    Parameters
    ----------
    root : int
        Seed of the experiment, at least 0. [-]
    replicate, point : int
        Which run, from 0. [-]
    common : bool
        Common random numbers: the point does not count.

    Returns
    -------
    int
        In [0, 2**63). [-]

    Examples
    --------
    >>> run_seed(1, 0, 5, True) == run_seed(1, 0, 6, True) != run_seed(1, 1, 5, True)
    True
    """
    import numpy as np

    where = (replicate,) if common else (replicate, point)
    state = np.random.SeedSequence(root, spawn_key=where).generate_state(1, np.uint64)
    return int(state[0]) >> 1


def read_replicates(given: object, where: str) -> Replicates:
    """Check the ``[replicates]`` of an experiment file.

    Parameters
    ----------
    given : object
        A number of runs; or a table with ``number``, or with ``min``, ``max``, ``step`` and
        ``until``; and ``common_random_numbers``.
    where : str
        File to name in a message.

    Returns
    -------
    Replicates
        The rule.

    Raises
    ------
    InputError
        If a key is unknown or a number out of range.

    Examples
    --------
    >>> read_replicates(20, "a.toml").least
    20
    """
    at = f"{where}, [replicates]"
    if isinstance(given, int) and not isinstance(given, bool):
        given = {"number": given}
    table = errors.check_table(given, at)
    common = table.get("common_random_numbers", True)
    if not isinstance(common, bool):
        raise InputError(f"{at}, common_random_numbers: expected true or false")
    if "until" not in table:
        errors.check_keys(table, ("number", "common_random_numbers"), at)
        n = errors.check_whole(table.get("number", 20), 1, MAX_REPLICATES, f"{at}, number")
        return Replicates(n, n, common_random_numbers=common)
    errors.check_keys(table, ("min", "max", "step", "until", "common_random_numbers"), at)
    least = errors.check_whole(table.get("min", 20), 2, MAX_REPLICATES, f"{at}, min")
    most = errors.check_whole(table.get("max", 400), least, MAX_REPLICATES, f"{at}, max")
    step = errors.check_whole(table.get("step", 20), 1, MAX_REPLICATES, f"{at}, step")
    return Replicates(least, most, step, _read_until(table["until"], f"{at}, until"), common)


def _read_until(given: object, at: str) -> Until:
    table = errors.check_table(given, at)
    allowed = ("outcome", "half_width", "relative", "interval", "confidence")
    errors.check_keys(table, allowed, at)
    for key in ("outcome", "half_width"):
        if key not in table:
            raise InputError(f"{at}: {key} is missing")
    outcome = errors.check_text(table["outcome"], f"{at}, outcome")
    if outcome not in NUMBERS:
        near = errors.nearest(outcome, NUMBERS) if outcome not in TEXTS else "; it is text"
        raise InputError(f"{at}, outcome: no outcome {errors.shown(outcome)}{near}")
    is_share = outcome in ("is_failing", "failing_at_end", "failing_from_start")
    interval = table.get("interval", "wilson" if is_share else "t")
    if interval not in _INTERVALS:
        raise InputError(f"{at}, interval: {errors.shown(interval)} is not t or wilson")
    if interval == "wilson" and not is_share:
        raise InputError(f"{at}, interval: wilson is for an outcome of 0 and 1, not {outcome}")
    relative = table.get("relative", False)
    if not isinstance(relative, bool):
        raise InputError(f"{at}, relative: expected true or false, got {errors.shown(relative)}")
    wanted = _positive(table["half_width"], f"{at}, half_width", float("inf"))
    confidence = _positive(table.get("confidence", 0.95), f"{at}, confidence", 1.0)
    return Until(outcome, wanted, relative, interval, confidence)


def _positive(value: object, where: str, below: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 < value < below:
        end = "" if below == float("inf") else f" and below {below:g}"
        raise InputError(f"{where}: expected a number above 0{end}, got {errors.shown(value)}")
    return float(value)
