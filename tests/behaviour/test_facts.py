"""Ten published facts on Midshire, each with its tolerance; those known to miss must still miss."""

import pytest

from .facts import CLAIMS


@pytest.mark.slow
@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.key} {claim.what[:30]}")
def test_fact(claim, record_property):
    found = claim.measure()
    record_property(f"{claim.key} {claim.what}", found.measured)
    assert found.holds == (not claim.misses), f"{found.measured}; accepted: {claim.accepted}"
