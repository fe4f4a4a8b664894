"""Two short runs of a tiny hospital, made once."""

import pytest

from culturesim.organisation import OrganisationSizes
from culturesim.parameters import Change
from culturesim.runs import run
from culturesim.scenario import Scenario

SIZES = OrganisationSizes(name="Tiny", wards=3, departments=1, divisions=2, beds_per_ward=8,
                          department_registered_nurses=6, department_support_workers=6,
                          department_doctors=3, department_allied=5)  # fmt: skip


@pytest.fixture(scope="session")
def scenario():
    cut = Change(60, (("establishment_registered_nurse", 0.7),), 20, "Posts cut")
    return Scenario("A tiny hospital", days=200, warm_up_days=30, organisation=SIZES,
                    timeline=(cut,), dials=(("fear", 0.5),), name="tiny")  # fmt: skip


@pytest.fixture(scope="session")
def results(scenario):
    return run(scenario, runs=3, seed=5, ledger=True, every=7)
