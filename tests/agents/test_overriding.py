"""Overriding sends through agents the phases that use what was overridden, and no others."""

from collections import defaultdict
from functools import cached_property

import pytest

from culturesim import errors
from culturesim.agents import HospitalModel, Manager, Staff
from culturesim.agents.columns import Member, attribute_name
from culturesim.agents.overriding import AGENT_PHASES, STOCK, phases_overridden
from culturesim.organisation import OrganisationSizes
from culturesim.organisation.bodies import Body
from culturesim.parameters import Change
from culturesim.schedule import PHASES
from culturesim.state.schema import columns

NOT_OF_A_DAY = {"node", "is_here", "present_identity"}  # what an agent is, for those who look


def members(stock):
    """What a stock class defines besides columns, by name."""
    population = stock.population
    own = [attribute_name(c) for c in columns(population)]
    found = {}
    for base in reversed(stock.__mro__[: stock.__mro__.index(Member)]):
        found |= {
            name: value
            for name, value in vars(base).items()
            if not name.startswith("__") and name not in own
            and (callable(value) or isinstance(value, (property, cached_property, classmethod)))
        }  # fmt: skip
    return found


def traced(kind, seen, now):
    """Subclass of a stock class that notes in which phase each of its members is used."""
    stock = STOCK[kind]

    def trace(name, value):
        def note():
            seen[kind, name].add(now["phase"])

        if isinstance(value, (property, cached_property)):
            get = value.fget if isinstance(value, property) else value.func
            return property(lambda self: (note(), get(self))[1])
        if isinstance(value, classmethod):
            return classmethod(lambda cls, *a: (note(), value.__func__(cls, *a))[1])
        return lambda self, *a, **k: (note(), value(self, *a, **k))[1]

    return type(kind, (stock,), {name: trace(name, v) for name, v in members(stock).items()})


class TracedModel(HospitalModel):
    """A model that says which phase it is in."""

    now = {"phase": ""}  # noqa: RUF012

    def run_agents(self, phase, kind):
        self.now["phase"] = phase
        super().run_agents(phase, kind)
        self.now["phase"] = ""


@pytest.fixture(scope="module")
def used():
    """Phases in which each member of each class was used in an eventful run."""
    from culturesim.scenario import Scenario

    sizes = OrganisationSizes(
        wards=2, beds_per_ward=6, divisions=1, departments=1, ward_registered_nurses=8,
        ward_support_workers=5, ward_doctors=3, ward_allied=1, department_registered_nurses=6,
        department_support_workers=4, department_doctors=2, department_allied=4, team_size=5,
    )  # fmt: skip
    settings = {
        "exposure_base": 0.2, "survey_day": 5.0, "complaint_constant": 1.0, "demand": 1.4,
        "inspect_interval": 30.0, "leave_rate": 2.0, "vacancy_shortest": 2.0,
        "vacancy_longest": 9.0, "inspect_threshold": 0.1, "inspect_gap": 5.0, "escalation": 1.0,
        "cusum_limit": 1.5, "outside_channel": 1.0, "outside_severity": 0.5,
        "outside_attempts": 1, "outside_constant": 0.0, "outside_press": 0.5, "retaliation": 1.0,
        "family_contact": 0.02, "family_alone": 1.0, "family_beds": 20.0, "campaign_core": 3.0,
        "press_rate": 1.0, "press_ratio_low": 1.0, "press_ratio_high": 50.0, "press_face": 0.2,
        "scandal_threshold": 0.3, "scandal_rest": 0.8, "inquiry_chance": 0.9,
        "inquiry_ordered": 0.3, "inquiry_median": 10.0, "inquiry_spread": 0.1,
        "inquiry_shortest": 10.0, "inquiry_hearing": 5.0, "harm_reference": 0.001,
        "attention_tau_memory": 5.0, "attention_tau_flash": 2.0, "story_tau": 20.0,
        "walk_rounds": 20.0, "leader_tenure": 30.0, "induction_days": 30,
    }  # fmt: skip
    scenario = Scenario(
        "Busy", 120, warm_up_days=0, organisation=sizes, settings=tuple(settings.items()),
        regulators=(Body("Inspectorate"), Body("Region", capacity=100.0)),
        timeline=(Change(110, (("M17_on", 0.0),)),),
    )  # fmt: skip
    seen = defaultdict(set)
    classes = {kind: traced(kind, seen, TracedModel.now) for kind in STOCK}
    TracedModel(scenario, 1, engine="agents", agent_classes=classes).run()
    return {key: phases - {""} for key, phases in seen.items()}


