"""What the repository may hold: short files, no machine's paths, pins without addresses."""

import re

import pytest

from .source import ROOT, kept_files, name_of, python_files

MOST_LINES = 400
TEXT = {"", ".c", ".cff", ".css", ".csv", ".h", ".html", ".js", ".json", ".md", ".py", ".toml",
        ".txt"}  # fmt: skip
# Folders in which people keep their own files; tests use tmp_path instead.
MACHINE_PATH = re.compile(r"(?<![\w.~*)}\]/-])/(?:home|root|Users|work|opt|mnt|tmp)/[\w.]")
ADDRESS = re.compile(r"\bhttps?://([\w.-]+)")
# Where literature, standards and data live. A link to anything else needs a reason here.
KNOWN_HOSTS = (
    "127.0.0.1",  # this computer itself
    "doi.org",
    "www.w3.org",  # SVG and HTML name spaces
    "graphml.graphdrawing.org",  # GraphML name space
    "gov.uk",
    "nhs.uk",
    "nice.org.uk",
    "bmj.com",
    "who.int",
    "orcid.org",
    "keepachangelog.com",
    "semver.org",
)
VENDORED = "src/culturesim/app/bundle/"  # other people's files, as they published them
TEXT_FILES = [p for p in kept_files() if p.suffix in TEXT and VENDORED not in p.as_posix()]


def lines_of(path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def faults_of_text(lines: list[str]) -> list[tuple[int, str]]:
    """Line and reason of each machine path and each unexpected address."""
    faults = []
    for number, line in enumerate(lines, start=1):
        if found := MACHINE_PATH.search(line):
            faults.append((number, f"path of one machine: {found.group()}..."))
        faults += [(number, f"unexpected host {host}") for host in ADDRESS.findall(line)
                   if not host.endswith(KNOWN_HOSTS)]  # fmt: skip
        if "file:" + "//" in line:
            faults.append((number, "address of a file on one machine"))
    return faults


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_source_files_stay_short(path):
    n_lines = len(lines_of(path))
    assert n_lines <= MOST_LINES, f"{name_of(path)} has {n_lines} lines; split it by meaning"


def test_no_machine_paths_or_unexpected_hosts():
    faults = [f"{name_of(path)}:{line} {why}" for path in TEXT_FILES
              for line, why in faults_of_text(lines_of(path))]  # fmt: skip
    assert not faults, "\n".join(faults)


def test_text_is_utf8_with_unix_line_ends():
    wrong = [name_of(p) for p in TEXT_FILES if b"\r" in p.read_bytes()]
    assert not wrong


def test_constraints_are_plain_pins():
    lines = lines_of(ROOT / "constraints.txt")
    wrong = [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line)]
    assert lines
    assert not wrong, f"constraints.txt holds lines that are not name==version: {wrong}"


@pytest.mark.parametrize(
    "line",
    [
        "data = '/ho" + "me/ann/data.csv'",
        "see htt" + "ps://example.org/page",
        "at fi" + "le:///x",
    ],
)
def test_a_fault_in_text_is_found(line):
    assert faults_of_text([line])


@pytest.mark.parametrize("line", ["https://doi.org/10.1000/182", "docs/work/plan", "#!/bin/sh"])
def test_ordinary_text_has_no_fault(line):
    assert not faults_of_text([line])
