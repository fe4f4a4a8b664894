"""A hospital small enough to make in a moment."""

import pytest

from culturesim.organisation import OrganisationSizes
from culturesim.scenario import Scenario

TINY = OrganisationSizes(
    wards=2, beds_per_ward=6, divisions=1, departments=1, executives=2, board_members=2,
    ward_registered_nurses=8, ward_support_workers=5, ward_doctors=3, ward_allied=1,
    department_registered_nurses=6, department_support_workers=4, department_doctors=2,
    department_allied=4, team_size=5,
)  # fmt: skip


@pytest.fixture
def scenario():
    return Scenario("Tiny", days=30, warm_up_days=10, organisation=TINY)
