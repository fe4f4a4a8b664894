"""Mark a function so that compiled loops can call it."""

from collections.abc import Callable
from typing import Any, TypeVar

from numba.extending import register_jitable

__all__ = ["jitable"]

F = TypeVar("F", bound=Callable[..., Any])


def jitable(function: F) -> F:
    """Let compiled loops call a function, which stays plain Python for everybody else.

    Parameters
    ----------
    function : callable
        Function that numba can compile.

    Returns
    -------
    callable
        The same function.

    Notes
    -----
    numba's own decorator also prepares each function to be called from C. Nobody does, and some
    four hundred such wrappers are an eighth of the time it takes to compile the engine.

    Examples
    --------
    >>> @jitable
    ... def double(x):
    ...     return 2.0 * x
    >>> double(1.5)
    3.0
    """
    register_jitable(no_cfunc_wrapper=True)(function)
    return function
