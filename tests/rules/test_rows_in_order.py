"""Rows that loops reach by counting from the first must stand together, in the order of codes.

A loop reads ``p[P.work_registered_nurse + profession]``; a row moved or put between two of these
would hand one profession another's number, and nothing else would notice.
"""

import pytest

from culturesim.parameters import P, load_registry

IN_ORDER = {
    "establishment": ["registered_nurse", "support_worker", "doctor", "allied_health"],
    "work": ["registered_nurse", "support_worker", "doctor", "allied_health"],
    "risk_rel": ["under_45", "45_64", "65_79", "over_80"],
    "severity": ["no_harm", "low", "serious", "fatal"],
    "absence_rel": ["nurse", "support", "doctor", "allied"],
}


@pytest.mark.parametrize("stem", IN_ORDER)
def test_rows_follow_the_codes(stem):
    positions = [getattr(P, f"{stem}_{end}") for end in IN_ORDER[stem]]
    first = positions[0]
    assert positions == list(range(first, first + len(positions)))


@pytest.mark.parametrize("stem", IN_ORDER)
def test_rows_of_a_family_share_their_unit(stem):
    rows = load_registry()
    assert len({rows[f"{stem}_{end}"].unit for end in IN_ORDER[stem]}) == 1


def test_exhaustion_lost_contacts_and_fear_never_keep_people():
    """The loop that renews staff takes the chance at the worst of all three for a ceiling."""
    rows = load_registry()
    assert all(rows[f"leave_{why}"].low >= 0 for why in ("energy", "contacts", "fear"))


@pytest.mark.parametrize("stem", ["risk_rel", "severity"])
def test_defaults_rise_with_the_code(stem):
    rows = load_registry()
    values = [rows[f"{stem}_{end}"].default for end in IN_ORDER[stem]]
    assert values == sorted(values)
