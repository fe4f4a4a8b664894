"""What would have made the board notice sooner: the same change, with measures that help it see."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from culturesim.app.answers import Pairwise, pairwise
from culturesim.app.changes import Change, View, base_of, changed_of, run_of, scenarios_of
from culturesim.app.noticing import FEW, Caughts, Noticed, caughts, noticed
from culturesim.app.progress import part_of, run_all, stages_of
from culturesim.errors import InputError

if TYPE_CHECKING:
    from culturesim.app.pool import Pool
    from culturesim.app.work import Piece
    from culturesim.scenario import Scenario

__all__ = ["MEASURES", "MOST_PAIRS", "TOGETHER", "Measure", "Row", "find_sooner", "measures_of"]
__all__ += ["plain_of", "ranked", "rows_of"]

MOST_PAIRS = 48  # ten measures over a hundred pairs would keep two processors busy for a minute

#: Levers of one measure each: those that bring news to the board, or people to speak up.
MEASURES = {
    "published": "transparency-supported",
    "rounds": "walk-rounds",
    "complaints": "complaints-read",
    "seat": "patients-on-the-board",
    "guardian": "speak-up-guardian",
    "agenda": "leaders-attention",
    "huddles": "huddles",
}

#: Where nobody need fear to speak, and all is fed back, passed up and seen.
OPEN = (("fear", 0.0), ("transparency", 1.0))

#: Measures that hold several at once.
TOGETHER = ("all", "all_open")

_EVERY = tuple(MEASURES.values())
#: Dials and levers of each measure, in the order of the table.
_HOLDS: dict[str, tuple[tuple[tuple[str, float], ...], tuple[str, ...]]] = {
    **{name: ((), (lever,)) for name, lever in MEASURES.items()},
    "open": (OPEN, ()),
    "all": ((), _EVERY),
    "all_open": (OPEN, _EVERY),
}


@dataclass(frozen=True)
class Measure:
    """Something done besides the change, from its first day on.

    Attributes
    ----------
    name : str
        Its name in the texts.
    change : Change
        The change and the measure.

    Examples
    --------
    >>> Measure("open", Change(OPEN)).name
    'open'
    """

    name: str
    change: Change


def measures_of(view: View) -> list[Measure]:
    """List the measures that can be added to a change.

    Parameters
    ----------
    view : View
        The state.

    Returns
    -------
    list of Measure
        Without those that the change holds already or does not fit together with.

    Examples
    --------
    >>> [m.name for m in measures_of(View())][-3:]
    ['open', 'all', 'all_open']
    """
    base, seen, found = base_of(view), {view.change}, []
    for name, held in _HOLDS.items():
        other = _with(view.change, *held)
        if other not in seen and _fits(base, other):
            seen.add(other)
            found.append(Measure(name, other))
    return found


def plain_of(view: View) -> list[Measure]:
    """List the measures that are run without the change, too: those that may make a board know.

    If the board comes to know as often without the change, what it learns is how things are, and
    not that they became worse.

    Parameters
    ----------
    view : View
        The state.

    Returns
    -------
    list of Measure
        The same measures from the same day on, put on the base; none if nothing is changed.

    Examples
    --------
    >>> plain_of(View())
    []
    """
    if view.change.is_empty:
        return []
    nothing = Change(from_day=view.change.first_day)
    base, found = base_of(view), []
    for name in ("open", *TOGETHER):
        change = _with(nothing, *_HOLDS[name], view.change.first_day)
        if _fits(base, change):
            found.append(Measure(name, change))
    return found


def _with(
    change: Change,
    dials: tuple[tuple[str, float], ...],
    levers: tuple[str, ...],
    first: int | None = None,
) -> Change:
    """Add dials and levers that the change does not set itself, from its first day on."""
    first = first or change.first_day
    there = {name for name, _ in change.dials} | {name for name, _, _ in change.levers}
    found = change if change.dials or not dials else replace(change, from_day=first)
    for name, value in dials:
        if name not in there:
            found = found.with_dial(name, value)
    for name in levers:
        if name not in there:
            found = found.with_lever(name, 1.0, first)
    return found


def _fits(base: Scenario, change: Change) -> bool:
    try:
        changed_of(base, change)
    except InputError:
        return False
    return True


@dataclass(frozen=True)
class Row:
    """What a measure does besides the change.

    Attributes
    ----------
    name : str
        Name of the measure; ``alone`` for the change without any.
    board : Noticed
        When the board came to know.
    caught : Caughts
        Who found out that care failed.
    harm : Pairwise
        Preventable harm against the change alone, pair by pair.
    without : Noticed or None
        When the board came to know with the measure and without the change, where that was run.

    Examples
    --------
    >>> Row.__name__
    'Row'
    """

    name: str
    board: Noticed
    caught: Caughts
    harm: Pairwise
    without: Noticed | None = None


def rows_of(
    view: View,
    alone: Sequence[Piece],
    others: dict[str, Sequence[Piece]],
    without: dict[str, Sequence[Piece]],
) -> list[Row]:
    """Compare every measure with the change alone, over the same seeds and sets.

    Parameters
    ----------
    view : View
        The state.
    alone : sequence of Piece
        Runs of the change alone.
    others : dict of str to sequence of Piece
        Runs with each measure, in the same order.
    without : dict of str to sequence of Piece
        Runs with some of the measures and without the change.

    Returns
    -------
    list of Row
        The change alone, then the measures.

    Examples
    --------
    >>> rows_of.__name__
    'rows_of'
    """
    first, was = view.change.first_day, [piece.row for piece in alone]

    def row(name: str, pieces: Sequence[Piece]) -> Row:
        now = [piece.row for piece in pieces]
        harm = pairwise("preventable_harm_rate", was, now, view.spans)
        plain = noticed(without[name], first) if name in without else None
        return Row(name, noticed(pieces, first), caughts(now), harm, plain)

    return [row("alone", alone), *(row(name, pieces) for name, pieces in others.items())]


def ranked(rows: Sequence[Row]) -> list[Row]:
    """Put measures in order: in how many runs the board knows, how soon, how near it comes.

    Parameters
    ----------
    rows : sequence of Row
        The change alone first; it stays there.

    Returns
    -------
    list of Row
        The rows in order.

    Examples
    --------
    >>> ranked.__name__
    'ranked'
    """

    def key(row: Row) -> tuple[float, float, float]:
        after = row.board.after
        middle = after[len(after) // 2] if len(after) >= FEW else 0.0
        return -row.board.knew, middle, -row.board.board

    return [rows[0], *sorted(rows[1:], key=key)]


async def find_sooner(
    view: View,
    pool: Pool,
    show: Callable[[list[Row]], None],
    tell: Callable[[int, int], None],
    allowed: Callable[[int], bool] = lambda _: True,
    covered: Callable[[int], Awaitable[None]] | None = None,
) -> bool:
    """Run the measures in stages, all of them over the same pairs.

    Parameters
    ----------
    view : View
        The state.
    pool : Pool
        Who simulates.
    show : callable
        Called with the rows after every stage.
    tell : callable
        Called with the runs done and the runs wanted.
    allowed : callable
        Asked before each stage with the runs it needs; False ends it.
    covered : callable, optional
        Awaited before each stage with its pairs: until the answer itself holds as many.

    Returns
    -------
    bool
        Whether all was run.

    Raises
    ------
    InputError
        If the state stands for no scenario.
    """
    base, changed = scenarios_of(view)
    wanted = {("alone", True): changed}
    wanted |= {(m.name, True): changed_of(base, m.change) for m in measures_of(view)}
    wanted |= {(m.name, False): changed_of(base, m.change) for m in plain_of(view)}
    runs = min(view.runs, MOST_PAIRS)
    done, total = 0, (len(wanted) - 1) * runs
    tell(done, total)
    for rank, n in enumerate(stages_of(runs), start=1):
        if covered is not None:
            await covered(n)
        keys = {name: [(run_of(scenario, view.spans, seed), seed)
                       for seed in range(view.seed, view.seed + n)]
                for name, scenario in wanted.items()}  # fmt: skip
        flat: Any = dict.fromkeys(key for some in keys.values() for key in some)
        missing = [key for key in flat if pool.found(*key) is None]
        if not allowed(len(missing)):
            return False
        until = (len(wanted) - 1) * n
        await run_all(pool, missing, rank, part_of(tell, done, until, total))
        pieces: Any = {name: [pool.found(*key) for key in some] for name, some in keys.items()}
        if any(piece is None for some in pieces.values() for piece in some):
            return False
        with_it, without = ({name: found for (name, changes), found in pieces.items()
                             if changes == which} for which in (True, False))  # fmt: skip
        alone = with_it.pop("alone")
        show(await asyncio.to_thread(rows_of, view, alone, with_it, without))
        done = until
        tell(done, total)
    return True
