"""Levers limited to some wards: which wards have which of them.

A lever covers every ward, a share of each hospital's wards, or wards by name. Wards that the same
levers cover share one set of parameters; set 0 belongs to wards that no limited lever covers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from culturesim.errors import InputError, nearest
from culturesim.interventions.dated import DatedLever
from culturesim.interventions.lever import Effect
from culturesim.interventions.wards import WARD_PARAMETERS

__all__ = ["Coverage", "cover"]


class Coverage(NamedTuple):
    """Which set of parameters each ward has.

    Attributes
    ----------
    ward_set : tuple of int
        Set of each ward, 0 for those that no limited lever covers.
    levers : tuple of tuple of DatedLever
        Levers of each set, those for all wards among them.

    Examples
    --------
    >>> Coverage((0, 0), ((),)).ward_set
    (0, 0)
    """

    ward_set: tuple[int, ...]
    levers: tuple[tuple[DatedLever, ...], ...]

    @property
    def is_trivial(self) -> bool:
        """Whether every lever covers all wards."""
        return len(self.levers) == 1

    def share_of(self, use: DatedLever, first: int = 0, last: int | None = None) -> float:
        """Share of some wards that a lever covers.

        Parameters
        ----------
        use : DatedLever
            The lever.
        first, last : int
            First ward, and the one after the last; all if left out. [row]

        Returns
        -------
        float
            In [0, 1]. [-]

        Examples
        --------
        >>> one = DatedLever("huddles", 1.0, 1, 0, share=0.5)
        >>> Coverage((0, 1, 0, 0), ((), (one,))).share_of(one)
        0.25
        """
        having = [self.levers[k] for k in self.ward_set[first:last]]
        return sum(use in levers for levers in having) / len(having)

    def weight(self, number: int) -> Callable[[DatedLever, Effect], float]:
        """Weight with which effects count in the wards of a set.

        Parameters
        ----------
        number : int
            The set. [row]

        Returns
        -------
        callable
            Of a lever and an effect: 1 or 0 where the parameter is a ward's, by whether the wards
            have the lever; the share of all wards that have it where the parameter is a hospital's.
        """

        def of(use: DatedLever, effect: Effect) -> float:
            if not use.is_limited:
                return 1.0
            if effect.parameter in WARD_PARAMETERS:
                return 1.0 if use in self.levers[number] else 0.0
            return self.share_of(use)

        return of


def cover(
    levers: Sequence[DatedLever],
    ward_names: Sequence[Sequence[str]],
    ranks: Sequence[float],
    where: str = "levers",
) -> Coverage:
    """Work out which wards have which levers.

    Parameters
    ----------
    levers : sequence of DatedLever
        All levers of a scenario.
    ward_names : sequence of sequence of str
        Names by which each ward may be called.
    ranks : sequence of float
        Permanent rank of each ward within its hospital, in (0, 1): a share takes the lowest. [-]
    where : str
        File to name in a message.

    Returns
    -------
    Coverage
        A set for every combination of limited levers that some ward has.

    Raises
    ------
    InputError
        If a lever names a ward that there is not.

    Examples
    --------
    >>> some = DatedLever("huddles", 1.0, 1, 0, share=0.5)
    >>> cover([some], [["A"], ["B"]], [0.25, 0.75]).ward_set
    (1, 0)
    """
    limited = [use for use in levers if use.is_limited and use.strength > 0.0]
    everywhere = tuple(use for use in levers if not use.is_limited)
    known = {name for names in ward_names for name in names}
    for use in limited:
        for name in use.wards:
            if name not in known:
                near = nearest(name, known)
                raise InputError(f"{where}, {use.name}: no ward is called {name!r}{near}")
    sets: dict[tuple[DatedLever, ...], int] = {(): 0}
    ward_set = []
    for names, rank in zip(ward_names, ranks, strict=True):
        has = tuple(use for use in limited if use.covers(names, rank))
        ward_set.append(sets.setdefault(has, len(sets)))
    return Coverage(tuple(ward_set), tuple(everywhere + has for has in sets))
