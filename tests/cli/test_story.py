"""`culturesim story` as people meet it."""

import pandas as pd
import pytest

from culturesim.cli import _run

TINY = """\
title = "A <b>tiny</b> hospital"
days = 120
warm_up_days = 20
[organisation]
wards = 2
departments = 1
divisions = 1
beds_per_ward = 8
[[timeline]]
day = 40
label = "Posts cut"
set = { establishment_registered_nurse = 0.7 }
"""


@pytest.fixture
def call(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("COLUMNS", "120")
    path = tmp_path / "tiny.toml"
    path.write_text(TINY)

    def run(*arguments):
        words = ["culturesim", "story", str(path), *(str(word) for word in arguments)]
        monkeypatch.setattr("sys.argv", words)
        code = _run()
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_story_is_told_and_written(call, tmp_path):
    code, told, wrong = call("--out", tmp_path / "out", "--worst", "--seed", 2)
    assert code == 0, wrong
    assert "seed 2, event by event" in told
    frame = pd.read_csv(tmp_path / "out" / "story.csv")
    assert "Posts cut." in set(frame["what"])
    text = (tmp_path / "out" / "story.txt").read_text("utf-8")
    assert text.startswith("A <b>tiny</b> hospital\nThis is one run, seed 2")
    assert "Patient " in text
    chances = pd.read_csv(tmp_path / "out" / "chances.csv")
    counted = chances.groupby(["stopped_at", "why"]).size()
    for (where, why), n in counted.items():
        line = next(line for line in told.splitlines()
                    if line.startswith(where.capitalize()) and why in line)  # fmt: skip
        assert line.split()[-1] == f"{n:,}"


def test_without_a_patient_the_run_is_told(call):
    code, told, wrong = call("--days", 60)
    assert code == 0, wrong
    assert "January 2005" in told
    assert "Staff held" in told


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--patient", 999999), ("patient", "999999", "1 to")),
        (("--patient", 0), ("patient", "1 to")),
        (("--patient", 1, "--worst"), ("--patient and --worst",)),
        (("--hospital", "Elsewhere"), ("no hospital is called 'Elsewhere'",)),
        (("--out", __file__), ("is a file",)),
    ],
)
def test_wrong_input_is_one_line(call, tmp_path, options, words):
    code, told, wrong = call("--days", 60, *options)
    assert (code, told) == (2, "")
    assert wrong.startswith("culturesim: ")
    assert wrong.count("\n") == 1
    assert all(word in wrong for word in words)
    assert [path.name for path in tmp_path.iterdir()] == ["tiny.toml"]
