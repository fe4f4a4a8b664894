"""What makes the loops fast must change nothing: hints to memory, room, order by ties, far ties."""

import numba
import numpy as np
import pytest

from culturesim.engine.draws import draw_for_beds, draw_for_staff
from culturesim.engine.held import hold
from culturesim.engine.kernel import OPTIONS, kernel
from culturesim.engine.prefetch import prefetch
from culturesim.errors import InputError
from culturesim.organisation import OrganisationSizes, freeze_sizes
from culturesim.scenario import Scenario
from culturesim.simulation import Simulation
from culturesim.state import columns
from culturesim.state.columns import make_world
from culturesim.state.identity import patient_counter
from culturesim.state.schema import PI, SI
from culturesim.streams import draw, key, uniform

TWO = OrganisationSizes(hospitals=2, wards=3, departments=1, divisions=1)
compiled = pytest.mark.skipif(numba.config.DISABLE_JIT, reason="nothing is compiled")


@pytest.fixture(scope="module")
def run():
    return Simulation(Scenario("Two", days=5, warm_up_days=5, organisation=TWO), 1)


@compiled
def test_a_hint_is_compiled_to_a_hint_and_changes_nothing():
    @numba.njit(**OPTIONS)  # no cache: what is read from one cannot be looked into
    def hint(values):
        for i in range(values.size):
            prefetch(values, i)

    values = np.arange(5.0)
    hint(values)
    assert values.tolist() == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert "llvm.prefetch" in next(iter(hint.inspect_llvm().values()))


def test_room_holds_the_draw_of_each_post_and_each_patient(run):
    @kernel
    def of_staff(world, h, k0, k1):
        return draw_for_staff(hold(world), h, k0, k1)

    @kernel
    def of_beds(world, k0, k1):
        draw_for_beds(hold(world), k0, k1)

    world = run.world
    k0, k1 = key(np.uint64(1), 3, 7)
    for h in range(2):
        first = of_staff(world, h, k0, k1)
        ward = world.hospital_ward[h : h + 2]
        assert first == world.ward_staff[ward[0]]
        n = int(world.ward_staff[ward[1]] - first)
        assert world.room[:n].tolist() == [uniform(draw(k0, k1, first + i)) for i in range(n)]
    of_beds(world, k0, k1)
    for b in range(world.pi.shape[1]):
        who = (int(world.pi[row, b]) for row in (PI.home, PI.arrival, PI.day_admitted))
        assert world.room[b] == uniform(draw(k0, k1, patient_counter(*who)))


def test_everybody_comes_once_in_a_ward_fewest_ties_first(run):
    world = run.world
    ties, ward = np.diff(world.tie_ptr), world.si[SI.ward]
    for w in range(world.wi.shape[1]):
        rows = np.arange(world.ward_staff[w], world.ward_staff[w + 1])
        order = world.by_degree[rows]
        assert sorted(order.tolist()) == rows.tolist()
        assert (ward[order] == w).all()
        assert (np.diff(ties[order]) >= 0).all()


def test_far_ties_are_those_to_other_hospitals(run):
    world, organisation = run.world, run.organisation
    hospital = organisation.ward_hospital
    for w in range(organisation.n_wards):
        first, last = world.tie_ptr[world.ward_staff[w]], world.tie_ptr[world.ward_staff[w + 1]]
        contacts = world.tie_idx[first:last]
        far = contacts[hospital[world.si[SI.ward][contacts]] != hospital[w]]
        assert far.tolist() == world.far_idx[world.far_ptr[w] : world.far_ptr[w + 1]].tolist()
    assert 0 < world.far_idx.size < world.tie_idx.size


def test_more_contacts_than_can_be_added_up_are_refused(monkeypatch):
    monkeypatch.setattr(columns, "MOST_TIES", 5)
    with pytest.raises(InputError, match="ties, most allowed 4"):
        make_world(freeze_sizes(TWO, 1))
