"""Running the patterns: worlds once, every measure on them, what came of it as a table."""

from __future__ import annotations

import datetime as dt
import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from culturesim.evidence.measures import MEASURES, NotMeasurableError, generator
from culturesim.evidence.records import Part, Pattern, find_patterns, tuned_by
from culturesim.evidence.statistics import Estimate
from culturesim.evidence.worlds import Seen, Size, gather

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FULL", "QUICK", "Measured", "Validation", "measure", "measure_patterns"]
__all__ += ["validate_patterns"]

QUICK, FULL = Size(40, 4), Size(400, 30)
Progress = Callable[[int, int], None]
Verdict = Literal["in", "out", "shown", "unknown"]
NOTHING = Estimate(float("nan"), float("nan"), float("nan"), 0, "")


@dataclass(frozen=True, slots=True)
class Measured:
    """A pattern beside what the model showed.

    Attributes
    ----------
    pattern : Pattern
        The record.
    how : str
        How it was measured.
    estimates : dict of str to Estimate
        By key of the part; a part that cannot be measured is missing.
    reason : str
        Why nothing could be measured; else empty.

    Examples
    --------
    >>> pattern = find_patterns("C01")[0]
    >>> Measured(pattern, "", {}, "no stays").verdict
    'unknown'
    """

    pattern: Pattern
    how: str
    estimates: dict[str, Estimate]
    reason: str = ""

    def of(self, part: Part) -> Estimate:
        """Estimate of a part; NaN where there is none.

        Parameters
        ----------
        part : Part
            One of the pattern's.

        Returns
        -------
        Estimate
            What the model showed.
        """
        return self.estimates.get(part.key, NOTHING)

    def verdict_of(self, part: Part) -> Verdict:
        """Say how a part fared.

        Parameters
        ----------
        part : Part
            One of the pattern's.

        Returns
        -------
        str
            ``in`` or ``out`` of its band, ``shown`` where no band is set, ``unknown`` if it could
            not be measured.
        """
        mean = self.of(part).mean
        if math.isnan(mean):
            return "unknown"
        holds = part.holds(mean)
        return "shown" if holds is None else "in" if holds else "out"

    @property
    def verdict(self) -> Verdict:
        """How the pattern fared: that of its headline."""
        return self.verdict_of(self.pattern.headline)


@dataclass(frozen=True, slots=True)
class Validation:
    """All patterns that were asked for, and what was run.

    Attributes
    ----------
    measured : tuple of Measured
        In the order of the patterns.
    size : Size
        How much was simulated.
    changes : mapping
        What was changed from the defaults.
    seconds : float
        How long it took. [s]
    date : str
        Date of the run, UTC.

    Examples
    --------
    >>> Validation((), QUICK, {}, 0.0, "2026-01-01").count("in")
    0
    """

    measured: tuple[Measured, ...]
    size: Size
    changes: Mapping[str, object]
    seconds: float
    date: str

    def count(self, verdict: Verdict) -> int:
        """Count patterns by verdict.

        Parameters
        ----------
        verdict : str
            As :attr:`Measured.verdict`.

        Returns
        -------
        int
            How many.
        """
        return sum(one.verdict == verdict for one in self.measured)

    def rows(self) -> list[dict[str, Any]]:
        """Make a row a part, of plain values that can be stored.

        Returns
        -------
        list of dict
            Keys id, group, statement, part, label, unit, is_headline, published, published_low,
            published_high, band_low, band_high, model, model_low, model_high, n, what, verdict,
            reason, tuned_by, confidence, source, doi, how; NaN is None.
        """
        return [_row(one, part) for one in self.measured for part in one.pattern.parts]


