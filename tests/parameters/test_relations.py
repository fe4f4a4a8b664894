"""Pairs of parameters that must fit: each is asked, and each fault is one clear line."""

import pytest

from culturesim.errors import InputError
from culturesim.parameters import RELATIONS, P, Parameters, load_registry
from culturesim.parameters.relations import RELATED, check_relations
from culturesim.scenario import Scenario

BASE = Parameters.default()
WHERE = "scenario file x.toml, [parameters]"
IDS = [f"{relation.first}-{relation.second}" for relation in RELATIONS]
FAULTS = [
    {"score_ratio_best": 150, "score_ratio_worst": 150},
    {"vacancy_shortest": 121},
    {"age_frac_45": 0.6},
    {"age_frac_80": 0.5},
    {"challenge_share": 0.6, "bypass_share": 0.5},
    {"harm_fatal": 0.95},
    {"conviction_low": 0.6},
    {"powerless_high": 0.1},
    {"newcomer_right": 0.9},
]
CASES = list(zip(RELATIONS, FAULTS, strict=True))


def test_the_table_names_parameters_of_one_unit():
    rows = load_registry()
    assert rows.keys() >= RELATED
    assert all(rows[r.first].unit == rows[r.second].unit for r in RELATIONS)
    assert {r.kind for r in RELATIONS} == {"below", "at most", "shares"}


@pytest.mark.parametrize(("relation", "fault"), CASES, ids=IDS)
def test_a_pair_that_does_not_fit_is_named(relation, fault):
    with pytest.raises(InputError) as caught:
        BASE.replace(where=WHERE, **fault)
    message = str(caught.value)
    assert message.startswith(f"{WHERE}: {relation.first} ")
    assert message.endswith(relation.rule)
    assert "\n" not in message
    values = dict(BASE) | fault
    for name in (relation.first, relation.second):
        assert f"{name} {values[name]:g}" in message


@pytest.mark.parametrize(("relation", "fault"), CASES, ids=IDS)
def test_a_scenario_file_with_such_a_pair_is_refused(relation, fault):
    lines = [f"{name} = {value}" for name, value in fault.items()]
    text = "\n".join(['title = "A"', "days = 9", "[parameters]", *lines])
    with pytest.raises(InputError, match=rf"^scenario, \[parameters\]: {relation.first} "):
        Scenario.from_toml(text)


def test_a_scenario_file_whose_timeline_leads_to_such_a_pair_is_refused():
    text = """title = "A"
days = 900
[parameters]
vacancy_longest = 100
[[timeline]]
date = 2006-04-01
ramp_days = 100
set = { vacancy_shortest = 110 }
"""
    # from 60 to 110 in a hundred days: past 100 on the 81st day after the 456th
    with pytest.raises(InputError) as caught:
        Scenario.from_toml(text)
    assert str(caught.value) == (
        "scenario, timeline entry of 2006-04-01: vacancy_shortest 100.5 and vacancy_longest 100 "
        "on day 537: vacancy_shortest must be at most vacancy_longest"
    )
    assert Scenario.from_toml(text.replace("110", "100")).timeline


def test_a_setting_from_the_command_line_is_refused_too():
    scenario = Scenario("A", days=9)
    with pytest.raises(InputError, match=r"^--set, \[parameters\]: harm_fatal 0.95 and "):
        scenario.with_changes({"harm_fatal": "0.95"})
    both = scenario.with_changes({"harm_fatal": "0.5", "harm_serious": "0.5"})
    assert both.parameters.harm_fatal == both.parameters.harm_serious == 0.5


def test_equal_is_allowed_unless_the_first_must_be_below():
    for relation in RELATIONS:
        value = 0.5 if relation.kind == "shares" else 0.4
        assert relation.holds(value, value) is (relation.kind != "below")


def test_values_given_directly_are_checked_too():
    stored = list(BASE.stored)
    stored[P.age_frac_45] = 0.9
    with pytest.raises(InputError, match=r"^parameters: age_frac_45 0\.9 and age_frac_65 0\.55: "):
        Parameters(tuple(stored))
    with pytest.raises(InputError, match=r"^here: .* on day 3: age_frac_45 must be at most"):
        check_relations(stored, "here", " on day 3")
