"""Who knew, who caught it, by which signal, and what happened in between."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from culturesim.outcomes.failing import Failing, Thresholds, held
from culturesim.outcomes.history import History

__all__ = [
    "ACTORS", "LEVELS", "REACHED", "SCORES", "VIEWS", "Caught", "find_caught", "find_knew",
    "kept_back", "warnings_reached",
]  # fmt: skip

#: Who can catch a failing hospital: the board from inside, the others from outside.
ACTORS = ("board", "regulator", "whistleblower", "families", "press")

#: Levels of the hospital from the ward up, and the record of what each takes things to be.
VIEWS = {
    "ward managers": "true_view",
    "division managers": "division_view",
    "executives": "executive_view",
    "board": "board_view",
}
LEVELS = tuple(VIEWS)

#: Levels, and the counts of the day's warnings that came so far; the board's two ways are added.
REACHED = {
    "ward managers": ("n_reached_ward",),
    "division managers": ("n_reached_division",),
    "executives": ("n_reached_executive",),
    "board": ("n_reached_board", "n_reached_past"),
}

#: Scores of the board's dashboard, and what a low one is called.
SCORES = {
    "score_fill": "nurse staffing return",
    "score_ratio": "mortality ratio",
    "score_complaints": "complaints",
    "score_reports": "incident forms",
    "score_escalated": "bad news from below",
}


class Caught(NamedTuple):
    """One actor who came to know while the hospital was failing.

    Attributes
    ----------
    by : str
        One of :data:`ACTORS`, or ``"nobody"``.
    signal : str
        What told the actor, in plain words; empty for nobody.
    day : int or None
        The day. [day]

    Examples
    --------
    >>> Caught("nobody", "", None).day is None
    True
    """

    by: str
    signal: str
    day: int | None


NOBODY = Caught("nobody", "", None)


def _first(condition: NDArray[np.bool_], from_day: int) -> int | None:
    """First day, not before ``from_day``, on which a condition is true."""
    after = condition[from_day - 1 :]
    return int(np.argmax(after)) + from_day if after.any() else None


def find_knew(history: History, thresholds: Thresholds, from_day: int = 1) -> dict[str, int | None]:
    """Find the first day on which each level of the hospital knew.

    Parameters
    ----------
    history : History
        The hospital's days.
    thresholds : Thresholds
        What counts as knowing.
    from_day : int
        First day that counts. [day]

    Returns
    -------
    dict of str to int or None
        Level to the first day on which its view had been ``knew_view`` or worse for
        ``caught_days`` days; ward managers by the mean of their views.

    Examples
    --------
    >>> low, high = np.zeros(9), np.full(9, 0.7)
    >>> views = {"true_view": high, "division_view": high, "executive_view": low, "board_view": low}
    >>> find_knew(History("X", views), Thresholds(0.01, 90, 1.5, 180, 0.5, 0.5, 3, 0.5))
    {'ward managers': 3, 'division managers': 3, 'executives': None, 'board': None}
    """
    return {
        level: _first(held(history[view] >= thresholds.knew_view, thresholds.caught_days), from_day)
        for level, view in VIEWS.items()
    }


def kept_back(history: History, first: int = 1, last: int | None = None) -> dict[str, float]:
    """Share of bad news that each level kept back from the next.

    Parameters
    ----------
    history : History
        The hospital's days.
    first, last : int
        First and last day, both counted. [day]

    Returns
    -------
    dict of str to float
        Level below the board to 1 - (mean view of the next level / its own mean view), in [0, 1].
        The executives' share is what the board lost in the end, past the bypass.

    Examples
    --------
    >>> views = {"true_view": 0.8, "division_view": 0.4, "executive_view": 0.3, "board_view": 0.3}
    >>> kept_back(History("X", {name: np.full(3, view) for name, view in views.items()}))
    {'ward managers': 0.5, 'division managers': 0.25, 'executives': 0.0}
    """
    means = [float(history[view][first - 1 : last].mean()) for view in VIEWS.values()]
    shares = {}
    for level, below, above in zip(LEVELS, means, means[1:], strict=False):
        lost = 1.0 - above / below if below > 0.0 else 0.0
        shares[level] = round(min(max(lost, 0.0), 1.0), 12)
    return shares


def warnings_reached(history: History, first: int = 1, last: int | None = None) -> dict[str, float]:
    """Count the warnings that reached each level, one by one.

    Parameters
    ----------
    history : History
        The hospital's days.
    first, last : int
        First and last day, both counted. [day]

    Returns
    -------
    dict of str to float
        Level to the concerns raised with managers whose news came so far, 0 or more. What was
        taken past the ward manager is not counted there. [concerns]

    Examples
    --------
    >>> days = {name: np.array([4.0, 2.0]) for names in REACHED.values() for name in names}
    >>> warnings_reached(History("X", days), 2)["board"]
    4.0
    """
    return {
        level: float(sum(history.total(name, first, last) for name in names))
        for level, names in REACHED.items()
    }


def _board(history: History, thresholds: Thresholds, began: int) -> Caught:
    """Find when warnings from below or its dashboard told the board, whichever came first."""
    warned = held(history["board_view"] >= thresholds.knew_view, thresholds.caught_days)
    seen = held(history["board_picture"] <= thresholds.caught_score, thresholds.caught_days)
    by_warning, by_picture = _first(warned, began), _first(seen, began)
    if by_warning is not None and (by_picture is None or by_warning <= by_picture):
        return Caught("board", "warnings from below", by_warning)
    if by_picture is None:
        return NOBODY
    scores = {words: history[name][by_picture - 1] for name, words in SCORES.items()}
    lowest = min(scores, key=lambda words: float(scores[words]))
    return Caught("board", f"its dashboard ({lowest})", by_picture)


def _signals(history: History, thresholds: Thresholds, day: int) -> dict[str, float]:
    """Weights of what had sent the regulator's inspectors on a day."""
    score = {name: float(history[name][day - 1]) for name in ("outside_score", "letters_score")}
    weight = thresholds.soft_weight
    disclosed = weight * thresholds.outside_weight * score["outside_score"]
    letters = weight * score["letters_score"]
    return {
        "mortality alerts": float(history["statistical"][day - 1]),
        "complaints taken outside": weight * float(history["soft"][day - 1]) - disclosed - letters,
        "staff who went outside": disclosed,
        "letters of families": letters,
        "returns that fell short": float(history["returns"][day - 1]),
    }


