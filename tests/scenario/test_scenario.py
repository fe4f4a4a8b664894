"""Scenario files: what is read, what is refused and how it is said, and back to TOML."""

import pickle
from datetime import date

import pytest

import culturesim.scenario as scenario_module
from culturesim.errors import InputError
from culturesim.parameters import Change, P, Parameters
from culturesim.scenario import OrganisationFiles, Scenario, list_scenarios, load_scenario

START = 'title = "A test"\ndays = 3650\n'
FULL = (
    START
    + """summary = "What it shows."
start = 2005-01-01
warm_up_days = 30
runs = 5
[dials]
fear = 0.0
staffing = 0.9
[organisation]
name = "Midshire"
wards = 8
departments = 2
divisions = 2
[parameters]
manager_blame = 0.25
[[timeline]]
date = 2006-04-01
label = "posts cut"
ramp_days = 365
set = { establishment_registered_nurse = 0.75 }
[[timeline]]
day = 10
set = { prior_fear = 0.5 }
[expectation]
text = "Harm rises before the board sees it."
"""
)
CUT = "[[timeline]]\nday = 5\nset = { prior_fear = 0.5 }\n"


@pytest.fixture
def full():
    return Scenario.from_toml(FULL)


def message_of(call, *args, **kwargs):
    with pytest.raises(InputError) as caught:
        call(*args, **kwargs)
    text = str(caught.value)
    assert "\n" not in text
    assert len(text) < 400
    return text


def test_everything_in_a_file_is_read(full):
    assert (full.title, full.summary, full.runs) == ("A test", "What it shows.", 5)
    assert full.expectation == "Harm rises before the board sees it."
    assert dict(full.dials) == {"fear": 0.0, "staffing": 0.9}
    assert (full.organisation.name, full.organisation.wards) == ("Midshire", 8)
    assert full.timeline == (
        Change(10, (("prior_fear", 0.5),)),
        Change(
            456, (("establishment_registered_nurse", 0.75),), 365, "posts cut", date(2006, 4, 1)
        ),
    )


def test_a_setting_wins_over_a_dial_and_a_dial_over_a_default(full):
    assert full.parameters.manager_blame == 0.25
    assert full.parameters.initial_fear == 0.05
    assert full.parameters.establishment_registered_nurse == 0.9
    assert full.parameters.board_bypass == Parameters.default().board_bypass
    assert Scenario.from_toml(START).parameters == Parameters.default()


def test_days_and_dates(full):
    assert full.date_of(1) == date(2005, 1, 1)
    assert full.date_of(0) == date(2004, 12, 31)
    assert full.date_of(456) == date(2006, 4, 1)
    assert "outside the years" in message_of(full.date_of, 10**30)


def test_timetable_follows_the_timeline(full):
    place = P.establishment_registered_nurse
    table = {day: float(vector[place]) for day, vector in full.timetable()}
    assert list(table)[:3] == [-29, 10, 457]
    assert table[-29] == table[10] == 0.9
    assert table[457] == pytest.approx(0.9 - 0.15 / 365)
    assert table[456 + 365] == 0.75
    assert max(table) == 821
    assert [day for day, _ in full.timetable(days=100)] == [-29, 10]


