"""The World as one pointer inside compiled loops: see decision record 0017.

A phase takes the whole `World`, some thirty arrays. Compiled code passes a tuple of arrays as two
hundred separate numbers, unpacks them in every function and packs them again for every call, and
the compiler spends most of its time on that. `hold` stores them once, in the frame of the outermost
loop; phases get a pointer and load what they use.
"""

from __future__ import annotations

import zlib
from typing import Any, TypeVar

from llvmlite import ir
from numba.core import cgutils as untyped_cgutils
from numba.core import types
from numba.core.datamodel import models
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    infer_getattr,
    lower_builtin,
    lower_getattr_generic,
    register_model,
    type_callable,
)

__all__ = ["Held", "hold"]

T = TypeVar("T")
cgutils: Any = untyped_cgutils


class Held(types.Type):
    """Numba's type of a pointer to a named tuple of arrays.

    Parameters
    ----------
    inside : NamedTuple type
        Type of the tuple.

    Examples
    --------
    >>> from numba import typeof
    >>> from culturesim.state.series import WARD_RECORD
    >>> from typing import NamedTuple
    >>> class Pair(NamedTuple):
    ...     first: float
    ...     second: float
    >>> Held(typeof(Pair(1.0, 2.0))).inside.fields
    ('first', 'second')
    """

    def __init__(self, inside: Any) -> None:
        self.inside = inside
        # A short name: it becomes part of the name of every compiled function.
        super().__init__(name=f"Held({zlib.crc32(str(inside).encode()):08x})")


register_model(Held)(models.OpaqueModel)


def hold(whole: T) -> T:
    """Put a named tuple where compiled functions can be given a pointer to it.

    Parameters
    ----------
    whole : named tuple
        Arrays, all of which outlive the call.

    Returns
    -------
    named tuple
        The same to read from; valid until the function that called `hold` returns. Its fields
        cannot be set, nor can it be returned to Python. Uncompiled, the tuple itself.

    Examples
    --------
    >>> hold((1, 2))
    (1, 2)
    """
    return whole


@type_callable(hold)
def _type_hold(context: Any) -> Any:
    """A held tuple is a pointer."""

    def typer(whole: Any) -> Any:
        return Held(whole) if isinstance(whole, types.BaseNamedTuple) else None

    return typer


@lower_builtin(hold, types.BaseNamedTuple)  # type: ignore[no-untyped-call]
def _lower_hold(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    """Store the tuple in the frame of the caller."""
    place = cgutils.alloca_once_value(builder, arguments[0])
    return builder.bitcast(place, cgutils.voidptr_t)


@infer_getattr
class _Fields(AttributeTemplate):
    """A field of a held tuple has the type it has in the tuple."""

    key = Held

    def generic_resolve(self, held: Any, name: str) -> Any:  # type: ignore[override]
        fields = held.inside.fields
        return held.inside.types[fields.index(name)] if name in fields else None


@lower_getattr_generic(Held)  # type: ignore[no-untyped-call]
def _lower_field(context: Any, builder: Any, held: Any, pointer: Any, name: str) -> Any:
    """Load a field; nothing ever writes to it, so that it may be loaded once for a whole loop."""
    place = builder.bitcast(pointer, context.get_value_type(held.inside).as_pointer())
    field = cgutils.gep_inbounds(builder, place, 0, held.inside.fields.index(name))
    return _load(builder, field)


def _load(builder: Any, place: Any) -> Any:
    """Load a value, part by part if it has parts."""
    kind = place.type.pointee
    if isinstance(kind, ir.Aggregate):
        value = ir.Constant(kind, ir.Undefined)
        for k in range(len(kind.elements)):
            part = _load(builder, cgutils.gep_inbounds(builder, place, 0, k))
            value = builder.insert_value(value, part, k)
        return value
    loaded = builder.load(place)
    loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
    return loaded
