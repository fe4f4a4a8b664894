"""Which phases go through agents: those whose behaviour a subclass has changed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import mesa

from culturesim.agents.columns import Member
from culturesim.agents.hospital import Hospital
from culturesim.agents.inquiry import Inquiry
from culturesim.agents.manager import Manager
from culturesim.agents.patient import Patient
from culturesim.agents.places import Ward
from culturesim.agents.press import Press
from culturesim.agents.regulator import Regulator
from culturesim.agents.staff import Staff
from culturesim.errors import InputError, nearest
from culturesim.schedule import PHASES

__all__ = ["AGENT_PHASES", "STOCK", "check_classes", "phases_overridden"]

#: The classes of the model, by name.
STOCK: Mapping[str, type[Member]] = MappingProxyType(
    {
        "Staff": Staff,
        "Manager": Manager,
        "Ward": Ward,
        "Hospital": Hospital,
        "Regulator": Regulator,
        "Press": Press,
        "Inquiry": Inquiry,
        "Patient": Patient,
    }
)

#: Names of the phases in which somebody acts; the others are bookkeeping.
AGENT_PHASES: frozenset[str] = frozenset(phase.name for phase in PHASES if phase.agent)


def check_classes(given: Mapping[str, type[Member]] | None) -> dict[str, type[Member]]:
    """Complete a choice of agent classes.

    Parameters
    ----------
    given : mapping of str to type, optional
        Name of a stock class and the subclass to use in its place.

    Returns
    -------
    dict of str to type
        A class for every name in `STOCK`.

    Raises
    ------
    InputError
        If a name is unknown, or a class is not a subclass of the stock class of that name.

    Examples
    --------
    >>> check_classes({"Stuff": Staff})
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: agent_classes: 'Stuff' is not a kind of agent...
    """
    classes = dict(STOCK)
    for name, cls in (given or {}).items():
        if name not in STOCK:
            raise InputError(
                f"agent_classes: {name!r} is not a kind of agent{nearest(name, STOCK)}; "
                f"allowed: {', '.join(STOCK)}"
            )
        checked: object = cls  # the user's word, not the type checker's
        if not (isinstance(checked, type) and issubclass(checked, STOCK[name])):
            raise InputError(f"agent_classes, {name}: {cls!r} is not a subclass of {name}")
        classes[name] = cls
    return classes


def phases_overridden(name: str, cls: type[Member]) -> frozenset[str]:
    """Phases that a subclass has changed.

    Parameters
    ----------
    name : str
        Name of the stock class.
    cls : type
        The class used in its place.

    Returns
    -------
    frozenset of str
        For each attribute of the stock class that differs: the phase itself if it is one, the
        phases listed in the stock class's ``USED_BY``, or every phase if it is in neither, as a
        column is. New attributes, special methods and those of `mesa.Agent` change no phase.

    Examples
    --------
    >>> class Bold(Staff):
    ...     def chance_to_speak(self, severity, n_observers):
    ...         return 1.0
    >>> sorted(phases_overridden("Staff", Bold))
    ['learn', 'renew', 'speak_up']
    """
    stock = STOCK[name]
    own_phases = {phase.name for phase in PHASES if phase.agent == name}
    changed: set[str] = set()
    for attribute in _differing(cls, stock):
        if attribute in own_phases:
            changed.add(attribute)
        else:
            changed.update(stock.USED_BY.get(attribute, AGENT_PHASES))
    return frozenset(changed)


def _differing(cls: type[Member], stock: type[Member]) -> set[str]:
    """Names of the stock class's attributes that a subclass defines anew."""
    added = [base for base in cls.__mro__ if base not in stock.__mro__]
    names = {name for base in added for name in vars(base) if not name.startswith("__")}
    return {
        name
        for name in names
        if hasattr(stock, name) and name not in vars(mesa.Agent) and name not in _ABOUT
    }


_ABOUT = frozenset({"USED_BY", "population", "node", "cell"})  # what an agent is, not what it does
