"""Sentences about samples, rivals and intervals that several sections share."""

from __future__ import annotations

import numpy as np
import pandas as pd

from culturesim.experiments.analysis.pictures.parts import short
from culturesim.experiments.analysis.sections.section import amounts, listed
from culturesim.experiments.analysis.study import Study

__all__ = ["counted", "ends_words", "may_words", "sample_words", "stack"]


def sample_words(study: Study) -> str:
    """Say which points of a design count as a sample, and what intervals over them leave out.

    Parameters
    ----------
    study : Study
        As :meth:`Study.independent` gives it.

    Returns
    -------
    str
        A sentence or two; empty for designs with chosen points.
    """
    words = []
    if study.about.get("independent"):
        whole = int(study.about.get("n_points", study.n_points))
        words.append(f"Of the {whole:,} points the {study.n_points:,} that are independent of each "
                     "other are used; the others were made from them.")  # fmt: skip
    if study.is_random and study.about.get("shared_seeds"):
        words.append("All points have the same seeds, so luck they share is not in the intervals.")
    return " ".join(words)


def ends_words(low: float, high: float, outcome: str) -> str:
    """Write an interval in the unit of an outcome.

    Parameters
    ----------
    low, high : float
        Its ends.
    outcome : str
        Its name.

    Returns
    -------
    str
        In brackets.

    Examples
    --------
    >>> ends_words(0.1, 0.2, "is_failing"), ends_words(float("nan"), 1.0, "deaths")
    ('(10 to 20 %)', '(no interval)')
    """
    return f"({amounts(low, high, outcome)})" if np.isfinite([low, high]).all() else "(no interval)"


def counted(table: pd.DataFrame, what: str) -> str:
    """Say how many rows a table has.

    Parameters
    ----------
    table : DataFrame
        Rows.
    what : str
        What a row is, as in ``"factor"``.

    Returns
    -------
    str
        Number and word.

    Examples
    --------
    >>> counted(pd.DataFrame({"a": [1, 2]}), "factor")
    '2 factors'
    """
    return f"{len(table)} {what}{'s' if len(table) > 1 else ''}"


def may_words(rivals: pd.Series) -> str:
    """Name factors that may matter as much, or count them.

    Parameters
    ----------
    rivals : Series
        Names.

    Returns
    -------
    str
        A sentence.

    Examples
    --------
    >>> may_words(pd.Series(["fear", "team_size"]))
    'Fear and team size may matter as much.'
    """
    names = [short(str(name)) for name in rivals]
    if len(names) > 3:
        return f"{len(names)} other factors may matter as much."
    return f"{listed(names)[:1].upper()}{listed(names)[1:]} may matter as much."


def stack(found: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Put tables of several outcomes into one.

    Parameters
    ----------
    found : dict of str to DataFrame
        A table by outcome.

    Returns
    -------
    DataFrame
        With a column ``outcome``.

    Examples
    --------
    >>> stack({"deaths": pd.DataFrame({"n": [1]})}).to_dict("list")
    {'n': [1], 'outcome': ['deaths']}
    """
    return pd.concat([t.assign(outcome=name) for name, t in found.items()], ignore_index=True)
