"""What an interval over runs spans, in words: luck, plausible parameter sets, or both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from numpy.typing import ArrayLike

from culturesim.outcomes.intervals import Interval, bootstrap_mean, middle_of_runs

__all__ = ["MIDDLE", "OF_THE_MEAN", "differ_words", "ensemble_words", "has_sets", "interval_name"]
__all__ += ["interval_of", "span_words"]

OF_THE_MEAN, MIDDLE = "95 % interval", "Middle 90 %"

_SPANS = {
    (True, False): "seeds alone",
    (False, True): "plausible parameter sets alone",
    (True, True): "seeds and plausible parameter sets",
}
_DIFFER = {
    (True, False): "other luck",
    (False, True): "another plausible set of parameters and the same luck",
    (True, True): "other luck and another plausible set of parameters",
}


def _differ(provenance: Mapping[str, Any]) -> tuple[bool, bool]:
    """Whether luck differs between runs, and whether parameter sets do."""
    by_luck, by_sets = (len(set(provenance.get(key) or ())) > 1
                        for key in ("seeds", "parameter_sets"))  # fmt: skip
    return by_luck or not by_sets, by_sets


def has_sets(provenance: Mapping[str, Any]) -> bool:
    """Whether runs differ by parameter sets.

    Parameters
    ----------
    provenance : mapping
        Of results.

    Returns
    -------
    bool
        Whether at least two sets were used.
    """
    return _differ(provenance)[1]


def interval_of(values: ArrayLike, provenance: Mapping[str, Any]) -> Interval:
    """Give the interval that readers are shown for one outcome.

    Parameters
    ----------
    values : array_like of float, shape (n_runs,)
        One value a run.
    provenance : mapping
        Of results.

    Returns
    -------
    Interval
        The 95 % interval of the mean where luck alone differs: more runs make it narrower, as
        they should. Where parameter sets differ, the middle nine tenths of runs: sets carry no
        probability, so a mean over them says little, and how wide they spread says what is open.

    Examples
    --------
    >>> interval_of([1.0, 3.0], {"seeds": [0, 1], "parameter_sets": [0, 1]}).high
    2.9
    """
    return middle_of_runs(values) if has_sets(provenance) else bootstrap_mean(values)


def interval_name(provenance: Mapping[str, Any]) -> str:
    """Name the interval of :func:`interval_of`, to head a column.

    Parameters
    ----------
    provenance : mapping
        Of results.

    Returns
    -------
    str
        The name.

    Examples
    --------
    >>> interval_name({"seeds": [0, 1]})
    '95 % interval'
    """
    return MIDDLE if has_sets(provenance) else OF_THE_MEAN


def span_words(provenance: Mapping[str, Any], what: str = "runs") -> str:
    """Say how many runs there are and what an interval over them spans.

    Parameters
    ----------
    provenance : mapping
        Of results.
    what : str
        What is counted.

    Returns
    -------
    str
        A phrase without a full stop.

    Examples
    --------
    >>> span_words({"seeds": [0, 1], "parameter_sets": []})
    '2 runs; seeds alone'
    >>> span_words({"seeds": [0, 1], "parameter_sets": [0, 1]}, "pairs")
    '2 pairs; seeds and plausible parameter sets'
    >>> span_words({"seeds": [3], "parameter_sets": [7]})
    'One run, with plausible set 7'
    """
    seeds, sets = provenance["seeds"], provenance.get("parameter_sets") or []
    fixed = f", with plausible set {sets[0]}" if len(set(sets)) == 1 else ""
    provisional = " (provisional)" if (provenance.get("ensemble") or {}).get("provisional") else ""
    if len(seeds) == 1:
        return f"One {what.removesuffix('s')}{fixed}{provisional}"
    return f"{len(seeds)} {what}; {_SPANS[_differ(provenance)]}{fixed}{provisional}"


def differ_words(provenance: Mapping[str, Any]) -> str:
    """Say what is other in each run.

    Parameters
    ----------
    provenance : mapping
        Of results.

    Returns
    -------
    str
        A phrase to follow "with".

    Examples
    --------
    >>> differ_words({"seeds": [0, 1], "parameter_sets": []})
    'other luck'
    """
    return _DIFFER[_differ(provenance)]


def ensemble_words(provenance: Mapping[str, Any]) -> str:
    """Say which ensemble plausible sets came from.

    Parameters
    ----------
    provenance : mapping
        Of results.

    Returns
    -------
    str
        Sentences; empty where defaults were used.

    Examples
    --------
    >>> ensemble_words({"ensemble": None})
    ''
    """
    ensemble = provenance.get("ensemble")
    if not ensemble:
        return ""
    text = (
        f"Each run took one of {ensemble['sets']} plausible sets of {len(ensemble['parameters'])} "
        f"parameters (ensemble {ensemble['sha256'][:12]}) in the place of their defaults; what the "
        "scenario sets itself wins over a set. A set is plausible if the model showed every tuning "
        "pattern with it; sets carry no probability."
    )
    if "harm_reference" in ensemble["parameters"]:
        text += (" The harm of the ordinary hospital, above a multiple of which a hospital is "
                 "failing, goes with the set.")  # fmt: skip
    if ensemble.get("provisional"):
        text += f" This ensemble is provisional: {ensemble['provisional']}."
    return text
