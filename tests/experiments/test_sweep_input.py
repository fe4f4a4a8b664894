"""What a person may write in an experiment file, and what is said when it is wrong."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from culturesim.errors import InputError
from culturesim.experiments import Experiment
from culturesim.experiments.factors import read_factors

from . import tiny

HEAD = 'name = "x"\nscenario = "small"\n'
GRID = HEAD + '[design]\nkind = "grid"\n'


def refused(text, words, path=None):
    with pytest.raises(InputError) as caught:
        Experiment.from_toml(text, path).design()
    line = str(caught.value)
    assert "\n" not in line
    assert words in line, line
    return line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", "is not valid TOML"),
        ('name = "x"', "scenario is missing"),
        (HEAD, "design is missing"),
        (HEAD.replace("small", "smalle") + 'design = { kind = "grid" }\nfactors.fear = [0.0, 1.0]',
         "scenario: no scenario is called 'smalle'; did you mean 'small'?"),
        (HEAD.replace('"x"', '"a b"') + 'design = { kind = "grid" }',
         "name: 'a b' must be letters"),
        (HEAD + "seed = -1\ndesign = {}", "seed: -1 is outside the range"),
        (HEAD + 'outcomes = ["deths"]\ndesign = { kind = "grid" }',
         "outcomes: nothing is called 'deths'; did you mean 'deaths'?"),
        (HEAD + 'series = ["deaths"]\ndesign = { kind = "grid" }', "series: nothing is called"),
        (HEAD + 'model = "os.system"\ndesign = { kind = "grid" }', "model: expected MODULE:NAME"),
        (HEAD + 'model = "nowhere:X"\n[design]\nkind = "grid"\n[factors]\nfear = [0.0, 1.0]',
         "model: nowhere:X cannot be loaded"),
        (HEAD + '[design]\nkind = "grids"', "[design] kind: no design 'grids'; did you mean 'gr"),
        (HEAD + '[design]\nkind = "lhs"\nlevels = 3', "[design] of kind lhs: no key 'levels'"),
        (HEAD + '[design]\nkind = "sobol"\npoints = 100', "100 is not a power of two"),
        (HEAD + '[design]\nkind = "morris"\nlevels = 5', "5 is not even"),
        (HEAD + '[design]\nkind = "table"', "[design]: file is missing"),
        (GRID, "[factors]: nothing varies"),
        (GRID + "[factors]\nfeer = [0.0, 1.0]",
         "[factors]: nothing that can be varied is called 'feer'; did you mean 'fear'?"),
        (GRID + "[factors]\nrun = [0.0, 1.0]", "[factors] run: this name is taken"),
        (GRID + "[factors]\ndeaths = { of = 'fear', values = [0.0, 1.0] }",
         "[factors] deaths: is the name of an outcome"),
        (GRID + "[factors]\nfear = []", "[factors] fear: expected a list of at least one value"),
        (GRID + "[factors]\nfear = [0.0, 0.0]", "[factors] fear: 0.0 is given twice"),
        (GRID + "[factors]\nfear = [0.0, 1.5]", "[factors] fear: 1.5 is outside the range 0 to 1"),
        (GRID + "[factors]\nfear = [0.0, nan]", "[factors] fear: nan is not a finite number"),
        (GRID + "[factors]\nfear = [0.0, inf]", "[factors] fear: inf is not a finite number"),
        (GRID + "[factors]\nfear = ['a']", "[factors] fear: expected a number, got 'a'"),
        (GRID + "[factors]\nfear = { low = 1.0, high = 0.0 }", "the range 1 to 0 is empty"),
        (GRID + "[factors]\nfear = { low = 0.5 }", "[factors] fear: high is missing"),
        (GRID + "[factors]\nfear = { low = 0.0, high = 1.0, scale = 'log' }",
         "[factors] fear, scale: log needs a low end above 0"),
        (GRID + "[factors]\nfear = { low = 0.0, high = 1.0, hihg = 2 }", "no key 'hihg'"),
        (GRID + "[factors]\nfear = { distribution = 'normal', mean = 0.5 }", "sd is missing"),
        (GRID + "[factors]\nfear = { distribution = 'normal', mean = 0.5, sd = 0.0 }",
         "[factors] fear, sd: must be above 0"),
        (GRID + "[factors]\nfear = { distribution = 'triangular', mode = 2.0 }",
         "the middle 2 is outside the range 0 to 1"),
        (GRID + "[factors]\nfear = { distribution = 'cauchy' }", "no distribution 'cauchy'"),
        (GRID + "[factors]\nwards = [4.5, 5.0]", "[factors] wards: expected a whole number"),
        (GRID + "[factors]\nwards = [0, 4]", "[factors] wards = 0:"),
        (GRID + "[factors]\nwards = { values = [4, 8], day = 5 }", "wards cannot change during"),
        (GRID + "[factors]\nhuddles = { values = [0.0, 1.0], day = 5000 }",
         "[factors] huddles = 1.0: factors, levers entry 1, huddles: day 5000 is outside the run"),
        (GRID + "[factors]\nhuddles = { values = [0.0, 1.0], ramp_days = 5 }", "needs a day"),
        (GRID + "[factors]\nscenario = { low = 0, high = 1 }", "takes no range"),
        (GRID + "[factors]\nfear = [0.0, 1.0]\n[replicates]\nnumber = 0", "number: 0 is outside"),
        (GRID + "[factors]\nfear = [0.0, 1.0]\n[replicates]\nmin = 5", "no key 'min'"),
        (GRID + "[factors]\nfear = [0.0, 1.0]\n[replicates]\nuntil = { outcome = 'caught_by', "
         "half_width = 0.1 }", "until, outcome: no outcome 'caught_by'; it is text"),
        (GRID + "[factors]\nfear = [0.0, 1.0]\n[replicates]\nuntil = { outcome = 'deaths', "
         "half_width = 0.1, interval = 'wilson' }", "wilson is for an outcome of 0 and 1"),
        (GRID + "[factors]\nfear = [0.0, 1.0]\n[replicates]\nuntil = { outcome = 'deaths', "
         "half_width = -1 }", "half_width: expected a number above 0"),
        (GRID + "[factors]\nfear = [0.0, 1.0]\n[run]\nlimit = 0", "[run] limit: expected seconds"),
        (GRID + "[factors]\nfear = [0.0, 1.0]\n[run]\nworkers = 0", "[run] workers: 0 is outside"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_that_names_it(text, words):
    refused(text, words)


def test_a_design_of_a_trillion_runs_is_refused_with_the_estimate():
    factors = "\n".join(
        f"{name} = {{ low = 0.0, high = 0.9, levels = 100 }}"
        for name in ("fear", "transparency", "manager_blame", "prior_fear", "initial_fear")
    )
    line = refused(GRID + "[factors]\n" + factors, "10,000,000,000 points and 200,000,000,000 runs")
    assert "years of one processor; at most 100,000,000 runs" in line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fear,staffing\n0.5,0.9\n", None),
        ("fear\n0.5\n", "column staffing is missing, which [factors] declares"),
        ("fear,fear,staffing\n0.5,0.5,0.9\n", "column 'fear' is there twice"),
        ("fear,,staffing\n0.5,1,0.9\n", "column 2 has no name"),
        ("fear,staffing,feer\n0.5,0.9,1\n", "nothing that can be varied is called 'feer'"),
        ("fear,staffing\n0.5,\n", "row 1, column staffing: nan is not a finite number"),
        ("fear,staffing\n0.5,0.9\n0.5,inf\n", "row 2, column staffing: inf is not a finite number"),
        ("fear,staffing\n0.5,0.9\n0.5,9\n", "row 2, column staffing: 9.0 is outside the range"),
        ("fear,staffing\n0.5,much\n", "column staffing: expected a number, got 'much'"),
        ("fear,staffing\n", "0 points; 1 to 10,000,000 are allowed"),
        ("", "0 points"),
    ],
)
def test_a_table_of_points_is_checked(tmp_path, text, words):
    (tmp_path / "points.csv").write_text(text)
    given = HEAD + '[design]\nkind = "table"\nfile = "points.csv"\n'
    given += "[factors]\nstaffing = { low = 0.5, high = 1.0 }\n"
    path = tmp_path / "x.toml"
    if words is None:
        design = Experiment.from_toml(given, path).design()
        assert design.to_dict("records") == [{"point": 0, "fear": 0.5, "staffing": 0.9}]
        return
    if text == "":
        given = given.split("[factors]")[0]
    line = refused(given, words if text else "points.csv", path)
    assert "points.csv" in line


def test_a_table_may_be_parquet_and_hold_texts(tmp_path):
    frame = pd.DataFrame({"scenario": ["small", "steady"], "wards": [4, 8], "huddles": [0.0, 1.0]})
    frame.to_parquet(tmp_path / "points.parquet")
    given = HEAD + '[design]\nkind = "table"\nfile = "points.parquet"\n'
    experiment = Experiment.from_toml(given, tmp_path / "x.toml")
    assert experiment.factors == ("scenario", "wards", "huddles")
    job = experiment.job()
    assert job.scenario(("steady", 4.0, 1.0)).name == "steady"
    assert job.scenario(("small", 4.0, 1.0)).organisation.wards == 4
    refused(given.replace("points.parquet", "nowhere.csv"), "no such file", tmp_path / "x.toml")


def test_a_long_table_is_a_range_and_too_many_runs_of_it_are_refused(tmp_path):
    pd.DataFrame({"fear": [k / 100 for k in range(100)]}).to_csv(tmp_path / "p.csv", index=False)
    given = HEAD + 'design = { kind = "table", file = "p.csv" }\n'
    experiment = Experiment.from_toml(given, tmp_path / "x.toml")
    assert experiment.plan.varied[0].to_table()["high"] == 0.99
    assert experiment.design()["fear"].tolist() == [k / 100 for k in range(100)]
    pd.DataFrame({"fear": [k / 1000 for k in range(1000)]}).to_csv(tmp_path / "p.csv", index=False)
    many = given.replace("design =", "replicates = 1_000_000\ndesign =")
    refused(many, "1,000 points and 1,000,000,000 runs", tmp_path / "x.toml")


def test_the_command_line_says_it_in_one_line(tmp_path):
    path = tiny.write(tmp_path)
    tiny.one_line(tiny.call("sweep", "run", path, "--shard", "3/2"), "--shard: 3/2 is outside 0/2")
    experiment = Experiment.from_file(path)
    for how, words in (
        ({"workers": 0}, "--workers: 0 is outside the range"),
        ({"limit": -1.0}, "--limit: expected seconds above 0"),
        ({"shard": (0, 0)}, "--shard: 0 shards"),
    ):
        with pytest.raises(InputError, match=words):
            experiment.run(**how)
    with pytest.raises(InputError, match=r"nowhere\.toml: no such file"):
        Experiment.from_file(tmp_path / "nowhere.toml")
    assert not (tmp_path / "out").exists()


SOUND = GRID + "[factors]\nfear = [0.0, 1.0]\nstaffing = { low = 0.7, high = 1.0 }\n"


@settings(max_examples=300)
@given(st.integers(0, len(SOUND) - 1), st.sampled_from(list("\"'[]{}=.,#0-9eaz \n\x00é")))
def test_a_mutated_file_is_read_or_refused(at, character):
    said = ""
    try:
        Experiment.from_toml(SOUND[:at] + character + SOUND[at + 1 :])
    except InputError as error:
        said = str(error)
    assert "\n" not in said


def test_factors_come_back_from_their_tables():
    given = {
        "fear": 0.25,
        "staffing": [0.7, 0.9],
        "manager_blame": {"low": 0.01, "high": 0.5, "scale": "log", "levels": 7},
        "later": {"of": "transparency", "low": 0.0, "high": 1.0, "day": 9, "ramp_days": 30},
        "prior_fear": {"distribution": "beta", "a": 2.0, "b": 5.0, "low": 0.1, "high": 0.9},
        "huddles": {"values": [0.0, 1.0], "day": 30},
    }
    factors = read_factors(given, "a.toml")
    again = read_factors({f.name: f.to_table() for f in factors}, "b.toml")
    assert again == factors
    assert math.isclose(factors[2].spread.grid()[3], math.sqrt(0.01 * 0.5))
