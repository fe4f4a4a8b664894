"""Serve the page with fourteen small hospitals in the place of forty: the same way, in seconds."""

import sys

from culturesim.app import server, system
from culturesim.organisation import OrganisationSizes
from culturesim.organisation.system import OrganisationSystem, Plan
from culturesim.scenario import Scenario

SIZES = OrganisationSizes(
    wards=2, beds_per_ward=8, divisions=1, departments=0, executives=2, board_members=2,
    ward_registered_nurses=7, ward_support_workers=5, ward_doctors=3, ward_allied=1,
    ties_per_person=3.0, name="Place",
)  # fmt: skip


def fourteen() -> Scenario:
    """Two hospitals under fear and short of staff, twelve ordinary ones."""
    harsh = tuple(Plan(f"Harsh {k}", SIZES, fear=0.5, staffing=0.6) for k in (1, 2))
    return Scenario("Fourteen", days=400, warm_up_days=60, runs=2,
                    organisation=OrganisationSystem(SIZES, harsh, 14))  # fmt: skip


if __name__ == "__main__":
    system._scenario = fourteen
    server.warm_up = lambda: None  # nothing of the first page is looked at
    server.serve("small", "127.0.0.1", int(sys.argv[1]), False, print)
