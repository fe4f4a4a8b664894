"""`culturesim validate`: a table, files, and one line for what is wrong."""

import json

import pytest

from culturesim.cli import _run
from culturesim.evidence import worlds

QUICK = ["--seeds", "2", "--hospitals", "8"]


@pytest.fixture
def call(monkeypatch, capsys):
    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["culturesim", "validate", *arguments])
        code = _run()
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_pattern_is_shown_beside_its_source_and_written(call, tmp_path):
    folder = tmp_path / "out"
    code, out, _ = call("c14", *QUICK, "--out", str(folder))
    assert code == 0
    for text in ("C14", "shifts lost to sickness, %", "4.3 (3.9 to 5.6)", "3.3 to 6.2",
                 "Palmer 2023; tuned", "winter over summer"):  # fmt: skip
        assert text in out
    assert max(map(len, out.splitlines()[:-3])) <= 80
    stored = json.loads((folder / "validation.json").read_text(encoding="utf-8"))
    assert [row["part"] for row in stored["patterns"]] == ["absence", "season", "roles"]
    assert stored["command"] == "culturesim validate c14 --hospitals 8 --seeds 2"
    page = (folder / "validation.html").read_text(encoding="utf-8")
    assert stored["command"] in page


def test_a_change_is_seen_to_move_a_pattern_out(call):
    code, out, _ = call("C04", *QUICK, "--set", "risk_mean=0.09")
    assert code == 0
    assert "0 of 1 patterns in band, 1 out" in out


def test_theory_replications_run_and_are_written(call, tmp_path):
    code, out, _ = call("T27", "--theory", "--out", str(tmp_path / "t"))
    assert code == 0
    assert "1 of 1 replications hold" in out
    stored = json.loads((tmp_path / "t" / "validation.json").read_text(encoding="utf-8"))
    assert len(stored["checks"]) == 4
    assert "Theory replications" in (tmp_path / "t" / "validation.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("arguments", "part"), [
    (["C99"], "nothing is called 'C99'"),
    (["C01", "--set", "witness"], "expected NAME=VALUE"),
    (["C01", "--set", "nosuch=1"], "nosuch"),
    (["C01", "--set", "witness=9"], "outside the range 0 to 1"),
    (["--seeds", "1"], "seeds: 1"),
    (["--hospitals", "3"], "hospitals: 3"),
    (["T99", "--theory"], "nothing is called 'T99'"),
    (["T1", "--theory", "--full"], "--theory: takes no"),
    (["C01", "--seed", "-1"], "seed: -1"),
])  # fmt: skip
def test_what_is_wrong_is_one_line(call, tmp_path, arguments, part):
    folder = tmp_path / "out"
    code, out, err = call(*arguments, "--out", str(folder))
    assert code == 2
    assert part in err
    assert err.count("\n") == 1
    assert not out
    assert not folder.exists()


def test_a_pattern_that_cannot_be_measured_is_refused_with_the_reason(call, tmp_path, monkeypatch):
    monkeypatch.setattr(worlds, "LARGEST", worlds.SMALLEST)
    monkeypatch.setattr(worlds, "DAYS", dict.fromkeys(worlds.DAYS, 400))
    code, _, err = call("C33", *QUICK, "--out", str(tmp_path / "out"))
    assert code == 2
    assert "patterns: cannot be measured: C33 (" in err
    assert "take more hospitals" in err
    assert err.strip().count("\n") == 0
    assert not (tmp_path / "out").exists()


def test_a_folder_with_something_in_it_is_refused_first(call, tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    code, _, err = call("C01", "--out", str(tmp_path))
    assert code == 2
    assert "--force" in err
