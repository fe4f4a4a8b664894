"""The ledger as a frame in words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from culturesim.results.frames import places
from culturesim.state.ledger import FIELDS, KINDS

__all__ = ["WHO", "ledger_frame"]

#: Kind of event to the populations that ``who`` and ``whom`` are rows of; "" where there is nobody.
WHO: dict[str, tuple[str, str]] = {
    "exposure": ("", "bed"),
    "near_miss": ("", "bed"),
    "harm": ("", "bed"),
    "noticed": ("staff", ""),
    "silent": ("staff", ""),
    "challenged": ("staff", ""),
    "told_manager": ("staff", "manager"),
    "reported": ("staff", "manager"),
    "bypassed": ("staff", ""),
    "acted": ("manager", "staff"),
    "ignored": ("manager", "staff"),
    "punished": ("manager", "staff"),
    "complaint": ("", "bed"),
    "complaint_upheld": ("", "bed"),
    "complaint_brushed_off": ("", "bed"),
    "escalated": ("", "hospital"),
    "alert": ("regulator", "hospital"),
    "inspection": ("regulator", "hospital"),
    "finding": ("regulator", "hospital"),
    "sanction": ("regulator", "hospital"),
    "leave": ("staff", ""),
    "join": ("staff", ""),
    "death": ("", "bed"),
    "death_of_harm": ("", "bed"),
    "survey": ("", "hospital"),
    "passed_up": ("manager", "manager"),
    "stopped_at": ("manager", "manager"),
    "outlier": ("", "bed"),
    "went_outside": ("staff", "hospital"),
    "retaliated": ("manager", "staff"),
    "campaign": ("", "hospital"),
    "story_published": ("", "hospital"),
    "scandal": ("", "hospital"),
    "attention": ("", "hospital"),
    "inquiry_called": ("", "hospital"),
    "inquiry_reported": ("", "hospital"),
    "recommendation": ("", "hospital"),
    "leader_changed": ("manager", "hospital"),
    "walk_round": ("", "hospital"),
}

_CHANNELS = {
    1: "kept silent",
    2: "to a peer",
    3: "to the line manager",
    4: "by form",
    5: "past the line",
}
_HARMS = {10: "low", 11: "low, preventable", 20: "serious", 21: "serious, preventable",
          30: "fatal", 31: "fatal, preventable"}  # fmt: skip
_AGES = {0: "under 45", 1: "45 to 64", 2: "65 to 79", 3: "80 and over"}
_STEPS = {0: "none any more", 1: "advice", 2: "warning", 3: "conditions", 4: "special measures"}
_ANSWERS = {0: "not shown to the speaker", 1: "shown to the speaker"}
#: Kind of event to the words that stand for its detail.
_WORDS: dict[str, dict[int, str]] = {
    "harm": _HARMS,
    "told_manager": _CHANNELS,
    "reported": _CHANNELS,
    "challenged": _CHANNELS,
    "bypassed": _CHANNELS,
    "punished": _CHANNELS,
    "acted": _ANSWERS,
    "inspection": {1: "by diary", 2: "on signals"},
    "alert": {0: "chart of a ward", 1: "funnel of hospitals"},
    "sanction": _STEPS,
    "leave": {0: "", 1: "post cut"},
    "death": _AGES,
    "death_of_harm": _AGES,
    "went_outside": {1: "to the regulator", 2: "to a newspaper"},
    "retaliated": {0: ""},
    "story_published": {
        11: "the mortality ratio, and one of the staff",
        12: "the mortality ratio, and a family",
        21: "the staff survey, and one of the staff",
        22: "the staff survey, and a family",
        31: "the regulator's finding, and one of the staff",
        32: "the regulator's finding, and a family",
    },
    "silent": {0: ""},
    "exposure": {0: ""},
    "near_miss": {0: ""},
    "ignored": {0: ""},
    "leader_changed": {0: "", 1: "chief executive"},
    "walk_round": {0: "nothing was heard of it", 1: "word came of what was done"},
    "passed_up": {
        1: "to the division",
        2: "to an executive",
        3: "to the board",
        4: "past the line",
    },
    "stopped_at": {1: "by habit", 2: "for pressure", 3: "for fear of the listener"},
    "hazard_born": {-1: "there from the start"}
    | {share: f"{share} % from slipping practice and problems" for share in range(101)},
}


def _categorical(codes: Any, categories: pd.Index) -> Any:
    """Words by their codes; the library's own annotation takes lists only."""
    return pd.Categorical.from_codes(codes, categories=categories)


