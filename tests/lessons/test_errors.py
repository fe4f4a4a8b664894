"""A what-if file with a mistake: one line with file, key, what is wrong, and what is allowed."""

import pytest

from culturesim.errors import InputError
from culturesim.lessons import find_question, load_question

GOOD = """
number = 40
question = "What if nothing is done?"
runs = 2
[[cases]]
name = "base"
scenario = "small"
[[cases]]
name = "other"
scenario = "small"
set = { carer_share = 0.9 }
[[expect]]
value = "n_harms / n_patients"
sign = "less"
[literature]
answer = "Less."
"""
RELATION = '[[relation]]\nvalue = "ratio"\nwith = "n_harms"\nsign = "less"\n'


@pytest.fixture
def wrong(tmp_path):
    def said(old: str = "", new: str = "", text: str = GOOD) -> str:
        assert old in text
        path = tmp_path / "40-nothing.toml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(InputError) as caught:
            load_question(path)
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)
        return str(caught.value)

    return said


def test_the_good_one_loads(tmp_path):
    path = tmp_path / "40-nothing.toml"
    path.write_text(GOOD, encoding="utf-8")
    asked = find_question(str(path))
    assert (asked.number, asked.name, asked.runs) == (40, "40-nothing", 2)
    assert asked.expect[0].between == ("base", "other")


@pytest.mark.parametrize(("old", "new", "part"), [
    ("number = 40", "", "number is missing"),
    ("number = 40", "number = 0", "number"),
    ("number = 40", "numberx = 40", "numberx"),
    ("runs = 2", "runs = 1", "runs"),
    ("runs = 2", 'asked_by = "robots"', "asked_by: expected one of leaders, trainees, researchers"),
    ('name = "base"', "", "case 1: name is missing"),
    ('name = "other"', 'name = "base"', "two cases are called 'base'"),
    ('scenario = "small"\nset', 'scenario = "tiny"\nset', "tiny"),
    ("carer_share", "carer_shar", "carer_share"),
    ("carer_share = 0.9", "carer_share = 9.0", "case 2, set"),
    ("set = {", "sets = {", "sets"),
    ('set = { carer_share = 0.9 }', 'levers = [{ name = "hudles", day = 1 }]', "'hudles'"),
    ('set = { carer_share = 0.9 }', 'days = 0', "days"),
    ('set = { carer_share = 0.9 }', 'without = ["the war"]', "no dated change or lever called"),
    ("n_harms /", "n_harm /", "no outcome or quantity is called 'n_harm'"),
    ("n_harms / n_patients", "n_harms over n_patients", "expected NAME or NAME / NAME"),
    ('sign = "less"', "", "expect 1: sign is missing"),
    ('sign = "less"', 'sign = "fewer"', "sign: expected one of more, less, same"),
    ('sign = "less"', 'sign = "less"\nbetween = ["base", "c"]', "between: expected two of"),
    ('sign = "less"', 'sign = "less"\nbetween = 3', "between: expected two of"),
    ('sign = "less"', 'sign = "less"\nwithin = 2', "within: expected 0 to 1"),
    ('sign = "less"', 'sign = "less"\nfrom_day = 9\nto_day = 3', "to_day: expected 9 or later"),
    ('sign = "less"', 'sign = "less"\nbefore = [1]', "before: expected first and last day"),
    ('sign = "less"', 'sign = "less"\nbefore = 4', "before: expected a list"),
    ('sign = "less"', 'sign = "less"\namong = { value = "ratio" }', "among: worst is missing"),
    ('sign = "less"', 'sign = "less"\namong = { value = "ratio", worst = 1.0 }', "worst: expected"),
    ('value = "n_harms / n_patients"', 'value = "deaths"\nfrom_day = 5', "of the whole run"),
    ('[[expect]]\nvalue = "n_harms / n_patients"\nsign = "less"', "", "nothing is expected"),
    ('[[expect]]', "expect = 3\n[[order]]", "expect"),
    ('answer = "Less."', 'answer = 3', "literature, answer"),
    ('answer = "Less."', 'status = "sure"', "literature, status: expected one of verified"),
    ('[literature]', '[look_at]\ncourt = "x"\n[literature]', "court"),
    ('[literature]', '[[order]]\nvalues = ["ratio"]\n[literature]', "at least two are needed"),
    ('[literature]', '[[order]]\n[literature]', "order 1: values is missing"),
    ('[literature]', '[[relation]]\nvalue = "ratio"\nsign = "less"\n[literature]',
     "relation 1: with is missing"),
    ('[literature]', '[[relation]]\nvalue = "ratio"\nwith = "n_harms"\nsign = "same"\n[literature]',
     "sign: expected one of more, less"),
    ('[literature]', f'{RELATION}case = "c"\n[literature]', "case: expected one of base, other"),
])  # fmt: skip
def test_a_mistake_is_named(wrong, old, new, part):
    assert part in wrong(old, new)


def test_broken_toml_and_a_missing_file_are_named(wrong, tmp_path):
    assert "40-nothing.toml" in wrong("number = 40", "number = ")
    with pytest.raises(InputError, match=r"gone\.toml"):
        find_question(str(tmp_path / "gone.toml"))


def test_a_number_that_is_not_there_is_refused():
    with pytest.raises(InputError, match="there is no question 31; there are 1 to 30"):
        find_question("31")
