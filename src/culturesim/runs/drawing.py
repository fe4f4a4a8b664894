"""What the runs of an ensemble differ by: luck, plausible parameter sets, or both."""

from __future__ import annotations

from collections.abc import Iterable

from culturesim.errors import InputError, nearest
from culturesim.parameters.plausible import load_plausible
from culturesim.scenario import Scenario

__all__ = ["SPANS", "check_spans", "drawn"]

#: What runs may differ by, and so what an interval over them spans.
SPANS = ("seeds", "parameters", "both")


def check_spans(
    uncertainty: str | None, usual: str, n_runs: int, scenarios: Iterable[Scenario]
) -> str:
    """Check what the runs shall differ by.

    Parameters
    ----------
    uncertainty : str or None
        One of :data:`SPANS`; None for the usual.
    usual : str
        Taken if nothing is asked for, unless a scenario names a set itself.
    n_runs : int
        Runs wanted. [runs]
    scenarios : iterable of Scenario
        What is run.

    Returns
    -------
    str
        One of :data:`SPANS`.

    Raises
    ------
    InputError
        If there is no such choice, a scenario names a set itself, sets alone shall differ and
        there are fewer of them than runs, or the ensemble is missing or damaged.

    Examples
    --------
    >>> check_spans("seed", "seeds", 8, [])
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: uncertainty: 'seed' is not known; did you mean 'seeds'?
    """
    named = next((s for s in scenarios if s.parameter_set is not None), None)
    if uncertainty is None:
        uncertainty = "seeds" if named else usual
    if uncertainty not in SPANS:
        hint = nearest(uncertainty, SPANS) or f"; allowed: {', '.join(SPANS)}"
        raise InputError(f"uncertainty: {uncertainty!r} is not known{hint}")
    if uncertainty == "seeds":
        return uncertainty
    if named is not None:
        raise InputError(f"uncertainty: scenario {named.name} names parameter_set "
                         f"{named.parameter_set} itself; leave one of the two out")  # fmt: skip
    n_sets = len(load_plausible())
    if uncertainty == "parameters" and n_runs > n_sets:
        raise InputError(f"uncertainty: parameters: {n_runs:,} runs, {n_sets:,} plausible sets; "
                         "a set gives the same run again under one seed")  # fmt: skip
    return uncertainty


def drawn(scenario: Scenario, uncertainty: str, seed: int, k: int) -> tuple[Scenario, int]:
    """Give scenario and seed of one run of an ensemble.

    Parameters
    ----------
    scenario : Scenario
        What is run. What it sets itself, by setting, dial, date or lever, wins over a set.
    uncertainty : str
        One of :data:`SPANS`.
    seed : int
        First seed. [-]
    k : int
        Number of the run, from 0. [-]

    Returns
    -------
    scenario : Scenario
        With its plausible set. Under ``both`` the set goes with the seed, so that a run can be
        repeated alone; after the last set the first comes again.
    seed : int
        ``seed + k``, or ``seed`` if sets alone differ. [-]

    Raises
    ------
    InputError
        If a set does not fit together with what the scenario sets.

    Examples
    --------
    >>> week = Scenario("A week", days=7)
    >>> drawn(week, "seeds", 5, 2) == (week, 7)
    True
    >>> one, seed = drawn(week, "both", 5, 2)
    >>> seed, one.parameter_set == 7 % len(load_plausible())
    (7, True)
    """
    if uncertainty == "seeds":
        return scenario, seed + k
    ours = seed if uncertainty == "parameters" else seed + k
    number = (k if uncertainty == "parameters" else ours) % len(load_plausible())
    where = f"scenario {scenario.name} with plausible set {number}"
    return scenario.with_changes(where=where, parameter_set=number), ours