def _names(organisation: Any) -> tuple[list[str], dict[str, tuple[int, int]]]:
    """All names an event can refer to, and first position and number of each population."""
    nodes = organisation.nodes
    groups = {
        "": [""],
        "staff": list(nodes.staff),
        "manager": list(nodes.manager),
        "bed": [f"bed {b + 1}" for b in range(organisation.n_beds)],
        "hospital": places(organisation)[0],
        "regulator": list(nodes.regulator),
    }
    names: list[str] = []
    where = {}
    for group, members in groups.items():
        where[group] = (len(names), len(members))
        names += members
    seen: dict[str, int] = {}
    for place, name in enumerate(names):  # a hospital may be called like a node of a real file
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            names[place] = f"{name} [{seen[name]}]"
    return names, where


def _person(
    kinds: NDArray[Any], rows: NDArray[Any], side: int, where: dict[str, tuple[int, int]]
) -> NDArray[np.int32]:
    """Position in the list of names of who (side 0) or whom (side 1)."""
    first = np.zeros(len(KINDS), dtype=np.int64)
    number = np.ones(len(KINDS), dtype=np.int64)
    for k, kind in enumerate(KINDS):
        first[k], number[k] = where[WHO.get(kind, ("", ""))[side]]
    inside = (rows >= 0) & (rows < number[kinds]) & (first[kinds] > 0)
    return np.where(inside, first[kinds] + rows, 0).astype(np.int32)


def _detail(kinds: NDArray[Any], details: NDArray[Any]) -> Any:
    """Details in words where there are words, else as numbers."""
    pairs = kinds.astype(np.int64) * (1 << 32) + details.astype(np.int64) + (1 << 31)
    unique, codes = np.unique(pairs, return_inverse=True)
    words = []
    for pair in unique.tolist():
        kind, detail = KINDS[pair >> 32], (pair & 0xFFFFFFFF) - (1 << 31)
        words.append(_WORDS.get(kind, {}).get(detail, str(detail)))
    kept = sorted(set(words))
    position = np.array([kept.index(word) for word in words], dtype=np.int32)
    return _categorical(
        position[codes.reshape(-1)] if len(unique) else [], categories=pd.Index(kept, dtype=object)
    )


def ledger_frame(sim: Any, run: int) -> pd.DataFrame:
    """Make the frame of events of one run.

    Parameters
    ----------
    sim : Simulation
        A run with a ledger.
    run : int
        Number of the run.

    Returns
    -------
    DataFrame
        Columns run, event (its number, from 0), day, kind, who, whom, ward, cause (number of the
        event that caused it, -1 for none) and detail (in words where there are words).

    Examples
    --------
    >>> ledger_frame.__name__
    'ledger_frame'
    """
    rows = sim.ledger_rows()
    column = dict(zip(FIELDS, rows.T, strict=True))
    names, where = _names(sim.organisation)
    wards = ["", *places(sim.organisation)[1]]
    kinds = column["kind"]
    ward = np.where((column["ward"] >= 0) & (column["ward"] < len(wards) - 1), column["ward"], -1)

    def person(side: int) -> Any:
        codes = _person(kinds, column["who" if side == 0 else "whom"], side, where)
        return _categorical(codes, categories=pd.Index(names))

    return pd.DataFrame(
        {
            "run": np.full(len(rows), run, dtype=np.int32),
            "event": np.arange(len(rows), dtype=np.int32),
            "day": column["day"].astype(np.int32),
            "kind": _categorical(kinds, categories=pd.Index(KINDS)),
            "who": person(0),
            "whom": person(1),
            "ward": _categorical(ward + 1, categories=pd.Index(wards)),
            "cause": column["cause"].astype(np.int32),
            "detail": _detail(kinds, column["detail"]),
        }
    )
