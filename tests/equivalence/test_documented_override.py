"""The example of docs/how-to/override-a-behaviour.md runs, and changes only what it should."""

import re

import numpy as np
import pytest

from culturesim.agents import HospitalModel
from culturesim.schedule import PHASES
from culturesim.state.schema import SB, SF

from .eventful import TWO_HOSPITALS, eventful, first_difference

DOCTOR = 2


@pytest.fixture(scope="module")
def page(request):
    """What the blocks of the page leave behind, and what they print."""
    root = request.config.rootpath
    text = (root / "docs" / "how-to" / "override-a-behaviour.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    printed: list[str] = []
    names = {"print": lambda *words: printed.append(" ".join(map(str, words)))}
    for block in blocks:
        exec(compile(block, "override-a-behaviour.md", "exec"), names)
    return names | {"printed": printed, "text": text}


@pytest.fixture(scope="module")
def bolder(page):
    return {"Staff": page["BolderDoctors"]}


def test_page_prints_what_it_says(page):
    shown = re.findall(r"```text\n(.*?)\n```", page["text"])
    assert shown == page["printed"][:1]
    raised_before, raised_after = (int(line.split()[0]) for line in page["printed"][1:3])
    assert raised_after > raised_before
    assert page["printed"][3] == "frozenset({'respond'})"


def test_table_of_phases_is_complete(page):
    for phase in PHASES[1:]:
        row = next(line for line in page["text"].splitlines() if f"| `{phase.agent}` |" in line)
        assert f"`{phase.name}`" in row


def test_only_phases_that_use_it_go_through_agents(bolder, monkeypatch):
    compiled, through_agents = [], []
    model = HospitalModel(eventful(days=3), 1, agent_classes=bolder)
    run_phase, run_agents = model.simulation.run_phase, model.run_agents
    monkeypatch.setattr(
        model.simulation, "run_phase", lambda name, *a: (compiled.append(name), run_phase(name, *a))
    )
    monkeypatch.setattr(
        model,
        "run_agents",
        lambda name, kind: (through_agents.append(name), run_agents(name, kind)),
    )
    model.step()
    assert through_agents == ["speak_up", "learn", "renew"]
    assert [p.name for p in PHASES] == sorted(
        compiled + through_agents, key=[p.name for p in PHASES].index
    )


def test_only_doctors_change_at_first_and_only_towards_speaking(bolder):
    stock = HospitalModel(eventful(days=1, sizes=TWO_HOSPITALS), 3)
    bold = HospitalModel(eventful(days=1, sizes=TWO_HOSPITALS), 3, agent_classes=bolder)
    assert first_difference(stock.world, bold.world) == ""  # the morning of day 1
    stock.step()
    bold.step()
    one, other = stock.world, bold.world
    is_doctor = one.sb[SB.profession] == DOCTOR
    for column in (SB.concern_kind, SB.is_on_shift, SB.is_in_post):
        assert np.array_equal(one.sb[column], other.sb[column])
    assert np.array_equal(one.sf[SF.concern], other.sf[SF.concern])
    assert np.array_equal(one.pi, other.pi)
    changed = one.sb[SB.channel] != other.sb[SB.channel]
    assert changed.any()
    assert not (changed & ~is_doctor).any()
    assert (one.sb[SB.channel][changed] == 1).all(), "only those who kept silent changed"
    assert (other.sb[SB.channel][changed] > 1).all()


def test_bolder_doctors_speak_twice_as_readily(bolder):
    stock = HospitalModel(eventful(), 1).staff
    bold = HospitalModel(eventful(), 1, agent_classes=bolder).staff
    for one, other in zip(stock, bold, strict=True):
        wanted = one.chance_to_speak(0.5, 2) * (2.0 if one.profession == DOCTOR else 1.0)
        assert other.chance_to_speak(0.5, 2) == min(1.0, wanted)