@pytest.mark.parametrize("kind", STOCK)
def test_used_by_says_where_every_member_is_used(kind, used):
    own = {phase.name for phase in PHASES if phase.agent == kind}
    names = set(members(STOCK[kind])) - own - NOT_OF_A_DAY
    assert {name: set(STOCK[kind].USED_BY.get(name, ())) for name in names} == {
        name: used.get((kind, name), set()) for name in names
    }


@pytest.mark.parametrize("kind", STOCK)
def test_used_by_names_nothing_that_is_not_there(kind):
    assert set(STOCK[kind].USED_BY) <= set(members(STOCK[kind]))
    assert {p for phases in STOCK[kind].USED_BY.values() for p in phases} <= AGENT_PHASES


def test_every_phase_has_its_method():
    for phase in PHASES:
        assert phase.agent == "" or callable(getattr(STOCK[phase.agent], phase.name))


def test_overriding_a_column_changes_every_phase():
    class Fearless(Staff):
        fear = 0.0

    assert phases_overridden("Staff", Fearless) == AGENT_PHASES


def test_names_that_no_day_uses_change_no_phase():
    class Quiet(Staff):
        node = "somewhere"

        def __repr__(self):
            return "somebody"

        def step(self):
            """Mesa's method, which the schedule does not call."""

        def hum(self):
            """Something new."""

    assert phases_overridden("Staff", Quiet) == frozenset()


def test_a_mixin_counts():
    class Lenient:
        def chance_to_punish(self, speaker):
            return 0.0

    class LenientManager(Lenient, Manager):
        pass

    assert phases_overridden("Manager", LenientManager) == {"respond"}


def test_an_override_acts(scenario):
    class Lenient(Manager):
        def chance_to_punish(self, speaker):
            return 0.0

    class Kind(Staff):
        def chance_of_sanction(self):
            return 0.0

    settings = {"manager_blame": 0.9, "initial_fear": 0.05, "exposure_base": 0.2}
    stock = HospitalModel(scenario, 1, **settings)
    kind = HospitalModel(scenario, 1, agent_classes={"Manager": Lenient, "Staff": Kind}, **settings)
    assert kind.agent_phases == {"respond"}
    stock.run()
    kind.run()
    assert sum(stock.datacollector.model_vars["n_punished"]) > 0
    assert sum(kind.datacollector.model_vars["n_punished"]) == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"agent_classes": {"Stuff": Staff}}, "agent_classes: 'Stuff' is not a kind of agent"),
        (
            {"agent_classes": {"Staff": Manager}},
            "agent_classes, Staff: .* is not a subclass of Staff",
        ),
        ({"agent_classes": {"Staff": "Bold"}}, "agent_classes, Staff: 'Bold' is not a subclass"),
        (
            {"engine": "agent"},
            "engine: 'agent' is not an engine.*agents.*allowed: compiled, agents",
        ),
        ({"fearr": 0.2}, "HospitalModel.*fearr.*fear"),
        ({"fear": 7}, "HospitalModel.*fear.*7"),
        ({"days": 0}, "HospitalModel.*days"),
        ({"seed": -1}, "seed: -1"),
    ],
)
def test_bad_input_is_one_clear_line(scenario, options, message):
    with pytest.raises(errors.InputError, match=message) as caught:
        HospitalModel(scenario, **options)
    assert "\n" not in str(caught.value)


def test_a_scenario_that_is_not_there():
    with pytest.raises(errors.InputError, match="nowhere"):
        HospitalModel("nowhere.toml")


def test_no_days_left(scenario):
    model = HospitalModel(scenario, days=2)
    model.run()
    with pytest.raises(errors.InputError, match="step: no days left of scenario"):
        model.step()
    assert model.steps == model.day == 2
    with pytest.raises(errors.InputError, match="days: 1 asked for, 0 left"):
        model.run(1)
