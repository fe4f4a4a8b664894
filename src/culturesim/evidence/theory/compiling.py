"""Compile a loop of a sub-model the first time it runs, not when its module is imported."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from numba.extending import register_jitable

__all__ = ["callable_inside", "compiled"]

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function with numba on its first call.

    Parameters
    ----------
    function : callable
        Loop over numbers and arrays that calls rules and functions marked
        :func:`callable_inside`; its arguments are given by position.

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


def callable_inside(function: Callable[P, R]) -> Callable[P, R]:
    """Let compiled loops call a plain function, as they call rules.

    Parameters
    ----------
    function : callable
        Function that numba can compile.

    Returns
    -------
    callable
        The same function.

    Examples
    --------
    >>> @callable_inside
    ... def double(x):
    ...     return 2.0 * x
    >>> double(1.5)
    3.0
    """
    register_jitable(function)
    return function
