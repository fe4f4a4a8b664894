"""Pairs of parameters that must fit together, whatever each may be on its own.

A range cannot say that the shortest vacancy is no longer than the longest. The table below does,
once, and it is asked wherever a set of values comes about: when one is made, and for every day on
which a timeline changes one of the pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from culturesim.errors import InputError
from culturesim.parameters.registry import load_registry

__all__ = ["RELATED", "RELATIONS", "Relation", "check_relations"]

# Two straight ramps may miss each other by a rounding on the way; that harms nothing.
SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Relation:
    """What two parameters owe each other.

    Attributes
    ----------
    first, second : str
        Names of the two parameters.
    kind : str
        ``"below"``: the first is less than the second; ``"at most"``: no more than it;
        ``"shares"``: the two together are at most 1.
    reason : str
        What would go wrong otherwise, for the manual.

    Examples
    --------
    >>> relation = Relation("vacancy_shortest", "vacancy_longest", "at most", "a reason")
    >>> relation.holds(60.0, 120.0), relation.holds(200.0, 120.0)
    (True, False)
    """

    first: str
    second: str
    kind: str
    reason: str

    def holds(self, first: float, second: float) -> bool:
        """Whether two values fit.

        Parameters
        ----------
        first, second : float
            Values of the two parameters, in registry units.

        Returns
        -------
        bool
            Whether they do; a rounding is forgiven unless the first must be below.
        """
        if self.kind == "below":
            return first < second
        if self.kind == "at most":
            return first <= second + SLACK * abs(second)
        return first + second <= 1.0 + SLACK

    @property
    def rule(self) -> str:
        """What is allowed, in words."""
        if self.kind == "shares":
            return f"{self.first} and {self.second} may be at most 1 together"
        return f"{self.first} must be {self.kind} {self.second}"


#: Every pair that must fit, in the order in which faults are reported.
RELATIONS: tuple[Relation, ...] = (
    Relation(
        "score_ratio_best",
        "score_ratio_worst",
        "below",
        "the dashboard divides by their distance, and a bad ratio must not score well",
    ),
    Relation("vacancy_shortest", "vacancy_longest", "at most", "a vacancy lasts between the two"),
    Relation("age_frac_45", "age_frac_65", "at most", "shares under an age rise with the age"),
    Relation("age_frac_65", "age_frac_80", "at most", "shares under an age rise with the age"),
    Relation(
        "challenge_share", "bypass_share", "shares", "a raised concern takes one channel only"
    ),
    Relation("harm_fatal", "harm_serious", "shares", "a harm is of one class only"),
    Relation(
        "conviction_low", "conviction_high", "at most", "convictions are drawn between the two"
    ),
    Relation(
        "powerless_low", "powerless_high", "at most", "powerlessness is drawn between the two"
    ),
    Relation(
        "newcomer_right", "newcomer_wrong", "shares", "a point of practice is done in one way only"
    ),
)

#: Names of all parameters that stand in a pair.
RELATED: frozenset[str] = frozenset(
    name for relation in RELATIONS for name in (relation.first, relation.second)
)


def check_relations(stored: Sequence[float], where: str, when: str = "") -> None:
    """Refuse values of which a pair does not fit.

    Parameters
    ----------
    stored : sequence of float
        One value a parameter, in registry order.
    where : str
        File and table to name in a message.
    when : str
        Words that say when the values would be in force, as in ``" on day 9"``; may be empty.

    Raises
    ------
    InputError
        If a pair does not fit; the message gives both names, both values and what is allowed.

    Examples
    --------
    >>> from culturesim.parameters import P, Parameters
    >>> stored = list(Parameters.default().stored)
    >>> check_relations(stored, "a.toml")
    >>> stored[P.harm_fatal] = 0.95
    >>> check_relations(stored, "a.toml", " on day 9")
    Traceback (most recent call last):
        ...
    culturesim.errors.InputError: a.toml: harm_fatal 0.95 and harm_serious 0.09 on day 9: \
harm_fatal and harm_serious may be at most 1 together
    """
    position = load_registry().position
    for relation in RELATIONS:
        first, second = stored[position(relation.first)], stored[position(relation.second)]
        if not relation.holds(first, second):
            pair = f"{relation.first} {first:.12g} and {relation.second} {second:.12g}"
            raise InputError(f"{where}: {pair}{when}: {relation.rule}")
