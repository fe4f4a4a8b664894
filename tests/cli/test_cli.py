"""The command line as people meet it: a process, its exit code, and what it prints."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
TINY = """\
title = "A <b>tiny</b> hospital"
days = 120
warm_up_days = 20
runs = 2
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


def call(*arguments, **options):
    env = os.environ | {"PYTHONPATH": str(SOURCE), "COLUMNS": "100", "TERM": "dumb"}
    command = [sys.executable, "-m", "culturesim.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=env, timeout=300,
                          check=False, **options)  # fmt: skip


@pytest.fixture
def tiny(tmp_path):
    path = tmp_path / "tiny.toml"
    path.write_text(TINY)
    return path


def assert_one_line(done, *parts, code=2):
    assert done.returncode == code, done.stderr
    assert done.stderr.startswith("culturesim: ")
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    for part in parts:
        assert part in done.stderr


def test_help_and_version():
    done = call("--help")
    assert done.returncode == 0
    for command in ("run", "compare", "parameters", "scenarios", "export-organisation"):
        assert command in done.stdout
    assert call("--version").stdout.startswith("culturesim 0.")
    for option in ("--seed", "--runs", "--days", "--set", "--out", "--engine", "--no-ledger"):
        assert option in call("run", "--help").stdout


def test_scenarios_are_listed_one_line_each():
    done = call("scenarios")
    assert done.returncode == 0
    assert {"midshire", "small", "steady"} <= {line.split()[0] for line in done.stdout.splitlines()}


def test_parameters_are_listed_found_and_shown_in_full():
    everything = call("parameters").stdout
    assert "manager_blame" in everything
    assert "tau_norm" in everything
    some = call("parameters", "blame").stdout
    assert "tau_blame" in some
    assert "tau_norm" not in some
    full = call("parameters", "manager_blame").stdout
    for words in ("range", "0 to 1", "status", "source", "fear (0.05 to 0.8)"):
        assert words in full


def test_run_tells_a_story_and_writes_everything(tiny, tmp_path):
    out = tmp_path / "out"
    done = call("run", tiny, "--seed", 3, "--set", "manager_blame=0.5", "--out", out)
    assert done.returncode == 0, done.stderr
    assert "was simulated 2 times" in " ".join(done.stdout.replace("│", " ").split())
    assert "A <b>tiny</b> hospital" in done.stdout
    assert "Preventable harm" in done.stdout
    names = {path.name for path in out.iterdir()}
    assert names == {"series.parquet", "outcomes.parquet", "ledger.parquet", "provenance.json",
                     "report.html"}  # fmt: skip
    provenance = json.loads((out / "provenance.json").read_text())
    assert provenance["seeds"] == [3, 4]
    assert provenance["parameters"]["manager_blame"]["value"] == 0.5
    assert "<b>tiny</b>" not in (out / "report.html").read_text()
    assert_one_line(call("run", tiny, "--out", out), "not empty", "--force")
    again = call("run", tiny, "--out", out, "--force", "--no-ledger", "--runs", 1, "--days", 50)
    assert again.returncode == 0
    assert not (out / "ledger.parquet").exists()


def test_compare_shows_paired_differences(tiny, tmp_path):
    out = tmp_path / "out"
    done = call("compare", tiny, tiny, "--days", 50, "--set", "fear=0.9", "--out", out)
    assert done.returncode == 0, done.stderr
    assert "Difference" in done.stdout
    assert {path.name for path in out.iterdir()} == {
        "comparison.csv", "comparison.html", "base-outcomes.parquet", "other-outcomes.parquet",
    }  # fmt: skip


