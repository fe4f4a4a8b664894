"""Several bodies over hospitals that differ: compiled and through agents, bit by bit."""

import pytest

from culturesim.agents import HospitalModel
from culturesim.organisation.bodies import SIGNALS, Body
from culturesim.organisation.system import OrganisationSystem, Plan
from culturesim.state.ledger import KINDS
from culturesim.state.schema import HF, HI, OI, RI

from .eventful import SMALL, assert_same_days, eventful

BODIES = (
    Body("Inspectorate", signals=SIGNALS, capacity=150.0, on_signals="deep"),
    Body("Money", kind="economic", signals=("targets", "finance", "rating"), diary="desk",
         on_signals="desk", capacity=30.0, ladder="deterrent", rel_threshold=0.2),
    Body("Region", kind="regional", regions=2, signals=("mortality", "staffing", "survey"),
         duty_to_share=True, announced=False, diary="none"),
    Body("Council", kind="professional", remit=(1,), signals=("whistleblowers", "complaints"),
         rel_threshold=0.1, duty_to_share=True, lead=True),
)  # fmt: skip
BUSY = {
    "inspect_threshold": 2.0, "oversight_review": 7, "duty_to_share": 0.3, "deterrence": 0.4,
    "sanction_publicity": 0.5, "outside_channel": 0.5, "funnel_day": 25, "funnel_limit": 1.0,
    "rating_day": 12, "fill_limit": 1.0, "survey_limit": 1.0, "inspect_notice": 9,
    "finance_limit": 0.1, "extra_bodies": 1.0, "lead_body": 0.5, "alert_explained": 0.2,
}  # fmt: skip


def busy(n_hospitals=2, days=60, **settings):
    given = (
        Plan("Harsh", SMALL, fear=0.4, staffing=0.85, leadership=-0.2, pressure=0.3),
        Plan("Calm", SMALL, fear=-0.1),
    )
    system = OrganisationSystem(SMALL, given, n_hospitals)
    from dataclasses import replace

    return replace(eventful(days=days, sizes=system, **(BUSY | settings)), regulators=BODIES)


@pytest.mark.parametrize("seed", [0, 1])
def test_every_day_is_the_same(seed):
    compiled, agents = (HospitalModel(busy(), seed, engine=e) for e in ("compiled", "agents"))
    assert_same_days(compiled, agents, 60)
    world = compiled.world
    happened = {KINDS[kind] for kind in compiled.simulation.ledger_rows()[:, 1].tolist()}
    assert {"alert", "inspection", "finding", "sanction"} <= happened
    assert (world.ri[RI.n_visits] > 0).all(), "a body that never came proves nothing"
    assert world.hf[HF.rating].min() >= 0.0
    assert world.hf[HF.sanction_blame].max() > 0.0
    assert world.hf[HF.sanction_support].max() > 0.0


def test_over_dispersion_is_taken_from_ten_hospitals_in_both():
    scenario = busy(n_hospitals=11, days=26)
    compiled, agents = (HospitalModel(scenario, 3, engine=e) for e in ("compiled", "agents"))
    assert_same_days(compiled, agents, 26)
    assert compiled.world.hi[HI.is_funnel_outlier].sum() >= 1


def test_a_switch_silences_all_bodies():
    off = HospitalModel(busy(days=40, M15_on=0), 1)
    off.run()
    assert off.world.oi[OI.n_inspections].sum() == 0
    kinds = {KINDS[kind] for kind in off.simulation.ledger_rows()[:, 1].tolist()}
    assert not kinds & {"alert", "inspection", "finding", "sanction"}
