"""Two scenarios run with the same seeds, and what differs between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from culturesim.errors import InputError
from culturesim.outcomes import OUTCOMES, bootstrap_mean
from culturesim.outcomes.intervals import middle_of_runs
from culturesim.outcomes.spans import has_sets, interval_name, span_words
from culturesim.results import Results, text_writer, write_folder
from culturesim.runs.drawing import check_spans
from culturesim.runs.many import Progress, load, run
from culturesim.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

    from culturesim.plots.style import Picture

__all__ = ["Comparison", "compare"]


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two scenarios run with the same seeds.

    Attributes
    ----------
    base, other : Results
        Their runs, in pairs.
    table : DataFrame
        A row an outcome: outcome, label, unit, better (1 if more is better, -1 if less is, 0 if
        neither), base and other (means), difference (mean over pairs of other less base), low and
        high (95 % bootstrap interval of that mean), share_same_sign (share of pairs in which the
        difference has the sign of the mean), n (pairs), and run_low and run_high (the middle nine
        tenths of pairs). Of several hospitals the first is compared.

    Examples
    --------
    >>> Comparison.__name__
    'Comparison'
    """

    base: Results
    other: Results
    table: pd.DataFrame

    @property
    def spans(self) -> str:
        """What the intervals span, as a phrase."""
        return span_words(self.base.provenance, "pairs")

    @property
    def has_sets(self) -> bool:
        """Whether pairs differ by parameter sets."""
        return has_sets(self.base.provenance)

    @property
    def interval_name(self) -> str:
        """Name of the interval that readers are shown, to head a column."""
        return interval_name(self.base.provenance)

    def plot(self, width: float = 8.0, title: bool = True) -> Picture:
        """Draw the differences.

        Parameters
        ----------
        width : float
            Width. [inch]
        title : bool
            Write a title, and the number of runs below.

        Returns
        -------
        Figure
            The picture.
        """
        from culturesim.plots.comparison import draw_comparison

        names = [r.provenance["scenario"]["title"] for r in (self.other, self.base)]
        heading = f"{names[0]}, against {names[1]}" * title
        return draw_comparison(self.table, width, heading, self.spans, self.has_sets)

    def save(
        self, folder: str | Path, force: bool = False, texts: dict[str, str] | None = None
    ) -> Path:
        """Write the table and both outcome tables to a folder, all or nothing.

        Parameters
        ----------
        folder : str or Path
            The folder; made if need be.
        force : bool
            Replace what is there.
        texts : dict of str to str, optional
            Further text files to write beside, by name.

        Returns
        -------
        Path
            The folder, with ``comparison.csv``, ``base-outcomes.parquet`` and
            ``other-outcomes.parquet``.

        Raises
        ------
        InputError
            If the folder holds something and ``force`` is not given, or cannot be written to.
        """
        writers: dict[str, Callable[[Path], object]] = {
            "comparison.csv": lambda path: self.table.to_csv(path, index=False),
            "base-outcomes.parquet": self.base.outcomes.to_parquet,
            "other-outcomes.parquet": self.other.outcomes.to_parquet,
        }
        writers |= {name: text_writer(text) for name, text in (texts or {}).items()}
        return write_folder(folder, writers, force)


def compare(
    a: Scenario | str | Path,
    b: Scenario | str | Path,
    runs: int | None = None,
    seed: int = 0,
    days: int | None = None,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    message: Callable[[str], None] | None = None,
    uncertainty: str | None = None,
) -> Comparison:
    """Run two scenarios with the same seeds and compare their outcomes pair by pair.

    Parameters
    ----------
    a, b : Scenario, str or Path
        The base, and the scenario compared with it.
    runs, seed, days, workers, progress, message
        As for :func:`run`; runs and days are the base's if left out.
    uncertainty : str, optional
        What the pairs differ by, as for :func:`run`, but ``"both"`` if left out (``"seeds"`` if a
        scenario names a set itself). Both halves of a pair have the same seed and the same set.

    Returns
    -------
    Comparison
        Both sets of runs and the table of differences, which are caused by what differs between
        the scenarios: with one seed both have the same patients, staff and days.

    Raises
    ------
    InputError
        If a scenario or ``uncertainty`` is refused, or the two have different lengths and
        ``days`` is not given.

    Examples
    --------
    >>> from culturesim.scenario import Scenario
    >>> compare(Scenario("A week", days=7), Scenario("A day", days=1))
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: days: the scenarios have 7 and 1 days; give days for both
    """
    base, other = (load(scenario, days) for scenario in (a, b))
    if base.days != other.days:
        raise InputError(
            f"days: the scenarios have {base.days:,} and {other.days:,} days; give days for both"
        )
    n_runs = runs or base.runs
    spans = check_spans(uncertainty, "both", n_runs, (base, other))
    found = []
    for half, scenario in enumerate((base, other)):
        shown = None if progress is None else _half(progress, half)
        found.append(run(scenario, n_runs, seed, workers=workers, progress=shown, message=message,
                         uncertainty=spans))  # fmt: skip
    return Comparison(found[0], found[1], _differences(found[0], found[1]))


def _half(progress: Progress, half: int) -> Progress:
    return lambda done, total: progress(done + half * total, 2 * total)


def _differences(base: Results, other: Results) -> pd.DataFrame:
    """Paired differences of every outcome."""
    import numpy as np
    import pandas as pd

    firsts = []
    for results in (base, other):
        hospital = results.provenance["organisation"]["hospitals"][0]
        outcomes = results.outcomes
        firsts.append(outcomes[outcomes["hospital"] == hospital].set_index("run"))
    rows = []
    for name, outcome in OUTCOMES.items():
        was, now = (first[name].to_numpy(dtype=float) for first in firsts)
        interval, middle = bootstrap_mean(now - was), middle_of_runs(now - was)
        pairs = (now - was)[~np.isnan(now - was)]
        same = np.mean(np.sign(pairs) == np.sign(interval.mean)) if len(pairs) else np.nan
        rows.append(
            {
                "outcome": name,
                "label": outcome.label,
                "unit": outcome.unit,
                "better": outcome.better,
                "base": bootstrap_mean(was).mean,
                "other": bootstrap_mean(now).mean,
                "difference": interval.mean,
                "low": interval.low,
                "high": interval.high,
                "share_same_sign": float(same),
                "n": interval.n,
                "run_low": middle.low,
                "run_high": middle.high,
            }
        )
    return pd.DataFrame(rows)
