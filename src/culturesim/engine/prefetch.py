"""Ask for memory before it is needed, so that a loop does not wait for it."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba.core import cgutils as untyped_cgutils
from numba.core import types
from numba.extending import lower_builtin, type_callable

from culturesim.jitable import jitable
from culturesim.state.world import World

__all__ = ["LARGE", "call_ward", "prefetch"]

LARGE = 10_000  # posts whose columns no cache near the processor holds

cgutils: Any = untyped_cgutils
LINE = 8  # floats in a line of cache
READ, KEEP, DATA = 0, 3, 1  # arguments of LLVM's prefetch: for reading, into every cache, data


def prefetch(column: Any, row: int) -> None:
    """Hint that ``column[row]`` will be read soon; changes nothing, and nothing uncompiled.

    Parameters
    ----------
    column : ndarray, one-dimensional
        Column of a block.
    row : int
        Row, within the column. [row]

    Examples
    --------
    >>> prefetch([0.5, 0.25], 1)
    """


@type_callable(prefetch)
def _type_prefetch(context: Any) -> Any:
    """Nothing is returned."""

    def typer(column: Any, row: Any) -> Any:
        return types.none if isinstance(column, types.Array) and column.ndim == 1 else None

    return typer


@lower_builtin(prefetch, types.Array, types.Integer)  # type: ignore[no-untyped-call]
def _lower_prefetch(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    """Emit LLVM's prefetch of the element's address."""
    kind = signature.args[0]
    column = context.make_array(kind)(context, builder, arguments[0])
    row = context.cast(builder, arguments[1], signature.args[1], types.intp)
    place = cgutils.get_item_pointer(context, builder, kind, column, [row])
    address = builder.bitcast(place, cgutils.voidptr_t)
    number = ir.IntType(32)
    hint = cgutils.get_or_insert_function(
        builder.module,
        ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, number, number, number]),
        "llvm.prefetch.p0",
    )
    builder.call(hint, [address, number(READ), number(KEEP), number(DATA)])
    return context.get_dummy_value()


@jitable
def call_ward(s: World, rows: tuple[int, ...], w: int) -> None:
    """Ask for some columns of a ward's people, in a state too large for the caches nearby.

    Parameters
    ----------
    s : World
        Blocks and index arrays.
    rows : tuple of int
        Float columns of staff. [row]
    w : int
        Ward that comes next; nothing happens after the last one. [row]

    Notes
    -----
    A ward's stretch of a column is so short that a processor has hardly noticed that it is read
    from end to end when the loop turns to the next column.
    """
    if s.si.shape[1] > LARGE and w < s.wi.shape[1]:
        for row in rows:
            for i in range(s.ward_staff[w], s.ward_staff[w + 1], LINE):
                prefetch(s.sf[row], i)
