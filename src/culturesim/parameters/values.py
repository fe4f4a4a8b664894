"""One checked set of parameter values.

A :class:`Parameters` cannot be changed, only replaced, and it is checked where values enter: a
wrong name, type or range, or a pair of values that do not fit together, is one clear line naming
the parameter, what is allowed, the file and the key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from culturesim.errors import InputError
from culturesim.parameters.registry import allowed_range, check_value, load_registry, typed
from culturesim.parameters.relations import check_relations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Parameters", "as_vector"]


@dataclass(frozen=True, slots=True)
class Parameters(Mapping[str, Any]):
    """A checked value for every parameter; equal and hashed by content.

    Make one with :meth:`default` and :meth:`replace`. Values are read as attributes or as items,
    in their registry type (``float``, ``int`` or ``bool``) and unit.

    Parameters
    ----------
    stored : tuple of float
        One value a parameter, in registry order, as :func:`check_value` returns it.

    Raises
    ------
    InputError
        If there are too few or too many values, one is out of range, or a pair does not fit
        together (:data:`culturesim.parameters.relations.RELATIONS`).

    Examples
    --------
    >>> base = Parameters.default()
    >>> kinder = base.replace(manager_blame=0.125)
    >>> kinder.manager_blame, kinder["manager_blame"], kinder.changed()
    (0.125, 0.125, {'manager_blame': 0.125})
    >>> base == Parameters.default()
    True
    """

    stored: tuple[float, ...]

    def __post_init__(self) -> None:
        """Check the number of values, their ranges and the pairs that must fit."""
        rows = load_registry().rows
        if len(rows) != len(self.stored):
            raise InputError(f"parameters: {len(rows)} values needed, got {len(self.stored)}")
        for row, value in zip(rows, self.stored, strict=True):
            if not row.low <= value <= row.high:
                raise InputError(
                    f"parameters, {row.name}: {value!r} is outside {allowed_range(row)}"
                )
        check_relations(self.stored, "parameters")

    @classmethod
    def default(cls) -> Parameters:
        """Take every default of the registry.

        Returns
        -------
        defaults : Parameters
            The defaults.

        Examples
        --------
        >>> Parameters.default().changed()
        {}
        """
        return cls(tuple(row.default for row in load_registry().rows))

    def replace(self, where: str = "parameters", **changes: object) -> Parameters:
        """Make a copy with some values changed.

        Parameters
        ----------
        where : str
            File and table to name in a message, as in ``"scenario file x.toml, [parameters]"``.
        **changes
            New values by name, in registry units.

        Returns
        -------
        copy : Parameters
            The copy.

        Raises
        ------
        InputError
            If a name is unknown, a value is of the wrong type or out of range, or a pair of
            values does not fit together: change both in one call.

        Examples
        --------
        >>> Parameters.default().replace(manager_blame=7)
        Traceback (most recent call last):
            ...
        culturesim.errors.InputError: parameters, manager_blame: 7 is outside the range 0 to 1
        """
        registry = load_registry()
        stored = list(self.stored)
        for name, value in changes.items():
            stored[registry.position(name, where)] = check_value(name, value, where)
        check_relations(stored, where)
        return Parameters(tuple(stored))

    def vector(self) -> NDArray[np.float64]:
        """Give the values as the loops read them.

        Returns
        -------
        ndarray of float64, shape (n_parameters,)
            Read-only, in registry order; bools are 0.0 or 1.0.

        Examples
        --------
        >>> from culturesim.parameters import P
        >>> float(Parameters.default().replace(manager_blame=0.25).vector()[P.manager_blame])
        0.25
        """
        return as_vector(self.stored)

    def changed(self) -> dict[str, Any]:
        """List the values that differ from the registry's defaults.

        Returns
        -------
        dict
            Name to value, in registry order and units.

        Examples
        --------
        >>> Parameters.default().replace(manager_blame=0.125).changed()
        {'manager_blame': 0.125}
        """
        pairs = zip(load_registry().rows, self.stored, strict=True)
        return {row.name: typed(row, value) for row, value in pairs if value != row.default}

    def __getitem__(self, name: str) -> Any:
        """Return a value by name; ``KeyError`` if there is none."""
        registry = load_registry()
        row = registry[name]
        return typed(row, self.stored[registry.position(name)])

    def __getattr__(self, name: str) -> Any:
        """Return a value by name; ``AttributeError`` with the nearest name if there is none."""
        if name.startswith("_") or name == "stored":  # half-made copies, as in unpickling
            raise AttributeError(name)
        try:
            load_registry().position(name, "Parameters")
        except InputError as error:
            raise AttributeError(str(error)) from None
        return self[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over names in registry order."""
        return iter(load_registry())

    def __len__(self) -> int:
        """Count the parameters."""
        return len(self.stored)


def as_vector(stored: Sequence[float]) -> NDArray[np.float64]:
    """Make the read-only vector that the loops read.

    Parameters
    ----------
    stored : sequence of float
        One value a parameter, in registry order.

    Returns
    -------
    ndarray of float64, shape (n_parameters,)
        The same values.

    Examples
    --------
    >>> as_vector((0.5, 2.0)).tolist()
    [0.5, 2.0]
    """
    import numpy as np

    made = np.array(stored, dtype=np.float64)
    made.flags.writeable = False
    return made
