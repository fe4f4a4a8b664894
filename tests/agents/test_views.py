"""Agents are views: what is written to one is in the column, and the other way round."""

from itertools import product

import mesa
import pytest

from culturesim.agents import HospitalModel, Staff, attributes
from culturesim.agents.columns import attribute_name
from culturesim.agents.overriding import STOCK
from culturesim.agents.places import Team
from culturesim.agents.regulator import Case
from culturesim.state.schema import POPULATIONS, SB, SF, columns

CLASS_OF = {cls.population: cls for cls in (*STOCK.values(), Team, Case)}


@pytest.fixture
def model(scenario):
    return HospitalModel(scenario, 1)


def test_attribute_and_column_are_one(model):
    person = model.staff[5]
    person.fear = 0.25
    model.world.sb[SB.grade, 5] = 3
    assert model.world.sf[SF.fear, 5] == 0.25
    assert person.grade == 3


def test_numbers_are_plain(model):
    assert type(model.staff[0].fear) is float
    assert type(model.wards[0].beds) is int


def test_whole_number_columns_refuse_fractions(model):
    with pytest.raises(TypeError):
        model.staff[0].grade = 1.5


@pytest.mark.parametrize("population", POPULATIONS)
def test_every_column_is_an_attribute(model, population):
    cls = CLASS_OF[population]
    for column in columns(population):
        made = getattr(cls, attribute_name(column))
        assert isinstance(made, property), f"{cls.__name__} hides the column {column.name}"
        assert column.unit in made.__doc__
        assert list(model.columns[population][attribute_name(column)]) == list(
            getattr(model.world, population[0] + column.kind[0])[
                [c.name for c in columns(population, column.kind)].index(column.name)
            ]
        )


@pytest.mark.parametrize("population", POPULATIONS)
def test_declared_attributes_are_the_schema(population):
    name = "CaseColumns" if population == "oversight" else f"{population.capitalize()}Columns"
    declared = getattr(attributes, name).__annotations__
    python = {"float": "float", "int": "int", "byte": "int"}
    wanted = {attribute_name(c): python[c.kind] for c in columns(population)}
    assert declared == wanted, "bring src/culturesim/agents/attributes.py up to the schema"


@pytest.mark.parametrize(
    ("population", "name"),
    list(product(POPULATIONS, ("model", "row", "unique_id", "pos", "random"))),
)
def test_no_column_takes_a_name_of_mesa(population, name):
    assert name not in {attribute_name(column) for column in columns(population)}


def test_relations_agree_with_rows(model):
    for person in model.staff:
        assert person.ward.row == person.ward_row
        assert person in person.ward.staff
        assert person.team in person.ward.teams
        assert all(person in contact.contacts for contact in person.contacts)
    for manager in model.managers:
        assert (manager.boss.row if manager.boss else -1) == manager.parent_row
    hospital = model.hospitals[0]
    assert hospital.chair.boss is None
    assert hospital.wards == model.wards
    assert [ward.beds for ward in hospital.departments] == [0]
    assert model.wards[1].manager.ward is model.wards[1]
    assert model.regulators[0].cases[0].hospital is hospital


def test_a_patient_is_the_same_object_until_leaving(model):
    model.step()
    before = model.patients
    assert model.patients == before
    model.run()
    gone = [patient for patient in before if not patient.is_here]
    assert gone
    assert not set(gone) & set(model.patients)
    assert not set(gone) & set(model.agents)


def test_identifiers_are_unique_and_the_same_whoever_is_asked_first(scenario):
    one, other = HospitalModel(scenario, 1), HospitalModel(scenario, 1)
    assert other.patients
    assert other.managers
    ids = [agent.unique_id for agent in one.agents]
    assert len(set(ids)) == len(ids)
    assert [p.unique_id for p in one.staff] == list(range(1, len(one.staff) + 1))
    assert sorted(ids) == sorted(agent.unique_id for agent in other.agents)


def test_agents_are_made_only_when_asked_for(scenario):
    model = HospitalModel(scenario, 1)
    model.run(5)
    assert not model._agents
    assert model.managers
    assert {type(agent).__name__ for agent in model._agents} == {"Manager"}


def test_strangers_are_welcome(model):
    class Visitor(mesa.Agent):
        pass

    Visitor.create_agents(model, 3)
    ids = [agent.unique_id for agent in model.agents]
    assert len(model.agents_by_type[Visitor]) == 3
    assert len(set(ids)) == len(ids)


def test_agents_are_mesa_agents(model):
    assert set(model.agent_types) == set(STOCK.values())
    assert isinstance(model.staff[0], mesa.Agent)
    assert len(model.agents_by_type[Staff]) == model.organisation.n_staff
