"""Levers for some wards only, and levers that end."""

from datetime import date

import numpy as np
import pytest

from culturesim.agents import HospitalModel
from culturesim.errors import InputError
from culturesim.interventions import (
    LEVERS,
    WARD_PARAMETERS,
    DatedLever,
    can_be_limited,
    cost_of,
    cover,
    parse_lever,
    read_levers,
    with_levers,
)
from culturesim.parameters import P, Parameters, load_registry, timetable
from culturesim.results import Results
from culturesim.scenario import Scenario
from culturesim.simulation import Simulation
from culturesim.state.series import WARD_RECORD

W = {column.name: q for q, column in enumerate(WARD_RECORD)}
SIZES = {"wards": 4, "departments": 0, "divisions": 1, "beds_per_ward": 8}


def scenario(days=60, **lever):
    base = Scenario("A test", days=days, warm_up_days=5).with_changes(SIZES)
    entry = {"name": "huddles", "ramp_days": 0} | lever
    return base.with_changes(levers=[entry])


def finished(wanted, seed=1):
    simulation = Simulation(wanted, seed)
    simulation.run()
    return simulation


def huddles_by_ward(simulation):
    return simulation.series.ward[:, W["n_huddles"]].sum(axis=0)


def test_a_share_of_wards_has_the_lever_and_the_others_have_not():
    held = huddles_by_ward(finished(scenario(share=0.5)))
    assert sorted(held > 0) == [False, False, True, True]


def test_named_wards_have_it():
    simulation = finished(scenario())
    names = simulation.organisation.ward_label
    held = huddles_by_ward(finished(scenario(wards=[names[2]])))
    assert [bool(n) for n in held > 0] == [False, False, True, False]
    by_node = simulation.organisation.ward_node[1]
    assert huddles_by_ward(finished(scenario(wards=[by_node])))[1] > 0


def test_each_hospital_has_its_share():
    wanted = scenario(share=0.5, days=20).with_changes({"hospitals": 2})
    held = huddles_by_ward(finished(wanted)) > 0
    assert (held[:4].sum(), held[4:].sum()) == (2, 2)


def test_all_wards_by_share_are_all_wards():
    whole, all_by_share = finished(scenario()), finished(scenario(share=1.0))
    assert whole.series.ward.tobytes() == all_by_share.series.ward.tobytes()


def test_a_ward_without_it_keeps_its_parameters():
    wanted = scenario(name="staffing-establishment", share=0.5, day=10)
    simulation = finished(wanted)
    place = P.establishment_registered_nurse
    assert sorted(np.round(simulation.world.ward_p[:, place], 3)) == [1.0, 1.1]
    assert simulation.parameters_on(60)[place] == 1.0


def test_what_holds_for_the_hospital_counts_by_the_share_of_wards():
    simulation = finished(scenario(name="retention", share=0.5))
    money, leave = P.money_pressure, P.leave_rate
    base = Parameters.default()
    assert simulation.world.ward_p[:, money] == pytest.approx(base.money_pressure + 0.5 * 0.02)
    assert sorted(simulation.world.ward_p[:, leave] / base.leave_rate) == pytest.approx([0.75, 1.0])


def test_both_engines_agree_on_some_wards():
    wanted = scenario(days=25, share=0.5, day=5).with_changes(
        levers=[{"name": "walk-rounds", "share": 0.3, "until": 15},
                {"name": "retention", "share": 0.7, "ramp_days": 10}]
    )  # fmt: skip
    models = [HospitalModel(wanted, 3), HospitalModel(wanted, 3, engine="agents")]
    for model in models:
        model.run()
    one, other = (model.simulation for model in models)
    assert len(set(one.coverage.ward_set)) > 2
    for a, b in zip(one.series, other.series, strict=True):
        assert a.tobytes() == b.tobytes()


def test_an_end_takes_the_lever_away_again():
    held = finished(scenario(until=30)).series.ward[:, W["n_huddles"]].sum(axis=1)
    assert held[:30].sum() > 0 == held[30:].sum()
    use = DatedLever("huddles", 1.0, day=11, ramp_days=10, until=40)
    table = with_levers(timetable(Parameters.default(), [], 80), [use], 80)
    course = {day: vector[P.huddles] for day, vector in table}
    assert [course[day] for day in (16, 21, 45, 50)] == pytest.approx([0.5, 1.0, 0.5, 0.0])


def test_cost_follows_coverage_and_end():
    half = scenario(days=70, name="huddles", share=0.5)
    row = Results.from_simulation(finished(half)).outcomes.iloc[0]
    assert row["cost_hours"] == pytest.approx(0.5 * 190.0 * 70 / 7 * 0.32)
    short = DatedLever("huddles", 1.0, day=1, ramp_days=0, until=7)
    assert cost_of([short], 100.0, 365).hours == pytest.approx(190.0)


def test_a_file_with_coverage_and_end_is_written_back():
    wanted = scenario(share=0.5, until=30)
    assert Scenario.from_toml(wanted.to_toml()) == wanted
    named = scenario(wards=["A", "B"])
    assert Scenario.from_toml(named.to_toml()).levers == named.levers


def test_an_end_may_be_a_date_and_be_typed():
    assert parse_lever("huddles=0.5@10..40")["until"] == 40
    wanted = scenario(day=2, until=date(2005, 1, 20))
    assert wanted.levers[0].until == 20
    with pytest.raises(InputError, match="expected a day or a date after @"):
        parse_lever("huddles@10..")


@pytest.mark.parametrize(
    ("lever", "part"),
    [
        ({"share": 0.0}, "share 0.0 is outside the range above 0 to 1"),
        ({"share": 1.5}, "outside the range above 0 to 1"),
        ({"share": True}, "share true"),
        ({"share": 0.5, "wards": ["A"]}, "give either share or wards"),
        ({"wards": "A"}, "wards must be a list of names"),
        ({"wards": []}, "wards is empty"),
        ({"wards": [3]}, "wards must be a list of names"),
        ({"day": 20, "until": 19}, "until 19 is before the lever begins, day 20"),
        ({"until": "soon"}, "until"),
        ({"name": "leaders-attention", "share": 0.5},
         "leaders-attention: cannot be limited to wards; attention_base holds for all of them"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line(lever, part):
    with pytest.raises(InputError) as caught:
        read_levers([{"name": "huddles"} | lever], scenario().start, 60, "a.toml")
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_ward_that_there_is_not_is_one_line():
    with pytest.raises(InputError, match="no ward is called 'Ward 99'"):
        Simulation(scenario(wards=["Ward 99"]), 1)
    with pytest.raises(InputError, match="huddles: no ward is called 'B'"):
        cover([DatedLever("huddles", 1.0, 1, 0, wards=("B",))], [["A"]], [0.5])


def test_contradictions_count_only_while_both_are_kept_up():
    start = scenario().start
    cut = {"name": "cost-cutting", "day": 1, "until": 30}
    with pytest.raises(InputError, match="posts cannot be cut and added"):
        read_levers([cut, {"name": "staffing-establishment", "day": 30}], start, 60, "a.toml")
    later = [cut, {"name": "staffing-establishment", "day": 31}]
    assert len(read_levers(later, start, 60, "a.toml")) == 2


def test_ward_parameters_are_parameters_and_most_levers_can_be_limited():
    assert set(load_registry()) >= WARD_PARAMETERS
    limited = [name for name, lever in LEVERS.items() if can_be_limited(lever)]
    assert {"huddles", "walk-rounds", "learning-cycle", "staffing-establishment"} <= set(limited)
