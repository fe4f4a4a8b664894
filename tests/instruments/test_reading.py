"""What an instrument shows is what was recorded, on the days on which it was shown."""

import numpy as np
import pytest

from culturesim.errors import InputError
from culturesim.instruments import CATALOGUE, read
from culturesim.organisation import OrganisationSizes
from culturesim.parameters import Change
from culturesim.scenario import Scenario
from culturesim.simulation import Simulation
from culturesim.state.ledger import K, L
from culturesim.state.series import HOSPITAL_RECORD, OVERSIGHT_RECORD, WARD_RECORD

DAYS = 400
SIZES = OrganisationSizes(
    hospitals=2, wards=2, beds_per_ward=10, divisions=1, departments=1, executives=2,
    board_members=2, ward_registered_nurses=8, ward_support_workers=5, ward_doctors=3,
    ward_allied=1, department_registered_nurses=6, department_support_workers=4,
    department_doctors=2, department_allied=4, team_size=6,
)  # fmt: skip
SCENARIO = Scenario(
    "Watched", days=DAYS, warm_up_days=30, organisation=SIZES,
    settings=(("survey_day", 20), ("survey_sample", 0.8), ("inspect_interval", 60.0),
              ("inspect_gap", 20.0), ("cusum_limit", 1.5), ("complaint_constant", -1.0),
              ("outside_channel", 1.0), ("outside_constant", 0.0),
              ("outside_severity", 0.5), ("outside_press", 0.5), ("press_rate", 1.0)),
)  # fmt: skip
WARDS = {0: slice(0, 3), 1: slice(3, 6)}


@pytest.fixture(scope="module")
def run():
    simulation = Simulation(SCENARIO, seed=3, ledger=True)
    simulation.run()
    return simulation


def ward(run, name, hospital):
    q = [c.name for c in WARD_RECORD].index(name)
    return run.series.ward[:, q, WARDS[hospital]].sum(axis=1)


def level(run, name, hospital):
    q = [c.name for c in HOSPITAL_RECORD].index(name)
    return run.series.hospital[:, q, hospital]


def oversight(run, name, hospital):
    q = [c.name for c in OVERSIGHT_RECORD].index(name)
    return run.series.oversight[:, q, hospital]


@pytest.mark.parametrize("hospital", [0, 1])
@pytest.mark.parametrize("name", CATALOGUE)
def test_every_instrument_shows_finite_values(run, name, hospital):
    reading = read(run, name, hospital)
    assert len(reading) > 0
    assert list(reading.values) == [item.name for item in CATALOGUE[name].items]
    for values in reading.values.values():
        assert values.shape == reading.days.shape
        assert np.isfinite(values).all()


@pytest.mark.parametrize("hospital", [0, 1])
def test_daily_counts_are_those_of_the_hospitals_wards(run, hospital):
    forms = read(run, "incident_reports", hospital)
    assert forms.days.tolist() == list(range(1, DAYS + 1))
    assert forms["forms"].tolist() == ward(run, "n_reports", hospital).tolist()
    assert (forms["incidents"] <= forms["forms"]).all()
    fill = read(run, "staffing_return", hospital)
    assert fill["fill"].tolist() == level(run, "fill", hospital).tolist()
    assert (fill["worked"] + fill["agency"] <= fill["planned"]).all()


def test_hospitals_are_told_apart(run):
    readings = [read(run, "board_dashboard", hospital)["picture"] for hospital in (0, 1)]
    assert (readings[0] != readings[1]).any()


def test_survey_is_yearly_with_the_number_of_answers(run):
    survey = read(run, "staff_survey")
    assert survey.days.tolist() == [20, 385]
    assert survey["heard"].tolist() == level(run, "survey_heard", 0)[[19, 384]].tolist()
    rows = run.ledger_rows()
    held = rows[(rows[:, L.kind] == K.survey) & (rows[:, L.whom] == 0)]
    assert held[:, L.day].tolist() == [20, 385]
    # Four standard errors of the sample: 4 * sqrt(66 * 0.8 * 0.2) = 13.
    assert np.abs(held[:, L.detail] - survey["answers"]).max() < 13.0


