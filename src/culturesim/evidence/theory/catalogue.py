"""All replications in order, run on request, and what came of them as a table."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from culturesim.errors import InputError, nearest, shown
from culturesim.evidence.theory.committed import COMMITTED
from culturesim.evidence.theory.common_mode import COMMON_MODE
from culturesim.evidence.theory.cusum import CUSUM
from culturesim.evidence.theory.false_enforcement import UNPOPULAR_NORM
from culturesim.evidence.theory.hysteresis import HYSTERESIS
from culturesim.evidence.theory.imitation import IMITATION
from culturesim.evidence.theory.inspection_game import INSPECTION
from culturesim.evidence.theory.march import MARCH
from culturesim.evidence.theory.near_miss import SIGN_FLIP
from culturesim.evidence.theory.opinions import DEFFUANT
from culturesim.evidence.theory.random_sum import RANDOM_SUM
from culturesim.evidence.theory.ratchet import RATCHET
from culturesim.evidence.theory.records import Replication, TheoryResult
from culturesim.evidence.theory.scandals import SCANDALS
from culturesim.evidence.theory.slowing import SLOWING
from culturesim.evidence.theory.thresholds import GRANOVETTER
from culturesim.evidence.theory.tipping import TIPPING
from culturesim.evidence.theory.upward_filter import UPWARD_FILTER
from culturesim.evidence.theory.volunteers import DIEKMANN
from culturesim.streams import check_seed

__all__ = ["REPLICATIONS", "find_replications", "run_theory", "theory_table"]

REPLICATIONS: tuple[Replication, ...] = (
    MARCH, GRANOVETTER, DIEKMANN, CUSUM, TIPPING, UNPOPULAR_NORM, COMMITTED, HYSTERESIS, SLOWING,
    INSPECTION, DEFFUANT, RATCHET, SIGN_FLIP, COMMON_MODE, SCANDALS, IMITATION, UPWARD_FILTER,
    RANDOM_SUM,
)  # fmt: skip
"""Every replication, by number."""

Progress = Callable[[int, int], None]


def find_replications(ids: Iterable[str] | None = None) -> tuple[Replication, ...]:
    """Look up replications by their numbers.

    Parameters
    ----------
    ids : iterable of str, optional
        Numbers such as ``"T5"``, capitals or not; every replication if not given.

    Returns
    -------
    tuple of Replication
        Those asked for, in the order of the catalogue, each once.

    Raises
    ------
    InputError
        If a number is not in the catalogue, or there is none.

    Examples
    --------
    >>> [one.title for one in find_replications(["t3"])]
    ["Volunteer's dilemma among watchers"]
    """
    if ids is None:
        return REPLICATIONS
    names = [one.id for one in REPLICATIONS]
    wanted = [ids] if isinstance(ids, str) else list(ids)
    if not wanted:
        raise InputError(f"theory replications: none asked for{nearest('', names)}")
    for name in wanted:
        if str(name).upper() not in names:
            hint = f"; allowed: {', '.join(names)}"
            raise InputError(f"theory replications: nothing is called {shown(name)}{hint}")
    upper = {name.upper() for name in wanted}
    return tuple(one for one in REPLICATIONS if one.id in upper)


def run_theory(
    ids: Iterable[str] | None = None, seed: int = 0, progress: Progress | None = None
) -> list[TheoryResult]:
    """Run replications, one after the other.

    Parameters
    ----------
    ids : iterable of str, optional
        Numbers such as ``"T5"``, capitals or not; every replication if not given.
    seed : int
        Seed of what they draw, 0 <= seed < 2**63. Each has draws of its own, so running fewer
        does not change the others.
    progress : callable, optional
        Called with the number done and the number to do, before the first and after each.

    Returns
    -------
    list of TheoryResult
        One a replication, in the order of the catalogue.

    Raises
    ------
    InputError
        If a number is not in the catalogue, or the seed is not a whole number in range.

    Examples
    --------
    >>> [(result.replication.id, result.ok) for result in run_theory(["T27", "T2"])]
    [('T2', True), ('T27', True)]
    """
    wanted, seed = find_replications(ids), check_seed(seed)
    results: list[TheoryResult] = []
    for replication in wanted:
        if progress is not None:
            progress(len(results), len(wanted))
        begun = time.perf_counter()
        checks = replication.run(seed)
        results.append(TheoryResult(replication, checks, time.perf_counter() - begun))
    if progress is not None:
        progress(len(wanted), len(wanted))
    return results


def theory_table(results: Sequence[TheoryResult]) -> list[dict[str, object]]:
    """Turn results into rows that can be printed or stored, one a check.

    Parameters
    ----------
    results : sequence of TheoryResult
        From :func:`run_theory`.

    Returns
    -------
    list of dict
        Keys ``id``, ``title``, ``kind``, ``check``, ``published`` (published or computed value,
        or None), ``tolerance`` (words), ``result``, ``ok`` and ``source``.

    Examples
    --------
    >>> row = theory_table(run_theory(["T27"]))[0]
    >>> row["check"], row["tolerance"], row["ok"]
    ('survives four levels that keep back 0.3', '±1e-12', True)
    """
    return [
        {
            "id": result.replication.id,
            "title": result.replication.title,
            "kind": result.replication.kind,
            "check": check.name,
            "published": check.reference,
            "tolerance": check.tolerance,
            "result": check.result,
            "ok": check.ok,
            "source": result.replication.source,
        }
        for result in results
        for check in result.checks
    ]
