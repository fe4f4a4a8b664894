"""The five themes that inquiries find again and again, as indices of a hospital's state.

Walshe and Higgins read the reports of inquiries into failing hospitals and found isolation,
inadequate leadership, failure of systems and processes, poor communication, and disempowered staff
and patients. Each is measured here on every day of a run, from 0, nothing of it, to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["NEEDED", "THEMES", "WINDOW_DAYS", "Theme", "theme_days"]

Floats = NDArray[np.float64]

#: Days over which counts are added up before a share is taken. [days]
WINDOW_DAYS = 90

#: Share of comparisons made beyond the own ward at which nobody is isolated. Status A. [-]
OPEN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Theme:
    """One of the five.

    Attributes
    ----------
    name, label : str
        Name of the quantity and the outcome; what a reader sees.
    formula : str
        How it is worked out, in words; counts are those of the last :data:`WINDOW_DAYS`.

    Examples
    --------
    >>> THEMES["isolation"].label
    'Isolation'
    """

    name: str
    label: str
    formula: str


#: The themes by name, in the order of the paper (BMJ 325:895, 2002, doi:10.1136/bmj.325.7369.895).
THEMES: dict[str, Theme] = {
    theme.name: theme
    for theme in (
        Theme(
            "isolation",
            "Isolation",
            "1 less twice the share of comparisons of practice that were made with another ward, "
            "another hospital or the world outside; 0 from a half",
        ),
        Theme(
            "inadequate_leadership",
            "Inadequate leadership",
            "mean of the share of concerns that reached a manager and were not acted on, and 1 "
            "less the board's attention to safety",
        ),
        Theme(
            "system_failure",
            "System and process failure",
            "mean of care left undone, 1 less practice as taught, and the backlog of operational "
            "problems over itself plus 1",
        ),
        Theme(
            "poor_communication",
            "Poor communication",
            "mean of the share of bad news lost between wards and board, the share of speakers "
            "who saw no answer, and the share of formal complaints not upheld",
        ),
        Theme(
            "disempowerment",
            "Disempowered staff and patients",
            "mean of the share of concerns kept silent, the mean of staff's fear and futility, and "
            "what people outside expect of a complaint",
        ),
    )
}

#: Quantities of a run that the indices are worked out from.
NEEDED: tuple[str, ...] = (
    "n_turns", "n_beyond", "n_acted", "n_arrivals", "attention", "missed_care", "practice",
    "problems", "true_view", "board_view", "n_answered", "n_voiced", "n_upheld", "n_complaints",
    "n_silent", "n_concerns", "fear_mean", "futility_mean", "community_futility",
)  # fmt: skip


def theme_days(values: Mapping[str, Floats]) -> dict[str, Floats]:
    r"""Work out the five indices day by day.

    Parameters
    ----------
    values : mapping of str to ndarray of float64, shape (days,)
        The quantities :data:`NEEDED`, in their units a day.

    Returns
    -------
    dict of str to ndarray of float64, shape (days,)
        Index by theme, in [0, 1]. [-]

    Notes
    -----
    With counts added up over a trailing window,

    .. math::

        I &= \max(0, 1 - 2 n_{beyond} / n_{turns}) \\
        L &= \tfrac12 [(1 - n_{acted} / n_{arrivals}) + (1 - A)] \\
        S &= \tfrac13 [m + (1 - \min(1, q)) + P / (1 + P)] \\
        C &= \tfrac13 [(1 - v_{board} / v_{true}) + (1 - n_{answered} / n_{voiced})
             + (1 - n_{upheld} / n_{complaints})] \\
        D &= \tfrac13 [n_{silent} / n_{concerns} + (F + U) / 2 + U_{community}]

    A share of nothing counts 0: nobody complained, so no complaint was brushed off. Where nobody
    compares practice, as with team learning switched off, isolation is 1. Status A: the themes are
    those of the paper, the formulas are of this model.

    Examples
    --------
    >>> flat = {name: np.ones(2) for name in NEEDED} | {"n_beyond": np.array([0.25, 0.25])}
    >>> {name: float(days[1]) for name, days in theme_days(flat).items()}["isolation"]
    0.5
    """
    share = {
        (above, below): _share(values[above], values[below])
        for above, below in (
            ("n_beyond", "n_turns"), ("n_acted", "n_arrivals"), ("n_answered", "n_voiced"),
            ("n_upheld", "n_complaints"), ("n_silent", "n_concerns"), ("board_view", "true_view"),
        )
    }  # fmt: skip
    beyond, acted, answered, upheld, silent, heard = share.values()
    backlog = values["problems"] / (1.0 + values["problems"])
    beliefs = (values["fear_mean"] + values["futility_mean"]) / 2.0
    found = {
        "isolation": 1.0 - _or(beyond, 0.0) / OPEN_SHARE,
        "inadequate_leadership": (2.0 - _or(acted, 1.0) - values["attention"]) / 2.0,
        "system_failure": (
            values["missed_care"] + 1.0 - np.minimum(values["practice"], 1.0) + backlog
        ) / 3.0,
        "poor_communication": (
            3.0 - np.minimum(_or(heard, 1.0), 1.0) - _or(answered, 1.0) - _or(upheld, 1.0)
        ) / 3.0,
        "disempowerment": (_or(silent, 0.0) + beliefs + values["community_futility"]) / 3.0,
    }  # fmt: skip
    return {name: np.clip(found[name], 0.0, 1.0) for name in THEMES}


def _share(above: Floats, below: Floats) -> Floats:
    """Ratio of sums over the trailing window, NaN where there is nothing to divide by."""
    sums = []
    for daily in (above, below):
        total = np.concatenate([[0.0], np.cumsum(daily)])
        last = np.arange(1, len(total))
        sums.append(total[last] - total[np.maximum(last - WINDOW_DAYS, 0)])
    return np.asarray(sums[0] / np.where(sums[1] > 1e-12, sums[1], np.nan))


def _or(share: Floats, otherwise: float) -> Floats:
    """Put a value where a share is of nothing."""
    return np.where(np.isnan(share), otherwise, share)
