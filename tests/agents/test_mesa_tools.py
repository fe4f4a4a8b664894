"""Mesa's own tools work on the model."""

import gc
import weakref

import mesa
import numpy as np
import pytest

from culturesim.agents import HospitalModel, Staff, Ward
from culturesim.organisation import to_graph


class Watched(HospitalModel):
    """A model with a `DataCollector` of its own, as Mesa's tutorials have it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.datacollector = mesa.DataCollector(
            model_reporters={"fear": lambda m: m.agents_by_type[Staff].agg("fear", np.mean)},
            agent_reporters={"energy": "energy", "ward": "ward_row"},
        )

    def step(self):
        super().step()
        self.datacollector.collect(self)


def test_model_counts_days(scenario):
    model = HospitalModel(scenario, 1, days=4)
    assert (model.steps, model.day, model.running) == (0, 0, True)
    model.step()
    assert (model.steps, model.day, model.running) == (1, 1, True)
    model.run_model()
    assert (model.steps, model.day, model.running) == (4, 4, False)


def test_data_collector(scenario):
    model = Watched(scenario, 1)
    model.run(3)
    frame = model.datacollector.get_agent_vars_dataframe()
    assert model.datacollector.get_model_vars_dataframe().shape == (3, 1)
    assert frame.loc[3].energy.notna().sum() == model.organisation.n_staff
    assert frame.loc[(3, 1), "energy"] == model.staff[0].energy


def test_recorded_days_come_as_a_data_collector(scenario):
    model = HospitalModel(scenario, 1)
    model.run(6)
    frame = model.datacollector.get_model_vars_dataframe()
    assert len(frame) == 6
    assert frame.n_patients.iloc[-1] == sum(ward.n_patients for ward in model.wards)
    assert frame.n_concerns.iloc[-1] == sum(ward.n_concerns for ward in model.wards)
    assert frame.occupancy.iloc[-1] == np.float32(model.hospitals[0].occupancy)
    assert model.datacollector is model.datacollector
    collector = model.datacollector
    collector.collect(model)
    assert collector.model_vars["n_patients"][-1] == frame.n_patients.iloc[-1]


def test_agent_sets(scenario):
    model = HospitalModel(scenario, 1)
    model.run(5)
    staff = model.agents_by_type[Staff]
    doctors = staff.select(lambda person: person.profession == 2)
    assert len(doctors) == sum(model.world.sb[0] == 2)
    assert staff.agg("fear", max) == max(model.columns["staff"]["fear"])
    assert staff.groupby("ward_row").count() == {
        ward.row: len(ward.staff) for ward in model.agents_by_type[Ward]
    }
    assert staff.get(["fear", "row"])[3] == [model.staff[3].fear, 3]
    staff.set("fear", 0.5)
    assert set(model.columns["staff"]["fear"]) == {0.5}


def test_batch_run(scenario):
    rows = mesa.batch_run(
        HospitalModel,
        {"scenario": scenario, "fear": [0.1, 0.9], "seed": [1, 2], "days": 5},
        max_steps=100,
        display_progress=False,
    )
    assert len(rows) == 4
    assert {row["Step"] for row in rows} == {4}
    assert rows[0]["community_futility"] >= 0.0
    assert {row["fear"] for row in rows} == {0.1, 0.9}


def test_batch_run_of_a_name_with_numpy_values(tmp_path, scenario):
    path = tmp_path / "tiny.toml"
    path.write_text(scenario.to_toml())
    rows = mesa.batch_run(
        Watched,
        {"scenario": str(path), "manager_blame": np.linspace(0.1, 0.9, 3), "days": 3},
        data_collection_period=1, max_steps=100, display_progress=False,
    )  # fmt: skip
    assert {row["Step"] for row in rows} == {0, 1, 2}
    assert all(0.0 <= row["fear"] <= 1.0 for row in rows)


def test_network(scenario):
    model = HospitalModel(scenario, 1)
    assert model.space is model.grid
    assert set(model.grid.G) == set(to_graph(model.organisation))
    person = model.staff[3]
    assert person.cell.agents == [person]
    neighbours = set(person.cell.neighborhood.agents)
    assert set(person.contacts) <= neighbours
    assert person.ward.manager in neighbours
    assert model.wards[0].cell.agents == [model.wards[0]]
    assert model.regulators[0].cell.agents == model.regulators
    assert model.patients[0].cell is model.patients[0].bed_ward.cell


def test_a_model_that_nobody_holds_is_freed(scenario):
    models = weakref.WeakSet()
    for _ in range(3):
        model = HospitalModel(scenario, 1)
        model.step()
        assert len(model.agents) > model.organisation.n_staff
        models.add(model)
    del model
    gc.collect()
    assert len(models) == 0


def test_closing_frees_a_model_whose_network_was_used(scenario):
    model = HospitalModel(scenario, 1)
    model.step()
    assert list(model.staff[0].cell.neighborhood.agents)
    held = weakref.ref(model)
    model.close()
    assert len(model._agents) == 0
    assert model.datacollector.model_vars["n_patients"]
    del model
    gc.collect()
    assert held() is None


@pytest.mark.filterwarnings("ignore:Failed to validate hooks", "ignore::DeprecationWarning")
def test_solara_opens_the_model(scenario):
    pytest.importorskip("solara")
    import solara
    from mesa.visualization import SolaraViz, make_plot_component

    model = HospitalModel(scenario, 1)
    model.run(3)
    page = SolaraViz(
        model,
        components=[make_plot_component("n_patients")],
        model_params={"scenario": scenario, "seed": 1},
        name="Hospital",
    )
    _box, rendered = solara.render(page, handle_error=False)
    rendered.close()


def test_results_come_from_the_run_underneath(scenario):
    model = HospitalModel(scenario, 1)
    model.run()
    assert type(model.results()).__name__ == "Results"
