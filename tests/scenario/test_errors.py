"""The checks of what a person gives: each refusal once."""

from datetime import date, datetime
from pathlib import Path

import pytest

from culturesim import errors
from culturesim.errors import InputError


def refused(call, *args, **kwargs):
    with pytest.raises(InputError) as caught:
        call(*args, **kwargs)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_nearest_ignores_case_and_lists_a_few_names():
    assert errors.nearest("FEAR", ["Fear"]) == "; did you mean 'Fear'?"
    assert errors.nearest("zzz", "abcdefghijk").endswith("h, ...")
    assert errors.nearest("x" * 10**6, ["fear"]) == "; allowed: fear"
    assert errors.nearest("zzz", []) == ""


def test_wrong_kinds_of_value():
    assert refused(errors.check_whole, 1.0, 0, 2, "w") == "w: expected a whole number, got 1.0"
    assert refused(errors.check_whole, True, 0, 2, "w") == "w: expected a whole number, got true"
    assert refused(errors.check_whole, 3, 0, 2, "w") == "w: 3 is outside the range 0 to 2"
    assert refused(errors.check_text, 3, "w") == "w: expected text, got 3"
    assert refused(errors.check_text, " ", "w", one_line=True).startswith("w: expected one line")
    assert refused(errors.check_text, "a\nb", "w", one_line=True).startswith("w: expected one line")
    assert (
        refused(errors.check_table, [1], "w") == "w: expected a table of names and values, got [1]"
    )
    assert errors.check_date(date(2005, 1, 1), "w") == date(2005, 1, 1)
    assert "expected a date" in refused(errors.check_date, datetime(2005, 1, 1), "w")  # noqa: DTZ001
    assert "expected a date" in refused(errors.check_date, "2005-01-01", "w")


def test_a_key_that_means_nothing():
    assert refused(errors.check_keys, {"day": 1}, ["days"], "w").endswith("did you mean 'days'?")


def test_files_that_cannot_be_read(tmp_path):
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b"title = 'x'\nsummary = '\xe9'\n")
    assert refused(errors.read_text, latin, "w") == "w, line 2: is not UTF-8 text; save it as UTF-8"
    assert refused(errors.read_text, tmp_path / "none", "w") == "w: no such file"
    assert refused(errors.read_text, tmp_path, "w") == "w: cannot be read: is a directory"
    assert refused(errors.read_text, Path("a\0b"), "w").startswith("w: cannot be read: ")
    assert (
        refused(errors.read_text, Path("a" * 5000), "w") == "w: cannot be read: file name too long"
    )


def test_a_byte_order_mark_is_dropped(tmp_path):
    marked = tmp_path / "marked.toml"
    marked.write_bytes(b"\xef\xbb\xbftitle = 'x'")
    assert errors.read_text(marked, "w") == "title = 'x'"


def test_text_that_is_not_toml():
    message = refused(errors.parse_toml, "days = 1\ndays = 2\nruns = 3", "w")
    assert message.startswith("w: is not valid TOML: ")
    assert "line 2" in message
    assert "not valid TOML" in refused(errors.parse_toml, "a = 2005-02-30", "w")
    assert "not valid TOML" in refused(errors.parse_toml, "a = " + "9" * 5000, "w")
    assert "nested too deeply" in refused(errors.parse_toml, "a = " + "[" * 100_000, "w")


def test_values_typed_at_a_command_line():
    assert errors.parse_value("2005-01-01") == date(2005, 1, 1)
    assert errors.parse_value("1\nother = 2") == "1\nother = 2"
    assert errors.parse_value("") == ""


def test_the_table_of_a_name():
    homes = {"": ["days"], "dials": ["fear"]}
    assert errors.find_name("days", homes, "w") == ("", "days")
    assert errors.find_name("dials.other", homes, "w") == ("dials", "other")
    assert refused(errors.find_name, "feer", homes, "w").endswith("did you mean 'fear'?")
    assert "'nowhere.fear'" in refused(errors.find_name, "nowhere.fear", homes, "w")


def test_a_file_that_is_not_there(tmp_path):
    (tmp_path / "a.csv").touch()
    assert errors.check_file("a.csv", tmp_path, "w") == str((tmp_path / "a.csv").resolve())
    assert refused(errors.check_file, "b.csv", tmp_path, "w").startswith("w: no such file: ")
    assert refused(errors.check_file, "b" * 5000, tmp_path, "w").startswith("w: no such file: ")
    assert refused(errors.check_file, 3, tmp_path, "w") == "w: expected text, got 3"
