"""Some days of one run, person by person: what the picture of the hospital is drawn from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from culturesim.app.work import frozen_of
from culturesim.state.ledger import KINDS, K, L
from culturesim.state.schema import SB, SF, WF, WI

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from culturesim.scenario import Scenario
    from culturesim.simulation import Simulation

__all__ = ["COLOURS", "SPOKEN", "WARD_NUMBERS", "Stretch", "first_of", "how_many", "stretch_of"]

LOOK_BACK = 28  # days over which a person's silence is counted [days]
MOST_CELLS = 32_000  # people times days of a stretch, so that it travels in under 100 kB
STEPS = 60  # levels that a value between 0 and 1 is rounded to
LETTERS = "".join(chr(48 + k) for k in range(STEPS + 1)).replace("\\", "~")
NOBODY = "-"

#: What people can be coloured by.
COLOURS = ("fear", "futility", "energy", "silence")

#: Kinds of event by which a concern is decided upon: kept, or raised through a channel.
SPOKEN = ("silent", "challenged", "told_manager", "reported", "bypassed")

#: What a ward has waiting and doing: name, block and column.
WARD_NUMBERS: tuple[tuple[str, str, int], ...] = (
    ("problems", "f", WF.problems), ("hazard", "f", WF.hazard), ("pending", "i", WI.n_pending),
    ("missed", "f", WF.missed_care), ("pressure", "f", WF.pressure),
    ("patients", "i", WI.n_patients), ("waiting", "i", WI.n_waiting),
    ("shift", "i", WI.n_on_shift), ("concerns", "i", WI.n_concerns), ("silent", "i", WI.n_silent),
    ("acted", "i", WI.n_acted), ("ignored", "i", WI.n_ignored), ("punished", "i", WI.n_punished),
    ("harms", "i", WI.n_harms),
)  # fmt: skip

BOARD = 3
_ACTS = ".spmfb"  # channel 0 to 5: nothing, silent, peer, line manager, form, past the line


@dataclass(frozen=True)
class Stretch:
    """Some days in a row.

    Attributes
    ----------
    first : int
        First of them. [day]
    colours : dict of str to list of str
        For each of `COLOURS` a text a day, a character a post: level 0 to 60 counted from ``0``
        on, or ``-`` where nobody is or, for silence, held a concern in the four weeks before.
    acts : list of str
        A text a day, a character a post: ``-`` vacant, ``z`` off shift, ``.`` at work, ``s`` kept
        a concern, ``p m f b`` raised it with a peer, the line manager, by form or past the line;
        capital if that cost the speaker.
    wards : list of list of list of float
        Day by day and ward by ward, `WARD_NUMBERS`.
    warnings : list of list of (int, int, int, int)
        Day by day, warnings by ward, level that kept them back (0 ward, 1 division, 2 executives),
        3 for the board reached or 4 for the board reached past the line after all, reason (1 habit,
        2 pressure, 3 fear, 0 none) and number.

    Examples
    --------
    >>> Stretch(1, {}, [], [], []).first
    1
    """

    first: int
    colours: dict[str, list[str]]
    acts: list[str]
    wards: list[list[list[float]]]
    warnings: list[list[tuple[int, int, int, int]]]


def how_many(n_staff: int) -> int:
    """Choose how many days travel at a time.

    Parameters
    ----------
    n_staff : int
        Posts. [posts]

    Returns
    -------
    int
        7 to 28. [days]

    Examples
    --------
    >>> how_many(440), how_many(3378), how_many(6000)
    (28, 9, 7)
    """
    return min(28, max(7, MOST_CELLS // max(n_staff, 1)))


def first_of(day: int, n_staff: int) -> int:
    """Find the first day of the stretch that a day lies in.

    Parameters
    ----------
    day : int
        1 or more. [day]
    n_staff : int
        Posts. [posts]

    Returns
    -------
    int
        The first day. [day]

    Examples
    --------
    >>> first_of(1, 440), first_of(29, 440), first_of(30, 440)
    (1, 29, 29)
    """
    n = how_many(n_staff)
    return (day - 1) // n * n + 1


_going: dict[str, tuple[tuple[Any, int], Simulation]] = {}


def run_until(scenario: Scenario, seed: int, day: int, purpose: str) -> Simulation:
    """Take a run with its ledger to the end of a day, going on from where it was left if it can.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.
    seed : int
        Seed. [-]
    day : int
        0 to the scenario's days. [day]
    purpose : str
        What for; one run is kept for each, as a long run's ledger is large.

    Returns
    -------
    Simulation
        The run, which may be taken further but not back.
    """
    from culturesim.simulation import Simulation

    key = (scenario, seed)
    was, sim = _going.get(purpose, (None, None))
    if sim is None or was != key or sim.day > day:
        plain = not scenario.regulators  # they are part of the organisation
        organisation = frozen_of(scenario.organisation, seed) if plain else None
        sim = Simulation(scenario, seed, ledger=True, organisation=organisation)
        _going[purpose] = (key, sim)
    sim.run(day - sim.day)
    return sim


def stretch_of(scenario: Scenario, seed: int, first: int) -> Stretch:
    """Simulate up to some days and look at every person on each of them.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.
    seed : int
        Seed. [-]
    first : int
        First day, as from :func:`first_of`. [day]

    Returns
    -------
    Stretch
        The days, fewer at the end of the run.
    """
    sim = run_until(scenario, seed, first - 1, "days")
    n = min(how_many(sim.organisation.n_staff), scenario.days - first + 1)
    found = Stretch(first, {name: [] for name in COLOURS}, [], [], [])
    for _ in range(n):
        sim.run(1)
        _take(found, sim)
    rows = sim.ledger_rows()
    found.colours["silence"] += _silences(rows, first, n, sim.organisation.n_staff)
    found.warnings.extend(_warnings(rows, first, n, sim.organisation.manager_level))
    return found


def _take(found: Stretch, sim: Simulation) -> None:
    """Look at everybody at the end of a day."""
    s = sim.world
    here = (s.sb[SB.is_in_post] == 1) & (s.sb[SB.is_funded] == 1)
    for name in COLOURS[:3]:
        found.colours[name].append(_letters(s.sf[getattr(SF, name)], here))
    marks = []
    for there, on, channel, hurt in zip(here.tolist(), s.sb[SB.is_on_shift].tolist(),
                                        s.sb[SB.channel].tolist(),
                                        s.sb[SB.is_punished].tolist(), strict=True):  # fmt: skip
        mark = _ACTS[channel] if on else "z"
        marks.append((mark.upper() if hurt and channel > 1 else mark) if there else NOBODY)
    found.acts.append("".join(marks))
    blocks: dict[str, Any] = {"f": s.wf, "i": s.wi}
    found.wards.append([
        [round(float(blocks[block][column, w]), 3) for _, block, column in WARD_NUMBERS]
        for w in range(s.wi.shape[1])
    ])  # fmt: skip


def _letters(values: NDArray[np.float64], here: NDArray[np.bool_]) -> str:
    """Write values between 0 and 1 as characters."""
    import numpy as np

    level = np.clip(np.rint(values * STEPS), 0, STEPS).astype(int).tolist()
    return "".join(LETTERS[k] if there else NOBODY
                   for k, there in zip(level, here.tolist(), strict=True))  # fmt: skip


def _silences(rows: Any, first: int, n: int, n_staff: int) -> list[str]:
    """Share of each person's concerns of the four weeks up to each day that were kept."""
    import numpy as np

    day, kind, who = rows[:, L.day], rows[:, L.kind], rows[:, L.who]
    decided = np.isin(kind, [KINDS.index(name) for name in SPOKEN])
    found = []
    for today in range(first, first + n):
        lately = decided & (day <= today) & (day > today - LOOK_BACK)
        held = np.bincount(who[lately], minlength=n_staff)
        kept = np.bincount(who[lately & (kind == K.silent)], minlength=n_staff)
        found.append(_letters(kept / np.maximum(held, 1), held > 0))
    return found


def _warnings(
    rows: Any, first: int, n: int, level_of: Any
) -> list[list[tuple[int, int, int, int]]]:
    """Where each warning of these days ended on its way up, and why."""
    found: list[Counter[tuple[int, int, int]]] = [Counter() for _ in range(n)]
    inside = (rows[:, L.day] >= first) & (rows[:, L.day] < first + n)
    moved = inside & ((rows[:, L.kind] == K.passed_up) | (rows[:, L.kind] == K.stopped_at))
    for day, kind, who, _, ward, _, detail in rows[moved].tolist():
        if kind == K.stopped_at:
            found[day - first][ward, int(level_of[who]), detail] += 1
        elif detail >= BOARD:
            found[day - first][ward, detail, 0] += 1
    return [[(*key, count) for key, count in sorted(day.items())] for day in found]
