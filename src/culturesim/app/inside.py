"""The inside of a decision in words: terms, what somebody knows, and whom he or she listens to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from culturesim.app.texts import section, t
from culturesim.words import date_words

if TYPE_CHECKING:
    import datetime as dt

    from culturesim.app.person import Decision, Person

__all__ = ["inside_data", "name_of", "signed", "ward_of"]

MOST_NAMED = 3


def signed(amount: float) -> str:
    """Write a number with its sign.

    Parameters
    ----------
    amount : float
        The number.

    Returns
    -------
    str
        One decimal, with a true minus.

    Examples
    --------
    >>> signed(1.54), signed(-0.02)
    ('+1.5', '+0.0')
    """
    text = f"{amount:+.1f}".replace("-0.0", "+0.0")
    return text.replace("-", "\N{MINUS SIGN}")


def ward_of(outline: dict[str, Any], row: int) -> str:
    """Find the ward of a post.

    Parameters
    ----------
    outline : dict
        From `culturesim.app.outline.outline_of`.
    row : int
        Post. [row]

    Returns
    -------
    str
        Its label; empty for a post of another hospital.

    Examples
    --------
    >>> ward_of({"wards": [{"label": "Ward 1", "first": 0, "n": 9}]}, 4)
    'Ward 1'
    """
    for ward in outline["wards"]:
        if ward["first"] <= row < ward["first"] + ward["n"]:
            return str(ward["label"])
    return ""


def name_of(outline: dict[str, Any], row: int) -> str:
    """Name a person by profession, grade and number of the post.

    Parameters
    ----------
    outline : dict
        From `culturesim.app.outline.outline_of`.
    row : int
        Post. [row]

    Returns
    -------
    str
        The name.

    Examples
    --------
    >>> name_of({"professions": "20", "grades": "13"}, 1)
    'registered nurse 2, grade 3'
    """
    grade = t("hospital.grade", grade=outline["grades"][row])
    return f"{t('hospital.profession_' + outline['professions'][row])} {row + 1}, {grade}"


def inside_data(person: Person, outline: dict[str, Any], start: dt.date) -> dict[str, Any]:
    """Make what the panel of a person shows.

    Parameters
    ----------
    person : Person
        The person.
    outline : dict
        From `culturesim.app.outline.outline_of`.
    start : date
        Date of day 1.

    Returns
    -------
    dict
        Sentences, terms, and rows of tables.
    """
    known = len(outline["professions"])
    return {
        "title": t("inside.title", who=name_of(outline, person.row),
                   ward=ward_of(outline, person.row)),
        "said": _told(person.decision, start),
        "terms": [] if person.decision is None else _bars(person.decision),
        "has": [[t(f"inside.has_{name}"), f"{value:.2f}"] for name, value in person.has.items()],
        "past": [[date_words(start, day), t(f"inside.said_{name}"), t(f"inside.came_{came}")]
                 for day, name, came in person.past],
        "contacts": [
            [row + 1, name_of(outline, row), f"{fear:.2f}", f"{futility:.2f}",
             t(f"inside.came_{came}") if came else ""]
            for row, fear, futility, came in person.contacts if row < known
        ],
        "words": section("inside"),
    }  # fmt: skip


def _told(decision: Decision | None, start: dt.date) -> list[str]:
    """Say what was decided, and why."""
    if decision is None:
        return [t("inside.none")]
    sign = -1.0 if decision.kind == "silent" else 1.0
    named = sorted((term for term in decision.terms if term.name not in {"start", "disposition"}
                    and abs(term.amount) >= 0.05),
                   key=lambda term: -sign * term.amount)  # fmt: skip
    for_it = [term for term in named if sign * term.amount > 0.0][:MOST_NAMED]
    against = [term for term in reversed(named) if sign * term.amount < 0.0][: MOST_NAMED - 1]
    terms = ", ".join(f"{t(f'inside.term_{term.name}')} {signed(term.amount)}"
                      for term in [*for_it, *against])  # fmt: skip
    date = date_words(start, decision.day)
    if decision.kind == "silent":
        told = t("inside.silent", date=date, terms=terms)
    else:
        told = t("inside.raised", date=date, did=t(f"inside.did_{decision.kind}"), terms=terms)
    chance = t("inside.chance", logit=signed(decision.logit), chance=f"{100 * decision.chance:.0f}")
    found = [told, t(f"inside.about_{decision.about}"), chance]
    return [*found, t("inside.committed")] if decision.committed else found


def _bars(decision: Decision) -> list[list[Any]]:
    """Name, amount and its text, for each term."""
    return [[t(f"inside.term_{term.name}"), round(term.amount, 3), signed(term.amount)]
            for term in decision.terms]  # fmt: skip
