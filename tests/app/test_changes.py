"""What a reader sets, and the scenarios it becomes: the same as at the command line."""

import pytest

from culturesim.app.changes import Change, View, base_of, changed_of
from culturesim.app.files import toml_file
from culturesim.app.settings import LIMITS
from culturesim.app.uploads import read_upload
from culturesim.cli.asking import scenario_of
from culturesim.errors import InputError
from culturesim.parameters.dials import dial_values
from culturesim.scenario import Scenario


def test_dials_and_levers_make_what_the_command_line_makes():
    change = Change((("fear", 0.5), ("staffing", 0.9)), (("huddles", 0.5, 30),))
    made = changed_of(base_of(View()), change)
    assert made == scenario_of("small", ["fear=0.5", "staffing=0.9"], None, ["huddles=0.5@30"])


def test_a_later_dial_is_an_entry_of_the_timeline():
    made = changed_of(base_of(View()), Change((("staffing", 0.9),), (), 366))
    assert made.parameters == base_of(View()).parameters
    assert made.timeline[-1].day == 366
    assert dict(made.timeline[-1].values) == dial_values("staffing", 0.9)


def test_the_file_loads_to_the_scenario_of_the_page():
    view = View(change=Change((("staffing", 0.9),), (("walk-rounds", 1.0, 366),), 366))
    assert Scenario.from_toml(toml_file(view)["text"]) == changed_of(base_of(view), view.change)


def test_no_change_is_the_base_itself():
    base = base_of(View("midshire"))
    assert changed_of(base, Change()) == base


def test_a_dial_moves_back_to_the_base():
    change = Change().with_dial("fear", 0.5).with_dial("staffing", 0.9)
    assert change.with_dial("fear", None).dials == (("staffing", 0.9),)


def test_a_lever_of_no_strength_is_let_go():
    assert Change().with_lever("huddles", 1.0, 1).with_lever("huddles", 0.0, 1).is_empty


@pytest.mark.parametrize("name", ["../small", "small.toml", "/etc/passwd", "", "nowhere"])
def test_only_shipped_scenarios_have_names(name):
    with pytest.raises(InputError, match="no scenario is called"):
        base_of(View(name))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("title = ", "not valid TOML"),
        ("\0", "uploaded scenario"),
        ("days = 9", "title is missing"),
        ('title = "x"\ndays = 3650000', "at most 8 GB"),
        ('title = "x"\ndays = 4100', "at most 4,018"),
        ('title = "x"\ndays = 9\nwarm_up_days = 9000', "warm_up_days"),
        ('title = "x"\ndays = 9\n[organisation]\nwards = 1000000000', "wards"),
        ('title = "x"\ndays = 9\n[organisation]\nwards = 900', "posts"),
        ('title = "x"\ndays = 4000\n[organisation]\nwards = 60', "posts"),
        ('title = "x"\ndays = 9\n[organisation]\ngraph = "a.graphml"', "files cannot be used"),
        ('title = "x"\ndays = 9\n[organisation]\nnodes = "/etc/passwd"\nedges = "e"', "files"),
        ("x" * (LIMITS.upload_bytes + 1), "at most"),
    ],
)
def test_a_bad_upload_is_refused_in_one_line(text, part):
    with pytest.raises(InputError) as caught:
        read_upload(text)
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)