def test_mortality_ratio_comes_in_editions(run):
    ratio = read(run, "mortality_ratio")
    assert ratio.days.tolist() == list(range(30, DAYS + 1, 30))
    current = level(run, "ratio_current", 0)
    changed = np.flatnonzero(np.diff(current)) + 2
    assert set(changed) <= set(ratio.days.tolist())
    assert ratio["ratio"].tolist() == level(run, "ratio", 0)[ratio.days - 1].tolist()


def test_alerts_and_inspections_are_shown_on_their_days(run):
    chart = read(run, "mortality_chart", 1)
    alerts = ward(run, "n_alerts", 1)
    assert chart.days.tolist() == (np.flatnonzero(alerts) + 1).tolist()
    assert chart["alerts"].sum() == alerts.sum()
    visits = read(run, "inspection", 1)
    visited = oversight(run, "is_inspected", 1)
    assert visits.days.tolist() == (np.flatnonzero(visited) + 1).tolist()
    assert set(visits["reason"]) <= {1.0, 2.0}
    assert visits["found"].sum() == oversight(run, "is_finding", 1).sum()


def test_dashboard_is_the_mean_of_its_scores(run):
    board = read(run, "board_dashboard")
    scores = [board[name] for name in ("fill", "ratio", "complaints", "reports", "escalated")]
    assert np.abs(np.mean(scores, axis=0) - board["picture"]).max() < 1e-6


def test_a_run_under_way_shows_what_there_is_so_far():
    simulation = Simulation(SCENARIO, seed=3)
    assert len(read(simulation, "incident_reports")) == 0
    assert len(read(simulation, "staff_survey")) == 0
    simulation.run(25)
    assert read(simulation, "incident_reports").days[-1] == 25
    assert read(simulation, "staff_survey").days.tolist() == [20]


def test_the_sample_in_force_on_the_day_counts():
    changed = Scenario(
        "Smaller sample", days=DAYS, warm_up_days=0, organisation=SIZES,
        settings=SCENARIO.settings,
        timeline=(Change(day=100, values=(("survey_sample", 0.2),)),),
    )  # fmt: skip
    simulation = Simulation(changed, seed=3)
    simulation.run()
    survey = read(simulation, "staff_survey")
    staff = ward(simulation, "n_staff", 0)[survey.days - 1]
    assert np.allclose(survey["answers"], staff * [0.8, 0.2])


def test_nothing_is_read_but_the_recorded_columns(run, monkeypatch):
    # Turning every truth column to nonsense must leave every reading as it was.
    from culturesim.instruments import TRUTH

    before = {name: read(run, name) for name in CATALOGUE}
    nonsense = run.series.ward.copy(), run.series.hospital.copy()
    for record, columns, population in (
        (nonsense[0], WARD_RECORD, "ward"), (nonsense[1], HOSPITAL_RECORD, "hospital"),
    ):  # fmt: skip
        for q, column in enumerate(columns):
            if f"{population}.{column.name}" in TRUTH:
                record[:, q] = -12345.0
    blinded = run.series._replace(ward=nonsense[0], hospital=nonsense[1])
    monkeypatch.setattr(run, "series", blinded)
    for name, reading in before.items():
        after = read(run, name)
        assert after.days.tolist() == reading.days.tolist()
        for item, values in reading.values.items():
            assert after[item].tolist() == values.tolist()


def test_a_wrong_name_or_hospital_is_one_clear_line(run):
    with pytest.raises(InputError, match=r"called 'staff_surveys'.*staff_survey"):
        read(run, "staff_surveys")
    for hospital in (2, -1):
        with pytest.raises(InputError, match=f"hospital: {hospital} is outside the range 0 to 1"):
            read(run, "inspection", hospital)