def _plain(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _row(one: Measured, part: Part) -> dict[str, Any]:
    """One part as plain values."""
    pattern, estimate = one.pattern, one.of(part)
    missing = "" if one.reason or part.key in one.estimates else "not in the model; see how"
    return {
        "id": pattern.id, "group": pattern.group, "statement": pattern.statement,
        "part": part.key, "label": part.label, "unit": part.unit,
        "is_headline": part is pattern.headline, "published": part.value,
        "published_low": part.low, "published_high": part.high, "band_low": part.band_low,
        "band_high": part.band_high, "model": _plain(estimate.mean),
        "model_low": _plain(estimate.low), "model_high": _plain(estimate.high), "n": estimate.n,
        "what": estimate.what, "verdict": one.verdict_of(part), "reason": one.reason or missing,
        "tuned_by": list(tuned_by()[pattern.id]), "confidence": pattern.confidence,
        "source": pattern.source, "doi": pattern.doi, "how": one.how,
    }  # fmt: skip


def measure(pattern: Pattern, seen: Seen, seed: int) -> Measured:
    """Measure one pattern on what was seen.

    Parameters
    ----------
    pattern : Pattern
        The record.
    seen : Seen
        Every world that its measure needs.
    seed : int
        Decides whom surveys and reviews sample. [-]

    Returns
    -------
    Measured
        The pattern and what the model showed.
    """
    way = MEASURES[pattern.id]
    try:
        estimates = dict(way.run(seen, generator(pattern.id, seed)))
    except NotMeasurableError as error:
        return Measured(pattern, way.how, {}, str(error))
    return Measured(pattern, way.how, estimates)


def validate_patterns(
    ids: Iterable[str] | None = None,
    size: Size = QUICK,
    changes: Mapping[str, object] | None = None,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    message: Callable[[str], None] | None = None,
) -> Validation:
    """Simulate what the patterns need, once, and measure them.

    Parameters
    ----------
    ids : iterable of str, optional
        Numbers of patterns; all if left out.
    size : Size
        How much to simulate; :data:`QUICK` takes about a minute, :data:`FULL` is for releases.
    changes : mapping, optional
        Parameters, dials or sizes to change from the defaults.
    workers : int, optional
        Threads; the results do not depend on it.
    progress : callable, optional
        Called with the days done and all days.
    message : callable, optional
        Called with one line if the engine has to be compiled first.

    Returns
    -------
    Validation
        What came of it.

    Raises
    ------
    InputError
        If a number, a size or a change is refused.

    Examples
    --------
    >>> validate_patterns(["C99"])
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: patterns: nothing is called 'C99'...
    """
    patterns = find_patterns(ids)
    begun = time.perf_counter()
    _warm(message)
    worlds = {world for pattern in patterns for world in MEASURES[pattern.id].worlds}
    seen = gather(size, worlds, changes, workers=workers, progress=progress)
    measured = tuple(measure(pattern, seen, size.seed) for pattern in patterns)
    today = dt.datetime.now(dt.UTC).date().isoformat()
    return Validation(measured, size, dict(changes or {}), time.perf_counter() - begun, today)


def _warm(message: Callable[[str], None] | None) -> None:
    if message is not None:
        from culturesim.engine.kernel import warm

        warm(message)


def measure_patterns(
    sets: Mapping[str, object] | Sequence[Mapping[str, object]] = (),
    ids: Iterable[str] | None = None,
    hospitals: int = 16,
    seeds: int = 2,
    *,
    seed: int = 0,
    base: str = "steady",
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Measure patterns under one or many sets of parameters.

    Parameters
    ----------
    sets : mapping or sequence of mapping
        Changes from the defaults, name to value; the defaults themselves if empty.
    ids : iterable of str, optional
        Numbers of patterns; all if left out. Those of one world need that world only.
    hospitals, seeds, seed : int
        As in :class:`~culturesim.evidence.worlds.Size`; all sets have the same luck.
    base : str
        Scenario of the ordinary hospital; ``small`` is quicker and noisier.
    workers : int, optional
        Threads.
    progress : callable, optional
        Called with the sets done and all sets.

    Returns
    -------
    DataFrame
        A row a set and part: set (from 0), id, part, is_headline, model, model_low, model_high,
        n, band_low, band_high, verdict, reason.

    Raises
    ------
    InputError
        If a number, a size or a change is refused.

    Examples
    --------
    >>> measure_patterns({"witness": 0.3}, ["C05"], seeds=2, base="small").part.tolist()
    ['reported', 'harmed']
    """
    import pandas as pd

    wanted = [pattern.id for pattern in find_patterns(ids)]
    listed = [sets] if isinstance(sets, Mapping) else list(sets) or [{}]
    size = Size(hospitals, seeds, seed, base)
    rows: list[dict[str, Any]] = []
    for k, changes in enumerate(listed):
        found = validate_patterns(wanted, size, changes, workers=workers)
        rows += [{"set": k, **row} for row in found.rows()]
        if progress is not None:
            progress(k + 1, len(listed))
    columns = ["set", "id", "part", "is_headline", "model", "model_low", "model_high", "n",
               "band_low", "band_high", "verdict", "reason"]  # fmt: skip
    return pd.DataFrame(rows)[columns]
