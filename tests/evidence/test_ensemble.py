"""The ensemble of the package against the model as it is now; slow."""

import pytest

from culturesim.evidence.calibrating.matching import bands
from culturesim.evidence.calibrating.showing import show
from culturesim.evidence.calibrating.task import Task
from culturesim.parameters.plausible import load_plausible


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_set_still_shows_every_tuning_pattern(number):
    """An ensemble holds for the model it was searched with: `make ensemble` after results moved."""
    found = load_plausible()
    told = found.about
    task = Task("again", told["base"], tuple(told["tuning"]), (), seed=told["seed"],
                seeds=told["seeds"], hospitals=told["hospitals"])  # fmt: skip
    shown = show(task, found.taken(number), task.tuning)
    names, low, high = bands(task)
    out = {n: shown[n] for n, a, b in zip(names, low, high, strict=True) if not a <= shown[n] <= b}
    assert not out, f"set {number % len(found)} is no longer plausible: {out}"