def _what_sent(history: History, thresholds: Thresholds, day: int) -> str:
    """Say what sent the inspectors who found something on a day."""
    if history["inspection_reason"][day - 1] < 2.0:
        return "an inspection in its diary"
    signals = _signals(history, thresholds, day)
    strongest = max(signals, key=lambda words: signals[words])
    return f"an inspection after {strongest}"


def _regulator(history: History, thresholds: Thresholds, began: int) -> Caught:
    """Find the regulator's first finding, and what sent its inspectors."""
    day = _first(history["is_finding"] > 0.0, began)
    if day is None:
        return NOBODY
    return Caught("regulator", _what_sent(history, thresholds, day), day)


def _sent_by(history: History, thresholds: Thresholds, began: int, who: str, words: str) -> Caught:
    """Find the first finding to which an actor's signals had sent the inspectors."""
    for k in np.flatnonzero(history["is_finding"][began - 1 :] > 0.0):
        day = int(k) + began
        signal = _what_sent(history, thresholds, day)
        if signal.endswith(words):
            return Caught(who, signal, day)
    return NOBODY


#: What a story in print is made of: its number (tens) and its face (ones).
NUMBERS = {1: "the mortality ratio", 2: "the staff survey", 3: "the regulator's finding"}
FACES = {1: "one of the staff", 2: "a family"}


def _press(history: History, began: int) -> Caught:
    """Find the first story in print, and its number and face."""
    day = _first(history["story_kind"] > 0.0, began)
    if day is None:
        return NOBODY
    number, face = divmod(int(history["story_kind"][day - 1]), 10)
    return Caught("press", f"a story with {NUMBERS[number]} and the face of {FACES[face]}", day)


def find_caught(
    history: History, failing: Failing, thresholds: Thresholds
) -> tuple[Caught, dict[str, Caught]]:
    """Find who caught the failing: the first with power over the hospital who came to know.

    Parameters
    ----------
    history : History
        The hospital's days.
    failing : Failing
        When it was failing.
    thresholds : Thresholds
        What counts.

    Returns
    -------
    caught : Caught
        The first of the actors; on one day the inside before the outside, and whoever sent the
        inspectors before the regulator.
    actors : dict of str to Caught
        Each of :data:`ACTORS` on its own. The board knows by warnings from below (``board_view``
        at ``knew_view`` or above for ``caught_days`` days) or by its dashboard (``board_picture``
        at ``caught_score`` or below for as long); the regulator by an inspection that finds
        something; a whistleblower, or families, if their disclosures or letters weighed most
        among the signals that sent the inspectors; the press by a story in print. What was known
        when the failing began counts as known that day. Nobody, if the hospital was not failing.

    Examples
    --------
    >>> calm = History("X", {"n_harms": np.zeros(9)})
    >>> limits = Thresholds(0.01, 90, 1.5, 180, 0.5, 0.5, 30, 0.5)
    >>> find_caught(calm, Failing(None, 0, False, False), limits)[0].by
    'nobody'
    """
    if failing.began is None:
        return NOBODY, dict.fromkeys(ACTORS, NOBODY)
    began = failing.began
    found = {
        "board": _board(history, thresholds, began),
        "whistleblower": _sent_by(
            history, thresholds, began, "whistleblower", "staff who went outside"
        ),
        "families": _sent_by(history, thresholds, began, "families", "letters of families"),
        "regulator": _regulator(history, thresholds, began),
        "press": _press(history, began),
    }
    known = [who for who in found.values() if who.day is not None]
    first = min(known, key=lambda who: who.day or 0, default=NOBODY)
    return first, {name: found[name] for name in ACTORS}
