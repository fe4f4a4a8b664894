"""Bodies of a scenario: read as written, appointed as their remit says, refused in one line."""

import numpy as np
import pytest

from culturesim.errors import InputError
from culturesim.organisation import build_organisation, freeze
from culturesim.organisation.bodies import SIGNALS, Body, appoint, read_bodies
from culturesim.organisation.sizes import OrganisationSizes
from culturesim.scenario import Scenario
from culturesim.simulation import Simulation
from culturesim.state.schema import OI, RF, RI

TWO = OrganisationSizes(hospitals=2, wards=1, beds_per_ward=4, departments=0, divisions=1)
BODY = {"name": "A", "kind": "quality", "remit": "all"}


def refused(**changes):
    table = {key: value for key, value in (BODY | changes).items() if value is not None}
    with pytest.raises(InputError) as caught:
        read_bodies([table], "f.toml")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def scenario(*bodies, sizes=TWO):
    return Scenario("T", days=3, warm_up_days=0, organisation=sizes, regulators=bodies)


def test_none_stands_for_one_inspectorate_over_all():
    world = Simulation(scenario(), 1).world
    assert world.oi[OI.hospital].tolist() == [0, 1]
    assert world.ri.shape[1] == 1
    assert world.rf[RF.capacity, 0] == -1.0


def test_cases_of_a_hospital_lie_together():
    first, second = Body("First"), Body("Second", remit=(2,), lead=True)
    world = Simulation(scenario(first, second), 1).world
    assert world.hospital_case.tolist() == [0, 1, 3]
    assert world.oi[OI.hospital].tolist() == [0, 1, 1]
    assert world.oi[OI.regulator].tolist() == [0, 0, 1]
    assert world.oi[OI.lead].tolist() == [2, 0, 1], "named, or the first where none is named"


def test_columns_are_what_the_file_says():
    body = Body("B", kind="economic", signals=("finance", "rating"), capacity=7.0, diary="none",
                on_signals="deep", announced=False, duty_to_share=True, ladder="deterrent",
                rel_threshold=2.0, rel_reliance=0.5)  # fmt: skip
    world = Simulation(scenario(body), 1).world
    assert world.ri[RI.signals, 0] == (1 << 6) | (1 << 7)
    assert [int(world.ri[row, 0]) for row in (RI.remit, RI.is_sharing, RI.is_announcing,
                                             RI.depth_signals)] == [1, 1, 0, 2]  # fmt: skip
    assert [float(world.rf[row, 0]) for row in (RF.capacity, RF.rel_threshold, RF.rel_interval,
            RF.rel_reliance, RF.own_deterrence)] == [7.0, 2.0, 0.0, 0.5, 1.0]  # fmt: skip


def test_regions_split_the_remit_evenly():
    names = [f"H{k}" for k in range(7)]
    found = appoint([Body("R", regions=3)], names, "f")
    assert [o.hospitals for o in found] == [(0, 1), (2, 3), (4, 5, 6)]
    assert found[2].node == "regulator/r-3"


def test_remits_by_number_range_and_name():
    names = ["North", "South", "East", "West"]
    rows = [Body("A", remit=("1-2", "West")), Body("B", remit=(3,))]
    assert [o.hospitals for o in appoint(rows, names, "f")] == [(0, 1, 3), (2,)]


def test_bodies_go_to_a_file_and_back():
    text = scenario(Body("A", signals=SIGNALS, capacity=3.0), Body("B", remit=("1-2",))).to_toml()
    assert Scenario.from_toml(text).regulators == (
        Body("A", signals=SIGNALS, capacity=3.0), Body("B", remit=("1-2",))
    )  # fmt: skip


def test_a_real_organisation_brings_its_own_bodies():
    graph = build_organisation(TWO, seed=1)
    graph.add_node("regulator/money", kind="regulator", label="Money")
    graph.add_edge("regulator/money", "H2", kind="oversees")
    frozen = freeze(graph)
    assert [(o.name, o.hospitals) for o in frozen.bodies] == [
        ("Quality inspectorate", (0, 1)), ("Money", (1,)),
    ]  # fmt: skip
    graph.remove_edge("regulator/quality", "H1")
    with pytest.raises(InputError, match="node 'H1': nobody oversees it"):
        freeze(graph)


def test_refusals_of_one_body():
    assert "remit is missing" in refused(remit=None)
    assert "kind is missing; allowed: quality" in refused(kind=None)
    assert "name is missing" in refused(name=None)
    assert "kind: 'qualty' is not known; did you mean 'quality'?" in refused(kind="qualty")
    assert "signals: 'mortalty' is not known; did you mean 'mortality'?" in refused(
        signals=["mortalty"]
    )
    assert "signals: expected a list" in refused(signals=[])
    assert "capacity: -1 is outside the range 0 to 100,000" in refused(capacity=-1)
    assert "capacity: expected a number, got 'many'" in refused(capacity="many")
    assert "diary: 'dep' is not known; did you mean 'deep'?" in refused(diary="dep")
    assert "ladder: 'soft' is not known" in refused(ladder="soft")
    assert "lead: expected true or false, got 1" in refused(lead=1)
    assert "remit: expected" in refused(remit=[])
    assert "regions: 0 is outside" in refused(regions=0)
    assert "'capacitz'; did you mean 'capacity'?" in refused(capacitz=1)
    with pytest.raises(InputError, match="expected \\[\\[regulators\\]\\] entries"):
        read_bodies("A", "f.toml")
    with pytest.raises(InputError, match="'A' is given twice"):
        read_bodies([BODY, BODY], "f.toml")


@pytest.mark.parametrize(
    ("bodies", "words"),
    [
        ([Body("A", remit=(1,))], "nobody oversees hospital 2 (South); add it to a remit"),
        ([Body("A", remit=(3,))], "regulator A, remit: 3 is not among hospitals 1 to 2"),
        ([Body("A", remit=("Soth",))], "no hospital 'Soth'; did you mean 'South'?"),
        ([Body("A", regions=3)], "regions: 3 is more than the 2 hospitals"),
        ([Body("A", lead=True), Body("B", lead=True)], "has two leads, A and B; name one"),
        ([Body("A b"), Body("A-b")], "two bodies have the same name but for signs"),
        ([Body(f"A{k}") for k in range(501)], "501 bodies; at most 500"),
    ],
)
def test_refusals_of_all_together(bodies, words):
    with pytest.raises(InputError) as caught:
        appoint(bodies, ["North", "South"], "f.toml")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_scenario_refuses_before_anything_runs():
    text = 'title="T"\ndays=1\n[[regulators]]\nname="A"\nkind="quality"\nremit=[2]\n'
    with pytest.raises(InputError, match="2 is not among hospitals 1 to 1"):
        Scenario.from_toml(text)


def test_every_case_is_of_a_hospital_in_the_remit():
    bodies = [Body("A"), Body("B", regions=2), Body("C", remit=(2,))]
    world = Simulation(scenario(*bodies), 1).world
    pairs = set(zip(world.oi[OI.regulator].tolist(), world.oi[OI.hospital].tolist(), strict=True))
    assert pairs == {(0, 0), (0, 1), (1, 0), (2, 1), (3, 1)}
    assert np.diff(world.hospital_case).tolist() == [2, 3]
