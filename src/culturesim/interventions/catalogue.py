"""Every lever by name, those that contradict each other, and those that must wait."""

from __future__ import annotations

from culturesim import errors
from culturesim.errors import InputError
from culturesim.interventions.berwick import BERWICK
from culturesim.interventions.learning import LEARNING
from culturesim.interventions.lever import GROUPS, Lever
from culturesim.interventions.outsiders import OUTSIDERS
from culturesim.interventions.overseers import OVERSEERS
from culturesim.interventions.tried import TRIED

__all__ = ["CONTRADICTIONS", "LEVERS", "find_lever"]


def _place(lever: Lever) -> int:
    """Place of a lever's group; within a group levers keep their order."""
    return GROUPS.index(lever.group)


#: Levers by name, in the order in which they are told.
LEVERS: dict[str, Lever] = {
    lever.name: lever
    for lever in sorted((*BERWICK, *LEARNING, *TRIED, *OVERSEERS, *OUTSIDERS), key=_place)
}

#: Pairs that cannot both be pulled in one scenario, and why.
CONTRADICTIONS: tuple[tuple[str, str, str], ...] = (
    ("agency-cap", "agency-expansion", "agency shifts cannot be cut and extended"),
    ("skill-mix", "nurses-to-assistants", "each turns into the other's posts"),
    ("transparency-supported", "transparency-unsupported", "support is given or it is not"),
    ("walk-rounds", "walk-rounds-silent", "what was done is fed back or it is not"),
    ("cost-cutting", "staffing-establishment", "posts cannot be cut and added"),
    ("cost-cutting", "minimum-ratio", "posts cannot be cut below a minimum that is the law"),
    ("nurses-to-assistants", "minimum-ratio", "nurses cannot go below a minimum that is the law"),
    ("reorganisation", "merger", "a merger is a reorganisation"),
    ("blame-free-policy", "suspend-speaker", "no blame was promised"),
    ("responsive-sanctions", "deterrent-sanctions", "one ladder has one form"),
    ("fewer-bodies", "more-bodies", "bodies are merged or founded"),
    ("inspection-blitz", "inspection-blitz-unannounced", "visits are announced or they are not"),
    ("blame-free-policy", "prosecute-individual", "no blame was promised"),
    ("protect-disclosers", "gagging-clauses", "disclosure is protected or forbidden"),
)


def find_lever(name: str, where: str = "levers") -> Lever:
    """Look a lever up.

    Parameters
    ----------
    name : str
        Its name.
    where : str
        File and key to name in a message.

    Returns
    -------
    Lever
        The lever.

    Raises
    ------
    InputError
        If there is none; the message gives the nearest name.

    Examples
    --------
    >>> find_lever("huddles").title
    'Daily safety huddles'
    """
    if name not in LEVERS:
        near = errors.nearest(name, LEVERS)
        raise InputError(f"{where}: no lever is called {errors.shown(name)}{near}")
    return LEVERS[name]