def test_a_scenario_can_be_hashed_and_sent_to_another_process(full):
    assert pickle.loads(pickle.dumps(full)) == full
    assert len({full, Scenario.from_toml(FULL)}) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("days = 5", "scenario: title is missing"),
        ('title = "x"', "scenario: days is missing"),
        (START + "dayz = 3", "scenario: no key 'dayz'; did you mean 'days'?"),
        ('title = ""\ndays = 5', "scenario, title: expected one line of text, got ''"),
        ('title = "x"\ndays = 5.0', "scenario, days: expected a whole number, got 5.0"),
        ('title = "x"\ndays = true', "scenario, days: expected a whole number, got true"),
        ('title = "x"\ndays = 0', "scenario, days: 0 is outside the range 1 to"),
        (START + "summary = 3", "scenario, summary: expected text, got 3"),
        (START + 'start = "2005"', "scenario, start: expected a date such as 2005-01-01"),
        (START + "start = 2005-01-01T00:00:00", "scenario, start: expected a date"),
        (START + "start = 9999-01-01", "scenario, start: day 3650 is outside the years 1 to 9999"),
        (START + "start = 0001-01-01", "scenario, start: day -364 is outside the years 1 to 9999"),
        (START + "runs = 0", "scenario, runs: 0 is outside the range 1 to 100,000"),
        (START + "warm_up_days = -1", "scenario, warm_up_days: -1 is outside the range 0 to"),
        (START + "dials = 3", "scenario, [dials]: expected a table of names and values, got 3"),
        (START + "[dials]\nfeer = 1", "scenario, [dials]: no dial 'feer'; did you mean 'fear'?"),
        (START + "[dials]\nfear = 2", "scenario, [dials], fear: 2 is outside the range 0 to 1"),
        (START + "[parameters]\nwhere = 1", "scenario, [parameters]: no parameter 'where'"),
        (START + "[parameters]\nself = 1", "scenario, [parameters]: no parameter 'self'"),
        (
            START + "[parameters]\nmanager_blame = 2",
            "scenario, [parameters], manager_blame: 2 is o",
        ),
        (
            START + "[expectation]\ntxt = ''",
            "scenario, [expectation]: no key 'txt'; did you mean 't",
        ),
        (START + "[expectation]\ntext = 1", "scenario, [expectation]: expected text, got 1"),
        (
            START + "[organisation]\nward = 8",
            "[organisation] ward: no such size; did you mean 'wards'",
        ),
        (START + "[organisation]\nwards = 0", "[organisation] wards: 0 is outside"),
        (
            START + "[organisation]\ngraph = 'a'\nwards = 2",
            "give sizes, or graph alone, or both nodes",
        ),
        (
            START + "[organisation]\nnodes = 'a.csv'",
            "give sizes, or graph alone, or both nodes and",
        ),
        (START + "[organisation]\ngraph = 3", "[organisation], graph: expected text, got 3"),
        (START + "[organisation]\ngraph = 'no.graphml'", "[organisation], graph: no such file: "),
        (START + "timeline = 3", "scenario, timeline: expected [[timeline]] entries, got 3"),
        (
            START + "timeline = [3]",
            "scenario, timeline entry 1: expected a table of names and values",
        ),
        (
            START + CUT + "ramp = 1",
            "scenario, timeline entry 1: no key 'ramp'; did you mean 'ramp_days",
        ),
        (START + CUT + "date = 2005-01-05", "scenario, timeline entry 1: give either day or date"),
        (
            START + CUT.replace("day = 5\n", ""),
            "scenario, timeline entry 1: give either day or date",
        ),
        (START + CUT.replace("day = 5", "date = 5"), "timeline entry 1, date: expected a date"),
        (START + CUT.replace("5\n", "5.0\n"), "timeline entry 1, day: expected a whole number"),
        (
            START + CUT.replace("5\n", "0\n"),
            "timeline entry 1: day 0 is outside the run, 1 to 3,650",
        ),
        (START + CUT.replace("5\n", "3651\n"), "timeline entry 1: day 3651 is outside the run"),
        (START + CUT.replace("day = 5", "date = 2004-12-31"), "day 0 is outside the run"),
        (
            START + CUT + "ramp_days = -1",
            "timeline entry 1, ramp_days: -1 is outside the range 0 to",
        ),
        (START + CUT + "label = ''", "timeline entry 1, label: expected one line of text, got ''"),
        (START + "[[timeline]]\nday = 5\nset = {}", "timeline entry 1, set: is empty"),
        (START + "[[timeline]]\nday = 5", "timeline entry 1, set: expected a table"),
        (
            START + CUT.replace("prior_fear", "prior_fea"),
            "entry 1, set: no parameter 'prior_fea'; did",
        ),
        (START + CUT + CUT, "timeline entry 2, prior_fear: entry 1 sets it on the same day"),
        ('title = "x"\ndays = 199_999', "200,364 days of this organisation need about 1.6 GB"),
        (START + "[organisation]\nhospitals = 5000", "at most 8 GB and 200,000 days are allowed"),
        (
            START + "[organisation]\nward_registered_nurses = 1_000_000_000",
            "ward_registered_nurses: 1",
        ),
        ('title = "x"\ndays = 9999999999', "scenario, days: 9999999999 is outside the range"),
        ("days = ", "scenario: is not valid TOML: Invalid value"),
    ],
)
def test_a_mistake_is_one_line_naming_file_and_key(text, message):
    assert message in message_of(Scenario.from_toml, text)


def test_only_decimal_parameters_can_be_ramped():
    whole = next(
        name for name in Parameters.default() if isinstance(Parameters.default()[name], int)
    )
    value = int(Parameters.default()[whole])
    text = f"{START}[[timeline]]\nday = 5\nramp_days = 3\nset = {{ {whole} = {value} }}"
    assert f"{whole}: a parameter of type" in message_of(Scenario.from_toml, text)


def test_a_real_organisation_is_found_beside_the_file(tmp_path):
    (tmp_path / "nodes.csv").write_text("id,kind\n")
    (tmp_path / "edges.csv").write_text("source,target,kind\n")
    path = tmp_path / "real.toml"
    path.write_text(START + '[organisation]\nnodes = "nodes.csv"\nedges = "edges.csv"\n')
    real = load_scenario(path)
    assert real.name == "real"
    assert real.organisation == OrganisationFiles(
        nodes=str((tmp_path / "nodes.csv").resolve()), edges=str((tmp_path / "edges.csv").resolve())
    )
    assert real.estimate() == 10 * 27
    assert Scenario.from_toml(real.to_toml()) == real
    assert real.with_changes({"fear": 0.5}).organisation == real.organisation


def test_files_that_cannot_be_loaded(tmp_path):
    path = tmp_path / "bad.toml"
    path.write_bytes(b"title = '\xff'")
    assert f"scenario file {path}, line 1: is not UTF-8" in message_of(load_scenario, path)
    assert f"scenario file {tmp_path}: cannot be read" in message_of(load_scenario, tmp_path)
    path.write_text("title = 'x'\ndays = = 3")
    assert "line 2" in message_of(load_scenario, path)
    path.write_text("title = 'x'\ndays = 0")
    assert message_of(load_scenario, str(path)).startswith(f"scenario file {path}, days: 0 is ")


def test_scenarios_are_found_by_name(tmp_path, monkeypatch):
    (tmp_path / "steady.toml").write_text(START)
    (tmp_path / "closed.toml").write_text(START.replace("A test", "Closed"))
    monkeypatch.setattr(scenario_module, "_FOLDERS", (tmp_path / "none", tmp_path))
    assert list_scenarios() == {"closed": "Closed", "steady": "A test"}
    assert load_scenario("steady").name == "steady"
    assert (
        message_of(load_scenario, "stedy")
        == "no scenario is called 'stedy'; did you mean 'steady'?"
    )
    (tmp_path / "closed.toml").write_text("")
    assert "closed.toml: title is missing" in message_of(list_scenarios)


def test_every_shipped_scenario_loads_and_comes_back():
    for name in list_scenarios():
        shipped = load_scenario(name)
        assert Scenario.from_toml(shipped.to_toml()) == shipped
