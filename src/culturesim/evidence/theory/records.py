"""What a replication is, what one of its checks is, and what running it gives."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

__all__ = ["Check", "Replication", "TheoryResult", "at_least", "at_most", "between", "near"]

Kind = Literal["X", "E", "S"]


@dataclass(frozen=True)
class Check:
    """One number a replication gives, beside the one it should give.

    Parameters
    ----------
    name : str
        What is measured.
    result : float
        What the sub-model gave. [as named]
    low, high : float
        Closed range the result must lie in; infinite where there is no bound. [as named]
    reference : float or None
        Published or computed value, where there is one. [as named]

    Examples
    --------
    >>> Check("share", 0.95, 0.9, 1.0, 0.951).ok
    True
    """

    name: str
    result: float
    low: float
    high: float
    reference: float | None = None

    @property
    def ok(self) -> bool:
        """Whether the result lies in its range; not-a-number never does.

        Returns
        -------
        bool
            Whether it does.

        Examples
        --------
        >>> Check("share", math.nan, 0.0, 1.0).ok
        False
        """
        return self.low <= self.result <= self.high

    @property
    def tolerance(self) -> str:
        """The range allowed, in words.

        Returns
        -------
        str
            ``+-`` a number around a reference, a bound, or two bounds.

        Examples
        --------
        >>> near("share", 0.95, 0.951, 0.03).tolerance, at_least("years", 3.0, 2.0).tolerance
        ('±0.03', 'at least 2')
        """
        if math.isinf(self.low):
            return f"at most {self.high:.4g}"
        if math.isinf(self.high):
            return f"at least {self.low:.4g}"
        if self.reference is not None:
            half = (self.high - self.low) / 2.0
            if math.isclose((self.high + self.low) / 2.0, self.reference, abs_tol=1e-12):
                return f"±{half:.3g}"
        return f"{self.low:.4g} to {self.high:.4g}"


@dataclass(frozen=True)
class Replication:
    """One published or exactly known result, and the small sub-model that should show it.

    Parameters
    ----------
    id : str
        Number in the catalogue of tests of the theory, such as ``"T5"``.
    title, source : str
        A short name; where the result is from.
    kind : {"X", "E", "S"}
        Exact or published model, external number from the world, or shape.
    statement : str
        What must hold, in one sentence or two.
    rules : tuple of str
        Rules of the model that the sub-model runs, as ``file.function``; may be empty.
    run : callable
        Takes a seed, gives the checks.
    quick : bool
        Whether it takes a few seconds only.
    note : str
        What did not reproduce, what was left out and why; may be empty.

    Examples
    --------
    >>> one = Replication("T0", "One", "none", "X", "1 is 1.", (),
    ...                   lambda seed: (near("one", 1.0, 1.0, 0.0),))
    >>> one.run(0)[0].ok
    True
    """

    id: str
    title: str
    source: str
    kind: Kind
    statement: str
    rules: tuple[str, ...]
    run: Callable[[int], tuple[Check, ...]]
    quick: bool = True
    note: str = ""


@dataclass(frozen=True)
class TheoryResult:
    """A replication that was run.

    Parameters
    ----------
    replication : Replication
        What was run.
    checks : tuple of Check
        What came of it.
    seconds : float
        How long it took, compilation included. [s]

    Examples
    --------
    >>> one = Replication("T0", "One", "none", "X", "1 is 1.", (), lambda seed: ())
    >>> TheoryResult(one, (near("one", 1.0, 2.0, 0.1),), 0.0).ok
    False
    """

    replication: Replication
    checks: tuple[Check, ...]
    seconds: float

    @property
    def ok(self) -> bool:
        """Whether every check holds.

        Returns
        -------
        bool
            Whether all do.

        Examples
        --------
        >>> one = Replication("T0", "One", "none", "X", "1 is 1.", (), lambda seed: ())
        >>> TheoryResult(one, (), 0.0).ok
        True
        """
        return all(check.ok for check in self.checks)


def near(name: str, result: float, reference: float, tolerance: float) -> Check:
    """Check that a result lies within a tolerance of a reference.

    Parameters
    ----------
    name : str
        What is measured.
    result, reference, tolerance : float
        What came out, what should, and how far it may be off, 0 or more. [as named]

    Returns
    -------
    Check
        The check.

    Examples
    --------
    >>> near("share", 0.9, 0.951, 0.03).ok
    False
    """
    result, reference = float(result), float(reference)
    return Check(name, result, reference - tolerance, reference + tolerance, reference)


def at_least(name: str, result: float, low: float, reference: float | None = None) -> Check:
    """Check that a result reaches a bound.

    Parameters
    ----------
    name : str
        What is measured.
    result, low : float
        What came out and the least it may be. [as named]
    reference : float or None
        Published or computed value. [as named]

    Returns
    -------
    Check
        The check.

    Examples
    --------
    >>> at_least("ratio", 5.0, 5.0).ok
    True
    """
    return Check(name, float(result), float(low), math.inf, reference)


def at_most(name: str, result: float, high: float, reference: float | None = None) -> Check:
    """Check that a result does not exceed a bound.

    Parameters
    ----------
    name : str
        What is measured.
    result, high : float
        What came out and the most it may be. [as named]
    reference : float or None
        Published or computed value. [as named]

    Returns
    -------
    Check
        The check.

    Examples
    --------
    >>> at_most("rises where it should fall", 1, 0).ok
    False
    """
    return Check(name, float(result), -math.inf, float(high), reference)


def between(
    name: str, result: float, low: float, high: float, reference: float | None = None
) -> Check:
    """Check that a result lies between two bounds.

    Parameters
    ----------
    name : str
        What is measured.
    result, low, high : float
        What came out, the least and the most it may be. [as named]
    reference : float or None
        Published or computed value. [as named]

    Returns
    -------
    Check
        The check.

    Examples
    --------
    >>> between("share", 0.3, 0.1, 0.4, 0.2).tolerance
    '0.1 to 0.4'
    """
    return Check(name, float(result), float(low), float(high), reference)
