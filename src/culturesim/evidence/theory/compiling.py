"""Compile a loop of a sub-model the first time it runs, not when its module is imported."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

__all__ = ["compiled"]

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function with numba on its first call.

    Parameters
    ----------
    function : callable
        Loop over numbers and arrays that calls rules and functions marked
        `culturesim.jitable.jitable`; its arguments are given by position.

    Returns
    -------
    callable
        The same function, compiled once it is used. Compiled functions cannot call it.

    Examples
    --------
    >>> @compiled
    ... def total(n):
    ...     s = 0
    ...     for i in range(n):
    ...         s += i
    ...     return s
    >>> total(5)
    10
    """
    ready: list[Callable[P, R]] = []

    @wraps(function)
    def run(*arguments: P.args, **named: P.kwargs) -> R:
        if not ready:
            import numba

            ready.append(cast(Callable[P, R], numba.njit(error_model="numpy")(function)))
        return ready[0](*arguments, **named)

    return run