def test_an_exported_organisation_can_be_run(tiny, tmp_path):
    done = call("export-organisation", tiny, "--out", tmp_path / "org")
    assert done.returncode == 0, done.stderr
    edited = tmp_path / "org" / "edited.toml"
    edited.write_text('title = "E"\ndays = 10\nwarm_up_days = 5\n[organisation]\n'
                      'nodes = "nodes.csv"\nedges = "edges.csv"\n')  # fmt: skip
    assert call("run", edited, "--runs", 1).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["run", "midshir"], ["did you mean 'midshire'"]),
        (["run", "nowhere.toml"], ["nowhere.toml", "no such file"]),
        (["run", "."], ["."]),
        (["run", "small", "--sed", "1"], ["--sed"]),
        (["run", "small", "--seed", "-1"], ["seed", "-1"]),
        (["run", "small", "--seed", "1.5"], ["--seed"]),
        (["run", "small", "--seed", "9" * 30], ["seed"]),
        (["run", "small", "--runs", "0"], ["runs", "0"]),
        (["run", "small", "--runs", "1000000000"], ["runs"]),
        (["run", "small", "--days", "0"], ["--days", "0"]),
        (["run", "small", "--workers", "0"], ["workers"]),
        (["run", "small", "--engine", "mesa"], ["engine", "agents"]),
        (["run", "small", "--set", "feer=1"], ["feer", "fear"]),
        (["run", "small", "--set", "fear"], ["--set", "NAME=VALUE"]),
        (["run", "small", "--set", "fear=0.1", "--set", "fear=0.2"], ["twice"]),
        (["run", "small", "--set", "fear=2"], ["fear", "0 to 1"]),
        (["run", "small", "--set", "fear=nan"], ["fear"]),
        (["run", "small", "--set", "manager_blame=much"], ["manager_blame", "number"]),
        (["run", "small", "--set", "wards=1000000000"], ["wards"]),
        (["run", "small", "--days", "100000000"], ["GB"]),
        (["run"], ["scenario"]),
        (["compare", "small"], ["other"]),
        (["compare", "small", "midshire"], ["give days"]),
        (["parameters", "zzzz"], ["zzzz"]),
        (["fly"], ["fly"]),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)
def test_what_is_wrong_is_one_line(arguments, parts):
    assert_one_line(call(*arguments), *parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (b"title = 'A'\ndays = 10\ntitl = 1\n", ["titl", "title"]),
        (b"title = 'A'\ndays = 'ten'\n", ["days", "whole number"]),
        (b"title = 'A'\n\xff\xfe\n", ["UTF-8", "line 2"]),
        (b"title = \n", ["TOML", "line 1"]),
        (b"title = 'A'\ndays = 10\n[organisation]\nwards = 1000000000\n", ["wards"]),
        (b"title = 'A'\ndays = 10\n[parameters]\nmanager_blame = 7\n", ["manager_blame", "7"]),
        (b"title = 'A'\ndays = 10\n[organisation]\ngraph = 'no.graphml'\n", ["no.graphml"]),
    ],
)
def test_a_broken_scenario_file_is_named(tmp_path, text, parts):
    path = tmp_path / "broken.toml"
    path.write_bytes(text)
    assert_one_line(call("run", path), "broken.toml", *parts)


def test_a_full_disk_leaves_nothing_behind(tiny, tmp_path):
    def no_large_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000))

    call("run", tiny, "--runs", 1, "--days", 20)  # so that the engine is compiled already
    out = tmp_path / "new" / "out"
    done = call("run", tiny, "--runs", 1, "--out", out, preexec_fn=no_large_files)
    assert_one_line(done, "cannot be written", "file too large")
    assert not out.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path != tiny]


def test_an_output_that_cannot_be_is_refused_before_any_work(tiny):
    began = time.monotonic()
    done = call("run", "midshire", "--runs", 1000, "--out", tiny)
    assert_one_line(done, "is a file")
    assert time.monotonic() - began < 300  # the runs themselves would take far longer


def test_stopping_is_one_line_and_leaves_nothing(tmp_path):
    env = os.environ | {"PYTHONPATH": str(SOURCE)}
    out = tmp_path / "out"
    # Of its own accord, since what a shell runs in the background is deaf to Ctrl-C.
    listening = ("import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
                 "from culturesim.cli import main; main()")  # fmt: skip
    command = [sys.executable, "-c", listening, "run", "steady", "--runs", "500", "--out",
               str(out)]  # fmt: skip
    # A shell that runs the tests in the background makes its children ignore SIGINT.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          env=env, preexec_fn=heed) as process:  # noqa: PLW1509 # fmt: skip
        time.sleep(6.0)
        process.send_signal(signal.SIGINT)
        try:
            stdout, stderr = process.communicate(timeout=120)
        finally:
            process.kill()
    assert process.returncode == 130, stderr
    assert stderr.splitlines()[-1] == "culturesim: stopped; nothing was written"
    assert "Traceback" not in stderr
    assert not stdout
    assert not list(tmp_path.iterdir())


def test_a_reader_that_leaves_early_is_no_error():
    env = os.environ | {"PYTHONPATH": str(SOURCE)}
    line = f"{sys.executable} -m culturesim.cli parameters | head -n 1"
    done = subprocess.run(line, shell=True, capture_output=True, text=True, env=env, check=False)
    assert "Name" in done.stdout
    assert not done.stderr


def test_a_defect_is_one_line_too(monkeypatch, capsys):
    from culturesim import cli

    def broken(**_):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(cli, "app", broken)
    monkeypatch.delenv("CULTURESIM_DEBUG", raising=False)
    assert cli._run() == 1
    assert capsys.readouterr().err.count("\n") == 1
    monkeypatch.setenv("CULTURESIM_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli._run()
